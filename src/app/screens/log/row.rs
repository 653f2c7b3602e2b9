//! A request in the table.

use leptos::prelude::*;

use super::details::RequestDetails;
use super::table::Row;
use crate::app::services::log::{request_id, use_log};
use crate::app::services::request_log::with_requests;
use crate::app::words::use_words;

/// A request, and its details when they are asked for. What it says does not change: it is drawn at once.
#[component]
pub(super) fn RequestRow(number: u32) -> impl IntoView {
    let (log, words) = (use_log(), use_words());
    let entry = with_requests(|requests| requests.get(number).cloned());
    let Some(entry) = entry else { return ().into_any() };
    let (failed, said, kept) = (entry.has_failed(), entry.said().clone(), entry.clone());
    let cells = Signal::derive(move || {
        let (said, end) = (kept.said(), kept.ended());
        vec![
            ("", words.moment(said.at)),
            ("", said.method.as_str().to_owned()),
            ("log-url", kept.short_url().to_owned()),
            ("", words.request_status(&kept)),
            ("log-number", end.map(|end| words.milliseconds(end.took)).unwrap_or_default()),
            ("log-number", words.number(said.attempt as usize)),
            ("", end.map(|end| end.code.clone()).unwrap_or_default()),
            ("log-id", end.map(|end| end.request_id.clone()).unwrap_or_default()),
        ]
    });
    let details = move |()| view! { <RequestDetails entry=entry.clone()/> }.into_any();
    view! {
        <Row
            number
            open=log.request
            failed
            id=request_id(number)
            name=Signal::derive(move || words.operation(said.operation))
            beside=said.rule
            cells
            details=Callback::new(details)
        />
    }
    .into_any()
}
