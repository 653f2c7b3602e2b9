//! The address bar: the only source of what is shown. A screen with unsaved changes is asked before it is
//! left.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::{Element, Event, MouseEvent};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::app::dom::{listen, when_seen};
use crate::app::signal::Signal;
use crate::route::{Parsed, Route};

/// Leaves a screen for good.
pub(crate) type Leave = Box<dyn FnOnce()>;

/// Asked before a screen is left: calls what it is given at once, later, or never.
type Guard = Rc<dyn Fn(Leave)>;

/// Reads and changes the address. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Navigation {
    parsed: Signal<Parsed>,
    guard: Signal<Option<Guard>>,
    /// Whether the screen was reached by Back or Forward.
    back: Signal<bool>,
    /// The address of the screen, while the history does not have it yet.
    behind: Signal<Option<String>>,
}

/// Follows the address from now on.
pub(crate) fn start() -> Navigation {
    let fragment = current_fragment();
    let navigation = Navigation {
        parsed: Signal::new(Route::parse(&fragment)),
        guard: Signal::new(None),
        back: Signal::new(false),
        behind: Signal::new(None),
    };
    mark(&fragment);
    // Links and typed addresses raise `hashchange`, Back and Forward `popstate` as well.
    listen("hashchange", Box::new(move |_| navigation.follow()));
    listen("popstate", Box::new(move |_| navigation.follow()));
    listen("click", Box::new(move |event| navigation.follow_link(&event)));
    navigation
}

impl Navigation {
    /// The parts of the address that were not understood.
    pub(crate) fn dropped(self) -> Vec<String> {
        self.parsed.with(|parsed| parsed.dropped.clone())
    }

    /// The screen that the address names.
    pub(crate) fn route(self) -> Route {
        self.parsed.with(|parsed| parsed.route.clone())
    }

    /// Whether the screen was reached by Back or Forward: the browser shows what was in sight of it then.
    pub(crate) fn is_back(self) -> bool {
        self.back.get_untracked()
    }

    /// Opens a screen: a new entry in the history.
    pub(crate) fn open(self, route: &Route) {
        let route = route.clone();
        self.asking(Box::new(move || self.write(&route.address(), true)));
    }

    /// The same for a part of the screen, such as a page of its table: it is drawn first, and the history follows. A
    /// browser takes a millisecond for an entry, and more of its other processes.
    pub(crate) fn turn(self, route: &Route) {
        let address = route.address();
        self.catch_up();
        self.show(&address, false);
        self.behind.set(Some(address));
        when_seen(move || self.catch_up());
    }

    /// Adds the entry that the history does not have yet.
    fn catch_up(self) {
        self.behind.try_update_untracked(Option::take).flatten().iter().for_each(|address| push(address));
    }

    /// Changes the address of the same screen: no new entry.
    pub(crate) fn replace(self, route: &Route) {
        self.write(&route.address(), false);
    }

    /// Asks `guard` before the screen is left, until the current owner is gone.
    fn guard(self, guard: Guard) {
        self.guard.set(Some(guard));
        on_cleanup(move || {
            self.guard.try_set(None);
        });
    }

    /// Asks before the screen is left while that is `needed`, one question at a time: a second Back while it is asked changes
    /// nothing. `ask` is given the way out, and what to call when the question is over. What it opens belongs to the
    /// current owner, and so does the asking.
    pub(crate) fn ask_before(
        self,
        needed: impl Fn() -> bool + 'static,
        ask: impl Fn(Leave, Box<dyn Fn()>) + 'static,
    ) {
        let asking = Rc::new(Cell::new(false));
        let page = Owner::current().unwrap_or_default();
        self.guard(Rc::new(move |leave: Leave| {
            if !needed() {
                return leave();
            }
            if !asking.replace(true) {
                let asked = Rc::clone(&asking);
                page.with(|| untrack(|| ask(leave, Box::new(move || asked.set(false)))));
            }
        }));
    }

    /// Leaves without being asked: what was unsaved is saved or thrown away.
    pub(crate) fn unguard(self) {
        self.guard.set(None);
    }

    /// Does what leaves the screen, once the guard agrees.
    fn asking(self, leave: Leave) {
        match self.guard.get_untracked() {
            None => leave(),
            Some(guard) => guard(Box::new(move || {
                self.unguard();
                leave();
            })),
        }
    }

    /// A click on a link to another screen, while there is something to be asked.
    fn follow_link(self, event: &Event) {
        let Some(event) = event.dyn_ref::<MouseEvent>() else { return };
        let other = event.default_prevented() || event.ctrl_key() || event.meta_key() || event.shift_key();
        if other || self.guard.with_untracked(Option::is_none) {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href^='#/']").ok().flatten());
        if let Some(address) = link.and_then(|link| link.get_attribute("href")) {
            event.prevent_default();
            self.asking(Box::new(move || self.write(&address, true)));
        }
    }

    /// The address has changed by itself: Back, Forward, or typing.
    fn follow(self) {
        // Who goes elsewhere before an entry was made does without it.
        self.behind.set(None);
        let fragment = current_fragment();
        let here = self.parsed.with_untracked(|parsed| parsed.route.address());
        let leaves = Route::parse(&fragment).route.address() != here;
        if !leaves || self.guard.with_untracked(Option::is_none) {
            let known =
                window().history().and_then(|history| history.state()).is_ok_and(|state| state.is_truthy());
            mark(&fragment);
            return self.show(&fragment, known);
        }
        // The screen stays, and with it its address, until the user has said yes; then Back leads where
        // the browser was about to go.
        push(&here);
        self.asking(Box::new(|| {
            if let Ok(history) = window().history() {
                // Fails for no entry of our own.
                drop(history.back());
            }
        }));
    }

    fn write(self, address: &str, new_entry: bool) {
        self.catch_up();
        if new_entry {
            push(address)
        } else {
            mark(address)
        }
        self.show(address, false);
    }

    fn show(self, fragment: &str, back: bool) {
        let parsed = Route::parse(fragment);
        if self.parsed.with_untracked(|before| *before != parsed) {
            self.back.set(back);
            self.parsed.set(parsed);
        }
    }
}

/// Adds an entry to the history, marked as one that was shown.
fn push(address: &str) {
    if let Ok(history) = window().history() {
        warn_if_refused(&history.push_state_with_url(&JsValue::TRUE, "", Some(address)));
    }
}

/// Marks the entry of the history as one that was shown, and changes its address.
fn mark(address: &str) {
    if let Ok(history) = window().history() {
        warn_if_refused(&history.replace_state_with_url(&JsValue::TRUE, "", Some(address)));
    }
}

/// A browser may refuse too many changes in a row; the screen follows all the same.
fn warn_if_refused(written: &Result<(), JsValue>) {
    if written.is_err() {
        leptos::logging::warn!("the browser refused a change of the address");
    }
}

fn current_fragment() -> String {
    window().location().hash().unwrap_or_default()
}
