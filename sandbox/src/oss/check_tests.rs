//! What a PUT is taken and refused for.

use super::*;
use crate::document::oss::{print, vocabulary};

const GOOD: &str = "<InventoryConfiguration><Id>r1</Id><IsEnabled>true</IsEnabled><Filter><Prefix>p</Prefix></Filter><Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId><RoleArn>acs:ram::1000000000000000:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::reports</Bucket><Prefix>x</Prefix></OSSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule><IncludedObjectVersions>All</IncludedObjectVersions><OptionalFields><Field>Size</Field></OptionalFields></InventoryConfiguration>";

fn outcome(xml: &str) -> Result<(), Error> {
    check(xml.as_bytes(), "r1", &vocabulary())
}

fn changed(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    GOOD.replacen(from, to, 1)
}

#[test]
fn every_recorded_body_of_both_sdks_is_taken() {
    let vectors = crate::vectors::oss();
    let puts = vectors["signing"].as_array().expect("signing").iter();
    // The browser vectors are about signing; their bodies are stubs.
    let puts: Vec<_> = puts
        .filter(|vector| vector["operation"] == "put")
        .filter(|vector| !vector["name"].as_str().is_some_and(|name| name.contains("browser")))
        .collect();
    assert!(puts.len() >= 14);
    for vector in puts {
        let body = vector["request"]["body"].as_str().expect("a body");
        let id = vector["inputs"]["inventory_id"].as_str().expect("an id");
        let outcome = check(body.as_bytes(), id, &vocabulary());
        assert_eq!(outcome, Ok(()), "{}", vector["name"]);
    }
}

#[test]
fn malformed_documents_are_refused_by_the_element_at_fault() {
    let cases = [
        ("<Format>CSV</Format>", "", "Format"),
        ("CSV", "Parquet", "Format"),
        ("<AccountId>1000000000000000</AccountId>", "", "AccountId"),
        ("<AccountId>1000000000000000", "<AccountId>me", "AccountId"),
        ("acs:ram::1000000000000000:role/", "role/", "RoleArn"),
        ("<Bucket>acs:oss:::reports</Bucket>", "", "Bucket"),
        ("<Schedule><Frequency>Daily</Frequency></Schedule>", "", "Schedule"),
        ("<Frequency>Daily</Frequency>", "", "Frequency"),
        ("Daily", "Hourly", "Frequency"),
        ("Daily", "daily", "Frequency"),
        ("</Frequency>", "</Frequency><DayOfMonth>32</DayOfMonth>", "DayOfMonth"),
        ("</Frequency>", "</Frequency><AutoDelete>yes</AutoDelete>", "AutoDelete"),
        ("<IsEnabled>true", "<IsEnabled>yes", "IsEnabled"),
        ("<IncludedObjectVersions>All", "<IncludedObjectVersions>Some", "IncludedObjectVersions"),
        ("<IncludedObjectVersions>All</IncludedObjectVersions>", "", "IncludedObjectVersions"),
        ("</Filter>", "<StorageClass>Warm</StorageClass></Filter>", "StorageClass"),
        ("</Filter>", "<StorageClass></StorageClass></Filter>", "StorageClass"),
        (
            "</Prefix></OSS",
            "</Prefix><Encryption><SSE-OSS/><SSE-KMS><KeyId>k</KeyId></SSE-KMS></Encryption></OSS",
            "Encryption",
        ),
        ("</Prefix></OSS", "</Prefix><Encryption><SSE-KMS></SSE-KMS></Encryption></OSS", "KeyId"),
        // A documented element in a place where it is not documented, or twice.
        ("<Id>r1</Id>", "<Id>r1</Id><Frequency>Daily</Frequency>", "Frequency"),
        ("<Id>r1</Id>", "<Id>r1</Id><Id>r1</Id>", "Id"),
        (
            "<OptionalFields>",
            "<IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>60</Frequency></Schedule></IncrementalInventory><OptionalFields>",
            "Frequency",
        ),
    ];
    for (from, to, element) in cases {
        let error = outcome(&changed(from, to)).expect_err(to);
        assert_eq!((error.status, error.code), (400, "MalformedXML"), "{to}");
        assert!(error.message.ends_with(&format!("Element: {element}")), "{to}: {}", error.message);
    }
}

#[test]
fn what_is_not_this_document_at_all_is_malformed() {
    let cases: [&[u8]; 5] = [b"", b"{}", b"<A></A>", b"<InventoryConfiguration>", b"\xFF"];
    for body in cases {
        let error = check(body, "r1", &vocabulary()).expect_err("a refusal");
        assert_eq!(error.code, "MalformedXML");
    }
}

#[test]
fn documented_numbers_of_refusals_are_given() {
    let long_id = format!("<Id>{}</Id>", "x".repeat(193));
    let long = format!("<Prefix>{}</Prefix>", "字".repeat(1_024));
    let cases = [
        ("<Id>r1</Id>", "", "0020-00000005"),
        ("<Id>r1</Id>", "<Id></Id>", "0020-00000044"),
        ("<Id>r1</Id>", long_id.as_str(), "0020-00000044"),
        ("<Id>r1</Id>", "<Id>r2</Id>", "0020-00000043"),
        ("<IsEnabled>true</IsEnabled>", "", "0020-00000007"),
        ("<Prefix>p</Prefix>", long.as_str(), "0020-00000038"),
        ("<Prefix>x</Prefix>", long.as_str(), "0020-00000038"),
        ("acs:oss:::reports", "reports", "0020-00000030"),
        ("acs:oss:::reports", "acs:oss:::ab", "0020-00000031"),
        ("acs:oss:::reports", "acs:oss:::Reports", "0020-00000032"),
        ("<Field>Size</Field>", "<Field>LastAccessTime</Field>", "0020-00000036"),
        ("</Filter>", "<LastModifyBeginTimeStamp>1</LastModifyBeginTimeStamp></Filter>", "0020-00000008"),
    ];
    for (from, to, ec) in cases {
        let error = outcome(&changed(from, to)).expect_err(to);
        assert_eq!((error.code, error.ec), ("InvalidArgument", Some(ec)), "{to}");
    }
    let limit = format!("<Prefix>{}</Prefix>", "字".repeat(1_023));
    assert_eq!(outcome(&changed("<Prefix>p</Prefix>", &limit)), Ok(()));
}

/// Zeros and empty texts among them, which GET may show for "not set".
#[test]
fn numbers_of_filters_are_refused_outside_of_their_range() {
    let (begin, end) = (Some("0020-00000008"), Some("0020-00000023"));
    let numbers = [
        ("LastModifyBeginTimeStamp", 1_262_275_200_u64, 253_402_271_999_u64, begin),
        ("LastModifyEndTimeStamp", 1_262_275_200, 253_402_271_999, end),
        ("LowerSizeBound", 1, 54_975_581_388_800, None),
        ("UpperSizeBound", 1, 54_975_581_388_800, None),
    ];
    for (name, least, most, ec) in numbers {
        let with =
            |value: &str| outcome(&changed("</Filter>", &format!("<{name}>{value}</{name}></Filter>")));
        for value in [least, most] {
            assert_eq!(with(&value.to_string()), Ok(()), "{name} {value}");
        }
        let (below, above) = ((least - 1).to_string(), (most + 1).to_string());
        for value in ["", "0", "-1", "1.5", &below, &above] {
            let error = with(value).expect_err(name);
            assert_eq!((error.status, error.code, error.ec), (400, "InvalidArgument", ec), "{name} {value}");
        }
    }
}

#[test]
fn a_monthly_rule_needs_no_day() {
    assert_eq!(outcome(&changed("Daily", "Monthly")), Ok(()));
}

#[test]
fn what_no_document_names_is_taken_and_given_back() {
    let xml = changed("<Id>r1</Id>", "<NewThing><Frequency>1</Frequency></NewThing><Id>r1</Id>");
    assert_eq!(outcome(&xml), Ok(()));
    assert!(print(&xml).ends_with("<NewThing><Frequency>1</Frequency></NewThing></InventoryConfiguration>"));
}

#[test]
fn values_that_a_bucket_was_seeded_with_are_known_to_it() {
    let xml = changed("Daily", "Hourly").replace("Size", "SomeFutureField");
    let mut known = vocabulary();
    known.learn(&xml);
    assert_eq!(check(xml.as_bytes(), "r1", &known), Ok(()));
}
