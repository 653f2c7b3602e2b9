//! A cell: what a rule is in a bucket. Arrows lead from one to another, and each opens its differences.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::super::target::Target;
use super::handle::{InCell, Matrix};
use super::words::{cell_class, cell_words};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::focus::{after_drawing, focus};
use crate::app::words::use_words;
use crate::model::visible::marked;
use crate::state::cell_keys::{CellAt, Turn};
use crate::state::side_by_side::RowOf;

/// The ids of the place in which a cell opens, and of the heading there.
pub(super) const DETAIL: &str = "side-detail";
pub(super) const TITLE: &str = "side-detail-title";

/// The id of a cell's button, for the focus.
pub(super) fn cell_id(row: usize, column: usize) -> String {
    format!("side-{row}-{column}")
}

/// Moves the focus to the cell to which a key leads: Tab alone would take long through a wide table.
fn go_by_key(event: &KeyboardEvent, matrix: Matrix, from: CellAt) {
    if event.alt_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let Some(turn) = Turn::of_key(&event.key(), event.ctrl_key()) else { return };
    event.prevent_default();
    if let Some((row, column)) = matrix.turned(from, turn) {
        focus(&cell_id(row, column));
    }
}

/// What the rule is in a bucket; more of it opens under the table.
#[component]
pub(super) fn OneCell(
    matrix: Matrix,
    target: Target,
    of: RowOf,
    /// The rule's id.
    id: String,
    /// The place of the row.
    at: usize,
    /// The place of the bucket.
    column: usize,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let looked = of.clone();
    let shown = Memo::new(move |_| matrix.in_cell(target, &looked, column));
    let bucket = move || target.bucket.get();
    let said = Memo::new(move |_| {
        let InCell { cell, losses, is_next } = shown.get();
        let said = cell_words(words, bucket(), cell, losses);
        if is_next { t_string!(i18n, many.to_be_written, said = said) } else { said }
    });
    let opens = Memo::new(move |_| shown.get().cell.opens());
    let class = Signal::derive(move || ["side-cell ", cell_class(shown.get().cell)].concat());
    let inside = move || match opens.get() {
        false => view! { <span class="quiet-text">{move || said.get()}</span> }.into_any(),
        true => {
            let (of, id) = (of.clone(), id.clone());
            view! { <Opens matrix target of id at=(at, column) said class/> }.into_any()
        }
    };
    view! { <td>{inside}</td> }
}

/// The button that opens a cell.
#[component]
fn Opens(
    matrix: Matrix,
    target: Target,
    of: RowOf,
    /// The rule's id.
    id: String,
    at: CellAt,
    /// What is in the cell.
    said: Memo<String>,
    class: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (row, column) = at;
    let label = move || {
        let bucket = target.bucket.get().place().bucket;
        t_string!(i18n, many.cell, id = marked(&id), bucket = bucket.as_str(), said = said.get())
    };
    let cell = StoredValue::new((of, column));
    let is_open = move || cell.with_value(|cell| matrix.open.with(|open| open.as_ref() == Some(cell)));
    let is_stop = move || matrix.stop.get() == Some(at);
    let open = move || {
        matrix.open.set(Some(cell.get_value()));
        after_drawing(|| focus(TITLE));
    };
    view! {
        <button
            type="button"
            class=move || class.get()
            id=cell_id(row, column)
            tabindex=move || if is_stop() { "0" } else { "-1" }
            aria-label=label
            aria-expanded=move || is_open().to_string()
            aria-controls=DETAIL
            on:click=move |_| open()
            on:focus=move |_| matrix.last.set(Some(cell.get_value()))
            on:keydown=move |event| go_by_key(&event, matrix, at)
        >
            {move || said.get()}
        </button>
    }
}
