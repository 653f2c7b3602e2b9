//! Plain request and response values, and the one boundary to the network.
//!
//! Only a provider's `sign` makes a [`SignedRequest`], and a [`Transport`] takes nothing else: an
//! unsigned request cannot be sent. A status outside 2xx is an answer, not a transport failure.

use std::fmt;
use std::time::Duration;

use super::error::ErrorKind;

/// An HTTP method of the inventory calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads a rule or a page of rules.
    Get,
    /// Writes a rule.
    Put,
    /// Runs a rule once.
    Post,
    /// Removes a rule.
    Delete,
}

impl Method {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Put => "PUT",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        }
    }
}

/// A call before it is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What to do.
    pub method: Method,
    /// Query parameters, not yet encoded; an empty value stands for a name alone.
    pub query: Vec<(&'static str, String)>,
    /// An XML document for writes.
    pub body: Option<String>,
    /// Whether it ends with the listing that it is a part of. The read of one rule may be part of a write, and goes to its
    /// end, as does that of a page for a copy.
    pub can_be_stopped: bool,
}

/// A request that is ready to be sent, exactly as it is.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedRequest {
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Option<Vec<u8>>,
    pub(super) can_be_stopped: bool,
    pub(super) again: Option<Again>,
}

impl SignedRequest {
    /// The method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// The whole address. It may hold the token: never log or show it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// See [`Request::can_be_stopped`].
    #[must_use]
    pub fn can_be_stopped(&self) -> bool {
        self.can_be_stopped
    }

    /// What came before, of a read that is made once more.
    #[must_use]
    pub fn again(&self) -> Option<Again> {
        self.again
    }

    /// Headers to set; none of them is one that a page may not set.
    #[must_use]
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// The bytes to send.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_deref()
    }
}

impl fmt::Debug for SignedRequest {
    /// Address and headers carry the token and the signature, so neither is printed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedRequest").field("method", &self.method).finish_non_exhaustive()
    }
}

/// An answer, of any status.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers that the page may read, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The value of a header, by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the status is 2xx.
    #[must_use]
    pub fn ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl fmt::Debug for Response {
    /// A raw body can echo the token (`SecurityTokenExpired` does), so it is not printed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransportError {
    /// The browser gave no response: network, DNS or a CORS refusal; it never says which.
    NoResponse,
    /// The browser gave no response, and says that the device is on no network.
    Offline,
    /// The page's own content policy forbids the host.
    BlockedByPolicy,
    /// The time limit passed.
    TimedOut,
    /// The user, or leaving the page, stopped it.
    Cancelled,
    /// The user did not wait for the answer to a write.
    NotAwaited,
    /// The answer is larger than any that the providers give.
    TooLarge,
    /// The browser reads the address as another host than we do; nothing was sent.
    WrongHost,
}

/// A read that is made once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again {
    /// Why.
    pub kind: ErrorKind,
    /// The number of the attempt to come.
    pub attempt: u32,
    /// How many there are at most.
    pub of: u32,
    /// How long is waited; `None` until the device is on a network.
    pub wait: Option<Duration>,
    /// Whether it ends with the listing that it is a part of.
    pub can_be_stopped: bool,
}

/// What came of the waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// It is over, or the person wants no more of it: the read is made again.
    Over,
    /// The person gives up, or nobody can wait: what went wrong stands.
    GivenUp,
    /// The listing was stopped.
    Stopped,
}

/// Sends signed requests, and waits where a call is to wait.
pub trait Transport {
    /// Sends one request and gives its answer, whatever the status.
    fn send(&self, request: SignedRequest) -> impl Future<Output = Result<Response, TransportError>>;

    /// Waits before a call is signed, no longer than somebody would wait, while other credentials for it are on their way
    /// and those that it has are over.
    fn ready(&self) -> impl Future<Output = ()> {
        std::future::ready(())
    }

    /// Hears that the provider has refused a call because its credentials have ended. For a read it waits in the same way
    /// for other ones, if there can be any.
    fn ended(&self, _is_read: bool) -> impl Future<Output = ()> {
        std::future::ready(())
    }

    /// Waits before a read is made once more, and says whether it is. One that cannot wait tries nothing again.
    fn wait(&self, again: Again) -> impl Future<Output = Waited> {
        let _ = again;
        std::future::ready(Waited::GivenUp)
    }

    /// A number from 0 to less than 1, by chance: pages that failed together are not to come back together.
    fn chance(&self) -> f64 {
        0.5
    }
}
