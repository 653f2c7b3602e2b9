//! Ids and prefixes that are not what they look like: they are shown as what they are, above all where they are deleted.

use serde_json::json;

use crate::cloud::{Cloud, OSS, on_both};
use crate::failures::connect_to;
use crate::first_light::fill_in;
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

const BUCKET: &str = "demo-look-alikes";
/// With a right-to-left override and a zero-width space.
const TURNED: &str = "logs-\u{202e}yliad\u{200b}";
/// As its name is read: each mark by itself.
const TURNED_SHOWN: &str = "logs- U+202E yliad U+200B";

on_both! {
    a_form_refuses_what_xml_cannot_hold
}

async fn connect(journey: &Journey) {
    connect_to(journey, &OSS, BUCKET).await;
    journey.page.sees("(9)").await;
}

/// The text of the only element that a selector finds in what is on top.
async fn text_of(page: &Page, selector: &str) -> String {
    page.eval_with("return document.querySelector(arguments[0])?.textContent ?? ''", vec![json!(selector)])
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_shows_what_an_id_is() {
    journey("the_table_shows_what_an_id_is", async |journey| {
        let page = &journey.page;
        connect(journey).await;
        page.finds(Role::RowHeader, TURNED_SHOWN).await;
        page.finds(Role::RowHeader, "logs-daily").await;
        // Nothing of it turns what stands around, and a name that runs the other way is left as it is.
        let raw: bool =
            page.eval("return /[\\u202e\\u200b]/.test(document.querySelector('table').textContent)").await;
        assert!(!raw, "the table holds what is not seen");
        page.finds(Role::RowHeader, "\u{5e9}\u{5dc}\u{5d5}\u{5dd}-1").await;
        page.finds(Role::RowHeader, "logs-d\u{430}ily several scripts").await;
        page.finds(Role::RowHeader, "logs-daily U+E0041 U+E0042").await;
        let why: String = page.eval("return document.querySelector('tbody .unseen').title").await;
        assert_eq!(why, "It turns the direction of the text");
        // The names of its buttons, which are plain text.
        page.finds(Role::Button, "Delete logs-[U+202E]yliad[U+200B]").await;
        page.finds(Role::Checkbox, "Select logs-[U+202E]yliad[U+200B]").await;
        page.finds(Role::Button, "Delete logs-d[U+0430]ily").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_dialog_that_deletes_shows_what_an_id_is() {
    journey("the_dialog_that_deletes_shows_what_an_id_is", async |journey| {
        let page = &journey.page;
        connect(journey).await;
        page.click(Role::Button, "Delete logs-[U+202E]yliad[U+200B]").await;
        page.finds(Role::Dialog, "Delete inventory rule").await;
        assert_eq!(text_of(page, "dialog[open] .doomed").await, "logs-U+202EyliadU+200B");
        assert_eq!(text_of(page, "dialog[open] .doomed bdi").await, "logs-U+202EyliadU+200B");
        page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
        page.press("confirm").await;
        page.click(Role::Button, "Delete rule").await;
        page.finds_no(Role::RowHeader, TURNED_SHOWN).await;
        page.sees("Rule logs-[U+202E]yliad[U+200B] was deleted.").await;
        // That rule went, and none that looks like it.
        let ids = journey.sandbox.rule_ids(BUCKET);
        assert_eq!((ids.len(), ids.iter().any(|id| id == TURNED)), (8, false));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_and_the_code_of_a_rule_show_what_it_is() {
    journey("the_page_and_the_code_of_a_rule_show_what_it_is", async |journey| {
        let page = &journey.page;
        connect(journey).await;
        page.click(Role::Link, TURNED_SHOWN).await;
        page.finds(Role::Heading, TURNED_SHOWN).await;
        page.sees("under logs/U+202Egpj.U+200B/.").await;
        for tab in ["XML", "Code"] {
            page.click(Role::Tab, tab).await;
            let shown = "const pre = document.querySelector('[role=tabpanel] pre')?.textContent ?? '';
                return pre.includes('logs-U+202EyliadU+200B') && !/[\\u202e\\u200b]/.test(pre)";
            page.wait_until(&format!("the marks under {tab}"), shown, vec![]).await;
        }
    })
    .await;
}

/// A character that is not seen only warns; one that no XML document can hold is refused, before anything is sent.
async fn a_form_refuses_what_xml_cannot_hold(cloud: &Cloud) {
    journey(&cloud.named("a_form_refuses_what_xml_cannot_hold"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Create rule").await;
        fill_in(page, cloud, "made-here").await;
        let type_raw = "const field = find('textbox', 'Source prefix')[0];
            field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new Event('blur'));";
        page.eval_with::<serde_json::Value>(type_raw, vec![json!("logs\u{1}/")]).await;
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Create rule").await;
        let refused = "There is a character in it that XML cannot hold, so it cannot be sent. Delete it.";
        page.sees(refused).await;
        page.sees("What is in it: logsU+0001/").await;
        page.is(Role::Textbox, "Source prefix", "element.ariaInvalid === 'true'").await;
        assert_eq!(journey.calls(), Vec::<String>::new());
        page.eval_with::<serde_json::Value>(type_raw, vec![json!("logs\u{200b}/")]).await;
        page.sees_no(refused).await;
        page.sees("There are characters in it that are not seen").await;
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule made-here was created.").await;
    })
    .await;
}
