//! Leaving a form with something typed in it: asked first, whichever way it is left. A form that says what it
//! said at first is left without a word.

use serde_json::json;

use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::editing::edit;
use crate::first_light::fill_in;
use crate::journey::{Journey, journey, journey_with_questions};
use crate::page::{Page, Role};

on_both! {
    a_dirty_form_asks_before_it_is_left
    a_form_is_left_with_its_draft
    a_clean_form_never_asks
}

/// A way out of a form, and the heading to which it leads.
type WayOut = (&'static str, &'static str);

const WAYS_OUT: [WayOut; 5] = [
    ("back", "Inventory rules"),
    ("the link to the list", "Inventory rules"),
    ("Cancel", "Inventory rules"),
    ("a typed address", "Import rules"),
    ("the start page", "Connect to a bucket"),
];

async fn leave(page: &Page, cloud: &Cloud, way: &str) {
    match way {
        "back" => page.driver().back().await.expect("there is a page before"),
        "the link to the list" => page.click(Role::Link, "Inventory rules").await,
        "Cancel" => page.click(Role::Link, "Cancel").await,
        "the start page" => page.click(Role::Link, "Stocktake, start page").await,
        _ => {
            let typed = format!("{}/import", cloud.address(cloud.bucket));
            let _: bool =
                page.eval_with("location.hash = arguments[0]; return true", vec![json!(typed)]).await;
        }
    }
}

/// The form for a new rule, from the table.
async fn create_form(page: &Page) {
    page.click(Role::Link, "Create rule").await;
    page.focus_is_on(Role::Heading, "Create an inventory rule").await;
}

/// U2: a link, Cancel, Back and a typed address ask; Keep editing has the focus and keeps address and text;
/// Discard leaves for the place that was asked for.
async fn a_dirty_form_asks_before_it_is_left(cloud: &Cloud) {
    journey(&cloud.named("a_dirty_form_asks_before_it_is_left"), async |journey| {
        let page = &journey.page;
        let form = format!("{}/new", cloud.address(cloud.bucket));
        for (way, heading) in WAYS_OUT {
            journey.connect(cloud.preset).await;
            page.sees("(250)").await;
            create_form(page).await;
            page.fill("ID", "not-yet-sent").await;
            for _ in 0..2 {
                leave(page, cloud, way).await;
                page.finds(Role::Dialog, "Leave page?").await;
                page.focus_is_on(Role::Button, "Keep editing").await;
                page.click(Role::Button, "Keep editing").await;
                page.finds_no(Role::Dialog, "").await;
                page.is(Role::Textbox, "ID", "element.value === 'not-yet-sent'").await;
                assert_eq!(page.address().await, form, "after {way}");
            }
            leave(page, cloud, way).await;
            page.click(Role::Button, "Discard").await;
            page.finds_no(Role::Dialog, "").await;
            page.finds(Role::Heading, heading).await;
            let kept: Vec<String> = page.eval("return Object.keys(localStorage)").await;
            assert!(!kept.iter().any(|key| key.contains("draft")), "thrown away is thrown away: {kept:?}");
        }
    })
    .await;
}

/// U2, U4: a form can be left for now: its draft stays on the device, and is offered when it is opened again.
async fn a_form_is_left_with_its_draft(cloud: &Cloud) {
    journey(&cloud.named("a_form_is_left_with_its_draft"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        create_form(page).await;
        page.fill("ID", "not-yet-sent").await;
        page.click(Role::Link, "Cancel").await;
        page.click(Role::Button, "Leave, keep the draft").await;
        page.finds(Role::Heading, "Inventory rules").await;
        create_form(page).await;
        page.sees("There is a draft of this form from ").await;
        page.is(Role::Textbox, "ID", "element.value === ''").await;
        page.click(Role::Button, "Restore the draft").await;
        page.is(Role::Textbox, "ID", "element.value === 'not-yet-sent'").await;
        page.click(Role::Link, "Cancel").await;
        page.finds(Role::Dialog, "Leave page?").await;
    })
    .await;
}

/// U1: neither an untouched form nor one whose change was undone asks; nor does one that was sent.
async fn a_clean_form_never_asks(cloud: &Cloud) {
    journey(&cloud.named("a_clean_form_never_asks"), async |journey| {
        let page = &journey.page;
        for (way, heading) in WAYS_OUT {
            journey.connect(cloud.preset).await;
            page.sees("(250)").await;
            create_form(page).await;
            leave(page, cloud, way).await;
            page.finds(Role::Heading, heading).await;
            page.finds_no(Role::Dialog, "").await;
        }
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        edit(journey, cloud.first_id).await;
        let before: String = page.eval("return find('textbox', 'Source prefix')[0].value").await;
        page.choose("Frequency", Role::Radio, "Weekly").await;
        page.fill("Source prefix", "typed/").await;
        page.sees_no("Nothing is changed").await;
        page.choose("Frequency", Role::Radio, "Daily").await;
        page.fill("Source prefix", &before).await;
        page.sees("Nothing is changed").await;
        page.click(Role::Link, "Cancel").await;
        page.focus_is_on(Role::Heading, cloud.first_id).await;
        page.finds_no(Role::Dialog, "").await;

        page.click(Role::Link, "Inventory rules").await;
        create_form(page).await;
        fill_in(page, cloud, "made-here").await;
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule made-here was created.").await;
        page.focus_is_on(Role::Link, "made-here").await;
        page.finds_no(Role::Dialog, "").await;
        page.driver().back().await.expect("there is a page before");
        page.finds(Role::Heading, "Create an inventory rule").await;
        page.is(Role::Textbox, "ID", "element.value === ''").await;
        page.sees_no("There is a draft").await;
    })
    .await;
}

/// Whether the browser asks whether to leave.
pub(crate) async fn asked(journey: &Journey) {
    let driver = journey.page.driver();
    journey.page.wait_for("the browser's question", async || driver.get_alert_text().await.is_ok()).await;
}

pub(crate) async fn reload(page: &Page) {
    page.keep_handed_out().await;
    let _: bool = page.eval("setTimeout(() => location.reload(), 0); return true").await;
}

/// U3: the browser's own question comes with a dirty form, on reload and on closing the tab, and with no other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_browser_asks_for_a_dirty_form_only() {
    journey_with_questions("the_browser_asks_for_a_dirty_form_only", async |journey| {
        let (page, driver) = (&journey.page, journey.page.driver());
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        edit(journey, OSS.first_id).await;
        let before: String = page.eval("return find('textbox', 'Source prefix')[0].value").await;
        page.fill("Source prefix", "typed/").await;
        reload(page).await;
        asked(journey).await;
        driver.dismiss_alert().await.expect("the question can be answered");
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        page.cdp("Page.close", json!({})).await;
        asked(journey).await;
        driver.dismiss_alert().await.expect("the question can be answered");
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;

        page.fill("Source prefix", &before).await;
        page.sees("Nothing is changed").await;
        reload(page).await;
        page.finds(Role::Heading, "Connect to demo-250").await;
        page.click(Role::Button, &format!("Connect to {}", OSS.preset)).await;
        page.finds(Role::Heading, &format!("Edit {}", OSS.first_id)).await;
        page.fill("Source prefix", "typed/").await;
        reload(page).await;
        asked(journey).await;
        driver.accept_alert().await.expect("the question can be answered");
        page.finds(Role::Heading, "Connect to demo-250").await;

        // The form is gone, and with it the question.
        page.open(&COS.address(COS.bucket)).await;
        page.click(Role::Button, &format!("Connect to {}", COS.preset)).await;
        page.sees("(250)").await;
        create_form(page).await;
        page.fill("ID", "not-yet-sent").await;
        page.click(Role::Link, "Cancel").await;
        page.click(Role::Button, "Discard").await;
        page.finds(Role::Heading, "Inventory rules").await;
        reload(page).await;
        page.finds(Role::Heading, &format!("Connect to {}", COS.bucket)).await;
    })
    .await;
}
