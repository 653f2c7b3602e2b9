//! What the three signatures have in common.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha1::Sha1;

use super::SigningContext;
use super::encode::{query_string, sorted_pairs};
use super::http::{Request, SignedRequest};

/// The text that a signature is made over. It holds the token, so it does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedText {
    /// What goes through the last HMAC.
    pub to_sign: String,
    /// The request as it is written down before, where that is a text of its own: OSS calls it the canonical request, COS
    /// the HTTP string or format string. OSS V1 has none.
    pub canonical: Option<String>,
}

impl fmt::Debug for SignedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedText").finish_non_exhaustive()
    }
}

/// Names with their values, not encoded.
pub(super) type Pairs = Vec<(&'static str, String)>;

/// Sent with every body, and signed as it is sent. Some browsers rewrite a charset parameter.
const XML: &str = "application/xml";

/// `Content-Type` and `Content-MD5` of the body, if there is one; both count in every signature.
pub(super) fn body_headers(request: &Request) -> Pairs {
    request.body.as_ref().map_or_else(Vec::new, |body| {
        let digest = Md5::digest(body.as_bytes());
        vec![("content-type", XML.to_owned()), ("content-md5", base64(&digest))]
    })
}

/// The signed request. The URL is built from the very pairs that were signed.
pub(super) fn finish(
    request: &Request,
    context: &SigningContext<'_>,
    query: &[(&'static str, String)],
    headers: Pairs,
) -> SignedRequest {
    let endpoint = context.endpoint;
    let query = query_string(&sorted_pairs(query));
    SignedRequest {
        method: request.method,
        url: format!("{}{}?{query}", endpoint.origin(), endpoint.path),
        headers,
        body: request.body.as_ref().map(|body| body.clone().into_bytes()),
        can_be_stopped: request.can_be_stopped,
        again: None,
    }
}

/// Standard Base64 with its padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// HMAC-SHA1.
pub(super) fn hmac_sha1(key: &[u8], message: &str) -> [u8; 20] {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().into()
}
