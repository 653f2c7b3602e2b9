//! The plan and what became of it as a file: a line for each rule in each bucket.

use leptos::prelude::*;

use super::planning::Planning;
use super::report::report_words;
use super::target::{State, Target};
use super::words::{fate_words, step_words, unread_words};
use crate::app::i18n::t_string;
use crate::app::services::clock;
use crate::app::services::download::give;
use crate::app::services::notices::Notices;
use crate::app::words::Words;
use crate::export::file_about;
use crate::export::listing::Listing;

/// Gives it to the browser.
pub(super) fn download(words: Words, notices: Notices, planning: Planning) {
    let listing = listing(words, planning);
    hand_out(notices, planning, "to-other-buckets", Shape::Csv, &listing);
}

/// What a table is taken out as.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Csv,
    Markdown,
}

/// Gives a table as a file about `what`, and says so.
pub(super) fn hand_out(notices: Notices, planning: Planning, what: &str, shape: Shape, listing: &Listing) {
    let i18n = planning.form.i18n;
    let (ending, kind, text) = match shape {
        Shape::Csv => ("csv", "text/csv;charset=utf-8", listing.csv()),
        Shape::Markdown => ("md", "text/markdown;charset=utf-8", listing.markdown()),
    };
    let name = file_about(&planning.form.bucket.place().bucket, what, clock::now(), ending);
    match give(&name, kind, &text) {
        Some(()) => {
            let said = t_string!(i18n, many.csv_done, name = name, count = listing.rows.len());
            notices.success(said, None);
        }
        None => notices.failure(t_string!(i18n, bundle.refused).to_owned(), None),
    }
}

fn listing(words: Words, planning: Planning) -> Listing {
    let i18n = words.i18n;
    let crosses = planning.crosses();
    let columns = [
        t_string!(i18n, many.column_bucket),
        t_string!(i18n, many.column_region),
        t_string!(i18n, many.column_rule),
        t_string!(i18n, many.column_plan),
        t_string!(i18n, many.column_result),
    ];
    let columns = columns.into_iter().chain(crosses.then(|| t_string!(i18n, many.column_report)));
    let rows = planning.targets.with_value(|targets| {
        targets.iter().flat_map(|target| untrack(|| lines(words, *target, crosses))).collect()
    });
    Listing { columns: columns.map(str::to_owned).collect(), rows }
}

/// The lines of a bucket; where another provider's are written, with what does not say the same there.
fn lines(words: Words, target: Target, crosses: bool) -> Vec<Vec<String>> {
    let bucket = target.bucket.get();
    let place = bucket.place();
    let line = |rule: &str, plan: String, result: String, report: String| {
        let named = [place.bucket.as_str(), place.region.as_str(), rule].map(str::to_owned);
        named.into_iter().chain([plan, result]).chain(crosses.then_some(report)).collect::<Vec<_>>()
    };
    target.state.with(|state| match state {
        State::Planned(entries) => {
            let of = entries.all.iter().map(|entry| {
                let plan = step_words(words, bucket, entry.planned.step);
                let report = entry.planned.crossing.as_ref();
                let report = report.map(|report| report_words(words, bucket, report).join(" "));
                let result = fate_words(words, bucket, entry);
                line(entry.planned.rule.id(), plan, result, report.unwrap_or_default())
            });
            of.collect()
        }
        unread => vec![line("", String::new(), unread_words(words, bucket, unread), String::new())],
    })
}
