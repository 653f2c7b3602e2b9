//! The dialogs over the page, each from its own folder.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

use super::connect::{another_dialog, renew_dialog, trust_dialog};
use super::help::help_dialog;
use super::preferences::preferences_dialog;
use super::rule::{delete_dialog, document_dialog, not_changed_dialog, switch_dialog};
use crate::app::components::each::Each;
use crate::app::lazy::{Lazy, NotLoaded};
use crate::app::services::dialogs::{Asks, Opened, use_dialogs};

/// Those that are open.
#[component]
pub(crate) fn Dialogs() -> impl IntoView {
    let dialogs = use_dialogs();
    let numbers = Signal::derive(move || dialogs.all().into_iter().map(Opened::number).collect());
    let draw = Callback::new(move |number| {
        let opened = dialogs.numbered(number);
        view! { <Lazy load=dialog with=opened/> }.into_any()
    });
    view! { <Each numbers draw/> }
}

/// What draws a dialog.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn dialog() -> Result<fn(Opened) -> AnyView, NotLoaded> {
    Ok(|opened| match opened.asks() {
        None => ().into_any(),
        Some(Asks::Help) => help_dialog(opened),
        Some(Asks::Preferences) => preferences_dialog(opened),
        Some(Asks::Renew(bucket)) => renew_dialog((bucket, opened)),
        Some(Asks::Another(bucket)) => another_dialog((bucket, opened)),
        Some(Asks::Trust(trusting)) => trust_dialog((trusting, opened)),
        Some(Asks::Delete(deleting)) => delete_dialog((deleting, opened)),
        Some(Asks::Switch(switching)) => switch_dialog((switching, opened)),
        Some(Asks::NotChanged(what)) => not_changed_dialog((what, opened)),
        Some(Asks::Document(text)) => document_dialog((text, opened)),
    })
}
