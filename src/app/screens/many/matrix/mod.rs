//! The plan side by side: a table with a row for each rule and a column for each bucket. A cell says what the rule is
//! there, and opens its differences under the table, from where they are written like those of the plan by bucket.

mod cell;
mod choice;
mod detail;
mod file;
mod handle;
mod head;
mod row;
mod words;

use leptos::prelude::*;

use self::detail::Detail;
use self::file::download;
use self::handle::Matrix;
pub(super) use self::handle::Shows;
use self::head::Head;
use self::row::MatrixRow;
use super::planning::Planning;
use super::result::Shape;
use crate::app::components::button::Button;
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rules::Pager;
use crate::app::services::notices::use_notices;
use crate::app::words::use_words;
use crate::state::plan::Step;
use crate::state::side_by_side::counts;
use crate::state::table::TableQuery;

/// The id of the words about keys.
const KEYS: &str = "side-keys";

/// The table, what is shown of it, and the cell that is open.
#[component]
pub(super) fn SideBySide(planning: Planning, shows: Shows) -> impl IntoView {
    let i18n = use_i18n();
    let matrix = Matrix::new(planning, shows);
    let Shows { only_differences: only, page, page_size } = shows;
    let view = matrix.view;
    let has_pages = move || view.with(|view| view.matches > TableQuery::PAGE_SIZES[0]);
    view! {
        <div class="cards"><div class="card">
            <Counted matrix/>
            <Check
                kind=CheckKind::Box
                name="many-only-differences"
                checked=only
                on_change=move |on| {
                    page.set(0);
                    only.set(on);
                }
            >
                <span>{move || t_string!(i18n, panel.only_differences)}</span>
            </Check>
            <Grid matrix/>
            <When when=has_pages>
                <Pager
                    view
                    page_size
                    on_page=move |at| page.set(at)
                    on_size=move |size| {
                        page.set(0);
                        page_size.set(size);
                    }
                />
            </When>
            <Replaces planning/>
            <TakeOut matrix/>
        </div>
        <Detail matrix/>
        </div>
    }
}

/// How many rows say that something differs, and how many of the buckets are read.
#[component]
fn Counted(matrix: Matrix) -> impl IntoView {
    let i18n = use_i18n();
    let count = matrix.ids.with_value(Vec::len);
    let said = move || {
        matrix.columns.with(|columns| {
            let read = columns.iter().flatten().count();
            let found = counts(count, columns);
            t_string!(
                i18n,
                many.side_counts,
                rows = found.rows,
                differing = found.differing,
                read = read,
                buckets = columns.len()
            )
        })
    };
    view! { <p role="status">{said}</p> }
}

/// The table itself, in a box that it is scrolled in.
#[component]
fn Grid(matrix: Matrix) -> impl IntoView {
    let i18n = use_i18n();
    let head = move |(column, target)| view! { <Head matrix target column/> };
    let heads = matrix.targets.get_value().into_iter().enumerate().map(head).collect_view();
    let body = move || {
        let row = |at: usize| {
            let of = matrix.rows.with(|rows| rows.get(at).cloned())?;
            Some(view! { <MatrixRow matrix of at/> })
        };
        matrix.view.with(|view| view.rows.iter().filter_map(|at| row(*at)).collect_view())
    };
    let nothing = move || matrix.rows.with(Vec::is_empty);
    view! {
        <div class="table-box side-box" tabindex="0">
            <table class="side" aria-label=move || t_string!(i18n, many.side_by_side) aria-describedby=KEYS>
                <thead>
                    <tr>
                        <th scope="col">{move || t_string!(i18n, many.column_rule)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <p class="hint" id=KEYS>{move || t_string!(i18n, many.side_keys)}</p>
        <When when=nothing>
            <p class="hint">{move || t_string!(i18n, many.side_none)}</p>
        </When>
    }
}

/// How what differs is written where that is a removal first.
#[component]
fn Replaces(planning: Planning) -> impl IntoView {
    let i18n = use_i18n();
    let replaces = planning.lender.capabilities().overwrites;
    let any = Memo::new(move |_| {
        planning.count(|entry| entry.planned.step == Step::Differs && entry.is_next()) > 0
    });
    view! {
        <When when=move || !replaces && any.get()>
            <p class="note">{move || t_string!(i18n, several.replaces)}</p>
        </When>
    }
}

/// The rows that are shown, as a file.
#[component]
fn TakeOut(matrix: Matrix) -> impl IntoView {
    let (i18n, words, notices) = (use_i18n(), use_words(), use_notices());
    let as_file = move |shape: Shape| {
        view! {
            <Button on_click=move || download(words, notices, matrix, shape)>
                {move || match shape {
                    Shape::Csv => t_string!(i18n, many.side_csv),
                    Shape::Markdown => t_string!(i18n, many.side_markdown),
                }}
            </Button>
        }
    };
    view! { <div class="form-actions">{[Shape::Csv, Shape::Markdown].map(as_file).into_iter().collect_view()}</div> }
}
