//! What goes back.

use std::time::Duration;

use serde_json::Value;

use crate::log::Auth;

/// An answer before it becomes HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) auth: Auth,
    /// What a slow bucket adds.
    pub(crate) delay: Duration,
}

/// The first line of XML answers that are not errors.
pub(crate) const PROLOG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

impl Reply {
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), auth: Auth::None, delay: Duration::ZERO }
    }

    fn of_type(status: u16, content_type: &str, body: String) -> Self {
        Self {
            headers: vec![("content-type", content_type.into())],
            body: body.into_bytes(),
            ..Self::empty(status)
        }
    }

    pub(crate) fn xml(status: u16, body: String) -> Self {
        Self::of_type(status, "application/xml", body)
    }

    pub(crate) fn html(status: u16, page: String) -> Self {
        Self::of_type(status, "text/html; charset=utf-8", page)
    }

    /// A plain sentence.
    pub(crate) fn text(status: u16, sentence: &str) -> Self {
        Self::of_type(status, "text/plain; charset=utf-8", format!("{sentence}\n"))
    }

    pub(crate) fn json(document: &Value, caching: &str) -> Self {
        let mut reply = Self::of_type(200, "application/json", format!("{document:#}\n"));
        reply.headers.push(("cache-control", caching.into()));
        reply
    }
}
