//! Deleting rules, a few at once, with what became of each.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::i18n::t_string;
use crate::app::screens::rule::changing::{Changing, use_changing};
use crate::app::screens::rule::writing;
use crate::app::services::at_work::Claim;
use crate::app::services::dialogs::Opened;
use crate::app::services::here::{Here, use_here};
use crate::app::services::notices::{Kind, Notices, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::run::{Run, Running};
use crate::app::words::{Words, use_words};
use crate::model::Rule;
use crate::model::visible::marked;
use crate::provider::error::Error;
use crate::state::at_once::Then;
use crate::state::at_work::{Deed, NotBegun};
use crate::state::changing::Back;
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
    /// They are being deleted.
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
    /// How far it is, while it is.
    pub(super) run: RwSignal<Option<Run>>,
    /// What came of it so far, for who begins once more.
    so_far: StoredValue<SoFar>,
    opened: Opened,
    here: Here,
    words: Words,
    notices: Notices,
    changing: Changing,
}

/// What was deleted, in as many parts as it took.
#[derive(Clone, Default)]
struct SoFar {
    /// What puts it back.
    back: Vec<Back>,
    /// The message about it.
    notice: Option<u32>,
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
            run: RwSignal::new(None),
            so_far: StoredValue::new(SoFar::default()),
            opened,
            here: use_here(),
            words: use_words(),
            notices: use_notices(),
            changing: use_changing(),
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

    /// Closes the dialog, unless something is under way.
    pub(super) fn close(self) {
        self.opened.close();
    }

    /// Deletes what is not deleted yet. Nothing is begun while this page works on one of them already: those say so.
    pub(super) fn start(self) {
        let left: Vec<Entry> = self
            .entries
            .with_value(|entries| entries.iter().filter(|entry| entry.is_left()).cloned().collect());
        let ids = left.iter().map(|entry| entry.rule.id().to_owned()).collect();
        let running = match Running::begin(&self.bucket.place(), ids, Deed::Delete) {
            Ok(running) => running,
            Err(not) => return self.not_begun(&left, &not),
        };
        self.run.set(Some(running.run()));
        self.phase.set(Phase::Acting);
        let so_far = self.so_far.get_value();
        // What was said of an earlier part is said again, of all of them.
        so_far.notice.into_iter().for_each(|notice| self.notices.dismiss(notice));
        self.notices.begin();
        self.opened.lock(true);
        spawn_local(async move {
            let mut back = so_far.back;
            back.extend(self.delete_each(left, running).await);
            self.opened.lock(false);
            self.run.set(None);
            self.end(back);
        });
    }

    fn not_begun(self, left: &[Entry], not: &NotBegun) {
        let at_work = |entry: &&Entry| match not {
            NotBegun::Same => true,
            NotBegun::AtWork(ids) => ids.iter().any(|id| id == entry.rule.id()),
        };
        for entry in left.iter().filter(at_work) {
            self.note(entry, Fate::Failed(Arc::new(Failure::AtWork)));
        }
        self.phase.set(Phase::Ended);
    }

    /// Gives what puts those back that were deleted, in the order of the list.
    async fn delete_each(self, left: Vec<Entry>, mut running: Running) -> Vec<Back> {
        // Forget ends what is left, as Stop does.
        let goes_on = || !self.here.is_gone() && self.bucket.is_still_open();
        let delete = async |entry: &Entry, claim: &Claim| self.delete_one(entry, claim).await;
        let deleted = running.each(&left, |entry| entry.rule.id(), goes_on, delete).await;
        self.bucket.rules.show_what_waits();
        deleted.into_iter().flatten().flatten().collect()
    }

    async fn delete_one(self, entry: &Entry, claim: &Claim) -> (Option<Back>, Then) {
        entry.fate.set(Fate::Deleting);
        match writing::delete(self.bucket, claim, entry.rule.id()).await {
            Ok(before) => {
                self.note(entry, Fate::Deleted);
                let is_busy = before.as_ref().is_err_and(Error::is_busy);
                (before.ok().map(Back::of_deleted), if is_busy { Then::OneByOne } else { Then::On })
            }
            Err(failure) => {
                let then = failure.then();
                self.note(entry, Fate::Failed(Arc::new(failure)));
                (None, then)
            }
        }
    }

    fn note(self, entry: &Entry, fate: Fate) {
        entry.fate.set(fate);
        self.changed.notify();
    }

    /// Says how it ended. What was deleted can be put back from a message, also when the dialog says the rest, or is gone.
    fn end(self, back: Vec<Back>) {
        let i18n = self.words.i18n;
        let way = self.changing.way_back(self.bucket, back.clone());
        if self.here.is_gone() {
            let said = match back.as_slice() {
                [] => return,
                [one] => t_string!(i18n, delete.done, id = marked(one.id())),
                all => t_string!(i18n, delete.done_many, count = all.len()),
            };
            return self.notices.success(said, way);
        }
        let left = untrack(|| self.left());
        if left > 0 {
            let (done, count) = (self.count() - left, self.count());
            let notice = way.map(|way| {
                let said = t_string!(i18n, delete.ended, done = done, count = count);
                self.notices.add(Kind::Success, said, [way])
            });
            self.so_far.set_value(SoFar { back, notice });
            self.phase.set(Phase::Ended);
            return;
        }
        let said = match self.ids().as_slice() {
            [id] => t_string!(i18n, delete.done, id = marked(id)),
            ids => t_string!(i18n, delete.done_many, count = ids.len()),
        };
        self.notices.success(said, way);
        self.opened.close();
    }
}
