//! A button that opens a box under itself: the browser's own `<details>`, of which one is open at a time.

use leptos::prelude::document;
use leptos::web_sys::{self, Element, Event, KeyboardEvent};
use wasm_bindgen::JsCast as _;

use crate::app::dom::{El, el, listen};
use crate::app::signal::Signal;

/// The open menu.
const OPEN: &str = "details.menu[open]";

/// A menu: `label` opens it, and what is in it is drawn while it is open, so that a closed one costs nothing.
pub(crate) fn menu(label: El, contents: impl Fn() -> El + 'static) -> El {
    let open = Signal::new(false);
    let follow = move |event: Event| {
        let menu = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        open.try_set(menu.is_some_and(|menu| menu.has_attribute("open")));
    };
    el("details.menu")
        .attr("name", "menu")
        .child(label)
        .child(el("div.menu-box").show_when(move || open.get(), contents))
        .on("toggle", follow)
}

/// What opens a menu.
pub(crate) fn label(class: &'static str) -> El {
    el("summary").class(class)
}

/// Closes menus by a click beside them and by Escape. Called once, by the page itself.
pub(crate) fn start() {
    listen(
        "click",
        Box::new(|event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            if let Some(menu) = open_menu()
                && !menu.contains(target.as_ref())
            {
                close();
            }
        }),
    );
    listen(
        "keydown",
        Box::new(|event| {
            let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.key() == "Escape");
            if escape && open_menu().is_some() {
                event.prevent_default();
                close();
            }
        }),
    );
}

/// Closes the menu that is open. A focus in it goes to what opens it.
pub(crate) fn close() {
    let Some(menu) = open_menu() else { return };
    if menu.contains(document().active_element().as_deref()) {
        let summary = menu.first_element_child();
        if let Some(summary) = summary.and_then(|one| one.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Fails for no element that is in the document.
            drop(summary.focus());
        }
    }
    // Fails for no attribute name of ours.
    drop(menu.remove_attribute("open"));
}

fn open_menu() -> Option<Element> {
    document().query_selector(OPEN).ok().flatten()
}
