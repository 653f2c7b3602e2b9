//! Rules as a file: a copy before they are deleted, and the way back.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use stocktake::model::Timestamp;

use crate::choosing::{act, choose, chosen};
use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::editing::times;
use crate::first_light::{as_sent, parts};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_both! {
    a_copy_brings_deleted_rules_back
    what_exists_is_not_overwritten
    a_bucket_that_fills_up_half_way_says_which_are_missing
}

/// Waits for the file of a bucket's rules among the downloads, which is called after the day; gives its name and what it
/// holds.
pub(crate) async fn dated_file(journey: &Journey, bucket: &str, ending: &str) -> (String, String) {
    dated_file_about(journey, bucket, "inventory-rules", ending).await
}

/// The same of a file about something else.
pub(crate) async fn dated_file_about(
    journey: &Journey,
    bucket: &str,
    what: &str,
    ending: &str,
) -> (String, String) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let now = i64::try_from(now).expect("not that late");
    // The day may have begun since it was written.
    let names = [now, now - 60, now + 60]
        .map(|time| format!("{bucket}-{what}-{}.{ending}", &Timestamp(time).rfc3339()[..10]));
    let read = || {
        names.iter().find_map(|name| {
            let text = std::fs::read_to_string(journey.downloads().join(name)).ok()?;
            (!text.is_empty()).then(|| (name.clone(), text))
        })
    };
    journey.page.wait_for("the file among the downloads", async || read().is_some()).await;
    read().expect("it was there a moment ago")
}

/// Waits for the copy that the browser has put among the downloads, and takes it from there.
pub(crate) async fn downloaded(journey: &Journey, bucket: &str) -> (PathBuf, Value) {
    let (name, text) = dated_file(journey, bucket, "json").await;
    let copy: Value = serde_json::from_str(&text).expect("the copy is JSON");
    let copies = copy["rules"].as_array().map_or(0, Vec::len);
    journey.page.sees(&format!("Rules written to {name}: {copies}.")).await;
    let kept = journey.downloads().join("taken.json");
    std::fs::rename(journey.downloads().join(name), &kept).expect("a download can be moved");
    (kept, copy)
}

/// The document of a rule without the line before it.
fn body(xml: &str) -> &str {
    xml.split_once("?>").map_or(xml, |(_, body)| body).trim()
}

/// What stands beside a rule of the file, in the table or, where it was not created, under it.
pub(crate) async fn says(page: &Page, id: &str, words: &str) {
    let script = "const rows = find('table', 'Rules of the file').flatMap((table) => [...table.rows]);
        const beside = rows.filter((row) => squeeze(row.cells[0].textContent) === arguments[0]).map((row) => row.cells[1]);
        const under = [...document.querySelectorAll('[role=alert] strong')]
          .filter((name) => squeeze(name.textContent) === arguments[0]).map((name) => name.nextElementSibling);
        const said = [...beside, ...under].filter((place) => place && visible(place));
        return said.some((place) => squeeze(place.innerText).startsWith(arguments[1]))";
    page.wait_until(&format!("{id:?} with {words:?}"), script, vec![json!(id), json!(words)]).await;
}

/// Deletes what is chosen.
pub(crate) async fn delete(page: &Page, count: usize) {
    page.fill("To confirm", "confirm").await;
    page.click(Role::Button, &format!("Delete {count} rules")).await;
    page.sees(&format!("{count} rules were deleted.")).await;
    page.finds_no(Role::Dialog, "").await;
}

/// A document as every provider and this console would write it: COS needs no `&quot;`, OSS sorts the classes.
fn plain(xml: &str) -> String {
    let sorted = xml.replace("Standard,IA,Archive,ColdArchive", "Archive,ColdArchive,IA,Standard");
    sorted.replace("&quot;", "\"")
}

/// D6: the copy is offered where rules are deleted; it is JSON with each provider's own documents, and Import
/// writes them back, with what this version does not know. What comes back of that is the same again, to the
/// letter.
async fn a_copy_brings_deleted_rules_back(cloud: &Cloud) {
    journey(&cloud.named("a_copy_brings_deleted_rules_back"), async |journey| {
        let page = &journey.page;
        let bucket = cloud.bucket("demo-every-field");
        let all = journey.sandbox.rule_ids(&bucket);
        let ids = [all[0].as_str(), all[1].as_str(), "from-the-future"];
        let stored = |id: &str| journey.sandbox.rule_xml(&bucket, id);
        let before = ids.map(|id| stored(id).expect("it is seeded"));
        journey.connect(&cloud.preset("Every documented field")).await;
        page.sees(&format!("({})", all.len())).await;
        deleted_and_imported(journey, cloud, &bucket, ids).await;
        let once = ids.map(|id| stored(id).expect("it is there again"));
        for (before, once) in before.iter().zip(&once) {
            let before = as_sent(before);
            assert_eq!(parts(&plain(once)), parts(&plain(&before)));
            if cloud.slug == "cos" {
                assert_eq!(plain(body(once)), plain(body(&before)), "COS gives a rule back to the letter");
            }
        }
        page.click(Role::Link, "Go to the list of rules").await;
        page.sees(&format!("({})", all.len())).await;
        deleted_and_imported(journey, cloud, &bucket, ids).await;
        assert_eq!(ids.map(|id| stored(id).expect("it is there again")), once);
    })
    .await;
}

/// Downloads a copy of rules, deletes them, and imports the copy.
async fn deleted_and_imported(journey: &Journey, cloud: &Cloud, bucket: &str, ids: [&str; 3]) {
    let page = &journey.page;
    for id in ids {
        choose(page, id).await;
    }
    chosen(page, 3).await;
    act(page, "Delete").await;
    page.click(Role::Button, "Download a copy").await;
    let (path, copy) = downloaded(journey, bucket).await;
    let text = std::fs::read_to_string(&path).expect("it was read a moment ago");
    assert!(text.starts_with("{\n  \"stocktake\": 1,\n"), "one member a line: {text}");
    assert_eq!(copy["stocktake"], 1);
    let place = ["provider", "region", "bucket"].map(|name| copy[name].as_str());
    assert_eq!(place, [cloud.slug, cloud.region, bucket].map(Some));
    let rules = copy["rules"].as_array().cloned().unwrap_or_default();
    let copied: Vec<_> = rules.iter().map(|rule| rule["id"].as_str()).collect();
    assert_eq!(copied, ids.map(Some));

    delete(page, 3).await;
    assert_eq!(ids.map(|id| journey.sandbox.rule_xml(bucket, id)), [None, None, None]);
    page.click(Role::Link, "Import").await;
    page.focus_is_on(Role::Heading, "Import rules").await;
    page.give_file("File", &path).await;
    for id in ids {
        says(page, id, "New").await;
    }
    page.click(Role::Button, "Import 3 rules").await;
    page.sees("3 rules were imported.").await;
    for (id, rule) in ids.into_iter().zip(&rules) {
        says(page, id, "Created").await;
        let stored = journey.sandbox.rule_xml(bucket, id).expect("it is there again");
        assert_eq!(
            parts(&stored),
            parts(&as_sent(rule["xml"].as_str().unwrap_or_default())),
            "what was read is written"
        );
    }
    let over = "return find('button', 'Import').every((button) => button.ariaDisabled === 'true')";
    page.wait_until("nothing left to import", over, vec![]).await;
}

/// D6: an id that exists is told and left alone, also one that appears only after the file was chosen.
async fn what_exists_is_not_overwritten(cloud: &Cloud) {
    journey(&cloud.named("what_exists_is_not_overwritten"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket)[..4].to_vec();
        let stored = |id: &str| journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        let before: Vec<String> = ids.iter().map(|id| stored(id)).collect();
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        for id in &ids {
            choose(page, id).await;
        }
        act(page, "Download a copy").await;
        let (path, _) = downloaded(journey, cloud.bucket).await;
        let theirs = before[0].replace("<Frequency>Daily", "<Frequency>Weekly");
        assert_ne!(theirs, before[0]);
        journey.sandbox.put_rule(cloud.bucket, &ids[0], &theirs);
        for id in &ids[1..] {
            assert!(journey.sandbox.remove_rule(cloud.bucket, id));
        }
        page.click(Role::Button, "Refresh").await;
        page.sees("(247)").await;
        page.click(Role::Link, "Import").await;
        page.give_file("File", &path).await;
        says(page, &ids[0], "Exists already").await;
        says(page, &ids[1], "New").await;
        says(page, &ids[2], "New").await;
        says(page, &ids[3], "New").await;
        let appeared = before[1].replace("<Frequency>Weekly", "<Frequency>Daily");
        journey.sandbox.put_rule(cloud.bucket, &ids[1], &appeared);
        page.click(Role::Button, "Import 3 rules").await;
        page.sees("2 rules were imported.").await;
        says(page, &ids[0], "Exists already").await;
        says(page, &ids[1], "Exists already").await;
        says(page, &ids[2], "Created").await;
        assert_eq!((stored(&ids[0]), stored(&ids[1])), (theirs, appeared));
        says(page, &ids[3], "Created").await;
        assert_eq!(parts(&stored(&ids[2])), parts(&before[2]));
        assert_eq!(journey.sandbox.rule_ids(cloud.bucket).len(), 250);
    })
    .await;
}

/// D6, N5: a bucket takes no more than 1,000 rules. Each rule of the file says what became of it; when there is room
/// the rest is tried again, and what is there is not sent twice.
async fn a_bucket_that_fills_up_half_way_says_which_are_missing(cloud: &Cloud) {
    const FULL: &str = "The bucket has as many rules as it can have.";
    journey(&cloud.named("a_bucket_that_fills_up_half_way_says_which_are_missing"), async |journey| {
        let page = &journey.page;
        let bucket = cloud.bucket("demo-1000");
        let rule = journey.sandbox.rule_xml(&bucket, cloud.first_id).expect("it is seeded");
        let seeded = journey.sandbox.rule_ids(&bucket);
        let make_room =
            |ids: &[String]| assert!(ids.iter().all(|id| journey.sandbox.remove_rule(&bucket, id)));
        make_room(&seeded[996..998]);
        let ids = [1, 2, 3, 4, 5, 6, 7, 8].map(|number| format!("imported-{number}"));
        let ids = ids.each_ref().map(String::as_str);
        let named =
            |id: &str| rule.replace(&format!("<Id>{}</Id>", cloud.first_id), &format!("<Id>{id}</Id>"));
        let rules = ids.map(|id| json!({ "id": id, "xml": named(id) }));
        let file = json!({ "stocktake": 1, "provider": cloud.slug, "region": cloud.region, "bucket": bucket,
            "rules": rules });
        let path = journey.downloads().join("eight-rules.json");
        std::fs::write(&path, file.to_string()).expect("the folder can be written");
        let there = || ids.map(|id| journey.sandbox.rule_xml(&bucket, id).is_some());
        let puts = || journey.calls().iter().filter(|call| call.starts_with("put ")).count();

        journey.connect(&cloud.preset("1,000 rules (the limit)")).await;
        page.sees("(998)").await;
        page.click(Role::Link, "Import").await;
        page.give_file("File", &path).await;
        page.click(Role::Button, "Import 8 rules").await;
        page.sees("2 rules were imported.").await;
        says(page, ids[0], "Created").await;
        page.finds(Role::Alert, FULL).await;
        // Of those that were sent together, the provider has taken whichever came first.
        let created = there();
        let sent = puts();
        assert_eq!(created.iter().filter(|there| **there).count(), 2);
        assert!((3..=6).contains(&sent), "those that were not under way would fare alike: {sent}");
        for (at, (id, created)) in ids.into_iter().zip(created).enumerate() {
            let words = match created {
                true => "Created",
                false if at < sent => FULL,
                false => "New",
            };
            says(page, id, words).await;
        }
        assert_eq!(journey.sandbox.rule_ids(&bucket).len(), 1000);

        make_room(&seeded[990..996]);
        page.click(Role::Button, "Import 6 rules").await;
        for id in ids {
            says(page, id, "Created").await;
        }
        page.sees_no(FULL).await;
        assert_eq!(puts(), sent + 6, "what is there is not sent again");
        for id in ids {
            let stored = journey.sandbox.rule_xml(&bucket, id).expect("it was created");
            assert_eq!(parts(&stored), parts(&named(id)));
            assert_eq!(times(journey, &bucket, id), 1);
        }
        assert_eq!(journey.sandbox.rule_ids(&bucket).len(), 1000);
    })
    .await;
}

/// D6: a file that was mended is chosen once more by its name, and read as it is then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_was_mended_is_read_again() {
    journey("a_file_that_was_mended_is_read_again", async |journey| {
        let page = &journey.page;
        let rule = journey.sandbox.rule_xml(OSS.bucket, OSS.first_id).unwrap_or_default();
        let whole = rule.replace(OSS.first_id, "mended");
        let cut: String = whole.chars().take(whole.len() / 2).collect();
        let path = journey.downloads().join("rule.xml");
        let write = |text: &str| std::fs::write(&path, text).expect("the folder can be written");
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Import").await;
        write(&cut);
        page.give_file("File", &path).await;
        page.finds(Role::Alert, "The XML is not well formed").await;
        write(&whole);
        page.give_file("File", &path).await;
        says(page, "mended", "New").await;
        page.finds_no(Role::Alert, "").await;
        page.click(Role::Button, "Import 1 rule").await;
        says(page, "mended", "Created").await;
        let stored = journey.sandbox.rule_xml(OSS.bucket, "mended").unwrap_or_default();
        assert_eq!(parts(&stored), parts(&whole));
    })
    .await;
}

/// D6, N5: a file that is not one says why, in a sentence, and nothing is sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_cannot_be_read_says_why() {
    journey("a_file_that_cannot_be_read_says_why", async |journey| {
        let page = &journey.page;
        let rule = journey.sandbox.rule_xml(OSS.bucket, OSS.first_id).unwrap_or_default();
        let of_cos = journey.sandbox.rule_xml(COS.bucket, COS.first_id).unwrap_or_default();
        let bundle = |version: u32, id: &str, times: usize| {
            let rules = vec![json!({ "id": id, "xml": rule }); times];
            let file = json!({ "stocktake": version, "provider": "oss", "region": OSS.region,
                "bucket": OSS.bucket, "rules": rules });
            file.to_string()
        };
        let cut: String = rule.chars().take(rule.len() / 2).collect();
        let renamed = format!("Rule 1 of the file is called other, and in its XML {}.", OSS.first_id);
        let twice = format!("The ID {} stands twice in the file.", OSS.first_id);
        let files = [
            ("not.json", "not JSON".to_owned(), "The file is not JSON: "),
            ("cut.xml", cut, "The XML is not well formed, or not of an inventory rule."),
            (
                "page.html",
                "<html></html>".to_owned(),
                "The XML is not well formed, or not of an inventory rule.",
            ),
            ("newer.json", bundle(2, OSS.first_id, 1), "The file is of another version of this console."),
            (
                "cos.xml",
                of_cos,
                "The file holds rules of Tencent Cloud COS, and this bucket is of Alibaba Cloud OSS.",
            ),
        ];
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Import").await;
        journey.sandbox.clear_requests();
        for (name, text, sentence) in files {
            let path = journey.downloads().join(name);
            std::fs::write(&path, text).expect("the folder can be written");
            page.give_file("File", &path).await;
            page.finds(Role::Alert, sentence).await;
            page.sees("Choose another file.").await;
            page.finds_no(Role::Button, "Import ").await;
        }
        // A rule that cannot be taken says why in its row, and leaves nothing to be imported.
        for (name, text, id, sentence) in [
            ("other-id.json", bundle(1, "other", 1), "other", &renamed),
            ("twice.json", bundle(1, OSS.first_id, 2), OSS.first_id, &twice),
        ] {
            let path = journey.downloads().join(name);
            std::fs::write(&path, text).expect("the folder can be written");
            page.give_file("File", &path).await;
            says(page, id, sentence).await;
            page.finds_no(Role::Button, "Import ").await;
        }
        let path = journey.downloads().join("rule.xml");
        let another = rule.replace(OSS.first_id, "from-a-file");
        std::fs::write(&path, &another).expect("the folder can be written");
        page.give_file("File", &path).await;
        says(page, "from-a-file", "New").await;
        page.sees_no("Choose another file.").await;
        assert_eq!(journey.calls(), [] as [&str; 0]);
        page.click(Role::Button, "Import 1 rule").await;
        says(page, "from-a-file", "Created").await;
        let stored = journey.sandbox.rule_xml(OSS.bucket, "from-a-file").unwrap_or_default();
        assert_eq!(parts(&stored), parts(&another));
    })
    .await;
}
