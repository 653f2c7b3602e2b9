//! Several rules side by side, with what differs marked in words.

use std::sync::Arc;

use leptos::prelude::*;

use super::panel::{Beside, BesideTable, Found, PANEL_TITLE};
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::by_part::{Named, PartRow, PartsTable};
use crate::app::screens::rule::unreadable::{LeftOut, readable};
use crate::model::Rule;
use crate::model::diff;
use crate::model::rule::Part;

/// What is chosen, compared as it is now.
#[component]
pub(super) fn Comparison(panel: BesideTable, found: Memo<Found>) -> impl IntoView {
    let i18n = use_i18n();
    let only = panel.only_differences;
    // One that is about to go stays as it was.
    let chosen = Memo::new(move |before: Option<&usize>| match panel.beside.get() {
        Some(Beside::Several(ids)) => ids.len(),
        _ => before.copied().unwrap_or_default(),
    });
    let is_cut = move || {
        let of = chosen.get();
        found.with(|found| found.as_ref().is_ok_and(|rules| diff::is_cut(rules, of)))
    };
    view! {
        <div class="fields">
            <When when=is_cut>
                <p class="note">
                    {move || t_string!(i18n, panel.first, count = diff::COMPARED, chosen = chosen.get())}
                </p>
            </When>
            <Check kind=CheckKind::Box name="only-differences" checked=only on_change=move |on| only.set(on)>
                <span>{move || t_string!(i18n, panel.only_differences)}</span>
            </Check>
            {move || {
                let rules = found.with(|found| found.clone().ok());
                rules.map(|rules| view! { <Compare rules only/> })
            }}
        </div>
    }
}

/// A table with a column for each rule and a row for each part that one of them sets.
#[component]
fn Compare(
    rules: Vec<Rule>,
    /// Whether parts in which they do not differ are left out.
    only: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (rules, left_out) = readable(rules);
    let names = rules.iter().map(|rule| Signal::stored(rule.id().to_owned())).collect();
    let parts = diff::compare(&rules.iter().collect::<Vec<_>>());
    let same = !parts.iter().any(|(_, differs)| *differs);
    let rules: Arc<[Rule]> = rules.into();
    let row = move |(part, differs): (Part, bool)| {
        let mark = move || {
            differs.then(|| view! { <span class="mark">{move || t_string!(i18n, panel.differs)}</span> })
        };
        let class = if differs { "differs" } else { "" };
        view! {
            <PartRow part rules=Arc::clone(&rules) class>
                {mark()}
            </PartRow>
        }
    };
    let rows = move || {
        let wanted = parts.iter().copied().filter(|(_, differs)| *differs || !only.get());
        wanted.map(&row).collect_view()
    };
    view! {
        <div class="fields">
            <LeftOut ids=left_out/>
            <When when=move || same && only.get()>
                <p class="hint">{move || t_string!(i18n, panel.same)}</p>
            </When>
            <PartsTable named=Named::By(PANEL_TITLE) names>
                {rows}
            </PartsTable>
        </div>
    }
}
