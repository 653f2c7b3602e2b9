//! The limit: 1,000 rules over a connection that takes 40 ms for each answer.

use std::time::{Duration, Instant};

use crate::choosing::act;
use crate::cloud::{Cloud, on_both};
use crate::journey::{Journey, journey};
use crate::page::Role;

const LATENCY: Duration = Duration::from_millis(40);
/// A user notices a page that stands still for longer.
const LONGEST_TASK_MS: f64 = 200.0;

on_both! {
    thousand_rules
    a_thousand_is_read_at_a_glance
}

async fn thousand_rules(cloud: &Cloud) {
    journey(&cloud.named("thousand_rules"), async |journey| {
        let page = &journey.page;
        let (filter, _, matches, _, last) = cloud.filter;
        // Other programs on the machine only ever make a task longer: the shortest of three tries is the page's own.
        let mut longest = f64::INFINITY;
        for _ in 0..3 {
            longest = longest.min(longest_task_of_a_listing(journey, cloud).await);
            if longest <= LONGEST_TASK_MS {
                break;
            }
        }
        assert!(longest <= LONGEST_TASK_MS, "a task of {longest} ms");
        let counts: Vec<String> = page.eval("return [...globalThis.counts]").await;
        assert!(counts.contains(&"100+".to_owned()) && counts.contains(&"900+".to_owned()), "{counts:?}");
        assert_eq!(page.row_headers().await.len(), 20, "only the rows of the page are in the document");

        page.fill("Filter rules", filter).await;
        page.sees(&format!("({matches}/1,000)")).await;
        page.click(Role::Button, "ID").await;
        page.is(Role::ColumnHeader, "ID", "element.ariaSort === 'ascending'").await;
        page.click(Role::Button, "ID").await;
        page.is(Role::ColumnHeader, "ID", "element.ariaSort === 'descending'").await;
        assert_eq!(page.row_headers().await[0], last);
        assert_eq!(journey.calls().len(), 10);
    })
    .await;
}

/// Connects and reads all rules; gives the milliseconds for which the page stood still at most.
async fn longest_task_of_a_listing(journey: &Journey, cloud: &Cloud) -> f64 {
    let page = &journey.page;
    journey.sandbox.set_latency(Duration::ZERO);
    let connect = format!("Connect to {}", cloud.preset("1,000 rules (the limit)"));
    page.open("").await;
    page.finds(Role::Button, &connect).await;
    // The counts come and go faster than a driver looks.
    let keep_counts = "
        globalThis.counts = new Set();
        new MutationObserver(() => {
            const head = document.querySelector('h1')?.parentElement.textContent ?? '';
            const count = head.match(/\\((\\d+\\+?)\\)/);
            if (count) globalThis.counts.add(count[1]);
        }).observe(document.body, { childList: true, subtree: true, characterData: true });
        globalThis.journey.longestTask = 0;
        return true";
    let _: bool = page.eval(keep_counts).await;
    journey.sandbox.clear_requests();
    journey.sandbox.set_latency(LATENCY);
    let started = Instant::now();
    page.click(Role::Button, &connect).await;
    page.sees("(1,000)").await;
    let elapsed = started.elapsed();

    let calls = journey.calls();
    let longest = page.longest_task().await;
    let preflights = calls.iter().filter(|call| call.starts_with("preflight")).count();
    eprintln!(
        "1,000 rules at {} ms latency: {} ms from the click, {} requests, {preflights} preflights, longest task {longest} ms",
        LATENCY.as_millis(),
        elapsed.as_millis(),
        calls.len(),
    );
    assert_eq!(calls, ["list query 200"; 10]);
    longest
}

/// Numbers have their thousands apart wherever rules are counted, and not in the table alone.
async fn a_thousand_is_read_at_a_glance(cloud: &Cloud) {
    journey(&cloud.named("a_thousand_is_read_at_a_glance"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("1,000 rules (the limit)")).await;
        page.sees("(1,000)").await;
        page.click(Role::Checkbox, "Select all 1,000 matching").await;
        page.sees("1,000 selected").await;
        act(page, "Delete").await;
        page.finds(Role::Dialog, "Delete 1,000 inventory rules").await;
        page.sees("To confirm that 1,000 rules are deleted").await;
        page.finds(Role::Button, "Delete 1,000 rules").await;
        page.click(Role::Button, "Cancel").await;
        page.finds_no(Role::Dialog, "").await;
        act(page, "Edit together").await;
        page.focus_is_on(Role::Heading, "Edit rules together").await;
        page.sees("1,000 rules in").await;
        page.finds(Role::Heading, "Rules: 1,000").await;
    })
    .await;
}
