//! What happens meanwhile to an import, and to other work on several rules: the screen is left, the page is loaded
//! anew, another file is chosen, the credentials are forgotten in another tab.

use std::path::PathBuf;

use serde_json::json;

use crate::choosing::{act, agree, choose};
use crate::cloud::{Cloud, OSS, on_both};
use crate::editing::{edit, times};
use crate::importing::says;
use crate::journey::{Journey, journey, journey_with_questions};
use crate::leaving::{asked, reload};
use crate::on_the_way::Held;
use crate::page::{Page, Role};

on_both! {
    an_import_is_asked_before_it_is_left
    an_import_takes_no_other_file_while_it_works
    what_a_reload_has_cut_off_is_said
}

/// A file with rules of these ids, and the screen that takes it.
pub(crate) async fn file_of(journey: &Journey, cloud: &Cloud, name: &str, ids: &[&str]) -> PathBuf {
    let like = journey.sandbox.rule_xml(cloud.bucket, cloud.first_id).expect("it is seeded");
    let rule = |id: &&str| {
        let xml = like.replace(&format!("<Id>{}</Id>", cloud.first_id), &format!("<Id>{id}</Id>"));
        json!({ "id": id, "xml": xml })
    };
    let rules: Vec<_> = ids.iter().map(rule).collect();
    let copy = json!({ "stocktake": 1, "provider": cloud.slug, "region": cloud.region, "bucket": cloud.bucket,
        "rules": rules });
    let path = journey.downloads().join(name);
    std::fs::write(&path, copy.to_string()).expect("a file can be written");
    path
}

pub(crate) async fn import_screen(journey: &Journey, cloud: &Cloud) {
    journey.connect(cloud.preset).await;
    journey.page.sees("(250)").await;
    journey.page.click(Role::Link, "Import").await;
    journey.page.focus_is_on(Role::Heading, "Import rules").await;
}

/// A file of five new rules, given and not imported yet; gives their ids and the file.
pub(crate) async fn five_offered(journey: &Journey, cloud: &Cloud) -> ([&'static str; 5], PathBuf) {
    let ids = ["first", "second", "third", "fourth", "fifth"];
    let file = file_of(journey, cloud, "five.json", &ids).await;
    import_screen(journey, cloud).await;
    journey.page.give_file("File", &file).await;
    says(&journey.page, "fifth", "New").await;
    (ids, file)
}

/// F12, U2: leaving asks first. Who leaves is told what was created and what was not, and goes on with the same file.
async fn an_import_is_asked_before_it_is_left(cloud: &Cloud) {
    journey(&cloud.named("an_import_is_asked_before_it_is_left"), async |journey| {
        let page = &journey.page;
        let (ids, file) = five_offered(journey, cloud).await;
        page.hold_each(Held::Before, &["PUT second", "PUT third"].map(String::from)).await;
        page.click(Role::Button, "Import 5 rules").await;
        page.holds_all(2).await;
        for _ in 0..2 {
            page.click(Role::Link, "Inventory rules").await;
            page.finds(Role::Dialog, "Stop importing?").await;
            page.sees("1 of 5 rules have their result.").await;
            page.focus_is_on(Role::Button, "Stay").await;
            page.click(Role::Button, "Stay").await;
            page.finds_no(Role::Dialog, "").await;
        }
        page.click(Role::Link, "Inventory rules").await;
        page.click(Role::Button, "Stop and leave").await;
        page.finds(Role::Table, "Inventory rules").await;
        page.release().await;
        page.sees("The import was stopped. Created: 3. Not created: 2 (fourth, fifth).").await;
        assert_eq!(ids.map(|id| times(journey, cloud.bucket, id)), [1, 1, 1, 0, 0]);
        page.click(Role::Link, "Choose the file again").await;
        page.give_file("File", &file).await;
        says(page, "first", "Exists already").await;
        page.click(Role::Button, "Import 2 rules").await;
        page.sees("2 rules were imported.").await;
        assert_eq!(ids.map(|id| times(journey, cloud.bucket, id)), [1; 5]);
        // What has ended is left without a word.
        page.click_first(Role::Link, "Inventory rules").await;
        page.finds(Role::Table, "Inventory rules").await;
    })
    .await;
}

/// F12: what is created is what the file held that was agreed to, whatever is chosen meanwhile; and of two files the
/// one that was chosen last is shown, whichever is read first.
async fn an_import_takes_no_other_file_while_it_works(cloud: &Cloud) {
    journey(&cloud.named("an_import_takes_no_other_file_while_it_works"), async |journey| {
        let page = &journey.page;
        let three = file_of(journey, cloud, "three.json", &["first", "second", "third"]).await;
        let four = file_of(journey, cloud, "four.json", &["a", "b", "c", "d"]).await;
        let one = file_of(journey, cloud, "one.json", &["alone"]).await;
        import_screen(journey, cloud).await;
        hold_next_file(page).await;
        page.give_file("File", &four).await;
        page.give_file("File", &three).await;
        says(page, "third", "New").await;
        let _: bool = page.eval("globalThis.readOn(); return true").await;
        says(page, "third", "New").await;
        page.hold(Held::Before, "PUT second").await;
        page.click(Role::Button, "Import 3 rules").await;
        page.holds().await;
        page.is(Role::File, "File", "element.disabled").await;
        // A browser's dialog that was open before still gives its file.
        for other in [&one, &four] {
            let path = other.to_string_lossy().into_owned();
            let _: bool = page.eval("find('file', 'File')[0].disabled = false; return true").await;
            let script = "return find('file', 'File')[0]";
            let input = page.run(script, vec![]).await.and_then(|found| found.element());
            input.expect("the field for files").send_keys(path).await.expect("a file can be given");
        }
        page.release().await;
        page.sees("3 rules were imported.").await;
        says(page, "third", "Created").await;
        let there = ["first", "second", "third", "alone", "a", "d"];
        assert_eq!(there.map(|id| times(journey, cloud.bucket, id)), [1, 1, 1, 0, 0, 0]);

        // Left while its file is read.
        import_again(page).await;
        hold_next_file(page).await;
        page.give_file("File", &one).await;
        page.click(Role::Link, "Inventory rules").await;
        page.finds(Role::Table, "Inventory rules").await;
        let _: bool = page.eval("globalThis.readOn(); return true").await;
        page.click(Role::Link, "Import").await;
        page.focus_is_on(Role::Heading, "Import rules").await;
        page.finds_no(Role::Button, "Import 1 rule").await;
    })
    .await;
}

async fn import_again(page: &Page) {
    page.click_first(Role::Link, "Inventory rules").await;
    page.finds(Role::Table, "Inventory rules").await;
    page.click(Role::Link, "Import").await;
    page.focus_is_on(Role::Heading, "Import rules").await;
}

/// The next file is read when `readOn` is called.
async fn hold_next_file(page: &Page) {
    let hold = "
        const read = Blob.prototype.text;
        Blob.prototype.text = async function () {
            Blob.prototype.text = read;
            await new Promise((resolve) => { globalThis.readOn = resolve; });
            return read.call(this);
        };
        return true";
    let _: bool = page.eval(hold).await;
}

/// F12: work on several rules that a reload has cut off is told after it, with what was not done.
async fn what_a_reload_has_cut_off_is_said(cloud: &Cloud) {
    journey(&cloud.named("what_a_reload_has_cut_off_is_said"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket)[..3].to_vec();
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        for id in &ids {
            choose(page, id).await;
        }
        page.hold(Held::Before, &format!("PUT {}", ids[1])).await;
        act(page, "Disable").await;
        agree(page, cloud, "Disable").await;
        page.holds().await;
        page.reload().await;
        page.sees(&format!(
            "When its page was left, work on several rules of {} was under way.",
            cloud.bucket
        ))
        .await;
        page.sees(&format!("Perhaps done: {}. Not done by then: 1 ({}).", ids[1], ids[2])).await;
        page.reload().await;
        page.finds(Role::Heading, "Connect to demo-250").await;
        page.sees_no("was under way").await;
    })
    .await;
}

/// F12: the browser asks before a page is left that is in the middle of work, and not afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_browser_asks_in_the_middle_of_work() {
    journey_with_questions("the_browser_asks_in_the_middle_of_work", async |journey| {
        let page = &journey.page;
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, OSS.first_id).await;
        page.hold(Held::Before, &format!("PUT {}", OSS.first_id)).await;
        page.click(Role::Button, "Disable").await;
        agree(page, &OSS, "Disable").await;
        page.holds().await;
        reload(page).await;
        asked(journey).await;
        page.driver().dismiss_alert().await.expect("the question can be answered");
        page.release().await;
        page.sees(&format!("Rule {} was saved.", OSS.first_id)).await;
        page.reload().await;
        page.finds(Role::Heading, "Connect to demo-250").await;
    })
    .await;
}

/// C8, U1: Forget in another tab takes whatever dialog is open with its page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forget_elsewhere_takes_dialogs_with_their_page() {
    journey("forget_elsewhere_takes_dialogs_with_their_page", async |journey| {
        let page = &journey.page;
        let first = page.tab().await;
        let second = page.new_tab().await;
        for (button, dialog) in [
            ("review", "Review changes"),
            ("leave", "Leave page?"),
            ("delete", "Delete inventory rule"),
            ("disable", "Disable by removing and writing again"),
            ("another", "Open another bucket"),
            ("another from the start page", "Open another bucket"),
            ("preferences", "Preferences"),
        ] {
            page.to_tab(&first).await;
            journey.connect(OSS.preset).await;
            page.sees("(250)").await;
            edit(journey, OSS.first_id).await;
            open_dialog(page, button).await;
            page.finds(Role::Dialog, dialog).await;
            page.to_tab(&second).await;
            journey.connect(OSS.preset).await;
            page.finds(Role::Table, "Inventory rules").await;
            page.click(Role::Button, "Forget credentials").await;
            page.sees("Credentials forgotten").await;
            page.to_tab(&first).await;
            page.finds_no(Role::Dialog, "").await;
            page.finds(Role::Heading, "Connect to").await;
            page.click(Role::Link, "Stocktake, start page").await;
            page.finds(Role::Heading, "Connect to a bucket").await;
        }
    })
    .await;
}

/// From the form that changes the first rule.
async fn open_dialog(page: &Page, which: &str) {
    match which {
        "review" | "leave" => {
            page.fill("Source prefix", "typed/").await;
            match which {
                "review" => page.click(Role::Button, "Save changes").await,
                _ => page.click(Role::Link, "Inventory rules").await,
            }
        }
        "another from the start page" => {
            page.click(Role::Link, "Stocktake, start page").await;
            page.finds(Role::Heading, "Connect to a bucket").await;
            page.click(Role::Disclosure, "Connections").await;
            page.click(Role::Button, "Open another bucket with the credentials").await;
        }
        "another" => {
            page.click(Role::Disclosure, "demo-250").await;
            page.click(Role::Button, "Open another bucket with the credentials").await;
        }
        "preferences" => {
            page.click_first(Role::Link, "Inventory rules").await;
            page.click(Role::Button, "Preferences").await;
        }
        _ => {
            page.click_first(Role::Link, "Inventory rules").await;
            page.click(Role::Link, OSS.first_id).await;
            page.finds(Role::Heading, OSS.first_id).await;
            page.click(Role::Button, if which == "delete" { "Delete" } else { "Disable" }).await;
        }
    }
}
