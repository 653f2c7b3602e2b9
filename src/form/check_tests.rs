//! Every problem that a draft can have, for both providers, at its limits.

use super::*;
use crate::model::Provider;

const OSS: Provider = Provider::Oss;
const COS: Provider = Provider::Cos;

fn connection(provider: Provider) -> Connection {
    let region = if provider == OSS { "cn-hangzhou" } else { "ap-guangzhou" };
    Connection::to(provider, region, "source-1250000000")
}

/// A new rule with all that must be typed.
fn complete(provider: Provider) -> RuleDraft {
    let mut draft = RuleDraft::new(service(provider).capabilities());
    let typed: &[(Part, &str)] = match provider {
        Provider::Oss => &[
            (Part::Id, "report1"),
            (Part::Bucket, "reports"),
            (Part::AccountId, "1000000000000000"),
            (Part::RoleArn, "acs:ram::1000000000000000:role/AliyunOSSRole"),
        ],
        Provider::Cos => &[(Part::Id, "report1"), (Part::Bucket, "reports-1250000000")],
    };
    typed.iter().for_each(|(part, text)| draft.typed.set(*part, Some((*text).to_owned())));
    draft
}

/// Types something into a complete new rule and compares all findings.
#[track_caller]
fn check_all(provider: Provider, typed: &[(Part, &str)], expected: &[(Part, Problem)]) {
    let mut draft = complete(provider);
    typed.iter().for_each(|(part, text)| draft.typed.set(*part, Some((*text).to_owned())));
    assert_eq!(findings(&draft, &connection(provider)).0, expected, "{provider:?} {typed:?}");
}

/// One part, and the finding about it alone.
#[track_caller]
fn check_one(provider: Provider, part: Part, typed: &str, expected: Option<Problem>) {
    let expected: Vec<_> = expected.map(|problem| (part, problem)).into_iter().collect();
    check_all(provider, &[(part, typed)], &expected);
}

#[test]
fn an_id_and_a_destination_complete_a_new_rule() {
    for provider in Provider::ALL {
        check_all(provider, &[], &[]);
    }
    let rule = complete(OSS).rule(&connection(OSS), service(OSS).capabilities());
    assert_eq!(rule.text(Part::Bucket), "acs:oss:::reports");
    assert_eq!((rule.get(Part::DayOfMonth), rule.get(Part::Prefix)), (None, None));
}

#[test]
fn every_problem_is_found_at_once_in_the_order_of_the_form() {
    for (provider, missing) in [
        (OSS, [Part::Id, Part::Bucket, Part::AccountId, Part::RoleArn].as_slice()),
        (COS, &[Part::Id, Part::Bucket]),
    ] {
        let empty = RuleDraft::new(service(provider).capabilities());
        let found = findings(&empty, &connection(provider));
        let expected: Vec<_> = missing.iter().map(|part| (*part, Problem::Missing)).collect();
        assert_eq!(found.0, expected);
        assert_eq!(found.blocking().collect::<Vec<_>>(), missing);
    }
}

#[test]
fn ids_may_have_any_characters_up_to_the_limit_at_oss() {
    let long = "清".repeat(192);
    check_one(OSS, Part::Id, &long, Some(Problem::ConsoleId));
    check_one(OSS, Part::Id, &"a".repeat(192), None);
    check_one(OSS, Part::Id, "Report.A_b/c", Some(Problem::ConsoleId));
    check_one(OSS, Part::Id, &format!("{long}单"), Some(Problem::TooLong { max: 192, is: 193 }));
    check_one(OSS, Part::Id, "-a", Some(Problem::ConsoleId));
    check_one(OSS, Part::Id, "a-0", None);
}

#[test]
fn ids_have_their_documented_characters_at_cos() {
    check_one(COS, Part::Id, "Az09-_.", None);
    check_one(COS, Part::Id, &"a".repeat(1_000), None);
    for bad in ["a/b", "清", "a b", "a+b", "a:b"] {
        check_one(COS, Part::Id, bad, Some(Problem::IdCharacters));
    }
}

#[test]
fn blanks_and_control_characters_are_found_in_every_text() {
    for provider in Provider::ALL {
        check_one(provider, Part::Id, " a", Some(Problem::BlanksAround));
        check_one(provider, Part::Id, "a\t", Some(Problem::BlanksAround));
        check_one(provider, Part::Id, "  ", Some(Problem::Missing));
        check_one(provider, Part::Id, "a\u{1}b", Some(Problem::ControlCharacter));
        check_one(provider, Part::Prefix, "a\u{ffff}", Some(Problem::ControlCharacter));
        check_one(provider, Part::DestinationPrefix, "\u{8}", Some(Problem::ControlCharacter));
        check_one(provider, Part::Bucket, "re\u{0}ports", Some(Problem::ControlCharacter));
        check_one(provider, Part::Prefix, " a\tb ", None);
    }
    check_one(COS, Part::Tags, "a\u{1}=b", Some(Problem::ControlCharacter));
    check_one(COS, Part::MetadataFields, "a\u{1}", Some(Problem::ControlCharacter));
    check_one(OSS, Part::RoleArn, "acs:ram::1:role/\u{1f}", Some(Problem::ControlCharacter));
}

#[test]
fn a_pasted_bucket_is_taken_as_it_is_and_any_other_must_be_a_name() {
    check_one(OSS, Part::Bucket, " acs:oss:::reports ", None);
    check_one(OSS, Part::Bucket, "abc", None);
    check_one(OSS, Part::Bucket, &"a".repeat(63), None);
    let (long, cos) = ("a".repeat(64), "qcs::cos:ap-guangzhou::reports-1250000000");
    for bad in
        ["Reports!", "ab", "-abc", "arn:aws:s3:::reports", "acs:oss:::", "acs:oss:x::reports", cos, &long]
    {
        check_one(OSS, Part::Bucket, bad, Some(Problem::BucketName));
    }
    check_one(COS, Part::Bucket, cos, None);
    for bad in [
        "reports",
        "reports-x",
        "Reports-1250000000",
        "acs:oss:::reports-1250000000",
        "qcs::cos:ap-guangzhou:reports-1250000000",
        "qcs::cos:ap-guangzhou::a::reports-1250000000",
        "qcs::cos:ap-guangzhou::",
    ] {
        check_one(COS, Part::Bucket, bad, Some(Problem::BucketName));
    }
    for other in ["qcs::cos:ap-beijing::reports-1250000000", "qcs::cos:::reports-1250000000"] {
        check_one(COS, Part::Bucket, other, Some(Problem::OtherRegion));
    }
}

#[test]
fn roles_and_accounts_have_their_documented_form() {
    for provider in Provider::ALL {
        check_one(provider, Part::AccountId, "12a", Some(Problem::AccountId));
        check_one(provider, Part::AccountId, "１２", Some(Problem::AccountId));
        check_one(provider, Part::AccountId, " 12 ", None);
    }
    check_one(COS, Part::AccountId, "", None);
    check_one(OSS, Part::AccountId, "", Some(Problem::Missing));
    check_one(OSS, Part::RoleArn, " ", Some(Problem::Missing));
    let role = |name: &str| format!("acs:ram::1:role/{name}");
    check_one(OSS, Part::RoleArn, &role(&"a".repeat(64)), None);
    check_one(OSS, Part::RoleArn, &role("A.b-c_d/e"), None);
    let long = role(&"a".repeat(65));
    for bad in [
        "AliyunOSSRole",
        "acs:ram::x:role/a",
        "acs:ram:::role/a",
        "acs:ram::1:user/a",
        "acs:ram::1:role/",
        "acs:ram::1:role/a b",
        &long,
    ] {
        check_one(OSS, Part::RoleArn, bad, Some(Problem::RoleArn));
    }
}

#[test]
fn prefixes_have_their_limits() {
    for part in [Part::Prefix, Part::DestinationPrefix] {
        check_one(OSS, part, &"清".repeat(1_023), None);
        check_one(OSS, part, &"清".repeat(1_024), Some(Problem::TooLong { max: 1_023, is: 1_024 }));
        check_one(COS, part, &"a".repeat(850), None);
        check_one(COS, part, &"a".repeat(851), Some(Problem::LongerThanKeys { max: 850 }));
        // Bytes of the key, not characters.
        check_one(COS, part, &"清".repeat(284), Some(Problem::LongerThanKeys { max: 850 }));
    }
    check_one(OSS, Part::DestinationPrefix, ".dlsdata/x", Some(Problem::ServiceFolder));
    check_one(OSS, Part::DestinationPrefix, ".dlsdata", None);
    check_one(OSS, Part::DestinationPrefix, "a/", None);
    check_one(OSS, Part::Prefix, ".dlsdata/", None);
    check_one(COS, Part::DestinationPrefix, "a/", Some(Problem::EndsWithSlash));
    check_one(COS, Part::Prefix, "a/", None);
}

#[test]
fn a_day_counts_only_for_monthly_and_a_key_only_for_kms() {
    check_one(OSS, Part::DayOfMonth, "40", None);
    check_all(
        OSS,
        &[(Part::DayOfMonth, "32"), (Part::Frequency, "Monthly"), (Part::Encryption, "SSE-KMS")],
        &[(Part::KmsKeyId, Problem::Missing), (Part::DayOfMonth, Problem::WholeNumber { from: 1, to: 31 })],
    );
    let key = |key: &str, expected: &[(Part, Problem)]| {
        check_all(OSS, &[(Part::Encryption, "SSE-KMS"), (Part::KmsKeyId, key)], expected);
    };
    key(&"k".repeat(1_023), &[]);
    key(&"k".repeat(1_024), &[(Part::KmsKeyId, Problem::TooLong { max: 1_023, is: 1_024 })]);
    key("  ", &[(Part::KmsKeyId, Problem::Missing)]);
}

#[test]
fn a_day_is_a_whole_number_from_1_to_31() {
    let no_day = Problem::WholeNumber { from: 1, to: 31 };
    for provider in Provider::ALL {
        let day = |day: &str, expected: Option<Problem>| {
            let expected: Vec<_> = expected.map(|problem| (Part::DayOfMonth, problem)).into_iter().collect();
            check_all(provider, &[(Part::Frequency, "Monthly"), (Part::DayOfMonth, day)], &expected);
        };
        for bad in ["0", "32", "x", "1.5", "-1", "+5"] {
            day(bad, Some(no_day));
        }
        // OSS runs every 30 days then.
        day("", (provider == COS).then_some(Problem::Missing));
        day("1", None);
        day(" 28 ", None);
        // COS does not say what happens in a shorter month; OSS takes its last day.
        let late = Some(if provider == COS { Problem::LateDay } else { Problem::LastDay });
        day("29", late);
        day("31", late);
    }
}

#[test]
fn times_lie_between_the_providers_limits() {
    for part in [Part::ModifiedFrom, Part::ModifiedTo] {
        for (typed, problem) in [
            ("2009-12-31T15:59:59", Problem::Time),
            ("2009-12-31T16:00:00", Problem::SomeRegions),
            ("9999-12-31T15:59:59", Problem::SomeRegions),
            ("9999-12-31T16:00:00", Problem::Time),
            ("1969-12-31", Problem::Time),
            ("soon", Problem::Time),
        ] {
            check_one(OSS, part, typed, Some(problem));
        }
        for (typed, problem) in
            [("2009-12-31", None), ("2026-13-01", Some(Problem::Time)), ("soon", Some(Problem::Time))]
        {
            check_one(COS, part, typed, problem);
        }
    }
}

#[test]
fn sizes_lie_between_the_providers_limits() {
    const LARGEST: u64 = 54_975_581_388_800;
    let outside = |from| Problem::WholeNumber { from, to: LARGEST };
    for (part, smallest) in [(Part::SizeFrom, 0), (Part::SizeTo, 1)] {
        check_one(OSS, part, "1", Some(Problem::SomeRegions));
        check_one(OSS, part, "0", (part == Part::SizeTo).then_some(outside(smallest)));
        check_one(OSS, part, &LARGEST.to_string(), Some(Problem::SomeRegions));
        check_one(OSS, part, &(LARGEST + 1).to_string(), Some(outside(smallest)));
        check_one(OSS, part, "51 TiB", Some(outside(smallest)));
        check_one(OSS, part, "50 TiB", Some(Problem::SomeRegions));
        for bad in ["many", "1.5 GiB", "-1", "1 GB"] {
            check_one(OSS, part, bad, Some(Problem::WholeNumber { from: 0, to: u64::MAX }));
        }
    }
    check_one(OSS, Part::SizeTo, "0", Some(outside(1)));
}

#[test]
fn the_end_of_a_range_is_not_before_its_beginning() {
    let warned = |part| (part, Problem::SomeRegions);
    check_all(
        OSS,
        &[(Part::SizeFrom, "2"), (Part::SizeTo, "1")],
        &[warned(Part::SizeFrom), (Part::SizeTo, Problem::Order)],
    );
    check_all(
        OSS,
        &[(Part::SizeFrom, "1 KiB"), (Part::SizeTo, "1024")],
        &[warned(Part::SizeFrom), warned(Part::SizeTo)],
    );
    for provider in Provider::ALL {
        let warnings =
            |found: &[(Part, Problem)]| found.iter().filter(|(_, p)| p.blocks()).copied().collect::<Vec<_>>();
        let mut draft = complete(provider);
        draft.typed.set(Part::ModifiedFrom, Some("2026-01-02".into()));
        draft.typed.set(Part::ModifiedTo, Some("2026-01-01".into()));
        let found = findings(&draft, &connection(provider));
        assert_eq!(warnings(&found.0), [(Part::ModifiedTo, Problem::Order)]);
        draft.typed.set(Part::ModifiedTo, Some("2026-01-02".into()));
        assert_eq!(findings(&draft, &connection(provider)).blocking().count(), 0);
    }
}

#[test]
fn filters_that_some_regions_lack_only_warn() {
    check_one(OSS, Part::StorageClass, "IA", Some(Problem::SomeRegions));
    for part in [Part::StorageClass, Part::SizeFrom, Part::SizeTo] {
        check_one(COS, part, "1", None);
    }
}

#[test]
fn incremental_reports_are_on_request_and_every_600_seconds() {
    let incremental = |frequency: &str, problem: Option<Problem>| {
        let mut expected = vec![(Part::Incremental, Problem::OnRequest)];
        expected.extend(problem.map(|problem| (Part::IncrementalFrequency, problem)));
        check_all(OSS, &[(Part::Incremental, "true"), (Part::IncrementalFrequency, frequency)], &expected);
    };
    incremental("600", None);
    incremental("599", Some(Problem::WholeNumber { from: 600, to: 600 }));
    incremental("601", Some(Problem::WholeNumber { from: 600, to: 600 }));
    incremental("often", Some(Problem::WholeNumber { from: 0, to: u64::MAX }));
    incremental("", Some(Problem::Missing));
    check_all(OSS, &[(Part::Incremental, "false"), (Part::IncrementalFrequency, "")], &[]);
}

#[test]
fn tags_have_keys_and_need_their_field() {
    check_one(COS, Part::Tags, "a=1", Some(Problem::TagsNeedField));
    check_all(COS, &[(Part::Tags, "a=1\nb="), (Part::Fields, "Tag")], &[]);
    for bad in ["a", "=1", " =1", "a=1\nb"] {
        check_all(COS, &[(Part::Tags, bad), (Part::Fields, "Tag")], &[(Part::Tags, Problem::TagForm)]);
    }
    check_one(OSS, Part::Tags, "a", None);
}

#[test]
fn metadata_fields_are_names_of_headers() {
    for good in ["owner", "x-cos-meta-owner", "*", "a\nb"] {
        check_one(COS, Part::MetadataFields, good, None);
    }
    for bad in ["x-cos-meta-", "a b", "清", "a:b", "good\nb@d"] {
        check_one(COS, Part::MetadataFields, bad, Some(Problem::MetadataName));
    }
}

/// Every part, as badly as it can be.
fn bad_rules() -> [(Provider, Rule); 2] {
    let oss = Rule::default()
        .with(Part::Id, " a\u{1}")
        .with(Part::Enabled, "maybe")
        .with(Part::Prefix, "\u{1}")
        .with(Part::ModifiedFrom, "9")
        .with(Part::ModifiedTo, "soon")
        .with(Part::SizeFrom, "5")
        .with(Part::SizeTo, "4")
        .with(Part::StorageClass, "?")
        .with(Part::Incremental, "true")
        .with(Part::IncrementalFrequency, "1")
        .with(Part::Bucket, "B!")
        .with(Part::DestinationPrefix, ".dlsdata/")
        .with(Part::AccountId, "x")
        .with(Part::RoleArn, "r")
        .with(Part::Encryption, "SSE-KMS")
        .with(Part::Frequency, "Monthly")
        .with(Part::DayOfMonth, "99");
    let cos = Rule::default()
        .with(Part::Id, "清")
        .with(Part::Tags, "=")
        .with(Part::MetadataFields, "x-cos-meta-")
        .with(Part::Bucket, "qcs::cos:ap-x::b")
        .with(Part::DestinationPrefix, "a/")
        .with(Part::Frequency, "Monthly");
    [(OSS, oss), (COS, cos)]
}

#[test]
fn what_was_stored_so_and_is_not_changed_is_left_alone() {
    for (provider, stored) in bad_rules() {
        assert_eq!(findings(&RuleDraft::of(&stored), &connection(provider)).0, []);
        // A part that nothing else must agree with brings only itself up.
        let mut draft = RuleDraft::of(&stored);
        draft.typed.set(Part::AccountId, Some("12a".into()));
        assert_eq!(findings(&draft, &connection(provider)).0, [(Part::AccountId, Problem::AccountId)]);
        draft.typed.set(Part::AccountId, Some("12".into()));
        assert_eq!(findings(&draft, &connection(provider)).0, []);
    }
}

/// A stored rule in which one part is changed to something good, and what that brings up elsewhere.
#[track_caller]
fn check_dependent(provider: Provider, stored: &Rule, change: (Part, &str), expected: &[(Part, Problem)]) {
    let mut draft = RuleDraft::of(stored);
    draft.typed.set(change.0, Some(change.1.to_owned()));
    let found = findings(&draft, &connection(provider));
    let blocking: Vec<_> = found.0.into_iter().filter(|(_, problem)| problem.blocks()).collect();
    assert_eq!(blocking, expected, "{change:?}");
}

#[test]
fn a_part_is_looked_at_again_when_one_changes_that_it_must_agree_with() {
    let [(_, oss), (_, cos)] = bad_rules();
    check_dependent(OSS, &oss, (Part::SizeFrom, "6"), &[(Part::SizeTo, Problem::Order)]);
    check_dependent(OSS, &oss, (Part::SizeFrom, "3"), &[]);
    check_dependent(OSS, &oss, (Part::ModifiedFrom, "2026-01-01"), &[(Part::ModifiedTo, Problem::Time)]);
    check_dependent(COS, &cos, (Part::Fields, "Size"), &[(Part::Tags, Problem::TagForm)]);
    let tagged = Rule::default().with(Part::Id, "a").with(Part::Tags, "a=1").with(Part::Fields, "Tag");
    check_dependent(COS, &tagged, (Part::Fields, "Size"), &[(Part::Tags, Problem::TagsNeedField)]);
    let plain = Rule::default().with(Part::Id, "a").with(Part::Frequency, "Daily");
    check_dependent(OSS, &plain, (Part::Encryption, "SSE-KMS"), &[(Part::KmsKeyId, Problem::Missing)]);
    check_dependent(
        OSS,
        &plain,
        (Part::Incremental, "true"),
        &[(Part::IncrementalFrequency, Problem::Missing)],
    );
    let monthly = (Part::Frequency, "Monthly");
    check_dependent(COS, &plain, monthly, &[(Part::DayOfMonth, Problem::Missing)]);
    // OSS needs no day: it runs every 30 days then.
    check_dependent(OSS, &plain, monthly, &[]);
    let long = plain.with(Part::DestinationPrefix, &"a".repeat(129)).with(Part::IncrementalFrequency, "600");
    let mut draft = RuleDraft::of(&long);
    draft.typed.set(Part::Incremental, Some("true".into()));
    let found = findings(&draft, &connection(OSS)).of(Part::DestinationPrefix);
    assert_eq!(found, Some(Problem::LongForIncremental { max: 128 }));
}

#[test]
fn a_required_part_that_is_emptied_is_missing() {
    for (provider, stored) in bad_rules() {
        let mut draft = RuleDraft::of(&stored);
        draft.typed.set(Part::Bucket, Some(String::new()));
        assert_eq!(findings(&draft, &connection(provider)).0, [(Part::Bucket, Problem::Missing)]);
    }
}

#[test]
fn what_xml_cannot_hold_is_refused_in_every_text() {
    for provider in Provider::ALL {
        for part in
            [Part::Id, Part::Prefix, Part::DestinationPrefix, Part::Bucket, Part::KmsKeyId, Part::Tags]
        {
            if !service(provider).capabilities().has(part) {
                continue;
            }
            for c in ['\0', '\u{1}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
                let mut draft = complete(provider);
                draft.typed.set(Part::Encryption, Some("SSE-KMS".into()));
                draft.typed.set(part, Some(format!("a{c}b")));
                let found = findings(&draft, &connection(provider));
                assert_eq!(found.of(part), Some(Problem::ControlCharacter), "{part:?} {c:?}");
            }
        }
    }
}

#[test]
fn what_is_not_seen_is_warned_of_and_no_more() {
    for c in ['\u{202e}', '\u{200b}', '\u{e0041}', '\u{a0}', '\u{85}'] {
        check_one(OSS, Part::Id, &format!("a{c}b"), Some(Problem::Unseen));
        for part in [Part::Prefix, Part::DestinationPrefix] {
            check_one(OSS, part, &format!("a{c}b/"), Some(Problem::Unseen));
            check_one(COS, part, &format!("a{c}b"), Some(Problem::Unseen));
        }
        // COS documents the characters of an id.
        check_one(COS, Part::Id, &format!("a{c}b"), Some(Problem::IdCharacters));
        check_all(
            COS,
            &[(Part::Tags, &format!("a=1\nb={c}x")), (Part::Fields, "Tag")],
            &[(Part::Tags, Problem::Unseen)],
        );
    }
    check_all(COS, &[(Part::Tags, "a=1\nb=2"), (Part::Fields, "Tag")], &[]);
    check_one(OSS, Part::Prefix, "清单/é b/", None);
}

#[test]
fn only_what_the_documents_refuse_blocks() {
    let warnings = [
        Problem::ConsoleId,
        Problem::LateDay,
        Problem::LastDay,
        Problem::FrequencyElsewhere,
        Problem::LongForIncremental { max: 128 },
        Problem::SpecialCharacters,
        Problem::Unseen,
        Problem::KeyResource,
        Problem::EndsWithSlash,
        Problem::LongerThanKeys { max: 850 },
        Problem::ServiceFolder,
        Problem::SomeRegions,
        Problem::OnRequest,
    ];
    let refusals = [
        Problem::Missing,
        Problem::TooLong { max: 1, is: 2 },
        Problem::ControlCharacter,
        Problem::BlanksAround,
        Problem::IdCharacters,
        Problem::BucketName,
        Problem::OtherRegion,
        Problem::AccountId,
        Problem::RoleArn,
        Problem::WholeNumber { from: 1, to: 31 },
        Problem::Time,
        Problem::Order,
        Problem::TagForm,
        Problem::TagsNeedField,
        Problem::MetadataName,
    ];
    assert!(warnings.iter().all(|problem| !problem.blocks()));
    assert!(refusals.iter().all(|problem| problem.blocks()));
}

#[test]
fn findings_keep_the_order_of_the_form_and_follow_what_is_typed() {
    let mut shown = Findings::default();
    shown.set(Part::RoleArn, Some(Problem::RoleArn));
    shown.set(Part::Id, Some(Problem::Missing));
    shown.set(Part::Prefix, Some(Problem::EndsWithSlash));
    assert_eq!(shown.blocking().collect::<Vec<_>>(), [Part::Id, Part::RoleArn]);
    assert_eq!(shown.of(Part::Prefix), Some(Problem::EndsWithSlash));
    assert_eq!(shown.of(Part::Bucket), None);

    let mut found = Findings::default();
    found.set(Part::Id, Some(Problem::BlanksAround));
    found.set(Part::Bucket, Some(Problem::BucketName));
    // The bucket was not looked at yet: nothing is said about it before it is left.
    shown.keep_current(&found);
    assert_eq!(shown.0, [(Part::Id, Problem::BlanksAround)]);
    shown.set(Part::Id, None);
    assert_eq!(shown, Findings::default());
}
