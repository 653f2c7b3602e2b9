//! Writing: new documents, and changes to kept ones with every oddity of the samples and SDKs.

use super::*;
use crate::model::{Provider, Rule};
use crate::provider::document::NotARule;
use crate::provider::http::Method;
use crate::provider::service;

fn rule() -> Rule {
    Rule::default()
        .with(Part::Id, "report1")
        .with(Part::Enabled, "true")
        .with(Part::Prefix, "a b/照片 & <x>/")
        .with(Part::Tags, "age=18\nk=")
        .with(Part::ModifiedFrom, "1568688761")
        .with(Part::ModifiedTo, "1568688762")
        .with(Part::Versions, "All")
        .with(Part::Fields, "Size\nTag")
        .with(Part::MetadataFields, "x-cos-meta-owner")
        .with(Part::Bucket, "qcs::cos:ap-guangzhou::reports-1250000000")
        .with(Part::DestinationPrefix, "prefix1")
        .with(Part::AccountId, "100000000001")
        .with(Part::Format, "CSV")
        .with(Part::Encryption, "SSE-COS")
        .with(Part::Frequency, "Monthly")
        .with(Part::DayOfMonth, "15")
}

fn without(part: Part) -> Rule {
    let mut rule = rule();
    rule.set(part, None);
    rule
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

#[track_caller]
fn parse(text: &str) -> Element {
    Element::parse(text.as_bytes()).unwrap_or_else(|_| panic!("not XML: {text}"))
}

#[test]
fn a_new_document_has_the_documented_order() {
    assert_eq!(
        LAYOUT.write(&rule(), None).to_document(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><InventoryConfiguration><Id>report1</Id>\
         <IsEnabled>true</IsEnabled><Destination><COSBucketDestination><Format>CSV</Format>\
         <AccountId>100000000001</AccountId><Bucket>qcs::cos:ap-guangzhou::reports-1250000000</Bucket>\
         <Prefix>prefix1</Prefix><Encryption><SSE-COS></SSE-COS></Encryption></COSBucketDestination></Destination>\
         <Schedule><Frequency>Monthly</Frequency><MonthlyDate>15</MonthlyDate></Schedule>\
         <Filter><And><Prefix>a b/照片 &amp; &lt;x&gt;/</Prefix><Tag><Key>age</Key><Value>18</Value></Tag>\
         <Tag><Key>k</Key><Value></Value></Tag></And><Period><StartTime>1568688761</StartTime>\
         <EndTime>1568688762</EndTime></Period></Filter><IncludedObjectVersions>All</IncludedObjectVersions>\
         <OptionalFields><Field>Size</Field><Field>Tag</Field><Field>x-cos-meta-owner</Field></OptionalFields>\
         </InventoryConfiguration>"
    );
}

#[test]
fn a_new_prefix_stands_in_and_only_beside_tags() {
    let written = LAYOUT.write(&without(Part::Tags), None).to_document();
    assert!(written.contains("<Filter><Prefix>a b/照片 &amp; &lt;x&gt;/</Prefix><Period>"), "{written}");
    let written = LAYOUT.write(&without(Part::Prefix), None).to_document();
    assert!(written.contains("<Filter><And><Tag><Key>age</Key>"), "{written}");
}

#[test]
fn what_was_written_is_read_back() {
    for rule in [rule(), without(Part::Tags), without(Part::Prefix), without(Part::Fields)] {
        assert_eq!(LAYOUT.read(&LAYOUT.write(&rule, None)), Ok(rule));
    }
}

/// A rule with the oddities of the samples and the SDKs: Python's booleans, a prefix alone in `And`,
/// `SSE-COS` outside `Encryption`, a field without its ending, and unknown elements everywhere.
const KEPT: &str = "<InventoryConfiguration v=\"2\"><Id>future</Id><IsEnabled>True</IsEnabled>\
    <Destination a=\"1\"><COSBucketDestination><Format>CSV</Format><AccountId>1250000000</AccountId>\
    <Bucket>qcs::cos:ap-beijing::b-1250000000</Bucket><NewDestination></NewDestination><SSE-COS></SSE-COS>\
    </COSBucketDestination></Destination><Schedule><Frequency> Hourly </Frequency><NewSchedule>1</NewSchedule>\
    </Schedule><Filter><And><Prefix>p/</Prefix></And><NewFilter>1</NewFilter></Filter>\
    <IncludedObjectVersions>All</IncludedObjectVersions>\
    <OptionalFields><Field>Size</Field><Field>x-cos-meta-a</Field><Field>IsMultipartUpload</Field>\
    <Field>x-cos-meta-*</Field></OptionalFields><NewThing><A>1</A></NewThing></InventoryConfiguration>";

/// `SSE-COS` comes into its documented place with every change: the review shows it.
const SETTLED: (&str, &str) =
    ("<SSE-COS></SSE-COS></COSB", "<Encryption><SSE-COS></SSE-COS></Encryption></COSB");

/// Changes a rule that was read and compares the document with `kept` after the replacements.
#[track_caller]
fn check_kept(kept: &str, change: impl Fn(&mut Rule), replacements: &[(&str, &str)]) {
    let document = parse(kept);
    let mut rule = LAYOUT.read(&document).expect("a rule");
    change(&mut rule);
    let written = LAYOUT.write(&rule, Some(&document));
    let expected = replacements.iter().fold(kept.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in {text}");
        text.replacen(from, to, 1)
    });
    assert_eq!(written.to_document(), format!("{DECLARATION}{expected}"));
    assert_eq!(LAYOUT.read(&written), Ok(rule), "what was written is read back");
}

#[track_caller]
fn check_change(change: impl Fn(&mut Rule), from: &str, to: &str) {
    check_kept(KEPT, change, &[SETTLED, (from, to)]);
}

fn set(part: Part, text: &'static str) -> impl Fn(&mut Rule) {
    move |rule: &mut Rule| rule.set(part, Some(text.to_owned()))
}

fn clear(part: Part) -> impl Fn(&mut Rule) {
    move |rule: &mut Rule| rule.set(part, None)
}

#[test]
fn every_part_of_the_odd_rule_is_read() {
    let rule = LAYOUT.read(&parse(KEPT)).expect("a rule");
    assert_eq!(
        rule,
        Rule::default()
            .with(Part::Id, "future")
            .with(Part::Enabled, "True")
            .with(Part::Prefix, "p/")
            .with(Part::Versions, "All")
            .with(Part::Fields, "Size\nIsMultipartUpload")
            .with(Part::MetadataFields, "x-cos-meta-a\nx-cos-meta-*")
            .with(Part::Bucket, "qcs::cos:ap-beijing::b-1250000000")
            .with(Part::AccountId, "1250000000")
            .with(Part::Format, "CSV")
            .with(Part::Encryption, "SSE-COS")
            .with(Part::Frequency, " Hourly ")
    );
}

#[test]
fn nothing_changed_means_nothing_rewritten() {
    check_kept(KEPT, |_| (), &[]);
}

#[test]
fn one_changed_part_changes_one_place() {
    check_change(set(Part::Id, "other"), ">future<", ">other<");
    check_change(set(Part::Enabled, "false"), ">True<", ">false<");
    check_change(set(Part::Prefix, "q/"), ">p/<", ">q/<");
    check_change(clear(Part::Prefix), "<And><Prefix>p/</Prefix></And>", "");
    check_change(
        set(Part::ModifiedFrom, "5"),
        "<And><Prefix>p/</Prefix></And><NewFilter>1</NewFilter>",
        "<And><Prefix>p/</Prefix></And><NewFilter>1</NewFilter><Period><StartTime>5</StartTime></Period>",
    );
    check_change(
        set(Part::StorageClass, "ARCHIVE"),
        "</Prefix></And>",
        "</Prefix><StorageClass>ARCHIVE</StorageClass></And>",
    );
    check_change(set(Part::Versions, "Current"), ">All<", ">Current<");
    check_change(set(Part::Bucket, "qcs::cos:ap-beijing::c-1250000000"), "::b-", "::c-");
    check_change(
        set(Part::DestinationPrefix, "o"),
        "b-1250000000</Bucket><NewDestination></NewDestination>",
        "b-1250000000</Bucket><NewDestination></NewDestination><Prefix>o</Prefix>",
    );
    check_change(clear(Part::AccountId), "<AccountId>1250000000</AccountId>", "");
    check_change(set(Part::Format, "ORC"), ">CSV<", ">ORC<");
    check_change(set(Part::Frequency, "Daily"), " Hourly ", "Daily");
    check_change(
        set(Part::DayOfMonth, "31"),
        "<NewSchedule>1</NewSchedule>",
        "<NewSchedule>1</NewSchedule><MonthlyDate>31</MonthlyDate>",
    );
}

#[test]
fn fields_and_metadata_headers_share_their_place_without_disturbing_each_other() {
    check_change(|rule| rule.set_entry(Part::Fields, "Size", false), "<Field>Size</Field>", "");
    check_change(
        |rule| rule.set_entry(Part::Fields, "ETag", true),
        "</OptionalFields>",
        "<Field>ETag</Field></OptionalFields>",
    );
    check_change(
        |rule| rule.set_entry(Part::MetadataFields, "x-cos-meta-a", false),
        "<Field>x-cos-meta-a</Field>",
        "",
    );
    check_change(
        |rule| rule.set_entry(Part::MetadataFields, "x-cos-meta-b", true),
        "</OptionalFields>",
        "<Field>x-cos-meta-b</Field></OptionalFields>",
    );
    check_change(
        clear(Part::MetadataFields),
        "<Field>x-cos-meta-a</Field><Field>IsMultipartUpload</Field><Field>x-cos-meta-*</Field>",
        "<Field>IsMultipartUpload</Field>",
    );
    check_change(
        |rule| {
            rule.set(Part::Fields, None);
            rule.set(Part::MetadataFields, None);
        },
        "<OptionalFields><Field>Size</Field><Field>x-cos-meta-a</Field><Field>IsMultipartUpload</Field>\
         <Field>x-cos-meta-*</Field></OptionalFields>",
        "",
    );
}

#[test]
fn an_encryption_outside_its_place_stays_there_until_something_changes() {
    check_kept(KEPT, |_| (), &[]);
    check_kept(KEPT, set(Part::Enabled, "false"), &[SETTLED, (">True<", ">false<")]);
    check_kept(KEPT, clear(Part::Encryption), &[("<SSE-COS></SSE-COS>", "")]);
}

#[test]
fn an_encryption_comes_and_goes_in_its_place() {
    let plain = KEPT.replace("<SSE-COS></SSE-COS>", "");
    let from = "<NewDestination></NewDestination>";
    let to = "<NewDestination></NewDestination><Encryption><SSE-COS></SSE-COS></Encryption>";
    check_kept(&plain, set(Part::Encryption, "SSE-COS"), &[(from, to)]);
    check_kept(&plain.replace(from, to), clear(Part::Encryption), &[(to, from)]);
    // Self-closed and with attributes of its own.
    let odd = plain.replace(from, "<Encryption n=\"1\"><SSE-COS m=\"2\"/></Encryption>");
    let rule = LAYOUT.read(&parse(&odd)).expect("a rule");
    assert_eq!(rule.get(Part::Encryption), Some("SSE-COS"));
}

const PREFIX_ALONE: &str = "<Filter><And><Prefix>p/</Prefix></And><NewFilter>1</NewFilter></Filter>";

#[test]
fn a_prefix_alone_in_and_stays_there_whatever_else_changes() {
    check_change(set(Part::Versions, "Current"), ">All<", ">Current<");
    check_change(set(Part::Prefix, "q/"), PREFIX_ALONE, &PREFIX_ALONE.replace("p/", "q/"));
}

#[test]
fn tags_bring_the_prefix_into_and_and_take_it_back_when_they_go() {
    let tagged = "<Filter><And><Prefix>p/</Prefix><Tag><Key>a</Key><Value>1</Value></Tag></And>\
                  <NewFilter>1</NewFilter></Filter>";
    let plain = "<Filter><Prefix>p/</Prefix><NewFilter>1</NewFilter></Filter>";
    let filtered = |filter: &str| KEPT.replace(PREFIX_ALONE, filter).replace("<SSE-COS></SSE-COS>", "");
    check_kept(
        &filtered(plain),
        set(Part::Tags, "a=1"),
        // What followed the prefix has nothing to follow any more: it comes first.
        &[(
            plain,
            "<Filter><NewFilter>1</NewFilter><And><Prefix>p/</Prefix><Tag><Key>a</Key><Value>1</Value></Tag></And></Filter>",
        )],
    );
    // What followed `And` comes first for the same reason.
    let back = "<Filter><NewFilter>1</NewFilter><Prefix>p/</Prefix></Filter>";
    check_kept(&filtered(tagged), clear(Part::Tags), &[(tagged, back)]);
    check_kept(
        &filtered(tagged),
        clear(Part::Prefix),
        &[(
            tagged,
            "<Filter><And><Tag><Key>a</Key><Value>1</Value></Tag></And><NewFilter>1</NewFilter></Filter>",
        )],
    );
    check_kept(
        &filtered(tagged),
        |rule| {
            rule.set(Part::Tags, None);
            rule.set(Part::Prefix, None);
        },
        &[(tagged, "<Filter><NewFilter>1</NewFilter></Filter>")],
    );
    check_kept(
        &filtered(tagged),
        set(Part::Tags, "a=1\nb=2"),
        &[("</Tag></And>", "</Tag><Tag><Key>b</Key><Value>2</Value></Tag></And>")],
    );
}

#[test]
fn a_storage_class_in_and_keeps_the_prefix_there_when_the_tags_go() {
    let tagged = "<Filter><And><Prefix>p/</Prefix><Tag><Key>a</Key><Value>1</Value></Tag>\
                  <StorageClass>STANDARD</StorageClass></And></Filter>";
    let kept = KEPT.replace(PREFIX_ALONE, tagged).replace("<SSE-COS></SSE-COS>", "");
    check_kept(&kept, clear(Part::Tags), &[("<Tag><Key>a</Key><Value>1</Value></Tag>", "")]);
}

#[test]
fn a_tag_outside_and_moves_into_it_with_any_change() {
    let outside =
        "<Filter><Tag><Key>a</Key><Value>1</Value><New>x</New></Tag><NewFilter>1</NewFilter></Filter>";
    let inside = "<Filter><NewFilter>1</NewFilter><And><Tag><Key>a</Key><Value>1</Value><New>x</New></Tag></And></Filter>";
    let kept = KEPT.replace(PREFIX_ALONE, outside).replace("<SSE-COS></SSE-COS>", "");
    assert_eq!(LAYOUT.read(&parse(&kept)).expect("a rule").text(Part::Tags), "a=1");
    check_kept(&kept, |_| (), &[]);
    check_kept(&kept, set(Part::Enabled, "false"), &[(">True<", ">false<"), (outside, inside)]);
    let with_prefix = kept.replace("<Filter><Tag>", "<Filter><Prefix>p/</Prefix><Tag>");
    let moved = inside.replace("<And><Tag>", "<And><Prefix>p/</Prefix><Tag>");
    let outside = outside.replace("<Filter><Tag>", "<Filter><Prefix>p/</Prefix><Tag>");
    check_kept(&with_prefix, set(Part::Enabled, "false"), &[(">True<", ">false<"), (&outside, &moved)]);
}

#[test]
fn tags_that_stay_keep_all_that_is_in_them() {
    let tags = "<Filter><And><Tag n=\"1\"><Key>a</Key><Value>x=y</Value><New>1</New></Tag>\
                <Tag><Key>b</Key></Tag></And></Filter>";
    let kept = KEPT.replace(PREFIX_ALONE, tags).replace("<SSE-COS></SSE-COS>", "");
    assert_eq!(LAYOUT.read(&parse(&kept)).expect("a rule").text(Part::Tags), "a=x=y\nb=");
    check_kept(&kept, set(Part::Tags, "a=x=y"), &[("<Tag><Key>b</Key></Tag>", "")]);
    check_kept(
        &kept,
        set(Part::Tags, "b="),
        &[("<Tag n=\"1\"><Key>a</Key><Value>x=y</Value><New>1</New></Tag>", "")],
    );
}

#[test]
fn a_document_without_id_or_destination_is_not_a_rule() {
    for missing in ["Id", "Destination"] {
        let mut document = LAYOUT.write(&rule(), None);
        document.remove(missing);
        assert_eq!(LAYOUT.read(&document), Err(NotARule), "{missing}");
    }
    assert_eq!(LAYOUT.read(&parse("<html><body></body></html>")), Err(NotARule));
}

/// POST Bucket inventory: neither `IsEnabled` nor `Schedule`.
#[test]
fn a_rule_that_runs_once_has_neither_a_status_nor_a_schedule() {
    let cos = service(Provider::Cos);
    let mut once = rule();
    [Part::Enabled, Part::Frequency, Part::DayOfMonth].into_iter().for_each(|part| once.set(part, None));
    let document = cos.document(&once, None);
    assert_eq!(LAYOUT.read(&document), Ok(once), "it is a rule all the same");
    let request = cos.run_request("report1", &document);
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.query, [("inventory", String::new()), ("id", "report1".to_owned())]);
    let body = request.body.expect("a body");
    assert!(body.contains("<Id>report1</Id>"), "{body}");
    assert!(!body.contains("IsEnabled") && !body.contains("Schedule"), "{body}");
}
