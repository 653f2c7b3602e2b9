//! The rules of a file, and their creating one after another. It owns what it creates: what the screen shows
//! meanwhile, and whether there still is a screen, changes nothing of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::i18n::t_string;
use crate::app::screens::rule::outcome::tell_elsewhere;
use crate::app::screens::rule::writing;
use crate::app::services::focus::{after_drawing, bring_into_sight};
use crate::app::services::notices::{Notices, Way, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::under_way::Several;
use crate::app::words::{Words, use_words};
use crate::model::visible::marked;
use crate::provider::StoredRule;
use crate::provider::error::ErrorKind;
use crate::provider::write::Created;
use crate::route::{Route, Screen};
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

/// A rule of the file.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) stored: StoredRule,
    pub(super) fate: Fate,
    /// Whether it is to be created.
    pub(super) wanted: bool,
}

impl Entry {
    /// Whether it can still be created.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.fate, Fate::New | Fate::Failed(_))
    }

    /// Whether it is created by the next start.
    pub(super) fn is_next(&self) -> bool {
        self.wanted && self.is_open()
    }
}

/// The id of what became of a rule that was not created, for the focus.
pub(super) fn failed_id(at: usize) -> String {
    format!("import-failed-{at}")
}

/// The rules that the screen shows. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Importing {
    pub(super) bucket: OpenBucket,
    /// In the file's order.
    pub(super) rules: RwSignal<Vec<Entry>>,
    /// Whether rules are being created: no other file is taken meanwhile.
    pub(super) acting: RwSignal<bool>,
    /// Set by who leaves the screen: the rule under way is the last.
    stopping: StoredValue<Arc<AtomicBool>>,
    words: Words,
    notices: Notices,
}

/// How it ended.
#[derive(Default)]
struct Ended {
    created: usize,
    /// The first that was refused, or of which it is not known what became of it.
    first_failed: Option<usize>,
    /// The ids that were wanted and were not created.
    left: Vec<String>,
}

impl Importing {
    /// No file yet.
    pub(super) fn new(bucket: OpenBucket) -> Self {
        Importing {
            bucket,
            rules: RwSignal::new(Vec::new()),
            acting: RwSignal::new(false),
            stopping: StoredValue::new(Arc::default()),
            words: use_words(),
            notices: use_notices(),
        }
    }

    /// How many rules the next start creates.
    pub(super) fn next(self) -> usize {
        self.rules.with(|rules| rules.iter().filter(|entry| entry.is_next()).count())
    }

    /// How many of the wanted rules have their result, and how many there are.
    pub(super) fn progress(self) -> (usize, usize) {
        self.rules.with(|rules| {
            let wanted = rules.iter().filter(|entry| entry.wanted && entry.fate != Fate::Exists);
            let done =
                wanted.clone().filter(|entry| !matches!(entry.fate, Fate::New | Fate::Creating)).count();
            (done, wanted.count())
        })
    }

    /// Wants each rule, or none.
    pub(super) fn want_all(self, wanted: bool) {
        self.rules.update(|rules| rules.iter_mut().for_each(|entry| entry.wanted = wanted));
    }

    /// Wants a rule, or not.
    pub(super) fn want(self, at: usize, wanted: bool) {
        self.rules.update(|rules| rules.get_mut(at).into_iter().for_each(|entry| entry.wanted = wanted));
    }

    /// Makes the rule under way the last.
    pub(super) fn stop(self) {
        self.stopping.with_value(|stopping| stopping.store(true, Ordering::Relaxed));
    }

    /// Creates what is wanted and does not exist yet. Never writes over a rule.
    pub(super) fn start(self) {
        let next: Vec<(usize, Entry)> = self.rules.with_untracked(|rules| {
            rules.iter().cloned().enumerate().filter(|(_, entry)| entry.is_next()).collect()
        });
        let stopping = Arc::<AtomicBool>::default();
        self.stopping.set_value(Arc::clone(&stopping));
        self.acting.set(true);
        self.notices.begin();
        spawn_local(async move {
            let ended = self.create_each(next, &stopping).await;
            let was_left = self.acting.try_set(false).is_some();
            if let Some(at) = ended.first_failed.filter(|_| !was_left) {
                after_drawing(move || bring_into_sight(&failed_id(at)));
            }
            self.say(&ended, was_left);
        });
    }

    async fn create_each(self, next: Vec<(usize, Entry)>, stopping: &AtomicBool) -> Ended {
        let place = self.bucket.place();
        let ids = next.iter().map(|(_, entry)| entry.stored.rule.id().to_owned()).collect();
        let mut under_way = Several::begin(&place, ids);
        let mut ended = Ended::default();
        let mut stops = false;
        for (at, entry) in next {
            let id = entry.stored.rule.id().to_owned();
            // Forget ends what is left.
            if stops || stopping.load(Ordering::Relaxed) || !self.bucket.is_held() {
                ended.left.push(id);
                continue;
            }
            under_way.at(&id);
            self.note(at, Fate::Creating);
            let fate = self.create(&entry).await;
            if let Fate::Failed(failure) = &fate {
                stops = failure.stops_the_others() || failure.is_refusal(ErrorKind::LimitReached);
                if self.is_gone() {
                    let import = Route::bucket(&place, Screen::Import);
                    tell_elsewhere(self.words, self.notices, self.bucket, &id, failure, &import);
                }
                ended.first_failed.get_or_insert(at);
            }
            match fate {
                Fate::Created => ended.created += 1,
                _ => ended.left.push(id),
            }
            self.note(at, fate);
        }
        ended
    }

    /// Creates one rule of the file.
    async fn create(self, entry: &Entry) -> Fate {
        let was_open = matches!(&entry.fate, Fate::Failed(before) if before.is_open());
        match writing::create(self.bucket, &entry.stored.rule, Some(&entry.stored)).await {
            // The same rule is there by an earlier try of this page, whose answer was lost.
            Ok(Created::Already) if !was_open => Fate::Exists,
            Ok(_) => Fate::Created,
            Err(failure) if failure.is_refusal(ErrorKind::AlreadyExists) => Fate::Exists,
            Err(failure) => Fate::Failed(Arc::new(failure)),
        }
    }

    fn note(self, at: usize, fate: Fate) {
        // The page may be gone by now.
        self.rules.try_update(|rules| {
            if let Some(entry) = rules.get_mut(at) {
                entry.fate = fate;
            }
        });
    }

    /// Whether the screen was left.
    fn is_gone(self) -> bool {
        self.acting.is_disposed()
    }

    /// Says how it ended: what was created, and to who has left the screen what was not.
    fn say(self, ended: &Ended, was_left: bool) {
        let i18n = self.words.i18n;
        let Ended { created, left, .. } = ended;
        if was_left && !left.is_empty() {
            let ids = marked(&left.join(", ")).into_owned();
            let said = t_string!(i18n, import.stopped, done = *created, count = left.len(), ids = ids);
            let import = Route::bucket(&self.bucket.place(), Screen::Import).address();
            let way = Way::To(import, t_string!(i18n, import.again).to_owned());
            self.notices.warning(said, Some(way));
        } else if *created > 0 {
            let said = match created {
                1 => t_string!(i18n, import.done_one).to_owned(),
                _ => t_string!(i18n, import.done, count = *created),
            };
            let list = self.bucket.list().address();
            self.notices.success(said, Some(Way::To(list, t_string!(i18n, rule.to_list).to_owned())));
        }
    }
}
