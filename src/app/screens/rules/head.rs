//! The head of the table: what chooses every match, and the columns' names, with which it is sorted.

use leptos::prelude::*;

use super::shows::Shows;
use super::table::InTable;
use super::widths::ColumnEdge;
use crate::app::i18n::{t_string, use_i18n};
use crate::model::rule::Part;
use crate::state::selection::{Coverage, Selection};

/// The head.
#[component]
pub(super) fn Head(table: InTable) -> impl IntoView {
    let i18n = use_i18n();
    let InTable { shows, columns, widths, .. } = table;
    view! {
        <thead>
            <tr>
                <SelectAll shows/>
                {move || {
                    columns.get().into_iter().map(|column| view! { <Header table column/> }).collect_view()
                }}
                <th class="actions" class:rest=move || !widths.any_takes_room() scope="col">
                    <span class="visually-hidden">{move || t_string!(i18n, rules.actions)}</span>
                </th>
            </tr>
        </thead>
    }
}

/// The box that chooses every match, whichever view page it is on.
#[component]
fn SelectAll(shows: Shows) -> impl IntoView {
    let i18n = use_i18n();
    let (view, rules) = (shows.view, shows.bucket.rules);
    let selection = rules.selection();
    let chosen = Memo::new(move |_| {
        // At each key in the filter: nothing is copied while nothing is chosen.
        if selection.with(Selection::is_empty) {
            return Coverage::None;
        }
        let matching = shows.matching_ids();
        selection.with(|selection| selection.state_of(&mut matching.iter().map(String::as_str)))
    });
    let choose = move |on: bool| {
        let ids = untrack(|| shows.matching_ids());
        rules.choose(|selection| selection.set_many(&mut ids.iter().map(String::as_str), on));
    };
    view! {
        <th class="select" scope="col">
            <label class="tick">
                <input
                    type="checkbox"
                    aria-label=move || {
                        t_string!(i18n, select.all, count = view.with(|view| view.matches))
                    }
                    prop:checked=move || chosen.get() == Coverage::All
                    prop:indeterminate=move || chosen.get() == Coverage::Some
                    on:change=move |event| choose(event_target_checked(&event))
                />
            </label>
        </th>
    }
}

/// A column's name, with which the table is sorted: upwards, downwards, and then in the provider's order again.
#[component]
fn Header(table: InTable, column: Part) -> impl IntoView {
    let InTable { shows, words, widths, .. } = table;
    let descending = Memo::new(move |_| {
        shows.query.with(|query| query.sort.filter(|sort| sort.column == column).map(|sort| sort.descending))
    });
    view! {
        <th
            class=format!("column-{}", column.slug())
            scope="col"
            style=("--width", move || widths.of(column))
            aria-label=move || words.column(column)
            aria-sort=move || descending.get().map(|down| if down { "descending" } else { "ascending" })
        >
            <button type="button" on:click=move |_| shows.sort(column)>
                <span class="cut">{move || words.column(column)}</span>
                <span class="sort-mark" aria-hidden="true">
                    {move || match descending.get() {
                        None => "↕",
                        Some(false) => "▲",
                        Some(true) => "▼",
                    }}
                </span>
            </button>
            <ColumnEdge widths column/>
        </th>
    }
}
