//! A rule becomes a template and a template the beginning of a rule, with nothing of it lost that the form shows.

use super::*;
use crate::export::bundle;

fn connection(provider: Provider, region: &str) -> Connection {
    Connection::to(provider, region, "source-1250000000")
}

fn cos_rule() -> Rule {
    Rule::default()
        .with(Part::Id, "daily")
        .with(Part::Enabled, "false")
        .with(Part::Prefix, " logs/")
        .with(Part::Tags, "a=1\nb=2")
        .with(Part::Versions, "All")
        .with(Part::Bucket, "qcs::cos:ap-guangzhou::reports-1250000000")
        .with(Part::Format, "CSV")
        .with(Part::Frequency, "Monthly")
        .with(Part::DayOfMonth, "7")
}

/// What a new rule makes of a template of a rule.
fn made_of(rule: &Rule, region: &str) -> Rule {
    let to = connection(Provider::Cos, region);
    let capabilities = service(Provider::Cos).capabilities();
    let template = Template::of(" Every month ", Provider::Cos, &RuleDraft::of(rule), None);
    assert_eq!(template.name, "Every month");
    let mut draft = RuleDraft::new(capabilities);
    draft.typed = template.typed(capabilities);
    draft.rule(&to, capabilities)
}

#[test]
fn a_rule_made_of_a_template_says_what_the_rule_said_but_the_id() {
    let mut expected = cos_rule();
    expected.set(Part::Id, None);
    let made = made_of(&cos_rule(), "ap-guangzhou");
    // Without fields it is without fields, whatever a new rule begins with.
    assert!(made.agrees_in_all(&expected), "{made:?}");
    let moved = made_of(&cos_rule(), "ap-beijing");
    assert_eq!(moved.text(Part::Bucket), "qcs::cos:ap-beijing::reports-1250000000");
}

#[test]
fn what_a_template_does_not_say_is_what_every_new_rule_has() {
    let capabilities = service(Provider::Oss).capabilities();
    let text = r#"{"templates": [{"name": "A", "provider": "oss", "rule": {"prefix": "logs/", "fields": ["ETag", "Size"], "status": false}}]}"#;
    let [template] = read(text).try_into().expect("one template");
    let mut expected = RuleDraft::new(capabilities).typed;
    expected.put(Part::Prefix, Some("logs/"));
    expected.put(Part::Fields, Some("ETag\nSize"));
    expected.put(Part::Enabled, Some("false"));
    assert_eq!(template.typed(capabilities), expected);
}

#[test]
fn the_device_gives_back_what_it_was_given() {
    let templates = [
        Template::of("a", Provider::Cos, &RuleDraft::of(&cos_rule()), None),
        Template::of(
            "“b”\u{200b}",
            Provider::Oss,
            &RuleDraft::new(service(Provider::Oss).capabilities()),
            None,
        ),
    ];
    assert_eq!(read(&written(&templates).expect("JSON")), templates);
    assert!(templates[0].is_called(" a ", Provider::Cos) && !templates[0].is_called("a", Provider::Oss));
}

/// As it was first kept.
#[test]
fn what_was_kept_first_is_read() {
    let text = r#"{"templates":[{"name":"a","provider":"cos","rule":{"status":"true","prefix":"","frequency":"Weekly"}}]}"#;
    let known = read(text);
    assert_eq!(known.len(), 1);
    assert_eq!(written(&known).expect("JSON"), text);
}

#[test]
fn what_is_not_understood_costs_no_more_than_itself() {
    let good = r#"{"name":"a","provider":"cos","rule":{}}"#;
    for wrong in [
        "1",
        "null",
        r#"{"name":"b","provider":"s3","rule":{}}"#,
        r#"{"name":"b","provider":"cos","rule":{"id":"x"}}"#,
        r#"{"name":"b","provider":"cos","rule":{"prefix":1}}"#,
        r#"{"name":"b","provider":"cos"}"#,
    ] {
        assert_eq!(read(&format!(r#"{{"templates":[{wrong},{good}],"later":1}}"#)).len(), 1, "{wrong}");
    }
    for text in ["", "null", "[]", "{}", r#"{"templates": {}}"#] {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn templates_as_a_rule_file_are_rules_by_their_names() {
    let to = connection(Provider::Cos, "ap-guangzhou");
    let template = Template::of("Every month", Provider::Cos, &RuleDraft::of(&cos_rule()), None);
    let file = bundle::written(&to, &[(template.name.clone(), template.document(&to))]);
    let read = bundle::read(&serde_json::to_string(&file).expect("JSON")).expect("a rule file");
    assert_eq!(read.rules.len(), 1);
    assert!(read.rules[0].rule.agrees_in_all(&cos_rule().with(Part::Id, "Every month")));
}

/// A document of OSS with elements that are not known, in known ones and beside them.
const NEWER: &str = "<InventoryConfiguration><Id>daily</Id><IsEnabled>true</IsEnabled>\
    <Filter><Prefix>logs/</Prefix><NewFilter>x</NewFilter></Filter>\
    <Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId>\
    <RoleArn>acs:ram::1000000000000000:role/r</RoleArn><Bucket>acs:oss:::reports</Bucket></OSSBucketDestination></Destination>\
    <Schedule><Frequency>Daily</Frequency></Schedule><NewOption><Deep>y</Deep></NewOption>\
    <IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>";

/// The template of that document, whose form says another prefix.
fn of_newer() -> Template {
    let document = Element::parse(NEWER.as_bytes()).expect("XML");
    let rule = service(Provider::Oss).layout().read(&document).expect("a rule");
    let mut draft = RuleDraft::of(&rule);
    draft.typed.put(Part::Prefix, Some("other/"));
    Template::of("Newer", Provider::Oss, &draft, Some(&document))
}

#[test]
fn what_no_part_stands_for_is_kept_and_comes_into_the_new_rule() {
    let to = connection(Provider::Oss, "cn-hangzhou");
    let service = service(Provider::Oss);
    let kept = written(&[of_newer()]).expect("JSON");
    let [template] = read(&kept).try_into().expect("one template");
    assert_eq!(template, of_newer());
    let like = template.like().expect("a document").expect("it says more");
    assert_eq!(like.rule.unknown().collect::<Vec<_>>(), ["Filter/NewFilter", "NewOption"]);
    assert_eq!(like.rule.id(), "Newer", "the id of the source is nowhere");
    let mut draft = RuleDraft::new(service.capabilities());
    draft.typed = template.typed(service.capabilities()).with(Part::Id, "made");
    let made = service.document(&draft.rule(&to, service.capabilities()), Some(&like.document)).to_document();
    let expected = NEWER.replace("<Id>daily<", "<Id>made<").replace("logs/", "other/");
    let tree = |text: &str| Element::parse(text.as_bytes()).expect("XML");
    assert_eq!(tree(&made), tree(&expected));
    // As a rule of a file, too.
    let of_file = template.document(&to);
    assert_eq!(of_file.to_document(), made.replace("<Id>made<", "<Id>Newer<"));
}

/// COS has such a filter in its SDK for Go alone, so that the form has no control for it.
#[test]
fn a_part_without_a_control_is_kept_and_comes_into_the_new_rule() {
    let to = connection(Provider::Cos, "ap-guangzhou");
    let service = service(Provider::Cos);
    let rule = cos_rule().with(Part::StorageClass, "STANDARD");
    let document = service.document(&rule, None);
    let template = Template::of("a", Provider::Cos, &RuleDraft::of(&rule), Some(&document));
    let like = template.like().expect("a document").expect("it says more");
    let mut draft = RuleDraft::new(service.capabilities());
    draft.typed = template.typed(service.capabilities()).with(Part::Id, "made");
    let mut made = draft.rule(&to, service.capabilities());
    add_besides(&mut made, &like.rule, service.capabilities());
    assert!(made.agrees_in_all(&rule.clone().with(Part::Id, "made")), "{made:?}");
    let made = service.document(&made, Some(&like.document)).to_document();
    assert!(made.contains("<StorageClass>STANDARD</StorageClass>"), "{made}");
    let of_file = service.layout().read(&template.document(&to)).expect("a rule");
    assert!(of_file.agrees_in_all(&rule.with(Part::Id, "a")), "{of_file:?}");
}

#[test]
fn a_document_that_says_nothing_more_is_not_kept() {
    let document = service(Provider::Cos).document(&cos_rule(), None);
    let template = Template::of("a", Provider::Cos, &RuleDraft::of(&cos_rule()), Some(&document));
    assert_eq!(template.like(), Ok(None));
    assert!(!written(&[template]).expect("JSON").contains("document"));
}

#[test]
fn what_is_no_document_is_told() {
    for spoilt in ["", "<a/>", "<InventoryConfiguration/>", "no XML"] {
        let text =
            format!(r#"{{"templates":[{{"name":"a","provider":"oss","rule":{{}},"document":"{spoilt}"}}]}}"#);
        let [template] = read(&text).try_into().expect("one template");
        assert_eq!(template.like(), Err(Spoilt), "{spoilt}");
        // What the parts say is had all the same.
        assert_eq!(
            template.document(&connection(Provider::Oss, "cn-hangzhou")).local_name(),
            "InventoryConfiguration"
        );
    }
    assert_eq!(read(r#"{"templates":[{"name":"a","provider":"oss","rule":{},"document":null}]}"#), []);
}
