//! The rows that are shown as a file: a spreadsheet, or a table of Markdown.

use leptos::prelude::*;

use super::super::result::{Shape, hand_out};
use super::super::target::{State, Target};
use super::super::words::{fate_words, unread_words};
use super::handle::{InCell, Matrix};
use super::words::cell_words;
use crate::app::i18n::t_string;
use crate::app::services::notices::Notices;
use crate::app::words::Words;
use crate::export::listing::Listing;
use crate::state::side_by_side::{Cell, RowOf, Sent};

/// Gives it to the browser.
pub(super) fn download(words: Words, notices: Notices, matrix: Matrix, shape: Shape) {
    let listing = untrack(|| listing(words, matrix));
    hand_out(notices, matrix.planning, "side-by-side", shape, &listing);
}

fn listing(words: Words, matrix: Matrix) -> Listing {
    let targets = matrix.targets.get_value();
    let rule = t_string!(words.i18n, many.column_rule).to_owned();
    let heads = targets.iter().map(|target| head(words, *target));
    let columns = std::iter::once(rule).chain(heads).collect();
    let row = |of: &RowOf| {
        let cell = |(column, target): (usize, &Target)| in_cell(words, matrix, *target, of, column);
        let cells = targets.iter().enumerate().map(cell);
        std::iter::once(matrix.id_of(of)).chain(cells).collect()
    };
    Listing { columns, rows: matrix.rows.with(|rows| rows.iter().map(row).collect()) }
}

/// The bucket; of one that is not read also why.
fn head(words: Words, target: Target) -> String {
    let bucket = target.bucket.get();
    let place = bucket.place();
    let named = format!("{} ({})", place.bucket.as_str(), place.region.as_str());
    target.state.with(|state| match state {
        State::Planned(_) => named,
        unread => [&named, ": ", &unread_words(words, bucket, unread)].concat(),
    })
}

fn in_cell(words: Words, matrix: Matrix, target: Target, of: &RowOf, column: usize) -> String {
    let bucket = target.bucket.get();
    let InCell { cell, losses, .. } = matrix.in_cell(target, of, column);
    let why = match (of, cell) {
        // There is room for it.
        (RowOf::Wanted(at), Cell::Sent(Sent::Failed | Sent::NotTakenBack)) => target
            .with(|entries| entries.all.get(*at).map(|entry| fate_words(words, bucket, entry)))
            .flatten(),
        _ => None,
    };
    why.unwrap_or_else(|| cell_words(words, bucket, cell, losses))
}
