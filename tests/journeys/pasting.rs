//! Texts that are pasted with more in them than one set of credentials.

use sandbox::IssuedCredentials;
use serde_json::json;

use crate::journey::journey;
use crate::page::{Page, Role};

async fn value(page: &Page, label: &str) -> String {
    let script = "return find('textbox', arguments[0])[0].value";
    page.eval_with(script, vec![json!(label)]).await
}

/// A section of a configuration file.
fn section(name: &str, credentials: &IssuedCredentials) -> String {
    format!(
        "[{name}]\naccessKeyID = {}  # temporary\naccessKeySecret = {}\nstsToken = {}\n",
        credentials.access_key_id, credentials.access_key_secret, credentials.security_token
    )
}

/// Nothing of a text with two complete sets is taken before one is chosen; the bucket that it names is offered, and
/// no secret stands in the choice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_sets_one_is_chosen_and_the_place_is_offered() {
    journey("of_two_sets_one_is_chosen", async |journey| {
        let page = &journey.page;
        let (one, other) = (journey.issue(), journey.issue());
        let place = "region = oss-cn-hangzhou-internal\nbucket = demo-250\n# stsToken = old\n";
        let text = [section("default", &one), section("profile ci", &other), place.to_owned()].concat();
        page.open("#/connect").await;
        page.paste("Paste credentials", &text).await;
        page.sees("The text holds 2 complete sets of credentials. Choose one of them.").await;
        page.chosen("Credentials to use", Role::Radio, &[]).await;
        assert_eq!(value(page, "AccessKeyId").await, "", "nothing is taken unasked");
        page.finds_no(Role::Button, "from the pasted text").await;

        page.click(Role::Radio, &format!("profile ci · {}", other.access_key_id)).await;
        page.sees("Recognised. The box was emptied.").await;
        assert_eq!(value(page, "Paste credentials").await, "");
        assert_eq!(value(page, "AccessKeyId").await, other.access_key_id);
        assert!(value(page, "SecurityToken").await == other.security_token, "the token is of the same set");
        assert_eq!(value(page, "Bucket name").await, "", "the place is offered, and not taken");

        page.click(Role::Button, "Use bucket demo-250 in cn-hangzhou from the pasted text").await;
        assert_eq!(value(page, "Bucket name").await, "demo-250");
        assert_eq!(value(page, "Region").await, "cn-hangzhou");
        page.focus_is_on(Role::Textbox, "Bucket name").await;
        page.finds_no(Role::Button, "from the pasted text").await;

        page.click(Role::Button, "Advanced").await;
        page.fill("Endpoint template", &journey.sandbox.endpoint_template()).await;
        page.click(Role::Checkbox, "I trust").await;
        page.click(Role::Button, "Connect").await;
        page.sees("(250)").await;
    })
    .await;
}

/// An endpoint of a text is named on its button, and the host that it leads to asks for a yes as any other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_of_a_text_is_only_offered() {
    journey("an_endpoint_of_a_text_is_only_offered", async |journey| {
        let page = &journey.page;
        let credentials = journey.issue();
        let text = section("default", &credentials)
            + "endpoint = https://evil.fc.aliyuncs.com/{bucket}\nbucket = demo-250\nregion = cn-hangzhou\n";
        page.open("#/connect").await;
        page.paste("Paste credentials", &text).await;
        page.sees("Recognised. The box was emptied.").await;
        page.sees_no("Signed requests will go to").await;
        page.click(
            Role::Button,
            "Use bucket demo-250 in cn-hangzhou, endpoint https://evil.fc.aliyuncs.com/{bucket} from the pasted text",
        )
        .await;
        page.sees("Signed requests will go to evil.fc.aliyuncs.com, which is not a host of Alibaba Cloud OSS.")
            .await;
        page.click(Role::Button, "Connect").await;
        page.sees("Tick this box if you trust the host").await;
        assert_eq!(journey.calls(), [] as [&str; 0], "nothing is sent to a stranger's function");
    })
    .await;
}

/// New credentials for an open bucket are chosen as well; nothing of another place is offered there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_credentials_are_chosen_from_two_sets() {
    journey("new_credentials_are_chosen_from_two_sets", async |journey| {
        let page = &journey.page;
        journey.connect(crate::cloud::OSS.preset).await;
        page.sees("(250)").await;
        journey.end_all_credentials();
        page.click(Role::Button, "Refresh").await;
        page.finds(Role::Alert, "The temporary credentials have ended.").await;
        let (one, other) = (journey.issue(), journey.issue());
        let text = [section("a", &one), section("b", &other), "bucket = demo-1000\n".to_owned()].concat();
        page.click(Role::Button, "Enter new credentials").await;
        page.paste("Paste credentials", &text).await;
        page.click(Role::Radio, &format!("b · {}", other.access_key_id)).await;
        page.sees("Recognised. The box was emptied.").await;
        page.finds_no(Role::Button, "from the pasted text").await;
        page.click(Role::Button, "Go on").await;
        page.sees("Going on with the new credentials.").await;
        page.sees("(250)").await;
    })
    .await;
}

/// F16: the address of a bucket's screen in its vendor's console, or of an object with its signature, names bucket, region
/// and cloud.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn addresses_of_consoles_and_objects_are_taken_apart() {
    journey("addresses_of_consoles_and_objects_are_taken_apart", async |journey| {
        let page = &journey.page;
        page.open("#/connect").await;
        for (address, bucket, region, cloud) in [
            (
                "https://console.cloud.tencent.com/cos/bucket?bucket=demo-1250000000&region=ap-shanghai&path=%252Fa%252F",
                "demo-1250000000",
                "ap-shanghai",
                "Tencent Cloud COS",
            ),
            (
                "https://oss.console.aliyun.com/bucket/oss-cn-beijing/demo-1/object?path=a%2F",
                "demo-1",
                "cn-beijing",
                "Alibaba Cloud OSS",
            ),
            (
                "https://demo-2.oss-cn-shanghai.aliyuncs.com/a/b.csv?Expires=1&OSSAccessKeyId=STS.x&Signature=y",
                "demo-2",
                "cn-shanghai",
                "Alibaba Cloud OSS",
            ),
        ] {
            page.fill("Bucket name", "").await;
            page.paste("Bucket name", address).await;
            page.sees(&format!("The address was taken apart: bucket {bucket}.")).await;
            assert_eq!(value(page, "Bucket name").await, bucket);
            assert_eq!(value(page, "Region").await, region);
            page.is(Role::Radio, cloud, "element.checked").await;
        }
    })
    .await;
}
