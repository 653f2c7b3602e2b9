//! Sending what the form makes, once, and what became of it.

use leptos::prelude::*;
use leptos::web_sys::Event;

use super::{Form, OUTCOME, Purpose, controls, drafts, review};
use crate::app::app;
use crate::app::dom::{after_drawing, bring_into_sight, focus, spawn};
use crate::app::later::outcome::{self, Failure, save_held, saved_words, tell_elsewhere};
use crate::app::notices::Way;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;
use crate::model::problem::Problem;
use crate::model::rule::Part;
use crate::provider::error::ErrorKind;
use crate::provider::save::SaveError;
use crate::provider::service;
use crate::provider::write::Created;
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

/// Checks everything, then sends it once: the rule, or a single run of it. A changed rule is reviewed first.
pub(super) fn submit(open: OpenRef, form: Form, sending: Sending, run: bool) -> impl Fn(Event) + 'static {
    // The review goes with the form.
    let page = Owner::current().unwrap_or_default();
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
        let send = {
            let open = open.clone();
            move || start(open.clone(), form, sending, run)
        };
        let changes = form.purpose == Purpose::Edit && untrack(|| form.is_changed());
        if changes { page.with(|| untrack(|| review::open(&open, form, send))) } else { send() }
    }
}

fn start(open: OpenRef, form: Form, sending: Sending, run: bool) {
    let i18n = language();
    let rule = untrack(|| form.rule());
    sending.busy.set(true);
    sending.failure.set(None);
    app().notices.begin();
    let draft = drafts::kept(form, &open.place);
    spawn(async move {
        let sent = send(&open, form, &rule, run).await;
        // The user may have gone on to another screen or bucket meanwhile.
        let page_is_here = sending.busy.try_set(false).is_none();
        match sent {
            Ok(said) => {
                let to = Screen::rule(rule.id());
                let way = Way::To(Route::bucket(&open.place, to).address(), td_string!(i18n, create.open));
                app().notices.success(said, (!run).then_some(way));
                form.settled();
                draft.as_ref().into_iter().for_each(drafts::was_sent);
                if page_is_here {
                    app().navigation.unguard();
                    app().navigation.open(&open.list());
                }
            }
            Err(failure) => {
                if page_is_here {
                    show(form, &rule, &failure);
                }
                // The value comes back when the form is gone.
                if let Some(Some(failure)) = sending.failure.try_set(Some(failure)) {
                    let form = draft.as_ref().map_or_else(|| open.list(), |draft| draft.route());
                    draft.as_ref().into_iter().for_each(drafts::bring_back);
                    tell_elsewhere(&open, rule.id(), &failure, &form);
                }
            }
        }
    });
}

/// Marks what the provider names in a form that is in sight, and leads there or to the words of the failure.
fn show(form: Form, rule: &Rule, failure: &Failure) {
    if failure.is_refusal(ErrorKind::AlreadyExists) {
        form.mark(&[Part::Id], Problem::Taken);
        return focus(&controls::control_id(Part::Id));
    }
    let provider = form.connection.with_untracked(|to| to.provider);
    let named = failure.error().map(|error| service(provider).named(error, rule)).unwrap_or_default();
    form.mark(&named, Problem::NamedByProvider);
    // It comes with the next drawing.
    after_drawing(|| bring_into_sight(OUTCOME));
}

/// Sends, and gives the words for what was done.
async fn send(open: &OpenRef, form: Form, rule: &Rule, run: bool) -> Result<String, Failure> {
    let i18n = language();
    let stored = form.stored.get_untracked();
    if run {
        let job = outcome::run_once(open, rule, stored.as_ref()).await?;
        return Ok(fill(td_string!(i18n, create.ran), &[("job", &job)]));
    }
    if let Some(before) = stored.as_ref().filter(|_| form.purpose == Purpose::Edit) {
        return Ok(saved_words(&save_held(open, before, rule).await?));
    }
    let created = outcome::create(open, rule, stored.as_ref()).await?;
    Ok(match created {
        Created::Now => fill(td_string!(i18n, create.done), &[("id", &rule.id())]),
        Created::Already => fill(td_string!(i18n, create.already), &[("id", &rule.id())]),
    })
}
