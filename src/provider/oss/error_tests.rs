//! Every recorded OSS answer, read by our readers.

use serde_json::Value;

use super::*;
use crate::model::rule::{Part, bucket_name, flag};
use crate::model::{Provider, Rule, Timestamp};
use crate::provider::error::Error;
use crate::provider::http::Response;
use crate::provider::service;

fn check(response: &Response) -> Result<(), Error> {
    DIALECT.check(response)
}

fn responses() -> Vec<(String, String, Response, Value)> {
    let all: Value = serde_json::from_str(include_str!("../../../tests/vectors/oss.json")).expect("JSON");
    let responses = all["responses"].as_array().expect("a list");
    assert_eq!(responses.len(), 28, "the number of recorded documents");
    responses
        .iter()
        .map(|recorded| {
            let text = |name: &str| recorded[name].as_str().expect("text").to_owned();
            let headers = recorded["headers"].as_object().expect("headers").iter();
            let response = Response {
                status: u16::try_from(recorded["status"].as_u64().expect("a number")).expect("a status"),
                headers: headers
                    .map(|(name, value)| (name.to_lowercase(), value.as_str().expect("text").to_owned()))
                    .collect(),
                body: text("body").into_bytes(),
            };
            (text("name"), text("operation"), response, recorded["parsed"].clone())
        })
        .collect()
}

/// What the vendor's SDK read, where it read anything.
fn sdk_text(parsed: &Value, field: &str) -> Option<String> {
    parsed["oss2 2.19.1 (Python)"][field].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The one document that a browser never receives.
const ONLY_IN_A_HEADER: &str = "error-in-x-oss-err-header";

#[test]
fn every_recorded_error_becomes_its_kind_with_the_providers_own_words() {
    let expected = [
        ("error-no-such-inventory", ErrorKind::NoSuchRule),
        ("error-inventory-already-exist", ErrorKind::AlreadyExists),
        ("error-inventory-exceed-limit", ErrorKind::LimitReached),
        ("error-invalid-argument", ErrorKind::Invalid),
        ("error-malformed-xml", ErrorKind::Invalid),
        ("error-access-denied", ErrorKind::Denied),
        ("error-access-denied-wrong-endpoint", ErrorKind::WrongEndpoint),
        ("error-no-such-bucket", ErrorKind::NoSuchBucket),
        ("error-security-token-expired", ErrorKind::CredentialsExpired),
        ("error-invalid-access-key-id", ErrorKind::CredentialsRefused),
        ("error-signature-does-not-match", ErrorKind::SignatureMismatch),
        ("error-request-time-too-skewed", ErrorKind::Clock),
        ("error-cors-not-allowed", ErrorKind::Denied),
        ("error-not-xml", ErrorKind::Denied),
        // The document in a header is for answers to HEAD, which a page of ours never sends, and no CORS
        // rule that we ask for lets a page read that header: only the status is left.
        (ONLY_IN_A_HEADER, ErrorKind::Unexpected),
        ("error-empty-body", ErrorKind::Unexpected),
    ];
    let errors: Vec<_> = responses().into_iter().filter(|(_, _, response, _)| !response.ok()).collect();
    assert_eq!(errors.len(), expected.len());
    for ((name, _, response, parsed), (expected_name, kind)) in errors.iter().zip(expected) {
        assert_eq!(name, expected_name);
        let error = check(response).expect_err("not a success");
        assert_eq!(error.kind, kind, "{name}");
        if name == ONLY_IN_A_HEADER {
            assert_eq!((error.status, error.answer), (Some(404), None));
            continue;
        }
        assert_eq!(error.code(), sdk_text(parsed, "code").unwrap_or_default(), "{name}");
        if let Some(message) = sdk_text(parsed, "message") {
            assert_eq!(error.answer.expect("an answer").message, message, "{name}");
        }
    }
}

#[test]
fn an_expired_query_signature_is_a_clock_error_and_not_a_lack_of_rights() {
    let body = "<Error><Code>AccessDenied</Code><Message>Request has expired.</Message>\
        <Expires>2026-03-14T08:09:10.000Z</Expires><ServerTime>2026-03-14T09:09:10.000Z</ServerTime>\
        <EC>0002-00000069</EC></Error>";
    let response = Response { status: 403, headers: Vec::new(), body: body.as_bytes().to_vec() };
    let error = check(&response).expect_err("a refusal");
    assert_eq!(error.kind, ErrorKind::Clock);
    assert_eq!(error.answer.and_then(|a| a.server_time), Some(Timestamp(1_773_479_350)));
}

#[test]
fn an_echoed_token_is_nowhere_in_the_error() {
    let responses = responses();
    let (_, _, response, _) =
        responses.iter().find(|(name, ..)| name == "error-security-token-expired").expect("the document");
    let error = check(response).expect_err("a refusal");
    assert!(!format!("{error:?}").contains("CAIS"), "{error:?}");
}

#[test]
fn every_recorded_rule_is_read_as_the_sdks_read_it() {
    let oss = service(Provider::Oss);
    let mut rules = 0;
    for (name, operation, response, parsed) in
        responses().into_iter().filter(|(_, _, response, _)| response.ok())
    {
        let older = &parsed["oss2 2.19.1 (Python)"]["result"];
        let newer = &parsed["alibabacloud-oss-v2 1.4.1 (Python)"]["result"];
        match operation.as_str() {
            "get" => {
                let rule = oss.read_get(&response).unwrap_or_else(|e| panic!("{name}: {e:?}")).rule;
                compare(&name, &rule, older);
                compare_newer_parts(&name, &rule, &newer["inventory_configuration"]);
                rules += 1;
            }
            "list" => {
                let page = oss.read_list(&response).unwrap_or_else(|e| panic!("{name}: {e:?}"));
                let theirs = older["inventory_configurations"].as_array().expect("a list");
                assert_eq!(page.rules.len(), theirs.len(), "{name}");
                page.rules.iter().zip(theirs).for_each(|(rule, sdk)| compare(&name, rule, sdk));
                assert_eq!(page.next.as_deref(), older["next_continuation_token"].as_str(), "{name}");
                rules += page.rules.len();
            }
            "put" => assert_eq!(check(&response), Ok(())),
            _ => assert_eq!(oss.read_delete(&response), Ok(())),
        }
    }
    assert!(rules >= 11, "{rules}");
}

/// As oss2 reads it.
fn compare(name: &str, rule: &Rule, sdk: &Value) {
    // What says nothing is no part of a rule.
    let theirs =
        |part: Part, theirs: &Value| theirs.as_str().filter(|text| !part.is_unset(text)).map(str::to_owned);
    let equal = |part: Part, sdk: &Value| {
        assert_eq!(rule.get(part).map(str::to_owned), theirs(part, sdk), "{name} {part:?}");
    };
    let destination = &sdk["inventory_destination"]["bucket_destination"];
    equal(Part::Id, &sdk["inventory_id"]);
    assert_eq!(rule.enabled(), sdk["is_enabled"].as_bool(), "{name}");
    equal(Part::Versions, &sdk["included_object_versions"]);
    equal(Part::Frequency, &sdk["inventory_schedule"]["frequency"]);
    let fields: Vec<_> =
        sdk["optional_fields"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert_eq!(rule.entries(Part::Fields).collect::<Vec<_>>(), fields, "{name}");
    let filter = &sdk["inventory_filter"];
    equal(Part::Prefix, &filter["prefix"]);
    equal(Part::SizeFrom, &filter["lower_size_bound"]);
    equal(Part::SizeTo, &filter["upper_size_bound"]);
    equal(Part::ModifiedFrom, &filter["last_modify_begin_time_stamp"]);
    equal(Part::ModifiedTo, &filter["last_modify_end_time_stamp"]);
    equal(Part::StorageClass, &filter["storage_class"]);
    // This SDK takes the plain name out of the destination.
    assert_eq!(Some(bucket_name(rule.text(Part::Bucket))), destination["bucket"].as_str(), "{name}");
    equal(Part::DestinationPrefix, &destination["prefix"]);
    equal(Part::RoleArn, &destination["role_arn"]);
    equal(Part::AccountId, &destination["account_id"]);
    equal(Part::Format, &destination["inventory_format"]);
    let (encryption, key) = match (&destination["sse_oss_encryption"], &destination["sse_kms_encryption"]) {
        (Value::Null, Value::Null) => (None, None),
        (_, Value::Null) => (Some("SSE-OSS"), None),
        (_, kms) => (Some("SSE-KMS"), kms["key_id"].as_str()),
    };
    assert_eq!((rule.get(Part::Encryption), rule.get(Part::KmsKeyId)), (encryption, key), "{name}");
}

/// What oss2 does not know, as alibabacloud-oss-v2 reads it, and the destination's bucket in full.
fn compare_newer_parts(name: &str, rule: &Rule, sdk: &Value) {
    let number = |value: &Value| value.as_i64().map(|number| number.to_string());
    let schedule = &sdk["schedule"];
    assert_eq!(rule.get(Part::DayOfMonth).map(str::to_owned), number(&schedule["day_of_month"]), "{name}");
    assert_eq!(rule.get(Part::AutoDelete).and_then(flag), schedule["auto_delete"].as_bool(), "{name}");
    let destination = &sdk["destination"]["oss_bucket_destination"];
    assert_eq!(rule.get(Part::Bucket), destination["bucket"].as_str(), "{name}");
    let incremental = &sdk["incremental_inventory"];
    assert_eq!(rule.get(Part::Incremental).and_then(flag), incremental["is_enabled"].as_bool(), "{name}");
    assert_eq!(
        rule.get(Part::IncrementalFrequency).map(str::to_owned),
        number(&incremental["schedule"]["frequency"]),
        "{name}"
    );
    let fields = incremental["optional_fields"]["fields"].as_array().into_iter().flatten();
    assert_eq!(
        rule.entries(Part::IncrementalFields).collect::<Vec<_>>(),
        fields.filter_map(Value::as_str).collect::<Vec<_>>(),
        "{name}"
    );
}
