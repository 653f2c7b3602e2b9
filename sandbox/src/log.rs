//! What was asked and answered, for tests that count requests or look for
//! secrets, and for `/_sandbox/requests`.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use time::OffsetDateTime;

use crate::provider::Provider;

/// A demo may run for days; older entries make room.
const KEPT: usize = 20_000;

/// How a request proved who sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// An `Authorization` header.
    Header,
    /// A signature in the query.
    Query,
    /// Nothing.
    None,
}

impl Auth {
    /// `header`, `query` or `none`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Query => "query",
            Self::None => "none",
        }
    }
}

/// What a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// A page of rules.
    List,
    /// One rule read.
    Get,
    /// One rule written.
    Put,
    /// One rule removed.
    Delete,
    /// A job that runs once, at once (COS's POST).
    RunOnce,
    /// Credentials.
    Sts,
    /// A file of the console, or its `config.json`.
    Site,
}

impl Operation {
    /// `list`, `get`, `put`, `delete`, `run-once`, `sts` or `site`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Get => "get",
            Self::Put => "put",
            Self::Delete => "delete",
            Self::RunOnce => "run-once",
            Self::Sts => "sts",
            Self::Site => "site",
        }
    }
}

/// One request and the status it got.
#[derive(Clone, Debug)]
pub struct LoggedRequest {
    /// `GET`, `OPTIONS`, ...
    pub method: String,
    /// The host that was addressed, with its port if one was sent.
    pub host: String,
    /// The path as sent, without the query.
    pub path: String,
    /// The query, decoded, in the order sent.
    pub query: Vec<(String, String)>,
    /// The headers as sent; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The `Origin` header.
    pub origin: Option<String>,
    /// A CORS preflight; `operation` is then what it asked leave for.
    pub preflight: bool,
    /// The status of the answer.
    pub status: u16,
    /// Whose bucket or credentials were asked for.
    pub provider: Option<Provider>,
    /// The bucket, for a provider's request.
    pub bucket: Option<String>,
    /// What it was for, when that can be told.
    pub operation: Option<Operation>,
    /// How it was signed.
    pub auth: Auth,
    /// Bytes of the request's body.
    pub body_len: usize,
    /// When it arrived, by this machine's clock (not the provider's).
    pub at: OffsetDateTime,
}

impl LoggedRequest {
    /// The first value of a header, by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a query parameter.
    #[must_use]
    pub fn query_value(&self, name: &str) -> Option<&str> {
        crate::query::value(&self.query, name)
    }
}

/// The log itself.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: Mutex<VecDeque<LoggedRequest>>,
}

impl Log {
    pub(crate) fn push(&self, request: LoggedRequest) {
        let mut entries = self.lock();
        if entries.len() == KEPT {
            entries.pop_front();
        }
        entries.push_back(request);
    }

    pub(crate) fn all(&self) -> Vec<LoggedRequest> {
        self.lock().iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<LoggedRequest>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
