//! The one owner of the credentials. They live in memory, inside the open connections, and nowhere
//! else; forgetting them takes effect in every tab of the console at once.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::{BroadcastChannel, MessageEvent};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::deployment::own_origin;
use super::keeper::Keeper;
use super::listing::Rules;
use super::network::use_online;
use super::open_bucket::{GivenBy, OpenBucket};
use super::renewal::Renewals;
use super::request_log::Noted;
use super::transport::FetchTransport;
use super::{clock, storage};
use crate::model::endpoint::EndpointProblem;
use crate::model::{Connection, Credentials, Endpoint, Provider, Timestamp};
use crate::provider::client::Client;
use crate::provider::service;
use crate::route::Place;

/// The name under which the tabs of the console talk to each other.
const CHANNEL: &str = "stocktake";
const FORGET: &str = "forget";

/// Who is connected to what. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Connections {
    /// In the order of connecting.
    open: RwSignal<Vec<OpenBucket>>,
    /// Those that a screen reads and writes beside these, with the credentials of one of them. No menu offers them, and
    /// the device does not remember them.
    beside: RwSignal<Vec<OpenBucket>>,
    /// How many keep those open.
    keepers: StoredValue<usize>,
    trusted_hosts: StoredValue<Vec<String>>,
    generation: StoredValue<u32>,
    /// What is opened belongs to the page, not to the screen on which somebody clicks.
    page: StoredValue<Owner>,
    renewals: Renewals,
}

/// Starts without a connection and listens for Forget in other tabs.
pub(super) fn provide() {
    let connections = Connections {
        open: RwSignal::new(Vec::new()),
        beside: RwSignal::new(Vec::new()),
        keepers: StoredValue::new(0),
        trusted_hosts: StoredValue::new(Vec::new()),
        generation: StoredValue::new(0),
        page: StoredValue::new(Owner::current().unwrap_or_default()),
        renewals: Renewals::new(),
    };
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if event.data().as_string().as_deref() == Some(FORGET) {
                connections.close();
            }
        });
        channel.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        // Both live as long as the page.
        listen.forget();
        std::mem::forget(channel);
    }
    provide_context(connections);
    // What the missing network has cut off.
    let online = use_online();
    Effect::new(move |was_online: Option<bool>| {
        let is_online = online.get();
        if is_online && was_online == Some(false) {
            untrack(|| connections.all()).into_iter().for_each(|open| open.rules.network_is_back());
        }
        is_online
    });
}

/// Who is connected to what.
pub(crate) fn use_connections() -> Connections {
    expect_context()
}

impl Connections {
    /// The open connections, in the order of connecting.
    pub(crate) fn all(self) -> Vec<OpenBucket> {
        self.open.get()
    }

    /// Looks at all of them.
    pub(crate) fn with_all<T>(self, look: impl FnOnce(&[OpenBucket]) -> T) -> T {
        self.open.with(|open| look(open))
    }

    /// The same and those beside them.
    pub(crate) fn with_beside(self) -> Vec<OpenBucket> {
        let mut all = self.open.get();
        all.extend(self.beside.get());
        all
    }

    /// The open connection to this bucket.
    pub(crate) fn at(self, place: &Place) -> Option<OpenBucket> {
        self.open.with(|open| find(open, place))
    }

    /// The same at this moment.
    pub(crate) fn at_untracked(self, place: &Place) -> Option<OpenBucket> {
        self.open.with_untracked(|open| find(open, place))
    }

    /// Whether this bucket is open, at this moment.
    pub(crate) fn is_open_at(self, place: &Place) -> bool {
        self.at_untracked(place).is_some()
    }

    /// Opens a connection beside the others. New credentials for an open bucket keep what was read of it.
    ///
    /// # Errors
    /// When the endpoint template gives no address for the bucket.
    pub(crate) fn connect(
        self,
        connection: Connection,
        credentials: Credentials,
        given_by: GivenBy,
    ) -> Result<(), EndpointProblem> {
        let endpoint = Endpoint::of_connection(&connection)?;
        if let Some(open) = self.known(&connection) {
            self.renew(open, credentials, given_by);
            return Ok(());
        }
        let known = self.at_untracked(&Place::of(&connection));
        let opened = self.opened(self.open, connection, endpoint, (credentials, given_by), known);
        self.begin_another();
        self.open.update(|open| match open.iter_mut().find(|open| Some(**open) == known) {
            Some(known) => std::mem::replace(known, opened).stop_reading(),
            None => open.push(opened),
        });
        opened.rules.ensure_read();
        Ok(())
    }

    /// A connection that is among these; what is `known` of its bucket is kept.
    fn opened(
        self,
        all: RwSignal<Vec<OpenBucket>>,
        connection: Connection,
        endpoint: Endpoint,
        (credentials, given_by): (Credentials, GivenBy),
        known: Option<OpenBucket>,
    ) -> OpenBucket {
        let limit = service(connection.provider).capabilities().rules_per_bucket;
        let origin = own_origin();
        self.page.with_value(|page| {
            page.with(|| {
                let keeper = Keeper {
                    connections: self,
                    provider: connection.provider,
                    given_by: RwSignal::new(given_by),
                    expires_at: RwSignal::new(credentials.expires_at),
                };
                let transport = FetchTransport::of(keeper);
                let client =
                    Client::new(transport, clock::now, connection, endpoint, credentials, Some(&origin));
                let client = Rc::new(client.observed_by(Rc::new(Noted)));
                let rules = known.map_or_else(|| Rules::new(limit, all == self.open), |known| known.rules);
                rules.read_by(&client);
                OpenBucket::new(all, client, keeper, rules)
            })
        })
    }

    /// A bucket beside those that are open, with the credentials of one of them; one that is open is itself. Nothing is
    /// read of it yet. The caller has made sure that its host is the provider's or trusted.
    ///
    /// # Errors
    /// When the endpoint template gives no address for the bucket.
    pub(crate) fn beside(
        self,
        lender: OpenBucket,
        connection: Connection,
    ) -> Result<OpenBucket, EndpointProblem> {
        let among = self
            .beside
            .with_untracked(|beside| beside.iter().copied().find(|one| one.connection() == connection));
        let (credentials, given_by) = (lender.client().credentials(), lender.given_by());
        if let Some(known) = among {
            known.renew(credentials, given_by);
            return Ok(known);
        }
        if let Some(known) = self.known(&connection) {
            return Ok(known);
        }
        let endpoint = Endpoint::of_connection(&connection)?;
        let opened = self.opened(self.beside, connection, endpoint, (credentials, given_by), None);
        self.beside.update(|beside| beside.push(opened));
        Ok(opened)
    }

    /// Keeps those beside the open ones open until the last who keeps them is gone. What was begun in one of them is carried
    /// to its end.
    pub(crate) fn keep_beside(self) -> KeptBeside {
        self.keepers.update_value(|keepers| *keepers += 1);
        KeptBeside(self)
    }

    fn close_beside(self) {
        let beside = self.beside.try_update(std::mem::take).unwrap_or_default();
        beside.into_iter().for_each(end);
    }

    /// The open connection that is this one, in every setting.
    fn known(self, connection: &Connection) -> Option<OpenBucket> {
        self.open.with_untracked(|open| open.iter().copied().find(|open| open.connection() == *connection))
    }

    /// Goes on with other credentials: every screen stays as it is, and what was read is kept.
    pub(crate) fn renew(self, open: OpenBucket, credentials: Credentials, given_by: GivenBy) {
        if given_by != GivenBy::Person {
            self.renewals.mended(open.place().provider);
        }
        let before = open.client().credentials();
        self.beside.with_untracked(|beside| {
            let lent = beside.iter().filter(|one| one.client().credentials() == before);
            lent.for_each(|one| one.renew(credentials.clone(), given_by));
        });
        open.renew(credentials, given_by);
        open.rules.ensure_read();
    }

    /// Goes on with what the site has handed out anew: nobody has asked for it, so only what the end of the ones before has
    /// stopped goes on.
    pub(super) fn goes_on_with(self, bucket: OpenBucket, credentials: Credentials) {
        bucket.renew(credentials, GivenBy::Site(clock::now()));
        if self.open.with_untracked(|open| open.contains(&bucket)) {
            bucket.rules.go_on_after_end();
        }
    }

    /// The renewals of what the site hands out.
    pub(crate) fn renewals(self) -> Renewals {
        self.renewals
    }

    /// Those whose credentials the site has handed out, at this moment; those beside the open ones, too.
    pub(super) fn handed_out(self, provider: Provider) -> Vec<OpenBucket> {
        let are = |all: &Vec<OpenBucket>| {
            let is = |bucket: &&OpenBucket| {
                bucket.given_by() != GivenBy::Person && bucket.connection().provider == provider
            };
            all.iter().filter(is).copied().collect::<Vec<_>>()
        };
        [self.open.with_untracked(are), self.beside.with_untracked(are)].concat()
    }

    /// The open connection with whose credentials a bucket is worked on: its own, or for one beside them the one that has
    /// lent them.
    pub(crate) fn lender(self, bucket: OpenBucket) -> Option<OpenBucket> {
        let is_beside = self.beside.with_untracked(|beside| beside.contains(&bucket));
        if !is_beside {
            return self.at_untracked(&bucket.place());
        }
        let credentials = bucket.client().credentials();
        self.open.with_untracked(|open| {
            open.iter().copied().find(|open| open.client().credentials() == credentials)
        })
    }

    /// The provider's time now, if one of the open connections was told it.
    pub(crate) fn provider_now(self, provider: Provider) -> Option<Timestamp> {
        let told = |open: &OpenBucket| {
            let client = open.client();
            (client.connection().provider == provider).then(|| client.provider_now()).flatten()
        };
        self.open.with_untracked(|open| open.iter().find_map(told))
    }

    /// Seconds by which the provider's clock is ahead of the device's, if one of the open connections was told.
    pub(super) fn ahead(self, provider: Provider) -> Option<i64> {
        self.provider_now(provider).map(|told| told.since(clock::now()))
    }

    /// Closes a connection that led to the wrong region, and remembers it no more.
    pub(crate) fn drop_wrong(self, wrong: OpenBucket) {
        storage::forget(&wrong.connection());
        self.open.update(|open| open.retain(|open| *open != wrong));
        wrong.renews_no_more();
        wrong.client().close();
        wrong.stop_reading();
    }

    /// Counts the changes of what is open: what was begun under another count is over.
    pub(crate) fn generation(self) -> u32 {
        self.generation.get_value()
    }

    /// Whether the user has said in this tab that requests may go to a host.
    pub(crate) fn trusts(self, host: &str) -> bool {
        self.trusted_hosts.with_value(|hosts| hosts.iter().any(|known| known == host))
    }

    /// Notes that the user trusts a host, while this tab is open.
    pub(crate) fn trust(self, host: String) {
        self.trusted_hosts.update_value(|hosts| hosts.push(host));
    }

    /// Forgets the credentials of every connection, in every tab. What was begun at a provider is carried to its end
    /// by who has begun it: [`super::journal::work_has_ended`] says when.
    pub(crate) fn forget(self) {
        self.close();
        if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
            let told = channel.post_message(&FORGET.into());
            debug_assert!(told.is_ok());
            channel.close();
        }
    }

    fn close(self) {
        self.begin_another();
        self.close_beside();
        self.open.update(|open| open.drain(..).for_each(end));
    }

    fn begin_another(self) {
        self.generation.update_value(|generation| *generation = generation.wrapping_add(1));
    }
}

/// While it is there, the connections beside the open ones stay.
pub(crate) struct KeptBeside(Connections);

impl Drop for KeptBeside {
    fn drop(&mut self) {
        let left = self.0.keepers.try_update_value(|keepers| {
            *keepers -= 1;
            *keepers
        });
        if left == Some(0) {
            self.0.close_beside();
        }
    }
}

fn end(open: OpenBucket) {
    open.renews_no_more();
    open.client().close();
    open.attempts().close();
    open.stop_reading();
    open.rules.clear();
}

fn find(open: &[OpenBucket], place: &Place) -> Option<OpenBucket> {
    open.iter().copied().find(|open| open.place() == *place)
}
