//! The form for a new rule.

mod controls;
mod drafts;
mod leave;
mod review;
mod send;

use std::rc::Rc;

use leptos::prelude::untrack;
use leptos::web_sys::{HtmlFormElement, KeyboardEvent};
use wasm_bindgen::JsCast as _;

use super::rule::{back, read_rule};
use crate::app::app;
use crate::app::components::field::{Finding, Found};
use crate::app::components::heading::heading;
use crate::app::components::icon::{Icon, icon};
use crate::app::dom::{El, el};
use crate::app::later::outcome::failed;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::form::check::{Findings, findings};
use crate::form::draft::RuleDraft;
use crate::form::paste::{Note, pasted};
use crate::model::rule::{Part, Rule};
use crate::model::{Capabilities, Connection};
use crate::provider::xml::Element;
use crate::provider::{StoredRule, service};
use crate::route::{Place, Route, Screen};
use send::Sending;

/// The form's state. Cheap to copy.
#[derive(Clone, Copy)]
struct Form {
    draft: Signal<RuleDraft>,
    /// Findings in sight: a part shows its own once it was left, or after an attempt.
    shown: Signal<Findings>,
    connection: Signal<Connection>,
    capabilities: &'static Capabilities,
    purpose: Purpose,
    /// The stored rule that the form started from.
    stored: Signal<Option<StoredRule>>,
    /// What is said about texts that were taken apart or trimmed when their field was left.
    notes: Signal<Vec<(Part, Note)>>,
    /// The bucket.
    place: Signal<Place>,
    /// Whether it was sent, or thrown away: nothing is unsaved then.
    done: Signal<bool>,
}

/// What the form is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// A new rule.
    Create,
    /// Changing a stored rule.
    Edit,
    /// A new rule like a stored one.
    Copy,
}

impl Form {
    fn new(purpose: Purpose, stored: Option<StoredRule>, connection: &Connection) -> Self {
        let draft = match &stored {
            Some(stored) if purpose == Purpose::Copy => RuleDraft::like(&stored.rule),
            Some(stored) => RuleDraft::of(&stored.rule),
            None => RuleDraft::new(service(connection.provider).capabilities()),
        };
        Form {
            purpose,
            stored: Signal::new(stored),
            notes: Signal::new(Vec::new()),
            place: Signal::new(Place::of(connection)),
            done: Signal::new(false),
            draft: Signal::new(draft),
            shown: Signal::new(Findings::default()),
            connection: Signal::new(connection.clone()),
            capabilities: service(connection.provider).capabilities(),
        }
    }

    /// Whether the form has a control for a part. A single choice is none, unless the rule has another.
    fn offers(self, part: Part) -> bool {
        let choices = self.capabilities.choices(part);
        self.capabilities.has(part)
            && (choices.len() != 1 || self.draft.with_untracked(|draft| draft.typed.text(part) != choices[0]))
    }

    /// The document that the form makes, as it is typed.
    fn document(self) -> Element {
        let rule = self.rule();
        let service = self.connection.with_untracked(|to| service(to.provider));
        self.stored.with(|stored| service.document(&rule, stored.as_ref().map(|stored| &stored.document)))
    }

    /// Whether something is typed that is neither stored nor sent. Undoing a change makes it clean.
    fn is_dirty(self) -> bool {
        self.done.try_get_untracked() == Some(false) && self.draft.with_untracked(RuleDraft::is_dirty)
    }

    /// Whether a stored rule is changed.
    fn is_changed(self) -> bool {
        self.draft.with(RuleDraft::is_changed)
    }

    /// The form is left with its draft on the device.
    fn set_aside(self) {
        self.place.with_untracked(|place| drafts::keep(self, place));
        self.done.try_set(true);
    }

    /// Nothing is unsaved any more: it was sent, or thrown away.
    fn settled(self) {
        drafts::drop_kept(self);
        self.done.try_set(true);
    }

    /// Checks one part when it is left.
    fn leave(self, part: Part) {
        // Stored text that nobody touched is not looked at.
        let changed =
            self.draft.with_untracked(|draft| draft.changed(part).then(|| draft.typed.text(part).to_owned()));
        let text = changed.unwrap_or_default();
        if let Some(pasted) = self.connection.with_untracked(|to| pasted(part, &text, to)) {
            if !pasted.sets.is_empty() {
                self.change(|typed| {
                    pasted.sets.iter().for_each(|(part, text)| typed.set(*part, Some(text.clone())));
                });
            }
            self.notes.update(|notes| notes.push((part, pasted.note)));
        }
        let found = self.findings();
        self.shown.update(|shown| shown.set(part, found.of(part)));
    }

    fn findings(self) -> Findings {
        self.draft.with_untracked(|draft| self.connection.with_untracked(|to| findings(draft, to)))
    }

    /// The rule as far as it is typed.
    fn rule(self) -> Rule {
        self.draft.with(|draft| self.connection.with_untracked(|to| draft.rule(to, self.capabilities)))
    }

    /// What was found about a part and is in sight.
    fn finding(self, part: Part) -> Finding {
        let i18n = language();
        Rc::new(move || {
            let problem = self.shown.with(|shown| shown.of(part))?;
            let text = self.connection.with_untracked(|to| words::problem(i18n, problem, to));
            Some(Found { text, blocks: problem.blocks() })
        })
    }

    /// What is said about a text that was taken apart or trimmed.
    fn note(self, part: Part) -> Option<String> {
        let i18n = language();
        self.notes.with(|notes| {
            let (_, note) = notes.iter().rev().find(|(known, _)| *known == part)?;
            Some(match note {
                Note::Trimmed => td_string!(i18n, paste.trimmed).to_owned(),
                Note::BlanksKept => td_string!(i18n, paste.blanks_kept).to_owned(),
                Note::TakenApart => td_string!(i18n, paste.taken_apart).to_owned(),
                Note::OtherRegion(region) => {
                    fill(td_string!(i18n, paste.other_region), &[("region", &region.as_str())])
                }
                Note::OtherProvider(provider) => {
                    fill(td_string!(i18n, paste.other_provider), &[("provider", &provider.service_name())])
                }
                Note::OtherCloud => td_string!(i18n, paste.other_cloud).to_owned(),
            })
        })
    }

    /// Changes a part.
    fn edit(self, part: Part, text: String) {
        if self.notes.with_untracked(|notes| notes.iter().any(|(known, _)| *known == part)) {
            self.notes.update(|notes| notes.retain(|(known, _)| *known != part));
        }
        self.change(|typed| typed.set(part, Some(text)));
    }

    /// After each change: what was wrong is checked again, what was fine stays quiet.
    fn change(self, change: impl FnOnce(&mut Rule)) {
        self.draft.update(|draft| change(&mut draft.typed));
        let found = self.findings();
        self.shown.update(|shown| shown.keep_current(&found));
    }
}

/// The form for a new rule.
pub(super) fn create(open: &OpenRef) -> El {
    page(open, Purpose::Create, None)
}

/// The form that changes a rule, which is read first.
pub(super) fn edit(open: &OpenRef, id: &str) -> El {
    of_stored(open, id, Purpose::Edit)
}

/// The form for a rule like another one, which is read first.
pub(super) fn copy(open: &OpenRef, id: &str) -> El {
    of_stored(open, id, Purpose::Copy)
}

fn of_stored(open: &OpenRef, id: &str, purpose: Purpose) -> El {
    let form = open.clone();
    read_rule(open, id, move |stored| page(&form, purpose, Some(stored.clone())))
}

/// The form for a new rule, or for what was read of a stored one.
fn page(open: &OpenRef, purpose: Purpose, stored: Option<StoredRule>) -> El {
    let i18n = language();
    let id = stored.as_ref().map(|stored| stored.rule.id().to_owned()).unwrap_or_default();
    let connection = open.client.connection();
    let form = Form::new(purpose, stored, connection);
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
        Purpose::Copy => (
            fill(td_string!(i18n, edit.copy_title), &[("id", &id)]),
            fill(td_string!(i18n, edit.copy_lead), &[("bucket", &bucket)]),
        ),
    };
    let to = match purpose {
        Purpose::Create => Route::rules(&open.place),
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
        .child(back(&Route::rules(&open.place).address()))
        .child(el("div.page-head").child(heading(&title)))
        .child(el("p.lead").text(&lead))
        .child(draft)
        .child(el("div.form-grid").child(fields).child(preview(form)))
}

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
            // Fails only for a submitter of another form.
            drop(element.request_submit());
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
        let list = Route::rules(&open.place);
        let written = move || {
            form.settled();
            app().navigation.unguard();
            app().navigation.open(&list);
        };
        Some(untrack(|| failed(&open, before.as_ref(), &edited, &failure, written)))
    };
    el("div").child(el("div").attr("role", "alert").bind_one(count, problems)).bind_child(failed)
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
        .child(el("pre").attr("tabindex", "0").bind_text(xml))
}
