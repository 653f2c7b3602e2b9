//! BENCHMARKS.md.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use stocktake::model::Provider;

use crate::browser::told;
use crate::listing::{LATENCY, Listing};
use crate::sides::{Sides, quantile};
use crate::using::Using;

/// The comparison's name in `measure.js`, what it is, its unit, and how much better we mean to be.
const COMPUTED: [(&str, &str, Unit, f64); 5] = [
    ("sign oss-v4", "MD5 and signature of a PUT of 1 KB, OSS V4; ali-oss", Unit::PerSecond, 10.0),
    ("sign oss-v1", "the same, OSS V1; ali-oss", Unit::PerSecond, 10.0),
    ("sign cos", "the same, COS; cos-js-sdk-v5", Unit::PerSecond, 6.0),
    ("read oss-v4", "a page of 100 rules with every field, OSS; ali-oss", Unit::MillisecondsEach, 10.0),
    ("read cos", "the same, COS; cos-js-sdk-v5", Unit::MillisecondsEach, 10.0),
];

/// The folder of criterion's results, and what it holds.
const NATIVE: [(&str, &str); 5] = [
    ("sign/oss-v4", "MD5 and signature of a PUT of 1 KB, OSS V4"),
    ("sign/oss-v1", "the same, OSS V1"),
    ("sign/cos", "the same, COS"),
    ("read/oss", "a page of 100 rules with every field, OSS"),
    ("read/cos", "the same, COS"),
];

/// How a speed in calls for each millisecond is shown.
#[derive(Clone, Copy)]
enum Unit {
    PerSecond,
    MillisecondsEach,
}

pub(crate) fn text(
    compute: &BTreeMap<String, Sides>,
    listings: &[(Provider, Listing)],
    memory: &[Sides],
    using: &Using,
    rounds: usize,
    browser: &str,
) -> String {
    let mut text = format!(
        "# Benchmarks

Written by `cargo xtask bench`, which measures everything anew (`--quick` only prints a little). Machine: {}, {} cores,
{}. {browser}, headless; {}, npm's builds for browsers; {}.

The sides took turns in one browser, {rounds} rounds. A figure is the median of the rounds, in brackets their middle half;
a ratio is the median of each round's own. Ratios hold on other machines, figures do not.

## In a page, without the network

| What | Stocktake | Vendor's client | Times as fast | Aim |
| --- | --- | --- | --- | --- |
",
        processor(),
        std::thread::available_parallelism().map_or(0, usize::from),
        std::env::consts::OS,
        told("STOCKTAKE_SDK_VERSIONS"),
        output("rustc"),
    );
    for (name, what, unit, aim) in COMPUTED {
        let sides = compute.get(name).cloned().unwrap_or_default();
        let (ours, theirs) = (unit.shown(&sides.ours), unit.shown(&sides.theirs));
        let _ = writeln!(text, "| {what} | {ours} | {theirs} | {:.1} | {aim} |", sides.ratio());
    }
    text.push_str(CALLED);
    let _ = write!(
        text,
        "
## 1,000 rules over a line that takes {} ms for each answer

| What | Stocktake | Vendor's client | Ratio | Aim |
| --- | --- | --- | --- | --- |
",
        LATENCY.as_millis(),
    );
    for ((provider, listing), memory) in listings.iter().zip(memory) {
        let name = provider.slug().to_uppercase();
        let mut row = |what: &str, sides: &Sides, aim: &str| {
            let (ours, theirs) = (shown(&sides.ours, ""), shown(&sides.theirs, ""));
            let _ = writeln!(text, "| {name}: {what} | {ours} | {theirs} | {:.2} | {aim} |", sides.ratio());
        };
        row("milliseconds", &listing.milliseconds, "0.5");
        row("main-thread milliseconds", &listing.cpu, "0.5");
        row("megabytes held at the end", memory, "1");
        row("requests", &listing.requests, "");
        row("preflights among them", &listing.preflights, "0");
    }
    text.push_str(LISTED);
    for (what, values, aim) in using_rows(using) {
        let _ = writeln!(text, "| {what} | {} | {aim} |", shown(values, " ms"));
    }
    text.push_str(USED);
    for (folder, what) in NATIVE {
        let _ = writeln!(text, "| {what} | {} |", native(folder));
    }
    text
}

/// What was measured, the rounds, and how little we mean to need.
fn using_rows(using: &Using) -> [(&'static str, &[f64], &'static str); 7] {
    [
        ("first contentful paint", &using.painted, "112"),
        ("the same, 4x slower processor, slow line", &using.painted_slowly, "498"),
        ("blocked while it starts, the same", &using.blocked, "150"),
        ("a key in the filter, 1,000 rules", &using.typing, "32"),
        ("the same, 4x slower processor", &using.typing_slowly, "80"),
        ("a click on the next page", &using.turning, "48"),
        ("the same, 4x slower processor", &using.turning_slowly, "122"),
    ]
}

const CALLED: &str = "
Each side is given the same texts and keeps its client from call to call. Ours is the pure layer built as the page
ships it (profile `web`, then wasm-opt), with the passing of the texts into wasm counted.

- OSS signature: `request` of an ali-oss client whose `urllib` answers at once, with the document as `content`: headers,
  MD5, signature and address, as after `putBucketInventory` has written its document.
- COS signature: `COS.util.md5` and `COS.getAuthorization`, without the rest of the client.
- Reading: `parseXML` of the client and `COS.util.xml2json`, text to plain objects. Ours goes on to rules.
";

const LISTED: &str = "
From the click on a connection of the built console until the page says 1,000, with 20 rows drawn; and from the call of
the vendor's client until its rules stand in a plain table. Both ask for credentials first. Each turn has a new document
and a new sandbox, so that no cache knows anything. Main-thread milliseconds are Chromium's `TaskDuration`.

A side's memory is JavaScript's heap after a collection, with the memory of the wasm for ours; in browsers of their own,
because pages of one site share a process and what earlier ones left in it.

## The console in use

| What | Milliseconds | Aim |
| --- | --- | --- |
";

const USED: &str = "
The first two are of a page whose files no cache knows; a slow line is Lighthouse's (165 ms, 9 Mbit/s). Blocked are the milliseconds over
50 of each long task after the first paint. Keys and clicks are the third quarter of Event Timing, which counts to the
next 8 ms until the screen shows the change; what it does not report took less than 16 and counts as 8.

## The same code, native

| What | Stocktake |
| --- | --- |
";

impl Unit {
    fn shown(self, speeds: &[f64]) -> String {
        match self {
            Self::PerSecond => shown(speeds, "k/s"),
            Self::MillisecondsEach => {
                let times: Vec<f64> = speeds.iter().map(|speed| 1.0 / speed).collect();
                shown(&times, " ms")
            }
        }
    }
}

/// `4.21 ms (4.18–4.30)`
fn shown(values: &[f64], unit: &str) -> String {
    let [median, low, high] = [0.5, 0.25, 0.75].map(|part| number(quantile(values, part)));
    if low == high { format!("{median}{unit}") } else { format!("{median}{unit} ({low}–{high})") }
}

/// Three digits that count.
fn number(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        0.0..1.0 => format!("{value:.3}"),
        1.0..10.0 if value.fract() != 0.0 => format!("{value:.2}"),
        10.0..100.0 if value.fract() != 0.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

/// The median that criterion found, and its interval.
fn native(folder: &str) -> String {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("criterion").join(folder);
    let text = std::fs::read_to_string(file.join("new/estimates.json")).unwrap_or_default();
    let found: Value = serde_json::from_str(&text).unwrap_or_default();
    let median = &found["median"];
    let micro = |value: &Value| value.as_f64().map(|nanoseconds| nanoseconds / 1_000.0);
    let interval = &median["confidence_interval"];
    match [&median["point_estimate"], &interval["lower_bound"], &interval["upper_bound"]].map(micro) {
        [Some(middle), Some(low), Some(high)] => {
            format!("{} µs ({}–{})", number(middle), number(low), number(high))
        }
        _ => "not measured".to_owned(),
    }
}

/// What the system calls its processor.
fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("model name"));
    line.and_then(|line| line.split_once(": "))
        .map_or_else(|| "unknown".to_owned(), |(_, name)| name.to_owned())
}

fn output(program: &str) -> String {
    let output = Command::new(program).arg("--version").output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}
