//! The requests of the page's life, as they can be shown and given away: nothing secret is in them.
//!
//! [`Entry::new`] and [`Entry::end`] are the only ways in. What is secret by its name goes first (`redacted.rs`), then whatever
//! holds a secret of the session's credentials, wherever it stands. Bodies are known by their size alone.

mod entry;
mod redacted;

use std::collections::VecDeque;

use crate::model::Credentials;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::http::Method;
use crate::route::Place;
pub use entry::{Answered, Begun, End, Entry, Operation, Said};
pub use redacted::REDACTED;

/// How many requests are kept; older ones are counted.
pub const KEPT: usize = 2_000;

/// Which requests are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words that are in them.
    pub text: String,
    /// Only those that have failed.
    pub failed: bool,
}

impl Wanted {
    /// Whether not all are looked for.
    #[must_use]
    pub fn is_narrower(&self) -> bool {
        self.failed || !self.text.trim().is_empty()
    }
}

/// A write that was sent, for the record of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The number of its request in the log.
    pub number: u32,
    /// What was sent.
    pub method: Method,
    /// The HTTP status of the answer, if there was one.
    pub status: Option<u16>,
    /// The provider's request id; empty when none could be read.
    pub request_id: String,
}

/// The last requests of the page's life, numbered as they began.
#[derive(Clone, Debug, Default)]
pub struct RequestLog {
    entries: VecDeque<Entry>,
    /// How many were dropped, which is the number of the first.
    dropped: u32,
}

impl RequestLog {
    /// Nothing was asked yet.
    #[must_use]
    pub const fn new() -> Self {
        RequestLog { entries: VecDeque::new(), dropped: 0 }
    }

    /// Notes a request; gives its number. The oldest one goes when there are [`KEPT`].
    pub fn begins(&mut self, entry: Entry) -> u32 {
        if self.entries.len() == KEPT {
            self.entries.pop_front();
            self.dropped = self.dropped.saturating_add(1);
        }
        let number = self.next();
        self.entries.push_back(entry);
        number
    }

    /// Notes its end, if it is still here.
    pub fn ends(&mut self, number: u32, answered: &Answered<'_>, credentials: &[&Credentials]) {
        let place = number.checked_sub(self.dropped).and_then(|place| usize::try_from(place).ok());
        if let Some(entry) = place.and_then(|place| self.entries.get_mut(place)) {
            entry.end(answered, credentials);
        }
    }

    /// The number of the next request.
    #[must_use]
    pub fn next(&self) -> u32 {
        self.dropped.saturating_add(u32::try_from(self.entries.len()).unwrap_or(u32::MAX))
    }

    /// A request by its number, if it is still here.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<&Entry> {
        let place = number.checked_sub(self.dropped)?;
        self.entries.get(usize::try_from(place).ok()?)
    }

    /// How many are here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many older ones were dropped.
    #[must_use]
    pub fn dropped(&self) -> u32 {
        self.dropped
    }

    /// The numbers of those that are looked for, the newest first. `name` says what an operation is called on the screen.
    #[must_use]
    pub fn found(&self, wanted: &Wanted, name: &dyn Fn(Operation) -> String) -> Vec<u32> {
        let words: Vec<String> = wanted.text.split_whitespace().map(str::to_lowercase).collect();
        let is_wanted = |entry: &Entry| {
            (!wanted.failed || entry.has_failed())
                && (words.is_empty() || entry.says(&words, &name(entry.said().operation)))
        };
        self.numbered().rev().filter(|(_, entry)| is_wanted(entry)).map(|(number, _)| number).collect()
    }

    /// The last request to a bucket that has ended with this error. Some errors are found in a good answer only when it is
    /// read: then it is the last one that was answered so.
    #[must_use]
    pub fn of_error(&self, place: &Place, error: &Error) -> Option<u32> {
        let request_id = error.answer.as_ref().map_or("", |answer| answer.request_id.as_str());
        let is_it = |end: &End| {
            end.kind == Some(error.kind) && end.status == error.status && end.request_id == request_id
        };
        let is_found_later = matches!(
            error.kind,
            ErrorKind::Unreadable
                | ErrorKind::RepeatedToken
                | ErrorKind::RepeatedPage
                | ErrorKind::EndlessList
        );
        let last = |is: &dyn Fn(&End) -> bool| {
            let mut here = self.numbered().rev().filter(|(_, entry)| entry.is_at(place));
            here.find(|(_, entry)| entry.ended().is_some_and(is)).map(|(number, _)| number)
        };
        last(&is_it).or_else(|| is_found_later.then(|| last(&|end| end.kind.is_none())).flatten())
    }

    /// The last request for something, if it is still here.
    #[must_use]
    pub fn last_of(&self, operation: Operation) -> Option<u32> {
        let mut last = self.numbered().rev();
        last.find(|(_, entry)| entry.said().operation == operation).map(|(number, _)| number)
    }

    /// The writes of a rule that were sent since a number was the next.
    #[must_use]
    pub fn writes_since(&self, next: u32, place: &Place, id: &str) -> Vec<Sent> {
        let is_it = |(number, entry): &(u32, &Entry)| {
            *number >= next
                && entry.is_of_write()
                && entry.is_at(place)
                && entry.said().rule.as_deref() == Some(id)
        };
        let sent = |(number, entry): (u32, &Entry)| Sent {
            number,
            method: entry.said().method,
            status: entry.ended().and_then(|end| end.status),
            request_id: entry.ended().map(|end| end.request_id.clone()).unwrap_or_default(),
        };
        // What is looked for is among the last.
        let mut found: Vec<Sent> =
            self.numbered().rev().take_while(|(number, _)| *number >= next).filter(is_it).map(sent).collect();
        found.reverse();
        found
    }

    fn numbered(&self) -> impl DoubleEndedIterator<Item = (u32, &Entry)> {
        let number = |place: usize| self.dropped.saturating_add(u32::try_from(place).unwrap_or(u32::MAX));
        (0..self.entries.len()).filter_map(move |place| Some((number(place), self.entries.get(place)?)))
    }
}

#[cfg(test)]
mod tests;
