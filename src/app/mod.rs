//! The browser layer: contexts, the frame around every screen, and which screen is shown.

pub(crate) mod clock;
pub(crate) mod components;
pub(crate) mod deployment;
pub(crate) mod dom;
pub(crate) mod navigation;
pub(crate) mod notices;
pub(crate) mod pages;
pub(crate) mod rules;
pub(crate) mod session;
pub(crate) mod storage;
pub(crate) mod transport;
pub(crate) mod words;

/// What `build.rs` made of `locales/`.
#[allow(missing_docs, dead_code, unreachable_pub, unused_imports, clippy::all)]
mod catalogue {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::JsCast as _;

/// Puts the console into `#app` and takes the static shell away.
pub fn mount() {
    let Some(root) = document().get_element_by_id("app") else { return };
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
    mount_to(root.clone().unchecked_into::<HtmlElement>(), move || {
        words::provide();
        clock::provide();
        navigation::provide();
        notices::provide();
        deployment::provide();
        session::provide();
        components::frame::frame(pages::current_page).iter().for_each(|part| dom::mount(&root, part));
    })
    .forget();
}
