//! The recorded vectors against the verifier, and every refusal.

use serde_json::Value;

use super::*;
use crate::cos::signature;
use crate::provider::Provider;
use crate::query::percent_encode;
use crate::switches::Switches;
use crate::vectors;

/// A recorded request, owned, with what it is to be checked against.
#[derive(Clone)]
struct Case {
    name: String,
    method: String,
    query: String,
    headers: Vec<(String, String)>,
    now: OffsetDateTime,
    credential: Credential,
    host_signature_required: bool,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Case {
    fn read(vector: &Value) -> Self {
        let (input, request) = (&vector["input"], &vector["request"]);
        let now = input["timestamp"].as_i64().expect("timestamp");
        let now = OffsetDateTime::from_unix_timestamp(now).expect("a time");
        let recorded = request["headers"].as_object().expect("headers");
        let mut headers: Vec<(String, String)> =
            recorded.iter().map(|(name, value)| (name.to_ascii_lowercase(), text(value))).collect();
        if !headers.iter().any(|(name, _)| name == "host") {
            headers.push(("host".into(), recorded_host(vector)));
        }
        let mut case = Self {
            name: text(&vector["name"]),
            method: text(&request["method"]),
            query: request["query"].as_str().map_or_else(|| parameters(input), Into::into),
            headers,
            now,
            credential: Credential {
                provider: Provider::Cos,
                access_key_id: text(&input["secret_id"]),
                secret: text(&input["secret_key"]),
                token: None,
                expires: now + Duration::hours(1),
            },
            host_signature_required: false,
        };
        // Some vectors are of the signer alone, which adds no token.
        case.credential.token = signature::token(&case.call());
        case
    }

    fn named(name: &str) -> Self {
        let all = recorded();
        Self::read(all.iter().find(|vector| vector["name"] == name).expect(name))
    }

    fn call(&self) -> Call {
        Call::bare(Provider::Cos, &self.method, "", &self.query, &self.headers)
    }

    fn claim(&self) -> Claim {
        Claim::read(&self.call()).expect("readable").expect("signed")
    }

    fn check(&self) -> Result<Auth, Error> {
        let key = |id: &str| (id == self.credential.access_key_id).then(|| self.credential.clone());
        let rules = Rules {
            now: self.now,
            key: &key,
            expired_token: Switches::cos().expired_token,
            host_signature_required: self.host_signature_required,
        };
        check(&self.call(), &rules)
    }

    fn header(&mut self, name: &str) -> &mut String {
        let found = self.headers.iter_mut().find(|(key, _)| key == name);
        &mut found.expect(name).1
    }

    /// The status and code of the refusal, and the names of its extra elements.
    #[track_caller]
    fn refused(&self, status: u16, code: &str, extras: &[&str]) {
        let error = self.check().expect_err("a refusal");
        assert_eq!((error.status, error.code), (status, code), "{}", self.name);
        let names: Vec<_> = error.extras.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, extras, "{}", self.name);
    }
}

fn recorded_host(vector: &Value) -> String {
    match vector["request"]["host"].as_str() {
        Some(host) => host.into(),
        None => {
            let options = &vector["input"]["options"];
            format!("{}.cos.{}.myqcloud.com", text(&options["Bucket"]), text(&options["Region"]))
        }
    }
}

/// The query of a vector whose SDK call makes no URL.
fn parameters(input: &Value) -> String {
    let given = if input["params"].is_object() { &input["params"] } else { &input["options"]["Query"] };
    let given = given.as_object().expect("parameters");
    let pairs: Vec<String> =
        given.iter().map(|(name, value)| format!("{name}={}", percent_encode(&text(value)))).collect();
    pairs.join("&")
}

fn recorded() -> Vec<Value> {
    let all = vectors::cos()["signing"].as_array().expect("signing").clone();
    assert!(all.len() >= 34, "only {} vectors", all.len());
    all
}

const HEADER: &str = "put_documented_element_order_sse_cos_sts";
const QUERY: &str = "presigned_list_sts_token_signed_as_parameter";

#[test]
fn every_recorded_request_verifies() {
    for vector in recorded() {
        let case = Case::read(&vector);
        let auth = if case.query.contains("q-signature") { Auth::Query } else { Auth::Header };
        assert_eq!(case.check(), Ok(auth), "{}", case.name);
    }
}

#[test]
fn both_texts_under_the_signature_are_as_recorded() {
    for vector in recorded() {
        let case = Case::read(&vector);
        let signing = &vector["signing"];
        let call = case.call();
        let host = call.header("host").expect("a host");
        let http_string = case.claim().http_string(&call, host);
        assert_eq!(signing["http_string"], http_string, "{}", case.name);
        assert_eq!(signing["string_to_sign"], case.claim().string_to_sign(&http_string), "{}", case.name);
    }
}

#[test]
fn any_change_to_what_is_signed_breaks_the_signature() {
    for vector in recorded() {
        let good = Case::read(&vector);
        let mut damaged = vec![Case { method: "HEAD".into(), ..good.clone() }];
        let mut secret = good.clone();
        secret.credential.secret.push('x');
        damaged.push(secret);
        for name in &good.claim().header_list {
            let mut other = good.clone();
            other.header(name).push('x');
            // Or its token would be another.
            other.credential.token = signature::token(&other.call());
            damaged.push(other);
        }
        for name in ["inventory", "id"] {
            let changed = good.query.replacen(&format!("{name}="), &format!("{name}=x"), 1);
            if changed != good.query {
                damaged.push(Case { query: changed, ..good.clone() });
            }
        }
        for case in damaged {
            case.refused(403, "SignatureDoesNotMatch", &["StringToSign", "FormatString"]);
        }
    }
}

#[test]
fn what_is_not_in_the_lists_may_change_and_be_added() {
    let mut case = Case::named(HEADER);
    case.headers.push(("origin".into(), "https://console.example.com".into()));
    case.headers.push(("x-cos-sdk-retry".into(), "true".into()));
    case.query.push_str("&more=1");
    assert_eq!(case.check(), Ok(Auth::Header));
    let mut nothing = Case::named("auth_get_nothing_signed");
    *nothing.header("host") = "elsewhere.example.com".into();
    assert_eq!(nothing.check(), Ok(Auth::Header));
}

#[test]
fn the_token_may_be_a_parameter_or_a_header_signed_or_not() {
    let mut moved = Case::named("js_delete_sts");
    let token = percent_encode(moved.header("x-cos-security-token"));
    moved.headers.retain(|(name, _)| name != "x-cos-security-token");
    moved.query = format!("{}&x-cos-security-token={token}", moved.query);
    assert_eq!(moved.check(), Ok(Auth::Header));

    let mut twice = Case::named(QUERY);
    let token = twice.credential.token.clone().expect("a token");
    twice.headers.push(("x-cos-security-token".into(), token));
    assert_eq!(twice.check(), Ok(Auth::Query));
}

#[test]
fn the_host_is_taken_with_and_without_a_port_and_in_any_case() {
    let mut case = Case::named(HEADER);
    case.header("host").push_str(":8080");
    assert_eq!(case.check(), Ok(Auth::Header));
    case.header("host").make_ascii_uppercase();
    assert_eq!(case.check(), Ok(Auth::Header));
}

#[test]
fn a_signature_without_host_is_refused_when_switched_so() {
    let mut case = Case::named(HEADER);
    case.host_signature_required = true;
    assert_eq!(case.check(), Ok(Auth::Header));
    let mut nothing = Case::named("auth_get_nothing_signed");
    nothing.host_signature_required = true;
    nothing.refused(403, "AccessDenied", &[]);
}

#[test]
fn a_signature_is_good_within_its_time() {
    // Recorded with 60 s before and 600 s after.
    for (seconds, outcome) in [
        (-61, None),
        (-960, None),
        (-961, Some("RequestTimeTooSkewed")),
        (600, None),
        (601, Some("AccessDenied")),
    ] {
        let mut case = Case::named(QUERY);
        case.now += Duration::seconds(seconds);
        match outcome {
            None => assert_eq!(case.check(), Ok(Auth::Query), "{seconds}"),
            Some("AccessDenied") => {
                case.refused(403, "AccessDenied", &[]);
                assert_eq!(case.check().expect_err("expired").message, "Request has expired");
            }
            Some(code) => case.refused(403, code, &["ServerTime"]),
        }
    }
}

#[test]
fn keys_and_tokens_are_refused_each_with_its_code() {
    let mut unknown = Case::named(HEADER);
    unknown.credential.access_key_id.push('x');
    unknown.refused(403, "InvalidAccessKeyId", &[]);

    let mut without_token = Case::named("js_delete_sts");
    without_token.headers.retain(|(name, _)| name != "x-cos-security-token");
    without_token.refused(403, "InvalidAccessKeyId", &[]);

    let mut foreign = Case::named(HEADER);
    foreign.credential.token = Some("another".into());
    foreign.refused(403, "InvalidToken", &[]);

    for name in [HEADER, QUERY] {
        let mut expired = Case::named(name);
        expired.credential.expires = expired.now;
        expired.refused(400, "ExpiredToken", &[]);
    }
}

#[test]
fn malformed_and_missing_signatures_are_refused() {
    let mut anonymous = Case::named(HEADER);
    anonymous.headers.retain(|(name, _)| name != "authorization");
    anonymous.refused(403, "AccessDenied", &[]);

    for (from, to) in [
        ("sha1", "sha256"),
        ("q-ak=", "ak="),
        (";1700010002&q-key", "&q-key"),
        ("q-key-time=1699999942", "q-key-time=x"),
        ("&q-signature=", "&signature="),
        ("&q-header-list=", "&headers="),
    ] {
        let mut case = Case::named(HEADER);
        let changed = case.header("authorization").replacen(from, to, 1);
        assert_ne!(*case.header("authorization"), changed, "{from}");
        *case.header("authorization") = changed;
        case.refused(400, "InvalidArgument", &[]);
    }
    let mut twice = Case::named(HEADER);
    twice.query.push_str("&q-signature=0");
    twice.refused(400, "InvalidArgument", &[]);
}
