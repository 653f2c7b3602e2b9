//! Several buckets open at once, and the ways from one to another.

use sandbox::Operation;
use serde_json::json;
use thirtyfour::Key;

use crate::choosing::{choose, chosen};
use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_both! {
    another_bucket_takes_two_clicks_and_its_name
    an_address_of_the_other_cloud_is_refused
}

/// What the menu of connections is called: the bucket in sight.
pub(crate) fn menu(cloud: &Cloud, bucket: &str) -> String {
    format!("{bucket} {} · {}", cloud.service(), cloud.region)
}

/// How often the site was asked for credentials.
pub(crate) fn handed_out(journey: &Journey) -> usize {
    journey.sandbox.requests().iter().filter(|request| request.operation == Some(Operation::Sts)).count()
}

/// What the device keeps, as one text.
async fn kept(page: &Page) -> String {
    page.eval("return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])").await
}

/// L1, L2, C3: a bucket of OSS and one of COS are open side by side; the menu names both and leads from one to
/// the other; each keeps its rules, its view and its choice, and nothing is read or asked for again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_clouds_are_open_at_once() {
    journey("two_clouds_are_open_at_once", async |journey| {
        let page = &journey.page;
        let (oss, cos) = (menu(&OSS, OSS.bucket), menu(&COS, COS.bucket));
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        choose(page, OSS.first_id).await;
        chosen(page, 1).await;
        page.click(Role::Disclosure, &oss).await;
        page.is(Role::Link, &oss, "element.ariaCurrent === 'page'").await;
        page.click(Role::Link, "Connect to another bucket").await;
        page.finds(Role::Heading, "Connect to a bucket").await;
        page.finds_no(Role::Link, "Connect to another bucket").await;
        page.finds(Role::Disclosure, "Connections").await;
        page.click(Role::Button, &format!("Connect to {}", COS.preset)).await;
        page.sees("(250)").await;
        page.finds(Role::RowHeader, COS.first_id).await;
        page.finds_no(Role::Button, "Clear selection").await;
        assert_eq!(page.address().await, COS.address(COS.bucket));

        let (calls, asked) = (journey.calls(), handed_out(journey));
        assert_eq!((calls.len(), asked), (6, 2));
        page.click(Role::Disclosure, &cos).await;
        page.is(Role::Link, &cos, "element.ariaCurrent === 'page'").await;
        page.is(Role::Link, &oss, "element.ariaCurrent !== 'page'").await;
        page.click(Role::Link, &oss).await;
        page.finds(Role::RowHeader, OSS.first_id).await;
        page.finds_no(Role::Link, "Connect to another bucket").await;
        assert_eq!(page.address().await, OSS.address(OSS.bucket));
        chosen(page, 1).await;
        page.is(Role::Checkbox, &format!("Select {}", OSS.first_id), "element.checked").await;

        page.driver().back().await.expect("there is a page before");
        page.finds(Role::RowHeader, COS.first_id).await;
        page.finds_no(Role::Button, "Clear selection").await;
        page.driver().forward().await.expect("there is a page after");
        page.finds(Role::RowHeader, OSS.first_id).await;
        assert_eq!((journey.calls(), handed_out(journey)), (calls, asked));

        // A write goes to the bucket that is in sight.
        page.click(Role::Link, OSS.first_id).await;
        page.finds(Role::Tab, "XML").await;
        page.click(Role::Disclosure, &oss).await;
        page.click(Role::Link, &cos).await;
        page.click(Role::Link, COS.first_id).await;
        page.finds(Role::Tab, "XML").await;
        page.click(Role::Button, "Disable").await;
        page.sees(&format!("Rule {} was saved.", COS.first_id)).await;
        let writes: Vec<_> = journey
            .about_rules()
            .into_iter()
            .filter(|request| request.method == "PUT")
            .map(|request| request.host)
            .collect();
        assert!(writes.len() == 1 && writes[0].starts_with(COS.bucket), "{writes:?}");
    })
    .await;
}

/// L1, C3, D4: the menu, its button, the other bucket's name: no credentials are typed or asked for again. A
/// name that cannot be one is told where it stands.
async fn another_bucket_takes_two_clicks_and_its_name(cloud: &Cloud) {
    journey(&cloud.named("another_bucket_takes_two_clicks_and_its_name"), async |journey| {
        let page = &journey.page;
        let other = cloud.bucket("demo-1000");
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Disclosure, &menu(cloud, cloud.bucket)).await;
        let another = format!("Open another bucket with the credentials of {}", cloud.bucket);
        page.click(Role::Button, &another).await;
        page.finds(Role::Dialog, "Open another bucket").await;
        page.focus_is_on(Role::Textbox, "Bucket name").await;
        page.is(Role::Textbox, "Region", &format!("element.value === {}", json!(cloud.region))).await;
        page.press("No bucket").await;
        page.press(Key::Enter).await;
        page.is(Role::Textbox, "Bucket name", "element.ariaInvalid === 'true'").await;
        page.focus_is_on(Role::Textbox, "Bucket name").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;

        page.click(Role::Disclosure, &menu(cloud, cloud.bucket)).await;
        page.click(Role::Button, &another).await;
        page.focus_is_on(Role::Textbox, "Bucket name").await;
        page.press(other.as_str()).await;
        page.press(Key::Enter).await;
        agree_to_host(journey).await;
        page.sees("(1,000)").await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Heading, "Inventory rules").await;
        assert_eq!(page.address().await, cloud.address(&other));
        assert_eq!(handed_out(journey), 1);
        page.sees("Credentials end in").await;
        page.click(Role::Disclosure, &menu(cloud, &other)).await;
        page.click(Role::Link, &menu(cloud, cloud.bucket)).await;
        page.sees("(250)").await;
        assert_eq!(journey.calls(), ["list query 200"; 13]);
    })
    .await;
}

/// C8: Forget closes every connection, in every tab.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forget_closes_every_connection_in_every_tab() {
    journey("forget_closes_every_connection_in_every_tab", async |journey| {
        let page = &journey.page;
        let open_both = async || {
            journey.connect(OSS.preset).await;
            page.sees("(250)").await;
            page.click(Role::Disclosure, &menu(&OSS, OSS.bucket)).await;
            page.click(Role::Link, "Connect to another bucket").await;
            page.click(Role::Button, &format!("Connect to {}", COS.preset)).await;
            page.finds(Role::RowHeader, COS.first_id).await;
        };
        open_both().await;
        let first = page.tab().await;
        let second = page.new_tab().await;
        open_both().await;
        page.click(Role::Disclosure, &menu(&COS, COS.bucket)).await;
        page.click(Role::Link, &menu(&OSS, OSS.bucket)).await;
        page.finds(Role::RowHeader, OSS.first_id).await;

        page.to_tab(&first).await;
        page.click(Role::Button, "Forget credentials").await;
        page.finds(Role::Heading, "Connect to a bucket").await;
        page.finds_no(Role::Disclosure, "Connections").await;
        let _: bool = page
            .eval_with("location.hash = arguments[0]; return true", vec![json!(OSS.address(OSS.bucket))])
            .await;
        page.finds(Role::Heading, &format!("Connect to {}", OSS.bucket)).await;
        page.finds_no(Role::RowHeader, "").await;

        page.to_tab(&second).await;
        page.finds(Role::Heading, &format!("Connect to {}", OSS.bucket)).await;
        page.finds_no(Role::Button, "Forget credentials").await;
        page.finds_no(Role::Disclosure, &menu(&OSS, OSS.bucket)).await;
        page.finds_no(Role::RowHeader, "").await;
        page.driver().back().await.expect("there is a page before");
        page.finds(Role::Heading, &format!("Connect to {}", COS.bucket)).await;
        page.finds_no(Role::RowHeader, "").await;
        page.driver().forward().await.expect("there is a page after");
    })
    .await;
}

/// C3, L4: buckets of before are offered, the last one first; what the device keeps of them is where they are
/// and nothing of who opened them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn recent_connections_are_kept_without_secrets() {
    journey("recent_connections_are_kept_without_secrets", async |journey| {
        let page = &journey.page;
        for cloud in [&OSS, &COS] {
            journey.connect(cloud.preset).await;
            page.sees("(250)").await;
        }
        let answers = page.handed_out().await;
        assert_eq!(answers.len(), 2);
        page.open("#/connect").await;
        page.finds(Role::Heading, "Used before on this device").await;
        let [oss, cos] = [&OSS, &COS].map(|cloud| format!("{} · {}", cloud.bucket, cloud.region));
        page.reads_in_order(&[(Role::Button, &cos), (Role::Button, &oss)]).await;
        page.click(Role::Button, &oss).await;
        page.is(Role::Textbox, "Bucket name", "element.value === 'demo-250'").await;
        page.is(Role::Textbox, "Region", "element.value === 'cn-hangzhou'").await;
        page.is(Role::Textbox, "Endpoint template", "element.value.includes('{bucket}')").await;
        for label in OSS.credentials {
            page.is(Role::Textbox, label, "element.value === ''").await;
        }
        let kept = kept(page).await;
        assert!(kept.contains("demo-250") && kept.contains("ap-guangzhou"), "{kept}");
        for answer in answers {
            for quoted in answer.split('"').filter(|word| word.len() > 18) {
                assert!(!kept.contains(quoted), "a part of the credentials is kept");
            }
        }
    })
    .await;
}

/// C3: what is offered again is what has worked, and no longer than is wanted: each is taken from the list by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn recent_connections_are_those_that_worked_and_go_one_by_one() {
    journey("recent_connections_are_those_that_worked_and_go_one_by_one", async |journey| {
        let page = &journey.page;
        journey.connect("No permission").await;
        page.finds(Role::Alert, "These credentials may not do this.").await;
        for cloud in [&OSS, &COS] {
            journey.connect(cloud.preset).await;
            page.sees("(250)").await;
        }
        page.open("#/connect").await;
        page.finds(Role::Heading, "Used before on this device").await;
        let [oss, cos] = [&OSS, &COS].map(|cloud| format!("{} · {}", cloud.bucket, cloud.region));
        page.reads_in_order(&[(Role::Button, &cos), (Role::Button, &oss)]).await;
        page.finds_no(Role::Button, "error-").await;
        page.click(Role::Button, &format!("Remove {cos} from this list")).await;
        page.finds_no(Role::Button, &cos).await;
        page.finds(Role::Button, &oss).await;
        assert!(!kept(page).await.contains(COS.bucket), "the device keeps nothing of it");
        page.reload().await;
        page.finds(Role::Button, &oss).await;
        page.finds_no(Role::Button, &cos).await;
        page.click(Role::Button, &format!("Remove {oss} from this list")).await;
        page.finds_no(Role::Heading, "Used before on this device").await;
    })
    .await;
}

/// C6: the host of another bucket is not the provider's, so it needs its own yes before anything is signed for it.
async fn agree_to_host(journey: &Journey) {
    let page = &journey.page;
    page.sees("Tick this box if you trust the host").await;
    page.finds(Role::Dialog, "Open another bucket").await;
    page.click(Role::Checkbox, "I trust").await;
    page.click(Role::Button, "Open").await;
}

/// C6: the credentials of one cloud never go to the other, whose address is pasted in the dialog for another bucket.
async fn an_address_of_the_other_cloud_is_refused(cloud: &Cloud) {
    journey(&cloud.named("an_address_of_the_other_cloud_is_refused"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        let (address, owner) = match cloud.slug {
            "oss" => ("https://demo-1250000000.cos.ap-guangzhou.myqcloud.com/a", "Tencent Cloud COS"),
            _ => ("oss://demo-1000/a", "Alibaba Cloud OSS"),
        };
        page.click(Role::Disclosure, &menu(cloud, cloud.bucket)).await;
        page.click(Role::Button, "Open another bucket with the credentials").await;
        page.focus_is_on(Role::Textbox, "Bucket name").await;
        // By now the site's later files have come, too.
        let requests = journey.sandbox.requests().len();
        page.paste("Bucket name", address).await;
        page.press(Key::Enter).await;
        page.sees(&format!("This is a bucket of {owner}. It needs credentials of its own")).await;
        page.focus_is_on(Role::Textbox, "Bucket name").await;
        page.finds(Role::Dialog, "Open another bucket").await;
        assert_eq!(journey.sandbox.requests().len(), requests, "nothing was sent anywhere");
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
    })
    .await;
}
