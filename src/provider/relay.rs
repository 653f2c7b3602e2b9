//! Answers of a relay where the provider's were awaited.
//!
//! A relay passes the provider's answers on, and each of those has a document. What it says itself is a page of its
//! server, or what `deploy/` lets it say, so that the status alone tells what it is about.

use super::error::{Error, ErrorKind, error_document};
use super::http::Response;

/// What a relay did in place of passing a call on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelayFault {
    /// It answered with something of its own: a sign-in, or what stands in for a missing file.
    Page,
    /// It does not pass such calls on, or not to this host.
    Refused,
    /// The document is larger than it passes on.
    TooLarge,
    /// It got no answer from the provider.
    NoAnswer,
}

/// The error of an answer that came by a relay and is its own. What has words of the provider is the provider's, and so
/// is any other document, whether it can be read as what was asked for or not.
pub(super) fn own(response: &Response) -> Option<Error> {
    let fault = match response.status {
        _ if error_document(response).is_some() => return None,
        200..=299 if !is_page(response) => return None,
        401 | 403 | 404 | 405 => RelayFault::Refused,
        413 => RelayFault::TooLarge,
        500..=599 => RelayFault::NoAnswer,
        _ => RelayFault::Page,
    };
    Some(Error { status: Some(response.status), ..Error::of_kind(ErrorKind::Relay(fault)) })
}

/// Whether a body is for people. Its type does not say so: `deploy/` gives every answer that of a document.
fn is_page(response: &Response) -> bool {
    let start = response.body.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    let start: Vec<u8> = start.take(9).map(|byte| byte.to_ascii_lowercase()).collect();
    let is_markup = start.is_empty() || start.starts_with(b"<") || start.starts_with(&[0xef, 0xbb, 0xbf]);
    !is_markup || start.starts_with(b"<html") || start.starts_with(b"<!doctype")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(status: u16, body: &str) -> Option<ErrorKind> {
        own(&Response { status, headers: Vec::new(), body: body.into() }).map(|error| error.kind)
    }

    #[test]
    fn what_the_provider_did_not_say_is_the_relays() {
        for (status, body, fault) in [
            (200, "<!DOCTYPE html><title>Sign in</title>", RelayFault::Page),
            (200, "\r\n <HTML></HTML>", RelayFault::Page),
            (200, "Welcome", RelayFault::Page),
            (302, "", RelayFault::Page),
            (401, "", RelayFault::Refused),
            (403, "<html><h1>403 Forbidden</h1></html>", RelayFault::Refused),
            (403, "<NotPassedOn>…</NotPassedOn>", RelayFault::Refused),
            (404, "not found", RelayFault::Refused),
            (413, "<NotPassedOn>…</NotPassedOn>", RelayFault::TooLarge),
            (502, "", RelayFault::NoAnswer),
            (504, "<html>", RelayFault::NoAnswer),
        ] {
            assert_eq!(kind(status, body), Some(ErrorKind::Relay(fault)), "{status} {body}");
        }
    }

    #[test]
    fn what_the_provider_said_is_the_providers() {
        for (status, body) in [
            (200, ""),
            (204, "\n"),
            (200, "<?xml version=\"1.0\"?><InventoryConfiguration/>"),
            (200, "\u{feff}<InventoryConfiguration/>"),
            (200, "<InventoryConfiguration>cut o"),
            (403, "<Error><Code>AccessDenied</Code></Error>"),
            (404, "<Error><Code>NoSuchInventory</Code></Error>"),
            (503, "<?xml version=\"1.0\"?><Error><Code>ServiceUnavailable</Code></Error>"),
        ] {
            assert_eq!(kind(status, body), None, "{status} {body}");
        }
    }
}
