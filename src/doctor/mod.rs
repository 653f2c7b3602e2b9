//! A check of a connection, step by step, and what each step has shown: pure. Who gathers the evidence is in
//! `app/screens/doctor`; what it means is a function of it (`verdict.rs`).
//!
//! Only reads are made, and nobody is asked but the host of the connection.

pub mod finding;
pub mod report;
pub mod verdict;

use crate::model::Timestamp;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::examine::{Examined, FirstPage, ReadForm};

/// What is checked, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Whether the browser treats the page as safe: without it there are no locks, and nothing is saved.
    SecureContext,
    /// Whether the browser says that there is a network.
    Online,
    /// Whether anything answers at the host, without credentials; the browser hides what.
    Host,
    /// A read signed in the query, which the browser sends at once.
    SimpleRead,
    /// The same signed in headers: to another origin, the browser asks the bucket first.
    PreflightRead,
    /// The provider's time against the device's.
    Clock,
    /// Whether the provider takes key and token.
    Token,
    /// Whether it takes the signature.
    Signature,
    /// Whether rules may be listed.
    List,
    /// Whether one rule may be read.
    Get,
}

impl Step {
    /// Every step.
    pub const ALL: [Step; 10] = [
        Step::SecureContext,
        Step::Online,
        Step::Host,
        Step::SimpleRead,
        Step::PreflightRead,
        Step::Clock,
        Step::Token,
        Step::Signature,
        Step::List,
        Step::Get,
    ];

    /// The one behind it.
    #[must_use]
    pub fn next(self) -> Option<Step> {
        Step::ALL.into_iter().find(|step| *step > self)
    }
}

/// Something with the time that it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed<T> {
    /// Milliseconds.
    pub millis: u64,
    /// What it is.
    pub value: T,
}

/// What came of asking a host without credentials, where the browser hides the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// Something answered.
    Answered,
    /// Nothing did.
    NoAnswer,
    /// Nothing did in time.
    TooSlow,
    /// The page's own content policy forbids the host.
    Forbidden,
}

/// What a check goes by besides its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Reads are signed in headers alone, so that no token stands in an address: then none is signed otherwise here.
    pub headers_only: bool,
    /// The host is the page's own, where the browser asks nobody.
    pub own_origin: bool,
}

/// What was found so far; what was not looked at is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Whether the page is in a secure context.
    pub secure: Option<bool>,
    /// Whether the browser says that there is a network.
    pub online: Option<bool>,
    /// What came of asking the host.
    pub host: Option<Timed<Probe>>,
    /// The list, signed in the query.
    pub simple: Option<Timed<Examined<FirstPage>>>,
    /// The list, signed in headers.
    pub preflight: Option<Timed<Examined<FirstPage>>>,
    /// Seconds by which the provider's clock is ahead of the device's, as the connection knows it.
    pub ahead: Option<i64>,
    /// The end of the credentials, if it is known, and the time by the better of the two clocks.
    pub end: Option<(Timestamp, Timestamp)>,
    /// A rule of the bucket that was read before.
    pub known_rule: Option<String>,
    /// The rule that was read, and what came of it.
    pub rule: Option<(String, Timed<Examined<()>>)>,
}

impl Evidence {
    /// The answer that says most of what the provider thinks of the connection: rules rather than a refusal, and in which
    /// form the read was.
    #[must_use]
    pub fn answer(&self) -> Option<(&Examined<FirstPage>, ReadForm)> {
        let simple = self.simple.as_ref().map(|timed| (&timed.value, ReadForm::Query));
        let preflight = self.preflight.as_ref().map(|timed| (&timed.value, ReadForm::Header));
        let both = || simple.into_iter().chain(preflight).filter(|(read, _)| is_readable(read));
        both().find(|(read, _)| read.outcome.is_ok()).or_else(|| both().next())
    }

    /// The rule to be read: the first of the list, or else one that was read before.
    #[must_use]
    pub fn rule_to_read(&self) -> Option<(&str, ReadForm)> {
        let (read, form) = self.answer()?;
        let page = read.outcome.as_ref().ok()?;
        // A list without rules is the newest that is known.
        let known = self.known_rule.as_deref().filter(|_| page.rules > 0);
        Some((page.first.as_deref().or(known)?, form))
    }

    /// Seconds by which the provider's clock is ahead: as an answer says it, or as it is known before.
    #[must_use]
    pub fn seconds_ahead(&self) -> Option<i64> {
        let told =
            |read: &Option<Timed<Examined<FirstPage>>>| read.as_ref().and_then(|read| read.value.ahead);
        told(&self.simple).or_else(|| told(&self.preflight)).or(self.ahead)
    }
}

/// Whether the page could read an answer, and it was the provider's.
pub(crate) fn is_readable<R>(read: &Examined<R>) -> bool {
    read.status.is_some() && read.outcome.as_ref().map_or_else(|error| error.answer.is_some(), |_| true)
}

/// How far a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is at this step.
    At(Step),
    /// Somebody stopped it at this step.
    StoppedAt(Step),
    /// It has come to its end.
    Done,
}

/// A check, and what it has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkup {
    /// What it goes by.
    pub setting: Setting,
    /// What it has found.
    pub evidence: Evidence,
    /// How far it is.
    pub progress: Progress,
}

impl Checkup {
    /// One that begins.
    #[must_use]
    pub fn begin(setting: Setting, known_rule: Option<String>) -> Self {
        let evidence = Evidence { known_rule, ..Evidence::default() };
        Checkup { setting, evidence, progress: Progress::At(Step::SecureContext) }
    }

    /// Whether a signature in the query is refused, and the same in headers is taken.
    #[must_use]
    pub fn query_is_refused(&self) -> bool {
        let taken = |read: &Option<Timed<Examined<FirstPage>>>| {
            read.as_ref().filter(|read| is_readable(&read.value)).map(|read| read.value.outcome.is_ok())
        };
        taken(&self.evidence.simple) == Some(false) && taken(&self.evidence.preflight) == Some(true)
    }

    /// The step at which it is, while it goes on.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        match self.progress {
            Progress::At(step) => Some(step),
            Progress::StoppedAt(_) | Progress::Done => None,
        }
    }

    /// Stops it where it is.
    pub fn stop(&mut self) {
        if let Progress::At(step) = self.progress {
            self.progress = Progress::StoppedAt(step);
        }
    }

    /// Goes on to the next step, or to the end.
    pub fn go_on(&mut self) {
        if let Progress::At(step) = self.progress {
            self.progress = step.next().map_or(Progress::Done, Progress::At);
        }
    }
}

/// Whether a check may tell more of a failed call than its error does: not of one that is about a rule, or was stopped.
#[must_use]
pub fn helps(error: &Error) -> bool {
    match error.kind {
        ErrorKind::Cancelled
        | ErrorKind::NotAwaited
        | ErrorKind::RepeatedToken
        | ErrorKind::RepeatedPage
        | ErrorKind::EndlessList => false,
        ErrorKind::Clock
        | ErrorKind::Unreadable
        | ErrorKind::Unavailable
        | ErrorKind::Throttled
        | ErrorKind::Unexpected => true,
        _ => error.meets_every_rule(),
    }
}
