//! A file of rules beside the bucket: what is new, what is there already and how it differs, what cannot be taken; dropped
//! and pasted as well as chosen; and an import that is taken back.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::cloud::{Cloud, OSS, on_both};
use crate::editing::{CHANGED, assert_nothing_is_kept, times};
use crate::importing::says;
use crate::importing_on::{file_of, import_screen};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_both! {
    a_file_is_compared_with_the_bucket
    a_text_is_pasted_in_place_of_a_file
    an_import_is_taken_back_and_made_again
    what_was_changed_since_its_import_is_not_taken_back
}

/// A file with the first two rules of the bucket, the second of which is off there, two new ones, one that is none and one
/// that stands there twice.
pub(crate) fn mixed(journey: &Journey, cloud: &Cloud) -> (PathBuf, [String; 2]) {
    let ids = journey.sandbox.rule_ids(cloud.bucket)[..2].to_vec();
    let xml = |id: &str| journey.sandbox.rule_xml(cloud.bucket, id).expect("it is seeded");
    let (on, off) = ("<IsEnabled>true<", "<IsEnabled>false<");
    let there = xml(&ids[1]).replace(off, on);
    journey.sandbox.put_rule(cloud.bucket, &ids[1], &there);
    let renamed = |id: &str| xml(&ids[0]).replace(&format!("<Id>{}</Id>", ids[0]), &format!("<Id>{id}</Id>"));
    let rules = json!([
        { "id": ids[0], "xml": xml(&ids[0]) },
        { "id": "broken", "xml": "<a/>" },
        { "id": ids[1], "xml": there.replace(on, off) },
        { "id": "new-1", "xml": renamed("new-1") },
        { "id": "new-2", "xml": renamed("new-2") },
        { "id": "new-1", "xml": renamed("new-1") },
    ]);
    let file = json!({ "stocktake": 1, "provider": cloud.slug, "region": cloud.region,
        "bucket": cloud.bucket, "rules": rules });
    let path = journey.downloads().join("mixed.json");
    std::fs::write(&path, file.to_string()).expect("the folder can be written");
    (path, [ids[0].clone(), ids[1].clone()])
}

/// F: each rule says what it is to the bucket, and one that cannot be taken stops no other.
async fn a_file_is_compared_with_the_bucket(cloud: &Cloud) {
    journey(&cloud.named("a_file_is_compared_with_the_bucket"), async |journey| {
        let page = &journey.page;
        let (file, [same, other]) = mixed(journey, cloud);
        let before = [&same, &other].map(|id| journey.sandbox.rule_xml(cloud.bucket, id));
        import_screen(journey, cloud).await;
        page.give_file("File", &file).await;
        says(page, &same, "Exists already, says the same").await;
        says(page, &other, "Exists already, differs").await;
        says(page, "new-1", "New").await;
        says(page, "broken", "Rule 2 of the file is not an inventory rule.").await;
        says(page, "new-1", "The ID new-1 stands twice in the file.").await;
        page.sees("New: 2. Exist already, say the same: 1. Exist already, differ: 1. Cannot be taken: 2.").await;
        let heads = "return [...find('table', 'Rules of the file')[0].tHead.rows[0].cells].map((cell) => cell.innerText)";
        let heads: Vec<String> = page.eval(heads).await;
        assert_eq!(heads, ["ID", "In the bucket", "Status", "Frequency", "Source prefix", "Destination"]);

        page.click(Role::Button, &format!("Differences of {other}")).await;
        page.finds(Role::Dialog, &format!("Differences of {other}")).await;
        page.sees("Status Disabled Enabled").await;
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Button, &format!("Differences of {other}")).await;

        page.is(Role::Checkbox, &same, "element.disabled && !element.checked").await;
        page.click(Role::Checkbox, "new-2").await;
        page.click(Role::Button, "Import 1 rule").await;
        page.sees("1 rule was imported.").await;
        says(page, "new-1", "Created").await;
        says(page, "new-2", "New").await;
        assert_eq!(["new-1", "new-2", "broken"].map(|id| times(journey, cloud.bucket, id)), [1, 0, 0]);
        let after = [&same, &other].map(|id| journey.sandbox.rule_xml(cloud.bucket, id));
        assert_eq!(after, before, "what exists is not written over");
    })
    .await;
}

/// The text of a file can be pasted, and stays where it is when it is wrong.
async fn a_text_is_pasted_in_place_of_a_file(cloud: &Cloud) {
    journey(&cloud.named("a_text_is_pasted_in_place_of_a_file"), async |journey| {
        let page = &journey.page;
        let xml = journey.sandbox.rule_xml(cloud.bucket, cloud.first_id).expect("it is seeded");
        let xml = xml.replace(&format!("<Id>{}</Id>", cloud.first_id), "<Id>pasted</Id>");
        import_screen(journey, cloud).await;
        page.click(Role::Disclosure, "Paste a text instead").await;
        page.is(Role::Button, "Read the text", "element.ariaDisabled === 'true'").await;
        page.paste("Text of the file", &xml[..xml.len() / 2]).await;
        page.click(Role::Button, "Read the text").await;
        page.finds(Role::Alert, "The XML is not well formed").await;
        page.paste("Text of the file", &xml[xml.len() / 2..]).await;
        page.click(Role::Button, "Read the text").await;
        says(page, "pasted", "New").await;
        page.finds_no(Role::Alert, "").await;
        page.click(Role::Button, "Import 1 rule").await;
        says(page, "pasted", "Created").await;
        assert_eq!(times(journey, cloud.bucket, "pasted"), 1);
    })
    .await;
}

/// Drops files on an element, as the pointer of another program does.
async fn drop_files(page: &Page, selector: &str, files: &[(&str, &str)]) {
    let script = "
        const transfer = new DataTransfer();
        for (const [name, text] of arguments[1]) transfer.items.add(new File([text], name));
        const target = document.querySelector(arguments[0]);
        const events = ['dragenter', 'dragover', 'drop'].map((type) =>
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
        return events.map((event) => target.dispatchEvent(event))";
    let files: Vec<Value> = files.iter().map(|(name, text)| json!([name, text])).collect();
    let went_on: Vec<bool> = page.eval_with(script, vec![json!(selector), json!(files)]).await;
    assert_eq!(went_on[1..], [false, false], "the browser leaves the page for what nobody takes");
}

/// F: a file is taken wherever it falls, and several at once are not mixed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_dropped_anywhere_on_the_page() {
    journey("a_file_is_dropped_anywhere_on_the_page", async |journey| {
        let page = &journey.page;
        let xml = journey.sandbox.rule_xml(OSS.bucket, OSS.first_id).expect("it is seeded");
        let rule = |id: &str| xml.replace(OSS.first_id, id);
        import_screen(journey, &OSS).await;
        drop_files(page, "header", &[("rule.xml", &rule("dropped"))]).await;
        says(page, "dropped", "New").await;
        drop_files(page, ".drop", &[("a.xml", &rule("a")), ("b.xml", &rule("b"))]).await;
        page.finds(Role::Alert, "2 files were dropped.").await;
        page.finds_no(Role::Button, "Import ").await;
        drop_files(page, ".drop", &[("rule.xml", &rule("again"))]).await;
        says(page, "again", "New").await;
        page.click(Role::Button, "Import 1 rule").await;
        says(page, "again", "Created").await;
        let there = ["dropped", "a", "b", "again"];
        assert_eq!(there.map(|id| times(journey, OSS.bucket, id)), [0, 0, 0, 1]);
    })
    .await;
}

/// Presses what does again what was taken back: it waits for a moment, because Undo may have been pressed twice.
async fn redo(page: &Page) {
    page.is(Role::Button, "Redo", "element.ariaDisabled !== 'true'").await;
    page.click(Role::Button, "Redo").await;
}

/// D: what an import has created is deleted again by its message's button, made again, and taken back once more.
async fn an_import_is_taken_back_and_made_again(cloud: &Cloud) {
    journey(&cloud.named("an_import_is_taken_back_and_made_again"), async |journey| {
        let page = &journey.page;
        let ids = ["first", "second", "third"];
        let there = || ids.map(|id| times(journey, cloud.bucket, id));
        let documents = || ids.map(|id| journey.sandbox.rule_xml(cloud.bucket, id));
        let file = file_of(journey, cloud, "three.json", &ids).await;
        import_screen(journey, cloud).await;
        page.give_file("File", &file).await;
        page.click(Role::Button, "Import 3 rules").await;
        page.sees("3 rules were imported.").await;
        let made = documents();
        for _ in 0..2 {
            page.click(Role::Button, "Undo").await;
            page.sees("3 rules were deleted again.").await;
            assert_eq!(there(), [0, 0, 0]);
            for id in ids {
                says(page, id, "New").await;
            }
            redo(page).await;
            page.sees("What was done to 3 rules was done again.").await;
            assert_eq!(documents(), made, "byte for byte");
            assert_eq!(there(), [1, 1, 1]);
        }
        page.click(Role::Button, "Undo").await;
        page.sees("3 rules were deleted again.").await;
        // What was taken back is a rule of the file like any other.
        page.click(Role::Button, "Import 3 rules").await;
        page.sees("3 rules were imported.").await;
        says(page, "third", "Created").await;
        assert_eq!(there(), [1, 1, 1]);
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// D, F11: a rule that somebody else has changed since it was imported stays; the others go.
async fn what_was_changed_since_its_import_is_not_taken_back(cloud: &Cloud) {
    journey(&cloud.named("what_was_changed_since_its_import_is_not_taken_back"), async |journey| {
        let page = &journey.page;
        let ids = ["first", "second", "third"];
        let file = file_of(journey, cloud, "three.json", &ids).await;
        import_screen(journey, cloud).await;
        page.give_file("File", &file).await;
        page.click(Role::Button, "Import 3 rules").await;
        page.sees("3 rules were imported.").await;
        let theirs = journey.sandbox.rule_xml(cloud.bucket, "second").expect("it was created");
        let theirs = theirs.replace("</Schedule>", "</Schedule><NewOption>theirs</NewOption>");
        journey.sandbox.put_rule(cloud.bucket, "second", &theirs);
        page.click(Role::Button, "Undo").await;
        page.finds(Role::Dialog, "2 of 3 rules were changed as asked.").await;
        page.finds(Role::Alert, CHANGED).await;
        page.click(Role::Button, "Close").await;
        assert_eq!(ids.map(|id| times(journey, cloud.bucket, id)), [0, 1, 0]);
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, "second"), Some(theirs));
        says(page, "first", "New").await;
        says(page, "second", "Created").await;
        assert_nothing_is_kept(page).await;
    })
    .await;
}
