//! What of a request is secret, and what stands in its place.
//!
//! Sources: the signers beside us (`provider/*/sign*.rs`) for what we send. The names are taken more widely than those, so
//! that one that is new is rather blanked than shown.

use crate::model::Credentials;
use crate::provider::encode::{percent_decode, percent_encode};

/// Stands where a secret was: a fixed word, so that not even a length is told.
pub const REDACTED: &str = "REDACTED";

/// Parameters whose names look secret and whose values are not.
const OPEN: [&str; 2] = ["x-oss-signature-version", "continuation-token"];

/// The parameter that holds the key's id before the scope of the signature: `id/20260314/cn-hangzhou/oss/aliyun_v4_request`.
const SCOPED: &str = "x-oss-credential";

/// The names of parameters that are secret, in lower case.
const SECRET: [&str; 1] = ["q-ak"];

/// What is in the names of secret parameters, in lower case.
const SECRET_PIECES: [&str; 9] = [
    "signature",
    "token",
    "credential",
    "accesskey",
    "access-key",
    "secret",
    "password",
    "ticket",
    "authorization",
];

/// Headers that are set and say nothing secret: a kind, a time, a digest of what is sent.
const OPEN_SENT: [&str; 4] = ["content-type", "content-md5", "x-oss-date", "x-oss-content-sha256"];

/// Headers of an answer that say nothing secret.
const OPEN_RECEIVED: [&str; 10] = [
    "content-length",
    "content-type",
    "date",
    "last-modified",
    "retry-after",
    "server",
    "x-cos-request-id",
    "x-oss-ec",
    "x-oss-request-id",
    "x-oss-server-time",
];

/// The text without a secret of these credentials, however it is written there.
pub(super) fn without_secrets(text: &str, credentials: &[&Credentials]) -> String {
    credentials.iter().fold(
        text.to_owned(),
        |text, credentials| {
            if text.is_empty() { text } else { credentials.redact(&text) }
        },
    )
}

/// An address without its secret parameters, without what stands before its host, and without what never leaves the
/// browser.
pub(super) fn url(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let (address, query) = url.split_once('?').map_or((url, None), |(address, query)| (address, Some(query)));
    let address = without_user(address);
    match query {
        None => address,
        Some(query) => {
            let pairs: Vec<String> = query.split('&').map(pair).collect();
            [address.as_str(), "?", &pairs.join("&")].concat()
        }
    }
}

/// `https://user:password@host/` without the user.
fn without_user(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or_default();
    [scheme, "://", host, path].concat()
}

/// A parameter, as it may be shown.
fn pair(pair: &str) -> String {
    let Some((name, value)) = pair.split_once('=') else { return pair.to_owned() };
    // One that cannot be read may be anything.
    let known = percent_decode(name).map(|name| name.to_ascii_lowercase());
    let value = match known.as_deref() {
        Some(SCOPED) => scope_of(value),
        Some(known) if !is_secret(known) => return pair.to_owned(),
        _ => REDACTED.to_owned(),
    };
    [name, "=", &value].concat()
}

fn is_secret(name: &str) -> bool {
    !OPEN.contains(&name)
        && (SECRET.contains(&name) || SECRET_PIECES.iter().any(|piece| name.contains(piece)))
}

/// The scope without the key's id.
fn scope_of(value: &str) -> String {
    let value = percent_decode(value).unwrap_or_default();
    // Four pieces from the end: an id could hold a slash.
    let pieces: Vec<&str> = value.rsplitn(5, '/').collect();
    match pieces.as_slice() {
        [request, service, region, day, _] => {
            let slash = percent_encode("/");
            let scope = [REDACTED, day, region, service, request].map(percent_encode);
            scope.join(&slash)
        }
        _ => REDACTED.to_owned(),
    }
}

/// The headers that are set, as they may be shown.
pub(super) fn sent(
    headers: &[(&'static str, String)],
    clean: impl Fn(&str) -> String,
) -> Vec<(&'static str, String)> {
    let shown = |(name, value): &(&'static str, String)| {
        let is_open = OPEN_SENT.contains(name);
        (*name, if is_open { clean(value) } else { REDACTED.to_owned() })
    };
    headers.iter().map(shown).collect()
}

/// The headers of an answer that may be shown; of the others not even the name is kept.
pub(super) fn received(
    headers: &[(String, String)],
    clean: impl Fn(&str) -> String,
) -> Vec<(String, String)> {
    let open = headers.iter().filter(|(name, _)| OPEN_RECEIVED.contains(&name.as_str()));
    open.map(|(name, value)| (name.clone(), clean(value))).collect()
}
