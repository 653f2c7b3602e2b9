//! The drawer with what the page has sent and changed: complete, without secrets, found from a failure, and given away as
//! files.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::appearance::{as_it_was, pictured, resize};
use crate::choosing::agree;
use crate::cloud::{COS, Cloud, OSS, on_both, on_each};
use crate::editing::{edit, save};
use crate::first_light::fill_in;
use crate::importing::dated_file_about;
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::{Page, Role};
use crate::secrets::assert_none_in;
use crate::taking_away::NOTE_COPIES;

on_each!(requests_are_noted_without_secrets: oss OSS, oss_with_v1 OSS_V1, cos COS);
on_both! {
    a_failure_is_found_from_its_error_panel
    requests_are_looked_for_while_somebody_works
    changes_are_told_as_a_ticket
}

const NAME: &str = "Requests and changes";

/// Opens the drawer from the end of the page.
async fn open_log(page: &Page) {
    page.click(Role::Button, NAME).await;
    page.focus_is_on(Role::Heading, NAME).await;
}

/// The rows of one of its tables, from the top, cell by cell.
async fn rows(page: &Page, table: &str) -> Vec<Vec<String>> {
    let script = "const [table] = find('table', arguments[0]);
        const rows = [...table.tBodies[0].rows].filter((row) => row.cells.length > 1);
        return rows.map((row) => [...row.cells].map((cell) => squeeze(cell.innerText)))";
    page.eval_with(script, vec![json!(table)]).await
}

/// How many of the requests have this operation, method and status, each with a request id.
fn count(rows: &[Vec<String>], operation: &str, method: &str, status: &str) -> usize {
    let is_it = |row: &&Vec<String>| row[0].starts_with(operation) && row[2] == method && row[4] == status;
    rows.iter().filter(is_it).filter(|row| !row[8].is_empty()).count()
}

/// Deletes a rule that is enabled, from the list.
async fn delete(page: &Page, id: &str) {
    page.click(Role::Button, &format!("Delete {id}")).await;
    page.fill("The rule is enabled.", "confirm").await;
    page.click(Role::Button, "Delete rule").await;
    page.sees(&format!("Rule {id} was deleted.")).await;
}

/// Reads, writes and deletes, so that each kind of request is made.
async fn work(journey: &Journey, cloud: &Cloud) {
    let page = &journey.page;
    let id = cloud.first_id;
    journey.connect(cloud.preset).await;
    page.sees("(250)").await;
    page.click(Role::Link, id).await;
    page.click(Role::Button, "Disable").await;
    agree(page, cloud, "Disable").await;
    page.sees(&format!("Rule {id} was saved.")).await;
    page.click(Role::Button, "Enable").await;
    agree(page, cloud, "Enable").await;
    page.finds(Role::Button, "Disable").await;
    page.click(Role::Link, "Inventory rules").await;
    delete(page, id).await;
}

/// The ids of the keys that the site has handed out.
async fn key_ids(page: &Page) -> Vec<String> {
    let mut ids = Vec::new();
    for answer in page.handed_out().await {
        let answer: Value = serde_json::from_str(&answer).expect("STS answers with JSON");
        let credentials = answer.get("Response").unwrap_or(&answer)["Credentials"].clone();
        let id = ["AccessKeyId", "TmpSecretId"].iter().find_map(|member| credentials[member].as_str());
        ids.push(id.expect("an answer of STS has it").to_owned());
    }
    assert!(!ids.is_empty());
    ids
}

/// Each call is there with its status and request id; in rows, details, copies and files no secret is.
async fn requests_are_noted_without_secrets(cloud: &Cloud) {
    journey(&cloud.named("requests_are_noted_without_secrets"), async |journey| {
        let page = &journey.page;
        work(journey, cloud).await;
        open_log(page).await;
        page.sees("Credentials, signatures and bodies are left out.").await;
        let rows = rows(page, "Requests").await;
        let writes = 2;
        let removals = if cloud.slug == "oss" { 1 + writes } else { 1 };
        assert_eq!(count(&rows, "List rules", "GET", "200"), 3, "{rows:#?}");
        assert!(count(&rows, "Read rule", "GET", "200") >= 3, "{rows:#?}");
        assert_eq!(count(&rows, "Write rule", "PUT", "200"), writes, "{rows:#?}");
        assert_eq!(count(&rows, "Delete rule", "DELETE", "204"), removals, "{rows:#?}");
        let own = |operation: &str| rows.iter().filter(|row| row[0] == operation && row[4] == "200").count();
        assert_eq!((own("Read config.json"), own("Get credentials")), (1, 1), "{rows:#?}");
        assert!(rows.iter().any(|row| row[3].contains("REDACTED")), "{rows:#?}");

        let _: bool = page.eval(NOTE_COPIES).await;
        page.click_first(Role::Button, "Write rule").await;
        page.sees("authorization: REDACTED").await;
        for (button, holds) in [("Copy as text", "Method: PUT"), ("Copy as curl", "curl --request PUT")] {
            page.click(Role::Button, button).await;
            let copied = format!("return (globalThis.copied ?? '').includes({})", json!(holds));
            page.wait_until("the copy", &copied, vec![]).await;
            let copied: String = page.eval("return globalThis.copied").await;
            assert!(copied.contains("inventory"), "{copied}");
            assert_none_in(journey, button, &copied).await;
        }
        files_of_requests(journey, rows.len()).await;
    })
    .await;
}

async fn files_of_requests(journey: &Journey, count: usize) {
    let page = &journey.page;
    page.click(Role::Button, "Download JSON").await;
    let (_, text) = dated_file_about(journey, "stocktake", "requests", "json").await;
    page.click(Role::Button, "Download HAR").await;
    let (_, archive) = dated_file_about(journey, "stocktake", "requests", "har").await;
    for id in key_ids(page).await {
        assert!(!text.contains(&id) && !archive.contains(&id), "the id of the key is in a file");
    }
    let file: Value = serde_json::from_str(&text).expect("JSON");
    let requests = file["requests"].as_array().expect("a list");
    assert_eq!((file["stocktake_requests"].as_u64(), requests.len()), (Some(1), count));
    assert_eq!(requests[0]["operation"], "site", "the first comes first");
    assert!(requests.iter().all(|request| request["status"].is_u64() && request["duration_ms"].is_u64()));

    let archive: Value = serde_json::from_str(&archive).expect("JSON");
    let log = &archive["log"];
    assert_eq!((log["version"].as_str(), log["creator"]["name"].as_str()), (Some("1.2"), Some("Stocktake")));
    let entries = log["entries"].as_array().expect("a list");
    assert_eq!(entries.len(), count);
    for (entry, request) in entries.iter().zip(requests) {
        for member in ["startedDateTime", "time", "request", "response", "cache", "timings"] {
            assert!(!entry[member].is_null(), "{member} is missing in {entry}");
        }
        let url = entry["request"]["url"].as_str().expect("an address");
        assert!(url.starts_with("http://"), "{url}");
        assert_eq!(entry["response"]["status"], request["status"]);
        assert_eq!((&entry["startedDateTime"], &entry["time"]), (&request["time"], &request["duration_ms"]));
    }
}

/// From the words of a failure to its request, and back.
async fn a_failure_is_found_from_its_error_panel(cloud: &Cloud) {
    journey(&cloud.named("a_failure_is_found_from_its_error_panel"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("Service unavailable")).await;
        page.finds(Role::Alert, "The provider is not available at the moment.").await;
        page.click(Role::Button, "Show the request").await;
        page.focus_is_on(Role::Button, "List rules").await;
        let shown = "const row = document.activeElement.closest('tr');
            return document.activeElement.ariaExpanded === 'true' && row.cells[4].innerText === '503'
              && squeeze(row.nextElementSibling.innerText).includes('Code ServiceUnavailable')";
        page.wait_until("the request of the failure", shown, vec![]).await;
        let said: String = page.eval("return document.querySelector('.answer').innerText").await;
        let request_id = said.split_whitespace().last().expect("it ends with the request id").to_owned();
        let rows = rows(page, "Requests").await;
        let ids: Vec<_> = rows.iter().filter(|row| row[4] == "503").map(|row| row[8].clone()).collect();
        assert_eq!(ids.first(), Some(&request_id), "the last one that failed");
        page.press(Key::Escape).await;
        page.finds_no(Role::Heading, NAME).await;
        page.focus_is_on(Role::Button, "Show the request").await;
    })
    .await;
}

/// It stays while the page is worked with, follows it, and is searched.
async fn requests_are_looked_for_while_somebody_works(cloud: &Cloud) {
    journey(&cloud.named("requests_are_looked_for_while_somebody_works"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        open_log(page).await;
        page.sees("5 of 5 requests").await;
        page.fill("Filter requests", "CONFIG").await;
        page.sees("1 of 5 requests").await;
        assert_eq!(rows(page, "Requests").await[0][0], "Read config.json");
        page.fill("Filter requests", "").await;
        page.sees("5 of 5 requests").await;

        let id = cloud.first_id;
        page.hold(Held::Before, &format!("GET {id}")).await;
        page.click(Role::Link, id).await;
        page.focus_is_on(Role::Heading, id).await;
        page.holds().await;
        page.sees("6 of 6 requests").await;
        let newest = async || rows(page, "Requests").await[0].clone();
        page.wait_for("a request under way", async || newest().await[4] == "Under way").await;
        assert_eq!(newest().await[0], format!("Read rule {id}"));
        page.release().await;
        page.wait_for("its end", async || newest().await[4] == "200").await;

        page.click(Role::Link, "Inventory rules").await;
        page.answer_instead(&format!("GET {id}"), 403, "AccessDenied").await;
        page.click(Role::Link, id).await;
        page.finds(Role::Alert, "These credentials may not do this.").await;
        page.click(Role::Checkbox, "Failed only").await;
        page.wait_for("those that failed", async || {
            let rows = rows(page, "Requests").await;
            !rows.is_empty() && rows.iter().all(|row| row[4] == "403" && row[7] == "AccessDenied")
        })
        .await;
        page.answer_no_more().await;
        page.click(Role::Button, "Close requests and changes").await;
        page.finds_no(Role::Heading, NAME).await;
        // What had opened it is still there.
        page.focus_is_on(Role::Button, NAME).await;
    })
    .await;
}

/// A rule is refused, created, changed, deleted and put back; all of it can be given to somebody.
async fn changes_are_told_as_a_ticket(cloud: &Cloud) {
    journey(&cloud.named("changes_are_told_as_a_ticket"), async |journey| {
        let page = &journey.page;
        let id = "made-here";
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        open_log(page).await;
        page.click(Role::Tab, "Changes").await;
        page.sees("Nothing has been changed yet.").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Heading, NAME).await;

        page.click(Role::Link, "Create rule").await;
        fill_in(page, cloud, id).await;
        page.answer_instead(&format!("PUT {id}"), 403, "AccessDenied").await;
        page.click(Role::Button, "Create rule").await;
        page.finds(Role::Alert, "These credentials may not do this.").await;
        page.answer_no_more().await;
        page.click(Role::Button, "Create rule").await;
        page.sees(&format!("Rule {id} was created.")).await;
        edit(journey, id).await;
        page.fill("Source prefix", "new_one/").await;
        save(page).await;
        page.sees(&format!("Rule {id} was saved.")).await;
        page.fill("Filter rules", id).await;
        page.sees("(1/251)").await;
        delete(page, id).await;
        page.click_first(Role::Button, "Undo").await;
        page.sees(&format!("Rule {id} is as it was before.")).await;

        open_log(page).await;
        let rows = rows(page, "Changes").await;
        let told: Vec<[&str; 3]> = rows.iter().map(|row| [&*row[0], &*row[1], &*row[4]]).collect();
        let refused = "Refused: the rule is as it was";
        let expected = [
            ["Created", id, "Done"],
            ["Deleted", id, "Done"],
            ["Changed", id, "Done"],
            ["Created", id, "Done"],
            ["Created", id, refused],
        ];
        assert_eq!(told, expected);
        assert!(rows[..4].iter().all(|row| !row[5].is_empty()), "each has its request ids: {rows:#?}");
        page.click(Role::Button, "Changed").await;
        page.sees("new_one/").await;
        page.click(Role::Button, "XML after").await;
        page.sees("<Prefix>new_one/</Prefix>").await;
        files_of_changes(journey, cloud, id).await;
        page.click(Role::Button, "Show the PUT").await;
        page.focus_is_on(Role::Button, "Write rule").await;
    })
    .await;
}

async fn files_of_changes(journey: &Journey, cloud: &Cloud, id: &str) {
    let page = &journey.page;
    page.click(Role::Button, "Download JSON").await;
    let (_, text) = dated_file_about(journey, "stocktake", "changes", "json").await;
    let file: Value = serde_json::from_str(&text).expect("JSON");
    let changes = file["changes"].as_array().expect("a list");
    let told: Vec<_> = changes.iter().map(|one| [&one["act"], &one["outcome"], &one["part_of"]]).collect();
    let none = Value::Null;
    let words =
        [json!("create"), json!("change"), json!("delete"), json!("done"), json!("refused"), json!("undo")];
    let [create, change, delete, done, refused, undo] = &words;
    let expected = [
        [create, refused, &none],
        [create, done, &none],
        [change, done, &none],
        [delete, done, &none],
        [create, done, undo],
    ];
    assert_eq!(told, expected);
    assert_eq!(changes[0]["code"], "AccessDenied");
    let changed = &changes[2];
    assert_eq!((changed["rule"].as_str(), changed["bucket"].as_str()), (Some(id), Some(cloud.bucket)));
    let differing = json!([{ "part": "prefix", "before": null, "after": "new_one/" }]);
    assert_eq!(changed["differing"], differing);
    let sent: Vec<_> =
        changed["requests"].as_array().into_iter().flatten().map(|one| &one["method"]).collect();
    let methods: &[&str] = if cloud.slug == "oss" { &["DELETE", "PUT"] } else { &["PUT"] };
    assert_eq!(sent, methods.iter().collect::<Vec<_>>());
    let last = changes[4]["after"].as_str().expect("a document");
    assert_eq!(changes[3]["before"].as_str(), Some(last), "what was put back is what was deleted");

    page.click(Role::Button, "Download Markdown").await;
    let (_, text) = dated_file_about(journey, "stocktake", "changes", "md").await;
    assert!(text.starts_with("# Changes of inventory rules\n\n## Created · made-here\n"), "{text}");
    for line in [
        "## Changed · made-here",
        "- Result: Refused: the rule is as it was",
        "- Code: AccessDenied",
        "- Part of: Undo or redo",
        "| Part | Before | After |",
        "| Source prefix | Whole bucket | new\\_one/ |",
    ] {
        assert!(text.lines().any(|one| one == line), "{line:?} is not in {text}");
    }
}

/// Where there is no room for both it takes the screen, and leads back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_small_screen_shows_the_log_alone() {
    journey("a_small_screen_shows_the_log_alone", async |journey| {
        let page = &journey.page;
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        resize(page, 320, 640).await;
        open_log(page).await;
        page.finds_no(Role::Heading, "Inventory rules").await;
        page.finds_no(Role::Link, "Stocktake, start page").await;
        page.click(Role::Button, "Back to the page").await;
        page.finds(Role::Heading, "Inventory rules").await;
        page.focus_is_on(Role::Button, NAME).await;
        as_it_was(page).await;
    })
    .await;
}

/// Both lists with their details, in every width and theme.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_fits_and_is_pictured() {
    journey("the_log_fits_and_is_pictured", async |journey| {
        let page = &journey.page;
        let mut findings = Vec::new();
        work(journey, &COS).await;
        // They stay at the top of a page, over what is scrolled.
        for _ in 0..3 {
            page.click_first(Role::Button, "Dismiss").await;
        }
        page.finds_no(Role::Button, "Dismiss").await;
        open_log(page).await;
        pictured(page, "log-requests", &mut findings).await;
        page.click_first(Role::Button, "Write rule").await;
        pictured(page, "log-request", &mut findings).await;
        page.click(Role::Tab, "Changes").await;
        pictured(page, "log-changes", &mut findings).await;
        page.click_first(Role::Button, "Disabled").await;
        pictured(page, "log-change", &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the drawer: {findings:#?}");
    })
    .await;
}
