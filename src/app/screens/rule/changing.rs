//! Changing rules one after another: switching them on or off, one change to several, or taking back what was done to them.
//! Each is a change like any other, and saved as safely. It outlives the screen that has asked for it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::change_one::{Changed, change_one};
use crate::app::components::run_line::RunLine;
use crate::app::i18n::{I18n, t_string};
use crate::app::services::dialogs::{Asks, Dialogs, NotChanged, use_dialogs};
use crate::app::services::notices::{Kind, Line, Notices, Undo, Way, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::run::{Run, Running};
use crate::app::words::{Words, use_words};
use crate::model::visible::marked;
use crate::state::at_work::NotBegun;
use crate::state::changing::{Asked, Back, Refused, again};

/// What changes rules. Cheap to copy; it outlives the screen.
#[derive(Clone, Copy)]
pub(crate) struct Changing {
    words: Words,
    notices: Notices,
    dialogs: Dialogs,
}

/// What changes rules.
pub(crate) fn use_changing() -> Changing {
    Changing { words: use_words(), notices: use_notices(), dialogs: use_dialogs() }
}

/// What is to be changed.
struct Work {
    bucket: OpenBucket,
    ids: Vec<String>,
    asked: Asked,
    /// The message that turns into what is said of it.
    notice: Option<u32>,
}

/// How it ended.
#[derive(Default)]
struct Ended {
    /// What the last one that went through says.
    said: String,
    refused: Vec<Refused>,
    /// The ids of those that were not tried.
    untried: Vec<String>,
    /// What takes back those that were changed.
    done: Vec<Back>,
}

/// The line for the message about a run; a run over one rule has none.
pub(crate) fn line_of(run: Run) -> Option<Line> {
    run.is_of_several().then(|| Line(Arc::new(move || view! { <RunLine run=run.clone()/> }.into_any())))
}

impl Changing {
    /// Reads the rules anew and changes each, one after another; one message tells how far it is, and how it ended. One
    /// that fails does not stop the others, unless they would fail alike. Nothing begins while this page works on one of
    /// them already.
    pub(crate) fn start(self, bucket: OpenBucket, ids: Vec<String>, asked: Asked) {
        self.begin(Work { bucket, ids, asked, notice: None });
    }

    /// Tries once more what can be of a work that has ended. What was done of it is still taken back by its own message,
    /// which says no more than that.
    pub(super) fn again(self, what: &NotChanged) {
        let NotChanged { bucket, again, asked, notice, done, .. } = what;
        let undo = self.undo(*bucket, asked.opposite(done.clone()));
        let in_place = undo.is_none().then_some(*notice);
        let work = Work { bucket: *bucket, ids: again.clone(), asked: asked.clone(), notice: in_place };
        if let (true, Some(undo)) = (self.begin(work), undo) {
            self.notices.turn_into(*notice, Kind::Success, undo.later.clone(), [Way::Undo(undo)]);
        }
    }

    /// The way to take back what was done, all of it together; none where nothing can be.
    pub(crate) fn way_back(self, bucket: OpenBucket, done: Vec<Back>) -> Option<Way> {
        self.way_to(bucket, Asked::Back(done.into()))
    }

    /// The way to what takes back what was done, or does again what was taken back.
    fn way_to(self, bucket: OpenBucket, asked: Asked) -> Option<Way> {
        self.undo(bucket, asked).map(Way::Undo)
    }

    fn undo(self, bucket: OpenBucket, asked: Asked) -> Option<Undo> {
        let i18n = self.words.i18n;
        let (is_again, all) = match &asked {
            Asked::Back(all) => (false, all),
            Asked::Again(all) => (true, all),
            Asked::Enabled(_) | Asked::Change(..) => return None,
        };
        let later = match (is_again, &all[..]) {
            (_, []) => return None,
            (false, [one]) => t_string!(i18n, undo.later, id = marked(one.id())),
            (false, all) => t_string!(i18n, undo.later_many, count = all.len()),
            (true, [one]) => t_string!(i18n, undo.redo_later, id = marked(one.id())),
            (true, all) => t_string!(i18n, undo.redo_later_many, count = all.len()),
        };
        let ids: Vec<String> = all.iter().map(|back| back.id().to_owned()).collect();
        let act = move |notice| {
            // It may have been closed and opened again meanwhile.
            let bucket = bucket.now().unwrap_or(bucket);
            let (ids, asked) = (ids.clone(), asked.clone());
            self.begin(Work { bucket, ids, asked, notice: Some(notice) });
        };
        Some(Undo { act: Arc::new(act), later, is_again })
    }

    /// Says whether it began.
    fn begin(self, work: Work) -> bool {
        let Some(first) = work.ids.first() else { return false };
        let running = match Running::begin(&work.bucket.place(), work.ids.clone(), work.asked.deed()) {
            Ok(running) => running,
            // Pressed twice.
            Err(NotBegun::Same) => return false,
            Err(NotBegun::AtWork(ids)) => {
                self.notices.failure(self.words.at_work(&ids), None);
                return false;
            }
        };
        let line = line_of(running.run());
        let notice = self.notices.goes_on(work.notice, self.under_way(&work.asked, first), line.clone());
        spawn_local(async move {
            let ended = self.change_each(&work, running, notice, line).await;
            self.end(work, notice, ended);
        });
        true
    }

    /// Says how it ended.
    fn end(self, work: Work, notice: u32, ended: Ended) {
        let Work { bucket, ids, asked, .. } = work;
        let count = ids.len();
        let words = self.outcome(&asked, count, &ended);
        let Ended { refused, untried, done, .. } = ended;
        let again = again(&refused, &untried);
        if refused.is_empty() && untried.is_empty() {
            let way = self.way_to(bucket, asked.opposite(done));
            return self.notices.turn_into(notice, Kind::Success, words, way);
        }
        // What was only stopped has not failed.
        let kind = if refused.is_empty() { Kind::Warning } else { Kind::Failure };
        // What is still to be taken back, or done again, can be.
        let next = asked.left(&again).unwrap_or_else(|| asked.opposite(done.clone()));
        let way = self.way_to(bucket, next);
        self.notices.turn_into(notice, kind, words, way);
        let what = NotChanged { bucket, count, refused, untried, again, asked, notice, done };
        self.dialogs.ask(Asks::NotChanged(Arc::new(what)));
    }

    async fn change_each(self, work: &Work, mut running: Running, notice: u32, line: Option<Line>) -> Ended {
        let Work { bucket, ids, asked, .. } = work;
        let several = ids.len() > 1;
        let mut ended = Ended::default();
        let mut left = ids.iter().peekable();
        // Forget ends what is left, as Stop does.
        while bucket.is_still_open()
            && let Some(id) = left.peek().copied()
            && running.goes_on_with(id).await
            // It may have waited for the network.
            && bucket.is_still_open()
            && let Some(id) = left.next()
        {
            self.notices.goes_on(Some(notice), self.under_way(asked, id), line.clone());
            let changed = change_one(self.words, *bucket, running.claim(), id, asked).await;
            running.has_result();
            match changed {
                Ok(Changed { said, is_news, back }) => {
                    if several && is_news {
                        self.notices.success(said.clone(), None);
                    }
                    ended.said = said;
                    ended.done.extend(back);
                }
                Err(one) => {
                    let stops = one.failure.stops_the_others();
                    ended.refused.push(one);
                    if stops {
                        break;
                    }
                }
            }
        }
        ended.untried = left.cloned().collect();
        ended
    }

    fn under_way(self, asked: &Asked, id: &str) -> String {
        let (i18n, id) = (self.words.i18n, marked(id));
        match asked {
            Asked::Enabled(true) => t_string!(i18n, toggle.enabling, id = id),
            Asked::Enabled(false) => t_string!(i18n, toggle.disabling, id = id),
            Asked::Change(..) => t_string!(i18n, several.changing, id = id),
            Asked::Back(_) => t_string!(i18n, undo.taking_back, id = id),
            Asked::Again(_) => t_string!(i18n, undo.redoing, id = id),
        }
    }

    /// What is said at the end.
    fn outcome(self, asked: &Asked, count: usize, ended: &Ended) -> String {
        let i18n = self.words.i18n;
        let Ended { said, refused, untried, .. } = ended;
        match (count, asked) {
            _ if !(refused.is_empty() && untried.is_empty()) => {
                not_changed_words(i18n, count, refused, untried)
            }
            (1, _) => said.clone(),
            (_, Asked::Enabled(true)) => t_string!(i18n, toggle.enabled_many, count = count),
            (_, Asked::Enabled(false)) => t_string!(i18n, toggle.disabled_many, count = count),
            (_, Asked::Change(..)) => t_string!(i18n, several.done, count = count),
            (_, Asked::Back(all)) if all.iter().all(|back| matches!(back, Back::Created(_))) => {
                t_string!(i18n, undo.removed_many, count = count)
            }
            (_, Asked::Back(_)) => t_string!(i18n, undo.done_many, count = count),
            (_, Asked::Again(_)) => t_string!(i18n, undo.redone_many, count = count),
        }
    }
}

/// What is said of `count` rules that were not all changed.
pub(super) fn not_changed_words(i18n: I18n, count: usize, refused: &[Refused], untried: &[String]) -> String {
    match (count, refused) {
        (1, [one]) => t_string!(i18n, toggle.failed, id = marked(one.rule.id())),
        _ => {
            let done = count - refused.len() - untried.len();
            t_string!(i18n, toggle.ended, done = done, count = count)
        }
    }
}
