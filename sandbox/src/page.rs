//! Where a page of a list starts, and the token that says so.

use crate::bucket::Rule;
use crate::bytes_text::{base64, from_base64};
use crate::switches::ListOrder;

/// Fixed by both services; there is no parameter for it.
pub(crate) const PAGE: usize = 100;

/// The last rule of the page before, and the number of the page that follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Position {
    sequence: u64,
    id: String,
    pub(crate) page: u64,
}

impl Position {
    pub(crate) fn start() -> Self {
        Self { sequence: 0, id: String::new(), page: 1 }
    }

    /// Where page `page` starts when `last` ends the one before.
    pub(crate) fn after(last: &Rule, page: u64) -> Self {
        Self { sequence: last.sequence, id: last.id.clone(), page }
    }

    pub(crate) fn is_before(&self, rule: &Rule, order: ListOrder) -> bool {
        match order {
            ListOrder::Creation => rule.sequence > self.sequence,
            ListOrder::Id => rule.id > self.id,
        }
    }

    /// `ends` surround the token with what is easy to damage on the way.
    pub(crate) fn print(&self, bucket: &str, ends: (&str, &str)) -> String {
        let inner = format!("{bucket}|{}|{}|{}", self.sequence, self.page, self.id);
        format!("{}{}{}", ends.0, base64(inner.as_bytes()), ends.1)
    }

    /// Any damage to a token shows, and so does one of another bucket.
    pub(crate) fn read(bucket: &str, token: &str, ends: (&str, &str)) -> Option<Self> {
        let inner = token.strip_prefix(ends.0)?.strip_suffix(ends.1)?;
        let inner = String::from_utf8(from_base64(inner)?).ok()?;
        let mut parts = inner.splitn(4, '|');
        if parts.next()? != bucket {
            return None;
        }
        Some(Self {
            sequence: parts.next()?.parse().ok()?,
            page: parts.next()?.parse().ok()?,
            id: parts.next()?.into(),
        })
    }
}
