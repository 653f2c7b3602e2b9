//! Enabling and disabling at one click: it is a change like any other, and saved as safely.

use std::time::Duration;

use serde_json::json;

use crate::choosing::{act, agree, choose, chosen};
use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::editing::{
    AS_IT_WAS, DENIED, GONE, MISSING, ROW_SAYS, assert_nothing_is_kept, saves, saving, times,
};
use crate::failures::connect_to;
use crate::first_light::{fill_in, parts};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_both! {
    a_rule_is_switched_on_its_page
    a_rule_is_switched_beside_the_table
    chosen_rules_are_switched
    the_others_are_switched
    a_rule_that_is_gone_is_not_switched
    what_was_just_written_says_so
    what_was_just_written_outlives_a_list_that_lags
}

/// The rule says so at the provider, once, and nothing else of it has changed; and the device keeps nothing.
async fn is_switched(journey: &Journey, bucket: &str, id: &str, before: &str, on: bool) {
    let stored = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
    let other = before.replace(&format!("<IsEnabled>{}</", !on), &format!("<IsEnabled>{on}</"));
    assert_eq!(parts(&stored), parts(&other));
    assert_eq!(times(journey, bucket, id), 1);
    assert_nothing_is_kept(&journey.page).await;
}

/// The calls of a switch that goes through: the rule is read, and saved like any other.
pub(crate) fn switching(cloud: &Cloud) -> Vec<&'static str> {
    [vec!["get query 200"], saving(cloud)].concat()
}

/// The browser remembers the answer to a preflight for a while.
pub(crate) fn without_preflights(calls: impl IntoIterator<Item = impl Into<String>>) -> Vec<String> {
    calls.into_iter().map(Into::into).filter(|call: &String| !call.starts_with("preflight")).collect()
}

/// Waits until the page of a rule, or the panel, says whether the rule is enabled, and offers the contrary.
pub(crate) async fn says(page: &Page, on: bool) {
    let (state, offer) = if on { ("Enabled", "Disable") } else { ("Disabled", "Enable") };
    let head =
        "return squeeze(document.querySelector('.rule-head')?.innerText ?? '').startsWith(arguments[0])";
    page.wait_until(&format!("the rule to be {state}"), head, vec![json!(state)]).await;
    page.is(Role::Button, offer, "element.ariaDisabled !== 'true'").await;
}

/// F12, N4: one click on the page of a rule reads it, writes it, and reads it back; the page shows the rule as it
/// is then.
async fn a_rule_is_switched_on_its_page(cloud: &Cloud) {
    journey(&cloud.named("a_rule_is_switched_on_its_page"), async |journey| {
        let page = &journey.page;
        let (bucket, id) = (cloud.bucket, cloud.first_id);
        let before = journey.sandbox.rule_xml(bucket, id).expect("it is seeded");
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, id).await;
        says(page, true).await;
        for (button, on) in [("Disable", false), ("Enable", true)] {
            journey.sandbox.clear_requests();
            page.click(Role::Button, button).await;
            agree(page, cloud, button).await;
            page.sees(&format!("Rule {id} was saved.")).await;
            let save = without_preflights(switching(cloud));
            assert_eq!(without_preflights(journey.calls())[..save.len()], save);
            is_switched(journey, bucket, id, &before, on).await;
            says(page, on).await;
            page.click(Role::Button, "Dismiss").await;
            page.sees_no("was saved").await;
        }
        page.click(Role::Tab, "XML").await;
        let shown: String = page.eval("return document.querySelector('pre').textContent").await;
        assert!(shown.contains("<IsEnabled>true</IsEnabled>"), "{shown}");
    })
    .await;
}

/// F12, P1: the same beside the table; row and panel follow.
async fn a_rule_is_switched_beside_the_table(cloud: &Cloud) {
    journey(&cloud.named("a_rule_is_switched_beside_the_table"), async |journey| {
        let page = &journey.page;
        let (bucket, id) = (cloud.bucket, cloud.first_id);
        let before = journey.sandbox.rule_xml(bucket, id).expect("it is seeded");
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Button, &format!("Details of {id}")).await;
        says(page, true).await;
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Disable").await;
        agree(page, cloud, "Disable").await;
        page.sees(&format!("Rule {id} was saved.")).await;
        assert_eq!(journey.calls(), switching(cloud));
        is_switched(journey, bucket, id, &before, false).await;
        says(page, false).await;
        page.wait_until("the row to follow", ROW_SAYS, vec![json!(id), json!("Disabled")]).await;
        page.sees("(250)").await;
    })
    .await;
}

/// Chooses the first three rules; gives their ids and documents.
async fn choose_three(journey: &Journey, cloud: &Cloud) -> (Vec<String>, Vec<String>) {
    let ids = journey.sandbox.rule_ids(cloud.bucket)[..3].to_vec();
    let before =
        ids.iter().map(|id| journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default()).collect();
    journey.connect(cloud.preset).await;
    journey.page.sees("(250)").await;
    for id in &ids {
        choose(&journey.page, id).await;
    }
    (ids, before)
}

/// F12, N4, T9: several at once, one after another; one message tells how far it is and turns into the result, and
/// the choice stays.
async fn chosen_rules_are_switched(cloud: &Cloud) {
    journey(&cloud.named("chosen_rules_are_switched"), async |journey| {
        let page = &journey.page;
        let (ids, before) = choose_three(journey, cloud).await;
        journey.sandbox.clear_requests();
        act(page, "Disable").await;
        agree(page, cloud, "Disable").await;
        page.sees("3 rules were disabled.").await;
        for id in &ids {
            page.wait_until("the row to follow", ROW_SAYS, vec![json!(id), json!("Disabled")]).await;
        }
        page.sees_no("Disabling").await;
        chosen(page, 3).await;
        let one = without_preflights(switching(cloud));
        assert_eq!(without_preflights(journey.calls()), [one.clone(), one.clone(), one].concat());
        for (id, before) in ids.iter().zip(&before) {
            is_switched(journey, cloud.bucket, id, before, false).await;
        }
        page.sees("(250)").await;
    })
    .await;
}

/// D5, F12: one of several that fails does not stop the others, and is named with what happened to it.
async fn the_others_are_switched(cloud: &Cloud) {
    journey(&cloud.named("the_others_are_switched"), async |journey| {
        let page = &journey.page;
        let (ids, before) = choose_three(journey, cloud).await;
        assert!(journey.sandbox.remove_rule(cloud.bucket, &ids[1]));
        act(page, "Disable").await;
        agree(page, cloud, "Disable").await;
        page.finds(Role::Dialog, "2 of 3 rules were changed as asked.").await;
        page.finds(Role::Heading, &ids[1]).await;
        page.finds(Role::Alert, GONE).await;
        page.sees_no("Not tried").await;
        for at in [0, 2] {
            is_switched(journey, cloud.bucket, &ids[at], &before[at], false).await;
        }
        assert_eq!(times(journey, cloud.bucket, &ids[1]), 0);
    })
    .await;
}

/// D5, F12: what meets every rule ends it, and what was not tried is named.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_not_tried_is_named() {
    journey("what_was_not_tried_is_named", async |journey| {
        let page = &journey.page;
        let bucket = OSS.bucket("error-delete-403");
        connect_to(journey, &OSS, "error-delete-403").await;
        page.sees("(5)").await;
        let ids = journey.sandbox.rule_ids(&bucket)[..3].to_vec();
        for id in &ids {
            choose(page, id).await;
        }
        act(page, "Disable").await;
        agree(page, &OSS, "Disable").await;
        page.finds(Role::Dialog, "0 of 3 rules were changed as asked.").await;
        page.finds(Role::Alert, DENIED).await;
        page.sees(&format!("Not tried: {}, {}.", ids[1], ids[2])).await;
        for id in &ids {
            assert_eq!(times(journey, &bucket, id), 1);
        }
    })
    .await;
}

/// D5, N5: a rule that somebody else has deleted is not brought back; the dialog says what happened.
async fn a_rule_that_is_gone_is_not_switched(cloud: &Cloud) {
    journey(&cloud.named("a_rule_that_is_gone_is_not_switched"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        choose(page, cloud.first_id).await;
        assert!(journey.sandbox.remove_rule(cloud.bucket, cloud.first_id));
        journey.sandbox.clear_requests();
        act(page, "Disable").await;
        agree(page, cloud, "Disable").await;
        page.finds(Role::Dialog, &format!("Rule {} was not changed as asked.", cloud.first_id)).await;
        page.finds(Role::Alert, GONE).await;
        page.focus_is_on(Role::Heading, &format!("Rule {} was not changed as asked.", cloud.first_id)).await;
        assert_eq!(journey.calls(), ["get query 404"]);
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, cloud.first_id), None);
    })
    .await;
}

/// F12, N5: what the provider refuses is told in a dialog, with the rule as it was.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_switch_changes_nothing() {
    journey("a_refused_switch_changes_nothing", async |journey| {
        let page = &journey.page;
        for (cloud, name) in [(&OSS, "error-delete-403"), (&COS, "error-put-403")] {
            let (bucket, id) = (cloud.bucket(name), cloud.first_id);
            connect_to(journey, cloud, name).await;
            page.sees("(5)").await;
            let before = journey.sandbox.rule_xml(&bucket, id);
            page.click(Role::Button, &format!("Details of {id}")).await;
            page.click(Role::Button, "Disable").await;
            agree(page, cloud, "Disable").await;
            page.finds(Role::Dialog, &format!("Rule {id} was not changed as asked.")).await;
            page.finds(Role::Alert, DENIED).await;
            page.sees(AS_IT_WAS).await;
            page.click(Role::Button, "Close").await;
            page.finds_no(Role::Dialog, "").await;
            says(page, true).await;
            assert_eq!((journey.sandbox.rule_xml(&bucket, id), times(journey, &bucket, id)), (before, 1));
            assert_nothing_is_kept(page).await;
        }
    })
    .await;
}

/// F12, U4: a rule that was removed and could not be written again is held on the screen and on the device, with
/// both ways out; what is written then is there once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_switch_that_cannot_be_written_offers_both_forms() {
    journey("a_switch_that_cannot_be_written_offers_both_forms", async |journey| {
        let page = &journey.page;
        let (bucket, id) = (OSS.bucket, OSS.first_id);
        let before = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        page.answer_instead(&format!("PUT {id}"), 403, "AccessDenied").await;
        choose(page, id).await;
        act(page, "Disable").await;
        agree(page, &OSS, "Disable").await;
        page.finds(Role::Dialog, &format!("Rule {id} was not changed as asked.")).await;
        page.finds(Role::Alert, DENIED).await;
        page.sees(MISSING).await;
        assert_eq!((journey.sandbox.rule_xml(bucket, id), saves(page).await.len()), (None, 1));
        page.answer_no_more().await;
        page.click(Role::Button, "Write the new form").await;
        page.sees(&format!("Rule {id} was saved.")).await;
        is_switched(journey, bucket, id, &before, false).await;
        page.finds_no(Role::Button, "Write the new form").await;
        page.finds_no(Role::Dialog, "").await;
        page.sees("(250)").await;
    })
    .await;
}

/// Whether the row of a rule is marked as not confirmed by any list.
const MARKED: &str = "const row = find('rowheader', arguments[0])[0];
    return Boolean(row) && squeeze(row.innerText).includes('Just written') === arguments[1]";

/// Creates a rule.
async fn create(journey: &Journey, cloud: &Cloud) {
    let page = &journey.page;
    journey.connect(cloud.preset).await;
    page.sees("(250)").await;
    page.click(Role::Link, "Create rule").await;
    fill_in(page, cloud, "made-here").await;
    page.click(Role::Button, "Create rule").await;
    page.sees("Rule made-here was created.").await;
    page.sees("(251)").await;
    page.wait_until("the mark", MARKED, vec![json!("made-here"), json!(true)]).await;
}

/// F14, S2: a row that no list has shown yet says so, until one does.
async fn what_was_just_written_says_so(cloud: &Cloud) {
    journey(&cloud.named("what_was_just_written_says_so"), async |journey| {
        let page = &journey.page;
        create(journey, cloud).await;
        page.click(Role::Button, "Refresh").await;
        page.wait_until("no mark any more", MARKED, vec![json!("made-here"), json!(false)]).await;
        page.sees("(251)").await;
    })
    .await;
}

/// F14, S2: a list that lags does not take the row away.
async fn what_was_just_written_outlives_a_list_that_lags(cloud: &Cloud) {
    journey(&cloud.named("what_was_just_written_outlives_a_list_that_lags"), async |journey| {
        let page = &journey.page;
        for provider in [sandbox::Provider::Oss, sandbox::Provider::Cos] {
            journey.sandbox.switch(provider, |switches| switches.read_lag = Duration::from_secs(3600));
        }
        create(journey, cloud).await;
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Refresh").await;
        page.wait_for("the list to be read again", async || journey.calls().len() == 3).await;
        page.is(Role::Button, "Refresh", "element.ariaDisabled !== 'true'").await;
        page.sees("(251)").await;
        page.wait_until("the mark", MARKED, vec![json!("made-here"), json!(true)]).await;
        page.click(Role::Button, "Delete made-here").await;
        page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
        page.press("confirm").await;
        page.click(Role::Button, "Delete rule").await;
        page.sees("Rule made-here was deleted.").await;
        page.click(Role::Button, "Refresh").await;
        page.wait_for("the list to be read again", async || journey.calls().len() >= 8).await;
        page.is(Role::Button, "Refresh", "element.ariaDisabled !== 'true'").await;
        page.sees("(250)").await;
        page.finds_no(Role::RowHeader, "made-here").await;
    })
    .await;
}
