//! Answers that prove nothing, from a sandbox that carries a write out, or does not, and answers with rubbish. No rule
//! is lost to any of them, and the page never says more than is known.

use std::time::Duration;

use sandbox::{Aftermath, Answer, CarriedOut, Operation};
use serde_json::json;

use crate::broken_saves::run_once;
use crate::choosing::{act, agree, choose, count};
use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::editing::{MISSING, ROW_SAYS, STILL_AS_IT_WAS, assert_nothing_is_kept, edit, save, saves, times};
use crate::failures::connect_to;
use crate::first_light::{fill_in, parts};
use crate::importing;
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::{Page, Role};
use crate::recovering::left_over;

on_both! {
    a_creation_says_what_is_known
    a_deletion_stops_at_what_is_not_known
    an_import_stops_at_what_is_not_known
}

const PREFIX: &str = "<Prefix>typed/</Prefix>";

/// Opens a bucket whose calls of one operation end in a way, on the form of its first rule, and types.
async fn type_in_bucket(journey: &Journey, cloud: &Cloud, bucket: &str) {
    let page = &journey.page;
    connect_to(journey, cloud, bucket).await;
    page.sees("(5)").await;
    edit(journey, cloud.first_id).await;
    page.fill("Source prefix", "typed/").await;
}

fn stored(journey: &Journey, cloud: &Cloud, bucket: &str, id: &str) -> String {
    journey.sandbox.rule_xml(&cloud.bucket(bucket), id).unwrap_or_default()
}

async fn is_saved(page: &Page, id: &str) {
    let saved = format!("Rule {id} was saved.");
    // Reads are tried for some seconds where they lag.
    page.wait_for_up_to(Duration::from_secs(20), &saved, async || page.text().await.contains(&saved)).await;
}

/// F12: the removal was carried out, and whatever was answered instead, the new form follows it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_removal_goes_on_whatever_its_answer() {
    journey("a_removal_goes_on_whatever_its_answer", async |journey| {
        let page = &journey.page;
        for answer in Answer::ALL {
            let bucket = format!("done-delete-{}", answer.slug());
            type_in_bucket(journey, &OSS, &bucket).await;
            save(page).await;
            is_saved(page, OSS.first_id).await;
            page.finds_no(Role::Alert, "").await;
            assert!(stored(journey, &OSS, &bucket, OSS.first_id).contains(PREFIX), "{bucket}");
            assert_eq!(times(journey, &bucket, OSS.first_id), 1);
            // Another removal than the one that took it may still be on its way.
            let kept = saves(page).await;
            let kept = &kept[&format!("oss/cn-hangzhou/{bucket}/{}", OSS.first_id)];
            assert!(kept[1].as_str().unwrap_or_default().contains(PREFIX), "{kept}");
            page.sees_no(&left_over(OSS.first_id)).await;
        }
    })
    .await;
}

/// F12: so does the new form: it is looked for, after a removal and in place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_form_is_found_whatever_its_answer() {
    journey("a_new_form_is_found_whatever_its_answer", async |journey| {
        let page = &journey.page;
        for (cloud, answers) in [(&OSS, &Answer::ALL[..]), (&COS, &[Answer::Gateway502Html, Answer::CutOff])]
        {
            for answer in answers {
                let bucket = format!("done-put-{}", answer.slug());
                type_in_bucket(journey, cloud, &bucket).await;
                save(page).await;
                is_saved(page, cloud.first_id).await;
                assert!(stored(journey, cloud, &bucket, cloud.first_id).contains(PREFIX), "{bucket}");
                assert_nothing_is_kept(page).await;
            }
        }
    })
    .await;
}

/// N4, F12: six rules disabled at once, with removals that are carried out and answered by a gateway's page: all are
/// there, disabled.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn six_rules_outlive_a_gateway() {
    journey("six_rules_outlive_a_gateway", async |journey| {
        let page = &journey.page;
        let answer = |operation| Aftermath {
            operation,
            nth: None,
            carried_out: CarriedOut::AtOnce,
            answer: Answer::Gateway502Html,
        };
        journey.sandbox.set_aftermaths(OSS.bucket, vec![answer(Operation::Delete), answer(Operation::Put)]);
        let ids = journey.sandbox.rule_ids(OSS.bucket)[..6].to_vec();
        let is_enabled = |id: &&String| {
            journey.sandbox.rule_xml(OSS.bucket, id).is_some_and(|xml| xml.contains("<IsEnabled>true</"))
        };
        let enabled = ids.iter().filter(is_enabled).count();
        assert!(enabled >= 4, "{enabled}");
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        for id in &ids {
            choose(page, id).await;
        }
        act(page, "Disable").await;
        page.sees("each of the 6 rules is removed and written again").await;
        agree(page, &OSS, "Disable").await;
        page.sees("6 rules were disabled.").await;
        for id in &ids {
            let stored = journey.sandbox.rule_xml(OSS.bucket, id).unwrap_or_default();
            assert!(stored.contains("<IsEnabled>false</"), "{id}: {stored}");
        }
        page.sees("(250)").await;
        assert_eq!(journey.sandbox.rule_ids(OSS.bucket).len(), 250);
        assert_eq!(
            saves(page).await.len(),
            enabled,
            "each that was removed has a copy while another removal may come"
        );
    })
    .await;
}

/// F12, U4: a removal that is answered by a gateway and carried out seconds later. The page says that the rule is as it
/// was, and that it may still go; when it goes, the list says so and one click brings it back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_removal_is_noticed_and_undone() {
    journey("a_late_removal_is_noticed_and_undone", async |journey| {
        let page = &journey.page;
        let (bucket, id) = ("late-delete-3", OSS.first_id);
        type_in_bucket(journey, &OSS, bucket).await;
        let before = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        save(page).await;
        page.sees(STILL_AS_IT_WAS).await;
        page.sees("it may be removed within half an hour").await;
        page.click(Role::Link, "Inventory rules").await;
        page.click(Role::Button, "Discard").await;
        page.finds(Role::Table, "Inventory rules").await;
        page.sees_no(&left_over(id)).await;
        let gone = async || journey.sandbox.rule_xml(bucket, id).is_none();
        page.wait_for("the late removal", gone).await;
        // The list looks again every ten seconds while it may happen.
        let offered = async || page.text().await.contains(&left_over(id));
        page.wait_for_up_to(Duration::from_secs(20), "the note", offered).await;
        assert_eq!(saves(page).await.len(), 1);
        page.click(Role::Button, "Write the old form").await;
        is_saved(page, id).await;
        let stored = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        assert_eq!(parts(&stored), parts(&before));
        page.sees("(5)").await;
        page.sees_no(&left_over(id)).await;
        assert_eq!(saves(page).await.len(), 1, "nobody knows whether it was that removal");
    })
    .await;
}

/// F12, D5: a deletion of which nothing is known comes late, after the rule was changed: whoever stays on the list is
/// offered what was written last.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_deletion_does_not_take_a_later_change_along() {
    journey("a_late_deletion_does_not_take_a_later_change_along", async |journey| {
        let page = &journey.page;
        for cloud in [&OSS, &COS] {
            let (bucket, id) = (cloud.bucket("demo-250"), cloud.first_id);
            let answer = Aftermath {
                operation: Operation::Delete,
                nth: Some(1),
                carried_out: CarriedOut::Never,
                answer: Answer::Empty504,
            };
            journey.sandbox.set_aftermaths(&bucket, vec![answer]);
            journey.connect(cloud.preset).await;
            page.sees("(250)").await;
            choose(page, id).await;
            act(page, "Delete").await;
            page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
            page.press("confirm").await;
            page.click(Role::Button, "Delete rule").await;
            page.sees("Whether the rule was deleted is not known: no answer came that proves it.").await;
            page.click(Role::Button, "Close").await;
            act(page, "Disable").await;
            agree(page, cloud, "Disable").await;
            page.wait_until("the row to follow", ROW_SAYS, vec![json!(id), json!("Disabled")]).await;
            assert!(journey.sandbox.remove_rule(&bucket, id), "the deletion comes");
            let offered = async || page.text().await.contains(&left_over(id));
            page.wait_for_up_to(Duration::from_secs(20), "the note", offered).await;
            page.click(Role::Button, "Write the new form").await;
            page.sees_no(&left_over(id)).await;
            let stored = journey.sandbox.rule_xml(&bucket, id).unwrap_or_default();
            assert!(stored.contains("<IsEnabled>false</"), "{stored}");
        }
    })
    .await;
}

/// N4, D5: work on several rules stops at the first of which nothing is known, names it and those that were not tried,
/// and goes on from there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_changes_stop_at_what_is_not_known() {
    journey("several_changes_stop_at_what_is_not_known", async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(OSS.bucket)[..3].to_vec();
        let open = Aftermath {
            operation: Operation::Delete,
            nth: Some(2),
            carried_out: CarriedOut::Never,
            answer: Answer::Empty504,
        };
        journey.sandbox.set_aftermaths(OSS.bucket, vec![open]);
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        for id in &ids {
            choose(page, id).await;
        }
        act(page, "Disable").await;
        agree(page, &OSS, "Disable").await;
        page.finds(Role::Dialog, "1 of 3 rules were changed as asked.").await;
        page.finds(Role::Heading, &ids[1]).await;
        page.sees("it may be removed within half an hour").await;
        page.sees(&format!("Not tried: {}.", ids[2])).await;
        let says = |xml: &str, on: bool| xml.contains(&format!("<IsEnabled>{on}</"));
        for (id, on) in ids.iter().zip([false, true, true]) {
            assert!(says(&journey.sandbox.rule_xml(OSS.bucket, id).unwrap_or_default(), on), "{id}");
        }
        page.click(Role::Button, "Try again: 2").await;
        page.sees("2 rules were disabled.").await;
        for id in &ids {
            assert!(says(&journey.sandbox.rule_xml(OSS.bucket, id).unwrap_or_default(), false), "{id}");
        }
        // The one that may still be removed keeps its copy; it is not offered while it is there.
        let kept: Vec<String> = saves(page).await.keys().cloned().collect();
        assert_eq!(kept, [format!("oss/cn-hangzhou/{}/{}", OSS.bucket, ids[1])]);
        page.sees_no(&left_over(&ids[1])).await;
        assert!(journey.sandbox.remove_rule(OSS.bucket, &ids[1]));
        page.click(Role::Link, "Create rule").await;
        page.click(Role::Link, "Inventory rules").await;
        page.finds(Role::Alert, &left_over(&ids[1])).await;
        page.click(Role::Button, "Write the new form").await;
        page.sees_no(&left_over(&ids[1])).await;
        assert!(says(&journey.sandbox.rule_xml(OSS.bucket, &ids[1]).unwrap_or_default(), false));
    })
    .await;
}

/// F6: what was created is found, and what was not is told so; a second try writes it once.
async fn a_creation_says_what_is_known(cloud: &Cloud) {
    journey(&cloud.named("a_creation_says_what_is_known"), async |journey| {
        let page = &journey.page;
        for (bucket, said) in [
            ("done-put-500", "Rule made-here was created."),
            ("undone-put-502-1", "Whether the rule was created is not known: no answer came that proves it. It is not there now"),
        ] {
            connect_to(journey, cloud, bucket).await;
            page.sees("(5)").await;
            page.click(Role::Link, "Create rule").await;
            fill_in(page, cloud, "made-here").await;
            page.click(Role::Button, "Create rule").await;
            page.sees(said).await;
            if bucket.starts_with("undone") {
                assert_eq!(stored(journey, cloud, bucket, "made-here"), "");
                page.is(Role::Textbox, "ID", "element.value === 'made-here'").await;
                page.click(Role::Button, "Create rule").await;
                page.sees("Rule made-here was created.").await;
            }
            assert_eq!(parts(&stored(journey, cloud, bucket, "made-here")), parts(cloud.created));
            page.sees("(6)").await;
        }
    })
    .await;
}

/// D5: a deletion that was carried out counts, whatever was answered; the first of which nothing is known ends it:
/// what was under way beside it is the last.
async fn a_deletion_stops_at_what_is_not_known(cloud: &Cloud) {
    journey(&cloud.named("a_deletion_stops_at_what_is_not_known"), async |journey| {
        let page = &journey.page;
        let answer = |nth, carried_out| Aftermath {
            operation: Operation::Delete,
            nth: Some(nth),
            carried_out,
            answer: Answer::Gateway502Html,
        };
        let aftermaths = vec![answer(1, CarriedOut::AtOnce), answer(2, CarriedOut::Never)];
        journey.sandbox.set_aftermaths(cloud.bucket, aftermaths);
        let ids = journey.sandbox.rule_ids(cloud.bucket)[..4].to_vec();
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        for id in &ids {
            choose(page, id).await;
        }
        act(page, "Delete").await;
        page.fill("To confirm", "confirm").await;
        page.hold(Held::Before, &format!("DELETE {}", ids[2])).await;
        page.click(Role::Button, "Delete 4 rules").await;
        page.holds().await;
        page.sees(
            "Whether the rule was deleted is not known: no answer came that proves it. It is still there",
        )
        .await;
        page.release().await;
        page.sees("2 of 4 were deleted.").await;
        let there = |id: &String| journey.sandbox.rule_xml(cloud.bucket, id).is_some();
        assert_eq!(ids.iter().map(there).collect::<Vec<_>>(), [false, true, false, true]);
        page.click(Role::Button, "Delete 2 rules").await;
        page.sees("4 rules were deleted.").await;
        page.sees("(246)").await;
        assert!(!ids.iter().any(there));
    })
    .await;
}

/// D6: an import that is answered by a gateway: what was created counts, the first of which nothing is known ends it
/// with what was under way beside it, and the same button goes on.
async fn an_import_stops_at_what_is_not_known(cloud: &Cloud) {
    journey(&cloud.named("an_import_stops_at_what_is_not_known"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket)[..4].to_vec();
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        for id in &ids {
            choose(page, id).await;
        }
        act(page, "Download a copy").await;
        let (copy, _) = importing::downloaded(journey, cloud.bucket).await;
        act(page, "Delete").await;
        importing::delete(page, 4).await;
        let answer = |nth, carried_out| Aftermath {
            operation: Operation::Put,
            nth: Some(nth),
            carried_out,
            answer: Answer::Error500Xml,
        };
        let aftermaths = vec![answer(1, CarriedOut::AtOnce), answer(2, CarriedOut::Never)];
        journey.sandbox.set_aftermaths(cloud.bucket, aftermaths);
        page.click(Role::Link, "Import").await;
        page.give_file("File", &copy).await;
        page.hold(Held::Before, &format!("PUT {}", ids[2])).await;
        page.click(Role::Button, "Import 4 rules").await;
        page.holds().await;
        importing::says(page, &ids[0], "Created").await;
        page.sees("Whether the rule was created is not known").await;
        page.release().await;
        importing::says(page, &ids[2], "Created").await;
        importing::says(page, &ids[3], "New").await;
        let there = |id: &String| journey.sandbox.rule_xml(cloud.bucket, id).is_some();
        assert_eq!(ids.iter().map(there).collect::<Vec<_>>(), [true, false, true, false]);
        page.click(Role::Button, "Import 2 rules").await;
        for id in &ids {
            importing::says(page, id, "Created").await;
        }
        assert!(ids.iter().all(there));
        assert_eq!(journey.sandbox.rule_ids(cloud.bucket).len(), 250);
    })
    .await;
}

/// N6: whether a run was started cannot be looked at; a second try of the same ID tells.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_says_what_is_known() {
    journey("a_run_says_what_is_known", async |journey| {
        let page = &journey.page;
        connect_to(journey, &COS, "done-run-500-1").await;
        page.sees("(5)").await;
        page.click(Role::Link, "Create rule").await;
        fill_in(page, &COS, "made-here").await;
        run_once(page).await;
        page.sees("Whether the report was started is not known: no answer came that proves it.").await;
        run_once(page).await;
        page.finds(Role::Alert, "This ID cannot be run again now.").await;
    })
    .await;
}

/// A filter that OSS answers for "none": it is not shown, not sent, and no difference.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn zeros_are_neither_shown_nor_sent() {
    journey("zeros_are_neither_shown_nor_sent", async |journey| {
        let page = &journey.page;
        let (bucket, id) = ("demo-zeros", "no-filter");
        connect_to(journey, &OSS, bucket).await;
        page.sees("(3)").await;
        page.click(Role::Link, id).await;
        page.finds(Role::Tab, "XML").await;
        page.sees_no("leave some objects out").await;
        page.sees_no("1970").await;
        page.click(Role::Link, "Edit").await;
        page.focus_is_on(Role::Heading, &format!("Edit {id}")).await;
        for label in ["Smallest size", "Largest size", "Modified from", "Modified until"] {
            let empty = "const field = [...document.querySelectorAll('form input')].find((field) =>
                nameOf(field).startsWith(arguments[0])); return !field || field.value === ''";
            assert!(page.eval_with::<bool>(empty, vec![json!(label)]).await, "{label}");
        }
        page.fill("Source prefix", "typed/").await;
        let preview: String = page.eval("return document.querySelector('.preview pre').textContent").await;
        assert!(preview.contains(PREFIX) && !preview.contains("Bound"), "{preview}");
        journey.sandbox.clear_requests();
        save(page).await;
        is_saved(page, id).await;
        page.sees_no("shows another value").await;
        let reads = journey.calls().iter().filter(|call| call.starts_with("get")).count();
        assert_eq!(reads, 2, "one before and one after: {:?}", journey.calls());
        let stored = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
        assert!(stored.contains(PREFIX) && !stored.contains(">0<"), "{stored}");
        page.wait_until("the new prefix in the row", ROW_SAYS, vec![json!(id), json!("typed/")]).await;
        assert_nothing_is_kept(page).await;

        // A form that is refused after the removal: the old one, which was read with zeros, is taken back.
        edit(journey, id).await;
        let refused = Aftermath {
            operation: Operation::Put,
            nth: Some(1),
            carried_out: CarriedOut::Never,
            answer: Answer::Empty504,
        };
        journey.sandbox.set_aftermaths(bucket, vec![refused]);
        page.fill("Source prefix", "again/").await;
        save(page).await;
        page.sees(MISSING).await;
        page.click(Role::Button, "Write the old form").await;
        page.finds(Role::Table, "Inventory rules").await;
        assert!(journey.sandbox.rule_xml(bucket, id).unwrap_or_default().contains(PREFIX));
        assert_eq!(count(journey, bucket, |xml| xml.contains(">0<")), 0);
        assert_nothing_is_kept(page).await;
    })
    .await;
}
