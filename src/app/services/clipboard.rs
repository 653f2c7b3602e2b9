//! The clipboard, which is only ever written to.

use leptos::prelude::window;

/// Puts a text on it; says whether the browser let us. On plain http it has no clipboard at all.
pub(crate) async fn put(text: &str) -> bool {
    let navigator = window().navigator();
    let missing =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|found| found.is_undefined());
    !missing && wasm_bindgen_futures::JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
