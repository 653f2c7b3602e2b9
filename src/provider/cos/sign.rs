//! The signature of COS (`q-sign-algorithm=sha1`), in headers and in the query.
//!
//! Source: "Request Signature", and the signers of cos-python-sdk-v5 1.9.44 and cos-js-sdk-v5 1.10.1,
//! whose recorded texts are the tests below. The browser sends `Host` itself and it is always signed,
//! so that a signature is good for one bucket only.

use sha1::{Digest, Sha1};

use crate::model::{Credentials, Endpoint, Timestamp};
use crate::provider::encode::{hex, percent_encode, sorted};
use crate::provider::http::{Method, Request, SignedRequest};
use crate::provider::signing::{Pairs, SignedText, body_headers, finish, hmac_sha1};
use crate::provider::{Placement, SigningContext};

/// Seconds for which a signature in headers is good: it is used at once.
const HEADER_LIFE: i64 = 900;
/// Seconds by which a signature begins in the past, as the Python SDK has it: whether the service
/// takes one that begins in its future is documented nowhere.
const EARLIER: i64 = 60;
const TOKEN: &str = "x-cos-security-token";

/// Signs a request.
pub(super) fn sign(request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedRequest {
    let Parts { times, mut headers, mut query } = parts(request, context, placement);
    let signed = with_host(&headers, context);
    let items = items(request.method, &query, &signed, context.credentials, &times);
    match placement {
        Placement::Header => {
            let items = items.map(|(name, value)| format!("{name}={value}"));
            headers.push(("authorization", items.join("&")));
        }
        Placement::Query { .. } => query.extend(items),
    }
    finish(request, context, &query, headers)
}

/// The same request as the text that its signature is made over.
pub(super) fn text(request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedText {
    let Parts { times, headers, query } = parts(request, context, placement);
    let signed = with_host(&headers, context);
    let canonical = http_string(request.method, &encoded(&query), &encoded(&signed));
    SignedText { to_sign: string_to_sign(&canonical, &times), canonical: Some(canonical) }
}

/// What is signed of a request, but for the host.
struct Parts {
    times: String,
    headers: Pairs,
    query: Pairs,
}

fn parts(request: &Request, context: &SigningContext<'_>, placement: Placement) -> Parts {
    let token = (TOKEN, context.credentials.security_token.expose().to_owned());
    let (mut headers, mut query) = (body_headers(request), request.query.clone());
    let life = match placement {
        Placement::Header => {
            headers.push(token);
            HEADER_LIFE
        }
        Placement::Query { life } => {
            query.push(token);
            i64::from(life)
        }
    };
    Parts { times: key_time(context.now.plus(-EARLIER), context.now.plus(life)), headers, query }
}

fn with_host(headers: &Pairs, context: &SigningContext<'_>) -> Pairs {
    headers.iter().cloned().chain([("host", signed_host(context))]).collect()
}

/// Unix seconds between which a signature is good.
fn key_time(from: Timestamp, to: Timestamp) -> String {
    format!("{};{}", from.0, to.0)
}

/// The host that COS itself sees: the address's own, or behind a relay the one that its path ends with.
fn signed_host(context: &SigningContext<'_>) -> String {
    let Endpoint { authority, path, .. } = context.endpoint;
    let connection = context.connection;
    match path.trim_matches('/').rsplit('/').next() {
        None | Some("") => authority.clone(),
        Some(host) if host.contains('.') => host.to_owned(),
        Some(_) => connection.provider.default_host(&connection.region, &connection.bucket),
    }
}

/// The seven items of a signature.
fn items(
    method: Method,
    query: &[(&'static str, String)],
    headers: &[(&'static str, String)],
    credentials: &Credentials,
    times: &str,
) -> [(&'static str, String); 7] {
    let (query, headers) = (encoded(query), encoded(headers));
    let names = |pairs: &[(String, String)]| {
        pairs.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(";")
    };
    let text = string_to_sign(&http_string(method, &query, &headers), times);
    // The key of the second step is the text of the digits, not the bytes that they stand for.
    let key = hex(&hmac_sha1(credentials.access_key_secret.expose().as_bytes(), times));
    [
        ("q-sign-algorithm", "sha1".to_owned()),
        ("q-ak", credentials.access_key_id.clone()),
        ("q-sign-time", times.to_owned()),
        ("q-key-time", times.to_owned()),
        ("q-header-list", names(&headers)),
        ("q-url-param-list", names(&query)),
        ("q-signature", hex(&hmac_sha1(key.as_bytes(), &text))),
    ]
}

/// Names encoded and then in lower case, values encoded, in the order of the names.
fn encoded(pairs: &[(&'static str, String)]) -> Vec<(String, String)> {
    sorted(
        pairs.iter().map(|(name, value)| (percent_encode(name).to_ascii_lowercase(), percent_encode(value))),
    )
}

/// Every call on inventory rules has the path `/`, wherever it is sent.
fn http_string(method: Method, query: &[(String, String)], headers: &[(String, String)]) -> String {
    let joined = |pairs: &[(String, String)]| {
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    };
    format!("{}\n/\n{}\n{}\n", method.as_str().to_ascii_lowercase(), joined(query), joined(headers))
}

fn string_to_sign(http_string: &str, times: &str) -> String {
    format!("sha1\n{times}\n{}\n", hex(&Sha1::digest(http_string.as_bytes())))
}

#[cfg(test)]
#[path = "sign_tests.rs"]
mod tests;
