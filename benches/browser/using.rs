//! The console by itself: how soon it shows something, how long a key and a click take with 1,000 rules. The
//! bars are times, so that there is no other side; plain, and with a processor made
//! four times as slow.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;
use stocktake::model::Provider;
use thirtyfour::prelude::*;

use crate::browser::told;
use crate::listing::ask_console;
use crate::sides::quantile;
use crate::{cdp, open, sandbox_with};

/// For a page that was just loaded to come to rest, with a slow processor too.
const REST: Duration = Duration::from_millis(1500);
/// Between two keys or clicks.
const PAUSE: Duration = Duration::from_millis(120);
/// Narrows 1,000 rules in five steps.
const TYPED: &str = "daily";
const PAGES_TURNED: usize = 8;
/// How much slower the slow processor is.
const SLOW: f64 = 4.0;

/// Collects how long each key and click took until what it changed was on the screen (Event Timing, to the next 8
/// ms; what is not reported took less than 16), and the tasks that blocked the page.
const WATCH: &str = "
globalThis.took = new Map();
new PerformanceObserver((list) => {
  for (const { interactionId, duration } of list.getEntries()) {
    if (interactionId) took.set(interactionId, Math.max(took.get(interactionId) ?? 0, duration));
  }
}).observe({ type: 'event', durationThreshold: 16 });
return true;";

/// Milliseconds over 50 of each long task since the first paint.
const BLOCKED: &str = "
const [done] = arguments;
const painted = performance.getEntriesByName('first-contentful-paint')[0].startTime;
let blocked = 0;
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) if (startTime + duration > painted) blocked += duration - 50;
}).observe({ type: 'longtask', buffered: true });
setTimeout(() => done([painted, blocked]), 100);";

/// What each round gave.
#[derive(Clone, Debug, Default)]
pub(crate) struct Using {
    /// Milliseconds until something was on the screen.
    pub(crate) painted: Vec<f64>,
    /// The same over a slow line with a slow processor, and how long the page was blocked then.
    pub(crate) painted_slowly: Vec<f64>,
    pub(crate) blocked: Vec<f64>,
    /// The third quarter of the keys in the filter.
    pub(crate) typing: Vec<f64>,
    pub(crate) typing_slowly: Vec<f64>,
    /// The third quarter of the clicks on the next page.
    pub(crate) turning: Vec<f64>,
    pub(crate) turning_slowly: Vec<f64>,
}

pub(crate) async fn measure(driver: &WebDriver, rounds: usize) -> Using {
    let mut using = Using::default();
    cdp(driver, "Network.enable", json!({})).await;
    for _ in 0..rounds {
        let [painted, _] = landing(driver).await;
        using.painted.push(painted);
        slow(driver, SLOW).await;
        let [painted, blocked] = landing(driver).await;
        using.painted_slowly.push(painted);
        using.blocked.push(blocked);
        slow(driver, 1.0).await;
        with_rules(driver, &mut using).await;
    }
    using
}

/// A processor as many times as slow, and a line as Lighthouse's fast mobile one: 165 ms there and back, 9 Mbit/s.
async fn slow(driver: &WebDriver, times: f64) {
    cdp(driver, "Emulation.setCPUThrottlingRate", json!({ "rate": times })).await;
    let (latency, bytes) = if times > 1.0 { (165, 9_000_000 / 8) } else { (0, -1) };
    let line = json!({ "offline": false, "latency": latency, "downloadThroughput": bytes, "uploadThroughput": bytes });
    cdp(driver, "Network.emulateNetworkConditions", line).await;
}

/// The first paint of a page whose files no cache knows, and how long it was blocked afterwards.
async fn landing(driver: &WebDriver) -> [f64; 2] {
    let sandbox = sandbox_with(&PathBuf::from(told("STOCKTAKE_SITE")), Duration::ZERO).await;
    open(driver, &sandbox, "").await;
    tokio::time::sleep(REST).await;
    let answer = driver.execute_async(BLOCKED, vec![]).await.expect("Chromium measures itself");
    sandbox.stop();
    serde_json::from_value(answer.json().clone()).expect("two times")
}

/// Typing and turning pages with 1,000 rules.
async fn with_rules(driver: &WebDriver, using: &mut Using) {
    let sandbox = sandbox_with(&PathBuf::from(told("STOCKTAKE_SITE")), Duration::ZERO).await;
    open(driver, &sandbox, "").await;
    tokio::time::sleep(REST).await;
    ask_console(driver, sandbox.port(), Provider::Oss).await;
    driver.execute(WATCH, vec![]).await.expect("Chromium measures itself");
    tokio::time::sleep(REST).await;
    using.typing.push(typing(driver).await);
    using.turning.push(turning(driver).await);
    cdp(driver, "Emulation.setCPUThrottlingRate", json!({ "rate": SLOW })).await;
    using.typing_slowly.push(typing(driver).await);
    using.turning_slowly.push(turning(driver).await);
    cdp(driver, "Emulation.setCPUThrottlingRate", json!({ "rate": 1.0 })).await;
    sandbox.stop();
}

/// Types a word into the filter and takes it away again.
async fn typing(driver: &WebDriver) -> f64 {
    let filter = driver.find(By::Css("input[type=search]")).await.expect("the filter is there");
    let erased = TYPED.chars().map(|_| char::from(Key::Backspace));
    third_quarter(driver, TYPED.chars().chain(erased).collect(), async |key: char| {
        filter.send_keys(key.to_string()).await.expect("the filter takes keys");
    })
    .await
}

/// Goes to the next page, again and again.
async fn turning(driver: &WebDriver) -> f64 {
    let first = driver.find(By::Css("nav button[aria-label='Page 1']")).await.expect("the pager is there");
    first.click().await.expect("it can be clicked on");
    third_quarter(driver, (0..PAGES_TURNED).collect(), async |_| {
        let next = driver.find(By::Css("nav button[aria-label='Next page']")).await;
        next.expect("the pager is there").click().await.expect("it can be clicked on");
    })
    .await
}

/// Does something with each, and gives the third quarter of the milliseconds that they took.
async fn third_quarter<T>(driver: &WebDriver, each: Vec<T>, act: impl AsyncFn(T)) -> f64 {
    // For what is still going on.
    tokio::time::sleep(REST).await;
    driver.execute("took.clear()", vec![]).await.expect("it was made above");
    let count = each.len();
    for one in each {
        act(one).await;
        tokio::time::sleep(PAUSE).await;
    }
    tokio::time::sleep(REST).await;
    let answer = driver.execute("return [...took.values()]", vec![]).await.expect("it was made above");
    let mut took: Vec<f64> = serde_json::from_value(answer.json().clone()).expect("times");
    assert!(took.len() <= count, "{} interactions, and {count} were made", took.len());
    // What is not reported took less than the least that is.
    took.resize(count, 8.0);
    quantile(&took, 0.75)
}
