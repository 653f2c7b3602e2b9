//! The rules of the open connection: read page after page, kept while screens change.

use super::clock;
use super::dom::spawn;
use super::later;
use super::session::OpenRef;
use crate::app::signal::Signal;
use crate::model::Rule;
use crate::state::listing::{Listing, Next, Progress};
use crate::state::selection::Selection;
use crate::state::table::TableQuery;

/// The listing of one connection. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    listing: Signal<Listing>,
    /// Counts the readings: an answer to an older one is dropped.
    reading: Signal<u32>,
    /// A rule to bring into view, because this console has just written it.
    fresh: Signal<Option<String>>,
    /// The rules that are chosen in the table.
    selection: Signal<Selection>,
    /// What the table shows, or showed when it was left.
    query: Signal<TableQuery>,
    /// Counts the saves that ended with a rule on the device only, with nobody there to be told.
    left_over: Signal<u32>,
}

impl Rules {
    /// Nothing read yet of a bucket that can have `limit` rules. Made under the page itself, so that it outlives every
    /// screen.
    pub(crate) fn new(limit: usize) -> Self {
        Rules {
            listing: Signal::new(Listing::of_at_most(limit)),
            reading: Signal::new(0),
            fresh: Signal::new(None),
            selection: Signal::new(Selection::default()),
            query: Signal::new(TableQuery::default()),
            left_over: Signal::new(0),
        }
    }

    /// What the table shows, or showed when it was left: the way back leads there.
    pub(crate) fn query(self) -> Signal<TableQuery> {
        self.query
    }

    /// Counts the saves that left a rule on the device only: what it keeps is to be looked at again.
    pub(crate) fn left_over(self) -> Signal<u32> {
        self.left_over
    }

    /// Drops what was read, and any answer that is still to come.
    pub(crate) fn clear(self) {
        self.reading.try_update_untracked(|reading| *reading = reading.wrapping_add(1));
        self.listing.update(|listing| *listing = listing.emptied());
        self.fresh.set(None);
        self.selection.update(Selection::clear);
        self.query.set(TableQuery::default());
    }

    /// What has been read.
    pub(crate) fn listing(self) -> Signal<Listing> {
        self.listing
    }

    /// The rules that are chosen in the table.
    pub(crate) fn selection(self) -> Signal<Selection> {
        self.selection
    }

    /// Takes out of what is chosen what does not exist any more. Only a whole list can tell.
    fn forget_gone(self) {
        self.listing.with_untracked(|listing| {
            if listing.is_complete() && !listing.is_stale() {
                self.selection.update(|selection| selection.retain_known(listing.rules()));
            }
        });
    }

    /// The rule that was just written, once.
    pub(crate) fn take_fresh(self) -> Option<String> {
        self.fresh.try_update_untracked(Option::take).flatten()
    }

    /// Reads on, unless everything is in.
    pub(crate) fn ensure_read(self, open: &OpenRef) {
        // Rows of an earlier reading may be in sight while the newer one has failed.
        let complete = self.listing.with_untracked(|listing| *listing.progress() == Progress::Complete);
        if !complete {
            self.go_on(open);
        }
    }

    /// Reads everything again; the old rows stay in sight meanwhile.
    pub(crate) fn refresh(self, open: &OpenRef) {
        open.transport.cancel_lists();
        self.listing.update(|listing| *listing = std::mem::take(listing).refresh());
        self.left_over.update(|count| *count = count.wrapping_add(1));
        self.go_on(open);
    }

    /// Stops reading; what came stays.
    pub(crate) fn stop(self, open: &OpenRef) {
        open.transport.cancel_lists();
    }

    /// Reads on from the last good page.
    pub(crate) fn go_on(self, open: &OpenRef) {
        let this_reading = self.reading.get_untracked().wrapping_add(1);
        self.reading.set(this_reading);
        let mut token = self.listing.try_update(Listing::resume).flatten();
        let open = open.clone();
        spawn(async move {
            loop {
                let answer = open.client.list_page(token.as_deref()).await;
                if self.reading.try_get_untracked() != Some(this_reading) {
                    return;
                }
                let next = self.listing.try_update(|listing| match answer {
                    Ok(page) => listing.page_arrived(page, clock::now()),
                    Err(error) => {
                        listing.failed(error);
                        Next::Stop
                    }
                });
                match next {
                    Some(Next::Page(next)) => token = Some(next),
                    Some(Next::Stop) | None => break,
                }
            }
            // Nothing else is waited for: what is behind the rows may come now.
            later::fetch_ahead();
            self.forget_gone();
        });
    }

    /// Notes a rule that was written.
    pub(crate) fn written(self, rule: Rule) {
        self.fresh.set(Some(rule.id().to_owned()));
        self.listing.update(|listing| listing.insert(rule, clock::now()));
    }

    /// Notes a rule that was deleted.
    pub(crate) fn deleted(self, id: &str) {
        self.listing.update(|listing| listing.remove(id, clock::now()));
        self.forget_gone();
    }

    /// Whether this console has deleted a rule.
    pub(crate) fn is_deleted(self, id: &str) -> bool {
        self.listing.with_untracked(|listing| listing.has_deleted(id))
    }

    /// Whether pages are being read.
    pub(crate) fn is_reading(self) -> bool {
        self.listing.with(|listing| *listing.progress() == Progress::Reading)
    }
}
