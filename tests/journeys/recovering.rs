//! A save that is cut off between the removal and the new form: the device holds both, the next tab offers
//! them, and what is written then is there exactly once.

use serde_json::json;

use crate::cloud::{Cloud, OSS, on_both};
use crate::editing::{
    BUSY, CHANGED, MISSING, ROW_SAYS, assert_nothing_is_kept, edit, save, saves, saving, times,
};
use crate::first_light::parts;
use crate::journey::{Journey, journey};
use crate::on_the_way::{Held, TabEnd};
use crate::page::Role;

on_both! {
    two_tabs_save_one_after_the_other
    two_tabs_save_at_the_same_time
}

const PREFIX: &str = "<Prefix>logs/app/team-00/</Prefix>";

/// Opens the rule's form and types.
pub(crate) async fn type_into_form(journey: &Journey, cloud: &Cloud, typed: &str) {
    journey.connect(cloud.preset).await;
    journey.page.sees("(250)").await;
    edit(journey, cloud.first_id).await;
    journey.page.fill("Source prefix", typed).await;
}

/// Saves until a request is held, and ends the tab there.
async fn cut_off(journey: &Journey, held: Held, request: &str, end: TabEnd) {
    let page = &journey.page;
    type_into_form(journey, &OSS, "typed/").await;
    page.hold(held, &format!("{request} {}", OSS.first_id)).await;
    save(page).await;
    page.holds().await;
    page.lose_tab(end).await;
}

pub(crate) fn puts(journey: &Journey) -> usize {
    journey.calls().iter().filter(|call| call.starts_with("put ")).count()
}

pub(crate) fn left_over(id: &str) -> String {
    format!("The save of rule {id} was cut off.")
}

/// F12, U4: closed or crashed after the removal, whether its answer came or not: the next tab says what was cut
/// off and writes either form, once, at one click.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_save_that_was_cut_off_is_offered_and_written_once() {
    journey("a_save_that_was_cut_off_is_offered_and_written_once", async |journey| {
        let page = &journey.page;
        let (bucket, id) = (OSS.bucket, OSS.first_id);
        let before = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        let typed = before.replace(PREFIX, "<Prefix>typed/</Prefix>");
        assert_ne!(typed, before);
        for (held, request, end, button, document) in [
            (Held::Before, "PUT", TabEnd::Closed, "Write the new form", &typed),
            (Held::Before, "PUT", TabEnd::Crashed, "Write the old form", &before),
            (Held::After, "DELETE", TabEnd::Crashed, "Write the new form", &typed),
            (Held::After, "DELETE", TabEnd::Closed, "Write the old form", &before),
        ] {
            journey.sandbox.put_rule(bucket, id, &before);
            cut_off(journey, held, request, end).await;
            assert_eq!(journey.sandbox.rule_xml(bucket, id), None);
            journey.sandbox.clear_requests();

            journey.connect(OSS.preset).await;
            page.finds(Role::Alert, &left_over(id)).await;
            page.sees(MISSING).await;
            page.finds(Role::Button, "Write the new form").await;
            page.finds(Role::Button, "Write the old form").await;
            page.sees("(249)").await;
            let kept = saves(page).await;
            let kept = &kept[&format!("oss/cn-hangzhou/{bucket}/{id}")];
            for (at, document) in [&before, &typed].into_iter().enumerate() {
                assert_eq!(parts(kept[at].as_str().unwrap_or_default()), parts(document));
            }
            let shown: String = page.eval("return document.querySelector('main pre').textContent").await;
            assert_eq!(parts(&shown), parts(&typed), "what is held is on the screen");

            page.click(Role::Button, button).await;
            page.sees(&format!("Rule {id} was saved.")).await;
            page.sees_no(&left_over(id)).await;
            page.sees("(250)").await;
            let stored = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
            assert_eq!(parts(&stored), parts(document));
            assert_eq!((times(journey, bucket, id), puts(journey)), (1, 1));
            // A tab that ended in the middle has not told whether its removal was answered.
            assert_eq!(saves(page).await.len(), 1, "the removal may still be on its way");
        }
    })
    .await;
}

/// F12: a tab that ended before the removal reached the provider, or after the new form did, has left nothing
/// to mend: no note. The device keeps nothing any more, or only as long as the removal may still be on its way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_save_that_needs_no_mending_is_not_offered() {
    journey("a_save_that_needs_no_mending_is_not_offered", async |journey| {
        let page = &journey.page;
        let (bucket, id) = (OSS.bucket, OSS.first_id);
        let before = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        let typed = before.replace(PREFIX, "<Prefix>typed/</Prefix>");
        // The removal that was cut off last may still be on its way: it comes last.
        for (held, request, document) in [(Held::After, "PUT", &typed), (Held::Before, "DELETE", &before)] {
            journey.sandbox.put_rule(bucket, id, &before);
            cut_off(journey, held, request, TabEnd::Crashed).await;
            let stored = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
            assert_eq!((parts(&stored), times(journey, bucket, id)), (parts(document), 1));
            journey.sandbox.clear_requests();
            journey.connect(OSS.preset).await;
            page.sees("(250)").await;
            if request == "PUT" {
                page.wait_for("nothing to be kept", async || saves(page).await.is_empty()).await;
            } else {
                let looked = async || journey.calls().iter().any(|call| call.starts_with("get"));
                page.wait_for("the rule to be looked for", looked).await;
                assert_eq!(saves(page).await.len(), 1, "the removal may still be on its way");
            }
            page.sees_no(&left_over(id)).await;
            assert_eq!(puts(journey), 0);
            assert_eq!(journey.sandbox.rule_xml(bucket, id), Some(stored));
        }
    })
    .await;
}

/// F12: what another tab is saving at this moment is not offered to this one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_save_that_is_under_way_elsewhere_is_not_offered() {
    journey("a_save_that_is_under_way_elsewhere_is_not_offered", async |journey| {
        let page = &journey.page;
        let (bucket, id) = (OSS.bucket, OSS.first_id);
        type_into_form(journey, &OSS, "typed/").await;
        page.hold(Held::Before, &format!("PUT {id}")).await;
        save(page).await;
        page.holds().await;
        assert_eq!((journey.sandbox.rule_xml(bucket, id), saves(page).await.len()), (None, 1));
        let first = page.tab().await;

        let second = page.new_tab().await;
        journey.sandbox.clear_requests();
        journey.connect(OSS.preset).await;
        page.sees("(249)").await;
        page.click(Role::Link, "Create rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        page.click(Role::Link, "Inventory rules").await;
        page.sees("(249)").await;
        page.sees_no(&left_over(id)).await;
        assert_eq!(journey.calls(), ["list query 200"; 3], "a note would have asked for the rule");

        page.to_tab(&first).await;
        page.release().await;
        page.sees(&format!("Rule {id} was saved.")).await;
        page.to_tab(&second).await;
        page.click(Role::Button, "Refresh").await;
        page.sees("(250)").await;
        page.sees_no(&left_over(id)).await;
        assert_eq!((times(journey, bucket, id), puts(journey)), (1, 1));
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// F12, N5: somebody fills the bucket between the removal and the new form. Neither form can be written then; both
/// stay on the screen and on the device until there is room.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_that_fills_up_in_between_loses_nothing() {
    journey("a_bucket_that_fills_up_in_between_loses_nothing", async |journey| {
        let page = &journey.page;
        let (bucket, id) = ("demo-1000", OSS.first_id);
        let before = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        journey.connect("1,000 rules (the limit)").await;
        page.sees("(1,000)").await;
        edit(journey, id).await;
        page.fill("Source prefix", "typed/").await;
        page.hold(Held::Before, &format!("PUT {id}")).await;
        save(page).await;
        page.holds().await;
        journey.sandbox.put_rule(bucket, "theirs", &before.replace(id, "theirs"));
        page.release().await;
        page.finds(Role::Alert, "The bucket has as many rules as it can have.").await;
        page.sees(MISSING).await;
        assert_eq!((journey.sandbox.rule_xml(bucket, id), saves(page).await.len()), (None, 1));
        page.click(Role::Button, "Write the new form").await;
        let twice = "return document.body.innerText.split('The bucket has as many rules as it can have.').length === 3";
        page.wait_until("the refusal of the second try", twice, vec![]).await;
        page.finds(Role::Button, "Write the new form").await;
        assert_eq!(saves(page).await.len(), 1, "it stays there until it is written");

        assert!(journey.sandbox.remove_rule(bucket, "theirs"));
        page.click(Role::Button, "Write the new form").await;
        page.sees(&format!("Rule {id} was saved.")).await;
        page.sees("1,000)").await;
        let stored = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        assert_eq!(parts(&stored), parts(&before.replace(PREFIX, "<Prefix>typed/</Prefix>")));
        assert_eq!(times(journey, bucket, id), 1);
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// Two tabs with the form of the same rule; the second one is driven.
async fn two_forms(journey: &Journey, cloud: &Cloud) -> [thirtyfour::WindowHandle; 2] {
    let page = &journey.page;
    type_into_form(journey, cloud, "typed-in-the-first/").await;
    let first = page.tab().await;
    let second = page.new_tab().await;
    type_into_form(journey, cloud, "typed-in-the-second/").await;
    [first, second]
}

/// The bucket has the rule once, as it was but for a prefix, and the device keeps nothing of the save.
pub(crate) async fn assert_stored_once(journey: &Journey, cloud: &Cloud, before: &str, prefix: &str) {
    assert_written_once(journey, cloud, before, prefix);
    assert_nothing_is_kept(&journey.page).await;
}

/// The same after a removal of which nothing is known: another one may still be on its way, so the new form has a copy
/// on the device, which is not offered while the rule is there.
pub(crate) async fn assert_stored_once_with_a_copy(
    journey: &Journey,
    cloud: &Cloud,
    before: &str,
    prefix: &str,
) {
    let page = &journey.page;
    assert_written_once(journey, cloud, before, prefix);
    let kept = saves(page).await;
    assert_eq!(kept.len(), 1, "{kept:?}");
    let wanted = format!("<Prefix>{prefix}</Prefix>");
    for documents in kept.values() {
        let has_it = |at: usize| documents[at].as_str().unwrap_or_default().contains(&wanted);
        assert!(has_it(0) || has_it(1), "{documents}");
    }
    page.sees_no(&left_over(cloud.first_id)).await;
}

/// The bucket has the rule once, as it was but for a prefix.
pub(crate) fn assert_written_once(journey: &Journey, cloud: &Cloud, before: &str, prefix: &str) {
    let stored = journey.sandbox.rule_xml(cloud.bucket, cloud.first_id).unwrap_or_default();
    let without_prefix =
        |xml: &str| parts(xml).into_iter().filter(|part| !part.starts_with("Prefix>")).collect::<Vec<_>>();
    assert_eq!(without_prefix(&stored), without_prefix(before));
    assert!(stored.contains(&format!("<Prefix>{prefix}</Prefix>")), "{stored}");
    assert_eq!(times(journey, cloud.bucket, cloud.first_id), 1);
}

/// F11: the second tab to save is told what the first has changed, and writes nothing.
async fn two_tabs_save_one_after_the_other(cloud: &Cloud) {
    journey(&cloud.named("two_tabs_save_one_after_the_other"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        let before = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        let [first, second] = two_forms(journey, cloud).await;
        page.to_tab(&first).await;
        save(page).await;
        page.sees(&format!("Rule {id} was saved.")).await;
        page.to_tab(&second).await;
        journey.sandbox.clear_requests();
        save(page).await;
        page.finds(Role::Alert, CHANGED).await;
        page.finds(Role::ColumnHeader, "As it is now").await;
        page.sees("typed-in-the-first/").await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed-in-the-second/'").await;
        assert_eq!(journey.calls(), ["get query 200"]);
        assert_stored_once(journey, cloud, &before, "typed-in-the-first/").await;
    })
    .await;
}

/// F11, F12, F13: while the first tab is in the middle of it, the second one writes nothing, and says why.
async fn two_tabs_save_at_the_same_time(cloud: &Cloud) {
    journey(&cloud.named("two_tabs_save_at_the_same_time"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        let before = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        let [first, second] = two_forms(journey, cloud).await;
        page.to_tab(&first).await;
        page.hold(Held::Before, &format!("PUT {id}")).await;
        save(page).await;
        page.holds().await;
        page.to_tab(&second).await;
        save(page).await;
        page.finds(Role::Alert, BUSY).await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed-in-the-second/'").await;
        page.to_tab(&first).await;
        page.release().await;
        page.sees(&format!("Rule {id} was saved.")).await;
        page.wait_until("the new prefix in the row", ROW_SAYS, vec![json!(id), json!("typed-in-the-first/")])
            .await;
        page.to_tab(&second).await;
        save(page).await;
        page.finds(Role::Alert, CHANGED).await;
        let saved = saving(cloud).iter().filter(|call| call.starts_with("put ")).count();
        assert_eq!(puts(journey), saved, "one of the two was written");
        assert_stored_once(journey, cloud, &before, "typed-in-the-first/").await;
    })
    .await;
}

/// F12, R1: the rule's own address, where a restored tab lands, offers what the device keeps of it as the list does;
/// so does its form.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_save_that_was_cut_off_is_offered_at_the_rules_own_address() {
    journey("a_save_that_was_cut_off_is_offered_at_the_rules_own_address", async |journey| {
        let page = &journey.page;
        let (bucket, id) = (OSS.bucket, OSS.first_id);
        let before = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        let typed = before.replace(PREFIX, "<Prefix>typed/</Prefix>");
        for (screen, button, document) in
            [("", "Write the new form", &typed), ("/edit", "Write the old form", &before)]
        {
            journey.sandbox.put_rule(bucket, id, &before);
            cut_off(journey, Held::Before, "PUT", TabEnd::Closed).await;
            page.open(&format!("{}/id/{id}{screen}", OSS.address(bucket))).await;
            page.click(Role::Button, &format!("Connect to {}", OSS.preset)).await;
            page.sees("This rule does not exist").await;
            page.finds(Role::Alert, &left_over(id)).await;
            page.click(Role::Button, button).await;
            page.sees(&format!("Rule {id} was saved.")).await;
            page.sees_no(&left_over(id)).await;
            page.sees_no("This rule does not exist").await;
            let stored = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
            assert_eq!(parts(&stored), parts(document));
            assert_eq!(times(journey, bucket, id), 1);
        }
    })
    .await;
}
