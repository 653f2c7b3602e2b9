//! What rules have in common, and one change made to each.

use super::*;
use crate::model::connection::SignatureVersion;
use crate::model::{BucketName, Provider, ReadSigning, Region};
use crate::provider::service;

fn connection() -> Connection {
    Connection {
        provider: Provider::Cos,
        region: Region::parse("ap-guangzhou").expect("a region"),
        bucket: BucketName::parse("source-1250000000").expect("a bucket"),
        endpoint: None,
        reads: ReadSigning::Automatic,
        signature: SignatureVersion::Current,
    }
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
