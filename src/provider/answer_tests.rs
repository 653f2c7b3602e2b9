//! Answers out of public bug reports, read as they came.

use super::http::Response;
use super::*;
use crate::model::Provider;
use crate::provider::error::{Error, ErrorKind};

const OSS_PAGE: &str = include_str!("../../tests/cases/list-page.xml");
const COS_RULE: &str = "<InventoryConfiguration><Id>report1</Id><IsEnabled>true</IsEnabled><Destination><COSBucketDestination>\
    <Format>CSV</Format><Bucket>qcs::cos:ap-guangzhou::r-1250000000</Bucket></COSBucketDestination></Destination><Schedule>\
    <Frequency>Daily</Frequency></Schedule><IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>";

fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

fn refusal(provider: Provider, status: u16, body: &str) -> Error {
    service(provider).dialect().check(&answer(status, body)).expect_err(body)
}

/// A page of the list with a token and without a declaration; its only rule is `report1`.
fn page(provider: Provider, is_truncated: bool) -> String {
    let oss = OSS_PAGE.split_once("?>").expect("a declaration").1.trim_start();
    let cos = format!(
        "<ListInventoryConfigurationResult>{COS_RULE}<IsTruncated>true</IsTruncated>\
         <NextContinuationToken>report1</NextContinuationToken></ListInventoryConfigurationResult>"
    );
    let whole = if provider == Provider::Oss { oss.to_owned() } else { cos };
    whole.replace("<IsTruncated>true", &format!("<IsTruncated>{is_truncated}"))
}

fn rule(provider: Provider) -> String {
    let page = page(provider, false);
    let (from, to) =
        (page.find("<InventoryConfiguration>").expect("a rule"), page.find("<IsTruncated>").expect("it"));
    page[from..to].to_owned()
}

/// Status, code, EC, message, and what the user can do about it.
#[test]
fn reported_refusals_of_oss_have_their_kinds() {
    for (status, code, ec, message, kind) in [
        (
            403,
            "SecondLevelDomainForbidden",
            "0003-00001401",
            "Please use virtual hosted style to access.",
            ErrorKind::WrongEndpoint,
        ),
        (
            503,
            "QpsLimitExceeded",
            "0004-00000302",
            "The queries per second limit is exceeded.",
            ErrorKind::Throttled,
        ),
        (
            403,
            "InvalidAccessKeyId",
            "0002-00000003",
            "The OSS Access Key Id you provided does not exist in our records. Security Token may be lost.",
            ErrorKind::CredentialsRefused,
        ),
        (
            403,
            "InvalidAccessKeyId",
            "",
            "The OSS Access Key Id you provided is disabled.",
            ErrorKind::CredentialsRefused,
        ),
    ] {
        let body = format!("<Error><Code>{code}</Code><Message>{message}</Message><EC>{ec}</EC></Error>");
        let error = refusal(Provider::Oss, status, &body);
        let said = error.answer.as_deref().expect("an answer");
        assert_eq!(
            (error.kind, said.code.as_str(), said.message.as_str(), said.ec.as_str()),
            (kind, code, message, ec)
        );
    }
}

#[test]
fn what_an_extension_wrote_into_an_error_is_no_part_of_its_texts() {
    let script =
        "<script src=\"chrome-extension://abc/x.js\" type=\"text/javascript\">alert('&lt;b&gt;')</script>";
    for provider in Provider::ALL {
        let inside =
            format!("<Code>AccessDenied</Code><Message>No {script}right.</Message><RequestId>R</RequestId>");
        for body in [
            format!("<Error>{script}{inside}</Error>"),
            format!("<?xml version=\"1.0\"?>\n<Error>\n{inside}\n{script}</Error>"),
        ] {
            let error = refusal(provider, 403, &body);
            let answer = error.answer.as_deref().expect("an answer");
            assert_eq!(error.kind, ErrorKind::Denied, "{body}");
            assert_eq!(
                (answer.code.as_str(), answer.message.as_str()),
                ("AccessDenied", "No right."),
                "{body}"
            );
            assert!(!format!("{error:?}").contains("script"), "{error:?}");
        }
    }
}

#[test]
fn blanks_before_the_declaration_change_nothing() {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    for provider in Provider::ALL {
        let service = service(provider);
        for before in ["\n", "\r\n\r\n", "  \t", "\n\n  \n"] {
            let with = |body: &str| [before, declaration, body].concat();
            let listed = service.read_list(&answer(200, &with(&page(provider, false)))).expect("a page");
            assert_eq!(
                listed.rules.iter().map(|rule| rule.id()).collect::<Vec<_>>(),
                ["report1"],
                "{before:?}"
            );
            let read = service.read_get(&answer(200, &with(&rule(provider)))).expect("a rule").rule;
            assert_eq!((read.id(), read.enabled()), ("report1", Some(true)), "{before:?}");
            let error = refusal(provider, 403, &with("<Error><Code>AccessDenied</Code></Error>"));
            assert_eq!(error.code(), "AccessDenied", "{before:?}");
        }
    }
}

#[test]
fn a_token_beside_the_end_of_a_list_is_passed_over() {
    for provider in Provider::ALL {
        let next = |is_truncated| {
            let listed = service(provider).read_list(&answer(200, &page(provider, is_truncated)));
            listed.expect("a page").next
        };
        assert_eq!(next(false), None, "{provider:?}");
        assert_eq!(next(true).as_deref(), Some("report1"), "{provider:?}");
    }
}

/// What a page's root declares is lost to who takes a rule out of it, and a name without its space is no XML.
#[test]
fn a_document_out_of_a_page_keeps_the_names_that_the_page_declares() {
    for provider in Provider::ALL {
        let layout = service(provider).layout();
        let rule = |declared: &str| {
            format!(
                "<InventoryConfiguration{declared}><Id>a</Id><n:New n:at=\"1\"/></InventoryConfiguration>"
            )
        };
        for (page, own, by_itself) in [
            ("", " xmlns:n=\"urn:n\"", " xmlns:n=\"urn:n\""),
            (" xmlns:n=\"urn:n\" other=\"x\"", "", " xmlns:n=\"urn:n\""),
            (" xmlns:n=\"urn:theirs\"", " xmlns:n=\"urn:n\"", " xmlns:n=\"urn:n\""),
            (" xmlns=\"urn:d\" xmlns:n=\"urn:n\"", "", " xmlns=\"urn:d\" xmlns:n=\"urn:n\""),
        ] {
            let body = format!("<{0}{page}>{1}</{0}>", layout.list, rule(own));
            let stored = service(provider).read_stored(&answer(200, &body)).expect("a page");
            let read = service(provider).read_any(&answer(200, &rule(by_itself))).expect("a rule");
            assert_eq!((stored.rules, stored.next), (vec![read], None), "{body}");
        }
        assert!(service(provider).read_stored(&answer(200, "<html></html>")).is_err());
    }
}
