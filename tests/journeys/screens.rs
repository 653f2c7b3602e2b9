//! From screen to screen: the title, the focus and the place on the page follow, and an address alone leads to
//! any of them.

use std::time::Duration;

use serde_json::json;

use crate::cloud::{Cloud, on_both};
use crate::connections::menu;
use crate::editing::save;
use crate::first_light::fill_in;
use crate::journey::journey;
use crate::page::{Page, Role};

on_both! {
    each_screen_has_its_title_and_takes_the_focus
    back_leads_to_the_same_place_of_the_list
    the_list_is_as_it_was_left
    a_link_leads_to_a_rule_far_down_the_list
    a_reload_keeps_the_view
}

/// Waits until a screen is there: the focus is on its one main heading, which can be seen, and the title begins
/// with it. Gives the title.
async fn arrives(page: &Page, heading: &str) -> String {
    page.focus_is_on(Role::Heading, heading).await;
    let main = "const [main, ...others] = document.querySelectorAll('h1');
        const { top, bottom } = main.getBoundingClientRect();
        return main === document.activeElement && others.length === 0 && top >= 0 && bottom <= innerHeight
            && document.title.startsWith(arguments[0])";
    page.wait_until(&format!("the screen {heading:?}"), main, vec![json!(heading)]).await;
    page.eval("return document.title").await
}

/// L6, A2: by link, by button, by Back and Forward: another screen has another title and the focus on its one
/// main heading; another bucket's list is another screen.
async fn each_screen_has_its_title_and_takes_the_focus(cloud: &Cloud) {
    journey(&cloud.named("each_screen_has_its_title_and_takes_the_focus"), async |journey| {
        let page = &journey.page;
        let (id, driver) = (cloud.first_id, page.driver());
        page.open("").await;
        page.finds(Role::Heading, "Connect to a bucket").await;
        let mut titles: Vec<String> = vec![page.eval("return document.title").await];
        assert!(titles[0].starts_with("Connect to a bucket"), "{titles:?}");
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        titles.push(arrives(page, "Inventory rules").await);
        let (edit, copy) = (format!("Edit {id}"), format!("Duplicate {id}"));
        let (create, import) = ("Create an inventory rule", "Import rules");
        for (link, heading) in [
            ("Create rule", create),
            ("Cancel", "Inventory rules"),
            ("Import", import),
            ("Inventory rules", "Inventory rules"),
            (id, id),
            ("Edit", &edit),
            ("Cancel", id),
            ("Duplicate", &copy),
        ] {
            page.click(Role::Link, link).await;
            titles.push(arrives(page, heading).await);
        }
        driver.back().await.expect("there is a page before");
        titles.push(arrives(page, id).await);
        driver.forward().await.expect("there is a page after");
        titles.push(arrives(page, &copy).await);
        page.click(Role::Link, "Inventory rules").await;
        titles.push(arrives(page, "Inventory rules").await);

        page.click(Role::Disclosure, &menu(cloud, cloud.bucket)).await;
        page.click(Role::Button, "Open another bucket").await;
        page.focus_is_on(Role::Textbox, "Bucket name").await;
        page.press(cloud.bucket("demo-1000")).await;
        // Its host is another one, which needs its own yes.
        page.click(Role::Checkbox, "I trust").await;
        page.click(Role::Button, "Open").await;
        page.sees("(1,000)").await;
        titles.push(arrives(page, "Inventory rules").await);
        page.click(Role::Button, "Forget credentials").await;
        titles.push(arrives(page, "Connect to a bucket").await);
        for pair in titles.windows(2) {
            assert_ne!(pair[0], pair[1], "another screen has another title: {titles:#?}");
        }
    })
    .await;
}

/// Notes where the page stood when something on it was clicked.
const NOTE_PLACE: &str =
    "addEventListener('click', () => { globalThis.place = scrollY; }, true); return true";

/// Whether the page stands where it stood then, and stays there.
const SAME_PLACE: &str = "return new Promise((done) => {
        const near = () => Math.abs(scrollY - globalThis.place) <= 8;
        const looks = [];
        const look = () => looks.push(near()) < 8 ? requestAnimationFrame(look) : done(looks.every(Boolean));
        look();
    })";

/// L6: a rule is opened from far down a long list; its page begins at its top; Back leads to where the list was,
/// and Forward and Back again.
async fn back_leads_to_the_same_place_of_the_list(cloud: &Cloud) {
    journey(&cloud.named("back_leads_to_the_same_place_of_the_list"), async |journey| {
        let (page, driver) = (&journey.page, journey.page.driver());
        let id = journey.sandbox.rule_ids(cloud.bucket)[80].clone();
        page.open(&format!("{}?size=100", cloud.address(cloud.bucket))).await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.sees("1–100 of 250").await;
        page.sees("Last updated").await;
        page.focus_is_on(Role::Heading, "Inventory rules").await;
        let _: bool = page.eval(NOTE_PLACE).await;
        page.click(Role::Link, &id).await;
        arrives(page, &id).await;
        let place: f64 = page.eval("return globalThis.place").await;
        assert!(place > 900.0, "the list was left at {place} px");
        for _ in 0..2 {
            driver.back().await.expect("there is a page before");
            page.finds(Role::RowHeader, &id).await;
            page.wait_until("the same place of the list", SAME_PLACE, vec![]).await;
            page.focus_is_on(Role::Heading, "Inventory rules").await;
            driver.forward().await.expect("there is a page after");
            arrives(page, &id).await;
        }
    })
    .await;
}

/// L2, F14: the way back to the list leads to what was looked at there: by link, by Cancel, and after a save. A rule
/// that the filter would hide when it was written takes the filter away.
async fn the_list_is_as_it_was_left(cloud: &Cloud) {
    journey(&cloud.named("the_list_is_as_it_was_left"), async |journey| {
        let page = &journey.page;
        let (filter, matches, ..) = cloud.filter;
        let filtered = format!("({matches}/250)");
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.fill("Filter rules", filter).await;
        page.sees(&filtered).await;
        let id = page.row_headers().await[0].clone();
        for (way_in, way_out) in [(None, "Inventory rules"), (Some("Edit"), "Inventory rules")] {
            page.click(Role::Link, &id).await;
            arrives(page, &id).await;
            if let Some(link) = way_in {
                page.click(Role::Link, link).await;
                arrives(page, &format!("Edit {id}")).await;
            }
            page.click(Role::Link, way_out).await;
            page.sees(&filtered).await;
        }
        page.click(Role::Link, &id).await;
        page.click(Role::Link, "Edit").await;
        page.fill("Destination prefix", "elsewhere/").await;
        save(page).await;
        page.sees(&format!("Rule {id} was saved.")).await;
        page.sees(&filtered).await;
        page.focus_is_on(Role::Link, &id).await;

        page.click(Role::Link, "Create rule").await;
        fill_in(page, cloud, "made-here").await;
        page.click(Role::Button, "Create rule").await;
        page.sees("(251)").await;
        page.focus_is_on(Role::Link, "made-here").await;
        page.is(Role::Textbox, "Filter rules", "element.value === ''").await;
    })
    .await;
}

/// A rule at the end of the longest list, with an id that needs no escapes in an address.
fn far_down(ids: &[String]) -> String {
    let plain = |id: &&String| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    ids.iter().rev().find(plain).expect("most ids are plain").clone()
}

/// L2, P5, S5: a rule that the provider lists on its last page has a page and a panel of its own by address alone;
/// until it has been read, nobody says that it is missing.
async fn a_link_leads_to_a_rule_far_down_the_list(cloud: &Cloud) {
    journey(&cloud.named("a_link_leads_to_a_rule_far_down_the_list"), async |journey| {
        let page = &journey.page;
        let bucket = cloud.bucket("demo-1000");
        let id = far_down(&journey.sandbox.rule_ids(&bucket));
        let connect = format!("Connect to {}", cloud.preset("1,000 rules (the limit)"));
        page.open(&format!("{}/id/{id}?tab=xml", cloud.address(&bucket))).await;
        page.click(Role::Button, &connect).await;
        arrives(page, &id).await;
        page.is(Role::Tab, "XML", "element.ariaSelected === 'true'").await;
        page.sees(&format!("<Id>{id}</Id>")).await;

        page.open(&format!("{}?details={id}&tab=xml", cloud.address(&bucket))).await;
        page.finds(Role::Button, &connect).await;
        let never = "globalThis.denied = 0;
            new MutationObserver(() => {
                if (document.body.textContent.includes('not in the list any more')) globalThis.denied += 1;
            }).observe(document.body, { childList: true, subtree: true, characterData: true });
            return true";
        let _: bool = page.eval(never).await;
        journey.sandbox.set_latency(Duration::from_millis(40));
        page.click(Role::Button, &connect).await;
        page.sees("(1,000)").await;
        page.finds(Role::Heading, &id).await;
        page.is(Role::Tab, "XML", "element.ariaSelected === 'true'").await;
        page.sees(&format!("<Id>{id}</Id>")).await;
        assert_eq!(page.eval::<u32>("return globalThis.denied").await, 0, "a rule that is there was denied");
    })
    .await;
}

/// L2, L3: filter, value, order, page, number of rows, the rule beside the table and its tab are as they were
/// after F5, once there are credentials again.
async fn a_reload_keeps_the_view(cloud: &Cloud) {
    journey(&cloud.named("a_reload_keeps_the_view"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.select("Rows per page", "10").await;
        page.fill("Filter rules", "daily").await;
        page.click(Role::Disclosure, "Status").await;
        page.click(Role::Checkbox, "Enabled").await;
        page.click(Role::Button, "ID").await;
        page.click(Role::Button, "Page 2").await;
        page.is(Role::Button, "Page 2", "element.ariaCurrent === 'page'").await;
        let rows = page.row_headers().await;
        page.click(Role::Button, &format!("Details of {}", rows[3])).await;
        page.click(Role::Tab, "XML").await;
        page.finds(Role::Button, "Copy XML").await;
        let address = page.address().await;
        for part in ["filter=daily", "status=true", "sort=id", "page=2", "size=10", "details=", "tab=xml"] {
            assert!(address.contains(part), "{part} is not in {address}");
        }
        let shown = "return squeeze(document.querySelector('main').innerText).replace(/Last updated [-0-9]+ [:0-9]+ UTC\\S*/, '')";
        let before: String = page.eval(shown).await;

        page.reload().await;
        page.finds(Role::Heading, &format!("Connect to {}", cloud.bucket)).await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.finds(Role::Button, "Copy XML").await;
        page.sees("Last updated").await;
        assert_eq!((page.address().await, page.row_headers().await), (address, rows));
        page.wait_for("the view of before", async || page.eval::<String>(shown).await == before).await;
        page.is(Role::Textbox, "Filter rules", "element.value === 'daily'").await;
        page.is(Role::Combobox, "Rows per page", "element.selectedOptions[0].text === '10'").await;
        page.is(Role::ColumnHeader, "ID", "element.ariaSort === 'ascending'").await;
        page.is(Role::Tab, "XML", "element.ariaSelected === 'true'").await;
    })
    .await;
}
