//! The plan side by side: a table with a row for each rule and a column for each bucket. A cell says what the rule is
//! there, and opens its differences under the table, from where they are written like those of the plan by bucket.

mod choice;
mod detail;
mod file;
mod head;
mod row;
mod words;

use std::sync::Arc;

use leptos::prelude::*;

use self::detail::Detail;
use self::file::{Shape, download};
use self::head::Head;
use self::row::MatrixRow;
use super::planning::Planning;
use super::target::Target;
use crate::app::components::button::Button;
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rules::Pager;
use crate::app::services::notices::use_notices;
use crate::app::words::use_words;
use crate::state::plan::Step;
use crate::state::side_by_side::{CellAt, Column, Opening, RowOf, Turn, counts, paged, rows};
use crate::state::table::{TableQuery, TableView};

/// The id of the words about keys.
const KEYS: &str = "side-keys";

/// What is shown of it, for as long as the screen is. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Shows {
    /// Whether what is the same everywhere is left out.
    only_differences: RwSignal<bool>,
    page: RwSignal<usize>,
    page_size: RwSignal<usize>,
}

impl Shows {
    /// All rows, from the first.
    pub(super) fn new() -> Self {
        Shows {
            only_differences: RwSignal::new(false),
            page: RwSignal::new(0),
            page_size: RwSignal::new(TableQuery::default().page_size),
        }
    }
}

/// The table. Cheap to copy.
#[derive(Clone, Copy)]
struct Matrix {
    planning: Planning,
    /// The ids of the rules that are compared.
    ids: StoredValue<Vec<String>>,
    targets: StoredValue<Vec<Target>>,
    columns: Memo<Vec<Option<Arc<Column>>>>,
    rows: Memo<Vec<RowOf>>,
    /// The page of them that is shown.
    view: Memo<TableView>,
    /// The cell that is open: its row, and the place of its bucket.
    open: RwSignal<Option<(RowOf, usize)>>,
    /// The one that had the focus last.
    last: RwSignal<Option<(RowOf, usize)>>,
    /// The one at which Tab stops: arrows lead to the others, as in a grid of the ARIA practices.
    stop: Memo<Option<CellAt>>,
}

impl Matrix {
    fn new(planning: Planning, shows: Shows) -> Self {
        let targets = planning.targets.get_value();
        let ids: Vec<String> = planning.asked().rules.iter().map(|rule| rule.id().to_owned()).collect();
        let count = ids.len();
        // What a bucket has changes with its reading alone, and not with what is chosen and written.
        let of_each: Vec<_> = targets.iter().copied().map(|one| Memo::new(move |_| one.column())).collect();
        let columns = Memo::new(move |_| of_each.iter().map(|column| column.get()).collect::<Vec<_>>());
        let only = shows.only_differences;
        let rows = Memo::new(move |_| columns.with(|columns| rows(count, columns, only.get())));
        let (ids, targets) = (StoredValue::new(ids), StoredValue::new(targets));
        let (page, size) = (shows.page, shows.page_size);
        let view = Memo::new(move |_| paged(rows.with(Vec::len), page.get(), size.get()));
        let last = RwSignal::new(None::<(RowOf, usize)>);
        let stop = Memo::new(move |_| {
            opening(rows, columns, view, |opening| last.with(|last| opening.stop(last.as_ref())))
        });
        Matrix { planning, ids, targets, columns, rows, view, open: RwSignal::new(None), last, stop }
    }

    /// The cell to which a key leads from another one.
    fn turned(self, from: CellAt, turn: Turn) -> Option<CellAt> {
        untrack(|| opening(self.rows, self.columns, self.view, |opening| opening.turned(from, turn)))
    }

    /// The id of the rule of a row.
    fn id_of(self, row: &RowOf) -> String {
        match row {
            RowOf::Wanted(at) => self.ids.with_value(|ids| ids.get(*at).cloned()).unwrap_or_default(),
            RowOf::Besides(id) => id.clone(),
        }
    }

    fn target(self, column: usize) -> Option<Target> {
        self.targets.with_value(|targets| targets.get(column).copied())
    }
}

/// Looks at the cells that open.
fn opening<T>(
    rows: Memo<Vec<RowOf>>,
    columns: Memo<Vec<Option<Arc<Column>>>>,
    view: Memo<TableView>,
    look: impl FnOnce(&Opening) -> T,
) -> T {
    // In a page the rows stand one after another.
    let shown = view.with(|view| view.rows.first().map_or(0..0, |first| *first..first + view.rows.len()));
    rows.with(|rows| columns.with(|columns| look(&Opening { rows, columns, shown })))
}

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
