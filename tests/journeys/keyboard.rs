//! Everything without a mouse: Tab, Enter, Space and typing.

use serde_json::json;
use thirtyfour::Key;

use crate::journey::journey;
use crate::page::{Page, Role};

const MOST_TABS: usize = 120;

/// Presses Tab until the focus is on an element.
async fn tab_to(page: &Page, role: Role, name: &str) {
    let reached = "return find(arguments[0], arguments[1]).includes(document.activeElement)";
    let arguments = || vec![json!(format!("{role:?}").to_lowercase()), json!(name)];
    page.finds(role, name).await;
    for _ in 0..MOST_TABS {
        if page.eval_with(reached, arguments()).await {
            return;
        }
        page.press(Key::Tab).await;
    }
    panic!("{MOST_TABS} times Tab do not reach {role:?} {name:?}");
}

async fn enter(page: &Page) {
    page.press(Key::Enter).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keyboard_only() {
    journey("keyboard_only", async |journey| {
        let page = &journey.page;
        page.open("").await;
        tab_to(page, Role::Button, "Connect to 250 rules").await;
        enter(page).await;
        page.sees("(250)").await;
        page.focus_is_on(Role::Heading, "Inventory rules").await;

        tab_to(page, Role::Link, "logs-daily-0001").await;
        enter(page).await;
        page.focus_is_on(Role::Heading, "logs-daily-0001").await;
        page.finds(Role::Heading, "XML").await;
        page.press_with(Key::Shift, Key::Tab).await;
        page.focus_is_on(Role::Link, "Inventory rules").await;
        enter(page).await;
        page.focus_is_on(Role::Heading, "Inventory rules").await;

        tab_to(page, Role::Link, "Create rule").await;
        enter(page).await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        for (label, text) in [
            ("ID", "by-keyboard"),
            ("Destination bucket", "reports-of-demo"),
            ("Account ID", "1000000000000000"),
            ("Role ARN", "acs:ram::1000000000000000:role/AliyunOSSRole"),
        ] {
            tab_to(page, Role::Textbox, label).await;
            page.press(text).await;
        }
        tab_to(page, Role::Radio, "Weekly").await;
        page.press(Key::Up).await;
        page.is(Role::Radio, "Daily", "element.checked").await;
        tab_to(page, Role::Button, "Create rule").await;
        page.press(Key::Space).await;
        page.focus_is_on(Role::Link, "by-keyboard").await;
        let stored = journey.sandbox.rule_xml("demo-250", "by-keyboard").expect("the rule was created");
        assert!(stored.contains("<Frequency>Daily</Frequency>"), "{stored}");

        tab_to(page, Role::Button, "Delete by-keyboard").await;
        enter(page).await;
        page.finds(Role::Dialog, "Delete inventory rule").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Button, "Delete by-keyboard").await;
        enter(page).await;
        page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
        page.press("confirm").await;
        enter(page).await;
        page.sees("Rule by-keyboard was deleted.").await;
        page.finds_no(Role::Dialog, "").await;
        assert_eq!(journey.sandbox.rule_xml("demo-250", "by-keyboard"), None);
        let lost: bool = page.eval("return document.activeElement === document.body").await;
        assert!(!lost, "the focus has a place after the row is gone");
    })
    .await;
}
