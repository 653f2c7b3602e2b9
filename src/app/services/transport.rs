//! The network: `fetch` without cookies, caches, redirects or a referrer: the signature is all that a call says of its user.
//!
//! Nothing here is logged: addresses and headers carry the token.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::{Headers, RequestBuilder};
use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use super::attempts::Attempts;
use super::body::{self, BodyProblem};
use super::keeper::Keeper;
use super::network;
use super::wake::Wake;
use crate::provider::http::{Again, Method, Response, SignedRequest, Transport, TransportError, Waited};

/// How long nothing of an answer may come.
pub(crate) const TIME_LIMIT: Duration = Duration::from_secs(30);
/// Bytes of the largest answer read; a full list page is a twentieth of it.
const MAX_BYTES: usize = 8 << 20;

/// Sends signed requests with `fetch`.
#[derive(Clone)]
pub(crate) struct FetchTransport {
    lists: Rc<RefCell<Vec<AbortController>>>,
    attempts: Attempts,
    keeper: Keeper,
}

impl FetchTransport {
    /// Sends for a connection whose credentials are kept fresh.
    pub(super) fn of(keeper: Keeper) -> Self {
        FetchTransport { lists: Rc::default(), attempts: Attempts::default(), keeper }
    }

    /// Its requests that are under way.
    pub(crate) fn attempts(&self) -> Attempts {
        self.attempts.clone()
    }

    /// Stops the reading of pages that is under way, but for pages of a copy. Writes are never stopped so, nor is the read
    /// of one rule, which may be a part of one: only by who sees that it takes its time ([`Attempts::give_up`]).
    pub(crate) fn cancel_lists(&self) {
        self.attempts.stop_lists();
        for controller in self.lists.borrow_mut().drain(..) {
            controller.abort();
        }
    }
}

impl Transport for FetchTransport {
    async fn ready(&self) {
        self.keeper.ready().await;
    }

    async fn ended(&self, is_read: bool) {
        self.keeper.ended(is_read).await;
    }

    async fn send(&self, request: SignedRequest) -> Result<Response, TransportError> {
        if !is_read_alike(request.url()) {
            return Err(TransportError::WrongHost);
        }
        let limit = Limit::start(TIME_LIMIT);
        if request.can_be_stopped() {
            self.lists.borrow_mut().push(limit.controller.clone());
        }
        let under_way = self.attempts.sent(&request, &limit.controller);
        let outcome = fetch(&request, &limit).await;
        drop(under_way);
        self.lists.borrow_mut().retain(|controller| *controller != limit.controller);
        match outcome {
            Ok(response) => Ok(response),
            Err(BodyProblem::TooLarge) => Err(TransportError::TooLarge),
            Err(BodyProblem::Broken) if limit.passed.get() => Err(TransportError::TimedOut),
            Err(BodyProblem::Broken) if self.attempts.was_not_awaited(&limit.controller) => {
                Err(TransportError::NotAwaited)
            }
            Err(BodyProblem::Broken) if limit.controller.signal().aborted() => Err(TransportError::Cancelled),
            Err(BodyProblem::Broken) if policy_forbade(request.url()).await => {
                Err(TransportError::BlockedByPolicy)
            }
            // Only its "no" can be trusted: a network need not lead anywhere.
            Err(BodyProblem::Broken) if !network::is_online() => Err(TransportError::Offline),
            Err(BodyProblem::Broken) => Err(TransportError::NoResponse),
        }
    }

    async fn wait(&self, again: Again) -> Waited {
        self.attempts.wait(again).await
    }

    fn chance(&self) -> f64 {
        js_sys::Math::random()
    }
}

async fn fetch(request: &SignedRequest, limit: &Limit) -> Result<Response, BodyProblem> {
    let headers = Headers::new();
    request.headers().iter().for_each(|(name, value)| headers.set(name, value));
    let builder = RequestBuilder::new(request.url())
        .method(match request.method() {
            Method::Get => gloo_net::http::Method::GET,
            Method::Post => gloo_net::http::Method::POST,
            Method::Put => gloo_net::http::Method::PUT,
            Method::Delete => gloo_net::http::Method::DELETE,
        })
        .headers(headers)
        // A second signed GET of the same address would be answered from the browser's cache.
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&limit.controller.signal()));
    let ready = match request.body() {
        // Bytes, because `fetch` would add a type of its own to a text.
        Some(body) => builder.body(js_sys::Uint8Array::from(body)),
        None => builder.build(),
    };
    let answer = ready.map_err(|_| BodyProblem::Broken)?.send().await.map_err(|_| BodyProblem::Broken)?;
    limit.put_off();
    Ok(Response {
        status: answer.status(),
        headers: answer.headers().entries().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect(),
        body: body::read_heard(&answer, MAX_BYTES, &|| limit.put_off()).await?,
    })
}

/// Whether the browser reads the address as we wrote it: another host would get the signature.
fn is_read_alike(url: &str) -> bool {
    web_sys::Url::new(url).is_ok_and(|parsed| parsed.href() == url)
}

/// A time limit on one request, and the way to stop it.
pub(crate) struct Limit {
    controller: AbortController,
    passed: Rc<Cell<bool>>,
    time: Duration,
    timer: Cell<Option<TimeoutHandle>>,
}

impl Limit {
    /// Ends the request when the controller is told so.
    pub(crate) fn signal(&self) -> web_sys::AbortSignal {
        self.controller.signal()
    }

    /// Starts the clock; dropping the limit stops it.
    pub(crate) fn start(limit: Duration) -> Self {
        let controller = AbortController::new().expect("every browser with WebAssembly has it");
        let started =
            Limit { controller, passed: Rc::new(Cell::new(false)), time: limit, timer: Cell::new(None) };
        started.put_off();
        started
    }

    /// Starts the clock again: something came.
    fn put_off(&self) {
        let (controller, passed) = (self.controller.clone(), Rc::clone(&self.passed));
        let stop = move || {
            passed.set(true);
            controller.abort();
        };
        let timer = set_timeout_with_handle(stop, self.time).ok();
        if let Some(before) = self.timer.replace(timer) {
            before.clear();
        }
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}

/// Resource timings would keep the whole address of a request, token and all, and some come late: a download that was
/// given up, for one. So there is room for none. Called once.
pub(crate) fn keep_no_timings() {
    if let Some(performance) = window().performance() {
        performance.set_resource_timing_buffer_size(0);
        performance.clear_resource_timings();
    }
}

// Not in a context: it is written where the browser calls, and read by a transport, which knows of none.
thread_local! {
    static FORBIDDEN_ORIGINS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Notes what the page's content policy refuses. Called once.
pub(crate) fn watch_policy() {
    let note = Closure::<dyn Fn(web_sys::SecurityPolicyViolationEvent)>::new(
        |event: web_sys::SecurityPolicyViolationEvent| {
            // A policy that only reports lets the request through.
            let forbids = event.disposition() == web_sys::SecurityPolicyViolationEventDisposition::Enforce;
            if forbids
                && event.effective_directive() == "connect-src"
                && let Ok(url) = web_sys::Url::new(&event.blocked_uri())
            {
                FORBIDDEN_ORIGINS.with_borrow_mut(|origins| origins.push(url.origin()));
            }
        },
    );
    let added =
        document().add_event_listener_with_callback("securitypolicyviolation", note.as_ref().unchecked_ref());
    debug_assert!(added.is_ok());
    note.forget();
}

/// Whether the policy is why there is no answer. Its event comes in a task of its own, so one is
/// waited for.
pub(super) async fn policy_forbade(url: &str) -> bool {
    next_task().await;
    let Ok(url) = web_sys::Url::new(url) else {
        return false;
    };
    FORBIDDEN_ORIGINS.with_borrow(|origins| origins.contains(&url.origin()))
}

/// Lets the browser do what it has queued.
pub(crate) async fn next_task() {
    let wake = Wake::new();
    wake.waker().wake_after(Duration::ZERO);
    wake.wait().await;
}
