//! From the typed ids of the pure layer to the words of the catalogue. No sentence is put
//! together from pieces here: each id has a whole one.

mod checkup;
mod credentials;
mod errors;
mod findings;
mod log;
mod parts;
mod problems;
mod renewal;
mod values;

use leptos::prelude::*;

use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::clock;
use crate::app::services::preferences::use_preferences;
use crate::model::Timestamp;
use crate::model::size::thousands;
use crate::model::visible::marked;
use crate::state::preferences::Preferences;

/// The words for what the pure layer says. What a method reads of the language and of the user's
/// preferences is tracked. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    /// The language of the page.
    pub(crate) i18n: I18n,
    /// Whether times are in the user's zone.
    preferences: RwSignal<Preferences>,
}

/// The words of the page. For the top of a component, as every context.
pub(crate) fn use_words() -> Words {
    Words { i18n: use_i18n(), preferences: use_preferences() }
}

impl Words {
    /// A span of time, in the two largest units that matter.
    pub(crate) fn span(self, seconds: i64) -> String {
        match seconds {
            3_600.. => {
                t_string!(self.i18n, frame.hours, hours = seconds / 3_600, minutes = seconds / 60 % 60)
            }
            120.. => t_string!(self.i18n, frame.minutes, minutes = seconds / 60),
            _ => t_string!(self.i18n, frame.seconds, seconds = seconds.max(0)),
        }
    }

    /// By how much two clocks are apart. To the nearest minute from two on: an answer is on its way for a moment, and
    /// a clock that is 5 hours off is not 4 h 59 min off.
    pub(crate) fn apart(self, seconds: i64) -> String {
        match seconds.saturating_abs() {
            seconds @ 120.. => self.span(seconds.saturating_add(30) / 60 * 60),
            seconds => self.span(seconds),
        }
    }

    /// A number by itself, with its thousands apart: `1,000`. In a sentence it is so anyway.
    pub(crate) fn number(self, number: usize) -> String {
        thousands(number as u64)
    }

    /// Says how many of the rules that are chosen the filters hide; nothing where they hide none.
    pub(crate) fn hidden(self, hidden: usize) -> Option<String> {
        match hidden {
            0 => None,
            1 => Some(t_string!(self.i18n, select.hidden_one).to_owned()),
            _ => Some(t_string!(self.i18n, select.hidden, count = hidden)),
        }
    }

    /// Says that something was not begun, because this page works on rules of these ids already.
    pub(crate) fn at_work(self, ids: &[String]) -> String {
        match ids {
            [id] => t_string!(self.i18n, run.at_work, id = marked(id)),
            _ => t_string!(self.i18n, run.at_work_many, ids = marked(&ids.join(", ")).into_owned()),
        }
    }

    /// A time in the user's zone, or in UTC for who prefers it.
    pub(crate) fn time(self, time: Timestamp) -> String {
        clock::zoned_text(time, self.preferences.with(|preferences| preferences.utc))
    }
}
