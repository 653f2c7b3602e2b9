//! Saves that are refused, cut off, or answered late: the rule is as it was, or in the user's hands.

use std::time::Duration;

use sandbox::CorsRule;
use serde_json::json;

use crate::cloud::{COS, OSS};
use crate::editing::{
    AS_IT_WAS, DENIED, MISSING, NO_ANSWER, RESTORED, ROW_SAYS, STILL_AS_IT_WAS, assert_nothing_is_kept, edit,
    save, saves, times,
};
use crate::failures::connect_to;
use crate::first_light::{fill_in, parts};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_removal_changes_nothing() {
    journey("a_refused_removal_changes_nothing", async |journey| {
        let page = &journey.page;
        let (bucket, id) = ("error-delete-403", OSS.first_id);
        connect_to(journey, &OSS, bucket).await;
        page.sees("(5)").await;
        let before = journey.sandbox.rule_xml(bucket, id);
        edit(journey, id).await;
        page.fill("Source prefix", "typed/").await;
        save(page).await;
        page.finds(Role::Alert, DENIED).await;
        page.sees(AS_IT_WAS).await;
        assert_eq!(journey.calls(), ["get query 200", "preflight delete 200", "delete header 403"]);
        assert_eq!((journey.sandbox.rule_xml(bucket, id), times(journey, bucket, id)), (before, 1));
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        assert_nothing_is_kept(page).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_change_on_cos_changes_nothing() {
    journey("a_refused_change_on_cos_changes_nothing", async |journey| {
        let page = &journey.page;
        let (bucket, id) = (COS.bucket("error-put-403"), COS.first_id);
        journey.connect(&COS.preset("May not write")).await;
        let before = journey.sandbox.rule_xml(&bucket, id);
        edit(journey, id).await;
        page.fill("Source prefix", "typed/").await;
        save(page).await;
        page.finds(Role::Alert, DENIED).await;
        page.sees(AS_IT_WAS).await;
        assert_eq!(journey.calls(), ["get query 200", "preflight put 200", "put header 403"]);
        assert_eq!(journey.sandbox.rule_xml(&bucket, id), before);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_that_cannot_be_put_back_is_kept() {
    journey("a_rule_that_cannot_be_put_back_is_kept", async |journey| {
        let page = &journey.page;
        let (bucket, id) = ("error-put-403", OSS.first_id);
        let before = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        journey.connect("May not write").await;
        edit(journey, id).await;
        page.fill("Source prefix", "typed/").await;
        save(page).await;
        page.finds(Role::Alert, DENIED).await;
        page.sees(MISSING).await;
        let calls = journey.calls();
        let tried = [
            "get query 200",
            "preflight delete 200",
            "delete header 204",
            "preflight put 200",
            "put header 403",
        ];
        assert_eq!(calls[..5], tried);
        assert_eq!(
            calls.last().map(String::as_str),
            Some("put header 403"),
            "it tries to put the old one back"
        );
        assert_eq!(journey.sandbox.rule_xml(bucket, id), None, "it is not at the provider");

        let kept = saves(page).await;
        let kept = &kept["oss/cn-hangzhou/error-put-403/logs-daily-0001"];
        let document = |at: usize| parts(kept[at].as_str().unwrap_or_default());
        assert_eq!(document(0), parts(&before), "it is on the device");
        assert!(document(1).contains(&"Prefix>typed/</Prefix".to_owned()), "{kept}");
        let shown = "return document.querySelector('pre:not(.preview pre)').textContent";
        let shown: String = page.eval(shown).await;
        assert_eq!(parts(&shown), document(1), "it is on the screen");

        page.click(Role::Button, "Write the old form").await;
        page.wait_for("another try", async || journey.calls().len() > calls.len() + 1).await;
        page.finds(Role::Button, "Write the old form").await;
        page.sees(MISSING).await;
        assert_eq!(saves(page).await.len(), 1, "it stays there until it is written");
    })
    .await;
}

/// A PUT that goes unanswered: the bucket's CORS rule is changed while the form is open.
async fn interrupted(journey: &Journey) {
    let page = &journey.page;
    journey.connect(OSS.preset).await;
    edit(journey, OSS.first_id).await;
    page.fill("Source prefix", "typed/").await;
    journey.sandbox.set_cors(OSS.bucket, vec![CorsRule::any_origin(&["GET", "DELETE"])]);
    save(page).await;
    page.finds(Role::Alert, NO_ANSWER).await;
    page.sees(MISSING).await;
    assert_eq!(journey.sandbox.rule_xml(OSS.bucket, OSS.first_id), None);
    assert_eq!(saves(page).await.len(), 1);
    journey.sandbox.set_cors(OSS.bucket, vec![CorsRule::any_origin(&["GET", "PUT", "DELETE"])]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn either_form_of_an_interrupted_save_can_be_written() {
    journey("either_form_of_an_interrupted_save_can_be_written", async |journey| {
        let page = &journey.page;
        let (bucket, id) = (OSS.bucket, OSS.first_id);
        let before = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        let typed = before.replace("<Prefix>logs/app/team-00/</Prefix>", "<Prefix>typed/</Prefix>");
        for (button, document) in [("Write the new form", &typed), ("Write the old form", &before)] {
            journey.sandbox.put_rule(bucket, id, &before);
            interrupted(journey).await;
            page.click(Role::Button, button).await;
            page.sees(&format!("Rule {id} was saved.")).await;
            let stored = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
            assert_eq!(parts(&stored), parts(document));
            assert_eq!(times(journey, bucket, id), 1);
            assert_nothing_is_kept(page).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupted_save_outlives_the_page() {
    journey("an_interrupted_save_outlives_the_page", async |journey| {
        let page = &journey.page;
        let before = journey.sandbox.rule_xml(OSS.bucket, OSS.first_id).unwrap_or_default();
        interrupted(journey).await;
        journey.connect(OSS.preset).await;
        page.sees("(249)").await;
        let kept = saves(page).await;
        let kept = &kept["oss/cn-hangzhou/demo-250/logs-daily-0001"];
        let document = |at: usize| parts(kept[at].as_str().unwrap_or_default());
        assert_eq!(document(0), parts(&before));
        assert!(document(1).contains(&"Prefix>typed/</Prefix".to_owned()), "{kept}");
    })
    .await;
}

/// What OSS is known to refuse in the prefix of a destination; the form warns, because no page lists such characters.
pub(crate) const REFUSED_PREFIX: &str = "%&$@i^*!@#$%^&*";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_the_provider_refuses_is_undone() {
    journey("a_form_that_the_provider_refuses_is_undone", async |journey| {
        let page = &journey.page;
        let (bucket, id) = (OSS.bucket, OSS.first_id);
        let before = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        journey.connect(OSS.preset).await;
        edit(journey, id).await;
        page.fill("Destination prefix", REFUSED_PREFIX).await;
        page.press(thirtyfour::Key::Tab).await;
        page.sees("The provider may refuse special characters here").await;
        save(page).await;
        page.finds(Role::Alert, "The provider refuses what was sent.").await;
        page.sees(RESTORED).await;
        let stored = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        assert_eq!((parts(&stored), times(journey, bucket, id)), (parts(&before), 1));
        assert_nothing_is_kept(page).await;
        page.fill("Destination prefix", "typed").await;
        save(page).await;
        page.sees(&format!("Rule {id} was saved.")).await;
        let stored = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        assert!(stored.contains("<Prefix>typed</Prefix>"), "{stored}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_save_waits_until_cos_shows_it() {
    journey("a_save_waits_until_cos_shows_it", async |journey| {
        let page = &journey.page;
        journey.connect(COS.preset).await;
        edit(journey, COS.first_id).await;
        page.fill("Source prefix", "typed/").await;
        journey.sandbox.set_cos_read_lag(Duration::from_secs(3));
        save(page).await;
        page.is(Role::Button, "Saving…", "element.ariaDisabled === 'true'").await;
        page.sees(&format!("Rule {} was saved.", COS.first_id)).await;
        let calls = journey.calls();
        assert_eq!(calls[..3], ["get query 200", "preflight put 200", "put header 200"]);
        assert!(calls[3..].len() >= 3 && calls[3..].iter().all(|call| call == "get query 200"), "{calls:?}");
        page.wait_until("the new prefix in the row", ROW_SAYS, vec![json!(COS.first_id), json!("typed/")])
            .await;
        let stored = journey.sandbox.rule_xml(COS.bucket, COS.first_id).unwrap_or_default();
        assert!(stored.contains("<Prefix>typed/</Prefix>"), "{stored}");
    })
    .await;
}

/// Asks for a run, and agrees to it.
pub(crate) async fn run_once(page: &Page) {
    page.click(Role::Button, "Run once now").await;
    page.finds(Role::Dialog, "Run once now?").await;
    page.click(Role::Button, "Run once").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_runs_once_on_cos() {
    journey("a_rule_runs_once_on_cos", async |journey| {
        let page = &journey.page;
        journey.connect(COS.preset).await;
        page.sees("(250)").await;
        journey.sandbox.clear_requests();
        page.click(Role::Link, "Create rule").await;
        fill_in(page, &COS, "made-here").await;
        page.click(Role::Button, "Run once now").await;
        page.focus_is_on(Role::Heading, "Run once now?").await;
        page.sees("No rule is kept").await;
        page.sees("The provider charges for each object that is listed").await;
        page.click(Role::Button, "Keep editing").await;
        assert_eq!(journey.calls(), Vec::<String>::new(), "nothing is sent before it is agreed to");
        run_once(page).await;
        page.sees("The report is being written. Job ").await;
        page.sees("ID made-here. It will be in reports-of-demo-1250000000, under ").await;
        assert_eq!(journey.calls(), ["preflight run-once 200", "run-once header 200"]);
        assert_eq!(journey.sandbox.rule_xml(COS.bucket, "made-here"), None, "no rule is kept");
        page.sees("(250)").await;

        page.click(Role::Link, "Create rule").await;
        fill_in(page, &COS, "made-here").await;
        // Longer than what was only done is told.
        tokio::time::sleep(Duration::from_secs(9)).await;
        page.sees("The report is being written. Job ").await;
        run_once(page).await;
        page.finds(Role::Alert, "This ID cannot be run again now.").await;
        page.sees("Code DuplicateInventoryId").await;
        page.is(Role::Textbox, "ID", "element.value === 'made-here'").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_that_appears_in_between_is_not_overwritten() {
    journey("a_rule_that_appears_in_between_is_not_overwritten", async |journey| {
        let page = &journey.page;
        let (bucket, id) = (OSS.bucket, OSS.first_id);
        let before = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        let theirs = before.replace("<Frequency>Daily", "<Frequency>Weekly");
        journey.connect(OSS.preset).await;
        edit(journey, id).await;
        page.fill("Source prefix", "typed/").await;
        // Between the removal and the new form there is a preflight, which takes this long.
        journey.sandbox.set_latency(Duration::from_millis(500));
        save(page).await;
        page.wait_for("the removal", async || journey.sandbox.rule_xml(bucket, id).is_none()).await;
        journey.sandbox.put_rule(bucket, id, &theirs);
        page.finds(Role::Alert, "A rule with this ID exists already.").await;
        journey.sandbox.set_latency(Duration::ZERO);
        page.click(Role::Button, "Write the new form").await;
        page.wait_for("the look at what is there", async || {
            journey.calls().last().is_some_and(|call| call == "get query 200")
        })
        .await;
        page.finds(Role::Button, "Write the new form").await;
        assert_eq!(journey.sandbox.rule_xml(bucket, id), Some(theirs));
        assert_eq!(saves(page).await.len(), 1, "what was typed is not lost");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_that_never_arrived_is_not_called_saved() {
    journey("a_change_that_never_arrived_is_not_called_saved", async |journey| {
        let page = &journey.page;
        let before = journey.sandbox.rule_xml(COS.bucket, COS.first_id);
        journey.connect(COS.preset).await;
        edit(journey, COS.first_id).await;
        page.fill("Source prefix", "typed/").await;
        journey.sandbox.set_cors(COS.bucket, vec![CorsRule::any_origin(&["GET"])]);
        save(page).await;
        // It looks for ten seconds whether the change comes into sight.
        let over = async || page.eval("return !find('button', 'Saving…').length").await;
        page.wait_for_up_to(Duration::from_secs(20), "the end of the save", over).await;
        assert!(!page.text().await.contains("was saved"), "{}", page.text().await);
        page.finds(Role::Alert, NO_ANSWER).await;
        page.sees(STILL_AS_IT_WAS).await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        assert_eq!(journey.sandbox.rule_xml(COS.bucket, COS.first_id), before);
    })
    .await;
}
