//! Buckets as they are named elsewhere.

use super::*;

fn connection(provider: Provider) -> Connection {
    let region = if provider == Provider::Oss { "cn-hangzhou" } else { "ap-guangzhou" };
    Connection::to(provider, region, "source-1250000000")
}

/// What a text sets in the destination's fields.
#[track_caller]
fn check(provider: Provider, text: &str, note: Note, sets: &[(Part, &str)]) {
    let sets = sets.iter().map(|(part, text)| (*part, (*text).to_owned())).collect();
    assert_eq!(pasted(Part::Bucket, text, &connection(provider)), Some(Pasted { sets, note }), "{text}");
}

const BUCKET: Part = Part::Bucket;
const PREFIX: Part = Part::DestinationPrefix;

#[test]
fn the_forms_of_the_documents_become_plain_names() {
    check(Provider::Oss, " acs:oss:::reports\n", Note::TakenApart, &[(BUCKET, "reports")]);
    check(
        Provider::Cos,
        "qcs::cos:ap-guangzhou::reports-1250000000",
        Note::TakenApart,
        &[(BUCKET, "reports-1250000000")],
    );
}

#[test]
fn resources_of_policies_bring_prefix_and_account() {
    check(
        Provider::Oss,
        "acs:oss:oss-cn-hangzhou:1000000000000000:reports/daily/*",
        Note::TakenApart,
        &[(BUCKET, "reports"), (PREFIX, "daily/"), (Part::AccountId, "1000000000000000")],
    );
    check(Provider::Oss, "acs:oss:*:*:reports/*", Note::TakenApart, &[(BUCKET, "reports")]);
    // The APPID of a policy is not the account id of a rule.
    check(
        Provider::Cos,
        "qcs::cos:ap-guangzhou:uid/1250000000:reports-1250000000/a",
        Note::TakenApart,
        &[(BUCKET, "reports-1250000000"), (PREFIX, "a")],
    );
    check(
        Provider::Cos,
        "qcs:0:cos::uin/100000000001:reports-1250000000",
        Note::TakenApart,
        &[(BUCKET, "reports-1250000000"), (Part::AccountId, "100000000001")],
    );
}

#[test]
fn what_only_looks_like_a_resource_is_not_taken_apart() {
    for text in crate::model::resource::LOOK_ALIKES {
        assert_eq!(BucketAddress::read(text), None, "{text}");
    }
    for (text, name) in [
        ("acs:oss:::reports/daily/*", "reports"),
        ("qcs:0:cos:ap-guangzhou:uid/1250000000:r-1250000000/*", "r-1250000000"),
    ] {
        assert_eq!(
            BucketAddress::read(text).map(|address| address.bucket.as_str().to_owned()),
            Some(name.to_owned())
        );
    }
}

#[test]
fn addresses_of_tools_have_keys_as_they_are() {
    check(Provider::Oss, "oss://reports", Note::TakenApart, &[(BUCKET, "reports")]);
    check(Provider::Oss, "oss://reports/", Note::TakenApart, &[(BUCKET, "reports")]);
    check(
        Provider::Oss,
        "oss://reports/a%20b/?c",
        Note::TakenApart,
        &[(BUCKET, "reports"), (PREFIX, "a%20b/?c")],
    );
    check(
        Provider::Cos,
        "cos://reports-1250000000/a/b/",
        Note::TakenApart,
        &[(BUCKET, "reports-1250000000"), (PREFIX, "a/b/")],
    );
}

#[test]
fn web_addresses_have_keys_with_escapes() {
    check(
        Provider::Oss,
        "https://reports.oss-cn-hangzhou-internal.aliyuncs.com/%E6%B8%85%20a/?x=1#y",
        Note::TakenApart,
        &[(BUCKET, "reports"), (PREFIX, "清 a/")],
    );
    check(
        Provider::Oss,
        "reports.oss-accelerate.aliyuncs.com/100%",
        Note::TakenApart,
        &[(BUCKET, "reports"), (PREFIX, "100%")],
    );
    check(
        Provider::Cos,
        "http://reports-1250000000.cos.ap-guangzhou.tencentcos.cn/",
        Note::TakenApart,
        &[(BUCKET, "reports-1250000000")],
    );
}

#[test]
fn signed_addresses_of_objects_lose_their_signature() {
    check(
        Provider::Oss,
        "https://reports.oss-cn-hangzhou.aliyuncs.com/a/b.csv?Expires=1&OSSAccessKeyId=STS.x&Signature=y&security-token=z",
        Note::TakenApart,
        &[(BUCKET, "reports"), (PREFIX, "a/b.csv")],
    );
    check(
        Provider::Cos,
        "https://reports-1250000000.cos.ap-guangzhou.myqcloud.com/a/b.csv?q-sign-algorithm=sha1&q-signature=y",
        Note::TakenApart,
        &[(BUCKET, "reports-1250000000"), (PREFIX, "a/b.csv")],
    );
}

#[test]
fn screens_of_the_consoles_bring_bucket_and_folder() {
    check(
        Provider::Oss,
        "https://oss.console.aliyun.com/bucket/oss-cn-hangzhou/reports/object?path=daily%2F",
        Note::TakenApart,
        &[(BUCKET, "reports"), (PREFIX, "daily/")],
    );
    check(
        Provider::Oss,
        "https://oss.console.aliyun.com/bucket/oss-cn-beijing/reports/object",
        Note::OtherRegion(Region::parse("cn-beijing").expect("a region")),
        &[],
    );
    check(
        Provider::Oss,
        "https://console.cloud.tencent.com/cos/bucket?bucket=reports-1250000000&region=ap-guangzhou",
        Note::OtherProvider(Provider::Cos),
        &[],
    );
}

#[test]
fn what_cannot_be_the_destination_is_told_and_stays() {
    let elsewhere = Note::OtherRegion(Region::parse("cn-beijing").expect("a region"));
    check(Provider::Oss, "https://reports.oss-cn-beijing.aliyuncs.com/a", elsewhere.clone(), &[]);
    check(Provider::Oss, "acs:oss:cn-beijing:1:reports", elsewhere, &[]);
    let shanghai = Note::OtherRegion(Region::parse("ap-shanghai").expect("a region"));
    check(
        Provider::Cos,
        " qcs::cos:ap-shanghai::reports-1250000000",
        shanghai,
        &[(BUCKET, "qcs::cos:ap-shanghai::reports-1250000000")],
    );
    check(Provider::Cos, "oss://reports/a", Note::OtherProvider(Provider::Oss), &[]);
    check(Provider::Oss, "cos://reports-1250000000", Note::OtherProvider(Provider::Cos), &[]);
    check(Provider::Oss, "arn:aws:s3:::reports/a", Note::OtherCloud, &[]);
    check(Provider::Cos, "s3://reports ", Note::OtherCloud, &[(BUCKET, "s3://reports")]);
}

#[test]
fn plain_names_and_what_is_no_bucket_stay() {
    for text in [
        "reports",
        "reports-1250000000",
        "",
        "acs:oss:::",
        "acs:oss:::Bad_Name",
        "acs:oss:reports",
        "qcs::cos:reports",
        "oss://",
        "https://example.com/reports",
        "https://oss-cn-hangzhou.aliyuncs.com/reports",
        "https://aliyuncs.com",
        "://",
    ] {
        assert_eq!(pasted(BUCKET, text, &connection(Provider::Oss)), None, "{text}");
    }
    // Only the field of the destination takes addresses apart.
    assert_eq!(pasted(Part::Id, "oss://reports", &connection(Provider::Oss)), None);
}

#[test]
fn blanks_around_are_taken_away_but_for_those_of_keys() {
    let of = |part, text| pasted(part, text, &connection(Provider::Oss));
    for part in [Part::Id, Part::Bucket, Part::AccountId, Part::RoleArn, Part::KmsKeyId, Part::SizeFrom] {
        let sets = vec![(part, "a b".to_owned())];
        assert_eq!(of(part, "\ta b "), Some(Pasted { sets, note: Note::Trimmed }));
        assert_eq!(of(part, "a b"), None);
    }
    for part in [Part::Prefix, Part::DestinationPrefix] {
        assert_eq!(of(part, " a"), Some(Pasted { sets: vec![], note: Note::BlanksKept }));
    }
    for part in [Part::Tags, Part::Fields, Part::StorageClass, Part::Enabled] {
        assert_eq!(of(part, " a=1 "), None, "not a field of one line");
    }
}
