//! The rules of a file, and their creating, a few at once. It owns what it creates, whatever the screen shows meanwhile; who
//! stops it or leaves the screen makes what is under way the last.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::entry::{Entry, Fate, failed_id};
use super::file::Contents;
use crate::app::i18n::t_string;
use crate::app::screens::rule::changing::{Changing, use_changing};
use crate::app::screens::rule::outcome::tell_elsewhere;
use crate::app::screens::rule::writing;
use crate::app::services::at_work::Claim;
use crate::app::services::focus::{after_drawing, bring_into_sight};
use crate::app::services::here::{Here, use_here};
use crate::app::services::navigation::Navigation;
use crate::app::services::notices::{Kind, Notices, Way, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::run::{Run, Running};
use crate::app::services::taken::Taken;
use crate::app::words::{Words, use_words};
use crate::model::visible::marked;
use crate::provider::StoredRule;
use crate::provider::error::ErrorKind;
use crate::provider::write::Created;
use crate::route::{Route, Screen};
use crate::state::at_once::Then;
use crate::state::at_work::{Deed, NotBegun};
use crate::state::changing::Back;
use crate::state::failure::Failure;
use crate::state::import::{Standing, standings};

/// A rule that is created by a start.
struct Next {
    entry: Entry,
    /// Whether an earlier try left it open what became of it.
    was_open: bool,
}

/// The rules of a file, as the screen shows them. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Importing {
    pub(super) bucket: OpenBucket,
    /// In the file's order.
    pub(super) entries: StoredValue<Vec<Entry>>,
    /// Told after a change of any of them, for what is counted over all.
    pub(super) changed: Trigger,
    /// Whether rules are being created: no other file is taken meanwhile.
    pub(super) acting: RwSignal<bool>,
    /// How far it is, while it is.
    pub(super) run: RwSignal<Option<Run>>,
    /// What each is to the bucket. It does not follow what is created meanwhile: that says so by itself.
    pub(super) standings: Memo<Vec<Standing>>,
    here: Here,
    words: Words,
    notices: Notices,
    changing: Changing,
}

/// How it ended.
#[derive(Default)]
struct Ended {
    /// How many of the wanted rules are there.
    done: usize,
    /// What takes away again those that this page has created for certain.
    created: Vec<Back>,
    /// The first that was refused, or of which it is not known what became of it.
    first_failed: Option<usize>,
    /// The ids that were wanted and were not created.
    left: Vec<String>,
}

impl Importing {
    /// Nothing created yet. `acting` is the screen's.
    pub(super) fn new(bucket: OpenBucket, file: &Contents, acting: RwSignal<bool>) -> Self {
        let (rules, listing) = (file.rules.clone(), bucket.rules.listing());
        let standings = Memo::new(move |before: Option<&Vec<Standing>>| {
            let is_acting = acting.get();
            match before.filter(|_| is_acting) {
                Some(before) => before.iter().map(|standing| standing.of_begun()).collect(),
                None => listing.with(|listing| standings(rules.iter().map(|stored| &stored.rule), listing)),
            }
        });
        let entry = |(at, stored)| Entry::of(at, stored);
        Importing {
            bucket,
            entries: StoredValue::new(file.rules.iter().enumerate().map(entry).collect()),
            standings,
            changed: Trigger::new(),
            acting,
            run: RwSignal::new(None),
            here: use_here(),
            words: use_words(),
            notices: use_notices(),
            changing: use_changing(),
        }
    }

    /// Wants each rule, or none.
    pub(super) fn want_all(self, wanted: bool) {
        self.entries.with_value(|entries| entries.iter().for_each(|entry| entry.wanted.set(wanted)));
        self.changed.notify();
    }

    /// Wants a rule, or not.
    pub(super) fn want(self, entry: &Entry, wanted: bool) {
        entry.wanted.set(wanted);
        self.changed.notify();
    }

    /// Takes what is wanted to other buckets, whether this one has it or not.
    pub(super) fn hand_on(self, taken: Taken, navigation: Navigation) {
        let place = self.bucket.place();
        let rules = self.entries.with_value(|entries| {
            let wanted = entries.iter().filter(|entry| entry.wanted.get_untracked());
            wanted.map(|entry| Arc::clone(&entry.stored)).collect()
        });
        taken.hand_on(&place, rules);
        navigation.open(&Route::bucket(&place, Screen::Many));
    }

    /// Creates what is wanted and does not exist yet. Never writes over a rule. Nothing is begun while this page works on
    /// one of them already: those say so.
    pub(super) fn start(self) {
        let next = self.wanted();
        let ids = next.iter().map(|next| next.entry.stored.rule.id().to_owned()).collect();
        let running = match Running::begin(&self.bucket.place(), ids, Deed::Import) {
            Ok(running) => running,
            Err(not) => return self.not_begun(&next, &not),
        };
        // What was taken back is created like any other.
        let was_created = |next: &&Next| next.entry.fate.with_untracked(|fate| *fate == Fate::Created);
        next.iter().filter(was_created).for_each(|next| self.note(&next.entry, Fate::Open));
        self.run.set(Some(running.run()));
        self.acting.set(true);
        self.notices.begin();
        spawn_local(async move {
            let ended = self.create_each(next, running).await;
            let was_left = self.here.is_gone();
            self.run.set(None);
            self.acting.set(false);
            if let Some(at) = ended.first_failed.filter(|_| !was_left) {
                after_drawing(move || bring_into_sight(&failed_id(at)));
            }
            self.say(&ended, was_left);
        });
    }

    /// What the next start creates.
    fn wanted(self) -> Vec<Next> {
        let next = |entry: &Entry| {
            let was_open =
                entry.fate.with_untracked(|fate| matches!(fate, Fate::Failed(before) if before.is_open()));
            let is_next = entry.is_next(untrack(|| self.standing(entry.at)));
            is_next.then(|| Next { entry: entry.clone(), was_open })
        };
        self.entries.with_value(|entries| entries.iter().filter_map(next).collect())
    }

    fn not_begun(self, next: &[Next], not: &NotBegun) {
        let NotBegun::AtWork(ids) = not else { return };
        for Next { entry, .. } in next {
            if ids.iter().any(|id| id == entry.stored.rule.id()) {
                self.note(entry, Fate::Failed(Arc::new(Failure::AtWork)));
            }
        }
    }

    async fn create_each(self, next: Vec<Next>, mut running: Running) -> Ended {
        // Forget ends what is left, as Stop does.
        let goes_on = || !self.here.is_gone() && self.bucket.is_still_open();
        let create = async |next: &Next, claim: &Claim| self.create_one(next, claim).await;
        let became = running.each(&next, |next| next.entry.stored.rule.id(), goes_on, create).await;
        self.bucket.rules.show_what_waits();
        let mut ended = Ended::default();
        for (Next { entry, .. }, became) in next.into_iter().zip(became) {
            match became {
                Some((Fate::Created, is_new)) => {
                    ended.done += 1;
                    ended.created.extend(is_new.then(|| Back::Created(Arc::clone(&entry.stored))));
                    continue;
                }
                Some((Fate::Failed(_), _)) => drop(ended.first_failed.get_or_insert(entry.at)),
                _ => {}
            }
            ended.left.push(entry.stored.rule.id().to_owned());
        }
        ended
    }

    /// Creates one rule, and shows what became of it: beside it, or to who has left the screen in a message.
    async fn create_one(self, next: &Next, claim: &Claim) -> ((Fate, bool), Then) {
        let Next { entry, was_open } = next;
        self.note(entry, Fate::Creating);
        let (fate, is_new) = self.create(claim, &entry.stored, *was_open).await;
        let mut then = Then::On;
        if let Fate::Failed(failure) = &fate {
            then = failure.then();
            if self.here.is_gone() {
                let import = Route::bucket(&self.bucket.place(), Screen::Import);
                let id = entry.stored.rule.id();
                tell_elsewhere(self.words, self.notices, self.bucket, id, failure, &import);
            }
        }
        self.note(entry, fate.clone());
        ((fate, is_new), then)
    }

    /// Creates one rule of the file; says, too, whether that is this page's doing for certain.
    async fn create(self, claim: &Claim, stored: &StoredRule, was_open: bool) -> (Fate, bool) {
        match writing::create(self.bucket, claim, &stored.rule, Some(stored)).await {
            // The same rule is there: by an earlier try of this page whose answer was lost, or by somebody else.
            Ok(Created::Already) if !was_open => (Fate::Exists, false),
            Ok(created) => (Fate::Created, created == Created::Now),
            Err(failure) if failure.is_refusal(ErrorKind::AlreadyExists) => (Fate::Exists, false),
            Err(failure) => (Fate::Failed(Arc::new(failure)), false),
        }
    }

    fn note(self, entry: &Entry, fate: Fate) {
        entry.fate.set(fate);
        self.changed.notify();
    }

    /// Says how it ended: what was created, and to who has left the screen what was not.
    fn say(self, ended: &Ended, was_left: bool) {
        let i18n = self.words.i18n;
        let Ended { done, created, left, .. } = ended;
        let done = *done;
        let undo = self.changing.way_back(self.bucket, created.clone());
        if was_left && !left.is_empty() {
            let ids = marked(&left.join(", ")).into_owned();
            let said = t_string!(i18n, import.stopped, done = done, count = left.len(), ids = ids);
            let import = Route::bucket(&self.bucket.place(), Screen::Import).address();
            let way = Way::To(import, t_string!(i18n, import.again).to_owned());
            self.notices.add(Kind::Warning, said, undo.into_iter().chain([way]));
        } else if done > 0 {
            let said = match done {
                1 => t_string!(i18n, import.done_one).to_owned(),
                _ => t_string!(i18n, import.done, count = done),
            };
            // Where all is done the screen leads there by itself.
            let list = || Way::To(self.bucket.list().address(), t_string!(i18n, rule.to_list).to_owned());
            let way = (was_left || untrack(|| self.is_open())).then(list);
            self.notices.success(said, undo.into_iter().chain(way));
        }
    }
}
