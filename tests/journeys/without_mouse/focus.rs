//! Where the focus is after a button took itself away: beside it. Nowhere is no place.

use std::time::Duration;

use serde_json::json;
use thirtyfour::Key;

use crate::choosing::chosen;
use crate::cloud::{Cloud, on_both};
use crate::journey::journey;
use crate::page::{Page, Role};
use crate::without_mouse::keyboard::{
    act, agree, choose_by_keyboard, connect_by_keyboard, enter, tab_back_until, tab_to,
};

on_both! {
    filters_that_go_leave_the_focus_beside_them
    messages_and_choices_that_go_leave_the_focus_beside_them
    switches_and_drafts_leave_the_focus_beside_them
    reading_that_is_stopped_leaves_the_focus_beside_it
}

/// Waits until the focus is in a place that stays: on a control or heading of the content, in sight.
pub(crate) async fn focus_is_in(page: &Page, place: &str) {
    let script = "const element = document.activeElement;
        return Boolean(element) && element !== document.body && element.isConnected && visible(element)
            && Boolean(element.closest(arguments[0]))";
    page.wait_until(&format!("the focus in {place:?}"), script, vec![json!(place)]).await;
}

/// Waits until the focus is on one of these.
async fn focus_is_on_one_of(page: &Page, names: &[(Role, &str)]) {
    let names: Vec<_> =
        names.iter().map(|(role, name)| format!("{} {name}", format!("{role:?}").to_lowercase())).collect();
    let script = "return arguments[0].includes(focused())";
    page.wait_until(&format!("the focus on one of {names:?}"), script, vec![json!(names)]).await;
}

/// Chooses a value of a facet, by keys.
async fn filter_by(page: &Page, facet: &str, value: &str) {
    tab_to(page, Role::Disclosure, facet).await;
    enter(page).await;
    tab_to(page, Role::Checkbox, value).await;
    page.press(Key::Space).await;
    page.is(Role::Checkbox, value, "element.checked && element === document.activeElement").await;
    page.press(Key::Escape).await;
}

/// A1, T7: a token that is taken away leaves the focus on its neighbour; the last one, and both ways to clear all
/// filters, leave it in the content.
async fn filters_that_go_leave_the_focus_beside_them(cloud: &Cloud) {
    journey(&cloud.named("filters_that_go_leave_the_focus_beside_them"), async |journey| {
        let page = &journey.page;
        let [enabled, weekly] =
            ["Status: Enabled", "Frequency: Weekly"].map(|token| format!("Remove the filter {token}"));
        connect_by_keyboard(page, cloud).await;
        for clear in [false, true] {
            filter_by(page, "Frequency", "Weekly").await;
            filter_by(page, "Status", "Enabled").await;
            if clear {
                tab_to(page, Role::Button, "Clear filters").await;
                enter(page).await;
            } else {
                tab_to(page, Role::Button, &enabled).await;
                enter(page).await;
                page.finds_no(Role::Button, &enabled).await;
                focus_is_on_one_of(page, &[(Role::Button, &weekly), (Role::Button, "Clear filters")]).await;
                tab_to(page, Role::Button, &weekly).await;
                enter(page).await;
            }
            page.finds_no(Role::Button, &weekly).await;
            page.sees("(250)").await;
            focus_is_in(page, "main").await;
        }
        page.press("/").await;
        page.focus_is_on(Role::Textbox, "Filter rules").await;
        page.press("no such rule").await;
        page.finds(Role::Heading, "No rule matches").await;
        tab_to(page, Role::Button, "Clear filters").await;
        enter(page).await;
        page.sees("(250)").await;
        focus_is_in(page, "main").await;
    })
    .await;
}

/// A1, T9, N1: a message leaves the focus on the next one, the last of them on the content; so does the choice that
/// is cleared.
async fn messages_and_choices_that_go_leave_the_focus_beside_them(cloud: &Cloud) {
    journey(&cloud.named("messages_and_choices_that_go_leave_the_focus_beside_them"), async |journey| {
        let page = &journey.page;
        let ids = choose_by_keyboard(journey, cloud, 2).await;
        tab_to(page, Role::Button, "Clear selection").await;
        enter(page).await;
        page.finds_no(Role::Button, "Clear selection").await;
        focus_is_in(page, "main").await;

        for id in &ids {
            page.answer_instead(&format!("GET {id}"), 403, "AccessDenied").await;
            tab_to(page, Role::Checkbox, &format!("Select {id}")).await;
            page.press(Key::Space).await;
            chosen(page, 1).await;
            act(page, "Disable").await;
            agree(page, cloud, "Disable").await;
            page.focus_is_on(Role::Heading, &format!("Rule {id} was not changed as asked.")).await;
            tab_to(page, Role::Button, "Close").await;
            enter(page).await;
            page.focus_is_on(Role::Button, "Actions").await;
            tab_to(page, Role::Checkbox, &format!("Select {id}")).await;
            page.press(Key::Space).await;
        }
        let is_message = "return focused() === 'button Dismiss'";
        tab_back_until(page, "a message", is_message).await;
        enter(page).await;
        let one = "return find('button', 'Dismiss').length === 1";
        page.wait_until("one message less", one, vec![]).await;
        page.focus_is_on(Role::Button, "Dismiss").await;
        enter(page).await;
        page.finds_no(Role::Button, "Dismiss").await;
        focus_is_in(page, "main, header").await;
    })
    .await;
}

/// A1, F12, U4: the button that switches a rule is the contrary one afterwards, and has the focus; the answers to a
/// draft leave it in the form.
async fn switches_and_drafts_leave_the_focus_beside_them(cloud: &Cloud) {
    journey(&cloud.named("switches_and_drafts_leave_the_focus_beside_them"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        connect_by_keyboard(page, cloud).await;
        let details = format!("Details of {id}");
        tab_to(page, Role::Button, &details).await;
        enter(page).await;
        page.finds(Role::Tab, "XML").await;
        for (beside, button, contrary) in [(true, "Disable", "Enable"), (false, "Enable", "Disable")] {
            if !beside {
                tab_to(page, Role::Link, "Open as a page").await;
                enter(page).await;
                page.focus_is_on(Role::Heading, id).await;
            }
            tab_to(page, Role::Button, button).await;
            enter(page).await;
            agree(page, cloud, button).await;
            page.finds(Role::Button, contrary).await;
            page.sees(&format!("Rule {id} was saved.")).await;
            focus_is_in(page, "main").await;
        }
        tab_to(page, Role::Link, "Edit").await;
        enter(page).await;
        for answer in ["Restore the draft", "Throw it away"] {
            page.focus_is_on(Role::Heading, &format!("Edit {id}")).await;
            tab_to(page, Role::Textbox, "Source prefix").await;
            page.press("typed/").await;
            page.driver().back().await.expect("there is a page before");
            tab_to(page, Role::Button, "Leave, keep the draft").await;
            enter(page).await;
            page.focus_is_on(Role::Heading, id).await;
            tab_to(page, Role::Link, "Edit").await;
            enter(page).await;
            page.focus_is_on(Role::Heading, &format!("Edit {id}")).await;
            tab_to(page, Role::Button, answer).await;
            enter(page).await;
            page.finds_no(Role::Button, answer).await;
            focus_is_in(page, "main").await;
            if answer == "Restore the draft" {
                page.is(Role::Textbox, "Source prefix", "element.value.includes('typed/')").await;
                page.driver().back().await.expect("there is a page before");
                tab_to(page, Role::Button, "Discard").await;
                enter(page).await;
                page.focus_is_on(Role::Heading, id).await;
                tab_to(page, Role::Link, "Edit").await;
                enter(page).await;
            }
        }
    })
    .await;
}

/// A1, S4, S7: Stop, and the Retry that takes its place, leave the focus in the content when they go.
async fn reading_that_is_stopped_leaves_the_focus_beside_it(cloud: &Cloud) {
    journey(&cloud.named("reading_that_is_stopped_leaves_the_focus_beside_it"), async |journey| {
        let page = &journey.page;
        connect_by_keyboard(page, cloud).await;
        journey.sandbox.set_latency(Duration::from_secs(30));
        tab_to(page, Role::Button, "Refresh").await;
        enter(page).await;
        tab_to(page, Role::Button, "Stop").await;
        enter(page).await;
        page.finds_no(Role::Button, "Stop").await;
        focus_is_in(page, "main").await;
        journey.sandbox.set_latency(Duration::ZERO);
        tab_to(page, Role::Button, "Retry").await;
        enter(page).await;
        page.finds_no(Role::Button, "Retry").await;
        page.sees("Last updated").await;
        page.sees("(250)").await;
        focus_is_in(page, "main").await;
    })
    .await;
}
