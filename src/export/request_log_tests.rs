use serde_json::{Value, json};

use super::*;
use crate::model::{BucketName, Credentials, Provider, Region, Secret};
use crate::provider::error::{Error, ErrorKind, ProviderAnswer};
use crate::route::Place;
use crate::state::request_log::{Answered, Begun};

const AT: Duration = Duration::from_millis(1_773_475_750_042);

fn keys() -> Credentials {
    Credentials {
        access_key_id: "STS.id".into(),
        access_key_secret: Secret::new("the-secret"),
        security_token: Secret::new("the-token"),
        expires_at: None,
        account: None,
    }
}

/// A list that was refused, a write under way, and a file of the site without an answer.
fn entries() -> [Entry; 3] {
    let region = Region::parse("cn-hangzhou").expect("a region");
    let bucket = BucketName::parse("logs-1").expect("a bucket");
    let place = Place { provider: Provider::Oss, region, bucket };
    let list = Begun {
        at: AT,
        operation: Operation::List,
        place: Some(&place),
        rule: None,
        method: Method::Get,
        url: "https://logs-1.example.com/?inventory&x-oss-security-token=the-token&x=%E6%B8%85",
        headers: &[],
        bytes: 0,
        attempt: 2,
    };
    let headers =
        [("authorization", "the-signature".to_owned()), ("content-type", "application/xml".to_owned())];
    let write = Begun {
        operation: Operation::Put,
        rule: Some("it's"),
        method: Method::Put,
        url: "https://logs-1.example.com/?inventory&inventoryId=it%27s",
        headers: &headers,
        bytes: 123,
        attempt: 1,
        ..list
    };
    let site = Begun {
        operation: Operation::Site,
        place: None,
        url: "https://site.example.com/config.json",
        attempt: 1,
        ..list
    };
    let mut entries = [list, write, site].map(|begun| Entry::new(begun, &[&keys()]));
    let answer = ProviderAnswer { code: "AccessDenied".into(), ..ProviderAnswer::default() };
    let error = Error { kind: ErrorKind::Denied, status: Some(403), answer: Some(Box::new(answer)) };
    let told = [("content-type".to_owned(), "application/xml".to_owned())];
    let at = AT + Duration::from_millis(150);
    let request_id = "65F2B1";
    let refused =
        Answered { at, status: Some(403), headers: &told, bytes: 321, request_id, error: Some(&error) };
    entries[0].end(&refused, &[&keys()]);
    let none = Error::of_kind(ErrorKind::NoResponse);
    entries[2]
        .end(&Answered { at, status: None, headers: &[], bytes: 0, request_id: "", error: Some(&none) }, &[]);
    entries
}

fn written(written: fn(&[&Entry]) -> serde_json::Result<String>) -> Value {
    let entries = entries();
    let text = written(&entries.iter().collect::<Vec<_>>()).expect("JSON");
    for secret in ["the-secret", "the-token", "the-signature", "STS.id"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn the_file_has_each_request_with_what_is_known_of_it() {
    let file = written(|entries| json(entries, 5));
    let expected = json!({
        "stocktake_requests": 1,
        "dropped": 5,
        "requests": [
            {
                "time": "2026-03-14T08:09:10.042Z", "operation": "list", "method": "GET",
                "url": "https://logs-1.example.com/?inventory&x-oss-security-token=REDACTED&x=%E6%B8%85",
                "provider": "oss", "region": "cn-hangzhou", "bucket": "logs-1",
                "attempt": 2, "under_way": false, "status": 403, "duration_ms": 150,
                "code": "AccessDenied", "request_id": "65F2B1", "error": "Denied",
            },
            {
                "time": "2026-03-14T08:09:10.042Z", "operation": "put", "method": "PUT",
                "url": "https://logs-1.example.com/?inventory&inventoryId=it%27s",
                "provider": "oss", "region": "cn-hangzhou", "bucket": "logs-1", "rule": "it's",
                "attempt": 1, "under_way": true,
            },
            {
                "time": "2026-03-14T08:09:10.042Z", "operation": "site", "method": "GET",
                "url": "https://site.example.com/config.json",
                "attempt": 1, "under_way": false, "duration_ms": 150, "error": "NoResponse",
            },
        ],
    });
    assert_eq!(file, expected);
}

/// Every member that HAR 1.2 asks for, in its form.
fn assert_is_har(file: &Value) {
    let text = |value: &Value| assert!(value.is_string(), "{value} is no text");
    let number = |value: &Value| assert!(value.is_i64(), "{value} is no number");
    let pairs = |value: &Value| {
        for pair in value.as_array().expect("a list") {
            ["name", "value"].iter().for_each(|name| text(&pair[name]));
        }
    };
    let log = &file["log"];
    assert_eq!(log["version"], "1.2");
    ["name", "version"].iter().for_each(|name| text(&log["creator"][name]));
    for entry in log["entries"].as_array().expect("a list") {
        let started = entry["startedDateTime"].as_str().expect("a time");
        assert!(Timestamp::parse_rfc3339(started).is_some(), "{started}");
        let (request, response) = (&entry["request"], &entry["response"]);
        ["method", "url", "httpVersion"].iter().for_each(|name| text(&request[name]));
        assert!(request["url"].as_str().is_some_and(|url| url.starts_with("https://")));
        ["headers", "queryString"].iter().for_each(|name| pairs(&request[name]));
        ["headersSize", "bodySize"].iter().for_each(|name| number(&request[name]));
        ["statusText", "httpVersion", "redirectURL"].iter().for_each(|name| text(&response[name]));
        ["status", "headersSize", "bodySize"].iter().for_each(|name| number(&response[name]));
        pairs(&response["headers"]);
        number(&response["content"]["size"]);
        text(&response["content"]["mimeType"]);
        assert!([request, response].iter().all(|side| side["cookies"] == json!([])));
        assert_eq!(entry["cache"], json!({}));
        let phases =
            ["send", "wait", "receive"].map(|name| entry["timings"][name].as_i64().expect("a number"));
        assert!(phases.iter().all(|phase| *phase >= 0));
        assert_eq!(entry["time"].as_i64(), Some(phases.iter().sum()), "the whole is the sum of its phases");
        let own = ["startedDateTime", "time", "request", "response", "cache", "timings"];
        let members = entry.as_object().expect("an object").keys();
        let odd: Vec<_> =
            members.filter(|name| !own.contains(&name.as_str()) && !name.starts_with('_')).collect();
        assert_eq!(odd, [""; 0], "what HAR does not know begins with an underscore");
    }
}

#[test]
fn the_archive_has_every_member_of_har() {
    let file = written(|entries| har(entries, "0.1.0"));
    assert_is_har(&file);
    let entries = file["log"]["entries"].as_array().expect("a list");
    assert_eq!(entries.len(), 3);
    let [list, write, site] = [0, 1, 2].map(|at| &entries[at]);
    assert_eq!((&list["response"]["status"], &list["time"]), (&json!(403), &json!(150)));
    assert_eq!(
        list["request"]["queryString"],
        json!([
            { "name": "inventory", "value": "" },
            { "name": "x-oss-security-token", "value": "REDACTED" },
            { "name": "x", "value": "清" },
        ])
    );
    assert_eq!(list["response"]["content"], json!({ "size": 321, "mimeType": "application/xml" }));
    assert_eq!((&list["_code"], &list["_requestId"]), (&json!("AccessDenied"), &json!("65F2B1")));
    assert_eq!(write["request"]["headers"][0], json!({ "name": "authorization", "value": "REDACTED" }));
    assert_eq!((&write["request"]["bodySize"], &write["response"]["status"]), (&json!(123), &json!(0)));
    assert_eq!((&site["response"]["status"], &site["_error"]), (&json!(0), &json!("NoResponse")));
    assert_eq!(file["log"]["creator"], json!({ "name": "Stocktake", "version": "0.1.0" }));
}

#[test]
fn a_command_has_everything_but_the_credentials() {
    let [list, write, _] = entries();
    assert_eq!(
        curl(&list),
        "curl --request GET \\\n  \
         'https://logs-1.example.com/?inventory&x-oss-security-token=REDACTED&x=%E6%B8%85'\n"
    );
    assert_eq!(
        curl(&write),
        "curl --request PUT \\\n  --header 'authorization: REDACTED' \\\n  \
         --header 'content-type: application/xml' \\\n  --data-binary @inventory-rule.xml \\\n  \
         'https://logs-1.example.com/?inventory&inventoryId=it%27s'\n"
    );
}

#[test]
fn a_time_is_told_to_the_millisecond() {
    assert_eq!(milliseconds(AT), "2026-03-14T08:09:10.042Z");
    assert_eq!(milliseconds(Duration::ZERO), "1970-01-01T00:00:00.000Z");
}
