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
    Patterns { bucket: bucket.into(), prefix: prefix.into(), ..Patterns::default() }
}

fn steps(wanted: &[Rule], patterns: &Patterns, to: &Connection, there: &[Rule]) -> Vec<Step> {
    plan(wanted, to.provider, patterns, to, there).into_iter().map(|planned| planned.step).collect()
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
    assert_eq!(plan(&wanted, Provider::Oss, &Patterns::default(), &oss(), &there)[2].now, Some(differs));
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

/// A rule as a bucket of the provider has taken it.
fn whole(id: &str, provider: Provider) -> Rule {
    let rule = rule(id).with(Part::Versions, "Current").with(Part::Format, "CSV");
    match provider {
        Provider::Oss => rule
            .with(Part::AccountId, "1000000000000000")
            .with(Part::RoleArn, "acs:ram::1000000000000000:role/AliyunOSSRole"),
        Provider::Cos => rule
            .with(Part::Bucket, "qcs::cos:ap-guangzhou::reports-1250000000")
            .with(Part::DestinationPrefix, "all"),
    }
}

fn crossing(wanted: &[Rule], patterns: &Patterns, to: &Connection, there: &[Rule]) -> Vec<Planned> {
    let from = if to.provider == Provider::Oss { Provider::Cos } else { Provider::Oss };
    plan(wanted, from, patterns, to, there)
}

#[test]
fn a_rule_of_another_provider_is_created_in_this_ones_words_with_a_report() {
    let to = cos("ap-guangzhou");
    let wanted = [
        whole("a", Provider::Oss),
        whole("b", Provider::Oss).with(Part::SizeFrom, "1024"),
        whole("c", Provider::Oss),
    ];
    let there = [whole("c", Provider::Cos).with(Part::Enabled, "True")];
    let planned = crossing(&wanted, &patterns("reports-1250000000", ""), &to, &there);
    let steps: Vec<Step> = planned.iter().map(|planned| planned.step).collect();
    assert_eq!(steps, [Step::Create, Step::Create, Step::Same]);
    assert!(planned[0].rule.agrees_in_all(&whole("a", Provider::Cos)));
    let losses = planned.iter().map(|planned| planned.crossing.as_ref().map(Report::losses));
    assert_eq!(losses.collect::<Vec<_>>(), [Some(0), Some(1), Some(0)]);
    let within = plan(&wanted, Provider::Oss, &Patterns::default(), &oss(), &[]);
    assert!(within.iter().all(|planned| planned.crossing.is_none()));
    // Within one provider each rule keeps its own account and role.
    let named = Patterns { account: "2".into(), role: "r".into(), ..Patterns::default() };
    assert_eq!(plan(&wanted, Provider::Oss, &named, &oss(), &[])[0].rule, wanted[0]);
}

#[test]
fn what_another_provider_must_be_told_and_is_not_blocks() {
    let cannot = |part, problem| Step::Cannot(Cannot::Refused(part, problem));
    let step =
        |rule: Rule, patterns: &Patterns, to: &Connection| crossing(&[rule], patterns, to, &[])[0].step;
    let (to_oss, to_cos) = (oss(), cos("ap-guangzhou"));
    let from_oss = || whole("a", Provider::Oss);
    let from_cos = || whole("a", Provider::Cos);
    let missing = Problem::Missing;
    assert_eq!(step(from_oss(), &Patterns::default(), &to_cos), cannot(Part::Bucket, missing));
    assert_eq!(step(from_cos(), &patterns("reports", ""), &to_oss), cannot(Part::AccountId, missing));
    let with_account = Patterns { account: " 1 ".into(), ..patterns("reports", "") };
    assert_eq!(step(from_cos(), &with_account, &to_oss), cannot(Part::RoleArn, missing));
    let all = Patterns { role: "acs:ram::1:role/r".into(), ..with_account };
    assert_eq!(step(from_cos(), &all, &to_oss), Step::Create);
    let there = crossing(&[from_cos()], &all, &to_oss, &[]).remove(0).rule;
    assert_eq!((there.text(Part::AccountId), there.text(Part::Bucket)), ("1", "acs:oss:::reports"));
    // A role of COS is no rule's business.
    assert_eq!(crossing(&[from_oss()], &all, &to_cos, &[])[0].rule.get(Part::RoleArn), None);
    let to_reports = patterns("reports-1250000000", "");
    let id = step(from_oss().with(Part::Id, "清单"), &to_reports, &to_cos);
    assert_eq!(id, cannot(Part::Id, Problem::IdCharacters));
    let once = step(from_oss().with(Part::Frequency, "Once"), &to_reports, &to_cos);
    assert_eq!(once, Step::Cannot(Cannot::NoWord(Part::Frequency)));
    let monthly = step(from_oss().with(Part::Frequency, "Monthly"), &to_reports, &to_cos);
    assert_eq!(monthly, cannot(Part::DayOfMonth, missing));
    let early = step(from_cos().with(Part::ModifiedFrom, "1"), &all, &to_oss);
    assert_eq!(early, cannot(Part::ModifiedFrom, Problem::Time));
}

#[test]
fn what_is_only_worth_knowing_is_noted() {
    let monthly = whole("a", Provider::Oss).with(Part::Frequency, "Monthly").with(Part::DayOfMonth, "31");
    let planned = crossing(&[monthly], &patterns("reports-1250000000", "x/"), &cos("ap-guangzhou"), &[]);
    let notes = planned[0].crossing.as_ref().map(|report| report.notes.clone());
    let expected =
        vec![(Part::DestinationPrefix, Problem::EndsWithSlash), (Part::DayOfMonth, Problem::LateDay)];
    assert_eq!((planned[0].step, notes), (Step::Create, Some(expected)));
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
