//! Taking back what was written in other buckets, bucket after bucket and rule after rule, each with its bucket's own calls
//! and claim, and as safely as any undo. It goes on without its screen; so do the connections beside the open ones, for as
//! long as it is offered. After Forget they are opened again with the credentials that their lender has by then.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::done::{Done, by_bucket};
use super::target::Fate;
use crate::app::i18n::t_string;
use crate::app::screens::rule::change_one::change_one;
use crate::app::screens::rule::changing::line_of;
use crate::app::services::connections::{Connections, KeptBeside, use_connections};
use crate::app::services::dialogs::{Asks, Dialogs, NotTakenBack, use_dialogs};
use crate::app::services::notices::{Kind, Line, Notices, Undo, Way, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::run::RunningMany;
use crate::app::words::{Words, use_words};
use crate::route::{Place, Route, Screen};
use crate::state::at_work::Deed;
use crate::state::changing::{Asked, Refused};
use crate::state::failure::{Failure, Goes};

/// What takes it back. Cheap to copy; it outlives the screen.
#[derive(Clone, Copy)]
pub(super) struct Undoing {
    /// Whose rules were taken.
    source: OpenBucket,
    /// All that was written on this screen and is not taken back.
    pub(super) written: RwSignal<Vec<Done>>,
    /// Whether rules are being taken back.
    pub(super) busy: RwSignal<bool>,
    /// The last message about it.
    notice: StoredValue<Option<u32>>,
    words: Words,
    notices: Notices,
    dialogs: Dialogs,
    connections: Connections,
}

/// Where it is told how far it is.
struct Told {
    notice: u32,
    line: Option<Line>,
}

/// How it ended.
#[derive(Default)]
struct Ended {
    taken_back: usize,
    /// Those that were not, and can be tried again or were not tried.
    left: Vec<Done>,
    has_failed: bool,
    /// The buckets that are to lend their credentials for it and are not open.
    closed: BTreeSet<String>,
    /// Those that failed and that no plan in sight tells of.
    unseen: Vec<(OpenBucket, Refused)>,
    /// One rule of each bucket whose plan, if there is one, was not told of it: what it says is older.
    stale: Vec<Done>,
}

impl Ended {
    /// Notes in the plan what became of a rule; says whether somebody sees it there.
    fn note(&mut self, done: &Done, fate: Fate) -> bool {
        let is_noted = done.note(fate);
        if !is_noted && self.stale.last().is_none_or(|last| !last.is_of_the_bucket_of(done)) {
            self.stale.push(done.clone());
        }
        is_noted
    }
}

impl Undoing {
    /// Nothing written yet.
    pub(super) fn new(source: OpenBucket) -> Self {
        Undoing {
            source,
            written: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            notice: StoredValue::new(None),
            words: use_words(),
            notices: use_notices(),
            dialogs: use_dialogs(),
            connections: use_connections(),
        }
    }

    /// Says in a message what was done, with the way to take back what was written by it.
    pub(super) fn say(self, kind: Kind, said: String, done: Vec<Done>, way: Option<Way>) {
        let undo = self.way_back(done.clone());
        let number = self.notices.add(kind, said, undo.into_iter().chain(way));
        self.notice.try_set_value(Some(number));
        self.written.try_update(|written| written.extend(done));
    }

    /// Takes back all that was written on this screen, what was written last first: a rule may have been written twice.
    pub(super) fn take_all_back(self) {
        let mut all = by_bucket(self.written.get_untracked());
        all.reverse();
        if !all.is_empty() && !self.busy.get_untracked() {
            let beside = Arc::new(self.connections.keep_beside());
            self.begin(all.into(), beside, self.notice.get_value());
        }
    }

    /// The way to take these back; none where there is nothing. It keeps their connections open while it is offered.
    fn way_back(self, done: Vec<Done>) -> Option<Way> {
        let i18n = self.words.i18n;
        let later = match &done[..] {
            [] => return None,
            [one] => t_string!(i18n, undo.later, id = one.name()),
            all => t_string!(i18n, undo.later_many, count = all.len()),
        };
        let (all, beside) = (Arc::<[Done]>::from(done), Arc::new(self.connections.keep_beside()));
        let was_pressed = AtomicBool::new(false);
        let act = move |notice| {
            // While others are taken back their rules have their claim, and would be told to have failed here.
            if self.busy.try_get_untracked() == Some(true) {
                return;
            }
            if !was_pressed.swap(true, Ordering::Relaxed) {
                self.begin(Arc::clone(&all), Arc::clone(&beside), Some(notice));
            }
        };
        Some(Way::Undo(Undo { act: Arc::new(act), later, is_again: false }))
    }

    fn begin(self, all: Arc<[Done]>, beside: Arc<KeptBeside>, notice: Option<u32>) {
        let Some(first) = all.first() else { return };
        let place_and_ids = |of_one: &[Done]| -> (Place, Vec<String>) {
            let ids = of_one.iter().map(|done| done.back.id().to_owned()).collect();
            (of_one[0].bucket.place(), ids)
        };
        let buckets = all.chunk_by(Done::is_of_the_bucket_of).map(place_and_ids).collect();
        let deed = Deed::Back(Arc::as_ptr(&all).addr());
        let running = RunningMany::begin(&Route::bucket(&self.source.place(), Screen::Many), buckets, deed);
        let line = line_of(running.run());
        self.busy.try_set(true);
        let notice = self.notices.goes_on(notice, self.under_way(first), line.clone());
        spawn_local(async move {
            let ended = self.take_back_each(&all, running, Told { notice, line }).await;
            self.busy.try_set(false);
            self.end(all.len(), notice, ended, beside);
        });
    }

    fn under_way(self, done: &Done) -> String {
        t_string!(self.words.i18n, undo.taking_back, id = done.name())
    }

    async fn take_back_each(self, all: &[Done], mut running: RunningMany, told: Told) -> Ended {
        let mut ended = Ended::default();
        let mut goes = Goes::On;
        for of_one in all.chunk_by(Done::is_of_the_bucket_of) {
            if goes == Goes::NoFurther {
                ended.left.extend_from_slice(of_one);
                continue;
            }
            let Some(bucket) = self.open(&of_one[0]) else {
                ended.closed.insert(of_one[0].planning.lender.place().bucket.as_str().to_owned());
                ended.left.extend_from_slice(of_one);
                continue;
            };
            running.at(&bucket.place());
            goes = Goes::On;
            for done in of_one {
                // Forget ends what is left, as Stop does.
                let goes_on = || goes == Goes::On && bucket.is_still_open();
                // It may have waited for the network.
                if !goes_on() || !running.goes_on_with(&done.name()).await || !goes_on() {
                    ended.left.push(done.clone());
                    continue;
                }
                self.notices.goes_on(Some(told.notice), self.under_way(done), told.line.clone());
                goes = self.take_back(done, bucket, &running, &mut ended).await;
                running.has_result();
            }
        }
        ended
    }

    /// Takes one back; gives whether more is.
    async fn take_back(
        self,
        done: &Done,
        bucket: OpenBucket,
        running: &RunningMany,
        ended: &mut Ended,
    ) -> Goes {
        let (id, asked) = (done.back.id(), Asked::Back([done.back.clone()].into()));
        let taken_back = match running.claim(&bucket.place()) {
            Some(claim) => change_one(self.words, bucket, claim, id, &asked).await,
            None => {
                let (rule, failure) = (done.back.rule().clone(), Failure::AtWork);
                Err(Refused { before: None, rule, failure })
            }
        };
        match taken_back {
            Ok(changed) => {
                ended.taken_back += 1;
                if changed.is_news {
                    self.notices.success(changed.said, None);
                }
                ended.note(done, Fate::TakenBack);
                self.forget(done);
                Goes::On
            }
            Err(refused) => {
                let goes = refused.failure.goes();
                self.has_failed(done, bucket, refused, ended);
                goes
            }
        }
    }

    fn has_failed(self, done: &Done, bucket: OpenBucket, refused: Refused, ended: &mut Ended) {
        ended.has_failed = true;
        if refused.failure.can_be_tried_again() {
            ended.left.push(done.clone());
        } else {
            // Somebody else's by now: it stays.
            self.forget(done);
        }
        if !ended.note(done, Fate::NotTakenBack(Arc::new(refused.failure.clone()))) {
            ended.unseen.push((bucket, refused));
        }
    }

    /// It is to be taken back no more.
    fn forget(self, done: &Done) {
        self.written.try_update(|written| written.retain(|one| !one.is(done)));
    }

    /// Its bucket as it is open now. One that was closed is opened again beside the one that lent its credentials, which
    /// is of the same provider, whatever that of the source is.
    fn open(self, done: &Done) -> Option<OpenBucket> {
        done.bucket.now().or_else(|| {
            let lender = self.connections.at_untracked(&done.planning.lender.place())?;
            self.connections.beside(lender, done.bucket.connection()).ok()
        })
    }

    /// Says how it ended. What can still be taken back is offered again.
    fn end(self, count: usize, notice: u32, ended: Ended, beside: Arc<KeptBeside>) {
        let i18n = self.words.i18n;
        let Ended { taken_back, left, has_failed, closed, unseen, stale } = ended;
        stale.iter().for_each(Done::look_again);
        if taken_back == count {
            let said = t_string!(i18n, many.back_done, count = count);
            return self.notices.turn_into(notice, Kind::Success, said, None);
        }
        let mut said = t_string!(i18n, many.back_ended, done = taken_back, count = count);
        if !closed.is_empty() {
            let lenders = Vec::from_iter(closed).join(", ");
            let why = t_string!(i18n, many.back_closed, bucket = lenders);
            said = [said, why].join(" ");
        }
        if !unseen.is_empty() {
            let untried = left.iter().map(Done::name).collect();
            let what = NotTakenBack { title: said.clone(), refused: unseen, left: untried, beside };
            self.dialogs.ask(Asks::NotTakenBack(Arc::new(what)));
        }
        // What was only stopped has not failed.
        let kind = if has_failed { Kind::Failure } else { Kind::Warning };
        self.notices.turn_into(notice, kind, said, self.way_back(left));
    }
}
