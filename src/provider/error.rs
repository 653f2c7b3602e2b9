//! What can go wrong with a call, by what the user can do about it.

use super::http::{Response, TransportError};
use crate::model::Timestamp;

/// The user's next step. The words for it are the catalogue's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// No response: network, DNS or CORS; the browser never says which.
    /// User: check the bucket's CORS rule first, then bucket and region, then the network.
    NoResponse,
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
        matches!(self, ErrorKind::NoResponse | ErrorKind::TimedOut)
    }

    /// Whether other credentials, another bucket or another endpoint lead out of it.
    #[must_use]
    pub fn is_about_the_connection(self) -> bool {
        matches!(
            self,
            ErrorKind::CredentialsExpired
                | ErrorKind::CredentialsRefused
                | ErrorKind::SignatureMismatch
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

    /// The provider's `Code`, or nothing.
    #[must_use]
    pub fn code(&self) -> &str {
        self.answer.as_ref().map_or("", |answer| answer.code.as_str())
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Error::of_kind(match error {
            TransportError::NoResponse => ErrorKind::NoResponse,
            TransportError::BlockedByPolicy => ErrorKind::BlockedByPolicy,
            TransportError::TimedOut => ErrorKind::TimedOut,
            TransportError::Cancelled => ErrorKind::Cancelled,
            TransportError::TooLarge => ErrorKind::Unreadable,
            TransportError::WrongHost => ErrorKind::WrongEndpoint,
        })
    }
}
