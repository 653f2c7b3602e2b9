//! The device's clock: the only place where the time comes from.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::model::Timestamp;

/// The device's time now.
pub(crate) fn now() -> Timestamp {
    // Milliseconds since 1970 fit a double exactly for the next quarter of a million years.
    #[allow(clippy::cast_possible_truncation)]
    Timestamp((js_sys::Date::now() / 1_000.0).floor() as i64)
}

/// The same to the millisecond, since 1970: for what is measured.
pub(crate) fn moment() -> Duration {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time after 1970, as above")]
    Duration::from_millis(js_sys::Date::now() as u64)
}

/// The context: the time, ticking each second.
#[derive(Clone, Copy)]
struct Time(ReadSignal<Timestamp>);

/// Starts the one timer of the page.
pub(super) fn provide() {
    let (time, set_time) = signal(now());
    set_interval(move || set_time.set(now()), Duration::from_secs(1));
    provide_context(Time(time));
}

/// The device's time, ticking each second.
pub(crate) fn use_time() -> ReadSignal<Timestamp> {
    expect_context::<Time>().0
}

/// A time in the user's zone, or in UTC. In one form for every language: the browser's own would take 20 ms for its
/// first text.
pub(crate) fn zoned_text(time: Timestamp, utc: bool) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(time.0 as f64 * 1_000.0));
    // Minutes that the zone is behind, as browsers count them.
    #[allow(clippy::cast_possible_truncation, reason = "less than a day")]
    let behind = if utc { 0 } else { date.get_timezone_offset() as i64 };
    time.zoned(-behind)
}
