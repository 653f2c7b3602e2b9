//! What the calls of one connection ask before they are signed, and tell when the provider takes its credentials for ended.

use std::time::Duration;

use js_sys::{Array, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::clock;
use super::connections::Connections;
use super::open_bucket::GivenBy;
use crate::model::{Provider, Timestamp};
use crate::state::renewal::Held;

/// How long a call waits for credentials before it goes on with those that it has.
const PATIENCE: Duration = Duration::from_secs(15);

/// The keeper of one connection's credentials. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Keeper {
    pub(super) connections: Connections,
    pub(super) provider: Provider,
    pub(super) given_by: RwSignal<GivenBy>,
    pub(super) expires_at: RwSignal<Option<Timestamp>>,
}

impl Keeper {
    /// What is held, if the site has handed it out.
    fn held(self) -> Option<Held> {
        match self.given_by.get_untracked() {
            GivenBy::Person => None,
            GivenBy::Site(since) => {
                let end = self.expires_at.get_untracked();
                Some(Held::new(since, end, self.connections.ahead(self.provider)))
            }
        }
    }

    /// Waits for other credentials if those that are held are over, no longer than [`PATIENCE`].
    pub(crate) async fn ready(self) {
        let Some(held) = self.held() else { return };
        let source = self.connections.renewals().of(self.provider);
        if source.is_refused() || held.is_over(clock::now()) {
            self.wait().await;
        }
    }

    /// The provider has refused what is held. For a read other ones are waited for; before the next call they are anyway.
    pub(crate) async fn ended(self, is_read: bool) {
        let source = self.connections.renewals().of(self.provider);
        if self.held().is_some() && source.refused() && is_read {
            self.wait().await;
        }
    }

    async fn wait(self) {
        if let Some(flight) = self.connections.asking(self.provider, false) {
            let either = Array::of2(&flight, &after(PATIENCE));
            let waited = JsFuture::from(Promise::race(&either)).await;
            debug_assert!(waited.is_ok());
        }
    }
}

/// Comes true after a while.
fn after(time: Duration) -> Promise {
    Promise::new(&mut |resolve, _| {
        set_timeout(
            move || {
                let called = resolve.call0(&JsValue::UNDEFINED);
                debug_assert!(called.is_ok());
            },
            time,
        );
    })
}
