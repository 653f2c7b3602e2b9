//! 1,000 rules over a line that takes 40 ms for each answer: one click in the built console, and the
//! shortest page that shows them with the vendor's client. Each turn has a sandbox of its own, so that no
//! cache of the browser (connections, preflights, code) knows anything from an earlier one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sandbox::{Operation, Sandbox};
use serde_json::json;
use stocktake::model::Provider;
use thirtyfour::WebDriver;

use crate::browser::told;
use crate::sides::Sides;
use crate::{cdp, open, sandbox_with};

pub(crate) const LATENCY: Duration = Duration::from_millis(40);
/// For a page that was just loaded to come to rest.
const REST: Duration = Duration::from_millis(400);

/// Ends a turn with the milliseconds since `start` as soon as what was changed is on the screen.
const DRAWN: &str = "
const drawn = (start) =>
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));";

/// How the journeys find things.
const FIND: &str = include_str!("../../tests/journeys/page.js");

/// From the click, or the call, until the rules are drawn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listing {
    pub(crate) milliseconds: Sides,
    /// Of the page's main thread.
    pub(crate) cpu: Sides,
    pub(crate) requests: Sides,
    pub(crate) preflights: Sides,
}

pub(crate) async fn measure(driver: &WebDriver, page: &Path, rounds: usize) -> Vec<(Provider, Listing)> {
    let site = PathBuf::from(told("STOCKTAKE_SITE"));
    cdp(driver, "Performance.enable", json!({})).await;
    let mut found = Provider::ALL.map(|provider| (provider, Listing::default()));
    for _ in 0..rounds {
        for (provider, listing) in &mut found {
            let [ours, theirs] = sides(&site, page, *provider);
            let (ours, theirs) = (turn(driver, &ours).await, turn(driver, &theirs).await);
            listing.milliseconds.push(ours.milliseconds, theirs.milliseconds);
            listing.cpu.push(ours.cpu, theirs.cpu);
            listing.requests.push(ours.requests, theirs.requests);
            listing.preflights.push(ours.preflights, theirs.preflights);
        }
    }
    found.to_vec()
}

/// A page, and the script that makes it show 1,000 rules.
pub(crate) struct Side {
    site: PathBuf,
    file: &'static str,
    script: String,
    provider: Provider,
}

/// The console, and the page of the vendor's client.
pub(crate) fn sides(site: &Path, page: &Path, provider: Provider) -> [Side; 2] {
    let side = |site: &Path, file, script| Side { site: site.to_owned(), file, script, provider };
    [side(site, "", console(provider)), side(page, "clients.html", client(provider))]
}

/// A sandbox of its own, and a page that has come to rest.
pub(crate) async fn opened(driver: &WebDriver, side: &Side) -> Sandbox {
    let sandbox = sandbox_with(&side.site, LATENCY).await;
    filter_everywhere(&sandbox, bucket(side.provider));
    open(driver, &sandbox, side.file).await;
    // The button of the connection stands there as soon as the console has started.
    tokio::time::sleep(REST).await;
    sandbox
}

/// Milliseconds from the click, or the call, until the rules are drawn.
pub(crate) async fn listed(driver: &WebDriver, sandbox: &Sandbox, side: &Side) -> f64 {
    ask(driver, sandbox.port(), &side.script).await
}

struct Turn {
    milliseconds: f64,
    cpu: f64,
    requests: f64,
    preflights: f64,
}

async fn turn(driver: &WebDriver, side: &Side) -> Turn {
    let sandbox = opened(driver, side).await;
    sandbox.clear_requests();
    let before = metric(driver, "TaskDuration").await;
    let milliseconds = listed(driver, &sandbox, side).await;
    // The metric is in seconds.
    let cpu = (metric(driver, "TaskDuration").await - before) * 1_000.0;
    let mut requests = sandbox.requests();
    requests.retain(|request| request.operation != Some(Operation::Site));
    let preflights = requests.iter().filter(|request| request.preflight).count();
    sandbox.stop();
    #[allow(clippy::cast_precision_loss, reason = "a few dozen")]
    let (requests, preflights) = (requests.len() as f64, preflights as f64);
    Turn { milliseconds, cpu, requests, preflights }
}

/// Milliseconds from the click on a connection of the console until its 1,000 rules are there.
pub(crate) async fn ask_console(driver: &WebDriver, port: u16, provider: Provider) -> f64 {
    ask(driver, port, &console(provider)).await
}

async fn ask(driver: &WebDriver, port: u16, script: &str) -> f64 {
    let script = format!("const [port, done] = arguments;\n{DRAWN}\n{FIND}\n{script}");
    let answer = driver.execute_async(script, vec![json!(port)]).await;
    let answer = answer.unwrap_or_else(|error| panic!("the list: {error}"));
    answer.json().as_f64().unwrap_or_else(|| panic!("the list: {}", answer.json()))
}

fn bucket(provider: Provider) -> &'static str {
    match provider {
        Provider::Oss => "demo-1000",
        Provider::Cos => "demo-1000-1250000000",
    }
}

/// ali-oss fails at a rule without a filter, so every rule gets one here.
fn filter_everywhere(sandbox: &Sandbox, bucket: &str) {
    for id in sandbox.rule_ids(bucket) {
        let xml = sandbox.rule_xml(bucket, &id).unwrap_or_default();
        if !xml.contains("<Filter>") {
            let filter = "<Filter><Prefix></Prefix></Filter></InventoryConfiguration>";
            sandbox.put_rule(bucket, &id, &xml.replace("</InventoryConfiguration>", filter));
        }
    }
}

/// Clicks on the connection and waits for the count of a whole list.
fn console(provider: Provider) -> String {
    let name = match provider {
        Provider::Oss => "Connect to 1,000 rules",
        Provider::Cos => "Connect to COS sandbox: 1,000 rules",
    };
    format!(
        "const [button] = find('button', {name:?});
         const whole = () => document.querySelector('h1')?.parentElement.textContent.includes('(1,000)');
         const start = performance.now();
         const observer = new MutationObserver(() => {{
             if (!whole()) return;
             observer.disconnect();
             drawn(start);
         }});
         observer.observe(document.body, {{ childList: true, subtree: true, characterData: true }});
         button.click();"
    )
}

/// Asks for credentials, as the console does, then for page after page, and makes a plain table of them.
fn client(provider: Provider) -> String {
    let (kind, bucket) = (provider.slug(), bucket(provider));
    let (region, keys, row) = match provider {
        Provider::Oss => (
            "cn-hangzhou",
            "({ Credentials: c }) => ({ id: c.AccessKeyId, secret: c.AccessKeySecret, token: c.SecurityToken })",
            "(rule) => [rule.id, rule.isEnabled, rule.frequency, rule.prefix, rule.OSSBucketDestination.bucket]",
        ),
        Provider::Cos => (
            "ap-guangzhou",
            "({ Response: { Credentials: c } }) => ({ id: c.TmpSecretId, secret: c.TmpSecretKey, token: c.Token })",
            "(rule) => [rule.Id, rule.IsEnabled, rule.Schedule.Frequency, rule.Filter?.Prefix ?? '',
                rule.Destination.COSBucketDestination.Bucket]",
        ),
    };
    format!(
        "const place = {{ region: {region:?}, port, bucket: {bucket:?}, v4: true }};
         const keys = {keys};
         const row = {row};
         const show = (rules) => {{
             const table = document.createElement('table');
             for (const rule of rules) {{
                 const cells = table.insertRow();
                 for (const text of row(rule)) cells.insertCell().textContent = text;
             }}
             document.body.append(table);
             return rules.length;
         }};
         const start = performance.now();
         fetch('/sts/{kind}')
             .then((answer) => answer.json())
             .then((answer) => listed(clients.{kind}({{ ...place, ...keys(answer) }})))
             .then((pages) => (show(pages.flat()) === 1000 ? drawn(start) : done('not all')))
             .catch((error) => done(String(error)));"
    )
}

/// One of Chromium's figures about the page.
pub(crate) async fn metric(driver: &WebDriver, name: &str) -> f64 {
    let answer = cdp(driver, "Performance.getMetrics", json!({})).await;
    let metrics = answer["metrics"].as_array().cloned().unwrap_or_default();
    let found = metrics.iter().find(|metric| metric["name"] == name);
    found.and_then(|metric| metric["value"].as_f64()).unwrap_or_else(|| panic!("{name} is measured"))
}
