//! Sending what the form makes, once, and what became of it.

use leptos::prelude::*;
use leptos::web_sys::Event;

use super::{Form, Purpose, controls};
use crate::app::app;
use crate::app::components::error_panel::{alert, error_panel};
use crate::app::dom::{El, el, focus, spawn};
use crate::app::journal::DeviceJournal;
use crate::app::pages::interrupted::{LeftOver, ways_out};
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;
use crate::model::rule::Part;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::save::{SaveError, save};
use crate::route::{Route, Screen};

/// The sending of a form. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    /// Whether it is under way.
    pub(super) busy: Signal<bool>,
    /// Why the last one did not go through.
    pub(super) failure: Signal<Option<Failure>>,
}

impl Sending {
    /// Whether nothing more can be sent: it is under way, or the rule is missing and only its kept forms
    /// lead on.
    pub(super) fn is_over(self) -> bool {
        let missing =
            |failure: &Option<Failure>| matches!(failure, Some(Failure::Save(SaveError::Missing { .. })));
        self.busy.get() || self.failure.with(missing)
    }
}

/// Why a form was not sent.
#[derive(Clone)]
pub(super) enum Failure {
    /// A new rule, or a run.
    Call(Error),
    /// A changed rule.
    Save(SaveError),
    /// Another tab is saving the same rule.
    Busy,
}

/// Checks everything, then sends it once: the rule, or a single run of it.
pub(super) fn submit(open: OpenRef, form: Form, sending: Sending, run: bool) -> impl Fn(Event) + 'static {
    let i18n = language();
    move |event| {
        event.prevent_default();
        if untrack(|| sending.is_over()) {
            return;
        }
        let found = form.findings();
        let first = found.blocking().next();
        form.shown.set(found);
        if let Some(part) = first {
            focus(&controls::control_id(part));
            return;
        }
        let rule = untrack(|| form.rule());
        sending.busy.set(true);
        sending.failure.set(None);
        let open = open.clone();
        spawn(async move {
            let sent = send(&open, form, &rule, run).await;
            // The user may have gone on to another screen or bucket meanwhile.
            let page_is_here = sending.busy.try_set(false).is_none();
            match sent {
                Ok(said) => {
                    let to = Screen::rule(rule.id());
                    let link =
                        (Route::bucket(&open.place, to).address(), td_string!(i18n, create.open).to_owned());
                    app().notices.success(said, (!run).then_some(link));
                    if page_is_here {
                        app().navigation.open(&Route::rules(&open.place));
                    }
                }
                Err(failure) => {
                    if matches!(&failure, Failure::Call(error) if error.kind == ErrorKind::AlreadyExists) {
                        focus(&controls::control_id(Part::Id));
                    }
                    sending.failure.try_set(Some(failure));
                }
            }
        });
    }
}

/// Sends, and gives the words for what was done.
async fn send(open: &OpenRef, form: Form, rule: &Rule, run: bool) -> Result<String, Failure> {
    let i18n = language();
    let stored = form.stored.get_untracked();
    let like = stored.as_ref().map(|stored| &stored.document);
    if run {
        let job = open.client.run_once(rule, like).await.map_err(Failure::Call)?;
        return Ok(fill(td_string!(i18n, create.ran), &[("job", &job)]));
    }
    let (rule, words) = match stored.as_ref().filter(|_| form.purpose == Purpose::Edit) {
        Some(before) => {
            let journal = DeviceJournal::of(&open.place);
            // Held until the save is over, so that two tabs never write one rule at once.
            let _held = journal.hold(rule.id()).await.ok_or(Failure::Busy)?;
            let saved = save(&open.client, &journal, before, rule).await.map_err(Failure::Save)?;
            let words = match saved.differing.as_slice() {
                [] => fill(td_string!(i18n, edit.done), &[("id", &rule.id())]),
                parts => {
                    let names: Vec<&str> = parts.iter().map(|part| words::part(i18n, *part)).collect();
                    let names = names.join(", ");
                    fill(td_string!(i18n, edit.differs), &[("id", &rule.id()), ("parts", &names)])
                }
            };
            (saved.stored.rule, words)
        }
        None => {
            open.client.create_rule(rule, like).await.map_err(Failure::Call)?;
            (rule.clone(), fill(td_string!(i18n, create.done), &[("id", &rule.id())]))
        }
    };
    if app().session.is_open_at(&open.place) {
        open.rules.written(rule);
    }
    Ok(words)
}

/// What became of a sending that did not go through, and the ways out of it.
pub(super) fn failed(open: &OpenRef, form: Form, failure: &Failure) -> El {
    let i18n = language();
    let connection = open.client.connection();
    let panel = |error: &Error, note: Option<&str>| {
        let note = note.map(|words| el("p.note").text(words));
        el("div.fields").children(note).child(error_panel(error, connection, Vec::new()))
    };
    let plain = |what: &str, next: &str| alert(what).child(el("p.error-next").text(next));
    match failure {
        Failure::Call(error) => {
            let lost = error.kind.leaves_a_write_open();
            panel(error, lost.then_some(td_string!(i18n, create.lost)))
        }
        Failure::Save(SaveError::Refused(error)) => panel(error, Some(td_string!(i18n, edit.as_it_was))),
        Failure::Save(SaveError::Restored(error)) => panel(error, Some(td_string!(i18n, edit.restored))),
        Failure::Save(SaveError::NotKept) => {
            plain(td_string!(i18n, edit.not_kept), td_string!(i18n, edit.not_kept_next))
        }
        Failure::Busy => plain(td_string!(i18n, edit.busy), td_string!(i18n, edit.busy_next)),
        Failure::Save(SaveError::Gone) => {
            plain(td_string!(i18n, edit.gone), td_string!(i18n, edit.gone_next))
        }
        Failure::Save(SaveError::Changed(now)) => {
            let parts = Part::all().filter(|part| {
                form.stored.with_untracked(|stored| {
                    stored.as_ref().is_none_or(|stored| stored.rule.get(*part) != now.rule.get(*part))
                })
            });
            let row = |part: Part| {
                let value = words::value(i18n, &now.rule, part).unwrap_or_default();
                el("div").child(el("dt").text(words::part(i18n, part))).child(el("dd").text(&value))
            };
            plain(td_string!(i18n, edit.changed), td_string!(i18n, edit.changed_next))
                .child(el("dl.answer").children(parts.map(row)))
        }
        Failure::Save(SaveError::Missing { error, documents }) => {
            let id = form.stored.with_untracked(|stored| {
                stored.as_ref().map(|stored| stored.rule.id().to_owned()).unwrap_or_default()
            });
            let save = LeftOver { id, documents: (**documents).clone() };
            let list = Route::rules(&open.place);
            panel(error, Some(td_string!(i18n, edit.missing)))
                .child(ways_out(open, &save, move || app().navigation.open(&list)))
        }
    }
}
