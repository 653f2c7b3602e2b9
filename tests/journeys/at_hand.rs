//! The footer of a form: what sends it is in sight however long it is, leads to what keeps it from being sent, and covers
//! nothing that is being filled in. Then the next rule like the last.

use serde_json::json;
use thirtyfour::Key;

use crate::appearance::{as_it_was, resize};
use crate::choosing::{act, choose};
use crate::cloud::{Cloud, on_both, on_each};
use crate::editing::{edit, save};
use crate::first_light::{form_for_a_new_rule, parts};
use crate::in_sight::is_in_sight;
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_both! {
    what_sends_a_form_stays_in_sight
    problems_are_counted_and_lead_to_the_first
    the_footer_covers_nothing_that_has_the_focus
    a_refusal_stands_directly_above_the_footer
    enter_in_a_line_sends
    another_rule_is_made_like_the_last
}
on_each!(a_folded_field_opens_when_it_is_led_to: oss OSS);

/// A wide window that is lower than the form, and a small phone.
const SIZES: [(u32, u32); 2] = [(1280, 600), (320, 640)];

/// Whether the footer with a button is at the bottom of the window, and the page no wider than that.
const AT_THE_BOTTOM: &str = "
    const root = document.documentElement;
    const footer = find('button', arguments[0])[0]?.closest('.form-footer')?.getBoundingClientRect();
    return Boolean(footer) && Math.abs(footer.bottom - innerHeight) < 2 && root.scrollWidth <= root.clientWidth";

/// Whether it is in its place at the end of its form, above the bottom of the window.
const AT_THE_END: &str = "
    const footer = find('button', arguments[0])[0]?.closest('.form-footer');
    const end = footer?.getBoundingClientRect().bottom;
    return Math.abs(end - footer?.closest('form').getBoundingClientRect().bottom) < 2 && end < innerHeight - 8";

/// How many fields need attention, in words.
pub(crate) fn attention(count: usize) -> String {
    if count == 1 { "1 field needs attention".to_owned() } else { format!("{count} fields need attention") }
}

/// The footer is at the bottom of the window at the form's top and in its middle, and at the form's end in its place.
async fn stays_in_sight(page: &Page, button: &str) {
    for (width, height) in SIZES {
        resize(page, width, height).await;
        for place in ["0", "200"] {
            page.eval::<()>(&format!("scrollTo(0, {place})")).await;
            let what = format!("{button:?} at the bottom of the window, {place} pixels down");
            page.wait_until(&what, AT_THE_BOTTOM, vec![json!(button)]).await;
        }
        page.eval::<()>("scrollTo(0, document.documentElement.scrollHeight)").await;
        page.wait_until(&format!("{button:?} at the end"), AT_THE_END, vec![json!(button)]).await;
    }
    as_it_was(page).await;
}

/// F1: on a wide window and on a phone, in the form of a new rule, of a stored one, and of several.
async fn what_sends_a_form_stays_in_sight(cloud: &Cloud) {
    journey(&cloud.named("what_sends_a_form_stays_in_sight"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Create rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        stays_in_sight(page, "Create rule").await;
        page.click(Role::Link, "Cancel").await;
        choose(page, &ids[0]).await;
        act(page, "Edit").await;
        page.focus_is_on(Role::Heading, &format!("Edit {}", ids[0])).await;
        stays_in_sight(page, "Save changes").await;
        page.click(Role::Link, "Cancel").await;
        page.click(Role::Link, "Inventory rules").await;
        choose(page, &ids[1]).await;
        act(page, "Edit together").await;
        page.focus_is_on(Role::Heading, "Edit rules together").await;
        stays_in_sight(page, "Review changes").await;
    })
    .await;
}

/// F3, F5: the number of fields is a button, follows what is mended, and leads to the first of the rest.
async fn problems_are_counted_and_lead_to_the_first(cloud: &Cloud) {
    journey(&cloud.named("problems_are_counted_and_lead_to_the_first"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Create rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        page.sees_no("attention").await;
        page.click(Role::Button, "Create rule").await;
        for (at, (label, text)) in cloud.required.iter().enumerate() {
            let button = attention(cloud.required.len() - at);
            page.finds(Role::Alert, &button).await;
            page.click(Role::Button, &button).await;
            page.focus_is_on(Role::Textbox, label).await;
            page.fill(label, text).await;
        }
        page.sees_no("attention").await;
        assert!(!journey.calls().iter().any(|call| call.starts_with("put")), "nothing is sent by it");
    })
    .await;
}

/// F5: what the field is folded away in opens.
async fn a_folded_field_opens_when_it_is_led_to(cloud: &Cloud) {
    journey(&cloud.named("a_folded_field_opens_when_it_is_led_to"), async |journey| {
        let page = &journey.page;
        form_for_a_new_rule(journey, cloud).await;
        page.click(Role::Disclosure, "More filters").await;
        page.fill("Smallest size", "much").await;
        page.click(Role::Disclosure, "More filters").await;
        page.finds_no(Role::Textbox, "Smallest size").await;
        page.click(Role::Button, &attention(1)).await;
        page.is(Role::Textbox, "Smallest size", "element === document.activeElement").await;
        page.click(Role::Disclosure, "More filters").await;
        page.finds_no(Role::Textbox, "Smallest size").await;
        page.click(Role::Button, "Create rule").await;
        page.is(Role::Textbox, "Smallest size", "element === document.activeElement").await;
    })
    .await;
}

/// Whether what has the focus stands above the footer, or in it.
const UNCOVERED: &str = "
    const footer = document.querySelector('.form-footer');
    const at = document.activeElement;
    if (footer.contains(at)) return true;
    const box = at.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= footer.getBoundingClientRect().top + 1";

/// A1 (WCAG 2.4.11): Tab leads through the whole form, and nothing that has the focus is behind the footer.
async fn the_footer_covers_nothing_that_has_the_focus(cloud: &Cloud) {
    journey(&cloud.named("the_footer_covers_nothing_that_has_the_focus"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Create rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        for (width, height) in SIZES {
            resize(page, width, height).await;
            page.click(Role::Button, "Create rule").await;
            page.focus_is_on(Role::Textbox, "ID").await;
            let mut stops = 0;
            while !page.eval::<bool>("return document.activeElement.matches('.form-footer *')").await {
                let what = format!("the focus above the footer after {stops} times Tab");
                page.wait_until(&what, UNCOVERED, vec![]).await;
                page.press(Key::Tab).await;
                stops += 1;
                assert!(stops < 100, "Tab leads to the end of the form");
            }
            assert!(stops > 10, "the form has more than {stops} controls");
        }
        as_it_was(page).await;
    })
    .await;
}

/// F6: what the provider says against a rule stands between the form's last field and its buttons.
async fn a_refusal_stands_directly_above_the_footer(cloud: &Cloud) {
    journey(&cloud.named("a_refusal_stands_directly_above_the_footer"), async |journey| {
        let page = &journey.page;
        form_for_a_new_rule(journey, cloud).await;
        page.answer_instead("PUT made-here", 403, "AccessDenied").await;
        page.click(Role::Button, "Create rule").await;
        is_in_sight(page, "These credentials may not do this.").await;
        let above = "const [alert] = find('alert', arguments[0]);
            return alert.closest('.outcome').nextElementSibling.matches('.form-footer')";
        page.wait_until("the refusal above the buttons", above, vec![json!("These credentials")]).await;
        page.answer_no_more().await;
    })
    .await;
}

/// F15: in a field of one line Enter does what the first button does.
async fn enter_in_a_line_sends(cloud: &Cloud) {
    journey(&cloud.named("enter_in_a_line_sends"), async |journey| {
        let page = &journey.page;
        form_for_a_new_rule(journey, cloud).await;
        page.fill("Source prefix", "typed/").await;
        page.press(Key::Enter).await;
        page.sees("Rule made-here was created.").await;
        let stored = journey.sandbox.rule_xml(cloud.bucket, "made-here").unwrap_or_default();
        assert!(stored.contains("<Prefix>typed/</Prefix>"), "{stored}");
    })
    .await;
}

/// F14: the message about a rule that was created leads to the form of another one like it, without an ID.
async fn another_rule_is_made_like_the_last(cloud: &Cloud) {
    journey(&cloud.named("another_rule_is_made_like_the_last"), async |journey| {
        let page = &journey.page;
        form_for_a_new_rule(journey, cloud).await;
        page.fill("Source prefix", "typed/").await;
        page.click(Role::Button, "Create rule").await;
        another(journey, cloud, "made-here", "made-too").await;
        another(journey, cloud, "made-too", "made-as-well").await;
        // What was only changed is no pattern for others.
        edit(journey, "made-too").await;
        page.fill("Source prefix", "typed/again/").await;
        save(page).await;
        page.sees("Rule made-too was saved.").await;
        page.finds(Role::Link, "Open it").await;
        page.finds_no(Role::Link, "Create another like it").await;
    })
    .await;
}

/// Makes a rule by the link in the message about the one before.
async fn another(journey: &Journey, cloud: &Cloud, before: &str, id: &str) {
    let page = &journey.page;
    page.sees(&format!("Rule {before} was created.")).await;
    page.finds(Role::Link, "Open it").await;
    page.click(Role::Link, "Create another like it").await;
    page.focus_is_on(Role::Heading, &format!("Duplicate {before}")).await;
    page.is(Role::Textbox, "ID", "element.value === ''").await;
    page.fill("ID", id).await;
    page.click(Role::Button, "Create rule").await;
    page.sees(&format!("Rule {id} was created.")).await;
    let stored = |id: &str| journey.sandbox.rule_xml(cloud.bucket, id).expect("it was created");
    assert_eq!(parts(&stored(id)), parts(&stored(before).replace(before, id)));
}
