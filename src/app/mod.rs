//! The browser layer: contexts, the frame around every screen, and which screen is shown.

pub(crate) mod body;
pub(crate) mod clock;
pub(crate) mod components;
pub(crate) mod deployment;
pub(crate) mod dom;
pub(crate) mod journal;
pub(crate) mod json;
pub(crate) mod later;
pub(crate) mod navigation;
pub(crate) mod notices;
pub(crate) mod pages;
pub(crate) mod preferences;
pub(crate) mod right_region;
pub(crate) mod rules;
pub(crate) mod session;
pub(crate) mod shortcuts;
pub(crate) mod signal;
pub(crate) mod storage;
pub(crate) mod transport;
pub(crate) mod under_way;
pub(crate) mod words;

/// What `build.rs` made of `locales/`.
#[allow(missing_docs, dead_code, unreachable_pub, unused_imports, clippy::all)]
mod catalogue {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

use std::cell::{Cell, RefCell};

use deployment::Deployment;
use navigation::Navigation;
use notices::Notices;
use session::Session;
use signal::Signal;

use crate::model::Timestamp;
use crate::state::preferences::Preferences;
use leptos::logging::console_error;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::JsCast as _;

/// What every screen can reach. Cheap to copy; it lives as long as the page.
#[derive(Clone, Copy)]
pub(crate) struct App {
    /// The language of the words.
    pub(crate) language: Signal<words::Words>,
    /// The device's time, ticking each second.
    pub(crate) time: Signal<Timestamp>,
    /// How the user likes the console.
    pub(crate) preferences: Signal<Preferences>,
    /// The address.
    pub(crate) navigation: Navigation,
    /// The messages.
    pub(crate) notices: Notices,
    /// What the site says.
    pub(crate) deployment: Signal<Deployment>,
    /// Who is connected to what.
    pub(crate) session: Session,
}

thread_local! {
    static APP: Cell<Option<App>> = const { Cell::new(None) };
    static ROOT: RefCell<Option<Owner>> = const { RefCell::new(None) };
}

/// The one [`App`] of the page.
pub(crate) fn app() -> App {
    APP.get().expect("`mount` sets it before anything is drawn")
}

/// Does something whose signals live as long as the page, whatever screen is shown.
pub(crate) fn for_good<R>(act: impl FnOnce() -> R) -> R {
    match ROOT.with_borrow(Option::clone) {
        Some(root) => root.with(|| untrack(act)),
        None => act(),
    }
}

/// Puts the console into `#app` and takes the static shell away.
pub fn mount() {
    // Behind it comes the trap, which `boot/guard.js` hears.
    std::panic::set_hook(Box::new(|panic| console_error(&panic.to_string())));
    let Some(root) = document().get_element_by_id("app") else { return };
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
    mount_to(root.clone().unchecked_into::<HtmlElement>(), move || {
        ROOT.set(Owner::current());
        transport::watch_policy();
        transport::keep_no_timings();
        components::menu::start();
        APP.set(Some(App {
            language: Signal::new(words::Words::default()),
            time: clock::start(),
            preferences: preferences::start(),
            navigation: navigation::start(),
            notices: Notices::start(),
            deployment: deployment::start(),
            session: session::start(),
        }));
        shortcuts::start();
        under_way::start();
        components::frame::frame(pages::current_page).iter().for_each(|part| dom::mount(&root, part));
    })
    .forget();
}
