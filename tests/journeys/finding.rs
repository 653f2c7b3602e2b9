//! Finding rules: words of what the columns show, more values to filter by, the provider's order again, and how many
//! rules there can be.

use thirtyfour::Key;

use crate::choosing::count;
use crate::cloud::{Cloud, on_both};
use crate::journey::journey;
use crate::page::Role;
use crate::together::inside;

on_both! {
    words_are_found_in_what_the_columns_show
    more_values_are_filtered_by
    a_third_click_gives_the_providers_order_again
    a_bucket_says_how_many_rules_it_can_have
}

/// T7: a destination is one text, and each word must be found.
async fn words_are_found_in_what_the_columns_show(cloud: &Cloud) {
    journey(&cloud.named("words_are_found_in_what_the_columns_show"), async |journey| {
        let page = &journey.page;
        let ops = format!("ops-inventory{}", cloud.appid);
        let there = count(journey, cloud.bucket, |xml| xml.contains(&ops));
        let daily = |xml: &str| inside(xml, "Id").to_lowercase().contains("daily") && xml.contains(&ops);
        let daily = count(journey, cloud.bucket, daily);
        assert!(daily > 0 && daily < there);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.fill("Filter rules", &format!("{ops}/inventory")).await;
        page.sees(&format!("({there}/250)")).await;
        page.fill("Filter rules", &format!("{ops}/inv DAILY")).await;
        page.sees(&format!("({daily}/250)")).await;
        page.fill("Filter rules", &format!("{ops}/inv elsewhere")).await;
        page.sees("(0/250)").await;
    })
    .await;
}

/// T7, L2: whether there is a prefix, where the reports go and how they are encrypted share one menu.
async fn more_values_are_filtered_by(cloud: &Cloud) {
    journey(&cloud.named("more_values_are_filtered_by"), async |journey| {
        let page = &journey.page;
        let has_prefix = |xml: &str| inside(xml, "Filter").contains("<Prefix>");
        let destination = |xml: &str| inside(inside(xml, "Destination"), "Bucket").to_owned();
        // Where the first rule of the whole bucket writes to.
        let xml = |id: &String| journey.sandbox.rule_xml(cloud.bucket, id);
        let mut documents = journey.sandbox.rule_ids(cloud.bucket).iter().filter_map(xml).collect::<Vec<_>>();
        documents.retain(|xml| !has_prefix(xml));
        let written = destination(&documents[0]);
        let (_, name) = written.rsplit_once(':').expect("a bucket is written in the provider's form");
        let whole = documents.len();
        let there = count(journey, cloud.bucket, |xml| destination(xml) == written);
        let both = documents.iter().filter(|xml| destination(xml) == written).count();
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Disclosure, "More filters").await;
        page.finds(Role::Checkbox, &format!("With a prefix {}", 250 - whole)).await;
        page.finds(Role::Checkbox, &format!("{name} {there}")).await;
        page.click(Role::Checkbox, &format!("Whole bucket {whole}")).await;
        page.sees(&format!("({whole}/250)")).await;
        page.click(Role::Checkbox, &format!("{name} {both}")).await;
        page.finds(Role::Disclosure, "More filters 2").await;
        page.sees(&format!("({both}/250)")).await;
        page.press(Key::Escape).await;
        let list = cloud.address(cloud.bucket);
        assert_eq!(page.address().await, format!("{list}?prefix=none&destination={name}"));
        page.click(Role::Button, &format!("Remove the filter Destination bucket: {name}")).await;
        page.sees(&format!("({whole}/250)")).await;
        page.click(Role::Button, "Remove the filter Source prefix: Whole bucket").await;
        page.sees("(250)").await;
        assert_eq!(page.address().await, list);
    })
    .await;
}

/// T8: upwards, downwards, and as the provider gives them.
async fn a_third_click_gives_the_providers_order_again(cloud: &Cloud) {
    journey(&cloud.named("a_third_click_gives_the_providers_order_again"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        let before = page.row_headers().await;
        for order in ["ascending", "descending"] {
            page.click(Role::Button, "Source prefix").await;
            page.is(Role::ColumnHeader, "Source prefix", &format!("element.ariaSort === '{order}'")).await;
        }
        page.click(Role::Button, "Source prefix").await;
        page.is(Role::ColumnHeader, "Source prefix", "!element.hasAttribute('aria-sort')").await;
        assert_eq!(page.row_headers().await, before);
        assert_eq!(page.address().await, cloud.address(cloud.bucket));
    })
    .await;
}

/// What can be known before a form is filled in is said before.
async fn a_bucket_says_how_many_rules_it_can_have(cloud: &Cloud) {
    journey(&cloud.named("a_bucket_says_how_many_rules_it_can_have"), async |journey| {
        let page = &journey.page;
        let full = "as many as a bucket can have";
        journey.connect(cloud.preset).await;
        page.sees("(250) of 1,000 that a bucket can have").await;
        page.click(Role::Link, "Create rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        page.sees_no(full).await;
        journey.connect(&cloud.preset("1,000 rules (the limit)")).await;
        page.sees(&format!("(1,000) {full}")).await;
        page.is(Role::Link, "Create rule", &format!("described(element) === '{full}'")).await;
        page.click(Role::Link, "Create rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        page.sees(&format!("This bucket has 1,000 rules, {full}.")).await;
    })
    .await;
}
