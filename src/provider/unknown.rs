//! The elements of a document that no part of a rule stands for.
//!
//! A listing asks this of each rule, so that the ways of a layout are taken apart once for all of them, and no way is
//! written out but that of an element that is not known.

use markup::Branch;

use super::document::{Layout, Place};
use super::xml::Element;
use crate::model::Rule;
use crate::model::rule::Part;

/// What a layout knows, as a tree: the first is the document itself.
pub(super) struct Known(Vec<Step>);

struct Step {
    /// The position of what it is in.
    parent: usize,
    name: &'static str,
    /// Whether it may stand there several times.
    repeats: bool,
    inside: Inside,
}

/// What is known inside beside the steps that lead on.
#[derive(Clone, Copy)]
enum Inside {
    Nothing,
    /// A key and its value.
    Tag,
    /// One of these, or whatever the rule names.
    Kind(&'static [&'static str]),
}

impl Known {
    pub(super) fn of(layout: &Layout) -> Self {
        let mut steps = vec![Step { parent: 0, name: "", repeats: false, inside: Inside::Nothing }];
        for (_, place) in layout.places {
            let end = place.path().split('/').fold(0, |parent, name| {
                let known = steps.iter().skip(1).position(|step| step.parent == parent && step.name == name);
                known.map_or_else(
                    || {
                        steps.push(Step { parent, name, repeats: false, inside: Inside::Nothing });
                        steps.len() - 1
                    },
                    |at| at + 1,
                )
            });
            match place {
                Place::Text(_) | Place::Name(_) => {}
                Place::List(..) => steps[end].repeats = true,
                Place::Tags(_) => (steps[end].repeats, steps[end].inside) = (true, Inside::Tag),
                Place::Kind(_, kinds) => steps[end].inside = Inside::Kind(kinds),
            }
        }
        Known(steps)
    }

    /// Names the way to each element that is not known, in the document's order. What is in one of them is not named by
    /// itself; of an element that must not stand there twice only the first one is read.
    pub(super) fn not_in(&self, document: Branch<'_>, rule: &Rule) -> Vec<String> {
        let mut found = Vec::new();
        self.look(document, Some(0), rule.text(Part::Encryption), &mut Vec::new(), &mut found);
        found
    }

    /// Looks inside an element, which is at a step or only named by one.
    fn look<'d>(
        &self,
        element: Branch<'d>,
        at: Option<usize>,
        kind: &str,
        way: &mut Vec<&'d str>,
        found: &mut Vec<String>,
    ) {
        for (before, inner) in element.elements().enumerate() {
            let name = inner.local_name();
            let step = at.and_then(|at| self.step(at, name));
            let is_known = step.is_some() || at.is_some_and(|at| self.0[at].inside.knows(name, kind));
            let repeats = step.is_some_and(|step| self.0[step].repeats);
            let again = || element.elements().take(before).any(|other| other.local_name() == name);
            way.push(name);
            if !is_known || (!repeats && again()) {
                found.push(way.join("/"));
            } else {
                self.look(inner, step, kind, way, found);
            }
            way.pop();
        }
    }

    fn step(&self, parent: usize, name: &str) -> Option<usize> {
        // The document stands in no other element.
        let is_it = |step: &Step| step.parent == parent && step.name == name;
        self.0.iter().skip(1).position(is_it).map(|at| at + 1)
    }
}

impl Inside {
    fn knows(self, name: &str, kind: &str) -> bool {
        match self {
            Inside::Nothing => false,
            Inside::Tag => matches!(name, "Key" | "Value"),
            Inside::Kind(kinds) => kinds.contains(&name) || name == kind,
        }
    }
}

impl Layout {
    /// Names the way to each element of a document that no part of its rule stands for.
    #[must_use]
    pub fn unknown(&self, document: &Element, rule: &Rule) -> Vec<String> {
        Known::of(self).not_in(document.tree().root(), rule)
    }
}

#[cfg(test)]
mod tests {
    use super::super::service;
    use super::super::xml::Element;
    use crate::model::Provider;

    #[track_caller]
    fn check(provider: Provider, inside: &str, expected: &[&str]) {
        let text = format!("<InventoryConfiguration><Id>a</Id>{inside}</InventoryConfiguration>");
        let document = Element::parse(text.as_bytes()).expect("it is XML");
        let layout = service(provider).layout();
        assert_eq!(layout.unknown(&document, &layout.read_any(&document)), expected, "{inside}");
    }

    #[test]
    fn what_is_not_known_is_named_by_its_way() {
        let oss = Provider::Oss;
        check(oss, "", &[]);
        check(oss, "<Filter><Prefix>a</Prefix><New><A/></New></Filter><B><C/></B>", &["Filter/New", "B"]);
        check(oss, "<OptionalFields><Field>A</Field><Field>B</Field></OptionalFields>", &[]);
        check(oss, "<OptionalFields><Field>A</Field><Other/></OptionalFields>", &["OptionalFields/Other"]);
        check(oss, "<Filter><Prefix>a</Prefix><Prefix>b</Prefix></Filter>", &["Filter/Prefix"]);
        check(oss, "<IsEnabled>true<Deep/></IsEnabled>", &["IsEnabled/Deep"]);
    }

    #[test]
    fn kinds_and_tags_are_known_with_what_belongs_to_them() {
        let encrypted = |kind: &str| {
            format!(
                "<Destination><OSSBucketDestination><Encryption>{kind}</Encryption></OSSBucketDestination></Destination>"
            )
        };
        check(Provider::Oss, &encrypted("<SSE-KMS><KeyId>k</KeyId></SSE-KMS>"), &[]);
        let more = "Destination/OSSBucketDestination/Encryption/SSE-KMS/More";
        check(Provider::Oss, &encrypted("<SSE-KMS><KeyId>k</KeyId><More/></SSE-KMS>"), &[more]);
        let tagged = |inside: &str| {
            format!("<Filter><And><Tag><Key>k</Key><Value>v</Value>{inside}</Tag></And></Filter>")
        };
        check(Provider::Cos, &tagged(""), &[]);
        check(Provider::Cos, &tagged("<Third/>"), &["Filter/And/Tag/Third"]);
    }
}
