//! The address bar: the only source of what is shown.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::app::signal::Signal;
use crate::route::{Parsed, Route};

/// Reads and changes the address. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Navigation {
    parsed: Signal<Parsed>,
}

/// Follows the address from now on.
pub(crate) fn start() -> Navigation {
    let navigation = Navigation { parsed: Signal::new(Route::parse(&current_fragment())) };
    let follow = move || navigation.show(&current_fragment());
    // Links and typed addresses raise `hashchange`, Back and Forward `popstate` as well.
    let handles = [
        window_event_listener(ev::hashchange, move |_| follow()),
        window_event_listener(ev::popstate, move |_| follow()),
    ];
    on_cleanup(move || handles.into_iter().for_each(|handle| handle.remove()));
    navigation
}

impl Navigation {
    /// The parts of the address that were not understood.
    pub(crate) fn dropped(self) -> Vec<String> {
        self.parsed.with(|parsed| parsed.dropped.clone())
    }

    /// The screen that the address names.
    pub(crate) fn route(self) -> Route {
        self.parsed.with(|parsed| parsed.route.clone())
    }

    /// Opens a screen: a new entry in the history.
    pub(crate) fn open(self, route: &Route) {
        self.write(route, true);
    }

    /// Changes the address of the same screen: no new entry.
    pub(crate) fn replace(self, route: &Route) {
        self.write(route, false);
    }

    fn write(self, route: &Route, push: bool) {
        let address = route.address();
        if let Ok(history) = window().history() {
            let written = if push {
                history.push_state_with_url(&JsValue::NULL, "", Some(&address))
            } else {
                history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
            };
            // A browser may refuse too many changes in a row; the screen follows all the same.
            if written.is_err() {
                leptos::logging::warn!("the browser refused a change of the address");
            }
        }
        self.show(&address);
    }

    fn show(self, fragment: &str) {
        let parsed = Route::parse(fragment);
        if self.parsed.with_untracked(|before| *before != parsed) {
            self.parsed.set(parsed);
        }
    }
}

fn current_fragment() -> String {
    window().location().hash().unwrap_or_default()
}
