//! Taking back what was written in many buckets: each rule in its own, as safely as any undo, after the page was left as well,
//! stopped and gone on with, and with credentials that were forgotten.

use std::time::Duration;

use crate::cloud::{Cloud, OSS, on_both};
use crate::editing::{CHANGED, assert_nothing_is_kept};
use crate::first_light::{as_sent, parts};
use crate::journey::{Journey, journey};
use crate::many_buckets::{card, name_buckets, read, screen, switched};
use crate::on_the_way::Held;
use crate::page::Role;

on_both! {
    what_was_written_is_taken_back_in_each_bucket
    what_is_taken_back_after_its_page_was_left_says_what_stays
    taking_back_is_stopped_and_goes_on_from_the_screen
    a_plan_that_is_made_while_rules_are_taken_back_says_what_is_there_in_the_end
    a_reload_that_cuts_off_the_taking_back_is_told_as_such
}

/// Writes the first rules of the table into the empty bucket; gives its name, and their ids.
async fn written(journey: &Journey, cloud: &Cloud, count: usize) -> (String, Vec<String>) {
    let page = &journey.page;
    let empty = cloud.bucket("demo-empty");
    let ids = screen(journey, cloud, count).await;
    name_buckets(page, &[&empty]).await;
    read(page).await;
    card(page, &empty, &format!("To create: {count}")).await;
    page.click(Role::Button, &format!("Write {count} rules")).await;
    page.sees(&format!("Rules written: {count}.")).await;
    (empty, ids)
}

/// Undo: what a run has created is deleted again, and what it has overwritten is as it was, each in its own bucket.
async fn what_was_written_is_taken_back_in_each_bucket(cloud: &Cloud) {
    journey(&cloud.named("what_was_written_is_taken_back_in_each_bucket"), async |journey| {
        let page = &journey.page;
        let [empty, other] = ["demo-empty", "demo-every-field"].map(|name| cloud.bucket(name));
        let stored = |bucket: &str, id: &str| journey.sandbox.rule_xml(bucket, id);
        let seeded = journey.sandbox.rule_ids(cloud.bucket)[..2].to_vec();
        let source = |id: &str| stored(cloud.bucket, id).expect("it is seeded");
        let theirs = switched(&source(&seeded[1]));
        journey.sandbox.put_rule(&other, &seeded[1], &theirs);
        let ids = screen(journey, cloud, 2).await;
        name_buckets(page, &[&empty, &other]).await;
        read(page).await;
        card(page, &other, "To create: 1 · Different: 1").await;
        page.click(Role::Checkbox, &format!("Overwrite {} in {other}", ids[1])).await;
        page.click(Role::Button, "Write 4 rules").await;
        page.sees("Rules written: 4.").await;
        page.finds(Role::Button, "Take back what was written: 4").await;
        let now = stored(&other, &ids[1]).expect("it was overwritten");
        assert_eq!(parts(&as_sent(&now)), parts(&as_sent(&source(&ids[1]))));

        page.click(Role::Button, "Undo").await;
        page.sees("Rules taken back: 4.").await;
        assert_eq!(journey.sandbox.rule_ids(&empty), [] as [&str; 0]);
        assert_eq!(stored(&other, &ids[0]), None);
        let now = stored(&other, &ids[1]).expect("it is there again");
        assert_eq!(parts(&as_sent(&now)), parts(&as_sent(&theirs)));
        card(page, &empty, "To create: 2").await;
        card(page, &other, "To create: 1 · Different: 1").await;
        page.sees("Taken back").await;
        page.finds_no(Role::Button, "Take back what was written").await;
        // Nothing is written at once again, and all of it can be.
        page.is(Role::Button, "Write 0 rules", "element.ariaDisabled === 'true'").await;
        page.click(Role::Checkbox, &format!("Create {} in {empty}", ids[0])).await;
        page.click(Role::Button, "Write 1 rule").await;
        page.sees("Rules written: 1.").await;
        assert_eq!(journey.sandbox.rule_ids(&empty), ids[..1]);
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// Undo after the screen was left: the buckets beside are still open for it. What somebody else has written meanwhile
/// stays and is told.
async fn what_is_taken_back_after_its_page_was_left_says_what_stays(cloud: &Cloud) {
    let name = "what_is_taken_back_after_its_page_was_left_says_what_stays";
    journey(&cloud.named(name), async |journey| {
        let page = &journey.page;
        let (empty, ids) = written(journey, cloud, 3).await;
        page.click(Role::Link, "Inventory rules").await;
        page.finds(Role::Table, "Inventory rules").await;
        let theirs = switched(&journey.sandbox.rule_xml(&empty, &ids[1]).expect("it was written"));
        journey.sandbox.put_rule(&empty, &ids[1], &theirs);
        page.click(Role::Button, "Undo").await;
        // Where reads lag it is looked for some seconds whether that is only an older form.
        let ended = async || page.text().await.contains("2 of 3 rules were taken back.");
        page.wait_for_up_to(Duration::from_secs(20), "the end", ended).await;
        page.finds(Role::Dialog, "2 of 3 rules were taken back.").await;
        page.finds(Role::Heading, &format!("{empty}: {}", ids[1])).await;
        page.finds(Role::Alert, CHANGED).await;
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        assert_eq!(journey.sandbox.rule_ids(&empty), ids[1..2]);
        assert_eq!(journey.sandbox.rule_xml(&empty, &ids[1]), Some(theirs));
        page.finds_no(Role::Button, "Undo").await;
    })
    .await;
}

/// Undo is a run like any other: it counts, it stops after the rule under way, and the rest is taken back from the screen.
async fn taking_back_is_stopped_and_goes_on_from_the_screen(cloud: &Cloud) {
    journey(&cloud.named("taking_back_is_stopped_and_goes_on_from_the_screen"), async |journey| {
        let page = &journey.page;
        let (empty, ids) = written(journey, cloud, 3).await;
        page.hold(Held::Before, &format!("DELETE {}", ids[1])).await;
        page.click(Role::Button, "Undo").await;
        page.holds().await;
        page.sees("1 of 3 done").await;
        page.is(Role::Button, "Take back what was written: 2", "element.ariaDisabled === 'true'").await;
        page.click(Role::Button, "Stop").await;
        page.release().await;
        page.sees("2 of 3 rules were taken back.").await;
        assert_eq!(journey.sandbox.rule_ids(&empty), ids[2..]);
        page.click(Role::Button, "Take back what was written: 1").await;
        page.sees("Rules taken back: 1.").await;
        assert_eq!(journey.sandbox.rule_ids(&empty), [] as [&str; 0]);
        page.finds_no(Role::Button, "Take back what was written").await;
    })
    .await;
}

/// A plan that is made anew meanwhile has read what is not taken back yet: it is read again, or it would call a rule the same
/// that is gone.
async fn a_plan_that_is_made_while_rules_are_taken_back_says_what_is_there_in_the_end(cloud: &Cloud) {
    let name = "a_plan_that_is_made_while_rules_are_taken_back_says_what_is_there_in_the_end";
    journey(&cloud.named(name), async |journey| {
        let page = &journey.page;
        let (empty, ids) = written(journey, cloud, 3).await;
        page.hold(Held::Before, &format!("DELETE {}", ids[1])).await;
        page.click(Role::Button, "Undo").await;
        page.holds().await;
        page.click(Role::Button, "Read the buckets").await;
        card(page, &empty, "The same: 2").await;
        page.release().await;
        page.sees("Rules taken back: 3.").await;
        assert_eq!(journey.sandbox.rule_ids(&empty), [] as [&str; 0]);
        card(page, &empty, "To create: 3").await;
    })
    .await;
}

/// The names that are kept of it are those of buckets, and are not told as rules of the source.
async fn a_reload_that_cuts_off_the_taking_back_is_told_as_such(cloud: &Cloud) {
    journey(&cloud.named("a_reload_that_cuts_off_the_taking_back_is_told_as_such"), async |journey| {
        let page = &journey.page;
        let (empty, ids) = written(journey, cloud, 2).await;
        page.hold(Held::Before, &format!("DELETE {}", ids[1])).await;
        page.click(Role::Button, "Undo").await;
        page.holds().await;
        page.reload().await;
        let from = format!("rules that had been taken from {} were being taken back", cloud.bucket);
        page.sees(&format!("{from} from these buckets. Perhaps done: {empty}.")).await;
    })
    .await;
}

/// C8: after Forget nothing is taken back, and the message says why; connected again it is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn taking_back_from_many_buckets_waits_for_credentials() {
    journey("taking_back_from_many_buckets_waits_for_credentials", async |journey| {
        let page = &journey.page;
        let (empty, _) = written(journey, &OSS, 2).await;
        page.click(Role::Button, "Forget credentials").await;
        page.sees("Credentials forgotten").await;
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Undo").await;
        page.sees(&format!("Connect to {} again, then Undo goes on.", OSS.bucket)).await;
        assert_eq!(journey.calls(), [] as [&str; 0]);
        page.click(Role::Button, &format!("Connect to {}", OSS.preset)).await;
        page.sees("(250)").await;
        page.click(Role::Button, "Undo").await;
        page.sees("Rules taken back: 2.").await;
        assert_eq!(journey.sandbox.rule_ids(&empty), [] as [&str; 0]);
    })
    .await;
}
