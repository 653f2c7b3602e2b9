//! The one owner of the credentials. They live in memory, inside the open session, and nowhere
//! else; forgetting them takes effect in every tab of the console at once.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::{BroadcastChannel, MessageEvent};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::rules::Rules;
use super::transport::FetchTransport;
use super::{clock, storage};
use crate::app::signal::Signal;
use crate::model::endpoint::EndpointProblem;
use crate::model::{Connection, Credentials, Endpoint, Timestamp};
use crate::provider::client::Client;
use crate::route::Place;

/// The name under which the tabs of the console talk to each other.
const CHANNEL: &str = "stocktake";
const FORGET: &str = "forget";

/// An open connection with its credentials inside.
pub(crate) struct Open {
    /// The bucket.
    pub(crate) place: Place,
    /// When the credentials end.
    pub(crate) expires_at: Option<Timestamp>,
    /// The calls.
    pub(crate) client: Client<FetchTransport>,
    /// For stopping reads.
    pub(crate) transport: FetchTransport,
    /// What has been read of the bucket.
    pub(crate) rules: Rules,
}

/// A handle on the open connection. The page has one thread, which is what the wrapper stands
/// for: leptos asks of every view that it could move to another one.
pub(crate) type OpenRef = SendWrapper<Rc<Open>>;

/// Who is connected to what. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    open: Signal<Option<OpenRef>>,
    rules: Rules,
    trusted_hosts: Signal<Vec<String>>,
    generation: Signal<u32>,
}

/// Starts without a connection and listens for Forget in other tabs.
pub(crate) fn start() -> Session {
    let session = Session {
        open: Signal::new(None),
        rules: Rules::new(),
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
    /// The open connection.
    pub(crate) fn open(self) -> Option<OpenRef> {
        self.open.get()
    }

    /// The open connection, if it is to this bucket.
    pub(crate) fn open_at(self, place: &Place) -> Option<OpenRef> {
        self.open.get().filter(|open| open.place == *place)
    }

    /// Opens a connection. What another one read is dropped with it.
    ///
    /// # Errors
    /// When the endpoint template gives no address for the bucket.
    pub(crate) fn connect(
        self,
        connection: Connection,
        credentials: Credentials,
    ) -> Result<(), EndpointProblem> {
        let endpoint = Endpoint::of_connection(&connection)?;
        let origin = window().location().origin().ok();
        let transport = FetchTransport::default();
        storage::remember(&connection);
        let place = Place::of(&connection);
        let expires_at = credentials.expires_at;
        let rules = self.rules;
        // New credentials for the same bucket keep what was read.
        if self.open.with_untracked(|open| open.as_ref().is_none_or(|open| open.place != place)) {
            rules.clear();
        }
        let client =
            Client::new(transport.clone(), clock::now, connection, endpoint, credentials, origin.as_deref());
        let open = SendWrapper::new(Rc::new(Open { place, expires_at, client, transport, rules }));
        self.close();
        self.open.set(Some(open.clone()));
        rules.ensure_read(&open);
        Ok(())
    }

    /// Whether this bucket is the open one, at this moment.
    pub(crate) fn is_open_at(self, place: &Place) -> bool {
        self.open.with_untracked(|open| open.as_ref().is_some_and(|open| open.place == *place))
    }

    /// Counts the connections that were closed: what was begun under another count is over.
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

    /// Forgets the credentials, in every tab.
    pub(crate) fn forget(self) {
        self.close();
        if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
            let told = channel.post_message(&FORGET.into());
            debug_assert!(told.is_ok());
            channel.close();
        }
    }

    fn close(self) {
        self.generation.try_update_untracked(|generation| *generation = generation.wrapping_add(1));
        self.open.update(|open| {
            if let Some(open) = open.take() {
                open.transport.cancel_reads();
            }
        });
    }
}
