//! Everything without a mouse: Tab, Enter, Space and typing.

use serde_json::json;
use thirtyfour::Key;

use crate::choosing::chosen;
use crate::cloud::{Cloud, on_both};
use crate::first_light::parts;
use crate::hands::Wanted;
use crate::importing;
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};
use crate::removing::assert_focus_has_a_place;

const MOST_TABS: usize = 120;

/// Moves the focus to an element by Tab, or by Shift and Tab when it is behind.
pub(crate) async fn tab_to(page: &Page, role: Role, name: &str) {
    page.tab_to(&Wanted::named(role, name)).await;
}

/// Presses Tab backwards until a script gives true.
pub(crate) async fn tab_back_until(page: &Page, what: &str, reached: &str) {
    for _ in 0..MOST_TABS {
        if page.eval(reached).await {
            return;
        }
        page.press_with(Key::Shift, Key::Tab).await;
    }
    panic!("{MOST_TABS} times Tab do not reach {what}");
}

pub(crate) async fn enter(page: &Page) {
    page.press(Key::Enter).await;
}

on_both! {
    keyboard_only
    three_rules_are_deleted_by_keyboard
    rules_are_compared_by_keyboard
    a_rule_is_disabled_by_keyboard
    a_rule_is_changed_by_keyboard
    a_rule_is_duplicated_by_keyboard
    rules_are_imported_by_keyboard
}

async fn keyboard_only(cloud: &Cloud) {
    journey(&cloud.named("keyboard_only"), async |journey| {
        let page = &journey.page;
        connect_by_keyboard(page, cloud).await;
        tab_to(page, Role::Link, cloud.first_id).await;
        enter(page).await;
        page.focus_is_on(Role::Heading, cloud.first_id).await;
        page.finds(Role::Tab, "XML").await;
        page.press_with(Key::Shift, Key::Tab).await;
        page.focus_is_on(Role::Link, "Inventory rules").await;
        enter(page).await;
        page.focus_is_on(Role::Heading, "Inventory rules").await;

        tab_to(page, Role::Link, "Create rule").await;
        enter(page).await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        for (label, text) in cloud.required {
            tab_to(page, Role::Textbox, label).await;
            page.press(*text).await;
        }
        tab_to(page, Role::Radio, "Weekly").await;
        page.press(Key::Up).await;
        page.is(Role::Radio, "Daily", "element.checked").await;
        tab_to(page, Role::Button, "Create rule").await;
        page.press(Key::Space).await;
        page.focus_is_on(Role::Link, "made-here").await;
        let stored = journey.sandbox.rule_xml(cloud.bucket, "made-here").expect("the rule was created");
        assert!(stored.contains("<Frequency>Daily</Frequency>"), "{stored}");

        tab_to(page, Role::Button, "Delete made-here").await;
        enter(page).await;
        page.finds(Role::Dialog, "Delete inventory rule").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Button, "Delete made-here").await;
        enter(page).await;
        page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
        page.press("confirm").await;
        enter(page).await;
        page.sees("Rule made-here was deleted.").await;
        page.finds_no(Role::Dialog, "").await;
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, "made-here"), None);
        let lost: bool = page.eval("return document.activeElement === document.body").await;
        assert!(!lost, "the focus has a place after the row is gone");
    })
    .await;
}

/// Connects with nothing but keys.
pub(crate) async fn connect_by_keyboard(page: &Page, cloud: &Cloud) {
    page.open("").await;
    tab_to(page, Role::Button, &format!("Connect to {}", cloud.preset)).await;
    enter(page).await;
    page.sees("(250)").await;
    page.focus_is_on(Role::Heading, "Inventory rules").await;
}

/// Connects and chooses the first rules of the table, with nothing but keys.
pub(crate) async fn choose_by_keyboard(journey: &Journey, cloud: &Cloud, count: usize) -> Vec<String> {
    let page = &journey.page;
    let ids = journey.sandbox.rule_ids(cloud.bucket)[..count].to_vec();
    connect_by_keyboard(page, cloud).await;
    for id in &ids {
        tab_to(page, Role::Checkbox, &format!("Select {id}")).await;
        page.press(Key::Space).await;
    }
    if count > 0 {
        chosen(page, count).await;
    }
    journey.sandbox.clear_requests();
    ids
}

/// Does one of the actions on what is chosen.
pub(crate) async fn act(page: &Page, action: &str) {
    tab_to(page, Role::Disclosure, "Actions").await;
    enter(page).await;
    tab_to(page, Role::Button, action).await;
    enter(page).await;
}

/// Agrees to what `Enable` and `Disable` do on OSS.
pub(crate) async fn agree(page: &Page, cloud: &Cloud, action: &str) {
    if cloud.slug == "oss" {
        page.focus_is_on(Role::Heading, &format!("{action} by removing and writing again")).await;
        tab_to(page, Role::Button, action).await;
        enter(page).await;
    }
}

/// A1, D2-D5, T9: choose three, delete them with the typed word; the focus has a place afterwards.
async fn three_rules_are_deleted_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("three_rules_are_deleted_by_keyboard"), async |journey| {
        let page = &journey.page;
        let ids = choose_by_keyboard(journey, cloud, 3).await;
        act(page, "Delete").await;
        page.finds(Role::Dialog, "Delete 3 inventory rules").await;
        page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
        // Tab stays inside the dialog.
        for _ in 0..8 {
            page.press(Key::Tab).await;
            let inside = "return document.activeElement === document.body
                || Boolean(document.activeElement.closest('dialog'))";
            assert!(page.eval::<bool>(inside).await, "the focus left the dialog");
        }
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        assert_focus_has_a_place(page).await;
        chosen(page, 3).await;
        act(page, "Delete").await;
        page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
        page.press("confirm").await;
        enter(page).await;
        page.sees("3 rules were deleted.").await;
        page.finds_no(Role::Dialog, "").await;
        page.sees("(247)").await;
        assert!(ids.iter().all(|id| journey.sandbox.rule_xml(cloud.bucket, id).is_none()));
        assert_focus_has_a_place(page).await;
    })
    .await;
}

/// A1, P2, P4: choose two, compare them, close the panel; the focus has a place at every step.
async fn rules_are_compared_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("rules_are_compared_by_keyboard"), async |journey| {
        let page = &journey.page;
        choose_by_keyboard(journey, cloud, 2).await;
        act(page, "Compare").await;
        page.finds(Role::Table, "2 rules compared").await;
        assert_focus_has_a_place(page).await;
        tab_to(page, Role::Button, "Close details").await;
        page.press(Key::Tab).await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Button, "Close details").await;
        assert_focus_has_a_place(page).await;
        chosen(page, 2).await;
    })
    .await;
}

/// A1, F12: choose one and disable it; the focus has a place while it is saved and afterwards.
async fn a_rule_is_disabled_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("a_rule_is_disabled_by_keyboard"), async |journey| {
        let page = &journey.page;
        let ids = choose_by_keyboard(journey, cloud, 1).await;
        act(page, "Disable").await;
        agree(page, cloud, "Disable").await;
        page.sees(&format!("Rule {} was saved.", ids[0])).await;
        let stored = journey.sandbox.rule_xml(cloud.bucket, &ids[0]).unwrap_or_default();
        assert!(stored.contains("<IsEnabled>false</IsEnabled>"), "{stored}");
        assert_focus_has_a_place(page).await;
        act(page, "Enable").await;
        agree(page, cloud, "Enable").await;
        let enabled = async || {
            let stored = journey.sandbox.rule_xml(cloud.bucket, &ids[0]).unwrap_or_default();
            stored.contains("<IsEnabled>true</IsEnabled>")
        };
        page.wait_for("the rule to be enabled again", enabled).await;
    })
    .await;
}

/// A1, F10, F14, F15: open a rule, change its schedule, review, save; the row has the focus.
async fn a_rule_is_changed_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("a_rule_is_changed_by_keyboard"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        choose_by_keyboard(journey, cloud, 1).await;
        act(page, "Edit").await;
        page.focus_is_on(Role::Heading, &format!("Edit {id}")).await;
        tab_to(page, Role::Radio, "Daily").await;
        page.press(Key::Down).await;
        page.is(Role::Radio, "Weekly", "element.checked").await;
        // Ctrl+Enter sends from anywhere; Escape gives nothing away.
        page.press(Key::Escape).await;
        page.is(Role::Radio, "Weekly", "element.checked").await;
        page.press_with(Key::Control, Key::Enter).await;
        page.finds(Role::Dialog, "Review changes").await;
        page.focus_is_on(Role::Heading, "Review changes").await;
        let cells = "return [...document.querySelectorAll('dialog[open] tbody tr')].map((row) =>
            [...row.cells].map((cell) => squeeze(cell.innerText)).join(' | '))";
        assert_eq!(page.eval::<Vec<String>>(cells).await, ["Frequency | Daily | Weekly"]);
        tab_to(page, Role::Disclosure, "XML that will be sent").await;
        enter(page).await;
        page.sees("<Frequency>Weekly</Frequency>").await;
        tab_to(page, Role::Button, "Keep editing").await;
        enter(page).await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Radio, "Weekly").await;
        tab_to(page, Role::Button, "Save changes").await;
        enter(page).await;
        // What opened the review does not agree to it when it is pressed twice.
        page.focus_is_on(Role::Heading, "Review changes").await;
        enter(page).await;
        page.focus_is_on(Role::Heading, "Review changes").await;
        page.press_with(Key::Control, Key::Enter).await;
        page.sees(&format!("Rule {id} was saved.")).await;
        page.focus_is_on(Role::Link, id).await;
        let stored = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        assert!(stored.contains("<Frequency>Weekly</Frequency>"), "{stored}");
    })
    .await;
}

/// A1, F14: a duplicate needs nothing but an ID and Enter.
async fn a_rule_is_duplicated_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("a_rule_is_duplicated_by_keyboard"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        choose_by_keyboard(journey, cloud, 1).await;
        act(page, "Duplicate").await;
        page.focus_is_on(Role::Heading, &format!("Duplicate {id}")).await;
        tab_to(page, Role::Textbox, "ID").await;
        page.press("made-here").await;
        enter(page).await;
        page.sees("Rule made-here was created.").await;
        page.focus_is_on(Role::Link, "made-here").await;
        let before = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        let stored = journey.sandbox.rule_xml(cloud.bucket, "made-here").unwrap_or_default();
        assert_eq!(parts(&stored), parts(&before.replace(id, "made-here")));
    })
    .await;
}

/// A1, D6: the field for the file and the button are reached by Tab; the browser's own dialog gives the file.
async fn rules_are_imported_by_keyboard(cloud: &Cloud) {
    journey(&cloud.named("rules_are_imported_by_keyboard"), async |journey| {
        let page = &journey.page;
        let ids = ["from-a-file-1", "from-a-file-2", "from-a-file-3"];
        let xml = journey.sandbox.rule_xml(cloud.bucket, cloud.first_id).unwrap_or_default();
        let rules = ids.map(|id| json!({ "id": id, "xml": xml.replace(cloud.first_id, id) }));
        let copy = json!({ "stocktake": 1, "provider": cloud.slug, "region": cloud.region,
            "bucket": cloud.bucket, "rules": rules });
        let path = journey.downloads().join("copy.json");
        std::fs::write(&path, copy.to_string()).expect("the folder can be written");
        choose_by_keyboard(journey, cloud, 0).await;
        tab_to(page, Role::Link, "Import").await;
        enter(page).await;
        page.focus_is_on(Role::Heading, "Import rules").await;
        tab_to(page, Role::File, "File").await;
        page.give_file("File", &path).await;
        tab_to(page, Role::Button, "Import 3 rules").await;
        page.press(Key::Space).await;
        page.sees("3 rules were imported.").await;
        for id in ids {
            importing::says(page, id, "Created").await;
            assert!(journey.sandbox.rule_xml(cloud.bucket, id).is_some());
        }
        assert_focus_has_a_place(page).await;
    })
    .await;
}
