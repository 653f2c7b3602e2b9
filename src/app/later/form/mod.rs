//! The form for a new rule, or for what is read of a stored one.

mod controls;
mod drafts;
mod leave;
mod review;
mod send;
mod several;
mod state;

use std::rc::Rc;

use leptos::prelude::untrack;
use leptos::web_sys::{HtmlFormElement, KeyboardEvent};
use wasm_bindgen::JsCast as _;

use super::rule::{back, not_found, read_or};
use crate::app::app;
use crate::app::components::error_panel::alerts;
use crate::app::components::heading::heading;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::shown::shown_code;
use crate::app::dom::{El, el};
use crate::app::later::outcome::failed;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;
use crate::provider::StoredRule;
use crate::route::{Route, Screen};
use send::Sending;
pub(super) use several::several;
use state::{Form, Purpose};

/// The form for a new rule.
pub(super) fn create(open: &OpenRef) -> El {
    page(open, Purpose::Create, None, None)
}

/// The form that changes a rule, which is read first.
pub(super) fn edit(open: &OpenRef, id: &str) -> El {
    of_stored(open, id, Purpose::Edit, |id| Screen::Edit { id })
}

/// The form for a rule like another one, which is read first.
pub(super) fn copy(open: &OpenRef, id: &str) -> El {
    of_stored(open, id, Purpose::Copy, |id| Screen::Copy { id })
}

fn of_stored(open: &OpenRef, id: &str, purpose: Purpose, screen: fn(String) -> Screen) -> El {
    let begun = Signal::new(None::<drafts::Begun>);
    let (open, id) = (open.clone(), id.to_owned());
    el("div").bind_child(move || {
        if let Some(drafts::Begun { stored, typed }) = begun.get() {
            return Some(page(&open, Purpose::Copy, Some(stored), Some(typed)));
        }
        let (form, list, gone) = (open.clone(), open.clone(), id.clone());
        let draw = move |stored: &StoredRule| page(&form, purpose, Some(stored.clone()), None);
        let missing = move |again: Rc<dyn Fn()>| {
            let i18n = language();
            let heading = heading(td_string!(i18n, rule.not_found_title));
            let draft =
                drafts::of_gone(&list.place, screen(gone.clone()), move |again| begun.set(Some(again)));
            el("section.page").child(not_found(&list, &gone, heading, again)).children(draft)
        };
        Some(untrack(|| read_or(&open, &id, Box::new(draw), Box::new(missing))))
    })
}

/// The form for a new rule, or for what was read of a stored one; with what was typed into it before.
fn page(open: &OpenRef, purpose: Purpose, stored: Option<StoredRule>, typed: Option<Rule>) -> El {
    let i18n = language();
    let id = stored.as_ref().map(|stored| stored.rule.id().to_owned()).unwrap_or_default();
    let connection = open.client.connection();
    let form = Form::new(purpose, stored, connection);
    typed.into_iter().for_each(|before| form.change(|typed| *typed = before));
    let sending = Sending { busy: Signal::new(false), failure: Signal::new(None) };
    let bucket = open.place.bucket.as_str();
    let (title, lead) = match purpose {
        Purpose::Create => (
            td_string!(i18n, create.title).to_owned(),
            fill(td_string!(i18n, create.lead), &[("bucket", &bucket)]),
        ),
        Purpose::Edit => (
            fill(td_string!(i18n, edit.title), &[("id", &id)]),
            fill(td_string!(i18n, edit.lead), &[("bucket", &bucket)]),
        ),
        Purpose::Copy | Purpose::Several => (
            fill(td_string!(i18n, edit.copy_title), &[("id", &id)]),
            fill(td_string!(i18n, edit.copy_lead), &[("bucket", &bucket)]),
        ),
    };
    let to = match purpose {
        Purpose::Create => open.list(),
        _ => Route::bucket(&open.place, Screen::rule(&id)),
    };
    let fields = el("form.rule-form")
        .attr("novalidate", "")
        .children(controls::sections(form))
        .child(outcome(open, form, sending))
        .child(actions(open, form, sending, &to.address()))
        .on("submit", send::submit(open.clone(), form, sending, false));
    submit_with_ctrl_enter(&fields);
    leave::guard(form);
    let draft = drafts::offer(open, form);
    el("section.page")
        .child(back(&open.list().address()))
        .child(el("div.page-head").child(heading(&title)))
        .child(el("p.lead").text(&lead))
        .child(draft)
        .child(el("div.form-grid").child(fields).child(preview(form)))
}

/// The id of what became of the sending.
pub(super) const OUTCOME: &str = "form-outcome";

/// Send, perhaps run once, and a way out.
fn actions(open: &OpenRef, form: Form, sending: Sending, out: &str) -> El {
    let i18n = language();
    let edits = form.purpose == Purpose::Edit;
    let words = move || {
        match (edits, sending.busy.get()) {
            (false, false) => td_string!(i18n, create.submit),
            (false, true) => td_string!(i18n, create.submitting),
            (true, false) => td_string!(i18n, edit.submit),
            (true, true) => td_string!(i18n, edit.submitting),
        }
        .to_owned()
    };
    let send = el("button.button primary")
        .attr("type", "submit")
        .bind_disabled(move || sending.is_over())
        .bind_text(words);
    let run = (form.capabilities.runs_once && !edits).then(|| {
        el("button.button")
            .attr("title", td_string!(i18n, create.run_hint))
            .bind_disabled(move || sending.is_over())
            .text(td_string!(i18n, create.run))
            .on("click", send::submit(open.clone(), form, sending, true))
    });
    el("div.form-actions")
        .child(send)
        .children(run)
        .child(el("a.button").attr("href", out).text(td_string!(i18n, create.cancel)))
        .child(el("span.hint").text(td_string!(i18n, create.ctrl_enter)))
}

fn submit_with_ctrl_enter(form: &El) {
    let Ok(element) = form.element().clone().dyn_into::<HtmlFormElement>() else { return };
    let listening = form.clone().on("keydown", move |event| {
        let Ok(key) = event.dyn_into::<KeyboardEvent>() else { return };
        if key.key() == "Enter" && (key.ctrl_key() || key.meta_key()) {
            key.prevent_default();
            // A key that is held down asks once.
            if !key.repeat() {
                // Fails only for a submitter of another form.
                drop(element.request_submit());
            }
        }
    });
    drop(listening);
}

/// Above the buttons: how many fields need attention, and what became of the sending.
fn outcome(open: &OpenRef, form: Form, sending: Sending) -> El {
    let i18n = language();
    let count = move || Some(form.shown.with(|shown| shown.blocking().count())).filter(|count| *count > 0);
    let problems = move |count: &usize| {
        let words = fill(td_string!(i18n, create.problems), &[("count", count)]);
        el("p.problem-count").child(icon(Icon::Alert)).text(" ").text(&words)
    };
    let open = open.clone();
    let failed = move || {
        let failure = sending.failure.get()?;
        let (before, edited) = (form.stored.get_untracked(), untrack(|| form.rule()));
        let list = open.clone();
        let written = move || {
            form.settled();
            app().navigation.unguard();
            app().navigation.open(&list.list());
        };
        Some(untrack(|| failed(&open, before.as_ref(), &edited, &failure, written)))
    };
    el("div.outcome")
        .id(OUTCOME)
        .attr("tabindex", "-1")
        .child(alerts().bind_one(count, problems).bind_child(failed))
}

/// The document that the form makes, as it is typed.
fn preview(form: Form) -> El {
    let i18n = language();
    let xml = move || form.document().to_pretty();
    let unchanged = move || form.purpose == Purpose::Edit && !form.is_changed();
    el("aside.card xml preview")
        .attr("aria-labelledby", "preview-title")
        .child(el("h2").id("preview-title").text(td_string!(i18n, create.preview)))
        .show_when(unchanged, move || el("p.hint").text(td_string!(i18n, edit.unchanged)))
        .child(
            el("pre").attr("tabindex", "0").bind_one(move || Some(xml()), |xml| shown_code(el("span"), xml)),
        )
}
