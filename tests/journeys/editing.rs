//! Changing a stored rule: wherever it breaks, the rule is at the provider or in the user's hands.

use serde_json::{Map, Value, json};

use crate::cloud::{Cloud, on_both};
use crate::first_light::{as_sent, parts};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};
use crate::together::inside;

/// The way on from a rule that was changed meanwhile.
const KEEP: &str = "Load the rule as it is now and keep my changes";

on_both! {
    an_edit_keeps_what_it_does_not_know
    a_rule_that_changed_meanwhile_is_not_overwritten
    changes_are_kept_on_the_rule_as_it_is_now
    what_somebody_else_has_written_can_be_taken
    a_rule_that_vanished_meanwhile_is_not_brought_back
    two_tabs_do_not_save_at_once
    a_duplicate_needs_an_id_and_keeps_everything
}

/// What stands in `from-the-future` that no document names.
const UNKNOWN: [&str; 3] = ["<NewFilter>1</NewFilter>", "<NewOption>x</NewOption>", "SomeFutureField"];

/// Texts of the failures.
pub(crate) const CHANGED: &str = "The rule was changed by somebody else meanwhile. Nothing was written.";
pub(crate) const GONE: &str = "The rule does not exist any more.";
pub(crate) const AS_IT_WAS: &str = "Nothing was changed: the rule is as it was.";
/// As far as is known: what was sent may still be carried out.
pub(crate) const STILL_AS_IT_WAS: &str = "The rule is still as it was.";
pub(crate) const MISSING: &str = "The old rule was removed, and whether the new one is there is not known.";
pub(crate) const RESTORED: &str = "The old one was put back: the rule is as it was.";
pub(crate) const BUSY: &str = "Another tab is saving this rule.";
pub(crate) const DENIED: &str = "These credentials may not do this.";
pub(crate) const NO_ANSWER: &str = "The browser got no answer";

/// The calls of a save that goes through.
pub(crate) fn saving(cloud: &Cloud) -> Vec<&'static str> {
    let removal = ["preflight delete 200", "delete header 204"];
    let removal = if cloud.slug == "cos" { &[] } else { removal.as_slice() };
    [&["get query 200"], removal, &["preflight put 200", "put header 200", "get query 200"]].concat()
}

/// Opens the form of a rule of the list in sight by its address, so that the list stays unfiltered, and forgets
/// the requests so far.
pub(crate) async fn edit(journey: &Journey, id: &str) {
    let page = &journey.page;
    page.finds(Role::Table, "Inventory rules").await;
    let form = "location.hash = `${location.hash.split('?')[0]}/id/${encodeURIComponent(arguments[0])}/edit`; return true";
    let _: bool = page.eval_with(form, vec![json!(id)]).await;
    page.focus_is_on(Role::Heading, &format!("Edit {id}")).await;
    page.is(Role::Textbox, "ID", &format!("element.readOnly && element.value === {}", json!(id))).await;
    journey.sandbox.clear_requests();
}

pub(crate) async fn save(page: &Page) {
    page.click(Role::Button, "Save changes").await;
    page.click(Role::Button, "Save").await;
}

/// What the device keeps of saves that are under way: the old and the new document by rule.
pub(crate) async fn saves(page: &Page) -> Map<String, Value> {
    const SAVES: &str = "
        const done = arguments[arguments.length - 1];
        (async () => {
            const known = (await indexedDB.databases()).some(({ name }) => name === 'stocktake');
            if (!known) return {};
            const result = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
            const database = await result(indexedDB.open('stocktake'));
            const store = database.transaction('saves').objectStore('saves');
            const [keys, values] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
            database.close();
            return Object.fromEntries(keys.map((key, at) => [key, JSON.parse(values[at])]));
        })().then(done, (error) => done({ error: String(error) }))";
    let answer = page.driver().execute_async(SAVES, vec![]).await.and_then(|answer| answer.convert());
    let saves: Map<String, Value> =
        answer.unwrap_or_else(|error| panic!("the saves cannot be read: {error}"));
    assert!(!saves.contains_key("error"), "the saves cannot be read: {saves:?}");
    saves
}

pub(crate) async fn assert_nothing_is_kept(page: &Page) {
    assert_eq!(saves(page).await, Map::new(), "the device keeps what the provider has");
}

/// How often a bucket lists a rule.
pub(crate) fn times(journey: &Journey, bucket: &str, id: &str) -> usize {
    journey.sandbox.rule_ids(bucket).iter().filter(|listed| *listed == id).count()
}

async fn an_edit_keeps_what_it_does_not_know(cloud: &Cloud) {
    journey(&cloud.named("an_edit_keeps_what_it_does_not_know"), async |journey| {
        let page = &journey.page;
        let (bucket, id) = (cloud.bucket("demo-every-field"), "from-the-future");
        let before = journey.sandbox.rule_xml(&bucket, id).expect("it is seeded");
        let ids = journey.sandbox.rule_ids(&bucket).len();
        journey.connect(&cloud.preset("Every documented field")).await;
        edit(journey, id).await;
        page.sees("Nothing is changed").await;
        page.finds(Role::Radio, "Hourly (kept as is)").await;
        page.choose("Frequency", Role::Radio, "Weekly").await;
        page.fill("Source prefix", "later/").await;
        page.sees_no("Nothing is changed").await;
        save(page).await;
        page.sees("Rule from-the-future was saved.").await;
        assert_eq!(journey.calls(), saving(cloud));

        let after = journey.sandbox.rule_xml(&bucket, id).expect("it is still there");
        assert_eq!((times(journey, &bucket, id), journey.sandbox.rule_ids(&bucket).len()), (1, ids));
        let expected =
            before.replace("<Prefix></Prefix>", "<Prefix>later/</Prefix>").replace("Hourly", "Weekly");
        assert_eq!(parts(&after), parts(&expected));
        assert!(UNKNOWN.iter().all(|unknown| after.contains(unknown)), "{after}");
        page.wait_until("the new schedule in the row", ROW_SAYS, vec![json!(id), json!("Weekly")]).await;
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// Whether the row of a rule says something.
pub(crate) const ROW_SAYS: &str = "const row = find('rowheader', arguments[0])[0]?.closest('tr');
    return Boolean(row) && squeeze(row.innerText).includes(arguments[1])";

async fn a_rule_that_changed_meanwhile_is_not_overwritten(cloud: &Cloud) {
    journey(&cloud.named("a_rule_that_changed_meanwhile_is_not_overwritten"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        let before = journey.sandbox.rule_xml(cloud.bucket, id).expect("it is seeded");
        journey.connect(cloud.preset).await;
        edit(journey, id).await;
        page.fill("Source prefix", "typed/").await;
        let theirs = before.replace("<Frequency>Daily", "<Frequency>Weekly");
        assert_ne!(theirs, before);
        journey.sandbox.put_rule(cloud.bucket, id, &theirs);
        save(page).await;
        page.finds(Role::Alert, CHANGED).await;
        let shown = "const table = find('alert', arguments[0])[0].querySelector('table');
            return [...table.rows].map((row) => [...row.cells].map((cell) => squeeze(cell.innerText)).join(' | '))";
        let rows: Vec<String> = page.eval_with(shown, vec![json!(CHANGED)]).await;
        let prefix = if cloud.slug == "cos" { "cos-access-log/team-00/" } else { "logs/app/team-00/" };
        assert_eq!(
            rows,
            [
                "Part | As opened | As edited | As it is now".to_owned(),
                format!("Source prefix | {prefix} | typed/ | {prefix}"),
                "Frequency | Daily | Daily | Weekly".to_owned(),
            ]
        );
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        assert_eq!(journey.calls(), ["get query 200"]);
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, id), Some(theirs));
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// F11: what was typed is typed into the form of the rule as it is now; where both have changed a part, that is said and
/// either can be had; nothing is sent before it is reviewed again, and a second change of theirs is seen as the first.
async fn changes_are_kept_on_the_rule_as_it_is_now(cloud: &Cloud) {
    journey(&cloud.named("changes_are_kept_on_the_rule_as_it_is_now"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        let before = journey.sandbox.rule_xml(cloud.bucket, id).expect("it is seeded");
        journey.connect(cloud.preset).await;
        edit(journey, id).await;
        page.fill("Source prefix", "typed/").await;
        page.fill("Destination prefix", "typed-there/").await;
        let theirs = |prefix: &str, frequency: &str| {
            let filter = inside(&before, "Filter");
            let other = filter.replace(inside(filter, "Prefix"), prefix);
            before.replace(filter, &other).replace("<Frequency>Daily", &format!("<Frequency>{frequency}"))
        };
        journey.sandbox.put_rule(cloud.bucket, id, &theirs("theirs/", "Weekly"));
        save(page).await;
        page.finds(Role::Alert, CHANGED).await;
        page.click(Role::Button, KEEP).await;
        page.focus_is_on(Role::Heading, &format!("Edit {id}")).await;
        page.sees("What somebody else has changed as well is marked").await;
        page.sees("Somebody else has changed this as well. It says now: theirs/").await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        page.is(Role::Textbox, "Destination prefix", "element.value === 'typed-there/'").await;
        page.chosen("Frequency", Role::Radio, &["Weekly"]).await;
        page.sees_no("There is a draft of this form").await;

        let latest = theirs("theirs/", "Daily");
        journey.sandbox.put_rule(cloud.bucket, id, &latest);
        save(page).await;
        page.finds(Role::Alert, CHANGED).await;
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, id).as_deref(), Some(latest.as_str()));
        page.click(Role::Button, KEEP).await;
        page.sees("with your changes in it. Review them again before they are saved.").await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        page.click(Role::Link, "Cancel").await;
        page.finds(Role::Dialog, "Leave page?").await;
        page.click(Role::Button, "Keep editing").await;
        save(page).await;
        page.sees(&format!("Rule {id} was saved.")).await;
        let stored = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        assert_eq!(inside(inside(&stored, "Filter"), "Prefix"), "typed/");
        assert_eq!(inside(inside(&stored, "Destination"), "Prefix"), "typed-there/");
        assert_eq!(inside(&stored, "Schedule"), inside(&latest, "Schedule"));
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// F11: what somebody else has written can be taken in the place of what was typed.
async fn what_somebody_else_has_written_can_be_taken(cloud: &Cloud) {
    journey(&cloud.named("what_somebody_else_has_written_can_be_taken"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        let before = journey.sandbox.rule_xml(cloud.bucket, id).expect("it is seeded");
        journey.connect(cloud.preset).await;
        edit(journey, id).await;
        page.choose("Frequency", Role::Radio, "Weekly").await;
        page.fill("Source prefix", "typed/").await;
        let filter = inside(&before, "Filter");
        let other = filter.replace(inside(filter, "Prefix"), "theirs/");
        journey.sandbox.put_rule(cloud.bucket, id, &before.replace(filter, &other));
        save(page).await;
        page.click(Role::Button, KEEP).await;
        page.click(Role::Button, "Use that instead").await;
        page.focus_is_on(Role::Textbox, "Source prefix optional").await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'theirs/'").await;
        page.sees_no("Somebody else has changed this as well.").await;
        page.chosen("Frequency", Role::Radio, &["Weekly"]).await;
        save(page).await;
        page.sees(&format!("Rule {id} was saved.")).await;
        let stored = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        assert_eq!(inside(inside(&stored, "Filter"), "Prefix"), "theirs/");
        assert_eq!(inside(&stored, "Frequency"), "Weekly");
    })
    .await;
}

async fn a_rule_that_vanished_meanwhile_is_not_brought_back(cloud: &Cloud) {
    journey(&cloud.named("a_rule_that_vanished_meanwhile_is_not_brought_back"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        edit(journey, cloud.first_id).await;
        page.fill("Source prefix", "typed/").await;
        assert!(journey.sandbox.remove_rule(cloud.bucket, cloud.first_id));
        save(page).await;
        page.finds(Role::Alert, GONE).await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        assert_eq!(journey.calls(), ["get query 404"]);
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, cloud.first_id), None);
        assert_nothing_is_kept(page).await;
    })
    .await;
}

async fn two_tabs_do_not_save_at_once(cloud: &Cloud) {
    journey(&cloud.named("two_tabs_do_not_save_at_once"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        journey.connect(cloud.preset).await;
        edit(journey, id).await;
        page.fill("Source prefix", "typed/").await;
        let first = page.tab().await;
        let second = page.new_tab().await;
        page.open("").await;
        let key = [cloud.slug, cloud.region, cloud.bucket, id].join("/");
        let hold = "navigator.locks.request(arguments[0], () => new Promise(() => {})); return true";
        let _: bool = page.eval_with(hold, vec![json!(key)]).await;
        page.to_tab(&first).await;
        save(page).await;
        page.finds(Role::Alert, BUSY).await;
        assert_eq!(journey.calls(), [] as [&str; 0], "nothing is sent while another tab saves");

        page.to_tab(&second).await;
        page.close_tab(&first).await;
        save(page).await;
        page.sees(&format!("Rule {id} was saved.")).await;
        assert_eq!(journey.calls(), saving(cloud));
        assert_eq!(times(journey, cloud.bucket, id), 1);
        let stored = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        assert!(stored.contains("<Prefix>typed/</Prefix>"), "{stored}");
    })
    .await;
}

async fn a_duplicate_needs_an_id_and_keeps_everything(cloud: &Cloud) {
    journey(&cloud.named("a_duplicate_needs_an_id_and_keeps_everything"), async |journey| {
        let page = &journey.page;
        let (bucket, id) = (cloud.bucket("demo-every-field"), "from-the-future");
        let before = journey.sandbox.rule_xml(&bucket, id).expect("it is seeded");
        journey.connect(&cloud.preset("Every documented field")).await;
        page.click(Role::Link, id).await;
        page.click(Role::Link, "Duplicate").await;
        page.focus_is_on(Role::Heading, "Duplicate from-the-future").await;
        journey.sandbox.clear_requests();
        page.is(Role::Textbox, "ID", "element.value === ''").await;
        page.click(Role::Button, "Create rule").await;
        page.focus_is_on(Role::Textbox, "ID").await;
        page.sees("This is needed.").await;
        assert_eq!(journey.calls(), [] as [&str; 0]);
        page.fill("ID", "from-the-past").await;
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule from-the-past was created.").await;
        assert_eq!(journey.calls(), cloud.creating);
        let copy = journey.sandbox.rule_xml(&bucket, "from-the-past").expect("it was created");
        assert_eq!(parts(&copy), parts(&as_sent(&before.replace("from-the-future", "from-the-past"))));
        assert_eq!(journey.sandbox.rule_xml(&bucket, id), Some(before));
    })
    .await;
}
