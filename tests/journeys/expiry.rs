//! Credentials end: by their time, or because the user says so.

use crate::cloud::{COS, Cloud, on_both};
use crate::journey::journey;
use crate::page::Role;

on_both! { expired_credentials_keep_the_old_rows }

async fn expired_credentials_keep_the_old_rows(cloud: &Cloud) {
    journey(&cloud.named("expired_credentials_keep_the_old_rows"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        let rows = page.row_headers().await;
        journey.sandbox.expire_all_credentials();
        page.click(Role::Button, "Refresh").await;
        page.finds(Role::Alert, "The temporary credentials have ended.").await;
        page.sees("These rows are from").await;
        assert_eq!(page.row_headers().await, rows);
        page.finds(Role::Button, "Enter new credentials").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forgotten_in_every_tab() {
    journey("forgotten_in_every_tab", async |journey| {
        let (page, driver) = (&journey.page, journey.page.driver());
        journey.connect("250 rules").await;
        page.sees("(250)").await;
        let first = driver.window().await.expect("a tab is open");
        page.keep_handed_out().await;

        let second = driver.new_tab().await.expect("a second tab opens");
        driver.switch_to_window(second.clone()).await.expect("it can be driven");
        page.watch().await;
        journey.connect(&COS.preset("No rules yet")).await;
        page.finds(Role::Heading, "No inventory rules yet").await;
        page.keep_handed_out().await;

        driver.switch_to_window(first.clone()).await.expect("the first tab is still there");
        page.click(Role::Button, "Forget credentials").await;
        page.finds(Role::Heading, "Connect to a bucket").await;
        page.sees("Credentials forgotten").await;
        page.finds_no(Role::Button, "Forget credentials").await;
        page.finds_no(Role::Link, "demo-250").await;

        driver.switch_to_window(second).await.expect("the second tab is still there");
        page.finds(Role::Heading, "Connect to demo-empty-1250000000").await;
        page.finds_no(Role::Button, "Forget credentials").await;
        driver.switch_to_window(first).await.expect("the first tab is still there");
    })
    .await;
}
