//! What the device keeps of a form, and what is read of it.

use serde_json::Value;

use super::*;
use crate::provider::service;
use crate::provider::xml::Element;

const DOCUMENT: &str = "<InventoryConfiguration><Id>daily</Id><IsEnabled>True</IsEnabled><New/>\
    <Destination><COSBucketDestination><Format>CSV</Format><Bucket>qcs::cos:ap-guangzhou::r-1250000000</Bucket>\
    </COSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule>\
    <IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>";

fn place() -> Place {
    Place {
        provider: Provider::Cos,
        region: Region::parse("ap-guangzhou").expect("a region"),
        bucket: BucketName::parse("demo-1250000000").expect("a bucket"),
    }
}

fn stored() -> StoredRule {
    let document = Element::parse(DOCUMENT.as_bytes()).expect("XML");
    let rule = service(Provider::Cos).layout().read(&document).expect("a rule");
    StoredRule { rule, document }
}

fn of(purpose: Purpose) -> KeptDraft {
    let stored = stored();
    let (mut draft, from) = match purpose {
        Purpose::Create => (RuleDraft::new(service(Provider::Cos).capabilities()), None),
        Purpose::Edit { .. } => (RuleDraft::of(&stored.rule), Some(&stored)),
        Purpose::Copy { .. } => (RuleDraft::like(&stored.rule), Some(&stored)),
    };
    draft.typed.set(Part::Prefix, Some("a\"b\n清 ".into()));
    draft.typed.set(Part::Fields, None);
    KeptDraft::of(purpose, &place(), &draft, from, Timestamp(1_773_475_750))
}

fn written(draft: &KeptDraft) -> String {
    serde_json::to_string(draft).expect("JSON")
}

/// What a browser holds in which the page still wrote with `JSON.stringify`.
#[test]
fn what_earlier_versions_have_kept_is_read() {
    let edit = r#"{"purpose":"edit","id":"daily","provider":"cos","region":"ap-guangzhou","bucket":"demo-1250000000","saved_at":1773475750,"typed":{"id":"daily","status":"True","prefix":"a\"b\n清 ","versions":"All","destination":"qcs::cos:ap-guangzhou::r-1250000000","format":"CSV","frequency":"Daily"},"document":"<?xml version=\"1.0\" encoding=\"UTF-8\"?><InventoryConfiguration><Id>daily</Id></InventoryConfiguration>"}"#;
    let draft: KeptDraft = serde_json::from_str(edit).expect("a draft");
    assert_eq!(draft.purpose, Purpose::Edit { id: "daily".into() });
    assert_eq!((draft.place.clone(), draft.saved_at), (place(), Timestamp(1_773_475_750)));
    let parts = [Part::Prefix, Part::Enabled, Part::Bucket].map(|part| draft.typed.text(part).to_owned());
    assert_eq!(parts, ["a\"b\n清 ", "True", "qcs::cos:ap-guangzhou::r-1250000000"]);
    assert!(
        draft.document.as_deref().is_some_and(|document| document.ends_with("</InventoryConfiguration>"))
    );
    let members = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    assert_eq!(members(&written(&draft)), members(edit), "and earlier versions read what is written now");
    let create = r#"{"purpose":"create","provider":"oss","region":"cn-hangzhou","bucket":"logs-1","saved_at":1,"typed":{}}"#;
    let draft: KeptDraft = serde_json::from_str(create).expect("a draft");
    assert_eq!((&draft.purpose, &draft.typed, &draft.document), (&Purpose::Create, &Rule::default(), &None));
    assert_eq!(written(&draft), create);
    let copy = create.replace(r#""create""#, r#""copy","id":"a/b""#);
    let draft: KeptDraft = serde_json::from_str(&copy).expect("a draft");
    assert_eq!(draft.purpose, Purpose::Copy { id: "a/b".into() });
    assert_eq!(written(&draft), copy);
}

#[test]
fn each_form_comes_back_as_it_was_left() {
    let id = || "daily".to_owned();
    for (purpose, address) in [
        (Purpose::Create, "/new"),
        (Purpose::Edit { id: id() }, "/id/daily/edit"),
        (Purpose::Copy { id: id() }, "/id/daily/copy"),
    ] {
        let kept = of(purpose);
        let read: KeptDraft = serde_json::from_str(&written(&kept)).expect("a draft");
        assert_eq!(read, kept);
        assert!(read.route().address().ends_with(address));
    }
}

#[test]
fn the_document_keeps_what_this_version_does_not_know() {
    let kept = of(Purpose::Edit { id: "daily".into() });
    assert!(kept.document.is_some_and(|document| document.contains("<New")));
}

#[test]
fn what_is_kept_is_the_form_and_nothing_else() {
    let kept = of(Purpose::Edit { id: "daily".into() });
    let Ok(Value::Object(members)) = serde_json::to_value(&kept) else { panic!("no object") };
    let names: Vec<&str> = members.keys().map(String::as_str).collect();
    let expected = ["purpose", "id", "provider", "region", "bucket", "saved_at", "typed", "document"];
    assert_eq!(names, expected);
    let Some(Value::Object(typed)) = members.get("typed") else { panic!("no texts") };
    assert!(typed.iter().all(|(slug, text)| Part::from_slug(slug).is_some() && text.is_string()));
}

fn read(members: &str) -> Option<KeptDraft> {
    let place = r#""provider": "cos", "region": "ap-guangzhou", "bucket": "demo-1250000000""#;
    serde_json::from_str(&format!("{{{place}, {members}}}")).ok()
}

#[test]
fn what_is_not_understood_of_a_draft_is_left_out() {
    let draft = read(
        r#""purpose": "create", "saved_at": "now", "typed": {"id": "a", "new": "x", "prefix": 1}, "document": 2, "more": null"#,
    )
    .expect("a draft");
    assert_eq!(draft.saved_at, Timestamp(0));
    assert_eq!(draft.typed, Rule::default().with(Part::Id, "a"));
    assert_eq!(draft.document, None);
    assert_eq!(read(r#""purpose": "create", "typed": []"#).map(|draft| draft.typed), Some(Rule::default()));
}

#[test]
fn a_draft_of_nothing_or_nowhere_is_none() {
    assert_eq!(read(r#""purpose": "delete""#), None);
    assert_eq!(read(r#""purpose": "edit", "id": """#), None);
    assert_eq!(read(r#""id": "a""#), None);
    for text in [
        "null",
        "[]",
        r#"{"purpose": "create", "provider": "s3", "region": "a", "bucket": "demo"}"#,
        r#"{"purpose": "create", "provider": "cos", "region": "a/b", "bucket": "demo"}"#,
        r#"{"purpose": "create", "provider": "cos", "region": "a", "bucket": "Demo"}"#,
    ] {
        assert!(serde_json::from_str::<KeptDraft>(text).is_err(), "{text}");
    }
}
