//! The handle of the table: its rows and columns, the page of it that is shown, and which of its cells is open and which one
//! has the focus.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::planning::Planning;
use super::super::target::{Entry, Target};
use crate::state::cell_keys::{CellAt, Opening, Turn};
use crate::state::side_by_side::{Cell, Column, RowOf, paged, rows};
use crate::state::table::{TableQuery, TableView};

/// What is shown of it, for as long as the screen is. Cheap to copy.
#[derive(Clone, Copy)]
pub(in super::super) struct Shows {
    /// Whether what is the same everywhere is left out.
    pub(super) only_differences: RwSignal<bool>,
    pub(super) page: RwSignal<usize>,
    pub(super) page_size: RwSignal<usize>,
}

impl Shows {
    /// All rows, from the first.
    pub(in super::super) fn new() -> Self {
        Shows {
            only_differences: RwSignal::new(false),
            page: RwSignal::new(0),
            page_size: RwSignal::new(TableQuery::default().page_size),
        }
    }
}

/// The table. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Matrix {
    pub(super) planning: Planning,
    /// The ids of the rules that are compared.
    pub(super) ids: StoredValue<Vec<String>>,
    pub(super) targets: StoredValue<Vec<Target>>,
    pub(super) columns: Memo<Vec<Option<Arc<Column>>>>,
    pub(super) rows: Memo<Vec<RowOf>>,
    /// The page of them that is shown.
    pub(super) view: Memo<TableView>,
    /// The cell that is open: its row, and the place of its bucket.
    pub(super) open: RwSignal<Option<(RowOf, usize)>>,
    /// The one that had the focus last.
    pub(super) last: RwSignal<Option<(RowOf, usize)>>,
    /// The one at which Tab stops: arrows lead to the others, as in a grid of the ARIA practices.
    pub(super) stop: Memo<Option<CellAt>>,
}

/// What a cell shows.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct InCell {
    pub(super) cell: Cell,
    /// In how many parts the rule says less there, or something else.
    pub(super) losses: usize,
    /// Whether the next start writes it.
    pub(super) is_next: bool,
}

impl Matrix {
    pub(super) fn new(planning: Planning, shows: Shows) -> Self {
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
    pub(super) fn turned(self, from: CellAt, turn: Turn) -> Option<CellAt> {
        untrack(|| opening(self.rows, self.columns, self.view, |opening| opening.turned(from, turn)))
    }

    /// What stands where a row and a bucket meet.
    pub(super) fn in_cell(self, target: Target, of: &RowOf, column: usize) -> InCell {
        let bare = |cell| InCell { cell, losses: 0, is_next: false };
        match of {
            RowOf::Wanted(place) => {
                let look = |entry: &Entry| InCell {
                    cell: entry.cell(),
                    losses: entry.planned.losses(),
                    is_next: entry.is_next(),
                };
                let shown = target.with(|entries| entries.all.get(*place).map(look)).flatten();
                shown.unwrap_or(bare(Cell::Unread))
            }
            RowOf::Besides(id) => self.columns.with(|columns| {
                let column = columns.get(column).and_then(Option::as_deref);
                bare(Cell::besides(id, column))
            }),
        }
    }

    /// The id of the rule of a row.
    pub(super) fn id_of(self, row: &RowOf) -> String {
        match row {
            RowOf::Wanted(at) => self.ids.with_value(|ids| ids.get(*at).cloned()).unwrap_or_default(),
            RowOf::Besides(id) => id.clone(),
        }
    }

    pub(super) fn target(self, column: usize) -> Option<Target> {
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
