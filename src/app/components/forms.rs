//! Forms that are sent by their button, by Enter in a field of one line, and by Ctrl+Enter. What is wrong in them is told by
//! the screen, not by the browser.

use leptos::ev::SubmitEvent;
use leptos::{html, prelude::*};

use crate::app::services::shortcuts::{send_by_keys, send_from_the_page};

/// Keeps the browser from sending it by itself.
fn sent(on_send: Callback<()>) -> impl Fn(SubmitEvent) {
    move |event| {
        event.prevent_default();
        on_send.run(());
    }
}

/// The form of a page: Ctrl+Enter sends it from wherever the focus is.
#[component]
pub(crate) fn PageForm(
    class: &'static str,
    /// Does what the form is for.
    #[prop(into)]
    on_send: Callback<()>,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Form>::new();
    send_from_the_page(element);
    view! {
        <form
            class=class
            novalidate=true
            node_ref=element
            on:submit=sent(on_send)
        >
            {children()}
        </form>
    }
}

/// The form of a dialog: Ctrl+Enter sends it from within.
#[component]
pub(crate) fn DialogForm(
    #[prop(optional)] class: &'static str,
    /// Does what the form is for.
    #[prop(into)]
    on_send: Callback<()>,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Form>::new();
    view! {
        <form
            class=class
            novalidate=true
            node_ref=element
            on:submit=sent(on_send)
            on:keydown=move |event| send_by_keys(&event, element)
        >
            {children()}
        </form>
    }
}
