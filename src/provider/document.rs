//! Rule documents, read and written after a provider's [`Layout`] without losing anything.
//!
//! Reading takes the known parts out of a tree. Writing puts those parts that changed back
//! into the tree that was read: whatever else is in it, and text that did not change, stays.

use markup::Branch;

use super::xml::{Element, Node};
use crate::model::rule::{Part, Rule};

/// Where a part stands in a document. Each path leads from the root's child down, such as `Filter/Prefix`.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// The text of the last element.
    Text(&'static str),
    /// The texts of all elements with the last name: those that satisfy the test.
    List(&'static str, fn(&str) -> bool),
    /// `Key` and `Value` of all elements with the last name, as `key=value`.
    Tags(&'static str),
    /// The name of the one element inside the last one. Of those named here the others go when one
    /// of them comes.
    Kind(&'static str, &'static [&'static str]),
    /// The last name itself, when such an element is there.
    Name(&'static str),
}

/// Where everything stands in a provider's documents.
#[derive(Debug)]
pub struct Layout {
    /// The root of an answer to a list request.
    pub list: &'static str,
    /// The place of each part. Where a part has several, it is read from any of them, written where
    /// it was read, and new in the first.
    pub places: &'static [(Part, Place)],
    /// The documented order of what is inside an element: its name, and names with blanks between.
    pub order: &'static [(&'static str, &'static str)],
    /// The parts without which a document is not a rule.
    pub required: &'static [Part],
    /// Brings elements into the form that is documented for writing, after a change: told whether
    /// the tags changed.
    pub settle: fn(&mut Element, bool),
}

/// The root of a rule's document, for both providers.
pub const ROOT: &str = "InventoryConfiguration";

/// A required element is missing, or the document is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARule;

impl Layout {
    /// Reads one rule.
    ///
    /// # Errors
    /// [`NotARule`] when a required part is missing or empty.
    pub fn read(&self, document: &Element) -> Result<Rule, NotARule> {
        self.reader().read(document.tree().root())
    }

    /// Made ready to read rules, one or a page of them.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader::new(self)
    }

    /// The document of `rule`: `kept` with the differences written into it, or a new one.
    #[must_use]
    pub fn write(&self, rule: &Rule, kept: Option<&Element>) -> Element {
        let before = kept.and_then(|document| self.read(document).ok()).unwrap_or_default();
        let mut root = kept.cloned().unwrap_or_else(|| Element::new(ROOT));
        for part in Part::all().filter(|part| before.get(*part) != rule.get(*part)) {
            let mut places = self.places.iter().filter(|(known, _)| *known == part).map(|(_, place)| place);
            let first = places.clone().next();
            let there = places.find(|place| place.read(&root).is_some());
            // What is nowhere needs no removing.
            if let Some(place) = there.or(first.filter(|_| rule.get(part).is_some())) {
                place.write(&mut root, rule.get(part), self);
            }
        }
        if before != *rule {
            (self.settle)(&mut root, before.get(Part::Tags) != rule.get(Part::Tags));
        }
        root.arrange(&self.order_in(ROOT));
        root
    }

    /// The documented order of what is inside an element.
    #[must_use]
    pub fn order_in(&self, name: &str) -> Vec<&'static str> {
        let order = self.order.iter().find(|(known, _)| *known == name);
        order.map_or_else(Vec::new, |(_, order)| order.split(' ').collect())
    }

    /// Lets `act` change the element that holds the last name of a path. What is missing on the way
    /// is put in its place; what is left empty goes, but for a kind, which is a value by itself.
    fn inside(&self, element: &mut Element, path: &str, act: &mut dyn FnMut(&mut Element, &str, &[&str])) {
        let order = self.order_in(element.local_name());
        match path.split_once('/') {
            None => act(element, path, &order),
            Some((name, rest)) => {
                let inner = element.child_or_insert(&order, name);
                self.inside(inner, rest, act);
                if inner.nodes.is_empty() && !self.is_kind(name) {
                    element.remove(name);
                }
            }
        }
        element.arrange(&order);
    }

    fn is_kind(&self, name: &str) -> bool {
        self.places.iter().any(|(_, place)| matches!(place, Place::Kind(_, kinds) if kinds.contains(&name)))
    }
}

impl Place {
    fn path(&self) -> &'static str {
        match self {
            Place::Text(path)
            | Place::List(path, _)
            | Place::Tags(path)
            | Place::Kind(path, _)
            | Place::Name(path) => path,
        }
    }

    /// The names on the way, and the last one.
    fn way(&self) -> (impl Iterator<Item = &'static str>, &'static str) {
        let mut names = self.path().split('/');
        let last = names.next_back().unwrap_or_default();
        (names, last)
    }

    fn read(&self, root: &Element) -> Option<String> {
        let tree = root.tree();
        let (mut way, name) = self.way();
        let parent = way.try_fold(tree.root(), Branch::child)?;
        let mut text = String::new();
        self.read_in(parent, name, &mut text).then_some(text)
    }

    /// Reads the place in the element that holds its last name, and adds it to a text; says whether it is
    /// there.
    fn read_in(&self, parent: Branch<'_>, name: &str, out: &mut String) -> bool {
        match self {
            Place::List(_, test) => {
                add_entries(parent, name, &|element, out| entry(element, *test, out), out)
            }
            Place::Tags(_) => add_entries(parent, name, &tag, out),
            Place::Text(_) | Place::Kind(..) | Place::Name(_) => {
                let Some(element) = parent.child(name) else { return false };
                match self {
                    Place::Kind(_, kinds) => {
                        // Something unknown may stand beside the kind, or be one.
                        let known = element.elements().find(|kind| kinds.contains(&kind.local_name()));
                        let Some(kind) = known.or_else(|| element.elements().next()) else { return false };
                        out.push_str(kind.local_name());
                    }
                    Place::Name(_) => out.push_str(name),
                    _ => element.add_text_to(out),
                }
                true
            }
        }
    }

    fn write(&self, root: &mut Element, text: Option<&str>, layout: &Layout) {
        let before = self.read(root);
        layout.inside(root, self.path(), &mut |parent, name, order| match (self, text) {
            (Place::List(_, test), _) => {
                write_list(parent, name, text, &|element, out| entry(element, *test, out), &|text| {
                    Element::with_text(name, text)
                })
            }
            (Place::Tags(_), _) => write_list(parent, name, text, &tag, &|text| new_tag(name, text)),
            (_, None) => parent.remove(name),
            (Place::Text(_), Some(text)) => parent.child_or_insert(order, name).set_text(text),
            (Place::Kind(_, kinds), Some(text)) => {
                let container = parent.child_or_insert(order, name);
                let others = kinds.iter().copied().chain(before.as_deref()).filter(|kind| *kind != text);
                others.for_each(|kind| container.remove(kind));
                container.child_or_insert(&[], text);
            }
            (Place::Name(_), Some(text)) => {
                parent.remove(name);
                parent.child_or_insert(order, text);
            }
        });
    }
}

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
}

impl<'l> Reader<'l> {
    fn new(layout: &'l Layout) -> Self {
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
        Reader { layout, holders, ends, rule: Rule::default(), text: String::new() }
    }

    /// Reads one rule.
    ///
    /// # Errors
    /// [`NotARule`] when a required part is missing or empty.
    pub(super) fn read(&mut self, document: Branch<'_>) -> Result<Rule, NotARule> {
        if document.local_name() != ROOT {
            return Err(NotARule);
        }
        let mut holders = Vec::with_capacity(self.holders.len());
        holders.push(Some(document));
        for (parent, name) in &self.holders[1..] {
            let holder: Option<Branch<'_>> = holders[*parent];
            holders.push(holder.and_then(|holder| holder.child(name)));
        }
        self.rule.clear();
        for ((part, place), (holder, name)) in self.layout.places.iter().zip(&self.ends) {
            if let Some(holder) = holders[*holder].filter(|_| self.rule.get(*part).is_none()) {
                self.text.clear();
                if place.read_in(holder, name, &mut self.text) {
                    self.rule.put(*part, Some(&self.text));
                }
            }
        }
        match self.layout.required.iter().all(|part| !self.rule.text(*part).is_empty()) {
            true => Ok(self.rule.clone()),
            false => Err(NotARule),
        }
    }
}

/// Adds an entry of a list to a text, if the element is one; says whether it is.
type AddEntry<'f> = &'f dyn Fn(Branch<'_>, &mut String) -> bool;

/// Adds the entries among the elements with a name, one a line; says whether there is one.
fn add_entries(parent: Branch<'_>, name: &str, add: AddEntry<'_>, out: &mut String) -> bool {
    let mut found = false;
    for element in parent.elements() {
        let end = out.len();
        if element.local_name() == name {
            if found {
                out.push('\n');
            }
            match add(element, out) {
                true => found = true,
                false => out.truncate(end),
            }
        }
    }
    found
}

/// The text without blanks around it, if it passes the test.
fn entry(element: Branch<'_>, test: fn(&str) -> bool, out: &mut String) -> bool {
    let start = out.len();
    element.add_text_to(out);
    // Names have nothing to trim, and nearly all entries are names.
    if !out.as_bytes()[start..].iter().all(u8::is_ascii_graphic) {
        let text = out.split_off(start);
        out.push_str(text.trim());
        put_on_one_line(out, start);
    }
    test(&out[start..])
}

fn tag(element: Branch<'_>, out: &mut String) -> bool {
    let start = out.len();
    for (before, name) in [("", "Key"), ("=", "Value")] {
        out.push_str(before);
        if let Some(child) = element.child(name) {
            child.add_text_to(out);
        }
    }
    put_on_one_line(out, start);
    true
}

/// Whatever stands in the document: entries are told apart by line ends.
fn put_on_one_line(out: &mut String, start: usize) {
    if out.as_bytes()[start..].contains(&b'\n') {
        let line = out.split_off(start).replace('\n', " ");
        out.push_str(&line);
    }
}

fn new_tag(name: &str, text: &str) -> Element {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    let mut tag = Element::new(name);
    tag.push(Element::with_text("Key", key));
    tag.push(Element::with_text("Value", value));
    tag
}

/// Entries that stay keep their place and all that is in them; new ones follow.
fn write_list(
    parent: &mut Element,
    name: &str,
    text: Option<&str>,
    add: AddEntry<'_>,
    new: &dyn Fn(&str) -> Element,
) {
    let wanted: Vec<&str> = text.unwrap_or_default().split('\n').filter(|entry| !entry.is_empty()).collect();
    let known = |node: &Node| match node {
        Node::Element(element) if element.local_name() == name => {
            let mut entry = String::new();
            add(element.tree().root(), &mut entry).then_some(entry)
        }
        _ => None,
    };
    parent.nodes.retain(|node| known(node).is_none_or(|entry| wanted.contains(&entry.as_str())));
    for entry in wanted {
        if !parent.nodes.iter().any(|node| known(node).as_deref() == Some(entry)) {
            parent.push(new(entry));
        }
    }
}
