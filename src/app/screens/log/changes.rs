//! The changes: their table, and their way out as files.

use leptos::prelude::*;

use super::change_details::ChangeDetails;
use super::change_words::told;
use crate::app::components::button::{Button, Size};
use crate::app::components::each::Each;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::shown::shown;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::change_record::with_changes;
use crate::app::services::clock;
use crate::app::services::download::give;
use crate::app::services::log::use_log;
use crate::app::services::notices::use_notices;
use crate::app::words::use_words;
use crate::export::{change_record, file_of};
use crate::state::change_record::Outcome;

/// How many columns there are.
const COLUMNS: &str = "6";
/// How many rows are drawn at once.
const AT_ONCE: u32 = 100;

/// The changes.
#[component]
pub(super) fn Changes() -> impl IntoView {
    let i18n = use_i18n();
    let log = use_log();
    let all = Memo::new(move |_| {
        log.track();
        with_changes(|changes| u32::try_from(changes.all().len()).unwrap_or(u32::MAX))
    });
    let most = RwSignal::new(AT_ONCE);
    let open = RwSignal::new(None::<u32>);
    // The newest first; none of them changes any more.
    let rows = Signal::derive(move || (0..all.get()).rev().take(most.get() as usize).collect::<Vec<_>>());
    let more = move || all.get().saturating_sub(most.get()) as usize;
    view! {
        <div class="log-part">
            <When when=move || all.get() == 0>
                <p role="status">{move || t_string!(i18n, log.no_changes)}</p>
            </When>
            <When when=move || 0 < all.get()>
                <Tools/>
                <div class="table-box" tabindex="0">
                    <table class="versions log-table" aria-label=move || t_string!(i18n, log.changes)>
                        <Head/>
                        <tbody>
                            <Each
                                numbers=rows
                                draw=move |number: u32| view! { <ChangeRow number open/> }.into_any()
                            />
                        </tbody>
                    </table>
                </div>
            </When>
            <When when=move || 0 < more()>
                <Button size=Size::Small on_click=move || most.update(|most| *most += AT_ONCE)>
                    {move || t_string!(i18n, log.more, count = more().min(AT_ONCE as usize))}
                </Button>
            </When>
        </div>
    }
}

/// The ways out.
#[component]
fn Tools() -> impl IntoView {
    let i18n = use_i18n();
    let (words, notices) = (use_words(), use_notices());
    let offer = move |ending: &str, kind: &str, text: Option<String>| {
        let name = file_of("stocktake-changes", clock::now(), ending);
        if text.and_then(|text| give(&name, kind, &text)).is_none() {
            notices.failure(t_string!(i18n, bundle.refused).to_owned(), None);
        }
    };
    let json = move || {
        let text = with_changes(|changes| change_record::json(changes.all()));
        offer("json", "application/json", text.ok());
    };
    let markdown = move || {
        let told: Vec<_> =
            with_changes(|changes| changes.all().iter().map(|change| told(words, change)).collect());
        let text = change_record::markdown(t_string!(i18n, log.changes_title), &told);
        offer("md", "text/markdown", Some(text));
    };
    view! {
        <div class="log-tools">
            <Button size=Size::Small on_click=json>
                <Icon picture=Picture::Download/>
                {move || t_string!(i18n, log.json)}
            </Button>
            <Button size=Size::Small on_click=markdown>
                <Icon picture=Picture::Download/>
                {move || t_string!(i18n, log.markdown)}
            </Button>
        </div>
    }
}

#[component]
fn Head() -> impl IntoView {
    let i18n = use_i18n();
    let names = move || {
        [
            t_string!(i18n, log.act),
            t_string!(i18n, log.rule),
            t_string!(i18n, log.time),
            t_string!(i18n, log.bucket),
            t_string!(i18n, log.outcome),
            t_string!(i18n, error.request_id),
        ]
        .map(|name| view! { <th scope="col">{name}</th> })
    };
    view! {
        <thead>
            <tr>{names}</tr>
        </thead>
    }
}

/// A change, and its details when they are asked for.
#[component]
fn ChangeRow(number: u32, open: RwSignal<Option<u32>>) -> impl IntoView {
    let words = use_words();
    let change = with_changes(|changes| changes.all().get(number as usize).cloned());
    let Some(change) = change else { return ().into_any() };
    let is_open = Memo::new(move |_| open.get() == Some(number));
    let toggle = move |_| open.update(|open| *open = (*open != Some(number)).then_some(number));
    let (act, is_done) = (change.act, change.why.outcome == Outcome::Done);
    let kept = change.clone();
    let cells = move || {
        [
            ("", kept.rule.clone()),
            ("", kept.at.zoned(0)),
            ("", words.place(&kept.place)),
            ("", words.change_outcome(kept.why.outcome).to_owned()),
            ("log-id", kept.request_ids().collect::<Vec<_>>().join(", ")),
        ]
        .map(|(class, text)| view! { <td class=class>{shown(text)}</td> })
    };
    view! {
        <tr class:failed=!is_done>
            <th scope="row">
                <button
                    type="button"
                    class="log-open"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=toggle
                >
                    {move || words.act(act)}
                </button>
            </th>
            {cells}
        </tr>
        {move || {
            is_open.get().then(|| {
                let change = change.clone();
                view! {
                    <tr class="log-details">
                        <td colspan=COLUMNS>
                            <ChangeDetails change/>
                        </td>
                    </tr>
                }
            })
        }}
    }
    .into_any()
}
