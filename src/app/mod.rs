//! The browser layer: contexts, the frame around every screen, and which screen is shown.

#![allow(unreachable_pub, reason = "`#[component]` makes public props of every component")]
#![allow(clippy::needless_pass_by_value, reason = "props are handed over whole")]

mod components;
mod frame;
mod i18n;
mod lazy;
#[cfg(test)]
mod mounted;
mod screens;
mod services;
mod words;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use components::menu;
use frame::{Frame, ending, renewing};
use i18n::I18nContextProvider;
use screens::CurrentScreen;
use screens::dialogs::Dialogs;
use screens::log::LogDrawer;
use services::connections::use_connections;

/// Puts the console into `#app` and takes the static shell away.
pub fn mount() {
    // Where it was, and never its text, which may quote what somebody typed. Behind it comes the trap, which
    // `boot/guard.js` hears.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        leptos::logging::error!("Stocktake stopped at {place}");
    }));
    let Some(root) = document().get_element_by_id("app") else { return };
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
    mount_to(root.unchecked_into(), || {
        view! {
            <I18nContextProvider>
                <App/>
            </I18nContextProvider>
        }
    })
    .forget();
}

#[component]
fn App() -> impl IntoView {
    services::provide();
    menu::watch();
    ending::watch();
    renewing::watch();
    fetch_ahead();
    view! {
        <Frame>
            <CurrentScreen/>
        </Frame>
        <LogDrawer/>
        <Dialogs/>
    }
}

/// Fetches the table while credentials are being typed, and all the rest when the rules of a bucket are in: nothing
/// else is waited for then.
fn fetch_ahead() {
    let connections = use_connections();
    lazy::fetch_table_ahead();
    let some_are_in =
        Memo::new(move |_| connections.with_all(|all| all.iter().any(|open| !open.rules.is_reading())));
    Effect::new(move || {
        if some_are_in.get() {
            lazy::fetch_ahead();
        }
    });
}
