use serde_json::{Value, json};

use super::*;
use crate::model::rule::Part;
use crate::state::change_record::Why;
use crate::state::change_record::tests::change;
use crate::state::table::tests::rule;

#[test]
fn the_file_has_each_change_with_both_documents() {
    let old = rule("daily").with(Part::Prefix, "old/");
    let new = rule("daily").with(Part::Prefix, "new/");
    let changed = change(Some(&old), Some(&new));
    let why = Why { outcome: Outcome::Unknown, kind: None, code: "InternalError".into() };
    let part_of = Some(PartOf::ManyBuckets);
    let deleted = Change { act: Act::Delete, part_of, why, ..change(None, None) };
    let text = json(&[changed.clone(), deleted]).expect("JSON");
    let file: Value = serde_json::from_str(&text).expect("JSON");
    let expected = json!({
        "stocktake_changes": 1,
        "changes": [
            {
                "time": "2026-03-14T08:09:10Z",
                "provider": "oss", "region": "cn-hangzhou", "bucket": "logs-1", "rule": "daily",
                "act": "change", "outcome": "done",
                "requests": [{ "method": "PUT", "status": 200, "request_id": "65F2B1" }],
                "differing": [{ "part": "prefix", "before": "old/", "after": "new/" }],
                "before": changed.before, "after": changed.after,
            },
            {
                "time": "2026-03-14T08:09:10Z",
                "provider": "oss", "region": "cn-hangzhou", "bucket": "logs-1", "rule": "daily",
                "act": "delete", "part_of": "many-buckets", "outcome": "unknown", "code": "InternalError",
                "requests": [{ "method": "PUT", "status": 200, "request_id": "65F2B1" }],
                "differing": [], "before": null, "after": null,
            },
        ],
    });
    assert_eq!(file, expected);
}

#[test]
fn a_ticket_has_a_heading_a_list_and_a_table_for_each_change() {
    let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let parts = Listing {
        columns: cells(&["Part", "Before", "After"]),
        rows: vec![cells(&["Source prefix", "old|*/", "<b>new/"])],
    };
    let facts = vec![("Rule".to_owned(), "a_b\n# c".to_owned()), ("Result".to_owned(), "Done".to_owned())];
    let changed = Told { title: "Changed · a_b".to_owned(), facts, parts: parts.clone() };
    let nothing = Listing { rows: Vec::new(), ..parts };
    let deleted = Told { title: "Deleted · # x".to_owned(), facts: Vec::new(), parts: nothing };
    assert_eq!(
        markdown("Changes", &[changed, deleted]),
        "# Changes\n\n\
         ## Changed · a\\_b\n\n\
         - Rule: a\\_b<br>\\# c\n- Result: Done\n\n\
         | Part | Before | After |\n| --- | --- | --- |\n| Source prefix | old\\|\\*/ | &lt;b&gt;new/ |\n\n\
         ## Deleted · \\# x\n\n"
    );
}
