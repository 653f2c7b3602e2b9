//! The recorded V4 vectors against the verifier, and every refusal.

use serde_json::Value;

use super::*;
use crate::oss::vectors;

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
                access_key_id: text(&inputs["access_key_id"]),
                secret: text(&inputs["access_key_secret"]),
                token: inputs["security_token"].as_str().map(Into::into),
                expires: now + Duration::hours(1),
            },
        }
    }

    fn named(name: &str) -> Self {
        let all = v4_vectors();
        Self::read(all.iter().find(|vector| vector["name"] == name).expect(name))
    }

    fn request(&self) -> Request<'_> {
        Request { method: &self.method, bucket: &self.bucket, raw_query: &self.query, headers: &self.headers }
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
        };
        check(&self.request(), &rules)
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

fn v4_vectors() -> Vec<Value> {
    let all = vectors::read();
    let all = all["signing"].as_array().expect("signing").clone();
    let v4: Vec<Value> = all.into_iter().filter(|vector| vector["signature_version"] == "v4").collect();
    assert!(v4.len() >= 24, "only {} V4 vectors", v4.len());
    v4
}

const HEADER: &str = "oss2-v4-list-first";
const QUERY: &str = "oss2-v4-presigned-list";

#[test]
fn every_recorded_v4_request_verifies() {
    for vector in v4_vectors() {
        let case = Case::read(&vector);
        let auth = if vector["auth"] == "query" { Auth::Query } else { Auth::Header };
        assert_eq!(case.check(), Ok(auth), "{}", case.name);
    }
}

#[test]
fn both_texts_under_the_signature_are_as_recorded() {
    for vector in v4_vectors() {
        let case = Case::read(&vector);
        let claim = Claim::read(&case.request()).expect("readable").expect("signed");
        let canonical = claim.canonical_request(&case.request());
        assert_eq!(vector["canonical_request"], canonical, "{}", case.name);
        assert_eq!(vector["string_to_sign"], claim.string_to_sign(&canonical), "{}", case.name);
    }
}

#[test]
fn any_change_to_what_is_signed_breaks_the_signature() {
    for vector in v4_vectors() {
        let good = Case::read(&vector);
        let mut damaged = Vec::new();
        damaged.push(Case { method: "HEAD".into(), ..good.clone() });
        damaged.push(Case { bucket: format!("{}x", good.bucket), ..good.clone() });
        damaged.push(Case { query: format!("{}&x=1", good.query), ..good.clone() });
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
        let mut case = Case::named(HEADER);
        case.now += Duration::seconds(seconds);
        assert_eq!(case.check().is_ok(), taken, "{seconds}");
        if !taken {
            let extras = ["MaxAllowedSkewMilliseconds", "RequestTime", "ServerTime"];
            case.refused("RequestTimeTooSkewed", Some("0002-00000504"), &extras);
        }
    }
}

#[test]
fn a_query_signature_is_good_for_its_life_and_no_longer() {
    let extras = ["Expires", "ServerTime"];
    // Recorded with a life of 600 s.
    let cases = [(600, None), (601, Some("0002-00000069")), (-900, None), (-901, Some("0002-00000235"))];
    for (seconds, ec) in cases {
        let mut case = Case::named(QUERY);
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

    for name in [HEADER, QUERY] {
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

    let mut v1 = Case::named(HEADER);
    *v1.header("authorization") = "OSS id:signature".into();
    v1.refused("AccessDenied", Some("0002-00000080"), &[]);

    let argument = ["ArgumentName", "ArgumentValue"];
    let mut cut = Case::named(HEADER);
    cut.header("authorization").truncate(40);
    cut.refused("InvalidArgument", None, &argument);

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
