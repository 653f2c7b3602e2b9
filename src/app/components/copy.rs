//! A button that copies a text and says so in words.

use std::time::Duration;

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::app::dom::{El, after, el, spawn};
use crate::app::signal::Signal;
use crate::app::words::{language, td_string};

/// What became of the last click.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    None,
    Copied,
    Refused,
}

/// A button with words that copies `text`.
pub(crate) fn copy_button(text: String, label: &str) -> El {
    copying(text, |button| button.class("button small").child(icon(Icon::Copy)).text(label))
}

/// A small button without words that copies `text`; `label` is its name.
pub(crate) fn copy_icon(text: String, label: &str) -> El {
    copying(text, |button| {
        button
            .class("button quiet tiny")
            .attr("aria-label", label)
            .attr("title", label)
            .child(icon(Icon::Copy))
    })
}

/// Whether the browser let us copy. On plain http it has no clipboard at all.
async fn copied(text: &str) -> bool {
    let navigator = window().navigator();
    let missing =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|found| found.is_undefined());
    !missing && wasm_bindgen_futures::JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

fn copying(text: String, dress: impl FnOnce(El) -> El) -> El {
    let i18n = language();
    let outcome = Signal::new(Outcome::None);
    let copy = move || {
        let text = text.clone();
        spawn(async move {
            outcome.try_set(if copied(&text).await { Outcome::Copied } else { Outcome::Refused });
            after(Duration::from_secs(3), move || {
                outcome.try_set(Outcome::None);
            });
        });
    };
    let said = move || match outcome.get() {
        Outcome::None => String::new(),
        Outcome::Copied => td_string!(i18n, rule.copied).to_owned(),
        Outcome::Refused => td_string!(i18n, rule.copy_failed).to_owned(),
    };
    el("span.copy")
        .child(dress(el("button")).on_click(copy))
        .child(el("span.copy-outcome").attr("role", "status").bind_text(said))
}
