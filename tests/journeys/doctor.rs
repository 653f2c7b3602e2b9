//! The check of a connection: what it asks and what it does not, and how it is used.

use std::time::{Duration, Instant};

use sandbox::{CorsRule, Operation};
use serde_json::json;

use crate::cloud::{Cloud, on_both, on_each};
use crate::failures::ready_to_connect;
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_both! {
    a_healthy_bucket_passes_every_step
    a_bucket_without_rules_passes
    reading_only_is_said_not_to_be_tried
    a_check_is_stopped_and_made_again
}

on_each!(a_wrong_secret_is_told_by_equal_texts: oss OSS, oss_with_v1 OSS_V1, cos COS);

const LEAD: &str = "Check the connection";

/// Goes there by the menu of the bucket, and waits until all is checked.
pub(crate) async fn check_by_menu(page: &Page, bucket: &str) {
    page.click(Role::Disclosure, bucket).await;
    page.click(Role::Link, &format!("{LEAD} to {bucket}")).await;
    checked(page).await;
}

/// Goes there from the error in sight.
pub(crate) async fn check_by_error(page: &Page) {
    page.click(Role::Link, LEAD).await;
    checked(page).await;
}

async fn checked(page: &Page) {
    page.finds(Role::Heading, LEAD).await;
    page.finds(Role::Button, "Check again").await;
}

/// Waits until a step says something.
pub(crate) async fn step_says(page: &Page, step: &str, words: &str) {
    let script = "return [...document.querySelectorAll('ol > li')].some((line) => {
            const text = squeeze(line.innerText);
            return text.startsWith(arguments[0]) && text.includes(arguments[1]);
        })";
    page.wait_until(&format!("the step {step:?} to say {words:?}"), script, vec![json!(step), json!(words)])
        .await;
}

/// The texts under a heading that are to be copied.
pub(crate) async fn text_of(page: &Page, start: &str) -> String {
    let script = "return [...document.querySelectorAll('pre')].map((text) => text.innerText)
        .find((text) => text.includes(arguments[0])) ?? ''";
    page.eval_with(script, vec![json!(start)]).await
}

async fn a_healthy_bucket_passes_every_step(cloud: &Cloud) {
    journey(&cloud.named("a_healthy_bucket_passes_every_step"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        journey.sandbox.clear_requests();
        check_by_menu(page, cloud.bucket).await;
        page.sees("Everything that can be tried works.").await;
        for step in
            ["Secure page", "Network", "Host answers", "Read without preflight", "Read with preflight"]
        {
            step_says(page, step, "Passed").await;
        }
        for step in ["Clock", "Key and token", "Signature", "List rules", "Read one rule"] {
            step_says(page, step, "Passed").await;
        }
        step_says(page, "Read one rule", cloud.first_id).await;
        assert_eq!(
            journey.calls(),
            ["list query 200", "preflight list 200", "list header 200", "get query 200"]
        );
        assert!(page.address().await.ends_with(&format!("/{}/rules/doctor", cloud.bucket)));
        only_reads_of_one_host(journey, cloud);

        // By its address alone, with nothing read before.
        page.reload().await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        checked(page).await;
        page.sees("Everything that can be tried works.").await;
        page.click(Role::Link, "Inventory rules").await;
        page.sees("(250)").await;
    })
    .await;
}

/// Nothing is written, and nobody is asked but the host of the connection: without a signature, or for reading.
fn only_reads_of_one_host(journey: &Journey, cloud: &Cloud) {
    let host = cloud.endpoint(journey).replace("http://", "").replace("{bucket}", cloud.bucket);
    let requests = journey.sandbox.requests();
    let to_the_provider: Vec<_> =
        requests.iter().filter(|request| request.host.contains("localhost")).collect();
    assert!(to_the_provider.iter().all(|request| request.host == host), "{host}");
    let asked = |method: &str| to_the_provider.iter().filter(|request| request.method == method).count();
    assert_eq!((asked("HEAD"), asked("PUT"), asked("POST"), asked("DELETE")), (1, 0, 0, 0));
    let probe = to_the_provider.iter().find(|request| request.method == "HEAD").expect("the probe");
    assert_eq!(probe.query, [], "nothing is said to the host");
    for name in ["authorization", "cookie", "referer"] {
        assert_eq!(probe.header(name), None, "{name}");
    }
}

async fn a_bucket_without_rules_passes(cloud: &Cloud) {
    journey(&cloud.named("a_bucket_without_rules_passes"), async |journey| {
        let page = &journey.page;
        let preset = cloud.preset("No rules yet");
        journey.connect(&preset).await;
        page.finds(Role::Heading, "No inventory rules yet").await;
        check_by_menu(page, &cloud.bucket("demo-empty")).await;
        page.sees("Everything that can be tried works.").await;
        page.sees("there is no rule in it yet").await;
        step_says(page, "Read one rule", "the bucket has no rule to read").await;
    })
    .await;
}

async fn reading_only_is_said_not_to_be_tried(cloud: &Cloud) {
    journey(&cloud.named("reading_only_is_said_not_to_be_tried"), async |journey| {
        let page = &journey.page;
        let bucket = cloud.bucket("demo-cors-read-only");
        journey.connect(&cloud.preset("CORS for reading only")).await;
        page.sees("(12)").await;
        check_by_menu(page, &bucket).await;
        page.sees("Saving and deleting are not tried").await;
        for method in ["PUT", "DELETE"] {
            let command = text_of(page, &format!("Access-Control-Request-Method: {method}")).await;
            // What stands there, as curl would send it.
            let quoted: Vec<_> = command.split('\'').skip(1).step_by(2).collect();
            let headers: Vec<_> = quoted[1..].iter().filter_map(|header| header.split_once(": ")).collect();
            assert_eq!(headers[0], ("Origin", journey.sandbox.site_origin().as_str()));
            let (status, answer) = asked(reqwest::Method::OPTIONS, quoted[0], &headers).await;
            assert_eq!(status, 403, "{method}");
            assert!(answer.contains("AccessForbidden"), "{answer}");
            let rule = CorsRule::any_origin(&["GET", "PUT", "DELETE"]);
            journey.sandbox.set_cors(&bucket, vec![rule]);
            assert_eq!(asked(reqwest::Method::OPTIONS, quoted[0], &headers).await.0, 200, "{method}");
            journey.sandbox.set_cors(&bucket, vec![CorsRule::any_origin(&["GET", "HEAD"])]);
        }
        page.sees("403 AccessForbidden: no CORS rule of the bucket allows it.").await;
        page.click(Role::Button, "XML").await;
        page.finds(Role::Button, "Copy XML").await;
    })
    .await;
}

/// Asks outside of the browser. Names under `localhost` are this machine's.
pub(crate) async fn asked(method: reqwest::Method, address: &str, headers: &[(&str, &str)]) -> (u16, String) {
    let url = reqwest::Url::parse(address).expect("an address");
    let host = url.host_str().expect("a host").to_owned();
    let port = url.port().expect("a port");
    let client = reqwest::Client::builder().resolve(&host, ([127, 0, 0, 1], port).into()).build();
    let mut request = client.expect("a client").request(method, url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.unwrap_or_default())
}

async fn a_wrong_secret_is_told_by_equal_texts(cloud: &Cloud) {
    journey(&cloud.named("a_wrong_secret_is_told_by_equal_texts"), async |journey| {
        let page = &journey.page;
        ready_to_connect(journey, cloud, cloud.bucket.trim_end_matches(cloud.appid)).await;
        page.fill(cloud.credentials[1], "a-secret-that-is-not-the-right-one").await;
        if cloud.name == "oss-v1" {
            page.select("Signature", "V1, for buckets from before V4").await;
        }
        page.click(Role::Button, "Connect").await;
        page.finds(Role::Alert, "The signature does not match.").await;
        check_by_error(page).await;
        page.finds(Role::Alert, "The provider arrives at another signature.").await;
        page.sees("Then the secret is not the one that belongs to this key.").await;
        page.sees("They are the same to the letter.").await;
        let texts: Vec<String> = page
            .eval("return [...document.querySelectorAll('.two-texts pre')].map((text) => text.innerText)")
            .await;
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0], texts[1]);
        assert!(texts[0].contains("security-token") && texts[0].contains('…'), "{}", texts[0]);
        step_says(page, "Signature", "Failed").await;

        // Nor is a secret in what is copied.
        let keep =
            "navigator.clipboard.writeText = async (text) => { globalThis.copied = text; }; return true";
        let _: bool = page.eval(keep).await;
        page.click(Role::Button, "Copy report").await;
        page.wait_until("a copy", "return Boolean(globalThis.copied)", vec![]).await;
        let report: String = page.eval("return globalThis.copied").await;
        assert!(report.starts_with("# Check of the connection to "), "{report}");
        assert!(
            report.contains("SignatureDoesNotMatch") && report.contains("## 8. Signature: Failed"),
            "{report}"
        );
        let issued = journey.issued();
        let token = &issued[0].security_token;
        for secret in [token.as_str(), &token[..24], &issued[0].access_key_id, "that-is-not-the-right-one"] {
            assert!(!report.contains(secret), "a secret is in the report");
        }
    })
    .await;
}

async fn a_check_is_stopped_and_made_again(cloud: &Cloud) {
    journey(&cloud.named("a_check_is_stopped_and_made_again"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        journey.sandbox.set_latency(Duration::from_secs(4));
        page.click(Role::Disclosure, cloud.bucket).await;
        page.click(Role::Link, &format!("{LEAD} to {}", cloud.bucket)).await;
        page.sees("Step 3 of 10: Host answers").await;
        page.click(Role::Button, "Stop").await;
        page.sees("You stopped the check.").await;
        step_says(page, "Network", "Passed").await;
        step_says(page, "Host answers", "you stopped the check").await;
        page.focus_is_on(Role::Button, "Check again").await;
        journey.sandbox.set_latency(Duration::from_millis(40));
        let started = Instant::now();
        page.click(Role::Button, "Check again").await;
        page.sees("Everything that can be tried works.").await;
        assert!(started.elapsed() < Duration::from_secs(3), "a check took {:?}", started.elapsed());
        assert!(
            journey
                .about_rules()
                .iter()
                .all(|request| { matches!(request.operation, Some(Operation::List | Operation::Get)) })
        );
    })
    .await;
}
