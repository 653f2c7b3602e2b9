//! The line above the table: choosing moves no row, what is chosen is acted on from there, and shown alone.

use serde_json::json;

use crate::appearance::{as_it_was, keep, pictured, pictured_now, resize};
use crate::choosing::{agree, choose, chosen};
use crate::cloud::{Cloud, OSS, on_both};
use crate::journey::journey;
use crate::page::{Page, Role};

on_both! {
    choosing_moves_no_row
    what_is_chosen_is_acted_on_from_above_the_table
    what_is_chosen_is_shown_alone
    a_range_is_chosen_with_shift
    the_head_stays_in_sight
}

/// Where a row begins, in pixels from the top of the page.
async fn top(page: &Page, id: &str) -> f64 {
    let script = "return find('checkbox', `Select ${arguments[0]}`)[0].getBoundingClientRect().top + scrollY";
    page.eval_with(script, vec![json!(id)]).await
}

/// T9: the second click hits the second row.
async fn choosing_moves_no_row(cloud: &Cloud) {
    journey(&cloud.named("choosing_moves_no_row"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.sees("Rules shown: 250.").await;
        let before = top(page, &ids[1]).await;
        choose(page, &ids[0]).await;
        chosen(page, 1).await;
        page.finds(Role::Button, "Delete 1 selected").await;
        assert_eq!(top(page, &ids[1]).await, before);
        choose(page, &ids[1]).await;
        chosen(page, 2).await;
        assert_eq!(top(page, &ids[1]).await, before);
        page.click(Role::Button, "Clear selection").await;
        page.finds_no(Role::Button, "Clear selection").await;
        assert_eq!(top(page, &ids[1]).await, before);
    })
    .await;
}

/// T10: what cannot be done stays in sight and says why; what can be done is done to what is chosen.
async fn what_is_chosen_is_acted_on_from_above_the_table(cloud: &Cloud) {
    journey(&cloud.named("what_is_chosen_is_acted_on_from_above_the_table"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket)[..2].to_vec();
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        choose(page, &ids[0]).await;
        for (action, is_possible) in [
            ("Enable", true),
            ("Disable", true),
            ("Edit together", false),
            ("Compare", false),
            ("Download a copy", true),
            ("Delete", true),
        ] {
            let says = match is_possible {
                true => "element.ariaDisabled !== 'true' && described(element) === ''",
                false => {
                    "element.ariaDisabled === 'true' && described(element) === 'Select at least two rules'"
                }
            };
            page.is(Role::Button, &format!("{action} 1 selected"), says).await;
        }
        page.click(Role::Button, "Compare 1 selected").await;
        page.finds_no(Role::Button, "Close details").await;
        choose(page, &ids[1]).await;
        page.click(Role::Button, "Compare 2 selected").await;
        page.finds(Role::Table, "2 rules compared").await;
        page.click(Role::Button, "Close details").await;
        page.finds_no(Role::Button, "Close details").await;
        page.click(Role::Button, "Disable 2 selected").await;
        agree(page, cloud, "Disable").await;
        page.sees("2 rules were disabled.").await;
        for id in &ids {
            let xml = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
            assert!(xml.contains("<IsEnabled>false</IsEnabled>"), "{xml}");
        }
        page.click(Role::Button, "Edit together 2 selected").await;
        page.focus_is_on(Role::Heading, "Edit rules together").await;
    })
    .await;
}

/// L2, T7, T9: only what is chosen is shown, which a token and the address say; each way to end it shows all again.
async fn what_is_chosen_is_shown_alone(cloud: &Cloud) {
    journey(&cloud.named("what_is_chosen_is_shown_alone"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket);
        let three = [&ids[28], &ids[0], &ids[2]];
        let (list, only) = (cloud.address(cloud.bucket), "Remove the filter Only selected rules");
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        for id in three {
            page.fill("Filter rules", id).await;
            page.sees("(1/250)").await;
            choose(page, id).await;
        }
        page.fill("Filter rules", "").await;
        page.sees("(250)").await;
        for way_out in ["token", "Clear filters", "Show only these"] {
            page.click(Role::Button, "Show only these").await;
            page.sees("(3/250)").await;
            page.is(Role::Button, "Show only these", "element.ariaPressed === 'true'").await;
            assert_eq!(page.address().await, format!("{list}?chosen=on"));
            // In the table's order.
            assert_eq!(page.row_headers().await, [&ids[0], &ids[2], &ids[28]].map(String::as_str));
            page.click(Role::Button, if way_out == "token" { only } else { way_out }).await;
            page.sees("(250)").await;
            page.finds_no(Role::Button, only).await;
            assert_eq!(page.address().await, list);
            chosen(page, 3).await;
        }
        page.click(Role::Button, "Show only these").await;
        choose(page, &ids[2]).await;
        page.sees("(2/250)").await;
        if cloud.slug == OSS.slug {
            let mut findings = Vec::new();
            pictured(page, "only-chosen", &mut findings).await;
            assert!(findings.is_empty(), "what is wrong with the screen: {findings:#?}");
        }
        page.click(Role::Button, "Clear selection").await;
        page.sees("(250)").await;
        assert_eq!(page.address().await, list);

        // Which were chosen is in no address.
        page.open(&format!("{list}?chosen=on")).await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.sees("(250)").await;
        page.finds_no(Role::Button, only).await;
        page.sees("chosen").await;
        assert_eq!(page.address().await, list);
    })
    .await;
}

/// T9: with Shift all from the box that was changed last, whichever way, chosen or let go like that one; over pages, too.
async fn a_range_is_chosen_with_shift(cloud: &Cloud) {
    journey(&cloud.named("a_range_is_chosen_with_shift"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket);
        let shift = async |at: usize| page.shift_click(Role::Checkbox, &format!("Select {}", ids[at])).await;
        let are = async |range: std::ops::Range<usize>| {
            for (at, id) in ids.iter().enumerate().take(12) {
                let state = if range.contains(&at) { "element.checked" } else { "!element.checked" };
                page.is(Role::Checkbox, &format!("Select {id}"), state).await;
            }
        };
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        choose(page, &ids[2]).await;
        shift(8).await;
        chosen(page, 7).await;
        are(2..9).await;
        // It is chosen already, and stays so.
        shift(4).await;
        chosen(page, 7).await;
        are(2..9).await;
        choose(page, &ids[6]).await;
        shift(9).await;
        chosen(page, 4).await;
        are(2..6).await;
        choose(page, &ids[10]).await;
        page.click(Role::Button, "Next page").await;
        shift(30).await;
        chosen(page, 4 + 21).await;
    })
    .await;
}

/// What in the line sticks out of it, or is cut off in it.
const STICKS_OUT: &str = "
    const line = document.querySelector('.bulk');
    const around = line.getBoundingClientRect();
    const within = ({ left, right, top, bottom }) =>
        left >= around.left && right <= around.right + 1 && top >= around.top && bottom <= around.bottom + 1;
    const out = [...line.querySelectorAll('*')].filter((element) =>
        visible(element) && !element.closest('.menu-box') && !within(element.getBoundingClientRect()));
    const parts = [...line.querySelectorAll('.chosen, .button, .reason')].filter((part) => visible(part) && !part.closest('.menu-box'));
    const rects = parts.map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0);
    const overlaps = rects.filter((rect, at) => at > 0 && rect.left < rects[at - 1].right - 1).length;
    if (overlaps) out.push({ localName: 'parts', className: 'overlapping', textContent: overlaps });
    const scrolls = line.scrollWidth > line.clientWidth ? ['it scrolls'] : [];
    return scrolls.concat(out.map((element) => `${element.localName}.${element.className} ${element.textContent}`))";

/// T9, A5: in a narrow place, on a phone or beside a rule, what has no room in the line is in its menu; nothing in it is cut
/// off, and choosing moves no row.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_no_room_in_the_line_is_in_its_menu() {
    journey("what_has_no_room_in_the_line_is_in_its_menu", async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(OSS.bucket)[..3].to_vec();
        let mut findings = Vec::new();
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        for (width, panel) in
            [(320, false), (600, false), (800, false), (1100, true), (1440, true), (1440, false)]
        {
            resize(page, width, 900).await;
            if panel {
                page.click(Role::Button, &format!("Details of {}", ids[0])).await;
                page.finds(Role::Button, "Close details").await;
            }
            let before = top(page, &ids[1]).await;
            choose(page, &ids[0]).await;
            chosen(page, 1).await;
            page.finds(Role::Button, "Clear selection").await;
            assert_eq!(top(page, &ids[1]).await, before, "{width} px");
            choose(page, &ids[1]).await;
            chosen(page, 2).await;
            // Both are hidden: the longest that is said.
            page.fill("Filter rules", &ids[2]).await;
            page.sees("2 of them are hidden by the filters.").await;
            findings.extend(
                page.eval::<Vec<String>>(STICKS_OUT).await.into_iter().map(|out| format!("{width}: {out}")),
            );
            if !panel {
                pictured_now(page, &format!("line-{width}"), &mut findings).await;
            }
            page.fill("Filter rules", "").await;
            page.sees("(250)").await;
            let is_narrow = width < 900;
            if is_narrow {
                page.click(Role::Disclosure, "More").await;
                page.finds(Role::Button, "Edit together").await;
                keep(page, &format!("line-{width}-menu")).await;
                page.click(Role::Button, "Download a copy").await;
                page.sees("Rules written to").await;
                page.click(Role::Button, "Dismiss").await;
            }
            page.click(Role::Button, "Clear selection").await;
            page.finds_no(Role::Button, "Clear selection").await;
            assert_eq!(top(page, &ids[1]).await, before, "{width} px");
            if panel {
                page.click(Role::Button, "Close details").await;
            }
        }
        as_it_was(page).await;
        assert!(findings.is_empty(), "what is wrong with the line: {findings:#?}");
    })
    .await;
}

/// Whether the head of the ids' column, and the line above it, are in sight at the top of the window.
const HEAD_IN_SIGHT: &str = "
    const isInSight = (element) => {
        const { left, top, height } = element.getBoundingClientRect();
        return top < innerHeight / 3 && element.contains(document.elementFromPoint(left + 12, top + height / 2));
    };
    return isInSight(find('columnheader', 'ID')[0]) && isInSight(document.querySelector('.bulk'))";

/// T13: down a long table its head and what is chosen stay in sight; on a narrow screen, where the table scrolls by
/// itself, so do its head and the ids, and the page does not scroll sideways.
async fn the_head_stays_in_sight(cloud: &Cloud) {
    journey(&cloud.named("the_head_stays_in_sight"), async |journey| {
        let page = &journey.page;
        page.open(&format!("{}?size=100", cloud.address(cloud.bucket))).await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.sees("1–100 of 250").await;
        choose(page, cloud.first_id).await;
        let down: bool = page.eval("scrollTo(0, 1500); return scrollY > 1000").await;
        assert!(down, "the page is longer than the window");
        page.wait_until("the head in sight", HEAD_IN_SIGHT, vec![]).await;
        page.click(Role::Button, "Clear selection").await;
        page.finds_no(Role::Button, "Clear selection").await;

        resize(page, 320, 640).await;
        let aside = "const box = document.querySelector('#rules-table');
            box.scrollTo(400, 900);
            box.scrollIntoView();
            return box.scrollLeft > 300 && box.scrollTop > 800";
        page.wait_until("the table to scroll by itself", aside, vec![]).await;
        let seen = "
            const box = document.querySelector('#rules-table').getBoundingClientRect();
            const head = find('columnheader', 'ID')[0].getBoundingClientRect();
            const row = find('rowheader', '').find((row) => row.getBoundingClientRect().top > box.top + 60);
            const { left, top } = row.getBoundingClientRect();
            return Math.abs(head.top - box.top) < 4 && row.contains(document.elementFromPoint(left + 12, top + 12))
                && document.documentElement.scrollWidth <= document.documentElement.clientWidth";
        page.wait_until("the head and the ids in sight", seen, vec![]).await;
        page.cdp("Emulation.clearDeviceMetricsOverride", json!({})).await;
    })
    .await;
}
