//! A rule of the file, and what becomes of it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::provider::StoredRule;
use crate::state::failure::Failure;
use crate::state::import::Standing;

/// What becomes of a rule of the file.
#[derive(Clone, PartialEq)]
pub(super) enum Fate {
    /// Nothing yet: what it is to the bucket decides.
    Open,
    /// The bucket turned out to have a rule with this id: nothing is written over it.
    Exists,
    /// Under way.
    Creating,
    /// Done.
    Created,
    /// Refused, or it is not known what became of it.
    Failed(Arc<Failure>),
}

impl Fate {
    /// Whether the rule can be created.
    pub(super) fn is_open(&self, standing: Standing) -> bool {
        match self {
            Fate::Open => standing.is_absent(),
            // It was taken back.
            Fate::Created => standing == Standing::Deleted,
            Fate::Failed(_) => true,
            Fate::Exists | Fate::Creating => false,
        }
    }
}

/// A rule of the file. Each has its own signals: what becomes of one draws no other row anew.
#[derive(Clone)]
pub(super) struct Entry {
    /// Its place among the rules of the file.
    pub(super) at: usize,
    pub(super) stored: Arc<StoredRule>,
    pub(super) fate: RwSignal<Fate>,
    /// Whether it is to be created.
    pub(super) wanted: RwSignal<bool>,
}

impl Entry {
    /// Nothing became of it yet.
    pub(super) fn of(at: usize, stored: &Arc<StoredRule>) -> Self {
        let (fate, wanted) = (RwSignal::new(Fate::Open), RwSignal::new(true));
        Entry { at, stored: Arc::clone(stored), fate, wanted }
    }

    /// Whether it is created by the next start, as things are now.
    pub(super) fn is_next(&self, standing: Standing) -> bool {
        self.wanted.get_untracked() && self.fate.with_untracked(|fate| fate.is_open(standing))
    }

    /// Why it was not created, if it was tried.
    pub(super) fn failure(&self) -> Option<Arc<Failure>> {
        self.fate.with(|fate| match fate {
            Fate::Failed(failure) => Some(Arc::clone(failure)),
            _ => None,
        })
    }
}

/// The id of what became of a rule that was not created, for the focus.
pub(super) fn failed_id(at: usize) -> String {
    format!("import-failed-{at}")
}
