//! Undo: what was just disabled, enabled, changed or deleted is taken back from the message that says so, as safely as it
//! was done; what somebody else has done meanwhile is not.

use serde_json::json;

use crate::choosing::{act, agree, choose, chosen};
use crate::cloud::{Cloud, OSS, on_both};
use crate::editing::{
    CHANGED, DENIED, GONE, MISSING, ROW_SAYS, assert_nothing_is_kept, edit, save, saves, times,
};
use crate::first_light::{as_sent, parts};
use crate::importing::delete;
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::{Page, Role};
use crate::removing::deleting;
use crate::runs::chosen_of;

on_both! {
    a_switch_is_taken_back
    an_edit_is_taken_back_with_what_nobody_knows
    a_deletion_is_taken_back
    a_run_is_taken_back_at_once
    a_run_of_deletions_is_taken_back_also_in_part
    what_somebody_else_did_meanwhile_is_not_taken_back
    an_undo_is_pressed_twice_and_done_once
    an_undo_outlives_what_is_begun_after_it
}

/// The document of a rule at the provider.
fn document(journey: &Journey, bucket: &str, id: &str) -> String {
    journey.sandbox.rule_xml(bucket, id).expect("it is there")
}

fn is_as_before(id: &str) -> String {
    format!("Rule {id} is as it was before.")
}

/// Takes back what the only message that offers it says, and waits until that is done.
async fn undo(page: &Page, id: &str) {
    page.click(Role::Button, "Undo").await;
    page.sees(&is_as_before(id)).await;
    page.finds_no(Role::Button, "Undo").await;
    page.click(Role::Button, "Dismiss").await;
    page.sees_no(&is_as_before(id)).await;
}

/// Disables the rule whose page is open.
async fn disable(page: &Page, cloud: &Cloud, id: &str) {
    page.click(Role::Button, "Disable").await;
    agree(page, cloud, "Disable").await;
    page.sees(&format!("Rule {id} was saved.")).await;
}

/// The rule has its old document, once, and the device keeps nothing.
async fn is_back(journey: &Journey, bucket: &str, id: &str, before: &str) {
    assert_eq!(document(journey, bucket, id), before, "byte for byte");
    assert_eq!(times(journey, bucket, id), 1);
    assert_nothing_is_kept(&journey.page).await;
}

/// F12, N4: disabled and taken back, the rule's document is byte for byte the one before; page and row follow.
async fn a_switch_is_taken_back(cloud: &Cloud) {
    journey(&cloud.named("a_switch_is_taken_back"), async |journey| {
        let page = &journey.page;
        let (bucket, id) = (cloud.bucket, cloud.first_id);
        let seeded = document(journey, bucket, id);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, id).await;
        disable(page, cloud, id).await;
        undo(page, id).await;
        // What was seeded was not written by this console: a provider may give it in another form.
        let before = document(journey, bucket, id);
        assert_eq!(parts(&before), parts(&as_sent(&seeded)));
        for _ in 0..2 {
            disable(page, cloud, id).await;
            assert_ne!(document(journey, bucket, id), before);
            undo(page, id).await;
            is_back(journey, bucket, id, &before).await;
            page.is(Role::Button, "Disable", "element.ariaDisabled !== 'true'").await;
        }
        page.click(Role::Link, "Inventory rules").await;
        page.wait_until("the row to follow", ROW_SAYS, vec![json!(id), json!("Enabled")]).await;
    })
    .await;
}

/// F1, F12: an edit is taken back from the list, after its form is gone, with what no document names.
async fn an_edit_is_taken_back_with_what_nobody_knows(cloud: &Cloud) {
    journey(&cloud.named("an_edit_is_taken_back_with_what_nobody_knows"), async |journey| {
        let page = &journey.page;
        let (bucket, id) = (cloud.bucket("demo-every-field"), "from-the-future");
        journey.connect(&cloud.preset("Every documented field")).await;
        page.finds(Role::Table, "Inventory rules").await;
        let mut before = document(journey, &bucket, id);
        for at in 0..2 {
            edit(journey, id).await;
            page.fill("Source prefix", "typed/").await;
            page.choose("Frequency", Role::Radio, "Weekly").await;
            save(page).await;
            page.sees("Rule from-the-future was saved.").await;
            page.wait_until("the new schedule", ROW_SAYS, vec![json!(id), json!("Weekly")]).await;
            undo(page, id).await;
            let now = document(journey, &bucket, id);
            match at {
                0 => assert_eq!(parts(&now), parts(&as_sent(&before))),
                _ => is_back(journey, &bucket, id, &before).await,
            }
            before = now;
        }
        assert!(
            before.contains("<NewOption>x</NewOption>") && before.contains("SomeFutureField"),
            "{before}"
        );
    })
    .await;
}

/// D6: deleted and taken back, the rule is there as it was.
async fn a_deletion_is_taken_back(cloud: &Cloud) {
    journey(&cloud.named("a_deletion_is_taken_back"), async |journey| {
        let page = &journey.page;
        let (bucket, id) = (cloud.bucket, cloud.first_id);
        let mut before = document(journey, bucket, id);
        journey.connect(cloud.preset).await;
        // Where a rule is put back it may stand on another page.
        page.fill("Filter rules", id).await;
        page.sees("(1/250)").await;
        for at in 0..2 {
            page.click(Role::Button, &format!("Delete {id}")).await;
            page.fill("The rule is enabled.", "confirm").await;
            page.click(Role::Button, "Delete rule").await;
            page.sees(&format!("Rule {id} was deleted.")).await;
            page.sees("(0/249)").await;
            assert_eq!(journey.sandbox.rule_xml(bucket, id), None);
            undo(page, id).await;
            page.sees("(1/250)").await;
            page.finds(Role::RowHeader, id).await;
            let now = document(journey, bucket, id);
            match at {
                0 => assert_eq!(parts(&now), parts(&as_sent(&before))),
                _ => is_back(journey, bucket, id, &before).await,
            }
            before = now;
        }
    })
    .await;
}

/// T9: one Undo for a run; each rule goes back to its own form.
async fn a_run_is_taken_back_at_once(cloud: &Cloud) {
    journey(&cloud.named("a_run_is_taken_back_at_once"), async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, cloud, 3).await;
        let documents = || ids.iter().map(|id| document(journey, cloud.bucket, id)).collect::<Vec<_>>();
        let mut before = documents();
        for at in 0..2 {
            act(page, "Disable").await;
            agree(page, cloud, "Disable").await;
            page.sees("3 rules were disabled.").await;
            assert!(documents().iter().all(|xml| xml.contains("<IsEnabled>false<")));
            page.click(Role::Button, "Undo").await;
            page.sees("3 rules are as they were before.").await;
            page.click(Role::Button, "Dismiss").await;
            page.sees_no("3 rules are").await;
            for (before, now) in before.iter().zip(documents()) {
                match at {
                    0 => assert_eq!(parts(&now), parts(&as_sent(before))),
                    _ => assert_eq!(&now, before, "byte for byte"),
                }
            }
            before = documents();
        }
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// D5, D6: what a stopped deletion has deleted can be put back while the dialog says the rest, and after it; and so can all
/// of it when the same dialog has gone on.
async fn a_run_of_deletions_is_taken_back_also_in_part(cloud: &Cloud) {
    journey(&cloud.named("a_run_of_deletions_is_taken_back_also_in_part"), async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, cloud, 4).await;
        let there = || ids.iter().map(|id| times(journey, cloud.bucket, id)).collect::<Vec<_>>();
        let before: Vec<_> = ids.iter().map(|id| document(journey, cloud.bucket, id)).collect();
        act(page, "Delete").await;
        page.fill("To confirm", "confirm").await;
        page.hold_each(Held::Before, &deleting(&ids[1..3])).await;
        page.click(Role::Button, "Delete 4 rules").await;
        page.holds_all(2).await;
        page.click(Role::Button, "Stop").await;
        page.release().await;
        page.sees("3 of 4 were deleted.").await;
        assert_eq!(there(), [0, 0, 0, 1]);
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        page.sees("(247)").await;
        page.click(Role::Button, "Undo").await;
        page.sees("3 rules are as they were before.").await;
        page.sees("(250)").await;
        assert_eq!(there(), [1; 4]);

        // What was put back is not chosen any more.
        for id in &ids[..3] {
            page.fill("Filter rules", id).await;
            page.sees("(1/250)").await;
            choose(page, id).await;
        }
        page.fill("Filter rules", "").await;
        chosen(page, 4).await;
        act(page, "Delete").await;
        delete(page, 4).await;
        assert_eq!(there(), [0; 4]);
        page.click(Role::Button, "Undo").await;
        page.sees("4 rules are as they were before.").await;
        page.sees("(250)").await;
        assert_eq!(there(), [1; 4]);
        // OSS sorts the classes.
        let sorted = |xml: &str| as_sent(xml).replace("Standard,IA", "IA,Standard");
        for (id, before) in ids.iter().zip(&before) {
            assert_eq!(parts(&sorted(&document(journey, cloud.bucket, id))), parts(&sorted(before)));
        }
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// F11: a rule that somebody else has changed, deleted or created meanwhile is left to its author, and the message says
/// so and stays.
async fn what_somebody_else_did_meanwhile_is_not_taken_back(cloud: &Cloud) {
    journey(&cloud.named("what_somebody_else_did_meanwhile_is_not_taken_back"), async |journey| {
        let page = &journey.page;
        let (bucket, id) = (cloud.bucket, cloud.first_id);
        let refused = format!("Rule {id} was not changed as asked.");
        let seeded = document(journey, bucket, id);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;

        choose(page, id).await;
        switch(page, cloud, "Disable", id).await;
        let theirs = document(journey, bucket, id).replace("<Frequency>Daily", "<Frequency>Weekly");
        journey.sandbox.put_rule(bucket, id, &theirs);
        page.click(Role::Button, "Undo").await;
        page.finds(Role::Dialog, &refused).await;
        page.finds(Role::Alert, CHANGED).await;
        close(page, &refused).await;
        assert_eq!(document(journey, bucket, id), theirs);

        switch(page, cloud, "Enable", id).await;
        assert!(journey.sandbox.remove_rule(bucket, id));
        page.click(Role::Button, "Undo").await;
        page.finds(Role::Alert, GONE).await;
        close(page, &refused).await;
        assert_eq!(journey.sandbox.rule_xml(bucket, id), None);

        journey.sandbox.put_rule(bucket, id, &seeded);
        page.click(Role::Button, "Refresh").await;
        page.sees("(250)").await;
        act(page, "Delete").await;
        page.fill("The rule is enabled.", "confirm").await;
        page.click(Role::Button, "Delete rule").await;
        page.sees(&format!("Rule {id} was deleted.")).await;
        journey.sandbox.put_rule(bucket, id, &theirs);
        page.click(Role::Button, "Undo").await;
        page.finds(Role::Dialog, &refused).await;
        page.finds(Role::Alert, "A rule with this ID").await;
        close(page, &refused).await;
        assert_eq!((document(journey, bucket, id), times(journey, bucket, id)), (theirs, 1));
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// Switches what is chosen on or off.
async fn switch(page: &Page, cloud: &Cloud, action: &str, id: &str) {
    act(page, action).await;
    agree(page, cloud, action).await;
    page.sees(&format!("Rule {id} was saved.")).await;
}

/// Closes the dialog about what was refused; its message is still there, and is then taken away.
async fn close(page: &Page, refused: &str) {
    page.click(Role::Button, "Close").await;
    page.finds_no(Role::Dialog, "").await;
    page.sees(refused).await;
    page.click(Role::Button, "Dismiss").await;
    page.sees_no(refused).await;
}

/// F13: what is pressed twice is taken back once, and nothing is found wrong with it.
async fn an_undo_is_pressed_twice_and_done_once(cloud: &Cloud) {
    journey(&cloud.named("an_undo_is_pressed_twice_and_done_once"), async |journey| {
        let page = &journey.page;
        let (bucket, id) = (cloud.bucket, cloud.first_id);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        choose(page, id).await;
        switch(page, cloud, "Disable", id).await;
        journey.sandbox.clear_requests();
        page.hold(Held::Before, &format!("PUT {id}")).await;
        page.double_click(Role::Button, "Undo").await;
        page.holds().await;
        page.finds_no(Role::Dialog, "").await;
        page.release().await;
        page.sees(&is_as_before(id)).await;
        let puts = journey.calls().iter().filter(|call| call.starts_with("put ")).count();
        assert_eq!((puts, times(journey, bucket, id)), (1, 1));
        assert!(document(journey, bucket, id).contains("<IsEnabled>true<"));
        page.finds_no(Role::Dialog, "").await;
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// N2: other work that is begun takes the news away, and not the way back.
async fn an_undo_outlives_what_is_begun_after_it(cloud: &Cloud) {
    journey(&cloud.named("an_undo_outlives_what_is_begun_after_it"), async |journey| {
        let page = &journey.page;
        let (bucket, id) = (cloud.bucket, cloud.first_id);
        let other = journey.sandbox.rule_ids(bucket)[1].clone();
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        choose(page, id).await;
        switch(page, cloud, "Disable", id).await;
        edit(journey, &other).await;
        page.fill("Source prefix", "typed/").await;
        page.answer_instead(&format!("GET {other}"), 403, "AccessDenied").await;
        save(page).await;
        page.finds(Role::Alert, DENIED).await;
        page.sees_no(&format!("Rule {id} was saved.")).await;
        page.sees(&format!("What was done to rule {id} can be taken back.")).await;
        page.answer_no_more().await;
        undo(page, id).await;
        assert!(document(journey, bucket, id).contains("<IsEnabled>true<"));
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// U4: an undo that breaks between its removal and its write loses nothing: both forms are held on the screen and on the
/// device, and the old one is written from there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_undo_that_cannot_be_written_offers_both_forms() {
    journey("an_undo_that_cannot_be_written_offers_both_forms", async |journey| {
        let page = &journey.page;
        let (bucket, id) = (OSS.bucket, OSS.first_id);
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        choose(page, id).await;
        switch(page, &OSS, "Disable", id).await;
        page.answer_instead(&format!("PUT {id}"), 403, "AccessDenied").await;
        page.click(Role::Button, "Undo").await;
        page.finds(Role::Alert, DENIED).await;
        page.sees(MISSING).await;
        assert_eq!((journey.sandbox.rule_xml(bucket, id), saves(page).await.len()), (None, 1));
        page.answer_no_more().await;
        page.click(Role::Button, "Write the new form").await;
        page.sees(&format!("Rule {id} was saved.")).await;
        page.finds_no(Role::Dialog, "").await;
        assert!(document(journey, bucket, id).contains("<IsEnabled>true<"));
        assert_eq!(times(journey, bucket, id), 1);
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// C8: after Forget nothing is taken back, and the message says what was not tried; connected again it is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_undo_waits_for_credentials() {
    journey("an_undo_waits_for_credentials", async |journey| {
        let page = &journey.page;
        let (bucket, id) = (OSS.bucket, OSS.first_id);
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        choose(page, id).await;
        switch(page, &OSS, "Disable", id).await;
        page.click(Role::Button, "Forget credentials").await;
        page.sees("Credentials forgotten").await;
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Undo").await;
        page.sees(&format!("Not tried: {id}.")).await;
        assert_eq!(journey.calls(), [] as [&str; 0]);
        page.click(Role::Button, "Close").await;
        page.click(Role::Button, &format!("Connect to {}", OSS.preset)).await;
        page.sees("(250)").await;
        page.click(Role::Button, "Undo").await;
        page.sees(&is_as_before(id)).await;
        assert!(document(journey, bucket, id).contains("<IsEnabled>true<"));
    })
    .await;
}
