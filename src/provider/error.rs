//! What can go wrong with a call, by what the user can do about it.

use super::http::{Response, TransportError};
use super::xml::Element;
use crate::model::Timestamp;

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
    /// The answer is not what the provider's document describes. User: check the endpoint.
    Unreadable,
    /// The provider gave a page token twice. User: report it; what was read is kept.
    RepeatedToken,
    /// Anything else. User: see the details.
    Unexpected,
}

impl ErrorKind {
    /// Whether a write that ends so may have been carried out all the same.
    #[must_use]
    pub fn leaves_a_write_open(self) -> bool {
        matches!(self, ErrorKind::NoResponse | ErrorKind::Offline | ErrorKind::TimedOut)
    }

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
    /// `Endpoint`, where the bucket really is.
    pub endpoint: Option<String>,
    /// `ServerTime`.
    pub server_time: Option<Timestamp>,
}

impl Error {
    /// An error without an answer behind it.
    #[must_use]
    pub fn of_kind(kind: ErrorKind) -> Self {
        Error { kind, status: None, answer: None }
    }

    /// An answer that does not have the documented form.
    #[must_use]
    pub fn unreadable(response: &Response) -> Self {
        Error { kind: ErrorKind::Unreadable, status: Some(response.status), answer: None }
    }

    /// Whether the same call on another rule would fare alike: it says nothing about the rule itself, but
    /// about the connection, or there was no answer of the provider.
    #[must_use]
    pub fn meets_every_rule(&self) -> bool {
        self.kind.is_about_the_connection() || self.answer.is_none()
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
    /// What a code means.
    pub codes: &'static [(&'static str, ErrorKind)],
}

impl Dialect {
    /// Passes a 2xx answer and turns any other into an [`Error`].
    ///
    /// # Errors
    /// The provider's refusal, with its own words.
    pub fn check(&self, response: &Response) -> Result<(), Error> {
        if response.ok() {
            return Ok(());
        }
        let document = Element::parse(&response.body).ok().filter(|root| root.local_name() == "Error");
        let answer = document.map(|document| self.answer(&document, response));
        let known = answer.as_ref().and_then(|answer| self.kind(answer));
        Err(Error {
            kind: known.unwrap_or_else(|| kind_of_status(response.status)),
            status: Some(response.status),
            answer: answer.map(Box::new),
        })
    }

    /// A body can echo the whole security token: only the elements named here are taken out of it.
    fn answer(&self, document: &Element, response: &Response) -> ProviderAnswer {
        let text = |name: &str| document.child_text(name).unwrap_or_default().trim().to_owned();
        let or_header = |name: &str, header: &str| match text(name) {
            text if text.is_empty() => response.header(header).unwrap_or_default().to_owned(),
            text => text,
        };
        ProviderAnswer {
            code: text("Code"),
            message: text("Message"),
            request_id: or_header("RequestId", self.request_id),
            ec: or_header("EC", self.ec),
            endpoint: document.child_text("Endpoint"),
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
            code => of(self.codes, code),
        })
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

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Error::of_kind(match error {
            TransportError::NoResponse => ErrorKind::NoResponse,
            TransportError::Offline => ErrorKind::Offline,
            TransportError::BlockedByPolicy => ErrorKind::BlockedByPolicy,
            TransportError::TimedOut => ErrorKind::TimedOut,
            TransportError::Cancelled => ErrorKind::Cancelled,
            TransportError::TooLarge => ErrorKind::Unreadable,
            TransportError::WrongHost => ErrorKind::WrongEndpoint,
        })
    }
}
