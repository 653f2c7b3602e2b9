//! Plans of small buckets.

use super::*;
use crate::form::connection::ConnectionDraft;
use crate::model::Provider;

fn connection(provider: Provider, region: &str, bucket: &str) -> Connection {
    let draft =
        ConnectionDraft { region: region.into(), bucket: bucket.into(), ..ConnectionDraft::new(provider) };
    draft.check().expect("a connection")
}

fn oss() -> Connection {
    connection(Provider::Oss, "cn-hangzhou", "logs-2")
}

fn cos(region: &str) -> Connection {
    connection(Provider::Cos, region, "logs-1250000000")
}

fn rule(id: &str) -> Rule {
    Rule::default()
        .with(Part::Id, id)
        .with(Part::Enabled, "true")
        .with(Part::Bucket, "acs:oss:::reports")
        .with(Part::DestinationPrefix, "all/")
        .with(Part::Frequency, "Daily")
}

fn patterns(bucket: &str, prefix: &str) -> Patterns {
    Patterns { bucket: bucket.into(), prefix: prefix.into() }
}

fn steps(wanted: &[Rule], patterns: &Patterns, to: &Connection, there: &[Rule]) -> Vec<Step> {
    plan(wanted, patterns, to, there).into_iter().map(|planned| planned.step).collect()
}

#[test]
fn patterns_are_filled_once_and_what_is_empty_is_left_to_the_rule() {
    let placed = |bucket: &str, prefix: &str, id: &str| {
        let placed = patterns(bucket, prefix).applied(&rule(id), &oss());
        (placed.text(Part::Bucket).to_owned(), placed.text(Part::DestinationPrefix).to_owned())
    };
    let pair = |bucket: &str, prefix: &str| (bucket.to_owned(), prefix.to_owned());
    assert_eq!(placed("", "", "a"), pair("acs:oss:::reports", "all/"));
    assert_eq!(
        placed(" {bucket}-reports ", "{region}/{bucket}/{id}/", "a"),
        pair("acs:oss:::logs-2-reports", "cn-hangzhou/logs-2/a/")
    );
    assert_eq!(placed("", "{id}", "{bucket}"), pair("acs:oss:::reports", "{bucket}"));
    assert_eq!(placed("", "{", "a"), pair("acs:oss:::reports", "{"));
    assert_eq!(placed("", "}{id}{", "a"), pair("acs:oss:::reports", "}a{"));
    let unknown = |bucket: &str, prefix: &str| patterns(bucket, prefix).unknown();
    assert_eq!(unknown("{bucket}", "{id}/{region}"), None);
    assert_eq!(unknown("{name}", "{x}"), Some("name".to_owned()));
    assert_eq!(unknown("", "{ id }"), Some(" id ".to_owned()));
    assert_eq!(unknown("", "{id"), None);
}

#[test]
fn the_destination_is_written_as_the_provider_writes_it_for_the_buckets_region() {
    let to = cos("ap-beijing");
    let placed = patterns("{region}-reports-1250000000", "").applied(&rule("a"), &to);
    assert_eq!(placed.text(Part::Bucket), "qcs::cos:ap-beijing::ap-beijing-reports-1250000000");
}

#[test]
fn each_rule_is_created_left_alone_or_differs_by_the_buckets_own_list() {
    let same = rule("b").with(Part::Enabled, "True");
    let differs = rule("c").with(Part::Frequency, "Weekly");
    let odd = Rule::of_unreadable("d", String::new());
    let wanted = ["a", "b", "c", "d"].map(rule);
    let there = [same, differs.clone(), odd, rule("e")];
    let expected = [Step::Create, Step::Same, Step::Differs, Step::Cannot(Cannot::Unreadable)];
    assert_eq!(steps(&wanted, &Patterns::default(), &oss(), &there), expected);
    assert_eq!(plan(&wanted, &Patterns::default(), &oss(), &there)[2].now, Some(differs));
    assert_eq!(only_there(&wanted, &there), ["e".to_owned()].into());
    // What a pattern makes of it is compared.
    let moved = steps(&wanted[1..2], &patterns("", "other/"), &oss(), &there);
    assert_eq!(moved, [Step::Differs]);
}

#[test]
fn a_full_bucket_takes_as_many_as_it_has_room_for_and_changes_still() {
    let there: Vec<Rule> = (0..999).map(|number| rule(&format!("r-{number}"))).collect();
    let wanted = [rule("a"), rule("r-1").with(Part::Prefix, "x"), rule("b")];
    let expected = [Step::Create, Step::Differs, Step::Cannot(Cannot::Full)];
    assert_eq!(steps(&wanted, &Patterns::default(), &oss(), &there), expected);
}

#[test]
fn what_would_be_refused_is_not_sent() {
    let cannot = |part, problem| Step::Cannot(Cannot::Refused(part, problem));
    let bad_name = steps(&[rule("a")], &patterns("Reports_", ""), &oss(), &[]);
    assert_eq!(bad_name, [cannot(Part::Bucket, Problem::BucketName)]);
    let there = rule("a").with(Part::Bucket, "qcs::cos:ap-guangzhou::reports-1250000000");
    let wanted = [there];
    assert_eq!(steps(&wanted, &Patterns::default(), &cos("ap-guangzhou"), &[]), [Step::Create]);
    // The reports of a bucket stay in its region.
    let elsewhere = steps(&wanted, &Patterns::default(), &cos("ap-beijing"), &[]);
    assert_eq!(elsewhere, [cannot(Part::Bucket, Problem::OtherRegion)]);
    let moved = steps(&wanted, &patterns("reports-1250000000", ""), &cos("ap-beijing"), &[]);
    assert_eq!(moved, [Step::Create]);
    // What the source bucket has taken is not judged here.
    let odd = [rule("a").with(Part::Frequency, "Hourly")];
    assert_eq!(steps(&odd, &Patterns::default(), &oss(), &[]), [Step::Create]);
}
