//! The whole road once: connect, look, create, delete.

use serde_json::json;

use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

/// What the form makes of an id and a destination, in the documented order.
const CREATED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><InventoryConfiguration><Id>made-here</Id><IsEnabled>true</IsEnabled><Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId><RoleArn>acs:ram::1000000000000000:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::reports-of-demo</Bucket></OSSBucketDestination></Destination><Schedule><Frequency>Weekly</Frequency></Schedule><IncludedObjectVersions>Current</IncludedObjectVersions><OptionalFields><Field>Size</Field><Field>LastModifiedDate</Field><Field>StorageClass</Field></OptionalFields></InventoryConfiguration>";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn first_light() {
    journey("first_light", async |journey| {
        reads_are_simple_requests(journey).await;
        filter_sort_and_pages(journey).await;
        a_rule_shows_its_xml(journey).await;
        create(journey).await;
        delete(journey).await;
    })
    .await;
}

async fn reads_are_simple_requests(journey: &Journey) {
    journey.connect("250 rules").await;
    journey.page.sees("(250)").await;
    assert_eq!(journey.calls(), ["list query 200"; 3]);
    for request in journey.about_rules() {
        assert_eq!(request.query_value("x-oss-expires"), Some("300"));
        let ours =
            |name: &str| name.starts_with("x-oss") || name.starts_with("content-") || name == "authorization";
        let headers: Vec<_> = request.headers.iter().filter(|(name, _)| ours(name)).collect();
        assert!(headers.is_empty(), "headers that cost a preflight: {headers:?}");
        assert_eq!(request.header("referer"), None);
        assert_eq!(request.header("cookie"), None);
    }
    assert_eq!(journey.page.address().await, "#/oss/cn-hangzhou/demo-250/rules");
}

async fn filter_sort_and_pages(journey: &Journey) {
    let page = &journey.page;
    page.reads_in_order(&[
        (Role::Link, "Stocktake, start page"),
        (Role::Link, "demo-250"),
        (Role::Button, "Forget credentials"),
        (Role::Heading, "Inventory rules"),
        (Role::Textbox, "Filter rules"),
        (Role::Link, "Create rule"),
        (Role::Table, "Inventory rules"),
        (Role::Button, "Next page"),
    ])
    .await;
    let stored = journey.sandbox.rule_ids("demo-250");
    assert_eq!(page.row_headers().await, stored[..20], "stored order, a page of rows");

    page.fill("Filter rules", "billing").await;
    page.sees("(21/250)").await;
    let rows = page.row_headers().await;
    assert!(rows.len() == 20 && rows.iter().all(|id| id.contains("billing")), "{rows:?}");
    page.click(Role::Button, "Next page").await;
    page.wait_for("the last match", async || page.row_headers().await == ["billing-daily-0243"]).await;
    page.fill("Filter rules", "no such rule").await;
    page.finds(Role::Heading, "No rule matches").await;
    page.click(Role::Button, "Clear filter").await;
    page.sees("(250)").await;

    page.click(Role::Button, "ID").await;
    page.is(Role::ColumnHeader, "ID", "element.ariaSort === 'ascending'").await;
    page.click(Role::Button, "ID").await;
    page.is(Role::ColumnHeader, "ID", "element.ariaSort === 'descending'").await;
    let rows = page.row_headers().await;
    assert!(rows.is_sorted_by(|above, below| above >= below), "{rows:?}");

    page.click(Role::Button, "Page 2").await;
    page.is(Role::Button, "Page 2", "element.ariaCurrent === 'page'").await;
    assert_eq!(page.address().await, "#/oss/cn-hangzhou/demo-250/rules?sort=-id&page=2");
    assert_eq!(journey.calls().len(), 3, "none of this asks the provider again");
}

async fn a_rule_shows_its_xml(journey: &Journey) {
    let page = &journey.page;
    let id = page.row_headers().await[3].clone();
    let before = page.address().await;
    page.click(Role::Link, &id).await;
    page.finds(Role::Heading, "XML").await;
    let shown: String = page.eval("return document.querySelector('pre').textContent").await;
    let stored = journey.sandbox.rule_xml("demo-250", &id).expect("the row's rule is stored");
    assert_eq!(parts(&shown), parts(&stored));
    assert_eq!(journey.calls().last().map(String::as_str), Some("get query 200"));
    page.focus_is_on(Role::Heading, &id).await;
    page.reads_in_order(&[
        (Role::Link, "Inventory rules"),
        (Role::Heading, &id),
        (Role::Button, "Delete"),
        (Role::Heading, "What is listed"),
        (Role::Heading, "When it runs"),
    ])
    .await;

    page.driver().back().await.expect("there is a page before");
    page.is(Role::Button, "Page 2", "element.ariaCurrent === 'page'").await;
    assert_eq!(page.address().await, before);
    assert!(page.row_headers().await.contains(&id));
}

/// Tags and texts in any order: the provider answers in another order than it was written to.
fn parts(xml: &str) -> Vec<String> {
    let body = xml.split_once("?>").map_or(xml, |(_, body)| body);
    let lines: String = body.lines().map(str::trim).collect();
    let lines = lines.replace("<SSE-OSS></SSE-OSS>", "<SSE-OSS/>");
    let mut parts: Vec<String> = lines.split("><").map(str::to_owned).collect();
    parts.sort();
    parts
}

async fn create(journey: &Journey) {
    let page = &journey.page;
    journey.sandbox.clear_requests();
    page.click(Role::Link, "Create rule").await;
    page.focus_is_on(Role::Heading, "Create an inventory rule").await;
    page.reads_in_order(&[
        (Role::Heading, "Create an inventory rule"),
        (Role::Textbox, "ID"),
        (Role::Textbox, "Prefix"),
        (Role::Radio, "Current version"),
        (Role::Checkbox, "Size"),
        (Role::Textbox, "Destination bucket"),
        (Role::Textbox, "Role ARN"),
        (Role::Radio, "Daily"),
        (Role::Button, "Create rule"),
    ])
    .await;
    page.click(Role::Button, "Create rule").await;
    page.focus_is_on(Role::Textbox, "ID").await;
    for label in ["ID", "Destination bucket", "Account ID", "Role ARN"] {
        page.is(
            Role::Textbox,
            label,
            "element.ariaInvalid === 'true' && described(element).includes('This is needed.')",
        )
        .await;
    }
    page.sees("4 fields need attention.").await;
    assert_eq!(journey.calls(), [] as [&str; 0], "an incomplete rule is not sent");

    fill_in(page, "made-here").await;
    page.sees_no("need attention").await;
    page.click(Role::Button, "Create rule").await;
    page.sees("Rule made-here was created.").await;
    page.sees("(251)").await;
    page.focus_is_on(Role::Link, "made-here").await;
    assert!(page.row_headers().await.contains(&"made-here".to_owned()));
    assert_eq!(journey.sandbox.rule_xml("demo-250", "made-here").as_deref(), Some(CREATED));
    assert_eq!(journey.calls(), ["preflight put 200", "put header 200"]);
}

/// Types what a rule needs.
pub(crate) async fn fill_in(page: &Page, id: &str) {
    page.fill("ID", id).await;
    page.fill("Destination bucket", "reports-of-demo").await;
    page.fill("Account ID", "1000000000000000").await;
    page.fill("Role ARN", "acs:ram::1000000000000000:role/AliyunOSSRole").await;
}

async fn delete(journey: &Journey) {
    let page = &journey.page;
    journey.sandbox.clear_requests();
    page.click(Role::Button, "Delete made-here").await;
    page.finds(Role::Dialog, "Delete inventory rule").await;
    page.sees("demo-250").await;
    page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
    page.is(Role::Button, "Delete rule", "element.disabled").await;
    page.press("confirm").await;
    page.is(Role::Button, "Delete rule", "!element.disabled").await;
    page.click(Role::Button, "Delete rule").await;
    page.sees("Rule made-here was deleted.").await;
    page.finds_no(Role::Dialog, "").await;
    page.sees("(250)").await;
    let gone = "return !find('rowheader', '').some((row) => nameOf(row) === arguments[0])";
    page.wait_until("the row to be gone", gone, vec![json!("made-here")]).await;
    assert_eq!(journey.sandbox.rule_xml("demo-250", "made-here"), None);
    assert_eq!(journey.sandbox.rule_ids("demo-250").len(), 250);
    assert_eq!(journey.calls(), ["preflight delete 200", "delete header 204"]);
}
