//! The order of each column.

use super::*;
use crate::state::table::tests::{ids, rule};
use crate::state::table::{ALL_COLUMNS, TableQuery};

/// The ids of rules that differ in one part, sorted by it upwards and downwards. Each is called what
/// it says.
#[track_caller]
fn check(column: Part, texts: &[Option<&str>], up: &[&str], down: &[&str]) {
    let rules: Vec<Rule> = texts
        .iter()
        .map(|text| {
            let mut rule = rule(text.unwrap_or("none"));
            rule.set(column, text.map(str::to_owned));
            rule
        })
        .collect();
    let query = TableQuery::default();
    assert_eq!(ids(&rules, &query), texts.iter().map(|text| text.unwrap_or("none")).collect::<Vec<_>>());
    let sorted = query.sorted_by(column);
    assert_eq!(ids(&rules, &sorted), up, "{column:?} upwards");
    assert_eq!(ids(&rules, &sorted.sorted_by(column)), down, "{column:?} downwards");
}

#[test]
fn texts_are_sorted_as_people_read_them_and_missing_ones_come_last_both_ways() {
    check(
        Part::Prefix,
        &[None, Some("z"), Some("A"), Some("a"), Some("B")],
        &["A", "a", "B", "z", "none"],
        &["z", "B", "A", "a", "none"],
    );
}

#[test]
fn ids_tell_capitals_apart() {
    check(Part::Id, &[Some("b"), Some("a"), Some("B")], &["B", "a", "b"], &["b", "a", "B"]);
}

#[test]
fn frequencies_are_sorted_by_how_often() {
    let texts = ["Once", "Hourly", "Monthly", "Daily", "weekly"].map(Some);
    check(
        Part::Frequency,
        &texts,
        &["Daily", "weekly", "Monthly", "Once", "Hourly"],
        &["Hourly", "Once", "Monthly", "weekly", "Daily"],
    );
}

#[test]
fn flags_are_sorted_on_first() {
    for flag in [Part::Enabled, Part::Incremental, Part::AutoDelete] {
        let texts = [Some("False"), None, Some("maybe"), Some("True")];
        check(flag, &texts, &["True", "False", "maybe", "none"], &["maybe", "False", "True", "none"]);
    }
}

#[test]
fn numbers_are_sorted_by_size_and_what_is_none_after_them() {
    for number in [
        Part::SizeFrom,
        Part::SizeTo,
        Part::ModifiedFrom,
        Part::ModifiedTo,
        Part::DayOfMonth,
        Part::AccountId,
    ] {
        let texts = [Some("10"), Some("x"), None, Some("9"), Some(" 100 ")];
        check(number, &texts, &["9", "10", " 100 ", "x", "none"], &["x", " 100 ", "10", "9", "none"]);
    }
}

#[test]
fn fields_are_sorted_by_their_number() {
    let mut two = rule("two").with(Part::Fields, "Size");
    two.set(Part::MetadataFields, Some("x-cos-meta-a".into()));
    let rules = [two, rule("none"), rule("one").with(Part::Fields, "Size")];
    assert_eq!(ids(&rules, &TableQuery::default().sorted_by(Part::Fields)), ["none", "one", "two"]);
}

#[test]
fn destinations_are_sorted_by_name_then_prefix_and_monthly_rules_by_day() {
    let to = |id: &str, bucket: &str, prefix: &str| {
        rule(id).with(Part::Bucket, bucket).with(Part::DestinationPrefix, prefix)
    };
    let rules = [to("3", "b", "x"), to("2", "acs:oss:::a", "y"), to("1", "a", "X")];
    let by_bucket = TableQuery::default().sorted_by(Part::Bucket);
    assert_eq!(ids(&rules, &by_bucket), ["1", "2", "3"]);
    assert_eq!(ids(&rules, &by_bucket.sorted_by(Part::Bucket)), ["3", "2", "1"]);
    let on = |id: &str, day: &str| rule(id).with(Part::Frequency, "Monthly").with(Part::DayOfMonth, day);
    let rules = [on("10", "10"), on("9", "9"), rule("daily")];
    assert_eq!(ids(&rules, &TableQuery::default().sorted_by(Part::Frequency)), ["daily", "9", "10"]);
}

#[test]
fn every_column_keeps_equal_rules_in_their_order() {
    let rules = ["c", "a", "b"].map(|id| Rule::default().with(Part::Id, "same").with(Part::Prefix, id));
    for column in ALL_COLUMNS.into_iter().filter(|column| *column != Part::Prefix) {
        for descending in [false, true] {
            assert_eq!(sorted(&rules, vec![0, 1, 2], Sort { column, descending }), [0, 1, 2], "{column:?}");
        }
    }
}
