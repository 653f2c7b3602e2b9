//! Our signatures against those of reqsign, a signer of other people's making.
//!
//! It takes the time from the system, so it signs first, and we sign with the time that it wrote down.
//! Compared are OSS V4 in headers, OSS V1 in the query, and COS in headers and in the query. Two forms
//! cannot be compared: with OSS V4 in the query it always signs `Host` as an additional header, which we
//! leave out, and with OSS V1 in headers it signs `Date`, which a page cannot set. For those there are the
//! SDKs' vectors, beside the signers.

use std::time::Duration;

use http::request::Parts;
use proptest::prelude::*;
use reqsign_core::{Context, SignRequest};
use stocktake::model::connection::SignatureVersion;
use stocktake::model::{Connection, Credentials, Endpoint, Provider, Timestamp};
use stocktake::provider::http::{Method, Request, SignedRequest};
use stocktake::provider::xml::Element;
use stocktake::provider::{Placement, SigningContext, service};

use crate::{cases, generate};

/// The calls with any id, token and body.
fn request(provider: Provider) -> impl Strategy<Value = Request> {
    let service = service(provider);
    let text = || any::<String>();
    prop_oneof![
        proptest::option::of(text()).prop_map(move |token| service.list_request(token.as_deref())),
        text().prop_map(move |id| service.get_request(&id)),
        text().prop_map(move |id| service.delete_request(&id)),
        (text(), generate::text(0..20)).prop_map(move |(id, text)| {
            service.put_request(&id, &Element::with_text("InventoryConfiguration", &text))
        }),
    ]
}

/// A whole case: how the bucket is addressed, what is asked, with which keys.
fn case(provider: Provider) -> impl Strategy<Value = (Connection, Request, Credentials)> {
    let templates = ["", "https://{bucket}.example.com:8443", "https://inv.example.com"];
    let connection = (generate::connection(provider), proptest::sample::select(templates.to_vec())).prop_map(
        |(connection, template)| match template {
            "" => connection,
            template => generate::at(&connection, template),
        },
    );
    (connection, request(provider), generate::credentials())
}

fn ours(
    connection: &Connection,
    credentials: &Credentials,
    request: &Request,
    now: i64,
    placement: Placement,
) -> SignedRequest {
    let endpoint = Endpoint::of_connection(connection).expect("an endpoint");
    let context = SigningContext { connection, endpoint: &endpoint, credentials, now: Timestamp(now) };
    service(connection.provider).sign(request, &context, placement)
}

/// The URL's address and parameters in our own writing, without the items of a signature.
fn unsigned_url(connection: &Connection, request: &Request, more: &[(&'static str, String)]) -> String {
    let endpoint = Endpoint::of_connection(connection).expect("an endpoint");
    let mut query = request.query.clone();
    query.extend(more.iter().cloned());
    let pairs: Vec<_> = query
        .iter()
        .map(|(name, value)| match value.as_str() {
            "" => (*name).to_owned(),
            value => format!("{name}={}", encoded(value)),
        })
        .collect();
    format!("{}/?{}", endpoint.origin(), pairs.join("&"))
}

/// RFC 3986, not ours: what is compared should not come from one place.
fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(byte);
    let encode = |byte: u8| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(encode).collect()
}

fn parts(method: Method, url: &str, headers: &[(&str, String)]) -> Parts {
    let mut builder = http::Request::builder().method(method.as_str()).uri(url);
    for (name, value) in headers {
        builder = builder.header(*name, value);
    }
    builder.body(()).expect("a request").into_parts().0
}

/// It waits for nothing.
fn signed<S: SignRequest>(signer: &S, parts: &mut Parts, credential: &S::Credential, life: Option<u64>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime
        .block_on(signer.sign_request(
            &Context::new(),
            parts,
            Some(credential),
            life.map(Duration::from_secs),
        ))
        .expect("signed");
}

fn header<'a>(signed: &'a SignedRequest, wanted: &str) -> Option<&'a str> {
    signed.headers().iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str())
}

fn parameter<'a>(url: &'a str, wanted: &str) -> Option<&'a str> {
    let (_, query) = url.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix(wanted)?.strip_prefix('='))
}

/// `content-type` and `content-md5` as we send them; reqsign signs what it is given.
fn body_headers(signed: &SignedRequest) -> Vec<(&'static str, String)> {
    let of_body = |name: &str| ["content-type", "content-md5"].contains(&name);
    signed.headers().iter().filter(|(name, _)| of_body(name)).cloned().collect()
}

fn aliyun(credentials: &Credentials) -> reqsign_aliyun_oss::Credential {
    reqsign_aliyun_oss::Credential {
        access_key_id: credentials.access_key_id.clone(),
        access_key_secret: credentials.access_key_secret.expose().to_owned(),
        security_token: Some(credentials.security_token.expose().to_owned()),
        expires_in: None,
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn oss_v4_in_headers_is_what_reqsign_signs((connection, request, credentials) in case(Provider::Oss)) {
        // It takes the bucket from a virtual host or from the path, so a host of its own is given it there.
        let host = Endpoint::of_connection(&connection).expect("an endpoint").authority;
        let url = unsigned_url(&connection, &request, &[]);
        let url = match host.starts_with(connection.bucket.as_str()) {
            true => url,
            false => url.replacen("/?", &format!("/{}/?", connection.bucket.as_str()), 1),
        };
        let body = body_headers(&ours(&connection, &credentials, &request, 0, Placement::Header));
        let mut theirs = parts(request.method, &url, &body);
        let signer = reqsign_aliyun_oss::RequestSigner::new(connection.bucket.as_str())
            .with_region(connection.region.as_str())
            .with_signing_version(reqsign_aliyun_oss::SigningVersion::V4);
        signed(&signer, &mut theirs, &aliyun(&credentials), None);
        let text = |name: &str| theirs.headers[name].to_str().expect("ASCII").to_owned();

        let now = from_basic(&text("x-oss-date"));
        let ours = ours(&connection, &credentials, &request, now, Placement::Header);
        for name in ["x-oss-date", "x-oss-content-sha256", "x-oss-security-token"] {
            let theirs = text(name);
            prop_assert_eq!(header(&ours, name), Some(theirs.as_str()), "{}", name);
        }
        // It writes an empty list of additional headers, and blanks: the service takes both.
        let theirs = text("authorization").replace(" AdditionalHeaders=,", "").replace(", ", ",");
        prop_assert_eq!(header(&ours, "authorization"), Some(theirs.as_str()));
    }

    #[test]
    fn oss_v1_in_the_query_is_what_reqsign_signs((connection, request, credentials) in case(Provider::Oss)) {
        let connection = Connection { endpoint: None, signature: SignatureVersion::Older, ..connection };
        let body = body_headers(&ours(&connection, &credentials, &request, 0, Placement::Header));
        let mut theirs = parts(request.method, &unsigned_url(&connection, &request, &[]), &body);
        let signer = reqsign_aliyun_oss::RequestSigner::new(connection.bucket.as_str());
        signed(&signer, &mut theirs, &aliyun(&credentials), Some(300));
        let theirs = theirs.uri.to_string();

        let expires: i64 = parameter(&theirs, "Expires").and_then(|text| text.parse().ok()).expect("an end");
        let ours = ours(&connection, &credentials, &request, expires - 300, Placement::Query { life: 300 });
        for name in ["OSSAccessKeyId", "Expires", "Signature", "security-token"] {
            prop_assert_eq!(parameter(ours.url(), name), parameter(&theirs, name), "{}", name);
        }
    }

    #[test]
    fn cos_in_headers_is_what_reqsign_signs((connection, request, credentials) in case(Provider::Cos)) {
        // Signed over the very headers that we send and Host; it puts its result into the query, because only
        // there it takes the life of a signature from outside.
        let ours_at = |now| ours(&connection, &credentials, &request, now, Placement::Header);
        let mut headers = body_headers(&ours_at(0));
        headers.push(("x-cos-security-token", credentials.security_token.expose().to_owned()));
        headers.push(("host", Endpoint::of_connection(&connection).expect("an endpoint").authority));
        let theirs = cos_items(&request, &unsigned_url(&connection, &request, &[]), &headers, &credentials, 960);

        let ours = ours_at(start(&theirs) + 60);
        let authorization = header(&ours, "authorization").expect("a signature");
        prop_assert_eq!(authorization, theirs.rsplit_once("&q-sign-algorithm").map(|(_, items)| format!("q-sign-algorithm{items}")).expect("items"));
    }

    #[test]
    fn cos_in_the_query_is_what_reqsign_signs((connection, request, credentials) in case(Provider::Cos)) {
        let ours_at = |now| ours(&connection, &credentials, &request, now, Placement::Query { life: 300 });
        let mut headers = body_headers(&ours_at(0));
        headers.push(("host", Endpoint::of_connection(&connection).expect("an endpoint").authority));
        let token = [("x-cos-security-token", credentials.security_token.expose().to_owned())];
        let theirs = cos_items(&request, &unsigned_url(&connection, &request, &token), &headers, &credentials, 360);

        let ours = ours_at(start(&theirs) + 60);
        for name in [
            "q-sign-algorithm", "q-ak", "q-sign-time", "q-key-time", "q-header-list", "q-url-param-list", "q-signature",
        ] {
            // It does not encode the items that it adds.
            let theirs = parameter(&theirs, name).map(encoded);
            prop_assert_eq!(parameter(ours.url(), name), theirs.as_deref(), "{}", name);
        }
    }

    #[test]
    fn the_address_sent_is_the_address_signed((connection, request, credentials) in case(Provider::Oss)) {
        for provider in Provider::ALL {
            let connection = Connection { provider, ..connection.clone() };
            let headers = ours(&connection, &credentials, &request, 1_700_000_000, Placement::Header);
            let sorted = |url: &str| {
                let (base, query) = url.split_once('?').expect("a query");
                let mut pairs: Vec<_> = query.split('&').map(str::to_owned).collect();
                pairs.sort();
                (base.to_owned(), pairs)
            };
            prop_assert_eq!(sorted(headers.url()), sorted(&unsigned_url(&connection, &request, &[])));
            prop_assert!(headers.url().is_ascii());
            prop_assert_eq!(headers.body(), request.body.as_deref().map(str::as_bytes));
        }
    }
}

/// A URL of COS with the items of a signature, not encoded, at its end. The token is among what is signed
/// already, so the signer is not told of it: it would add it unsigned.
fn cos_items(
    request: &Request,
    url: &str,
    headers: &[(&str, String)],
    credentials: &Credentials,
    life: u64,
) -> String {
    let credential = reqsign_tencent_cos::Credential {
        secret_id: credentials.access_key_id.clone(),
        secret_key: credentials.access_key_secret.expose().to_owned(),
        security_token: None,
        expires_in: None,
    };
    let mut parts = parts(request.method, url, headers);
    signed(&reqsign_tencent_cos::RequestSigner::new(), &mut parts, &credential, Some(life));
    parts.uri.to_string()
}

/// When a signature of COS begins.
fn start(url: &str) -> i64 {
    let times = parameter(url, "q-sign-time").expect("times");
    times.split_once(';').and_then(|(start, _)| start.parse().ok()).expect("a time")
}

/// `20260314T080910Z`.
fn from_basic(text: &str) -> i64 {
    let (date, time) = text.split_at(8);
    let text = format!(
        "{}-{}-{}T{}:{}:{}Z",
        &date[..4],
        &date[4..6],
        &date[6..],
        &time[1..3],
        &time[3..5],
        &time[5..7]
    );
    Timestamp::parse_rfc3339(&text).expect("a time").0
}
