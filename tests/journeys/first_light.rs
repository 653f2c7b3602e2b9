//! The whole road once: connect, look, create, delete.

use serde_json::json;

use crate::at_hand::attention;
use crate::cloud::{Cloud, on_each};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_each!(first_light: oss OSS, oss_with_v1 OSS_V1, cos COS);

async fn first_light(cloud: &Cloud) {
    journey(&cloud.named("first_light"), async |journey| {
        reads_are_simple_requests(journey, cloud).await;
        filter_sort_and_pages(journey, cloud).await;
        a_rule_shows_its_xml(journey, cloud).await;
        create(journey, cloud).await;
        delete(journey, cloud).await;
    })
    .await;
}

async fn reads_are_simple_requests(journey: &Journey, cloud: &Cloud) {
    journey.connect(cloud.preset).await;
    journey.page.sees("(250)").await;
    assert_eq!(journey.calls(), ["list query 200"; 3]);
    for request in journey.about_rules() {
        for (name, fixed) in cloud.read_parameters {
            let value = request.query_value(name);
            assert!(value.is_some(), "{name} is missing");
            assert!(fixed.is_none() || value == *fixed, "{name} is {value:?}");
        }
        let ours = |name: &str| {
            ["x-oss", "x-cos", "content-", "authorization"].iter().any(|start| name.starts_with(start))
        };
        let headers: Vec<_> = request.headers.iter().filter(|(name, _)| ours(name)).collect();
        assert!(headers.is_empty(), "headers that cost a preflight: {headers:?}");
        assert_eq!(request.header("referer"), None);
        assert_eq!(request.header("cookie"), None);
    }
    assert_eq!(journey.page.address().await, cloud.address(cloud.bucket));
}

async fn filter_sort_and_pages(journey: &Journey, cloud: &Cloud) {
    let page = &journey.page;
    let (filter, matches, _, last_match, _) = cloud.filter;
    page.reads_in_order(&[
        (Role::Link, "Stocktake, start page"),
        (Role::Disclosure, cloud.bucket),
        (Role::Button, "Forget credentials"),
        (Role::Heading, "Inventory rules"),
        (Role::Link, "Create rule"),
        (Role::Textbox, "Filter rules"),
        (Role::Table, "Inventory rules"),
        (Role::Button, "Next page"),
    ])
    .await;
    let stored = journey.sandbox.rule_ids(cloud.bucket);
    assert_eq!(page.row_headers().await, stored[..20], "stored order, a page of rows");

    page.fill("Filter rules", filter).await;
    page.sees(&format!("({matches}/250)")).await;
    let rows = page.row_headers().await;
    assert!(rows.len() == 20 && rows.iter().all(|id| id.to_lowercase().contains(filter)), "{rows:?}");
    page.click(Role::Button, "Next page").await;
    let rest = matches - 20;
    let on_last_page = async || {
        let rows = page.row_headers().await;
        rows.len() == rest && rows.last().is_some_and(|id| id == last_match)
    };
    page.wait_for("the last match", on_last_page).await;
    page.fill("Filter rules", "no such rule").await;
    page.finds(Role::Heading, "No rule matches").await;
    page.click(Role::Button, "Clear filters").await;
    page.sees("(250)").await;

    page.click(Role::Button, "ID").await;
    page.is(Role::ColumnHeader, "ID", "element.ariaSort === 'ascending'").await;
    page.click(Role::Button, "ID").await;
    page.is(Role::ColumnHeader, "ID", "element.ariaSort === 'descending'").await;
    let rows = page.row_headers().await;
    assert!(rows.is_sorted_by(|above, below| above >= below), "{rows:?}");

    page.click(Role::Button, "Page 2").await;
    page.is(Role::Button, "Page 2", "element.ariaCurrent === 'page'").await;
    assert_eq!(page.address().await, format!("{}?sort=-id&page=2", cloud.address(cloud.bucket)));
    assert_eq!(journey.calls().len(), 3, "none of this asks the provider again");
}

async fn a_rule_shows_its_xml(journey: &Journey, cloud: &Cloud) {
    let page = &journey.page;
    let id = page.row_headers().await[3].clone();
    let before = page.address().await;
    page.click(Role::Link, &id).await;
    page.focus_is_on(Role::Heading, &id).await;
    page.click(Role::Tab, "XML").await;
    page.finds(Role::Button, "Copy XML").await;
    let shown: String = page.eval("return document.querySelector('pre').textContent").await;
    let stored = journey.sandbox.rule_xml(cloud.bucket, &id).expect("the row's rule is stored");
    assert_eq!(parts(&shown), parts(&stored));
    assert_eq!(journey.calls().last().map(String::as_str), Some("get query 200"));
    page.click(Role::Tab, "Overview").await;
    page.reads_in_order(&[
        (Role::Link, "Inventory rules"),
        (Role::Heading, &id),
        (Role::Link, "Edit"),
        (Role::Link, "Duplicate"),
        (Role::Button, "Delete"),
        (Role::Tab, "Overview"),
        (Role::Tab, "XML"),
        (Role::Tab, "Code"),
        (Role::Tab, "Results"),
        (Role::Heading, "What is listed"),
        (Role::Heading, "What is recorded"),
        (Role::Heading, "Where reports go"),
        (Role::Heading, "When it runs"),
    ])
    .await;

    page.driver().back().await.expect("there is a page before");
    page.is(Role::Button, "Page 2", "element.ariaCurrent === 'page'").await;
    assert_eq!(page.address().await, before);
    assert!(page.row_headers().await.contains(&id));
}

/// Tags and texts in any order: the provider answers in another order than it was written to.
pub(crate) fn parts(xml: &str) -> Vec<String> {
    let body = xml.split_once("?>").map_or(xml, |(_, body)| body);
    let lines: String = body.lines().map(str::trim).collect();
    let lines =
        lines.replace("<SSE-OSS></SSE-OSS>", "<SSE-OSS/>").replace("<SSE-COS></SSE-COS>", "<SSE-COS/>");
    let mut parts: Vec<String> = lines.split("><").map(str::to_owned).collect();
    parts.sort();
    parts
}

async fn create(journey: &Journey, cloud: &Cloud) {
    let page = &journey.page;
    journey.sandbox.clear_requests();
    page.click(Role::Link, "Create rule").await;
    page.focus_is_on(Role::Heading, "Create an inventory rule").await;
    page.reads_in_order(&[
        (Role::Heading, "Create an inventory rule"),
        (Role::Textbox, "ID"),
        (Role::Checkbox, "Enabled"),
        (Role::Textbox, "Source prefix"),
        (Role::Radio, "Current version"),
        (Role::Button, "More filters"),
        (Role::Checkbox, "Size"),
        (Role::Textbox, "Destination bucket"),
        (Role::Textbox, "Destination prefix"),
        (Role::Textbox, "Account ID"),
        (Role::Radio, "Daily"),
    ])
    .await;
    page.reads_in_order(&[(Role::Textbox, "ID"), (Role::Button, "Create rule")]).await;
    let last =
        "find('radio', 'Daily')[0].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING";
    page.is(Role::Button, "Create rule", last).await;
    page.click(Role::Button, "Create rule").await;
    page.focus_is_on(Role::Textbox, "ID").await;
    for (label, _) in cloud.required {
        page.is(
            Role::Textbox,
            label,
            "element.ariaInvalid === 'true' && described(element).includes('This is needed.')",
        )
        .await;
    }
    page.sees(&attention(cloud.required.len())).await;
    assert_eq!(journey.calls(), [] as [&str; 0], "an incomplete rule is not sent");

    fill_in(page, cloud, "made-here").await;
    page.sees_no("attention").await;
    page.click(Role::Button, "Create rule").await;
    page.sees("Rule made-here was created.").await;
    page.sees("(251)").await;
    page.focus_is_on(Role::Link, "made-here").await;
    let rows = page.row_headers().await;
    assert!(rows.iter().any(|row| row == "made-here Just written"), "{rows:?}");
    assert_eq!(journey.sandbox.rule_xml(cloud.bucket, "made-here").as_deref(), Some(cloud.created));
    assert_eq!(journey.calls(), cloud.creating);
    writes_are_signed_in_a_header(journey, cloud);
}

fn writes_are_signed_in_a_header(journey: &Journey, cloud: &Cloud) {
    for request in journey.about_rules() {
        if !request.preflight && request.method != "GET" {
            let authorization = request.header("authorization").unwrap_or_default();
            assert!(authorization.starts_with(cloud.authorization), "another form of signature");
            let signed = |(name, _): &&(&str, _)| request.query_value(name).is_some();
            assert_eq!(cloud.read_parameters.iter().find(signed), None, "signed twice");
        }
    }
}

/// Connects, fills in the form for the new rule `made-here`, and forgets the requests so far.
pub(crate) async fn form_for_a_new_rule(journey: &Journey, cloud: &Cloud) {
    let page = &journey.page;
    journey.connect(cloud.preset).await;
    page.sees("(250)").await;
    page.click(Role::Link, "Create rule").await;
    fill_in(page, cloud, "made-here").await;
    journey.sandbox.clear_requests();
}

/// A document as it is sent: without an empty prefix, which says nothing.
pub(crate) fn as_sent(xml: &str) -> String {
    xml.replace("<Prefix></Prefix>", "").replace("<Prefix/>", "")
}

/// Types what a rule needs.
pub(crate) async fn fill_in(page: &Page, cloud: &Cloud, id: &str) {
    for (label, text) in cloud.required {
        page.fill(label, if *label == "ID" { id } else { text }).await;
    }
}

async fn delete(journey: &Journey, cloud: &Cloud) {
    let page = &journey.page;
    journey.sandbox.clear_requests();
    page.click(Role::Button, "Delete made-here").await;
    page.finds(Role::Dialog, "Delete inventory rule").await;
    page.sees(cloud.bucket).await;
    page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
    page.is(Role::Button, "Delete rule", "element.ariaDisabled === 'true'").await;
    page.press("confirm").await;
    page.is(Role::Button, "Delete rule", "element.ariaDisabled !== 'true'").await;
    page.click(Role::Button, "Delete rule").await;
    page.sees("Rule made-here was deleted.").await;
    page.finds_no(Role::Dialog, "").await;
    page.sees("(250)").await;
    let gone = "return !find('rowheader', '').some((row) => nameOf(row).startsWith(arguments[0]))";
    page.wait_until("the row to be gone", gone, vec![json!("made-here")]).await;
    assert_eq!(journey.sandbox.rule_xml(cloud.bucket, "made-here"), None);
    assert_eq!(journey.sandbox.rule_ids(cloud.bucket).len(), 250);
    // It is read first, to be put back if that is wanted.
    assert_eq!(journey.calls(), ["get query 200", "preflight delete 200", "delete header 204"]);
    writes_are_signed_in_a_header(journey, cloud);
}
