//! What the calls of one connection ask before they are signed, and tell when the provider takes its credentials for ended.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::clock;
use super::connections::Connections;
use super::open_bucket::GivenBy;
use super::wake::Wake;
use crate::model::{Provider, Timestamp};
use crate::provider::http::Waited;
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
            let wake = Wake::new();
            wake.waker().wake_after(PATIENCE);
            let waker = wake.waker();
            spawn_local(async move {
                // However it has ended, there is nothing more to wait for.
                drop(JsFuture::from(flight).await);
                waker.wake(Waited::Over);
            });
            wake.wait().await;
        }
    }
}
