//! Many rules compared: as many as there is room for, the names of the parts in sight, and the differences alone.

use serde_json::json;

use crate::appearance::{as_it_was, resize};
use crate::beside::{COMPARED, shows};
use crate::choosing::{act, choose, chosen};
use crate::cloud::{Cloud, on_both};
use crate::journey::journey;
use crate::page::{Page, Role};

on_both! {
    the_first_twenty_of_many_are_compared
    only_differences_are_shown
}

/// Whether a table is wider than its box and the page is not, and whether the box, scrolled to its end, still shows the
/// names of the parts at its edge.
const KEEPS_NAMES: &str = "
    const root = document.documentElement;
    const [table] = find('table', arguments[0]);
    const box = table?.parentElement;
    if (!box || box.scrollWidth <= box.clientWidth || root.scrollWidth > root.clientWidth) return false;
    box.scrollLeft = box.scrollWidth;
    const edge = box.getBoundingClientRect().left;
    return box.scrollLeft > 0 && [...table.rows].every((row) => {
      const { left } = row.cells[0].getBoundingClientRect();
      return Math.abs(left - edge) < 3;
    })";

/// P4: all that match are chosen, twenty are compared, and that it is not all of them is said.
async fn the_first_twenty_of_many_are_compared(cloud: &Cloud) {
    journey(&cloud.named("the_first_twenty_of_many_are_compared"), async |journey| {
        let page = &journey.page;
        let (filter, matches, ..) = cloud.filter;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.fill("Filter rules", filter).await;
        page.sees(&format!("({matches}/250)")).await;
        page.click(Role::Checkbox, &format!("Select all {matches} matching")).await;
        chosen(page, matches).await;
        act(page, "Compare").await;
        shows(page, "20 rules compared").await;
        page.sees(&format!("Comparing the first 20 of {matches} chosen.")).await;
        let heads = "return find('table', arguments[0])[0]?.tHead.rows[0].cells.length === 21";
        page.wait_until("a column for each of twenty", heads, vec![json!("20 rules compared")]).await;
        for (width, height) in [(1280, 900), (320, 640)] {
            resize(page, width, height).await;
            let what = format!("names of parts in sight, {width} pixels wide");
            page.wait_until(&what, KEEPS_NAMES, vec![json!("20 rules compared")]).await;
        }
        as_it_was(page).await;
        page.click(Role::Button, "Clear selection").await;
        page.sees_no("Comparing the first").await;
    })
    .await;
}

/// The rows of a comparison.
async fn rows(page: &Page, name: &str) -> Vec<Vec<String>> {
    page.eval_with(COMPARED, vec![json!(name)]).await
}

/// P4: parts in which the rules agree can be left out, of this comparison and of the next ones on the page.
async fn only_differences_are_shown(cloud: &Cloud) {
    journey(&cloud.named("only_differences_are_shown"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        choose(page, &ids[0]).await;
        choose(page, &ids[1]).await;
        act(page, "Compare").await;
        shows(page, "2 rules compared").await;
        let all = rows(page, "2 rules compared").await;
        let differing: Vec<_> = all.iter().filter(|row| row[0].ends_with(" differs")).cloned().collect();
        assert!(!differing.is_empty() && differing.len() < all.len(), "{all:?}");
        page.is(Role::Checkbox, "Only differences", "!element.checked").await;
        page.click(Role::Checkbox, "Only differences").await;
        page.wait_for("the differences alone", async || rows(page, "2 rules compared").await == differing)
            .await;

        choose(page, &ids[2]).await;
        shows(page, "3 rules compared").await;
        page.click(Role::Button, "Close details").await;
        page.finds_no(Role::Button, "Close details").await;
        choose(page, &ids[2]).await;
        act(page, "Compare").await;
        shows(page, "2 rules compared").await;
        page.is(Role::Checkbox, "Only differences", "element.checked").await;
        assert_eq!(rows(page, "2 rules compared").await, differing);
        page.click(Role::Checkbox, "Only differences").await;
        page.wait_for("every part", async || rows(page, "2 rules compared").await == all).await;

        // Two that say the same.
        let xml = journey.sandbox.rule_xml(cloud.bucket, &ids[0]).expect("it is seeded");
        let same = xml.replace(&format!("<Id>{}</Id>", ids[0]), &format!("<Id>{}</Id>", ids[1]));
        journey.sandbox.put_rule(cloud.bucket, &ids[1], &same);
        page.click(Role::Button, "Refresh").await;
        let agree =
            async || !rows(page, "2 rules compared").await.iter().any(|row| row[0].ends_with(" differs"));
        page.wait_for("no difference any more", agree).await;
        page.click(Role::Checkbox, "Only differences").await;
        page.sees("These rules say the same in every part.").await;
    })
    .await;
}
