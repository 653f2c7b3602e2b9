//! In which order a column puts the rules.

use std::cmp::Ordering;

use super::table::Sort;
use crate::model::Rule;
use crate::model::rule::{Part, bucket_name, flag};

/// From often to seldom.
pub(super) const FREQUENCIES: [&str; 4] = ["Daily", "Weekly", "Monthly", "Once"];

/// What one column says of a rule, for sorting: a rank, then a text. `None` for a value that is missing.
type Key<'a> = Option<(i64, &'a str)>;

/// The rules at these indices, sorted. What a rule is sorted by is found once, not at each comparison.
pub(super) fn sorted(rules: &[Rule], indices: Vec<usize>, sort: Sort) -> Vec<usize> {
    let second = second(sort.column);
    let keys = |at: usize| {
        let rule = &rules[at];
        (at, key(rule, sort.column), second.and_then(|column| key(rule, column)))
    };
    let mut keyed: Vec<(usize, Key<'_>, Key<'_>)> = indices.into_iter().map(keys).collect();
    keyed.sort_by(|(_, a, a_second), (_, b, b_second)| {
        compare(*a, *b, sort).then_with(|| compare(*a_second, *b_second, sort))
    });
    keyed.into_iter().map(|(at, _, _)| at).collect()
}

/// What decides between rules that one column puts in the same place.
fn second(column: Part) -> Option<Part> {
    match column {
        Part::Bucket => Some(Part::DestinationPrefix),
        Part::Frequency => Some(Part::DayOfMonth),
        _ => None,
    }
}

/// Missing values come last in either direction; equal ones keep their order.
fn compare(a: Key<'_>, b: Key<'_>, sort: Sort) -> Ordering {
    let (Some((rank_a, text_a)), Some((rank_b, text_b))) = (a, b) else {
        return b.is_some().cmp(&a.is_some());
    };
    let texts = || match sort.column {
        // An id tells capitals apart; what else is sorted, people read.
        Part::Id => text_a.cmp(text_b),
        _ => compare_text(text_a, text_b),
    };
    let order = rank_a.cmp(&rank_b).then_with(texts);
    if sort.descending { order.reverse() } else { order }
}

/// Latin letters in either case are the same.
pub(super) fn compare_text(a: &str, b: &str) -> Ordering {
    // Most rules of a bucket go to one destination.
    if a == b {
        return Ordering::Equal;
    }
    let lower = |byte: u8| byte.to_ascii_lowercase();
    a.bytes().map(lower).cmp(b.bytes().map(lower))
}

fn key(rule: &Rule, column: Part) -> Key<'_> {
    let text = rule.text(column).trim();
    let place = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
    match column {
        Part::Id => Some((0, rule.id())),
        Part::Fields => {
            let fields = rule.entries(Part::Fields).chain(rule.entries(Part::MetadataFields)).count();
            Some((place(fields), ""))
        }
        _ if text.is_empty() => None,
        // On before off, what is neither last.
        _ if column.is_flag() => Some((flag(text).map_or(2, |on| i64::from(!on)), "")),
        Part::Frequency => {
            let known = FREQUENCIES.iter().position(|known| known.eq_ignore_ascii_case(text));
            Some((place(known.unwrap_or(FREQUENCIES.len())), text))
        }
        // What is no number comes after those that are.
        Part::ModifiedFrom
        | Part::ModifiedTo
        | Part::SizeFrom
        | Part::SizeTo
        | Part::IncrementalFrequency
        | Part::AccountId
        | Part::DayOfMonth => Some(text.parse().map_or((i64::MAX, text), |number| (number, ""))),
        Part::Bucket => Some((0, bucket_name(text))),
        _ => Some((0, text)),
    }
}

#[cfg(test)]
#[path = "sort_tests.rs"]
mod tests;
