//! The head of the table: what chooses every match, and the columns' names, with which it is sorted.

use leptos::prelude::*;

use super::shows::Shows;
use super::table::InTable;
use crate::app::i18n::{t_string, use_i18n};
use crate::model::rule::Part;
use crate::state::selection::{Coverage, Selection};

/// The head.
#[component]
pub(super) fn Head(table: InTable) -> impl IntoView {
    let i18n = use_i18n();
    let InTable { shows, columns, .. } = table;
    view! {
        <thead>
            <tr>
                <SelectAll shows/>
                {move || {
                    columns.get().into_iter().map(|column| view! { <Header table column/> }).collect_view()
                }}
                <th scope="col">
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
        let matching = matching(shows);
        selection.with(|selection| selection.state_of(&mut matching.iter().map(String::as_str)))
    });
    let choose = move |on: bool| {
        let ids = untrack(|| matching(shows));
        rules.choose(&ids, on);
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

/// The ids of all rules that match. One without an id cannot be asked for: nothing can be done with it.
fn matching(shows: Shows) -> Vec<String> {
    shows.bucket.rules.listing().with(|listing| {
        let id = |at: &usize| listing.rules().get(*at).map(|rule| rule.id().to_owned());
        let id = |at: &usize| id(at).filter(|id| !id.is_empty());
        shows.view.with(|view| view.matching.iter().filter_map(id).collect())
    })
}

/// A column's name, with which the table is sorted.
#[component]
fn Header(table: InTable, column: Part) -> impl IntoView {
    let InTable { shows, words, .. } = table;
    let descending = Memo::new(move |_| {
        shows.query.with(|query| query.sort.filter(|sort| sort.column == column).map(|sort| sort.descending))
    });
    view! {
        <th
            class=format!("column-{}", column.slug())
            scope="col"
            aria-sort=move || descending.get().map(|down| if down { "descending" } else { "ascending" })
        >
            <button type="button" on:click=move |_| shows.sort(column)>
                {move || words.column(column)}
                <span class="sort-mark" aria-hidden="true">
                    {move || descending.get().map(|down| if down { "▼" } else { "▲" })}
                </span>
            </button>
        </th>
    }
}
