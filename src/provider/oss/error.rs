//! OSS error documents.
//!
//! Sources: the "HTTP 403 status code" and troubleshooting pages by EC, and the recorded
//! documents in `tests/vectors/oss.json`. A body can echo the whole security token: only the
//! elements named here are taken out of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::model::Timestamp;
use crate::provider::error::{Error, ErrorKind, ProviderAnswer};
use crate::provider::http::Response;
use crate::provider::xml::Element;

/// Passes a 2xx answer and turns any other into an [`Error`].
pub(super) fn check(response: &Response) -> Result<(), Error> {
    if response.ok() { Ok(()) } else { Err(read(response)) }
}

fn read(response: &Response) -> Error {
    let answer = document(response).map(|document| read_answer(&document, response));
    Error {
        kind: answer
            .as_ref()
            .map_or_else(|| kind_of_status(response.status), |answer| kind(response.status, answer)),
        status: Some(response.status),
        answer: answer.map(Box::new),
    }
}

/// The error document: the body, or the header that repeats it when a body cannot be sent.
fn document(response: &Response) -> Option<Element> {
    let from_header = || {
        let encoded = response.header("x-oss-err")?;
        Element::parse(&STANDARD.decode(encoded.trim()).ok()?).ok()
    };
    Element::parse(&response.body).ok().or_else(from_header).filter(|root| root.local_name() == "Error")
}

fn read_answer(document: &Element, response: &Response) -> ProviderAnswer {
    let text = |name: &str| document.child_text(name).unwrap_or_default().trim().to_owned();
    let or_header = |text: String, name: &str| {
        if text.is_empty() { response.header(name).unwrap_or_default().to_owned() } else { text }
    };
    ProviderAnswer {
        code: text("Code"),
        message: text("Message"),
        request_id: or_header(text("RequestId"), "x-oss-request-id"),
        ec: or_header(text("EC"), "x-oss-ec"),
        endpoint: document.child_text("Endpoint"),
        server_time: document.child_text("ServerTime").and_then(|time| Timestamp::parse_rfc3339(&time)),
    }
}

/// The vendor's troubleshooting page for an EC.
pub(super) fn help_page(answer: &ProviderAnswer) -> Option<String> {
    let plain = |ec: &str| !ec.is_empty() && ec.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    plain(&answer.ec).then(|| format!("https://api.aliyun.com/troubleshoot?q={}", answer.ec))
}

fn kind(status: u16, answer: &ProviderAnswer) -> ErrorKind {
    match (answer.code.as_str(), answer.ec.as_str()) {
        ("SecurityTokenExpired", _) | (_, "0002-00000007") => ErrorKind::CredentialsExpired,
        ("RequestTimeTooSkewed", _)
        // A query signature past or before its life calls itself AccessDenied.
        | (_, "0002-00000504" | "0002-00000069" | "0002-00000235") => ErrorKind::Clock,
        ("AccessDenied", _) if answer.message.starts_with("Request has expired") => ErrorKind::Clock,
        ("AccessDenied", _) if answer.endpoint.is_some() => ErrorKind::WrongEndpoint,
        ("SecondLevelDomainForbidden", _) => ErrorKind::WrongEndpoint,
        ("AccessDenied" | "AccessForbidden", _) => ErrorKind::Denied,
        ("InvalidSecurityToken" | "InvalidAccessKeyId" | "AccessKeyIdAndSecurityTokenNotMatch", _) => {
            ErrorKind::CredentialsRefused
        }
        ("SignatureDoesNotMatch", _) => ErrorKind::SignatureMismatch,
        ("NoSuchBucket", _) => ErrorKind::NoSuchBucket,
        ("NoSuchInventory", _) => ErrorKind::NoSuchRule,
        // Which of the two names the service uses is not settled; the EC is.
        ("InventoryAlreadyExist" | "InventoryConfigurationAlreadyExists", _) | (_, "0020-00000042") => {
            ErrorKind::AlreadyExists
        }
        ("InventoryExceedLimit", _) => ErrorKind::LimitReached,
        ("UserDisable" | "InDebt" | "BucketDisable", _) => ErrorKind::AccountState,
        ("RequestTimeout", _) => ErrorKind::Unavailable,
        _ => kind_of_status(status),
    }
}

fn kind_of_status(status: u16) -> ErrorKind {
    match status {
        400 => ErrorKind::Invalid,
        401 | 403 => ErrorKind::Denied,
        409 => ErrorKind::AlreadyExists,
        429 | 500..=599 => ErrorKind::Unavailable,
        _ => ErrorKind::Unexpected,
    }
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
