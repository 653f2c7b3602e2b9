//! A bucket that rules are taken to, and what becomes of each of them there.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::services::open_bucket::OpenBucket;
use crate::provider::error::Error;
use crate::provider::save::Saved;
use crate::state::failure::Failure;
use crate::state::plan::{Planned, Step};

/// A bucket. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Target {
    /// Another one once its region is put right.
    pub(super) bucket: RwSignal<OpenBucket>,
    pub(super) state: RwSignal<State>,
}

/// How far the reading of its list is.
#[derive(Clone, PartialEq)]
pub(super) enum State {
    /// Others are read before.
    Waiting,
    Reading,
    /// It blocks.
    Failed(Arc<Error>),
    Planned(Entries),
}

/// The rules in a bucket.
#[derive(Clone, PartialEq)]
pub(super) struct Entries {
    pub(super) all: Vec<Entry>,
    /// How many rules it has besides.
    pub(super) only_there: usize,
}

/// A rule in a bucket.
#[derive(Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) planned: Arc<Planned>,
    /// Whether it is to be written.
    pub(super) wanted: bool,
    pub(super) fate: Fate,
}

/// What became of a rule.
#[derive(Clone, PartialEq)]
pub(super) enum Fate {
    /// Nothing yet.
    Open,
    /// Under way.
    Writing,
    Created,
    /// In the place of the one that was there.
    Changed(Arc<Saved>),
    /// One with its id, and another content, has come since the list was read.
    Came,
    /// Refused, or it is not known what became of it.
    Failed(Arc<Failure>),
}

impl Entry {
    /// What is planned: new rules are wanted, and nothing is overwritten unless that is chosen.
    pub(super) fn new(planned: Planned) -> Self {
        let wanted = planned.step == Step::Create;
        Entry { planned: Arc::new(planned), wanted, fate: Fate::Open }
    }

    /// Whether there is something to write.
    pub(super) fn is_open(&self) -> bool {
        let can = matches!(self.planned.step, Step::Create | Step::Differs);
        can && match &self.fate {
            Fate::Open => true,
            Fate::Failed(failure) => failure.can_be_tried_again(),
            _ => false,
        }
    }

    /// Whether both forms of the rule are on this screen, and nowhere else.
    pub(super) fn is_only_here(&self) -> bool {
        matches!(&self.fate, Fate::Failed(failure) if failure.is_only_here())
    }

    /// Whether the next start writes it.
    pub(super) fn is_next(&self) -> bool {
        self.wanted && self.is_open()
    }
}

impl Entries {
    /// How many are such.
    pub(super) fn count(&self, is_such: impl Fn(&Entry) -> bool) -> usize {
        self.all.iter().filter(|entry| is_such(entry)).count()
    }
}

impl Target {
    /// Not read yet.
    pub(super) fn new(bucket: OpenBucket) -> Self {
        Target { bucket: RwSignal::new(bucket), state: RwSignal::new(State::Waiting) }
    }

    /// Whether one of its rules is on this screen alone.
    pub(super) fn holds_only_copy(self) -> bool {
        let is_here = |entries: &Entries| entries.count(Entry::is_only_here) > 0;
        self.state.with(|state| matches!(state, State::Planned(entries) if is_here(entries)))
    }

    /// Looks at its rules; nothing while there is no plan.
    pub(super) fn with<T>(self, look: impl FnOnce(&Entries) -> T) -> Option<T> {
        self.state.with(|state| match state {
            State::Planned(entries) => Some(look(entries)),
            _ => None,
        })
    }

    /// Changes rules.
    pub(super) fn change(self, change: impl FnOnce(&mut Entries)) {
        self.state.try_update(|state| {
            if let State::Planned(entries) = state {
                change(entries);
            }
        });
    }

    /// Notes what became of a rule.
    pub(super) fn note(self, at: usize, fate: Fate) {
        self.change(|entries| {
            if let Some(entry) = entries.all.get_mut(at) {
                entry.fate = fate;
            }
        });
    }
}
