//! A rule for other tools: as a command, as Terraform and as Python, each to be copied.

use leptos::prelude::*;

use crate::app::components::copy::CopyButton;
use crate::app::components::shown::ShownCode;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::export::{Code, CodeKind, CodeOfAll, Loss, Omission, codes};
use crate::model::rule::Part;
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
    let name = move || kind_name(i18n, kind);
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

/// What a kind is called.
pub(super) fn kind_name(i18n: I18n, kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::Command => t_string!(i18n, code.command),
        CodeKind::Terraform => t_string!(i18n, code.terraform),
        CodeKind::Python => t_string!(i18n, code.python),
    }
}

/// What is lost on this way, and what is in the way of it.
fn notes(words: Words, code: &Code) -> Vec<String> {
    let i18n = words.i18n;
    let omitted = names(words, &code.omitted).map(|names| t_string!(i18n, code.omitted, names = names));
    let zeros = zeros(words, &code.zeros).map(|names| t_string!(i18n, code.zeros, names = names));
    let normalised = (code.kind == CodeKind::Terraform && !is_normal(&code.text))
        .then(|| t_string!(i18n, code.normalised).to_owned());
    [omitted, zeros, normalised].into_iter().flatten().collect()
}

/// The same for several rules, with those that it is about.
pub(super) fn all_notes(words: Words, code: &CodeOfAll) -> Vec<String> {
    let i18n = words.i18n;
    let of_loss = |loss: &Loss| {
        let ids = first_ids(&loss.ids);
        let omitted = names(words, &loss.omitted)
            .map(|names| t_string!(i18n, code.omitted_of, names = names, ids = ids.as_str()));
        let zeros = zeros(words, &loss.zeros)
            .map(|names| t_string!(i18n, code.zeros_of, names = names, ids = ids.as_str()));
        [omitted, zeros]
    };
    let normalised = (code.kind == CodeKind::Terraform && !is_normal(&code.text))
        .then(|| t_string!(i18n, code.normalised_all).to_owned());
    code.losses.iter().flat_map(of_loss).flatten().chain(normalised).collect()
}

/// What a tool does not bring, if there is anything.
fn names(words: Words, omitted: &[Omission]) -> Option<String> {
    let name = |omission: &Omission| match omission {
        Omission::Part(part) => words.part(*part).to_owned(),
        Omission::Element(path) => path.clone(),
    };
    let names = omitted.iter().map(name).collect::<Vec<_>>().join(", ");
    (!names.is_empty()).then(|| marked(&names).into_owned())
}

fn zeros(words: Words, parts: &[Part]) -> Option<String> {
    let names: Vec<&str> = parts.iter().map(|part| words.part(*part)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// As many ids as a sentence holds.
fn first_ids(ids: &[String]) -> String {
    const MOST: usize = 10;
    let more = if ids.len() > MOST { ", …" } else { "" };
    let first = ids.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    marked(&(first + more)).into_owned()
}

/// Whether a text is in Unicode's form NFC, into which Terraform brings every text. The browser has the tables for it.
fn is_normal(text: &str) -> bool {
    js_sys::JsString::from(text).normalize("NFC") == *text
}
