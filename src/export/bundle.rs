//! Rules as a file: what "Download a copy" writes and "Import" reads.
//!
//! A copy that the console has written (`rule_file.rs`), a document by itself and an answer to a list request can be
//! imported, the latter two as XML or in the JSON of the vendors' tools (`configuration.rs`), and with a last line of the
//! tool's own behind it. A rule that cannot be taken stops no other: why is in [`Bundle::refused`]. What else is worth a word
//! is in [`Bundle::notes`].

use serde_json::Value;

use super::Omission;
use super::configuration;
pub use super::rule_file::{RuleFile, written};
use super::{rule_file, unknown};
use crate::model::rule::{Part, flag};
use crate::model::{BucketName, Provider, Region};
use crate::provider::document::{Layout, ROOT};
use crate::provider::xml::{self, Element, Node, can_be_written};
use crate::provider::{StoredRule, service};

/// Bytes of the largest file read: a full bucket's thousand rules with room to spare.
pub const MAX_BYTES: usize = 8 << 20;

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Whose rules they are.
    pub provider: Provider,
    /// The region they were in, where the file says it.
    pub region: Option<Region>,
    /// The bucket they were in, where the file says it.
    pub bucket: Option<BucketName>,
    /// The rules that can be taken, in the file's order; no id stands twice.
    pub rules: Vec<StoredRule>,
    /// Those that cannot, in the file's order.
    pub refused: Vec<RefusedRule>,
    /// What the user should know of the file besides.
    pub notes: Vec<Note>,
}

/// Something about a file that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// It is one page of a list: there may be more rules than it holds.
    Page {
        /// Whether it says that more follow.
        goes_on: bool,
    },
    /// Names in the JSON of a rule that are not known here. They are sent as they stand.
    Unknown {
        /// The rule's id.
        id: String,
        /// The ways to the elements.
        names: Vec<String>,
    },
    /// Names in the JSON that can be no elements, and are left out.
    NoElements(Vec<String>),
}

/// Why a file is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleProblem {
    /// Larger than [`MAX_BYTES`], or a document larger than any provider's.
    TooLarge,
    /// More rules than a bucket can have.
    TooMany {
        /// How many it can have.
        limit: usize,
    },
    /// Not JSON; the parser's own words with line and column.
    Json(String),
    /// Not well-formed XML, or another document than a rule or a list of rules.
    Xml,
    /// Written by another version; empty when the file names none.
    Version(String),
    /// A member is missing or not of its form; the path to it, such as `rules[1].xml`.
    Member(String),
}

/// A rule of a file that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRule {
    /// Its place in the file, from 1.
    pub number: usize,
    /// Its id, as the file calls it; empty when it does not.
    pub id: String,
    /// Why it cannot.
    pub problem: RuleProblem,
}

/// Why one rule of a file cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleProblem {
    /// A member of it is missing or not of its form; its name.
    Member(String),
    /// The document is not a rule of the file's provider.
    Document,
    /// It lacks what a rule must have.
    Lacks,
    /// The file calls it otherwise than its document does.
    OtherId {
        /// The id of the file.
        file: String,
        /// The id of the document.
        document: String,
    },
    /// An earlier rule has its id.
    Twice,
}

/// Reads a file.
///
/// # Errors
/// [`BundleProblem`] says what is wrong with it. That the rules are another provider's than the
/// connection's is for the caller to see.
pub fn read(text: &str) -> Result<Bundle, BundleProblem> {
    if text.len() > MAX_BYTES {
        return Err(BundleProblem::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('<') {
        return of_xml(without_last_line(text, '>', &['<']));
    }
    // What it is shows in its members alone.
    let file: Value = serde_json::from_str(text).or_else(|problem| {
        let cut = without_last_line(text, '}', &['{', '[', ']', '"', ':']);
        serde_json::from_str(cut).map_err(|_| BundleProblem::Json(problem.to_string()))
    })?;
    match configuration::of(&file) {
        Some(configuration) if file.get("stocktake").is_none() => of_configuration(configuration),
        _ => rule_file::read(file),
    }
}

/// Some tools print a line of their own behind what they were asked for (ossutil 1: `0.212407(s) elapsed`). Nothing that
/// could be a part of a document is taken for one.
fn without_last_line<'a>(text: &'a str, end: char, never: &[char]) -> &'a str {
    let (document, line) = text.rfind(end).map_or((text, ""), |at| text.split_at(at + 1));
    if line.contains(never) { text } else { document }
}

fn of_xml(text: &str) -> Result<Bundle, BundleProblem> {
    if text.len() > xml::MAX_BYTES {
        return Err(BundleProblem::TooLarge);
    }
    of_document(Element::parse(text.as_bytes()).map_err(|_| BundleProblem::Xml)?)
}

/// A rule or a list in the JSON of a vendor's tool: what is not known in it is named.
fn of_configuration(configuration: configuration::Configuration) -> Result<Bundle, BundleProblem> {
    let mut bundle = of_document(configuration.root)?;
    let layout = service(bundle.provider).layout();
    for StoredRule { rule, document } in &mut bundle.rules {
        arrange(layout, document);
        let names =
            unknown::elements(layout, document, rule).into_iter().filter_map(|omission| match omission {
                Omission::Element(way) => Some(way),
                Omission::Part(_) => None,
            });
        let names: Vec<String> = names.collect();
        if !names.is_empty() {
            bundle.notes.push(Note::Unknown { id: rule.id().to_owned(), names });
        }
    }
    if !configuration.no_elements.is_empty() {
        bundle.notes.push(Note::NoElements(configuration.no_elements));
    }
    Ok(bundle)
}

/// Members of JSON stand in any order; elements have one.
fn arrange(layout: &Layout, element: &mut Element) {
    element.arrange(&layout.order_in(element.local_name()));
    for node in &mut element.nodes {
        if let Node::Element(inner) = node {
            arrange(layout, inner);
        }
    }
}

/// A rule's document, or an answer to a list request. The destination says whose it is, and the answer's
/// root does.
fn of_document(root: Element) -> Result<Bundle, BundleProblem> {
    let name = root.local_name().to_owned();
    let readers =
        |wanted: &dyn Fn(Provider) -> bool| Provider::ALL.into_iter().find(|provider| wanted(*provider));
    let mut page = None;
    let (provider, documents) = if name == ROOT {
        let reads = |provider| service(provider).layout().read(&root).is_ok();
        (readers(&reads), vec![root])
    } else {
        let goes_on = root.child_text("IsTruncated").and_then(|text| flag(&text)) == Some(true);
        page = Some(Note::Page { goes_on });
        let lists = |provider| service(provider).layout().list == name;
        let of_rules = root.elements().filter(|inner| inner.local_name() == ROOT);
        (readers(&lists), of_rules.cloned().collect())
    };
    let provider = provider.ok_or(BundleProblem::Xml)?;
    let mut candidates = documents.into_iter().map(|document| {
        let id = document.child_text("Id").unwrap_or_default();
        Candidate { id, stored: stored(provider, document) }
    });
    let (rules, refused) = sorted_out(provider, &mut candidates)?;
    Ok(Bundle { provider, region: None, bucket: None, rules, refused, notes: page.into_iter().collect() })
}

/// What may be a rule of a file.
pub(super) struct Candidate {
    /// What the file calls it.
    pub(super) id: String,
    pub(super) stored: Result<StoredRule, RuleProblem>,
}

/// A rule, also one that lacks what a rule must have; but not one of the other provider.
pub(super) fn stored(provider: Provider, document: Element) -> Result<StoredRule, RuleProblem> {
    let is_theirs = |other: Provider| service(other).layout().read(&document).is_ok();
    let rule = service(provider).layout().read_any(&document);
    match rule.unreadable() {
        Some(_) if document.local_name() != ROOT || Provider::ALL.into_iter().any(is_theirs) => {
            Err(RuleProblem::Document)
        }
        // A reference can name a character that no document may hold.
        None if !Part::all().all(|part| can_be_written(rule.text(part))) => Err(RuleProblem::Document),
        _ => Ok(StoredRule { rule, document }),
    }
}

/// The rules of a file that can be taken, and those that cannot.
pub(super) fn sorted_out(
    provider: Provider,
    candidates: &mut dyn ExactSizeIterator<Item = Candidate>,
) -> Result<(Vec<StoredRule>, Vec<RefusedRule>), BundleProblem> {
    let limit = service(provider).capabilities().rules_per_bucket;
    if candidates.len() > limit {
        return Err(BundleProblem::TooMany { limit });
    }
    let (mut rules, mut refused) = (Vec::<StoredRule>::new(), Vec::new());
    for (at, Candidate { id, stored }) in candidates.enumerate() {
        let problem = match stored {
            Ok(stored) if stored.rule.unreadable().is_some() => RuleProblem::Lacks,
            Ok(stored) if rules.iter().any(|known| known.rule.id() == stored.rule.id()) => RuleProblem::Twice,
            Ok(stored) => {
                rules.push(stored);
                continue;
            }
            Err(problem) => problem,
        };
        refused.push(RefusedRule { number: at + 1, id, problem });
    }
    Ok((rules, refused))
}

#[cfg(test)]
#[path = "bundle_tests.rs"]
mod tests;
