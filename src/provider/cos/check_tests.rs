//! What COS refuses or warns of, part by part; the limits themselves are tested in `form/check_tests.rs`.

use super::*;
use crate::model::Provider;

fn found_in(rule: &Rule, part: Part) -> Option<Problem> {
    let connection = Connection::to(Provider::Cos, "ap-guangzhou", "source-1250000000");
    problem(part, rule, &connection)
}

fn found(part: Part, text: &str) -> Option<Problem> {
    found_in(&Rule::default().with(part, text), part)
}

#[test]
fn a_part_without_rules_of_its_own_has_no_problem_here() {
    for part in [
        Part::Enabled,
        Part::ModifiedFrom,
        Part::ModifiedTo,
        Part::StorageClass,
        Part::Versions,
        Part::Fields,
        Part::AccountId,
        Part::Format,
        Part::Encryption,
        Part::Frequency,
    ] {
        assert_eq!(found(part, "anything 清"), None, "{part:?}");
    }
}

#[test]
fn ids_have_letters_digits_and_three_signs() {
    assert_eq!(found(Part::Id, "AZaz09-_."), None);
    for bad in ["a/b", "a b", "清", "a~b"] {
        assert_eq!(found(Part::Id, bad), Some(Problem::IdCharacters), "{bad}");
    }
}

#[test]
fn prefixes_are_counted_in_bytes_and_only_warned_of() {
    for part in [Part::Prefix, Part::DestinationPrefix] {
        assert_eq!(found(part, &"a".repeat(850)), None, "{part:?}");
        let long = found(part, &"清".repeat(284)).expect("852 bytes");
        assert_eq!(long, Problem::LongerThanKeys { max: 850 }, "{part:?}");
        assert!(!long.blocks());
    }
    assert_eq!(found(Part::DestinationPrefix, "a/"), Some(Problem::EndsWithSlash));
}

#[test]
fn tags_need_a_key_each_and_the_field_together() {
    let tagged = Rule::default().with(Part::Tags, "a=1\nb=").with(Part::Fields, "Size\nTag");
    assert_eq!(found_in(&tagged, Part::Tags), None);
    let other_fields = tagged.clone().with(Part::Fields, "Tags");
    assert_eq!(found_in(&other_fields, Part::Tags), Some(Problem::TagsNeedField));
    for bad in ["a", "=1", "\t=1", "a=1\n="] {
        assert_eq!(
            found_in(&tagged.clone().with(Part::Tags, bad), Part::Tags),
            Some(Problem::TagForm),
            "{bad}"
        );
    }
}

#[test]
fn metadata_names_are_tokens_behind_their_prefix() {
    for good in ["x-cos-meta-a", "x-cos-meta-*", "x-cos-meta-a.b_c~d", "x-cos-meta-a\nx-cos-meta-b"] {
        assert_eq!(found(Part::MetadataFields, good), None, "{good}");
    }
    for bad in ["x-cos-meta-", "owner", "x-cos-meta-a b", "x-cos-meta-清", "x-cos-meta-a\nx-cos-meta-b=c"] {
        assert_eq!(found(Part::MetadataFields, bad), Some(Problem::MetadataName), "{bad}");
    }
}

#[test]
fn a_destination_lies_in_the_region_of_the_bucket_that_is_listed() {
    assert_eq!(found(Part::Bucket, "qcs::cos:ap-guangzhou::b-1250000000"), None);
    assert_eq!(found(Part::Bucket, "qcs::cos:ap-beijing::b-1250000000"), Some(Problem::OtherRegion));
    for bad in [
        "b-1250000000",
        "qcs::cos:ap-guangzhou::b",
        "qcs::cos:ap-guangzhou:b-1",
        "qcs::cos:ap-guangzhou::x::b-1",
        // Not of another region: these are no names of a bucket.
        "qcs::cos:ap-guangzhou:uid/1250000000::b-1250000000",
        "qcs::cos:ap-beijing::b-1250000000/*",
        "qcs:0:cos:ap-guangzhou::b-1250000000",
    ] {
        assert_eq!(found(Part::Bucket, bad), Some(Problem::BucketName), "{bad}");
    }
}

#[test]
fn the_last_days_of_a_month_are_warned_of() {
    assert_eq!(found(Part::DayOfMonth, "28"), None);
    assert_eq!(found(Part::DayOfMonth, "29"), Some(Problem::LateDay));
    assert_eq!(found(Part::DayOfMonth, "31"), Some(Problem::LateDay));
}
