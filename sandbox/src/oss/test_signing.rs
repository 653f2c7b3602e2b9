//! Signed requests to OSS for the conversation tests.
//!
//! They are signed by the verifier's own arithmetic: that the arithmetic is
//! right is what the recorded vectors show, not these tests.

use time::OffsetDateTime;

use crate::call::Call;
use crate::oss::signature::Claim;
use crate::provider::Provider;
use crate::query::percent_encode;
use crate::test_user::owned;
use crate::{IssuedCredentials, clock};

fn signature(
    credentials: &IssuedCredentials,
    method: &str,
    bucket: &str,
    query: &str,
    headers: &[(String, String)],
) -> String {
    let call = Call::bare(Provider::Oss, method, bucket, query, headers);
    let claim = Claim::read(&call).expect("readable").expect("signed");
    claim.expected(&call, &credentials.access_key_secret).signature
}

/// `x-oss-date` and the credential with its scope.
fn scope(credentials: &IssuedCredentials) -> (String, String) {
    let date = clock::basic(OffsetDateTime::now_utc());
    let credential =
        format!("{}/{}/cn-hangzhou/oss/aliyun_v4_request", credentials.access_key_id, &date[..8]);
    (date, credential)
}

/// Adds the authorization of which `unsigned` is all but the signature.
fn authorized(
    credentials: &IssuedCredentials,
    method: &str,
    bucket: &str,
    query: &str,
    mut headers: Vec<(String, String)>,
    unsigned: &str,
) -> Vec<(String, String)> {
    headers.push(("authorization".into(), unsigned.into()));
    let signature = signature(credentials, method, bucket, query, &headers);
    if let Some((_, authorization)) = headers.last_mut() {
        authorization.push_str(&signature);
    }
    headers
}

/// V4 in the headers.
pub(crate) fn headers(
    credentials: &IssuedCredentials,
    method: &str,
    bucket: &str,
    query: &str,
    extra: &[(&str, &str)],
) -> Vec<(String, String)> {
    let (date, credential) = scope(credentials);
    let signed = [
        ("x-oss-date", date.as_str()),
        ("x-oss-content-sha256", "UNSIGNED-PAYLOAD"),
        ("x-oss-security-token", &credentials.security_token),
    ];
    let headers = owned(&[&signed, extra].concat());
    let unsigned = format!("OSS4-HMAC-SHA256 Credential={credential},Signature=");
    authorized(credentials, method, bucket, query, headers, &unsigned)
}

/// V4 in the query of a GET.
pub(crate) fn query(credentials: &IssuedCredentials, bucket: &str, query: &str) -> String {
    let (date, credential) = scope(credentials);
    let query = format!(
        "{query}&x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential={}&x-oss-date={date}&x-oss-expires=300&x-oss-security-token={}&x-oss-signature=",
        percent_encode(&credential),
        percent_encode(&credentials.security_token)
    );
    let signature = signature(credentials, "GET", bucket, &query, &[]);
    query + &signature
}

/// V1 in the headers, as a page does, which cannot send Date.
pub(crate) fn v1_headers(
    credentials: &IssuedCredentials,
    method: &str,
    bucket: &str,
    query: &str,
    extra: &[(&str, &str)],
) -> Vec<(String, String)> {
    let date = clock::http(OffsetDateTime::now_utc());
    let signed = [("x-oss-date", date.as_str()), ("x-oss-security-token", &credentials.security_token)];
    let headers = owned(&[&signed, extra].concat());
    let unsigned = format!("OSS {}:", credentials.access_key_id);
    authorized(credentials, method, bucket, query, headers, &unsigned)
}

/// V1 in the query of a GET.
pub(crate) fn v1_query(credentials: &IssuedCredentials, bucket: &str, query: &str) -> String {
    let query = format!(
        "{query}&OSSAccessKeyId={}&Expires={}&security-token={}&Signature=",
        credentials.access_key_id,
        OffsetDateTime::now_utc().unix_timestamp() + 300,
        percent_encode(&credentials.security_token)
    );
    let signature = percent_encode(&signature(credentials, "GET", bucket, &query, &[]));
    query + &signature
}
