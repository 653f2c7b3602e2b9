//! The device's own copy of a rule that is being saved: `boot/journal.js`, called by name.

use std::pin::Pin;
use std::time::Duration;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::clock;
use crate::json::Json;
use crate::provider::save::Journal;
use crate::route::Place;

/// The journal of one bucket.
pub(crate) struct DeviceJournal {
    place: Place,
}

impl DeviceJournal {
    /// The journal of a bucket.
    pub(crate) fn of(place: &Place) -> Self {
        DeviceJournal { place: place.clone() }
    }

    fn key(&self, id: &str) -> String {
        let Place { provider, region, bucket } = &self.place;
        [provider.slug(), region.as_str(), bucket.as_str(), id].join("/")
    }

    /// The saves of this bucket that never came to their end: keys with texts, as `boot/journal.js` gives them.
    /// Those of a tab that is saving right now are not among them.
    pub(crate) async fn left(&self) -> Vec<(String, String)> {
        let prefix = self.key("");
        let kept = call("left", &[&prefix]).await.as_string().and_then(|text| super::json::parse(&text).ok());
        let Some(Json::List(kept)) = kept else { return Vec::new() };
        let entry = |entry: &Json| match entry {
            Json::List(pair) => {
                let id = pair.first()?.as_text()?.strip_prefix(&prefix)?;
                Some((id.to_owned(), pair.get(1)?.as_text()?.to_owned()))
            }
            _ => None,
        };
        kept.iter().filter_map(entry).collect()
    }

    /// Keeps other tabs from saving the same rule; `None` when one of them is doing so.
    pub(crate) async fn hold(&self, id: &str) -> Option<Held> {
        call("hold", &[&self.key(id)]).await.dyn_into().ok().map(Held)
    }
}

impl Journal for DeviceJournal {
    async fn keep(&self, id: &str, before: &str, after: &str) -> bool {
        let at = Json::Number(clock::now().0.to_string());
        let kept = Json::List(vec![Json::text(before), Json::text(after), at]);
        call("keep", &[&self.key(id), &super::json::written(&kept)]).await.is_truthy()
    }

    async fn settled(&self, id: &str) {
        call("settled", &[&self.key(id)]).await;
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
