//! Gathers the evidence of a check, step by step. Only reads are made, by the client of the open connection.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::services::clock;
use crate::app::services::deployment::own_origin;
use crate::app::services::network;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::probe::probe;
use crate::doctor::{Checkup, Setting, Step, Timed};
use crate::model::{ReadSigning, Timestamp};
use crate::provider::examine::ReadForm;

/// A check of one bucket on its screen. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Doctor {
    /// What is checked.
    pub(super) bucket: OpenBucket,
    /// How far it is, and what it has found.
    pub(super) checkup: RwSignal<Checkup>,
    /// When it began.
    pub(super) began_at: RwSignal<Timestamp>,
    /// Counts the checks: what comes of an older one is dropped.
    number: StoredValue<u32>,
}

impl Doctor {
    /// Begins a check.
    pub(super) fn begin(bucket: OpenBucket) -> Self {
        let doctor = Doctor {
            bucket,
            checkup: RwSignal::new(anew(bucket)),
            began_at: RwSignal::new(clock::now()),
            number: StoredValue::new(0),
        };
        doctor.run();
        doctor
    }

    /// Begins another one.
    pub(super) fn again(self) {
        self.checkup.set(anew(self.bucket));
        self.began_at.set(clock::now());
        self.run();
    }

    /// Goes no further. What is under way is not waited for.
    pub(super) fn stop(self) {
        self.number.update_value(|number| *number = number.wrapping_add(1));
        self.checkup.update(Checkup::stop);
    }

    fn run(self) {
        let number = self.number.get_value().wrapping_add(1);
        self.number.set_value(number);
        spawn_local(async move {
            while let Some(step) = self.step_of(number) {
                let found = self.gather(step).await;
                if self.number.try_get_value() != Some(number) {
                    return;
                }
                // A signal that is gone takes nothing.
                let _ = self.checkup.try_update(|checkup| {
                    found(checkup);
                    checkup.go_on();
                });
            }
        });
    }

    /// The step at which the check of a number is; `None` when it is over, or its screen is gone.
    fn step_of(self, number: u32) -> Option<Step> {
        let is_this = self.number.try_get_value() == Some(number);
        self.checkup.try_with_untracked(|checkup| checkup.step().filter(|_| is_this)).flatten()
    }

    /// Looks at what a step is about, unless it is left out; gives what takes that down.
    async fn gather(self, step: Step) -> Found {
        let Some(blocked) = self.checkup.try_with_untracked(|checkup| checkup.blocker(step).is_some()) else {
            return nothing();
        };
        if blocked {
            return nothing();
        }
        let client = self.bucket.client();
        match step {
            Step::SecureContext => {
                let secure = window().is_secure_context();
                taken(move |checkup| checkup.evidence.secure = Some(secure))
            }
            Step::Online => {
                let online = network::is_online();
                taken(move |checkup| checkup.evidence.online = Some(online))
            }
            Step::Host => {
                let endpoint = client.endpoint();
                let host = timed(probe(&format!("{}{}", endpoint.origin(), endpoint.path))).await;
                taken(move |checkup| checkup.evidence.host = Some(host))
            }
            Step::SimpleRead => {
                let read = timed(client.examine_list(ReadForm::Query)).await;
                taken(move |checkup| checkup.evidence.simple = Some(read))
            }
            Step::PreflightRead => {
                let read = timed(client.examine_list(ReadForm::Header)).await;
                taken(move |checkup| checkup.evidence.preflight = Some(read))
            }
            Step::Clock => {
                let now = clock::now();
                let ahead = client.provider_now().map(|time| time.since(now));
                taken(move |checkup| checkup.evidence.ahead = ahead)
            }
            Step::Token => {
                let now = client.provider_now().unwrap_or_else(clock::now);
                let end = client.credentials().expires_at.map(|end| (end, now));
                taken(move |checkup| checkup.evidence.end = end)
            }
            Step::Signature | Step::List => nothing(),
            Step::Get => {
                let rule = self.checkup.try_with_untracked(|checkup| {
                    checkup.evidence.rule_to_read().map(|(id, form)| (id.to_owned(), form))
                });
                let Some((id, form)) = rule.flatten() else { return nothing() };
                let read = timed(client.examine_rule(&id, form)).await;
                taken(move |checkup| checkup.evidence.rule = Some((id, read)))
            }
        }
    }
}

/// Takes down what was found.
type Found = Box<dyn FnOnce(&mut Checkup)>;

fn taken(found: impl FnOnce(&mut Checkup) + 'static) -> Found {
    Box::new(found)
}

fn nothing() -> Found {
    taken(|_| {})
}

/// A check that begins.
fn anew(bucket: OpenBucket) -> Checkup {
    let connection = bucket.connection();
    let client = bucket.client();
    let setting = Setting {
        // By a relay no token stands in an address.
        headers_only: connection.reads == ReadSigning::Header || client.goes_by_own_relay(),
        own_origin: own_origin() == client.endpoint().origin(),
    };
    let known = bucket.rules.listing().with_untracked(|listing| {
        listing.rules().iter().map(|rule| rule.id()).find(|id| !id.is_empty()).map(str::to_owned)
    });
    Checkup::begin(setting, known)
}

/// What comes, and how long it took.
async fn timed<T>(coming: impl Future<Output = T>) -> Timed<T> {
    let began = clock::moment();
    let value = coming.await;
    let took = clock::moment().saturating_sub(began);
    Timed { millis: u64::try_from(took.as_millis()).unwrap_or(u64::MAX), value }
}
