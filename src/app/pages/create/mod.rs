//! The form for a new rule.

mod sections;

use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlFormElement, KeyboardEvent};
use wasm_bindgen::JsCast as _;

use super::heading;
use super::rule::back;
use crate::app::components::error_panel::error_panel;
use crate::app::components::icon::{Icon, icon};
use crate::app::dom::{El, el, focus, spawn};
use crate::app::navigation::use_navigation;
use crate::app::notices::use_notices;
use crate::app::session::{OpenRef, use_session};
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::form::check::{Field, FieldProblems, check, preview as preview_of, problems};
use crate::form::draft::RuleDraft;
use crate::model::{Capabilities, Connection};
use crate::provider::error::{Error, ErrorKind};
use crate::provider::service;
use crate::route::{Route, Screen};

/// The form's state. Cheap to copy.
#[derive(Clone, Copy)]
struct Form {
    draft: RwSignal<RuleDraft>,
    /// Problems in sight: a field shows its own once it was left, or after an attempt.
    shown: RwSignal<FieldProblems>,
    capabilities: &'static Capabilities,
}

impl Form {
    /// Checks one field when it is left.
    fn leave(self, field: Field) {
        let found = self.problems();
        self.shown.update(|shown| shown.set(field, found.of(field)));
    }

    /// After each change: what was wrong is checked again, what was fine stays quiet.
    fn changed(self) {
        let found = self.problems();
        self.shown.update(|shown| shown.keep_current(&found));
    }

    fn problems(self) -> FieldProblems {
        self.draft.with_untracked(|draft| problems(draft, self.capabilities))
    }

    /// The words for a field's problem.
    fn problem(self, field: Field) -> impl Fn() -> Option<String> + 'static {
        let i18n = language();
        move || self.shown.with(|shown| shown.of(field)).map(|problem| words::field_problem(i18n, problem))
    }

    /// Changes the draft.
    fn edit(self, change: impl FnOnce(&mut RuleDraft)) {
        self.draft.update(change);
        self.changed();
    }
}

/// The page.
pub(super) fn page(open: &OpenRef) -> El {
    let i18n = language();
    let capabilities = open.capabilities();
    let form = Form {
        draft: RwSignal::new(RuleDraft::new(capabilities)),
        shown: RwSignal::new(FieldProblems::default()),
        capabilities,
    };
    let failure = RwSignal::new(None::<Error>);
    let sending = RwSignal::new(false);
    let bucket = open.place.bucket.as_str();
    let list = Route::rules(&open.place).address();
    let lead = fill(td_string!(i18n, create.lead), &[("bucket", &bucket)]);
    let words = move || {
        if sending.get() { td_string!(i18n, create.submitting) } else { td_string!(i18n, create.submit) }
            .to_owned()
    };
    let button = el("button")
        .class("button primary")
        .attr("type", "submit")
        .bind_disabled(move || sending.get())
        .bind_text(words);
    let actions = el("div")
        .class("form-actions")
        .child(button)
        .child(el("a").class("button").attr("href", &list).text(td_string!(i18n, create.cancel)))
        .child(el("span").class("hint").text(td_string!(i18n, create.ctrl_enter)));
    let fields = el("form")
        .class("rule-form")
        .attr("novalidate", "")
        .child(sections::basics(form))
        .child(sections::scope(form))
        .child(sections::record(form))
        .child(sections::target(form, bucket))
        .child(sections::schedule(form))
        .child(outcome(form, failure, open.client.connection().clone()))
        .child(actions)
        .on("submit", submit(open.clone(), form, failure, sending));
    submit_with_ctrl_enter(&fields);
    el("section")
        .class("page")
        .child(back(&list))
        .child(el("div").class("page-head").child(heading(td_string!(i18n, create.title))))
        .child(el("p").class("lead").text(&lead))
        .child(el("div").class("form-grid").child(fields).child(preview(open, form)))
}

fn submit_with_ctrl_enter(form: &El) {
    let Ok(element) = form.element().clone().dyn_into::<HtmlFormElement>() else { return };
    let listening = form.clone().on("keydown", move |event| {
        let Ok(key) = event.dyn_into::<KeyboardEvent>() else { return };
        if key.key() == "Enter" && (key.ctrl_key() || key.meta_key()) {
            key.prevent_default();
            // Fails only for a submitter of another form.
            drop(element.request_submit());
        }
    });
    drop(listening);
}

/// Checks everything, then sends it once.
fn submit(
    open: OpenRef,
    form: Form,
    failure: RwSignal<Option<Error>>,
    sending: RwSignal<bool>,
) -> impl Fn(Event) + 'static {
    let i18n = language();
    let (session, navigation, notices) = (use_session(), use_navigation(), use_notices());
    move |event| {
        event.prevent_default();
        if sending.get_untracked() {
            return;
        }
        let rule = match form.draft.with_untracked(|draft| check(draft, form.capabilities)) {
            Ok(rule) => rule,
            Err(problems) => {
                let first = problems.first();
                form.shown.set(problems);
                if let Some(field) = first {
                    focus(sections::control_id(field));
                }
                return;
            }
        };
        sending.set(true);
        failure.set(None);
        let open = open.clone();
        spawn(async move {
            let answer = open.client.create_rule(&rule).await;
            // The user may have gone on to another screen or bucket meanwhile.
            let page_is_here = sending.try_set(false).is_none();
            match answer {
                Ok(()) => {
                    let id = rule.id.clone();
                    let address = Route::bucket(&open.place, Screen::Rule { id: id.clone() }).address();
                    let link = (address, td_string!(i18n, create.open).to_string());
                    notices.success(fill(td_string!(i18n, create.done), &[("id", &id)]), Some(link));
                    if session.is_open_at(&open.place) {
                        open.rules.written(rule);
                    }
                    if page_is_here {
                        navigation.open(&Route::rules(&open.place));
                    }
                }
                Err(error) => {
                    if error.kind == ErrorKind::AlreadyExists {
                        focus(sections::control_id(Field::Id));
                    }
                    failure.try_set(Some(error));
                }
            }
        });
    }
}

/// Above the buttons: how many fields need attention, and what the provider refused.
fn outcome(form: Form, failure: RwSignal<Option<Error>>, connection: Connection) -> El {
    let i18n = language();
    let count = move || Some(form.shown.with(FieldProblems::len)).filter(|count| *count > 0);
    let problems = move |count: &usize| {
        let words = fill(td_string!(i18n, create.problems), &[("count", count)]);
        el("p").class("problem-count").child(icon(Icon::Alert)).text(" ").text(&words)
    };
    let refused = move || {
        failure.get().map(|error| {
            let lost = error.kind.leaves_a_write_open();
            let note = lost.then(|| el("p").class("note").text(td_string!(i18n, create.lost)));
            el("div").class("fields").children(note).child(error_panel(&error, &connection, Vec::new()))
        })
    };
    el("div").child(el("div").attr("role", "alert").bind_one(count, problems)).bind_child(refused)
}

/// The document that the form makes, as it is typed.
fn preview(open: &OpenRef, form: Form) -> El {
    let i18n = language();
    let service = service(open.place.provider);
    let xml = move || form.draft.with(|draft| service.document(&preview_of(draft), None).to_pretty());
    el("aside")
        .class("card xml preview")
        .attr("aria-labelledby", "preview-title")
        .child(el("h2").id("preview-title").text(td_string!(i18n, create.preview)))
        .child(el("pre").attr("tabindex", "0").bind_text(xml))
}
