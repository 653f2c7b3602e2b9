//! The rules of a file, and their creating one after another. It owns what it creates: what the screen shows
//! meanwhile, and whether there still is a screen, changes nothing of it.

use std::cell::Cell;
use std::rc::Rc;

use super::dialog;
use super::outcome::{self, Failure};
use crate::app::app;
use crate::app::dom::{El, after_drawing, bring_into_sight, el, spawn};
use crate::app::navigation::Leave;
use crate::app::notices::Way;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::under_way::Several;
use crate::app::words::{fill, language, td_string};
use crate::provider::StoredRule;
use crate::provider::error::ErrorKind;
use crate::provider::write::Created;
use crate::route::{Route, Screen};

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
    Failed(Rc<Failure>),
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

/// The rules that the screen shows. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Importing {
    /// In the file's order.
    pub(super) rules: Signal<Vec<Entry>>,
    /// Whether rules are being created: no other file is taken meanwhile.
    pub(super) acting: Signal<bool>,
    /// Set by who leaves the screen: the rule under way is the last.
    stopping: Signal<Rc<Cell<bool>>>,
}

/// The id of what became of a rule that was not created, for the focus.
pub(super) fn failed_id(at: usize) -> String {
    format!("import-failed-{at}")
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
    pub(super) fn new() -> Self {
        Importing {
            rules: Signal::new(Vec::new()),
            acting: Signal::new(false),
            stopping: Signal::new(Rc::default()),
        }
    }

    /// Creates what is wanted and does not exist yet. Never writes over a rule.
    pub(super) fn start(self, open: OpenRef) {
        let next: Vec<(usize, Entry)> = self.rules.with_untracked(|rules| {
            rules.iter().cloned().enumerate().filter(|(_, entry)| entry.is_next()).collect()
        });
        let stopping = Rc::new(Cell::new(false));
        self.stopping.set(Rc::clone(&stopping));
        self.acting.set(true);
        app().notices.begin();
        spawn(async move {
            let ended = self.create_each(&open, next, &stopping).await;
            let was_left = self.acting.try_set(false).is_some();
            if let Some(at) = ended.first_failed.filter(|_| !was_left) {
                after_drawing(move || bring_into_sight(&failed_id(at)));
            }
            say(&open, &ended, was_left);
        });
    }

    async fn create_each(self, open: &OpenRef, next: Vec<(usize, Entry)>, stopping: &Cell<bool>) -> Ended {
        let ids: Vec<String> = next.iter().map(|(_, entry)| entry.stored.rule.id().to_owned()).collect();
        let mut under_way = Several::begin(&open.place, ids);
        let mut ended = Ended::default();
        let mut stops = false;
        for (at, entry) in next {
            let id = entry.stored.rule.id().to_owned();
            // Forget ends what is left.
            if stops || stopping.get() || !app().session.holds(open) {
                ended.left.push(id);
                continue;
            }
            under_way.at(&id);
            self.note(at, Fate::Creating);
            match create(open, &entry).await {
                Fate::Created => {
                    ended.created += 1;
                    self.note(at, Fate::Created);
                }
                Fate::Failed(failure) => {
                    stops = failure.stops_the_others() || failure.is_refusal(ErrorKind::LimitReached);
                    if self.is_gone() {
                        let import = Route::bucket(&open.place, Screen::Import);
                        outcome::tell_elsewhere(open, &id, &failure, &import);
                    }
                    self.note(at, Fate::Failed(failure));
                    ended.first_failed.get_or_insert(at);
                    ended.left.push(id);
                }
                fate => {
                    self.note(at, fate);
                    ended.left.push(id);
                }
            }
        }
        ended
    }

    fn note(self, at: usize, fate: Fate) {
        self.rules.try_update(|rules| {
            if let Some(entry) = rules.get_mut(at) {
                entry.fate = fate;
            }
        });
    }

    /// Whether the screen was left.
    fn is_gone(self) -> bool {
        self.acting.try_get_untracked().is_none()
    }

    /// How many of the wanted rules have their result, and how many there are.
    fn progress(self) -> (usize, usize) {
        self.rules.with(|rules| {
            let wanted = rules.iter().filter(|entry| entry.wanted && entry.fate != Fate::Exists);
            let done =
                wanted.clone().filter(|entry| !matches!(entry.fate, Fate::New | Fate::Creating)).count();
            (done, wanted.count())
        })
    }

    /// Asks before the screen is left, while rules are being created.
    pub(super) fn guard(self) {
        let needed = move || self.acting.try_get_untracked() == Some(true);
        app().navigation.ask_before(needed, move |leave, asked| self.ask(leave, asked));
    }

    fn ask(self, leave: Leave, asked: impl Fn() + 'static) {
        let leave = Rc::new(Cell::new(Some(leave)));
        dialog::open("import-leave-title", "import-leave-keep", asked, move |dialog| -> El {
            let i18n = language();
            let (closing, leaving) = (dialog.clone(), dialog.clone());
            let keep = el("button.button primary")
                .id("import-leave-keep")
                .text(td_string!(i18n, import.keep))
                .on_click(move || closing.close());
            let go = el("button.button").text(td_string!(i18n, import.stop)).on_click(move || {
                self.stopping.with_untracked(|stopping| stopping.set(true));
                leaving.close();
                if let Some(leave) = leave.take() {
                    leave();
                }
            });
            let far = move || {
                let (done, count) = self.progress();
                fill(td_string!(i18n, import.leave_text), &[("done", &done), ("count", &count)])
            };
            el("div")
                .child(el("h2").id("import-leave-title").text(td_string!(i18n, import.leave_title)))
                .child(el("p").bind_text(far))
                .child(el("div.dialog-actions").child(go).child(keep))
        });
    }
}

/// Creates one rule of the file.
async fn create(open: &OpenRef, entry: &Entry) -> Fate {
    let was_open = matches!(&entry.fate, Fate::Failed(before) if before.is_open());
    match outcome::create(open, &entry.stored.rule, Some(&entry.stored)).await {
        // The same rule is there by an earlier try of this page, whose answer was lost.
        Ok(Created::Already) if !was_open => Fate::Exists,
        Ok(_) => Fate::Created,
        Err(failure) if failure.is_refusal(ErrorKind::AlreadyExists) => Fate::Exists,
        Err(failure) => Fate::Failed(Rc::new(failure)),
    }
}

/// Says how it ended: what was created, and to who has left the screen what was not.
fn say(open: &OpenRef, ended: &Ended, was_left: bool) {
    let i18n = language();
    let Ended { created, left, .. } = ended;
    if was_left && !left.is_empty() {
        let ids = left.join(", ");
        let said = fill(
            td_string!(i18n, import.stopped),
            &[("done", created), ("count", &left.len()), ("ids", &ids)],
        );
        let import = Route::bucket(&open.place, Screen::Import).address();
        app().notices.warning(said, Some(Way::To(import, td_string!(i18n, import.again))));
    } else if *created > 0 {
        let said = match created {
            1 => td_string!(i18n, import.done_one).to_owned(),
            _ => fill(td_string!(i18n, import.done), &[("count", created)]),
        };
        let list = open.list().address();
        app().notices.success(said, Some(Way::To(list, td_string!(i18n, rule.to_list))));
    }
}
