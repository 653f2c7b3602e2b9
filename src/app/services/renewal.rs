//! Renews what the site's credential endpoint has handed out, before it ends. The click on Connect was the person's yes to
//! asking it; what was pasted is never renewed, and after Forget nothing is.
//!
//! One request to the endpoint serves every bucket of its cloud, and whoever needs it meanwhile waits for that one. Other
//! tabs wait for their turn.

use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

use super::clock::{self, use_time};
use super::connections::{Connections, use_connections};
use super::deployment::{Deployment, FetchProblem, fetch_credentials, use_deployment};
use super::journal;
use super::open_bucket::{GivenBy, OpenBucket};
use crate::config::CredentialEndpoint;
use crate::model::{Credentials, Provider, Timestamp};
use crate::state::renewal::{Attempts, Held, replaces};

/// Why what is held was not renewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotRenewed {
    /// The endpoint gave nothing usable.
    Fetch(FetchProblem),
    /// It gave what ends no later than what is held, which is about to end.
    NoNewer,
}

/// The renewals of each cloud's endpoint. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Renewals {
    deployment: Deployment,
    sources: [Source; Provider::ALL.len()],
}

/// The endpoint of one cloud.
#[derive(Clone, Copy)]
pub(super) struct Source {
    attempts: StoredValue<Attempts>,
    /// Where in their last part the credentials that are held are renewed.
    chance: StoredValue<u8>,
    /// The request to the endpoint that is under way.
    flight: StoredValue<Option<Promise>, LocalStorage>,
    is_asked: RwSignal<bool>,
    /// The provider has refused what is held, whatever its end.
    is_refused: RwSignal<bool>,
    problem: RwSignal<Option<NotRenewed>>,
    /// The accounts before and after a renewal that changed it.
    other_account: RwSignal<Option<[String; 2]>>,
}

impl Renewals {
    /// Nothing asked yet. Made under the page's owner.
    pub(super) fn new() -> Self {
        Renewals { deployment: use_deployment(), sources: Provider::ALL.map(|_| Source::new()) }
    }

    pub(super) fn of(self, provider: Provider) -> Source {
        let at = Provider::ALL.iter().position(|one| *one == provider);
        self.sources[at.unwrap_or_default()]
    }

    /// Why the credentials of a cloud could not be renewed, while that is so.
    pub(crate) fn problem(self, provider: Provider) -> Option<NotRenewed> {
        self.of(provider).problem.get()
    }

    /// Whether the provider has refused what is held, and nothing else has come since.
    pub(crate) fn is_refused(self, provider: Provider) -> bool {
        self.of(provider).is_refused.get()
    }

    /// Whether the endpoint is being asked.
    pub(crate) fn is_asked(self, provider: Provider) -> bool {
        self.of(provider).is_asked.get()
    }

    /// The accounts before and after, once, when the endpoint has handed out credentials of another one.
    pub(crate) fn take_other_account(self, provider: Provider) -> Option<[String; 2]> {
        let changed = self.of(provider).other_account;
        changed.get().inspect(|_| changed.set(None))
    }

    /// The site has handed out what was asked for.
    pub(super) fn mended(self, provider: Provider) {
        self.of(provider).mended();
    }
}

impl Source {
    /// Whether other credentials are wanted whatever their end.
    pub(super) fn is_refused(self) -> bool {
        self.is_refused.get_untracked()
    }

    /// The provider has refused what is held. Says whether others are on their way, or may be asked for.
    pub(super) fn refused(self) -> bool {
        let may_ask = || self.attempts.try_update_value(|attempts| attempts.asks_after_refusal(clock::now()));
        let asks = self.flight.with_value(Option::is_some) || may_ask() == Some(true);
        if asks {
            self.is_refused.set(true);
        }
        asks
    }

    fn new() -> Self {
        Source {
            attempts: StoredValue::new(Attempts::default()),
            chance: StoredValue::new(any_number()),
            flight: StoredValue::new_local(None),
            is_asked: RwSignal::new(false),
            is_refused: RwSignal::new(false),
            problem: RwSignal::new(None),
            other_account: RwSignal::new(None),
        }
    }

    fn mended(self) {
        self.attempts.update_value(Attempts::succeeded);
        if self.is_refused.get_untracked() {
            self.is_refused.set(false);
        }
        self.chance.set_value(any_number());
        if self.problem.with_untracked(Option::is_some) {
            self.problem.set(None);
        }
    }

    fn failed(self, held: &[Held], problem: Option<NotRenewed>) {
        let (now, chance) = (clock::now(), any_number());
        self.attempts.update_value(|attempts| attempts.failed(held, now, chance));
        if self.problem.with_untracked(|known| *known != problem) {
            self.problem.set(problem);
        }
    }
}

/// Looks each second, for as long as the page lives, whether something is to be renewed.
pub(super) fn watch() {
    let (time, connections) = (use_time(), use_connections());
    Effect::new(move || {
        let now = time.get();
        Provider::ALL.into_iter().for_each(|provider| connections.renew_when_due(provider, now));
    });
}

impl Connections {
    /// Asks the endpoint of a cloud now, because the person wants it.
    pub(crate) fn renew_now(self, provider: Provider) {
        drop(self.asking(provider, true));
    }

    fn renew_when_due(self, provider: Provider, now: Timestamp) {
        let source = self.renewals().of(provider);
        let held = self.held(provider);
        if held.is_empty() {
            // Forgotten, or replaced by what somebody has pasted.
            return source.mended();
        }
        let is_due = source.attempts.with_value(|attempts| match source.is_refused.get_untracked() {
            true => attempts.may_ask(now),
            false => attempts.next(&held, now, source.chance.get_value()).is_some_and(|next| next <= now),
        });
        if is_due {
            drop(self.asking(provider, false));
        }
    }

    /// What the endpoint of a cloud has handed out and is still held.
    fn held(self, provider: Provider) -> Vec<Held> {
        let ahead = self.ahead(provider);
        let of = |bucket: &OpenBucket| match bucket.given_by() {
            GivenBy::Person => None,
            GivenBy::Site(since) => Some(Held::new(since, bucket.end_untracked(), ahead)),
        };
        self.handed_out(provider).iter().filter_map(of).collect()
    }

    /// The request to the endpoint that is under way, or a new one where it may be asked. Who waits in a pause for the next
    /// attempt gets none.
    pub(super) fn asking(self, provider: Provider, person_wants: bool) -> Option<Promise> {
        let source = self.renewals().of(provider);
        if let Some(flight) = source.flight.get_value() {
            return Some(flight);
        }
        let may_ask = person_wants || source.attempts.with_value(|attempts| attempts.may_ask(clock::now()));
        let endpoint = self.renewals().deployment.credential_endpoint(provider).filter(|_| may_ask)?;
        let buckets = self.handed_out(provider);
        if buckets.is_empty() {
            return None;
        }
        source.is_asked.set(true);
        let flight = future_to_promise(async move {
            self.ask(provider, &endpoint, buckets).await;
            source.flight.set_value(None);
            source.is_asked.set(false);
            Ok(JsValue::UNDEFINED)
        });
        source.flight.set_value(Some(flight.clone()));
        Some(flight)
    }

    async fn ask(self, provider: Provider, endpoint: &CredentialEndpoint, mut buckets: Vec<OpenBucket>) {
        let turn = journal::turn_to_renew().await;
        let answer = fetch_credentials(endpoint, provider, self.provider_now(provider)).await;
        drop(turn);
        // Closed, forgotten, or given others by somebody meanwhile: this is not for them.
        buckets.retain(|bucket| bucket.is_still_open() && bucket.given_by() != GivenBy::Person);
        if buckets.is_empty() {
            return;
        }
        let source = self.renewals().of(provider);
        let held = self.held(provider);
        match answer {
            Err(problem) => source.failed(&held, Some(NotRenewed::Fetch(problem))),
            Ok(credentials) => {
                if self.hand_on(source, &buckets, &credentials) {
                    source.mended();
                } else {
                    let now = clock::now();
                    let is_news = held.iter().any(|held| held.is_nearly_over(now));
                    source.failed(&held, is_news.then_some(NotRenewed::NoNewer));
                }
            }
        }
    }

    /// Gives new credentials to those buckets for which they are better. Says whether they were for any.
    fn hand_on(self, source: Source, buckets: &[OpenBucket], credentials: &Credentials) -> bool {
        let refused = source.is_refused.get_untracked();
        let better =
            |bucket: &&OpenBucket| refused || replaces(bucket.end_untracked(), credentials.expires_at);
        let better: Vec<OpenBucket> = buckets.iter().filter(better).copied().collect();
        let before = better.first().and_then(|bucket| bucket.client().credentials().account);
        if let Some((before, after)) = before.zip(credentials.account.clone())
            && before != after
        {
            source.other_account.set(Some([before, after]));
        }
        for bucket in &better {
            self.goes_on_with(*bucket, credentials.clone());
        }
        !better.is_empty()
    }
}

/// Any number: nothing secret hangs on it.
fn any_number() -> u8 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to below 256")]
    let number = (js_sys::Math::random() * 256.0) as u8;
    number
}
