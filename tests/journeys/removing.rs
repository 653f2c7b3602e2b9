//! Deleting many rules: asked first, a few at once, stopped at will, and nothing is said to be gone before the provider said
//! so.

use sandbox::CorsRule;
use serde_json::json;
use thirtyfour::Key;

use crate::choosing::{act, choose, chosen};
use crate::cloud::{Cloud, on_both};
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::{Page, Role};

on_both! {
    ten_rules_are_deleted
    a_rule_that_fails_stays_for_another_try
    what_failed_among_many_comes_into_sight
    a_deletion_is_stopped
    a_lost_connection_ends_a_deletion
    a_rule_that_is_gone_counts_as_deleted
}

/// Chooses the first rules of the table and asks to delete them.
pub(crate) async fn ask_to_delete(journey: &Journey, cloud: &Cloud, count: usize) -> Vec<String> {
    let page = &journey.page;
    let ids = journey.sandbox.rule_ids(cloud.bucket)[..count].to_vec();
    journey.connect(cloud.preset).await;
    page.sees("(250)").await;
    for id in &ids {
        choose(page, id).await;
    }
    chosen(page, count).await;
    act(page, "Delete").await;
    page.finds(Role::Dialog, &format!("Delete {count} inventory rules")).await;
    journey.sandbox.clear_requests();
    ids
}

pub(crate) async fn confirm(page: &Page, count: usize) {
    page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
    page.press(" Confirm ").await;
    page.click(Role::Button, &format!("Delete {count} rules")).await;
}

/// What stands in the dialog of a rule, beside its id.
pub(crate) async fn says(page: &Page, id: &str, words: &str) {
    let script = "const rows = [...document.querySelectorAll('dialog[open] li')];
        const row = rows.find((row) => row.querySelector('strong')?.textContent === arguments[0]);
        return Boolean(row) && squeeze(row.innerText).startsWith(arguments[0] + (arguments[1] && ' ' + arguments[1]))";
    page.wait_until(&format!("{id:?} with {words:?}"), script, vec![json!(id), json!(words)]).await;
}

/// Whoever works by keyboard or ear is lost without one.
pub(crate) async fn assert_focus_has_a_place(page: &Page) {
    let lost: bool = page.eval("return document.activeElement === document.body").await;
    assert!(!lost, "the focus has no place");
}

/// The deletions that the provider was asked for, and its answers.
pub(crate) fn deletions(journey: &Journey) -> Vec<String> {
    journey.calls().into_iter().filter(|call| call.starts_with("delete")).collect()
}

/// Which of the rules the bucket has.
fn stored<'a>(journey: &Journey, cloud: &Cloud, ids: &'a [String]) -> Vec<&'a String> {
    ids.iter().filter(|id| journey.sandbox.rule_xml(cloud.bucket, id).is_some()).collect()
}

/// D1-D5, D7: every id is listed; nothing happens before the word is typed, by no click beside the dialog and
/// not by Escape; the rows leave the table, the choice is empty and one message says what was done.
async fn ten_rules_are_deleted(cloud: &Cloud) {
    journey(&cloud.named("ten_rules_are_deleted"), async |journey| {
        let page = &journey.page;
        let ids = ask_to_delete(journey, cloud, 10).await;
        for id in &ids {
            says(page, id, "").await;
        }
        page.sees(&format!("Delete these rules of {}", cloud.bucket)).await;
        page.sees("No further reports will be written.").await;
        page.sees("Reports already delivered stay where they are, and keep costing storage.").await;
        page.is(Role::Button, "Delete 10 rules", "element.ariaDisabled === 'true'").await;
        page.press("confirmed").await;
        page.is(Role::Button, "Delete 10 rules", "element.ariaDisabled === 'true'").await;
        let corner = "const box = document.querySelector('dialog[open]').getBoundingClientRect();
            return document.elementFromPoint(box.left / 2, box.top / 2) === document.querySelector('dialog[open]')";
        assert!(page.eval::<bool>(corner).await, "what is behind the dialog cannot be reached");
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        assert_focus_has_a_place(page).await;
        chosen(page, 10).await;
        assert_eq!(journey.calls(), [] as [&str; 0]);

        act(page, "Delete").await;
        confirm(page, 10).await;
        page.sees("10 rules were deleted.").await;
        page.finds_no(Role::Dialog, "").await;
        page.sees("(240)").await;
        page.finds_no(Role::Button, "Clear selection").await;
        assert_eq!(deletions(journey), ["delete header 204"; 10]);
        assert_eq!(stored(journey, cloud, &ids), [] as [&String; 0]);
        assert_eq!(journey.sandbox.rule_ids(cloud.bucket).len(), 240);
        assert_eq!(page.row_headers().await, journey.sandbox.rule_ids(cloud.bucket)[..20]);
        assert_focus_has_a_place(page).await;
    })
    .await;
}

/// D5, D7: a failure is told beside its id and the others go on; what failed stays chosen, and the same dialog
/// tries it again.
async fn a_rule_that_fails_stays_for_another_try(cloud: &Cloud) {
    journey(&cloud.named("a_rule_that_fails_stays_for_another_try"), async |journey| {
        let page = &journey.page;
        let ids = ask_to_delete(journey, cloud, 10).await;
        let failing = format!("DELETE {}", ids[3]);
        page.answer_instead(&failing, 400, "InvalidArgument").await;
        confirm(page, 10).await;
        page.sees("9 of 10 were deleted.").await;
        says(page, &ids[3], "The provider refuses what was sent.").await;
        for id in ids.iter().filter(|id| **id != ids[3]) {
            says(page, id, "Deleted").await;
        }
        assert_eq!(deletions(journey), ["delete header 204"; 9]);
        assert_eq!(stored(journey, cloud, &ids), [&ids[3]]);
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        page.sees("(241)").await;
        chosen(page, 1).await;
        page.is(Role::Checkbox, &format!("Select {}", ids[3]), "element.checked").await;

        act(page, "Delete").await;
        page.finds(Role::Dialog, "Delete inventory rule").await;
        page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
        page.press("confirm").await;
        page.click(Role::Button, "Delete rule").await;
        page.finds(Role::Alert, "The provider refuses what was sent.").await;
        page.answer_no_more().await;
        page.click(Role::Button, "Delete rule").await;
        page.sees(&format!("Rule {} was deleted.", ids[3])).await;
        page.sees("(240)").await;
        page.finds_no(Role::Button, "Clear selection").await;
        assert_eq!(stored(journey, cloud, &ids), [] as [&String; 0]);
    })
    .await;
}

/// A1: the list of a long deletion scrolls; in the end it shows what failed, wherever it stands.
async fn what_failed_among_many_comes_into_sight(cloud: &Cloud) {
    journey(&cloud.named("what_failed_among_many_comes_into_sight"), async |journey| {
        let page = &journey.page;
        let mut ids = journey.sandbox.rule_ids(cloud.bucket);
        // As an id or as a prefix.
        let has = |id: &String| journey.sandbox.rule_xml(cloud.bucket, id).is_some_and(|xml| xml.contains("-02"));
        ids.retain(has);
        let count = ids.len();
        assert!(count > 50, "a list of {count} is drawn as a short one");
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.fill("Filter rules", "-02").await;
        page.click(Role::Checkbox, &format!("Select all {count} matching")).await;
        act(page, "Delete").await;
        page.finds(Role::Dialog, &format!("Delete {count} inventory rules")).await;
        let last = ids.last().expect("there are many");
        page.answer_instead(&format!("DELETE {last}"), 400, "InvalidArgument").await;
        confirm(page, count).await;
        page.sees(&format!("{} of {count} were deleted.", count - 1)).await;
        let in_sight = "const panel = document.querySelector('dialog[open] li .error-panel');
            const list = panel?.closest('ul');
            const [part, whole] = [panel, list].map((element) => element?.getBoundingClientRect());
            return Boolean(part) && list.scrollHeight > list.clientHeight
                && part.top >= whole.top - 1 && part.bottom <= whole.bottom + 1 && whole.bottom <= innerHeight";
        page.wait_until("what failed in sight", in_sight, vec![]).await;
        says(page, last, "The provider refuses what was sent.").await;
    })
    .await;
}

/// The requests that delete these rules.
pub(crate) fn deleting(ids: &[String]) -> Vec<String> {
    ids.iter().map(|id| format!("DELETE {id}")).collect()
}

/// D5: Stop ends after the rules under way; what is left stays chosen and can be deleted from the same dialog.
async fn a_deletion_is_stopped(cloud: &Cloud) {
    journey(&cloud.named("a_deletion_is_stopped"), async |journey| {
        let page = &journey.page;
        let ids = ask_to_delete(journey, cloud, 10).await;
        page.hold_each(Held::Before, &deleting(&ids[1..3])).await;
        confirm(page, 10).await;
        page.holds_all(2).await;
        page.sees("1 of 10 deleted").await;
        page.sees(&format!("Deleting {} and 1 more…", ids[1])).await;
        page.is(Role::Button, "Deleting…", "element.ariaDisabled === 'true'").await;
        // Escape does not hide what is under way.
        page.press(Key::Escape).await;
        page.press(Key::Escape).await;
        page.finds(Role::Dialog, "Delete 10 inventory rules").await;
        page.click(Role::Button, "Stop").await;
        page.is(Role::Button, "Stops after these 2", "element.ariaDisabled === 'true'").await;
        page.release().await;
        page.sees("3 of 10 were deleted.").await;
        assert_eq!(stored(journey, cloud, &ids), ids[3..].iter().collect::<Vec<_>>());
        says(page, &ids[2], "Deleted").await;

        page.click(Role::Button, "Delete 7 rules").await;
        page.sees("10 rules were deleted.").await;
        page.sees("(240)").await;
        assert_eq!(deletions(journey), ["delete header 204"; 10]);
        assert_eq!(stored(journey, cloud, &ids), [] as [&String; 0]);
    })
    .await;
}

/// D5, N6: what would fail alike is not tried; nobody knows what became of those without an answer, and the
/// dialog says so of each.
async fn a_lost_connection_ends_a_deletion(cloud: &Cloud) {
    journey(&cloud.named("a_lost_connection_ends_a_deletion"), async |journey| {
        let page = &journey.page;
        let ids = ask_to_delete(journey, cloud, 4).await;
        page.hold_each(Held::Before, &deleting(&ids[1..3])).await;
        confirm(page, 4).await;
        page.holds_all(2).await;
        journey.sandbox.set_cors(cloud.bucket, vec![CorsRule::any_origin(&["GET"])]);
        page.release().await;
        page.sees("1 of 4 were deleted.").await;
        for id in &ids[1..3] {
            says(
                page,
                id,
                "Whether the rule was deleted is not known: no answer came that proves it. It is still there",
            )
            .await;
        }
        says(page, &ids[3], "").await;
        assert_eq!(deletions(journey), ["delete header 204"; 1]);
        assert_eq!(stored(journey, cloud, &ids), ids[1..].iter().collect::<Vec<_>>());
        journey.sandbox.set_cors(cloud.bucket, vec![CorsRule::any_origin(&["GET", "DELETE"])]);
        page.click(Role::Button, "Delete 3 rules").await;
        page.sees("4 rules were deleted.").await;
        page.sees("(246)").await;
        assert_eq!(stored(journey, cloud, &ids), [] as [&String; 0]);
    })
    .await;
}

/// D5: a rule that somebody else has deleted meanwhile is no failure, whatever the provider says to it.
async fn a_rule_that_is_gone_counts_as_deleted(cloud: &Cloud) {
    journey(&cloud.named("a_rule_that_is_gone_counts_as_deleted"), async |journey| {
        let page = &journey.page;
        let ids = ask_to_delete(journey, cloud, 3).await;
        for provider in [sandbox::Provider::Oss, sandbox::Provider::Cos] {
            journey.sandbox.switch(provider, |switches| switches.delete_missing_is_404 = true);
        }
        assert!(journey.sandbox.remove_rule(cloud.bucket, &ids[1]));
        confirm(page, 3).await;
        page.sees("3 rules were deleted.").await;
        page.sees("(247)").await;
        let mut answers = deletions(journey);
        answers.sort();
        assert_eq!(answers, ["delete header 204", "delete header 204", "delete header 404"]);
    })
    .await;
}
