//! Writing: new documents, and changes to kept ones.

use super::*;
use crate::model::Rule;
use crate::provider::document::NotARule;
use crate::provider::xml::Element;

fn rule() -> Rule {
    Rule::default()
        .with(Part::Id, "report1")
        .with(Part::Enabled, "true")
        .with(Part::Prefix, "a b/清单 & <x>/")
        .with(Part::Format, "CSV")
        .with(Part::AccountId, "1000000000000000")
        .with(Part::RoleArn, "acs:ram::1000000000000000:role/AliyunOSSRole")
        .with(Part::Bucket, "acs:oss:::destination-bucket")
        .with(Part::DestinationPrefix, "prefix1/")
        .with(Part::Encryption, "SSE-KMS")
        .with(Part::KmsKeyId, "key-1")
        .with(Part::Frequency, "Monthly")
        .with(Part::DayOfMonth, "31")
        .with(Part::Versions, "All")
        .with(Part::Fields, "Size\nETag")
        .with(Part::Incremental, "true")
        .with(Part::IncrementalFrequency, "600")
        .with(Part::IncrementalFields, "SequenceNumber")
}

fn document(rule: &Rule, kept: Option<&Element>) -> Element {
    LAYOUT.write(rule, kept)
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
    assert_eq!(LAYOUT.read(&document), Ok(rule()));
}

/// A rule with oddities: Python's booleans, blanks, unknown elements everywhere, and an empty prefix, which says
/// nothing and is not sent.
const KEPT: &str = "<InventoryConfiguration v=\"2\"><Id>future</Id><IsEnabled>True</IsEnabled>\
    <Filter><Prefix></Prefix><NewFilter>1</NewFilter></Filter>\
    <Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1</AccountId><RoleArn>r</RoleArn>\
    <Bucket>acs:oss:::b-1</Bucket><Encryption><SSE-KMS><KeyId>k</KeyId><New>x</New></SSE-KMS></Encryption>\
    <NewDestination></NewDestination></OSSBucketDestination></Destination>\
    <Schedule><Frequency> Hourly </Frequency><NewSchedule>1</NewSchedule></Schedule>\
    <IncludedObjectVersions>All</IncludedObjectVersions>\
    <OptionalFields><Field>Size</Field><Field>SomeFutureField</Field></OptionalFields>\
    <NewThing><A>1</A></NewThing></InventoryConfiguration>";

/// A document as it is sent.
fn sent(kept: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{}", kept.replace("<Prefix></Prefix>", ""))
}

/// Changes a rule that was read and compares the document with `KEPT` as it is sent, after one replacement.
#[track_caller]
fn check_change(change: impl Fn(&mut Rule), from: &str, to: &str) {
    let kept = Element::parse(KEPT.as_bytes()).expect("XML");
    let mut rule = LAYOUT.read(&kept).expect("a rule");
    change(&mut rule);
    assert_eq!(document(&rule, Some(&kept)).to_document(), sent(KEPT).replacen(from, to, 1));
}

#[test]
fn nothing_changed_means_nothing_rewritten() {
    check_change(|_| (), "", "");
}

#[test]
fn one_changed_field_changes_one_place() {
    let set = |part: Part, text: &'static str| move |rule: &mut Rule| rule.set(part, Some(text.to_owned()));
    check_change(set(Part::Enabled, "false"), "True", "false");
    check_change(set(Part::Prefix, "p/"), "<Filter>", "<Filter><Prefix>p/</Prefix>");
    check_change(set(Part::SizeTo, "5"), "</Filter>", "<UpperSizeBound>5</UpperSizeBound></Filter>");
    check_change(set(Part::Frequency, "Daily"), " Hourly ", "Daily");
    check_change(set(Part::Bucket, "acs:oss:::c-2"), "b-1", "c-2");
    check_change(set(Part::KmsKeyId, "l"), ">k<", ">l<");
    check_change(set(Part::DestinationPrefix, "o/"), "<Encryption>", "<Prefix>o/</Prefix><Encryption>");
    check_change(
        |r| r.set_entry(Part::Fields, "ETag", true),
        "</OptionalFields>",
        "<Field>ETag</Field></OptionalFields>",
    );
    check_change(|r| r.set_entry(Part::Fields, "Size", false), "<Field>Size</Field>", "");
    check_change(
        |r| {
            r.set(Part::Encryption, Some("SSE-OSS".into()));
            r.set(Part::KmsKeyId, None);
        },
        "<SSE-KMS><KeyId>k</KeyId><New>x</New></SSE-KMS>",
        "<SSE-OSS></SSE-OSS>",
    );
    check_change(
        |r| {
            r.set(Part::Encryption, None);
            r.set(Part::KmsKeyId, None);
        },
        "<Encryption><SSE-KMS><KeyId>k</KeyId><New>x</New></SSE-KMS></Encryption>",
        "",
    );
}

/// Changes `kept` and compares the document with it after one replacement.
#[track_caller]
fn check_odd(kept: &str, change: impl Fn(&mut Rule), from: &str, to: &str) {
    let document = Element::parse(kept.as_bytes()).expect("XML");
    let mut rule = LAYOUT.read(&document).expect("a rule");
    change(&mut rule);
    let written = LAYOUT.write(&rule, Some(&document));
    assert!(kept.contains(from), "{from} is not in {kept}");
    assert_eq!(written.to_document(), sent(&kept.replacen(from, to, 1)));
    assert_eq!(LAYOUT.read(&written), Ok(rule));
}

#[test]
fn a_kind_without_its_key_is_still_that_kind() {
    let set = |part: Part, text: Option<&'static str>| {
        move |rule: &mut Rule| rule.set(part, text.map(str::to_owned))
    };
    let no_key = KEPT.replace("<KeyId>k</KeyId><New>x</New>", "");
    check_odd(KEPT, set(Part::KmsKeyId, None), "<KeyId>k</KeyId>", "");
    let only_key = KEPT.replace("<New>x</New>", "");
    check_odd(&only_key, set(Part::KmsKeyId, None), "<KeyId>k</KeyId>", "");
    check_odd(
        &no_key,
        set(Part::KmsKeyId, Some("l")),
        "<SSE-KMS></SSE-KMS>",
        "<SSE-KMS><KeyId>l</KeyId></SSE-KMS>",
    );
    check_odd(&no_key, set(Part::Enabled, Some("false")), "True", "false");
}

#[test]
fn a_kind_is_told_from_what_stands_beside_it() {
    let odd = KEPT.replace("<Encryption>", "<Encryption><New></New>");
    check_odd(&odd, |rule| assert_eq!(rule.text(Part::Encryption), "SSE-KMS"), "", "");
    check_odd(
        &odd,
        |rule| {
            rule.set(Part::Encryption, Some("SSE-OSS".into()));
            rule.set(Part::KmsKeyId, None);
        },
        "<SSE-KMS><KeyId>k</KeyId><New>x</New></SSE-KMS>",
        "<SSE-OSS></SSE-OSS>",
    );
    // A kind that is not known is one all the same, and goes when another one comes.
    let future = KEPT.replace("SSE-KMS", "SSE-NEW");
    check_odd(&future, |rule| assert_eq!(rule.text(Part::Encryption), "SSE-NEW"), "", "");
    check_odd(
        &future,
        |rule| rule.set(Part::Encryption, Some("SSE-OSS".into())),
        "<SSE-NEW><KeyId>k</KeyId><New>x</New></SSE-NEW>",
        "<SSE-OSS></SSE-OSS>",
    );
}

#[test]
fn what_says_nothing_is_not_sent_and_takes_nothing_unknown_along() {
    let zeros = "<Filter><Prefix></Prefix><LastModifyBeginTimeStamp>0</LastModifyBeginTimeStamp>\
        <LastModifyEndTimeStamp>0</LastModifyEndTimeStamp><LowerSizeBound>0</LowerSizeBound>\
        <UpperSizeBound>0</UpperSizeBound><StorageClass>All</StorageClass></Filter>";
    let without =
        |kept: &str| LAYOUT.without_unset(&Element::parse(kept.as_bytes()).expect("XML")).to_document();
    let with =
        |filter: &str| KEPT.replace("<Filter><Prefix></Prefix><NewFilter>1</NewFilter></Filter>", filter);
    assert_eq!(without(&with(zeros)), sent(&with("")));
    let unknown = "<Filter><Prefix><New></New></Prefix><NewFilter>0</NewFilter></Filter>";
    assert_eq!(without(&with(unknown)), sent(&with(unknown)));
    let idle = "<IncrementalInventory><IsEnabled>false</IsEnabled><Schedule><Frequency>0</Frequency></Schedule>\
        <OptionalFields></OptionalFields></IncrementalInventory>";
    let asleep = "<IncrementalInventory><IsEnabled>false</IsEnabled><Schedule><Frequency>600</Frequency></Schedule>\
        </IncrementalInventory>";
    assert_eq!(without(&with(idle)), sent(&with("")));
    assert_eq!(without(&with(asleep)), sent(&with(asleep)), "it is off, and says how it would run");
    let day = "<DayOfMonth>0</DayOfMonth><AutoDelete></AutoDelete>";
    assert_eq!(without(&KEPT.replace("<NewSchedule>", &format!("{day}<NewSchedule>"))), sent(KEPT));
}

#[test]
fn an_element_inside_a_text_outlives_it() {
    let odd = KEPT.replace("<Id>future</Id>", "<Id n=\"1\">fut<New>x</New>ure</Id>");
    check_odd(
        &odd,
        |rule| {
            assert_eq!(rule.id(), "future");
            rule.set(Part::Id, Some("past".into()));
        },
        "fut<New>x</New>ure",
        "past<New>x</New>",
    );
}

#[test]
fn an_answer_in_the_order_of_get_is_written_in_the_order_of_put() {
    let get = "<InventoryConfiguration><Id>a</Id><IsEnabled>true</IsEnabled><Destination><OSSBucketDestination>\
        <Format>CSV</Format><Bucket>acs:oss:::b-1</Bucket></OSSBucketDestination></Destination><Schedule>\
        <Frequency>Daily</Frequency></Schedule><Filter><Prefix>p</Prefix></Filter><Unknown></Unknown>\
        <IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>";
    let kept = Element::parse(get.as_bytes()).expect("XML");
    let written = document(&LAYOUT.read(&kept).expect("a rule"), Some(&kept));
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
        assert_eq!(LAYOUT.read(&document), Err(NotARule), "{missing}");
    }
    let page = Element::parse(b"<html><body></body></html>").expect("XML");
    assert_eq!(LAYOUT.read(&page), Err(NotARule));
}

fn listed(body: &str) -> Result<crate::provider::RulePage, crate::provider::error::Error> {
    use crate::provider::http::Response;
    let response = Response { status: 200, headers: Vec::new(), body: body.as_bytes().to_vec() };
    crate::provider::service(crate::model::Provider::Oss).read_list(&response)
}

#[test]
fn one_rule_that_lacks_something_does_not_hide_the_others() {
    let page = include_str!("../../../tests/cases/list-odd-rule.xml");
    let rules = listed(page).expect("a page").rules;
    assert_eq!(rules.iter().map(Rule::id).collect::<Vec<_>>(), ["good", "odd"]);
    assert_eq!(rules[0].unreadable(), None);
    let document = rules[1].unreadable().expect("it lacks a part");
    assert!(document.starts_with("<InventoryConfiguration>\n  <Id>odd</Id>\n  <Destination>"), "{document}");
    // Nothing else is said of it: half a rule would be taken for a whole one.
    assert!(Part::all().all(|part| part == Part::Id || rules[1].get(part).is_none()));
    let nameless = listed(&page.replace("<Id>odd</Id>", "")).expect("a page").rules;
    assert_eq!((nameless[1].id(), nameless[1].unreadable().is_some()), ("", true));
    assert!(!rules[1].agrees_in_all(&rules[0]) && rules[1].agrees_in_all(&rules[1].clone()));
}

#[test]
fn what_is_no_list_stays_an_error_and_an_error_under_200_shows_its_code() {
    use crate::provider::error::ErrorKind;
    use crate::provider::http::Response;
    let whole = include_str!("../../../tests/cases/list-odd-rule.xml");
    assert!(listed(&whole.replace("ListInventoryConfigurationsResult", "SomethingElse")).is_err());
    assert!(listed(&whole.replace(">false<", ">true<")).is_err(), "more follows, and nobody says how");
    let body = "<Error><Code>AccessDenied</Code><Message>m</Message><EC>0003-00000001</EC></Error>";
    let response = Response { status: 200, headers: Vec::new(), body: body.as_bytes().to_vec() };
    let service = crate::provider::service(crate::model::Provider::Oss);
    let errors = [
        service.read_list(&response).err(),
        service.read_get(&response).err(),
        service.read_any(&response).err(),
        service.read_run(&response).err(),
        service.read_put(&response).err(),
        service.read_delete(&response).err(),
    ];
    for error in errors {
        let error = error.expect("an error");
        assert_eq!(
            (error.kind, error.status, error.code()),
            (ErrorKind::Unreadable, Some(200), "AccessDenied")
        );
    }
    let odd = whole.split("</InventoryConfiguration>").nth(1).expect("the second").trim_start();
    let body = format!("{odd}</InventoryConfiguration>");
    let response = Response { status: 200, headers: Vec::new(), body: body.into_bytes() };
    assert!(service.read_get(&response).is_err(), "it is never changed");
    assert_eq!(service.read_any(&response).expect("to be looked at").rule.id(), "odd");
}
