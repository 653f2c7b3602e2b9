//! The drawer with the log of requests and the record of changes: whether it is open, and what it shows. While it is closed
//! nothing of it follows what is noted.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::JsCast as _;

use super::focus::{TITLE, after_drawing, focus};
use crate::state::request_log::Wanted;

/// The id of the drawer's heading.
pub(crate) const LOG_TITLE: &str = "log-title";

/// The id of what opens the details of a request.
pub(crate) fn request_id(number: u32) -> String {
    format!("request-{number}")
}

/// What is noted in so short a time is drawn together.
const TOGETHER: Duration = Duration::from_millis(200);

/// What the drawer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogTab {
    /// The requests.
    Requests,
    /// The changes.
    Changes,
}

/// The drawer. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Log {
    open: RwSignal<bool>,
    /// What it shows.
    pub(crate) tab: RwSignal<LogTab>,
    /// The number of the request whose details are shown.
    pub(crate) request: RwSignal<Option<u32>>,
    /// Which requests are looked for.
    pub(crate) wanted: RwSignal<Wanted>,
    /// Counts what was noted while it is open.
    noted: RwSignal<u32>,
    /// What had the focus when it was opened.
    opener: StoredValue<Option<HtmlElement>, LocalStorage>,
}

// Not in a context: it is told by what knows no owner, such as an answer whose screen is gone.
thread_local! {
    static FOLLOWING: Cell<Option<RwSignal<u32>>> = const { Cell::new(None) };
    static WAITING: Cell<bool> = const { Cell::new(false) };
}

/// Starts closed.
pub(super) fn provide() {
    provide_context(Log {
        open: RwSignal::new(false),
        tab: RwSignal::new(LogTab::Requests),
        request: RwSignal::new(None),
        wanted: RwSignal::new(Wanted::default()),
        noted: RwSignal::new(0),
        opener: StoredValue::new_local(None),
    });
}

/// The drawer.
pub(crate) fn use_log() -> Log {
    expect_context()
}

/// Something was noted.
pub(super) fn tell() {
    if FOLLOWING.get().is_none() || WAITING.replace(true) {
        return;
    }
    set_timeout(
        || {
            WAITING.set(false);
            if let Some(noted) = FOLLOWING.get() {
                noted.try_update(|noted| *noted = noted.wrapping_add(1));
            }
        },
        TOGETHER,
    );
}

impl Log {
    /// Whether it is open.
    pub(crate) fn is_open(self) -> bool {
        self.open.get()
    }

    /// The same at this moment.
    pub(crate) fn is_open_now(self) -> bool {
        self.open.get_untracked()
    }

    /// Follows what is noted.
    pub(crate) fn track(self) {
        self.noted.track();
    }

    /// Opens it, with the focus on its heading.
    pub(crate) fn open(self) {
        self.request.set(None);
        self.come();
    }

    /// Opens it with the details of a request, which get the focus.
    pub(crate) fn show(self, number: u32) {
        self.tab.set(LogTab::Requests);
        self.wanted.set(Wanted::default());
        self.request.set(Some(number));
        self.come();
    }

    fn come(self) {
        if self.open.get_untracked() {
            return after_drawing(move || self.focus());
        }
        let active = document().active_element().and_then(|active| active.dyn_into().ok());
        self.opener.set_value(active);
        FOLLOWING.set(Some(self.noted));
        self.open.set(true);
    }

    /// Moves the focus to the request whose details are shown, or else to its heading.
    pub(crate) fn focus(self) {
        focus(LOG_TITLE);
        if let Some(number) = self.request.get_untracked() {
            focus(&request_id(number));
        }
    }

    /// Closes it, and gives the focus back.
    pub(crate) fn close(self) {
        FOLLOWING.set(None);
        self.open.set(false);
        let opener = self.opener.try_update_value(Option::take).flatten();
        after_drawing(move || match opener.filter(|opener| opener.is_connected()) {
            // Fails for no element that is in the document.
            Some(opener) => drop(opener.focus()),
            None => focus(TITLE),
        });
    }
}
