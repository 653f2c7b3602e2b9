//! The message area: what happened, newest first.

use std::time::Duration;

use crate::app::signal::Signal;

use leptos::prelude::*;

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Notice {
    /// Tells messages apart.
    pub(crate) number: u32,
    /// What it says; words from the catalogue.
    pub(crate) text: String,
    /// A place to go to, with the link's words.
    pub(crate) link: Option<(String, String)>,
}

/// How long a success stays.
const STAYS: Duration = Duration::from_secs(8);

/// The messages in sight. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Notices {
    shown: Signal<Vec<Notice>>,
    count: Signal<u32>,
}

impl Notices {
    /// Starts without messages.
    pub(crate) fn start() -> Self {
        Notices { shown: Signal::new(Vec::new()), count: Signal::new(0) }
    }

    /// The messages, newest first.
    pub(crate) fn shown(self) -> Signal<Vec<Notice>> {
        self.shown
    }

    /// Says that something was done. It goes away by itself.
    pub(crate) fn success(self, text: String, link: Option<(String, String)>) {
        let number = self.count.get_untracked().wrapping_add(1);
        self.count.set(number);
        self.shown.update(|shown| shown.insert(0, Notice { number, text, link }));
        self.dismiss_later(number);
    }

    /// Takes a message away.
    pub(crate) fn dismiss(self, number: u32) {
        self.shown.update(|shown| shown.retain(|notice| notice.number != number));
    }

    /// Takes a message away after a while, unless it is being read (hovered or focused).
    fn dismiss_later(self, number: u32) {
        set_timeout(
            move || {
                let selector = format!("#notice-{number}:is(:hover, :focus-within)");
                match document().query_selector(&selector) {
                    Ok(Some(_)) => self.dismiss_later(number),
                    _ => self.dismiss(number),
                }
            },
            STAYS,
        );
    }
}
