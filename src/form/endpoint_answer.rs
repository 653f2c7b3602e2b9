//! What a site's credential endpoint answers: credentials, or how it failed.
//!
//! Known endpoints say 200 and mean failure (the samples of Alibaba Cloud's mobile SDKs, `credentials_uri`, the STS server
//! of qcloud-cos-sts-sdk), or answer a sign-in page: the body is looked into before the status is believed.

use serde_json::Value;

use super::credential_text::{self, CredentialProblem};
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
    provider: Provider,
    now: Option<Timestamp>,
) -> Result<Credentials, AnswerProblem> {
    if text.len() > MAX_BYTES {
        return Err(AnswerProblem::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    match status {
        200..=299 => {}
        401 => return Err(AnswerProblem::SignIn(code(text))),
        _ => return Err(AnswerProblem::Status(status, code(text))),
    }
    if text.is_empty() {
        return Err(AnswerProblem::Empty);
    }
    if looks_like_html(text) || (is_html && text.starts_with('<')) {
        return Err(AnswerProblem::Html);
    }
    if text.starts_with(['{', '[', '"']) && json(text).is_none() {
        return Err(AnswerProblem::Json);
    }
    credential_text::read(text, provider, now).map_err(|problem| match (problem, code(text)) {
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

/// Any JSON: each endpoint has an answer and wrappers of its own. What is wrong with one that is none is not told, as it
/// may hold a secret.
fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// The code of a failure, in whatever wrapper.
fn code(text: &str) -> Option<String> {
    if text.starts_with('<') {
        return code_in_xml(&Element::parse(text.as_bytes()).ok()?);
    }
    code_in(&json(text)?, 4)
}

fn code_in(answer: &Value, depth: usize) -> Option<String> {
    let members = answer.as_object()?;
    let own = ["Code", "ErrorCode", "code", "errorCode", "error"].iter().find_map(|name| {
        match members.get(*name)? {
            Value::String(code) => shown(code),
            Value::Number(code) => shown(&code.to_string()),
            _ => None,
        }
    });
    let inside = || members.values().filter(|_| depth > 0).find_map(|value| code_in(value, depth - 1));
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
#[path = "endpoint_answer_tests.rs"]
mod tests;
