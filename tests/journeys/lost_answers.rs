//! A request that gets lost in the middle of a save, or its answer: the page cannot tell which. It looks at what
//! the provider has, goes on or ends with that, and says what is where.

use std::time::Duration;

use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::editing::{MISSING, NO_ANSWER, STILL_AS_IT_WAS, save, saves, saving, times};
use crate::first_light::{form_for_a_new_rule, parts};
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::{Page, Role};
use crate::recovering::{assert_stored_once, assert_stored_once_with_a_copy, puts, type_into_form};

on_both! {
    a_new_form_whose_answer_is_lost_is_saved
    a_creation_whose_answer_is_lost_is_not_known
}

const TIMED_OUT: &str = "Nothing came for half a minute.";
const PERHAPS_CREATED: &str = "Whether the rule was created is not known: no answer came that proves it.";

/// The calls of a save on OSS in which the state was read after the removal.
const LOOKED_AFTER_REMOVAL: [&str; 7] = [
    "get query 200",
    "preflight delete 200",
    "delete header 204",
    "get query 404",
    "preflight put 200",
    "put header 200",
    "get query 200",
];

/// A request about the first rule.
fn of_first(cloud: &Cloud, held: Held, method: &str) -> (Held, String) {
    (held, format!("{method} {}", cloud.first_id))
}

/// The rule as it is stored now.
fn stored(journey: &Journey, cloud: &Cloud) -> Option<String> {
    journey.sandbox.rule_xml(cloud.bucket, cloud.first_id)
}

async fn is_saved(page: &Page, cloud: &Cloud) {
    page.sees(&format!("Rule {} was saved.", cloud.first_id)).await;
    page.sees("(250)").await;
}

/// Ends as it was: the provider has the rule as before, what was typed is still there, and it can be saved after all.
/// A removal that may still be carried out would take the new form along: its copy stays, and is not offered.
async fn is_as_it_was(journey: &Journey, cloud: &Cloud, before: &str) {
    let page = &journey.page;
    page.sees(STILL_AS_IT_WAS).await;
    assert_eq!(stored(journey, cloud).as_deref(), Some(before));
    assert_eq!(times(journey, cloud.bucket, cloud.first_id), 1);
    page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
    page.finds_no(Role::Button, "Write the old form").await;
    save(page).await;
    is_saved(page, cloud).await;
    if cloud.slug == "oss" {
        assert_stored_once_with_a_copy(journey, cloud, before, "typed/").await;
    } else {
        assert_stored_once(journey, cloud, before, "typed/").await;
    }
}

/// F12: the removal was done and its answer is lost, or comes after the page has given it up: the rule is looked
/// for, is not there, and its new form is written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_removal_whose_answer_is_lost_goes_on() {
    journey("a_removal_whose_answer_is_lost_goes_on", async |journey| {
        let page = &journey.page;
        let before = stored(journey, &OSS).unwrap_or_default();
        for late in [false, true] {
            journey.sandbox.put_rule(OSS.bucket, OSS.first_id, &before);
            type_into_form(journey, &OSS, "typed/").await;
            let removal = of_first(&OSS, Held::After, "DELETE");
            if late {
                page.hold(removal.0, &removal.1).await;
                save(page).await;
                page.holds().await;
                assert_eq!((stored(journey, &OSS), saves(page).await.len()), (None, 1));
                page.is(Role::Button, "Saving…", "element.ariaDisabled === 'true'").await;
                assert_eq!(journey.calls(), LOOKED_AFTER_REMOVAL[..3], "nothing is sent meanwhile");
                page.time_is_up().await;
                is_saved(page, &OSS).await;
                page.release().await;
            } else {
                page.lose(&[removal]).await;
                save(page).await;
                is_saved(page, &OSS).await;
            }
            // The list looks again, because it may be removed once more.
            assert_eq!(journey.calls()[..LOOKED_AFTER_REMOVAL.len()], LOOKED_AFTER_REMOVAL);
            assert_eq!(puts(journey), 1);
            assert_stored_once_with_a_copy(journey, &OSS, &before, "typed/").await;
            page.finds_no(Role::Alert, "").await;
        }
    })
    .await;
}

/// F12: the answer to the removal takes its time. Nothing else is sent before it is there, then the save goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_removal_that_is_answered_slowly_is_waited_for() {
    journey("a_removal_that_is_answered_slowly_is_waited_for", async |journey| {
        let page = &journey.page;
        let before = stored(journey, &OSS).unwrap_or_default();
        type_into_form(journey, &OSS, "typed/").await;
        journey.sandbox.set_latency(Duration::from_millis(700));
        save(page).await;
        page.wait_for("the removal", async || stored(journey, &OSS).is_none()).await;
        assert_eq!(puts(journey), 0);
        is_saved(page, &OSS).await;
        assert_eq!(journey.calls(), saving(&OSS));
        assert_stored_once(journey, &OSS, &before, "typed/").await;
    })
    .await;
}

/// F12, N6: the removal never arrived, or was given up before it did: nothing was changed, and the page says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_removal_that_never_arrives_changes_nothing() {
    journey("a_removal_that_never_arrives_changes_nothing", async |journey| {
        let page = &journey.page;
        let before = stored(journey, &OSS).unwrap_or_default();
        for late in [false, true] {
            journey.sandbox.put_rule(OSS.bucket, OSS.first_id, &before);
            type_into_form(journey, &OSS, "typed/").await;
            let removal = of_first(&OSS, Held::Before, "DELETE");
            if late {
                page.hold(removal.0, &removal.1).await;
                save(page).await;
                page.holds().await;
                page.time_is_up().await;
                page.finds(Role::Alert, TIMED_OUT).await;
            } else {
                page.lose(&[removal]).await;
                save(page).await;
                page.finds(Role::Alert, NO_ANSWER).await;
            }
            assert_eq!(journey.calls(), ["get query 200"; 2]);
            is_as_it_was(journey, &OSS, &before).await;
        }
    })
    .await;
}

/// F12: the new form has arrived and its answer is lost: it is found there, and the page says that it was saved.
async fn a_new_form_whose_answer_is_lost_is_saved(cloud: &Cloud) {
    journey(&cloud.named("a_new_form_whose_answer_is_lost_is_saved"), async |journey| {
        let page = &journey.page;
        let before = stored(journey, cloud).unwrap_or_default();
        type_into_form(journey, cloud, "typed/").await;
        page.lose(&[of_first(cloud, Held::After, "PUT")]).await;
        save(page).await;
        is_saved(page, cloud).await;
        assert_eq!(journey.calls(), [saving(cloud), vec!["get query 200"]].concat());
        assert_stored_once(journey, cloud, &before, "typed/").await;
        page.finds_no(Role::Alert, "").await;
    })
    .await;
}

/// F12, N6: on COS a new form that never arrived has changed nothing. The page looks for it for ten seconds,
/// because reads lag, and says so then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_form_that_never_arrives_changes_nothing_on_cos() {
    journey("a_new_form_that_never_arrives_changes_nothing_on_cos", async |journey| {
        let page = &journey.page;
        let before = stored(journey, &COS).unwrap_or_default();
        type_into_form(journey, &COS, "typed/").await;
        page.lose(&[of_first(&COS, Held::Before, "PUT")]).await;
        save(page).await;
        let over = async || page.eval("return !find('button', 'Saving…').length").await;
        page.wait_for_up_to(Duration::from_secs(20), "the end of the save", over).await;
        page.finds(Role::Alert, NO_ANSWER).await;
        assert_eq!(puts(journey), 0);
        is_as_it_was(journey, &COS, &before).await;
    })
    .await;
}

/// The document that stands beside the ways out, under whatever the error says.
const SHOWN: &str =
    "return find('button', 'Write the new form')[0].closest('.fields').querySelector('pre').textContent";

/// What the page says when it does not know whether the provider has removed the rule.
const PERHAPS_MISSING: &str = "Whether the old rule was removed is not known: no answer came that proves it.";

/// Both forms of the rule are on the screen and on the device, and the page says so.
async fn is_held(journey: &Journey, before: &str, words: &str) {
    let page = &journey.page;
    page.sees(words).await;
    let kept = saves(page).await;
    let kept = &kept[&format!("oss/cn-hangzhou/{}/{}", OSS.bucket, OSS.first_id)];
    let document = |at: usize| parts(kept[at].as_str().unwrap_or_default());
    assert_eq!(document(0), parts(before), "the old form is on the device");
    assert!(document(1).contains(&"Prefix>typed/</Prefix".to_owned()), "{kept}");
    let shown: String = page.eval(SHOWN).await;
    assert_eq!(parts(&shown), document(1), "the new form is on the screen");
    page.click(Role::Button, "Download the old form").await;
    let path = journey.downloads().join(format!("{}.xml", OSS.first_id));
    let is_there = async || std::fs::read_to_string(&path).is_ok_and(|old| parts(&old) == parts(before));
    page.wait_for("the old form among the downloads", is_there).await;
    std::fs::remove_file(&path).expect("it is there");
}

/// F12: on OSS the new form never arrived after the removal: the rule is nowhere but here, and one click writes
/// one of its forms.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_form_that_never_arrives_after_the_removal_is_held() {
    journey("a_new_form_that_never_arrives_after_the_removal_is_held", async |journey| {
        let page = &journey.page;
        let before = stored(journey, &OSS).unwrap_or_default();
        for button in ["Write the new form", "Write the old form"] {
            journey.sandbox.put_rule(OSS.bucket, OSS.first_id, &before);
            type_into_form(journey, &OSS, "typed/").await;
            page.lose(&[of_first(&OSS, Held::Before, "PUT")]).await;
            save(page).await;
            page.finds(Role::Alert, NO_ANSWER).await;
            assert_eq!(stored(journey, &OSS), None);
            is_held(journey, &before, MISSING).await;
            page.click(Role::Button, button).await;
            is_saved(page, &OSS).await;
            assert_eq!(puts(journey), 1);
            let prefix = if button.contains("new") { "typed/" } else { "logs/app/team-00/" };
            assert_stored_once(journey, &OSS, &before, prefix).await;
        }
    })
    .await;
}

/// F12: the network is gone at the answer to the removal and at the look that follows it: nobody knows what is
/// there, so both forms are held. When it is back, one click writes the rule.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_that_is_gone_after_the_removal_loses_nothing() {
    journey("a_network_that_is_gone_after_the_removal_loses_nothing", async |journey| {
        let page = &journey.page;
        let before = stored(journey, &OSS).unwrap_or_default();
        type_into_form(journey, &OSS, "typed/").await;
        let looks = Page::read_is_lost(OSS.first_id);
        page.lose(&[vec![of_first(&OSS, Held::After, "DELETE")], looks].concat()).await;
        save(page).await;
        page.finds(Role::Alert, NO_ANSWER).await;
        assert_eq!(stored(journey, &OSS), None);
        is_held(journey, &before, PERHAPS_MISSING).await;
        page.click(Role::Button, "Write the new form").await;
        is_saved(page, &OSS).await;
        assert_stored_once_with_a_copy(journey, &OSS, &before, "typed/").await;
    })
    .await;
}

/// F12: the same, but the rule is there after all, because the removal never arrived, or because the new form did.
/// The page does not say that it is gone, and the form that is there counts as written when it is asked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_that_is_there_after_all_is_not_held_for_ever() {
    journey("a_rule_that_is_there_after_all_is_not_held_for_ever", async |journey| {
        let page = &journey.page;
        let before = stored(journey, &OSS).unwrap_or_default();
        for (held, method, button, prefix, written) in [
            (Held::After, "PUT", "Write the new form", "typed/", 1),
            (Held::Before, "DELETE", "Write the old form", "logs/app/team-00/", 0),
        ] {
            journey.sandbox.put_rule(OSS.bucket, OSS.first_id, &before);
            type_into_form(journey, &OSS, "typed/").await;
            let looks = Page::read_is_lost(OSS.first_id);
            page.lose(&[vec![of_first(&OSS, held, method)], looks].concat()).await;
            save(page).await;
            page.finds(Role::Alert, NO_ANSWER).await;
            page.finds(Role::Button, button).await;
            assert_eq!(saves(page).await.len(), 1, "nobody knows, so it is kept");
            if written == 0 {
                let words = page.text().await;
                assert!(!words.contains("The old rule was removed"), "nobody knows that: {words}");
            }
            page.click(Role::Button, button).await;
            is_saved(page, &OSS).await;
            assert_eq!(puts(journey), written, "what is there is not written again");
            // A removal of which nothing is known may still be carried out: until then the copy stays.
            if written == 1 {
                assert_stored_once(journey, &OSS, &before, prefix).await;
            } else {
                assert_stored_once_with_a_copy(journey, &OSS, &before, prefix).await;
            }
        }
    })
    .await;
}

/// F6, N6: a creation whose answer is lost: the page looks, and finds the rule that it has written. One that never
/// arrived may still come: the page says that nobody knows, keeps what was typed, and a second try recognises its own
/// rule.
async fn a_creation_whose_answer_is_lost_is_not_known(cloud: &Cloud) {
    journey(&cloud.named("a_creation_whose_answer_is_lost_is_not_known"), async |journey| {
        let page = &journey.page;
        form_for_a_new_rule(journey, cloud).await;
        page.lose(&[(Held::After, "PUT made-here".to_owned())]).await;
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule made-here was created.").await;
        assert_eq!(journey.calls(), [cloud.creating, &["get query 200"]].concat());
        let created = journey.sandbox.rule_xml(cloud.bucket, "made-here").unwrap_or_default();
        assert_eq!(parts(&created), parts(cloud.created));

        assert!(journey.sandbox.remove_rule(cloud.bucket, "made-here"));
        form_for_a_new_rule(journey, cloud).await;
        page.lose(&[(Held::Before, "PUT made-here".to_owned())]).await;
        page.click(Role::Button, "Create rule").await;
        page.finds(Role::Alert, NO_ANSWER).await;
        page.sees(PERHAPS_CREATED).await;
        page.is(Role::Textbox, "ID", "element.value === 'made-here'").await;
        // Now it comes.
        journey.sandbox.put_rule(cloud.bucket, "made-here", &created);
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule made-here is there, just as it was sent.").await;
        page.sees_no(PERHAPS_CREATED).await;
        let created = journey.sandbox.rule_xml(cloud.bucket, "made-here").unwrap_or_default();
        assert_eq!(parts(&created), parts(cloud.created));
        assert_eq!(times(journey, cloud.bucket, "made-here"), 1);
    })
    .await;
}
