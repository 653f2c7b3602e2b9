//! What can go wrong with a call, by what the user can do about it.

use super::http::{Method, Response, TransportError};
use super::relay::RelayFault;
use super::xml::Element;
use crate::model::Timestamp;
use crate::model::echo::beginning;
use crate::model::rule::Part;

/// Seconds by which the device's clock is corrected at most: a day. What is further off is more likely a faulty answer,
/// and a signature can be used until its time has passed.
pub const MOST_CORRECTED: i64 = 86_400;

/// The user's next step. The words for it are the catalogue's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// No response: network, DNS or CORS; the browser never says which.
    /// User: check the bucket's CORS rule first, then bucket and region, then the network.
    NoResponse,
    /// No response, and the browser says that there is no network. User: connect the device.
    Offline,
    /// The page's content policy forbids the host. User: have the site deployed with that host.
    BlockedByPolicy,
    /// No answer in time. User: try again.
    TimedOut,
    /// Stopped by the user or by leaving the page. User: nothing.
    Cancelled,
    /// The user did not wait for the answer to a write, which may be carried out all the same. User: look at the rule.
    NotAwaited,
    /// The temporary credentials are past their end. User: paste or request new ones.
    CredentialsExpired,
    /// The key or token is not known or they do not belong together. User: paste them again, whole.
    CredentialsRefused,
    /// The signature does not match. User: the secret is wrong, or the region is.
    SignatureMismatch,
    /// The older form of signature is not taken here. User: connect with the current one.
    OlderSignature,
    /// The device's clock and the provider's differ too much. User: set the clock.
    Clock,
    /// The credentials do not allow the call. User: ask for the right.
    Denied,
    /// The bucket lives in another region or behind another endpoint. User: correct the region.
    WrongEndpoint,
    /// The signature names another region than the host. User: correct the region.
    WrongRegion,
    /// No such bucket. User: check its name.
    NoSuchBucket,
    /// No rule with this id. User: go back to the list.
    NoSuchRule,
    /// A rule with this id exists. User: choose another id.
    AlreadyExists,
    /// A rule cannot be run once more now. User: wait, or take another id.
    AlreadyRun,
    /// The bucket has as many rules as it can have. User: delete one.
    LimitReached,
    /// The provider refuses what was sent. User: correct it.
    Invalid,
    /// The provider or account is unavailable or frozen. User: see the account's state.
    AccountState,
    /// The provider is busy or broken. User: try again later.
    Unavailable,
    /// The provider wants fewer requests. User: try again later.
    Throttled,
    /// The answer is not what the provider's document describes. User: check the endpoint.
    Unreadable,
    /// The provider gave a page token twice. User: report it; what was read is kept.
    RepeatedToken,
    /// A page brought only rules that had come before. User: report it; what was read is kept.
    RepeatedPage,
    /// The list goes on where the bucket can have no more rules. User: report it; what was read is kept.
    EndlessList,
    /// The relay did not pass the call on, or gave an answer that is not the provider's. User: see whoever runs it.
    Relay(RelayFault),
    /// Anything else. User: see the details.
    Unexpected,
}

impl ErrorKind {
    /// Whether new credentials for the same bucket lead out of it.
    #[must_use]
    pub fn is_about_credentials(self) -> bool {
        matches!(
            self,
            ErrorKind::CredentialsExpired
                | ErrorKind::CredentialsRefused
                | ErrorKind::SignatureMismatch
                | ErrorKind::Denied
        )
    }

    /// Whether a network that is back may lead out of it.
    #[must_use]
    pub fn is_about_the_network(self) -> bool {
        matches!(self, ErrorKind::Offline | ErrorKind::NoResponse | ErrorKind::TimedOut)
    }

    /// Whether other credentials, another bucket or another endpoint lead out of it.
    #[must_use]
    pub fn is_about_the_connection(self) -> bool {
        matches!(
            self,
            ErrorKind::CredentialsExpired
                | ErrorKind::CredentialsRefused
                | ErrorKind::SignatureMismatch
                | ErrorKind::OlderSignature
                | ErrorKind::Denied
                | ErrorKind::NoSuchBucket
                | ErrorKind::WrongEndpoint
                | ErrorKind::WrongRegion
                | ErrorKind::Relay(RelayFault::Page | RelayFault::Refused)
        )
    }
}

/// A call that did not succeed. The provider's own words are kept word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The user's next step.
    pub kind: ErrorKind,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// What the provider said, if it said anything.
    pub answer: Option<Box<ProviderAnswer>>,
}

/// The provider's own error document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProviderAnswer {
    /// `Code`.
    pub code: String,
    /// `Message`.
    pub message: String,
    /// `RequestId`, for the provider's support.
    pub request_id: String,
    /// `EC`, OSS's finer code.
    pub ec: String,
    /// `ArgumentName`, what of the request is refused: the name of a parameter or of an element.
    pub argument: String,
    /// `ArgumentValue`, what stood there.
    pub argument_value: String,
    /// `Endpoint`, where the bucket really is.
    pub endpoint: Option<String>,
    /// `HostId`, the host that was asked.
    pub host: Option<String>,
    /// `Region`, where the bucket really is.
    pub region: Option<String>,
    /// `ServerTime`.
    pub server_time: Option<Timestamp>,
}

impl Error {
    /// An error without an answer behind it.
    #[must_use]
    pub fn of_kind(kind: ErrorKind) -> Self {
        Error { kind, status: None, answer: None }
    }

    /// Whether the same call on another rule would fare alike: it says nothing about the rule itself, but
    /// about the connection, or there was no answer of the provider.
    #[must_use]
    pub fn meets_every_rule(&self) -> bool {
        self.kind.is_about_the_connection() || self.answer.is_none()
    }

    /// Whether the request was not sent at all.
    fn never_left(&self) -> bool {
        self.status.is_none() && matches!(self.kind, ErrorKind::BlockedByPolicy | ErrorKind::WrongEndpoint)
    }

    /// Whether the provider cannot do at this moment what it is asked for, as when there is too much of it.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self.kind, ErrorKind::Unavailable | ErrorKind::Throttled)
    }

    /// Whether it tells nothing of a rule that was to be read: there was no answer, or none of the provider, or it was
    /// busy.
    #[must_use]
    pub fn is_no_word_of_the_rule(&self) -> bool {
        self.status.is_none() || self.is_busy() || matches!(self.kind, ErrorKind::Relay(_))
    }

    /// Whether the provider has answered, for certain, that a rule is not there.
    #[must_use]
    pub fn is_absence(&self) -> bool {
        self.kind == ErrorKind::NoSuchRule
    }

    /// Seconds between a time of the device and the provider's, if they are further apart than
    /// [`MOST_CORRECTED`] and the provider has said its own.
    #[must_use]
    pub fn far_apart(&self, device: Timestamp) -> Option<i64> {
        let time = self.answer.as_ref()?.server_time?;
        let apart = time.since(device).saturating_abs();
        (self.kind == ErrorKind::Clock && apart > MOST_CORRECTED).then_some(apart)
    }

    /// The provider's `Code`, or nothing.
    #[must_use]
    pub fn code(&self) -> &str {
        self.answer.as_ref().map_or("", |answer| answer.code.as_str())
    }
}

/// How a provider's errors are told: what stands where, and what each code means to the user.
#[derive(Debug)]
pub struct Dialect {
    /// The header that repeats the request id.
    pub request_id: &'static str,
    /// The header that repeats the finer code, if there are finer codes.
    pub ec: &'static str,
    /// What a finer code means; it goes before the code.
    pub ecs: &'static [(&'static str, ErrorKind)],
    /// The part of a rule that a finer code is about.
    pub parts: &'static [(&'static str, Part)],
    /// What a code means.
    pub codes: &'static [(&'static str, ErrorKind)],
    /// The refusals that the provider documents.
    pub refusals: &'static [Refusal],
}

/// Answers that a provider documents for calls that it did not carry out.
#[derive(Debug)]
pub struct Refusal {
    /// The HTTP status, a 4xx.
    pub status: u16,
    /// The codes.
    pub codes: &'static [&'static str],
    /// The calls for which they are documented.
    pub calls: &'static [Method],
}

/// Every call.
pub const ANY_CALL: &[Method] = &[Method::Get, Method::Put, Method::Post, Method::Delete];
/// The calls with a document.
pub const WITH_DOCUMENT: &[Method] = &[Method::Put, Method::Post];

impl Dialect {
    /// Passes a 2xx answer and turns any other into an [`Error`].
    ///
    /// # Errors
    /// The provider's refusal, with its own words.
    pub fn check(&self, response: &Response) -> Result<(), Error> {
        if response.ok() {
            return Ok(());
        }
        let answer = error_document(response).map(|document| self.answer(&document, response));
        let known = answer.as_ref().and_then(|answer| self.kind(answer));
        // Only the answer that is documented for it says that something is not there.
        let known = known.filter(|kind| *kind != ErrorKind::NoSuchRule || response.status == 404);
        Err(Error {
            kind: known.unwrap_or_else(|| kind_of_status(response.status)),
            status: Some(response.status),
            answer: answer.map(Box::new),
        })
    }

    /// Passes the documented answer to a write that was carried out: 2xx without a body. A page of somebody on
    /// the way has a body, and so does an error document under a 2xx status.
    ///
    /// # Errors
    /// The provider's refusal, or [`ErrorKind::Unreadable`] with what an error document under 2xx says.
    pub fn check_done(&self, response: &Response) -> Result<(), Error> {
        self.check(response)?;
        if response.body.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        Err(self.unreadable(response))
    }

    /// The error for an answer that does not have the documented form. An error document under a 2xx status proves
    /// nothing, but what it says is worth reading.
    #[must_use]
    pub fn unreadable(&self, response: &Response) -> Error {
        let answer = error_document(response).map(|document| Box::new(self.answer(&document, response)));
        Error { kind: ErrorKind::Unreadable, status: Some(response.status), answer }
    }

    /// Whether it is proven that a call was not carried out: the request never left, or the answer is a
    /// well-formed error with a status and a code that the provider documents for this call. Anything else
    /// (a 5xx, a page of a gateway, no answer, an answer that cannot be read) proves nothing: what it was
    /// asked for may have been done all the same, or may still be.
    #[must_use]
    pub fn proves_refusal(&self, call: Method, error: &Error) -> bool {
        let Some((status, answer)) = error.status.zip(error.answer.as_deref()) else {
            return error.never_left();
        };
        self.refusals.iter().any(|refusal| {
            refusal.status == status
                && refusal.calls.contains(&call)
                && refusal.codes.contains(&answer.code.as_str())
        })
    }

    /// A body can echo the whole security token: only the elements named here are taken out of it.
    fn answer(&self, document: &Element, response: &Response) -> ProviderAnswer {
        let text = |name: &str| shortened(document.child_text(name).unwrap_or_default().trim());
        let named = |name: &str| Some(text(name)).filter(|text| !text.is_empty());
        let or_header = |name: &str, header: &str| match text(name) {
            text if text.is_empty() => shortened(response.header(header).unwrap_or_default()),
            text => text,
        };
        ProviderAnswer {
            code: text("Code"),
            message: text("Message"),
            request_id: or_header("RequestId", self.request_id),
            ec: or_header("EC", self.ec),
            argument: text("ArgumentName"),
            argument_value: text("ArgumentValue"),
            endpoint: named("Endpoint"),
            host: named("HostId"),
            region: named("Region"),
            server_time: document.child_text("ServerTime").and_then(|time| Timestamp::parse_rfc3339(&time)),
        }
    }

    fn kind(&self, answer: &ProviderAnswer) -> Option<ErrorKind> {
        let of = |table: &[(&str, ErrorKind)], code: &str| {
            table.iter().find(|(known, _)| *known == code).map(|(_, kind)| *kind)
        };
        of(self.ecs, &answer.ec).or_else(|| match answer.code.as_str() {
            // A query signature past its life calls itself so, at both providers.
            "AccessDenied" if answer.message.starts_with("Request has expired") => Some(ErrorKind::Clock),
            "AccessDenied" if answer.endpoint.is_some() => Some(ErrorKind::WrongEndpoint),
            // The region of a signature has several ECs, not all of them written down; the sentence is one.
            "InvalidArgument" if answer.message.to_ascii_lowercase().contains("signing region") => {
                Some(ErrorKind::WrongRegion)
            }
            code => of(self.codes, code),
        })
    }
}

/// Bytes of the longest text of an answer that is kept. Real ones have some hundred.
const LONGEST: usize = 8 << 10;

/// A text, cut where it is too long. The word that the cut goes through is dropped: it may be half a token, and only a
/// whole one is known when secrets are taken out.
fn shortened(text: &str) -> String {
    let kept = beginning(text, LONGEST);
    if kept.len() == text.len() {
        return text.to_owned();
    }
    let may_be_of_a_token = |c: char| c.is_ascii_graphic();
    [kept.trim_end_matches(may_be_of_a_token), "…"].concat()
}

/// The root of an error document.
pub(super) fn error_document(response: &Response) -> Option<Element> {
    Element::parse(&response.body).ok().filter(|root| root.local_name() == "Error")
}

fn kind_of_status(status: u16) -> ErrorKind {
    match status {
        400 => ErrorKind::Invalid,
        401 | 403 => ErrorKind::Denied,
        409 => ErrorKind::AlreadyExists,
        429 => ErrorKind::Throttled,
        500..=599 => ErrorKind::Unavailable,
        _ => ErrorKind::Unexpected,
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Error::of_kind(match error {
            TransportError::NoResponse => ErrorKind::NoResponse,
            TransportError::Offline => ErrorKind::Offline,
            TransportError::BlockedByPolicy => ErrorKind::BlockedByPolicy,
            TransportError::TimedOut => ErrorKind::TimedOut,
            TransportError::Cancelled => ErrorKind::Cancelled,
            TransportError::NotAwaited => ErrorKind::NotAwaited,
            TransportError::TooLarge => ErrorKind::Unreadable,
            TransportError::WrongHost => ErrorKind::WrongEndpoint,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_before_the_word_that_would_be_cut() {
        assert_eq!(shortened(&"a".repeat(LONGEST)), "a".repeat(LONGEST));
        assert_eq!(shortened(&"a".repeat(LONGEST + 1)), "…");
        let words = format!("{} {}", "清".repeat(LONGEST / 3 - 10), "CAIS".repeat(LONGEST));
        assert_eq!(shortened(&words), format!("{} …", "清".repeat(LONGEST / 3 - 10)));
        // Between two bytes of a character nothing can be cut.
        let long = "清".repeat(LONGEST);
        assert_eq!(shortened(&long), format!("{}…", "清".repeat(LONGEST / 3)));
    }
}
