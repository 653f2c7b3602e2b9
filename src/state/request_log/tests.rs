use std::time::Duration;

use super::*;
use crate::model::{BucketName, Provider, Region, Secret};
use crate::provider::error::ProviderAnswer;
use crate::provider::service;

fn place(bucket: &str) -> Place {
    let region = Region::parse("cn-hangzhou").expect("a region");
    Place { provider: Provider::Oss, region, bucket: BucketName::parse(bucket).expect("a bucket") }
}

fn credentials() -> Credentials {
    Credentials {
        access_key_id: "STS.id".into(),
        access_key_secret: Secret::new("the+secret/key="),
        security_token: Secret::new("CAIS+the/token=="),
        expires_at: None,
        account: None,
    }
}

fn begun<'a>(operation: Operation, method: Method, url: &'a str) -> Begun<'a> {
    let at = Duration::from_millis(1_773_475_750_042);
    Begun { at, operation, place: None, rule: None, method, url, headers: &[], bytes: 0, attempt: 1 }
}

fn entry(url: &str) -> Entry {
    Entry::new(begun(Operation::List, Method::Get, url), &[&credentials()])
}

fn answered(status: Option<u16>, error: Option<&Error>) -> Answered<'_> {
    let at = Duration::from_millis(1_773_475_750_192);
    let request_id = error.and_then(|error| error.answer.as_ref()).map_or("", |answer| &answer.request_id);
    Answered { at, status, headers: &[], bytes: 7, request_id, error }
}

fn refusal(code: &str, request_id: &str) -> Error {
    let answer =
        ProviderAnswer { code: code.into(), request_id: request_id.into(), ..ProviderAnswer::default() };
    Error { kind: ErrorKind::Denied, status: Some(403), answer: Some(Box::new(answer)) }
}

#[test]
fn what_is_secret_by_its_name_is_a_fixed_word() {
    for (url, shown) in [
        ("https://b.example.com/", "https://b.example.com/"),
        ("https://b.example.com/?inventory", "https://b.example.com/?inventory"),
        (
            "https://b.example.com/?inventory&inventoryId=a%2Fb&continuation-token=t%3D",
            "https://b.example.com/?inventory&inventoryId=a%2Fb&continuation-token=t%3D",
        ),
        (
            "https://b/?x-oss-credential=STS.id%2F20260314%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&\
             x-oss-date=20260314T080910Z&x-oss-expires=300&x-oss-security-token=CAIS&\
             x-oss-signature=0a1b&x-oss-signature-version=OSS4-HMAC-SHA256",
            "https://b/?x-oss-credential=REDACTED%2F20260314%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&\
             x-oss-date=20260314T080910Z&x-oss-expires=300&x-oss-security-token=REDACTED&\
             x-oss-signature=REDACTED&x-oss-signature-version=OSS4-HMAC-SHA256",
        ),
        (
            "https://b/?Expires=1773476050&OSSAccessKeyId=STS.id&Signature=a%2Bb%3D&security-token=CAIS",
            "https://b/?Expires=1773476050&OSSAccessKeyId=REDACTED&Signature=REDACTED&security-token=REDACTED",
        ),
        (
            "https://b/?q-ak=AKID&q-sign-algorithm=sha1&q-sign-time=1%3B2&q-signature=0a&x-cos-security-token=t",
            "https://b/?q-ak=REDACTED&q-sign-algorithm=sha1&q-sign-time=1%3B2&q-signature=REDACTED&\
             x-cos-security-token=REDACTED",
        ),
        // A scope that is none, a name in another case, in escapes, and one that cannot be read.
        ("https://b/?x-oss-credential=STS.id", "https://b/?x-oss-credential=REDACTED"),
        ("https://b/?X-OSS-Signature=a", "https://b/?X-OSS-Signature=REDACTED"),
        ("https://b/?x-oss-%73ignature=a", "https://b/?x-oss-%73ignature=REDACTED"),
        ("https://b/?%zz=a&x=1", "https://b/?%zz=REDACTED&x=1"),
        ("https://me:word@b/p?a=1#/fragment", "https://b/p?a=1"),
        (
            "https://b/?new-secret-thing=a&password=b",
            "https://b/?new-secret-thing=REDACTED&password=REDACTED",
        ),
    ] {
        assert_eq!(entry(url).said().url, shown);
    }
}

#[test]
fn an_address_in_a_bucket_is_told_from_its_path_on() {
    let here = place("logs-1");
    for (url, of_bucket, shown) in [
        ("https://logs-1.example.com/?inventory", true, "/?inventory"),
        (
            "https://site.example.com/relay/logs-1.example.com/?inventory",
            true,
            "/relay/logs-1.example.com/?inventory",
        ),
        ("https://site.example.com/config.json", false, "https://site.example.com/config.json"),
        ("https://logs-1.example.com", true, "https://logs-1.example.com"),
    ] {
        let begun = Begun { place: of_bucket.then_some(&here), ..begun(Operation::List, Method::Get, url) };
        assert_eq!(Entry::new(begun, &[]).short_url(), shown);
    }
}

#[test]
fn what_holds_a_secret_of_the_session_is_blanked_wherever_it_stands() {
    let url = "https://b/?inventory&note=CAIS%2Bthe%2Ftoken%3D%3D&other=the%2bsecret%2fkey%3d";
    let headers = [
        ("content-type", "CAIS+the/token==".to_owned()),
        ("authorization", "OSS STS.id:signature".to_owned()),
        ("x-oss-security-token", "CAIS+the/token==".to_owned()),
        ("x-oss-date", "20260314T080910Z".to_owned()),
    ];
    let rule = Some("my-CAIS+the/token==");
    let keys = credentials();
    let begun = Begun { headers: &headers, rule, ..begun(Operation::Put, Method::Put, url) };
    let mut entry = Entry::new(begun, &[&keys]);
    let told =
        [("server", "AliyunOSS"), ("x-oss-ec", "the+secret/key="), ("set-cookie", "a"), ("x-else", "b")];
    let told = told.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let error = refusal("CAIS+the/token==", "the+secret/key=");
    entry.end(&Answered { headers: &told, ..answered(Some(403), Some(&error)) }, &[&keys]);
    let printed = format!("{entry:?}");
    for secret in ["CAIS", "the+secret", "the%2bsecret", "STS.id", "set-cookie", "x-else"] {
        assert!(!printed.contains(secret), "{secret}: {printed}");
    }
    assert_eq!(entry.said().url, "https://b/?inventory&note=…&other=…");
    assert_eq!(entry.said().headers[1], ("authorization", REDACTED.to_owned()));
    assert_eq!(entry.said().headers[3], ("x-oss-date", "20260314T080910Z".to_owned()));
    let end = entry.ended().expect("it has ended");
    assert_eq!((end.took, end.status), (Duration::from_millis(150), Some(403)));
    assert_eq!(end.headers[0], ("server".to_owned(), "AliyunOSS".to_owned()));
}

#[test]
fn a_call_is_told_by_its_method_and_its_parameters() {
    for provider in Provider::ALL {
        let service = service(provider);
        let of = |call: &crate::provider::http::Request| Operation::of(call, service.id_parameter());
        let document = crate::provider::xml::Element::with_text("InventoryConfiguration", "");
        let id = || Some("a".to_owned());
        assert_eq!(of(&service.list_request(Some("token"))), (Operation::List, None));
        assert_eq!(of(&service.get_request("a")), (Operation::Get, id()));
        assert_eq!(of(&service.put_request("a", &document)), (Operation::Put, id()));
        assert_eq!(of(&service.run_request("a", &document)), (Operation::Run, id()));
        assert_eq!(of(&service.delete_request("a")), (Operation::Delete, id()));
        let mut other = service.list_request(None);
        other.query = vec![("prefix", "a".to_owned())];
        assert_eq!(of(&other), (Operation::Other, None));
    }
}

#[test]
fn the_last_ones_are_kept_and_the_others_counted() {
    let mut log = RequestLog::new();
    let numbers: Vec<u32> =
        (0..KEPT + 3).map(|at| log.begins(entry(&format!("https://b/?n={at}")))).collect();
    assert_eq!(numbers, (0..2_003).collect::<Vec<u32>>());
    assert_eq!((log.len(), log.dropped(), log.next()), (KEPT, 3, 2_003));
    assert!(log.get(2).is_none() && log.get(2_003).is_none());
    for number in [3, 2_002] {
        let url = log.get(number).map(|entry| entry.said().url.clone());
        assert_eq!(url, Some(format!("https://b/?n={number}")));
    }
    // One that is gone has no end, and one that is here has its own.
    log.ends(1, &answered(Some(200), None), &[]);
    log.ends(3, &answered(Some(200), None), &[]);
    let ended: Vec<u32> = (3..2_003).filter(|at| log.get(*at).is_some_and(|e| e.ended().is_some())).collect();
    assert_eq!(ended, [3]);
}

fn filled() -> RequestLog {
    let mut log = RequestLog::new();
    let here = place("logs-1");
    let denied = refusal("AccessDenied", "65F2B1");
    let none = Error::of_kind(ErrorKind::NoResponse);
    let all = [
        (Operation::List, Method::Get, None, Some(200), None),
        (Operation::Get, Method::Get, Some("daily"), Some(403), Some(&denied)),
        (Operation::Put, Method::Put, Some("daily"), None, Some(&none)),
        (Operation::Delete, Method::Delete, Some("weekly"), Some(204), None),
    ];
    for (operation, method, rule, status, error) in all {
        let begun = Begun {
            place: Some(&here),
            rule,
            ..begun(operation, method, "https://b.example.com/?inventory")
        };
        let number = log.begins(Entry::new(begun, &[]));
        log.ends(number, &answered(status, error), &[]);
    }
    log.begins(Entry::new(begun(Operation::Site, Method::Get, "https://site.example.com/config.json"), &[]));
    log
}

#[test]
fn requests_are_found_by_their_words_and_by_their_failure() {
    let log = filled();
    let name = |operation: Operation| format!("{operation:?} rules");
    let found = |text: &str, failed| log.found(&Wanted { text: text.to_owned(), failed }, &name);
    assert_eq!(found("", false), [4, 3, 2, 1, 0], "the newest first");
    assert_eq!(found("", true), [2, 1], "one under way has not failed");
    assert_eq!(found("daily", false), [2, 1]);
    assert_eq!(found("DAILY put", false), [2], "every word, in any case");
    assert_eq!(found("accessdenied", false), [1]);
    assert_eq!(found("65f2", true), [1]);
    assert_eq!(found("list rules", false), [0], "the name on the screen");
    assert_eq!(found("204", false), [3]);
    assert_eq!(found("logs-1", false), [3, 2, 1, 0]);
    assert_eq!(found("config.json", false), [4]);
    assert_eq!(found("nothing", false), [0; 0]);
}

#[test]
fn the_request_of_an_error_is_the_last_that_ended_with_it() {
    let mut log = filled();
    let here = place("logs-1");
    assert_eq!(log.of_error(&here, &refusal("AccessDenied", "65F2B1")), Some(1));
    assert_eq!(log.of_error(&here, &refusal("AccessDenied", "another")), None);
    assert_eq!(log.of_error(&here, &Error::of_kind(ErrorKind::NoResponse)), Some(2));
    assert_eq!(log.of_error(&here, &Error::of_kind(ErrorKind::TimedOut)), None);
    assert_eq!(log.of_error(&place("logs-2"), &Error::of_kind(ErrorKind::NoResponse)), None);
    // What is wrong with a good answer is seen when it is read.
    assert_eq!(log.of_error(&here, &Error::of_kind(ErrorKind::RepeatedToken)), Some(3));
    let begun = Begun { place: Some(&here), ..begun(Operation::List, Method::Get, "https://b/?inventory") };
    let again = log.begins(Entry::new(begun, &[]));
    log.ends(again, &answered(None, Some(&Error::of_kind(ErrorKind::NoResponse))), &[]);
    assert_eq!(log.of_error(&here, &Error::of_kind(ErrorKind::NoResponse)), Some(again));
    assert_eq!([Operation::Site, Operation::Credentials].map(|of| log.last_of(of)), [Some(4), None]);
}

#[test]
fn the_writes_of_a_rule_are_told_from_all_others() {
    let log = filled();
    let here = place("logs-1");
    let daily = Sent { number: 2, method: Method::Put, status: None, request_id: String::new() };
    assert_eq!(log.writes_since(0, &here, "daily"), [daily]);
    assert_eq!(log.writes_since(3, &here, "daily"), []);
    assert_eq!(log.writes_since(0, &here, "monthly"), []);
    assert_eq!(log.writes_since(0, &place("logs-2"), "daily"), []);
    let [weekly] = &log.writes_since(2, &here, "weekly")[..] else { panic!("it is there") };
    assert_eq!((weekly.number, weekly.method, weekly.status), (3, Method::Delete, Some(204)));
}

/// A request of a run takes some hundred milliseconds, and noting it a part of one: natively and without optimisation a
/// thousand take less than a second.
#[test]
fn a_thousand_requests_are_noted_in_no_time() {
    let keys = Credentials { security_token: Secret::new("CAIS".repeat(200)), ..credentials() };
    let token = "CAIS".repeat(200);
    let url = format!(
        "https://logs-1.oss-cn-hangzhou.aliyuncs.com/?inventory&inventoryId=daily&x-oss-security-token={token}"
    );
    let start = std::time::Instant::now();
    let begun_work = crate::worked::worked(start);
    let mut log = RequestLog::new();
    for _ in 0..1_000 {
        let number = log.begins(Entry::new(begun(Operation::Get, Method::Get, &url), &[&keys]));
        log.ends(number, &answered(Some(200), None), &[&keys]);
    }
    let seconds = crate::worked::worked(start) - begun_work;
    assert!(seconds < 1.0, "{seconds} s");
}
