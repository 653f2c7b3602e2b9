//! The console beside the vendors' clients, in turns in one Chromium; then what both benchmarks found
//! as BENCHMARKS.md. `cargo xtask bench` builds what is needed and runs it.

#![allow(clippy::print_stdout, reason = "a benchmark says what it found")]

#[allow(dead_code, reason = "the journeys also look at downloads")]
#[path = "../../tests/journeys/browser.rs"]
mod browser;
mod compute;
mod inputs;
mod listing;
mod memory;
mod report;
mod sides;
mod using;

use std::path::{Path, PathBuf};
use std::time::Duration;

use browser::{Profile, told};
use sandbox::{Options, Sandbox};
use serde_json::{Value, json};
use thirtyfour::WebDriver;

/// For one script; the longest warms everything up.
const SCRIPT_LIMIT: Duration = Duration::from_secs(120);

/// How much is measured.
#[derive(Clone, Copy)]
struct Effort {
    rounds: usize,
    /// Milliseconds for each side in each round, and before the first.
    turn: u32,
    warm: u32,
}

const WHOLE: Effort = Effort { rounds: 21, turn: 120, warm: 600 };
const QUICK: Effort = Effort { rounds: 3, turn: 40, warm: 200 };

const FILES: [(&str, &str); 4] = [
    ("index.html", include_str!("index.html")),
    ("measure.js", include_str!("measure.js")),
    ("clients.html", include_str!("../../tests/npm_sdks/index.html")),
    ("clients.js", include_str!("../../tests/npm_sdks/clients.js")),
];

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let effort = if quick { QUICK } else { WHOLE };
    let page = PathBuf::from(told("STOCKTAKE_BENCH_PAGE"));
    for (name, text) in FILES {
        std::fs::write(page.join(name), text).expect("target/ can be written");
    }
    let profile = Profile::new();
    let driver = browser::start(&profile, browser::Leaving::Agreed, &[]).await;
    driver.set_script_timeout(SCRIPT_LIMIT).await.expect("a driver takes a limit");
    let compute = compute::measure(&driver, &page, effort).await;
    let listing = listing::measure(&driver, &page, effort.rounds).await;
    // A round takes half a minute, and times of one page scatter little.
    let using = using::measure(&driver, effort.rounds.div_ceil(3)).await;
    let browser = cdp(&driver, "Browser.getVersion", json!({})).await["product"].clone();
    driver.quit().await.expect("the browser ends when asked");

    // A few bytes are all that differs from round to round.
    let memory = memory::measure(&page, effort.rounds.div_ceil(5)).await;

    let text = report::text(
        &compute,
        &listing,
        &memory,
        &using,
        effort.rounds,
        browser.as_str().unwrap_or_default(),
    );
    println!("\n{text}");
    if !quick {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("BENCHMARKS.md");
        std::fs::write(file, text).expect("the checkout can be written");
    }
}

/// A sandbox that serves the files of a folder.
async fn sandbox_with(site: &Path, latency: Duration) -> Sandbox {
    let options = Options { site: Some(site.to_owned()), latency, ..Options::default() };
    sandbox::start(options).await.expect("a port is free on this machine")
}

/// A command of Chromium's own protocol.
async fn cdp(driver: &WebDriver, command: &str, arguments: Value) -> Value {
    let answer = driver.cdp().send_raw(command, arguments).await;
    answer.unwrap_or_else(|error| panic!("{command}: {error}"))
}

async fn open(driver: &WebDriver, sandbox: &Sandbox, file: &str) {
    let url = format!("{}/{file}", sandbox.site_origin());
    driver.goto(url).await.expect("the sandbox serves the page");
}
