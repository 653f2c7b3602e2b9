//! The address bar: the only source of what is shown. A screen with unsaved changes is asked before it is
//! left.

use std::rc::Rc;

use leptos::web_sys::{Element, MouseEvent};
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast as _, JsValue};

use super::focus::when_seen;
use crate::route::{Parsed, Place, Route};

/// Leaves a screen for good.
type Leave = Box<dyn FnOnce()>;

/// What is asked before a screen is left.
struct Guard {
    needed: Box<dyn Fn() -> bool>,
    leaving: Leaving,
}

/// The question before a screen is left. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Leaving {
    way_out: RwSignal<Option<Leave>, LocalStorage>,
}

impl Leaving {
    /// Whether it is asked now.
    pub(crate) fn asked(self) -> bool {
        self.way_out.with(Option::is_some)
    }

    /// The person stays.
    pub(crate) fn stay(self) {
        self.way_out.set(None);
    }

    /// The person goes.
    pub(crate) fn leave(self) {
        if let Some(leave) = self.way_out.try_update(Option::take).flatten() {
            leave();
        }
    }
}

/// Reads and changes the address. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Navigation {
    parsed: RwSignal<Parsed>,
    guard: StoredValue<Option<Rc<Guard>>, LocalStorage>,
    /// Whether the screen was reached by Back or Forward.
    back: StoredValue<bool>,
    /// The address of the screen, while the history does not have it yet.
    behind: StoredValue<Option<String>>,
}

/// Follows the address from now on.
pub(super) fn provide() {
    let fragment = current_fragment();
    let navigation = Navigation {
        parsed: RwSignal::new(Route::parse(&fragment)),
        guard: StoredValue::new_local(None),
        back: StoredValue::new(false),
        behind: StoredValue::new(None),
    };
    mark(&fragment);
    // Links and typed addresses raise `hashchange`, Back and Forward `popstate` as well.
    window_event_listener(ev::hashchange, move |_| navigation.follow());
    window_event_listener(ev::popstate, move |_| navigation.follow());
    window_event_listener(ev::click, move |event| navigation.follow_link(&event));
    provide_context(navigation);
}

/// The address.
pub(crate) fn use_navigation() -> Navigation {
    expect_context()
}

impl Navigation {
    /// The parts of the address that were not understood.
    pub(crate) fn dropped(self) -> Vec<String> {
        self.parsed.with(|parsed| parsed.dropped.clone())
    }

    /// Looks at the screen that the address names.
    pub(crate) fn with_route<T>(self, look: impl FnOnce(&Route) -> T) -> T {
        self.parsed.with(|parsed| look(&parsed.route))
    }

    /// The screen that the address names at this moment.
    pub(crate) fn route_untracked(self) -> Route {
        self.parsed.with_untracked(|parsed| parsed.route.clone())
    }

    /// The bucket that the address names.
    pub(crate) fn place(self) -> Option<Place> {
        self.with_route(|route| match route {
            Route::Bucket { place, .. } => Some(place.clone()),
            Route::Connect | Route::Unknown => None,
        })
    }

    /// Whether the screen was reached by Back or Forward: the browser shows what was in sight of it then.
    pub(crate) fn is_back(self) -> bool {
        self.back.get_value()
    }

    /// Opens a screen: a new entry in the history.
    pub(crate) fn open(self, route: &Route) {
        let address = route.address();
        self.asking(Box::new(move || self.write(&address, true)));
    }

    /// The same for a part of the screen, such as a page of its table: it is drawn first, and the history follows. A
    /// browser takes a millisecond for an entry, and more of its other processes.
    pub(crate) fn turn(self, route: &Route) {
        let address = route.address();
        self.catch_up();
        self.show(&address, false);
        self.behind.set_value(Some(address));
        when_seen(move || self.catch_up());
    }

    /// Changes the address of the same screen: no new entry.
    pub(crate) fn replace(self, route: &Route) {
        self.write(&route.address(), false);
    }

    /// The same where the address is said more exactly: what was left out of it stays named.
    pub(crate) fn amend(self, route: &Route) {
        let dropped = self.parsed.with_untracked(|parsed| parsed.dropped.clone());
        self.replace(route);
        if !dropped.is_empty() {
            self.parsed.update(|parsed| parsed.dropped = dropped);
        }
    }

    /// The same where a part of the address means nothing here: it is left out and named.
    pub(crate) fn replace_without(self, route: &Route, name: &str) {
        self.amend(route);
        self.parsed.update(|parsed| parsed.dropped.push(name.to_owned()));
    }

    /// Asks before the screen is left while that is `needed`, until the current owner is gone: one question at a
    /// time, so that a second Back while it is asked changes nothing. What is given says whether to ask, in a dialog
    /// of the screen's own.
    pub(crate) fn ask_before(self, needed: impl Fn() -> bool + 'static) -> Leaving {
        let leaving = Leaving { way_out: RwSignal::new_local(None) };
        self.guard.set_value(Some(Rc::new(Guard { needed: Box::new(needed), leaving })));
        on_cleanup(move || self.unguard());
        leaving
    }

    /// Leaves without being asked: what was unsaved is saved or thrown away.
    pub(crate) fn unguard(self) {
        self.guard.set_value(None);
    }

    /// Does what leaves the screen, once the person agrees.
    fn asking(self, leave: Leave) {
        let guard = self.guard.get_value();
        let leave: Leave = Box::new(move || {
            self.unguard();
            leave();
        });
        match guard.filter(|guard| (guard.needed)()) {
            None => leave(),
            Some(guard) => {
                let way_out = guard.leaving.way_out;
                if way_out.with_untracked(Option::is_none) {
                    way_out.set(Some(leave));
                }
            }
        }
    }

    /// Adds the entry that the history does not have yet.
    fn catch_up(self) {
        if let Some(address) = self.behind.try_update_value(Option::take).flatten() {
            push(&address);
        }
    }

    /// A click on a link to another screen, while there is something to be asked.
    fn follow_link(self, event: &MouseEvent) {
        let other = event.default_prevented() || event.ctrl_key() || event.meta_key() || event.shift_key();
        if other || self.guard.with_value(Option::is_none) {
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
        self.behind.set_value(None);
        let fragment = current_fragment();
        let here = self.parsed.with_untracked(|parsed| parsed.route.address());
        let leaves = Route::parse(&fragment).route.address() != here;
        if !leaves || self.guard.with_value(Option::is_none) {
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
            self.back.set_value(back);
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

/// The whole address of a screen, to be given to somebody.
pub(crate) fn link_to(route: &Route) -> String {
    let here = window().location().href().unwrap_or_default();
    let page = here.split('#').next().unwrap_or_default();
    [page, &route.address()].concat()
}

fn current_fragment() -> String {
    window().location().hash().unwrap_or_default()
}
