//! What this page has written, change by change: a rule before and after, when, and what the provider answered. It is in
//! memory alone.

use serde::Serialize;

use super::at_work::Deed;
use super::failure::Failure;
use super::request_log::Sent;
use crate::model::diff::{self, Change as PartChange};
use crate::model::{Provider, Rule, Timestamp};
use crate::provider::error::ErrorKind;
use crate::provider::save::SaveError;
use crate::provider::service;
use crate::provider::write::WriteError;
use crate::provider::xml::Element;
use crate::route::Place;

/// What is done to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// It is created.
    Create,
    /// It is changed.
    Change,
    /// It is switched on.
    Enable,
    /// It is switched off.
    Disable,
    /// It is deleted.
    Delete,
    /// It is run once, and not kept.
    Run,
    /// A form of it that the device has kept is written again.
    Restore,
}

/// Of what larger work it is a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartOf {
    /// What was done is taken back, or done again.
    Undo,
    /// Rules are created from a file.
    Import,
    /// Rules are taken to other buckets.
    ManyBuckets,
    /// One change is made to several rules.
    SeveralRules,
}

impl PartOf {
    /// The larger work that is under way with a claim; none where a rule is written by hand.
    #[must_use]
    pub fn of(deed: Deed) -> Option<Self> {
        match deed {
            Deed::Back(_) => Some(PartOf::Undo),
            Deed::Import => Some(PartOf::Import),
            Deed::Take => Some(PartOf::ManyBuckets),
            Deed::Change(_) => Some(PartOf::SeveralRules),
            Deed::Switch(_) | Deed::Delete | Deed::Write | Deed::Copy => None,
        }
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is done.
    Done,
    /// It is not done: the rule is as it was.
    Refused,
    /// Nobody knows: it may be done, or may still be.
    Unknown,
    /// The rule was removed, and its new form not written.
    Missing,
}

/// A failure as a ticket tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// What the rule is like after it.
    pub outcome: Outcome,
    /// The kind of the last error.
    pub kind: Option<ErrorKind>,
    /// The provider's code; empty when there is none.
    pub code: String,
}

impl Why {
    /// Nothing is wrong.
    #[must_use]
    pub fn done() -> Self {
        Why { outcome: Outcome::Done, kind: None, code: String::new() }
    }

    /// What a failure says.
    #[must_use]
    pub fn of(failure: &Failure) -> Self {
        let error = failure.error();
        Why {
            outcome: outcome(failure),
            kind: error.map(|error| error.kind),
            code: error.map(|error| error.code().to_owned()).unwrap_or_default(),
        }
    }
}

fn outcome(failure: &Failure) -> Outcome {
    match failure {
        Failure::Create(error) | Failure::Run(error) | Failure::Delete(error) => match error {
            WriteError::Refused(_) => Outcome::Refused,
            WriteError::Open { .. } => Outcome::Unknown,
        },
        Failure::Save(SaveError::Missing { removed: true, .. }) => Outcome::Missing,
        Failure::Save(
            SaveError::Missing { removed: false, .. } | SaveError::Pending(_) | SaveError::Unknown(_),
        ) => Outcome::Unknown,
        Failure::Save(
            SaveError::Changed(_)
            | SaveError::Gone
            | SaveError::NotRead(_)
            | SaveError::NotKept
            | SaveError::Refused(_)
            | SaveError::Restored(_),
        )
        | Failure::Busy
        | Failure::AtWork
        | Failure::NoLocks => Outcome::Refused,
    }
}

/// A change of a rule that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When it began, by the device's clock.
    pub at: Timestamp,
    /// In which bucket.
    pub place: Place,
    /// The rule's id.
    pub rule: String,
    /// What was done.
    pub act: Act,
    /// Of what it is a part.
    pub part_of: Option<PartOf>,
    /// What became of it.
    pub why: Why,
    /// The rule's document before; `None` for one that was not there, or could not be read.
    pub before: Option<String>,
    /// The rule's document after it, or as it was to be; `None` for one that is deleted.
    pub after: Option<String>,
    /// The writes that were sent for it.
    pub sent: Vec<Sent>,
}

impl Change {
    /// The rule before and after, as far as they can be read.
    #[must_use]
    pub fn rules(&self) -> [Option<Rule>; 2] {
        [&self.before, &self.after].map(|document| read(self.place.provider, document.as_deref()?))
    }

    /// In what parts the rule differs before and after; of one that comes or goes every part that says something.
    #[must_use]
    pub fn differing(&self) -> Vec<PartChange> {
        let [before, after] = self.rules().map(Option::unwrap_or_default);
        diff::changes(&before, &after)
    }

    /// The request ids of its writes, in the order of sending.
    pub fn request_ids(&self) -> impl Iterator<Item = &str> {
        self.sent.iter().map(|sent| sent.request_id.as_str()).filter(|id| !id.is_empty())
    }
}

fn read(provider: Provider, document: &str) -> Option<Rule> {
    let document = Element::parse(document.as_bytes()).ok()?;
    Some(service(provider).layout().read_any(&document))
}

/// The changes of the page's life, in the order of their ends.
#[derive(Clone, Debug, Default)]
pub struct ChangeRecord {
    changes: Vec<Change>,
}

impl ChangeRecord {
    /// Nothing was changed yet.
    #[must_use]
    pub const fn new() -> Self {
        ChangeRecord { changes: Vec::new() }
    }

    /// Notes a change; one of which nothing was sent is none.
    pub fn note(&mut self, change: Change) {
        if !change.sent.is_empty() {
            self.changes.push(change);
        }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Change] {
        &self.changes
    }
}

#[cfg(test)]
#[path = "change_record_tests.rs"]
pub(crate) mod tests;
