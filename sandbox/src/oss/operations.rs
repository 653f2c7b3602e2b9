//! Put, get, list and delete of inventory rules (wire/oss.md section 5).

use time::OffsetDateTime;

use crate::bytes_text::xml_text;
use crate::bytes_text::{base64, from_base64};
use crate::clock;
use crate::fault::Fault;
use crate::oss::Reply;
use crate::oss::check;
use crate::oss::error::Error;
use crate::state::{Bucket, Rule, Switches};

/// Fixed by the service; there is no parameter for it.
const PAGE: usize = 100;
const LIMIT: usize = 1_000;
const PROLOG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

pub(crate) fn put(bucket: &mut Bucket, id: &str, body: &[u8], now: OffsetDateTime) -> Result<Reply, Error> {
    if bucket.fault == Some(Fault::PutDenied) {
        return Err(Error::no_permission());
    }
    check::check(body, id, &bucket.vocabulary)?;
    if bucket.rule(id).is_some() {
        return Err(
            Error::new(409, "InventoryAlreadyExist", "The inventory already exist.").ec("0020-00000042")
        );
    }
    if bucket.rules.len() >= LIMIT {
        return Err(Error::new(400, "InventoryExceedLimit", "The number of inventory exceed limit."));
    }
    bucket.store(id, &String::from_utf8_lossy(body), now);
    Ok(Reply::empty(200))
}

pub(crate) fn get(bucket: &Bucket, id: &str) -> Result<Reply, Error> {
    let rule = bucket.rule(id).ok_or_else(Error::no_such_inventory)?;
    let body = format!("{PROLOG}{}", rule.shown);
    Ok(read_reply(bucket, body, rule.modified))
}

pub(crate) fn delete(bucket: &mut Bucket, id: &str, switches: &Switches) -> Result<Reply, Error> {
    if bucket.fault == Some(Fault::DeleteDenied) {
        return Err(Error::no_permission());
    }
    if !bucket.remove(id) && switches.delete_missing_is_404() {
        return Err(Error::no_such_inventory());
    }
    Ok(Reply::empty(204))
}

/// An empty token means page one, as in the list call's live tests.
pub(crate) fn list(bucket: &mut Bucket, token: &str, switches: &Switches) -> Result<Reply, Error> {
    let start = if token.is_empty() {
        Position { after: 0, page: 1 }
    } else {
        Position::read(&bucket.name, token).ok_or_else(|| {
            Error::invalid_argument(
                "continuation-token",
                token,
                "The continuation token provided is incorrect.",
            )
        })?
    };
    if bucket.fault == Some(Fault::ThirdPage) && start.page == 3 {
        bucket.third_page_calls += 1;
        if bucket.third_page_calls % 2 == 1 {
            return Err(unavailable());
        }
    }
    if bucket.rules.is_empty() && switches.empty_list_is_404() {
        return Err(Error::no_such_inventory());
    }
    let rest: Vec<&Rule> = bucket.rules.iter().filter(|rule| rule.sequence > start.after).collect();
    let page = &rest[..rest.len().min(PAGE)];
    let next = if bucket.fault == Some(Fault::RepeatToken) {
        Some(Position { after: PAGE as u64, page: 2 })
    } else if rest.len() > PAGE {
        page.last().map(|last| Position { after: last.sequence, page: start.page + 1 })
    } else {
        None
    };
    let mut body = format!("{PROLOG}<ListInventoryConfigurationsResult>");
    for rule in page {
        body.push_str(&rule.shown);
    }
    let element = |name: &str, value: &str| format!("<{name}>{}</{name}>", xml_text(value));
    body.push_str(&element("IsTruncated", if next.is_some() { "true" } else { "false" }));
    if !token.is_empty() {
        body.push_str(&element("ContinuationToken", token));
    }
    if let Some(next) = next {
        body.push_str(&element("NextContinuationToken", &next.print(&bucket.name)));
    }
    body.push_str("</ListInventoryConfigurationsResult>");
    let modified = bucket.rules.iter().map(|rule| rule.modified).max();
    let modified = modified.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    Ok(read_reply(bucket, body, modified))
}

pub(crate) fn unavailable() -> Error {
    Error::new(503, "ServiceUnavailable", "Please reduce your request rate.")
}

fn read_reply(bucket: &Bucket, mut body: String, modified: OffsetDateTime) -> Reply {
    if bucket.fault == Some(Fault::CutOff) {
        let mut half = body.len() / 2;
        while !body.is_char_boundary(half) {
            half += 1;
        }
        body.truncate(half);
    }
    let mut reply = Reply::xml(200, body);
    // A browser may answer a repeated GET from its cache by this header alone,
    // unless it was told not to: the console must be caught if it forgets.
    reply.headers.push(("last-modified", clock::http(modified)));
    reply
}

/// Where a page starts. To clients its text is opaque, and full of characters
/// that are easy to damage: `+ / = %`, `&`, and `%2B`, which a second decoding
/// would turn into something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Position {
    /// The last sequence number of the page before.
    after: u64,
    page: u64,
}

impl Position {
    fn print(self, bucket: &str) -> String {
        let inner = base64(format!("{bucket}|{}|{}", self.after, self.page).as_bytes());
        format!("MT+{inner}/%2B&p={}%==", self.page)
    }

    fn read(bucket: &str, token: &str) -> Option<Self> {
        let (inner, _) = token.strip_prefix("MT+")?.split_once("/%2B&p=")?;
        let inner = String::from_utf8(from_base64(inner)?).ok()?;
        let mut parts = inner.split('|');
        if parts.next()? != bucket {
            return None;
        }
        let position = Self { after: parts.next()?.parse().ok()?, page: parts.next()?.parse().ok()? };
        // Any damage must show, also behind the part that is read.
        (position.print(bucket) == token).then_some(position)
    }
}

#[cfg(test)]
#[path = "operations_tests.rs"]
mod tests;
