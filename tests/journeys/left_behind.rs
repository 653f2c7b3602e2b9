//! A save whose screen is left, or whose end nobody saw: as long as the provider may be without the rule, the
//! list of the bucket holds both forms of it.

use std::time::Duration;

use serde_json::json;

use crate::appearance::pictured;
use crate::broken_saves::REFUSED_PREFIX;
use crate::choosing::{act, agree, choose};
use crate::cloud::OSS;
use crate::editing::{MISSING, RESTORED, STILL_AS_IT_WAS, assert_nothing_is_kept, edit, save, saves, times};
use crate::first_light::parts;
use crate::importing::dated_file;
use crate::journey::{Journey, journey};
use crate::midway::up_to;
use crate::on_the_way::Held;
use crate::page::{Page, Role};
use crate::recovering::{assert_stored_once, assert_stored_once_with_a_copy, left_over, type_into_form};
use crate::taking_away::NOTE_COPIES;

/// Leaves the form for the list, and throws away what was typed.
async fn leave_the_form(page: &Page) {
    page.click(Role::Link, "Inventory rules").await;
    page.click(Role::Button, "Discard").await;
    page.finds(Role::Table, "Inventory rules").await;
}

/// The list says that a save was cut off and holds both forms; one click writes one of them.
async fn is_offered_on_the_list(journey: &Journey, before: &str, button: &str) {
    is_offered_and_written(journey, button).await;
    let prefix = if button.contains("new") { "typed/" } else { "logs/app/team-00/" };
    assert_stored_once(journey, &OSS, before, prefix).await;
}

async fn is_offered_and_written(journey: &Journey, button: &str) {
    let page = &journey.page;
    let id = OSS.first_id;
    page.finds(Role::Alert, &left_over(id)).await;
    page.sees(MISSING).await;
    assert_eq!((journey.sandbox.rule_xml(OSS.bucket, id), saves(page).await.len()), (None, 1));
    page.click(Role::Button, button).await;
    page.sees(&format!("Rule {id} was saved.")).await;
    page.sees_no(&left_over(id)).await;
    page.sees("(250)").await;
}

/// F12, N5, U4: the form is left for the list while its rule is between its removal and its new form, and then the
/// new form is lost: the list says so and offers both forms.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_save_that_fails_after_its_form_was_left_is_offered() {
    journey("a_save_that_fails_after_its_form_was_left_is_offered", async |journey| {
        let page = &journey.page;
        let before = up_to(journey, &OSS, "PUT").await;
        leave_the_form(page).await;
        page.sees_no(&left_over(OSS.first_id)).await;
        page.lose(&[(Held::Before, format!("PUT {}", OSS.first_id))]).await;
        page.release().await;
        is_offered_on_the_list(journey, &before, "Write the new form").await;
    })
    .await;
}

/// F12, U4: the form that holds the rule is left: the list holds it then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_form_holds_is_held_by_the_list_when_it_is_left() {
    journey("what_the_form_holds_is_held_by_the_list_when_it_is_left", async |journey| {
        let page = &journey.page;
        let before = up_to(journey, &OSS, "PUT").await;
        page.lose(&[(Held::Before, format!("PUT {}", OSS.first_id))]).await;
        page.release().await;
        page.sees(MISSING).await;
        leave_the_form(page).await;
        is_offered_on_the_list(journey, &before, "Write the old form").await;
    })
    .await;
}

/// F12, U4: the dialog that holds a rule which could not be switched is closed: the list behind it holds it then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_dialog_holds_is_held_by_the_list_when_it_is_closed() {
    journey("what_the_dialog_holds_is_held_by_the_list_when_it_is_closed", async |journey| {
        let page = &journey.page;
        let id = OSS.first_id;
        let before = journey.sandbox.rule_xml(OSS.bucket, id).unwrap_or_default();
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        page.lose(&[(Held::Before, format!("PUT {id}"))]).await;
        choose(page, id).await;
        act(page, "Disable").await;
        agree(page, &OSS, "Disable").await;
        page.finds(Role::Dialog, "").await;
        page.sees(MISSING).await;
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        is_offered_on_the_list(journey, &before, "Write the old form").await;
    })
    .await;
}

/// Changes a rule whose new form is refused, and goes back to the list, in which it is held; gives how its row is called.
async fn held_in_the_list(journey: &Journey, id: &str) -> String {
    let page = &journey.page;
    journey.connect("May not write").await;
    edit(journey, id).await;
    page.fill("Source prefix", "typed/").await;
    save(page).await;
    page.sees(MISSING).await;
    leave_the_form(page).await;
    let held = format!("{id} Held here");
    page.finds(Role::RowHeader, &held).await;
    held
}

/// F12, A9: a rule that was removed and whose new form was refused is not listed as one that is there: its row says that it
/// is held here, until it is written again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_that_is_held_is_not_listed_as_there() {
    journey("a_rule_that_is_held_is_not_listed_as_there", async |journey| {
        let page = &journey.page;
        let (bucket, id) = ("error-put-403", OSS.first_id);
        let held = held_in_the_list(journey, id).await;
        let row = "const row = find('rowheader', arguments[0])[0]?.closest('tr');
            return Boolean(row?.innerText.includes('Perhaps not there')) && !row.innerText.includes('Enabled')";
        page.wait_until("a status that says so", row, vec![json!(held)]).await;
        let mut findings = Vec::new();
        pictured(page, "held", &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the screen: {findings:#?}");
        // As it is to the next reading: there is no such rule.
        assert_eq!(journey.sandbox.rule_xml(bucket, id), None);
        page.click(Role::Button, "Refresh").await;
        page.finds_no(Role::RowHeader, id).await;
        page.finds(Role::Alert, &left_over(id)).await;
    })
    .await;
}

/// F12, A9: a file and a text of the table say of such a rule what its row says.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_that_is_held_is_not_taken_away_as_there() {
    journey("a_rule_that_is_held_is_not_taken_away_as_there", async |journey| {
        let page = &journey.page;
        let id = OSS.first_id;
        held_in_the_list(journey, id).await;
        let says_so = |line: &str| line.contains("Perhaps not there") && !line.contains("Enabled");
        act(page, "Download as CSV").await;
        let (_, text) = dated_file(journey, "error-put-403", "csv").await;
        let line = text.lines().find(|line| line.starts_with(id)).expect("a line of the rule");
        assert!(says_so(line), "{line}");
        let _: bool = page.eval(NOTE_COPIES).await;
        act(page, "Copy as Markdown").await;
        page.sees("copied as Markdown").await;
        let copied: String = page.eval("return globalThis.copied").await;
        let line =
            copied.lines().find(|line| line.starts_with(&format!("| {id} "))).expect("a line of the rule");
        assert!(says_so(line), "{line}");
    })
    .await;
}

/// F12: the page gave the removal up, saw the rule still there, and then the provider carried the removal out all
/// the same: what was kept is still there and offered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_removal_that_is_carried_out_late_loses_nothing() {
    journey("a_removal_that_is_carried_out_late_loses_nothing", async |journey| {
        let page = &journey.page;
        let before = up_to(journey, &OSS, "DELETE").await;
        page.time_is_up().await;
        page.sees(STILL_AS_IT_WAS).await;
        assert!(journey.sandbox.remove_rule(OSS.bucket, OSS.first_id));
        leave_the_form(page).await;
        is_offered_and_written(journey, "Write the old form").await;
        assert_stored_once_with_a_copy(journey, &OSS, &before, "logs/app/team-00/").await;
    })
    .await;
}

/// F12: the provider refuses the new form, the old one is put back, and the answer to that is lost: it is looked
/// for, found, and the page says that the rule is as it was.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_form_that_is_put_back_without_an_answer_is_found() {
    journey("an_old_form_that_is_put_back_without_an_answer_is_found", async |journey| {
        let page = &journey.page;
        let put = format!("PUT {}", OSS.first_id);
        let before = journey.sandbox.rule_xml(OSS.bucket, OSS.first_id).unwrap_or_default();
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        edit(journey, OSS.first_id).await;
        page.fill("Destination prefix", REFUSED_PREFIX).await;
        page.hold(Held::After, &put).await;
        save(page).await;
        page.holds().await;
        page.hold(Held::Before, &put).await;
        page.release().await;
        page.holds().await;
        page.lose(&[(Held::After, put)]).await;
        page.release().await;
        page.finds(Role::Alert, "The provider refuses what was sent.").await;
        page.sees(RESTORED).await;
        let stored = journey.sandbox.rule_xml(OSS.bucket, OSS.first_id).unwrap_or_default();
        assert_eq!((parts(&stored), times(journey, OSS.bucket, OSS.first_id)), (parts(&before), 1));
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// F12: the new form was taken, and then nothing can be read any more: it counts as saved, and when the list finds
/// it there the device keeps nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_form_that_cannot_be_read_back_is_saved() {
    journey("a_new_form_that_cannot_be_read_back_is_saved", async |journey| {
        let page = &journey.page;
        let before = journey.sandbox.rule_xml(OSS.bucket, OSS.first_id).unwrap_or_default();
        type_into_form(journey, &OSS, "typed/").await;
        page.hold(Held::After, &format!("PUT {}", OSS.first_id)).await;
        save(page).await;
        page.holds().await;
        page.lose(&vec![(Held::Before, format!("GET {}", OSS.first_id)); 11]).await;
        page.release().await;
        let saved = format!("Rule {} was saved.", OSS.first_id);
        let says = async || page.text().await.contains(&saved);
        // It tries for ten seconds to read the rule.
        page.wait_for_up_to(Duration::from_secs(20), &saved, says).await;
        page.wait_for("nothing to be kept", async || saves(page).await.is_empty()).await;
        page.sees_no(&left_over(OSS.first_id)).await;
        assert_stored_once(journey, &OSS, &before, "typed/").await;
    })
    .await;
}

/// F12: a device that keeps no copy: nothing is removed, and the page says why.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_copy_on_the_device_nothing_is_removed() {
    journey("without_a_copy_on_the_device_nothing_is_removed", async |journey| {
        let page = &journey.page;
        let before = journey.sandbox.rule_xml(OSS.bucket, OSS.first_id).unwrap_or_default();
        type_into_form(journey, &OSS, "typed/").await;
        let refuse = "IDBFactory.prototype.allowed = IDBFactory.prototype.open;
            IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }; return true";
        let _: bool = page.eval(refuse).await;
        save(page).await;
        page.finds(Role::Alert, "This browser does not store a copy of the rule.").await;
        page.sees("nothing was done").await;
        assert_eq!(journey.calls(), ["get query 200"]);
        assert_eq!(journey.sandbox.rule_xml(OSS.bucket, OSS.first_id).as_ref(), Some(&before));
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        let allow = "IDBFactory.prototype.open = IDBFactory.prototype.allowed; return true";
        let _: bool = page.eval(allow).await;
        save(page).await;
        page.sees(&format!("Rule {} was saved.", OSS.first_id)).await;
        assert_stored_once(journey, &OSS, &before, "typed/").await;
    })
    .await;
}
