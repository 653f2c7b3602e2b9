//! Something to wait for that can be ended from several sides; the first one counts.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::provider::http::Waited;

/// Waits.
pub(crate) struct Wake {
    promise: Promise,
    waker: Waker,
}

/// Ends the waiting, however often it is asked to.
#[derive(Clone)]
pub(crate) struct Waker(Function);

impl Wake {
    /// Something new to wait for.
    pub(crate) fn new() -> Self {
        let mut waker = None;
        let promise = Promise::new(&mut |resolve, _| waker = Some(Waker(resolve)));
        Wake { promise, waker: waker.expect("a promise calls what it is made with at once") }
    }

    /// What ends it.
    pub(crate) fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Waits for its end.
    pub(crate) async fn wait(self) -> Waited {
        let how = JsFuture::from(self.promise).await.ok().and_then(|how| how.as_f64());
        [Waited::Stopped, Waited::GivenUp]
            .into_iter()
            .find(|waited| how == Some(code(*waited)))
            .unwrap_or(Waited::Over)
    }
}

impl Waker {
    /// Ends it so.
    pub(crate) fn wake(&self, how: Waited) {
        let called = self.0.call1(&JsValue::UNDEFINED, &code(how).into());
        debug_assert!(called.is_ok());
    }

    /// Ends it after a while.
    pub(crate) fn wake_after(&self, time: std::time::Duration) {
        let waker = self.clone();
        set_timeout(move || waker.wake(Waited::Over), time);
    }
}

/// As the browser holds it.
fn code(how: Waited) -> f64 {
    match how {
        Waited::Over => 0.0,
        Waited::GivenUp => 1.0,
        Waited::Stopped => 2.0,
    }
}
