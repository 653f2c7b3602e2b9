//! Keys among the cells of many buckets side by side: where each leads, and at which cell Tab stops.

use std::ops::Range;
use std::sync::Arc;

use super::side_by_side::{Cell, Column, RowOf};

/// A cell, by the place of its row among all of them and that of its bucket.
pub type CellAt = (usize, usize);

/// Where a key leads among the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// To the next one above.
    Up,
    /// To the next one below.
    Down,
    /// To the next one before it in its row.
    Back,
    /// To the next one behind it in its row.
    Forth,
    /// To the first one of its row.
    RowStart,
    /// To the last one of its row.
    RowEnd,
    /// To the first one of all.
    First,
    /// To the last one of all.
    Last,
}

impl Turn {
    /// What a key means, by its name, and whether it is pressed with Ctrl.
    #[must_use]
    pub fn of_key(key: &str, ctrl: bool) -> Option<Self> {
        Some(match (key, ctrl) {
            ("ArrowUp", false) => Turn::Up,
            ("ArrowDown", false) => Turn::Down,
            ("ArrowLeft", false) => Turn::Back,
            ("ArrowRight", false) => Turn::Forth,
            ("Home", false) => Turn::RowStart,
            ("End", false) => Turn::RowEnd,
            ("Home", true) => Turn::First,
            ("End", true) => Turn::Last,
            _ => return None,
        })
    }
}

/// The cells that open, of the rows that are shown.
pub struct Opening<'a> {
    /// All rows.
    pub rows: &'a [RowOf],
    /// What is known of each bucket.
    pub columns: &'a [Option<Arc<Column>>],
    /// The places of the rows that are shown.
    pub shown: Range<usize>,
}

impl Opening<'_> {
    /// Row by row.
    fn cells(&self) -> impl Iterator<Item = CellAt> {
        self.shown.clone().flat_map(|row| {
            let of = self.rows.get(row);
            let opens = move |column: &Option<Arc<Column>>| of.is_some_and(|of| opens(of, column.as_deref()));
            let columns = self.columns.iter().enumerate().filter(move |(_, column)| opens(column));
            columns.map(move |(column, _)| (row, column))
        })
    }

    /// The cell at which Tab stops: the one that had the focus last, while it is there, else the first.
    #[must_use]
    pub fn stop(&self, last: Option<&(RowOf, usize)>) -> Option<CellAt> {
        let is_last = |(row, column): &CellAt| {
            last.is_some_and(|(of, place)| place == column && self.rows.get(*row) == Some(of))
        };
        self.cells().find(is_last).or_else(|| self.cells().next())
    }

    /// The cell to which a key leads from another one, past those that do not open; none where there is no more.
    #[must_use]
    pub fn turned(&self, from: CellAt, turn: Turn) -> Option<CellAt> {
        let (row, column) = from;
        let mut cells = self.cells();
        match turn {
            Turn::Up => cells.filter(|cell| cell.1 == column && cell.0 < row).last(),
            Turn::Down => cells.find(|cell| cell.1 == column && cell.0 > row),
            Turn::Back => cells.filter(|cell| cell.0 == row && cell.1 < column).last(),
            Turn::Forth => cells.find(|cell| cell.0 == row && cell.1 > column),
            Turn::RowStart => cells.find(|cell| cell.0 == row),
            Turn::RowEnd => cells.filter(|cell| cell.0 == row).last(),
            Turn::First => cells.next(),
            Turn::Last => cells.last(),
        }
    }
}

/// Whether there is more to see of a rule in a bucket: of a wanted one there is as soon as the bucket is read.
fn opens(of: &RowOf, column: Option<&Column>) -> bool {
    match of {
        RowOf::Wanted(_) => column.is_some(),
        RowOf::Besides(id) => Cell::besides(id, column).opens(),
    }
}

#[cfg(test)]
#[path = "cell_keys_tests.rs"]
mod tests;
