//! What stands beside the table: one rule on its tabs, or several compared.

use serde_json::json;
use thirtyfour::Key;

use crate::choosing::{act, choose, chosen};
use crate::cloud::{Cloud, on_both};
use crate::editing::ROW_SAYS;
use crate::first_light::parts;
use crate::journey::journey;
use crate::page::{Page, Role};

on_both! {
    a_rule_is_shown_beside_the_table
    it_stays_in_sight_beside_a_long_table
    escape_closes_the_panel_from_its_button
    the_tabs_are_walked_by_arrow_keys
    a_rule_that_changes_stays_as_it_is_looked_at
    rules_are_compared
    the_folder_of_the_reports_is_at_hand
}

/// Whether the panel shows a rule, and nothing of another one.
pub(crate) async fn shows(page: &Page, id: &str) {
    let shown = "const panel = document.querySelector('section[aria-labelledby=panel-title]');
        return Boolean(panel) && visible(panel) && nameOf(panel) === arguments[0]";
    page.wait_until(&format!("{id:?} beside the table"), shown, vec![json!(id)]).await;
}

/// P1, P2, P5, L2, L5: a click in the row or on its button shows the rule; another row takes its place; Escape
/// and the button close it, and the focus is on the row's button again; the address says what is shown.
async fn a_rule_is_shown_beside_the_table(cloud: &Cloud) {
    journey(&cloud.named("a_rule_is_shown_beside_the_table"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket);
        let (first, second) = (ids[0].as_str(), ids[1].as_str());
        let list = cloud.address(cloud.bucket);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click_in_row(first, 2).await;
        shows(page, first).await;
        page.reads_in_order(&[
            (Role::Table, "Inventory rules"),
            (Role::Heading, first),
            (Role::Link, "Edit"),
            (Role::Tab, "Overview"),
            (Role::Heading, "What is listed"),
        ])
        .await;
        assert_eq!(page.address().await, format!("{list}?details={first}"));
        page.click_in_row(second, 3).await;
        shows(page, second).await;
        page.click(Role::Button, &format!("Details of {first}")).await;
        shows(page, first).await;
        page.click(Role::Tab, "Results").await;
        page.sees("Reports of this rule are written here").await;
        assert_eq!(page.address().await, format!("{list}?details={first}&tab=results"));
        assert_eq!(journey.calls(), ["list query 200"; 3], "what the list says is not asked for again");

        page.press(Key::Escape).await;
        page.finds_no(Role::Button, "Close details").await;
        page.focus_is_on(Role::Button, &format!("Details of {first}")).await;
        assert_eq!(page.address().await, list);

        page.click(Role::Button, &format!("Details of {second}")).await;
        shows(page, second).await;
        page.click(Role::Button, "Close details").await;
        page.finds_no(Role::Button, "Close details").await;
        page.focus_is_on(Role::Button, &format!("Details of {second}")).await;
        page.press(Key::Enter).await;
        page.click(Role::Link, "Open as a page").await;
        page.focus_is_on(Role::Heading, second).await;
        assert_eq!(page.address().await, format!("{list}/id/{second}"));
    })
    .await;
}

/// P2: who scrolls down a long table in a wide window still sees the rule beside it.
async fn it_stays_in_sight_beside_a_long_table(cloud: &Cloud) {
    journey(&cloud.named("it_stays_in_sight_beside_a_long_table"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.select("Rows per page", "100").await;
        page.sees("1–100 of 250").await;
        page.click(Role::Button, &format!("Details of {id}")).await;
        shows(page, id).await;
        // Beside a rule it has less room than columns, and scrolls by itself.
        let scrolled = "const box = document.querySelector('#rules-table');
            box.scrollTo(0, box.scrollHeight / 2);
            return box.scrollTop > 1000";
        page.wait_until("the table to be longer than its place", scrolled, vec![]).await;
        let _: bool = page.eval("scrollTo(0, document.body.scrollHeight); return true").await;
        let head = "const head = find('columnheader', 'ID')[0];
            const { left, top, height } = head.getBoundingClientRect();
            return head.contains(document.elementFromPoint(left + 20, top + height / 2))";
        page.wait_until("the head of the table in sight", head, vec![]).await;
        let seen = "const top = document.querySelector('#panel-title').getBoundingClientRect().top;
            return top >= 0 && top < innerHeight / 2";
        page.wait_until("the name of the rule in the upper half of the window", seen, vec![]).await;
    })
    .await;
}

/// P2, A1: Escape closes the panel also while the focus is on the button that has opened it, as the help says.
async fn escape_closes_the_panel_from_its_button(cloud: &Cloud) {
    journey(&cloud.named("escape_closes_the_panel_from_its_button"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Button, &format!("Details of {id}")).await;
        shows(page, id).await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Button, "Close details").await;
        page.focus_is_on(Role::Button, &format!("Details of {id}")).await;
    })
    .await;
}

/// P2, P3, L2: arrows, Home and End lead from tab to tab; the tab is in the address and there after a reload;
/// a text is copied and the button says so.
async fn the_tabs_are_walked_by_arrow_keys(cloud: &Cloud) {
    journey(&cloud.named("the_tabs_are_walked_by_arrow_keys"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Button, &format!("Details of {id}")).await;
        shows(page, id).await;
        page.click(Role::Tab, "Overview").await;
        for (key, tab) in [
            (Key::Right, "XML"),
            (Key::Right, "Code"),
            (Key::Right, "Results"),
            (Key::Right, "Overview"),
            (Key::Left, "Results"),
            (Key::Home, "Overview"),
            (Key::End, "Results"),
            (Key::Left, "Code"),
        ] {
            page.press(key).await;
            page.focus_is_on(Role::Tab, tab).await;
            page.is(Role::Tab, tab, "element.ariaSelected === 'true' && element.tabIndex === 0").await;
            let alone = "return find('tab', '').filter((tab) => tab.tabIndex === 0).length === 1";
            page.wait_until("one tab that Tab reaches", alone, vec![]).await;
        }
        page.finds(Role::Button, "Command line").await;
        let address = format!("{}?details={id}&tab=code", cloud.address(cloud.bucket));
        assert_eq!(page.address().await, address);

        page.reload().await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        shows(page, id).await;
        page.is(Role::Tab, "Code", "element.ariaSelected === 'true'").await;
        assert_eq!(page.address().await, address);
        page.click(Role::Tab, "XML").await;
        page.finds(Role::Button, "Copy XML").await;
        let shown: String = page.eval("return document.querySelector('.panel pre').textContent").await;
        let stored = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        assert_eq!(parts(&shown), parts(&stored));
        page.click(Role::Button, "Copy XML").await;
        page.sees("Copied").await;
    })
    .await;
}

/// P1, A1: a rule that somebody else has changed is shown as it is then, and nothing of the panel is made anew for it:
/// the button that was pressed in the tab still has the focus.
async fn a_rule_that_changes_stays_as_it_is_looked_at(cloud: &Cloud) {
    journey(&cloud.named("a_rule_that_changes_stays_as_it_is_looked_at"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        let before = journey.sandbox.rule_xml(cloud.bucket, id).expect("it is seeded");
        let theirs = before.replace("<Frequency>Daily", "<Frequency>Weekly");
        assert_ne!(theirs, before);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Button, &format!("Details of {id}")).await;
        shows(page, id).await;
        page.click(Role::Tab, "XML").await;
        page.click(Role::Button, "Copy XML").await;
        page.sees("Copied").await;
        page.focus_is_on(Role::Button, "Copy XML").await;
        journey.sandbox.put_rule(cloud.bucket, id, &theirs);
        page.press("r").await;
        let follows =
            "return document.querySelector('.panel pre')?.textContent.includes(arguments[0]) ?? false";
        page.wait_until("the XML as it is now", follows, vec![json!("<Frequency>Weekly")]).await;
        page.wait_until("the row to follow", ROW_SAYS, vec![json!(id), json!("Weekly")]).await;
        page.focus_is_on(Role::Button, "Copy XML").await;
    })
    .await;
}

/// What a row of the comparison says, by its beginning: the cells, from the left.
pub(crate) const COMPARED: &str = "
    const table = find('table', arguments[0])[0];
    return [...(table?.tBodies[0].rows ?? [])].map((row) => [...row.cells].map((cell) => squeeze(cell.innerText)))";

/// P4, T10: two or more are compared part by part, and what differs says so in words.
async fn rules_are_compared(cloud: &Cloud) {
    journey(&cloud.named("rules_are_compared"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        choose(page, &ids[0]).await;
        choose(page, &ids[1]).await;
        act(page, "Compare").await;
        shows(page, "2 rules compared").await;
        for id in &ids[..2] {
            page.finds(Role::ColumnHeader, id).await;
        }
        let rows: Vec<Vec<String>> = page.eval_with(COMPARED, vec![json!("2 rules compared")]).await;
        assert!(rows.len() > 4, "{rows:?}");
        for row in &rows {
            let differs = row[1..].iter().any(|value| *value != row[1]);
            assert_eq!(row[0].ends_with(" differs"), differs, "{row:?}");
        }
        let row = |name: &str| rows.iter().find(|row| row[0].starts_with(name)).map(|row| row[1..].join("|"));
        assert_eq!(row("Frequency").as_deref(), Some("Daily|Weekly"));
        assert_eq!(row("Format").as_deref(), Some("CSV|CSV"));

        choose(page, &ids[2]).await;
        shows(page, "3 rules compared").await;
        choose(page, &ids[2]).await;
        choose(page, &ids[1]).await;
        shows(page, &ids[0]).await;
        choose(page, &ids[1]).await;
        shows(page, "2 rules compared").await;
        page.click(Role::Button, "Close details").await;
        page.finds_no(Role::Button, "Close details").await;
        chosen(page, 2).await;
    })
    .await;
}

/// P3: from where its reports lie a rule leads to the folder in the provider's console, for either kind of account, and names
/// the command that lists it.
async fn the_folder_of_the_reports_is_at_hand(cloud: &Cloud) {
    journey(&cloud.named("the_folder_of_the_reports_is_at_hand"), async |journey| {
        let page = &journey.page;
        let (consoles, rest, command) = match cloud.slug {
            "cos" => (
                ["console.cloud.tencent.com", "console.tencentcloud.com"],
                "cos/bucket?bucket=",
                "coscli ls cos://",
            ),
            _ => {
                let consoles = ["oss.console.aliyun.com", "oss.console.alibabacloud.com"];
                (consoles, "bucket/oss-cn-hangzhou/", "ossutil ls oss://")
            }
        };
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Button, &format!("Details of {}", cloud.first_id)).await;
        page.click(Role::Tab, "Results").await;
        let link = format!("Open the folder in the console of {}", cloud.service());
        let international = "Open it with an account of the international site";
        for (link, console) in [link.as_str(), international].into_iter().zip(consoles) {
            let leads = format!(
                "element.href.startsWith({}) && element.href.includes({}) && element.target === '_blank'",
                json!(format!("https://{console}/{rest}")),
                json!(cloud.first_id)
            );
            page.is(Role::Link, link, &leads).await;
        }
        page.sees(command).await;
        page.finds(Role::Button, "Copy Command that lists it").await;
        page.sees(&format!("{}/", cloud.first_id)).await;
    })
    .await;
}
