use super::*;
use crate::model::rule::Part;
use crate::model::{BucketName, Region};
use crate::provider::error::{Error, ProviderAnswer};
use crate::provider::http::Method;
use crate::provider::write::Seen;
use crate::state::table::tests::rule;

/// A change of `daily` in a bucket of OSS, of which one write was sent.
pub(crate) fn change(before: Option<&Rule>, after: Option<&Rule>) -> Change {
    let region = Region::parse("cn-hangzhou").expect("a region");
    let bucket = BucketName::parse("logs-1").expect("a bucket");
    let document = |rule: &Rule| service(Provider::Oss).document(rule, None).to_document();
    Change {
        at: Timestamp(1_773_475_750),
        place: Place { provider: Provider::Oss, region, bucket },
        rule: "daily".into(),
        act: Act::Change,
        part_of: None,
        why: Why::done(),
        before: before.map(document),
        after: after.map(document),
        sent: vec![Sent { number: 7, method: Method::Put, status: Some(200), request_id: "65F2B1".into() }],
    }
}

#[test]
fn the_parts_that_differ_are_read_out_of_the_documents() {
    let old = rule("daily").with(Part::Prefix, "old/").with(Part::Enabled, "true");
    let new = old.clone().with(Part::Prefix, "new/");
    let parts = |change: &Change| change.differing().iter().map(|one| one.part).collect::<Vec<_>>();
    let changed = change(Some(&old), Some(&new));
    let [prefix] = &changed.differing()[..] else { panic!("one part differs") };
    assert_eq!((prefix.before.as_deref(), prefix.after.as_deref()), (Some("old/"), Some("new/")));
    let created = parts(&change(None, Some(&new)));
    assert!([Part::Id, Part::Enabled, Part::Prefix].iter().all(|part| created.contains(part)), "{created:?}");
    assert_eq!(parts(&change(Some(&new), None)), created);
    assert_eq!(parts(&change(None, None)), []);
    let spoilt = Change { before: Some("<not".into()), ..change(None, None) };
    assert_eq!(spoilt.rules(), [None, None]);
}

#[test]
fn what_was_not_sent_is_no_change() {
    let mut record = ChangeRecord::new();
    record.note(Change { sent: Vec::new(), ..change(None, None) });
    record.note(change(None, None));
    assert_eq!(record.all().len(), 1);
    assert_eq!(record.all()[0].request_ids().collect::<Vec<_>>(), ["65F2B1"]);
}

#[test]
fn a_failure_says_what_the_rule_is_like() {
    let answer = ProviderAnswer { code: "AccessDenied".into(), ..ProviderAnswer::default() };
    let error = Error { kind: ErrorKind::Denied, status: Some(403), answer: Some(Box::new(answer)) };
    let open = || WriteError::Open { error: error.clone(), seen: Seen::Nothing };
    let missing = |removed| {
        let documents = Box::new([Element::new("a"), Element::new("b")]);
        Failure::Save(SaveError::Missing { error: error.clone(), removed, kept: true, documents })
    };
    for (failure, outcome) in [
        (Failure::Create(WriteError::Refused(error.clone())), Outcome::Refused),
        (Failure::Create(open()), Outcome::Unknown),
        (Failure::Run(open()), Outcome::Unknown),
        (Failure::Delete(WriteError::Refused(error.clone())), Outcome::Refused),
        (Failure::Save(SaveError::Refused(error.clone())), Outcome::Refused),
        (Failure::Save(SaveError::Restored(error.clone())), Outcome::Refused),
        (Failure::Save(SaveError::Pending(error.clone())), Outcome::Unknown),
        (Failure::Save(SaveError::Unknown(error.clone())), Outcome::Unknown),
        (missing(false), Outcome::Unknown),
        (missing(true), Outcome::Missing),
    ] {
        let why = Why::of(&failure);
        assert_eq!((why.outcome, why.code.as_str()), (outcome, "AccessDenied"), "{failure:?}");
        assert_eq!(why.kind, Some(ErrorKind::Denied));
    }
    assert_eq!(Why::of(&Failure::Busy), Why { outcome: Outcome::Refused, kind: None, code: String::new() });
}

#[test]
fn larger_works_are_told_by_their_claims() {
    for (deed, part_of) in [
        (Deed::Write, None),
        (Deed::Switch(true), None),
        (Deed::Delete, None),
        (Deed::Back(1), Some(PartOf::Undo)),
        (Deed::Import, Some(PartOf::Import)),
        (Deed::Take, Some(PartOf::ManyBuckets)),
        (Deed::Change(1), Some(PartOf::SeveralRules)),
    ] {
        assert_eq!(PartOf::of(deed), part_of);
    }
}
