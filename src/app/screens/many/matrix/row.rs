//! A row: the rule, the box for all buckets where it can be written, and what it is in each of them.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::super::target::{Entry, Target};
use super::choice::ChooseAll;
use super::detail::{DETAIL, TITLE};
use super::handle::Matrix;
use super::words::{cell_class, cell_words};
use crate::app::components::shown::Shown;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::focus::{after_drawing, focus};
use crate::app::words::use_words;
use crate::model::visible::marked;
use crate::state::cell_keys::{CellAt, Turn};
use crate::state::selection::Coverage;
use crate::state::side_by_side::{Cell, RowOf};

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

/// The row.
#[component]
pub(super) fn MatrixRow(
    matrix: Matrix,
    of: RowOf,
    /// Its place among the rows.
    at: usize,
) -> impl IntoView {
    let id = matrix.id_of(&of);
    let all = match of {
        RowOf::Wanted(place) => Some(view! { <ChooseRow matrix place id=id.clone()/> }),
        RowOf::Besides(_) => None,
    };
    let cell = |(column, target)| {
        view! { <OneCell matrix target of=of.clone() id=id.clone() at column/> }
    };
    let cells = matrix.targets.get_value().into_iter().enumerate().map(cell).collect_view();
    view! {
        <tr>
            <th scope="row">
                <span class="side-rule">
                    {all}
                    <span>
                        <Shown name=id.clone()/>
                    </span>
                </span>
            </th>
            {cells}
        </tr>
    }
}

/// Chooses a rule wherever it can be written.
#[component]
fn ChooseRow(
    matrix: Matrix,
    /// Its place among the rules that are compared.
    place: usize,
    id: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_wanted = move |target: &Target| {
        target.with(|entries| {
            let open = entries.all.get(place).filter(|entry| entry.is_open());
            open.map(|entry| entry.wanted)
        })
    };
    let chosen = Memo::new(move |_| {
        matrix.targets.with_value(|targets| {
            Coverage::of(targets.iter().filter_map(|target| is_wanted(target).flatten()))
        })
    });
    let choose = move |on: bool| {
        let want = |target: &Target| target.want(|at, _| at == place, on);
        matrix.targets.with_value(|targets| targets.iter().for_each(want));
    };
    view! {
        <ChooseAll
            label=move || t_string!(i18n, many.write_row, id = marked(&id))
            chosen
            inert=matrix.planning.form.acting
            on_choose=choose
        />
    }
}

/// What a cell shows.
#[derive(Clone, Copy, PartialEq)]
struct InCell {
    cell: Cell,
    /// In how many parts the rule says less there, or something else.
    losses: usize,
    /// Whether the next start writes it.
    is_next: bool,
}

/// What the rule is in a bucket; more of it opens under the table.
#[component]
fn OneCell(
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
    let shown = Memo::new(move |_| look(matrix, target, &looked, column));
    let bucket = move || target.bucket.get();
    let said = Memo::new(move |_| {
        let InCell { cell, losses, is_next } = shown.get();
        let said = cell_words(words, bucket(), cell, losses);
        if is_next { t_string!(i18n, many.to_be_written, said = said) } else { said }
    });
    let label = move || {
        let bucket = bucket().place().bucket;
        t_string!(i18n, many.cell, id = marked(&id), bucket = bucket.as_str(), said = said.get())
    };
    let opens = Memo::new(move |_| shown.get().cell.opens());
    let is_open = {
        let of = of.clone();
        move || {
            matrix.open.with(|open| open.as_ref().is_some_and(|(row, place)| *place == column && *row == of))
        }
    };
    let focused = of.clone();
    let has_focus = Callback::new(move |()| matrix.last.set(Some((focused.clone(), column))));
    let is_stop = move || matrix.stop.get() == Some((at, column));
    let open = Callback::new(move |()| {
        matrix.open.set(Some((of.clone(), column)));
        after_drawing(|| focus(TITLE));
    });
    view! {
        <td>
            {move || {
                let (label, is_open) = (label.clone(), is_open.clone());
                match opens.get() {
                    false => view! { <span class="quiet-text">{move || said.get()}</span> }.into_any(),
                    true => {
                        view! {
                            <button
                                type="button"
                                class=move || ["side-cell ", cell_class(shown.get().cell)].concat()
                                id=cell_id(at, column)
                                tabindex=move || if is_stop() { "0" } else { "-1" }
                                aria-label=label
                                aria-expanded=move || is_open().to_string()
                                aria-controls=DETAIL
                                on:click=move |_| open.run(())
                                on:focus=move |_| has_focus.run(())
                                on:keydown=move |event| go_by_key(&event, matrix, (at, column))
                            >
                                {move || said.get()}
                            </button>
                        }
                            .into_any()
                    }
                }
            }}
        </td>
    }
}

fn look(matrix: Matrix, target: Target, of: &RowOf, column: usize) -> InCell {
    match of {
        RowOf::Wanted(place) => {
            let look = |entry: &Entry| InCell {
                cell: entry.cell(),
                losses: entry.planned.losses(),
                is_next: entry.is_next(),
            };
            let shown = target.with(|entries| entries.all.get(*place).map(look)).flatten();
            shown.unwrap_or(InCell { cell: Cell::Unread, losses: 0, is_next: false })
        }
        RowOf::Besides(id) => matrix.columns.with(|columns| {
            let column = columns.get(column).and_then(Option::as_deref);
            InCell { cell: Cell::besides(id, column), losses: 0, is_next: false }
        }),
    }
}
