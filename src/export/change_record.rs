//! Changes on their way out of the console: as JSON of its own form, and as Markdown for a ticket.
//!
//! What the Markdown says comes as it stands on the screen; here it is only written, escaped as in a table of rules.

use serde::Serialize;

use super::listing::{Listing, markdown_paragraph};
use crate::model::diff;
use crate::state::change_record::{Act, Change, Outcome, PartOf};

/// The version of our own form.
const VERSION: u64 = 1;

/// `{"stocktake_changes": 1, "changes": […]}`.
#[derive(Serialize)]
struct ChangeFile<'a> {
    stocktake_changes: u64,
    changes: Vec<ChangeOut<'a>>,
}

#[derive(Serialize)]
struct ChangeOut<'a> {
    time: String,
    provider: &'static str,
    region: &'a str,
    bucket: &'a str,
    rule: &'a str,
    act: Act,
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<PartOf>,
    outcome: Outcome,
    /// The kind of the last error, such as `NoResponse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    code: &'a str,
    requests: Vec<SentOut<'a>>,
    differing: Vec<PartOut>,
    /// The document before; `null` where there was none, or it could not be read.
    before: Option<&'a str>,
    /// The document after, or as it was to be; `null` where there is none.
    after: Option<&'a str>,
}

/// A write that was sent.
#[derive(Serialize)]
struct SentOut<'a> {
    method: &'static str,
    status: Option<u16>,
    request_id: Option<&'a str>,
}

/// A part of a rule by its short name, with its provider's text before and after.
#[derive(Serialize)]
struct PartOut {
    part: &'static str,
    before: Option<String>,
    after: Option<String>,
}

/// Changes as JSON of our own form, in lines, in the order that they are given in.
///
/// # Errors
/// serde_json's; texts and numbers have none.
pub fn json(changes: &[Change]) -> serde_json::Result<String> {
    let changes = changes.iter().map(change_out).collect();
    let file = ChangeFile { stocktake_changes: VERSION, changes };
    serde_json::to_string_pretty(&file).map(|text| text + "\n")
}

fn change_out(change: &Change) -> ChangeOut<'_> {
    let sent = change.sent.iter().map(|sent| SentOut {
        method: sent.method.as_str(),
        status: sent.status,
        request_id: Some(sent.request_id.as_str()).filter(|id| !id.is_empty()),
    });
    let part = |differing: diff::Change| PartOut {
        part: differing.part.slug(),
        before: differing.before,
        after: differing.after,
    };
    ChangeOut {
        time: change.at.rfc3339(),
        provider: change.place.provider.slug(),
        region: change.place.region.as_str(),
        bucket: change.place.bucket.as_str(),
        rule: &change.rule,
        act: change.act,
        part_of: change.part_of,
        outcome: change.why.outcome,
        error: change.why.kind.map(|kind| format!("{kind:?}")),
        code: &change.why.code,
        requests: sent.collect(),
        differing: change.differing().into_iter().map(part).collect(),
        before: change.before.as_deref(),
        after: change.after.as_deref(),
    }
}

/// A change as it stands on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What was done to which rule.
    pub title: String,
    /// What is known of it, each with its name: when, where, what became of it, the request ids.
    pub facts: Vec<(String, String)>,
    /// Its differing parts, before and after.
    pub parts: Listing,
}

/// Changes as a page of text: a heading, a list and a table for each. `title` is the page's own.
#[must_use]
pub fn markdown(title: &str, changes: &[Told]) -> String {
    let mut out = format!("# {}\n", markdown_paragraph(title));
    for change in changes {
        out.push_str(&format!("\n## {}\n\n", markdown_paragraph(&change.title)));
        for (name, value) in &change.facts {
            out.push_str(&format!("- {}: {}\n", markdown_paragraph(name), markdown_paragraph(value)));
        }
        if !change.parts.rows.is_empty() {
            out.push('\n');
            out.push_str(&change.parts.markdown());
        }
    }
    out
}

#[cfg(test)]
#[path = "change_record_tests.rs"]
mod tests;
