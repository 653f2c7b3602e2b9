//! OSS signature version 1 (HMAC-SHA1), for buckets from before version 4, in headers and in the query.
//!
//! Source: "Include a V1 signature in the Authorization header" and "Add signatures to URLs", and the
//! signers of oss2 2.19.1 and ali-oss 6.23.0. A page cannot set `Date`, so the time is `x-oss-date`,
//! which then stands twice in the signed text: as the line of the date and as a header.

use crate::provider::encode::sorted;
use crate::provider::http::{Request, SignedRequest};
use crate::provider::signing::{Pairs, SignedText, base64, body_headers, finish, hmac_sha1};
use crate::provider::{Placement, SigningContext};

/// Signs a request.
pub(super) fn sign(request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedRequest {
    let credentials = context.credentials;
    let id = &credentials.access_key_id;
    let Parts { date, mut headers, mut query } = parts(request, context, placement);
    let text = string_to_sign(request, &date, &headers, &query, context);
    let signature = base64(&hmac_sha1(credentials.access_key_secret.expose().as_bytes(), &text));
    match placement {
        Placement::Header => headers.push(("authorization", format!("OSS {id}:{signature}"))),
        Placement::Query { .. } => {
            query.push(("OSSAccessKeyId", id.clone()));
            query.push(("Expires", date));
            query.push(("Signature", signature));
        }
    }
    finish(request, context, &query, headers)
}

/// The same request as the text that its signature is made over.
pub(super) fn text(request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedText {
    let Parts { date, headers, query } = parts(request, context, placement);
    let to_sign = string_to_sign(request, &date, &headers, &query, context);
    SignedText { to_sign, canonical: None }
}

/// What is signed of a request.
struct Parts {
    /// The line of the date: when it was signed, or in the query when the signature ends.
    date: String,
    headers: Pairs,
    query: Pairs,
}

fn parts(request: &Request, context: &SigningContext<'_>, placement: Placement) -> Parts {
    let token = context.credentials.security_token.expose().to_owned();
    let (mut headers, mut query) = (body_headers(request), request.query.clone());
    let date = match placement {
        Placement::Header => {
            let date = context.now.http_date();
            headers.push(("x-oss-date", date.clone()));
            headers.push(("x-oss-security-token", token));
            date
        }
        Placement::Query { life } => {
            // Of what stands in the query only the token counts as a part of the resource.
            query.push(("security-token", token));
            context.now.plus(i64::from(life)).0.to_string()
        }
    };
    Parts { date, headers, query }
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
