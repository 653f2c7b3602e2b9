//! The plan of many buckets side by side: a row for each rule, a column for each bucket, and what stands where they meet.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::plan::{Cannot, Planned, Step};
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
    /// It is there, and nobody wants it.
    Extra,
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
            Some(column) if column.besides.contains(id) => Cell::Extra,
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

#[cfg(test)]
#[path = "side_by_side_tests.rs"]
mod tests;
