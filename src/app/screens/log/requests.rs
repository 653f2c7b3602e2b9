//! The requests: which are looked for, their table, and their way out as files.

use leptos::prelude::*;

use super::row::RequestRow;
use super::table::{AT_ONCE, Download, Head, More, offer};
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::each::Each;
use crate::app::components::icon::{Icon, Picture};
use crate::app::frame::said;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::log::{Log, use_log};
use crate::app::services::notices::use_notices;
use crate::app::services::request_log::with_requests;
use crate::app::words::{Words, use_words};
use crate::export::request_log;
use crate::state::request_log::{Entry, RequestLog, Wanted};

/// The id of the field to filter by.
const FILTER: &str = "log-filter";

/// The requests.
#[component]
pub(super) fn Requests() -> impl IntoView {
    let i18n = use_i18n();
    let (log, words) = (use_log(), use_words());
    let found = Memo::new(move |_| {
        log.track();
        found(log, words)
    });
    let most = RwSignal::new(AT_ONCE);
    // A request whose details are asked for is drawn, however old it is.
    let count = Memo::new(move |_| {
        let asked = log.request.get().and_then(|wanted| found.with(|found| place_of(found, wanted)));
        most.get().max(asked.map_or(0, |place| place + 1))
    });
    // One that has ended is another row: it is drawn once more.
    let rows = Signal::derive(move || {
        log.track();
        let shown = found.with(|found| found.iter().take(count.get()).copied().collect::<Vec<_>>());
        with_requests(|requests| shown.into_iter().map(|number| keyed(requests, number)).collect::<Vec<_>>())
    });
    let left = Signal::derive(move || found.with(Vec::len).saturating_sub(count.get()));
    let names = Signal::derive(move || {
        vec![
            t_string!(i18n, log.operation),
            t_string!(i18n, log.time),
            t_string!(i18n, log.method),
            t_string!(i18n, log.url),
            t_string!(i18n, log.status),
            t_string!(i18n, log.duration),
            t_string!(i18n, log.attempt),
            t_string!(i18n, error.code),
            t_string!(i18n, error.request_id),
        ]
    });
    view! {
        <div class="log-part">
            <Tools log found/>
            <div class="table-box" tabindex="0">
                <table class="versions log-table" aria-label=move || t_string!(i18n, log.requests)>
                    <Head names/>
                    <tbody>
                        <Each
                            numbers=rows
                            draw=move |keyed: u32| view! { <RequestRow number=keyed / 2/> }.into_any()
                        />
                    </tbody>
                </table>
            </div>
            <More most left/>
        </div>
    }
}

/// The numbers of those that are looked for, at this moment.
fn found(log: Log, words: Words) -> Vec<u32> {
    let name = |operation| words.operation(operation).to_owned();
    log.wanted.with(|wanted| with_requests(|requests| requests.found(wanted, &name)))
}

fn place_of(found: &[u32], number: u32) -> Option<usize> {
    found.iter().position(|one| *one == number)
}

/// A number that tells a request that has ended from the same under way.
fn keyed(requests: &RequestLog, number: u32) -> u32 {
    let has_ended = requests.get(number).is_some_and(|entry| entry.ended().is_some());
    number.wrapping_mul(2).wrapping_add(u32::from(has_ended))
}

/// How many are shown of how many, and how many older ones there were.
fn tally_words(words: Words, found: usize) -> String {
    let i18n = words.i18n;
    let (all, dropped) = with_requests(|requests| (requests.len(), requests.dropped() as usize));
    match dropped {
        0 => t_string!(i18n, log.count, count = found, all),
        dropped => t_string!(i18n, log.count_dropped, count = found, all, dropped),
    }
}

/// What is looked for, and the ways out.
#[component]
fn Tools(log: Log, found: Memo<Vec<u32>>) -> impl IntoView {
    let i18n = use_i18n();
    let (words, notices) = (use_words(), use_notices());
    let tally = move || {
        log.track();
        tally_words(words, found.with(Vec::len))
    };
    let give = move |ending, written: fn(&[&Entry], &RequestLog) -> serde_json::Result<String>| {
        let text = with_requests(|requests| {
            // In the order in which they were sent.
            let numbers = found.get_untracked().into_iter().rev();
            let entries: Vec<&Entry> = numbers.filter_map(|number| requests.get(number)).collect();
            written(&entries, requests)
        });
        offer(i18n, notices, ("stocktake-requests", ending, "application/json"), text.ok());
    };
    let json = move || {
        give("json", |entries, requests| request_log::json(entries, requests.dropped()));
    };
    let har = move || {
        give("har", |entries, _| request_log::har(entries, &said("version")));
    };
    view! {
        <div class="log-tools">
            <div class="filter">
                <label class="visually-hidden" for=FILTER>
                    {move || t_string!(i18n, log.filter)}
                </label>
                <Icon picture=Picture::Search/>
                <input
                    id=FILTER
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=move || t_string!(i18n, log.filter_hint)
                    prop:value=move || log.wanted.with(|wanted| wanted.text.clone())
                    on:input=move |event| {
                        log.wanted.update(|wanted| wanted.text = event_target_value(&event));
                    }
                />
            </div>
            <Check
                kind=CheckKind::Box
                name="log-failed"
                checked=move || log.wanted.with(|wanted| wanted.failed)
                on_change=move |failed| log.wanted.update(|wanted| wanted.failed = failed)
            >
                {move || t_string!(i18n, log.failed_only)}
            </Check>
            <span class="quiet-text">{tally}</span>
            <span class="visually-hidden" role="status">
                {move || log.wanted.with(Wanted::is_narrower).then(tally)}
            </span>
            <Download name=Signal::derive(move || t_string!(i18n, log.json)) on_click=Callback::new(move |()| json())/>
            <Download name=Signal::derive(move || t_string!(i18n, log.har)) on_click=Callback::new(move |()| har())/>
        </div>
    }
}
