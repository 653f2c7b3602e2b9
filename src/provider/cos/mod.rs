//! Tencent Cloud COS.
//!
//! Sources: the pages PUT, POST, GET and DELETE Bucket inventory and List Bucket Inventory
//! Configurations, and the vendor's SDKs cos-python-sdk-v5 1.9.44 and cos-js-sdk-v5 1.10.1 (read
//! 2026-11). Left out: anything that is not about inventory rules.

mod capabilities;
mod check;
mod error;
mod sign;
mod wire;

use super::document::Layout;
use super::error::{Dialect, ProviderAnswer};
use super::http::{Request, SignedRequest};
use super::{Placement, Service, SignedText, SigningContext, cors};
use crate::model::problem::Problem;
use crate::model::rule::Part;
use crate::model::{Capabilities, Connection, Rule};

/// The service object of COS.
#[derive(Clone, Copy, Debug)]
pub struct Cos;

/// `POST` runs a rule once; `Date` tells the provider's time.
static CORS: cors::Allowed = cors::Allowed {
    methods: &["GET", "PUT", "POST", "DELETE", "HEAD"],
    exposed: &["x-cos-request-id", "x-cos-trace-id", "Date"],
};

impl Service for Cos {
    fn capabilities(&self) -> &'static Capabilities {
        &capabilities::CAPABILITIES
    }

    fn layout(&self) -> &'static Layout {
        &wire::LAYOUT
    }

    fn dialect(&self) -> &'static Dialect {
        &error::DIALECT
    }

    fn id_parameter(&self) -> &'static str {
        "id"
    }

    fn problem(&self, part: Part, rule: &Rule, connection: &Connection) -> Option<Problem> {
        check::problem(part, rule, connection)
    }

    fn cors(&self) -> &'static cors::Allowed {
        &CORS
    }

    fn help_page(&self, answer: &ProviderAnswer) -> Option<String> {
        error::help_page(answer)
    }

    fn sign(&self, request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedRequest {
        sign::sign(request, context, placement)
    }

    fn signed_text(
        &self,
        request: &Request,
        context: &SigningContext<'_>,
        placement: Placement,
    ) -> SignedText {
        sign::text(request, context, placement)
    }
}
