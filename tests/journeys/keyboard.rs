//! Everything without a mouse: Tab, Enter, Space and typing.

use serde_json::json;
use thirtyfour::Key;

use crate::cloud::{Cloud, on_both};
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

on_both! { keyboard_only }

async fn keyboard_only(cloud: &Cloud) {
    journey(&cloud.named("keyboard_only"), async |journey| {
        let page = &journey.page;
        page.open("").await;
        tab_to(page, Role::Button, &format!("Connect to {}", cloud.preset)).await;
        enter(page).await;
        page.sees("(250)").await;
        page.focus_is_on(Role::Heading, "Inventory rules").await;

        tab_to(page, Role::Link, cloud.first_id).await;
        enter(page).await;
        page.focus_is_on(Role::Heading, cloud.first_id).await;
        page.finds(Role::Tab, "XML").await;
        page.press_with(Key::Shift, Key::Tab).await;
        page.focus_is_on(Role::Link, "Inventory rules").await;
        enter(page).await;
        page.focus_is_on(Role::Heading, "Inventory rules").await;

        tab_to(page, Role::Link, "Create rule").await;
        enter(page).await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        for (label, text) in cloud.required {
            tab_to(page, Role::Textbox, label).await;
            page.press(*text).await;
        }
        tab_to(page, Role::Radio, "Weekly").await;
        page.press(Key::Up).await;
        page.is(Role::Radio, "Daily", "element.checked").await;
        tab_to(page, Role::Button, "Create rule").await;
        page.press(Key::Space).await;
        page.focus_is_on(Role::Link, "made-here").await;
        let stored = journey.sandbox.rule_xml(cloud.bucket, "made-here").expect("the rule was created");
        assert!(stored.contains("<Frequency>Daily</Frequency>"), "{stored}");

        tab_to(page, Role::Button, "Delete made-here").await;
        enter(page).await;
        page.finds(Role::Dialog, "Delete inventory rule").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Button, "Delete made-here").await;
        enter(page).await;
        page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
        page.press("confirm").await;
        enter(page).await;
        page.sees("Rule made-here was deleted.").await;
        page.finds_no(Role::Dialog, "").await;
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, "made-here"), None);
        let lost: bool = page.eval("return document.activeElement === document.body").await;
        assert!(!lost, "the focus has a place after the row is gone");
    })
    .await;
}
