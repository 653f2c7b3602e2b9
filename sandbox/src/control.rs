//! `/_sandbox/`: the switches of a running demo, for curl. A page of another
//! origin cannot use them: its request is refused by the Origin it carries.

use std::time::Duration;

use serde_json::json;

use crate::arrived::Arrived;
use crate::clock;
use crate::log::Operation;
use crate::provider::Provider;
use crate::query;
use crate::reply::Reply;
use crate::site_config::SiteConfig;
use crate::state::State;

pub(crate) fn answer(state: &State, arrived: &Arrived) -> Reply {
    if arrived.header("origin").is_some_and(|origin| origin != format!("http://{}", arrived.host)) {
        return Reply::text(403, "Not from another site.");
    }
    let query = query::decode(&arrived.raw_query);
    let number = |name: &str| query::value(&query, name).and_then(|text| text.parse::<i64>().ok());
    match (arrived.method.as_str(), arrived.path.as_str()) {
        ("GET", "/_sandbox/requests") => requests(state),
        ("POST", "/_sandbox/latency") => match number("ms").and_then(|ms| u64::try_from(ms).ok()) {
            Some(milliseconds) => {
                state.set_latency(Duration::from_millis(milliseconds));
                Reply::text(200, &format!("The latency is {milliseconds} ms."))
            }
            None => Reply::text(400, "?ms=MILLISECONDS is missing."),
        },
        ("POST", "/_sandbox/clock") => match number("offset") {
            Some(seconds) => {
                state.set_clock_offset(seconds);
                let now = clock::seconds(state.clock.now());
                Reply::text(200, &format!("The provider's clock says {now}."))
            }
            None => Reply::text(400, "?offset=SECONDS is missing."),
        },
        ("POST", "/_sandbox/expire") => {
            state.credentials.expire_all();
            Reply::text(200, "All credentials issued so far have expired.")
        }
        ("POST", "/_sandbox/config") => {
            let answer = match query::value(&query, "as") {
                Some("page") => SiteConfig::Page,
                Some("missing") => SiteConfig::Missing,
                Some("redirect") => SiteConfig::Redirect,
                Some("demo") => SiteConfig::Demo,
                _ => return Reply::text(400, "?as=page, missing, redirect or demo is missing."),
            };
            state.set_site_config(answer);
            Reply::text(200, "The site answers so for config.json.")
        }
        _ => Reply::text(404, "See sandbox/README.md for what is here."),
    }
}

/// Without headers and without signing parameters: they hold the token.
fn requests(state: &State) -> Reply {
    let requests: Vec<_> = state
        .log
        .all()
        .iter()
        .map(|request| {
            let query: Vec<_> = request.query.iter().filter(|(name, _)| !is_signing(name)).collect();
            json!({
                "at": clock::milliseconds(request.at),
                "method": request.method,
                "host": request.host,
                "path": request.path,
                "query": query,
                "origin": request.origin,
                "preflight": request.preflight,
                "status": request.status,
                "provider": request.provider.map(Provider::as_str),
                "bucket": request.bucket,
                "operation": request.operation.map(Operation::as_str),
                "auth": request.auth.as_str(),
                "body_len": request.body_len,
            })
        })
        .collect();
    Reply::json(&json!(requests), "no-store")
}

/// The parameters of all query signatures.
fn is_signing(name: &str) -> bool {
    const V1: [&str; 4] = ["OSSAccessKeyId", "Expires", "Signature", "security-token"];
    name.starts_with("x-oss-") || name.starts_with("x-cos-") || name.starts_with("q-") || V1.contains(&name)
}
