//! The messages: newest first, few at a time, heard by who does not see them, and gone by themselves only where
//! nothing is lost with them.

use std::time::Duration;

use serde_json::json;
use thirtyfour::Key;

use crate::at_hand::attention;
use crate::choosing::{act, agree, choose, chosen};
use crate::cloud::{COS, Cloud, on_both};
use crate::importing::dated_file;
use crate::journey::journey;
use crate::on_the_way::Held;
use crate::page::{Page, Role};
use crate::without_mouse::keyboard::tab_back_until;

on_both! {
    messages_stand_newest_first_and_the_rest_is_counted
    progress_turns_into_its_result
    what_is_said_is_heard
    a_list_that_could_not_be_read_is_heard_once
}

/// The messages in sight, from the top: each can be taken away by a button in it.
async fn shown(page: &Page) -> Vec<String> {
    page.eval("return find('button', 'Dismiss').map((button) => squeeze(button.parentElement.innerText))")
        .await
}

/// Waits until exactly these are in sight, from the top.
async fn shows(page: &Page, messages: &[String]) {
    page.wait_for(&format!("the messages {messages:?}"), async || shown(page).await == messages).await;
}

fn saved(id: &str) -> String {
    format!("Rule {id} was saved.")
}

/// The same as it is read in a message, with the way to take it back.
fn saved_with_undo(id: &str) -> String {
    format!("{} Undo", saved(id))
}

fn failed(id: &str) -> String {
    format!("Rule {id} was not changed as asked.")
}

/// A change of a rule that the provider refuses: the dialog is closed, the message is left.
async fn refused(page: &Page, cloud: &Cloud, id: &str) {
    page.answer_instead(&format!("GET {id}"), 403, "AccessDenied").await;
    choose(page, id).await;
    chosen(page, 1).await;
    act(page, "Disable").await;
    agree(page, cloud, "Disable").await;
    page.finds(Role::Dialog, &failed(id)).await;
    page.click(Role::Button, "Close").await;
    page.finds_no(Role::Dialog, "").await;
    page.answer_no_more().await;
    choose(page, id).await;
    page.finds_no(Role::Button, "Clear selection").await;
}

/// N1: one place above the content; three at most, the newest at the top, the others counted; each that is
/// taken away makes room for one of those.
async fn messages_stand_newest_first_and_the_rest_is_counted(cloud: &Cloud) {
    journey(&cloud.named("messages_stand_newest_first_and_the_rest_is_counted"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket)[..5].to_vec();
        let said: Vec<String> = ids.iter().rev().map(|id| failed(id)).collect();
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        for (at, id) in ids.iter().enumerate() {
            refused(page, cloud, id).await;
            let count = (at + 1).min(3);
            shows(page, &said[4 - at..4 - at + count]).await;
        }
        page.sees("2 more").await;
        let above = "const [button, main] = [find('button', 'Dismiss')[0], document.querySelector('main')];
            const area = button.closest('[aria-label=Messages]');
            return document.querySelectorAll('[aria-label=Messages]').length === 1
                && Boolean(area.compareDocumentPosition(main) & Node.DOCUMENT_POSITION_FOLLOWING)";
        assert!(page.eval::<bool>(above).await, "the messages have one place, before the content");
        for at in 1..=5 {
            page.click_first(Role::Button, "Dismiss").await;
            shows(page, &said[at..(at + 3).min(5)]).await;
            match 2_usize.saturating_sub(at) {
                0 => page.sees_no("1 more").await,
                more => page.sees(&format!("{more} more")).await,
            }
        }
    })
    .await;
}

/// Notes of each message when it came and when it went, and how many there were at once.
const NOTE_LIVES: &str = "
    globalThis.lives = {};
    globalThis.most = 0;
    const note = () => {
        const now = performance.now();
        const buttons = [...document.querySelectorAll('[aria-label=Messages] button')];
        const messages = [...new Set(buttons.map((button) => button.parentElement))];
        const texts = messages.map((message) => squeeze(message.innerText));
        for (const text of texts) globalThis.lives[text] ??= { born: now };
        for (const [text, life] of Object.entries(globalThis.lives)) if (!texts.includes(text)) life.gone ??= now;
        globalThis.most = Math.max(globalThis.most, texts.length);
    };
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true });
    return true";

const HOLD_TIME: &str = "
    const later = globalThis.setTimeout;
    const held = [];
    globalThis.setTimeout = (act, after, ...more) =>
        after === 8000 ? held.push(act) : later(act, after, ...more);
    globalThis.passTime = () => {
        globalThis.setTimeout = later;
        const now = performance.now();
        for (const life of Object.values(globalThis.lives)) if (life.gone === undefined) life.born = now;
        held.forEach((act) => later(act, 8000));
        return held.length;
    };
    return true";

/// From now on no success goes by itself, however long the next steps take on this machine.
async fn hold_time(page: &Page) {
    let _: bool = page.eval(HOLD_TIME).await;
}

/// Their time begins.
async fn pass_time(page: &Page) {
    let held: usize = page.eval("return globalThis.passTime()").await;
    assert!(held > 0, "nothing was held back: a success stays for another time than 8 s");
}

/// What N2 promises, less what a clock may be coarse by.
const STAYS: u32 = 7_950;

/// Waits until a message has been there for some milliseconds, whether it is there still or not.
async fn age(page: &Page, message: &str, milliseconds: u32) {
    let old = "const life = globalThis.lives[arguments[0]];
        return Boolean(life) && performance.now() - life.born > arguments[1]";
    let holds = async || page.eval_with(old, vec![json!(message), json!(milliseconds)]).await;
    page.wait_for_up_to(LONG, &format!("{message:?} to be {milliseconds} ms old"), holds).await;
}

/// Waits until a message is gone; gives how long it was there, in milliseconds.
async fn life(page: &Page, message: &str) -> u32 {
    let gone = "const life = globalThis.lives[arguments[0]] ?? {};
        return life.gone === undefined ? null : Math.round(life.gone - life.born)";
    let read = async || page.eval_with::<Option<u32>>(gone, vec![json!(message)]).await;
    page.wait_for_up_to(LONG, &format!("{message:?} to be gone"), async || read().await.is_some()).await;
    read().await.unwrap_or_default()
}

/// Two lives of a message.
const LONG: Duration = Duration::from_secs(25);

/// Puts the pointer somewhere, by the script that gives the place.
async fn point(page: &Page, place: &str) {
    let (x, y): (f64, f64) = page.eval(place).await;
    #[expect(clippy::cast_possible_truncation, reason = "a place in the window")]
    let moved = page.driver().action_chain().move_to(x as i64, y as i64).perform().await;
    moved.expect("the pointer can be moved");
}

/// Disables a rule and lets it go from the choice.
async fn disable(page: &Page, id: &str) {
    choose(page, id).await;
    act(page, "Disable").await;
    page.sees(&saved(id)).await;
    choose(page, id).await;
}

/// N1, N2: a success goes after 8 seconds or more, unless it is pointed at or has the focus; what can be taken back
/// stays until something newer can be, and then goes as well. A failure stays until it is closed, and comes into sight
/// again when there is room.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_success_goes_by_itself_unless_it_is_read() {
    journey("a_success_goes_by_itself_unless_it_is_read", async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(COS.bucket)[..4].to_vec();
        journey.connect(COS.preset).await;
        page.sees("(250)").await;
        let _: bool = page.eval(NOTE_LIVES).await;
        refused(page, &COS, &ids[0]).await;
        let failure = failed(&ids[0]);
        let [pointed, focused, newest] = [1, 2, 3].map(|at| saved_with_undo(&ids[at]));
        hold_time(page).await;
        choose(page, &ids[0]).await;
        act(page, "Download a copy").await;
        let left = format!("Rules written to {}: 1.", dated_file(journey, COS.bucket, "json").await.0);
        page.sees(&left).await;
        choose(page, &ids[0]).await;
        disable(page, &ids[1]).await;
        disable(page, &ids[2]).await;
        shows(page, &[focused.clone(), pointed.clone(), left.clone()]).await;
        page.sees("1 more").await;
        let middle =
            "const { x, y, height } = find('button', 'Dismiss')[1].parentElement.getBoundingClientRect();
            return [x + 40, y + height / 2]";
        point(page, middle).await;
        pass_time(page).await;

        let first = life(page, &left).await;
        assert!(first >= STAYS, "a success was there for {first} ms");
        age(page, &focused, 10_000).await;
        shows(page, &[focused.clone(), pointed.clone(), failure.clone()]).await;
        point(page, "return [innerWidth / 2, innerHeight - 5]").await;
        let time = life(page, &pointed).await;
        assert!(time > 10_000, "what was being read was there for {time} ms");
        age(page, &focused, 20_000).await;
        shows(page, &[focused.clone(), failure.clone()]).await;

        hold_time(page).await;
        disable(page, &ids[3]).await;
        let reached = format!(
            "return squeeze(document.activeElement.parentElement.innerText) === {}",
            json!(focused.as_str())
        );
        // From the filter it is less far than from the row: the message waits for nobody.
        page.press("/").await;
        tab_back_until(page, "the second message", &reached).await;
        pass_time(page).await;
        age(page, &newest, 10_000).await;
        shows(page, &[newest.clone(), focused.clone(), failure.clone()]).await;
        page.press(Key::Tab).await;
        page.press(Key::Tab).await;
        life(page, &focused).await;
        shows(page, &[newest, failure.clone()]).await;
        page.click_first(Role::Button, "Dismiss").await;
        shows(page, &[failure]).await;
        page.click(Role::Button, "Dismiss").await;
        shows(page, &[]).await;
    })
    .await;
}

/// N4: what is under way has one message, and its result stands in the same one: done, refused, or taken away
/// before there was a result.
async fn progress_turns_into_its_result(cloud: &Cloud) {
    journey(&cloud.named("progress_turns_into_its_result"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        choose(page, id).await;
        for (action, under_way, dismissed) in
            [("Disable", "Disabling", false), ("Enable", "Enabling", true), ("Disable", "Disabling", false)]
        {
            let _: bool = page.eval(NOTE_LIVES).await;
            page.hold(Held::Before, &format!("PUT {id}")).await;
            act(page, action).await;
            agree(page, cloud, action).await;
            page.holds().await;
            shows(page, &[format!("{under_way} {id}…")]).await;
            if dismissed {
                page.click(Role::Button, "Dismiss").await;
                shows(page, &[]).await;
            }
            page.release().await;
            shows(page, &[saved_with_undo(id)]).await;
            assert_eq!(page.eval::<usize>("return globalThis.most").await, 1, "one message at a time");
            page.click(Role::Button, "Dismiss").await;
            shows(page, &[]).await;
        }
        page.answer_instead(&format!("GET {id}"), 403, "AccessDenied").await;
        let _: bool = page.eval(NOTE_LIVES).await;
        act(page, "Enable").await;
        agree(page, cloud, "Enable").await;
        page.finds(Role::Dialog, &failed(id)).await;
        page.click(Role::Button, "Close").await;
        shows(page, &[failed(id)]).await;
        let lives: Vec<String> = page.eval("return Object.keys(globalThis.lives)").await;
        assert_eq!(lives, [format!("Enabling {id}…"), failed(id)]);
        assert_eq!(page.eval::<usize>("return globalThis.most").await, 1);
    })
    .await;
}

/// Notes what comes into a live region, by its role, and whether the region was there before.
const LISTEN: &str = "
    const regions = '[role=status], [role=alert]';
    const known = new WeakSet(document.querySelectorAll(regions));
    globalThis.heard = [];
    new MutationObserver((changes) => {
        const changed = changes.flatMap(({ addedNodes, target, type }) => type === 'characterData' ? [target] : [...addedNodes]);
        for (const node of changed) {
            const region = (node.parentElement ?? node).closest?.(regions);
            const inner = node.nodeType === Node.ELEMENT_NODE && node.matches(regions) ? node : region;
            const words = squeeze(node.textContent);
            if (inner && words) globalThis.heard.push([inner.role ?? inner.getAttribute('role'), words, known.has(inner)]);
        }
        document.querySelectorAll(regions).forEach((region) => known.add(region));
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    return true";

/// Waits until something was said in a live region of this role.
async fn hears(page: &Page, role: &str, words: &str) {
    let heard = "return globalThis.heard.some(([role, words, before]) =>
        role === arguments[0] && words.startsWith(arguments[1]) && before)";
    page.wait_until(&format!("{words:?} to be heard as {role}"), heard, vec![json!(role), json!(words)])
        .await;
}

/// N3, T7, T9, D5: progress and success are told politely, a failure at once; each in a region that stood there
/// before there was anything to tell.
async fn what_is_said_is_heard(cloud: &Cloud) {
    journey(&cloud.named("what_is_said_is_heard"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket)[..3].to_vec();
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.finds(Role::Button, "Refresh").await;
        let _: bool = page.eval(LISTEN).await;
        page.click(Role::Button, "Refresh").await;
        hears(page, "status", "Reading rules…").await;
        hears(page, "status", "Last updated").await;
        page.fill("Filter rules", cloud.filter.0).await;
        hears(page, "status", &format!("Matching rules: {}", cloud.filter.1)).await;
        page.fill("Filter rules", "").await;
        page.sees("(250)").await;
        choose(page, &ids[0]).await;
        hears(page, "status", "1 selected").await;
        act(page, "Disable").await;
        agree(page, cloud, "Disable").await;
        hears(page, "status", &format!("Disabling {}…", ids[0])).await;
        hears(page, "status", &saved(&ids[0])).await;
        choose(page, &ids[0]).await;

        choose(page, &ids[1]).await;
        choose(page, &ids[2]).await;
        act(page, "Delete").await;
        page.fill("To confirm", "confirm").await;
        page.click(Role::Button, "Delete 2 rules").await;
        hears(page, "status", "1 of 2 deleted…").await;
        hears(page, "status", "2 rules were deleted.").await;
        page.finds_no(Role::Dialog, "").await;

        refused(page, cloud, &ids[0]).await;
        hears(page, "alert", &failed(&ids[0])).await;
        page.click(Role::Link, "Create rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        page.click(Role::Button, "Create rule").await;
        hears(page, "alert", &attention(cloud.required.len())).await;
    })
    .await;
}

/// The beginning of what stands over rows of an earlier reading.
const STALE: &str = "These rows are from";

/// N3, S4: a list that could not be read anew says so as an alert that stood there before, and in no other region
/// around it, which would say it a second time.
async fn a_list_that_could_not_be_read_is_heard_once(cloud: &Cloud) {
    journey(&cloud.named("a_list_that_could_not_be_read_is_heard_once"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.sees("Last updated").await;
        let _: bool = page.eval(LISTEN).await;
        page.offline(true).await;
        page.click(Role::Button, "Refresh").await;
        page.finds(Role::Alert, "This device is offline.").await;
        hears(page, "alert", STALE).await;
        let alone = "return find('alert', arguments[0]).every((alert) => !alert.parentElement.closest('[role=status]'))";
        page.wait_until("an alert in no other region", alone, vec![json!(STALE)]).await;
        page.offline(false).await;
        page.finds_no(Role::Alert, "").await;
        hears(page, "status", "Last updated").await;
    })
    .await;
}
