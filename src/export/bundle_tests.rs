//! Files that are written, read and refused.

use super::*;
use crate::form::connection::ConnectionDraft;
use crate::json::native;

const OSS: &str = "<InventoryConfiguration v=\"2\"><Id>a &amp; b</Id><IsEnabled>True</IsEnabled><New>1</New>\
    <Destination><OSSBucketDestination><Format>CSV</Format><Bucket>acs:oss:::reports</Bucket>\
    </OSSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule>\
    <IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>";

const COS: &str = "<InventoryConfiguration><Id>list1</Id><Destination><COSBucketDestination>\
    <Bucket>qcs::cos:ap-guangzhou::reports-1250000000</Bucket></COSBucketDestination></Destination>\
    </InventoryConfiguration>";

fn connection() -> Connection {
    let draft = ConnectionDraft {
        region: "cn-hangzhou".into(),
        bucket: "demo-250".into(),
        ..ConnectionDraft::new(Provider::Oss)
    };
    draft.check().expect("a connection")
}

fn read(text: &str) -> Result<Bundle, BundleProblem> {
    super::read(text, &native::parse)
}

/// A file with these rules, each an id and a document.
fn file(rules: &[(&str, &str)]) -> String {
    let rules: Vec<_> = rules.iter().map(|(id, xml)| serde_json::json!({"id": id, "xml": xml})).collect();
    let file = serde_json::json!({
        "stocktake": 1, "provider": "oss", "region": "cn-hangzhou", "bucket": "demo-250", "rules": rules,
    });
    file.to_string()
}

fn rule_problem(number: usize, problem: RuleProblem) -> Result<Bundle, BundleProblem> {
    Err(BundleProblem::Rule { number, problem })
}

#[test]
fn a_file_says_where_its_rules_were_and_holds_their_documents() {
    let document = Element::parse(OSS.as_bytes()).expect("XML");
    let Json::Object(members) = written(&connection(), &[("a & b".into(), document.clone())]) else {
        panic!("not an object");
    };
    assert_eq!(members[0], ("stocktake".into(), Json::Number("1".into())));
    assert_eq!(members[1], ("provider".into(), Json::text("oss")));
    let bundle = read(&file(&[("a & b", &document.to_document())])).expect("accepted");
    assert_eq!(bundle.provider, Provider::Oss);
    assert_eq!(bundle.region.as_ref().map(Region::as_str), Some("cn-hangzhou"));
    assert_eq!(bundle.bucket.as_ref().map(BucketName::as_str), Some("demo-250"));
    assert_eq!(bundle.rules.len(), 1);
    assert_eq!((bundle.rules[0].rule.id(), &bundle.rules[0].document), ("a & b", &document));
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
    assert!(read(&good.replace("{\"bucket\"", "{\"note\":[],\"bucket\"")).is_ok());
    let problem = |from: &str, to: &str| {
        assert!(good.contains(from), "{good}");
        read(&good.replace(from, to)).err()
    };
    assert_eq!(problem("\"oss\"", "\"s3\""), Some(BundleProblem::Member("provider")));
    assert_eq!(problem("\"oss\"", "1"), Some(BundleProblem::Member("provider")));
    assert_eq!(problem("cn-hangzhou", "cn hangzhou"), Some(BundleProblem::Member("region")));
    assert_eq!(problem("demo-250", "D"), Some(BundleProblem::Member("bucket")));
    assert_eq!(problem("\"bucket\"", "\"Bucket\""), Some(BundleProblem::Member("bucket")));
    assert_eq!(problem("[]", "{}"), Some(BundleProblem::Member("rules")));
}

#[test]
fn a_rule_that_is_none_is_named_by_its_number() {
    let second = |id: &str, xml: &str| read(&file(&[("a & b", OSS), (id, xml)]));
    assert_eq!(second("b", ""), rule_problem(2, RuleProblem::Document));
    assert_eq!(second("b", "<a/>"), rule_problem(2, RuleProblem::Document));
    // A rule of the other provider.
    assert_eq!(second("list1", COS), rule_problem(2, RuleProblem::Document));
    // Nor is one that no document could hold again.
    for odd in [OSS.replace("acs:oss:::", "acs:oss:::&#1;"), OSS.replace("acs:oss:::", "acs:oss:::\u{1}")] {
        assert_ne!(odd, OSS);
        assert_eq!(read(&odd), rule_problem(1, RuleProblem::Document));
    }
    let document = "a & b".to_owned();
    assert_eq!(second("b", OSS), rule_problem(2, RuleProblem::OtherId { file: "b".into(), document }));
    assert_eq!(second("a & b", OSS), rule_problem(2, RuleProblem::Twice("a & b".into())));
    let text = file(&[("a & b", OSS)]);
    assert_eq!(read(&text.replace("\"xml\"", "\"XML\"")), rule_problem(1, RuleProblem::Form));
    assert_eq!(read(&text.replace("\"a & b\"", "7")), rule_problem(1, RuleProblem::Form));
    let list = service(Provider::Oss).layout().list;
    assert_eq!(
        read(&format!("<{list}>{OSS}{OSS}</{list}>")),
        rule_problem(2, RuleProblem::Twice("a & b".into()))
    );
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
