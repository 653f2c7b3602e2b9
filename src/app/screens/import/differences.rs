//! In what a rule of the file differs from the one that the bucket has.

use std::sync::Arc;

use leptos::prelude::*;

use super::importing::Importing;
use crate::app::components::button::Button;
use crate::app::components::dialog::Dialog;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::by_part::{Named, PartRow, PartsTable};
use crate::model::Rule;
use crate::model::diff::{Change, changes};
use crate::model::visible::marked;

const TITLE: &str = "import-differences-title";

/// The dialog about the rule that is asked for.
#[component]
pub(super) fn DifferencesDialog(
    importing: Importing,
    /// The place of the rule in the file.
    asked: RwSignal<Option<usize>>,
) -> impl IntoView {
    let close = Callback::new(move |()| asked.set(None));
    view! {
        <Dialog open=move || asked.with(Option::is_some) title_id=TITLE wide=true on_close=close>
            <Differences importing asked=asked.get_untracked() on_close=close/>
        </Dialog>
    }
}

#[component]
fn Differences(
    importing: Importing,
    /// The place of the rule in the file.
    asked: Option<usize>,
    on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let both = asked.and_then(|at| importing.both(at));
    let name = both.as_ref().map(|[rule, _]| marked(rule.id()).into_owned()).unwrap_or_default();
    view! {
        <div class="review">
            <h2 id=TITLE tabindex="-1" autofocus>
                {move || t_string!(i18n, import.differences_of, id = name.as_str())}
            </h2>
            {both.map(|both| view! { <Parts both/> })}
            <div class="dialog-actions">
                <Button on_click=on_close>{move || t_string!(i18n, delete.close)}</Button>
            </div>
        </div>
    }
}

/// The parts in which they differ.
#[component]
fn Parts(
    /// The rule of the file, and the one in the bucket.
    both: [Rule; 2],
) -> impl IntoView {
    let i18n = use_i18n();
    let names = vec![
        Signal::derive(move || t_string!(i18n, import.in_file).to_owned()),
        Signal::derive(move || t_string!(i18n, import.in_bucket).to_owned()),
    ];
    let [file, there] = &both;
    let parts: Vec<Change> = changes(there, file);
    let rules = Arc::<[Rule]>::from(both);
    let row = |change: Change| view! { <PartRow part=change.part rules=Arc::clone(&rules)/> };
    let rows = parts.into_iter().map(row).collect_view();
    view! {
        <PartsTable named=Named::By(TITLE) names>
            {rows}
        </PartsTable>
    }
}
