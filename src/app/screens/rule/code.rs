//! A rule for other tools: as a command, as Terraform and as Python, each to be copied.

use leptos::prelude::*;

use crate::app::components::copy::CopyButton;
use crate::app::components::shown::ShownCode;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::export::{Code, CodeKind, Omission, codes};
use crate::model::visible::marked;
use crate::provider::StoredRule;

/// Every form of the rule, the first one open.
#[component]
pub(super) fn Codes(bucket: OpenBucket, stored: Signal<StoredRule>) -> impl IntoView {
    let i18n = use_i18n();
    let codes = move || stored.with(|stored| codes(stored, &bucket.connection()));
    let one = |(at, code)| view! { <OneCode code open=at == 0/> };
    view! {
        <div class="codes">
            <p class="hint">{move || t_string!(i18n, code.lead)}</p>
            {move || codes().into_iter().enumerate().map(one).collect_view()}
        </div>
    }
}

#[component]
fn OneCode(
    code: Code,
    /// Whether it is open to begin with.
    open: bool,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let (kind, tool, text) = (code.kind, code.tool, code.text.clone());
    let name = move || match kind {
        CodeKind::Command => t_string!(i18n, code.command),
        CodeKind::Terraform => t_string!(i18n, code.terraform),
        CodeKind::Python => t_string!(i18n, code.python),
    };
    let notes = move || {
        let note = |words: String| view! { <p class="note">{words}</p> };
        notes(words, &code).into_iter().map(note).collect_view()
    };
    view! {
        <details class="code" open=open>
            <summary>
                <strong>{name}</strong>
                " "
                <code>{tool}</code>
            </summary>
            {notes}
            <div class="card-head">
                <CopyButton text=text.clone() label=move || t_string!(i18n, rule.copy, name = name())/>
            </div>
            <pre tabindex="0">
                <ShownCode code=text/>
            </pre>
        </details>
    }
}

/// What is lost on this way, and what is in the way of it.
fn notes(words: Words, code: &Code) -> Vec<String> {
    let i18n = words.i18n;
    let omission = |omission: &Omission| match omission {
        Omission::Part(part) => words.part(*part).to_owned(),
        Omission::Element(path) => path.clone(),
    };
    let omitted = (!code.omitted.is_empty()).then(|| {
        let names = code.omitted.iter().map(omission).collect::<Vec<_>>().join(", ");
        t_string!(i18n, code.omitted, names = marked(&names))
    });
    let zeros = (!code.zeros.is_empty()).then(|| {
        let names: Vec<&str> = code.zeros.iter().map(|part| words.part(*part)).collect();
        t_string!(i18n, code.zeros, names = names.join(", "))
    });
    let normalised = (code.kind == CodeKind::Terraform && !is_normal(&code.text))
        .then(|| t_string!(i18n, code.normalised).to_owned());
    [omitted, zeros, normalised].into_iter().flatten().collect()
}

/// Whether a text is in Unicode's form NFC, into which Terraform brings every text. The browser has the tables for it.
fn is_normal(text: &str) -> bool {
    js_sys::JsString::from(text).normalize("NFC") == *text
}
