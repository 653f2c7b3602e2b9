//! Signed requests to COS for the conversation tests.
//!
//! They are signed by the verifier's own arithmetic: that the arithmetic is
//! right is what the recorded vectors show, not these tests.

use time::OffsetDateTime;

use crate::IssuedCredentials;
use crate::call::Call;
use crate::cos::signature::Claim;
use crate::provider::Provider;
use crate::query::{decode, percent_encode};
use crate::test_user::owned;

/// The seven items but for the signature's value, which comes last.
fn unsigned(credentials: &IssuedCredentials, header_list: &str, query: &str) -> String {
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let time = format!("{};{}", now - 60, now + 300);
    let mut names: Vec<String> = decode(query).into_iter().map(|(name, _)| name).collect();
    names.sort();
    format!(
        "q-sign-algorithm=sha1&q-ak={}&q-sign-time={time}&q-key-time={time}&q-header-list={header_list}&q-url-param-list={}&q-signature=",
        credentials.access_key_id,
        names.join(";")
    )
}

fn signature(
    credentials: &IssuedCredentials,
    method: &str,
    host: &str,
    query: &str,
    headers: &[(String, String)],
) -> String {
    let mut headers = headers.to_vec();
    headers.push(("host".into(), host.into()));
    let call = Call::bare(Provider::Cos, method, "", query, &headers);
    let claim = Claim::read(&call).expect("readable").expect("signed");
    let text = claim.string_to_sign(&claim.http_string(&call, host));
    claim.expected_signature(&credentials.access_key_secret, &text)
}

/// In the headers: Host, the token and all `extra` but the origin.
pub(crate) fn headers(
    credentials: &IssuedCredentials,
    method: &str,
    host: &str,
    query: &str,
    extra: &[(&str, &str)],
) -> Vec<(String, String)> {
    let mut list: Vec<&str> = extra.iter().map(|(name, _)| *name).filter(|name| *name != "origin").collect();
    list.extend(["host", "x-cos-security-token"]);
    list.sort_unstable();
    listed_headers(credentials, method, host, query, &list.join(";"), extra)
}

/// In the headers, with the list of those that are signed.
pub(crate) fn listed_headers(
    credentials: &IssuedCredentials,
    method: &str,
    host: &str,
    query: &str,
    header_list: &str,
    extra: &[(&str, &str)],
) -> Vec<(String, String)> {
    let authorization = unsigned(credentials, header_list, query);
    let token = [("x-cos-security-token", credentials.security_token.as_str())];
    let mut headers = owned(&[&token, extra].concat());
    headers.push(("authorization".into(), authorization));
    let signature = signature(credentials, method, host, query, &headers);
    if let Some((_, authorization)) = headers.last_mut() {
        authorization.push_str(&signature);
    }
    headers
}

/// In the query of a GET, with the token as a signed parameter.
pub(crate) fn query(credentials: &IssuedCredentials, host: &str, query: &str) -> String {
    let query = format!("{query}&x-cos-security-token={}", percent_encode(&credentials.security_token));
    let query = format!("{query}&{}", unsigned(credentials, "host", &query).replace(';', "%3B"));
    let signature = signature(credentials, "GET", host, &query, &[]);
    query + &signature
}
