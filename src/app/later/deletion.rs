//! Deleting rules: asks first, then deletes one after another, and says of each what became of it.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::Event;

use super::bundle::download;
use super::dialog::{self, Dialog};
use super::outcome::{self, Failure, failed_one};
use crate::app::app;
use crate::app::components::error_panel::alerts;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::shown::shown;
use crate::app::components::spinner::spinner;
use crate::app::dom::{El, el, spawn};
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::under_way::Several;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;

/// What became of a rule.
#[derive(Clone, PartialEq)]
enum Fate {
    /// Not asked for yet, or never: the deleting was stopped.
    Waiting,
    /// Under way.
    Deleting,
    /// The provider has confirmed.
    Deleted,
    /// The provider refused, or it is not known what became of it.
    Failed(Rc<Failure>),
}

/// How far the whole is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing was deleted yet.
    Asking,
    /// One after another.
    Acting,
    /// Ended before all were deleted.
    Ended,
}

/// The rules and what became of each. Cheap to copy.
#[derive(Clone, Copy)]
struct Deletion {
    open: Signal<OpenRef>,
    rules: Signal<Vec<Rule>>,
    fates: Signal<Vec<Fate>>,
    phase: Signal<Phase>,
    /// Set by Stop: the rule under way is the last.
    stopping: Signal<bool>,
    typed: Signal<String>,
}

/// Asks whether rules are to be deleted, deletes them, and calls `done` when the dialog is closed again.
pub(super) fn delete(open: OpenRef, rules: Vec<Rule>, done: Box<dyn Fn()>) {
    delete_with(open, rules, None, done);
}

/// The same, with a note about them.
pub(super) fn delete_with(open: OpenRef, rules: Vec<Rule>, note: Option<String>, done: Box<dyn Fn()>) {
    // One whose state is not understood counts as enabled.
    let guarded = rules.len() > 1 || rules.iter().any(|rule| rule.enabled() != Some(false));
    let first = if guarded { "delete-word" } else { "delete-cancel" };
    dialog::open("delete-title", first, done, move |dialog| {
        let deletion = Deletion {
            fates: Signal::new(vec![Fate::Waiting; rules.len()]),
            open: Signal::new(open),
            rules: Signal::new(rules),
            phase: Signal::new(Phase::Asking),
            stopping: Signal::new(false),
            typed: Signal::new(String::new()),
        };
        if !guarded {
            dialog.ask_only();
        }
        deletion.draw(dialog, guarded, note.as_deref())
    });
}

impl Deletion {
    fn count(self) -> usize {
        self.rules.with_untracked(Vec::len)
    }

    fn draw(self, dialog: &Dialog, guarded: bool, note: Option<&str>) -> El {
        let i18n = language();
        let count = self.count();
        let connection = self.open.with_untracked(|open| open.client.connection().clone());
        let (bucket, provider) = (connection.bucket.as_str(), connection.provider.service_name());
        let (title, question) = if count == 1 {
            (
                td_string!(i18n, delete.title).to_owned(),
                fill(td_string!(i18n, delete.question), &[("bucket", &bucket), ("provider", &provider)]),
            )
        } else {
            (
                fill(td_string!(i18n, delete.title_many), &[("count", &count)]),
                fill(td_string!(i18n, delete.question_many), &[("bucket", &bucket), ("provider", &provider)]),
            )
        };
        let consequences = el("ul.consequences")
            .child(el("li").text(td_string!(i18n, delete.stops)))
            .child(el("li").text(td_string!(i18n, delete.stays)));
        let confirmed =
            move || !guarded || self.typed.get().trim().to_ascii_lowercase() == td_string!(i18n, delete.word);
        let submit = {
            let dialog = dialog.clone();
            move |event: Event| {
                event.prevent_default();
                if untrack(confirmed) && self.phase.get_untracked() != Phase::Acting {
                    self.start(&dialog);
                }
            }
        };
        let typed = guarded.then(|| self.confirmation(count));
        el("form")
            .attr("novalidate", "")
            .child(el("h2").id("delete-title").text(&title))
            .child(el("p").text(&question))
            .children(note.map(|words| el("p.note").text(words)))
            .child(self.list())
            .child(consequences)
            .child(self.copy())
            .children(typed)
            .child(el("div").attr("role", "status").bind_text(move || self.progress()))
            .child(self.actions(dialog, confirmed))
            .on("submit", submit)
    }

    /// Every id, with what became of it.
    fn list(self) -> El {
        let ids = self.rules.with_untracked(|rules| {
            rules.iter().map(|rule| rule.id().to_owned()).enumerate().collect::<Vec<_>>()
        });
        let row = move |(at, id): (usize, String)| {
            let fate = move || self.fates.with(|fates| fates.get(at).cloned());
            let failure = move || match fate()? {
                Fate::Failed(error) => Some(error),
                Fate::Waiting | Fate::Deleting | Fate::Deleted => None,
            };
            el("li")
                .child(shown(el("strong.doomed"), &id))
                .text(" ")
                .bind_one(fate, move |fate| self.fate(fate))
                .child(alerts().bind_one(failure, move |error| self.failed(error)))
        };
        el("ul.doomed-list").children(ids.into_iter().map(row))
    }

    fn fate(self, fate: &Fate) -> El {
        let i18n = language();
        match fate {
            Fate::Waiting | Fate::Failed(_) => el("span"),
            Fate::Deleting => spinner(),
            Fate::Deleted => {
                el("span.status on").child(icon(Icon::On)).text(td_string!(i18n, delete.deleted))
            }
        }
    }

    fn failed(self, failure: &Failure) -> El {
        failed_one(&self.open.get_untracked(), failure)
    }

    /// Offers the documents as a file that can be brought back by Import.
    fn copy(self) -> El {
        let i18n = language();
        let words = td_string!(i18n, delete.copy);
        let save = move || {
            let open = self.open.get_untracked();
            download(
                open,
                self.rules.with_untracked(|rules| rules.iter().map(|rule| rule.id().to_owned()).collect()),
            );
        };
        el("p").child(el("button.button small").child(icon(Icon::Download)).text(words).on_click(save))
    }

    /// The field for the typed word.
    fn confirmation(self, count: usize) -> El {
        let i18n = language();
        let word = td_string!(i18n, delete.word);
        let label = match count {
            // Whether it is at work is not known of a rule that cannot be read.
            1 if self.rules.with_untracked(|rules| rules.iter().any(|rule| rule.unreadable().is_some())) => {
                fill(td_string!(i18n, delete.type_word_unreadable), &[("word", &word)])
            }
            1 => fill(td_string!(i18n, delete.type_word), &[("word", &word)]),
            _ => fill(td_string!(i18n, delete.type_word_many), &[("word", &word), ("count", &count)]),
        };
        let typed = self.typed;
        let input = el("input")
            .id("delete-word")
            .attr("type", "text")
            .attr("autocomplete", "off")
            .attr("autocapitalize", "none")
            .attr("spellcheck", "false")
            .bind_value(move || typed.get())
            .on_input(move |text| typed.set(text));
        el("div.field").child(el("label").attr("for", "delete-word").text(&label)).child(input)
    }

    fn actions(self, dialog: &Dialog, confirmed: impl Fn() -> bool + 'static) -> El {
        let i18n = language();
        let count = self.count();
        let acting = move || self.phase.get() == Phase::Acting;
        let keep_words = move || match self.phase.get() {
            Phase::Asking => td_string!(i18n, delete.cancel),
            Phase::Acting => td_string!(i18n, delete.stop),
            Phase::Ended => td_string!(i18n, delete.close),
        };
        let closing = dialog.clone();
        let keep = el("button.button")
            .id("delete-cancel")
            .bind_disabled(move || acting() && (count == 1 || self.stopping.get()))
            .bind_text(move || keep_words().to_owned())
            .on_click(move || match self.phase.get_untracked() {
                Phase::Acting => self.stopping.set(true),
                _ => closing.close(),
            });
        let action = move || match (acting(), count) {
            (true, _) => td_string!(i18n, delete.acting).to_owned(),
            (false, 1) => td_string!(i18n, delete.action).to_owned(),
            (false, _) => fill(td_string!(i18n, delete.action_many), &[("count", &self.left())]),
        };
        let delete = el("button.button danger")
            .attr("type", "submit")
            .bind_disabled(move || !confirmed() || acting())
            .bind_text(action);
        el("div.dialog-actions").child(keep).child(delete)
    }

    /// How many are not deleted yet.
    fn left(self) -> usize {
        self.fates.with(|fates| fates.iter().filter(|fate| **fate != Fate::Deleted).count())
    }

    /// What a screen reader hears while it goes on.
    fn progress(self) -> String {
        let i18n = language();
        let count = self.count();
        let gone = count - self.left();
        match self.phase.get() {
            Phase::Acting if count > 1 => {
                fill(td_string!(i18n, delete.progress), &[("done", &gone), ("count", &count)])
            }
            Phase::Ended if count > 1 => {
                fill(td_string!(i18n, delete.ended), &[("done", &gone), ("count", &count)])
            }
            _ => String::new(),
        }
    }

    /// Deletes what is not deleted yet, one after another.
    fn start(self, dialog: &Dialog) {
        self.phase.set(Phase::Acting);
        app().notices.begin();
        self.stopping.set(false);
        dialog.lock(true);
        let (open, dialog) = (self.open.get_untracked(), dialog.clone());
        let left = self.rules.with_untracked(|rules| {
            self.fates.with_untracked(|fates| {
                let each = rules.iter().zip(fates).enumerate();
                let left = each.filter(|(_, (_, fate))| **fate != Fate::Deleted);
                left.map(|(at, (rule, _))| (at, rule.id().to_owned())).collect::<Vec<_>>()
            })
        });
        let ids: Vec<String> = left.iter().map(|(_, id)| id.clone()).collect();
        let mut under_way = (ids.len() > 1).then(|| Several::begin(&open.place, ids));
        spawn(async move {
            for (at, id) in left {
                // Forget ends what is left as well.
                if self.stopping.try_get_untracked() != Some(false) || !app().session.holds(&open) {
                    break;
                }
                under_way.iter_mut().for_each(|several| several.at(&id));
                self.note(at, Fate::Deleting);
                match outcome::delete(&open, &id).await {
                    Ok(()) => self.note(at, Fate::Deleted),
                    Err(error) => {
                        let stops = error.stops_the_others();
                        self.stopping.try_update_untracked(|stopping| *stopping |= stops);
                        self.note(at, Fate::Failed(Rc::new(error)));
                    }
                }
            }
            drop(under_way);
            dialog.lock(false);
            if self.phase.try_get_untracked().is_some() {
                self.end(&dialog);
            }
        });
    }

    fn note(self, at: usize, fate: Fate) {
        self.fates.update(|fates| {
            if let Some(known) = fates.get_mut(at) {
                *known = fate;
            }
        });
    }

    fn end(self, dialog: &Dialog) {
        let i18n = language();
        let count = self.count();
        if untrack(|| self.left()) > 0 {
            self.phase.set(Phase::Ended);
            return;
        }
        let said = match count {
            1 => {
                let id = self.rules.with_untracked(|rules| rules[0].id().to_owned());
                fill(td_string!(i18n, delete.done), &[("id", &id)])
            }
            _ => fill(td_string!(i18n, delete.done_many), &[("count", &count)]),
        };
        app().notices.success(said, None);
        dialog.close();
    }
}
