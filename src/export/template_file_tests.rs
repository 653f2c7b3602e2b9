//! A file of templates, written on one device and read on another.

use super::*;
use crate::form::template::Standing;
use crate::model::Connection;
use crate::model::rule::{Part, Rule};
use crate::provider::service;

fn connection() -> Connection {
    Connection::to(Provider::Cos, "ap-guangzhou", "source-1250000000")
}

fn rule(prefix: &str) -> Rule {
    Rule::default()
        .with(Part::Id, "daily")
        .with(Part::Enabled, "true")
        .with(Part::Prefix, prefix)
        .with(Part::Versions, "All")
        .with(Part::Bucket, "qcs::cos:ap-guangzhou::reports-1250000000")
        .with(Part::Format, "CSV")
        .with(Part::Frequency, "Daily")
}

fn template(name: &str, prefix: &str) -> Template {
    Template::of(name, Provider::Cos, &RuleDraft::of(&rule(prefix)), None)
}

/// As it was first written.
const FIRST: &str = r#"{"stocktake_templates": 1, "templates": [{"name": "a", "provider": "cos", "rule": {"prefix": "logs/"}}]}"#;

#[test]
fn what_was_written_first_is_read() {
    let contents = read(FIRST, Provider::Cos).expect("templates");
    assert_eq!(contents.templates.len(), 1);
    let again = written(&contents.templates).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Value>(&again).expect("JSON"),
        serde_json::from_str::<Value>(FIRST).expect("JSON")
    );
}

#[test]
fn another_device_takes_what_one_has_given() {
    let given = [template("one", "a/"), template("“two”", "")];
    let text = written(&given).expect("JSON");
    assert!(text.ends_with("}\n"));
    let contents = read(&format!("\u{feff}{text}"), Provider::Cos).expect("templates");
    assert_eq!(contents, Contents { templates: given.to_vec(), ..Contents::default() });
    let elsewhere = read(&text, Provider::Oss).expect("templates");
    let names = given.iter().map(|template| template.name.clone()).collect();
    assert_eq!(elsewhere, Contents { of_other: names, ..Contents::default() });
}

#[test]
fn what_is_new_the_same_and_another_is_told_by_name() {
    let to = connection();
    let own = [template("same", "a/"), template("other", "a/")];
    for (name, prefix, standing) in
        [("same", "a/", Standing::Same), ("other", "b/", Standing::Differs), ("new", "a/", Standing::New)]
    {
        assert_eq!(template(name, prefix).standing(&own, &to), standing, "{name}");
    }
}

#[test]
fn a_copy_of_rules_is_taken_rule_by_rule() {
    let to = connection();
    let own = template("daily", "a/");
    let file = |templates: &[Template]| {
        let rules: Vec<_> = templates.iter().map(|one| (one.name.clone(), one.document(&to))).collect();
        bundle::written(&to, &rules).to_text().expect("JSON")
    };
    let bare = r#"{"templates":[{"name":"bare","provider":"cos","rule":{}}]}"#;
    let [bare] = crate::form::template::read(bare).try_into().expect("one template");
    let contents = read(&file(&[own.clone(), bare]), Provider::Cos).expect("rules");
    assert_eq!(contents.unreadable, ["bare"], "it has no destination");
    assert_eq!(contents.templates.len(), 1);
    assert_eq!(contents.templates[0].standing(std::slice::from_ref(&own), &to), Standing::Same);
    let elsewhere = read(&file(&[own]), Provider::Oss).expect("rules");
    assert_eq!((elsewhere.of_other, elsewhere.templates), (vec!["daily".to_owned()], Vec::new()));
}

#[test]
fn a_rule_that_says_more_stays_so() {
    let document = service(Provider::Cos).document(&rule("a/"), None).to_document();
    let document = document.replace("</Schedule>", "</Schedule><NewOption>x</NewOption>");
    let text = serde_json::json!({ "stocktake": 1, "provider": "cos", "region": "ap-guangzhou", "bucket": "a-1250000000",
        "rules": [{ "id": "daily", "xml": document }] });
    let contents = read(&text.to_string(), Provider::Cos).expect("rules");
    let like = contents.templates[0].like().expect("a document").expect("it says more");
    assert_eq!(like.rule.unknown().collect::<Vec<_>>(), ["NewOption"]);
}

#[test]
fn what_is_no_such_file_is_told() {
    let of = |members: &str| format!(r#"{{"stocktake_templates": 1, "templates": [{{{members}}}]}}"#);
    let member = |path: &str| TemplateFileProblem::Member(path.to_owned());
    for (text, problem) in [
        (String::new(), TemplateFileProblem::Neither),
        ("<a/>".to_owned(), TemplateFileProblem::Neither),
        ("[]".to_owned(), TemplateFileProblem::Neither),
        ("{}".to_owned(), TemplateFileProblem::Neither),
        (r#"{"templates": []}"#.to_owned(), TemplateFileProblem::Neither),
        (r#"{"stocktake_templates": 2}"#.to_owned(), TemplateFileProblem::Version),
        (r#"{"stocktake": 2}"#.to_owned(), TemplateFileProblem::Version),
        (r#"{"stocktake_templates": 1}"#.to_owned(), member("templates")),
        (of(r#""name": "a", "provider": "cos""#), member("templates[0].rule")),
        (of(r#""name": " ", "provider": "cos", "rule": {}"#), member("templates[0].name")),
        (of(r#""name": "a", "provider": "s3", "rule": {}"#), member("templates[0].provider")),
        (
            of(r#""name": "a", "provider": "cos", "rule": {"frequncy": "Daily"}"#),
            member("templates[0].rule.frequncy"),
        ),
        (
            of(r#""name": "a", "provider": "cos", "rule": {}, "document": "<a/>""#),
            member("templates[0].document"),
        ),
        (
            of(
                r#""name": "a", "provider": "cos", "rule": {}}, {"name": " a", "provider": "cos", "rule": {}"#,
            ),
            TemplateFileProblem::Twice("a".to_owned()),
        ),
    ] {
        assert_eq!(read(&text, Provider::Cos), Err(problem), "{text}");
    }
}
