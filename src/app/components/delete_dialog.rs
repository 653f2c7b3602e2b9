//! Asks before a rule is deleted: what stops, what stays, and for an enabled rule a typed word.

use leptos::prelude::*;
use leptos::web_sys::HtmlDialogElement;
use wasm_bindgen::JsCast as _;

use crate::app::dom::{El, el, focus, follow};
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::model::{Connection, Rule};

/// What the dialog is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doomed {
    /// The rule's id.
    pub(crate) id: String,
    /// Whether the rule is at work, so that a typed word is asked for.
    pub(crate) enabled: bool,
}

impl Doomed {
    /// What the dialog needs to know of a rule. One whose state is not understood counts as enabled.
    pub(crate) fn of(rule: &Rule) -> Self {
        Doomed { id: rule.id().to_owned(), enabled: rule.enabled() != Some(false) }
    }
}

/// What the dialog shows and calls.
pub(crate) struct Asking {
    /// The rule to delete; the dialog is open while there is one.
    pub(crate) doomed: Signal<Option<Doomed>>,
    /// Whether the deletion is under way.
    pub(crate) acting: Signal<bool>,
    /// Called with the id when the user has confirmed.
    pub(crate) on_confirm: Box<dyn Fn(String)>,
    /// Called to close without deleting.
    pub(crate) on_cancel: Box<dyn Fn() + Send + Sync>,
    /// A failure to show.
    pub(crate) failure: Box<dyn Fn() -> Option<El>>,
}

/// The dialog.
pub(crate) fn delete_dialog(asking: Asking, connection: &Connection) -> El {
    let i18n = language();
    let Asking { doomed, acting, on_confirm, on_cancel, failure } = asking;
    let on_cancel = Signal::new(on_cancel);
    let cancel = move || {
        if !acting.get_untracked() {
            on_cancel.with_untracked(|cancel| cancel());
        }
    };
    let typed = Signal::new(String::new());
    let confirmed = move || {
        let word = td_string!(i18n, delete.word);
        doomed.get().is_some_and(|doomed| !doomed.enabled || typed.get().trim().to_ascii_lowercase() == word)
    };
    let submit = move |event: leptos::web_sys::Event| {
        event.prevent_default();
        let ready = untrack(confirmed) && !acting.get_untracked();
        if let Some(doomed) = doomed.get_untracked().filter(|_| ready) {
            on_confirm(doomed.id);
        }
    };
    let question = fill(
        td_string!(i18n, delete.question),
        &[("bucket", &connection.bucket.as_str()), ("provider", &connection.provider.service_name())],
    );
    let form = el("form")
        .child(el("h2").id("delete-title").text(td_string!(i18n, delete.title)))
        .child(el("p").text(&question))
        .child(el("p.doomed").bind_text(move || doomed.get().map(|doomed| doomed.id).unwrap_or_default()))
        .child(
            el("ul")
                .child(el("li").text(td_string!(i18n, delete.stops)))
                .child(el("li").text(td_string!(i18n, delete.stays))),
        )
        .bind_child(move || doomed.get().filter(|doomed| doomed.enabled).map(|_| confirmation(typed)))
        .bind_child(failure)
        .child(actions(acting, confirmed, cancel))
        .on("submit", submit);
    let dialog = el("dialog.dialog")
        .attr("aria-labelledby", "delete-title")
        .attr("aria-modal", "true")
        .child(form)
        .on("cancel", move |event| {
            event.prevent_default();
            cancel();
        })
        // A second Escape closes a dialog whatever `cancel` says; what is under way must stay in sight.
        .on("close", move |event| {
            let closed = event.target().and_then(|target| target.dyn_into::<HtmlDialogElement>().ok());
            match (closed, acting.get_untracked()) {
                (Some(dialog), true) => drop(dialog.show_modal()),
                _ if doomed.with_untracked(Option::is_some) => cancel(),
                _ => {}
            }
        });
    open_while(&dialog, doomed, typed);
    dialog
}

/// The field for the typed word.
fn confirmation(typed: Signal<String>) -> El {
    let i18n = language();
    let word = td_string!(i18n, delete.word);
    let label = fill(td_string!(i18n, delete.type_word), &[("word", &word)]);
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

fn actions(acting: Signal<bool>, confirmed: impl Fn() -> bool + 'static, cancel: impl Fn() + 'static) -> El {
    let i18n = language();
    let disabled = move |off: bool| off.then(String::new);
    let keep = el("button")
        .id("delete-cancel")
        .class("button")
        .bind_attr("disabled", move || disabled(acting.get()))
        .text(td_string!(i18n, delete.cancel))
        .on_click(cancel);
    let action = move || {
        if acting.get() { td_string!(i18n, delete.acting) } else { td_string!(i18n, delete.action) }
            .to_owned()
    };
    let delete = el("button.button danger")
        .attr("type", "submit")
        .bind_attr("disabled", move || disabled(!confirmed() || acting.get()))
        .bind_text(action);
    el("div.dialog-actions").child(keep).child(delete)
}

/// Opens and closes the dialog with `doomed`. The focus starts on the field if there is one, else on
/// Cancel; the browser gives it back to the opener.
fn open_while(dialog: &El, doomed: Signal<Option<Doomed>>, typed: Signal<String>) {
    let Ok(dialog) = dialog.element().clone().dyn_into::<HtmlDialogElement>() else { return };
    follow(Box::new(move || {
        let enabled = doomed.with(|doomed| doomed.as_ref().map(|doomed| doomed.enabled));
        match (enabled, dialog.open()) {
            (Some(enabled), false) if dialog.is_connected() => {
                typed.set(String::new());
                // Fails only for a dialog that is open or not in the document.
                drop(dialog.show_modal());
                crate::app::dom::after_drawing(move || {
                    focus(if enabled { "delete-word" } else { "delete-cancel" })
                });
            }
            (None, true) => dialog.close(),
            _ => {}
        }
    }));
}
