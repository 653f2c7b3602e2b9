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
use super::{Placement, Service, SigningContext, cors};
use crate::model::problem::Problem;
use crate::model::rule::Part;
use crate::model::{Capabilities, Connection, Rule};

/// The service object of OSS.
#[derive(Clone, Copy, Debug)]
pub struct Oss;

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

    fn cors_rule(&self, origin: &str) -> String {
        cors::rule(origin, &["GET", "PUT", "DELETE"], &["x-oss-request-id", "x-oss-ec"])
    }

    fn help_page(&self, answer: &ProviderAnswer) -> Option<String> {
        error::help_page(answer)
    }

    fn sign(&self, request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedRequest {
        sign::sign(request, context, placement)
    }
}
