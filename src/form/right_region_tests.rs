//! Refusals that name the right region, and those that do not.

use super::*;
use crate::form::connection::{ConnectionDraft, foreign_host};
use crate::provider::http::Response;
use crate::provider::service;

fn connection(provider: Provider, region: &str, endpoint: &str) -> Connection {
    let bucket = if provider == Provider::Cos { "demo-1250000000" } else { "demo" };
    let draft = ConnectionDraft {
        region: region.into(),
        bucket: bucket.into(),
        endpoint: endpoint.into(),
        ..ConnectionDraft::new(provider)
    };
    draft.check().expect("a connection")
}

fn refusal(provider: Provider, status: u16, body: &str) -> Error {
    let response = Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() };
    service(provider).dialect().check(&response).expect_err("a refusal")
}

/// Region and endpoint of what the refusal leads to.
fn leads_to(connection: &Connection, error: &Error) -> Option<(String, Option<String>)> {
    let corrected = corrected(connection, error)?;
    assert_eq!((&corrected.bucket, corrected.reads), (&connection.bucket, connection.reads));
    let endpoint = corrected.endpoint.map(|endpoint| endpoint.as_str().to_owned());
    Some((corrected.region.as_str().to_owned(), endpoint))
}

fn plain(region: &str) -> Option<(String, Option<String>)> {
    Some((region.to_owned(), None))
}

#[test]
fn a_signature_of_another_region_leads_to_the_region_of_the_host() {
    let body = include_str!("../../tests/cases/signing-region.xml");
    let error = refusal(Provider::Oss, 400, body);
    assert_eq!(error.kind, ErrorKind::WrongRegion);
    let there = "https://{bucket}.oss-cn-beijing.aliyuncs.com";
    let wrong = connection(Provider::Oss, "cn-hangzhou", there);
    assert_eq!(leads_to(&wrong, &error), Some(("cn-beijing".into(), Some(there.into()))));
    let own_domain = connection(Provider::Oss, "cn-hangzhou", "https://inv.example.com");
    let expected = Some(("cn-beijing".into(), Some("https://inv.example.com".into())));
    assert_eq!(leads_to(&own_domain, &error), expected);
    // The host is no help where it is of the region that was signed.
    assert_eq!(leads_to(&connection(Provider::Oss, "cn-beijing", ""), &error), None);
}

#[test]
fn every_code_and_sentence_about_the_region_of_a_signature_is_known() {
    let body = |ec: &str, message: &str| {
        format!("<Error><Code>InvalidArgument</Code><Message>{message}</Message><EC>{ec}</EC></Error>")
    };
    for (ec, message) in [
        ("0002-00000226", ""),
        ("0002-00000228", ""),
        ("0002-00000715", "The signing region in credential is invalid."),
        ("", "Invalid signing region in Authorization header."),
    ] {
        assert_eq!(refusal(Provider::Oss, 400, &body(ec, message)).kind, ErrorKind::WrongRegion, "{ec}");
        assert_eq!(refusal(Provider::Oss, 403, &body(ec, message)).kind, ErrorKind::WrongRegion, "{ec}");
    }
    let date = body("0002-00000227", "Invalid signing date in Authorization header.");
    assert_eq!(refusal(Provider::Oss, 400, &date).kind, ErrorKind::Invalid);
}

#[test]
fn a_redirect_leads_to_the_endpoint_that_it_names() {
    let body = include_str!("../../tests/cases/permanent-redirect.xml");
    let error = refusal(Provider::Oss, 403, body);
    assert_eq!(error.kind, ErrorKind::WrongEndpoint);
    let hangzhou = |endpoint: &str| connection(Provider::Oss, "cn-hangzhou", endpoint);
    assert_eq!(leads_to(&hangzhou(""), &error), plain("cn-hongkong"));
    // A relay is told the other host; it stays the relay.
    let relay = "https://console.example.com/relay/{bucket}.oss-cn-hangzhou.aliyuncs.com";
    let moved = relay.replace("hangzhou", "hongkong");
    assert_eq!(leads_to(&hangzhou(relay), &error), Some(("cn-hongkong".into(), Some(moved))));
    let any_host = "https://console.example.com/relay/{host}";
    assert_eq!(leads_to(&hangzhou(any_host), &error), Some(("cn-hongkong".into(), Some(any_host.into()))));
    // One that does not name the region leads to the wrong place still. It is not left without a word, so there is no
    // correction to offer.
    for own in ["https://inv.example.com", "https://relay.example/{bucket}"] {
        assert_eq!(leads_to(&hangzhou(own), &error), None, "{own}");
    }
    // The provider's own for another region makes room for the right one.
    assert_eq!(
        leads_to(&hangzhou("https://{bucket}.oss-cn-beijing.aliyuncs.com"), &error),
        plain("cn-hongkong")
    );
    // The same region again is no way out.
    assert_eq!(leads_to(&connection(Provider::Oss, "cn-hongkong", ""), &error), None);
}

#[test]
fn a_host_that_changes_with_the_region_is_named_before_it_is_asked() {
    let body = include_str!("../../tests/cases/permanent-redirect.xml");
    let error = refusal(Provider::Oss, 403, body);
    let wrong = connection(Provider::Oss, "cn-hangzhou", "https://{bucket}.oss-cn-hangzhou.example.net");
    let right = corrected(&wrong, &error).expect("a region");
    assert_eq!(foreign_host(&right).as_deref(), Some("demo.oss-cn-hongkong.example.net"));
    let plain = corrected(&connection(Provider::Oss, "cn-hangzhou", ""), &error).expect("a region");
    assert_eq!(foreign_host(&plain), None);
}

#[test]
fn only_a_host_of_the_providers_own_form_names_a_region() {
    let error = |provider, endpoint: &str| {
        let body = format!("<Error><Code>PermanentRedirect</Code><Endpoint>{endpoint}</Endpoint></Error>");
        refusal(provider, 301, &body)
    };
    let oss = connection(Provider::Oss, "cn-hangzhou", "");
    for (host, region) in [
        ("oss-cn-shanghai.aliyuncs.com", Some("cn-shanghai")),
        ("demo.oss-cn-shanghai.aliyuncs.com", Some("cn-shanghai")),
        ("https://demo.oss-cn-shanghai-internal.aliyuncs.com/", Some("cn-shanghai")),
        ("cn-shanghai.oss.aliyuncs.com", Some("cn-shanghai")),
        ("https://demo.cn-shanghai.oss.aliyuncs.com:443/", Some("cn-shanghai")),
        ("another.oss-cn-shanghai.aliyuncs.com", None),
        ("another.cn-shanghai.oss.aliyuncs.com", None),
        ("oss-accelerate.aliyuncs.com", None),
        ("oss-oss-cn-shanghai.aliyuncs.com", None),
        ("oss-cn-shanghai.aliyuncs.com.example.net", None),
        ("oss-cn-shanghai.aliyuncs.com@example.net", None),
        ("oss-.aliyuncs.com", None),
        ("example.net", None),
    ] {
        assert_eq!(leads_to(&oss, &error(Provider::Oss, host)), region.and_then(plain), "{host}");
    }
    let cos = connection(Provider::Cos, "ap-guangzhou", "");
    for (host, region) in [
        ("cos.ap-beijing.myqcloud.com", Some("ap-beijing")),
        ("demo-1250000000.cos.ap-beijing.myqcloud.com", Some("ap-beijing")),
        ("demo-1250000000.cos.ap-beijing.tencentcos.cn", Some("ap-beijing")),
        ("cos-internal.ap-beijing.tencentcos.cn", Some("ap-beijing")),
        ("demo-1250000000.cos-internal.ap-beijing.tencentcos.cn", Some("ap-beijing")),
        ("service.cos.myqcloud.com", None),
        ("oss-cn-shanghai.aliyuncs.com", None),
    ] {
        assert_eq!(leads_to(&cos, &error(Provider::Cos, host)), region.and_then(plain), "{host}");
    }
}

#[test]
fn a_region_element_names_it_too_and_other_refusals_name_nothing() {
    let body = "<Error><Code>PermanentRedirect</Code><Region>oss-cn-shanghai</Region></Error>";
    let oss = connection(Provider::Oss, "cn-hangzhou", "");
    assert_eq!(leads_to(&oss, &refusal(Provider::Oss, 301, body)), plain("cn-shanghai"));
    let denied = body.replace("PermanentRedirect", "NoSuchBucket");
    assert_eq!(leads_to(&oss, &refusal(Provider::Oss, 404, &denied)), None);
    assert_eq!(leads_to(&oss, &Error::of_kind(ErrorKind::WrongEndpoint)), None);
}
