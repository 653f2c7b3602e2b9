//! Writing what is planned, bucket after bucket and rule after rule. It owns what it writes, whatever the screen shows
//! meanwhile; who stops it or leaves the screen makes the rule under way the last. What fails in one bucket ends that
//! bucket alone, unless it is about the credentials of all.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::done::Done;
use super::jobs::{Job, Work, documents, work, write};
use super::planning::Planning;
use super::source::Source;
use super::target::Fate;
use super::undoing::Undoing;
use super::words::name_of;
use crate::app::i18n::t_string;
use crate::app::screens::rule::outcome::tell_elsewhere;
use crate::app::services::notices::{Kind, Notices, Way, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::run::{Run, RunningMany};
use crate::app::services::taken::forget;
use crate::app::words::{Words, use_words};
use crate::provider::error::Error;
use crate::route::{Place, Route, Screen};
use crate::state::at_work::Deed;
use crate::state::failure::{Failure, Goes};

/// How far the writing is, for who shows it. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Progress {
    pub(super) run: RwSignal<Option<Run>>,
    pub(super) acting: RwSignal<bool>,
    /// The rule of the source that could not be read: nothing was written.
    pub(super) no_document: RwSignal<Option<(String, Arc<Error>)>>,
    /// What takes back what was written.
    pub(super) undoing: Undoing,
    words: Words,
    notices: Notices,
}

/// How it ended.
#[derive(Default)]
struct Ended {
    written: usize,
    /// What takes that back, as far as it can be.
    done: Vec<Done>,
}

impl Progress {
    /// Nothing begun.
    pub(super) fn new(source: OpenBucket, acting: RwSignal<bool>) -> Self {
        Progress {
            undoing: Undoing::new(source),
            run: RwSignal::new(None),
            acting,
            no_document: RwSignal::new(None),
            words: use_words(),
            notices: use_notices(),
        }
    }

    /// Writes what is wanted.
    pub(super) fn start(self, planning: Planning) {
        if self.acting.get_untracked() || self.undoing.busy.get_untracked() {
            return;
        }
        let work = work(planning);
        let count = work.iter().map(|work| work.jobs.len()).sum();
        if count == 0 {
            return;
        }
        let ids = |work: &Work| work.jobs.iter().map(|job| job.id().to_owned()).collect();
        let buckets = work.iter().map(|work| (work.place.clone(), ids(work))).collect();
        let (source, of) = (planning.form.bucket.place(), planning.form.source.get_value());
        let running = RunningMany::begin(&Route::bucket(&source, Screen::Many), buckets, Deed::Take);
        self.run.set(Some(running.run()));
        self.acting.set(true);
        self.no_document.set(None);
        self.notices.begin();
        // Who leaves the screen does not close what is written in.
        let beside = planning.connections.keep_beside();
        spawn_local(async move {
            let _beside = beside;
            let ended = self.write_all(planning, &of, work, running).await;
            let was_left = planning.here.is_gone();
            self.run.set(None);
            self.acting.set(false);
            if let Some(ended) = ended {
                self.say(&source, ended, count, was_left);
            }
        });
    }

    /// Gives what was written; nothing when a document could not be read, and nothing was sent.
    async fn write_all(
        self,
        planning: Planning,
        source: &Source,
        work: Vec<Work>,
        mut running: RunningMany,
    ) -> Option<Ended> {
        let documents = match documents(planning.form.bucket, source, &work, &running).await {
            Ok(documents) => documents,
            Err((id, error)) => {
                self.no_document.set(Some((id, Arc::new(error))));
                return None;
            }
        };
        let mut ended = Ended::default();
        for Work { target, bucket, place, jobs } in work {
            running.at(&place);
            let Some(claim) = running.claim(&place) else {
                for job in jobs {
                    target.note(job.at, Fate::Failed(Arc::new(Failure::AtWork)));
                    running.has_result();
                }
                continue;
            };
            for job in jobs {
                // Forget ends what is left, as Stop does.
                let ends = || planning.here.is_gone() || !bucket.is_still_open();
                // It may have waited for the network.
                if ends() || !running.goes_on_with(&name_of(bucket, job.id())).await || ends() {
                    return Some(ended);
                }
                target.note(job.at, Fate::Writing);
                let (fate, back) = write(bucket, claim, &job, documents.get(job.id())).await;
                running.has_result();
                let goes = self.look_at(planning, bucket, &job, &fate);
                ended.written += usize::from(matches!(fate, Fate::Created | Fate::Changed(_)));
                target.note(job.at, fate);
                let Job { at, planned, .. } = job;
                ended.done.extend(back.map(|back| Done { planning, target, bucket, at, planned, back }));
                match goes {
                    Goes::On => {}
                    Goes::ToTheNextBucket => break,
                    Goes::NoFurther => return Some(ended),
                }
            }
        }
        Some(ended)
    }

    /// Whether more is written after this, which is told where nobody sees the plan.
    fn look_at(self, planning: Planning, bucket: OpenBucket, job: &Job, fate: &Fate) -> Goes {
        let Fate::Failed(failure) = fate else { return Goes::On };
        if planning.here.is_gone() {
            let back = Route::bucket(&planning.form.bucket.place(), Screen::Many);
            tell_elsewhere(self.words, self.notices, bucket, job.id(), failure, &back);
        }
        failure.goes()
    }

    /// Says how it ended. What is not done stays with the tab.
    fn say(self, source: &Place, ended: Ended, count: usize, was_left: bool) {
        let i18n = self.words.i18n;
        let Ended { written, done } = ended;
        if written == count {
            forget(source);
            self.undoing.say(Kind::Success, t_string!(i18n, many.done, count = written), done, None);
        } else if was_left {
            let said = t_string!(i18n, many.left, done = written, count = count - written);
            let screen = Route::bucket(source, Screen::Many).address();
            let go_on = Way::To(screen, t_string!(i18n, many.go_on).to_owned());
            self.undoing.say(Kind::Warning, said, done, Some(go_on));
        } else {
            let said = t_string!(i18n, many.ended, done = written, count = count);
            self.undoing.say(Kind::Warning, said, done, None);
        }
    }
}
