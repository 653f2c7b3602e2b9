//! The form of a copy as `docs/rule-file.schema.json` describes it, against what is written and read.
//!
//! A validator for the keywords of JSON Schema 2020-12 that are in it, and no others.

use serde_json::{Value, json};
use stocktake::export::bundle::{self, RuleProblem};

const SCHEMA: &str = include_str!("../../docs/rule-file.schema.json");

/// Where a value is not what the schema says, and the keyword that says so.
pub(crate) fn problems(value: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let mut found = Vec::new();
    check(&schema, value, "", &mut found);
    found
}

fn check(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    for (keyword, says) in schema.as_object().expect("a schema is an object") {
        let holds = match keyword.as_str() {
            "$schema" | "title" | "description" => true,
            "type" => match says.as_str() {
                Some("object") => value.is_object(),
                Some("array") => value.is_array(),
                Some("string") => value.is_string(),
                other => panic!("the type {other:?}"),
            },
            "const" => value == says,
            "enum" => says.as_array().expect("a list").contains(value),
            "required" => {
                let names = says.as_array().expect("a list").iter().filter_map(Value::as_str);
                value
                    .as_object()
                    .is_none_or(|members| names.into_iter().all(|name| members.contains_key(name)))
            }
            "minLength" => value
                .as_str()
                .is_none_or(|text| text.chars().count() as u64 >= says.as_u64().expect("a number")),
            "maxItems" => {
                value.as_array().is_none_or(|items| items.len() as u64 <= says.as_u64().expect("a number"))
            }
            "properties" => {
                for (name, inner) in says.as_object().expect("an object") {
                    if let Some(value) = value.get(name) {
                        check(inner, value, &format!("{at}/{name}"), found);
                    }
                }
                true
            }
            "items" => {
                for (place, value) in value.as_array().into_iter().flatten().enumerate() {
                    check(says, value, &format!("{at}/{place}"), found);
                }
                true
            }
            other => panic!("this test does not know the keyword {other}"),
        };
        if !holds {
            found.push(format!("{at} {keyword}"));
        }
    }
}

fn good() -> Value {
    let rule = include_str!("../cases/rule-off.xml");
    json!({ "stocktake": 1, "provider": "oss", "region": "cn-hangzhou", "bucket": "demo-250",
        "rules": [{ "id": "report1", "xml": rule }] })
}

/// What the schema refuses is not read either, as a whole or the rule in which it is.
#[test]
fn what_is_not_of_the_schema_is_not_read() {
    assert_eq!(problems(&good()), [""; 0]);
    assert_eq!(bundle::read(&good().to_string()).expect("accepted").rules.len(), 1);
    for (pointer, value, problem) in [
        ("/stocktake", json!(2), "/stocktake const"),
        ("/provider", json!("s3"), "/provider enum"),
        ("/region", json!(7), "/region type"),
        ("/region", json!(""), "/region minLength"),
        ("/bucket", json!(null), "/bucket type"),
        ("/rules", json!({}), "/rules type"),
        ("/rules", json!(vec![json!({ "id": "a", "xml": "<a/>" }); 1001]), "/rules maxItems"),
    ] {
        let mut file = good();
        *file.pointer_mut(pointer).expect("a member") = value;
        assert_eq!(problems(&file), [problem]);
        assert!(bundle::read(&file.to_string()).is_err(), "{file}");
    }
    for name in ["stocktake", "provider", "region", "bucket", "rules"] {
        let mut file = good();
        file.as_object_mut().expect("an object").remove(name);
        assert_eq!(problems(&file), [" required"], "{name}");
        assert!(bundle::read(&file.to_string()).is_err(), "{name}");
    }
    for (pointer, value, problem, why) in [
        ("/rules/0", json!("a"), "/rules/0 type", RuleProblem::Document),
        ("/rules/0", json!({ "id": "a" }), "/rules/0 required", RuleProblem::Member("xml".to_owned())),
        ("/rules/0/id", json!(1), "/rules/0/id type", RuleProblem::Member("id".to_owned())),
        ("/rules/0/xml", json!(""), "/rules/0/xml minLength", RuleProblem::Document),
    ] {
        let mut file = good();
        *file.pointer_mut(pointer).expect("a member") = value;
        assert_eq!(problems(&file), [problem]);
        let bundle = bundle::read(&file.to_string()).expect("accepted");
        let refused: Vec<_> = bundle.refused.into_iter().map(|rule| rule.problem).collect();
        assert_eq!((bundle.rules.len(), refused), (0, vec![why]));
    }
}

/// Members that nobody knows are passed over, as the schema has it.
#[test]
fn more_members_are_no_problem() {
    let mut file = good();
    file["note"] = json!([1]);
    file["rules"][0]["note"] = json!("n");
    assert_eq!(problems(&file), [""; 0]);
    assert_eq!(bundle::read(&file.to_string()), bundle::read(&good().to_string()));
}
