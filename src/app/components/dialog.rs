//! Modal dialogs: the browser's own `<dialog>`, which keeps the focus inside and gives it back to the opener.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlDialogElement;
use wasm_bindgen::JsCast as _;

use super::trying::{Names, TryingOthers};
use crate::app::services::focus::find_lost_focus;
use crate::app::services::troubles::Troubles;

/// A dialog over the page. It and what is in it are drawn while it is open; what is to have the focus says
/// `autofocus`. It stands outside of every form: it may hold one.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] open: Signal<bool>,
    /// The id of its heading.
    title_id: &'static str,
    /// Nothing closes it: something is under way.
    #[prop(optional, into)]
    locked: Signal<bool>,
    /// Whether it asks for nothing but yes or no.
    #[prop(optional)]
    asks_only: bool,
    /// Whether texts stand beside each other in it.
    #[prop(optional)]
    wide: bool,
    /// Called when the person closes it by Escape: whoever opened it closes it.
    #[prop(into)]
    on_close: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    // What is in it, and what was typed there, stays as long as this stays the same.
    let open = Memo::new(move |_| open.get());
    move || {
        let children = Arc::clone(&children);
        open.get().then(|| {
            view! {
                <Modal title_id locked asks_only wide on_close>
                    {children()}
                </Modal>
            }
        })
    }
}

#[component]
fn Modal(
    title_id: &'static str,
    locked: Signal<bool>,
    asks_only: bool,
    wide: bool,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    // What the page is waiting for can be reached only here. By itself, as in tests, it waits for nothing.
    let held_up = use_context::<Troubles>().map(|troubles| {
        troubles.is_under_a_dialog();
        view! {
            <div class="dialog-trying" role="status">
                <TryingOthers names=Names::What/>
            </div>
        }
    });
    // When what is in it has been drawn: the browser looks for `autofocus` then.
    Effect::new(move || {
        if let Some(dialog) = element.get()
            && !dialog.open()
        {
            // Fails only for a dialog that is open or not in the document.
            drop(dialog.show_modal());
        }
    });
    // Before it is taken away: only one that is closed gives the focus back to what has opened it.
    on_cleanup(move || {
        if let Some(dialog) = element.get_untracked() {
            dialog.close();
        }
        request_animation_frame(find_lost_focus);
    });
    // A second Escape closes a dialog whatever `cancel` says.
    let was_closed = move || {
        let Some(dialog) = element.try_get_untracked().flatten() else { return };
        if locked.get_untracked() {
            drop(dialog.show_modal());
        } else {
            on_close.run(());
        }
    };
    view! {
        <dialog
            class="dialog"
            class:wide=wide
            node_ref=element
            role=asks_only.then_some("alertdialog")
            aria-labelledby=title_id
            aria-modal="true"
            on:cancel=move |event: Event| {
                event.prevent_default();
                if !locked.get_untracked() {
                    on_close.run(());
                }
            }
            on:mousedown=move |event| keep_focus_inside(&event)
            on:close=move |_| was_closed()
        >
            {children()}
            {held_up}
        </dialog>
    }
}

/// A press beside the dialog would take the focus out of it.
fn keep_focus_inside(event: &Event) {
    if event.target().is_some_and(|target| target.is_instance_of::<HtmlDialogElement>()) {
        event.prevent_default();
    }
}

#[cfg(test)]
#[path = "dialog_tests.rs"]
mod tests;
