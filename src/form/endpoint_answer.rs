//! What a site's credential endpoint answers: credentials, or how it failed.
//!
//! Known endpoints say 200 and mean failure (the samples of Alibaba Cloud's mobile SDKs, `credentials_uri`, the STS server
//! of qcloud-cos-sts-sdk), or answer a sign-in page: the body is looked into before the status is believed.

use super::credential_text::{self, CredentialProblem};
use crate::json::{Json, Parse};
use crate::model::{Credentials, Provider, Timestamp};
use crate::provider::xml::Element;

/// Bytes of the largest answer looked at.
pub const MAX_BYTES: usize = 64 << 10;

/// How an endpoint failed. A code is the answer's own, of letters, digits, dots, hyphens and underscores: nothing else
/// of an answer is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerProblem {
    /// 401: it wants to know who is asking.
    SignIn(Option<String>),
    /// Another status than 2xx.
    Status(u16, Option<String>),
    /// A page for people, such as one to sign in on.
    Html,
    /// It begins like JSON and is none.
    Json,
    /// Nothing.
    Empty,
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// An answer that says that it failed, under a status that says otherwise.
    Failure(Option<String>),
    /// Credentials that cannot be used, or something without any.
    Credentials(CredentialProblem),
}

/// Reads an answer. `is_html` says what its content type says; `now` is the provider's time, if it is known.
///
/// # Errors
/// [`AnswerProblem`] says how the endpoint failed.
pub fn read(
    (status, is_html): (u16, bool),
    text: &str,
    parse: Parse<'_>,
    provider: Provider,
    now: Option<Timestamp>,
) -> Result<Credentials, AnswerProblem> {
    if text.len() > MAX_BYTES {
        return Err(AnswerProblem::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    match status {
        200..=299 => {}
        401 => return Err(AnswerProblem::SignIn(code(text, parse))),
        _ => return Err(AnswerProblem::Status(status, code(text, parse))),
    }
    if text.is_empty() {
        return Err(AnswerProblem::Empty);
    }
    if looks_like_html(text) || (is_html && text.starts_with('<')) {
        return Err(AnswerProblem::Html);
    }
    if text.starts_with(['{', '[', '"']) && parse(text).is_err() {
        return Err(AnswerProblem::Json);
    }
    credential_text::read(text, provider, now).map_err(|problem| match (problem, code(text, parse)) {
        (CredentialProblem::Failure, code) => AnswerProblem::Failure(code),
        (CredentialProblem::Unrecognised | CredentialProblem::NoKeyId, Some(code)) => {
            AnswerProblem::Failure(Some(code))
        }
        (problem, _) => AnswerProblem::Credentials(problem),
    })
}

fn looks_like_html(text: &str) -> bool {
    let begins = |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    begins("<!doctype html") || begins("<html")
}

/// The code of a failure, in whatever wrapper.
fn code(text: &str, parse: Parse<'_>) -> Option<String> {
    if text.starts_with('<') {
        return code_in_xml(&Element::parse(text.as_bytes()).ok()?);
    }
    code_in(&parse(text).ok()?, 4)
}

fn code_in(answer: &Json, depth: usize) -> Option<String> {
    let Json::Object(members) = answer else { return None };
    let own =
        ["Code", "ErrorCode", "code", "errorCode", "error"].iter().find_map(|name| match answer.get(name) {
            Some(Json::Text(code) | Json::Number(code)) => shown(code),
            _ => None,
        });
    let inside = || {
        let inner = members.iter().filter(|_| depth > 0);
        inner.map(|(_, value)| value).find_map(|value| code_in(value, depth - 1))
    };
    own.or_else(inside)
}

fn code_in_xml(element: &Element) -> Option<String> {
    let own = element.child_text("Code").and_then(|code| shown(code.trim()));
    own.or_else(|| element.elements().find_map(code_in_xml))
}

/// A code that says something and has the form of one.
fn shown(code: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let is_code = (1..=64).contains(&code.len()) && code.bytes().all(plain);
    let is_success =
        matches!(code, "0" | "200") || ["success", "ok"].iter().any(|ok| code.eq_ignore_ascii_case(ok));
    (is_code && !is_success).then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::native;

    const GOOD: &str = r#"{"AccessKeyId":"STS.abc","AccessKeySecret":"s3cret","SecurityToken":"CAIStok","Expiration":"2026-03-14T09:09:10Z"}"#;
    const NOW: Timestamp = Timestamp(1_773_475_750);

    fn answered(status: u16, text: &str) -> Result<Credentials, AnswerProblem> {
        super::read((status, false), text, &native::parse, Provider::Oss, Some(NOW))
    }

    fn problem(status: u16, text: &str) -> AnswerProblem {
        answered(status, text).expect_err("no credentials")
    }

    fn failure(code: &str) -> AnswerProblem {
        AnswerProblem::Failure(Some(code.to_owned()))
    }

    #[test]
    fn credentials_are_taken_in_the_wrappers_of_known_endpoints() {
        for text in [
            GOOD.to_owned(),
            format!("\u{feff}{}", GOOD.replacen('{', r#"{"StatusCode":200,"#, 1)),
            GOOD.replacen('{', r#"{"Code":"Success","#, 1),
            format!(r#"{{"code":0,"data":{GOOD}}}"#),
            format!(r#"{{"Credentials":{GOOD}}}"#),
        ] {
            assert_eq!(answered(200, &text).map(|found| found.access_key_id), Ok("STS.abc".into()), "{text}");
        }
    }

    #[test]
    fn what_is_no_answer_of_an_endpoint_is_told_by_its_form() {
        assert_eq!(problem(200, " \n"), AnswerProblem::Empty);
        for page in ["<!DOCTYPE html><p>Sign in", "<HTML><body>", "\n<html lang='en'>"] {
            assert_eq!(problem(200, page), AnswerProblem::Html);
        }
        let typed = super::read((200, true), "<p>Sign in", &native::parse, Provider::Oss, None);
        assert_eq!(typed, Err(AnswerProblem::Html));
        assert_eq!(problem(200, &GOOD[..40]), AnswerProblem::Json);
        assert_eq!(problem(200, "[1,"), AnswerProblem::Json);
        assert_eq!(problem(200, &" ".repeat(MAX_BYTES + 1)), AnswerProblem::TooLarge);
        let nothing_in_it = AnswerProblem::Credentials(CredentialProblem::Unrecognised);
        assert_eq!(problem(200, "{}"), nothing_in_it);
        assert_eq!(problem(200, "hello"), nothing_in_it);
    }

    #[test]
    fn a_status_is_told_with_the_code_of_the_answer() {
        assert_eq!(problem(401, ""), AnswerProblem::SignIn(None));
        assert_eq!(
            problem(401, r#"{"error":"login_required"}"#),
            AnswerProblem::SignIn(Some("login_required".into()))
        );
        // ali-oss's sample answers a bare text, which may be anything.
        assert_eq!(problem(400, r#""NoPermission: secret""#), AnswerProblem::Status(400, None));
        let with_code = AnswerProblem::Status(403, Some("NoPermission".into()));
        assert_eq!(problem(403, r#"{"Code":"NoPermission","Message":"m"}"#), with_code);
        assert_eq!(problem(403, "<Error><Code>NoPermission</Code></Error>"), with_code);
        assert_eq!(problem(502, "<html>"), AnswerProblem::Status(502, None));
        // Credentials under a status that says otherwise are not used.
        assert_eq!(problem(500, GOOD), AnswerProblem::Status(500, None));
    }

    #[test]
    fn a_failure_under_200_is_one_and_its_code_is_shown() {
        for (text, code) in [
            (r#"{"StatusCode":500,"ErrorCode":"NoPermission","ErrorMessage":"m"}"#, "NoPermission"),
            (r#"{"Code":"EntityNotExist.Role","RequestId":"r"}"#, "EntityNotExist.Role"),
            (
                r#"{"Response":{"Error":{"Code":"AuthFailure.SecretIdNotFound","Message":"m"}}}"#,
                "AuthFailure.SecretIdNotFound",
            ),
            (r#"{"code":4001,"data":null}"#, "4001"),
            ("<ErrorResponse><Error><Code>NoPermission</Code></Error></ErrorResponse>", "NoPermission"),
        ] {
            assert_eq!(problem(200, text), failure(code), "{text}");
        }
    }

    #[test]
    fn nothing_but_a_code_is_taken_out_of_an_answer() {
        for code in ["", "a b", "CAIS+tok/en==", "Success", &"x".repeat(65)] {
            let text = serde_json::json!({ "Code": code, "Message": "the-token" }).to_string();
            let printed = format!("{:?}", problem(200, &text));
            assert!(code.is_empty() || !printed.contains(code), "{printed}");
            assert!(!printed.contains("the-token"), "{printed}");
        }
    }

    #[test]
    fn credentials_that_cannot_be_used_are_told_apart() {
        let credentials = AnswerProblem::Credentials;
        let ended = GOOD.replace("T09", "T07");
        assert_eq!(problem(200, &ended), credentials(CredentialProblem::Expired));
        let untold = super::read((200, false), &ended, &native::parse, Provider::Oss, None);
        assert!(untold.is_ok(), "the provider's time is not known");
        let theirs = GOOD.replace("STS.abc", "AKIDabc");
        assert_eq!(problem(200, &theirs), credentials(CredentialProblem::OtherProvider));
        assert_eq!(problem(200, &GOOD.replace("CAIStok", "")), credentials(CredentialProblem::NoToken));
    }
}
