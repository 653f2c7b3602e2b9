//! Templates: saved from a rule and from a form, given by the site, and what a new rule begins with.

use sandbox::SiteConfig;
use serde_json::{Value, json};

use crate::cloud::{Cloud, OSS, on_both};
use crate::connecting::{answer_of_sts, fill_in_bucket};
use crate::drafts::keeps;
use crate::editing::edit;
use crate::first_light::{as_sent, parts};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_both! {
    a_rule_becomes_a_template_and_the_template_a_rule
    a_form_becomes_a_template_that_is_replaced_deleted_and_downloaded
    a_template_keeps_what_has_no_control
    templates_are_taken_to_another_device
}

/// Gives a template its name.
async fn name_it(page: &Page, name: &str) {
    page.click(Role::Button, "Save as template").await;
    page.focus_is_on(Role::Heading, "Save as template").await;
    page.fill("Name", name).await;
    page.click(Role::Button, "Save").await;
    page.sees(&format!("The template {name} was saved.")).await;
}

/// Opens the templates in the form for a new rule.
async fn templates(page: &Page) {
    page.click(Role::Link, "Create rule").await;
    page.focus_is_on(Role::Heading, "Create an inventory rule").await;
    page.click(Role::Button, "Create from a template").await;
    page.focus_is_on(Role::Heading, "Create from a template").await;
}

/// All that the form shows of a rule is in the new one, but for the id; what was typed before is offered again.
async fn a_rule_becomes_a_template_and_the_template_a_rule(cloud: &Cloud) {
    journey(&cloud.named("a_rule_becomes_a_template_and_the_template_a_rule"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        let before = journey.sandbox.rule_xml(cloud.bucket, id).expect("it is seeded");
        journey.connect(cloud.preset).await;
        page.click(Role::Link, id).await;
        name_it(page, "Like the first").await;
        page.click(Role::Link, "Inventory rules").await;
        page.click(Role::Link, "Create rule").await;
        page.fill("Source prefix", "typed/").await;
        page.click(Role::Button, "Create from a template").await;
        page.click(Role::Button, "Use Like the first").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        page.sees("There is a draft of this form").await;
        page.is(Role::Textbox, "ID", "element.value === ''").await;
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Create rule").await;
        page.focus_is_on(Role::Textbox, "ID").await;
        page.fill("ID", "made-of-it").await;
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule made-of-it was created.").await;
        assert_eq!(journey.calls(), cloud.creating);
        let made = journey.sandbox.rule_xml(cloud.bucket, "made-of-it").expect("it was created");
        assert_eq!(parts(&made), parts(&as_sent(&before.replace(id, "made-of-it"))));
    })
    .await;
}

/// The template of a name is one; what is deleted can be had again; the file is one that Import takes.
async fn a_form_becomes_a_template_that_is_replaced_deleted_and_downloaded(cloud: &Cloud) {
    journey(&cloud.named("a_form_becomes_a_template_that_is_replaced"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        edit(journey, cloud.first_id).await;
        name_it(page, "Mine").await;
        page.fill("Source prefix", "later/").await;
        page.click(Role::Button, "Save as template").await;
        page.click(Role::Button, "Save").await;
        page.sees("This is needed.").await;
        page.focus_is_on(Role::Textbox, "Name").await;
        page.fill("Name", "Mine").await;
        page.sees("There is a template of this name. It will be replaced.").await;
        page.click(Role::Button, "Save").await;
        page.finds_no(Role::Dialog, "Save as template").await;
        page.click(Role::Link, "Cancel").await;
        page.click(Role::Button, "Discard").await;
        page.click(Role::Link, "Inventory rules").await;
        templates(page).await;
        page.click(Role::Button, "Delete Mine").await;
        page.finds_no(Role::Button, "Use Mine").await;
        page.sees("There is no template yet.").await;
        page.click(Role::Button, "Undo").await;
        page.click(Role::Button, "Download as a file of rules").await;
        let path = journey.downloads().join(format!("{}-templates.json", cloud.slug));
        page.wait_for("the file", async || path.exists()).await;
        let file: Value =
            serde_json::from_str(&std::fs::read_to_string(&path).expect("it is text")).expect("it is JSON");
        assert_eq!((&file["stocktake"], &file["rules"][0]["id"]), (&json!(1), &json!("Mine")));
        page.click(Role::Button, "Use Mine").await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'later/'").await;
        assert_eq!(journey.sandbox.rule_ids(cloud.bucket).len(), 250, "nothing was written");
    })
    .await;
}

/// F9: what no control stands for is named and comes into the new rule, also by way of a draft; a rule that says no more is
/// saved without another request.
async fn a_template_keeps_what_has_no_control(cloud: &Cloud) {
    journey(&cloud.named("a_template_keeps_what_has_no_control"), async |journey| {
        let page = &journey.page;
        let (bucket, id) = (cloud.bucket("demo-every-field"), "from-the-future");
        let preset = cloud.preset("Every documented field");
        let before = journey.sandbox.rule_xml(&bucket, id).expect("it is seeded");
        let more = "It says more than this console knows:";
        journey.connect(&preset).await;
        page.click(Role::Button, &format!("Details of {id}")).await;
        name_it(page, "From ahead").await;
        assert_eq!(journey.calls().last().map(String::as_str), Some("get query 200"));
        templates(page).await;
        page.sees(more).await;
        page.sees("Filter/NewFilter").await;
        page.click(Role::Button, "Use From ahead").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        page.sees(more).await;
        page.sees("<NewOption>x</NewOption>").await;
        page.fill("ID", "from-the-past").await;
        keeps(page, "from-the-past").await;

        page.reload().await;
        page.click(Role::Button, &format!("Connect to {preset}")).await;
        page.sees("There is a draft of this form").await;
        page.sees_no(more).await;
        page.click(Role::Button, "Restore the draft").await;
        page.sees(more).await;
        page.is(Role::Textbox, "ID", "element.value === 'from-the-past'").await;
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule from-the-past was created.").await;
        assert_eq!(journey.calls(), cloud.creating);
        let made = journey.sandbox.rule_xml(&bucket, "from-the-past").expect("it was created");
        assert_eq!(parts(&made), parts(&as_sent(&before.replace(id, "from-the-past"))));
        page.click(Role::Button, "Details of from-the-past").await;
        page.sees("This rule says more than this console knows:").await;
    })
    .await;
}

/// What stands beside a template of a file.
async fn says(page: &Page, name: &str, words: &str) {
    let said = "return [...document.querySelectorAll('dialog[open] li')].filter(visible)
        .some((one) => squeeze(one.innerText) === `${arguments[0]} ${arguments[1]}`)";
    page.wait_until(&format!("{name:?} to say {words:?}"), said, vec![json!(name), json!(words)]).await;
}

/// Keeps another template of the name that a file has.
const BACK_BY_ANOTHER_TAB: &str = "
    const kept = JSON.parse(localStorage.getItem('stocktake.templates'));
    kept.templates.push({...kept.templates[0], name: 'Two', rule: {...kept.templates[0].rule, prefix: 'theirs/'}});
    localStorage.setItem('stocktake.templates', JSON.stringify(kept));
    return true";

/// D: a file of templates says what it would do to those that are kept, replaces none unless that is chosen, and what is no such
/// file is told.
async fn templates_are_taken_to_another_device(cloud: &Cloud) {
    journey(&cloud.named("templates_are_taken_to_another_device"), async |journey| {
        let page = &journey.page;
        let file = "Take templates from a file";
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, cloud.first_id).await;
        for name in ["One", "Two", "Three"] {
            name_it(page, name).await;
        }
        page.click(Role::Link, "Inventory rules").await;
        templates(page).await;
        page.click(Role::Button, "Download for another device").await;
        let path = journey.downloads().join(format!("stocktake-{}-templates.json", cloud.slug));
        page.wait_for("the file", async || path.exists()).await;
        let given: Value =
            serde_json::from_str(&std::fs::read_to_string(&path).expect("it is text")).expect("it is JSON");
        assert_eq!(
            (&given["stocktake_templates"], &given["templates"][2]["name"]),
            (&json!(1), &json!("Three"))
        );

        // On this one the first is gone, and the second is another.
        page.click(Role::Button, "Delete One").await;
        page.finds_no(Role::Button, "Use One").await;
        page.click(Role::Button, "Use Two").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        page.fill("Source prefix", "mine/").await;
        page.click(Role::Button, "Save as template").await;
        page.fill("Name", "Two").await;
        page.click(Role::Button, "Save").await;
        page.sees("The template Two was saved.").await;
        page.click(Role::Button, "Create from a template").await;
        let wrong = journey.downloads().join("wrong.json");
        std::fs::write(&wrong, "{}").expect("the folder can be written");
        page.give_file(file, &wrong).await;
        page.finds(Role::Alert, "The file holds neither templates nor a copy of rules.").await;
        page.give_file(file, &path).await;
        page.finds_no(Role::Alert, "The file holds neither").await;
        says(page, "One", "New").await;
        says(page, "Two", "Another one of this name is kept. Choose it to replace that one.").await;
        says(page, "Three", "Kept already, says the same").await;
        page.is(Role::Checkbox, "One", "element.checked").await;
        page.is(Role::Checkbox, "Two", "!element.checked").await;
        page.click(Role::Button, "Take 1 template").await;
        page.sees("Templates taken from the file: 1.").await;
        page.focus_is_on(Role::Heading, "Create from a template").await;
        page.finds(Role::Button, "Use One").await;
        page.click(Role::Button, "Use Two").await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'mine/'").await;

        page.click(Role::Button, "Create from a template").await;
        page.give_file(file, &path).await;
        page.click(Role::Checkbox, "Two").await;
        // One that is back again is new no more.
        page.click(Role::Button, "Delete One").await;
        says(page, "One", "New").await;
        page.click(Role::Button, "Undo").await;
        says(page, "One", "Kept already, says the same").await;
        // Nor is one that another tab has kept since.
        page.click(Role::Button, "Delete Two").await;
        says(page, "Two", "New").await;
        let _: bool = page.eval(BACK_BY_ANOTHER_TAB).await;
        page.click(Role::Button, "Take 1 template").await;
        says(page, "Two", "Another one of this name is kept. Choose it to replace that one.").await;
        page.is(Role::Checkbox, "Two", "!element.checked").await;
        page.click(Role::Checkbox, "Two").await;
        page.click(Role::Button, "Take 1 template").await;
        page.sees("Templates taken from the file: 1.").await;
        page.click(Role::Button, "Use Two").await;
        page.is(Role::Textbox, "Source prefix", "element.value !== 'mine/'").await;
    })
    .await;
}

/// Connects to a bucket of OSS with credentials from the clipboard.
async fn connect_by_hand(journey: &Journey) {
    let page = &journey.page;
    page.open("#/connect").await;
    let credentials = journey.issue();
    fill_in_bucket(journey, OSS.bucket).await;
    page.paste("Paste credentials", &answer_of_sts(&credentials)).await;
    page.click(Role::Checkbox, "I trust").await;
    page.click(Role::Button, "Connect").await;
    page.sees("(250)").await;
}

/// What the site offers is for the provider that it names, cannot be deleted, and leaves the rest to the form's defaults; a
/// wrong name in it is told with its path.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_site_offers_templates() {
    journey("a_site_offers_templates", async |journey| {
        let page = &journey.page;
        let config = |part: &str| {
            json!({ "templates": [
                { "name": "Of COS", "provider": "cos", "rule": {} },
                { "name": "Daily logs", "provider": "oss", "rule": { part: "Daily", "prefix": "logs/", "fields": ["ETag"] } },
            ] })
        };
        journey.sandbox.set_site_config(SiteConfig::Text(config("frequncy").to_string()));
        page.open("#/connect").await;
        page.finds(Role::Alert, "templates[1].rule.frequncy").await;
        journey.sandbox.set_site_config(SiteConfig::Text(config("frequency").to_string()));
        connect_by_hand(journey).await;
        templates(page).await;
        page.finds_no(Role::Button, "Use Of COS").await;
        page.finds_no(Role::Button, "Delete").await;
        page.finds_no(Role::Button, "Download").await;
        page.sees("of this site").await;
        page.click(Role::Button, "Use Daily logs").await;
        page.chosen("Frequency", Role::Radio, &["Daily"]).await;
        page.chosen("Optional fields", Role::Checkbox, &["ETag"]).await;
        // What it does not say is as in every new rule.
        page.sees("<Format>CSV</Format>").await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'logs/'").await;
    })
    .await;
}
