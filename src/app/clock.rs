//! The device's clock: the only place where the time comes from.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::app::signal::Signal;
use crate::model::Timestamp;

/// The device's time now.
pub(crate) fn now() -> Timestamp {
    // Milliseconds since 1970 fit a double exactly for the next quarter of a million years.
    #[allow(clippy::cast_possible_truncation)]
    Timestamp((js_sys::Date::now() / 1_000.0).floor() as i64)
}

/// Starts the one timer of the page: the time, ticking each second.
pub(crate) fn start() -> Signal<Timestamp> {
    let time = Signal::new(now());
    set_interval(move || time.set(now()), Duration::from_secs(1));
    time
}

/// A time in the user's zone, or in UTC for who prefers it, and language, with the zone's name.
pub(crate) fn local_text(time: Timestamp, language: &str) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(time.0 as f64 * 1_000.0));
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "long")] {
        let set = js_sys::Reflect::set(&options, &name.into(), &value.into());
        debug_assert!(set.is_ok());
    }
    if super::app().preferences.with_untracked(|preferences| preferences.utc) {
        let set = js_sys::Reflect::set(&options, &"timeZone".into(), &"UTC".into());
        debug_assert!(set.is_ok());
    }
    date.to_locale_string(language, &options).into()
}
