//! Reads rules after a provider's [`Layout`]: one of which the document is kept, or a page of them that is
//! thrown away.
//!
//! A listing waits for this. So nothing is made for a rule but the rule: its texts are put together in room
//! that is used again, and no way through the layout is gone twice.

use markup::Branch;

use super::document::{Layout, NotARule, Place, ROOT};
use super::unknown::Known;
use super::xml::Element;
use crate::model::Rule;

/// A layout whose ways are taken apart, once for all rules of a page.
pub(super) struct Reader<'l> {
    layout: &'l Layout,
    /// Every element on the way to a place: the position of the one that holds it, and its name. The first
    /// is the document itself.
    holders: Vec<(usize, &'static str)>,
    /// For each place of the layout the position of what holds it, and the last name of its way.
    ends: Vec<(usize, &'static str)>,
    /// The rule that is being read, and one part of it: their room is used again.
    rule: Rule,
    text: String,
    known: Known,
}

impl<'l> Reader<'l> {
    pub(super) fn new(layout: &'l Layout) -> Self {
        let mut holders = vec![(0, ROOT)];
        let mut ends = Vec::with_capacity(layout.places.len());
        for (_, place) in layout.places {
            let (way, last) = place.way();
            let holder = way.fold(0, |parent, name| {
                let known = holders.iter().position(|known| *known == (parent, name));
                known.unwrap_or_else(|| {
                    holders.push((parent, name));
                    holders.len() - 1
                })
            });
            ends.push((holder, last));
        }
        let known = Known::of(layout);
        Reader { layout, holders, ends, rule: Rule::default(), text: String::new(), known }
    }

    /// Reads one rule.
    ///
    /// # Errors
    /// [`NotARule`] when a required part is missing or empty.
    pub(super) fn read(&mut self, document: Branch<'_>) -> Result<Rule, NotARule> {
        self.rule.clear();
        if document.local_name() != ROOT {
            return Err(NotARule);
        }
        let mut holders = Vec::with_capacity(self.holders.len());
        holders.push(Some(document));
        for (parent, name) in &self.holders[1..] {
            let holder: Option<Branch<'_>> = holders[*parent];
            holders.push(holder.and_then(|holder| holder.child(name)));
        }
        for ((part, place), (holder, name)) in self.layout.places.iter().zip(&self.ends) {
            if let Some(holder) = holders[*holder].filter(|_| self.rule.get(*part).is_none()) {
                self.text.clear();
                if place.add_to(&mut self.text, holder, name) && !part.is_unset(&self.text) {
                    self.rule.put(*part, Some(&self.text));
                }
            }
        }
        match self.layout.required.iter().all(|part| !self.rule.text(*part).is_empty()) {
            true => {
                let mut rule = self.rule.clone();
                rule.set_unknown(&self.known.not_in(document, &rule));
                Ok(rule)
            }
            false => Err(NotARule),
        }
    }
}

impl Reader<'_> {
    /// Reads one rule of a page. One that lacks what a rule must have does not hide the others.
    pub(super) fn read_any(&mut self, document: Branch<'_>) -> Rule {
        self.read(document).unwrap_or_else(|NotARule| {
            Rule::of_unreadable(self.rule.id().trim(), Element::of(document).to_pretty())
        })
    }
}

impl Place {
    /// The names on the way, and the last one.
    fn way(&self) -> (impl Iterator<Item = &'static str>, &'static str) {
        let mut names = self.path().split('/');
        let last = names.next_back().unwrap_or_default();
        (names, last)
    }

    /// Reads the place in a document.
    pub(super) fn read(&self, document: &Element) -> Option<String> {
        let tree = document.tree();
        let (mut way, name) = self.way();
        let holder = way.try_fold(tree.root(), Branch::child)?;
        let mut text = String::new();
        self.add_to(&mut text, holder, name).then_some(text)
    }

    /// Reads the place in the element that holds its last name, and adds it to a text; says whether it is
    /// there.
    fn add_to(&self, text: &mut String, holder: Branch<'_>, name: &str) -> bool {
        match (self, holder.child(name)) {
            (_, None) => return false,
            (Place::List(_, test), _) => {
                return add_entries(text, holder, name, &|text, element| entry(text, element, *test));
            }
            (Place::Tags(_), _) => return add_entries(text, holder, name, &tag),
            (Place::Text(_), Some(element)) => element.add_text_to(text),
            (Place::Name(_), Some(_)) => text.push_str(name),
            (Place::Kind(_, kinds), Some(element)) => {
                // Something unknown may stand beside the kind, or be one.
                let known = element.elements().find(|kind| kinds.contains(&kind.local_name()));
                let Some(kind) = known.or_else(|| element.elements().next()) else { return false };
                text.push_str(kind.local_name());
            }
        }
        true
    }
}

/// Adds an entry of a list to a text, if the element is one; says whether it is.
pub(super) type AddEntry<'f> = &'f dyn Fn(&mut String, Branch<'_>) -> bool;

/// Adds the entries among the elements with a name, one a line; says whether there is one.
fn add_entries(text: &mut String, holder: Branch<'_>, name: &str, add: AddEntry<'_>) -> bool {
    let mut found = false;
    for element in holder.elements() {
        let end = text.len();
        if element.local_name() == name {
            if found {
                text.push('\n');
            }
            match add(text, element) {
                true => found = true,
                false => text.truncate(end),
            }
        }
    }
    found
}

/// An entry is a text without blanks around it, if it passes the test.
pub(super) fn entry(text: &mut String, element: Branch<'_>, test: fn(&str) -> bool) -> bool {
    let start = text.len();
    element.add_text_to(text);
    // Names have nothing to trim, and nearly all entries are names.
    if !text.as_bytes()[start..].iter().all(u8::is_ascii_graphic) {
        let whole = text.split_off(start);
        text.push_str(whole.trim());
        put_on_one_line(text, start);
    }
    test(&text[start..])
}

/// A tag is an entry of a key and a value.
pub(super) fn tag(text: &mut String, element: Branch<'_>) -> bool {
    let start = text.len();
    for (before, name) in [("", "Key"), ("=", "Value")] {
        text.push_str(before);
        if let Some(child) = element.child(name) {
            child.add_text_to(text);
        }
    }
    put_on_one_line(text, start);
    true
}

/// Whatever stands in the document: entries are told apart by line ends.
fn put_on_one_line(text: &mut String, start: usize) {
    if text.as_bytes()[start..].contains(&b'\n') {
        let line = text.split_off(start).replace('\n', " ");
        text.push_str(&line);
    }
}
