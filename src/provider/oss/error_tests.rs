//! Every recorded OSS answer, read by our readers.

use serde_json::Value;

use super::*;
use crate::provider::Service;
use crate::provider::oss::Oss;

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
        ("error-in-x-oss-err-header", ErrorKind::NoSuchRule),
        ("error-empty-body", ErrorKind::Unexpected),
    ];
    let errors: Vec<_> = responses().into_iter().filter(|(_, _, response, _)| !response.ok()).collect();
    assert_eq!(errors.len(), expected.len());
    for ((name, _, response, parsed), (expected_name, kind)) in errors.iter().zip(expected) {
        assert_eq!(name, expected_name);
        let error = check(response).expect_err("not a success");
        assert_eq!(error.kind, kind, "{name}");
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
fn every_recorded_rule_is_read_as_the_sdk_reads_it() {
    let mut rules = 0;
    for (name, operation, response, parsed) in
        responses().into_iter().filter(|(_, _, response, _)| response.ok())
    {
        let sdk = &parsed["oss2 2.19.1 (Python)"]["result"];
        match operation.as_str() {
            "get" => {
                let rule = Oss.read_get(&response).unwrap_or_else(|e| panic!("{name}: {e:?}")).rule;
                compare(&name, &rule, sdk);
                rules += 1;
            }
            "list" => {
                let page = Oss.read_list(&response).unwrap_or_else(|e| panic!("{name}: {e:?}"));
                let theirs = sdk["inventory_configurations"].as_array().expect("a list");
                assert_eq!(page.rules.len(), theirs.len(), "{name}");
                page.rules.iter().zip(theirs).for_each(|(rule, sdk)| compare(&name, rule, sdk));
                assert_eq!(page.next.as_deref(), sdk["next_continuation_token"].as_str(), "{name}");
                rules += page.rules.len();
            }
            "put" => assert_eq!(Oss.read_put(&response), Ok(())),
            _ => assert_eq!(Oss.read_delete(&response), Ok(())),
        }
    }
    assert!(rules >= 11, "{rules}");
}

fn compare(name: &str, rule: &crate::model::Rule, sdk: &Value) {
    use crate::model::rule::{Encryption, Value as Kept};
    let destination = &sdk["inventory_destination"]["bucket_destination"];
    assert_eq!(Some(rule.id.as_str()), sdk["inventory_id"].as_str(), "{name}");
    assert_eq!(Some(rule.enabled == Kept::Known(true)), sdk["is_enabled"].as_bool(), "{name}");
    assert_eq!(Some(rule.versions.text()), sdk["included_object_versions"].as_str(), "{name}");
    assert_eq!(
        Some(rule.schedule.frequency.text()),
        sdk["inventory_schedule"]["frequency"].as_str(),
        "{name}"
    );
    let fields: Vec<_> =
        sdk["optional_fields"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert_eq!(rule.fields, fields, "{name}");
    let filter = &sdk["inventory_filter"];
    let number = |value: Option<String>, field: &str| {
        assert_eq!(value.as_deref(), filter[field].as_str(), "{name} {field}")
    };
    number(rule.filter.prefix.clone(), "prefix");
    number(rule.filter.size_from.as_ref().map(Kept::number), "lower_size_bound");
    number(rule.filter.size_to.as_ref().map(Kept::number), "upper_size_bound");
    number(rule.filter.modified_from.as_ref().map(Kept::number), "last_modify_begin_time_stamp");
    number(rule.filter.modified_to.as_ref().map(Kept::number), "last_modify_end_time_stamp");
    number(rule.filter.storage_class.clone(), "storage_class");
    assert_eq!(
        rule.destination.bucket,
        Kept::Known(destination["bucket"].as_str().unwrap_or_default().to_owned()),
        "{name}"
    );
    assert_eq!(rule.destination.prefix.as_deref(), destination["prefix"].as_str(), "{name}");
    assert_eq!(rule.destination.role_arn.as_deref(), destination["role_arn"].as_str(), "{name}");
    assert_eq!(rule.destination.account_id.as_deref(), destination["account_id"].as_str(), "{name}");
    assert_eq!(Some(rule.destination.format.text()), destination["inventory_format"].as_str(), "{name}");
    let expected = match (&destination["sse_oss_encryption"], &destination["sse_kms_encryption"]) {
        (Value::Null, Value::Null) => Encryption::None,
        (_, Value::Null) => Encryption::ServiceKey,
        (_, kms) => Encryption::Kms { key_id: kms["key_id"].as_str().unwrap_or_default().to_owned() },
    };
    assert_eq!(rule.destination.encryption, expected, "{name}");
}
