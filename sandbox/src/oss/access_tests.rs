//! The recorded vectors against the verifier, and every refusal.

use serde_json::Value;

use super::*;
use crate::provider::Provider;
use crate::switches::Switches;
use crate::vectors;

/// A recorded request, owned, with what it is to be checked against.
#[derive(Clone)]
struct Case {
    name: String,
    method: String,
    bucket: String,
    query: String,
    headers: Vec<(String, String)>,
    region: String,
    now: OffsetDateTime,
    credential: Credential,
    accepts_v1: bool,
}

impl Case {
    fn read(vector: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let inputs = &vector["inputs"];
        let request = &vector["request"];
        let now = inputs["timestamp_unix"].as_i64().expect("timestamp_unix");
        let now = OffsetDateTime::from_unix_timestamp(now).expect("a time");
        let recorded = request["headers"].as_object().expect("headers");
        let mut headers: Vec<(String, String)> =
            recorded.iter().map(|(name, value)| (name.clone(), text(value))).collect();
        headers.retain(|(name, _)| name != "host");
        headers.push(("host".into(), text(&request["host"])));
        Self {
            name: text(&vector["name"]),
            method: text(&request["method"]),
            bucket: text(&inputs["bucket"]),
            query: text(&request["query"]),
            headers,
            region: text(&inputs["region"]),
            now,
            credential: Credential {
                provider: Provider::Oss,
                access_key_id: text(&inputs["access_key_id"]),
                secret: text(&inputs["access_key_secret"]),
                token: inputs["security_token"].as_str().map(Into::into),
                expires: now + Duration::hours(1),
            },
            accepts_v1: true,
        }
    }

    fn named(name: &str) -> Self {
        let all = recorded();
        Self::read(all.iter().find(|vector| vector["name"] == name).expect(name))
    }

    fn call(&self) -> Call {
        Call::bare(Provider::Oss, &self.method, &self.bucket, &self.query, &self.headers)
    }

    fn check(&self) -> Result<Auth, Error> {
        let key = |id: &str| {
            let known = id == self.credential.access_key_id;
            known.then(|| self.credential.clone())
        };
        let rules = Rules {
            now: self.now,
            region: &self.region,
            key: &key,
            is_issued: &|token| token == "of another key",
            accepts_v1: self.accepts_v1,
            expired_token: Switches::oss().expired_token,
        };
        check(&self.call(), &rules)
    }

    fn header(&mut self, name: &str) -> &mut String {
        let found = self.headers.iter_mut().find(|(key, _)| key == name);
        &mut found.expect(name).1
    }

    /// The code and EC of the refusal, and the names of its extra elements.
    #[track_caller]
    fn refused(&self, code: &str, ec: Option<&str>, extras: &[&str]) {
        let error = self.check().expect_err("a refusal");
        assert_eq!((error.code, error.ec), (code, ec), "{}", self.name);
        let names: Vec<_> = error.extras.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, extras, "{}", self.name);
    }
}

/// The requests of both versions.
fn recorded() -> Vec<Value> {
    let all = vectors::oss()["signing"].as_array().expect("signing").clone();
    for (version, least) in [("v4", 24), ("v1", 14)] {
        let count = all.iter().filter(|vector| vector["signature_version"] == version).count();
        assert!(count >= least, "only {count} {version} vectors");
    }
    all
}

fn is_v1(vector: &Value) -> bool {
    vector["signature_version"] == "v1"
}

const HEADER: &str = "oss2-v4-list-first";
const QUERY: &str = "oss2-v4-presigned-list";
const V1_HEADER: &str = "oss2-v1-browser-put-x-oss-date";
const V1_QUERY: &str = "oss2-v1-presigned-get";

#[test]
fn every_recorded_request_verifies() {
    for vector in recorded() {
        let case = Case::read(&vector);
        let auth = if vector["auth"] == "query" { Auth::Query } else { Auth::Header };
        assert_eq!(case.check(), Ok(auth), "{}", case.name);
    }
}

#[test]
fn both_texts_under_the_signature_are_as_recorded() {
    for vector in recorded() {
        let case = Case::read(&vector);
        let claim = Claim::read(&case.call()).expect("readable").expect("signed");
        let expected = claim.expected(&case.call(), "");
        let canonical = vector["canonical_request"].as_str();
        assert_eq!(expected.canonical_request.as_deref(), canonical, "{}", case.name);
        assert_eq!(vector["string_to_sign"], expected.string_to_sign, "{}", case.name);
    }
}

#[test]
fn any_change_to_what_is_signed_breaks_the_signature() {
    for vector in recorded() {
        let good = Case::read(&vector);
        let mut damaged = Vec::new();
        damaged.push(Case { method: "HEAD".into(), ..good.clone() });
        damaged.push(Case { bucket: format!("{}x", good.bucket), ..good.clone() });
        // V1 signs only the parameters of a list.
        let parameter = if is_v1(&vector) { "acl" } else { "x" };
        damaged.push(Case { query: format!("{}&{parameter}=1", good.query), ..good.clone() });
        let mut secret = good.clone();
        secret.credential.secret.push('x');
        damaged.push(secret);
        for name in ["content-type", "content-md5"] {
            let mut other = good.clone();
            if let Some(header) = other.headers.iter_mut().find(|(key, _)| key == name) {
                header.1.push('x');
                damaged.push(other);
            }
        }
        let mut added = good.clone();
        added.headers.push(("x-oss-meta-more".into(), "1".into()));
        damaged.push(added);
        for case in damaged {
            let error = case.check().expect_err(&case.name);
            assert_eq!(error.code, "SignatureDoesNotMatch", "{}", case.name);
        }
    }
}

#[test]
fn a_header_that_is_not_signed_may_change() {
    let mut case = Case::named(HEADER);
    case.headers.push(("origin".into(), "https://console.example.com".into()));
    *case.header("host") = "elsewhere.example.com".into();
    assert_eq!(case.check(), Ok(Auth::Header));
    let mut host_signed = Case::named("oss2-v4-additional-header-host");
    *host_signed.header("host") = "elsewhere.example.com".into();
    assert!(host_signed.check().is_err());
}

#[test]
fn a_wrong_signature_is_answered_with_both_texts() {
    let mut case = Case::named(HEADER);
    case.credential.secret.push('x');
    let extras =
        ["OSSAccessKeyId", "SignatureProvided", "StringToSign", "StringToSignBytes", "CanonicalRequest"];
    case.refused("SignatureDoesNotMatch", Some("0002-00000040"), &extras);
}

#[test]
fn v1_says_so_with_one_text() {
    let mut case = Case::named(V1_HEADER);
    case.credential.secret.push('x');
    let extras = ["OSSAccessKeyId", "SignatureProvided", "StringToSign", "StringToSignBytes"];
    case.refused("SignatureDoesNotMatch", Some("0002-00000040"), &extras);
}

#[test]
fn malformed_v1_signatures_are_refused() {
    let argument = ["ArgumentName", "ArgumentValue"];
    let mut without_id = Case::named(V1_HEADER);
    *without_id.header("authorization") = "OSS signature".into();
    without_id.refused("InvalidArgument", None, &argument);
    let mut undated = Case::named(V1_HEADER);
    *undated.header("x-oss-date") = "20260314T080910Z".into();
    undated.refused("AccessDenied", None, &[]);
    for (from, to) in [
        ("Expires=1773476350", "Expires=soon"),
        ("Expires=1773476350", "Expires=9223372036854775807"),
        ("OSSAccessKeyId=", "AccessKeyId="),
    ] {
        let mut case = Case::named(V1_QUERY);
        assert!(case.query.contains(from), "{}", case.query);
        case.query = case.query.replace(from, to);
        case.refused("InvalidArgument", None, &argument);
    }
}

#[test]
fn both_separator_styles_of_the_authorization_header_are_read() {
    let mut case = Case::named(HEADER);
    let authorization = case.header("authorization");
    let other = if authorization.contains(", ") {
        authorization.replace(", ", ",")
    } else {
        authorization.replace(',', ", ")
    };
    assert_ne!(*authorization, other);
    *authorization = other;
    assert_eq!(case.check(), Ok(Auth::Header));
}

#[test]
fn a_clock_that_is_off_by_more_than_fifteen_minutes_is_refused() {
    for (seconds, taken) in [(900, true), (-900, true), (901, false), (-901, false)] {
        for name in [HEADER, V1_HEADER] {
            let mut case = Case::named(name);
            case.now += Duration::seconds(seconds);
            assert_eq!(case.check().is_ok(), taken, "{seconds}");
            if !taken {
                let extras = ["MaxAllowedSkewMilliseconds", "RequestTime", "ServerTime"];
                case.refused("RequestTimeTooSkewed", Some("0002-00000504"), &extras);
            }
        }
    }
}

#[test]
fn a_query_signature_is_good_for_its_life_and_no_longer() {
    let extras = ["Expires", "ServerTime"];
    // Both recorded with a life of 600 s. V1 does not say when it was signed.
    let (late, early) = (Some("0002-00000069"), Some("0002-00000235"));
    let cases = [
        (QUERY, 600, None),
        (QUERY, 601, late),
        (QUERY, -900, None),
        (QUERY, -901, early),
        (V1_QUERY, 600, None),
        (V1_QUERY, 601, late),
        (V1_QUERY, -86_400, None),
    ];
    for (name, seconds, ec) in cases {
        let mut case = Case::named(name);
        case.now += Duration::seconds(seconds);
        match ec {
            None => assert_eq!(case.check(), Ok(Auth::Query), "{seconds}"),
            Some(ec) => case.refused("AccessDenied", Some(ec), &extras),
        }
    }
}

#[test]
fn keys_and_tokens_are_refused_each_with_its_code() {
    let id = ["OSSAccessKeyId"];
    let mut unknown = Case::named(HEADER);
    unknown.credential.access_key_id.push('x');
    unknown.refused("InvalidAccessKeyId", Some("0002-00000902"), &id);

    let mut without_token = Case::named(HEADER);
    without_token.headers.retain(|(name, _)| name != "x-oss-security-token");
    without_token.refused("InvalidAccessKeyId", Some("0002-00000902"), &id);

    let mut foreign = Case::named(HEADER);
    foreign.credential.token = Some("another".into());
    foreign.refused("InvalidSecurityToken", Some("0002-00000006"), &[]);

    foreign.credential.token = Some("another".into());
    *foreign.header("x-oss-security-token") = "of another key".into();
    foreign.refused("AccessKeyIdAndSecurityTokenNotMatch", None, &[]);

    for name in [HEADER, QUERY, V1_HEADER, V1_QUERY] {
        let mut expired = Case::named(name);
        expired.credential.expires = expired.now;
        expired.refused("SecurityTokenExpired", Some("0002-00000007"), &["SecurityToken"]);
        let error = expired.check().expect_err("expired");
        assert_eq!(Some(&error.extras[0].1), expired.credential.token.as_ref());
    }
}

#[test]
fn the_scope_must_fit_the_date_and_the_bucket() {
    let argument = ["ArgumentName", "ArgumentValue"];
    let mut region = Case::named(HEADER);
    region.region = "cn-shanghai".into();
    region.refused("InvalidArgument", None, &argument);

    let mut date = Case::named(HEADER);
    let authorization = date.header("authorization");
    *authorization = authorization.replace("/2026", "/2025");
    date.refused("InvalidArgument", None, &argument);
}

#[test]
fn malformed_and_missing_signatures_are_refused() {
    let mut anonymous = Case::named(HEADER);
    anonymous.headers.retain(|(name, _)| name != "authorization");
    anonymous.refused("AccessDenied", Some("0003-00000001"), &[]);

    for name in [V1_HEADER, V1_QUERY] {
        let mut v1 = Case::named(name);
        v1.accepts_v1 = false;
        v1.refused("AccessDenied", Some("0002-00000080"), &[]);
    }

    let argument = ["ArgumentName", "ArgumentValue"];
    let mut cut = Case::named(HEADER);
    cut.header("authorization").truncate(40);
    cut.refused("InvalidArgument", None, &argument);

    let mut unknown = Case::named(HEADER);
    *unknown.header("authorization") = "Bearer token".into();
    unknown.refused("InvalidArgument", None, &argument);

    let mut hashed = Case::named(HEADER);
    *hashed.header("x-oss-content-sha256") = "abc".into();
    hashed.refused("InvalidArgument", None, &argument);

    let mut undated = Case::named(HEADER);
    *undated.header("x-oss-date") = "Sat, 14 Mar 2026 08:09:10 GMT".into();
    undated.refused("AccessDenied", None, &[]);

    // The last second of the calendar plus a life must not overflow.
    let mut last = Case::named(QUERY);
    last.query = last.query.replace("20260314T080910Z", "99991231T235959Z");
    last.refused("AccessDenied", Some("0002-00000235"), &["Expires", "ServerTime"]);

    let mut endless = Case::named(QUERY);
    endless.query = endless.query.replace("x-oss-expires=600", "x-oss-expires=604801");
    endless.refused("InvalidArgument", None, &argument);

    let mut twice = Case::named(HEADER);
    twice.query = format!("{}&x-oss-signature=0", twice.query);
    twice.refused("InvalidArgument", None, &argument);
}
