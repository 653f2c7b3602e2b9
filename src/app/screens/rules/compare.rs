//! Several rules side by side, with what differs marked in words.

use std::sync::Arc;

use leptos::prelude::*;

use super::panel::PANEL_TITLE;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::by_part::{Named, PartRow, PartsTable};
use crate::app::screens::rule::unreadable::{LeftOut, readable};
use crate::model::Rule;
use crate::model::diff;
use crate::model::rule::Part;

/// A table with a column for each rule and a row for each part that one of them sets.
#[component]
pub(super) fn Compare(rules: Vec<Rule>) -> impl IntoView {
    let i18n = use_i18n();
    let (rules, left_out) = readable(rules);
    let names = rules.iter().map(|rule| Signal::stored(rule.id().to_owned())).collect();
    let parts = diff::compare(&rules.iter().collect::<Vec<_>>());
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
    view! {
        <div class="fields">
            <LeftOut ids=left_out/>
            <PartsTable named=Named::By(PANEL_TITLE) names>
                {parts.into_iter().map(row).collect_view()}
            </PartsTable>
        </div>
    }
}
