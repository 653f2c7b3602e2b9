//! The device's own copy of a rule that is being saved: `boot/journal.js`, called by name.

use std::pin::Pin;
use std::time::Duration;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use serde::Deserialize;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::clock;
use crate::model::Timestamp;
use crate::provider::journal::{Entry, Journal, NotRead, Store};
use crate::route::Place;

/// Where the device keeps the entries of one bucket.
pub(crate) struct DeviceStore {
    place: Place,
}

/// The journal of one bucket.
pub(crate) type DeviceJournal = Journal<DeviceStore>;

/// The saves of a bucket that never came to their end.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Left {
    /// The ids of their rules.
    pub(crate) ids: Vec<String>,
    /// Whether the browser could say which of them another tab is working on; those are not among `ids`.
    pub(crate) locks_are_known: bool,
}

/// The answer of `boot/journal.js`.
#[derive(Deserialize)]
struct Kept {
    /// What has something kept and no lock.
    keys: Vec<String>,
    locks: Locks,
}

#[derive(PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Locks {
    Known,
    Unknown,
}

/// Whether a rule could be held against other tabs.
pub(crate) enum Hold {
    /// No other tab writes it until this is dropped.
    Held(#[allow(dead_code, reason = "it is dropped to let go")] Held),
    /// Another tab is writing it.
    Busy,
    /// The browser has no locks for this page: nobody knows.
    Unknown,
}

/// The journal of a bucket.
pub(crate) fn journal_of(place: &Place) -> DeviceJournal {
    Journal(DeviceStore { place: place.clone() })
}

impl DeviceStore {
    fn key(&self, id: &str) -> String {
        let Place { provider, region, bucket } = &self.place;
        [provider.slug(), region.as_str(), bucket.as_str(), id].join("/")
    }

    /// The saves of this bucket that never came to their end, as `boot/journal.js` gives them.
    pub(crate) async fn left(&self) -> Left {
        let prefix = self.key("");
        let answer = call("left", &[&prefix]).await.as_string();
        let Some(Kept { keys, locks }) = answer.and_then(|text| serde_json::from_str(&text).ok()) else {
            return Left::default();
        };
        let ids = keys.iter().filter_map(|key| Some(key.strip_prefix(&prefix)?.to_owned())).collect();
        Left { ids, locks_are_known: locks == Locks::Known }
    }

    /// Keeps other tabs from writing the same rule.
    pub(crate) async fn hold(&self, id: &str) -> Hold {
        match call("hold", &[&self.key(id)]).await {
            answer if answer.is_null() => Hold::Busy,
            answer => answer.dyn_into().map_or(Hold::Unknown, |release| Hold::Held(Held(release))),
        }
    }
}

impl Store for DeviceStore {
    async fn read(&self, id: &str) -> Result<Option<Entry>, NotRead> {
        match call("read", &[&self.key(id)]).await {
            answer if answer.is_null() => Ok(None),
            // What another version has left there is as good as nothing.
            answer => Ok(serde_json::from_str(&answer.as_string().ok_or(NotRead)?).ok()),
        }
    }

    async fn write(&self, id: &str, entry: &Entry) -> bool {
        let Ok(text) = serde_json::to_string(entry) else { return false };
        call("keep", &[&self.key(id), &text]).await.is_truthy()
    }

    async fn remove(&self, id: &str) {
        call("drop", &[&self.key(id)]).await;
    }

    fn now(&self) -> Timestamp {
        clock::now()
    }

    async fn pause(&self, time: Duration) {
        call("pause", &[&time.as_millis().to_string()]).await;
    }
}

/// A lock that other tabs see; it ends when this is dropped.
pub(crate) struct Held(Function);

impl Drop for Held {
    fn drop(&mut self) {
        // The function only resolves a promise.
        drop(self.0.call0(&JsValue::NULL));
    }
}

/// Begins a piece of work that signs requests, which Forget in any tab waits for; it ends when what it gives is
/// dropped.
pub(crate) async fn begin_work() -> Option<Held> {
    call("work", &[]).await.dyn_into().ok().map(Held)
}

/// Waits, for a while, until no other tab asks the site for credentials; others wait until what it gives is dropped.
pub(crate) async fn turn_to_renew() -> Option<Held> {
    call("turn", &[]).await.dyn_into().ok().map(Held)
}

/// Waits until all work that signs has ended, in every tab; with a time no longer than that. Says whether it has.
pub(crate) async fn work_has_ended(within: Option<Duration>) -> bool {
    let within = within.map(|time| time.as_millis().to_string());
    let within: Vec<&str> = within.iter().map(String::as_str).collect();
    call("idle", &within).await.is_truthy()
}

/// Calls a function of `boot/journal.js`; gives what it resolves to, or nothing when it is not there.
fn call(name: &str, texts: &[&str]) -> Pin<Box<dyn Future<Output = JsValue>>> {
    let member = |value: JsValue, name: &str| Reflect::get(&value, &name.into()).unwrap_or_default();
    let journal = member(member(window().into(), "stocktake"), "journal");
    let texts: Array = texts.iter().map(|text| JsValue::from_str(text)).collect();
    let promise = member(journal, name).dyn_into::<Function>().ok();
    let promise = promise.and_then(|function| Reflect::apply(&function, &JsValue::NULL, &texts).ok());
    let promise = promise.and_then(|promise| promise.dyn_into::<Promise>().ok());
    Box::pin(async move {
        match promise {
            Some(promise) => JsFuture::from(promise).await.unwrap_or_default(),
            None => JsValue::UNDEFINED,
        }
    })
}
