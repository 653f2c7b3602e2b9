//! Every V1 vector recorded from the vendor's SDKs, stage by stage.
//!
//! A page cannot set `Date`, so of the header form only what signs `x-oss-date` can be sent. What the
//! other vectors sign is made here all the same, from their own headers and their own date, because the
//! text is made by the same function.

use serde_json::Value;

use super::*;
use crate::model::connection::SignatureVersion;
use crate::model::{
    BucketName, Connection, Credentials, Endpoint, EndpointTemplate, Provider, ReadSigning, Region, Secret,
    Timestamp,
};
use crate::provider::http::Method;
use crate::provider::service;
use crate::provider::signing::Pairs;
use crate::provider::xml::Element;

/// The form that we send, to the letter.
const AS_WE_SEND: [&str; 2] = ["oss2-v1-browser-get-x-oss-date", "oss2-v1-presigned-get"];

/// As we send it, but that its stand-in of a body goes without `Content-MD5`, which we always send.
const WITHOUT_DIGEST: &str = "oss2-v1-browser-put-x-oss-date";

/// Their time is in `Date`, a header that a page cannot set.
const DATED: [&str; 9] = [
    "oss2-v1-put-minimal",
    "oss2-v1-put-oss-encryption",
    "oss2-v1-put-kms-every-filter",
    "oss2-v1-put-tricky-characters",
    "oss2-v1-get",
    "oss2-v1-list-first",
    "oss2-v1-list-continuation",
    "oss2-v1-delete",
    "oss2-v1-list-path-style",
];

/// Dated as well, and of an SDK that sends a token as `security-token`, unsigned, which the service does
/// not read: it could be recorded with long-term keys only, which we refuse.
const OF_A_FAULTY_SIGNER: [&str; 2] =
    ["v2-v1-put-minimal-long-term-key", "v2-v1-list-continuation-long-term-key"];

fn vectors() -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../../../tests/vectors/oss.json")).expect("JSON");
    let all = all["signing"].as_array().expect("a list").iter();
    all.filter(|vector| vector["signature_version"] == "v1").cloned().collect()
}

fn vector(name: &str) -> Value {
    vectors().into_iter().find(|vector| vector["name"] == name).unwrap_or_else(|| panic!("no {name}"))
}

fn text<'a>(vector: &'a Value, path: &str) -> &'a str {
    vector.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

fn connection(vector: &Value) -> Connection {
    let template = match text(vector, "/inputs/addressing") {
        "virtual" => None,
        "path" => Some(format!("{}/{{bucket}}", text(vector, "/inputs/endpoint"))),
        other => panic!("addressing {other}"),
    };
    Connection {
        provider: Provider::Oss,
        region: Region::parse(text(vector, "/inputs/region")).expect("a region"),
        bucket: BucketName::parse(text(vector, "/inputs/bucket")).expect("a bucket"),
        endpoint: template.map(|template| EndpointTemplate::parse(&template).expect("a template")),
        reads: ReadSigning::Automatic,
        signature: SignatureVersion::Older,
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

/// The call that a vector records, made by our own operations.
fn request(vector: &Value) -> Request {
    let oss = service(Provider::Oss);
    let id = text(vector, "/inputs/inventory_id");
    match text(vector, "/operation") {
        "list" => oss.list_request(vector["inputs"]["continuation_token"].as_str()),
        "get" => oss.get_request(id),
        "delete" => oss.delete_request(id),
        "put" => {
            let body = Element::parse(text(vector, "/request/body").as_bytes()).expect("XML");
            oss.put_request(id, &body)
        }
        other => panic!("operation {other}"),
    }
}

fn with_context<R>(vector: &Value, act: impl FnOnce(&SigningContext<'_>) -> R) -> R {
    let (connection, credentials) = (connection(vector), credentials(vector));
    let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
    let now = Timestamp(vector["inputs"]["timestamp_unix"].as_i64().expect("seconds"));
    act(&SigningContext { connection: &connection, endpoint: &endpoint, credentials: &credentials, now })
}

/// The recorded headers that version 1 signs.
fn signed_headers(vector: &Value) -> Pairs {
    let headers = vector["request"]["headers"].as_object().expect("headers").iter();
    headers
        .filter(|(name, _)| {
            name.starts_with("x-oss-") || ["content-type", "content-md5"].contains(&name.as_str())
        })
        .map(|(name, value)| (&*name.clone().leak(), value.as_str().expect("text").to_owned()))
        .collect()
}

fn signature(text: &str, context: &SigningContext<'_>) -> String {
    base64(&hmac_sha1(context.credentials.access_key_secret.expose().as_bytes(), text))
}

#[test]
fn every_vector_is_named_with_what_can_be_compared_of_it() {
    let mut named = [AS_WE_SEND.as_slice(), &[WITHOUT_DIGEST], &DATED, &OF_A_FAULTY_SIGNER].concat();
    let vectors = vectors();
    let mut recorded: Vec<&str> = vectors.iter().map(|vector| text(vector, "/name")).collect();
    named.sort_unstable();
    recorded.sort_unstable();
    assert_eq!(named, recorded);
    assert_eq!(recorded.len(), 14, "the number of V1 vectors in the file");
}

#[test]
fn string_to_sign_and_signature_equal_every_vector_with_its_own_headers_and_date() {
    let names = [DATED.as_slice(), &OF_A_FAULTY_SIGNER, &[WITHOUT_DIGEST, AS_WE_SEND[0]]].concat();
    assert_eq!(names.len(), 13);
    for name in names {
        let vector = vector(name);
        with_context(&vector, |context| {
            let request = request(&vector);
            // The time of every vector, whichever header tells it.
            let date = context.now.http_date();
            assert_eq!(date, text(&vector, "/request/headers/date"), "{name}");
            let text_to_sign =
                string_to_sign(&request, &date, &signed_headers(&vector), &request.query, context);
            assert_eq!(text_to_sign, text(&vector, "/string_to_sign"), "{name}");
            let authorization =
                format!("OSS {}:{}", context.credentials.access_key_id, signature(&text_to_sign, context));
            assert_eq!(authorization, text(&vector, "/request/headers/authorization"), "{name}");
        });
    }
}

#[test]
fn a_header_signed_get_is_the_recorded_browser_form() {
    let vector = vector("oss2-v1-browser-get-x-oss-date");
    with_context(&vector, |context| {
        let signed = sign(&request(&vector), context, Placement::Header);
        assert_eq!(signed.method(), Method::Get);
        assert_eq!(signed.url(), text(&vector, "/request/url").replace("inventory=&", "inventory&"));
        let mut recorded: Vec<_> =
            vector["request"]["headers"].as_object().expect("headers").iter().collect();
        // The signer's own caller set it; a browser would drop it, and nothing signs it.
        recorded.retain(|(name, _)| *name != "date");
        let recorded = sorted(
            recorded
                .into_iter()
                .map(|(name, value)| (name.clone(), value.as_str().expect("text").to_owned())),
        );
        let ours = signed.headers().iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        assert_eq!(sorted(ours), recorded);
    });
}

/// But for the digest of the body, which we always send and which then stands in the signed text.
#[test]
fn a_header_signed_put_is_the_recorded_browser_form_with_the_digest_of_its_body() {
    let vector = vector(WITHOUT_DIGEST);
    with_context(&vector, |context| {
        let signed = sign(&request(&vector), context, Placement::Header);
        let header = |wanted: &str| {
            let found = signed.headers().iter().find(|(name, _)| *name == wanted);
            found.map_or_else(|| panic!("no {wanted}"), |(_, value)| value.as_str())
        };
        for name in ["content-type", "x-oss-date", "x-oss-security-token"] {
            assert_eq!(header(name), text(&vector, &format!("/request/headers/{name}")), "{name}");
        }
        let theirs = text(&vector, "/string_to_sign");
        let with_digest = theirs.replacen("PUT\n\n", &format!("PUT\n{}\n", header("content-md5")), 1);
        let expected =
            format!("OSS {}:{}", context.credentials.access_key_id, signature(&with_digest, context));
        assert_eq!(header("authorization"), expected);
        assert_eq!(signed.headers().len(), 5);
    });
}

#[test]
fn a_query_signed_get_is_the_recorded_presigned_url_but_for_the_order() {
    let vector = vector("oss2-v1-presigned-get");
    with_context(&vector, |context| {
        let life =
            u32::try_from(vector["inputs"]["expires_seconds"].as_u64().expect("seconds")).expect("a life");
        let request = request(&vector);
        let signed = sign(&request, context, Placement::Query { life });
        let parts = |url: &str| {
            let (base, query) = url.split_once('?').expect("a query");
            let mut pairs: Vec<_> = query.split('&').map(str::to_owned).collect();
            pairs.sort();
            (base.to_owned(), pairs)
        };
        assert_eq!(parts(signed.url()), parts(text(&vector, "/request/url")));
        assert_eq!(signed.headers(), [], "a header would make the browser ask first");
        let mut query = request.query.clone();
        query.push(("security-token", context.credentials.security_token.expose().to_owned()));
        assert_eq!(
            string_to_sign(&request, "1773476350", &[], &query, context),
            text(&vector, "/string_to_sign")
        );
    });
}

#[test]
fn the_older_version_is_made_for_connections_that_ask_for_it_and_never_sets_a_date() {
    for vector in vectors() {
        with_context(&vector, |context| {
            for placement in [Placement::Header, Placement::Query { life: 300 }] {
                let signed = service(Provider::Oss).sign(&request(&vector), context, placement);
                let names: Vec<_> = signed.headers().iter().map(|(name, _)| *name).collect();
                assert!(!names.contains(&"date") && !names.contains(&"host"), "{names:?}");
                let older = match placement {
                    Placement::Header => signed.headers().iter().any(|(_, value)| value.starts_with("OSS ")),
                    Placement::Query { .. } => signed.url().contains("OSSAccessKeyId="),
                };
                assert!(older, "{}", text(&vector, "/name"));
            }
        });
    }
}
