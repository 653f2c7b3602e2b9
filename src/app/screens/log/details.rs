//! All that is known of a request, to be read and copied.

use leptos::prelude::*;

use crate::app::components::copy::CopyButton;
use crate::app::components::shown::shown;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::words::{Words, use_words};
use crate::export::request_log::curl;
use crate::state::request_log::Entry;

/// The details of a request.
#[component]
pub(super) fn RequestDetails(entry: Entry) -> impl IntoView {
    let i18n = use_i18n();
    let words = use_words();
    let command = curl(&entry);
    let facts = Memo::new(move |_| facts(words, &entry));
    let text = Signal::derive(move || as_text(&facts.get()));
    view! {
        <div class="log-facts">
            <div class="log-tools">
                <CopyButton text label=move || t_string!(i18n, log.copy_text)/>
                <CopyButton text=command label=move || t_string!(i18n, log.copy_curl)/>
            </div>
            <Facts facts/>
        </div>
    }
}

/// What is known, each with its name.
#[component]
pub(super) fn Facts(#[prop(into)] facts: Signal<Vec<(String, String)>>) -> impl IntoView {
    let fact = |(name, value): (String, String)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{shown(value)}</dd>
            </div>
        }
    };
    view! { <dl class="log-list">{move || facts.get().into_iter().map(fact).collect_view()}</dl> }
}

/// A line for each.
fn as_text(facts: &[(String, String)]) -> String {
    facts.iter().map(|(name, value)| format!("{name}: {value}\n")).collect()
}

fn facts(words: Words, entry: &Entry) -> Vec<(String, String)> {
    let i18n = words.i18n;
    let (said, end) = (entry.said(), entry.ended());
    let mut facts = vec![
        (t_string!(i18n, log.operation), words.operation(said.operation).to_owned()),
        (t_string!(i18n, log.rule), said.rule.clone().unwrap_or_default()),
        (
            t_string!(i18n, log.bucket),
            said.place.as_ref().map(|place| words.place(place)).unwrap_or_default(),
        ),
        (t_string!(i18n, log.time), words.moment(said.at)),
        (t_string!(i18n, log.method), said.method.as_str().to_owned()),
        (t_string!(i18n, log.url), said.url.clone()),
        (t_string!(i18n, log.headers), as_lines(&said.headers)),
        (t_string!(i18n, log.attempt), words.number(said.attempt as usize)),
        (t_string!(i18n, log.status), words.request_status(entry)),
    ];
    if let Some(end) = end {
        facts.extend([
            (t_string!(i18n, log.duration), words.milliseconds(end.took)),
            (t_string!(i18n, error.code), end.code.clone()),
            (t_string!(i18n, error.request_id), end.request_id.clone()),
            (t_string!(i18n, log.answer_headers), as_lines(&end.headers)),
        ]);
    }
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    facts.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Headers one behind another.
fn as_lines<N: AsRef<str>>(headers: &[(N, String)]) -> String {
    let header = |(name, value): &(N, String)| format!("{}: {value}", name.as_ref());
    headers.iter().map(header).collect::<Vec<_>>().join("; ")
}
