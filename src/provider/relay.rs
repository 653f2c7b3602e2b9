//! Answers of a relay where the provider's were awaited.
//!
//! A relay passes the provider's answers on, and each of those has a document. What it says itself is a page of its
//! server, or what `deploy/` lets it say, so that the status alone tells what it is about.

use super::error::{Error, ErrorKind};

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

/// The error of a call that went by a relay. What has words of the provider is the provider's; so is what has no
/// status, because there was no answer at all.
pub(super) fn told(error: Error) -> Error {
    let (Some(status), None) = (error.status, &error.answer) else { return error };
    let fault = match status {
        401 | 403 | 404 | 405 => RelayFault::Refused,
        413 => RelayFault::TooLarge,
        500..=599 => RelayFault::NoAnswer,
        _ => RelayFault::Page,
    };
    Error { kind: ErrorKind::Relay(fault), ..error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::error::ProviderAnswer;

    fn kind(kind: ErrorKind, status: Option<u16>, code: Option<&str>) -> ErrorKind {
        let answer = code.map(|code| Box::new(ProviderAnswer { code: code.into(), ..Default::default() }));
        told(Error { kind, status, answer }).kind
    }

    #[test]
    fn what_the_provider_did_not_say_is_the_relays() {
        for (before, status, fault) in [
            (ErrorKind::Unreadable, 200, RelayFault::Page),
            (ErrorKind::Unexpected, 302, RelayFault::Page),
            (ErrorKind::Denied, 401, RelayFault::Refused),
            (ErrorKind::Denied, 403, RelayFault::Refused),
            (ErrorKind::Unexpected, 404, RelayFault::Refused),
            (ErrorKind::Unexpected, 413, RelayFault::TooLarge),
            (ErrorKind::Unavailable, 502, RelayFault::NoAnswer),
            (ErrorKind::Unavailable, 504, RelayFault::NoAnswer),
        ] {
            assert_eq!(kind(before, Some(status), None), ErrorKind::Relay(fault), "{status}");
        }
    }

    #[test]
    fn the_providers_words_and_a_missing_answer_stay_what_they_are() {
        assert_eq!(kind(ErrorKind::Denied, Some(403), Some("AccessDenied")), ErrorKind::Denied);
        assert_eq!(kind(ErrorKind::NoSuchRule, Some(404), Some("NoSuchInventory")), ErrorKind::NoSuchRule);
        assert_eq!(kind(ErrorKind::NoResponse, None, None), ErrorKind::NoResponse);
        assert_eq!(kind(ErrorKind::BlockedByPolicy, None, None), ErrorKind::BlockedByPolicy);
    }
}
