//! Requests out, answers in, for each provider: no I/O.
//!
//! A folder per provider, with the same file names in each: tables, mostly. What the tables mean is
//! written once, beside the folders. The rest of the program speaks to the providers through
//! [`Service`] and sees `model` types only.

pub mod attempt;
pub mod client;
mod clock;
pub mod cors;
pub mod cos;
pub mod counterparts;
pub mod document;
pub mod encode;
mod entry;
pub mod error;
pub mod examine;
pub mod http;
pub mod journal;
mod named;
mod operations;
pub mod oss;
mod reading;
pub mod relay;
mod repeat;
pub mod retry;
pub mod save;
mod sending;
pub mod signed;
mod signing;
pub mod undo;
mod unknown;
pub mod write;
pub mod xml;

use crate::model::problem::Problem;
use crate::model::rule::Part;
use crate::model::{Capabilities, Connection, Credentials, Endpoint, Provider, Rule, Timestamp};
use document::Layout;
use error::{Dialect, Error, ProviderAnswer};
use http::{Request, SignedRequest};
pub use signing::SignedText;
use xml::Element;

/// One answer to a list request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulePage {
    /// The rules, in the provider's order.
    pub rules: Vec<Rule>,
    /// The token of the next page, exactly as received; `None` on the last page.
    pub next: Option<String>,
}

/// The same answer with the documents in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPage {
    /// The rules, in the provider's order, also those that cannot be read as one.
    pub rules: Vec<StoredRule>,
    /// As [`RulePage::next`].
    pub next: Option<String>,
}

/// A rule as the provider holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRule {
    /// What it says.
    pub rule: Rule,
    /// The document as it was read, with all that `rule` does not know.
    pub document: Element,
}

/// Where in a request its signature stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// In headers: cross-origin, the browser asks first (preflight).
    Header,
    /// In the query, good for so many seconds from the signing time: a simple request.
    Query {
        /// Seconds.
        life: u32,
    },
}

/// All that a signature is made of besides the request.
#[derive(Clone, Copy, Debug)]
pub struct SigningContext<'a> {
    /// The bucket and its region.
    pub connection: &'a Connection,
    /// Where the request goes.
    pub endpoint: &'a Endpoint,
    /// With which keys.
    pub credentials: &'a Credentials,
    /// The signing time.
    pub now: Timestamp,
}

/// What each provider gives: its tables and its signature. The calls are made of these, in
/// `operations.rs`.
pub trait Service: Sync {
    /// What the provider can do.
    fn capabilities(&self) -> &'static Capabilities;

    /// Where everything stands in its documents.
    fn layout(&self) -> &'static Layout;

    /// How its errors are told.
    fn dialect(&self) -> &'static Dialect;

    /// The name of the parameter that names a rule.
    fn id_parameter(&self) -> &'static str;

    /// What is wrong with a part of a rule by the provider's own rules; what holds for both providers
    /// is in `form/check.rs`.
    fn problem(&self, part: Part, rule: &Rule, connection: &Connection) -> Option<Problem>;

    /// What a page must be allowed by a bucket's CORS rule.
    fn cors(&self) -> &'static cors::Allowed;

    /// The CORS rule that a bucket needs for a console at `origin`, as the provider's XML.
    fn cors_rule(&self, origin: &str) -> String {
        cors::rule(origin, self.cors())
    }

    /// The provider's own page about an error, if it has one.
    fn help_page(&self, answer: &ProviderAnswer) -> Option<String>;

    /// The parts of a rule that a refusal names.
    fn named(&self, error: &Error, rule: &Rule) -> Vec<Part> {
        named::named(self.dialect(), self.layout(), error, rule)
    }

    /// Signs a request. The only way to a [`SignedRequest`].
    fn sign(&self, request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedRequest;

    /// The text under the signature that [`Service::sign`] makes of the same: for setting it beside the provider's own.
    fn signed_text(
        &self,
        request: &Request,
        context: &SigningContext<'_>,
        placement: Placement,
    ) -> SignedText;
}

/// The service behind a provider's name.
#[must_use]
pub fn service(provider: Provider) -> &'static dyn Service {
    match provider {
        Provider::Oss => &oss::Oss,
        Provider::Cos => &cos::Cos,
    }
}

#[cfg(test)]
mod answer_tests;
