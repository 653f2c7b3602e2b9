//! On paper: the table and the rule as they are said, and nothing that is clicked on.

use serde_json::json;

use crate::appearance::{as_it_was, resize};
use crate::beside::shows;
use crate::cloud::{Cloud, on_both};
use crate::journey::journey;
use crate::page::{Page, Role};

on_both! { a_table_and_a_rule_are_printed_clean }

/// Shows the page as it would be printed, or again as it is on the screen.
async fn on_paper(page: &Page, paper: bool) {
    page.cdp("Emulation.setEmulatedMedia", json!({ "media": if paper { "print" } else { "" } })).await;
    let media = format!("return matchMedia('print').matches === {paper}");
    page.wait_until("the other medium", &media, vec![]).await;
}

/// What does not belong on paper: controls that are seen, what stays in its place or has a shadow, texts that are cut, and
/// what is wider than the paper.
const UNCLEAN: &str = "
    const named = (what) => (element) => `${what}: ${element.localName}.${element.className} ${nameOf(element).slice(0, 30)}`;
    const seen = [...document.body.querySelectorAll('*')].filter((element) => element.checkVisibility());
    const styled = (property, values) => seen.filter((element) => values.includes(getComputedStyle(element)[property]));
    const sorters = 'thead button';
    const controls = 'button, summary, input:not([type=search]), select, [role=separator], [role=tab]';
    const room = document.documentElement.clientWidth;
    return [
      ...seen.filter((element) => element.matches(controls) && !element.matches(sorters)).map(named('control')),
      ...styled('position', ['sticky', 'fixed']).map(named('stays')),
      ...seen.filter((element) => getComputedStyle(element).boxShadow !== 'none').map(named('shadow')),
      ...seen.filter((element) => element.matches('td *, th *') && getComputedStyle(element).textOverflow === 'ellipsis'
        && element.scrollWidth > element.clientWidth && element.clientWidth > 0).map(named('cut')),
      ...seen.filter((element) => element.getBoundingClientRect().right > room + 1 && !element.closest('.visually-hidden'))
        .map(named('too wide')),
      ...(getComputedStyle(document.documentElement).colorScheme === 'light' ? [] : ['dark']),
    ]";

async fn is_clean(page: &Page, what: &str) {
    let unclean: Vec<String> = page.eval(UNCLEAN).await;
    assert!(unclean.is_empty(), "{what}: {unclean:#?}");
}

async fn a_table_and_a_rule_are_printed_clean(cloud: &Cloud) {
    journey(&cloud.named("a_table_and_a_rule_are_printed_clean"), async |journey| {
        let (page, id) = (&journey.page, cloud.first_id);
        let (filter, matches, ..) = cloud.filter;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Button, "Preferences").await;
        page.choose("Colours", Role::Radio, "Dark").await;
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        page.fill("Filter rules", filter).await;
        page.sees(&format!("({matches}/250)")).await;
        let rows = page.row_headers().await;
        // An A4 sheet within its margins.
        resize(page, 718, 1040).await;
        on_paper(page, true).await;
        is_clean(page, "the table").await;
        assert_eq!(page.row_headers().await, rows);
        page.sees(cloud.bucket).await;
        page.sees(&format!("1–20 of {matches}")).await;
        page.is(Role::Textbox, "Filter rules", &format!("element.value === '{filter}'")).await;
        on_paper(page, false).await;
        as_it_was(page).await;

        page.fill("Filter rules", "").await;
        page.sees("(250)").await;
        page.click(Role::Button, &format!("Details of {id}")).await;
        shows(page, id).await;
        resize(page, 718, 1040).await;
        on_paper(page, true).await;
        is_clean(page, "the table and a rule").await;
        page.finds_no(Role::Textbox, "Filter rules").await;
        page.finds(Role::Table, "Inventory rules").await;
        on_paper(page, false).await;
        as_it_was(page).await;

        page.click(Role::Link, "Open as a page").await;
        page.focus_is_on(Role::Heading, id).await;
        page.finds(Role::Heading, "What is listed").await;
        on_paper(page, true).await;
        is_clean(page, "the rule").await;
        page.finds_no(Role::Link, "Edit").await;
        page.finds(Role::Heading, "What is listed").await;
        on_paper(page, false).await;
    })
    .await;
}
