//! Who reloads the page, or opens its address elsewhere, sees what was seen: the rows on a page and the compared rules,
//! too.

use crate::beside::shows;
use crate::choosing::{act, choose, chosen};
use crate::cloud::{Cloud, on_both};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_both! {
    what_is_compared_is_in_the_address
    rows_on_a_page_are_those_of_the_address
}

/// The address, as a person reads it.
async fn address(page: &Page) -> String {
    page.eval("return decodeURIComponent(location.hash)").await
}

async fn connect_again(journey: &Journey, cloud: &Cloud) {
    journey.page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
    journey.page.sees("250)").await;
}

/// L2, L3, P4: the comparison is there after a reload, follows the address, and says what it cannot show.
async fn what_is_compared_is_in_the_address(cloud: &Cloud) {
    journey(&cloud.named("what_is_compared_is_in_the_address"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket);
        let list = cloud.address(cloud.bucket);
        let of = |ids: &[String]| format!("{list}?details={}&compare={}", ids[0], ids.join(","));
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        choose(page, &ids[0]).await;
        choose(page, &ids[1]).await;
        act(page, "Compare").await;
        shows(page, "2 rules compared").await;
        assert_eq!(address(page).await, of(&ids[..2]));
        choose(page, &ids[2]).await;
        shows(page, "3 rules compared").await;
        assert_eq!(address(page).await, of(&ids[..3]));

        page.reload().await;
        connect_again(journey, cloud).await;
        shows(page, "3 rules compared").await;
        chosen(page, 3).await;
        page.finds(Role::ColumnHeader, &ids[2]).await;
        assert_eq!(address(page).await, of(&ids[..3]));
        page.click(Role::Button, "Close details").await;
        page.finds_no(Role::Button, "Close details").await;
        assert_eq!(address(page).await, list);
        chosen(page, 3).await;

        // Two are there, and one is not.
        page.open(&format!("{list}?compare={},no-such-rule,{}", ids[3], ids[4])).await;
        connect_again(journey, cloud).await;
        shows(page, "2 rules compared").await;
        page.sees("left out: compare").await;
        assert_eq!(address(page).await, format!("{list}?details={}&compare={},{}", ids[3], ids[3], ids[4]));
    })
    .await;
}

/// L2: an address says how many rows there are; one that says nothing has those that the device remembers, however it
/// came to say nothing.
async fn rows_on_a_page_are_those_of_the_address(cloud: &Cloud) {
    journey(&cloud.named("rows_on_a_page_are_those_of_the_address"), async |journey| {
        let page = &journey.page;
        let (filter, matches, ..) = cloud.filter;
        let list = cloud.address(cloud.bucket);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.select("Rows per page", "50").await;
        page.sees("1–50 of 250").await;

        page.open(&format!("{list}?filter={filter}")).await;
        connect_again(journey, cloud).await;
        page.sees(&format!("1–20 of {matches}")).await;
        page.fill("Filter rules", "").await;
        page.sees("1–50 of 250").await;
        assert_eq!(page.address().await, format!("{list}?size=50"));
        page.reload().await;
        connect_again(journey, cloud).await;
        page.sees("1–50 of 250").await;

        page.open(&format!("{list}?y=1")).await;
        connect_again(journey, cloud).await;
        page.sees("1–50 of 250").await;
        page.sees("left out: y").await;
    })
    .await;
}
