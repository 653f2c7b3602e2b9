//! A device whose clock is wrong.

use crate::journey::journey;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_skewed_clock_costs_one_request() {
    journey("a_skewed_clock_costs_one_request", async |journey| {
        journey.sandbox.set_clock_offset(5 * 3600);
        journey.connect("250 rules").await;
        journey.page.sees("(250)").await;
        let calls = journey.calls();
        assert_eq!(calls, [vec!["list query 403"], vec!["list query 200"; 3]].concat());
    })
    .await;
}
