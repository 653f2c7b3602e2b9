//! What rules have in common, and one change made to each.

use super::*;
use crate::form::edits::{Replacing, held};
use crate::model::{BucketName, Provider};
use crate::provider::service;

fn connection() -> Connection {
    Connection::to(Provider::Cos, "ap-guangzhou", "source-1250000000")
}

fn rule(id: &str, frequency: &str, day: Option<&str>) -> Rule {
    let mut rule = Rule::default()
        .with(Part::Id, id)
        .with(Part::Enabled, "true")
        .with(Part::Prefix, "logs/")
        .with(Part::Bucket, "qcs::cos:ap-guangzhou::reports-1250000000")
        .with(Part::DestinationPrefix, id)
        .with(Part::Format, "CSV")
        .with(Part::Frequency, frequency);
    rule.put(Part::DayOfMonth, day);
    rule
}

fn three() -> [Rule; 3] {
    [rule("a", "Daily", None), rule("b", "Weekly", None), rule("c", "Monthly", Some("3"))]
}

/// What typing this into the form of the three rules changes.
fn change(typed: &[(Part, &str)]) -> Change {
    let mut draft = RuleDraft::of(&Common::of(&three()).rule);
    typed.iter().for_each(|(part, text)| draft.typed.put(*part, Some(text)));
    Change::of(&draft, &[], &connection(), service(Provider::Cos).capabilities())
}

#[test]
fn what_all_say_is_common_and_the_rest_differs() {
    let common = Common::of(&three());
    assert_eq!(common.rule.text(Part::Prefix), "logs/");
    assert_eq!(common.rule.get(Part::Id), None);
    assert_eq!(common.rule.get(Part::Frequency), None);
    assert_eq!(common.differing, [Part::DestinationPrefix, Part::Frequency, Part::DayOfMonth]);
    let spelled = [rule("a", "Daily", None), rule("b", "Daily", None).with(Part::Enabled, "True")];
    assert_eq!(Common::of(&spelled).differing, [Part::DestinationPrefix]);
    assert_eq!(Common::of(&[]), Common::default());
}

#[test]
fn only_what_is_typed_changes() {
    assert_eq!(change(&[]), Change::default());
    let weekly = change(&[(Part::Frequency, "Weekly")]);
    let [a, b, c] = three().map(|rule| weekly.applied(&rule));
    assert_eq!(a, rule("a", "Weekly", None));
    assert_eq!(b, rule("b", "Weekly", None));
    // A day means nothing to a weekly rule, though the three had no day in common.
    assert_eq!(c, rule("c", "Weekly", None));
    let rules = three();
    assert_eq!(weekly.concerns(&rules).map(Rule::id).collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(weekly.parts(&rules).collect::<Vec<_>>(), [Part::Frequency, Part::DayOfMonth]);
    assert_eq!(weekly.parts(&rules[..2]).collect::<Vec<_>>(), [Part::Frequency]);
}

#[test]
fn a_destination_moves_and_each_keeps_its_own_prefix() {
    let moved = change(&[(Part::Bucket, "archive-1250000000")]);
    for before in three() {
        let after = moved.applied(&before);
        assert_eq!(after.text(Part::Bucket), "qcs::cos:ap-guangzhou::archive-1250000000");
        assert_eq!(after, before.clone().with(Part::Bucket, after.text(Part::Bucket)));
    }
}

#[test]
fn what_all_had_can_be_taken_away() {
    let whole = change(&[(Part::Prefix, "")]);
    assert!(three().iter().all(|rule| whole.applied(rule).text(Part::Prefix).is_empty()));
    // Where they differ, an empty field changes nothing.
    assert_eq!(change(&[(Part::DestinationPrefix, "")]), Change::default());
}

#[test]
fn none_can_be_chosen_where_they_differ() {
    let plain = rule("a", "Daily", None);
    let locked = plain.clone().with(Part::Encryption, "SSE-KMS").with(Part::KmsKeyId, "key");
    let draft = RuleDraft::of(&Common::of(&[plain.clone(), locked.clone()]).rule);
    let capabilities = service(Provider::Oss).capabilities();
    let change = |chosen: &[Part]| Change::of(&draft, chosen, &connection(), capabilities);
    assert_eq!(change(&[]).applied(&locked), locked);
    let none = change(&[Part::Encryption]);
    assert!(none.applied(&locked).agrees_in_all(&plain));
    // The key goes with the encryption that it was of.
    assert_eq!(none.parts(&[locked]).collect::<Vec<_>>(), [Part::Encryption, Part::KmsKeyId]);
}

#[test]
fn a_rule_that_does_not_bear_the_change_is_named() {
    let rules = [rule("a", "Daily", None), rule("b", "Daily", None).with(Part::ModifiedTo, "1000")];
    let mut draft = RuleDraft::of(&Common::of(&rules).rule);
    draft.typed.put(Part::ModifiedFrom, Some("2021-11-25T23:40:49"));
    let change = Change::of(&draft, &[], &connection(), service(Provider::Cos).capabilities());
    let problems = change.problems(&rules, &connection());
    assert_eq!(problems, [("b".to_owned(), Part::ModifiedTo, Problem::Order)]);
}

/// What is asked of the three besides texts for all.
fn besides(part: Part, find: &str, with: &str) -> Besides {
    let replacing = Replacing { part, find: find.to_owned(), with: with.to_owned() };
    Besides { replacing, ..Besides::default() }
}

fn bucket() -> BucketName {
    connection().bucket
}

/// What the three say in a part after a change.
fn said_after(change: &Change, part: Part) -> [String; 3] {
    three().map(|rule| change.applied(&rule).text(part).to_owned())
}

#[test]
fn each_rule_has_its_own_id_and_all_have_the_bucket_in_a_text() {
    let change =
        change(&[(Part::DestinationPrefix, "{bucket}/{id}/{id}"), (Part::Bucket, "to-{id}-1250000000")]);
    let bucket = "source-1250000000";
    assert_eq!(
        said_after(&change, Part::DestinationPrefix),
        ["a", "b", "c"].map(|id| format!("{bucket}/{id}/{id}"))
    );
    assert_eq!(said_after(&change, Part::Bucket)[1], "qcs::cos:ap-guangzhou::to-b-1250000000");
    // An id that looks like a place is no place.
    let odd = Rule::default().with(Part::Id, "{bucket}");
    assert_eq!(change.applied(&odd).text(Part::DestinationPrefix), format!("{bucket}/{{bucket}}/{{bucket}}"));
    assert_eq!(change.concerns(&three()).count(), 3);
}

#[test]
fn a_text_that_is_not_changed_keeps_what_looks_like_a_place() {
    let rules = three().map(|rule| rule.with(Part::Prefix, "{id}/{bucket}"));
    let mut draft = RuleDraft::of(&Common::of(&rules).rule);
    draft.typed.put(Part::Frequency, Some("Weekly"));
    let change = Change::of(&draft, &[], &connection(), service(Provider::Cos).capabilities());
    assert_eq!(change.applied(&rules[0]).text(Part::Prefix), "{id}/{bucket}");
    assert_eq!(sample(&draft, &bucket()), draft);
}

#[test]
fn what_stands_for_something_is_checked_as_the_like_of_it() {
    let mut draft = RuleDraft::of(&Common::of(&three()).rule);
    draft.typed.put(Part::Bucket, Some("{bucket}"));
    assert!(findings(&draft, &connection()).of(Part::Bucket).is_some());
    assert_eq!(findings(&sample(&draft, &bucket()), &connection()).of(Part::Bucket), None);
    draft.typed.put(Part::Bucket, Some("{buckets}"));
    assert!(findings(&sample(&draft, &bucket()), &connection()).of(Part::Bucket).is_some());
}

#[test]
fn a_part_of_a_text_is_replaced_where_it_is_and_nowhere_else() {
    let change = |besides: &Besides| Change::default().and(besides, &bucket());
    let logs = change(&besides(Part::Prefix, "logs", "{bucket}/{id}"));
    assert_eq!(said_after(&logs, Part::Prefix)[2], "source-1250000000/c/");
    let b = change(&besides(Part::DestinationPrefix, "b", "x"));
    assert_eq!(said_after(&b, Part::DestinationPrefix), ["a", "x", "c"]);
    assert_eq!(b.concerns(&three()).map(Rule::id).collect::<Vec<_>>(), ["b"]);
    assert_eq!(b.parts(&three()).collect::<Vec<_>>(), [Part::DestinationPrefix]);
    assert_eq!(besides(Part::DestinationPrefix, "b", "x").replacing.finds(&three()), 1);
    // A text of which nothing is left is none.
    let gone = change(&besides(Part::DestinationPrefix, "b", ""));
    assert_eq!(gone.applied(&three()[1]).get(Part::DestinationPrefix), None);
    assert_eq!(change(&besides(Part::Prefix, "", "x")), Change::default());
    assert_eq!(besides(Part::Prefix, "", "x").replacing.finds(&three()), 0);
}

#[test]
fn only_the_name_of_a_bucket_is_replaced() {
    let cos = Change::default().and(&besides(Part::Bucket, "cos", "oss"), &bucket());
    assert_eq!(cos.concerns(&three()).count(), 0);
    let moved = Change::default().and(&besides(Part::Bucket, "reports-", "archive-"), &bucket());
    assert_eq!(said_after(&moved, Part::Bucket)[0], "qcs::cos:ap-guangzhou::archive-1250000000");
}

#[test]
fn a_replacement_is_made_in_what_is_set_for_all() {
    let both = change(&[(Part::DestinationPrefix, "new/{id}")])
        .and(&besides(Part::DestinationPrefix, "new", "newer"), &bucket());
    assert_eq!(said_after(&both, Part::DestinationPrefix), ["newer/a", "newer/b", "newer/c"]);
    assert_eq!(both.parts(&three()).collect::<Vec<_>>(), [Part::DestinationPrefix]);
}

#[test]
fn one_field_comes_and_another_goes_and_the_rest_of_each_stays() {
    let rules = [
        rule("a", "Daily", None).with(Part::Fields, "Size\nETag"),
        rule("b", "Daily", None).with(Part::Fields, "Tag\nSomeFutureField"),
        rule("c", "Daily", None),
    ];
    let held = held(&rules, Part::Fields);
    let counts = [("Size", 1), ("ETag", 1), ("Tag", 1), ("SomeFutureField", 1)];
    assert_eq!(held, counts.map(|(field, count)| (field.to_owned(), count)));
    let mut besides = Besides::default();
    besides.turn_field("Tag", 1, 3);
    besides.turn_field("ETag", 1, 3);
    besides.turn_field("ETag", 1, 3);
    assert_eq!(
        (besides.field("Tag"), besides.field("ETag"), besides.field("Size")),
        (Some(true), Some(false), None)
    );
    let change = Change::default().and(&besides, &bucket());
    let fields = |rule: &Rule| change.applied(rule).get(Part::Fields).map(str::to_owned);
    let said = |text: &str| Some(text.to_owned());
    assert_eq!(rules.each_ref().map(fields), [said("Size\nTag"), said("Tag\nSomeFutureField"), said("Tag")]);
    assert_eq!(change.concerns(&rules).map(Rule::id).collect::<Vec<_>>(), ["a", "c"]);
}

#[test]
fn a_field_is_turned_until_each_keeps_its_own_again() {
    for (held, states) in [
        (0, [Some(true), None, Some(true)]),
        (2, [Some(true), Some(false), None]),
        (3, [Some(false), None, Some(false)]),
    ] {
        let mut besides = Besides::default();
        let turned = states.map(|_| {
            besides.turn_field("Tag", held, 3);
            besides.field("Tag")
        });
        assert_eq!(turned, states, "{held} of 3");
        assert_eq!(besides.is_nothing(), states[2].is_none());
        besides.leave_fields();
        assert_eq!(besides, Besides::default());
    }
}
