//! What passes which filters.

use super::*;
use crate::state::table::TableView;
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
fn each_word_is_found_in_what_a_column_shows() {
    let to = |id: &str, folder: &str| rule(id).with(Part::DestinationPrefix, folder);
    let rules = [
        to("logs", "Daily/app").with(Part::Prefix, "a b/"),
        to("media", "").with(Part::Prefix, "logs/"),
        // What is no such resource is a name as it stands.
        to("odd", "x").with(Part::Bucket, "acs:oss:reports"),
    ];
    for (text, found) in [
        // The destination is one text.
        ("reports/daily", vec!["logs"]),
        ("PORTS/d", vec!["logs"]),
        ("reports/daily/app", vec!["logs"]),
        ("/app", vec!["logs"]),
        ("reports/x", vec!["odd"]),
        ("s/", vec!["logs", "media", "odd"]),
        ("reports/", vec!["logs", "odd"]),
        ("eports/aily", vec![]),
        ("xreports/daily", vec![]),
        ("reports//daily", vec![]),
        // How a bucket is written is no part of its name.
        (":reports", vec!["odd"]),
        (":reports/daily", vec![]),
        // Words in any order, each anywhere.
        ("logs daily", vec!["logs"]),
        (" daily\tlogs ", vec!["logs"]),
        ("logs reports", vec!["logs", "media"]),
        ("logs logs", vec!["logs", "media"]),
        ("a b", vec!["logs"]),
        ("logs elsewhere", vec![]),
    ] {
        assert_eq!(ids(&rules, &TableQuery::default().with_text(text)), found, "{text:?}");
    }
}

#[test]
fn a_destination_is_cut_at_no_letter() {
    let rules = [rule("a").with(Part::DestinationPrefix, "清单/Ä")];
    for (text, found) in
        [("reports/清", 1), ("/清单/ä", 0), ("/清单/Ä", 1), ("ports/清单/Ä", 1), ("报s/清", 0)]
    {
        assert_eq!(ids(&rules, &TableQuery::default().with_text(text)).len(), found, "{text:?}");
    }
}

#[test]
fn only_what_is_chosen_is_shown_while_anything_is() {
    let rules = rules();
    let query = TableQuery::default().with_chosen(true);
    assert_eq!(ids(&rules, &query), ["a", "b", "c", "d", "e"]);
    let mut chosen = Selection::default();
    ["d", "b", "gone"].into_iter().for_each(|id| chosen.toggle(id));
    let shown = |query: &TableQuery| {
        TableView::of(&rules, query, &chosen).rows.iter().map(|at| rules[*at].id()).collect::<Vec<_>>()
    };
    assert_eq!(shown(&query), ["b", "d"]);
    assert_eq!(shown(&query.with_facet(Part::Frequency, "Daily", true)), ["b"]);
    assert_eq!(shown(&query.with_chosen(false)).len(), 5);
    // A facet counts among them.
    let counts = facet_values(&rules, &query, &chosen);
    let wanted = [("true", 0), ("false", 1), ("perhaps", 1)].map(|(value, count)| (value.to_owned(), count));
    assert_eq!(counts[0], (Part::Enabled, wanted.to_vec()));
}

#[test]
fn a_value_is_spelt_in_one_way() {
    for (part, value, spelling) in [
        (Part::Enabled, " TRUE ", Some("true")),
        (Part::Enabled, "perhaps", Some("perhaps")),
        (Part::Frequency, " Daily ", Some("Daily")),
        (Part::Bucket, "acs:oss:::reports", Some("reports")),
        (Part::Bucket, "reports", Some("reports")),
        (Part::Prefix, "None", Some("none")),
        (Part::Prefix, "some", Some("some")),
        (Part::Prefix, "", Some("")),
        (Part::Prefix, "logs/", None),
        (Part::Id, "a", None),
    ] {
        assert_eq!(spelt(part, value), spelling, "{part:?} {value:?}");
    }
}

#[test]
fn rules_are_told_by_whether_they_have_a_prefix_and_where_they_go() {
    let rules = [
        rule("whole"),
        rule("part").with(Part::Prefix, " ").with(Part::Bucket, "acs:oss:::archive"),
        Rule::of_unreadable("odd", "<x/>".to_owned()),
        rule("safe").with(Part::Encryption, "SSE-KMS"),
    ];
    let found = |part: Part, value: &str| ids(&rules, &TableQuery::default().with_facet(part, value, true));
    assert_eq!(found(Part::Prefix, WITHOUT_PREFIX), ["whole", "safe"]);
    assert_eq!(found(Part::Prefix, WITH_PREFIX), ["part"]);
    assert_eq!(found(Part::Prefix, ""), ["odd"], "what it lists is not known");
    assert_eq!(found(Part::Bucket, "archive"), ["part"]);
    assert_eq!(found(Part::Bucket, "acs:oss:::reports"), ["whole", "safe"]);
    assert_eq!(found(Part::Encryption, "SSE-KMS"), ["safe"]);
    let all = facet_values(&rules, &TableQuery::default(), &Selection::default());
    let values = |part: Part| {
        let values = all.iter().find(|(known, _)| *known == part).map(|(_, values)| values.clone());
        values.unwrap_or_default()
    };
    let told = |wanted: &[(&str, usize)]| {
        wanted.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect::<Vec<_>>()
    };
    assert_eq!(values(Part::Prefix), told(&[("none", 2), ("some", 1), ("", 1)]));
    assert_eq!(values(Part::Bucket), told(&[("archive", 1), ("reports", 2), ("", 1)]));
    assert_eq!(values(Part::Encryption), told(&[("SSE-KMS", 1), ("", 3)]));
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
    let facets = facet_values(&rules(), query, &Selection::default());
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
    let facets = facet_values(&[], &query, &Selection::default());
    assert_eq!(facets[2], (Part::Format, vec![("ORC".to_owned(), 0)]));
}

#[test]
fn what_a_facet_counts_is_what_is_shown_when_only_that_is_chosen() {
    let rules = rules();
    let query = TableQuery::default().with_facet(Part::Enabled, "true", true);
    for (part, values) in facet_values(&rules, &query, &Selection::default()) {
        for (value, count) in values {
            let others: Vec<_> = query.facets.iter().filter(|(known, _)| *known != part).cloned().collect();
            let alone = TableQuery { facets: others, ..query.clone() }.with_facet(part, &value, true);
            assert_eq!(ids(&rules, &alone).len(), count, "{part:?} {value:?}");
        }
    }
}
