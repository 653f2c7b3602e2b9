//! Deleting rules one after another, with what became of each.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::i18n::t_string;
use crate::app::screens::rule::writing;
use crate::app::services::dialogs::Opened;
use crate::app::services::here::{Here, use_here};
use crate::app::services::notices::{Notices, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::under_way::Several;
use crate::app::words::{Words, use_words};
use crate::model::Rule;
use crate::model::visible::marked;
use crate::state::failure::Failure;

/// What became of a rule.
#[derive(Clone, PartialEq)]
pub(super) enum Fate {
    /// Not asked for yet, or never: the deleting was stopped.
    Waiting,
    /// Under way.
    Deleting,
    /// The provider has confirmed.
    Deleted,
    /// The provider refused, or it is not known what became of it.
    Failed(Arc<Failure>),
}

/// How far the whole is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nothing was deleted yet.
    Asking,
    /// One after another.
    Acting,
    /// Ended before all were deleted.
    Ended,
}

/// A rule that is to be deleted. What becomes of one draws no other anew.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) rule: Rule,
    pub(super) fate: RwSignal<Fate>,
}

/// The rules and what became of each. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Deleting {
    pub(super) bucket: OpenBucket,
    pub(super) entries: StoredValue<Vec<Entry>>,
    /// Told after a change of any of them, for what is counted over all.
    changed: Trigger,
    pub(super) phase: RwSignal<Phase>,
    /// Set by Stop: the rule under way is the last.
    pub(super) stopping: RwSignal<bool>,
    opened: Opened,
    here: Here,
    words: Words,
    notices: Notices,
}

impl Entry {
    /// Whether it is not deleted yet, as things are now.
    fn is_left(&self) -> bool {
        self.fate.with_untracked(|fate| *fate != Fate::Deleted)
    }
}

impl Deleting {
    /// Nothing was deleted yet. For the top of a component.
    pub(super) fn new(bucket: OpenBucket, rules: Vec<Rule>, opened: Opened) -> Self {
        let entry = |rule| Entry { rule, fate: RwSignal::new(Fate::Waiting) };
        Deleting {
            bucket,
            entries: StoredValue::new(rules.into_iter().map(entry).collect()),
            changed: Trigger::new(),
            phase: RwSignal::new(Phase::Asking),
            stopping: RwSignal::new(false),
            opened,
            here: use_here(),
            words: use_words(),
            notices: use_notices(),
        }
    }

    /// How many rules there are.
    pub(super) fn count(self) -> usize {
        self.entries.with_value(Vec::len)
    }

    /// The ids of all of them.
    pub(super) fn ids(self) -> Vec<String> {
        self.entries.with_value(|entries| entries.iter().map(|entry| entry.rule.id().to_owned()).collect())
    }

    /// How many are not deleted yet.
    pub(super) fn left(self) -> usize {
        self.changed.track();
        self.entries.with_value(|entries| entries.iter().filter(|entry| entry.is_left()).count())
    }

    /// Makes the rule under way the last; closes the dialog when there is none.
    pub(super) fn stop_or_close(self) {
        match self.phase.get_untracked() {
            Phase::Acting => self.stopping.set(true),
            Phase::Asking | Phase::Ended => self.opened.close(),
        }
    }

    /// Deletes what is not deleted yet, one after another.
    pub(super) fn start(self) {
        self.phase.set(Phase::Acting);
        self.notices.begin();
        self.stopping.set(false);
        self.opened.lock(true);
        let left = self
            .entries
            .with_value(|entries| entries.iter().filter(|entry| entry.is_left()).cloned().collect());
        spawn_local(async move {
            self.delete_each(left).await;
            self.opened.lock(false);
            if !self.here.is_gone() {
                self.end();
            }
        });
    }

    async fn delete_each(self, left: Vec<Entry>) {
        let ids: Vec<String> = left.iter().map(|entry| entry.rule.id().to_owned()).collect();
        let mut under_way = (ids.len() > 1).then(|| Several::begin(&self.bucket.place(), ids));
        for entry in left {
            let id = entry.rule.id();
            // Forget ends what is left as well.
            if self.here.is_gone() || self.stopping.get_untracked() || !self.bucket.is_still_open() {
                break;
            }
            if let Some(several) = &mut under_way {
                several.at(id);
            }
            self.note(&entry, Fate::Deleting);
            match writing::delete(self.bucket, id).await {
                Ok(()) => self.note(&entry, Fate::Deleted),
                Err(failure) => {
                    let stops = failure.stops_the_others();
                    self.stopping.update(|stopping| *stopping |= stops);
                    self.note(&entry, Fate::Failed(Arc::new(failure)));
                }
            }
        }
    }

    fn note(self, entry: &Entry, fate: Fate) {
        entry.fate.set(fate);
        self.changed.notify();
    }

    fn end(self) {
        if untrack(|| self.left()) > 0 {
            self.phase.set(Phase::Ended);
            return;
        }
        let i18n = self.words.i18n;
        let said = match self.ids().as_slice() {
            [id] => t_string!(i18n, delete.done, id = marked(id)),
            ids => t_string!(i18n, delete.done_many, count = ids.len()),
        };
        self.notices.success(said, None);
        self.opened.close();
    }
}
