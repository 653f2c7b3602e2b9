//! Connecting with credentials of one's own.

use sandbox::IssuedCredentials;
use serde_json::json;

use crate::appearance::pictured;
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

/// AssumeRole's answer, whole.
pub(crate) fn answer_of_sts(credentials: &IssuedCredentials) -> String {
    let answer = json!({
        "RequestId": "6894B13B-6D71-4EF5-88FA-F32781734A7F",
        "AssumedRoleUser": {
            "Arn": "acs:ram::1000000000000000:role/reader/stocktake",
            "AssumedRoleId": "330000000000000000:stocktake",
        },
        "Credentials": {
            "SecurityToken": credentials.security_token,
            "AccessKeyId": credentials.access_key_id,
            "AccessKeySecret": credentials.access_key_secret,
            "Expiration": credentials.expiration,
        },
    });
    format!("{answer:#}")
}

async fn value(page: &Page, label: &str) -> String {
    let script = "return find('textbox', arguments[0])[0].value";
    page.eval_with(script, vec![json!(label)]).await
}

/// Bucket, region and the sandbox's endpoint.
pub(crate) async fn fill_in_bucket(journey: &Journey, bucket: &str) {
    let page = &journey.page;
    page.fill("Bucket name", bucket).await;
    page.fill("Region", "cn-hangzhou").await;
    page.click(Role::Button, "Advanced").await;
    page.fill("Endpoint template", &journey.sandbox.endpoint_template()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connect_by_paste() {
    journey("connect_by_paste", async |journey| {
        let page = &journey.page;
        let credentials = journey.issue();
        let host = format!("demo-250.oss-cn-hangzhou.localhost:{}", journey.sandbox.port());
        page.open("#/connect").await;
        page.paste("Paste credentials", &answer_of_sts(&credentials)).await;
        page.sees("Recognised. The box was emptied.").await;
        assert_eq!(value(page, "Paste credentials").await, "");
        assert_eq!(value(page, "AccessKeyId").await, credentials.access_key_id);
        assert_eq!(value(page, "Expiration").await, credentials.expiration);
        for (label, secret) in [
            ("AccessKeySecret", &credentials.access_key_secret),
            ("SecurityToken", &credentials.security_token),
        ] {
            assert!(value(page, label).await == *secret, "{label} is filled in");
            page.is(Role::Textbox, label, "element.type === 'password'").await;
        }

        fill_in_bucket(journey, "demo-250").await;
        page.reads_in_order(&[
            (Role::Link, "Stocktake, start page"),
            (Role::Heading, "Connect to a bucket"),
            (Role::Button, "Connect to 250 rules"),
            (Role::Heading, "Or connect with your own credentials"),
            (Role::Textbox, "Bucket name"),
            (Role::Textbox, "Endpoint template"),
            (Role::Checkbox, "I trust"),
            (Role::Textbox, "Paste credentials"),
            (Role::Textbox, "Expiration"),
            (Role::Button, "Connect"),
        ])
        .await;
        page.sees(&format!("Signed requests will go to {host}")).await;
        page.click(Role::Button, "Connect").await;
        page.sees("Tick this box if you trust the host").await;
        assert_eq!(journey.calls(), [] as [&str; 0], "nothing is sent to a host without a yes");

        page.click(Role::Checkbox, &format!("I trust {host}")).await;
        page.click(Role::Button, "Connect").await;
        page.sees("(250)").await;
        assert_eq!(journey.calls(), ["list query 200"; 3]);
        page.finds(Role::Disclosure, "demo-250").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn missing_parts_of_a_connection_are_named() {
    journey("missing_parts_of_a_connection_are_named", async |journey| {
        let page = &journey.page;
        page.open("#/connect").await;
        page.click(Role::Button, "Connect").await;
        page.focus_is_on(Role::Textbox, "Bucket name").await;
        for label in ["Bucket name", "Region"] {
            page.is(Role::Textbox, label, "element.ariaInvalid === 'true'").await;
        }
        page.fill("Bucket name", "demo-250").await;
        page.fill("Region", "cn-hangzhou").await;
        page.paste(
            "Paste credentials",
            "AccessKeyId=LTAIAAAAAAAAAAAAAAAAAAAA\nAccessKeySecret=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        )
        .await;
        page.sees("This is a long-term key").await;
        assert_eq!(journey.calls(), [] as [&str; 0]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_secret() {
    journey("wrong_secret", async |journey| {
        let page = &journey.page;
        let right = journey.issue();
        let mut changed: Vec<char> = right.access_key_secret.chars().collect();
        changed.swap(0, 20);
        changed[1] = if changed[1] == 'A' { 'B' } else { 'A' };
        let wrong = IssuedCredentials { access_key_secret: changed.into_iter().collect(), ..right };
        page.open("#/connect").await;
        page.paste("Paste credentials", &answer_of_sts(&wrong)).await;
        fill_in_bucket(journey, "demo-250").await;
        page.click(Role::Checkbox, "I trust").await;
        page.click(Role::Button, "Connect").await;
        page.finds(Role::Alert, "The signature does not match.").await;
        page.sees("Code SignatureDoesNotMatch").await;
        page.sees("HTTP status 403").await;
        page.sees("Request ID").await;
        let requests = journey.about_rules();
        assert!(
            requests.iter().all(|request| request.preflight || request.status == 403),
            "{:?}",
            journey.calls()
        );

        let stored: Vec<(String, String)> = page.eval("return Object.entries(localStorage)").await;
        for (name, text) in stored {
            assert!(!text.contains(&wrong.access_key_secret), "the secret is stored as {name}");
            assert!(!text.contains(&wrong.access_key_id), "the key's id is stored as {name}");
        }
        let document: String = page.eval("return document.documentElement.outerHTML").await;
        assert!(!document.contains(&wrong.access_key_secret), "the secret is in the document");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_outside_the_content_policy_is_told_from_a_lost_network() {
    journey("a_host_outside_the_content_policy", async |journey| {
        let page = &journey.page;
        let credentials = journey.issue();
        page.open("#/connect").await;
        fill_in_bucket(journey, "demo-250").await;
        // Loopback as well, so that plain http is accepted, but in no policy.
        page.fill("Endpoint template", "http://127.0.0.2:9/{bucket}").await;
        page.paste("Paste credentials", &answer_of_sts(&credentials)).await;
        page.click(Role::Checkbox, "I trust 127.0.0.2:9").await;
        page.click(Role::Button, "Connect").await;
        page.finds(Role::Alert, "This page was deployed without permission to call http://127.0.0.2:9").await;
        page.sees("cargo xtask dist --connect http://127.0.0.2:9").await;
        assert_eq!(journey.calls(), [] as [&str; 0], "the browser sent nothing");
    })
    .await;
}

/// C1: who has no credentials yet reads what to type for them, by provider, and copies it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_to_type_for_credentials_is_told() {
    journey("what_to_type_for_credentials_is_told", async |journey| {
        let page = &journey.page;
        page.open("#/connect").await;
        page.sees_no("acs-sso login").await;
        page.click(Role::Disclosure, "How to get temporary credentials").await;
        page.sees("aliyun sts AssumeRole --RoleArn acs:ram::UID:role/ROLE --RoleSessionName stocktake").await;
        page.sees("acs-sso login").await;
        page.click(Role::Button, "Copy the line for aliyun").await;
        page.sees("Copied").await;
        let mut findings = Vec::new();
        pictured(page, "connect-how-to-get", &mut findings).await;
        assert_eq!(findings, [""; 0]);
        page.click(Role::Radio, "Tencent Cloud COS").await;
        page.sees("tccli sts AssumeRole --RoleArn qcs::cam::uin/UIN:roleName/ROLE").await;
        page.sees_no("acs-sso login").await;
    })
    .await;
}
