//! A device whose clock is wrong.

use crate::cloud::{COS, Cloud, on_each};
use crate::journey::journey;
use crate::page::Role;

on_each!(a_skewed_clock_costs_one_request: oss OSS, oss_with_v1 OSS_V1, cos COS);

/// C7: the device's clock is found wrong by the provider's answer; requests go on with the provider's time, and the
/// page says by how much and what it does about it.
async fn a_skewed_clock_costs_one_request(cloud: &Cloud) {
    journey(&cloud.named("a_skewed_clock_costs_one_request"), async |journey| {
        journey.sandbox.set_clock_offset(cloud.clock_offset);
        journey.connect(cloud.preset).await;
        journey.page.sees("(250)").await;
        let calls = journey.calls();
        assert_eq!(calls, [vec!["list query 403"], vec!["list query 200"; 3]].concat());
        let wrong = if cloud.clock_offset > 0 { "5 h 0 min behind" } else { "30 min ahead of" };
        journey.page.sees(&format!("This device's clock is {wrong} that of {}.", cloud.service())).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_behind_is_named() {
    journey("a_clock_that_is_behind_is_named", async |journey| {
        journey.sandbox.set_clock_offset(5 * 3600);
        journey.connect(COS.preset).await;
        let page = &journey.page;
        page.finds(Role::Alert, "The provider says that the time of the request is wrong.").await;
        page.sees("Set the device's clock, then retry.").await;
        page.sees("Request has expired").await;
    })
    .await;
}
