//! What is clicked twice is done once.

use thirtyfour::Key;

use crate::choosing::agree;
use crate::cloud::{Cloud, on_both};
use crate::editing::{assert_nothing_is_kept, edit, saving, times};
use crate::first_light::form_for_a_new_rule;
use crate::hands::Hand;
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::{Page, Role};
use crate::switching::{says, switching, without_preflights};
use crate::without_mouse::keyboard::tab_to;

on_both! {
    a_double_click_creates_once
    a_double_click_saves_once
    a_double_click_deletes_once
    a_double_click_switches_once
}

/// The calls without preflights, which the browser remembers for a while.
fn calls(journey: &Journey) -> Vec<String> {
    without_preflights(journey.calls())
}

/// Nothing is sent by another click on the button, nor by the keys, while a request is under way.
async fn assert_nothing_more_is_sent(journey: &Journey, button: &str) {
    let page = &journey.page;
    let sent = journey.calls();
    page.is(Role::Button, button, "element.disabled || element.ariaDisabled === 'true'").await;
    if page.hand() == Hand::Mouse {
        let click = "find('button', arguments[0])[0].click(); return true";
        let _: bool = page.eval_with(click, vec![button.into()]).await;
    }
    page.press(Key::Enter).await;
    page.press_with(Key::Control, Key::Enter).await;
    assert_eq!(journey.calls(), sent);
    page.is(Role::Button, button, "true").await;
}

/// F13: the button of a new rule.
async fn a_double_click_creates_once(cloud: &Cloud) {
    journey(&cloud.named("a_double_click_creates_once"), async |journey| {
        let page = &journey.page;
        form_for_a_new_rule(journey, cloud).await;
        page.hold(Held::Before, "PUT made-here").await;
        page.double_click(Role::Button, "Create rule").await;
        page.holds().await;
        assert_nothing_more_is_sent(journey, "Creating…").await;
        page.release().await;
        page.sees("Rule made-here was created.").await;
        page.sees("(251)").await;
        assert_eq!(journey.calls(), cloud.creating);
        assert_eq!(times(journey, cloud.bucket, "made-here"), 1);
    })
    .await;
}

/// How many dialogs are open.
const DIALOGS: &str = "return document.querySelectorAll('dialog').length";

/// F13, F10: the button of a changed rule, which opens one review, and the review's own.
async fn a_double_click_saves_once(cloud: &Cloud) {
    journey(&cloud.named("a_double_click_saves_once"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        edit(journey, cloud.first_id).await;
        page.fill("Source prefix", "typed/").await;
        page.double_click(Role::Button, "Save changes").await;
        page.finds(Role::Dialog, "").await;
        assert_eq!(page.eval::<usize>(DIALOGS).await, 1);
        assert_eq!(journey.calls(), [] as [&str; 0]);
        page.hold(Held::Before, &format!("PUT {}", cloud.first_id)).await;
        page.double_click(Role::Button, "Save").await;
        page.holds().await;
        page.finds_no(Role::Dialog, "").await;
        assert_nothing_more_is_sent(journey, "Saving…").await;
        page.release().await;
        page.sees(&format!("Rule {} was saved.", cloud.first_id)).await;
        page.sees("(250)").await;
        assert_eq!(journey.calls(), saving(cloud));
        assert_eq!(times(journey, cloud.bucket, cloud.first_id), 1);
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// F13, D7: the button of the dialog that deletes.
async fn a_double_click_deletes_once(cloud: &Cloud) {
    journey(&cloud.named("a_double_click_deletes_once"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.double_click(Role::Button, &format!("Delete {id}")).await;
        page.finds(Role::Dialog, "Delete inventory rule").await;
        assert_eq!(page.eval::<usize>(DIALOGS).await, 1);
        page.fill("The rule is enabled.", "confirm").await;
        journey.sandbox.clear_requests();
        page.hold(Held::Before, &format!("DELETE {id}")).await;
        page.double_click(Role::Button, "Delete rule").await;
        page.holds().await;
        assert_nothing_more_is_sent(journey, "Deleting…").await;
        page.release().await;
        page.sees(&format!("Rule {id} was deleted.")).await;
        page.finds_no(Role::Dialog, "").await;
        page.sees("(249)").await;
        assert_eq!(journey.calls(), ["get query 200", "preflight delete 200", "delete header 204"]);
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, id), None);
    })
    .await;
}

async fn switched_once(journey: &Journey, cloud: &Cloud) {
    let page: &Page = &journey.page;
    page.sees(&format!("Rule {} was saved.", cloud.first_id)).await;
    page.finds_no(Role::Dialog, "").await;
    says(page, false).await;
    let save = without_preflights(switching(cloud));
    assert_eq!(calls(journey)[..save.len()], save);
    let writes = |method: &str| calls(journey).iter().filter(|call| call.starts_with(method)).count();
    assert_eq!(writes("put "), 1);
    assert_eq!(times(journey, cloud.bucket, cloud.first_id), 1);
    let stored = journey.sandbox.rule_xml(cloud.bucket, cloud.first_id).unwrap_or_default();
    assert!(stored.contains("<IsEnabled>false</IsEnabled>"), "{stored}");
    assert_nothing_is_kept(page).await;
}

/// F12, F13: the button that switches a rule off does so once, and finds no fault with itself.
async fn a_double_click_switches_once(cloud: &Cloud) {
    journey(&cloud.named("a_double_click_switches_once"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, cloud.first_id).await;
        says(page, true).await;
        journey.sandbox.clear_requests();
        page.hold(Held::Before, &format!("PUT {}", cloud.first_id)).await;
        // A message moves the button from under the pointer, but not from under the keys.
        tab_to(page, Role::Button, "Disable").await;
        page.press(Key::Enter + Key::Enter).await;
        agree(page, cloud, "Disable").await;
        page.holds().await;
        page.finds_no(Role::Dialog, "").await;
        page.release().await;
        switched_once(journey, cloud).await;
    })
    .await;
}
