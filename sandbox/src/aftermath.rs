//! What becomes of calls whose answers prove nothing: a call is carried out, or
//! not, or later, and what comes back does not say which. A client that takes
//! such an answer for a proof loses or doubles a rule.
//!
//! Set for a bucket by its handle, or by its name (README.md):
//! `done-OPERATION-ANSWER[-N]`, `undone-OPERATION-ANSWER[-N]` and
//! `late-OPERATION-SECONDS`. OPERATION is `put`, `delete` or `run`, ANSWER a
//! slug of [`Answer`], N counts calls from 1.

use std::time::Duration;

use crate::log::Operation;
use crate::provider::without_appid;

/// What becomes of one kind of call to a bucket. Calls that the provider
/// refuses for a reason of its own are refused as ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aftermath {
    /// The kind of call.
    pub operation: Operation,
    /// Only the n-th such call, from 1 on, since this was set; each if `None`.
    /// Calls that no access check refuses are counted, preflights are not.
    pub nth: Option<u64>,
    /// Whether its work is done.
    pub carried_out: CarriedOut,
    /// What it is answered with.
    pub answer: Answer,
}

/// Whether the work of a call is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarriedOut {
    /// Before the answer.
    AtOnce,
    /// Not at all.
    Never,
    /// So long after the call came; the answer does not wait for it. It is
    /// done on the rules as they are then.
    After(Duration),
}

/// An answer that does not say what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 500 `InternalError`, as the provider's own XML.
    Error500Xml,
    /// 502 with a page, as nginx writes it.
    Gateway502Html,
    /// 504 without a body.
    Empty504,
    /// The connection ends in the middle of the answer, which no page may read.
    CutOff,
    /// 200 with 12 MiB of XML.
    TooLarge,
    /// 307 to another path of the same host.
    Redirect,
    /// 200 with a page, as from a captive portal.
    Html200,
    /// 403 without a body.
    Empty403,
    /// 400 as the provider's own XML, with the code `SomethingNew`.
    UnknownCode400,
}

impl Answer {
    /// Every one, for tests that try them all.
    pub const ALL: [Self; 9] = [
        Self::Error500Xml,
        Self::Gateway502Html,
        Self::Empty504,
        Self::CutOff,
        Self::TooLarge,
        Self::Redirect,
        Self::Html200,
        Self::Empty403,
        Self::UnknownCode400,
    ];

    /// Its name in names of buckets: `500`, `502`, `504`, `cut`, `large`,
    /// `redirect`, `html`, `403` or `400`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Error500Xml => "500",
            Self::Gateway502Html => "502",
            Self::Empty504 => "504",
            Self::CutOff => "cut",
            Self::TooLarge => "large",
            Self::Redirect => "redirect",
            Self::Html200 => "html",
            Self::Empty403 => "403",
            Self::UnknownCode400 => "400",
        }
    }
}

impl Aftermath {
    /// The one that a bucket's name asks for.
    pub(crate) fn of_bucket(name: &str) -> Option<Self> {
        let mut words = without_appid(name).split('-');
        let kind = words.next()?;
        let operation = match words.next()? {
            "put" => Operation::Put,
            "delete" => Operation::Delete,
            "run" => Operation::RunOnce,
            _ => return None,
        };
        let (carried_out, answer) = match (kind, words.next()?) {
            ("done", slug) => (CarriedOut::AtOnce, of_slug(slug)?),
            ("undone", slug) => (CarriedOut::Never, of_slug(slug)?),
            // At most a minute, as a slow bucket.
            ("late", seconds) => {
                let wait = Duration::from_secs(seconds.parse::<u64>().ok()?.min(60));
                (CarriedOut::After(wait), Answer::Empty504)
            }
            _ => return None,
        };
        let nth = match words.next() {
            Some(_) if kind == "late" => return None,
            Some(number) => Some(number.parse().ok().filter(|nth| *nth > 0)?),
            None => None,
        };
        let is_all = words.next().is_none();
        is_all.then_some(Self { operation, nth, carried_out, answer })
    }
}

fn of_slug(slug: &str) -> Option<Answer> {
    Answer::ALL.into_iter().find(|answer| answer.slug() == slug)
}

/// Those of a bucket, each with the number of its calls since it was set.
#[derive(Debug, Clone, Default)]
pub(crate) struct Aftermaths(Vec<(Aftermath, u64)>);

impl Aftermaths {
    pub(crate) fn new(all: Vec<Aftermath>) -> Self {
        Self(all.into_iter().map(|aftermath| (aftermath, 0)).collect())
    }

    pub(crate) fn of_bucket(name: &str) -> Self {
        Self::new(Aftermath::of_bucket(name).into_iter().collect())
    }

    /// Counts a call and gives what becomes of it; of several the first.
    pub(crate) fn of_next_call(&mut self, operation: Operation) -> Option<Aftermath> {
        let mut found = None;
        for (aftermath, calls) in &mut self.0 {
            if aftermath.operation == operation {
                *calls += 1;
                let is_it = aftermath.nth.is_none_or(|nth| nth == *calls);
                found = found.or(is_it.then_some(*aftermath));
            }
        }
        found
    }
}

#[cfg(test)]
#[path = "aftermath_tests.rs"]
mod tests;
