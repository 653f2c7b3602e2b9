//! Keys that work wherever nothing is being typed: `/` filter, `n` new rule, `r` refresh, `?` help. They can be
//! switched off in the preferences.

use leptos::prelude::*;
use leptos::web_sys::{self, Element, KeyboardEvent};
use wasm_bindgen::JsCast as _;

use super::pages::FILTER;
use super::{app, later};
use crate::app::dom::{focus, listen};
use crate::route::{Route, Screen};

/// Listens from now on.
pub(crate) fn start() {
    listen(
        "keydown",
        Box::new(|event| {
            let key = event.dyn_ref::<KeyboardEvent>();
            if key.is_some_and(|key| is_free(key) && act(&key.key())) {
                event.prevent_default();
            }
        }),
    );
}

/// Whether a key means a shortcut: nothing is being typed, no dialog is open, and the user wants them.
fn is_free(event: &KeyboardEvent) -> bool {
    const TYPING: &str = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let typing = target.is_some_and(|target| target.matches(TYPING).unwrap_or_default());
    let dialog = document().query_selector("dialog[open]").ok().flatten();
    !modified
        && !typing
        && !event.default_prevented()
        && dialog.is_none_or(|dialog: web_sys::Element| !dialog.is_connected())
        && app().preferences.with_untracked(|preferences| preferences.shortcuts)
}

/// False for a key that means nothing here.
fn act(key: &str) -> bool {
    let (navigation, session) = (app().navigation, app().session);
    if key == "?" {
        later::run(|screens| (screens.help)());
        return true;
    }
    let Route::Bucket { place, screen } = untrack(|| navigation.route()) else { return false };
    let Some(open) = untrack(|| session.open_at(&place)) else { return false };
    match (key, screen) {
        ("/", Screen::Rules(_)) => focus(FILTER),
        ("r", Screen::Rules(_)) if !untrack(|| open.rules.is_reading()) => open.rules.refresh(&open),
        ("n", Screen::Rules(_) | Screen::Rule { .. }) => {
            navigation.open(&Route::bucket(&place, Screen::Create));
        }
        _ => return false,
    }
    true
}
