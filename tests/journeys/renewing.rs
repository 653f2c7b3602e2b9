//! What the site has handed out is renewed by itself, before its end: nobody is asked, and nothing stops.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sandbox::Operation;

use crate::browser::told;
use crate::choosing::{act, agree};
use crate::cloud::{Cloud, OSS, on_both};
use crate::connecting::{answer_of_sts, fill_in_bucket};
use crate::connections::menu;
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::Role;
use crate::runs::chosen_of;

on_both! {
    a_run_outlives_its_first_credentials
    one_answer_serves_every_bucket
    an_example_server_behind_a_sign_in_hands_them_out_and_renews_them
}

/// Longer than the longest wait of these journeys.
const LONG: Duration = Duration::from_secs(60);

const ENDED: &str = "The temporary credentials have ended.";

/// Waits until the site was asked so often.
async fn asked(journey: &Journey, times: usize) {
    let is_asked = async || journey.handed_out() >= times;
    journey.page.wait_for_up_to(LONG, &format!("the site to be asked {times} times"), is_asked).await;
}

/// A token of 20 seconds is renewed in the middle of a run over rules. A read that was on its way with the first token arrives
/// after its end, and is made again; the run ends as if nothing had been.
async fn a_run_outlives_its_first_credentials(cloud: &Cloud) {
    journey(&cloud.named("a_run_outlives_its_first_credentials"), async |journey| {
        let page = &journey.page;
        journey.sandbox.set_credential_lifetime(Duration::from_secs(20));
        let ids = chosen_of(journey, cloud, 4).await;
        page.hold(Held::Before, &format!("GET {}", ids[1])).await;
        act(page, "Disable").await;
        agree(page, cloud, "Disable").await;
        page.holds().await;
        let (before, from) = (journey.handed_out(), std::time::Instant::now());
        asked(journey, before + 1).await;
        // The one that is held has ended by now, whenever it was signed.
        let is_over = async || from.elapsed() > Duration::from_secs(21);
        page.wait_for_up_to(LONG, "the end of the token", is_over).await;
        page.release().await;
        page.sees("4 rules were disabled.").await;
        page.finds_no(Role::Alert, ENDED).await;
        page.finds_no(Role::Button, "Renew them").await;
        for id in &ids {
            let xml = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
            assert!(xml.contains("<IsEnabled>false<"), "{id}");
        }
        let refused = journey.about_rules().into_iter().filter(|request| request.status >= 400).count();
        assert!(refused <= 1, "only what was held may have been refused");
    })
    .await;
}

/// C6: two buckets of one cloud, refused at once: the site is asked once, and both go on.
async fn one_answer_serves_every_bucket(cloud: &Cloud) {
    journey(&cloud.named("one_answer_serves_every_bucket"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Stocktake, start page").await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset("No rules yet"))).await;
        page.finds(Role::Heading, "No inventory rules yet").await;
        assert_eq!(journey.handed_out(), 2, "a click each");

        journey.sandbox.expire_all_credentials();
        page.click(Role::Button, "Refresh").await;
        asked(journey, 3).await;
        page.finds(Role::Heading, "No inventory rules yet").await;
        page.click(Role::Disclosure, &menu(cloud, &cloud.bucket("demo-empty"))).await;
        page.click(Role::Link, &menu(cloud, cloud.bucket)).await;
        page.sees("(250)").await;
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Refresh").await;
        page.sees("(250)").await;
        page.finds_no(Role::Alert, ENDED).await;
        assert_eq!(journey.handed_out(), 0, "the other bucket's answer serves this one");
        assert!(journey.about_rules().iter().all(|request| request.status < 300));
    })
    .await;
}

/// C8: after Forget nobody asks the site, however long the page stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forget_ends_it() {
    journey("forget_ends_it", async |journey| {
        let page = &journey.page;
        journey.sandbox.set_credential_lifetime(Duration::from_secs(10));
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        asked(journey, 2).await;
        page.click(Role::Button, "Forget credentials").await;
        page.sees("Credentials forgotten").await;
        let before = journey.handed_out();
        tokio::time::sleep(Duration::from_secs(15)).await;
        assert_eq!(journey.handed_out(), before);
        page.finds(Role::Heading, "Connect to a bucket").await;
    })
    .await;
}

/// Credentials that somebody has pasted are never replaced by the site's, not even when they have ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pasted_ones_are_not_renewed() {
    journey("pasted_ones_are_not_renewed", async |journey| {
        let page = &journey.page;
        page.open("#/connect").await;
        fill_in_bucket(journey, OSS.bucket).await;
        page.paste("Paste credentials", &answer_of_sts(&journey.issue_for(Duration::from_secs(10)))).await;
        page.sees("Recognised. The box was emptied.").await;
        page.click(Role::Checkbox, "I trust").await;
        page.click(Role::Button, "Connect").await;
        page.sees("(250)").await;
        let ended = async || page.text().await.contains("Ended by this device's clock");
        page.wait_for_up_to(LONG, "their end", ended).await;
        // The provider still takes them in the second that is named.
        tokio::time::sleep(Duration::from_secs(1)).await;
        page.click(Role::Button, "Refresh").await;
        page.finds(Role::Alert, ENDED).await;
        page.finds(Role::Button, "Enter new credentials").await;
        assert_eq!(journey.handed_out(), 0);
    })
    .await;
}

/// A server of `examples/credentials` that ends with this.
struct Example(Child);

impl Drop for Example {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the example for a cloud, for which the sandbox plays STS.
fn example(journey: &Journey, cloud: &Cloud, port: u16) -> Example {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/credentials");
    let proxy = journey.sandbox.site_origin();
    let settings: &[(&str, &str)] = match cloud.slug {
        "oss" => &[
            ("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tSandboxSandboxSandbo"),
            ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "SandboxOnlySecretOfOss00000000"),
            ("ROLE_ARN", "acs:ram::1000000000000000:role/inventory-admin"),
            ("STS_ENDPOINT", "http://sts.aliyuncs.com"),
        ],
        _ => &[
            ("TENCENTCLOUD_SECRET_ID", "AKIDSandboxSandboxSandboxSandboxSand"),
            ("TENCENTCLOUD_SECRET_KEY", "SandboxOnlySecretOfCos000000000"),
            ("ROLE_ARN", "qcs::cam::uin/100000000001:roleName/stocktake"),
            ("REGION", "ap-guangzhou"),
            ("STS_ENDPOINT", "http://sts.tencentcloudapi.com"),
        ],
    };
    let mut command = Command::new(told("STOCKTAKE_PYTHON"));
    command.arg(folder.join(format!("{}.py", cloud.slug))).envs(settings.iter().copied());
    command.envs([
        ("BUCKETS", cloud.bucket),
        ("PORT", &port.to_string()),
        ("NO_PROXY", ""),
        ("no_proxy", ""),
    ]);
    command.envs([("HTTP_PROXY", &proxy), ("http_proxy", &proxy)]);
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    Example(command.stderr(Stdio::null()).spawn().expect("the Python can be started"))
}

/// The example servers, as somebody would run them: behind a sign-in, which the sandbox plays, they hand out credentials
/// that list a bucket, and others before those end.
async fn an_example_server_behind_a_sign_in_hands_them_out_and_renews_them(cloud: &Cloud) {
    let name = cloud.named("an_example_server_behind_a_sign_in_hands_them_out_and_renews_them");
    journey(&name, async |journey| {
        let page = &journey.page;
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = free.local_addr().expect("it has an address").port();
        drop(free);
        let _example = example(journey, cloud, port);
        let listens = async || tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok();
        page.wait_for_up_to(LONG, "the example to listen", listens).await;
        journey.sandbox.set_credential_server(Some(port));
        journey.sandbox.set_credential_lifetime(Duration::from_secs(10));
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.sees("Credentials end in").await;
        // STS and the sign-in are both in the log.
        asked(journey, 2 + 2).await;
        page.wait_for_up_to(LONG, "the end of the first", async || journey.handed_out() >= 6).await;
        page.click(Role::Button, "Refresh").await;
        page.sees("(250)").await;
        page.finds_no(Role::Alert, ENDED).await;
        let requests = journey.sandbox.requests();
        let of_sts = |host: &str| host.starts_with("sts.");
        assert!(requests.iter().any(|one| one.operation == Some(Operation::Sts) && of_sts(&one.host)));
        assert!(journey.about_rules().iter().all(|request| request.status < 300));
    })
    .await;
}
