//! How the user likes the console: remembered on the device, and in force at once.

use leptos::prelude::*;

use super::storage;
use crate::state::preferences::{Preferences, Theme};

const KEY: &str = "stocktake.preferences";

/// The context.
#[derive(Clone, Copy)]
struct Liked(RwSignal<Preferences>);

/// Reads what the device remembers, keeps every change there, and dresses the page in the chosen theme.
pub(super) fn provide() {
    let kept: Option<Preferences> = storage::read(KEY).and_then(|text| serde_json::from_str(&text).ok());
    let preferences = RwSignal::new(kept.unwrap_or_default());
    // At once, not after the first drawing: the page would flash.
    dress(preferences.with_untracked(|now| now.theme));
    Effect::new(move || {
        let (text, theme) = preferences.with(|now| (serde_json::to_string(now), now.theme));
        if let Ok(text) = text {
            storage::write(KEY, &text);
        }
        dress(theme);
    });
    provide_context(Liked(preferences));
}

/// How the user likes the console.
pub(crate) fn use_preferences() -> RwSignal<Preferences> {
    expect_context::<Liked>().0
}

fn dress(theme: Theme) {
    let name = match theme {
        Theme::System => "",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    if let Some(root) = document().document_element() {
        // Fails for no attribute name of ours.
        drop(root.set_attribute("data-theme", name));
    }
}
