//! The four calls: request and reader of each.

use super::{error, wire};
use crate::provider::error::{Error, ErrorKind};
use crate::provider::http::{Method, Request, Response};
use crate::provider::xml::Element;
use crate::provider::{RulePage, StoredRule};

pub(super) fn list_request(token: Option<&str>) -> Request {
    let mut query = vec![("inventory", String::new())];
    query.extend(token.map(|token| ("continuation-token", token.to_owned())));
    Request { method: Method::Get, query, body: None }
}

pub(super) fn read_list(response: &Response) -> Result<RulePage, Error> {
    match error::check(response) {
        // A bucket without rules answers so (oss2's own test against the live service).
        Err(error) if error.kind == ErrorKind::NoSuchRule => {
            return Ok(RulePage { rules: Vec::new(), next: None });
        }
        checked => checked?,
    }
    let document = Element::parse(&response.body).map_err(|_| Error::unreadable(response))?;
    wire::read_page(&document).map_err(|_| Error::unreadable(response))
}

pub(super) fn get_request(id: &str) -> Request {
    of_rule(Method::Get, id, None)
}

pub(super) fn read_get(response: &Response) -> Result<StoredRule, Error> {
    error::check(response)?;
    let document = Element::parse(&response.body).map_err(|_| Error::unreadable(response))?;
    let rule = wire::read_rule(&document).map_err(|_| Error::unreadable(response))?;
    Ok(StoredRule { rule, document })
}

pub(super) fn put_request(id: &str, document: &Element) -> Request {
    of_rule(Method::Put, id, Some(document.to_document()))
}

pub(super) fn delete_request(id: &str) -> Request {
    of_rule(Method::Delete, id, None)
}

/// 204, and for a rule that is gone already 204 or 404: which is not documented.
pub(super) fn read_delete(response: &Response) -> Result<(), Error> {
    match error::check(response) {
        Err(error) if error.kind == ErrorKind::NoSuchRule => Ok(()),
        checked => checked,
    }
}

fn of_rule(method: Method, id: &str, body: Option<String>) -> Request {
    let query = vec![("inventory", String::new()), ("inventoryId", id.to_owned())];
    Request { method, query, body }
}
