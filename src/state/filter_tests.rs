//! What passes which filters.

use super::*;
use crate::state::table::tests::{ids, rule};

fn rules() -> Vec<Rule> {
    let told = |id: &str, enabled: &str, frequency: Option<&str>| {
        let mut rule = rule(id).with(Part::Enabled, enabled);
        rule.set(Part::Frequency, frequency.map(str::to_owned));
        rule
    };
    vec![
        told("a", "true", Some("Weekly")),
        told("b", "False", Some("Daily")),
        told("c", " True ", Some("daily ")),
        told("d", "perhaps", Some("Fortnightly")),
        told("e", "true", None),
    ]
}

#[test]
fn the_text_is_looked_for_in_ids_prefixes_and_destinations_without_case() {
    let rules = [
        rule("Alpha"),
        rule("b").with(Part::Prefix, "Logs/"),
        rule("c").with(Part::DestinationPrefix, "清单/Ä"),
    ];
    let query = TableQuery::default();
    assert_eq!(ids(&rules, &query.with_text(" alp ")), ["Alpha"]);
    assert_eq!(ids(&rules, &query.with_text("LOGS")), ["b"]);
    assert_eq!(ids(&rules, &query.with_text("report")), ["Alpha", "b", "c"]);
    assert_eq!(ids(&rules, &query.with_text("清单")), ["c"]);
    assert_eq!(
        ids(&rules, &query.with_text("oss")),
        [""; 0],
        "how a bucket is written is no part of its name"
    );
    assert_eq!(ids(&rules, &query.with_text(&"long".repeat(99))), [""; 0]);
    assert_eq!(ids(&rules, &query.with_text("  ")), ["Alpha", "b", "c"]);
}

#[test]
fn values_of_one_part_widen_and_parts_narrow() {
    let rules = rules();
    let query = TableQuery::default();
    let daily = query.with_facet(Part::Frequency, "Daily", true);
    assert_eq!(ids(&rules, &daily), ["b", "c"]);
    let often = daily.with_facet(Part::Frequency, "Weekly", true);
    assert_eq!(ids(&rules, &often), ["a", "b", "c"]);
    let often_on = often.with_facet(Part::Enabled, "true", true);
    assert_eq!(ids(&rules, &often_on), ["a", "c"]);
    assert_eq!(ids(&rules, &often_on.with_text("c")), ["c"]);
    assert_eq!(ids(&rules, &query.with_facet(Part::Enabled, "perhaps", true)), ["d"]);
    assert_eq!(ids(&rules, &query.with_facet(Part::Frequency, "", true)), ["e"]);
}

/// The values of one facet.
fn values(query: &TableQuery, part: Part) -> Vec<(String, usize)> {
    let facets = facet_values(&rules(), query);
    assert_eq!(facets.iter().map(|(part, _)| *part).collect::<Vec<_>>(), FACETS);
    facets.into_iter().find(|(known, _)| *known == part).map(|(_, values)| values).unwrap_or_default()
}

#[track_caller]
fn check(query: &TableQuery, part: Part, wanted: &[(&str, usize)]) {
    let found = values(query, part);
    let found: Vec<(&str, usize)> = found.iter().map(|(value, count)| (value.as_str(), *count)).collect();
    assert_eq!(found, wanted);
}

#[test]
fn each_facet_counts_what_the_others_let_through() {
    let query = TableQuery::default();
    check(&query, Part::Enabled, &[("true", 3), ("false", 1), ("perhaps", 1)]);
    check(&query, Part::Frequency, &[("Daily", 2), ("Weekly", 1), ("Fortnightly", 1), ("", 1)]);
    check(&query, Part::Format, &[("CSV", 5)]);
    let daily = query.with_facet(Part::Frequency, "daily", true);
    // Its own choice leaves a facet's numbers as they are, and its values in their places.
    check(&daily, Part::Frequency, &[("daily", 2), ("Weekly", 1), ("Fortnightly", 1), ("", 1)]);
    check(&daily, Part::Enabled, &[("true", 1), ("false", 1), ("perhaps", 0)]);
    check(&daily.with_text("b"), Part::Enabled, &[("true", 0), ("false", 1), ("perhaps", 0)]);
    check(
        &daily.with_text("a"),
        Part::Frequency,
        &[("daily", 0), ("Weekly", 1), ("Fortnightly", 0), ("", 0)],
    );
}

#[test]
fn a_chosen_value_that_no_rule_has_can_be_seen_and_taken_back() {
    let query = TableQuery::default().with_facet(Part::Format, "ORC", true);
    check(&query, Part::Format, &[("CSV", 5), ("ORC", 0)]);
    assert_eq!(facet_values(&[], &query)[2], (Part::Format, vec![("ORC".to_owned(), 0)]));
}

#[test]
fn what_a_facet_counts_is_what_is_shown_when_only_that_is_chosen() {
    let rules = rules();
    let query = TableQuery::default().with_facet(Part::Enabled, "true", true);
    for (part, values) in facet_values(&rules, &query) {
        for (value, count) in values {
            let others: Vec<_> = query.facets.iter().filter(|(known, _)| *known != part).cloned().collect();
            let alone = TableQuery { facets: others, ..query.clone() }.with_facet(part, &value, true);
            assert_eq!(ids(&rules, &alone).len(), count, "{part:?} {value:?}");
        }
    }
}
