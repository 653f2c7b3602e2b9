//! What each part becomes on the other side, and what is told of it.

use super::*;

const OSS: Provider = Provider::Oss;
const COS: Provider = Provider::Cos;

/// A rule of which each part is the same on both sides.
fn plain() -> Rule {
    Rule::default()
        .with(Part::Id, "daily")
        .with(Part::Enabled, "true")
        .with(Part::Versions, "Current")
        .with(Part::Format, "CSV")
        .with(Part::Frequency, "Daily")
}

fn crossed_to(to: Provider, parts: &[(Part, &str)]) -> Crossed {
    let source = parts.iter().fold(plain(), |rule, (part, text)| rule.with(*part, text));
    crossed(&source, if to == OSS { COS } else { OSS }, to)
}

#[track_caller]
fn check(to: Provider, parts: &[(Part, &str)], there: &[(Part, &str)], told: &[(Part, Fate)]) {
    let Crossed { rule, report } = crossed_to(to, parts);
    for part in parts.iter().chain(there).map(|(part, _)| *part) {
        let expected = there.iter().find(|(known, _)| *known == part).map(|(_, text)| *text);
        assert_eq!(rule.get(part), expected, "{part:?} to {to:?}");
    }
    let told: Vec<Told> = told.iter().map(|(part, fate)| Told { part: *part, fate: fate.clone() }).collect();
    assert_eq!(report.parts, told, "{parts:?} to {to:?}");
}

/// What is carried as it is.
#[track_caller]
fn same(parts: &[(Part, &str)]) {
    for to in [OSS, COS] {
        check(to, parts, parts, &[]);
    }
}

/// What is left out as it is.
#[track_caller]
fn left_out(to: Provider, part: Part, text: &str) {
    check(to, &[(part, text)], &[], &[(part, Fate::LeftOut(text.to_owned()))]);
}

fn reworded(from: &str, to: &str) -> Fate {
    Fate::Reworded { from: from.to_owned(), to: to.to_owned() }
}

fn changed(from: &str, to: &str) -> Fate {
    Fate::Changed { from: from.to_owned(), to: to.to_owned() }
}

#[test]
fn what_both_say_alike_is_carried_as_it_is() {
    same(&[]);
    same(&[(Part::Id, "日报.A_1"), (Part::Prefix, " 清单/ a&b")]);
    same(&[(Part::Enabled, "false"), (Part::Versions, "All"), (Part::Frequency, "Weekly")]);
    same(&[(Part::Frequency, "Monthly"), (Part::DayOfMonth, "31")]);
    same(&[(Part::ModifiedFrom, "1637883649"), (Part::ModifiedTo, "1638347592")]);
    same(&[(Part::Fields, "Crc64\nSize\nLastModifiedDate\nETag\nStorageClass\nIsMultipartUploaded")]);
    // The services answer their flags in any case.
    check(COS, &[(Part::Enabled, "True")], &[(Part::Enabled, "true")], &[]);
}

#[test]
fn what_means_the_same_in_other_words_is_no_loss() {
    check(
        COS,
        &[(Part::Encryption, "SSE-OSS")],
        &[(Part::Encryption, "SSE-COS")],
        &[(Part::Encryption, reworded("SSE-OSS", "SSE-COS"))],
    );
    check(
        OSS,
        &[(Part::Encryption, "SSE-COS")],
        &[(Part::Encryption, "SSE-OSS")],
        &[(Part::Encryption, reworded("SSE-COS", "SSE-OSS"))],
    );
    check(
        OSS,
        &[(Part::StorageClass, "STANDARD")],
        &[(Part::StorageClass, "Standard")],
        &[(Part::StorageClass, reworded("STANDARD", "Standard"))],
    );
    assert_eq!(crossed_to(COS, &[(Part::Encryption, "SSE-OSS")]).report.losses(), 0);
}

#[test]
fn what_is_encrypted_stays_so_with_the_services_key() {
    check(
        COS,
        &[(Part::Encryption, "SSE-KMS"), (Part::KmsKeyId, "k-1")],
        &[(Part::Encryption, "SSE-COS")],
        &[
            (Part::Encryption, changed("SSE-KMS", "SSE-COS")),
            (Part::KmsKeyId, Fate::LeftOut("k-1".to_owned())),
        ],
    );
    for word in ["SSECOS", "SSE-KMS", "SSE-OSS"] {
        check(OSS, &[(Part::Encryption, word)], &[(Part::Encryption, "SSE-OSS")], &{
            if word == "SSE-OSS" { Vec::new() } else { vec![(Part::Encryption, changed(word, "SSE-OSS"))] }
        });
    }
}

#[test]
fn what_only_one_side_can_say_is_left_out_and_told() {
    for (part, text) in [
        (Part::SizeFrom, "1024"),
        (Part::SizeTo, "1048576"),
        (Part::StorageClass, "Standard,IA"),
        (Part::Incremental, "true"),
        (Part::IncrementalFrequency, "600"),
        (Part::IncrementalFields, "RequestId\nSize"),
    ] {
        left_out(COS, part, text);
    }
    left_out(OSS, Part::Tags, "team=a\nempty=");
    left_out(OSS, Part::MetadataFields, "x-cos-meta-owner");
    // An object of the other class is listed, and must be.
    left_out(OSS, Part::StorageClass, "STANDARD,ARCHIVE");
    left_out(OSS, Part::ModifiedFrom, "yesterday");
    left_out(COS, Part::DayOfMonth, "3");
    // What is not set is nothing to lose.
    check(COS, &[(Part::Incremental, "False"), (Part::SizeFrom, "0"), (Part::AutoDelete, "false")], &[], &[]);
}

#[test]
fn fields_are_left_out_one_by_one() {
    let fields = "Size\nEncryptionStatus\nObjectAcl\nTaggingCount\nETag\nObjectType\nTransitionTime\nNew";
    let lost = "EncryptionStatus\nObjectAcl\nTaggingCount\nObjectType\nTransitionTime\nNew";
    check(
        COS,
        &[(Part::Fields, fields)],
        &[(Part::Fields, "Size\nETag")],
        &[(Part::Fields, Fate::LeftOut(lost.to_owned()))],
    );
    check(
        OSS,
        &[(Part::Fields, "Tag\nSize\nReplicationStatus")],
        &[(Part::Fields, "Size")],
        &[(Part::Fields, Fate::LeftOut("Tag\nReplicationStatus".to_owned()))],
    );
    left_out(OSS, Part::Fields, "IsMultipartUpload");
}

#[test]
fn what_must_be_said_and_cannot_be_is_not_guessed() {
    for (to, part, text) in [
        (COS, Part::Frequency, "Once"),
        (COS, Part::Frequency, "Hourly"),
        (OSS, Part::Frequency, "Once"),
        (OSS, Part::Frequency, ""),
        (COS, Part::Versions, "Latest"),
        (OSS, Part::Versions, ""),
        (OSS, Part::Format, "ORC"),
        (COS, Part::Enabled, "perhaps"),
        (OSS, Part::Enabled, ""),
    ] {
        check(to, &[(part, text)], &[], &[(part, Fate::Undecided(text.to_owned()))]);
        assert!(crossed_to(to, &[(part, text)]).report.undecided().is_some());
    }
    // OSS runs such a rule every 30 days.
    for day in ["", "0", "last"] {
        let monthly = [(Part::Frequency, "Monthly"), (Part::DayOfMonth, day)];
        let told = Fate::Undecided(if day == "0" { "" } else { day }.to_owned());
        for to in [OSS, COS] {
            check(to, &monthly, &[(Part::Frequency, "Monthly")], &[(Part::DayOfMonth, told.clone())]);
        }
    }
}

#[test]
fn the_folder_of_the_reports_is_the_same_one() {
    for (to, prefix, there) in [
        (COS, "a/b/", "a/b"),
        (COS, "a/b", "a/b"),
        (COS, "a//", "a/"),
        (COS, "/", ""),
        (OSS, "a/b", "a/b"),
        (OSS, "a/", "a//"),
    ] {
        let Crossed { rule, .. } = crossed_to(to, &[(Part::DestinationPrefix, prefix)]);
        assert_eq!(rule.text(Part::DestinationPrefix), there, "{prefix} to {to:?}");
    }
}

#[test]
fn where_reports_go_is_told_and_is_no_loss() {
    let source = plain()
        .with(Part::Bucket, "acs:oss:::reports")
        .with(Part::DestinationPrefix, "all/")
        .with(Part::AccountId, "1000000000000000")
        .with(Part::RoleArn, "acs:ram::1000000000000000:role/AliyunOSSRole");
    let Crossed { rule, mut report } = crossed(&source, OSS, COS);
    let rule = rule.with(Part::Bucket, "qcs::cos:ap-guangzhou::reports-1250000000");
    report.add_places(&source, OSS, &rule, COS);
    let told: Vec<(Part, Fate)> = report.parts.iter().map(|told| (told.part, told.fate.clone())).collect();
    assert_eq!(
        told,
        [
            (Part::Bucket, changed("acs:oss:::reports", "qcs::cos:ap-guangzhou::reports-1250000000")),
            (Part::DestinationPrefix, reworded("all/", "all")),
            (Part::AccountId, Fate::LeftOut("1000000000000000".to_owned())),
            (Part::RoleArn, Fate::LeftOut("acs:ram::1000000000000000:role/AliyunOSSRole".to_owned())),
        ]
    );
    assert_eq!(report.losses(), 0);
    // Another folder, although its text is the same.
    let (before, after) =
        (source.clone().with(Part::DestinationPrefix, "all"), rule.with(Part::DestinationPrefix, "all/"));
    let mut report = Report::default();
    report.add_places(&before, OSS, &after, COS);
    assert_eq!(report.parts[1].fate, changed("all", "all/"));
    let mut report = Report::default();
    report.add_places(&source, OSS, &after, COS);
    assert_eq!(report.parts[1].fate, changed("all/", "all/"));
}

#[test]
fn losses_say_whether_more_is_listed() {
    let report = crossed_to(COS, &[(Part::SizeFrom, "1"), (Part::Fields, "ObjectAcl")]).report;
    let told: Vec<_> = report.parts.iter().map(|told| (told.is_loss(), told.lists_more())).collect();
    assert_eq!(told, [(true, true), (true, false)]);
    let mut source = plain();
    source.set_unknown(&["Filter/NewFilter".to_owned()]);
    let report = crossed(&source, OSS, COS).report;
    assert_eq!(report.elements, ["Filter/NewFilter"]);
    assert!(report.losses() > 0);
}
