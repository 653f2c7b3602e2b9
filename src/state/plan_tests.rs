//! Plans of small buckets.

use super::*;
use crate::model::Provider;

fn connection(provider: Provider, region: &str, bucket: &str) -> Connection {
    Connection::to(provider, region, bucket)
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
