//! Every recorded COS answer, read by our readers.

use serde_json::Value;

use super::*;
use crate::model::rule::Part;
use crate::model::{Provider, Rule, Timestamp};
use crate::provider::error::Error;
use crate::provider::http::Response;
use crate::provider::service;

fn check(response: &Response) -> Result<(), Error> {
    DIALECT.check(response)
}

fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

/// Name, operation, answer, and what the SDKs for Python and JavaScript made of it.
fn responses() -> Vec<(String, String, Response, Value)> {
    let all: Value = serde_json::from_str(include_str!("../../../tests/vectors/cos.json")).expect("JSON");
    let responses = all["xml"].as_array().expect("a list");
    assert_eq!(responses.len(), 32, "the number of recorded documents");
    responses
        .iter()
        .map(|recorded| {
            let text = |name: &str| recorded[name].as_str().expect("text").to_owned();
            let headers = recorded["headers"].as_object().expect("headers").iter();
            let status = u16::try_from(recorded["status"].as_u64().expect("a number")).expect("a status");
            let headers =
                headers.map(|(name, value)| (name.to_lowercase(), value.as_str().expect("text").to_owned()));
            let response = Response { headers: headers.collect(), ..answer(status, &text("body")) };
            (text("name"), text("operation"), response, recorded["parsed"].clone())
        })
        .collect()
}

#[test]
fn every_recorded_error_becomes_its_kind_with_the_providers_own_words() {
    let expected = [
        ("error_inventory_not_found", ErrorKind::NoSuchRule),
        ("error_no_such_bucket", ErrorKind::NoSuchBucket),
        ("error_access_denied", ErrorKind::Denied),
        ("error_invalid_access_key_id", ErrorKind::CredentialsRefused),
        ("error_signature_does_not_match", ErrorKind::SignatureMismatch),
        ("error_request_time_too_skewed", ErrorKind::Clock),
        ("error_request_has_expired", ErrorKind::Clock),
        ("error_expired_token", ErrorKind::CredentialsExpired),
        ("error_invalid_argument", ErrorKind::Invalid),
        ("error_too_many_configurations", ErrorKind::LimitReached),
        ("error_malformed_xml", ErrorKind::Invalid),
        ("error_duplicate_inventory_id", ErrorKind::AlreadyRun),
        ("error_without_trace_id", ErrorKind::NoSuchBucket),
        // The SDK for Python gives up on it.
        ("error_without_resource", ErrorKind::Denied),
        ("error_body_not_xml", ErrorKind::Unavailable),
        ("error_empty_body", ErrorKind::Denied),
    ];
    let errors: Vec<_> = responses().into_iter().filter(|(_, _, response, _)| !response.ok()).collect();
    assert_eq!(errors.len(), expected.len());
    for ((name, _, response, parsed), (expected_name, kind)) in errors.iter().zip(expected) {
        assert_eq!(name, expected_name);
        let error = check(response).expect_err("not a success");
        assert_eq!((error.kind, error.status), (kind, Some(response.status)), "{name}");
        let theirs = &parsed["javascript"]["error"]["error"];
        let text = |field: &str| theirs[field].as_str().unwrap_or_default();
        let ours = error.answer.unwrap_or_default();
        assert_eq!(ours.code, text("Code"), "{name}");
        assert_eq!(ours.message, text("Message"), "{name}");
        assert_eq!(ours.request_id, text("RequestId"), "{name}");
        if let Some(code) = parsed["python"]["error"]["digest"]["code"].as_str() {
            assert_eq!(ours.code, code, "{name}");
        }
    }
}

#[test]
fn the_providers_time_is_taken_from_a_complaint_about_ours() {
    let responses = responses();
    let (_, _, response, _) =
        responses.iter().find(|(name, ..)| name == "error_request_time_too_skewed").expect("the document");
    let error = check(response).expect_err("a refusal");
    assert_eq!(error.answer.and_then(|answer| answer.server_time), Some(Timestamp(1_700_000_000)));
}

/// "Error Codes", the sources of the fact sheet, and what follows from the status alone.
#[test]
fn every_known_code_has_its_kind() {
    let known = [
        (400, "ExpiredToken", ErrorKind::CredentialsExpired),
        (403, "InvalidToken", ErrorKind::CredentialsExpired),
        (403, "RequestTimeTooSkewed", ErrorKind::Clock),
        (403, "Request has expired", ErrorKind::Clock),
        (403, "AccessDenied", ErrorKind::Denied),
        (403, "AccessForbidden", ErrorKind::Denied),
        (403, "InvalidAccessKeyId", ErrorKind::CredentialsRefused),
        (403, "SignatureDoesNotMatch", ErrorKind::SignatureMismatch),
        (404, "NoSuchBucket", ErrorKind::NoSuchBucket),
        (404, "InventoryConfigurationNotFoundError", ErrorKind::NoSuchRule),
        (404, "NoSuchConfiguration", ErrorKind::NoSuchRule),
        (400, "DuplicateInventoryId", ErrorKind::AlreadyRun),
        (409, "DuplicateInventoryId", ErrorKind::AlreadyRun),
        (400, "TooManyConfigurations", ErrorKind::LimitReached),
        (400, "InventoryFull", ErrorKind::LimitReached),
        (400, "ActionAccelerateNotSupported", ErrorKind::WrongEndpoint),
        (400, "BucketAccelerateNotEnabled", ErrorKind::WrongEndpoint),
        (301, "PermanentRedirect", ErrorKind::WrongEndpoint),
        (403, "PermanentRedirect", ErrorKind::WrongEndpoint),
        (307, "TemporaryRedirect", ErrorKind::WrongEndpoint),
        (451, "UnavailableForLegalReasons", ErrorKind::AccountState),
        (400, "RequestTimeout", ErrorKind::Unavailable),
        (400, "InvalidArgument", ErrorKind::Invalid),
        (400, "MalformedXML", ErrorKind::Invalid),
        (400, "BadDigest", ErrorKind::Invalid),
        (400, "InvalidDigest", ErrorKind::Invalid),
        (405, "MethodNotAllowed", ErrorKind::Unexpected),
        (411, "MissingContentLength", ErrorKind::Unexpected),
        (500, "InternalError", ErrorKind::Unavailable),
        (503, "ServiceUnavailable", ErrorKind::Unavailable),
        (503, "SlowDown", ErrorKind::Throttled),
    ];
    for (status, code, kind) in known {
        let body = format!("<Error><Code>{code}</Code></Error>");
        let error = check(&answer(status, &body)).expect_err("a refusal");
        assert_eq!((error.kind, error.code()), (kind, code), "{status}");
    }
    let tested = |code: &str| known.iter().any(|(_, known, _)| *known == code);
    assert!(DIALECT.codes.iter().all(|(code, _)| tested(code)), "every code of the table is here");
}

#[test]
fn only_an_answer_with_a_code_has_a_page_of_the_provider() {
    let code = |code: &str| ProviderAnswer { code: code.into(), ..ProviderAnswer::default() };
    assert!(help_page(&code("AccessDenied")).is_some());
    assert_eq!(help_page(&code("")), None);
}

#[test]
fn every_recorded_rule_is_read_as_the_sdks_read_it() {
    let cos = service(Provider::Cos);
    let mut rules = 0;
    for (name, operation, response, parsed) in
        responses().into_iter().filter(|(_, _, response, _)| response.ok())
    {
        let javascript = &parsed["javascript"]["value"];
        let python = &parsed["python"]["value"];
        match operation.as_str() {
            "get" => {
                let rule = cos.read_get(&response).unwrap_or_else(|e| panic!("{name}: {e:?}")).rule;
                compare(&name, &rule, &javascript["InventoryConfiguration"]);
                // The SDK for Python fails on a document without optional fields.
                assert_eq!(python.is_null(), name == "get_without_optional_fields", "{name}");
                if !python.is_null() {
                    compare(&name, &rule, python);
                }
                rules += 1;
            }
            "list" => {
                let page = cos.read_list(&response).unwrap_or_else(|e| panic!("{name}: {e:?}"));
                let next = javascript["NextContinuationToken"].as_str();
                assert_eq!(
                    (page.next.as_deref(), next),
                    (next, python["NextContinuationToken"].as_str()),
                    "{name}"
                );
                let theirs = javascript["InventoryConfigurations"].as_array().expect("a list");
                // The SDK for Python has no list for one rule and nothing for none.
                let pythons = match &python["InventoryConfiguration"] {
                    Value::Array(rules) => rules.clone(),
                    Value::Null => Vec::new(),
                    rule => vec![rule.clone()],
                };
                assert_eq!((page.rules.len(), page.rules.len()), (theirs.len(), pythons.len()), "{name}");
                for ((rule, javascript), python) in page.rules.iter().zip(theirs).zip(&pythons) {
                    compare(&name, rule, javascript);
                    compare(&name, rule, python);
                }
                rules += page.rules.len();
            }
            // Both SDKs throw the number of the job away.
            "post" => assert_eq!(cos.read_run(&response).as_deref(), Ok("Dgesgeqzd0dd0123456789==")),
            "put" => assert_eq!(check(&response), Ok(())),
            _ => assert_eq!(cos.read_delete(&response), Ok(())),
        }
    }
    assert_eq!(rules, 15);
}

/// As either SDK reads it: they differ in how they write nothing, one entry, and `SSE-COS`.
fn compare(name: &str, rule: &Rule, sdk: &Value) {
    let equal = |part: Part, theirs: &Value| assert_eq!(rule.get(part), theirs.as_str(), "{name} {part:?}");
    equal(Part::Id, &sdk["Id"]);
    equal(Part::Enabled, &sdk["IsEnabled"]);
    equal(Part::Versions, &sdk["IncludedObjectVersions"]);
    equal(Part::Frequency, &sdk["Schedule"]["Frequency"]);
    equal(Part::DayOfMonth, &sdk["Schedule"]["MonthlyDate"]);
    let destination = &sdk["Destination"]["COSBucketDestination"];
    equal(Part::Format, &destination["Format"]);
    equal(Part::AccountId, &destination["AccountId"]);
    equal(Part::Bucket, &destination["Bucket"]);
    equal(Part::DestinationPrefix, &destination["Prefix"]);
    let places = [
        &destination["Encryption"]["SSE-COS"],
        &destination["Encryption"]["SSECOS"],
        &destination["SSE-COS"],
    ];
    let there = |name: &str, of: &Value| of.as_object().is_some_and(|members| members.contains_key(name));
    let encrypted = places.iter().any(|place| place.is_string())
        || there("SSE-COS", &destination["Encryption"])
        || there("SSE-COS", destination);
    assert_eq!(rule.get(Part::Encryption), encrypted.then_some("SSE-COS"), "{name}");
    let filter = &sdk["Filter"];
    let prefix = if filter["Prefix"].is_string() { &filter["Prefix"] } else { &filter["And"]["Prefix"] };
    equal(Part::Prefix, prefix);
    equal(Part::StorageClass, &filter["And"]["StorageClass"]);
    equal(Part::ModifiedFrom, &filter["Period"]["StartTime"]);
    equal(Part::ModifiedTo, &filter["Period"]["EndTime"]);
    let tags = filter["And"]["Tag"].as_array().into_iter().flatten();
    let tags = tags.map(|tag| {
        let text = |name: &str| tag[name].as_str().unwrap_or_default();
        format!("{}={}", text("Key"), text("Value"))
    });
    assert_eq!(rule.entries(Part::Tags).collect::<Vec<_>>(), tags.collect::<Vec<_>>(), "{name}");
    let fields = sdk["OptionalFields"].as_array().or_else(|| sdk["OptionalFields"]["Field"].as_array());
    let fields: Vec<_> = fields.into_iter().flatten().filter_map(Value::as_str).collect();
    let (metadata, fields): (Vec<&str>, Vec<&str>) =
        fields.into_iter().partition(|field| field.starts_with("x-cos-meta-"));
    assert_eq!(rule.entries(Part::Fields).collect::<Vec<_>>(), fields, "{name}");
    assert_eq!(rule.entries(Part::MetadataFields).collect::<Vec<_>>(), metadata, "{name}");
}

#[test]
fn a_rule_that_cannot_be_read_does_not_hide_its_page() {
    let good = "<InventoryConfiguration><Id>b</Id><Destination><COSBucketDestination><Bucket>r-1</Bucket>\
        </COSBucketDestination></Destination></InventoryConfiguration>";
    let inside = "<InventoryConfiguration><Id>a</Id></InventoryConfiguration>";
    let body = format!(
        "<ListInventoryConfigurationResult>{inside}{good}<IsTruncated>false</IsTruncated></ListInventoryConfigurationResult>"
    );
    let rules = service(Provider::Cos).read_list(&answer(200, &body)).expect("a page").rules;
    let told: Vec<_> = rules.iter().map(|rule| (rule.id(), rule.unreadable().is_some())).collect();
    assert_eq!(told, [("a", true), ("b", false)]);
}

#[test]
fn a_page_without_its_next_token_is_no_page() {
    let cos = service(Provider::Cos);
    for inside in [
        "<IsTruncated>true</IsTruncated>",
        "<IsTruncated>True</IsTruncated><NextContinuationToken></NextContinuationToken>",
    ] {
        let body = format!("<ListInventoryConfigurationResult>{inside}</ListInventoryConfigurationResult>");
        let error = cos.read_list(&answer(200, &body)).expect_err(inside);
        assert_eq!(error.kind, ErrorKind::Unreadable, "{inside}");
    }
    // The plural is OSS's.
    let other = "<ListInventoryConfigurationsResult></ListInventoryConfigurationsResult>";
    assert_eq!(cos.read_list(&answer(200, other)).expect_err("another").kind, ErrorKind::Unreadable);
}

#[test]
fn an_answer_to_a_run_is_its_number_or_cannot_be_read() {
    let read =
        |status, body| service(Provider::Cos).read_run(&answer(status, body)).map_err(|error| error.kind);
    assert_eq!(read(200, "<PostInventoryResult><JobId>j</JobId></PostInventoryResult>"), Ok("j".into()));
    assert_eq!(read(200, "<PostInventoryResult></PostInventoryResult>"), Err(ErrorKind::Unreadable));
    assert_eq!(read(200, ""), Err(ErrorKind::Unreadable));
    assert_eq!(read(400, "<Error><Code>DuplicateInventoryId</Code></Error>"), Err(ErrorKind::AlreadyRun));
}

#[test]
fn removing_what_is_gone_succeeds() {
    let gone = answer(404, "<Error><Code>InventoryConfigurationNotFoundError</Code></Error>");
    assert_eq!(service(Provider::Cos).read_delete(&gone), Ok(()));
    let no_bucket = answer(404, "<Error><Code>NoSuchBucket</Code></Error>");
    let error = service(Provider::Cos).read_delete(&no_bucket).expect_err("no bucket");
    assert_eq!(error.kind, ErrorKind::NoSuchBucket);
}
