//! The changes: their table, and their way out as files.

use leptos::prelude::*;

use super::change_details::ChangeDetails;
use super::change_words::told;
use super::table::{AT_ONCE, Download, Head, More, Row, offer};
use crate::app::components::each::Each;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::change_record::with_changes;
use crate::app::services::log::use_log;
use crate::app::services::notices::use_notices;
use crate::app::words::use_words;
use crate::export::change_record;
use crate::state::change_record::Outcome;

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
    let rows = Signal::derive(move || (0..all.get()).rev().take(most.get()).collect::<Vec<_>>());
    let left = Signal::derive(move || (all.get() as usize).saturating_sub(most.get()));
    let names = Signal::derive(move || {
        vec![
            t_string!(i18n, log.act),
            t_string!(i18n, log.rule),
            t_string!(i18n, log.time),
            t_string!(i18n, log.bucket),
            t_string!(i18n, log.outcome),
            t_string!(i18n, error.request_id),
        ]
    });
    view! {
        <div class="log-part">
            <When when=move || all.get() == 0>
                <p role="status">{move || t_string!(i18n, log.no_changes)}</p>
            </When>
            <When when=move || 0 < all.get()>
                <Tools/>
                <div class="table-box" tabindex="0">
                    <table class="versions log-table" aria-label=move || t_string!(i18n, log.changes)>
                        <Head names/>
                        <tbody>
                            <Each
                                numbers=rows
                                draw=move |number: u32| view! { <ChangeRow number open/> }.into_any()
                            />
                        </tbody>
                    </table>
                </div>
            </When>
            <More most left/>
        </div>
    }
}

/// The ways out.
#[component]
fn Tools() -> impl IntoView {
    let i18n = use_i18n();
    let (words, notices) = (use_words(), use_notices());
    let offer = move |ending: &str, kind: &str, text| {
        offer(i18n, notices, ("stocktake-changes", ending, kind), text);
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
            <Download name=Signal::derive(move || t_string!(i18n, log.json)) on_click=Callback::new(move |()| json())/>
            <Download
                name=Signal::derive(move || t_string!(i18n, log.markdown))
                on_click=Callback::new(move |()| markdown())
            />
        </div>
    }
}

/// A change, and its details when they are asked for.
#[component]
fn ChangeRow(number: u32, open: RwSignal<Option<u32>>) -> impl IntoView {
    let words = use_words();
    let change = with_changes(|changes| changes.all().get(number as usize).cloned());
    let Some(change) = change else { return ().into_any() };
    let (act, is_done) = (change.act, change.why.outcome == Outcome::Done);
    let kept = change.clone();
    let cells = Signal::derive(move || {
        vec![
            ("", kept.rule.clone()),
            ("", kept.at.zoned(0)),
            ("", words.place(&kept.place)),
            ("", words.change_outcome(kept.why.outcome).to_owned()),
            ("log-id", kept.request_ids().collect::<Vec<_>>().join(", ")),
        ]
    });
    let details = move |()| view! { <ChangeDetails change=change.clone()/> }.into_any();
    view! {
        <Row number open failed=!is_done name=Signal::derive(move || words.act(act)) cells details=Callback::new(details)/>
    }
    .into_any()
}
