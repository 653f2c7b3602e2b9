//! Rules that lack what a rule must have, among others that do not.

use serde_json::json;

use crate::choosing::{act, choose, chosen};
use crate::cloud::{Cloud, OSS, on_both};
use crate::failures::connect_to;
use crate::importing::says;
use crate::journey::journey;
use crate::page::Role;

on_both! {
    an_odd_rule_does_not_hide_the_others
    bulk_actions_leave_out_what_cannot_be_read
    what_is_not_known_is_named
}

/// E: it has its row and its XML; it can be copied and deleted, and is not offered to be changed.
async fn an_odd_rule_does_not_hide_the_others(cloud: &Cloud) {
    journey(&cloud.named("an_odd_rule_does_not_hide_the_others"), async |journey| {
        let page = &journey.page;
        let bucket = cloud.bucket("demo-odd");
        connect_to(journey, cloud, "demo-odd").await;
        page.sees("(6)").await;
        page.finds(Role::RowHeader, cloud.first_id).await;
        page.finds(Role::RowHeader, "odd-rule").await;
        page.finds(Role::RowHeader, "Without an ID").await;
        // Without an id there is the XML and nothing else.
        page.click_first(Role::Button, "Details of Without an ID").await;
        page.finds(Role::Dialog, "Without an ID").await;
        page.sees("<InventoryConfiguration>").await;
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;

        // Nothing names it at the provider, so there is nothing to delete it by.
        page.click_first(Role::Button, "Delete Without an ID").await;
        page.finds_no(Role::Dialog, "").await;

        page.click(Role::Button, "Details of odd-rule").await;
        page.sees("This rule cannot be read").await;
        page.sees("<Id>odd-rule</Id>").await;
        page.finds_no(Role::Link, "Edit").await;
        page.finds_no(Role::Button, "Disable").await;
        page.click(Role::Link, "Open as a page").await;
        page.finds(Role::Heading, "odd-rule").await;
        page.sees("<Id>odd-rule</Id>").await;
        page.finds_no(Role::Link, "Duplicate").await;
        page.click(Role::Button, "Delete").await;
        page.fill("To confirm", "confirm").await;
        page.click(Role::Button, "Delete rule").await;
        page.sees("(5)").await;
        assert!(journey.sandbox.rule_xml(&bucket, "odd-rule").is_none());
    })
    .await;
}

/// E: what is done to several names those that it leaves out.
async fn bulk_actions_leave_out_what_cannot_be_read(cloud: &Cloud) {
    journey(&cloud.named("bulk_actions_leave_out_what_cannot_be_read"), async |journey| {
        let page = &journey.page;
        connect_to(journey, cloud, "demo-odd").await;
        page.sees("(6)").await;
        choose(page, "odd-rule").await;
        chosen(page, 1).await;
        page.click(Role::Disclosure, "Actions").await;
        page.sees("Among these is a rule that cannot be read").await;
        page.click(Role::Disclosure, "Actions").await;
        page.click(Role::Checkbox, "Select all 6 matching").await;
        chosen(page, 4).await;
        act(page, "Edit together").await;
        page.sees("Left out, because they cannot be read: odd-rule.").await;
        page.sees("Rules: 3").await;
    })
    .await;
}

/// E: one page of a list says that it is one, and the odd rule in it is named; the good one can be created.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_a_list_is_imported_with_a_word() {
    journey("a_page_of_a_list_is_imported_with_a_word", async |journey| {
        let page = &journey.page;
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/");
        let file = |name: &str| std::path::PathBuf::from(format!("{folder}{name}"));
        journey.connect(&OSS.preset("No rules yet")).await;
        page.click(Role::Link, "Import").await;
        page.focus_is_on(Role::Heading, "Import rules").await;
        page.give_file("File", &file("list-page.xml")).await;
        page.sees("says that the list goes on").await;
        says(page, "report1", "New").await;
        page.give_file("File", &file("list-odd-rule.xml")).await;
        says(page, "odd", "Rule 2 of the file, odd, is left out").await;
        says(page, "good", "New").await;
        page.give_file("File", &file("ossutil1-screen.txt")).await;
        says(page, "report1", "New").await;
        page.give_file("File", &file("ossutil2-rule.json")).await;
        says(page, "report1", "New").await;
        page.click(Role::Button, "Import 1 rule").await;
        says(page, "report1", "Created").await;
        let stored = journey.sandbox.rule_xml("demo-empty", "report1").expect("it was created");
        assert!(
            stored.contains("<OptionalFields><Field>Size</Field><Field>ETag</Field></OptionalFields>"),
            "{stored}"
        );
        let ids = "return [...document.querySelectorAll('main th[scope=row]')].map((id) => squeeze(id.textContent))";
        assert_eq!(page.eval_with::<Vec<String>>(ids, vec![json!(0)]).await, ["report1"]);
    })
    .await;
}

/// F9: what a rule says beyond what this console knows is named where its words stand, beside the table without another
/// request, and on its page.
async fn what_is_not_known_is_named(cloud: &Cloud) {
    journey(&cloud.named("what_is_not_known_is_named"), async |journey| {
        let page = &journey.page;
        let thing = if cloud.slug == "cos" { "SomethingNew" } else { "NewThing" };
        let named = async || {
            page.sees("This rule says more than this console knows:").await;
            page.sees("Filter/NewFilter").await;
            page.sees(&format!(", {thing}. What is said here may not hold because of it.")).await;
        };
        journey.connect(&cloud.preset("Every documented field")).await;
        page.click(Role::Button, "Details of from-the-future").await;
        named().await;
        assert!(journey.calls().iter().all(|call| call.starts_with("list ")), "{:?}", journey.calls());
        page.click(Role::Link, "Open as a page").await;
        page.focus_is_on(Role::Heading, "from-the-future").await;
        named().await;
        page.click(Role::Link, "Inventory rules").await;
        let known = if cloud.slug == "cos" { "tags-period-sse" } else { "every-filter-kms" };
        page.click(Role::Button, &format!("Details of {known}")).await;
        page.finds(Role::Heading, "What is listed").await;
        page.sees_no("This rule says more").await;
    })
    .await;
}
