//! What a PUT and a POST are taken and refused for.

use super::*;
use crate::document::cos::vocabulary;
use crate::vectors;

const GOOD: &str = "<InventoryConfiguration><Id>r1</Id><IsEnabled>true</IsEnabled><Destination><COSBucketDestination><Format>CSV</Format><AccountId>100000000001</AccountId><Bucket>qcs::cos:ap-guangzhou::reports-1250000000</Bucket><Prefix>x</Prefix><Encryption><SSE-COS></SSE-COS></Encryption></COSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule><Filter><And><Prefix>p</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And><Period><StartTime>1</StartTime></Period></Filter><IncludedObjectVersions>All</IncludedObjectVersions><OptionalFields><Field>Tag</Field></OptionalFields></InventoryConfiguration>";

fn outcome(xml: &str, kind: Kind) -> Result<(), Error> {
    check(xml.as_bytes(), "r1", kind, "ap-guangzhou", &vocabulary())
}

fn changed(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    GOOD.replacen(from, to, 1)
}

#[test]
fn every_recorded_body_of_the_sdks_is_taken() {
    let vectors = vectors::cos();
    let bodies: Vec<_> = vectors["signing"]
        .as_array()
        .expect("signing")
        .iter()
        .filter(|vector| vector["request"]["body"].as_str().is_some_and(|body| !body.is_empty()))
        .collect();
    assert!(bodies.len() >= 11, "{}", bodies.len());
    for vector in bodies {
        let input = &vector["input"];
        let body = vector["request"]["body"].as_str().expect("a body");
        let id = input["id"].as_str().or(input["options"]["Id"].as_str()).expect("an id");
        let region = input["region"].as_str().expect("a region");
        let kind = if vector["request"]["method"] == "POST" { Kind::OneTime } else { Kind::Periodic };
        let outcome = check(body.as_bytes(), id, kind, region, &vocabulary());
        assert_eq!(outcome, Ok(()), "{}", vector["name"]);
    }
}

#[test]
fn what_is_missing_or_misplaced_is_malformed_by_its_element() {
    let cases = [
        ("<Id>r1</Id>", "", "Id"),
        ("<IsEnabled>true</IsEnabled>", "", "IsEnabled"),
        ("<Format>CSV</Format>", "", "Format"),
        ("<Bucket>qcs::cos:ap-guangzhou::reports-1250000000</Bucket>", "", "Bucket"),
        ("<SSE-COS></SSE-COS>", "", "SSE-COS"),
        ("<Schedule><Frequency>Daily</Frequency></Schedule>", "", "Schedule"),
        ("<Frequency>Daily</Frequency>", "", "Frequency"),
        ("<Frequency>Daily", "<Frequency>Monthly", "MonthlyDate"),
        ("<IncludedObjectVersions>All</IncludedObjectVersions>", "", "IncludedObjectVersions"),
        ("<Key>k</Key>", "", "Key"),
        ("<Value>v</Value>", "", "Value"),
        // Prefix and tags together stand inside And, and tags only there.
        ("<Filter>", "<Filter><Prefix>p</Prefix>", "Prefix"),
        ("<Filter>", "<Filter><Tag><Key>k</Key><Value>v</Value></Tag>", "Tag"),
        ("<Id>r1</Id>", "<Id>r1</Id><Frequency>Daily</Frequency>", "Frequency"),
        ("<Id>r1</Id>", "<Id>r1</Id><Id>r1</Id>", "Id"),
    ];
    for (from, to, element) in cases {
        let error = outcome(&changed(from, to), Kind::Periodic).expect_err(to);
        assert_eq!((error.status, error.code), (400, "MalformedXML"), "{from} {to}");
        assert!(error.message.ends_with(&format!("Element: {element}")), "{to}: {}", error.message);
    }
}

#[test]
fn wrong_values_are_invalid_arguments() {
    let cases = [
        ("<Id>r1", "<Id>r2", "id"),
        ("<Id>r1", "<Id>a b", "Id"),
        ("<Id>r1", "<Id>", "Id"),
        ("<IsEnabled>true", "<IsEnabled>yes", "IsEnabled"),
        ("CSV", "Parquet", "Format"),
        ("100000000001", "me", "AccountId"),
        ("ap-guangzhou", "ap-beijing", "Bucket"),
        ("qcs::cos:ap-guangzhou::reports-1250000000", "reports-1250000000", "Bucket"),
        ("reports-1250000000", "reports", "Bucket"),
        ("reports-1250000000", "Reports-1250000000", "Bucket"),
        ("<Frequency>Daily", "<Frequency>Hourly", "Frequency"),
        ("</Frequency>", "</Frequency><MonthlyDate>32</MonthlyDate>", "MonthlyDate"),
        ("<StartTime>1<", "<StartTime>yesterday<", "StartTime"),
        ("</StartTime>", "</StartTime><EndTime></EndTime>", "EndTime"),
        (">All<", ">Some<", "IncludedObjectVersions"),
        ("<Key>k", "<Key>", "Key"),
        ("</Tag></And>", "</Tag><StorageClass/></And>", "StorageClass"),
        // A filter by tags needs the field.
        ("<Field>Tag", "<Field>Size", "Field"),
        ("<Field>Tag", "<Field>Tag</Field><Field>LastAccessTime", "Field"),
        ("<Field>Tag", "<Field>Tag</Field><Field>x-cos-meta-", "Field"),
    ];
    for (from, to, name) in cases {
        let error = outcome(&changed(from, to), Kind::Periodic).expect_err(to);
        assert_eq!((error.status, error.code), (400, "InvalidArgument"), "{to}: {}", error.message);
        assert_eq!(error.message, format!("Invalid Argument: {name}"), "{to}");
    }
}

#[test]
fn forms_that_documents_and_sdks_show_are_taken() {
    let cases = [
        ("<IsEnabled>true", "<IsEnabled>True"),
        ("<Encryption><SSE-COS></SSE-COS></Encryption>", "<SSE-COS></SSE-COS>"),
        ("<SSE-COS></SSE-COS>", "<SSECOS></SSECOS>"),
        ("<AccountId>100000000001</AccountId>", ""),
        ("<Tag><Key>k</Key><Value>v</Value></Tag>", ""),
        ("<Prefix>p</Prefix>", ""),
        ("</Tag>", "</Tag><Tag><Key>团队</Key><Value></Value></Tag>"),
        ("<Field>Tag</Field>", "<Field>Tag</Field><Field>x-cos-meta-*</Field>"),
        ("<Frequency>Daily", "<MonthlyDate>31</MonthlyDate><Frequency>Monthly"),
        ("<Id>r1</Id>", "<NewThing><Frequency>1</Frequency></NewThing><Id>r1</Id>"),
        (
            "<InventoryConfiguration>",
            "<InventoryConfiguration xmlns=\"http://www.qcloud.com/document/product/436/7751\">",
        ),
    ];
    for (from, to) in cases {
        assert_eq!(outcome(&changed(from, to), Kind::Periodic), Ok(()), "{to}");
    }
}

#[test]
fn a_post_needs_neither_schedule_nor_state() {
    let bare = changed("<IsEnabled>true</IsEnabled>", "")
        .replace("<Schedule><Frequency>Daily</Frequency></Schedule>", "");
    assert_eq!(outcome(&bare, Kind::OneTime), Ok(()));
    assert!(outcome(&bare, Kind::Periodic).is_err());
    assert!(outcome(&changed("Daily", "Hourly"), Kind::OneTime).is_err());
}

#[test]
fn values_that_a_bucket_was_seeded_with_are_known_to_it() {
    let xml =
        changed("Daily", "Hourly").replace("CSV", "ORC").replace("</Field>", "</Field><Field>New</Field>");
    let mut known = vocabulary();
    known.learn(&xml);
    assert_eq!(check(xml.as_bytes(), "r1", Kind::Periodic, "ap-guangzhou", &known), Ok(()));
}
