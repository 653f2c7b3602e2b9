//! Which rules a query lets through, and what its facets have to offer.
//!
//! It runs over every loaded rule at each key, so that nothing is copied on the way.

use std::cmp::Ordering;

use super::selection::Selection;
use super::sort::{FREQUENCIES, compare_text};
use super::table::{FACETS, TableQuery};
use crate::model::Rule;
use crate::model::rule::{Part, bucket_name, flag};

/// The values of the facet on the prefix: rules without one list the whole bucket.
pub const WITHOUT_PREFIX: &str = "none";
/// The other one.
pub const WITH_PREFIX: &str = "some";

/// A value of a facet in its one spelling: the provider's word, `true` or `false` for a flag, the plain name of a
/// bucket, whether there is a prefix; empty for a part that is missing. `None` for what is no value of a facet.
#[must_use]
pub fn spelt(part: Part, value: &str) -> Option<&str> {
    let value = value.trim();
    match part {
        Part::Prefix => {
            ["", WITHOUT_PREFIX, WITH_PREFIX].into_iter().find(|known| known.eq_ignore_ascii_case(value))
        }
        Part::Bucket => Some(bucket_name(value)),
        part if !FACETS.contains(&part) => None,
        part => Some(match flag(value).filter(|_| part.is_flag()) {
            Some(true) => "true",
            Some(false) => "false",
            None => value,
        }),
    }
}

/// For each facet the values that the loaded rules have or that are chosen, with the number of rules that
/// would be left if it alone were chosen of its part, beside all that is chosen of the others. Known
/// values first, in their usual order; empty, for rules without the part, last.
#[must_use]
pub fn facet_values(
    rules: &[Rule],
    query: &TableQuery,
    chosen: &Selection,
) -> Vec<(Part, Vec<(String, usize)>)> {
    let mut facets: Vec<(Part, Vec<(String, usize)>)> =
        FACETS.into_iter().map(|part| (part, Vec::new())).collect();
    for (part, values) in &mut facets {
        for (_, value) in query.facets.iter().filter(|(known, _)| known == part) {
            count(values, *part, value, false);
        }
    }
    for rule in rules {
        let passes = has_text(rule, &query.text) && passes_choice(rule, query, chosen);
        let fits = FACETS.map(|part| fits(rule, part, &query.facets));
        for (at, (part, values)) in facets.iter_mut().enumerate() {
            let others_fit = fits.iter().enumerate().all(|(other, fits)| other == at || *fits);
            count(values, *part, facet_value(rule, *part), passes && others_fit);
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
        Part::Prefix => &[WITHOUT_PREFIX, WITH_PREFIX],
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

/// Whether a rule is among those that are chosen, if only they are wanted. None of them hides nothing.
pub(super) fn passes_choice(rule: &Rule, query: &TableQuery, chosen: &Selection) -> bool {
    !query.chosen || chosen.is_empty() || chosen.contains(rule.id())
}

/// Whether a rule has one of the values that are chosen for a part, or none is.
fn fits(rule: &Rule, part: Part, facets: &[(Part, String)]) -> bool {
    let mut chosen = facets.iter().filter(|(known, _)| *known == part).peekable();
    chosen.peek().is_none() || chosen.any(|(_, value)| value.eq_ignore_ascii_case(facet_value(rule, part)))
}

/// What a rule has of a facet.
fn facet_value(rule: &Rule, part: Part) -> &str {
    let text = rule.text(part);
    match part {
        // What it lists is not known.
        Part::Prefix if rule.unreadable().is_some() => "",
        // A blank can be the beginning of a key.
        Part::Prefix if text.is_empty() => WITHOUT_PREFIX,
        Part::Prefix => WITH_PREFIX,
        part => spelt(part, text).unwrap_or_default(),
    }
}

/// Whether each word that is wanted stands somewhere in what the table shows of a rule.
fn has_text(rule: &Rule, wanted: &str) -> bool {
    let stands_in = |part: Part, word: &str| contains(rule.text(part), word);
    wanted.split_whitespace().all(|word| {
        stands_in(Part::Id, word) || stands_in(Part::Prefix, word) || stands_in_destination(rule, word)
    })
}

/// Whether a word stands in a destination, `bucket/folder`, perhaps across the slash between the two.
fn stands_in_destination(rule: &Rule, word: &str) -> bool {
    let (written, folder) = (rule.text(Part::Bucket).trim(), rule.text(Part::DestinationPrefix));
    let stands_in = |bucket: &str| {
        let across = |(at, _)| ends_with(bucket, &word[..at]) && starts_with(folder, &word[at + 1..]);
        // The bucket stands alone where there is no folder.
        contains(bucket, word) || !folder.is_empty() && word.match_indices('/').any(across)
    };
    // The plain name is the end of what is written. It is taken out of it only for those few that it decides about.
    contains(folder, word) || stands_in(written) && stands_in(bucket_name(written))
}

/// Whether a text has another in it, Latin letters in either case. The other is not empty.
fn contains(text: &str, wanted: &str) -> bool {
    let wanted = wanted.as_bytes();
    text.as_bytes().windows(wanted.len()).any(|part| part.eq_ignore_ascii_case(wanted))
}

fn starts_with(text: &str, wanted: &str) -> bool {
    let head = text.as_bytes().get(..wanted.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(wanted.as_bytes()))
}

fn ends_with(text: &str, wanted: &str) -> bool {
    let from = text.len().checked_sub(wanted.len());
    let tail = from.and_then(|from| text.as_bytes().get(from..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(wanted.as_bytes()))
}

#[cfg(test)]
#[path = "filter_tests.rs"]
mod tests;
