//! Alibaba Cloud OSS: the four inventory calls.
//!
//! Sources: the API reference pages PutBucketInventory, GetBucketInventory, ListBucketInventory
//! and DeleteBucketInventory, and the vendor's SDKs oss2 2.19.1 and alibabacloud-oss-v2 1.4.1
//! (read 2026-11). Left out: anything that is not about inventory rules.

mod capabilities;
mod cors;
mod error;
mod operations;
mod sign;
mod wire;

use super::error::{Error, ProviderAnswer};
use super::http::{Request, Response, SignedRequest};
use super::xml::Element;
use super::{Placement, RulePage, Service, SigningContext, StoredRule};
use crate::model::{Capabilities, Rule};

/// The service object of OSS.
#[derive(Clone, Copy, Debug)]
pub struct Oss;

impl Service for Oss {
    fn capabilities(&self) -> &'static Capabilities {
        &capabilities::CAPABILITIES
    }

    fn list_request(&self, token: Option<&str>) -> Request {
        operations::list_request(token)
    }

    fn read_list(&self, response: &Response) -> Result<RulePage, Error> {
        operations::read_list(response)
    }

    fn get_request(&self, id: &str) -> Request {
        operations::get_request(id)
    }

    fn read_get(&self, response: &Response) -> Result<StoredRule, Error> {
        operations::read_get(response)
    }

    fn put_request(&self, id: &str, document: &Element) -> Request {
        operations::put_request(id, document)
    }

    fn read_put(&self, response: &Response) -> Result<(), Error> {
        error::check(response)
    }

    fn delete_request(&self, id: &str) -> Request {
        operations::delete_request(id)
    }

    fn read_delete(&self, response: &Response) -> Result<(), Error> {
        operations::read_delete(response)
    }

    fn document(&self, rule: &Rule, kept: Option<&Element>) -> Element {
        wire::document(rule, kept)
    }

    fn cors_rule(&self, origin: &str) -> String {
        cors::rule(origin)
    }

    fn help_page(&self, answer: &ProviderAnswer) -> Option<String> {
        error::help_page(answer)
    }

    fn sign(&self, request: &Request, context: &SigningContext<'_>, placement: Placement) -> SignedRequest {
        sign::sign(request, context, placement)
    }
}
