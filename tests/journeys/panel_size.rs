//! How much room the panel beside the table has: as much as the person gives it, and in a small window all.

use serde_json::json;

use crate::appearance::{as_it_was, resize};
use crate::beside::shows;
use crate::cloud::{Cloud, on_both};
use crate::journey::journey;
use crate::page::{Page, Role};

on_both! {
    the_panel_is_made_wider_and_stays_so
    what_can_be_done_with_a_rule_stays_in_sight
    in_a_small_window_the_panel_is_alone
}

async fn width(page: &Page) -> f64 {
    page.eval("return document.querySelector('.panel').getBoundingClientRect().width").await
}

async fn is_wide(page: &Page, wide: f64) {
    let what = format!("the panel to be {wide} pixels wide");
    page.wait_for(&what, async || (width(page).await - wide).abs() < 3.0).await;
}

/// P1, A1: by its edge, remembered over a reload.
async fn the_panel_is_made_wider_and_stays_so(cloud: &Cloud) {
    journey(&cloud.named("the_panel_is_made_wider_and_stays_so"), async |journey| {
        let (page, id) = (&journey.page, cloud.first_id);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Button, &format!("Details of {id}")).await;
        shows(page, id).await;
        let usual = width(page).await;
        page.move_bar("Width of the details", -96).await;
        is_wide(page, usual + 96.0).await;
        page.reload().await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        shows(page, id).await;
        is_wide(page, usual + 96.0).await;
        page.move_bar("Width of the details", 160).await;
        is_wide(page, usual - 64.0).await;
    })
    .await;
}

/// P1: however far down a rule is read.
async fn what_can_be_done_with_a_rule_stays_in_sight(cloud: &Cloud) {
    journey(&cloud.named("what_can_be_done_with_a_rule_stays_in_sight"), async |journey| {
        let (page, id) = (&journey.page, cloud.first_id);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        resize(page, 1280, 600).await;
        page.click(Role::Button, &format!("Details of {id}")).await;
        shows(page, id).await;
        let scrolled = "const panel = document.querySelector('.panel');
            panel.scrollTo(0, panel.scrollHeight);
            return panel.scrollTop > 50";
        page.wait_until("the panel to be longer than its place", scrolled, vec![]).await;
        for (role, name) in [(Role::Heading, id), (Role::Link, "Edit"), (Role::Button, "Disable")] {
            let seen =
                "const [element] = find(arguments[0], arguments[1]).filter((one) => one.closest('.panel'));
                const { left, top, width, height } = element.getBoundingClientRect();
                return element.contains(document.elementFromPoint(left + width / 2, top + height / 2))";
            page.wait_until(&format!("{name:?} in sight"), seen, role.and_name(name)).await;
        }
        as_it_was(page).await;
    })
    .await;
}

/// P1, P2, A1: under 1,024 pixels there is the rule alone, the focus goes along, and a button leads back.
async fn in_a_small_window_the_panel_is_alone(cloud: &Cloud) {
    journey(&cloud.named("in_a_small_window_the_panel_is_alone"), async |journey| {
        let (page, id) = (&journey.page, cloud.first_id);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        for (width, height) in [(1000, 700), (320, 640)] {
            resize(page, width, height).await;
            page.click(Role::Button, &format!("Details of {id}")).await;
            page.focus_is_on(Role::Heading, id).await;
            page.finds_no(Role::Table, "Inventory rules").await;
            page.finds_no(Role::Textbox, "Filter rules").await;
            let fits = "const { left, right } = document.querySelector('.panel').getBoundingClientRect();
                const room = document.documentElement.clientWidth;
                return left < 30 && right > room - 30 && document.documentElement.scrollWidth <= room";
            page.wait_until("the panel over the whole window", fits, vec![json!(id)]).await;
            page.click(Role::Button, "Back to the table").await;
            page.finds(Role::Table, "Inventory rules").await;
            page.focus_is_on(Role::Button, &format!("Details of {id}")).await;
        }
        as_it_was(page).await;
    })
    .await;
}
