//! When reading fails: words that lead on, and what came before stays.

use crate::cloud::{Cloud, on_both};
use crate::journey::{Journey, journey};
use crate::page::Role;

on_both! {
    a_failed_page_keeps_what_came
    a_repeated_token_stops_the_reading
    a_fault_of_the_provider_is_shown_with_its_words
    a_device_that_is_offline_is_told_so
    missing_rights_are_named
    an_answer_that_is_none_is_not_shown_as_emptiness
    no_rules_are_not_a_failure
    reads_fall_back_to_headers
}

/// Buckets that the demo does not offer are reached by their address and the sandbox's endpoint.
pub(crate) async fn connect_to(journey: &Journey, cloud: &Cloud, bucket: &str) {
    ready_to_connect(journey, cloud, bucket).await;
    journey.page.click(Role::Button, "Connect").await;
}

/// The same up to the last click.
pub(crate) async fn ready_to_connect(journey: &Journey, cloud: &Cloud, bucket: &str) {
    let page = &journey.page;
    let issued = cloud.issue(journey);
    page.open(&cloud.address(&cloud.bucket(bucket))).await;
    let texts = [&issued.access_key_id, &issued.access_key_secret, &issued.security_token];
    for (label, text) in cloud.credentials.into_iter().zip(texts) {
        page.fill(label, text).await;
    }
    page.click(Role::Button, "Advanced").await;
    page.fill("Endpoint template", &cloud.endpoint(journey)).await;
    page.click(Role::Checkbox, "I trust").await;
}

async fn a_failed_page_keeps_what_came(cloud: &Cloud) {
    journey(&cloud.named("a_failed_page_keeps_what_came"), async |journey| {
        let page = &journey.page;
        connect_to(journey, cloud, "error-page-3").await;
        page.finds(Role::Alert, "The provider is not available at the moment.").await;
        page.sees("200 rules were read before this.").await;
        page.sees("(200+)").await;
        assert_eq!(page.row_headers().await.len(), 20);
        page.click(Role::Button, "Continue").await;
        page.sees("(450)").await;
        page.finds_no(Role::Alert, "The provider").await;
        let calls = journey.calls();
        assert_eq!(
            calls,
            [vec!["list query 200"; 2], vec!["list query 503"; 3], vec!["list query 200"; 3]].concat()
        );
    })
    .await;
}

/// S4, N6: where the browser knows that there is no network, nobody is sent to look at CORS rules.
async fn a_device_that_is_offline_is_told_so(cloud: &Cloud) {
    journey(&cloud.named("a_device_that_is_offline_is_told_so"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.offline(true).await;
        page.click(Role::Button, "Refresh").await;
        page.finds(Role::Alert, "This device is offline.").await;
        page.sees_no("CORS").await;
        assert_eq!(page.row_headers().await.len(), 20, "what came stays");
        page.offline(false).await;
        page.finds_no(Role::Alert, "This device is offline.").await;
        page.sees("(250)").await;
    })
    .await;
}

async fn a_repeated_token_stops_the_reading(cloud: &Cloud) {
    journey(&cloud.named("a_repeated_token_stops_the_reading"), async |journey| {
        let page = &journey.page;
        connect_to(journey, cloud, "error-repeat-token").await;
        page.finds(Role::Alert, "The provider gave the same page twice.").await;
        page.finds(Role::RowHeader, cloud.first_id).await;
        assert!(journey.calls().len() <= 3, "{:?}", journey.calls());
    })
    .await;
}

async fn a_fault_of_the_provider_is_shown_with_its_words(cloud: &Cloud) {
    journey(&cloud.named("a_fault_of_the_provider_is_shown_with_its_words"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("Service unavailable")).await;
        page.finds(Role::Alert, "The provider is not available at the moment.").await;
        page.sees("HTTP status 503").await;
        page.sees("Code ServiceUnavailable").await;
        page.sees("Request ID").await;
        page.finds_no(Role::Table, "").await;
        page.sees_no("Reading rules…").await;
        page.click(Role::Button, "Retry").await;
        page.wait_for("the attempts of a second try", async || journey.calls().len() == 6).await;
        page.finds(Role::Alert, "The provider is not available at the moment.").await;
    })
    .await;
}

async fn missing_rights_are_named(cloud: &Cloud) {
    journey(&cloud.named("missing_rights_are_named"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("No permission")).await;
        page.finds(Role::Alert, "These credentials may not do this.").await;
        page.sees(cloud.right).await;
        page.sees(cloud.denied).await;

        connect_to(journey, cloud, "error-delete-403").await;
        page.sees("(5)").await;
        page.click(Role::Button, &format!("Delete {}", cloud.first_id)).await;
        page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
        page.press("confirm").await;
        page.click(Role::Button, "Delete rule").await;
        page.finds(Role::Alert, "These credentials may not do this.").await;
        page.finds(Role::Dialog, "Delete inventory rule").await;
        page.click(Role::Button, "Close").await;
        page.finds(Role::RowHeader, cloud.first_id).await;
        assert_eq!(journey.sandbox.rule_ids(&cloud.bucket("error-delete-403")).len(), 5);
    })
    .await;
}

async fn an_answer_that_is_none_is_not_shown_as_emptiness(cloud: &Cloud) {
    journey(&cloud.named("an_answer_that_is_none_is_not_shown_as_emptiness"), async |journey| {
        let page = &journey.page;
        for bucket in ["error-html", "error-cut-off"] {
            connect_to(journey, cloud, bucket).await;
            page.finds(Role::Alert, "The answer is not one that the provider gives.").await;
            page.finds_no(Role::Heading, "No inventory rules yet").await;
            page.finds(Role::Button, "Retry").await;
        }
    })
    .await;
}

async fn no_rules_are_not_a_failure(cloud: &Cloud) {
    journey(&cloud.named("no_rules_are_not_a_failure"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("No rules yet")).await;
        page.finds(Role::Heading, "No inventory rules yet").await;
        page.sees("(0)").await;
        page.finds_no(Role::Alert, "").await;
        assert_eq!(journey.calls(), [cloud.empty_list]);
    })
    .await;
}

async fn reads_fall_back_to_headers(cloud: &Cloud) {
    journey(&cloud.named("reads_fall_back_to_headers"), async |journey| {
        let page = &journey.page;
        journey.sandbox.set_reads_by_query_refused(true);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        let refused = vec!["list query 403"];
        let pages = ["preflight list 200", "list header 200"].repeat(3);
        assert_eq!(journey.calls(), [refused, pages].concat());

        page.click(Role::Link, cloud.first_id).await;
        page.finds(Role::Tab, "XML").await;
        assert_eq!(journey.calls()[7..], ["preflight get 200", "get header 200"], "it stays with headers");
    })
    .await;
}
