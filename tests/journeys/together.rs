//! One change to several rules: what they have in common stands in one form, what is changed of it is reviewed for all
//! and saved in each, and everything else of each stays.

use serde_json::json;

use crate::appearance::pictured;
use crate::choosing::{act, choose, choose_all, chosen};
use crate::cloud::{Cloud, on_both};
use crate::editing::{CHANGED, NO_ANSWER, ROW_SAYS, assert_nothing_is_kept, times};
use crate::first_light::parts;
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_both! {
    several_rules_are_edited_together
    none_is_chosen_for_all_and_taken_back
    a_text_is_emptied_for_all_and_taken_back
    a_rule_that_changed_meanwhile_is_left_to_its_author
    what_was_not_saved_is_tried_again
    a_change_to_several_is_asked_for_before_it_is_left
    a_field_comes_to_each_and_goes_from_each
    a_part_of_a_text_is_replaced_in_each
    each_rule_has_its_own_id_in_a_text
    a_long_review_is_cut
    editing_together_fits_and_is_pictured
}

const DIFFER: &str = "The rules differ here. Each keeps its own unless you set one for all.";

/// Chooses the first five rules and opens the form for all of them; gives their ids and documents.
async fn five_together(journey: &Journey, cloud: &Cloud) -> Vec<(String, String)> {
    let page = &journey.page;
    let ids = journey.sandbox.rule_ids(cloud.bucket)[..5].to_vec();
    let document = |id: &String| journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
    let before = ids.iter().map(|id| (id.clone(), document(id))).collect();
    journey.connect(cloud.preset).await;
    page.sees("(250)").await;
    for id in &ids {
        choose(page, id).await;
    }
    chosen(page, 5).await;
    act(page, "Edit together").await;
    page.focus_is_on(Role::Heading, "Edit rules together").await;
    page.sees("What you change here is changed in each of them").await;
    before
}

/// What stands between two tags.
pub(crate) fn inside<'a>(xml: &'a str, tag: &str) -> &'a str {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let rest = xml.split_once(&open).map_or("", |(_, rest)| rest);
    rest.split_once(&close).map_or("", |(inside, _)| inside)
}

/// A document with another frequency and another destination bucket, and nothing else.
fn moved(xml: &str, frequency: &str, bucket: &str) -> String {
    let said = |tag: &str, text: &str| format!("<{tag}>{text}</{tag}>");
    let destination = inside(xml, "Destination");
    let old = inside(destination, "Bucket");
    let (prefix, _) = old.rsplit_once(':').expect("a bucket is written in the provider's form");
    let there = destination.replace(&said("Bucket", old), &said("Bucket", &format!("{prefix}:{bucket}")));
    xml.replace(&said("Destination", destination), &said("Destination", &there))
        .replace(&said("Frequency", inside(xml, "Frequency")), &said("Frequency", frequency))
}

/// The words of the review's table.
async fn review(page: &Page) -> String {
    page.finds(Role::Dialog, "Review changes").await;
    page.eval("return squeeze(document.querySelector('dialog table').innerText)").await
}

/// F1, F12, T9: where the rules agree the form shows it, where they differ it says so; nothing changed is said, the
/// review tells what each of them says now, and each is saved with all else that it says, once.
async fn several_rules_are_edited_together(cloud: &Cloud) {
    journey(&cloud.named("several_rules_are_edited_together"), async |journey| {
        let page = &journey.page;
        let others = journey.sandbox.rule_ids(cloud.bucket).split_off(5);
        let document = |id: &String| journey.sandbox.rule_xml(cloud.bucket, id);
        let untouched: Vec<_> = others.iter().map(document).collect();
        let before = five_together(journey, cloud).await;
        let archive = format!("archive{}", cloud.appid);
        page.finds_no(Role::Textbox, "ID").await;
        page.is(Role::Textbox, "Source prefix", "element.value === ''").await;
        page.is(Role::Textbox, "Source prefix", &format!("described(element) === {}", json!(DIFFER))).await;
        page.chosen("Frequency", Role::Radio, &[]).await;
        page.click(Role::Button, "Review changes").await;
        page.finds(Role::Alert, "Nothing is changed yet.").await;

        page.choose("Frequency", Role::Radio, "Weekly").await;
        page.fill("Destination bucket", &archive).await;
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Review changes").await;
        let words = review(page).await;
        let daily = before.iter().filter(|(_, xml)| inside(xml, "Frequency") == "Daily").count();
        assert!(words.contains(&format!("Daily × {daily}")), "{words}");
        assert!(words.contains(&archive) && words.ends_with("Weekly"), "{words}");
        assert_eq!(journey.calls(), Vec::<String>::new());
        page.click(Role::Button, "Save 5 rules").await;
        page.sees("5 rules were changed.").await;

        for (id, xml) in &before {
            let stored = journey.sandbox.rule_xml(cloud.bucket, id).expect("it is there");
            // The order of the classes is the provider's own.
            let stored = stored.replace("IA,Standard", "Standard,IA");
            assert_eq!(parts(&stored), parts(&moved(xml, "Weekly", &archive)), "{id}");
            assert_eq!(times(journey, cloud.bucket, id), 1);
            page.wait_until("the row to follow", ROW_SAYS, vec![json!(id), json!(archive)]).await;
        }
        assert_eq!(others.iter().map(document).collect::<Vec<_>>(), untouched);
        chosen(page, 5).await;
        page.sees("(250)").await;
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// F1: where they differ in a text, it can be emptied in all of them, and be left to each again.
async fn a_text_is_emptied_for_all_and_taken_back(cloud: &Cloud) {
    journey(&cloud.named("a_text_is_emptied_for_all_and_taken_back"), async |journey| {
        let page = &journey.page;
        let prefixes = |before: &[(String, String)]| {
            let now = before.iter().map(|(id, _)| journey.sandbox.rule_xml(cloud.bucket, id));
            now.map(|xml| inside(&xml.unwrap_or_default(), "Filter").to_owned()).collect::<Vec<_>>()
        };
        let before = five_together(journey, cloud).await;
        page.is(Role::Textbox, "Source prefix", "element.value === ''").await;
        page.click(Role::Button, "Empty it in all").await;
        page.focus_is_on(Role::Textbox, "Source prefix").await;
        page.sees("Empty in all of them.").await;
        page.click(Role::Button, "Let each keep its own").await;
        page.sees_no("Empty in all of them.").await;
        page.click(Role::Button, "Review changes").await;
        page.finds(Role::Alert, "Nothing is changed yet.").await;
        page.click(Role::Button, "Empty it in all").await;
        page.click(Role::Button, "Review changes").await;
        let words = review(page).await;
        assert!(words.contains("Source prefix"), "{words}");
        assert!(prefixes(&before).iter().any(|filter| !inside(filter, "Prefix").is_empty()));
        page.click(Role::Button, "Save").await;
        page.sees("changed").await;
        page.wait_for("no prefix in any of them", async || {
            prefixes(&before).iter().all(|filter| inside(filter, "Prefix").is_empty())
        })
        .await;
    })
    .await;
}

/// F1: "none" can be chosen where they differ, and be left to each again; no rule says it before it is chosen.
async fn none_is_chosen_for_all_and_taken_back(cloud: &Cloud) {
    journey(&cloud.named("none_is_chosen_for_all_and_taken_back"), async |journey| {
        let page = &journey.page;
        let id = journey.sandbox.rule_ids(cloud.bucket)[0].clone();
        let plain = journey.sandbox.rule_xml(cloud.bucket, &id).expect("it is seeded");
        let sse = format!("SSE-{}", cloud.slug.to_uppercase());
        assert_eq!(inside(&plain, "Encryption"), "");
        let closing = format!("</{}BucketDestination>", cloud.slug.to_uppercase());
        let locked = plain.replace(&closing, &format!("<Encryption><{sse}/></Encryption>{closing}"));
        assert_ne!(locked, plain);
        journey.sandbox.put_rule(cloud.bucket, &id, &locked);
        let others = &five_together(journey, cloud).await[1..];
        assert!(others.iter().any(|(_, xml)| inside(xml, "Encryption").is_empty()));

        page.chosen("Encryption", Role::Radio, &[]).await;
        page.choose("Encryption", Role::Radio, "None").await;
        page.click(Role::Button, "Let each keep its own").await;
        page.chosen("Encryption", Role::Radio, &[]).await;
        page.click(Role::Button, "Review changes").await;
        page.finds(Role::Alert, "Nothing is changed yet.").await;
        page.choose("Encryption", Role::Radio, "None").await;
        page.click(Role::Button, "Review changes").await;
        let words = review(page).await;
        assert!(words.contains("Encryption") && words.ends_with("None"), "{words}");
        page.click(Role::Button, "Save").await;
        page.sees("changed").await;
        page.wait_for("no encryption", async || {
            journey.sandbox.rule_xml(cloud.bucket, &id).is_some_and(|xml| !xml.contains("<Encryption>"))
        })
        .await;
        let stored = journey.sandbox.rule_xml(cloud.bucket, &id).expect("it is there");
        assert_eq!(parts(&stored), parts(&plain));
    })
    .await;
}

/// F11, D5: a rule that says something else by now than the review told is left alone and named; the others are saved.
async fn a_rule_that_changed_meanwhile_is_left_to_its_author(cloud: &Cloud) {
    journey(&cloud.named("a_rule_that_changed_meanwhile_is_left_to_its_author"), async |journey| {
        let page = &journey.page;
        let before = five_together(journey, cloud).await;
        page.fill("Destination prefix", "elsewhere/").await;
        let (id, xml) = &before[1];
        let theirs = moved(xml, "Monthly", "theirs");
        journey.sandbox.put_rule(cloud.bucket, id, &theirs);
        page.click(Role::Button, "Review changes").await;
        page.click(Role::Button, "Save 5 rules").await;
        page.finds(Role::Dialog, "4 of 5 rules were changed as asked.").await;
        page.finds(Role::Heading, id).await;
        page.finds(Role::Alert, CHANGED).await;
        page.finds_no(Role::Button, "Try again").await;
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, id), Some(theirs));
        for (other, _) in before.iter().filter(|(other, _)| other != id) {
            let stored = journey.sandbox.rule_xml(cloud.bucket, other).unwrap_or_default();
            assert!(inside(&stored, "Destination").contains("<Prefix>elsewhere/</Prefix>"), "{stored}");
        }
    })
    .await;
}

/// D5, F12: a network that is lost in the middle stops what would fail alike; one click goes on with all that is left,
/// and none is done twice.
async fn what_was_not_saved_is_tried_again(cloud: &Cloud) {
    journey(&cloud.named("what_was_not_saved_is_tried_again"), async |journey| {
        let page = &journey.page;
        let before = five_together(journey, cloud).await;
        page.fill("Destination prefix", "elsewhere/").await;
        page.click(Role::Button, "Review changes").await;
        page.lose(&Page::read_is_lost(&before[2].0)).await;
        page.click(Role::Button, "Save 5 rules").await;
        page.finds(Role::Dialog, "2 of 5 rules were changed as asked.").await;
        page.finds(Role::Alert, NO_ANSWER).await;
        page.sees("Nothing was sent: the rule is read before it is changed, and that failed.").await;
        page.sees(&format!("Not tried: {}, {}.", before[3].0, before[4].0)).await;
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Try again: 3").await;
        page.sees("3 rules were changed.").await;
        let puts = journey.calls().iter().filter(|call| *call == "put header 200").count();
        assert_eq!(puts, 3);
        for (id, _) in &before {
            let stored = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
            assert!(inside(&stored, "Destination").contains("<Prefix>elsewhere/</Prefix>"), "{stored}");
            assert_eq!(times(journey, cloud.bucket, id), 1);
        }
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// F9, U1: what is typed is asked for before it is left; which rules were chosen is known to the table alone, so that
/// an address without them says what to do.
async fn a_change_to_several_is_asked_for_before_it_is_left(cloud: &Cloud) {
    journey(&cloud.named("a_change_to_several_is_asked_for_before_it_is_left"), async |journey| {
        let page = &journey.page;
        five_together(journey, cloud).await;
        page.fill("Destination prefix", "elsewhere/").await;
        page.click(Role::Link, "Cancel").await;
        page.finds(Role::Dialog, "Leave page?").await;
        page.finds_no(Role::Button, "Leave, keep the draft").await;
        page.click(Role::Button, "Keep editing").await;
        page.is(Role::Textbox, "Destination prefix", "element.value === 'elsewhere/'").await;
        page.click(Role::Link, "Cancel").await;
        page.click(Role::Button, "Discard").await;
        page.sees("(250)").await;
        chosen(page, 5).await;
        page.click(Role::Button, "Clear selection").await;
        let _: bool = page.eval("location.hash = `${location.hash.split('?')[0]}/change`; return true").await;
        page.sees("No rule is selected.").await;
        page.click(Role::Link, "Inventory rules").await;
        page.sees("(250)").await;
    })
    .await;
}

/// The lines that the review has for each rule: its id, then what changes.
async fn of_each(page: &Page) -> Vec<String> {
    let lines = "return [...document.querySelectorAll('dialog .each-change > li')].map((one) => squeeze(one.innerText))";
    page.eval(lines).await
}

/// Where rules differ in their optional fields, one can come to all of them or go from all, and each keeps its others; a rule
/// that says all of it already is told, and not written.
async fn a_field_comes_to_each_and_goes_from_each(cloud: &Cloud) {
    journey(&cloud.named("a_field_comes_to_each_and_goes_from_each"), async |journey| {
        let page = &journey.page;
        let ids = journey.sandbox.rule_ids(cloud.bucket)[..5].to_vec();
        let sets = ["Size,ETag", "ETag", "Size", "LastModifiedDate", "Size,LastModifiedDate"];
        for (id, fields) in ids.iter().zip(sets) {
            let xml = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
            let fields: String = fields.split(',').map(|field| format!("<Field>{field}</Field>")).collect();
            let block = |fields: &str| format!("<OptionalFields>{fields}</OptionalFields>");
            let without = xml.replace(&block(inside(&xml, "OptionalFields")), "");
            let end = "</InventoryConfiguration>";
            // A filter by tags would need a field of its own.
            let filter = |inside: &str| format!("<Filter>{inside}</Filter>");
            let without =
                without.replace(&filter(inside(&without, "Filter")), &filter("<Prefix>logs/</Prefix>"));
            let xml = without.replace(end, &(block(&fields) + end));
            journey.sandbox.put_rule(cloud.bucket, id, &xml);
        }
        let fields = |id: &String| {
            let xml = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
            inside(&xml, "OptionalFields").replace("<Field>", "").replace("</Field>", ",")
        };
        five_together(journey, cloud).await;
        let mixed =
            |name: &'static str| page.is(Role::Checkbox, name, "element.indeterminate && !element.checked");
        mixed("Size in 3 of 5").await;
        mixed("ETag in 2 of 5").await;
        page.click(Role::Checkbox, "Size").await;
        page.is(Role::Checkbox, "Size", "element.checked && !element.indeterminate").await;
        for _ in 0..2 {
            page.click(Role::Checkbox, "ETag").await;
        }
        page.is(Role::Checkbox, "ETag", "!element.checked && !element.indeterminate").await;
        page.click(Role::Checkbox, "ETag").await;
        mixed("ETag in 2 of 5").await;
        page.click(Role::Button, "Let each keep its own").await;
        mixed("Size in 3 of 5").await;
        page.click(Role::Button, "Review changes").await;
        page.finds(Role::Alert, "Nothing is changed yet.").await;

        page.click(Role::Checkbox, "Size").await;
        for _ in 0..2 {
            page.click(Role::Checkbox, "ETag").await;
        }
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Review changes").await;
        review(page).await;
        page.sees("Rules that say all of this already, and are left alone: 2.").await;
        let lines = of_each(page).await;
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].starts_with(&ids[0]) && lines[0].ends_with("Size, ETag → Size"), "{lines:?}");
        assert!(lines[1].ends_with("ETag → Size"), "{lines:?}");
        page.click(Role::Button, "Save 3 rules").await;
        page.sees("3 rules were changed.").await;
        let after: Vec<String> = ids.iter().map(fields).collect();
        assert_eq!(after, ["Size,", "Size,", "Size,", "LastModifiedDate,Size,", "Size,LastModifiedDate,"]);
        let puts = journey.calls().iter().filter(|call| *call == "put header 200").count();
        assert_eq!(puts, 3);
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// A part of a text is replaced in those rules that have it; the others are told, and not written.
async fn a_part_of_a_text_is_replaced_in_each(cloud: &Cloud) {
    journey(&cloud.named("a_part_of_a_text_is_replaced_in_each"), async |journey| {
        let page = &journey.page;
        let prefix = |xml: &str| inside(inside(xml, "Filter"), "Prefix").to_owned();
        let before = five_together(journey, cloud).await;
        let find = prefix(&before[0].1);
        let has = before.iter().filter(|(_, xml)| prefix(xml).contains(&find)).count();
        assert!(has < 5, "all have the prefix {find:?}");
        page.select("In", "Source prefix").await;
        page.fill("Find", &find).await;
        page.sees(&format!("Found in {has} of 5 rules.")).await;
        page.fill("Replace with", "moved/{id}/").await;
        page.click(Role::Link, "Cancel").await;
        page.finds(Role::Dialog, "Leave page?").await;
        page.click(Role::Button, "Keep editing").await;
        page.click(Role::Button, "Review changes").await;
        review(page).await;
        page.sees(&format!("are left alone: {}.", 5 - has)).await;
        let lines = of_each(page).await;
        let id = &before[0].0;
        assert_eq!((lines.len(), &lines[0]), (has, &format!("{id} Source prefix: {find} → moved/{id}/")));
        page.click(Role::Button, "Save").await;
        let said = format!("{has} rules were changed.");
        page.sees(&if has == 1 { format!("Rule {id} was saved.") } else { said }).await;
        let now = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        assert_eq!(prefix(&now), format!("moved/{id}/"));
        for (id, xml) in before.iter().filter(|(_, xml)| !prefix(xml).contains(&find)) {
            assert_eq!(journey.sandbox.rule_xml(cloud.bucket, id).as_ref(), Some(xml));
        }
    })
    .await;
}

/// In a text for all, `{id}` is each rule's own and `{bucket}` the bucket; what is wrong beside them is still told.
async fn each_rule_has_its_own_id_in_a_text(cloud: &Cloud) {
    journey(&cloud.named("each_rule_has_its_own_id_in_a_text"), async |journey| {
        let page = &journey.page;
        let before = five_together(journey, cloud).await;
        page.sees("{id} stands for the ID of each rule").await;
        page.fill("Destination bucket", "Reports {bucket}").await;
        page.click(Role::Button, "Review changes").await;
        page.focus_is_on(Role::Textbox, "Destination bucket").await;
        page.fill("Destination bucket", "{bucket}").await;
        page.fill("Destination prefix", "{bucket}/{id}").await;
        page.click(Role::Button, "Review changes").await;
        review(page).await;
        let (id, bucket) = (&before[1].0, cloud.bucket);
        let lines = of_each(page).await;
        assert!(lines[1].ends_with(&format!("→ {bucket}/{id}")), "{lines:?}");
        page.click(Role::Button, "Save 5 rules").await;
        page.sees("5 rules were changed.").await;
        for (id, _) in &before {
            let stored = journey.sandbox.rule_xml(bucket, id).unwrap_or_default();
            let destination = inside(&stored, "Destination");
            assert_eq!(inside(destination, "Prefix"), format!("{bucket}/{id}"));
            assert!(inside(destination, "Bucket").ends_with(&format!(":{bucket}")), "{destination}");
        }
    })
    .await;
}

/// A review of many rules tells ten of them, and the others when they are wanted.
async fn a_long_review_is_cut(cloud: &Cloud) {
    journey(&cloud.named("a_long_review_is_cut"), async |journey| {
        let page = &journey.page;
        choose_all(journey, cloud).await;
        act(page, "Edit together").await;
        page.focus_is_on(Role::Heading, "Edit rules together").await;
        page.fill("Destination prefix", "by/{id}").await;
        page.click(Role::Button, "Review changes").await;
        let words = review(page).await;
        assert!(words.contains("245 more"), "{words}");
        assert_eq!(of_each(page).await.len(), 10);
        page.click(Role::Button, "Show more rules: 100").await;
        assert_eq!(of_each(page).await.len(), 110);
        page.click(Role::Button, "Show more rules: 100").await;
        page.click(Role::Button, "Show more rules: 40").await;
        assert_eq!(of_each(page).await.len(), 250);
        page.finds_no(Role::Button, "Show").await;
        let kept = "return document.activeElement.closest('dialog') !== null";
        assert!(page.eval::<bool>(kept).await, "the focus is lost");
    })
    .await;
}

/// A10: the form, the review and what was not saved, on a phone and wide, by day and by night.
async fn editing_together_fits_and_is_pictured(cloud: &Cloud) {
    journey(&cloud.named("editing_together_fits_and_is_pictured"), async |journey| {
        let page = &journey.page;
        let named = |screen: &str| format!("{}-{screen}", cloud.name);
        let mut findings = Vec::new();
        let before = five_together(journey, cloud).await;
        pictured(page, &named("together"), &mut findings).await;
        page.choose("Frequency", Role::Radio, "Weekly").await;
        page.fill("Destination prefix", "elsewhere/").await;
        page.click(Role::Button, "Review changes").await;
        review(page).await;
        pictured(page, &named("together-review"), &mut findings).await;
        page.lose(&Page::read_is_lost(&before[2].0)).await;
        page.click(Role::Button, "Save 5 rules").await;
        page.finds(Role::Button, "Try again: 3").await;
        pictured(page, &named("together-stopped"), &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the screens: {findings:#?}");
    })
    .await;
}
