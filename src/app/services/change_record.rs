//! The changes that this page has made, noted where they are written (`screens/rule/writing.rs`), and in memory alone.

use std::cell::RefCell;

use super::open_bucket::OpenBucket;
use super::request_log::with_requests;
use super::{clock, log};
use crate::model::Timestamp;
use crate::provider::xml::Element;
use crate::route::Place;
use crate::state::at_work::Deed;
use crate::state::change_record::{Act, Change, ChangeRecord, PartOf, Why};
use crate::state::failure::Failure;
use crate::state::request_log::RequestLog;

// Not in a context: a write goes on without its screen.
thread_local! {
    static CHANGES: RefCell<ChangeRecord> = const { RefCell::new(ChangeRecord::new()) };
}

/// Looks at the changes.
pub(crate) fn with_changes<T>(look: impl FnOnce(&ChangeRecord) -> T) -> T {
    CHANGES.with_borrow(look)
}

/// A change under way.
pub(crate) struct Noting {
    at: Timestamp,
    place: Place,
    rule: String,
    /// The number of the first request that may be one of it.
    next: u32,
}

/// What a change is.
pub(crate) struct Did<'a> {
    /// What was done.
    pub(crate) act: Act,
    /// Of what it is a part.
    pub(crate) deed: Deed,
    /// The rule's document before.
    pub(crate) before: Option<&'a Element>,
    /// The same after it, or as it was to be.
    pub(crate) after: Option<&'a Element>,
}

impl Noting {
    /// Begins before the first request of a change. Nothing else on this page writes the rule meanwhile.
    pub(crate) fn begin(bucket: OpenBucket, rule: &str) -> Self {
        let next = with_requests(RequestLog::next);
        Noting { at: clock::now(), place: bucket.place(), rule: rule.to_owned(), next }
    }

    /// Notes it, if anything was written.
    pub(crate) fn end<T>(self, did: &Did<'_>, result: &Result<T, Failure>) {
        let Noting { at, place, rule, next } = self;
        let sent = with_requests(|requests| requests.writes_since(next, &place, &rule));
        if sent.is_empty() {
            return;
        }
        let [before, after] = [did.before, did.after].map(|document| document.map(Element::to_document));
        let why = result.as_ref().err().map_or_else(Why::done, Why::of);
        let part_of = PartOf::of(did.deed);
        let change = Change { at, place, rule, act: did.act, part_of, why, before, after, sent };
        CHANGES.with_borrow_mut(|changes| changes.note(change));
        log::tell();
    }
}
