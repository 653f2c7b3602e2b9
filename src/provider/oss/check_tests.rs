//! What OSS refuses or warns of, part by part; the limits themselves are tested in `form/check_tests.rs`.

use super::*;

fn found(part: Part, text: &str) -> Option<Problem> {
    problem(part, &Rule::default().with(part, text))
}

#[test]
fn a_part_without_rules_of_its_own_has_no_problem_here() {
    for part in [
        Part::Enabled,
        Part::Tags,
        Part::Versions,
        Part::Fields,
        Part::MetadataFields,
        Part::IncrementalFields,
        Part::AccountId,
        Part::Format,
        Part::Encryption,
        Part::Frequency,
        Part::DayOfMonth,
        Part::AutoDelete,
    ] {
        assert_eq!(found(part, "anything 清"), None, "{part:?}");
    }
}

#[test]
fn the_api_takes_ids_that_the_console_does_not() {
    for id in ["a", "0", "a-0", &"z".repeat(192)] {
        assert_eq!(found(Part::Id, id), None, "{id}");
    }
    for id in ["A", "a_b", "a.b", "-a", "a-", "清"] {
        assert_eq!(found(Part::Id, id), Some(Problem::ConsoleId), "{id}");
    }
    assert_eq!(found(Part::Id, &"A".repeat(193)), Some(Problem::TooLong { max: 192, is: 193 }));
}

#[test]
fn lengths_are_counted_in_characters() {
    for part in [Part::Prefix, Part::DestinationPrefix, Part::KmsKeyId] {
        assert_eq!(found(part, &"清".repeat(1_023)), None, "{part:?}");
        let long = found(part, &"😀".repeat(1_024));
        assert_eq!(long, Some(Problem::TooLong { max: 1_023, is: 1_024 }), "{part:?}");
    }
    let folder = format!(".dlsdata/{}", "a".repeat(1_023));
    assert_eq!(found(Part::DestinationPrefix, &folder), Some(Problem::TooLong { max: 1_023, is: 1_032 }));
}

#[test]
fn times_and_sizes_have_limits_and_are_not_served_everywhere() {
    for part in [Part::ModifiedFrom, Part::ModifiedTo] {
        for bad in ["0", "1262275199", "253402272000", "-1"] {
            assert_eq!(found(part, bad), Some(Problem::Time), "{part:?} {bad}");
        }
        // Also one in the future, whatever error page 0020-00000022 says: the provider's own test sets 2000000000.
        for good in ["1262275200", "2000000000", "253402271999"] {
            assert_eq!(found(part, good), Some(Problem::SomeRegions), "{part:?} {good}");
        }
    }
    let outside = |from| Some(Problem::WholeNumber { from, to: LARGEST });
    assert_eq!(found(Part::SizeFrom, "0"), Some(Problem::SomeRegions));
    assert_eq!(found(Part::SizeFrom, "54975581388801"), outside(0));
    assert_eq!(found(Part::SizeTo, "0"), outside(1));
    assert_eq!(found(Part::SizeTo, "54975581388800"), Some(Problem::SomeRegions));
    assert_eq!(found(Part::StorageClass, "IA"), Some(Problem::SomeRegions));
}

#[test]
fn a_prefix_with_special_characters_is_warned_of() {
    let found = |prefix| found(Part::DestinationPrefix, prefix);
    for prefix in ["%&$@i^*!@#$%^&*", "a*", "a b?", "\\", "\"q\"", "a:b"] {
        assert_eq!(found(prefix), Some(Problem::SpecialCharacters), "{prefix}");
    }
    for prefix in ["inventory/", "dt=2026-03-14/part_1.0/", "报表/清单", "a b"] {
        assert_eq!(found(prefix), None, "{prefix}");
    }
    assert!(!Problem::SpecialCharacters.blocks());
}

#[test]
fn a_long_prefix_beside_incremental_reports_is_warned_of() {
    let with = |chars, flag| {
        let prefix = "清".repeat(chars);
        let rule = Rule::default().with(Part::DestinationPrefix, &prefix).with(Part::Incremental, flag);
        problem(Part::DestinationPrefix, &rule)
    };
    assert_eq!(with(129, "True"), Some(Problem::LongForIncremental { max: 128 }));
    assert_eq!(with(128, "true"), None);
    assert_eq!(with(129, "false"), None);
}

#[test]
fn days_that_a_month_lacks_fall_on_its_last_one() {
    assert_eq!(found(Part::DayOfMonth, "28"), None);
    for day in ["29", "30", "31"] {
        assert_eq!(found(Part::DayOfMonth, day), Some(Problem::LastDay));
    }
}

#[test]
fn some_regions_have_no_monthly_runs() {
    let found = |region: &str, frequency| {
        let connection = Connection {
            provider: crate::model::Provider::Oss,
            region: crate::model::Region::parse(region).expect("a region"),
            bucket: BucketName::parse("source").expect("a bucket"),
            endpoint: None,
            reads: crate::model::ReadSigning::Automatic,
            signature: crate::model::SignatureVersion::Current,
        };
        elsewhere(Part::Frequency, &Rule::default().with(Part::Frequency, frequency), &connection)
    };
    assert_eq!(found("cn-zhangjiakou", "Monthly"), Some(Problem::FrequencyElsewhere));
    assert_eq!(found("us-east-1", "Monthly"), Some(Problem::FrequencyElsewhere));
    assert_eq!(found("us-east-1", "Daily"), None);
    assert_eq!(found("cn-hangzhou", "Monthly"), None);
    // Of the clouds for finance the documents name three.
    for region in ["cn-hangzhou-finance", "cn-shanghai-finance-1", "cn-shenzhen-finance-1"] {
        assert_eq!(found(region, "Monthly"), Some(Problem::FrequencyElsewhere), "{region}");
    }
    assert_eq!(found("cn-beijing-finance-1", "Monthly"), None);
}

#[test]
fn the_name_of_a_key_in_a_policy_is_no_id() {
    assert_eq!(found(Part::KmsKeyId, "acs:kms:cn-hangzhou:1:key/9468da86"), Some(Problem::KeyResource));
    assert_eq!(found(Part::KmsKeyId, "9468da86-3509-4f8d-a61e-6eab1eac0000"), None);
}

#[test]
fn a_destination_is_written_with_three_colons() {
    assert_eq!(found(Part::Bucket, "acs:oss:::reports"), None);
    for bad in ["reports", "acs:oss::reports", "acs:oss:::re:ports", "acs:oss:::AB", "acs:oss:::"] {
        assert_eq!(found(Part::Bucket, bad), Some(Problem::BucketName), "{bad}");
    }
}

#[test]
fn a_role_has_an_account_and_a_name() {
    assert_eq!(found(Part::RoleArn, "acs:ram::1:role/a"), None);
    for bad in ["acs:ram::1a:role/a", "acs:ram::1:role/", "acs:ram::1:role/清", " acs:ram::1:role/a"] {
        assert_eq!(found(Part::RoleArn, bad), Some(Problem::RoleArn), "{bad}");
    }
}

#[test]
fn incremental_reports_come_every_600_seconds_on_request() {
    assert_eq!(found(Part::Incremental, "true"), Some(Problem::OnRequest));
    assert_eq!(found(Part::IncrementalFrequency, "600"), None);
    let only = Some(Problem::WholeNumber { from: 600, to: 600 });
    assert_eq!(found(Part::IncrementalFrequency, "599"), only);
    assert_eq!(found(Part::IncrementalFrequency, "601"), only);
}
