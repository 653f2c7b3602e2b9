//! Whether the device is on a network, and what waits until it is. Only the browser's "no" can be trusted: a network need
//! not lead anywhere.

use std::cell::{Cell, RefCell};

use leptos::{ev, prelude::*};

use super::wake::{Wake, Waker};
use crate::provider::http::Waited;

// Not in a context: a transport, which knows of none, waits for it.
thread_local! {
    static WAITING: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
    static PATIENT: Cell<u32> = const { Cell::new(0) };
}

/// The context: whether there is a network.
#[derive(Clone, Copy)]
struct Online(ReadSignal<bool>);

/// Follows it from now on.
pub(super) fn provide() {
    let (online, set_online) = signal(is_online());
    window_event_listener(ev::offline, move |_| set_online.set(false));
    window_event_listener(ev::online, move |_| {
        set_online.set(true);
        look_again();
    });
    provide_context(Online(online));
}

/// Whether there is a network.
pub(crate) fn use_online() -> ReadSignal<bool> {
    expect_context::<Online>().0
}

/// The same at this moment.
pub(crate) fn is_online() -> bool {
    window().navigator().on_line()
}

/// Has everybody look again who waits for a network.
pub(crate) fn look_again() {
    WAITING.take().iter().for_each(|waker| waker.wake(Waited::Over));
}

/// Waits for something to look at again.
pub(crate) async fn changes() {
    let wake = Wake::new();
    wake_when_back(wake.waker());
    wake.wait().await;
}

/// Ends the waiting when there is a network again.
pub(crate) fn wake_when_back(waker: Waker) {
    match is_online() {
        true => waker.wake(Waited::Over),
        false => WAITING.with_borrow_mut(|waiting| waiting.push(waker)),
    }
}

/// While it lives, somebody waits for the network: what a run over rules reads is read when it is back.
pub(crate) struct Patience(());

impl Patience {
    /// Begins.
    pub(crate) fn begin() -> Self {
        PATIENT.set(PATIENT.get() + 1);
        Patience(())
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        PATIENT.set(PATIENT.get() - 1);
    }
}

/// Whether somebody waits for the network.
pub(crate) fn is_awaited() -> bool {
    PATIENT.get() > 0
}
