//! The requests of the page's life, noted where they are sent (`state/request_log/` takes every secret out), and in memory
//! alone.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::web_sys;

use super::{clock, log};
use crate::provider::attempt::{Attempt, Ended, Observer};
use crate::provider::error::{Error, ErrorKind};
use crate::provider::http::Method;
use crate::provider::service;
use crate::route::Place;
use crate::state::request_log::{Answered, Begun, Entry, Operation, RequestLog};

// Not in a context: it is written by a client, and when an answer comes, which know of none.
thread_local! {
    static REQUESTS: RefCell<RequestLog> = const { RefCell::new(RequestLog::new()) };
}

/// Looks at the requests.
pub(crate) fn with_requests<T>(look: impl FnOnce(&RequestLog) -> T) -> T {
    REQUESTS.with_borrow(look)
}

/// Notes what a client sends.
#[derive(Debug)]
pub(super) struct Noted;

impl Observer for Noted {
    fn begins(&self, attempt: &Attempt<'_>) -> u32 {
        let Attempt { connection, call, signed, .. } = attempt;
        let (operation, rule) = Operation::of(call, service(connection.provider).id_parameter());
        let begun = Begun {
            at: clock::moment(),
            operation,
            place: Some(&Place::of(connection)),
            rule: rule.as_deref(),
            method: signed.method(),
            url: signed.url(),
            headers: signed.headers(),
            bytes: signed.body().map_or(0, <[u8]>::len),
            attempt: attempt.number,
        };
        begins(Entry::new(begun, attempt.credentials))
    }

    fn ends(&self, number: u32, ended: &Ended<'_>) {
        let &Ended { status, headers, bytes, request_id, error, credentials } = ended;
        let answered = Answered { at: clock::moment(), status, headers, bytes, request_id, error };
        REQUESTS.with_borrow_mut(|requests| requests.ends(number, &answered, credentials));
        log::tell();
    }
}

fn begins(entry: Entry) -> u32 {
    let number = REQUESTS.with_borrow_mut(|requests| requests.begins(entry));
    log::tell();
    number
}

/// What the page reads of its own site: its address without the query, its status and how long it takes, until this is
/// dropped. Nothing of the answer is noted: it may hold credentials.
pub(super) struct OwnRead {
    number: u32,
    status: Option<u16>,
}

impl OwnRead {
    /// It is about to be sent.
    pub(super) fn begin(operation: Operation, address: &str) -> Self {
        let base = document().base_uri().ok().flatten().unwrap_or_default();
        let url = web_sys::Url::new_with_base(address, &base).map(|url| url.href()).unwrap_or_default();
        let begun = Begun {
            at: clock::moment(),
            operation,
            place: None,
            rule: None,
            method: Method::Get,
            url: url.split('?').next().unwrap_or_default(),
            headers: &[],
            bytes: 0,
            attempt: 1,
        };
        OwnRead { number: begins(Entry::new(begun, &[])), status: None }
    }

    /// It is answered.
    pub(super) fn answered(&mut self, status: u16) {
        self.status = Some(status);
    }
}

impl Drop for OwnRead {
    fn drop(&mut self) {
        let none = Error::of_kind(ErrorKind::NoResponse);
        let answered = Answered {
            at: clock::moment(),
            status: self.status,
            headers: &[],
            bytes: 0,
            request_id: "",
            error: self.status.is_none().then_some(&none),
        };
        REQUESTS.with_borrow_mut(|requests| requests.ends(self.number, &answered, &[]));
        log::tell();
    }
}
