//! How a form is sent: by its button, and by Ctrl+Enter from anywhere in it.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::{html, prelude::*};

/// Does what a form is for, and keeps the browser from sending it.
pub(super) fn sent(event: &SubmitEvent, act: impl FnOnce()) {
    event.prevent_default();
    act();
}

/// Sends a form when Ctrl+Enter is pressed in it.
pub(super) fn send_by_keys(event: &KeyboardEvent, form: NodeRef<html::Form>) {
    if event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) {
        return;
    }
    event.prevent_default();
    // A key that is held down asks once.
    if let Some(form) = form.get_untracked().filter(|_| !event.repeat()) {
        // Fails only for a submitter of another form.
        drop(form.request_submit());
    }
}
