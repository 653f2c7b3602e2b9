//! Files that are written, read and refused.

use super::*;
use crate::model::Connection;
use crate::model::rule::Part;

const OSS: &str = "<InventoryConfiguration v=\"2\"><Id>a &amp; b</Id><IsEnabled>True</IsEnabled><New>1</New>\
    <Destination><OSSBucketDestination><Format>CSV</Format><Bucket>acs:oss:::reports</Bucket>\
    </OSSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule>\
    <IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>";

const COS: &str = "<InventoryConfiguration><Id>list1</Id><Destination><COSBucketDestination>\
    <Bucket>qcs::cos:ap-guangzhou::reports-1250000000</Bucket></COSBucketDestination></Destination>\
    </InventoryConfiguration>";

fn connection() -> Connection {
    Connection::to(Provider::Oss, "cn-hangzhou", "demo-250")
}

/// A file with these rules, each an id and a document.
fn file(rules: &[(&str, &str)]) -> String {
    let rules: Vec<_> = rules.iter().map(|(id, xml)| serde_json::json!({"id": id, "xml": xml})).collect();
    let file = serde_json::json!({
        "stocktake": 1, "provider": "oss", "region": "cn-hangzhou", "bucket": "demo-250", "rules": rules,
    });
    file.to_string()
}

/// What can be taken of a file, by its ids, and what cannot, each by its number, what it is called, and why.
fn told(file: &str) -> (Vec<String>, Vec<(usize, String, RuleProblem)>) {
    let bundle = read(file).expect("accepted");
    let ids = bundle.rules.iter().map(|stored| stored.rule.id().to_owned()).collect();
    let refused = bundle.refused.into_iter().map(|rule| (rule.number, rule.id, rule.problem)).collect();
    (ids, refused)
}

/// That nothing but the rule of this number cannot be taken, beside the first one.
fn second_is_refused(id: &str, problem: RuleProblem) -> (Vec<String>, Vec<(usize, String, RuleProblem)>) {
    (vec!["a & b".to_owned()], vec![(2, id.to_owned(), problem)])
}

#[test]
fn a_file_says_where_its_rules_were_and_holds_their_documents() {
    let document = Element::parse(OSS.as_bytes()).expect("XML");
    let own = written(&connection(), &[("a & b".into(), document.clone())]);
    assert_eq!(serde_json::to_string(&own).expect("JSON"), file(&[("a & b", &document.to_document())]));
    let text = own.to_text().expect("JSON");
    assert!(text.starts_with("{\n  \"stocktake\": 1,\n  \"provider\": \"oss\",\n") && text.ends_with("}\n"));
    assert_eq!(read(&text), read(&file(&[("a & b", &document.to_document())])));
    let bundle = read(&file(&[("a & b", &document.to_document())])).expect("accepted");
    assert_eq!(bundle.provider, Provider::Oss);
    assert_eq!(bundle.region.as_ref().map(Region::as_str), Some("cn-hangzhou"));
    assert_eq!(bundle.bucket.as_ref().map(BucketName::as_str), Some("demo-250"));
    assert_eq!(bundle.rules.len(), 1);
    assert_eq!((bundle.rules[0].rule.id(), &bundle.rules[0].document), ("a & b", &document));
}

/// What a page wrote with `JSON.stringify` is on many a disk.
#[test]
fn what_earlier_versions_have_written_is_read_and_written_alike() {
    let text = r#"{"stocktake":1,"provider":"cos","region":"ap-guangzhou","bucket":"demo-1250000000","rules":[{"id":"list1","xml":"<?xml version=\"1.0\" encoding=\"UTF-8\"?><InventoryConfiguration v=\"2\"><Id>list1</Id><New>清\n</New><Destination><COSBucketDestination><Bucket>qcs::cos:ap-guangzhou::reports-1250000000</Bucket></COSBucketDestination></Destination></InventoryConfiguration>"}]}"#;
    let bundle = read(text).expect("accepted");
    assert_eq!((bundle.provider, bundle.rules.len(), &bundle.notes[..]), (Provider::Cos, 1, &[][..]));
    let connection = Connection {
        provider: bundle.provider,
        region: bundle.region.expect("a region"),
        bucket: bundle.bucket.expect("a bucket"),
        ..connection()
    };
    let rules: Vec<_> =
        bundle.rules.into_iter().map(|stored| (stored.rule.id().to_owned(), stored.document)).collect();
    assert_eq!(serde_json::to_string(&written(&connection, &rules)).expect("JSON"), text);
}

#[test]
fn a_document_or_an_answer_is_a_file_too() {
    for (xml, provider) in [(OSS, Provider::Oss), (COS, Provider::Cos)] {
        let single = read(&format!("\u{feff}\n<?xml version=\"1.0\"?>\n{xml}\n")).expect("accepted");
        assert_eq!((single.provider, single.region, single.bucket), (provider, None, None));
        assert_eq!(
            single.rules[0].document.to_document(),
            Element::parse(xml.as_bytes()).expect("XML").to_document()
        );
        let root = service(provider).layout().list;
        let second = xml.replace("</Id>", "2</Id>");
        let list = read(&format!("<{root}>{xml}{second}<IsTruncated>false</IsTruncated></{root}>"));
        let list = list.expect("accepted");
        assert_eq!((list.provider, list.rules.len()), (provider, 2));
        assert_eq!(read(&format!("<{root}></{root}>")).map(|bundle| bundle.rules), Ok(Vec::new()));
    }
}

#[test]
fn what_is_not_a_file_is_refused_by_its_kind() {
    assert!(matches!(read(""), Err(BundleProblem::Json(_))));
    assert!(matches!(read("stocktake"), Err(BundleProblem::Json(_))));
    assert_eq!(read("<InventoryConfiguration>"), Err(BundleProblem::Xml));
    assert_eq!(read("<InventoryConfiguration></InventoryConfiguration>"), Err(BundleProblem::Xml));
    assert_eq!(read("<Error><Code>AccessDenied</Code></Error>"), Err(BundleProblem::Xml));
    assert_eq!(read(&" ".repeat(MAX_BYTES + 1)), Err(BundleProblem::TooLarge));
    assert_eq!(read(&format!("<a>{}</a>", " ".repeat(xml::MAX_BYTES))), Err(BundleProblem::TooLarge));
}

#[test]
fn another_version_is_not_guessed_at() {
    assert_eq!(read("{}"), Err(BundleProblem::Version(String::new())));
    assert_eq!(read("[]"), Err(BundleProblem::Version(String::new())));
    assert_eq!(read(r#"{"stocktake": 2}"#), Err(BundleProblem::Version("2".into())));
    assert_eq!(read(r#"{"stocktake": "next"}"#), Err(BundleProblem::Version("next".into())));
    assert_eq!(read(r#"{"stocktake": null}"#), Err(BundleProblem::Version(String::new())));
}

#[test]
fn members_must_be_of_their_form() {
    let good = file(&[]);
    assert_eq!(read(&good).map(|bundle| bundle.rules), Ok(Vec::new()));
    let with_more = good.replace("\"bucket\"", "\"note\":[],\"bucket\"");
    assert!(with_more != good && read(&with_more).is_ok());
    let member = |path: &str| Some(BundleProblem::Member(path.to_owned()));
    let problem = |from: &str, to: &str| {
        assert!(good.contains(from), "{good}");
        read(&good.replace(from, to)).err()
    };
    assert_eq!(problem("\"oss\"", "\"s3\""), member("provider"));
    assert_eq!(problem("\"oss\"", "1"), member("provider"));
    assert_eq!(problem("cn-hangzhou", "cn hangzhou"), member("region"));
    assert_eq!(problem("demo-250", "D"), member("bucket"));
    assert_eq!(problem("\"bucket\"", "\"Bucket\""), member("bucket"));
    assert_eq!(problem("[]", "{}"), member("rules"));
    assert_eq!(problem("\"rules\"", "\"Rules\""), member("rules"));
}

#[test]
fn a_rule_that_is_none_is_named_by_its_number_and_stops_no_other() {
    let text = file(&[("a & b", OSS), ("b", OSS)]);
    let with = |from: &str, to: &str| told(&text.replace(from, to));
    let member = |name: &str| RuleProblem::Member(name.to_owned());
    assert_eq!(with("\"b\",\"xml\"", "\"b\",\"XML\""), second_is_refused("b", member("xml")));
    assert_eq!(with("\"id\":\"b\"", "\"id\":7"), second_is_refused("", member("id")));
    for none in ["null", "7", "\"b\"", "[]"] {
        let (good, _) = text.split_once(",{").expect("a second rule");
        let (ids, refused) = told(&format!("{good},{none}]}}"));
        assert_eq!((ids.len(), refused.len(), refused[0].0), (1, 1, 2), "{none}");
    }

    let second = |id: &str, xml: &str| told(&file(&[("a & b", OSS), (id, xml)]));
    assert_eq!(second("b", ""), second_is_refused("b", RuleProblem::Document));
    assert_eq!(second("b", "<a/>"), second_is_refused("b", RuleProblem::Document));
    // A rule of the other provider.
    assert_eq!(second("list1", COS), second_is_refused("list1", RuleProblem::Document));
    let other = RuleProblem::OtherId { file: "b".into(), document: "a & b".to_owned() };
    assert_eq!(second("b", OSS), second_is_refused("b", other));
    assert_eq!(second("a & b", OSS), second_is_refused("a & b", RuleProblem::Twice));
    let list = service(Provider::Oss).layout().list;
    let of_list = told(&format!("<{list}>{OSS}{OSS}</{list}>"));
    assert_eq!(of_list, second_is_refused("a & b", RuleProblem::Twice));
    // What follows one that cannot be taken is taken.
    let last = OSS.replace("a &amp; b", "c");
    let (ids, refused) = told(&file(&[("a & b", OSS), ("b", "<a/>"), ("c", &last)]));
    assert_eq!((ids, refused.len()), (vec!["a & b".to_owned(), "c".to_owned()], 1));
    // Nor is one that no document could hold again.
    for odd in [OSS.replace("acs:oss:::", "acs:oss:::&#1;"), OSS.replace("acs:oss:::", "acs:oss:::\u{1}")] {
        assert_ne!(odd, OSS);
        assert_eq!(told(&odd), (vec![], vec![(1, "a & b".to_owned(), RuleProblem::Document)]));
    }
}

#[test]
fn no_more_rules_than_a_bucket_can_have() {
    let ids: Vec<String> = (0..1_001).map(|number| format!("r{number}")).collect();
    let documents: Vec<String> = ids.iter().map(|id| OSS.replace("a &amp; b", id)).collect();
    let rules: Vec<(&str, &str)> =
        ids.iter().zip(&documents).map(|(id, xml)| (id.as_str(), xml.as_str())).collect();
    assert_eq!(read(&file(&rules[..1_000])).map(|bundle| bundle.rules.len()), Ok(1_000));
    assert_eq!(read(&file(&rules)), Err(BundleProblem::TooMany { limit: 1_000 }));
}

/// The documents of a file, one line each.
fn documents(bundle: &Bundle) -> Vec<String> {
    bundle.rules.iter().map(|stored| stored.document.to_document()).collect()
}

#[test]
fn a_page_of_a_list_says_that_it_is_one_and_whether_the_list_goes_on() {
    let page = include_str!("../../tests/cases/list-page.xml");
    let bundle = read(page).expect("accepted");
    assert_eq!((bundle.provider, bundle.rules.len()), (Provider::Oss, 1));
    assert_eq!(bundle.notes, [Note::Page { goes_on: true }]);
    let last = read(&page.replace(">true</IsTruncated>", ">False</IsTruncated>")).expect("accepted");
    assert_eq!(last.notes, [Note::Page { goes_on: false }]);
    assert_eq!(read(OSS).map(|bundle| bundle.notes), Ok(Vec::new()));
    assert_eq!(read(&file(&[("a & b", OSS)])).map(|bundle| bundle.notes), Ok(Vec::new()));
}

#[test]
fn a_rule_of_a_list_that_lacks_something_is_left_out_by_name() {
    let page = include_str!("../../tests/cases/list-odd-rule.xml");
    let bundle = read(page).expect("accepted");
    assert_eq!(bundle.rules.iter().map(|stored| stored.rule.id()).collect::<Vec<_>>(), ["good"]);
    let left_out = |id: &str| RefusedRule { number: 2, id: id.into(), problem: RuleProblem::Lacks };
    assert_eq!(
        (&bundle.notes[..], &bundle.refused[..]),
        (&[Note::Page { goes_on: false }][..], &[left_out("odd")][..])
    );
    let nameless = read(&page.replace("<Id>odd</Id>", "")).expect("accepted");
    assert_eq!(nameless.refused, [left_out("")]);
    // Also in a copy that this console has written, and where a good rule has the same id.
    let odd = page.split("</InventoryConfiguration>").nth(1).expect("the second").trim_start();
    let odd = format!("{odd}</InventoryConfiguration>");
    let copy = read(&file(&[("a & b", OSS), ("odd", &odd)])).expect("accepted");
    assert_eq!((copy.rules.len(), &copy.refused[..]), (1, &[left_out("odd")][..]));
    let same = read(&file(&[("odd", &OSS.replace("a &amp; b", "odd")), ("odd", &odd)])).expect("accepted");
    assert_eq!((same.rules.len(), &same.refused[..]), (1, &[left_out("odd")][..]));
}

#[test]
fn a_last_line_of_the_tools_own_is_no_part_of_the_document() {
    let screen = include_str!("../../tests/cases/ossutil1-screen.txt");
    let (document, _) = screen.split_once("\n\n\n0.").expect("the line");
    assert_eq!(read(screen), read(document));
    assert_eq!(read(screen).expect("accepted").rules[0].rule.id(), "report1");
    let json = include_str!("../../tests/cases/ossutil2-rule.json");
    assert_eq!(read(&format!("{json}\n\n0.212407(s) elapsed\n")), read(json));
    // What could be a part of a document is not passed over.
    for tail in ["<", "<b/>", "</a>"] {
        assert_eq!(read(&format!("{OSS}\n{tail}")), Err(BundleProblem::Xml), "{tail}");
    }
    for tail in ["{", "[1]", "\"a\": 1", "}"] {
        assert!(matches!(read(&format!("{json}\n{tail}")), Err(BundleProblem::Json(_))), "{tail}");
    }
}

#[test]
fn a_rule_in_the_json_of_ossutil_is_the_same_document() {
    let json = include_str!("../../tests/cases/ossutil2-rule.json");
    let bundle = read(json).expect("accepted");
    assert_eq!((bundle.provider, bundle.region.as_ref(), &bundle.notes[..]), (Provider::Oss, None, &[][..]));
    let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><InventoryConfiguration><Id>report1</Id><IsEnabled>true\
        </IsEnabled><Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId>\
        <RoleArn>acs:ram::1000000000000000:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::reports</Bucket><Prefix>p\
        </Prefix></OSSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule>\
        <IncludedObjectVersions>All</IncludedObjectVersions><OptionalFields><Field>Size</Field><Field>ETag</Field>\
        </OptionalFields></InventoryConfiguration>";
    assert_eq!(documents(&bundle), [expected]);
    // Under the root's name, in another order, a flag as a text and a list of one as itself: the same.
    let wrapped = format!(r#"{{"InventoryConfiguration": {json}}}"#);
    assert_eq!(documents(&read(&wrapped).expect("accepted")), [expected]);
    let Ok(serde_json::Value::Object(members)) = serde_json::from_str(json) else { panic!("an object") };
    let turned: Vec<String> =
        members.iter().rev().map(|(name, value)| format!("{}:{value}", serde_json::json!(name))).collect();
    let turned = format!("{{{}}}", turned.join(",")).replace("\"IsEnabled\":true", "\"IsEnabled\":\"true\"");
    assert_eq!(documents(&read(&turned).expect("accepted")), [expected]);
    let one = json.replace(r#"["Size", "ETag"]"#, r#""Size""#);
    assert_eq!(documents(&read(&one).expect("accepted")), [expected.replace("<Field>ETag</Field>", "")]);
}

#[test]
fn numbers_empty_elements_and_lists_of_elements_are_read_from_json() {
    let json = r#"{"Id": "list1", "IsEnabled": "True", "IncludedObjectVersions": "All",
        "Destination": {"COSBucketDestination": {"Format": "CSV", "AccountId": 100000000001,
            "Bucket": "qcs::cos:ap-guangzhou::reports-1250000000", "Encryption": {"SSE-COS": null}}},
        "Filter": {"And": {"Prefix": "a&b", "Tag": [{"Key": "k", "Value": "v"}, {"Key": "l", "Value": 2}]}},
        "Schedule": {"Frequency": "Weekly"}}"#;
    let bundle = read(json).expect("accepted");
    assert_eq!((bundle.provider, &bundle.notes[..]), (Provider::Cos, &[][..]));
    let rule = &bundle.rules[0].rule;
    let says = |part: Part| rule.text(part);
    assert_eq!((says(Part::AccountId), says(Part::Encryption)), ("100000000001", "SSE-COS"));
    assert_eq!((says(Part::Prefix), says(Part::Tags)), ("a&b", "k=v\nl=2"));
    let sizes = include_str!("../../tests/cases/ossutil2-rule.json").replacen(
        '{',
        r#"{"Filter": {"LowerSizeBound": 1024, "StorageClass": "IA"},"#,
        1,
    );
    assert_eq!(read(&sizes).expect("accepted").rules[0].rule.text(Part::SizeFrom), "1024");
    for (number, text) in [
        ("1024.0", "1024"),
        ("1e6", "1000000"),
        ("1.5", "1.5"),
        ("-1", "-1"),
        ("18446744073709551615", "18446744073709551615"),
    ] {
        let sizes = sizes.replacen("1024", number, 1);
        assert_eq!(read(&sizes).expect("accepted").rules[0].rule.text(Part::SizeFrom), text);
    }
}

#[test]
fn what_is_not_known_in_json_is_named_and_kept_where_it_can_be() {
    let json = include_str!("../../tests/cases/ossutil2-rule.json").replacen(
        '{',
        r#"{"Colour": {"Shade": 1}, "two words": 1, "Schedules": [[1]],"#,
        1,
    );
    let bundle = read(&json).expect("accepted");
    let names = vec!["Colour".to_owned(), "Schedules".to_owned()];
    let unknown = Note::Unknown { id: "report1".into(), names };
    let lost = Note::NoElements(vec!["two words".into(), "Schedules".into()]);
    assert_eq!(bundle.notes, [unknown, lost]);
    assert!(documents(&bundle)[0].contains("<Colour><Shade>1</Shade></Colour>"), "{:?}", documents(&bundle));
}

#[test]
fn a_list_in_json_is_a_list() {
    let rule = include_str!("../../tests/cases/ossutil2-rule.json");
    let second = rule.replace("report1", "report2");
    let list = format!(r#"{{"InventoryConfiguration": [{rule}, {second}], "IsTruncated": true}}"#);
    let wrapped = format!(r#"{{"ListInventoryConfigurationsResult": {list}}}"#);
    for list in [list, wrapped] {
        let bundle = read(&list).expect("accepted");
        assert_eq!((bundle.provider, bundle.rules.len()), (Provider::Oss, 2));
        assert_eq!(bundle.notes, [Note::Page { goes_on: true }]);
    }
    let one = format!(r#"{{"InventoryConfiguration": {rule}, "IsTruncated": "false"}}"#);
    assert_eq!(read(&one).expect("accepted").notes, [Note::Page { goes_on: false }]);
    // JSON of something else is no rule.
    assert_eq!(read(r#"{"Id": "a", "Destination": {}}"#), Err(BundleProblem::Xml));
    assert_eq!(read(r#"{"Id": "a"}"#), Err(BundleProblem::Version(String::new())));
}

/// Every text of a rule or of a list that people were found to have in hand.
#[test]
fn every_text_of_rules_is_taken() {
    for (name, text, ids) in [
        ("filter-of-zeros.xml", include_str!("../../tests/cases/filter-of-zeros.xml"), &["report1"][..]),
        ("rule-off.xml", include_str!("../../tests/cases/rule-off.xml"), &["report1"]),
        ("incremental.xml", include_str!("../../tests/cases/incremental.xml"), &["report1"]),
        ("list-page.xml", include_str!("../../tests/cases/list-page.xml"), &["report1"]),
        ("list-odd-rule.xml", include_str!("../../tests/cases/list-odd-rule.xml"), &["good"]),
        ("ossutil1-screen.txt", include_str!("../../tests/cases/ossutil1-screen.txt"), &["report1"]),
        ("ossutil2-rule.json", include_str!("../../tests/cases/ossutil2-rule.json"), &["report1"]),
    ] {
        let bundle = read(text).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        let taken: Vec<&str> = bundle.rules.iter().map(|stored| stored.rule.id()).collect();
        assert_eq!((bundle.provider, &taken[..]), (Provider::Oss, ids), "{name}");
    }
}
