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
        for good in ["1262275200", "253402271999"] {
            assert_eq!(found(part, good), Some(Problem::SomeRegions), "{part:?} {good}");
        }
    }
    let outside = |from| Some(Problem::WholeNumber { from, to: LARGEST });
    assert_eq!(found(Part::SizeFrom, "0"), Some(Problem::SomeRegions));
    assert_eq!(found(Part::SizeFrom, "53687091200001"), outside(0));
    assert_eq!(found(Part::SizeTo, "0"), outside(1));
    assert_eq!(found(Part::SizeTo, "53687091200000"), Some(Problem::SomeRegions));
    assert_eq!(found(Part::StorageClass, "IA"), Some(Problem::SomeRegions));
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
