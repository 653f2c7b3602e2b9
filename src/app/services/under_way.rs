//! What must not be cut off. While something is under way at a provider the browser asks before the page is left;
//! of work on several rules the tab keeps how far it is, and says so if it was cut off all the same.

use std::cell::Cell;

use leptos::web_sys::Storage;
use leptos::{ev, prelude::*};

use super::notices::{Notices, Way, use_notices};
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::model::visible::marked;
use crate::route::{Place, Route, Screen};
use crate::state::cut_off::CutOff;
use crate::state::table::TableQuery;

/// Where the tab keeps how far its work is, each with a number behind it. They go with the tab.
const KEY: &str = "stocktake.under-way.";

// Not in a context: what begins and ends them is dropped under no owner.
thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
    static NUMBER: Cell<usize> = const { Cell::new(0) };
}

/// While it lives, the browser asks before the page is left.
pub(crate) struct UnderWay(());

impl UnderWay {
    /// Begins.
    pub(crate) fn begin() -> Self {
        COUNT.set(COUNT.get() + 1);
        UnderWay(())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        COUNT.set(COUNT.get() - 1);
    }
}

/// What the tab keeps of work on several rules. Dropped when it has ended, in whatever way: who began it says how.
pub(crate) struct Several {
    key: String,
    kept: CutOff,
}

impl Several {
    /// Begins with the ids of all of them.
    pub(crate) fn begin(place: &Place, ids: Vec<String>) -> Self {
        Several::of(&Route::bucket(place, Screen::Rules(TableQuery::default())), ids, false)
    }

    /// The same with the names of buckets that rules are taken to, or taken `back` from, one bucket after another.
    pub(crate) fn of_many(screen: &Route, buckets: Vec<String>, back: bool) -> Self {
        Several::of(screen, buckets, back)
    }

    fn of(route: &Route, names: Vec<String>, back: bool) -> Self {
        NUMBER.set(NUMBER.get() + 1);
        let key = format!("{KEY}{}", NUMBER.get());
        let bucket = match route {
            Route::Bucket { place, .. } => place.bucket.as_str().to_owned(),
            Route::Connect | Route::Unknown => String::new(),
        };
        let several = Several { key, kept: CutOff::of(bucket, route.address(), names, back) };
        several.keep();
        several
    }

    /// Notes that one is worked on now; what came before it has its result.
    pub(crate) fn at(&mut self, id: &str) {
        self.kept.at(id);
        self.keep();
    }

    /// Notes that one is worked on beside others, before anything of it is sent.
    pub(crate) fn begins(&mut self, id: &str) {
        self.kept.begins(id);
        self.keep();
    }

    /// Notes that one has its result.
    pub(crate) fn has_result(&mut self, id: &str) {
        self.kept.has_result(id);
        self.keep();
    }

    fn keep(&self) {
        if let (Some(storage), Ok(text)) = (tab(), serde_json::to_string(&self.kept)) {
            // Where the tab keeps nothing, nothing is said after a reload; the question before it is still asked.
            drop(storage.set_item(&self.key, &text));
        }
    }
}

impl Drop for Several {
    fn drop(&mut self) {
        if let Some(storage) = tab() {
            // Fails for no key.
            drop(storage.remove_item(&self.key));
        }
    }
}

/// Asks from now on, and says what the tab was at when its page was left.
pub(super) fn watch() {
    window_event_listener(ev::beforeunload, |event| {
        if COUNT.get() > 0 {
            event.prevent_default();
        }
    });
    let (i18n, notices) = (use_i18n(), use_notices());
    cut_off().into_iter().for_each(|entry| say(entry, i18n, notices));
}

/// Takes what was cut off.
fn cut_off() -> Vec<CutOff> {
    let Some(storage) = tab() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    let keys: Vec<String> = keys.filter(|key| key.starts_with(KEY)).collect();
    let taken = |key: &String| {
        let text = storage.get_item(key).ok()??;
        storage.remove_item(key).ok()?;
        serde_json::from_str(&text).ok()
    };
    keys.iter().filter_map(taken).collect()
}

fn say(entry: CutOff, i18n: I18n, notices: Notices) {
    let now = entry.under_way().collect::<Vec<_>>().join(", ");
    let CutOff { bucket, list, left, back, .. } = entry;
    let now = (!now.is_empty()).then(|| t_string!(i18n, under_way.perhaps, id = marked(&now)));
    let left = (!left.is_empty()).then(|| {
        let ids = marked(&left.join(", ")).into_owned();
        t_string!(i18n, under_way.not_done, count = left.len(), ids = ids)
    });
    let said: Vec<String> = now.into_iter().chain(left).collect();
    if said.is_empty() {
        return;
    }
    let bucket = marked(&bucket);
    let is_of_many = matches!(Route::parse(&list).route, Route::Bucket { screen: Screen::Many, .. });
    let (lead, words) = match is_of_many {
        true if back => (t_string!(i18n, many.back_cut_off, bucket = bucket), t_string!(i18n, many.open)),
        true => (t_string!(i18n, many.cut_off, bucket = bucket), t_string!(i18n, many.go_on)),
        false => (t_string!(i18n, under_way.cut_off, bucket = bucket), t_string!(i18n, rule.to_list)),
    };
    let way = Way::To(list, words.to_owned());
    notices.warning([vec![lead], said].concat().join(" "), Some(way));
}

/// What the browser keeps for this tab alone.
pub(super) fn tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
