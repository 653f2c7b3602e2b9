//! What the rules of a bucket say already is offered where it is often the same, the most used first.

use serde_json::json;

use crate::cloud::{Cloud, on_both, on_each};
use crate::journey::{Journey, journey};
use crate::page::Role;
use crate::together::inside;

on_both! {
    what_rules_say_already_is_offered
}
on_each!(the_account_of_the_credentials_is_offered: oss OSS);

/// What a field offers, in order.
const OFFERED: &str = "const field = find('textbox', arguments[0])[0];
    return JSON.stringify([...field.list.options].map((option) => option.value)) === JSON.stringify(arguments[1])";

/// What the destinations of a bucket's rules say in an element, the most used first.
fn most_used(journey: &Journey, cloud: &Cloud, tag: &str) -> Vec<String> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for id in journey.sandbox.rule_ids(cloud.bucket) {
        let xml = journey.sandbox.rule_xml(cloud.bucket, &id).unwrap_or_default();
        let text = inside(inside(&xml, "Destination"), tag);
        let text = if tag == "Bucket" { text.rsplit(':').next().unwrap_or_default() } else { text };
        match counted.iter_mut().find(|(known, _)| known == text) {
            Some((_, count)) => *count += 1,
            None if text.is_empty() => {}
            None => counted.push((text.to_owned(), 1)),
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted.into_iter().take(20).map(|(text, _)| text).collect()
}

/// Buckets stand there by their plain names.
async fn what_rules_say_already_is_offered(cloud: &Cloud) {
    journey(&cloud.named("what_rules_say_already_is_offered"), async |journey| {
        let page = &journey.page;
        let mut fields = vec![
            ("Destination bucket", "Bucket"),
            ("Destination prefix", "Prefix"),
            ("Account ID", "AccountId"),
        ];
        if cloud.slug == "oss" {
            fields.push(("Role ARN", "RoleArn"));
        }
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Create rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        let own = if cloud.slug == "oss" { ", Account ID, Role ARN" } else { "" };
        page.sees(&format!("Needed: ID, Destination bucket{own}. The rest has good defaults.")).await;
        for (label, tag) in fields {
            let known = most_used(journey, cloud, tag);
            assert!(!known.is_empty(), "no rule says {label}");
            page.wait_until(
                &format!("{label} to offer {known:?}"),
                OFFERED,
                vec![json!(label), json!(known)],
            )
            .await;
        }
        // What is not loaded is not offered: the other fields have nothing.
        page.is(Role::Textbox, "Source prefix", "element.list === null").await;
    })
    .await;
}

/// The answer of STS says whose role it gives credentials of: that account is offered where no rule says one.
async fn the_account_of_the_credentials_is_offered(cloud: &Cloud) {
    journey(&cloud.named("the_account_of_the_credentials_is_offered"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("No rules yet")).await;
        page.click(Role::Link, "Create the first rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        let known = json!(["1000000000000000"]);
        page.wait_until("the account to be offered", OFFERED, vec![json!("Account ID"), known]).await;
        page.is(Role::Textbox, "Role ARN", "element.list.options.length === 0").await;
    })
    .await;
}
