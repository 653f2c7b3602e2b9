//! Copies of many rules: read out of the pages of the list, with the same words, Stop and failures as one by one.

use crate::choosing::{act, choose_all};
use crate::cloud::{Cloud, on_both};
use crate::importing::downloaded;
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::Role;

on_both! {
    all_rules_are_copied_by_few_requests
    a_copy_out_of_pages_is_stopped
    a_page_that_fails_ends_the_copy
    a_refresh_does_not_stop_a_copy
}

/// Any reading of a page, once nothing of the program is to come any more.
const PAGE: &str = "GET ";

/// Chooses every rule of the bucket; gives their ids.
async fn all_chosen(journey: &Journey, cloud: &Cloud) -> Vec<String> {
    let page = &journey.page;
    choose_all(journey, cloud).await;
    // What comes in later parts is there with the first of it.
    act(page, "Delete").await;
    page.finds(Role::Dialog, "Delete 250 inventory rules").await;
    page.click(Role::Button, "Cancel").await;
    page.finds_no(Role::Dialog, "").await;
    journey.sandbox.rule_ids(cloud.bucket)
}

/// D6: three pages hold 250 documents. They are read anew, and what is in none of them is asked for once.
async fn all_rules_are_copied_by_few_requests(cloud: &Cloud) {
    journey(&cloud.named("all_rules_are_copied_by_few_requests"), async |journey| {
        let page = &journey.page;
        let ids = all_chosen(journey, cloud).await;
        let theirs = journey.sandbox.rule_xml(cloud.bucket, &ids[0]).expect("it is seeded");
        let theirs =
            theirs.replace("</InventoryConfiguration>", "<Later at=\"1\"/></InventoryConfiguration>");
        journey.sandbox.put_rule(cloud.bucket, &ids[0], &theirs);
        assert!(journey.sandbox.remove_rule(cloud.bucket, &ids[120]));
        let few = ["list query 200", "list query 200", "list query 200", "get query 404"];

        let before = journey.calls().len();
        act(page, "Download a copy").await;
        let (_, copy) = downloaded(journey, cloud.bucket).await;
        assert_eq!(journey.calls()[before..], few);
        let rules = copy["rules"].as_array().cloned().unwrap_or_default();
        let copied: Vec<_> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
        assert_eq!(copied, [&ids[..120], &ids[121..]].concat());
        let first = rules[0]["xml"].as_str().unwrap_or_default();
        // OSS of the sandbox prints documents anew, without attributes.
        let later = if cloud.slug == "oss" { "<Later></Later>" } else { "<Later at=\"1\"></Later>" };
        assert!(first.contains(later), "what the page has now: {first}");

        let before = journey.calls().len();
        act(page, "Show as code").await;
        page.finds(Role::Dialog, "Code of the rules: 250").await;
        page.sees("Each makes these rules anew with another tool: 249.").await;
        page.sees(&format!("Not there any more, and left out: {}.", ids[120])).await;
        assert_eq!(journey.calls()[before..], few);
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
    })
    .await;
}

/// D6: Stop makes the page under way the last; of what came there is no file.
async fn a_copy_out_of_pages_is_stopped(cloud: &Cloud) {
    journey(&cloud.named("a_copy_out_of_pages_is_stopped"), async |journey| {
        let page = &journey.page;
        let ids = all_chosen(journey, cloud).await;
        page.hold(Held::Before, PAGE).await;
        act(page, "Download a copy").await;
        page.holds().await;
        page.sees(&format!("Reading {} for a copy…", ids[0])).await;
        page.hold(Held::Before, PAGE).await;
        page.release().await;
        page.holds().await;
        page.sees(&format!("Reading {} for a copy… 100 of 250 done", ids[100])).await;
        page.click(Role::Button, "Stop").await;
        page.is(Role::Button, "Stops after this one", "element.ariaDisabled === 'true'").await;
        page.release().await;
        page.sees("No copy was made: it was stopped after 200 of 250 rules.").await;
        page.sees_no("Rules written to").await;
        let files: Vec<_> = std::fs::read_dir(journey.downloads()).into_iter().flatten().collect();
        assert!(files.is_empty(), "{files:?}");
    })
    .await;
}

/// D6: there is no copy without the rules of one page; another try makes it.
async fn a_page_that_fails_ends_the_copy(cloud: &Cloud) {
    journey(&cloud.named("a_page_that_fails_ends_the_copy"), async |journey| {
        let page = &journey.page;
        let ids = all_chosen(journey, cloud).await;
        page.hold(Held::After, PAGE).await;
        act(page, "Download a copy").await;
        page.holds().await;
        page.answer_instead(PAGE, 403, "AccessDenied").await;
        page.release().await;
        page.sees(&format!("No copy was made: reading {} failed.", ids[100])).await;
        page.sees_no("Rules written to").await;
        page.answer_no_more().await;
        act(page, "Download a copy").await;
        let (_, copy) = downloaded(journey, cloud.bucket).await;
        assert_eq!(copy["rules"].as_array().map(Vec::len), Some(250));
    })
    .await;
}

/// D6: the table is read again meanwhile, which stops the reading of its own pages alone.
async fn a_refresh_does_not_stop_a_copy(cloud: &Cloud) {
    journey(&cloud.named("a_refresh_does_not_stop_a_copy"), async |journey| {
        let page = &journey.page;
        all_chosen(journey, cloud).await;
        let before = journey.calls().len();
        page.hold(Held::After, PAGE).await;
        act(page, "Download a copy").await;
        page.holds().await;
        page.click(Role::Button, "Refresh").await;
        page.wait_for("the table's pages", async || journey.calls().len() == before + 4).await;
        page.release().await;
        let (_, copy) = downloaded(journey, cloud.bucket).await;
        assert_eq!(copy["rules"].as_array().map(Vec::len), Some(250));
    })
    .await;
}
