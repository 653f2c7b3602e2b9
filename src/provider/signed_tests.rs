//! What differs between two texts, what it is called, and what is not shown of them.

use super::*;
use crate::model::{Endpoint, Secret, Timestamp};
use crate::provider::http::Method;
use crate::provider::{Placement, SigningContext, service};

const TOKEN: &str = "CAIS+token/with=signs&more";

fn credentials() -> Credentials {
    Credentials {
        access_key_id: "STS.NTk1key".into(),
        access_key_secret: Secret::new("very-secret"),
        security_token: Secret::new(TOKEN),
        expires_at: None,
        account: None,
    }
}

fn connection(form: Form) -> Connection {
    match form {
        Form::Cos => Connection::to(Provider::Cos, "ap-guangzhou", "demo-1250000000"),
        Form::Four => Connection::to(Provider::Oss, "cn-hangzhou", "demo"),
        Form::One => Connection {
            signature: SignatureVersion::Older,
            ..Connection::to(Provider::Oss, "cn-hangzhou", "demo")
        },
    }
}

/// Our own texts for reading a rule.
fn ours(form: Form, placement: Placement) -> SignedText {
    let connection = connection(form);
    let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
    let credentials = credentials();
    let context = SigningContext {
        connection: &connection,
        endpoint: &endpoint,
        credentials: &credentials,
        now: Timestamp(1_773_475_750),
    };
    let service = service(connection.provider);
    assert_eq!(service.get_request("a").method, Method::Get);
    service.signed_text(&service.get_request("a"), &context, placement)
}

const QUERY: Placement = Placement::Query { life: 300 };

fn refusal(form: Form, canonical: Option<&str>, to_sign: Option<&str>) -> Response {
    let name = if form == Form::Cos { "FormatString" } else { "CanonicalRequest" };
    let mut error = Element::new("Error");
    error.push(Element::with_text("Code", "SignatureDoesNotMatch"));
    canonical.into_iter().for_each(|text| error.push(Element::with_text(name, text)));
    to_sign.into_iter().for_each(|text| error.push(Element::with_text("StringToSign", text)));
    Response { status: 403, headers: Vec::new(), body: error.to_document().into_bytes() }
}

/// Ours beside the same with something replaced.
fn replaced(form: Form, placement: Placement, from: &str, to: &str) -> SideBySide {
    let ours = ours(form, placement);
    let change = |text: &str| text.replace(from, to);
    let canonical = ours.canonical.as_deref().map(change);
    let response = refusal(form, canonical.as_deref(), Some(&change(&ours.to_sign)));
    side_by_side(form, &ours, &response, &credentials()).expect("texts")
}

#[test]
fn the_same_texts_have_no_difference() {
    for form in [Form::Four, Form::One, Form::Cos] {
        for placement in [Placement::Header, QUERY] {
            let both = replaced(form, placement, "nothing of this", "");
            assert_eq!(both.difference, None, "{form:?} {placement:?}");
            assert_eq!(both.ours, both.theirs);
            assert_eq!(both.layer, if form == Form::One { Layer::ToSign } else { Layer::Canonical });
        }
    }
}

#[test]
fn what_differs_first_is_named() {
    use Placement::Header;
    for (form, placement, from, to, line, subject, name) in [
        (Form::Four, QUERY, "GET\n", "POST\n", 0, Subject::Method, ""),
        (Form::Four, QUERY, "/demo/", "/other/", 1, Subject::Path, ""),
        (Form::Four, QUERY, "inventoryId=a", "inventoryId=b", 2, Subject::Query, "inventoryId"),
        (Form::Four, QUERY, "inventory&", "", 2, Subject::Query, "inventory"),
        (Form::Four, Header, "x-oss-date:2026", "x-oss-date:2025", 4, Subject::Header, "x-oss-date"),
        (Form::Four, Header, "\n\nUNSIGNED", "\nhost\nUNSIGNED", 7, Subject::SignedNames, ""),
        (Form::Four, QUERY, "UNSIGNED-PAYLOAD", "e3b0c442", 5, Subject::Payload, ""),
        (Form::Four, Header, "cn-hangzhou/oss", "cn-beijing/oss", 2, Subject::Scope, ""),
        (Form::One, Header, "GET\n", "PUT\n", 0, Subject::Method, ""),
        (Form::One, QUERY, "GET\n\n\n", "GET\n\ntext/plain\n", 2, Subject::ContentType, ""),
        (Form::One, QUERY, "GET\n\n\n1773", "GET\n\n\n1774", 3, Subject::Date, ""),
        (Form::One, Header, "x-oss-date:Sat", "x-oss-date:Sun", 4, Subject::Header, "x-oss-date"),
        (Form::One, Header, "/demo/?", "/other/?", 6, Subject::Path, ""),
        (Form::One, Header, "inventoryId=a", "inventoryId=b", 6, Subject::Query, "inventoryId"),
        (Form::Cos, QUERY, "get\n", "put\n", 0, Subject::Method, ""),
        (Form::Cos, QUERY, "\n/\n", "\n/relay/\n", 1, Subject::Path, ""),
        (Form::Cos, QUERY, "id=a", "id=b", 2, Subject::Query, "id"),
        (Form::Cos, Header, "host=demo", "host=other", 3, Subject::Header, "host"),
        (Form::Cos, QUERY, "sha1\n1773", "sha1\n1774", 1, Subject::Date, ""),
    ] {
        let both = replaced(form, placement, from, to);
        let expected = Difference { line, subject, name: name.to_owned() };
        assert_eq!(both.difference, Some(expected), "{form:?} {placement:?} {from:?}\n{:#?}", both.ours);
    }
}

#[test]
fn a_text_that_is_not_said_is_not_compared() {
    let ours = ours(Form::Four, QUERY);
    let credentials = credentials();
    let beside = |response: &Response| side_by_side(Form::Four, &ours, response, &credentials);
    assert_eq!(beside(&refusal(Form::Four, None, None)), None);
    let html = Response { status: 403, headers: Vec::new(), body: b"<html>no</html>".to_vec() };
    assert_eq!(beside(&html), None);
    // OSS may leave out the canonical request: its hash in the other text says whether it is the same.
    let other = ours.to_sign.rsplit_once('\n').expect("lines").0.to_owned() + "\n0000";
    let both = beside(&refusal(Form::Four, None, Some(&other))).expect("texts");
    assert_eq!(both.layer, Layer::ToSign);
    assert_eq!(both.difference.map(|difference| difference.subject), Some(Subject::Digest));
}

/// Also a token that was changed on the way, which no search for it would find.
#[test]
fn neither_token_nor_key_is_in_them() {
    for form in [Form::Four, Form::One, Form::Cos] {
        for placement in [Placement::Header, QUERY] {
            for (from, to) in [("nothing of this", ""), ("CAIS", "CAISchanged"), ("%2B", " "), ("+", " ")] {
                let both = replaced(form, placement, from, to);
                let shown = [both.ours.join("\n"), both.theirs.join("\n")].concat();
                for secret in ["CAIS", "with", "signs", "very-secret", "NTk1key"] {
                    assert!(!shown.contains(secret), "{secret} of {form:?} {placement:?}:\n{shown}");
                }
                assert!(shown.contains("security-token"), "{shown}");
                if let Some(difference) = both.difference {
                    assert!(difference.name.contains("security-token"), "{difference:?}");
                }
            }
        }
    }
}
