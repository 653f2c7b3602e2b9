//! Keys that work wherever nothing is being typed: `/` filter, `n` new rule, `r` refresh, `?` help. They can be
//! switched off in the preferences. And Ctrl+Enter, which sends the form of a page.

use leptos::web_sys::{Element, Event, KeyboardEvent};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast as _;

use super::connections::{Connections, use_connections};
use super::dialogs::{Asks, Dialogs, use_dialogs};
use super::focus::focus;
use super::navigation::{Navigation, use_navigation};
use super::preferences::use_preferences;
use crate::route::{Route, Screen};

/// The id of the field for the table's filter.
pub(crate) const FILTER: &str = "rules-filter";

/// What the keys act on.
#[derive(Clone, Copy)]
struct Keys {
    connections: Connections,
    dialogs: Dialogs,
    navigation: Navigation,
}

/// Listens from now on.
pub(super) fn listen() {
    let keys = Keys { connections: use_connections(), dialogs: use_dialogs(), navigation: use_navigation() };
    let preferences = use_preferences();
    // Untyped, as in `components/menu.rs`: not each `keydown` is of a key.
    window_event_listener_untyped("keydown", move |event| {
        let wanted = preferences.with_untracked(|preferences| preferences.shortcuts);
        let key = event.dyn_ref::<KeyboardEvent>();
        if key.is_some_and(|key| wanted && is_free(key) && keys.act(&key.key())) {
            event.prevent_default();
        }
    });
}

/// Sends the form of a page when Ctrl+Enter is pressed anywhere on it, as long as the current owner is there. What is asked
/// in a dialog is answered first.
pub(crate) fn send_from_the_page(form: NodeRef<html::Form>) {
    let listening = window_event_listener_untyped("keydown", move |event| {
        if let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|_| !is_dialog_open()) {
            send_by_keys(key, form);
        }
    });
    on_cleanup(move || listening.remove());
}

/// Sends a form when a key is Ctrl+Enter.
pub(crate) fn send_by_keys(event: &KeyboardEvent, form: NodeRef<html::Form>) {
    if event.default_prevented() || event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) {
        return;
    }
    event.prevent_default();
    // A key that is held down asks once.
    if let Some(form) = form.get_untracked().filter(|_| !event.repeat()) {
        // Fails only for a submitter of another form.
        drop(form.request_submit());
    }
}

fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Whether a key means a shortcut: nothing is being typed, and no dialog is open.
fn is_free(event: &KeyboardEvent) -> bool {
    const TYPING: &str = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    let target = Event::target(event).and_then(|target| target.dyn_into::<Element>().ok());
    let typing = target.is_some_and(|target| target.matches(TYPING).unwrap_or_default());
    !modified && !typing && !event.default_prevented() && !is_dialog_open()
}

impl Keys {
    /// False for a key that means nothing here.
    fn act(self, key: &str) -> bool {
        if key == "?" {
            self.dialogs.ask(Asks::Help);
            return true;
        }
        let Route::Bucket { place, screen } = self.navigation.route_untracked() else { return false };
        let Some(open) = self.connections.at_untracked(&place) else { return false };
        match (key, screen) {
            ("/", Screen::Rules(_)) => focus(FILTER),
            ("r", Screen::Rules(_)) if !untrack(|| open.rules.is_reading()) => open.rules.refresh(),
            ("n", Screen::Rules(_) | Screen::Rule { .. }) => {
                self.navigation.open(&Route::bucket(&place, Screen::Create));
            }
            _ => return false,
        }
        true
    }
}
