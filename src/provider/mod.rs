//! Requests out, answers in, for each provider: no I/O.
//!
//! A folder per provider, with the same file names in each. The rest of the program speaks to
//! them through [`Service`] and sees `model` types only.

pub mod client;
pub mod encode;
pub mod error;
pub mod http;
pub mod oss;
pub mod xml;

use crate::model::{Capabilities, Connection, Credentials, Endpoint, Provider, Rule, Timestamp};
use error::{Error, ProviderAnswer};
use http::{Request, Response, SignedRequest};
use xml::Element;

/// One answer to a list request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulePage {
    /// The rules, in the provider's order.
    pub rules: Vec<Rule>,
    /// The token of the next page, exactly as received; `None` on the last page.
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

/// What each provider gives: its table, its calls and its signature.
///
/// Each call is a pair: a request that is not signed yet, and a reader for its answer.
pub trait Service: Sync {
    /// What the provider can do.
    fn capabilities(&self) -> &'static Capabilities;

    /// Asks for a page of rules; the first one when there is no token.
    fn list_request(&self, token: Option<&str>) -> Request;

    /// Reads a page. A bucket without rules is an empty page, however the provider says it.
    ///
    /// # Errors
    /// The provider's refusal, or an answer that cannot be read.
    fn read_list(&self, response: &Response) -> Result<RulePage, Error>;

    /// Asks for one rule.
    fn get_request(&self, id: &str) -> Request;

    /// Reads one rule.
    ///
    /// # Errors
    /// The provider's refusal, or an answer that cannot be read.
    fn read_get(&self, response: &Response) -> Result<StoredRule, Error>;

    /// Writes a document under an id.
    fn put_request(&self, id: &str, document: &Element) -> Request;

    /// Reads the answer to a write.
    ///
    /// # Errors
    /// The provider's refusal.
    fn read_put(&self, response: &Response) -> Result<(), Error>;

    /// Removes a rule.
    fn delete_request(&self, id: &str) -> Request;

    /// Reads the answer to a removal. A rule that was not there any more counts as removed.
    ///
    /// # Errors
    /// The provider's refusal.
    fn read_delete(&self, response: &Response) -> Result<(), Error>;

    /// The document of a rule: `kept` with every difference to `rule` written into it, or a new
    /// one. What `rule` does not know, and text that did not change, stays as it was.
    fn document(&self, rule: &Rule, kept: Option<&Element>) -> Element;

    /// The CORS rule that a bucket needs for a console at `origin`, as the provider's XML.
    fn cors_rule(&self, origin: &str) -> String;

    /// The provider's own page about an error, if it has one.
    fn help_page(&self, answer: &ProviderAnswer) -> Option<String>;

    /// Signs a request. The only way to a [`SignedRequest`].
    fn sign(&self, request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedRequest;
}

/// The service behind a provider's name.
#[must_use]
pub fn service(provider: Provider) -> &'static dyn Service {
    match provider {
        Provider::Oss => &oss::Oss,
    }
}
