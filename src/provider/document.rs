//! Rule documents, read and written after a provider's [`Layout`] without losing anything.
//!
//! Reading takes the known parts out of a tree (`reading.rs`). Writing puts those parts that changed back
//! into the tree that was read: whatever else is in it, and text that did not change, stays. What says nothing
//! ([`Part::is_unset`]) is neither read as a part nor ever sent.

use super::reading::{AddEntry, Reader, entry, tag};
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
    /// Takes out what says nothing without a part that is not set.
    pub unset: fn(&mut Element),
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

    /// Reads one rule, and of a document that lacks what a rule must have the id ([`Rule::unreadable`]).
    pub(crate) fn read_any(&self, document: &Element) -> Rule {
        self.reader().read_any(document.tree().root())
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
        for part in Part::all().filter(|part| before.get(*part) != rule.said(*part)) {
            let places = self.places.iter().filter(|(known, _)| *known == part).map(|(_, place)| place);
            let first = places.clone().next();
            let says = |place: &&Place| place.read(&root).is_some_and(|text| !part.is_unset(&text));
            let stands = |place: &&Place| place.read(&root).is_some();
            let there = places.clone().find(says).or_else(|| places.clone().find(stands));
            // What is nowhere needs no removing.
            if let Some(place) = there.or(first.filter(|_| rule.said(part).is_some())) {
                place.write(&mut root, rule.said(part), self);
            }
        }
        if before != *rule {
            (self.settle)(&mut root, before.get(Part::Tags) != rule.get(Part::Tags));
        }
        root.arrange(&self.order_in(ROOT));
        self.without_unset(&root)
    }

    /// What is in a document besides the parts of a rule, each text with the names on the way to it, in no order.
    #[must_use]
    pub(super) fn unknown_texts(&self, document: &Element) -> Vec<String> {
        let mut texts = Vec::new();
        collect_texts(&self.write(&Rule::default(), Some(document)), "", &mut texts);
        texts.sort();
        texts
    }

    /// A document without what says nothing: as it can be sent. A provider that answers zeros for what was never
    /// set may refuse them.
    #[must_use]
    pub fn without_unset(&self, document: &Element) -> Element {
        let mut root = document.clone();
        for (part, place) in self.places {
            let Place::Text(path) = place else { continue };
            if place.read(&root).is_some_and(|text| part.is_unset(&text)) {
                self.inside(&mut root, path, &mut |parent, name, _| {
                    // What is not known and stands inside is not ours to drop.
                    if parent.child(name).is_some_and(|element| element.elements().next().is_none()) {
                        parent.remove(name);
                    }
                });
            }
        }
        (self.unset)(&mut root);
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
    /// The names on the way from the root's child down.
    #[must_use]
    pub fn path(&self) -> &'static str {
        match self {
            Place::Text(path)
            | Place::List(path, _)
            | Place::Tags(path)
            | Place::Kind(path, _)
            | Place::Name(path) => path,
        }
    }

    fn write(&self, root: &mut Element, text: Option<&str>, layout: &Layout) {
        let before = self.read(root);
        layout.inside(root, self.path(), &mut |parent, name, order| match (self, text) {
            (Place::List(_, test), _) => {
                write_list(parent, name, text, &|text, element| entry(text, element, *test), &|text| {
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

/// Every text of what is inside an element; an empty element has an empty one.
fn collect_texts(element: &Element, way: &str, texts: &mut Vec<String>) {
    for inner in element.elements() {
        let way = [way, "/", inner.local_name()].concat();
        if inner.elements().next().is_none() {
            texts.push([way.as_str(), "=", &inner.text()].concat());
        }
        collect_texts(inner, &way, texts);
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
            add(&mut entry, element.tree().root()).then_some(entry)
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
