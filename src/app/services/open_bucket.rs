//! A handle on an open connection: its calls, what was read, and when its credentials end.

use std::rc::Rc;

use leptos::prelude::*;

use super::attempts::{Attempt, Attempts};
use super::journal;
use super::keeper::Keeper;
use super::listing::Rules;
use super::transport::FetchTransport;
use super::under_way::UnderWay;
use crate::model::credentials::TimeLeft;
use crate::model::{Capabilities, Connection, Credentials, Timestamp};
use crate::provider::client::Client;
use crate::provider::http::Transport as _;
use crate::route::{Place, Route, Screen};

/// An open connection with its credentials inside. Cheap to copy; it lives as long as the page.
#[derive(Clone, Copy)]
pub(crate) struct OpenBucket {
    /// All that are open.
    all: RwSignal<Vec<OpenBucket>>,
    client: StoredValue<Rc<Client<FetchTransport>>, LocalStorage>,
    /// The credentials can be renewed.
    expires_at: RwSignal<Option<Timestamp>>,
    given_by: RwSignal<GivenBy>,
    /// What has been read of the bucket.
    pub(crate) rules: Rules,
}

impl PartialEq for OpenBucket {
    fn eq(&self, other: &Self) -> bool {
        self.client == other.client
    }
}

/// Where credentials come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GivenBy {
    /// Pasted or typed: only a person can give others.
    Person,
    /// Handed out by the site's endpoint after a click, at this time of the device's clock: it is asked for others.
    Site(Timestamp),
}

/// A write under way; dropped when it has signed its last request.
pub(crate) struct Work {
    client: Rc<Client<FetchTransport>>,
    /// What other tabs see of it.
    _held: Option<journal::Held>,
    _asks: UnderWay,
}

impl Drop for Work {
    fn drop(&mut self) {
        self.client.end_work();
    }
}

impl OpenBucket {
    /// A connection that has just been opened. Made under the page's owner.
    pub(super) fn new(
        all: RwSignal<Vec<OpenBucket>>,
        client: Rc<Client<FetchTransport>>,
        keeper: Keeper,
        rules: Rules,
    ) -> Self {
        let Keeper { expires_at, given_by, .. } = keeper;
        OpenBucket { all, client: StoredValue::new_local(client), expires_at, given_by, rules }
    }

    /// The calls.
    pub(crate) fn client(self) -> Rc<Client<FetchTransport>> {
        self.client.get_value()
    }

    /// What it talks to.
    pub(crate) fn connection(self) -> Connection {
        self.client.with_value(|client| client.connection().clone())
    }

    /// The bucket.
    pub(crate) fn place(self) -> Place {
        self.client.with_value(|client| Place::of(client.connection()))
    }

    /// What the provider can do.
    pub(crate) fn capabilities(self) -> &'static Capabilities {
        self.client.with_value(|client| client.capabilities())
    }

    /// When the credentials end, as far as it is known.
    pub(crate) fn expires_at(self) -> Option<Timestamp> {
        self.expires_at.get()
    }

    /// The same at this moment.
    pub(super) fn end_untracked(self) -> Option<Timestamp> {
        self.expires_at.get_untracked()
    }

    /// Where the credentials come from, at this moment.
    pub(crate) fn given_by(self) -> GivenBy {
        self.given_by.get_untracked()
    }

    /// Whether they are renewed without being asked for.
    pub(crate) fn renews_itself(self) -> bool {
        self.given_by.get() != GivenBy::Person
    }

    /// Nobody asks for other ones from now on.
    pub(super) fn renews_no_more(self) {
        self.given_by.set(GivenBy::Person);
    }

    /// Goes on with other credentials.
    pub(super) fn renew(self, credentials: Credentials, given_by: GivenBy) {
        self.expires_at.set(credentials.expires_at);
        self.given_by.set(given_by);
        self.client().renew(credentials);
    }

    /// What is known of the end of the credentials, at a time of the device.
    pub(crate) fn time_left(self, now: Timestamp) -> TimeLeft {
        self.expires_at.track();
        self.client.with_value(|client| client.time_left(now))
    }

    /// Seconds until the credentials end, by the provider's clock as far as it is known.
    pub(crate) fn seconds_left(self, now: Timestamp) -> Option<i64> {
        self.time_left(now).seconds()
    }

    /// Its requests that are under way.
    pub(crate) fn attempts(self) -> Attempts {
        self.client.with_value(|client| client.transport().attempts())
    }

    /// Those of which the person is to be told.
    pub(crate) fn told_attempts(self) -> Vec<Attempt> {
        self.attempts().told()
    }

    /// The table of the bucket, as it was left.
    pub(crate) fn list(self) -> Route {
        Route::bucket(&self.place(), Screen::Rules(self.rules.query()))
    }

    /// Whether it is still open with these very credentials, at this moment.
    pub(crate) fn is_still_open(self) -> bool {
        self.all.with_untracked(|all| all.contains(&self))
    }

    /// The open connection to this bucket, which may have been closed and opened again meanwhile.
    pub(crate) fn now(self) -> Option<Self> {
        let place = self.place();
        self.all.with_untracked(|all| all.iter().copied().find(|one| one.place() == place))
    }

    /// Begins a write: Forget waits for its end before it says that all is forgotten. `None` when the credentials are
    /// forgotten by now.
    pub(crate) async fn begin_work(self) -> Option<Work> {
        let held = journal::begin_work().await;
        let client = self.client();
        // With credentials that last: nothing of it waits for others in its middle.
        client.transport().ready().await;
        self.is_still_open().then(|| {
            client.begin_work();
            Work { client, _held: held, _asks: UnderWay::begin() }
        })
    }

    /// Stops the reading of pages.
    pub(super) fn stop_reading(self) {
        self.client.with_value(|client| client.transport().cancel_lists());
    }
}
