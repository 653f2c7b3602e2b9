//! The elements of a document that no part of a rule stands for.

use super::Omission;
use crate::model::rule::{Part, Rule};
use crate::provider::document::{Layout, Place};
use crate::provider::xml::Element;

/// Names the way to each, in the document's order. What is in one of them is not named by itself.
pub(super) fn elements(layout: &Layout, document: &Element, rule: &Rule) -> Vec<Omission> {
    let mut search = Search { layout, kind: rule.text(Part::Encryption), found: Vec::new() };
    search.inside(document, "");
    search.found
}

struct Search<'a> {
    layout: &'a Layout,
    /// The kind that a part of the rule names.
    kind: &'a str,
    found: Vec<Omission>,
}

impl Search<'_> {
    fn inside(&mut self, element: &Element, path: &str) {
        let mut seen: Vec<&str> = Vec::new();
        for inner in element.elements() {
            let name = inner.local_name();
            let way = if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
            let again = seen.contains(&name) && !self.repeats(&way);
            seen.push(name);
            if again || !self.is_known(path, name, &way) {
                self.found.push(Omission::Element(way));
            } else {
                self.inside(inner, &way);
            }
        }
    }

    /// Whether a part stands there, or further in. Of an element that must not stand there twice only the
    /// first one is read.
    fn is_known(&self, path: &str, name: &str, way: &str) -> bool {
        self.layout.places.iter().map(|(_, place)| place).any(|place| {
            let further =
                place.path().strip_prefix(way).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            further
                || (place.path() == path
                    && match place {
                        Place::Tags(_) => matches!(name, "Key" | "Value"),
                        Place::Kind(_, kinds) => kinds.contains(&name) || name == self.kind,
                        _ => false,
                    })
        })
    }

    fn repeats(&self, way: &str) -> bool {
        let list = |place: &Place| matches!(place, Place::List(..) | Place::Tags(_)) && place.path() == way;
        self.layout.places.iter().any(|(_, place)| list(place))
    }
}
