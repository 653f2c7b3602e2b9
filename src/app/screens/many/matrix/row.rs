//! A row: the rule, the box for all buckets where it can be written, and what it is in each of them.

use leptos::prelude::*;

use super::super::target::Target;
use super::cell::OneCell;
use super::choice::ChooseAll;
use super::handle::Matrix;
use crate::app::components::shown::Shown;
use crate::app::i18n::{t_string, use_i18n};
use crate::model::visible::marked;
use crate::state::selection::Coverage;
use crate::state::side_by_side::RowOf;

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
