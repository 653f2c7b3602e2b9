//! OSS signature version 4 (`OSS4-HMAC-SHA256`), in headers and in the query.
//!
//! Source: "Include a V4 signature in the Authorization header" and "Add signatures to URLs" of
//! the OSS documents, and the signers of oss2 2.19.1 and alibabacloud-oss-v2 1.4.1, whose recorded
//! canonical texts are the tests below. Only headers that a page can set are signed, so the time
//! is `x-oss-date` and never `Date`, and the body is declared `UNSIGNED-PAYLOAD` as every SDK does.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::sign_v1;
use crate::model::connection::SignatureVersion;
use crate::model::{Credentials, Region, Timestamp};
use crate::provider::encode::{hex, query_string, sorted, sorted_pairs};
use crate::provider::http::{Method, Request, SignedRequest};
use crate::provider::signing::{Pairs, SignedText, body_headers, finish};
use crate::provider::{Placement, SigningContext};

const ALGORITHM: &str = "OSS4-HMAC-SHA256";
const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// Signs a request in the version of its connection.
pub(super) fn sign(request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedRequest {
    match context.connection.signature {
        SignatureVersion::Older => sign_v1::sign(request, context, placement),
        SignatureVersion::Current => sign_v4(request, context, placement),
    }
}

/// The same request as the text that its signature is made over.
pub(super) fn text(request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedText {
    if context.connection.signature == SignatureVersion::Older {
        return sign_v1::text(request, context, placement);
    }
    let (headers, query) = parts(request, context, placement);
    let canonical = canonical(request, context, &headers, &query).text();
    let to_sign = Scope::new(context.now, &context.connection.region).string_to_sign(&canonical);
    SignedText { to_sign, canonical: Some(canonical) }
}

fn sign_v4(request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedRequest {
    let credentials = context.credentials;
    let (mut headers, mut query) = parts(request, context, placement);
    let scope = Scope::new(context.now, &context.connection.region);
    let signature = scope.signature(&canonical(request, context, &headers, &query).text(), credentials);
    match placement {
        Placement::Header => {
            let id = &credentials.access_key_id;
            let credential = format!("{ALGORITHM} Credential={id}/{},Signature={signature}", scope.text);
            headers.push(("authorization", credential));
        }
        Placement::Query { .. } => query.push(("x-oss-signature", signature)),
    }
    finish(request, context, &query, headers)
}

/// The headers and the query that are signed.
fn parts(request: &Request, context: &SigningContext<'_>, placement: Placement) -> (Pairs, Pairs) {
    let (mut headers, mut query) = (body_headers(request), request.query.clone());
    let token = context.credentials.security_token.expose().to_owned();
    let date = context.now.iso_basic();
    match placement {
        Placement::Header => {
            headers.push(("x-oss-content-sha256", UNSIGNED_PAYLOAD.to_owned()));
            headers.push(("x-oss-date", date));
            headers.push(("x-oss-security-token", token));
        }
        Placement::Query { life } => {
            let scope = Scope::new(context.now, &context.connection.region);
            query.push(("x-oss-signature-version", ALGORITHM.to_owned()));
            query.push(("x-oss-credential", format!("{}/{}", context.credentials.access_key_id, scope.text)));
            query.push(("x-oss-date", date));
            query.push(("x-oss-expires", life.to_string()));
            query.push(("x-oss-security-token", token));
        }
    }
    (headers, query)
}

fn canonical<'a>(
    request: &Request,
    context: &SigningContext<'a>,
    headers: &'a Pairs,
    query: &'a Pairs,
) -> Canonical<'a> {
    Canonical { method: request.method, bucket: context.connection.bucket.as_str(), query, headers }
}

/// What the canonical request is made of.
struct Canonical<'a> {
    method: Method,
    bucket: &'a str,
    query: &'a [(&'static str, String)],
    headers: &'a [(&'static str, String)],
}

impl Canonical<'_> {
    /// The canonical request. The resource is `/bucket/` wherever the request is sent. An empty
    /// line follows the headers; another one stands for the additional headers: there are none.
    fn text(&self) -> String {
        let query = sorted_pairs(self.query);
        // Names and values of headers have no order of their own here: the same sort serves both.
        let headers =
            sorted(self.headers.iter().map(|(name, value)| ((*name).to_owned(), value.trim().to_owned())));
        let headers: Vec<String> = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        format!(
            "{}\n/{}/\n{}\n{}\n\n{UNSIGNED_PAYLOAD}",
            self.method.as_str(),
            self.bucket,
            query_string(&query),
            headers.concat(),
        )
    }
}

/// The day, region and service for which a signature is good.
struct Scope<'a> {
    now: Timestamp,
    region: &'a Region,
    text: String,
}

impl<'a> Scope<'a> {
    fn new(now: Timestamp, region: &'a Region) -> Self {
        let text = format!("{}/{}/oss/aliyun_v4_request", day(now), region.as_str());
        Scope { now, region, text }
    }

    fn string_to_sign(&self, canonical_request: &str) -> String {
        let digest = hex(&Sha256::digest(canonical_request.as_bytes()));
        format!("{ALGORITHM}\n{}\n{}\n{digest}", self.now.iso_basic(), self.text)
    }

    fn signature(&self, canonical_request: &str, credentials: &Credentials) -> String {
        let first = format!("aliyun_v4{}", credentials.access_key_secret.expose());
        let date_key = hmac_sha256(first.as_bytes(), day(self.now).as_bytes());
        let region_key = hmac_sha256(&date_key, self.region.as_str().as_bytes());
        let service_key = hmac_sha256(&region_key, b"oss");
        let key = hmac_sha256(&service_key, b"aliyun_v4_request");
        hex(&hmac_sha256(&key, self.string_to_sign(canonical_request).as_bytes()))
    }
}

/// `YYYYMMDD`, UTC.
fn day(now: Timestamp) -> String {
    let mut text = now.iso_basic();
    text.truncate(8);
    text
}

fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
#[path = "sign_tests.rs"]
mod tests;
