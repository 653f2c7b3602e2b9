//! A rule of the file, and what becomes of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::file::InFile;
use crate::provider::StoredRule;
use crate::state::failure::Failure;

/// What becomes of a rule of the file.
#[derive(Clone, PartialEq)]
pub(super) enum Fate {
    /// It will be created.
    New,
    /// The bucket has a rule with this id: nothing is written over it.
    Exists,
    /// Under way.
    Creating,
    /// Done.
    Created,
    /// Refused, or it is not known what became of it.
    Failed(Arc<Failure>),
}

impl Fate {
    /// Whether the rule can still be created.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Fate::New | Fate::Failed(_))
    }
}

/// A rule of the file. Each has its own signals: what becomes of one draws no other row anew.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) stored: Arc<StoredRule>,
    pub(super) fate: RwSignal<Fate>,
    /// Whether it is to be created.
    pub(super) wanted: RwSignal<bool>,
}

impl Entry {
    /// Nothing became of it yet.
    pub(super) fn of(rule: &InFile) -> Self {
        let fate = if rule.exists { Fate::Exists } else { Fate::New };
        let (fate, wanted) = (RwSignal::new(fate), RwSignal::new(true));
        Entry { stored: Arc::clone(&rule.stored), fate, wanted }
    }

    /// Whether it is created by the next start, as things are now.
    pub(super) fn is_next(&self) -> bool {
        self.wanted.get_untracked() && self.fate.with_untracked(Fate::is_open)
    }
}

/// The id of what became of a rule that was not created, for the focus.
pub(super) fn failed_id(at: usize) -> String {
    format!("import-failed-{at}")
}
