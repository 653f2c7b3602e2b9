//! The plan of many buckets side by side: a row for each rule, a column for each bucket, and what stands where they meet.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::plan::{Cannot, Planned, Step};
use super::selection::Coverage;
use super::table::TableView;
use crate::model::rule::{Part, Rule};

/// What is known of a bucket whose list is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Whether each of the wanted rules says the same there, in their order.
    pub same: Vec<bool>,
    /// The ids of the rules that it has besides.
    pub besides: Arc<BTreeSet<String>>,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowOf {
    /// One of the wanted rules, by its place among them.
    Wanted(usize),
    /// A rule that only buckets have that are compared, by its id.
    Besides(String),
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The bucket is not read: its head says why.
    Unread,
    /// Nobody wants it here, and it is not there.
    Absent,
    /// The bucket alone has it.
    OnlyThere,
    /// It is there, and says the same.
    Same,
    /// It is not there.
    Missing,
    /// It is there, and says something else in so many parts.
    Differs(usize),
    /// Nothing can be written.
    Cannot(Cannot),
    /// Something was sent.
    Sent(Sent),
}

/// What became of a rule that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is being written.
    Writing,
    /// It was created.
    Created,
    /// It was written in the place of the one that was there.
    Changed,
    /// Another one has come meanwhile.
    Came,
    /// It failed, or nobody knows.
    Failed,
    /// It was written, and taken back.
    TakenBack,
    /// It was written, and could not be taken back.
    NotTakenBack,
}

/// How many of the rows say what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub rows: usize,
    /// Those that are not the same in every bucket.
    pub differing: usize,
}

impl Cell {
    /// What a wanted rule is in a bucket, by what was planned and what was sent since.
    #[must_use]
    pub fn of(planned: &Planned, sent: Option<Sent>) -> Self {
        match (sent, planned.step) {
            (Some(sent), _) => Cell::Sent(sent),
            (None, Step::Create) => Cell::Missing,
            (None, Step::Same) => Cell::Same,
            (None, Step::Differs) => Cell::Differs(differing(planned)),
            (None, Step::Cannot(why)) => Cell::Cannot(why),
        }
    }

    /// What a rule that nobody wants there is in a bucket.
    #[must_use]
    pub fn besides(id: &str, column: Option<&Column>) -> Self {
        match column {
            None => Cell::Unread,
            Some(column) if column.besides.contains(id) => Cell::OnlyThere,
            Some(_) => Cell::Absent,
        }
    }

    /// Whether there is more to see of it.
    #[must_use]
    pub fn opens(self) -> bool {
        !matches!(self, Cell::Unread | Cell::Absent)
    }
}

/// In how many parts the bucket's own rule says something else.
fn differing(planned: &Planned) -> usize {
    let differs = |now: &Rule| Part::all().filter(|part| !now.agrees(&planned.rule, *part)).count();
    planned.now.as_ref().map_or(0, differs)
}

/// The rows: the wanted rules in their order, then by their ids those that only some of the buckets have. With
/// `only_differences` without those that are the same in every bucket that is read.
#[must_use]
pub fn rows(wanted: usize, columns: &[Option<Arc<Column>>], only_differences: bool) -> Vec<RowOf> {
    let is_shown = |at: &usize| !(only_differences && is_same(*at, columns));
    let besides: BTreeSet<&String> =
        columns.iter().flatten().flat_map(|column| column.besides.iter()).collect();
    let wanted = (0..wanted).filter(is_shown).map(RowOf::Wanted);
    wanted.chain(besides.into_iter().map(|id| RowOf::Besides(id.clone()))).collect()
}

/// How many rows there are, and how many of them say that something differs.
#[must_use]
pub fn counts(wanted: usize, columns: &[Option<Arc<Column>>]) -> Counts {
    Counts { rows: rows(wanted, columns, false).len(), differing: rows(wanted, columns, true).len() }
}

/// Whether a wanted rule says the same in every bucket that is read. While none is, nobody knows.
fn is_same(at: usize, columns: &[Option<Arc<Column>>]) -> bool {
    let mut known = columns.iter().flatten().filter_map(|column| column.same.get(at)).peekable();
    known.peek().is_some() && known.all(|is_same| *is_same)
}

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

/// A page of so many rows, from 0; the last one where there are fewer.
#[must_use]
pub fn paged(count: usize, page: usize, size: usize) -> TableView {
    let pages = count.div_ceil(size).max(1);
    let page = page.min(pages - 1);
    let first = page * size;
    TableView {
        rows: (first..count.min(first + size)).collect(),
        matching: (0..count).collect(),
        matches: count,
        loaded: count,
        page,
        pages,
    }
}

/// How many of what can be chosen is, for a box that stands for all of it; `None` where nothing can be. Each is given as
/// whether it is chosen.
#[must_use]
pub fn coverage(chosen: impl Iterator<Item = bool>) -> Option<Coverage> {
    let (mut all, mut some) = (0, 0);
    for is_chosen in chosen {
        all += 1;
        some += usize::from(is_chosen);
    }
    match (all, some) {
        (0, _) => None,
        (_, 0) => Some(Coverage::None),
        (all, some) if all == some => Some(Coverage::All),
        _ => Some(Coverage::Some),
    }
}

#[cfg(test)]
#[path = "side_by_side_tests.rs"]
mod tests;
