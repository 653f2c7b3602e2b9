//! What goes back.

use std::time::Duration;

use serde_json::Value;

use crate::aftermath::{Aftermath, CarriedOut};
use crate::body::Sending;
use crate::log::Auth;

/// An answer before it becomes HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) sending: Sending,
    pub(crate) auth: Auth,
    /// What a slow bucket adds.
    pub(crate) delay: Duration,
    /// What becomes of the call that this answers.
    pub(crate) aftermath: Option<Aftermath>,
}

/// The first line of XML answers that are not errors.
pub(crate) const PROLOG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// What a captive portal shows in place of any answer.
pub(crate) const PORTAL: &str = "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body><h1>Sign in to the network</h1></body></html>";

impl Reply {
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            sending: Sending::Whole,
            auth: Auth::None,
            delay: Duration::ZERO,
            aftermath: None,
        }
    }

    /// How long after this answer its call is carried out, if it is to be.
    pub(crate) fn carried_out_after(&self) -> Option<Duration> {
        match self.aftermath?.carried_out {
            CarriedOut::After(wait) => Some(wait),
            CarriedOut::AtOnce | CarriedOut::Never => None,
        }
    }

    pub(crate) fn of_type(status: u16, content_type: &str, body: String) -> Self {
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
