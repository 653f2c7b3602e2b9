//! Writing: new documents, and changes to kept ones.

use super::*;
use crate::model::rule::{Format, Frequency, Versions};

fn rule() -> Rule {
    Rule {
        id: "report1".into(),
        enabled: Value::Known(true),
        filter: Filter { prefix: Some("a b/清单 & <x>/".into()), ..Filter::default() },
        destination: Destination {
            format: Value::Known(Format::Csv),
            account_id: Some("1000000000000000".into()),
            role_arn: Some("acs:ram::1000000000000000:role/AliyunOSSRole".into()),
            bucket: Value::Known("destination-bucket".into()),
            prefix: Some("prefix1/".into()),
            encryption: Encryption::Kms { key_id: "key-1".into() },
        },
        schedule: Schedule {
            frequency: Value::Known(Frequency::Monthly),
            day_of_month: Some(Value::Known(31)),
            auto_delete: None,
        },
        versions: Value::Known(Versions::All),
        fields: vec!["Size".into(), "ETag".into()],
        incremental: Some(Incremental {
            enabled: Some(Value::Known(true)),
            frequency_seconds: Some(Value::Known(600)),
            fields: vec!["SequenceNumber".into()],
        }),
    }
}

#[test]
fn a_new_document_has_the_documented_order() {
    assert_eq!(
        document(&rule(), None).to_document(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><InventoryConfiguration><Id>report1</Id>\
         <IsEnabled>true</IsEnabled><Filter><Prefix>a b/清单 &amp; &lt;x&gt;/</Prefix></Filter>\
         <Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId>\
         <RoleArn>acs:ram::1000000000000000:role/AliyunOSSRole</RoleArn>\
         <Bucket>acs:oss:::destination-bucket</Bucket><Prefix>prefix1/</Prefix>\
         <Encryption><SSE-KMS><KeyId>key-1</KeyId></SSE-KMS></Encryption></OSSBucketDestination></Destination>\
         <Schedule><Frequency>Monthly</Frequency><DayOfMonth>31</DayOfMonth></Schedule>\
         <IncludedObjectVersions>All</IncludedObjectVersions>\
         <OptionalFields><Field>Size</Field><Field>ETag</Field></OptionalFields>\
         <IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>600</Frequency></Schedule>\
         <OptionalFields><Field>SequenceNumber</Field></OptionalFields></IncrementalInventory>\
         </InventoryConfiguration>"
    );
}

#[test]
fn what_was_written_is_read_back() {
    let document = document(&rule(), None);
    assert_eq!(read_rule(&document), Ok(rule()));
}

/// A rule with oddities: Python's booleans, blanks, unknown elements everywhere.
const KEPT: &str = "<InventoryConfiguration v=\"2\"><Id>future</Id><IsEnabled>True</IsEnabled>\
    <Filter><Prefix></Prefix><NewFilter>1</NewFilter></Filter>\
    <Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1</AccountId><RoleArn>r</RoleArn>\
    <Bucket>acs:oss:::b-1</Bucket><Encryption><SSE-KMS><KeyId>k</KeyId><New>x</New></SSE-KMS></Encryption>\
    <NewDestination></NewDestination></OSSBucketDestination></Destination>\
    <Schedule><Frequency> Hourly </Frequency><NewSchedule>1</NewSchedule></Schedule>\
    <IncludedObjectVersions>All</IncludedObjectVersions>\
    <OptionalFields><Field>Size</Field><Field>SomeFutureField</Field></OptionalFields>\
    <NewThing><A>1</A></NewThing></InventoryConfiguration>";

/// Changes a rule that was read and compares the document with `KEPT` after one replacement.
#[track_caller]
fn check_change(change: impl Fn(&mut Rule), from: &str, to: &str) {
    let kept = Element::parse(KEPT.as_bytes()).expect("XML");
    let mut rule = read_rule(&kept).expect("a rule");
    change(&mut rule);
    let declared = |text: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{text}");
    assert_eq!(document(&rule, Some(&kept)).to_document(), declared(&KEPT.replacen(from, to, 1)));
}

#[test]
fn nothing_changed_means_nothing_rewritten() {
    check_change(|_| (), "", "");
}

#[test]
fn one_changed_field_changes_one_place() {
    check_change(|r| r.enabled = Value::Known(false), "True", "false");
    check_change(|r| r.filter.prefix = Some("p/".into()), "<Prefix></Prefix>", "<Prefix>p/</Prefix>");
    check_change(
        |r| r.filter.size_to = Some(Value::Known(5)),
        "</Filter>",
        "<UpperSizeBound>5</UpperSizeBound></Filter>",
    );
    check_change(|r| r.schedule.frequency = Value::Known(Frequency::Daily), " Hourly ", "Daily");
    check_change(|r| r.destination.bucket = Value::Known("c-2".into()), "b-1", "c-2");
    check_change(|r| r.destination.encryption = Encryption::Kms { key_id: "l".into() }, ">k<", ">l<");
    check_change(
        |r| r.destination.prefix = Some("o/".into()),
        "<Encryption>",
        "<Prefix>o/</Prefix><Encryption>",
    );
    check_change(
        |r| r.fields.push("ETag".into()),
        "</OptionalFields>",
        "<Field>ETag</Field></OptionalFields>",
    );
    check_change(|r| r.fields.retain(|f| f != "Size"), "<Field>Size</Field>", "");
}

#[test]
fn an_answer_in_the_order_of_get_is_written_in_the_order_of_put() {
    let get = "<InventoryConfiguration><Id>a</Id><IsEnabled>true</IsEnabled><Destination><OSSBucketDestination>\
        <Format>CSV</Format><Bucket>acs:oss:::b-1</Bucket></OSSBucketDestination></Destination><Schedule>\
        <Frequency>Daily</Frequency></Schedule><Filter><Prefix>p</Prefix></Filter><Unknown></Unknown>\
        <IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>";
    let kept = Element::parse(get.as_bytes()).expect("XML");
    let written = document(&read_rule(&kept).expect("a rule"), Some(&kept));
    let names: Vec<_> = written.elements().map(Element::local_name).collect();
    assert_eq!(
        names,
        ["Id", "IsEnabled", "Filter", "Unknown", "Destination", "Schedule", "IncludedObjectVersions"]
    );
}

#[test]
fn a_document_without_a_required_element_is_not_a_rule() {
    for missing in ["Id", "IsEnabled", "Destination", "Schedule", "IncludedObjectVersions"] {
        let mut document = document(&rule(), None);
        document.remove(missing);
        assert_eq!(read_rule(&document), Err(NotARule), "{missing}");
    }
    let page = Element::parse(b"<html><body></body></html>").expect("XML");
    assert_eq!(read_page(&page), Err(NotARule));
}
