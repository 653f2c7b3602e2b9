//! A request, as it is noted.

use std::time::Duration;

use serde::Serialize;

use super::redacted;
use crate::model::Credentials;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::http::{Method, Request};
use crate::route::Place;

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// Reads a page of rules.
    List,
    /// Reads a rule.
    Get,
    /// Writes a rule.
    Put,
    /// Runs a rule once.
    Run,
    /// Removes a rule.
    Delete,
    /// Reads `config.json`.
    Site,
    /// Asks the site for credentials.
    Credentials,
    /// Anything else that is asked of a bucket.
    Other,
}

impl Operation {
    /// What a call is for, and the id of the rule that it is about. `id_parameter` is the provider's name of it.
    #[must_use]
    pub fn of(call: &Request, id_parameter: &str) -> (Self, Option<String>) {
        let value =
            |wanted: &str| call.query.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
        if value("inventory").is_none() {
            return (Operation::Other, None);
        }
        let id = value(id_parameter).cloned();
        let operation = match (call.method, &id) {
            (Method::Get, None) => Operation::List,
            (Method::Get, Some(_)) => Operation::Get,
            (Method::Put, _) => Operation::Put,
            (Method::Post, _) => Operation::Run,
            (Method::Delete, _) => Operation::Delete,
        };
        (operation, id)
    }
}

/// A request that begins, as it is sent.
#[derive(Clone, Copy)]
pub struct Begun<'a> {
    /// When, since 1970, by the device's clock.
    pub at: Duration,
    /// What it is for.
    pub operation: Operation,
    /// The bucket that it goes to, if it goes to one.
    pub place: Option<&'a Place>,
    /// The id of the rule that it is about.
    pub rule: Option<&'a str>,
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: &'a str,
    /// The headers that are set.
    pub headers: &'a [(&'static str, String)],
    /// Bytes of its body.
    pub bytes: usize,
    /// Which attempt of its call it is.
    pub attempt: u32,
}

/// How a request has ended, as it was answered.
#[derive(Clone, Copy)]
pub struct Answered<'a> {
    /// When, since 1970, by the device's clock.
    pub at: Duration,
    /// The HTTP status; `None` when there was no answer.
    pub status: Option<u16>,
    /// The headers that can be read, names in lower case.
    pub headers: &'a [(String, String)],
    /// Bytes of the body.
    pub bytes: usize,
    /// The provider's request id.
    pub request_id: &'a str,
    /// Why it is not what was asked for.
    pub error: Option<&'a Error>,
}

/// A request without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    said: Said,
    end: Option<End>,
}

/// What is known of a request when it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// When, since 1970.
    pub at: Duration,
    /// What it is for.
    pub operation: Operation,
    /// The bucket that it goes to.
    pub place: Option<Place>,
    /// The id of the rule that it is about.
    pub rule: Option<String>,
    /// The method.
    pub method: Method,
    /// The address, with [`REDACTED`](super::REDACTED) in the place of what is secret.
    pub url: String,
    /// The headers, with [`REDACTED`](super::REDACTED) for all values but those of a few that say nothing secret.
    pub headers: Vec<(&'static str, String)>,
    /// Bytes of its body.
    pub bytes: usize,
    /// Which attempt of its call it is.
    pub attempt: u32,
}

/// How a request has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// How long it took.
    pub took: Duration,
    /// The HTTP status; `None` when there was no answer.
    pub status: Option<u16>,
    /// Those headers of the answer that say nothing secret.
    pub headers: Vec<(String, String)>,
    /// Bytes of the body.
    pub bytes: usize,
    /// The provider's code; empty when there is none.
    pub code: String,
    /// The provider's request id; empty when none could be read.
    pub request_id: String,
    /// Why it is not what was asked for.
    pub kind: Option<ErrorKind>,
}

impl Entry {
    /// A request that begins. The secrets of `credentials` are nowhere in it.
    #[must_use]
    pub fn new(begun: Begun<'_>, credentials: &[&Credentials]) -> Self {
        let Begun { at, operation, place, method, bytes, attempt, .. } = begun;
        let clean = |text: &str| redacted::without_secrets(text, credentials);
        Entry {
            said: Said {
                at,
                operation,
                place: place.cloned(),
                rule: begun.rule.map(clean),
                method,
                url: clean(&redacted::url(begun.url)),
                headers: redacted::sent(begun.headers, clean),
                bytes,
                attempt,
            },
            end: None,
        }
    }

    /// Its end. The secrets of `credentials` are nowhere in it.
    pub fn end(&mut self, answered: &Answered<'_>, credentials: &[&Credentials]) {
        let clean = |text: &str| redacted::without_secrets(text, credentials);
        self.end = Some(End {
            took: answered.at.saturating_sub(self.said.at),
            status: answered.status,
            headers: redacted::received(answered.headers, clean),
            bytes: answered.bytes,
            code: clean(answered.error.map(Error::code).unwrap_or_default()),
            request_id: clean(answered.request_id),
            kind: answered.error.map(|error| error.kind),
        });
    }

    /// What is known since it began.
    #[must_use]
    pub fn said(&self) -> &Said {
        &self.said
    }

    /// How it has ended; `None` while it is under way.
    #[must_use]
    pub fn ended(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// The address without what every request to a bucket has in common; the whole one of others.
    #[must_use]
    pub fn short_url(&self) -> &str {
        let url = self.said.url.as_str();
        let path = url.split_once("://").and_then(|(_, rest)| Some(&rest[rest.find('/')?..]));
        path.filter(|_| self.said.place.is_some()).unwrap_or(url)
    }

    /// Whether it has ended otherwise than with a status of 2xx.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        let is_good = |status: u16| (200..300).contains(&status);
        self.end.as_ref().is_some_and(|end| !end.status.is_some_and(is_good))
    }

    pub(super) fn is_of_write(&self) -> bool {
        self.said.method != Method::Get
    }

    pub(super) fn is_at(&self, place: &Place) -> bool {
        self.said.place.as_ref() == Some(place)
    }

    /// Whether every word is somewhere in it, in any case.
    pub(super) fn says(&self, words: &[String], name: &str) -> bool {
        let Said { place, rule, method, url, .. } = &self.said;
        let end = self.end.as_ref();
        let status = end.and_then(|end| end.status).map(|status| status.to_string());
        let texts = [
            name,
            method.as_str(),
            url,
            rule.as_deref().unwrap_or_default(),
            place.as_ref().map_or("", |place| place.bucket.as_str()),
            status.as_deref().unwrap_or_default(),
            end.map_or("", |end| &end.code),
            end.map_or("", |end| &end.request_id),
        ];
        let texts = texts.map(str::to_lowercase);
        words.iter().all(|word| texts.iter().any(|text| text.contains(word.as_str())))
    }
}
