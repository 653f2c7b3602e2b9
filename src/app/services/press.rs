//! What waits while something is being pressed. A field is checked when it is left, and the press of a button leaves it:
//! what is found then would push the button away from under the pointer, and the click would go nowhere.

use std::cell::RefCell;
use std::time::Duration;

use leptos::{ev, prelude::*};

/// What is to be done once the press is over.
type Waiting = Vec<Box<dyn FnOnce()>>;

thread_local! {
    /// Of the press that is under way; nothing between two presses.
    static WAITING: RefCell<Option<Waiting>> = const { RefCell::new(None) };
}

/// Follows the pointer from now on.
pub(super) fn watch() {
    window_event_listener(ev::pointerdown, |_| WAITING.set(Some(Waiting::new())));
    window_event_listener(ev::pointerup, |_| end());
    window_event_listener(ev::pointercancel, |_| end());
}

/// The click comes right behind the end of the press.
fn end() {
    set_timeout(|| WAITING.take().into_iter().flatten().for_each(|act| act()), Duration::ZERO);
}

/// Acts at once, or behind the click of the press that is under way.
pub(crate) fn after_press(act: impl FnOnce() + 'static) {
    let act = WAITING.with_borrow_mut(|waiting| match waiting {
        Some(waiting) => {
            waiting.push(Box::new(act));
            None
        }
        None => Some(act),
    });
    if let Some(act) = act {
        act();
    }
}
