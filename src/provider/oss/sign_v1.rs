//! OSS signature version 1 (HMAC-SHA1), for buckets from before version 4, in headers and in the query.
//!
//! Source: "Include a V1 signature in the Authorization header" and "Add signatures to URLs", and the
//! signers of oss2 2.19.1 and ali-oss 6.23.0. A page cannot set `Date`, so the time is `x-oss-date`,
//! which then stands twice in the signed text: as the line of the date and as a header.

use crate::provider::encode::sorted;
use crate::provider::http::{Request, SignedRequest};
use crate::provider::signing::{base64, body_headers, finish, hmac_sha1};
use crate::provider::{Placement, SigningContext};

/// Signs a request.
pub(super) fn sign(request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedRequest {
    let credentials = context.credentials;
    let (id, token) = (&credentials.access_key_id, credentials.security_token.expose());
    let signature = |text: &str| base64(&hmac_sha1(credentials.access_key_secret.expose().as_bytes(), text));
    let mut headers = body_headers(request);
    let mut query = request.query.clone();
    match placement {
        Placement::Header => {
            let date = context.now.http_date();
            headers.push(("x-oss-date", date.clone()));
            headers.push(("x-oss-security-token", token.to_owned()));
            let text = string_to_sign(request, &date, &headers, &query, context);
            headers.push(("authorization", format!("OSS {id}:{}", signature(&text))));
        }
        Placement::Query { life } => {
            let expires = context.now.plus(i64::from(life)).0.to_string();
            // Of these only the token counts as a part of the resource.
            query.push(("security-token", token.to_owned()));
            let text = string_to_sign(request, &expires, &headers, &query, context);
            query.push(("OSSAccessKeyId", id.clone()));
            query.push(("Expires", expires));
            query.push(("Signature", signature(&text)));
        }
    }
    finish(request, context, &query, headers)
}

/// The resource holds every parameter of ours, sorted and not encoded; no other one is ever sent.
pub(super) fn string_to_sign(
    request: &Request,
    date: &str,
    headers: &[(&'static str, String)],
    query: &[(&'static str, String)],
    context: &SigningContext<'_>,
) -> String {
    let header = |wanted: &str| {
        headers.iter().find(|(name, _)| *name == wanted).map_or("", |(_, value)| value.as_str())
    };
    let owned = |(name, value): &(&str, String)| ((*name).to_owned(), value.clone());
    let own = sorted(headers.iter().filter(|(name, _)| name.starts_with("x-oss-")).map(owned));
    let own: Vec<String> = own.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    let resource = crate::provider::encode::query_string(&sorted(query.iter().map(owned)));
    format!(
        "{}\n{}\n{}\n{date}\n{}/{}/?{resource}",
        request.method.as_str(),
        header("content-md5"),
        header("content-type"),
        own.concat(),
        context.connection.bucket.as_str(),
    )
}

#[cfg(test)]
#[path = "sign_v1_tests.rs"]
mod tests;
