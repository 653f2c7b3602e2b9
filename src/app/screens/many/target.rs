//! A bucket that rules are taken to, and what becomes of each of them there.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::app::services::open_bucket::OpenBucket;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::save::Saved;
use crate::state::failure::Failure;
use crate::state::plan::{Planned, Step};
use crate::state::side_by_side::{Cell, Column, Sent};

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
    /// The ids of the rules that it has besides.
    pub(super) only_there: Arc<BTreeSet<String>>,
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
    /// Written, and taken back: it is as planned for again.
    TakenBack,
    /// Written, and not taken back, or not for certain.
    NotTakenBack(Arc<Failure>),
}

impl Fate {
    /// Why it did not go through, to be shown with the ways out.
    pub(super) fn failure(&self) -> Option<&Arc<Failure>> {
        match self {
            Fate::Failed(failure) | Fate::NotTakenBack(failure) => Some(failure),
            _ => None,
        }
    }

    fn sent(&self) -> Option<Sent> {
        Some(match self {
            Fate::Open => return None,
            Fate::Writing => Sent::Writing,
            Fate::Created => Sent::Created,
            Fate::Changed(_) => Sent::Changed,
            Fate::Came => Sent::Came,
            Fate::Failed(_) => Sent::Failed,
            Fate::TakenBack => Sent::TakenBack,
            Fate::NotTakenBack(_) => Sent::NotTakenBack,
        })
    }
}

impl Entry {
    /// What is planned: with `wants_new` new rules are wanted, and nothing is overwritten unless that is chosen.
    pub(super) fn new(planned: Planned, wants_new: bool) -> Self {
        let wanted = wants_new && planned.step == Step::Create;
        Entry { planned: Arc::new(planned), wanted, fate: Fate::Open }
    }

    /// Whether there is something to write.
    pub(super) fn is_open(&self) -> bool {
        let can = matches!(self.planned.step, Step::Create | Step::Differs);
        can && match &self.fate {
            Fate::Open | Fate::TakenBack => true,
            Fate::Failed(failure) => failure.can_be_tried_again(),
            _ => false,
        }
    }

    /// Whether both forms of the rule are on this screen, and nowhere else.
    pub(super) fn is_only_here(&self) -> bool {
        self.fate.failure().is_some_and(|failure| failure.is_only_here())
    }

    /// What stands in its cell.
    pub(super) fn cell(&self) -> Cell {
        Cell::of(&self.planned, self.fate.sent())
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
    /// Whether it could not be read for want of a network.
    pub(super) fn had_no_network(&self) -> bool {
        self.state
            .with_untracked(|state| matches!(state, State::Failed(error) if error.kind == ErrorKind::Offline))
    }

    /// Not read yet.
    pub(super) fn new(bucket: OpenBucket) -> Self {
        Target { bucket: RwSignal::new(bucket), state: RwSignal::new(State::Waiting) }
    }

    /// The names of the bucket and of its region.
    pub(super) fn named(self) -> Memo<(String, String)> {
        Memo::new(move |_| {
            let place = self.bucket.get().place();
            (place.bucket.as_str().to_owned(), place.region.as_str().to_owned())
        })
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

    /// What its column shows; nothing while there is no plan.
    pub(super) fn column(self) -> Option<Arc<Column>> {
        self.with(|entries| {
            let same = entries.all.iter().map(|entry| entry.planned.is_same()).collect();
            Arc::new(Column { same, besides: Arc::clone(&entries.only_there) })
        })
    }

    /// Wants what can be written of these, or not.
    pub(super) fn want(self, which: impl Fn(usize, &Entry) -> bool, wanted: bool) {
        self.change(|entries| {
            let these = entries.all.iter_mut().enumerate().filter(|(at, entry)| which(*at, entry));
            these.filter(|(_, entry)| entry.is_open()).for_each(|(_, entry)| entry.wanted = wanted);
        });
    }

    /// Changes rules.
    pub(super) fn change(self, change: impl FnOnce(&mut Entries)) {
        self.state.try_update(|state| {
            if let State::Planned(entries) = state {
                change(entries);
            }
        });
    }

    /// Notes what became of a rule that was planned so; says whether its plan is still the same.
    pub(super) fn note_of(self, at: usize, planned: &Arc<Planned>, fate: Fate) -> bool {
        let mut is_noted = false;
        self.change(|entries| {
            let entry = entries.all.get_mut(at).filter(|entry| Arc::ptr_eq(&entry.planned, planned));
            if let Some(entry) = entry {
                // It was to be taken back: nobody wants it written at once again.
                entry.wanted = entry.wanted && fate != Fate::TakenBack;
                entry.fate = fate;
                is_noted = true;
            }
        });
        is_noted
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
