//! Requests on their way out of the console: as JSON of its own form, as HAR for other tools, as text and as a command.
//!
//! Source: "HTTP Archive (HAR) format" 1.2, whose members that it does not know begin with `_`. What is secret was left out
//! when a request was noted (`state/request_log/`); nothing is added here.

use std::time::Duration;

use serde::Serialize;

use super::commands::quoted;
use crate::model::Timestamp;
use crate::provider::encode::percent_decode;
use crate::provider::http::Method;
use crate::state::request_log::{End, Entry, Operation};

/// The version of our own form.
const VERSION: u64 = 1;

/// `{"stocktake_requests": 1, "dropped": 0, "requests": […]}`.
#[derive(Serialize)]
struct RequestFile<'a> {
    stocktake_requests: u64,
    /// How many older ones are not there any more.
    dropped: u32,
    requests: Vec<RequestOut<'a>>,
}

/// A request. What is not known of one, such as the status of one under way, is missing.
#[derive(Serialize)]
struct RequestOut<'a> {
    time: String,
    operation: Operation,
    method: &'static str,
    url: &'a str,
    #[serde(flatten)]
    place: Option<PlaceOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    attempt: u32,
    under_way: bool,
    #[serde(flatten)]
    end: Option<EndOut<'a>>,
}

#[derive(Serialize)]
struct PlaceOut<'a> {
    provider: &'static str,
    region: &'a str,
    bucket: &'a str,
}

#[derive(Serialize)]
struct EndOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    duration_ms: u64,
    #[serde(skip_serializing_if = "str::is_empty")]
    code: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    request_id: &'a str,
    /// The kind of an error, such as `NoResponse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Requests as JSON of our own form, in lines, in the order that they are given in.
///
/// # Errors
/// serde_json's; texts and numbers have none.
pub fn json(entries: &[&Entry], dropped: u32) -> serde_json::Result<String> {
    let requests = entries.iter().map(|entry| request_out(entry)).collect();
    pretty(&RequestFile { stocktake_requests: VERSION, dropped, requests })
}

fn request_out(entry: &Entry) -> RequestOut<'_> {
    let said = entry.said();
    RequestOut {
        time: milliseconds(said.at),
        operation: said.operation,
        method: said.method.as_str(),
        url: &said.url,
        place: said.place.as_ref().map(|place| PlaceOut {
            provider: place.provider.slug(),
            region: place.region.as_str(),
            bucket: place.bucket.as_str(),
        }),
        rule: said.rule.as_deref(),
        attempt: said.attempt,
        under_way: entry.ended().is_none(),
        end: entry.ended().map(|end| EndOut {
            status: end.status,
            duration_ms: millis(end.took),
            code: &end.code,
            request_id: &end.request_id,
            error: end.kind.map(|kind| format!("{kind:?}")),
        }),
    }
}

#[derive(Serialize)]
struct Har<'a> {
    log: HarLog<'a>,
}

#[derive(Serialize)]
struct HarLog<'a> {
    version: &'static str,
    creator: HarCreator<'a>,
    entries: Vec<HarEntry<'a>>,
    comment: &'static str,
}

#[derive(Serialize)]
struct HarCreator<'a> {
    name: &'static str,
    version: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarEntry<'a> {
    started_date_time: String,
    time: u64,
    request: HarRequest<'a>,
    response: HarResponse<'a>,
    cache: Nothing,
    timings: HarTimings,
    #[serde(rename = "_operation")]
    operation: Operation,
    #[serde(rename = "_attempt")]
    attempt: u32,
    #[serde(rename = "_code", skip_serializing_if = "str::is_empty")]
    code: &'a str,
    #[serde(rename = "_requestId", skip_serializing_if = "str::is_empty")]
    request_id: &'a str,
    #[serde(rename = "_error", skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// `{}`.
#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarRequest<'a> {
    method: &'static str,
    url: &'a str,
    http_version: &'static str,
    cookies: [Nothing; 0],
    headers: Vec<Pair>,
    query_string: Vec<Pair>,
    headers_size: i64,
    body_size: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarResponse<'a> {
    status: u16,
    status_text: &'static str,
    http_version: &'static str,
    cookies: [Nothing; 0],
    headers: Vec<Pair>,
    content: HarContent<'a>,
    #[serde(rename = "redirectURL")]
    redirect_url: &'static str,
    headers_size: i64,
    body_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarContent<'a> {
    size: usize,
    mime_type: &'a str,
}

/// The phases of a request, in milliseconds; which of them took how long a page is not told.
#[derive(Serialize)]
struct HarTimings {
    send: u64,
    wait: u64,
    receive: u64,
}

/// A name with its value.
#[derive(Serialize)]
struct Pair {
    name: String,
    value: String,
}

/// What a HAR calls a number that is not known.
const UNKNOWN: i64 = -1;

/// Requests as HAR 1.2, in lines. `version` is the program's.
///
/// # Errors
/// serde_json's; texts and numbers have none.
pub fn har(entries: &[&Entry], version: &str) -> serde_json::Result<String> {
    pretty(&Har {
        log: HarLog {
            version: "1.2",
            creator: HarCreator { name: "Stocktake", version },
            entries: entries.iter().map(|entry| har_entry(entry)).collect(),
            comment: "Credentials, signatures and bodies are left out.",
        },
    })
}

fn har_entry(entry: &Entry) -> HarEntry<'_> {
    let (said, end) = (entry.said(), entry.ended());
    let time = end.map_or(0, |end| millis(end.took));
    HarEntry {
        started_date_time: milliseconds(said.at),
        time,
        request: HarRequest {
            method: said.method.as_str(),
            url: &said.url,
            http_version: "",
            cookies: [],
            headers: said.headers.iter().map(|(name, value)| a_pair(name, value)).collect(),
            query_string: query(&said.url),
            headers_size: UNKNOWN,
            body_size: said.bytes,
        },
        response: har_response(end),
        cache: Nothing {},
        timings: HarTimings { send: 0, wait: time, receive: 0 },
        operation: said.operation,
        attempt: said.attempt,
        code: end.map_or("", |end| &end.code),
        request_id: end.map_or("", |end| &end.request_id),
        error: end.and_then(|end| end.kind).map(|kind| format!("{kind:?}")),
    }
}

/// The answer; one that did not come, or not yet, has the status 0.
fn har_response(end: Option<&End>) -> HarResponse<'_> {
    let headers = end.map_or(&[][..], |end| &end.headers);
    let kind = headers.iter().find(|(name, _)| name == "content-type");
    HarResponse {
        status: end.and_then(|end| end.status).unwrap_or_default(),
        status_text: "",
        http_version: "",
        cookies: [],
        headers: headers.iter().map(|(name, value)| a_pair(name, value)).collect(),
        content: HarContent {
            size: end.map_or(0, |end| end.bytes),
            mime_type: kind.map_or("", |(_, value)| value.as_str()),
        },
        redirect_url: "",
        headers_size: UNKNOWN,
        body_size: UNKNOWN,
    }
}

fn a_pair(name: &str, value: &str) -> Pair {
    Pair { name: name.to_owned(), value: value.to_owned() }
}

/// The parameters of an address, not encoded; what is no escape stays as it is.
fn query(url: &str) -> Vec<Pair> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let plain = |text: &str| percent_decode(text).unwrap_or_else(|| text.to_owned());
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Pair { name: plain(name), value: plain(value) }
        })
        .collect()
}

/// A request as a command for a POSIX shell, without credentials: [`REDACTED`] stands where they belong, and the name of a
/// file where the body does.
///
/// [`REDACTED`]: crate::state::request_log::REDACTED
#[must_use]
pub fn curl(entry: &Entry) -> String {
    let said = entry.said();
    let mut out = format!("curl --request {}", said.method.as_str());
    for (name, value) in &said.headers {
        out.push_str(" \\\n  --header ");
        out.push_str(&quoted(&format!("{name}: {value}")));
    }
    if matches!(said.method, Method::Put | Method::Post) {
        out.push_str(" \\\n  --data-binary @");
        out.push_str(super::commands::FILE);
    }
    out.push_str(" \\\n  ");
    out.push_str(&quoted(&said.url));
    out.push('\n');
    out
}

/// A duration in whole milliseconds.
fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// `2026-03-14T08:09:10.042Z`.
#[must_use]
pub fn milliseconds(at: Duration) -> String {
    let seconds = Timestamp(i64::try_from(at.as_secs()).unwrap_or(i64::MAX)).rfc3339();
    format!("{}.{:03}Z", seconds.trim_end_matches('Z'), at.subsec_millis())
}

fn pretty(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n")
}

#[cfg(test)]
#[path = "request_log_tests.rs"]
mod tests;
