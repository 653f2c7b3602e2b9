//! What becomes of single parts of several rules that are changed together: a text for all of them, with places for what is
//! each rule's own; an entry of a list that comes or goes; a part of a text that gives way to another one.

use crate::model::BucketName;
use crate::model::rule::{Part, Rule, bucket_name};

/// Texts in which each rule can have its own: [`ID`] stands for its id, [`BUCKET`] for the bucket that it is of.
pub const PATTERNS: [Part; 3] = [Part::Prefix, Part::Bucket, Part::DestinationPrefix];

/// What stands for the id of a rule.
pub const ID: &str = "{id}";

/// What stands for the bucket whose rules are changed.
pub const BUCKET: &str = "{bucket}";

/// Texts of which a part can be replaced.
pub const REPLACEABLE: [Part; 5] =
    [Part::Prefix, Part::Bucket, Part::DestinationPrefix, Part::RoleArn, Part::KmsKeyId];

/// What is to be replaced in a text, wherever it stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacing {
    /// The text, one of [`REPLACEABLE`].
    pub part: Part,
    /// What is looked for; nothing is while it is empty.
    pub find: String,
    /// What is put in its place.
    pub with: String,
}

impl Replacing {
    /// A rule's text as it is to be; `None` where what is looked for is not in it.
    fn replaced(&self, rule: &Rule) -> Option<String> {
        let text = rule.text(self.part);
        // Of a bucket only the name is anybody's choice.
        let name = if self.part == Part::Bucket { bucket_name(text) } else { text };
        let before = text.trim_end().strip_suffix(name).unwrap_or_default();
        let is_there = !self.find.is_empty() && name.contains(&self.find);
        is_there.then(|| [before, &name.replace(&self.find, &self.with.replace(ID, rule.id()))].concat())
    }

    /// In how many rules something is found.
    #[must_use]
    pub fn finds(&self, rules: &[Rule]) -> usize {
        rules.iter().filter(|rule| self.replaced(rule).is_some()).count()
    }
}

/// What is asked of several rules besides texts for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Besides {
    /// Optional fields that come (`true`) or go in each; the other fields of each stay.
    pub(super) fields: Vec<(String, bool)>,
    /// What is replaced in a text.
    pub replacing: Replacing,
}

impl Default for Besides {
    fn default() -> Self {
        let replacing = Replacing { part: Part::Prefix, find: String::new(), with: String::new() };
        Besides { fields: Vec::new(), replacing }
    }
}

impl Besides {
    /// Whether a field comes or goes; `None` where each rule keeps it as it is.
    #[must_use]
    pub fn field(&self, field: &str) -> Option<bool> {
        self.fields.iter().find(|(known, _)| known == field).map(|(_, there)| *there)
    }

    /// Whether any field comes or goes.
    #[must_use]
    pub fn changes_fields(&self) -> bool {
        !self.fields.is_empty()
    }

    /// The next of what can become of a field that `held` of `count` rules have: nothing, added to all that lack it, taken
    /// from all that have it.
    pub fn turn_field(&mut self, field: &str, held: usize, count: usize) {
        let next = match self.field(field) {
            None => Some(held < count),
            Some(true) if held > 0 => Some(false),
            Some(_) => None,
        };
        self.fields.retain(|(known, _)| known != field);
        self.fields.extend(next.map(|there| (field.to_owned(), there)));
    }

    /// Leaves the fields to each rule.
    pub fn leave_fields(&mut self) {
        self.fields.clear();
    }

    /// The changes, in the order in which they are done to a rule.
    pub(super) fn edits(&self, bucket: &BucketName) -> impl Iterator<Item = (Part, Edit)> {
        let Besides { fields, replacing } = self;
        let entry = |(field, there): &(String, bool)| (Part::Fields, Edit::Entry(field.clone(), *there));
        let with = replacing.with.replace(BUCKET, bucket.as_str());
        let replaced = (replacing.part, Edit::Replaced(Replacing { with, ..replacing.clone() }));
        fields.iter().map(entry).chain((!replacing.find.is_empty()).then_some(replaced))
    }

    /// Whether nothing is asked or typed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.fields.is_empty() && self.replacing.find.is_empty() && self.replacing.with.is_empty()
    }
}

/// How many of several rules have an entry in a list, in the order in which they first come.
#[must_use]
pub fn held(rules: &[Rule], part: Part) -> Vec<(String, usize)> {
    let mut held: Vec<(String, usize)> = Vec::new();
    for entry in rules.iter().flat_map(|rule| rule.entries(part)) {
        match held.iter_mut().find(|(known, _)| known == entry) {
            Some((_, count)) => *count += 1,
            None => held.push((entry.to_owned(), 1)),
        }
    }
    held
}

/// What becomes of a part in each of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// The same text in all of them, but for what stands for the rule's id; or none.
    Text(Option<String>),
    /// An entry of the list comes or goes.
    Entry(String, bool),
    /// A part of the text is replaced.
    Replaced(Replacing),
}

impl Edit {
    /// Does it to a rule.
    pub(super) fn apply(&self, part: Part, rule: &mut Rule) {
        match self {
            Edit::Text(Some(text)) if PATTERNS.contains(&part) => {
                let text = text.replace(ID, rule.id());
                rule.put(part, Some(&text));
            }
            Edit::Text(text) => rule.put(part, text.as_deref()),
            Edit::Entry(entry, there) => {
                if rule.entries(part).any(|known| known == entry) != *there {
                    rule.set_entry(part, entry, *there);
                }
            }
            Edit::Replaced(replacing) => {
                if let Some(text) = replacing.replaced(rule) {
                    rule.set(part, (!text.is_empty()).then_some(text));
                }
            }
        }
    }
}
