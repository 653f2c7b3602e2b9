//! Changing rules one after another: switching them on or off, or one change to several. Each is a change like any
//! other, and saved as safely. It outlives the screen that has asked for it.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::task::spawn_local;

use super::outcome::saved_words;
use super::writing::save_held;
use crate::app::i18n::{I18n, t_string};
use crate::app::services::dialogs::{Asks, Dialogs, NotChanged, use_dialogs};
use crate::app::services::journal::journal_of;
use crate::app::services::notices::{Kind, Notices, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::under_way::Several;
use crate::app::words::{Words, use_words};
use crate::model::Rule;
use crate::model::rule::Part;
use crate::model::visible::marked;
use crate::provider::save::{SaveError, Saved, unread};
use crate::route::Place;
use crate::state::changing::{Asked, Refused, again};
use crate::state::failure::Failure;

// Not in a context: what is pressed is let go of under no owner.
thread_local! {
    static CHANGING: RefCell<Vec<(Place, String)>> = const { RefCell::new(Vec::new()) };
}

/// Rules that are being changed: pressing again does nothing until this is dropped.
struct Pressed(Vec<(Place, String)>);

impl Pressed {
    /// Those of the rules that are not being changed already; `None` when there is none.
    fn of(place: &Place, ids: Vec<String>) -> Option<(Self, Vec<String>)> {
        let these: Vec<_> = CHANGING.with_borrow_mut(|changing| {
            let named = ids.into_iter().map(|id| (place.clone(), id));
            let these: Vec<_> = named.filter(|one| !changing.contains(one)).collect();
            changing.extend(these.iter().cloned());
            these
        });
        let ids: Vec<String> = these.iter().map(|(_, id)| id.clone()).collect();
        if ids.is_empty() { None } else { Some((Pressed(these), ids)) }
    }
}

impl Drop for Pressed {
    fn drop(&mut self) {
        CHANGING.with_borrow_mut(|changing| changing.retain(|one| !self.0.contains(one)));
    }
}

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

/// How it ended.
#[derive(Default)]
struct Ended {
    /// What the last one that went through says.
    said: String,
    refused: Vec<Refused>,
    /// The ids of those that were not tried.
    untried: Vec<String>,
}

impl Changing {
    /// Reads the rules anew and changes each, one after another; one message tells how far it is, and how it ended. One
    /// that fails does not stop the others, unless they would fail alike.
    pub(crate) fn start(self, bucket: OpenBucket, ids: Vec<String>, asked: Asked) {
        let Some((pressed, ids)) = Pressed::of(&bucket.place(), ids) else { return };
        let Some(notice) = ids.first().map(|id| self.notices.progress(self.under_way(&asked, id))) else {
            return;
        };
        spawn_local(async move {
            let _pressed = pressed;
            let count = ids.len();
            let ended = self.change_each(bucket, ids, &asked, notice).await;
            let words = self.outcome(&asked, count, &ended);
            if ended.refused.is_empty() && ended.untried.is_empty() {
                return self.notices.turn_into(notice, Kind::Success, words, None);
            }
            self.notices.turn_into(notice, Kind::Failure, words, None);
            let Ended { refused, untried, .. } = ended;
            let again = again(&refused, &untried);
            let what = NotChanged { bucket, count, refused, untried, again, asked, notice };
            self.dialogs.ask(Asks::NotChanged(Arc::new(what)));
        });
    }

    async fn change_each(self, bucket: OpenBucket, ids: Vec<String>, asked: &Asked, notice: u32) -> Ended {
        let several = ids.len() > 1;
        let mut ended = Ended::default();
        let mut under_way = several.then(|| Several::begin(&bucket.place(), ids.clone()));
        let mut left = ids.into_iter();
        // Forget ends what is left.
        while bucket.is_still_open()
            && let Some(id) = left.next()
        {
            if let Some(several) = &mut under_way {
                several.at(&id);
            }
            self.notices.turn_into(notice, Kind::Progress, self.under_way(asked, &id), None);
            match change(bucket, &id, asked).await {
                Ok(saved) => {
                    ended.said = saved_words(self.words, &saved);
                    if several && (!saved.differing.is_empty() || !saved.read_back) {
                        self.notices.success(ended.said.clone(), None);
                    }
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
        ended.untried = left.collect();
        ended
    }

    fn under_way(self, asked: &Asked, id: &str) -> String {
        let (i18n, id) = (self.words.i18n, marked(id));
        match asked {
            Asked::Enabled(true) => t_string!(i18n, toggle.enabling, id = id),
            Asked::Enabled(false) => t_string!(i18n, toggle.disabling, id = id),
            Asked::Change(..) => t_string!(i18n, several.changing, id = id),
        }
    }

    /// What is said at the end.
    fn outcome(self, asked: &Asked, count: usize, ended: &Ended) -> String {
        let i18n = self.words.i18n;
        let Ended { said, refused, untried } = ended;
        match (count, asked) {
            _ if !(refused.is_empty() && untried.is_empty()) => {
                not_changed_words(i18n, count, refused, untried)
            }
            (1, _) => said.clone(),
            (_, Asked::Enabled(true)) => t_string!(i18n, toggle.enabled_many, count = count),
            (_, Asked::Enabled(false)) => t_string!(i18n, toggle.disabled_many, count = count),
            (_, Asked::Change(..)) => t_string!(i18n, several.done, count = count),
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

async fn change(bucket: OpenBucket, id: &str, asked: &Asked) -> Result<Saved, Refused> {
    let client = bucket.client();
    let before = match client.get_rule(id).await {
        Ok(before) => before,
        // Nothing is written before it is read.
        Err(error) => {
            let rule = Rule::default().with(Part::Id, id);
            let failure = Failure::Save(unread(&journal_of(&bucket.place()), id, error).await);
            return Err(Refused { before: None, rule, failure });
        }
    };
    let rule = asked.applied(&before.rule);
    // One that says all of it by now may be one's own, whose answer was lost.
    if rule != before.rule && asked.is_of_another(&before.rule) {
        let failure = Failure::Save(SaveError::Changed(Box::new(before)));
        return Err(Refused { before: None, rule, failure });
    }
    let saved = save_held(bucket, &before, &rule).await;
    saved.map_err(|failure| Refused { before: Some(before), rule, failure })
}
