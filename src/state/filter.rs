//! Which rules a query lets through, and what its facets have to offer.
//!
//! It runs over every loaded rule at each key, so that nothing is copied on the way.

use std::cmp::Ordering;

use super::sort::{FREQUENCIES, compare_text};
use super::table::{FACETS, TableQuery};
use crate::model::Rule;
use crate::model::rule::{Part, bucket_name, flag};

/// For each facet the values that the loaded rules have or that are chosen, with the number of rules that
/// would be left if it alone were chosen of its part, beside all that is chosen of the others. Known
/// values first, in their usual order; empty, for rules without the part, last.
#[must_use]
pub fn facet_values(rules: &[Rule], query: &TableQuery) -> Vec<(Part, Vec<(String, usize)>)> {
    let mut facets: Vec<(Part, Vec<(String, usize)>)> =
        FACETS.into_iter().map(|part| (part, Vec::new())).collect();
    for (part, values) in &mut facets {
        for (_, value) in query.facets.iter().filter(|(known, _)| known == part) {
            count(values, *part, value, false);
        }
    }
    for rule in rules {
        let text = has_text(rule, &query.text);
        let fits = FACETS.map(|part| fits(rule, part, &query.facets));
        for (at, (part, values)) in facets.iter_mut().enumerate() {
            let others_fit = fits.iter().enumerate().all(|(other, fits)| other == at || *fits);
            count(values, *part, facet_value(rule, *part), text && others_fit);
        }
    }
    facets
}

/// Counts a value, or only notes that there is such a one.
fn count(values: &mut Vec<(String, usize)>, part: Part, value: &str, counts: bool) {
    let more = usize::from(counts);
    if let Some((_, count)) = values.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(value)) {
        *count += more;
    } else {
        let after = |(known, _): &(String, usize)| compare_values(part, known, value) == Ordering::Greater;
        let at = values.iter().position(after).unwrap_or(values.len());
        values.insert(at, (value.to_owned(), more));
    }
}

fn compare_values(part: Part, a: &str, b: &str) -> Ordering {
    let known: &[&str] = match part {
        Part::Enabled => &["true", "false"],
        Part::Frequency => &FREQUENCIES,
        Part::Versions => &["Current", "All"],
        _ => &[],
    };
    let rank = |value: &str| {
        let unknown = known.len() + usize::from(value.is_empty());
        known.iter().position(|known| known.eq_ignore_ascii_case(value)).unwrap_or(unknown)
    };
    rank(a).cmp(&rank(b)).then_with(|| compare_text(a, b))
}

/// Whether a rule passes the filter text and every facet.
pub(super) fn matches(rule: &Rule, query: &TableQuery) -> bool {
    has_text(rule, &query.text) && FACETS.into_iter().all(|part| fits(rule, part, &query.facets))
}

/// Whether a rule has one of the values that are chosen for a part, or none is.
fn fits(rule: &Rule, part: Part, facets: &[(Part, String)]) -> bool {
    let mut chosen = facets.iter().filter(|(known, _)| *known == part).peekable();
    chosen.peek().is_none() || chosen.any(|(_, value)| value.eq_ignore_ascii_case(facet_value(rule, part)))
}

/// A part as facets tell it: a flag in one spelling, nothing around any word.
fn facet_value(rule: &Rule, part: Part) -> &str {
    let text = rule.text(part).trim();
    match flag(text).filter(|_| part.is_flag()) {
        Some(true) => "true",
        Some(false) => "false",
        None => text,
    }
}

fn has_text(rule: &Rule, wanted: &str) -> bool {
    let wanted = wanted.trim();
    wanted.is_empty()
        || [Part::Id, Part::Prefix, Part::DestinationPrefix]
            .into_iter()
            .map(|part| rule.text(part))
            .chain([bucket_name(rule.text(Part::Bucket))])
            .any(|text| contains(text, wanted))
}

/// Whether a text has another in it, Latin letters in either case. Neither is empty.
fn contains(text: &str, wanted: &str) -> bool {
    let wanted = wanted.as_bytes();
    text.as_bytes().windows(wanted.len()).any(|part| part.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
#[path = "filter_tests.rs"]
mod tests;
