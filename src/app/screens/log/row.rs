//! A request in the table.

use leptos::prelude::*;

use super::details::RequestDetails;
use crate::app::components::shown::shown;
use crate::app::services::log::{request_id, use_log};
use crate::app::services::request_log::with_requests;
use crate::app::words::use_words;

/// How many columns there are.
const COLUMNS: &str = "9";

/// A request, and its details when they are asked for. What it says does not change: it is drawn at once.
#[component]
pub(super) fn RequestRow(number: u32) -> impl IntoView {
    let (log, words) = (use_log(), use_words());
    let entry = with_requests(|requests| requests.get(number).cloned());
    let Some(entry) = entry else { return ().into_any() };
    let is_open = Memo::new(move |_| log.request.get() == Some(number));
    let toggle = move |_| {
        log.request.update(|open| *open = (*open != Some(number)).then_some(number));
    };
    let kept = entry.clone();
    let cells = move || {
        let (said, end) = (kept.said(), kept.ended());
        [
            ("", words.moment(said.at)),
            ("", said.method.as_str().to_owned()),
            ("log-url", kept.short_url().to_owned()),
            ("", words.request_status(&kept)),
            ("log-number", end.map(|end| words.milliseconds(end.took)).unwrap_or_default()),
            ("log-number", words.number(said.attempt as usize)),
            ("", end.map(|end| end.code.clone()).unwrap_or_default()),
            ("log-id", end.map(|end| end.request_id.clone()).unwrap_or_default()),
        ]
        .map(|(class, text)| view! { <td class=class>{shown(text)}</td> })
    };
    let said = entry.said().clone();
    view! {
        <tr class:failed=entry.has_failed()>
            <th scope="row">
                <button
                    type="button"
                    class="log-open"
                    id=request_id(number)
                    aria-expanded=move || is_open.get().to_string()
                    on:click=toggle
                >
                    {move || words.operation(said.operation)}
                </button>
                " "
                {said.rule.map(shown)}
            </th>
            {cells}
        </tr>
        {move || {
            is_open.get().then(|| {
                let entry = entry.clone();
                view! {
                    <tr class="log-details">
                        <td colspan=COLUMNS>
                            <RequestDetails entry/>
                        </td>
                    </tr>
                }
            })
        }}
    }
    .into_any()
}
