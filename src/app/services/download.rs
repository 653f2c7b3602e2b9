//! Files for the user.

use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use leptos::web_sys::{self, HtmlElement};
use wasm_bindgen::{JsCast as _, JsValue};

/// Gives a text to the browser as a file; `None` when the browser does not take it.
pub(crate) fn give(name: &str, kind: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link = document().create_element("a").ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.dyn_ref::<HtmlElement>()?.click();
    // The download has its own hold on the file by the time this runs.
    set_timeout(move || drop(web_sys::Url::revoke_object_url(&address)), Duration::from_secs(60));
    Some(())
}
