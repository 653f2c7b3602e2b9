//! What goes wrong when nobody is looking: a form that was left while it was sending, credentials that are forgotten in
//! another tab, and a browser that stores nothing or holds no locks.

use std::time::Duration;

use serde_json::json;

use crate::choosing::{act, agree, choose};
use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::editing::{AS_IT_WAS, DENIED, ROW_SAYS, assert_nothing_is_kept, edit, save, saves, times};
use crate::first_light::form_for_a_new_rule;
use crate::journey::journey;
use crate::midway::up_to;
use crate::on_the_way::Held;
use crate::page::{Page, Role};
use crate::recovering::{assert_stored_once, left_over, type_into_form};

on_both! {
    a_form_that_was_left_says_that_it_was_refused
    a_creation_that_was_left_says_that_it_was_refused
    forgotten_is_said_when_the_other_tab_has_finished
}

/// Leaves the form in sight for the list.
async fn leave(page: &Page, answer: &str) {
    page.click(Role::Link, "Inventory rules").await;
    page.click(Role::Button, answer).await;
    page.finds(Role::Table, "Inventory rules").await;
}

/// N3, U4: the form was left while it was sending, and then the provider refuses: a message says so and leads back to
/// the form, which offers what was sent, however it was left.
async fn a_form_that_was_left_says_that_it_was_refused(cloud: &Cloud) {
    journey(&cloud.named("a_form_that_was_left_says_that_it_was_refused"), async |journey| {
        let page = &journey.page;
        let method = if cloud.slug == "oss" { "DELETE" } else { "PUT" };
        let request = format!("{method} {}", cloud.first_id);
        for answer in ["Discard", "Leave, keep the draft"] {
            type_into_form(journey, cloud, "typed/").await;
            let before = journey.sandbox.rule_xml(cloud.bucket, cloud.first_id);
            page.hold(Held::Before, &request).await;
            save(page).await;
            page.holds().await;
            leave(page, answer).await;
            page.answer_instead(&request, 403, "AccessDenied").await;
            page.release().await;
            page.sees(&format!("Rule {}: {DENIED} {AS_IT_WAS}", cloud.first_id)).await;
            assert_eq!(journey.sandbox.rule_xml(cloud.bucket, cloud.first_id), before);
            page.click(Role::Link, "Back to it").await;
            page.focus_is_on(Role::Heading, &format!("Edit {}", cloud.first_id)).await;
            page.click(Role::Button, "Restore the draft").await;
            page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
            page.answer_no_more().await;
            save(page).await;
            page.sees(&format!("Rule {} was saved.", cloud.first_id)).await;
            let kept: Vec<String> = page.eval("return Object.keys(localStorage)").await;
            assert!(!kept.iter().any(|key| key.contains("draft")), "it was sent: {kept:?}");
            journey.sandbox.put_rule(cloud.bucket, cloud.first_id, &before.unwrap_or_default());
        }
    })
    .await;
}

/// N3, U4: the same for a new rule.
async fn a_creation_that_was_left_says_that_it_was_refused(cloud: &Cloud) {
    journey(&cloud.named("a_creation_that_was_left_says_that_it_was_refused"), async |journey| {
        let page = &journey.page;
        form_for_a_new_rule(journey, cloud).await;
        page.hold(Held::Before, "PUT made-here").await;
        page.click(Role::Button, "Create rule").await;
        page.holds().await;
        leave(page, "Discard").await;
        page.answer_instead("PUT made-here", 403, "AccessDenied").await;
        page.release().await;
        page.sees(&format!("Rule made-here: {DENIED}")).await;
        page.click(Role::Link, "Back to it").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        page.click(Role::Button, "Restore the draft").await;
        page.is(Role::Textbox, "ID", "element.value === 'made-here'").await;
        page.answer_no_more().await;
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule made-here was created.").await;
        assert_eq!(times(journey, cloud.bucket, "made-here"), 1);
    })
    .await;
}

/// C8, F12: Forget in one tab while another one is in the middle of a save: the save comes to its end, and only then it
/// is said that the credentials are forgotten.
async fn forgotten_is_said_when_the_other_tab_has_finished(cloud: &Cloud) {
    journey(&cloud.named("forgotten_is_said_when_the_other_tab_has_finished"), async |journey| {
        let page = &journey.page;
        let before = up_to(journey, cloud, "PUT").await;
        let saving = page.tab().await;
        let forgetting = page.new_tab().await;
        journey.connect(cloud.preset).await;
        page.finds(Role::Table, "Inventory rules").await;
        page.click(Role::Button, "Forget credentials").await;
        page.sees("The credentials go as soon as what was begun at the provider has come to its end.").await;
        page.sees_no("Credentials forgotten").await;
        page.to_tab(&saving).await;
        page.finds(Role::Heading, "Connect to demo-250").await;
        page.release().await;
        page.sees(&format!("Rule {} was saved.", cloud.first_id)).await;
        page.to_tab(&forgetting).await;
        page.sees("Credentials forgotten").await;
        assert_stored_once(journey, cloud, &before, "typed/").await;
    })
    .await;
}

/// U1, F12: the answer to a save comes while the page asks whether to leave: the question goes with its form, and
/// nothing stands over the list.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_goes_with_its_page() {
    journey("a_question_goes_with_its_page", async |journey| {
        let page = &journey.page;
        let before = up_to(journey, &OSS, "PUT").await;
        page.click(Role::Link, "Inventory rules").await;
        page.finds(Role::Dialog, "Leave page?").await;
        page.release().await;
        page.sees(&format!("Rule {} was saved.", OSS.first_id)).await;
        page.finds_no(Role::Dialog, "").await;
        page.finds(Role::Table, "Inventory rules").await;
        assert_stored_once(journey, &OSS, &before, "typed/").await;

        // The same with a review, left by Back.
        edit(journey, OSS.first_id).await;
        page.fill("Source prefix", "not-agreed-to/").await;
        page.click(Role::Button, "Save changes").await;
        page.finds(Role::Dialog, "Review changes").await;
        page.driver().back().await.expect("there is a page before");
        page.finds(Role::Dialog, "Leave page?").await;
        page.click(Role::Button, "Discard").await;
        page.finds_no(Role::Dialog, "").await;
        page.finds(Role::Table, "Inventory rules").await;
        assert_stored_once(journey, &OSS, &before, "typed/").await;
    })
    .await;
}

/// F12: somebody else creates a rule with the same ID in the gap: both forms of the other one stay until they are
/// thrown away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_else_has_replaced_is_kept_until_it_is_discarded() {
    journey("what_somebody_else_has_replaced_is_kept_until_it_is_discarded", async |journey| {
        let page = &journey.page;
        let before = up_to(journey, &OSS, "PUT").await;
        let theirs = before.replace("<Frequency>Daily", "<Frequency>Weekly");
        journey.sandbox.put_rule(OSS.bucket, OSS.first_id, &theirs);
        page.release().await;
        page.finds(Role::Alert, "A rule with this ID exists already.").await;
        leave(page, "Discard").await;
        page.finds(Role::Alert, &left_over(OSS.first_id)).await;
        page.sees("Another rule with this ID is there now, which somebody else has written.").await;
        page.finds_no(Role::Button, "Write the old form").await;
        page.finds(Role::Button, "Download the old form").await;
        assert_eq!(saves(page).await.len(), 1);
        page.click(Role::Button, "Discard both forms").await;
        page.sees_no(&left_over(OSS.first_id)).await;
        assert_nothing_is_kept(page).await;
        assert_eq!(journey.sandbox.rule_xml(OSS.bucket, OSS.first_id), Some(theirs));
    })
    .await;
}

/// Storage is blocked as browsers do it: locks and the database refuse to be used at all.
const NO_STORAGE: &str = "
    const refused = () => { throw new DOMException('no', 'SecurityError'); };
    IDBFactory.prototype.allowed = IDBFactory.prototype.open;
    LockManager.prototype.allowed = LockManager.prototype.request;
    IDBFactory.prototype.open = refused;
    LockManager.prototype.request = async () => refused();
    return true";
const STORAGE_AGAIN: &str = "
    IDBFactory.prototype.open = IDBFactory.prototype.allowed;
    LockManager.prototype.request = LockManager.prototype.allowed;
    return true";

/// F12: without locks and storage nothing is removed, and the page says why instead of waiting for ever; where a rule
/// is replaced in place it is saved all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_stores_nothing_is_told_so() {
    journey("a_browser_that_stores_nothing_is_told_so", async |journey| {
        let page = &journey.page;
        let before = journey.sandbox.rule_xml(OSS.bucket, OSS.first_id).unwrap_or_default();
        type_into_form(journey, &OSS, "typed/").await;
        let _: bool = page.eval(NO_STORAGE).await;
        save(page).await;
        page.finds(Role::Alert, "Whether another tab is saving this rule cannot be known here.").await;
        page.sees("nothing was done").await;
        assert_eq!(journey.calls(), [] as [&str; 0]);
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        let _: bool = page.eval(STORAGE_AGAIN).await;
        save(page).await;
        page.sees(&format!("Rule {} was saved.", OSS.first_id)).await;
        assert_stored_once(journey, &OSS, &before, "typed/").await;

        type_into_form(journey, &COS, "typed/").await;
        let _: bool = page.eval(NO_STORAGE).await;
        save(page).await;
        page.sees(&format!("Rule {} was saved.", COS.first_id)).await;
        let _: bool = page.eval(STORAGE_AGAIN).await;
    })
    .await;
}

/// F12: a database that never answers counts as one that stores nothing, after ten seconds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_never_answers_is_not_waited_for() {
    journey("a_database_that_never_answers_is_not_waited_for", async |journey| {
        let page = &journey.page;
        type_into_form(journey, &OSS, "typed/").await;
        let silent = "IDBFactory.prototype.allowed = IDBFactory.prototype.open;
            IDBFactory.prototype.open = () => ({}); return true";
        let _: bool = page.eval(silent).await;
        save(page).await;
        let said = "This browser does not store a copy of the rule.";
        // One look at what is kept, and one try to keep it.
        page.wait_for_up_to(Duration::from_secs(30), said, async || page.text().await.contains(said)).await;
        assert_eq!(journey.calls(), ["get query 200"]);
        assert_eq!(times(journey, OSS.bucket, OSS.first_id), 1);
        let answers = "IDBFactory.prototype.open = IDBFactory.prototype.allowed; return true";
        let _: bool = page.eval(answers).await;
    })
    .await;
}

/// F12: where no tab can know what another one is doing, a save that is kept may be under way there: there are copies
/// to be had, and nothing to write.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_locks_nothing_is_written_again() {
    journey("without_locks_nothing_is_written_again", async |journey| {
        let page = &journey.page;
        let before = up_to(journey, &OSS, "PUT").await;
        let saving = page.tab().await;
        page.new_tab().await;
        page.open("").await;
        let _: bool =
            page.eval("Object.defineProperty(navigator, 'locks', { value: undefined }); return true").await;
        page.click(Role::Button, &format!("Connect to {}", OSS.preset)).await;
        page.finds(Role::Alert, &left_over(OSS.first_id)).await;
        page.sees("another tab may be in the middle of this save").await;
        page.finds(Role::Button, "Download the old form").await;
        page.finds_no(Role::Button, "Write the old form").await;
        page.finds_no(Role::Button, "Write the new form").await;
        page.to_tab(&saving).await;
        page.release().await;
        page.sees(&format!("Rule {} was saved.", OSS.first_id)).await;
        assert_stored_once(journey, &OSS, &before, "typed/").await;
    })
    .await;
}

/// F12: what is kept of several rules is read at one moment, so that no rule stands beside another one's documents;
/// and the browser is asked to keep it before the first removal.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_is_read_at_one_moment_and_meant_to_last() {
    journey("what_is_kept_is_read_at_one_moment_and_meant_to_last", async |journey| {
        let page = &journey.page;
        type_into_form(journey, &OSS, "typed/").await;
        let watch = "
            globalThis.transactions = 0;
            globalThis.asked = [];
            const { transaction } = IDBDatabase.prototype;
            IDBDatabase.prototype.transaction = function (...words) {
                globalThis.transactions += 1;
                return transaction.apply(this, words);
            };
            StorageManager.prototype.persist = async () => { globalThis.asked.push('persist'); return true; };
            const { fetch } = globalThis;
            globalThis.fetch = function (...request) {
                globalThis.asked.push(request[0].method);
                return fetch.apply(this, request);
            };
            return true";
        let _: bool = page.eval(watch).await;
        save(page).await;
        page.sees(&format!("Rule {} was saved.", OSS.first_id)).await;
        let asked: Vec<String> = page.eval("return globalThis.asked").await;
        assert_eq!(asked, ["GET", "persist", "DELETE", "PUT", "GET"]);
        let prefix = "oss/cn-hangzhou/demo-250/";
        let left = format!(
            "const done = arguments[arguments.length - 1];
            (async () => {{
                for (const id of ['a', 'b', 'c']) await stocktake.journal.keep('{prefix}' + id, id);
                globalThis.transactions = 0;
                const {{ keys }} = JSON.parse(await stocktake.journal.left('{prefix}'));
                const once = globalThis.transactions;
                const texts = await Promise.all(keys.map((key) => stocktake.journal.read(key)));
                for (const id of ['a', 'b', 'c']) await stocktake.journal.drop('{prefix}' + id);
                done([keys.map((key, at) => key + ' ' + texts[at]), once]);
            }})()"
        );
        let answer = page.driver().execute_async(left, vec![]).await.expect("an answer");
        let (saves, transactions): (Vec<String>, usize) = answer.convert().expect("pairs and a number");
        assert_eq!(saves, ["a", "b", "c"].map(|id| format!("{prefix}{id} {id}")));
        assert_eq!(transactions, 1);
    })
    .await;
}

/// F12: what one click does on OSS is said, until the user has heard enough of it; the preferences bring it back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_click_does_is_said_until_it_is_known() {
    journey("what_one_click_does_is_said_until_it_is_known", async |journey| {
        let page = &journey.page;
        let title = "Disable by removing and writing again";
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        choose(page, OSS.first_id).await;
        journey.sandbox.clear_requests();
        act(page, "Disable").await;
        page.focus_is_on(Role::Heading, title).await;
        page.click(Role::Button, "Cancel").await;
        page.finds_no(Role::Dialog, "").await;
        assert_eq!(journey.calls(), [] as [&str; 0]);
        act(page, "Disable").await;
        page.finds(Role::Dialog, title).await;
        page.click(Role::Checkbox, "Do not show this again").await;
        agree(page, &OSS, "Disable").await;
        page.wait_until("the row to follow", ROW_SAYS, vec![json!(OSS.first_id), json!("Disabled")]).await;
        act(page, "Enable").await;
        page.finds_no(Role::Dialog, "").await;
        page.wait_until("the row to follow", ROW_SAYS, vec![json!(OSS.first_id), json!("Enabled")]).await;
        assert_nothing_is_kept(page).await;

        page.click(Role::Button, "Preferences").await;
        page.click(Role::Checkbox, "Ask before a rule is removed").await;
        page.click(Role::Button, "Close").await;
        act(page, "Disable").await;
        page.finds(Role::Dialog, title).await;
        page.click(Role::Button, "Cancel").await;
        assert_eq!(saves(page).await.len(), 0);
        edit(journey, OSS.first_id).await;
        page.is(Role::Checkbox, "Enabled", "element.checked").await;
    })
    .await;
}
