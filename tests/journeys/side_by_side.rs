//! Many buckets compared with one, side by side: what each rule is in each of them, a difference written from there, rows
//! and columns chosen at once, and the table taken out of the console.

use thirtyfour::Key;

use crate::appearance::{as_it_was, pictured, resize};
use crate::choosing::act;
use crate::cloud::{Cloud, OSS, on_both};
use crate::first_light::{as_sent, parts};
use crate::importing::dated_file_about;
use crate::journey::{Journey, journey};
use crate::many_buckets::{card, name_buckets, read, screen, switched};
use crate::page::{Page, Role};

on_both! {
    a_difference_is_seen_side_by_side_and_written_from_there
    with_nothing_chosen_all_rules_are_compared_and_none_is_written
    the_table_is_taken_out
}

/// The ids at the heads of the rows, from the top.
const ROWS: &str = "return [...find('table', 'Side by side')[0].tBodies[0].rows]
    .map((row) => squeeze(row.cells[0].innerText))";

async fn rows(page: &Page) -> Vec<String> {
    page.eval(ROWS).await
}

/// What is said of a rule in a bucket, by the button that opens more of it.
pub(crate) fn cell(id: &str, bucket: &str, said: &str) -> String {
    format!("{id} in {bucket}: {said}")
}

/// Puts rules of the first bucket into others, one of them changed: the second is the same in both, the third differs in the
/// second of them.
fn seed(journey: &Journey, cloud: &Cloud) -> [String; 3] {
    let ids = &journey.sandbox.rule_ids(cloud.bucket)[..3];
    let [empty, other] = ["demo-empty", "demo-every-field"].map(|name| cloud.bucket(name));
    let source = |id: &str| journey.sandbox.rule_xml(cloud.bucket, id).expect("it is seeded");
    journey.sandbox.put_rule(&empty, &ids[1], &source(&ids[1]));
    journey.sandbox.put_rule(&other, &ids[1], &source(&ids[1]));
    journey.sandbox.put_rule(&other, &ids[2], &switched(&source(&ids[2])));
    [0, 1, 2].map(|at| ids[at].clone())
}

/// A row for each rule, a column for each bucket; one that blocks says so in its head. A cell opens what is different, and it
/// is written from there.
async fn a_difference_is_seen_side_by_side_and_written_from_there(cloud: &Cloud) {
    journey(&cloud.named("a_difference_is_seen_side_by_side_and_written_from_there"), async |journey| {
        let page = &journey.page;
        let named = ["demo-empty", "error-503", "demo-every-field"];
        let [empty, broken, other] = named.map(|name| cloud.bucket(name));
        let ids = seed(journey, cloud);
        let mut others = journey.sandbox.rule_ids(&other);
        others.retain(|id| !ids.contains(id));
        others.sort();
        screen(journey, cloud, 3).await;
        name_buckets(page, &[&empty, &broken, &other]).await;
        read(page).await;
        card(page, &other, "To create: 1 · Different: 1 · The same: 1").await;
        card(page, &broken, "HTTP status 503").await;
        page.click(Role::Tab, "Side by side").await;
        page.finds(Role::Table, "Side by side").await;
        page.sees("Buckets read: 2 of 3.").await;
        let state = "element.innerText.includes('The provider is not available')";
        page.is(Role::ColumnHeader, &broken, state).await;
        for (id, bucket, said) in [
            (&ids[0], &empty, "Missing, to be written"),
            (&ids[0], &other, "Missing, to be written"),
            (&ids[1], &empty, "The same"),
            (&ids[2], &other, "Differs in 1 part"),
            (&others[0], &other, "Extra"),
        ] {
            page.finds(Role::Button, &cell(id, bucket, said)).await;
        }
        let listed = rows(page).await;
        assert_eq!(listed[..3], ids);
        assert_eq!(listed[3..], others[..listed.len() - 3]);

        page.click(Role::Checkbox, "Only differences").await;
        page.finds_no(Role::Button, &cell(&ids[1], &empty, "The same")).await;
        assert_eq!(rows(page).await[..2], [ids[0].clone(), ids[2].clone()]);

        page.click(Role::Button, &cell(&ids[2], &other, "Differs in 1 part")).await;
        page.focus_is_on(Role::Heading, &format!("{} in {other}", ids[2])).await;
        page.finds(Role::Table, "What is different").await;
        page.click(Role::Checkbox, &format!("Overwrite {} in {other}", ids[2])).await;
        page.click(Role::Button, "Close").await;
        let chosen = cell(&ids[2], &other, "Differs in 1 part, to be written");
        page.focus_is_on(Role::Button, &chosen).await;
        // Arrows lead from cell to cell, past what does not open.
        page.press(Key::Up).await;
        page.focus_is_on(Role::Button, &cell(&ids[0], &other, "Missing, to be written")).await;
        page.press(Key::Left).await;
        page.focus_is_on(Role::Button, &cell(&ids[0], &empty, "Missing, to be written")).await;
        page.press(Key::End).await;
        page.focus_is_on(Role::Button, &cell(&ids[0], &other, "Missing, to be written")).await;
        page.press(Key::Home).await;
        page.focus_is_on(Role::Button, &cell(&ids[0], &empty, "Missing, to be written")).await;
        // Tab stops at one of them alone, where the focus was last.
        let one =
            "[...element.querySelectorAll('td button')].filter((cell) => cell.tabIndex === 0).length === 1";
        page.is(Role::Table, "Side by side", one).await;
        page.press(Key::Tab).await;
        let next = format!("Write {} wherever it is missing or different", ids[2]);
        page.focus_is_on(Role::Checkbox, &next).await;
        page.press_with(Key::Shift, Key::Tab).await;
        page.focus_is_on(Role::Button, &cell(&ids[0], &empty, "Missing, to be written")).await;
        page.click(Role::Button, &cell(&others[0], &other, "Extra")).await;
        page.sees("The rules that are compared have none with this ID.").await;

        page.click(Role::Button, "Write 4 rules").await;
        page.sees("Rules written: 4.").await;
        page.finds(Role::Button, &cell(&ids[0], &empty, "Created")).await;
        page.finds(Role::Button, &cell(&ids[2], &other, "Overwritten")).await;
        let stored = |bucket: &str| journey.sandbox.rule_xml(bucket, &ids[2]).expect("it is there");
        assert_eq!(parts(&as_sent(&stored(&other))), parts(&as_sent(&stored(cloud.bucket))));
        page.click(Role::Button, "Undo").await;
        page.sees("Rules taken back: 4.").await;
        page.finds(Role::Button, &cell(&ids[2], &other, "Taken back")).await;
    })
    .await;
}

/// Who has chosen nothing compares all rules, and nothing is written but what is chosen: a whole row, a whole column.
async fn with_nothing_chosen_all_rules_are_compared_and_none_is_written(cloud: &Cloud) {
    let name = "with_nothing_chosen_all_rules_are_compared_and_none_is_written";
    journey(&cloud.named(name), async |journey| {
        let page = &journey.page;
        let [empty, other] = ["demo-empty", "demo-every-field"].map(|name| cloud.bucket(name));
        let ids = journey.sandbox.rule_ids(cloud.bucket);
        let there = journey.sandbox.rule_ids(&other).len();
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        act(page, "Take to other buckets, or compare with them All rules").await;
        page.focus_is_on(Role::Heading, "Take rules to other buckets").await;
        page.sees(&format!("All rules of {}: 250", cloud.bucket)).await;
        name_buckets(page, &[&empty, &other]).await;
        read(page).await;
        card(page, &empty, "To create: 250").await;
        card(page, &other, "To create: 250").await;
        page.is(Role::Button, "Write 0 rules", "element.ariaDisabled === 'true'").await;
        page.click(Role::Tab, "Side by side").await;
        page.sees(&format!("Rules: {}.", 250 + there)).await;
        page.finds(Role::Button, &cell(&ids[0], &empty, "Missing")).await;
        assert_eq!(rows(page).await, ids[..20]);

        let row = format!("Write {} wherever it is missing or different", ids[0]);
        page.click(Role::Checkbox, &row).await;
        page.finds(Role::Button, &cell(&ids[0], &empty, "Missing, to be written")).await;
        page.finds(Role::Button, &cell(&ids[0], &other, "Missing, to be written")).await;
        page.finds(Role::Button, "Write 2 rules").await;
        let column = format!("Write all that is missing or different in {empty}");
        page.is(Role::Checkbox, &column, "element.indeterminate && !element.checked").await;
        page.click(Role::Checkbox, &column).await;
        page.finds(Role::Button, "Write 251 rules").await;
        page.click(Role::Checkbox, &column).await;
        page.finds(Role::Button, "Write 1 rule").await;
        page.is(Role::Checkbox, &row, "element.indeterminate && !element.checked").await;

        page.click(Role::Button, "Next page").await;
        page.finds(Role::Button, &cell(&ids[20], &empty, "Missing")).await;
        assert_eq!(rows(page).await, ids[20..40]);
        page.click(Role::Button, "Previous page").await;
        page.click(Role::Button, "Write 1 rule").await;
        page.sees("Rules written: 1.").await;
        page.finds(Role::Button, &cell(&ids[0], &other, "Created")).await;
        assert_eq!(journey.sandbox.rule_ids(&empty), [] as [&str; 0]);
        assert_eq!(journey.sandbox.rule_ids(&other).len(), there + 1);
    })
    .await;
}

/// The rows that are shown, as a spreadsheet and as a table of Markdown, in files that are called after the day.
async fn the_table_is_taken_out(cloud: &Cloud) {
    journey(&cloud.named("the_table_is_taken_out"), async |journey| {
        let page = &journey.page;
        let named = ["demo-empty", "error-503", "demo-every-field"];
        let [empty, broken, other] = named.map(|name| cloud.bucket(name));
        let ids = seed(journey, cloud);
        screen(journey, cloud, 3).await;
        name_buckets(page, &[&empty, &broken, &other]).await;
        read(page).await;
        card(page, &other, "To create: 1 · Different: 1 · The same: 1").await;
        card(page, &broken, "HTTP status 503").await;
        page.click(Role::Tab, "Side by side").await;
        page.click(Role::Checkbox, "Only differences").await;
        page.finds_no(Role::Button, &cell(&ids[1], &empty, "The same")).await;
        page.click(Role::Button, "Download the table as CSV").await;
        let (name, text) = dated_file_about(journey, cloud.bucket, "side-by-side", "csv").await;
        page.sees(&format!("Lines written to {name}: ")).await;
        let lines: Vec<&str> =
            text.strip_prefix('\u{feff}').expect("a byte order mark").split_terminator("\r\n").collect();
        let region = cloud.region;
        let head = format!("Rule,{empty} ({region}),{broken} ({region}): The provider is not available");
        assert!(lines[0].starts_with(&head), "{}", lines[0]);
        assert!(lines[0].ends_with(&format!(",{other} ({region})")), "{}", lines[0]);
        let cells = |id: &str, said: [&str; 3]| format!("{id},{},{},{}", said[0], said[1], said[2]);
        assert_eq!(lines[1], cells(&ids[0], ["Missing", "Not read", "Missing"]));
        assert_eq!(lines[2], cells(&ids[2], ["Missing", "Not read", "Differs in 1 part"]));
        assert!(lines[3].ends_with(",Not there,Not read,Extra"), "{}", lines[3]);

        page.click(Role::Button, "Download the table as Markdown").await;
        let (_, text) = dated_file_about(journey, cloud.bucket, "side-by-side", "md").await;
        let lines: Vec<&str> = text.split_terminator('\n').collect();
        assert_eq!(lines[1], "| --- | --- | --- | --- |");
        let id = ids[2].replace('_', "\\_");
        assert_eq!(lines[3], format!("| {id} | Missing | Not read | Differs in 1 part |"));
    })
    .await;
}

/// Whether the box of the table is wider than its place and the page is not, and whether the ids and the heads stay at its
/// edges when it is scrolled.
const STAYS: &str = "
    const root = document.documentElement;
    const [table] = find('table', 'Side by side');
    const box = table.parentElement;
    box.scrollLeft = box.scrollWidth;
    box.scrollTop = 60;
    const { left, top } = box.getBoundingClientRect();
    const id = table.tBodies[0].rows[5].cells[0].getBoundingClientRect();
    const head = table.tHead.rows[0].cells[2].getBoundingClientRect();
    const stays = Math.abs(id.left - left) < 3 && Math.abs(head.top - top) < 3;
    const fits = root.scrollWidth <= root.clientWidth;
    box.scrollLeft = 0;
    box.scrollTop = 0;
    return stays && fits && box.matches('[tabindex=\"0\"]')";

/// A10, A1: the table on a phone and wide, by day and by night; ids and heads stay in sight.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_of_many_buckets_fits() {
    journey("the_table_of_many_buckets_fits", async |journey| {
        let page = &journey.page;
        let mut findings = Vec::new();
        let ids = seed(journey, &OSS);
        screen(journey, &OSS, 3).await;
        name_buckets(page, &["demo-empty", "demo-cors-none", "demo-every-field"]).await;
        read(page).await;
        card(page, "demo-every-field", "Different: 1").await;
        card(page, "demo-cors-none", "CORS").await;
        page.click(Role::Tab, "Side by side").await;
        page.click(Role::Button, &cell(&ids[2], "demo-every-field", "Differs in 1 part")).await;
        page.finds(Role::Table, "What is different").await;
        pictured(page, "many-side-by-side", &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the screen: {findings:#?}");
        for (width, height) in [(1280, 900), (320, 640)] {
            resize(page, width, height).await;
            page.wait_until(&format!("ids and heads in sight, {width} pixels wide"), STAYS, vec![]).await;
        }
        as_it_was(page).await;
    })
    .await;
}

/// A user notices a page that stands still for longer.
const LONGEST_TASK_MS: f64 = 500.0;

/// The limit: a thousand rules beside twenty buckets.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_rules_beside_twenty_buckets_stay_usable() {
    journey("a_thousand_rules_beside_twenty_buckets_stay_usable", async |journey| {
        let page = &journey.page;
        journey.connect(&OSS.preset("1,000 rules (the limit)")).await;
        page.sees("(1,000)").await;
        act(page, "Take to other buckets").await;
        page.sees("All rules of demo-1000: 1,000").await;
        let buckets: Vec<String> = (1..=20).map(|nth| format!("done-delete-502-{nth}")).collect();
        name_buckets(page, &buckets.iter().map(String::as_str).collect::<Vec<_>>()).await;
        read(page).await;
        card(page, &buckets[19], "To create: ").await;
        page.click(Role::Tab, "Side by side").await;
        page.sees("Buckets read: 20 of 20.").await;
        // Other programs on the machine only ever make a task longer: the shortest of some tries is the page's own.
        let mut longest = f64::INFINITY;
        for turn in ["Next page", "Next page", "Previous page", "Previous page"] {
            let _: bool = page.eval("globalThis.journey.longestTask = 0; return true").await;
            let before = rows(page).await;
            page.click(Role::Button, turn).await;
            page.wait_for("another page", async || rows(page).await != before).await;
            // What was measured is told a moment later.
            let _: bool = page.eval("return new Promise((rest) => setTimeout(() => rest(true), 100))").await;
            longest = longest.min(page.longest_task().await);
        }
        assert!(longest <= LONGEST_TASK_MS, "a task of {longest} ms");
    })
    .await;
}
