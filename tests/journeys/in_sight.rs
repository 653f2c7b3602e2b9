//! What becomes of a save is seen where the person looks, and what is acted on is said when it is out of sight.

use serde_json::json;

use crate::choosing::{act, agree, choose};
use crate::cloud::{Cloud, OSS, on_both};
use crate::editing::{DENIED, edit, save, times};
use crate::first_light::form_for_a_new_rule;
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};
use crate::recovering::type_into_form;

on_both! {
    a_refused_save_is_in_sight
    a_field_that_the_provider_names_is_marked
    a_hidden_choice_is_said_before_it_is_acted_on
}

/// Whether an alert with these words has the focus inside or around it, and its beginning is in sight.
pub(crate) async fn is_in_sight(page: &Page, words: &str) {
    let script = "
        const [alert] = find('alert', arguments[0]);
        const top = alert?.getBoundingClientRect().top;
        const holds = (element) => element !== document.body && (element.contains(alert) || alert.contains(element));
        return top >= 0 && top < innerHeight - 40 && holds(document.activeElement)";
    page.wait_until(&format!("{words:?} to be in sight"), script, vec![json!(words)]).await;
}

/// U6: the words take the focus and are scrolled to, and what was said before about other work is gone.
async fn a_refused_save_is_in_sight(cloud: &Cloud) {
    journey(&cloud.named("a_refused_save_is_in_sight"), async |journey| {
        let page = &journey.page;
        type_into_form(journey, cloud, "typed/").await;
        save(page).await;
        page.sees(&format!("Rule {} was saved.", cloud.first_id)).await;
        edit(journey, cloud.first_id).await;
        page.fill("Source prefix", "typed/again/").await;
        // On OSS the old form cannot be put back either: the longest of all alerts.
        page.answer_instead(&format!("PUT {}", cloud.first_id), 403, "AccessDenied").await;
        save(page).await;
        is_in_sight(page, DENIED).await;
        page.sees_no(&format!("Rule {} was saved.", cloud.first_id)).await;
        page.answer_no_more().await;
    })
    .await;
}

/// U6: the field that the provider's answer names is marked, until something is changed.
async fn a_field_that_the_provider_names_is_marked(cloud: &Cloud) {
    journey(&cloud.named("a_field_that_the_provider_names_is_marked"), async |journey| {
        let page = &journey.page;
        form_for_a_new_rule(journey, cloud).await;
        let named = "<Error><Code>InvalidArgument</Code><Message>The Bucket is invalid.</Message>\
            <ArgumentName>Bucket</ArgumentName><ArgumentValue></ArgumentValue></Error>";
        page.answer_with("PUT made-here", 400, named).await;
        page.click(Role::Button, "Create rule").await;
        is_in_sight(page, "The Bucket is invalid.").await;
        let marked = "element.getAttribute('aria-describedby') && described(element).includes('names this')";
        page.is(Role::Textbox, "Destination bucket", marked).await;
        page.answer_no_more().await;
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule made-here was created.").await;
        assert_eq!(times(journey, cloud.bucket, "made-here"), 1);
    })
    .await;
}

/// Chooses the first rule, and two others under a filter that hides it.
async fn choose_behind_a_filter(journey: &Journey, cloud: &Cloud) -> Vec<String> {
    let page = &journey.page;
    journey.connect(cloud.preset).await;
    page.sees("(250)").await;
    let (filter, count, ..) = cloud.filter;
    choose(page, cloud.first_id).await;
    page.fill("Filter rules", filter).await;
    page.sees(&format!("({count}/250)")).await;
    page.finds_no(Role::RowHeader, cloud.first_id).await;
    let shown = page.row_headers().await[..2].to_vec();
    for id in &shown {
        choose(page, id).await;
    }
    [vec![cloud.first_id.to_owned()], shown].concat()
}

/// T9: the bar and each dialog say how many of the chosen rules a filter hides.
async fn a_hidden_choice_is_said_before_it_is_acted_on(cloud: &Cloud) {
    journey(&cloud.named("a_hidden_choice_is_said_before_it_is_acted_on"), async |journey| {
        let page = &journey.page;
        let hidden = "1 of them is hidden by the filters.";
        let ids = choose_behind_a_filter(journey, cloud).await;
        page.sees(&format!("3 selected {hidden}")).await;
        act(page, "Delete").await;
        page.finds(Role::Dialog, "Delete 3 inventory rules").await;
        page.is(Role::Dialog, "Delete", &format!("element.innerText.includes({})", json!(hidden))).await;
        page.click(Role::Button, "Cancel").await;
        act(page, "Edit together").await;
        page.focus_is_on(Role::Heading, "Edit rules together").await;
        page.sees(hidden).await;
        page.click_first(Role::Link, "Inventory rules").await;
        page.finds(Role::Table, "Inventory rules").await;
        act(page, "Disable").await;
        page.is(Role::Dialog, "Disable", &format!("element.innerText.includes({})", json!(hidden))).await;
        if cloud.slug == OSS.slug {
            agree(page, cloud, "Disable").await;
        } else {
            page.click(Role::Button, "Disable").await;
        }
        page.sees("3 rules were disabled.").await;
        for id in &ids {
            let xml = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
            assert!(xml.contains("<IsEnabled>false</IsEnabled>"), "{xml}");
        }
    })
    .await;
}
