//! More walks without a mouse: which rules are shown and how, from bucket to bucket, and new credentials.

use serde_json::json;
use thirtyfour::Key;

use crate::choosing::count;
use crate::cloud::{Cloud, on_both};
use crate::connections::{handed_out, menu};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};
use crate::removing::assert_focus_has_a_place;
use crate::taking_away::NOTE_COPIES;
use crate::without_mouse::keyboard::{connect_by_keyboard, enter, tab_to};

on_both! {
    a_view_is_made_by_keyboard
    the_table_is_changed_by_keyboard
    connections_are_switched_by_keyboard
    credentials_are_renewed_by_keyboard
    a_long_text_is_read_by_keyboard
    a_long_text_is_copied_from_its_row_by_keyboard
}

/// A1, T5, T7, T8: filter, value, order, number of rows and page; each control keeps the focus while the rows under
/// it change.
async fn a_view_is_made_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("a_view_is_made_by_keyboard"), async |journey| {
        let page = &journey.page;
        let daily = count(journey, cloud.bucket, |xml| xml.contains("<Frequency>Daily"));
        connect_by_keyboard(page, cloud).await;
        tab_to(page, Role::Disclosure, "Frequency").await;
        page.press(Key::Space).await;
        tab_to(page, Role::Checkbox, "Daily").await;
        page.press(Key::Space).await;
        page.sees(&format!("({daily}/250)")).await;
        page.is(Role::Checkbox, "Daily", "element.checked && element === document.activeElement").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Checkbox, "Daily").await;
        page.is(Role::Disclosure, "Frequency", "element === document.activeElement").await;

        tab_to(page, Role::Button, "Source prefix").await;
        // After both directions the provider's order again, of which nothing is said.
        for (key, order) in [
            (Key::Enter, "ascending"),
            (Key::Space, "descending"),
            (Key::Enter, "null"),
            (Key::Space, "ascending"),
        ] {
            page.press(key).await;
            let sorted = format!("String(element.ariaSort) === '{order}'");
            page.is(Role::ColumnHeader, "Source prefix", &sorted).await;
            page.focus_is_on(Role::Button, "Source prefix").await;
        }
        let first = page.row_headers().await;
        tab_to(page, Role::Button, "Next page").await;
        enter(page).await;
        page.is(Role::Button, "Page 2", "element.ariaCurrent === 'page'").await;
        page.focus_is_on(Role::Button, "Next page").await;
        let second = page.row_headers().await;
        assert!(second.len() == 20 && second.iter().all(|id| !first.contains(id)), "{second:?}");
        tab_to(page, Role::Button, "Page 1").await;
        page.press(Key::Space).await;
        page.is(Role::Button, "Page 1", "element.ariaCurrent === 'page'").await;
        page.focus_is_on(Role::Button, "Page 1").await;
        assert_eq!(page.row_headers().await, first);
        // There is no page before: the button stays in its place, and does nothing.
        tab_to(page, Role::Button, "Previous page").await;
        enter(page).await;
        page.is(Role::Button, "Previous page", "element.ariaDisabled === 'true'").await;
        page.focus_is_on(Role::Button, "Previous page").await;
        tab_to(page, Role::Combobox, "Rows per page").await;
        page.press(Key::Up).await;
        page.sees("1–10 of").await;
        page.focus_is_on(Role::Combobox, "Rows per page").await;
        assert_eq!(page.row_headers().await, first[..10]);
        let address = format!("{}?frequency=Daily&sort=prefix&size=10", cloud.address(cloud.bucket));
        assert_eq!((page.address().await, journey.calls().len()), (address, 3));
        assert_focus_has_a_place(page).await;
    })
    .await;
}

/// The heads of the table's columns.
const HEADS: &str = "return find('columnheader', '').map(nameOf)";

/// A1, A3, T11: columns, rows, colours and keys in the preferences; the choice stays where the keys have made it, and
/// Reset takes it back. The help comes and goes by keys, too.
async fn the_table_is_changed_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("the_table_is_changed_by_keyboard"), async |journey| {
        let page = &journey.page;
        connect_by_keyboard(page, cloud).await;
        let usual: Vec<String> = page.eval(HEADS).await;
        tab_to(page, Role::Button, "Preferences").await;
        page.press(Key::Space).await;
        page.focus_is_on(Role::Heading, "Preferences").await;
        for (name, on) in [("Format", false), ("Encryption", true), ("Wrap long texts", true)] {
            tab_to(page, Role::Checkbox, name).await;
            page.press(Key::Space).await;
            page.is(Role::Checkbox, name, &format!("element.checked === {on}")).await;
            page.is(Role::Checkbox, name, "element === document.activeElement").await;
        }
        tab_to(page, Role::Radio, "Comfortable rows").await;
        page.press(Key::Down).await;
        page.is(Role::Radio, "Compact rows", "element.checked && element === document.activeElement").await;
        tab_to(page, Role::Radio, "As the device").await;
        page.press(Key::Down).await;
        page.press(Key::Down).await;
        page.is(Role::Radio, "Dark", "element.checked && element === document.activeElement").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Button, "Preferences").await;
        let liked: Vec<String> = page.eval(HEADS).await;
        assert!(
            liked.contains(&"Encryption".to_owned()) && !liked.contains(&"Format".to_owned()),
            "{liked:?}"
        );
        let dark = "return getComputedStyle(document.documentElement).colorScheme";
        assert_eq!(page.eval::<String>(dark).await, "dark");

        enter(page).await;
        tab_to(page, Role::Button, "Reset").await;
        enter(page).await;
        page.is(Role::Radio, "Comfortable rows", "element.checked").await;
        page.focus_is_on(Role::Button, "Reset").await;
        tab_to(page, Role::Button, "Close").await;
        enter(page).await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Button, "Preferences").await;
        assert_eq!(page.eval::<Vec<String>>(HEADS).await, usual);

        page.press("?").await;
        page.focus_is_on(Role::Button, "Close").await;
        page.press(Key::Space).await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Button, "Preferences").await;
    })
    .await;
}

/// A1, L1, L6: another bucket with the same credentials, and the way back, from the menu of connections.
async fn connections_are_switched_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("connections_are_switched_by_keyboard"), async |journey| {
        let page = &journey.page;
        let other = cloud.bucket("demo-1000");
        let (here, there) = (menu(cloud, cloud.bucket), menu(cloud, &other));
        connect_by_keyboard(page, cloud).await;
        tab_to(page, Role::Disclosure, &here).await;
        enter(page).await;
        page.finds(Role::Link, "Connect to another bucket").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Link, "Connect to another bucket").await;
        page.focus_is_on(Role::Button, &here).await;
        enter(page).await;
        tab_to(page, Role::Button, "Open another bucket").await;
        enter(page).await;
        page.focus_is_on(Role::Textbox, "Bucket name").await;
        page.press(other.as_str()).await;
        enter(page).await;
        page.sees("Tick this box if you trust the host").await;
        tab_to(page, Role::Checkbox, "I trust").await;
        page.press(" ").await;
        tab_to(page, Role::Button, "Open").await;
        enter(page).await;
        page.sees("(1,000)").await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Heading, "Inventory rules").await;
        assert_eq!(page.address().await, cloud.address(&other));

        let calls = journey.calls().len();
        for (from, to, bucket, said) in
            [(&there, &here, cloud.bucket, "(250)"), (&here, &there, other.as_str(), "(1,000)")]
        {
            tab_to(page, Role::Disclosure, from).await;
            page.press(Key::Space).await;
            tab_to(page, Role::Link, to).await;
            enter(page).await;
            page.sees(said).await;
            page.finds(Role::Disclosure, to).await;
            page.focus_is_on(Role::Heading, "Inventory rules").await;
            assert_eq!(page.address().await, cloud.address(bucket));
        }
        assert_eq!((journey.calls().len(), handed_out(journey)), (calls, 1), "nothing is read again");

        tab_to(page, Role::Disclosure, &there).await;
        enter(page).await;
        tab_to(page, Role::Link, "Connect to another bucket").await;
        enter(page).await;
        page.focus_is_on(Role::Heading, "Connect to a bucket").await;
        tab_to(page, Role::Button, "Forget credentials").await;
        page.press(Key::Space).await;
        page.sees("Credentials forgotten").await;
        page.finds_no(Role::Button, "Forget credentials").await;
        page.focus_is_on(Role::Heading, "Connect to a bucket").await;
    })
    .await;
}

/// A1, C4, C5: credentials that have ended are renewed from the error, by the site and by typing; the list is read
/// with them at once, and the focus has a place.
async fn credentials_are_renewed_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("credentials_are_renewed_by_keyboard"), async |journey| {
        let page = &journey.page;
        connect_by_keyboard(page, cloud).await;
        for typed in [false, true] {
            journey.end_all_credentials();
            tab_to(page, Role::Button, "Refresh").await;
            enter(page).await;
            page.finds(Role::Alert, "The temporary credentials have ended.").await;
            tab_to(page, Role::Button, "Enter new credentials").await;
            enter(page).await;
            page.finds(Role::Dialog, "New credentials").await;
            page.focus_is_on(Role::Button, "Get new credentials").await;
            journey.sandbox.reset_sts_answer();
            if typed {
                let issued = cloud.issue(journey);
                let [key, secret, token] = cloud.credentials;
                for (label, text) in [
                    (key, &issued.access_key_id),
                    (secret, &issued.access_key_secret),
                    (token, &issued.security_token),
                ] {
                    tab_to(page, Role::Textbox, label).await;
                    page.press(text.as_str()).await;
                }
                enter(page).await;
            } else {
                page.press(Key::Space).await;
            }
            page.finds_no(Role::Dialog, "").await;
            page.sees("Going on with the new credentials.").await;
            page.finds_no(Role::Alert, "The temporary credentials have ended.").await;
            page.sees("Last updated").await;
            page.sees("(250)").await;
            still_has_a_place(page).await;
        }
    })
    .await;
}

/// Waits until the focus is somewhere.
async fn still_has_a_place(page: &Page) {
    let somewhere = "return document.activeElement !== null && document.activeElement !== document.body";
    page.wait_until("a place of the focus", somewhere, vec![]).await;
}

/// Gives the first rule another prefix.
fn give_prefix(journey: &Journey, cloud: &Cloud, prefix: &str) {
    let xml = journey.sandbox.rule_xml(cloud.bucket, cloud.first_id).unwrap_or_default();
    let (before, rest) = xml.split_once("<Prefix>").expect("the rule has a prefix");
    let (_, after) = rest.split_once("</Prefix>").expect("the prefix ends");
    let changed = format!("{before}<Prefix>{prefix}</Prefix>{after}");
    journey.sandbox.put_rule(cloud.bucket, cloud.first_id, &changed);
}

/// A1, T12, P3: a text that the table cuts off stands whole beside it, and can be copied, by keys; the preferences
/// show it whole in the table itself.
async fn a_long_text_is_read_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("a_long_text_is_read_by_keyboard"), async |journey| {
        let page = &journey.page;
        let (id, long) = (cloud.first_id, "a/".repeat(60) + "the-end/");
        give_prefix(journey, cloud, &long);
        // Only what does not fit is cut.
        let whole = "const words = document.createTreeWalker(document.querySelector(arguments[0]), NodeFilter.SHOW_TEXT);
            while (words.nextNode()) {
                const { data, parentElement } = words.currentNode;
                if (data.includes(arguments[1])) return parentElement.scrollWidth <= parentElement.clientWidth + 1
                    || getComputedStyle(parentElement).overflowX === 'visible';
            }
            return null";
        let stands = async |place: &str| {
            let arguments = vec![json!(place), json!(long)];
            page.eval_with::<Option<bool>>(whole, arguments).await
        };
        connect_by_keyboard(page, cloud).await;
        page.wait_for("the table to cut it off", async || stands("table").await == Some(false)).await;
        tab_to(page, Role::Button, &format!("Details of {id}")).await;
        let under_the_row = "return document.querySelector('.whole')?.textContent.includes(arguments[0]) ?? false";
        page.wait_until("the whole of it under the row", under_the_row, vec![json!(long)]).await;
        enter(page).await;
        page.finds(Role::Tab, "XML").await;
        assert_eq!(stands("section[aria-labelledby=panel-title]").await, Some(true), "it is whole beside the table");
        tab_to(page, Role::Tab, "Overview").await;
        page.press(Key::Right).await;
        page.focus_is_on(Role::Tab, "XML").await;
        tab_to(page, Role::Button, "Copy XML").await;
        page.press(Key::Space).await;
        page.sees("Copied").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Button, "Close details").await;

        page.press("/").await;
        page.focus_is_on(Role::Textbox, "Filter rules").await;
        page.press_with(Key::Control, 'v').await;
        let pasted = "return find('textbox', 'Filter rules')[0].value.includes(arguments[0])";
        page.wait_until("what was copied", pasted, vec![json!(long)]).await;
        page.press_with(Key::Control, 'a').await;
        page.press(Key::Backspace).await;
        page.sees("(250)").await;
        tab_to(page, Role::Button, "Preferences").await;
        enter(page).await;
        tab_to(page, Role::Checkbox, "Wrap long texts").await;
        page.press(Key::Space).await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        assert_eq!(stands("table").await, Some(true), "it is whole in the table");
    })
    .await;
}

/// A1, T12: what the table cuts off is copied from its row, as the rule has it and not as it is shown, and Escape leads back.
async fn a_long_text_is_copied_from_its_row_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("a_long_text_is_copied_from_its_row_by_keyboard"), async |journey| {
        let page = &journey.page;
        let (id, long) = (cloud.first_id, "a/".repeat(60) + "the\u{200b}-end/");
        give_prefix(journey, cloud, &long);
        connect_by_keyboard(page, cloud).await;
        let _: bool = page.eval(NOTE_COPIES).await;
        tab_to(page, Role::Link, id).await;
        page.finds_no(Role::Button, "Copy Source prefix").await;
        page.press_with(Key::Control, 'c').await;
        let offered = "return focused().startsWith('button Copy ')";
        page.wait_until("the focus on what copies", offered, vec![]).await;
        tab_to(page, Role::Button, "Copy Source prefix").await;
        enter(page).await;
        page.sees("Copied").await;
        assert_eq!(page.eval::<String>("return globalThis.copied").await, long);
        page.press(Key::Escape).await;
        page.finds_no(Role::Button, "Copy Source prefix").await;
        page.focus_is_on(Role::Link, id).await;
        // Where all of a row is seen the key does what it does anywhere.
        tab_to(page, Role::Button, "Preferences").await;
        enter(page).await;
        tab_to(page, Role::Checkbox, "Wrap long texts").await;
        page.press(Key::Space).await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        tab_to(page, Role::Link, id).await;
        page.press_with(Key::Control, 'c').await;
        page.focus_is_on(Role::Link, id).await;
        page.finds_no(Role::Button, "Copy ").await;
    })
    .await;
}
