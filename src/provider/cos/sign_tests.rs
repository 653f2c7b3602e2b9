//! Every vector recorded from the vendor's SDKs, stage by stage, and those in our own form as a whole.

use serde_json::Value;

use super::*;
use crate::model::connection::SignatureVersion;
use crate::model::{
    BucketName, Connection, Credentials, Endpoint, EndpointTemplate, Provider, ReadSigning, Region, Secret,
};
use crate::provider::service;
use crate::provider::signing::Pairs;
use crate::provider::xml::Element;

/// What we send, to the letter.
const AS_WE_SEND: [&str; 3] =
    ["auth_put_browser_headers", "auth_list_token_signed", "presigned_list_sts_token_signed_as_parameter"];

/// As we send it, but that its signature lives for 10,060 s.
const LONGER_LIVED: [&str; 3] =
    ["get_sts", "list_next_page_base64_token_sts", "get_tencentcos_cn_domain_sts"];

/// `Content-Length` is signed: a page cannot set it, and a browser sends none with a DELETE.
const LENGTH_SIGNED: [&str; 10] = [
    "put_seed_dict_sdk_form",
    "put_minimal",
    "put_documented_element_order_sse_cos_sts",
    "put_special_prefix_sts",
    "put_all_optional_fields",
    "put_filter_and_tags_period_sts",
    "put_monthly",
    "post_one_time_sts",
    "delete",
    "delete_sts",
];

/// A page could send these, but not with the long-term key that they have, which we refuse.
const WITHOUT_TOKEN: [&str; 6] = [
    "get_id_with_dot_underscore_dash",
    "list_first_page",
    "list_first_page_empty_token_parameter",
    "list_next_page_every_awkward_character",
    "auth_get_host_only",
    "auth_get_nothing_signed",
];

/// A page could send these; we sign the token and the type of the body as well.
const LESS_SIGNED: [&str; 12] = [
    "auth_delete_host_only",
    "js_put_seed_dict",
    "js_put_special_prefix_sts",
    "js_get_sts_key_time_from_credentials",
    "js_list_first_page",
    "js_list_next_page_sts",
    "js_list_next_page_every_awkward_character",
    "js_delete_sts",
    "js_post_one_time_sts",
    "js_auth_get_host_only",
    "js_auth_content_type_given_but_not_signed",
    "js_auth_bucket_region_adds_host",
];

fn vectors() -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../../../tests/vectors/cos.json")).expect("JSON");
    all["signing"].as_array().expect("a list").clone()
}

fn vector(name: &str) -> Value {
    vectors().into_iter().find(|vector| vector["name"] == name).unwrap_or_else(|| panic!("no {name}"))
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

/// The pairs of a URL, decoded, without the signature's own.
fn pairs(query: &str) -> Pairs {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(name, _)| !name.starts_with("q-"))
        .map(|(name, value)| (&*decoded(name).leak(), decoded(value)))
        .collect()
}

/// The signed parameters, from the URL or, where only the signer was called, from what it was given.
fn query_of(vector: &Value) -> Pairs {
    if let Some(query) = vector["request"]["query"].as_str() {
        return pairs(query);
    }
    let given = vector.pointer("/input/params").or_else(|| vector.pointer("/input/options/Query"));
    let given = given.and_then(Value::as_object).expect("parameters").iter();
    given.map(|(name, value)| (&*name.clone().leak(), value.as_str().expect("text").to_owned())).collect()
}

fn host(vector: &Value) -> String {
    let given = ["/request/host", "/request/headers/Host"];
    match given.into_iter().map(|path| text(vector, path)).find(|host| !host.is_empty()) {
        Some(host) => host.to_owned(),
        None => {
            let option = |name: &str| text(vector, &format!("/input/options/{name}"));
            format!("{}.cos.{}.myqcloud.com", option("Bucket"), option("Region"))
        }
    }
}

/// The names in the recorded list, with what the request had under them.
fn signed_headers(vector: &Value) -> Pairs {
    // Only the presigned URL has its list inside: it signs the host alone.
    let names = vector["signing"]["header_list"].as_str().unwrap_or("host");
    let headers = vector["request"]["headers"].as_object().expect("headers");
    let value = |wanted: &str| match wanted {
        "host" => host(vector),
        _ => {
            let found = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.and_then(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {wanted}")).to_owned()
        }
    };
    names.split(';').filter(|n| !n.is_empty()).map(|name| (&*name.to_owned().leak(), value(name))).collect()
}

fn method(vector: &Value) -> Method {
    match text(vector, "/request/method") {
        "GET" => Method::Get,
        "PUT" => Method::Put,
        "POST" => Method::Post,
        "DELETE" => Method::Delete,
        other => panic!("method {other}"),
    }
}

fn credentials(vector: &Value) -> Credentials {
    Credentials {
        access_key_id: text(vector, "/input/secret_id").to_owned(),
        access_key_secret: Secret::new(text(vector, "/input/secret_key")),
        security_token: Secret::new(text(vector, "/input/token")),
        expires_at: None,
        account: None,
    }
}

fn connection(vector: &Value) -> Connection {
    let endpoint = match host(vector).split_once(".tencentcos.cn") {
        Some((host, _)) => {
            format!("https://{host}.tencentcos.cn").replace(text(vector, "/input/bucket"), "{bucket}")
        }
        None => String::new(),
    };
    Connection {
        provider: Provider::Cos,
        region: Region::parse(text(vector, "/input/region")).expect("a region"),
        bucket: BucketName::parse(text(vector, "/input/bucket")).expect("a bucket"),
        endpoint: EndpointTemplate::parse(&endpoint).ok(),
        reads: ReadSigning::Automatic,
        signature: SignatureVersion::Current,
    }
}

fn with_context<R>(vector: &Value, act: impl FnOnce(&SigningContext<'_>) -> R) -> R {
    let (connection, credentials) = (connection(vector), credentials(vector));
    let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
    let now = Timestamp(vector["input"]["timestamp"].as_i64().expect("seconds"));
    act(&SigningContext { connection: &connection, endpoint: &endpoint, credentials: &credentials, now })
}

#[test]
fn every_vector_is_named_with_what_is_compared_of_it() {
    let mut named =
        [AS_WE_SEND.as_slice(), &LONGER_LIVED, &LENGTH_SIGNED, &WITHOUT_TOKEN, &LESS_SIGNED].concat();
    let vectors = vectors();
    let mut recorded: Vec<&str> = vectors.iter().map(|vector| text(vector, "/name")).collect();
    named.sort_unstable();
    recorded.sort_unstable();
    assert_eq!(named, recorded);
    assert_eq!(recorded.len(), 34, "the number of signing vectors in the file");
}

#[test]
fn http_string_string_to_sign_key_and_signature_equal_every_sdk_vector() {
    for vector in vectors() {
        let name = text(&vector, "/name");
        let (query, headers) = (query_of(&vector), signed_headers(&vector));
        let times = text(&vector, "/signing/key_time");
        let http = http_string(method(&vector), &encoded(&query), &encoded(&headers));
        assert_eq!(http, text(&vector, "/signing/http_string"), "{name}");
        assert_eq!(string_to_sign(&http, times), text(&vector, "/signing/string_to_sign"), "{name}");
        let credentials = credentials(&vector);
        let key = hex(&hmac_sha1(credentials.access_key_secret.expose().as_bytes(), times));
        assert_eq!(key, text(&vector, "/signing/sign_key"), "{name}");
        let items = items(method(&vector), &query, &headers, &credentials, times);
        assert_eq!(items[6], ("q-signature", text(&vector, "/signing/signature").to_owned()), "{name}");
        if let Some(authorization) = vector["signing"]["authorization"].as_str() {
            let items = items.map(|(name, value)| format!("{name}={value}"));
            assert_eq!(items.join("&"), authorization, "{name}");
        } else {
            let url = text(&vector, "/request/query");
            for (item, value) in items {
                assert!(url.contains(&format!("{item}={}", percent_encode(&value))), "{name} {item}");
            }
        }
    }
}

#[test]
fn a_header_signed_put_is_the_recorded_browser_form() {
    let vector = vector("auth_put_browser_headers");
    with_context(&vector, |context| {
        // The signer was given the digest of nothing.
        let request = Request {
            method: Method::Put,
            query: query_of(&vector),
            body: Some(String::new()),
            can_be_stopped: false,
        };
        let signed = sign(&request, context, Placement::Header);
        check_headers(&vector, &signed);
    });
}

#[test]
fn a_header_signed_list_is_the_recorded_form_with_a_signed_token() {
    let vector = vector("auth_list_token_signed");
    with_context(&vector, |context| {
        let token = text(&vector, "/input/params/continuation-token");
        let signed = sign(&service(Provider::Cos).list_request(Some(token)), context, Placement::Header);
        check_headers(&vector, &signed);
    });
}

#[track_caller]
fn check_headers(vector: &Value, signed: &SignedRequest) {
    let recorded = vector["request"]["headers"].as_object().expect("headers").iter();
    let recorded =
        recorded.map(|(name, value)| (name.to_lowercase(), value.as_str().expect("text").to_owned()));
    let ours = signed.headers().iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    assert_eq!(sorted(ours), sorted(recorded));
}

#[test]
fn a_query_signed_list_is_the_recorded_presigned_url_but_for_the_order() {
    let vector = vector("presigned_list_sts_token_signed_as_parameter");
    with_context(&vector, |context| {
        let life = u32::try_from(vector["input"]["expired"].as_u64().expect("seconds")).expect("a life");
        let signed = sign(&service(Provider::Cos).list_request(None), context, Placement::Query { life });
        let parts = |url: &str| {
            let (base, query) = url.split_once('?').expect("a query");
            let mut pairs: Vec<_> = query.split('&').map(str::to_owned).collect();
            pairs.sort();
            (base.to_owned(), pairs)
        };
        // A name without a value is written with or without its `=`.
        let recorded = text(&vector, "/request/url").replace("&inventory=&", "&inventory&");
        assert_eq!(parts(signed.url()), parts(&recorded));
        assert_eq!(signed.headers(), [], "a header would make the browser ask first");
    });
}

#[test]
fn the_longer_lived_vectors_are_ours_but_for_their_times() {
    for name in LONGER_LIVED {
        let vector = vector(name);
        with_context(&vector, |context| {
            let signed = sign(&request(&vector), context, Placement::Header);
            let authorization = signed.headers().iter().find(|(name, _)| *name == "authorization");
            let authorization = authorization.map(|(_, value)| value.as_str()).expect("a signature");
            let now = context.now.0;
            let times = format!("{};{}", now - 60, now + 900);
            let items = items(
                method(&vector),
                &query_of(&vector),
                &signed_headers(&vector),
                context.credentials,
                &times,
            );
            let items = items.map(|(name, value)| format!("{name}={value}"));
            assert_eq!(authorization, items.join("&"), "{name}");
        });
    }
}

/// The call that a vector records, made by our own operations.
fn request(vector: &Value) -> Request {
    let cos = service(Provider::Cos);
    let id = text(vector, "/input/id");
    let body = || Element::parse(text(vector, "/request/body").as_bytes()).expect("XML");
    match (text(vector, "/request/method"), id) {
        // Asking with an empty token is asking without one.
        ("GET", "") => cos.list_request(vector["input"]["continuation_token"].as_str()),
        ("GET", id) => cos.get_request(id),
        ("PUT", id) => cos.put_request(id, &body()),
        ("POST", id) => cos.run_request(id, &body()),
        ("DELETE", id) => cos.delete_request(id),
        other => panic!("{other:?}"),
    }
}

#[test]
fn our_requests_go_to_the_recorded_addresses() {
    let mut compared = 0;
    for vector in vectors().iter().filter(|vector| vector["request"]["url"].is_string()) {
        let name = text(vector, "/name");
        if vector["input"]["params"].is_object() {
            // The presigned URL, compared whole above.
            continue;
        }
        with_context(vector, |context| {
            let signed = sign(&request(vector), context, Placement::Header);
            let parts = |url: &str| {
                let (base, query) = url.split_once('?').expect("a query");
                let mut pairs = pairs(query);
                pairs.sort();
                (base.to_owned(), pairs)
            };
            assert_eq!(parts(signed.url()), parts(text(vector, "/request/url")), "{name}");
        });
        compared += 1;
    }
    assert_eq!(compared, 25);
}

/// One of the vectors' requests at another endpoint, with the host that is signed for it.
#[track_caller]
fn check_signed_host(template: &str, expected: &str) {
    let vector = vector("get_sts");
    let template = EndpointTemplate::parse(template).and_then(|t| t.for_provider(Provider::Cos));
    let connection = Connection { endpoint: Some(template.expect("a template")), ..connection(&vector) };
    let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
    let credentials = credentials(&vector);
    let now = Timestamp(1_700_000_000);
    let context =
        SigningContext { connection: &connection, endpoint: &endpoint, credentials: &credentials, now };
    assert_eq!(signed_host(&context), expected);
    let signed = sign(&request(&vector), &context, Placement::Header);
    let authorization =
        signed.headers().iter().find(|(name, _)| *name == "authorization").expect("a signature");
    let headers = [("host", expected.to_owned()), (TOKEN, credentials.security_token.expose().to_owned())];
    let items = items(Method::Get, &query_of(&vector), &headers, &credentials, "1699999940;1700000900");
    assert!(authorization.1.ends_with(&items[6].1), "{template:?}", template = connection.endpoint);
}

#[test]
fn the_signed_host_is_the_one_that_the_service_sees() {
    let bucket = text(&vector("get_sts"), "/input/bucket").to_owned();
    let region = text(&vector("get_sts"), "/input/region").to_owned();
    let default = format!("{bucket}.cos.{region}.myqcloud.com");
    check_signed_host("https://{bucket}.cos.ap-x.tencentcos.cn", &format!("{bucket}.cos.ap-x.tencentcos.cn"));
    check_signed_host("https://inv.example.com", "inv.example.com");
    check_signed_host("http://{bucket}.cos.localhost:8417", &format!("{bucket}.cos.localhost:8417"));
    // A relay hands the request on to the host that its path ends with, or to the default one.
    check_signed_host(
        "https://console.example.com/relay/{bucket}.cos.ap-x.myqcloud.com",
        &format!("{bucket}.cos.ap-x.myqcloud.com"),
    );
    check_signed_host("https://console.example.com/relay", &default);
}

#[test]
fn a_signature_begins_a_minute_ago_and_ends_with_its_life() {
    let vector = vector("get_sts");
    with_context(&vector, |context| {
        let now = context.now.0;
        let expected = |to: i64| percent_encode(&format!("{};{}", now - 60, now + to));
        let in_query = sign(&request(&vector), context, Placement::Query { life: 300 });
        assert!(in_query.url().contains(&format!("q-sign-time={}", expected(300))));
        assert!(in_query.url().contains(&format!("q-key-time={}", expected(300))));
    });
}

#[test]
fn no_header_is_one_that_a_page_may_not_set() {
    for vector in vectors().iter().filter(|vector| vector["input"]["id"].is_string()) {
        with_context(vector, |context| {
            for placement in [Placement::Header, Placement::Query { life: 300 }] {
                let signed = sign(&request(vector), context, placement);
                let known = ["authorization", "content-md5", "content-type", "x-cos-security-token"];
                assert!(signed.headers().iter().all(|(name, _)| known.contains(name)), "{signed:?}");
            }
        });
    }
}
