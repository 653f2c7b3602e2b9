//! When reading fails: words that lead on, and what came before stays.

use crate::journey::{Journey, journey};
use crate::page::Role;

/// Buckets that the demo does not offer are reached by their address and a remembered endpoint.
async fn connect_to(journey: &Journey, bucket: &str) {
    let page = &journey.page;
    let credentials = journey.issue();
    page.open(&format!("#/oss/cn-hangzhou/{bucket}/rules")).await;
    page.fill("AccessKeyId", &credentials.access_key_id).await;
    page.fill("AccessKeySecret", &credentials.access_key_secret).await;
    page.fill("SecurityToken", &credentials.security_token).await;
    page.click(Role::Button, "Advanced").await;
    page.fill("Endpoint template", &journey.sandbox.endpoint_template()).await;
    page.click(Role::Checkbox, "I trust").await;
    page.click(Role::Button, "Connect").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_page_keeps_what_came() {
    journey("a_failed_page_keeps_what_came", async |journey| {
        let page = &journey.page;
        journey.connect("Third page fails at first").await;
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
            [vec!["list query 200"; 2], vec!["list query 503"], vec!["list query 200"; 3]].concat()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_token_stops_the_reading() {
    journey("a_repeated_token_stops_the_reading", async |journey| {
        let page = &journey.page;
        connect_to(journey, "error-repeat-token").await;
        page.finds(Role::Alert, "The provider gave the same page twice.").await;
        page.finds(Role::RowHeader, "logs-daily-0001").await;
        assert!(journey.calls().len() <= 3, "{:?}", journey.calls());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_of_the_provider_is_shown_with_its_words() {
    journey("a_fault_of_the_provider_is_shown_with_its_words", async |journey| {
        let page = &journey.page;
        journey.connect("Service unavailable").await;
        page.finds(Role::Alert, "The provider is not available at the moment.").await;
        page.sees("HTTP status 503").await;
        page.sees("Code ServiceUnavailable").await;
        page.sees("Request ID").await;
        page.finds_no(Role::Table, "").await;
        page.sees_no("Reading rules…").await;
        page.click(Role::Button, "Retry").await;
        page.wait_for("a second try", async || journey.calls().len() == 2).await;
        page.finds(Role::Alert, "The provider is not available at the moment.").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn missing_rights_are_named() {
    journey("missing_rights_are_named", async |journey| {
        let page = &journey.page;
        journey.connect("No permission").await;
        page.finds(Role::Alert, "These credentials may not do this.").await;
        page.sees("oss:GetBucketInventory").await;
        page.sees("Code AccessDenied").await;

        journey.connect("May not delete").await;
        page.sees("(5)").await;
        page.click(Role::Button, "Delete logs-daily-0001").await;
        page.press("confirm").await;
        page.click(Role::Button, "Delete rule").await;
        page.finds(Role::Alert, "These credentials may not do this.").await;
        page.finds(Role::Dialog, "Delete inventory rule").await;
        page.click(Role::Button, "Cancel").await;
        page.finds(Role::RowHeader, "logs-daily-0001").await;
        assert_eq!(journey.sandbox.rule_ids("error-delete-403").len(), 5);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_none_is_not_shown_as_emptiness() {
    journey("an_answer_that_is_none_is_not_shown_as_emptiness", async |journey| {
        let page = &journey.page;
        for bucket in ["error-html", "error-cut-off"] {
            connect_to(journey, bucket).await;
            page.finds(Role::Alert, "The answer is not one that the provider gives.").await;
            page.finds_no(Role::Heading, "No inventory rules yet").await;
            page.finds(Role::Button, "Retry").await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_rules_are_not_a_failure() {
    journey("no_rules_are_not_a_failure", async |journey| {
        let page = &journey.page;
        journey.connect("No rules yet").await;
        page.finds(Role::Heading, "No inventory rules yet").await;
        page.sees("(0)").await;
        page.finds_no(Role::Alert, "").await;
        assert_eq!(journey.calls(), ["list query 404"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reads_fall_back_to_headers() {
    journey("reads_fall_back_to_headers", async |journey| {
        let page = &journey.page;
        journey.sandbox.set_reads_by_query_refused(true);
        journey.connect("250 rules").await;
        page.sees("(250)").await;
        let refused = vec!["list query 403"];
        let pages = ["preflight list 200", "list header 200"].repeat(3);
        assert_eq!(journey.calls(), [refused, pages].concat());

        page.click(Role::Link, "logs-daily-0001").await;
        page.finds(Role::Heading, "XML").await;
        assert_eq!(journey.calls()[7..], ["preflight get 200", "get header 200"], "it stays with headers");
    })
    .await;
}
