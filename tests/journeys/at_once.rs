//! Several rules under way at the same time: how many, what stops the rest, and that nothing is said of one that may be wrong.

use std::time::Duration;

use crate::appearance::pictured;
use crate::cloud::{Cloud, on_both};
use crate::importing::says as says_beside;
use crate::importing_on::five_offered;
use crate::journey::journey;
use crate::on_the_way::Held;
use crate::page::Role;
use crate::removing::{ask_to_delete, confirm, deleting, deletions, says};

on_both! {
    four_are_deleted_at_once_and_stop_makes_them_the_last
    a_refusal_of_all_lets_those_end_that_are_under_way
    an_import_that_is_refused_lets_those_end_that_are_under_way
    a_busy_provider_is_asked_for_one_after_another
    a_reload_names_every_deletion_that_was_under_way
    a_reload_names_every_creation_that_was_under_way
}

/// N4, D5: one alone at first, then more, and never more than four; the line names the one for which all wait.
async fn four_are_deleted_at_once_and_stop_makes_them_the_last(cloud: &Cloud) {
    journey(&cloud.named("four_are_deleted_at_once_and_stop_makes_them_the_last"), async |journey| {
        let page = &journey.page;
        let ids = ask_to_delete(journey, cloud, 10).await;
        page.hold_each(Held::Before, &deleting(&ids[..1])).await;
        confirm(page, 10).await;
        page.holds().await;
        page.sees(&format!("Deleting {}…", ids[0])).await;
        page.hold_each(Held::Before, &deleting(&ids[3..])).await;
        page.release().await;
        page.holds_all(4).await;
        page.sees("3 of 10 deleted").await;
        page.sees(&format!("Deleting {} and 3 more…", ids[3])).await;
        let mut findings = Vec::new();
        pictured(page, &cloud.named("four-at-once"), &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the screen: {findings:#?}");
        page.click(Role::Button, "Stop").await;
        page.is(Role::Button, "Stops after these 4", "element.ariaDisabled === 'true'").await;
        page.release().await;
        page.sees("7 of 10 were deleted.").await;
        assert_eq!(deletions(journey), ["delete header 204"; 7]);
        for (at, id) in ids.iter().enumerate() {
            says(page, id, if at < 7 { "Deleted" } else { "" }).await;
            assert_eq!(journey.sandbox.rule_xml(cloud.bucket, id).is_none(), at < 7, "{id}");
        }
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        page.click(Role::Button, "Undo").await;
        page.sees("7 rules are as they were before.").await;
        page.sees("(250)").await;
        assert!(ids.iter().all(|id| journey.sandbox.rule_xml(cloud.bucket, id).is_some()));
    })
    .await;
}

/// D5: a right that is taken away in the middle: what is under way comes to its end, and no other is tried.
async fn a_refusal_of_all_lets_those_end_that_are_under_way(cloud: &Cloud) {
    journey(&cloud.named("a_refusal_of_all_lets_those_end_that_are_under_way"), async |journey| {
        let page = &journey.page;
        let ids = ask_to_delete(journey, cloud, 6).await;
        page.answer_instead(&format!("DELETE {}", ids[1]), 403, "AccessDenied").await;
        page.hold(Held::Before, &format!("DELETE {}", ids[2])).await;
        confirm(page, 6).await;
        page.holds().await;
        says(page, &ids[1], "These credentials may not do this.").await;
        page.release().await;
        page.sees("2 of 6 were deleted.").await;
        says(page, &ids[2], "Deleted").await;
        says(page, &ids[3], "").await;
        assert_eq!(deletions(journey), ["delete header 204"; 2]);
        page.answer_no_more().await;
        page.click(Role::Button, "Delete 4 rules").await;
        page.sees("6 rules were deleted.").await;
        page.sees("(244)").await;
        page.click(Role::Button, "Undo").await;
        page.sees("6 rules are as they were before.").await;
        assert!(ids.iter().all(|id| journey.sandbox.rule_xml(cloud.bucket, id).is_some()));
    })
    .await;
}

/// D6: the same for an import.
async fn an_import_that_is_refused_lets_those_end_that_are_under_way(cloud: &Cloud) {
    journey(&cloud.named("an_import_that_is_refused_lets_those_end_that_are_under_way"), async |journey| {
        let page = &journey.page;
        let (ids, _) = five_offered(journey, cloud).await;
        page.answer_instead("PUT second", 403, "AccessDenied").await;
        page.hold(Held::Before, "PUT third").await;
        page.click(Role::Button, "Import 5 rules").await;
        page.holds().await;
        says_beside(page, "second", "Not created").await;
        page.release().await;
        page.sees("2 rules were imported.").await;
        for (id, words) in ids.into_iter().zip(["Created", "Not created", "Created", "New", "New"]) {
            says_beside(page, id, words).await;
        }
        page.answer_no_more().await;
        page.click(Role::Button, "Import 3 rules").await;
        says_beside(page, "fifth", "Created").await;
        assert!(ids.iter().all(|id| journey.sandbox.rule_xml(cloud.bucket, id).is_some()));
    })
    .await;
}

/// Bars: to a provider that says it is busy no more are sent beside each other.
async fn a_busy_provider_is_asked_for_one_after_another(cloud: &Cloud) {
    journey(&cloud.named("a_busy_provider_is_asked_for_one_after_another"), async |journey| {
        let page = &journey.page;
        let ids = ask_to_delete(journey, cloud, 6).await;
        page.answer_instead(&format!("GET {}", ids[1]), 503, "ServiceUnavailable").await;
        page.hold(Held::Before, &format!("DELETE {}", ids[2])).await;
        confirm(page, 6).await;
        page.holds().await;
        // Nothing is deleted of which no copy could be read.
        says(page, &ids[1], "The provider is not available at the moment.").await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        page.sees(&format!("Deleting {}…", ids[2])).await;
        assert_eq!(deletions(journey), ["delete header 204"; 1]);
        page.release().await;
        page.sees("5 of 6 were deleted.").await;
        assert!(journey.sandbox.rule_xml(cloud.bucket, &ids[1]).is_some());
        page.answer_no_more().await;
        page.click(Role::Button, "Delete 1 rule").await;
        page.sees("6 rules were deleted.").await;
        page.sees("(244)").await;
    })
    .await;
}

/// F12: nothing is called "not done" after a reload that may have been done.
async fn a_reload_names_every_deletion_that_was_under_way(cloud: &Cloud) {
    journey(&cloud.named("a_reload_names_every_deletion_that_was_under_way"), async |journey| {
        let page = &journey.page;
        let ids = ask_to_delete(journey, cloud, 9).await;
        page.hold_each(Held::After, &deleting(&ids[3..])).await;
        confirm(page, 9).await;
        page.holds_all(4).await;
        page.reload().await;
        let under_way = ids[3..7].join(", ");
        page.sees(&format!("Perhaps done: {under_way}. Not done by then: 2 ({}, {}).", ids[7], ids[8])).await;
        // They were done: the provider has answered, and the page was gone.
        let there = |id: &String| journey.sandbox.rule_xml(cloud.bucket, id).is_some();
        assert_eq!(ids.iter().filter(|id| there(id)).collect::<Vec<_>>(), [&ids[7], &ids[8]]);
        page.reload().await;
        page.finds(Role::Heading, "Connect to demo-250").await;
        page.sees_no("was under way").await;
    })
    .await;
}

/// F12: the same for an import.
async fn a_reload_names_every_creation_that_was_under_way(cloud: &Cloud) {
    journey(&cloud.named("a_reload_names_every_creation_that_was_under_way"), async |journey| {
        let page = &journey.page;
        five_offered(journey, cloud).await;
        page.hold_each(Held::Before, &["PUT second", "PUT third"].map(String::from)).await;
        page.click(Role::Button, "Import 5 rules").await;
        page.holds_all(2).await;
        page.reload().await;
        page.sees("Perhaps done: second, third. Not done by then: 2 (fourth, fifth).").await;
    })
    .await;
}
