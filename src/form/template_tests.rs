//! A rule becomes a template and a template the beginning of a rule, with nothing of it lost that the form shows.

use super::*;
use crate::export::bundle;
use crate::model::connection::SignatureVersion;
use crate::model::{BucketName, ReadSigning, Region};

fn connection(provider: Provider, region: &str) -> Connection {
    Connection {
        provider,
        region: Region::parse(region).expect("a region"),
        bucket: BucketName::parse("source-1250000000").expect("a bucket"),
        endpoint: None,
        reads: ReadSigning::Automatic,
        signature: SignatureVersion::Current,
    }
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
    let template = Template::of(" Every month ", Provider::Cos, &RuleDraft::of(rule));
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
        Template::of("a", Provider::Cos, &RuleDraft::of(&cos_rule())),
        Template::of("“b”\u{200b}", Provider::Oss, &RuleDraft::new(service(Provider::Oss).capabilities())),
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
    let template = Template::of("Every month", Provider::Cos, &RuleDraft::of(&cos_rule()));
    let file = bundle::written(&to, &[(template.name.clone(), template.document(&to))]);
    let read = bundle::read(&serde_json::to_string(&file).expect("JSON")).expect("a rule file");
    assert_eq!(read.rules.len(), 1);
    assert!(read.rules[0].rule.agrees_in_all(&cos_rule().with(Part::Id, "Every month")));
}
