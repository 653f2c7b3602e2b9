//! How a form is sent: by its button, and by Ctrl+Enter from anywhere on its page (`services/shortcuts.rs`).

use leptos::ev::SubmitEvent;

/// Does what a form is for, and keeps the browser from sending it.
pub(super) fn sent(event: &SubmitEvent, act: impl FnOnce()) {
    event.prevent_default();
    act();
}
