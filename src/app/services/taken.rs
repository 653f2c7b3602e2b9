//! Rules on their way to other buckets: what a screen hands to the one that takes them there, and what the tab keeps of
//! that work, to be offered again after a reload. Rules hold no secret.

use std::sync::Arc;

use leptos::prelude::*;

use super::under_way::tab;
use crate::provider::StoredRule;
use crate::route::{Place, Route, Screen};
use crate::state::kept_plan::KeptPlan;

/// The rules of a file that were chosen for this.
pub(crate) type FileRules = Arc<[Arc<StoredRule>]>;

/// What is handed on. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Taken {
    file: StoredValue<Option<(Place, FileRules)>>,
    /// The bucket whose rules are to be taken as they are chosen now, or all of them: what the tab has kept is older.
    anew: StoredValue<Option<Place>>,
}

/// Nothing is handed on yet.
pub(super) fn provide() {
    provide_context(Taken { file: StoredValue::new(None), anew: StoredValue::new(None) });
}

/// What is handed on.
pub(crate) fn use_taken() -> Taken {
    expect_context()
}

impl Taken {
    /// Hands on rules of a file that was read for a bucket.
    pub(crate) fn hand_on(self, place: &Place, rules: FileRules) {
        self.file.set_value(Some((place.clone(), rules)));
    }

    /// Drops what was handed on and not taken: those that are chosen in the table of a bucket are taken now, or all.
    pub(crate) fn begin_anew(self, place: &Place) {
        self.file.set_value(None);
        self.anew.set_value(Some(place.clone()));
    }

    /// Whether that was said of a bucket, once.
    pub(crate) fn begins_anew(self, place: &Place) -> bool {
        self.anew.try_update_value(Option::take).flatten().is_some_and(|of| of == *place)
    }

    /// Takes what was handed on for a bucket.
    pub(crate) fn take(self, place: &Place) -> Option<FileRules> {
        let handed = self.file.try_update_value(Option::take).flatten();
        handed.filter(|(of, _)| of == place).map(|(_, rules)| rules)
    }
}

/// Where the tab keeps it: one work for each bucket that rules are taken from.
fn key(place: &Place) -> String {
    ["stocktake.many.", &Route::bucket(place, Screen::Many).address()].concat()
}

/// What the tab keeps of a work that has not come to its end.
pub(crate) fn kept(place: &Place) -> Option<KeptPlan> {
    let text = tab()?.get_item(&key(place)).ok()??;
    serde_json::from_str(&text).ok()
}

/// Keeps a work in the place of the one before. Where the tab has no room for it, nothing is offered after a reload.
pub(crate) fn keep(place: &Place, plan: &KeptPlan) {
    forget(place);
    if let (Some(storage), Ok(text)) = (tab(), serde_json::to_string(plan)) {
        drop(storage.set_item(&key(place), &text));
    }
}

/// Keeps it no more.
pub(crate) fn forget(place: &Place) {
    if let Some(storage) = tab() {
        // Fails for no key.
        drop(storage.remove_item(&key(place)));
    }
}
