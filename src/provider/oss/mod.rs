//! Alibaba Cloud OSS.
//!
//! Sources: the API reference pages PutBucketInventory, GetBucketInventory, ListBucketInventory
//! and DeleteBucketInventory, and the vendor's SDKs oss2 2.19.1 and alibabacloud-oss-v2 1.4.1
//! (read 2026-11). Left out: anything that is not about inventory rules.

mod capabilities;
mod check;
mod error;
mod sign;
mod sign_v1;
mod wire;

use super::document::Layout;
use super::error::{Dialect, ProviderAnswer};
use super::http::{Request, SignedRequest};
use super::{Placement, Service, SignedText, SigningContext, cors};
use crate::model::problem::Problem;
use crate::model::rule::Part;
use crate::model::{Capabilities, Connection, Rule};

/// The service object of OSS.
#[derive(Clone, Copy, Debug)]
pub struct Oss;

/// `x-oss-err` is the error document where there can be no body. `Date` tells the provider's time.
static CORS: cors::Allowed = cors::Allowed {
    methods: &["GET", "PUT", "DELETE"],
    exposed: &["x-oss-request-id", "x-oss-ec", "x-oss-err", "Date"],
};

impl Service for Oss {
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
        "inventoryId"
    }

    fn problem(&self, part: Part, rule: &Rule, connection: &Connection) -> Option<Problem> {
        check::problem(part, rule).or_else(|| check::elsewhere(part, rule, connection))
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
