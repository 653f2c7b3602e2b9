//! How the user likes the console: remembered on the device, and in force at once.

use leptos::prelude::*;

use super::dom::follow;
use super::signal::Signal;
use super::{json, storage};
use crate::state::preferences::{Preferences, Theme};

const KEY: &str = "stocktake.preferences";

/// Reads what the device remembers, keeps every change there, and dresses the page in the chosen theme.
pub(crate) fn start() -> Signal<Preferences> {
    let kept = storage::read(KEY).and_then(|text| json::parse(&text).ok());
    let preferences = Signal::new(kept.as_ref().map(Preferences::from_json).unwrap_or_default());
    follow(Box::new(move || {
        let (text, theme) = preferences.with(|now| (json::written(&now.to_json()), now.theme));
        storage::write(KEY, &text);
        if let Some(root) = document().document_element() {
            let name = match theme {
                Theme::System => "",
                Theme::Light => "light",
                Theme::Dark => "dark",
            };
            // Fails for no attribute name of ours.
            drop(root.set_attribute("data-theme", name));
        }
    }));
    preferences
}
