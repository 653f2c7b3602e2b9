//! Which rules are shown and which are chosen: filters by value, and the choice that outlives every view.

use serde_json::json;
use thirtyfour::Key;

use crate::cloud::{Cloud, on_both};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_both! {
    a_choice_outlives_pages_order_and_reading
    actions_say_why_they_cannot_be_done
    facets_count_filter_and_stand_in_the_address
}

/// Chooses a rule, or lets it go.
pub(crate) async fn choose(page: &Page, id: &str) {
    page.click(Role::Checkbox, &format!("Select {id}")).await;
}

/// Waits until so many rules are said to be chosen.
pub(crate) async fn chosen(page: &Page, count: usize) {
    let said = "return [...document.querySelectorAll('[role=status]')].filter(visible)
        .some((status) => squeeze(status.innerText).startsWith(arguments[0]))";
    let words = format!("{count} selected");
    page.wait_until(&format!("the words {words:?}"), said, vec![json!(words)]).await;
}

/// Connects and chooses every rule of the bucket.
pub(crate) async fn choose_all(journey: &Journey, cloud: &Cloud) {
    let page = &journey.page;
    journey.connect(cloud.preset).await;
    page.sees("(250)").await;
    page.click(Role::Checkbox, "Select all 250 matching").await;
    chosen(page, 250).await;
}

/// Does one of the actions on what is chosen.
pub(crate) async fn act(page: &Page, action: &str) {
    page.click(Role::Disclosure, "Actions").await;
    page.click(Role::Button, action).await;
}

/// Agrees to what `Enable` and `Disable` do on OSS, where it is said first: the rule is removed and written again.
pub(crate) async fn agree(page: &Page, cloud: &Cloud, action: &str) {
    if cloud.slug == "oss" {
        page.finds(Role::Dialog, &format!("{action} by removing and writing again")).await;
        page.sees("cannot change a rule in place").await;
        page.click(Role::Button, action).await;
    }
}

/// How many rules of a bucket say something in their XML.
pub(crate) fn count(journey: &Journey, bucket: &str, says: impl Fn(&str) -> bool) -> usize {
    let xml = |id: &String| journey.sandbox.rule_xml(bucket, id);
    journey.sandbox.rule_ids(bucket).iter().filter_map(xml).filter(|xml| says(xml)).count()
}

const MIXED: &str = "element.indeterminate && !element.checked";
const ALL: &str = "element.checked && !element.indeterminate";
const NONE: &str = "!element.checked && !element.indeterminate";

/// T9: the choice is by id, counted, and complete: pages, order, filter and a new reading change nothing
/// of it; ids that are gone leave it; the box in the head stands for all that match.
async fn a_choice_outlives_pages_order_and_reading(cloud: &Cloud) {
    journey(&cloud.named("a_choice_outlives_pages_order_and_reading"), async |journey| {
        let page = &journey.page;
        let (filter, matches, ..) = cloud.filter;
        let ids = journey.sandbox.rule_ids(cloud.bucket);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.is(Role::Checkbox, "Select all 250 matching", NONE).await;
        choose(page, &ids[0]).await;
        choose(page, &ids[1]).await;
        chosen(page, 2).await;
        page.is(Role::Checkbox, "Select all 250 matching", MIXED).await;

        page.click(Role::Button, "Next page").await;
        choose(page, &ids[20]).await;
        chosen(page, 3).await;
        page.click(Role::Button, "ID").await;
        page.is(Role::ColumnHeader, "ID", "element.ariaSort === 'ascending'").await;
        chosen(page, 3).await;
        page.click(Role::Button, "Refresh").await;
        page.wait_for("the second reading", async || journey.calls().len() == 6).await;
        page.sees("Last updated").await;
        page.sees("(250)").await;
        chosen(page, 3).await;
        page.fill("Filter rules", &ids[20]).await;
        page.sees("(1/250)").await;
        page.is(Role::Checkbox, &format!("Select {}", ids[20]), "element.checked").await;
        page.is(Role::Checkbox, "Select all 1 matching", ALL).await;

        assert!(journey.sandbox.remove_rule(cloud.bucket, &ids[1]));
        page.click(Role::Button, "Refresh").await;
        page.sees("(1/249)").await;
        chosen(page, 2).await;

        page.fill("Filter rules", filter).await;
        page.sees(&format!("({matches}/249)")).await;
        let all_of_these = format!("Select all {matches} matching");
        page.click(Role::Checkbox, &all_of_these).await;
        let (here, elsewhere) = ids[..21].iter().fold((0, 0), |(here, elsewhere), id| {
            let among = [&ids[0], &ids[20]].contains(&id);
            let matched = id.to_lowercase().contains(filter);
            (here + usize::from(among && matched), elsewhere + usize::from(among && !matched))
        });
        assert_eq!(here + elsewhere, 2);
        chosen(page, matches + elsewhere).await;
        page.is(Role::Checkbox, &all_of_these, ALL).await;
        page.fill("Filter rules", "").await;
        page.sees("(249)").await;
        page.is(Role::Checkbox, "Select all 249 matching", MIXED).await;
        page.click(Role::Checkbox, "Select all 249 matching").await;
        chosen(page, 249).await;
        page.is(Role::Checkbox, "Select all 249 matching", ALL).await;
        page.click(Role::Button, "Clear selection").await;
        page.finds_no(Role::Button, "Clear selection").await;
        page.is(Role::Checkbox, "Select all 249 matching", NONE).await;
        let first = page.row_headers().await[0].clone();
        page.is(Role::Checkbox, &format!("Select {first}"), "!element.checked").await;
    })
    .await;
}

const OFF: &str = "element.ariaDisabled === 'true'";
const ON: &str = "element.ariaDisabled !== 'true'";

/// T10: an action that cannot be done stays in its place and says why.
async fn actions_say_why_they_cannot_be_done(cloud: &Cloud) {
    journey(&cloud.named("actions_say_why_they_cannot_be_done"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Disclosure, "Actions").await;
        for action in ["Edit", "Duplicate"] {
            page.is(Role::Button, &format!("{action} Select exactly one rule"), OFF).await;
        }
        for action in ["Enable", "Disable", "Download a copy", "Delete"] {
            page.is(Role::Button, &format!("{action} Select at least one rule"), OFF).await;
        }
        page.is(Role::Button, "Compare Select at least two rules", OFF).await;
        page.click(Role::Button, "Delete Select at least one rule").await;
        page.is(Role::Button, "Delete Select at least one rule", OFF).await;
        page.finds_no(Role::Dialog, "").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Button, "Compare Select").await;
        page.focus_is_on(Role::Button, "Actions").await;

        choose(page, &ids[0]).await;
        page.click(Role::Disclosure, "Actions").await;
        for action in ["Edit", "Duplicate", "Enable", "Disable", "Download a copy", "Delete"] {
            page.is(Role::Button, action, ON).await;
        }
        page.is(Role::Button, "Compare Select at least two rules", OFF).await;
        // A click beside the menu closes it.
        page.click_beside(Role::Heading, "Inventory rules").await;
        page.finds_no(Role::Button, "Duplicate").await;

        choose(page, &ids[1]).await;
        page.click(Role::Disclosure, "Actions").await;
        for action in ["Edit", "Duplicate"] {
            page.is(Role::Button, &format!("{action} Select exactly one rule"), OFF).await;
        }
        for action in ["Enable", "Disable", "Compare", "Download a copy", "Delete"] {
            page.is(Role::Button, action, ON).await;
        }
        page.press(Key::Escape).await;
        choose(page, &ids[1]).await;
        act(page, "Edit").await;
        page.focus_is_on(Role::Heading, &format!("Edit {}", ids[0])).await;
    })
    .await;
}

/// T2, T6, T7, L2: values with their numbers, tokens, one way to take all away; the address says the same
/// and shows it again after a reload.
async fn facets_count_filter_and_stand_in_the_address(cloud: &Cloud) {
    journey(&cloud.named("facets_count_filter_and_stand_in_the_address"), async |journey| {
        let page = &journey.page;
        let number =
            |says: &[&str]| count(journey, cloud.bucket, |xml| says.iter().all(|says| xml.contains(says)));
        let (weekly, off) = ("<Frequency>Weekly", "<IsEnabled>false");
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Button, "Next page").await;
        page.is(Role::Button, "Page 2", "element.ariaCurrent === 'page'").await;
        page.click(Role::Disclosure, "Frequency").await;
        for word in ["Daily", "Weekly", "Monthly"] {
            let name = format!("{word} {}", number(&[&format!("<Frequency>{word}")]));
            page.is(Role::Checkbox, &name, "!element.checked").await;
        }
        page.click(Role::Checkbox, "Weekly").await;
        let all_weekly = number(&[weekly]);
        page.sees(&format!("({all_weekly}/250)")).await;
        page.sees(&format!("Matching rules: {all_weekly}")).await;
        page.is(Role::Button, "Page 1", "element.ariaCurrent === 'page'").await;
        assert_eq!(page.address().await, format!("{}?frequency=Weekly", cloud.address(cloud.bucket)));

        page.press(Key::Escape).await;
        page.click(Role::Disclosure, "Status").await;
        let both = number(&[weekly, off]);
        page.finds(Role::Checkbox, &format!("Enabled {}", all_weekly - both)).await;
        page.click(Role::Checkbox, &format!("Disabled {both}")).await;
        let shown = format!("({both}/250)");
        page.sees(&shown).await;
        page.press(Key::Escape).await;
        let address = format!("{}?status=false&frequency=Weekly", cloud.address(cloud.bucket));
        assert_eq!(page.address().await, address);
        for token in ["Status: Disabled", "Frequency: Weekly"] {
            page.finds(Role::Button, &format!("Remove the filter {token}")).await;
        }
        let rows = page.row_headers().await;

        page.reload().await;
        page.finds(Role::Heading, &format!("Connect to {}", cloud.bucket)).await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.sees(&shown).await;
        assert_eq!((page.address().await, page.row_headers().await), (address, rows));
        page.click(Role::Disclosure, "Status").await;
        page.is(Role::Checkbox, "Disabled", "element.checked").await;
        page.press(Key::Escape).await;

        page.click(Role::Button, "Remove the filter Frequency: Weekly").await;
        page.sees(&format!("({}/250)", number(&[off]))).await;
        page.finds_no(Role::Button, "Remove the filter Frequency: Weekly").await;
        page.fill("Filter rules", "no such rule").await;
        page.finds(Role::Heading, "No rule matches").await;
        page.finds(Role::Button, "Remove the filter Status: Disabled").await;
        page.fill("Filter rules", cloud.first_id).await;
        page.sees("(0/250)").await;
        page.fill("Filter rules", "models").await;
        page.sees_no("(0/250)").await;
        page.click(Role::Button, "Clear filters").await;
        page.sees("(250)").await;
        page.is(Role::Textbox, "Filter rules", "element.value === ''").await;
        assert_eq!(page.address().await, cloud.address(cloud.bucket));
    })
    .await;
}
