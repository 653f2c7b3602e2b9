//! A component by itself in a page, for the tests that stand beside it.

use std::any::Any;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

use super::i18n::I18nContextProvider;

/// What was drawn; it goes when this is dropped.
pub(super) struct Mounted {
    root: HtmlElement,
    _view: Box<dyn Any>,
}

/// Draws a view into the page, with the catalogue around it.
pub(super) fn mounted<V: IntoView + 'static>(view: impl FnOnce() -> V + Send + 'static) -> Mounted {
    let root: HtmlElement = document().create_element("section").expect("a name").unchecked_into();
    document().body().expect("a page").append_child(&root).expect("a body takes children");
    let draw = move || view! { <I18nContextProvider>{view()}</I18nContextProvider> };
    Mounted { _view: Box::new(mount_to(root.clone(), draw)), root }
}

impl Mounted {
    /// The first element of a selector.
    pub(super) fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.root.query_selector(selector).expect("a selector").map(Element::unchecked_into)
    }

    /// The same, which must be there.
    pub(super) fn one(&self, selector: &str) -> HtmlElement {
        self.find(selector).unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html()))
    }

    /// What is written in it.
    pub(super) fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self._view = Box::new(());
        self.root.remove();
    }
}

/// The id of what has the focus.
pub(super) fn focused() -> String {
    document().active_element().map(|element| element.id()).unwrap_or_default()
}

/// Waits until effects have run and the browser has drawn.
pub(super) async fn drawn() {
    for _ in 0..2 {
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            // Fails for no function.
            drop(window().request_animation_frame(&resolve));
        });
        drop(JsFuture::from(promise).await);
    }
}
