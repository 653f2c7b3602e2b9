//! The rules of an open bucket: read page after page, kept while screens change.

use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use loader::loader;

use super::transport::FetchTransport;
use super::{clock, storage};
use crate::model::Rule;
use crate::provider::client::Client;
use crate::provider::error::{Error, ErrorKind};
use crate::state::listing::{Listing, Next, Progress};
use crate::state::selection::Selection;
use crate::state::table::TableQuery;

/// How long rules that are written one upon another wait for each other, to be shown together: to draw the table takes
/// longer than to write a rule.
const TOGETHER: Duration = Duration::from_millis(250);

/// Reads the pages of a list from a token on, as the reading of a number.
type Pages =
    fn(Rules, Rc<Client<FetchTransport>>, Option<String>, u32) -> Pin<Box<dyn Future<Output = bool>>>;

/// What reads lists: signing, answers and XML come with the table, which is fetched while credentials are typed.
#[loader(table)]
fn pages() -> Result<Pages, SplitLoaderError> {
    Ok(|rules, client, token, reading| Box::pin(async move { rules.read_all(&client, token, reading).await }))
}

/// How far what was written is shown.
#[derive(Clone, Copy, Default)]
struct Shown {
    /// When it was last.
    at: Duration,
    /// Whether more waits to be.
    waits: bool,
    /// Whether a rule among that was deleted.
    is_less: bool,
}

/// The listing of one bucket. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    listing: ReadSignal<Listing>,
    set_listing: WriteSignal<Listing>,
    /// Who reads. It changes with the settings of the connection.
    client: StoredValue<Option<Rc<Client<FetchTransport>>>, LocalStorage>,
    /// Counts the readings: an answer to an older one is dropped.
    reading: StoredValue<u32>,
    /// A rule to bring into view, because this console has just written it.
    fresh: StoredValue<Option<String>>,
    /// The rules that are chosen in the table.
    selection: ReadSignal<Selection>,
    set_selection: WriteSignal<Selection>,
    /// What the table shows, or showed when it was left.
    query: StoredValue<TableQuery>,
    /// Where the box of the table was scrolled to, in pixels.
    place: StoredValue<i32>,
    left_over: Trigger,
    writes: Trigger,
    shown: StoredValue<Shown>,
    /// Whether nothing is read because what reads did not come.
    waits: StoredValue<bool>,
    /// Whether the device remembers the connection by which it was read.
    is_remembered: bool,
}

impl Rules {
    /// Nothing read yet of a bucket that can have `limit` rules, and whether its connection is remembered once it has
    /// worked. Made under the page's owner.
    pub(super) fn new(limit: usize, is_remembered: bool) -> Self {
        let (listing, set_listing) = signal(Listing::of_at_most(limit));
        let (selection, set_selection) = signal(Selection::default());
        Rules {
            listing,
            set_listing,
            client: StoredValue::new_local(None),
            reading: StoredValue::new(0),
            fresh: StoredValue::new(None),
            selection,
            set_selection,
            query: StoredValue::new(TableQuery::default()),
            place: StoredValue::new(0),
            left_over: Trigger::new(),
            writes: Trigger::new(),
            shown: StoredValue::new(Shown::default()),
            waits: StoredValue::new(false),
            is_remembered,
        }
    }

    /// Says who reads from now on.
    pub(super) fn read_by(self, client: &Rc<Client<FetchTransport>>) {
        self.client.set_value(Some(Rc::clone(client)));
    }

    /// What the table shows, or showed when it was left: the way back leads there.
    pub(crate) fn query(self) -> TableQuery {
        self.query.get_value()
    }

    /// Notes what the table shows.
    pub(crate) fn keep_query(self, query: TableQuery) {
        self.query.set_value(query);
    }

    /// Where the box of the table was scrolled to, when it was left.
    pub(crate) fn place(self) -> i32 {
        self.place.get_value()
    }

    /// Notes where it is scrolled to.
    pub(crate) fn keep_place(self, top: i32) {
        self.place.set_value(top);
    }

    /// For who shows what the device keeps: tracks when it is to be looked at again.
    pub(crate) fn track_left_over(self) {
        self.left_over.track();
    }

    /// Lets it be looked at: a save ended with a rule on the device only, with nobody there to be told.
    pub(crate) fn look_at_left_over(self) {
        self.left_over.notify();
    }

    /// For who shows one rule and reads it again: tracks what this console writes here, and the readings anew.
    pub(crate) fn track_writes(self) {
        self.writes.track();
    }

    /// Drops what was read, and any answer that is still to come.
    pub(super) fn clear(self) {
        self.reading.update_value(|reading| *reading = reading.wrapping_add(1));
        self.set_listing.update(|listing| *listing = listing.emptied());
        self.fresh.set_value(None);
        self.choose(Selection::clear);
        self.query.set_value(TableQuery::default());
    }

    /// What has been read.
    pub(crate) fn listing(self) -> ReadSignal<Listing> {
        self.listing
    }

    /// The rules that are chosen in the table.
    pub(crate) fn selection(self) -> ReadSignal<Selection> {
        self.selection
    }

    /// Changes which rules are chosen.
    pub(crate) fn choose(self, change: impl FnOnce(&mut Selection)) {
        self.set_selection.update(change);
    }

    /// Chooses these rules and no other; those that exist, where that is known.
    pub(crate) fn choose_only(self, ids: &[String]) {
        self.choose(|selection| {
            selection.clear();
            selection.set_many(&mut ids.iter().map(String::as_str), true);
        });
        self.forget_gone();
    }

    /// Takes out of what is chosen what does not exist any more. Only a whole list can tell.
    fn forget_gone(self) {
        self.listing.with_untracked(|listing| {
            if listing.is_complete() && !listing.is_stale() {
                self.set_selection.update(|selection| selection.retain_known(listing.rules()));
            }
        });
    }

    /// The rule that was just written, once.
    pub(crate) fn take_fresh(self) -> Option<String> {
        self.fresh.try_update_value(Option::take).flatten()
    }

    /// Reads on, unless everything is in.
    pub(super) fn ensure_read(self) {
        // Rows of an earlier reading may be in sight while the newer one has failed.
        let complete = self.listing.with_untracked(|listing| *listing.progress() == Progress::Complete);
        if !complete {
            self.go_on();
        }
    }

    /// Reads on if it was the end of the credentials that stopped it.
    pub(super) fn go_on_after_end(self) {
        let ended = |listing: &Listing| match listing.progress() {
            Progress::Stopped(error) => error.kind == ErrorKind::CredentialsExpired,
            Progress::Reading | Progress::Complete => false,
        };
        if self.listing.with_untracked(ended) {
            self.go_on();
        }
    }

    /// Called by the table when it has come: goes on with what waited for it.
    pub(crate) fn table_is_here(self) {
        if self.waits.try_update_value(std::mem::take) == Some(true) {
            self.go_on();
        }
    }

    /// Reads everything again; the old rows stay in sight meanwhile.
    pub(crate) fn refresh(self) {
        self.stop();
        self.set_listing.update(|listing| *listing = std::mem::take(listing).refresh());
        self.left_over.notify();
        self.writes.notify();
        self.go_on();
    }

    /// Reads on what a missing network has cut off.
    pub(crate) fn network_is_back(self) {
        let (is_cut_off, is_stale) = self.listing.with_untracked(|listing| {
            let is_cut_off =
                matches!(listing.progress(), Progress::Stopped(error) if error.kind.is_about_the_network());
            (is_cut_off, listing.is_stale())
        });
        match (is_cut_off, is_stale) {
            (true, true) => self.refresh(),
            (true, false) => self.go_on(),
            (false, _) => {}
        }
    }

    /// Stops reading; what came stays.
    pub(crate) fn stop(self) {
        self.client.with_value(|client| {
            if let Some(client) = client {
                client.transport().cancel_lists();
            }
        });
    }

    /// Reads on from the last good page.
    pub(crate) fn go_on(self) {
        if let Some(reading) = self.reading_on() {
            spawn_local(reading);
        }
    }

    /// Reads everything again, and is over when that has come to an end.
    pub(crate) async fn read_again(self) {
        self.stop();
        self.set_listing.update(|listing| *listing = std::mem::take(listing).refresh());
        if let Some(reading) = self.reading_on() {
            reading.await;
        }
    }

    fn reading_on(self) -> Option<impl Future<Output = ()>> {
        let client = self.client.get_value()?;
        let this_reading = self.reading.get_value().wrapping_add(1);
        self.reading.set_value(this_reading);
        let token = self.set_listing.try_update(Listing::resume).flatten();
        Some(async move {
            let read = match pages().await {
                Ok(read) => read,
                Err(_) => return self.not_read(this_reading),
            };
            if read(self, client, token, this_reading).await {
                self.forget_gone();
            }
        })
    }

    /// What reads did not come; the screen of the table says so in its place.
    fn not_read(self, reading: u32) {
        if self.reading.get_value() == reading {
            self.waits.set_value(true);
            self.set_listing.update(|listing| listing.failed(Error::of_kind(ErrorKind::Cancelled)));
        }
    }

    /// Reads page after page. Says whether it came to an end of its own: another reading may have begun.
    async fn read_all(
        self,
        client: &Client<FetchTransport>,
        mut token: Option<String>,
        reading: u32,
    ) -> bool {
        loop {
            let answer = client.list_page(token.as_deref()).await;
            if self.reading.get_value() != reading {
                return false;
            }
            // Only what has worked is offered again.
            if self.is_remembered && answer.is_ok() && token.is_none() {
                storage::remember(client.connection());
            }
            let next = self.set_listing.try_update(|listing| match answer {
                Ok(page) => listing.page_arrived(page, clock::now()),
                Err(error) => {
                    listing.failed(error);
                    Next::Stop
                }
            });
            match next {
                Some(Next::Page(next)) => token = Some(next),
                Some(Next::Stop) | None => return true,
            }
        }
    }

    /// Notes a rule that was written.
    pub(crate) fn written(self, rule: Rule) {
        self.fresh.set_value(Some(rule.id().to_owned()));
        self.note(false, |listing| listing.insert(rule, clock::now()));
        self.writes.notify();
    }

    /// Notes what was written. It is shown at once, and of many in a row some times a second.
    fn note(self, is_less: bool, change: impl FnOnce(&mut Listing)) {
        self.set_listing.maybe_update(|listing| {
            change(listing);
            false
        });
        let before = self.shown.get_value();
        let since = clock::moment().saturating_sub(before.at);
        self.shown.set_value(Shown { waits: true, is_less: is_less || before.is_less, ..before });
        match before.waits {
            true => {}
            false if since >= TOGETHER => self.show_what_waits(),
            false => set_timeout(move || self.show_what_waits(), TOGETHER - since),
        }
    }

    /// Shows what waits to be shown: for who has come to the end of many.
    pub(crate) fn show_what_waits(self) {
        let Shown { waits, is_less, .. } = self.shown.get_value();
        if waits {
            self.shown.set_value(Shown { at: clock::moment(), ..Shown::default() });
            self.set_listing.notify();
        }
        if is_less {
            self.forget_gone();
        }
    }

    /// Notes that a save has ended without its rule.
    pub(crate) fn held(self, id: &str) {
        self.set_listing.update(|listing| listing.hold(id));
    }

    /// Notes that a rule was seen at the provider.
    pub(crate) fn found(self, id: &str) {
        if self.listing.with_untracked(|listing| listing.is_held(id)) {
            self.set_listing.update(|listing| listing.let_go(id));
        }
    }

    /// Notes a rule that was deleted.
    pub(crate) fn deleted(self, id: &str) {
        self.note(true, |listing| listing.remove(id, clock::now()));
    }

    /// Whether pages are being read.
    pub(crate) fn is_reading(self) -> bool {
        self.listing.with(|listing| *listing.progress() == Progress::Reading)
    }
}
