//! Enabling and disabling at one click. Where the provider cannot change a rule in place that is a removal and a
//! write: it is said before it is done, until the user has heard enough of it.

use leptos::prelude::*;

use super::changing::{Changing, use_changing};
use crate::app::services::dialogs::{AskSwitch, Asks, Dialogs, use_dialogs};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::preferences::use_preferences;
use crate::state::changing::Asked;
use crate::state::preferences::Preferences;

/// What switches rules. Cheap to copy; it outlives the screen.
#[derive(Clone, Copy)]
pub(crate) struct Switching {
    preferences: RwSignal<Preferences>,
    dialogs: Dialogs,
    changing: Changing,
}

/// What switches rules.
pub(crate) fn use_switching() -> Switching {
    Switching { preferences: use_preferences(), dialogs: use_dialogs(), changing: use_changing() }
}

impl Switching {
    /// Switches rules on or off. How many of them the filters hide is said first.
    pub(crate) fn ask(self, bucket: OpenBucket, ids: Vec<String>, on: bool, hidden: usize) {
        let known = self.preferences.with_untracked(|now| now.knows_replacing);
        let replaces = !bucket.capabilities().overwrites;
        if hidden == 0 && (known || !replaces) || ids.is_empty() {
            return self.changing.start(bucket, ids, Asked::Enabled(on));
        }
        self.dialogs.ask(Asks::Switch(AskSwitch { bucket, ids, on, hidden }));
    }
}
