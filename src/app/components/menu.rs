//! A button that opens a box under itself: the browser's own `<details>`, of which one is open at a time.

use leptos::web_sys::{self, Element, KeyboardEvent};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;

/// The open menu.
const OPEN: &str = "details.menu[open]";

/// What opens a menu.
#[slot]
pub(crate) struct MenuLabel {
    /// Of the `summary`.
    class: &'static str,
    /// What is told under the pointer.
    #[prop(optional, into)]
    title: Option<Signal<String>>,
    children: Children,
}

/// A menu: its label opens it, and what is in it is drawn while it is open, so that a closed one costs nothing.
#[component]
pub(crate) fn Menu(menu_label: MenuLabel, children: ChildrenFn) -> impl IntoView {
    let open = RwSignal::new(false);
    let element = NodeRef::<leptos::html::Details>::new();
    let title = menu_label.title;
    view! {
        <details
            class="menu"
            name="menu"
            node_ref=element
            on:toggle=move |_| open.set(element.get_untracked().is_some_and(|menu| menu.open()))
        >
            <summary class=menu_label.class title=move || title.map(|title| title.get())>
                {(menu_label.children)()}
            </summary>
            <div class="menu-box">
                {move || open.get().then(|| children())}
            </div>
        </details>
    }
}

/// Closes menus by a click beside them and by Escape. Called once, by the page itself.
pub(crate) fn watch() {
    window_event_listener(ev::click, |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        // What its own click has taken away stood in the menu, perhaps.
        let is_beside = |menu: Element| {
            target.as_ref().is_some_and(|target| target.is_connected() && !menu.contains(Some(target)))
        };
        if open_menu().is_some_and(is_beside) {
            close();
        }
    });
    // Untyped: what a browser fills in by itself raises a `keydown` that is of no key.
    window_event_listener_untyped("keydown", |event| {
        let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.key() == "Escape");
        if escape && open_menu().is_some() {
            event.prevent_default();
            close();
        }
    });
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
