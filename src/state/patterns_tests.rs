//! Patterns for the buckets of either provider.

use super::*;

fn connection(provider: Provider, region: &str, bucket: &str) -> Connection {
    Connection::to(provider, region, bucket)
}

fn rule(id: &str) -> Rule {
    Rule::default()
        .with(Part::Id, id)
        .with(Part::Bucket, "acs:oss:::reports")
        .with(Part::DestinationPrefix, "all/")
}

fn patterns(bucket: &str, prefix: &str) -> Patterns {
    Patterns { bucket: bucket.into(), prefix: prefix.into(), ..Patterns::default() }
}

#[test]
fn patterns_are_filled_once_and_what_is_empty_is_left_to_the_rule() {
    let placed = |bucket: &str, prefix: &str, id: &str| {
        let placed =
            patterns(bucket, prefix).applied(&rule(id), &connection(Provider::Oss, "cn-hangzhou", "logs-2"));
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
    let unknown = |bucket: &str, prefix: &str| {
        let patterns = patterns(bucket, prefix);
        Patterns::PARTS.into_iter().find_map(|part| patterns.unknown_in(part))
    };
    assert_eq!(unknown("{bucket}", "{id}/{region}"), None);
    assert_eq!(unknown("{name}", "{x}"), Some("name".to_owned()));
    assert_eq!(unknown("", "{ id }"), Some(" id ".to_owned()));
    assert_eq!(unknown("", "{id"), None);
}

#[test]
fn the_destination_is_written_as_the_provider_writes_it_for_the_buckets_region() {
    let to = connection(Provider::Cos, "ap-beijing", "logs-1250000000");
    let placed = patterns("{region}-reports-1250000000", "").applied(&rule("a"), &to);
    assert_eq!(placed.text(Part::Bucket), "qcs::cos:ap-beijing::ap-beijing-reports-1250000000");
}

#[test]
fn patterns_of_account_and_role_are_for_other_providers_alone() {
    let all = Patterns { account: "1".into(), role: "{x}".into(), ..patterns("b", "p/") };
    let unknown = |part| all.unknown_in(part);
    assert_eq!((unknown(Part::AccountId), unknown(Part::RoleArn)), (None, Some("x".to_owned())));
    assert_eq!(all.clone().within_one_provider(), patterns("b", "p/"));
    let mut set = Patterns::default();
    Patterns::PARTS.into_iter().for_each(|part| set.set(part, all.of(part).to_owned()));
    assert_eq!(set, all);
}

#[test]
fn what_a_rule_cannot_know_of_another_provider_is_chosen_and_what_it_must_say_there_is_needed() {
    let (oss, cos) = (Provider::Oss, Provider::Cos);
    let places = [Part::Bucket, Part::DestinationPrefix];
    for (from, to, besides, needed) in [
        (oss, oss, &[][..], &[][..]),
        (cos, cos, &[], &[]),
        (oss, cos, &[Part::AccountId], &[Part::Bucket]),
        (cos, oss, &[Part::AccountId, Part::RoleArn], &[Part::Bucket, Part::AccountId, Part::RoleArn]),
    ] {
        let parts = Patterns::parts(from, to);
        assert_eq!(parts, [&places, besides].concat(), "{from:?} {to:?}");
        let needs: Vec<Part> = parts.into_iter().filter(|part| Patterns::needs(*part, from, to)).collect();
        assert_eq!(needs, needed, "{from:?} {to:?}");
    }
}
