//! All that is known of a change: its differing parts, both documents, and the way to its requests.

use std::sync::Arc;

use leptos::prelude::*;

use super::change_words::{facts, told};
use super::details::Facts;
use crate::app::components::button::{Button, Size};
use crate::app::components::copy::CopyButton;
use crate::app::components::shown::ShownCode;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::by_part::{Named, PartRow, PartsTable};
use crate::app::services::log::use_log;
use crate::app::services::request_log::with_requests;
use crate::app::words::use_words;
use crate::export::change_record::markdown;
use crate::model::Rule;
use crate::provider::xml::Element;
use crate::state::change_record::Change;

/// The details of a change.
#[component]
pub(super) fn ChangeDetails(change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let words = use_words();
    let (parts, documents, requests) = (
        view! { <Parts change=change.clone()/> },
        documents(&change),
        view! { <ToRequests change=change.clone()/> },
    );
    let known = change.clone();
    let facts = Signal::derive(move || facts(words, &known));
    let text = Signal::derive(move || markdown(t_string!(i18n, log.changes_title), &[told(words, &change)]));
    view! {
        <div class="log-facts">
            <div class="log-tools">
                <CopyButton text label=move || t_string!(i18n, log.copy_markdown)/>
                {requests}
            </div>
            <Facts facts/>
            {parts}
            {documents}
        </div>
    }
}

/// The writes, each a way to its request.
#[component]
fn ToRequests(change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let log = use_log();
    // One that is dropped leads nowhere.
    let is_here = |number| with_requests(|requests| requests.get(number).is_some());
    let way = move |(number, method): (u32, &'static str)| {
        view! {
            <Button size=Size::Small on_click=move || log.show(number)>
                {move || t_string!(i18n, log.show_write, method = method)}
            </Button>
        }
    };
    let sent = change.sent.iter().map(|sent| (sent.number, sent.method.as_str()));
    sent.filter(|(number, _)| is_here(*number)).map(way).collect_view()
}

/// The differing parts, before and after; of a rule that came or went what it says.
#[component]
fn Parts(change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let differing = change.differing();
    let names = [
        Signal::derive(move || t_string!(i18n, review.before).to_owned()),
        Signal::derive(move || t_string!(i18n, review.after).to_owned()),
    ];
    let known = names.into_iter().zip(change.rules());
    let (names, rules): (Vec<_>, Vec<Rule>) = known.filter_map(|(name, rule)| Some((name, rule?))).unzip();
    let class = if rules.len() > 1 { "change" } else { "" };
    let rules: Arc<[Rule]> = rules.into();
    let named = Named::Label(Signal::derive(move || t_string!(i18n, review.title).to_owned()));
    let row = |part| view! { <PartRow part rules=Arc::clone(&rules) class/> };
    let rows = differing.iter().map(|differing| row(differing.part)).collect_view();
    (!differing.is_empty()).then(|| view! { <PartsTable named names>{rows}</PartsTable> })
}

/// The documents before and after, folded away.
fn documents(change: &Change) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let folded = |is_after: bool, document: &String| {
        let pretty = Element::parse(document.as_bytes()).map(|document| document.to_pretty());
        let code = pretty.unwrap_or_else(|_| document.clone());
        let name = move || match is_after {
            false => t_string!(i18n, log.document_before),
            true => t_string!(i18n, log.document_after),
        };
        view! {
            <details class="advanced">
                <summary>{name}</summary>
                <pre tabindex="0">
                    <ShownCode code/>
                </pre>
            </details>
        }
    };
    [(false, &change.before), (true, &change.after)]
        .map(|(is_after, document)| document.as_ref().map(|document| folded(is_after, document)))
}
