//! Runs over several rules: each says how far it is and can be stopped, with what is under way as the last; the browser
//! asks before the page is left, and nothing else on the page works on the same rules meanwhile.

use serde_json::json;

use crate::appearance::pictured;
use crate::choosing::{act, agree, choose, chosen};
use crate::cloud::{Cloud, OSS, on_both};
use crate::editing::{CHANGED, assert_nothing_is_kept, edit, save};
use crate::importing::says as says_beside;
use crate::importing_on::five_offered;
use crate::journey::{Journey, journey, journey_with_questions};
use crate::leaving::{asked, reload};
use crate::on_the_way::Held;
use crate::page::{Page, Role};

on_both! {
    a_run_of_changes_says_how_far_it_is_and_is_stopped
    a_change_to_several_is_stopped
    an_import_is_stopped_where_it_is
    a_copy_is_stopped_and_writes_no_file
    what_is_worked_on_is_refused_to_everything_else
}

/// Chooses the first rules of the table, all of them enabled; gives their ids.
pub(crate) async fn chosen_of(journey: &Journey, cloud: &Cloud, count: usize) -> Vec<String> {
    let page = &journey.page;
    let ids = journey.sandbox.rule_ids(cloud.bucket)[..count].to_vec();
    for id in &ids {
        let xml = journey.sandbox.rule_xml(cloud.bucket, id).expect("it is seeded");
        journey.sandbox.put_rule(cloud.bucket, id, &xml.replace("<IsEnabled>false<", "<IsEnabled>true<"));
    }
    journey.connect(cloud.preset).await;
    page.sees("(250)").await;
    for id in &ids {
        choose(page, id).await;
    }
    chosen(page, count).await;
    ids
}

/// How many of the rules are disabled at the provider.
fn disabled(journey: &Journey, cloud: &Cloud, ids: &[String]) -> Vec<bool> {
    let xml = |id: &String| journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
    ids.iter().map(|id| xml(id).contains("<IsEnabled>false<")).collect()
}

/// Begins to disable what is chosen, up to the reading of one of the rules.
async fn disabling_up_to(page: &Page, cloud: &Cloud, id: &str) {
    page.hold(Held::Before, &format!("GET {id}")).await;
    act(page, "Disable").await;
    agree(page, cloud, "Disable").await;
    page.holds().await;
    page.sees(&format!("Disabling {id}…")).await;
}

/// N4, T9: n of m, the rule, and after three of them the time that is left; Stop ends it behind the rule under way, and
/// the rest is tried again at one click.
async fn a_run_of_changes_says_how_far_it_is_and_is_stopped(cloud: &Cloud) {
    journey(&cloud.named("a_run_of_changes_says_how_far_it_is_and_is_stopped"), async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, cloud, 6).await;
        disabling_up_to(page, cloud, &ids[3]).await;
        page.sees("3 of 6 done").await;
        page.sees("About ").await;
        page.click(Role::Button, "Stop").await;
        page.is(Role::Button, "Stops after this one", "element.ariaDisabled === 'true'").await;
        page.release().await;
        page.finds(Role::Dialog, "4 of 6 rules were changed as asked.").await;
        page.sees(&format!("Not tried: {}, {}.", ids[4], ids[5])).await;
        assert_eq!(disabled(journey, cloud, &ids), [true, true, true, true, false, false]);
        page.sees_no("of 6 done").await;
        page.click(Role::Button, "Try again: 2").await;
        page.sees("2 rules were disabled.").await;
        page.sees("What was done to 4 rules can be taken back.").await;
        assert_eq!(disabled(journey, cloud, &ids), [true; 6]);
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// The same for one change to several.
async fn a_change_to_several_is_stopped(cloud: &Cloud) {
    journey(&cloud.named("a_change_to_several_is_stopped"), async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, cloud, 3).await;
        act(page, "Edit together").await;
        page.fill("Destination prefix", "elsewhere/").await;
        page.click(Role::Button, "Review changes").await;
        page.hold(Held::Before, &format!("PUT {}", ids[1])).await;
        page.click(Role::Button, "Save 3 rules").await;
        page.holds().await;
        page.sees(&format!("Changing {}… 1 of 3 done", ids[1])).await;
        page.click(Role::Button, "Stop").await;
        page.release().await;
        page.finds(Role::Dialog, "2 of 3 rules were changed as asked.").await;
        page.sees(&format!("Not tried: {}.", ids[2])).await;
        let moved = |id: &String| {
            journey.sandbox.rule_xml(cloud.bucket, id).is_some_and(|xml| xml.contains("<Prefix>elsewhere/<"))
        };
        assert_eq!(ids.iter().map(moved).collect::<Vec<_>>(), [true, true, false]);
    })
    .await;
}

/// D6: an import is stopped on its page; what it has not created is there for the next start.
async fn an_import_is_stopped_where_it_is(cloud: &Cloud) {
    journey(&cloud.named("an_import_is_stopped_where_it_is"), async |journey| {
        let page = &journey.page;
        let (ids, _) = five_offered(journey, cloud).await;
        page.hold_each(Held::Before, &["PUT second", "PUT third"].map(String::from)).await;
        page.click(Role::Button, "Import 5 rules").await;
        page.holds_all(2).await;
        page.sees("Creating second and 1 more… 1 of 5 done").await;
        page.click(Role::Button, "Stop").await;
        page.is(Role::Button, "Stops after these 2", "element.ariaDisabled === 'true'").await;
        page.release().await;
        page.sees("3 rules were imported.").await;
        for (id, words) in ids.into_iter().zip(["Created", "Created", "Created", "New", "New"]) {
            says_beside(page, id, words).await;
        }
        page.finds_no(Role::Button, "Stop").await;
        page.click(Role::Button, "Import 2 rules").await;
        says_beside(page, "fifth", "Created").await;
    })
    .await;
}

/// D6: a copy that is stopped is none: a file that lacks rules would pass for a whole one.
async fn a_copy_is_stopped_and_writes_no_file(cloud: &Cloud) {
    journey(&cloud.named("a_copy_is_stopped_and_writes_no_file"), async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, cloud, 3).await;
        page.hold(Held::Before, &format!("GET {}", ids[1])).await;
        act(page, "Download a copy").await;
        page.holds().await;
        page.sees(&format!("Reading {} for a copy… 1 of 3 done", ids[1])).await;
        page.click(Role::Button, "Stop").await;
        page.release().await;
        page.sees("No copy was made: it was stopped after 2 of 3 rules.").await;
        page.sees_no("Rules written to").await;
        let files: Vec<_> = std::fs::read_dir(journey.downloads()).into_iter().flatten().collect();
        assert!(files.is_empty(), "{files:?}");
    })
    .await;
}

/// What this page says of a rule that it is working on.
const AT_WORK: &str = "This page is working on this rule already.";

/// F13: while a run works on rules, neither another run nor a form nor a copy begins with one of them, also with one that
/// the run has not come to; each is told why, nothing of it is sent, and the run goes on.
async fn what_is_worked_on_is_refused_to_everything_else(cloud: &Cloud) {
    journey(&cloud.named("what_is_worked_on_is_refused_to_everything_else"), async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, cloud, 3).await;
        disabling_up_to(page, cloud, &ids[0]).await;
        let last = journey.sandbox.rule_xml(cloud.bucket, &ids[2]).expect("it is there");
        // The choice is now the last rule alone.
        choose(page, &ids[0]).await;
        choose(page, &ids[1]).await;
        chosen(page, 1).await;
        let refused = format!("Nothing was sent: this page is working on rule {} already.", ids[2]);
        let sent = journey.calls();
        act(page, "Enable").await;
        agree(page, cloud, "Enable").await;
        page.sees(&refused).await;
        dismiss(page, &refused).await;
        act(page, "Download a copy").await;
        page.sees(&refused).await;
        dismiss(page, &refused).await;
        act(page, "Delete").await;
        page.fill("The rule is enabled.", "confirm").await;
        page.click(Role::Button, "Delete rule").await;
        page.finds(Role::Alert, AT_WORK).await;
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        assert_eq!(journey.calls(), sent, "nothing was sent for any of them");

        // Its form reads it, and writes nothing.
        edit(journey, &ids[2]).await;
        page.fill("Source prefix", "typed/").await;
        save(page).await;
        page.finds(Role::Alert, AT_WORK).await;
        assert_eq!(journey.calls(), [] as [&str; 0]);
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, &ids[2]), Some(last));

        page.release().await;
        page.sees("3 rules were disabled.").await;
        assert_eq!(disabled(journey, cloud, &ids), [true; 3]);
        // The run is over: now the form is told what it has done.
        save(page).await;
        page.finds(Role::Alert, CHANGED).await;
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// Takes the message with these words away.
async fn dismiss(page: &Page, words: &str) {
    let before: usize = page.eval("return find('button', 'Dismiss').length").await;
    page.click_first(Role::Button, "Dismiss").await;
    let less = "return find('button', 'Dismiss').length === arguments[0]";
    page.wait_until("one message less", less, vec![json!(before - 1)]).await;
    page.sees_no(words).await;
}

/// F12: the browser asks before the page is left in the middle of a copy as well, and of what a run reads before it
/// writes; not afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_browser_asks_while_a_run_only_reads() {
    journey_with_questions("the_browser_asks_while_a_run_only_reads", async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, &OSS, 2).await;
        for (action, said) in [("Download a copy", "Rules written to"), ("Disable", "2 rules were disabled.")]
        {
            page.hold(Held::Before, &format!("GET {}", ids[1])).await;
            act(page, action).await;
            if action == "Disable" {
                agree(page, &OSS, "Disable").await;
            }
            page.holds().await;
            reload(page).await;
            asked(journey).await;
            page.driver().dismiss_alert().await.expect("the question can be answered");
            page.release().await;
            page.sees(said).await;
        }
        page.reload().await;
        page.finds(Role::Heading, "Connect to demo-250").await;
    })
    .await;
}

/// A10, A1: the line of a run on a phone and wide, by day and by night; its button keeps the focus while rules go by.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_line_of_a_run_fits_and_keeps_the_focus() {
    journey("the_line_of_a_run_fits_and_keeps_the_focus", async |journey| {
        let page = &journey.page;
        let mut findings = Vec::new();
        let ids = chosen_of(journey, &OSS, 6).await;
        disabling_up_to(page, &OSS, &ids[3]).await;
        pictured(page, "run-message", &mut findings).await;
        let focus = "find('button', 'Stop')[0].focus(); return true";
        let _: bool = page.eval(focus).await;
        page.hold(Held::Before, &format!("GET {}", ids[4])).await;
        page.release().await;
        page.holds().await;
        page.sees("4 of 6 done").await;
        page.focus_is_on(Role::Button, "Stop").await;
        page.release().await;
        page.sees("6 rules were disabled.").await;
        act(page, "Delete").await;
        page.fill("To confirm", "confirm").await;
        page.hold(Held::Before, &format!("DELETE {}", ids[3])).await;
        page.click(Role::Button, "Delete 6 rules").await;
        page.holds().await;
        page.sees(&format!("Deleting {}…", ids[3])).await;
        pictured(page, "run-dialog", &mut findings).await;
        page.release().await;
        page.sees("6 rules were deleted.").await;
        assert!(findings.is_empty(), "what is wrong with the screens: {findings:#?}");
    })
    .await;
}
