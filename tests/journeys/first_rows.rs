//! What stands in the place of the rows before they come.

use std::collections::BTreeMap;

use crate::appearance::{as_it_was, pictured, resize};
use crate::cloud::OSS;
use crate::failures::ready_to_connect;
use crate::journey::journey;
use crate::on_the_way::Held;
use crate::page::Role;

/// Where things of the page begin, in pixels from the window's top.
const TOPS: &str = "
    const named = { line: '.bulk', table: '.table', head: '.table thead', body: '.table tbody', toolbar: '.toolbar' };
    return Object.fromEntries(Object.entries(named).map(([name, selector]) =>
        [name, document.querySelector(selector).getBoundingClientRect().top]))";

/// S1: before the first rows come the table has its own head over as many empty rows as a page has, and says that it is
/// busy; nothing jumps when they come.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_jumps_when_the_first_rows_come() {
    nothing_jumps(1440).await;
}

/// S1, A5: nor on a phone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_jumps_on_a_phone() {
    nothing_jumps(320).await;
}

async fn nothing_jumps(width: u32) {
    journey(&format!("nothing_jumps_at_{width}_pixels"), async |journey| {
        let page = &journey.page;
        ready_to_connect(journey, &OSS, OSS.bucket).await;
        resize(page, width, 900).await;
        page.hold(Held::Before, "GET").await;
        page.click(Role::Button, "Connect").await;
        page.holds().await;
        page.finds(Role::ColumnHeader, "ID").await;
        page.finds(Role::ColumnHeader, "Destination").await;
        let busy = "const busy = document.querySelector('[aria-busy=true]');
            return Boolean(busy?.contains(document.querySelector('.skeleton')))
                && document.querySelectorAll('.skeleton').length === 20";
        page.wait_until("a table that is busy", busy, vec![]).await;
        page.sees_no("No inventory rules yet").await;
        let before: BTreeMap<String, f64> = page.eval(TOPS).await;
        if width == 1440 {
            let mut findings = Vec::new();
            pictured(page, "skeleton", &mut findings).await;
            assert!(findings.is_empty(), "what is wrong with the screen: {findings:#?}");
            resize(page, width, 900).await;
        }
        page.release().await;
        page.sees("(250)").await;
        page.finds(Role::RowHeader, OSS.first_id).await;
        let after: BTreeMap<String, f64> = page.eval(TOPS).await;
        assert_eq!(after, before);
        let still = "return !document.querySelector('[aria-busy=true], .skeleton')";
        page.wait_until("nothing to be busy", still, vec![]).await;
        as_it_was(page).await;
    })
    .await;
}
