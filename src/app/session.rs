//! The one owner of the credentials. They live in memory, inside the open connections, and nowhere
//! else; forgetting them takes effect in every tab of the console at once.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::{BroadcastChannel, MessageEvent};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::rules::Rules;
use super::transport::FetchTransport;
use super::under_way::UnderWay;
use super::words::{language, td_string};
use super::{app, clock, for_good, journal, storage};
use crate::app::signal::Signal;
use crate::model::endpoint::EndpointProblem;
use crate::model::{Connection, Credentials, Endpoint, Provider, Timestamp};
use crate::provider::client::Client;
use crate::provider::service;
use crate::route::{Place, Route, Screen};

/// The name under which the tabs of the console talk to each other.
const CHANNEL: &str = "stocktake";
const FORGET: &str = "forget";

/// An open connection with its credentials inside.
pub(crate) struct Open {
    /// The bucket.
    pub(crate) place: Place,
    /// When the credentials end, as far as it is known. They can be renewed.
    pub(crate) expires_at: Signal<Option<Timestamp>>,
    /// The calls.
    pub(crate) client: Client<FetchTransport>,
    /// For stopping reads.
    pub(crate) transport: FetchTransport,
    /// What has been read of the bucket.
    pub(crate) rules: Rules,
}

impl Open {
    /// Seconds until the credentials end, by the provider's clock as far as it is known.
    pub(crate) fn seconds_left(&self, now: Timestamp) -> Option<i64> {
        self.expires_at.get().map(|end| end.since(now.plus(self.client.clock_offset())))
    }

    /// The table of the bucket, as it was left.
    pub(crate) fn list(&self) -> Route {
        Route::bucket(&self.place, Screen::Rules(self.rules.query().get_untracked()))
    }
}

/// A handle on an open connection. The page has one thread, which is what the wrapper stands
/// for: leptos asks of every view that it could move to another one.
pub(crate) type OpenRef = SendWrapper<Rc<Open>>;

/// A write under way; dropped when it has signed its last request.
pub(crate) struct Work {
    open: OpenRef,
    /// What other tabs see of it.
    _held: Option<journal::Held>,
    _asks: UnderWay,
}

impl Drop for Work {
    fn drop(&mut self) {
        self.open.client.end_work();
    }
}

/// Who is connected to what. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    /// In the order of connecting.
    open: Signal<Vec<OpenRef>>,
    trusted_hosts: Signal<Vec<String>>,
    generation: Signal<u32>,
}

/// Starts without a connection and listens for Forget in other tabs.
pub(crate) fn start() -> Session {
    let session = Session {
        open: Signal::new(Vec::new()),
        trusted_hosts: Signal::new(Vec::new()),
        generation: Signal::new(0),
    };
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if event.data().as_string().as_deref() == Some(FORGET) {
                session.close();
            }
        });
        channel.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        // Both live as long as the page.
        listen.forget();
        std::mem::forget(channel);
    }
    session
}

impl Session {
    /// The open connections, in the order of connecting.
    pub(crate) fn open(self) -> Vec<OpenRef> {
        self.open.get()
    }

    /// The open connection to this bucket.
    pub(crate) fn open_at(self, place: &Place) -> Option<OpenRef> {
        self.open.with(|open| open.iter().find(|open| open.place == *place).cloned())
    }

    /// Whether a connection is still open with these very credentials, at this moment.
    pub(crate) fn holds(self, wanted: &OpenRef) -> bool {
        self.open.with_untracked(|open| open.iter().any(|open| Rc::ptr_eq(open, wanted)))
    }

    /// Begins a write over a connection: Forget waits for its end before it says that all is forgotten. `None`
    /// when the credentials are forgotten by now.
    pub(crate) async fn begin_work(self, open: &OpenRef) -> Option<Work> {
        let held = journal::begin_work().await;
        self.holds(open).then(|| {
            open.client.begin_work();
            Work { open: open.clone(), _held: held, _asks: UnderWay::begin() }
        })
    }

    /// Whether this bucket is open, at this moment.
    pub(crate) fn is_open_at(self, place: &Place) -> bool {
        self.open.with_untracked(|open| open.iter().any(|open| open.place == *place))
    }

    /// Opens a connection beside the others. New credentials for an open bucket keep what was read of it.
    ///
    /// # Errors
    /// When the endpoint template gives no address for the bucket.
    pub(crate) fn connect(
        self,
        connection: Connection,
        credentials: Credentials,
    ) -> Result<(), EndpointProblem> {
        let endpoint = Endpoint::of_connection(&connection)?;
        if let Some(open) = self.known(&connection) {
            self.renew(&open, credentials);
            return Ok(());
        }
        warn_of_end(&credentials, connection.provider);
        let origin = window().location().origin().ok();
        let transport = FetchTransport::default();
        storage::remember(&connection);
        let place = Place::of(&connection);
        let expires_at = for_good(|| Signal::new(credentials.expires_at));
        let known = self.open.with_untracked(|open| open.iter().position(|open| open.place == place));
        let limit = service(connection.provider).capabilities().rules_per_bucket;
        let rules = match known {
            Some(at) => self.open.with_untracked(|open| open[at].rules),
            None => for_good(|| Rules::new(limit)),
        };
        let client =
            Client::new(transport.clone(), clock::now, connection, endpoint, credentials, origin.as_deref());
        let opened = SendWrapper::new(Rc::new(Open { place, expires_at, client, transport, rules }));
        self.begin_another();
        self.open.update(|open| match known {
            Some(at) => std::mem::replace(&mut open[at], opened.clone()).transport.cancel_lists(),
            None => open.push(opened.clone()),
        });
        rules.ensure_read(&opened);
        Ok(())
    }

    /// The open connection that is this one, in every setting.
    fn known(self, connection: &Connection) -> Option<OpenRef> {
        let is_it = |open: &&OpenRef| open.client.connection() == connection;
        self.open.with_untracked(|open| open.iter().find(is_it).cloned())
    }

    /// Goes on with other credentials: every screen stays as it is, and what was read is kept.
    pub(crate) fn renew(self, open: &OpenRef, credentials: Credentials) {
        warn_of_end(&credentials, open.place.provider);
        storage::remember(open.client.connection());
        open.expires_at.set(credentials.expires_at);
        open.client.renew(credentials);
        open.rules.ensure_read(open);
    }

    /// The provider's time now, if one of the open connections was told it.
    pub(crate) fn provider_now(self, provider: Provider) -> Option<Timestamp> {
        let told =
            |open: &OpenRef| (open.place.provider == provider).then(|| open.client.provider_now()).flatten();
        self.open.with_untracked(|open| open.iter().find_map(told))
    }

    /// Closes a connection that led to the wrong region, and remembers it no more.
    pub(crate) fn drop_wrong(self, wrong: &OpenRef) {
        storage::forget(wrong.client.connection());
        self.open.update(|open| open.retain(|open| !Rc::ptr_eq(open, wrong)));
        wrong.client.close();
        wrong.transport.cancel_lists();
    }

    /// Counts the changes of what is open: what was begun under another count is over.
    pub(crate) fn generation(self) -> u32 {
        self.generation.get_untracked()
    }

    /// Whether the user has said in this tab that requests may go to a host.
    pub(crate) fn trusts(self, host: &str) -> bool {
        self.trusted_hosts.with_untracked(|hosts| hosts.iter().any(|known| known == host))
    }

    /// Notes that the user trusts a host, while this tab is open.
    pub(crate) fn trust(self, host: String) {
        self.trusted_hosts.try_update_untracked(|hosts| hosts.push(host));
    }

    /// Forgets the credentials of every connection, in every tab. What was begun at a provider is carried to its end
    /// by who has begun it: [`journal::work_has_ended`] says when.
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
        self.open.update(|open| {
            for open in open.drain(..) {
                open.client.close();
                open.transport.cancel_lists();
                open.rules.clear();
            }
        });
    }

    fn begin_another(self) {
        self.generation.try_update_untracked(|generation| *generation = generation.wrapping_add(1));
    }
}

/// Says that credentials look ended, while only the device's clock says so: a clock that is ahead must not keep fresh
/// ones from being used. Once the provider's time is known, ended ones are refused before they come here.
fn warn_of_end(credentials: &Credentials, provider: Provider) {
    if credentials.expired(clock::now()) && app().session.provider_now(provider).is_none() {
        let i18n = language();
        app().notices.warning(td_string!(i18n, credential.looks_ended).to_owned(), None);
    }
}
