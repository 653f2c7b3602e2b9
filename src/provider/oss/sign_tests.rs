//! Every V4 vector recorded from the vendor's SDKs, stage by stage.

use serde_json::Value;

use super::*;
use crate::model::{
    BucketName, Connection, Credentials, Endpoint, EndpointTemplate, Provider, ReadSigning, Secret,
};
use crate::provider::service;
use crate::provider::xml::Element;

fn vectors() -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../../../tests/vectors/oss.json")).expect("JSON");
    let v4: Vec<_> = all["signing"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|vector| vector["signature_version"] == "v4")
        .cloned()
        .collect();
    assert_eq!(v4.len(), 24, "the number of V4 vectors in the file");
    v4
}

fn text<'a>(vector: &'a Value, path: &str) -> &'a str {
    vector.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next().expect("a digit"), rest.next().expect("a digit")];
                u8::from_str_radix(std::str::from_utf8(&digits).expect("ASCII"), 16).expect("hexadecimal")
            }
            b'+' => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// The pairs of the recorded URL, decoded, without the signature itself.
fn query_of(vector: &Value) -> Vec<(&'static str, String)> {
    text(vector, "/request/query")
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(name, _)| *name != "x-oss-signature")
        .map(|(name, value)| (&*decoded(name).leak(), decoded(value)))
        .collect()
}

/// The recorded headers that version 4 signs when they are present, and any named additionally.
fn signed_headers(vector: &Value) -> Vec<(&'static str, String)> {
    vector["request"]["headers"]
        .as_object()
        .expect("headers")
        .iter()
        .filter(|(name, _)| {
            name.starts_with("x-oss-") || ["content-type", "content-md5"].contains(&name.as_str())
        })
        .map(|(name, value)| (&*name.clone().leak(), value.as_str().expect("text").to_owned()))
        .collect()
}

fn method(vector: &Value) -> Method {
    match text(vector, "/request/method") {
        "GET" => Method::Get,
        "PUT" => Method::Put,
        "DELETE" => Method::Delete,
        other => panic!("method {other}"),
    }
}

fn credentials(vector: &Value) -> Credentials {
    Credentials {
        access_key_id: text(vector, "/inputs/access_key_id").to_owned(),
        access_key_secret: Secret::new(text(vector, "/inputs/access_key_secret")),
        security_token: Secret::new(text(vector, "/inputs/security_token")),
        expires_at: None,
        account: None,
    }
}

fn connection(vector: &Value) -> Connection {
    let template = match text(vector, "/inputs/addressing") {
        "virtual" => None,
        "path" => Some(format!("{}/{{bucket}}", text(vector, "/inputs/endpoint"))),
        "cname" => Some(text(vector, "/inputs/endpoint").to_owned()),
        other => panic!("addressing {other}"),
    };
    Connection {
        provider: Provider::Oss,
        region: Region::parse(text(vector, "/inputs/region")).expect("a region"),
        bucket: BucketName::parse(text(vector, "/inputs/bucket")).expect("a bucket"),
        endpoint: template.map(|template| EndpointTemplate::parse(&template).expect("a template")),
        reads: ReadSigning::Automatic,
        signature: SignatureVersion::Current,
    }
}

fn now(vector: &Value) -> Timestamp {
    Timestamp(vector["inputs"]["timestamp_unix"].as_i64().expect("seconds"))
}

#[test]
fn canonical_request_string_to_sign_and_signature_equal_every_sdk_vector() {
    for vector in vectors() {
        let name = text(&vector, "/name");
        let connection = connection(&vector);
        let (query, headers) = (query_of(&vector), signed_headers(&vector));
        let canonical = Canonical {
            method: method(&vector),
            bucket: connection.bucket.as_str(),
            query: &query,
            headers: &headers,
        }
        .text();
        if name == "oss2-v4-additional-header-host" {
            // Signs Host as an additional header, which a page cannot set and we never sign: but for
            // its two lines the text is ours, and its signature cannot be.
            let host = text(&vector, "/request/host");
            let theirs = text(&vector, "/canonical_request").replace(&format!("host:{host}\n"), "");
            assert_eq!(canonical, theirs.replace("\n\nhost\n", "\n\n\n"), "{name}");
            continue;
        }
        assert_eq!(canonical, text(&vector, "/canonical_request"), "{name}");
        let scope = Scope::new(now(&vector), &connection.region);
        assert_eq!(scope.string_to_sign(&canonical), text(&vector, "/string_to_sign"), "{name}");
        let signature = scope.signature(&canonical, &credentials(&vector));
        let recorded = match text(&vector, "/auth") {
            "header" => text(&vector, "/request/headers/authorization"),
            _ => text(&vector, "/request/query"),
        };
        assert!(recorded.contains(&signature), "{name}: {signature} is not in {recorded}");
        assert!(
            recorded.contains(&scope.text) || recorded.contains(&scope.text.replace('/', "%2F")),
            "{name}"
        );
    }
}

/// The call that a vector records, made by our own operations.
fn request(vector: &Value) -> Request {
    let id = text(vector, "/inputs/inventory_id");
    match text(vector, "/operation") {
        "list" => service(Provider::Oss).list_request(vector["inputs"]["continuation_token"].as_str()),
        "get" => service(Provider::Oss).get_request(id),
        "delete" => service(Provider::Oss).delete_request(id),
        "put" => service(Provider::Oss)
            .put_request(id, &Element::parse(text(vector, "/request/body").as_bytes()).expect("XML")),
        other => panic!("operation {other}"),
    }
}

#[test]
fn our_requests_go_to_the_recorded_addresses() {
    for vector in vectors() {
        let (connection, credentials) = (connection(&vector), credentials(&vector));
        let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
        let context = SigningContext {
            connection: &connection,
            endpoint: &endpoint,
            credentials: &credentials,
            now: now(&vector),
        };
        let signed = sign(&request(&vector), &context, Placement::Header);
        let (ours, _) = signed.url().split_once('?').expect("a query");
        let (theirs, _) = text(&vector, "/request/url").split_once('?').expect("a query");
        assert_eq!(ours, theirs, "{}", text(&vector, "/name"));
    }
}

#[test]
fn a_query_signed_list_is_the_recorded_presigned_url_but_for_the_order() {
    let vectors = vectors();
    let vector = vectors.iter().find(|v| text(v, "/name") == "oss2-v4-presigned-list").expect("the vector");
    let (connection, credentials) = (connection(vector), credentials(vector));
    let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
    let context = SigningContext {
        connection: &connection,
        endpoint: &endpoint,
        credentials: &credentials,
        now: now(vector),
    };
    let signed = sign(&request(vector), &context, Placement::Query { life: 600 });
    let sorted = |url: &str| {
        let (base, query) = url.split_once('?').expect("a query");
        let mut pairs: Vec<_> = query.split('&').map(str::to_owned).collect();
        pairs.sort();
        (base.to_owned(), pairs)
    };
    assert_eq!(sorted(signed.url()), sorted(text(vector, "/request/url")));
    assert_eq!(signed.headers(), [], "a header would make the browser ask first");
}

/// Fetch standard, "forbidden request-header": a page's attempt to set one is dropped in silence,
/// and a signature over it would never match.
#[test]
fn no_header_is_one_that_a_page_may_not_set() {
    const FORBIDDEN: [&str; 22] = [
        "accept-charset",
        "accept-encoding",
        "access-control-request-headers",
        "access-control-request-method",
        "connection",
        "content-length",
        "cookie",
        "cookie2",
        "date",
        "dnt",
        "expect",
        "host",
        "keep-alive",
        "origin",
        "referer",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
        "user-agent",
    ];
    for vector in vectors() {
        let (connection, credentials) = (connection(&vector), credentials(&vector));
        let endpoint = Endpoint::of_connection(&connection).expect("one");
        let context = SigningContext {
            connection: &connection,
            endpoint: &endpoint,
            credentials: &credentials,
            now: now(&vector),
        };
        for placement in [Placement::Header, Placement::Query { life: 300 }] {
            let signed = sign(&request(&vector), &context, placement);
            assert!(signed.headers().iter().all(|(name, _)| !FORBIDDEN.contains(name)), "{signed:?}");
        }
    }
}

#[test]
fn printing_a_signed_request_shows_no_secret() {
    let vector = &vectors()[0];
    let (connection, credentials) = (connection(vector), credentials(vector));
    let endpoint = Endpoint::of_connection(&connection).expect("one");
    let context = SigningContext {
        connection: &connection,
        endpoint: &endpoint,
        credentials: &credentials,
        now: now(vector),
    };
    let printed =
        format!("{:?} {context:?}", sign(&request(vector), &context, Placement::Query { life: 300 }));
    assert!(!printed.contains("FAKESECRET") && !printed.contains("CAIS"), "{printed}");
}
