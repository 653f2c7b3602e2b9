//! What the evidence of a check means, step by step.

use super::finding::Finding;
use super::{Checkup, Evidence, Probe, Progress, Setting, Step, Timed, is_readable};
use crate::provider::error::{Error, ErrorKind, MOST_CORRECTED};
use crate::provider::examine::{Examined, FirstPage};

/// Seconds by which clocks may differ for a signature (15 minutes, at both providers as far as it is documented).
pub const TOLERANCE: i64 = 900;
/// Seconds that are not worth a word: a `Date` is that late at times.
pub const EXACT: i64 = 5;

/// Where a step is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It has not begun.
    Waiting,
    /// It goes on.
    Running,
    /// All is as it should be.
    Passed,
    /// Something is in the way.
    Failed(Finding),
    /// What was found says nothing about it.
    Unknown,
    /// It was left out.
    Skipped(Because),
}

/// Why a step was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// This earlier step failed.
    Of(Step),
    /// Tokens may not stand in addresses here.
    HeadersOnly,
    /// The bucket has no rule.
    NoRule,
    /// The check was stopped.
    Stopped,
}

impl Checkup {
    /// Where a step is.
    #[must_use]
    pub fn state(&self, step: Step) -> State {
        match self.progress {
            Progress::At(at) if step > at => State::Waiting,
            // What is left out is not begun.
            Progress::At(at) if step == at => self.blocker(step).map_or(State::Running, State::Skipped),
            Progress::StoppedAt(at) if step >= at => State::Skipped(Because::Stopped),
            _ => self.blocker(step).map_or_else(|| self.judged(step), State::Skipped),
        }
    }

    /// The finding that matters most: the first that is in the way of calls, or else any.
    #[must_use]
    pub fn main_finding(&self) -> Option<(Step, Finding)> {
        let found = |step| match self.state(step) {
            State::Failed(finding) => Some((step, finding)),
            _ => None,
        };
        let all = || Step::ALL.into_iter().filter_map(found);
        all().find(|(_, finding)| !finding.is_mild()).or_else(|| all().next())
    }

    /// Why a step is left out, by what was found in those before it.
    #[must_use]
    pub fn blocker(&self, step: Step) -> Option<Because> {
        let failed = |step: Step| {
            matches!(self.judged(step), State::Failed(finding) if !finding.is_mild())
                .then_some(Because::Of(step))
        };
        let behind = |earlier: Step| self.blocker(earlier).or_else(|| failed(earlier));
        match step {
            Step::SecureContext | Step::Online => None,
            Step::Host => failed(Step::Online),
            Step::SimpleRead if self.setting.headers_only => {
                behind(Step::Host).or(Some(Because::HeadersOnly))
            }
            Step::SimpleRead | Step::PreflightRead => behind(Step::Host),
            Step::Clock => match self.evidence.answer() {
                Some(_) => None,
                None => behind(Step::Host)
                    .or_else(|| failed(Step::SimpleRead))
                    .or(Some(Because::Of(Step::PreflightRead))),
            },
            Step::Token => behind(Step::Clock),
            Step::Signature => behind(Step::Token),
            Step::List => behind(Step::Signature),
            Step::Get => behind(Step::List)
                .or_else(|| self.evidence.rule_to_read().is_none().then_some(Because::NoRule)),
        }
    }

    /// What the evidence of a step means; [`State::Unknown`] where there is none.
    fn judged(&self, step: Step) -> State {
        let Checkup { setting, evidence, .. } = self;
        match step {
            Step::SecureContext => yes_or(evidence.secure, Finding::NotSecure),
            Step::Online => yes_or(evidence.online, Finding::Offline),
            Step::Host => evidence.host.as_ref().map_or(State::Unknown, |host| of_probe(host.value)),
            Step::SimpleRead => evidence.simple.as_ref().map_or(State::Unknown, |read| {
                of_read(read, || match &evidence.preflight {
                    Some(other) if is_readable(&other.value) => Finding::QueryBlocked,
                    _ => Finding::NotReadable,
                })
            }),
            Step::PreflightRead => evidence
                .preflight
                .as_ref()
                .map_or(State::Unknown, |read| of_read(read, || without_preflight(*setting, evidence))),
            Step::Clock => clock(evidence),
            Step::Token => token(evidence),
            Step::Signature => signature(evidence),
            Step::List => list(evidence),
            Step::Get => evidence.rule.as_ref().map_or(State::Unknown, |(_, read)| of_rule(&read.value)),
        }
    }
}

fn yes_or(answer: Option<bool>, otherwise: Finding) -> State {
    match answer {
        Some(true) => State::Passed,
        Some(false) => State::Failed(otherwise),
        None => State::Unknown,
    }
}

fn of_probe(probe: Probe) -> State {
    match probe {
        Probe::Answered => State::Passed,
        Probe::NoAnswer => State::Failed(Finding::Unreached),
        Probe::TooSlow => State::Failed(Finding::TooSlow),
        Probe::Forbidden => State::Failed(Finding::Forbidden),
    }
}

/// Of a read, whether the page may read the answer, whatever it says.
fn of_read(read: &Timed<Examined<FirstPage>>, hidden: impl FnOnce() -> Finding) -> State {
    let read = &read.value;
    if is_readable(read) {
        return State::Passed;
    }
    let Err(error) = &read.outcome else { return State::Passed };
    State::Failed(match error.kind {
        ErrorKind::NoResponse => hidden(),
        ErrorKind::Offline => Finding::Offline,
        ErrorKind::BlockedByPolicy => Finding::Forbidden,
        ErrorKind::TimedOut => Finding::TooSlow,
        // The credentials were forgotten meanwhile.
        ErrorKind::Cancelled => return State::Unknown,
        _ => match read.status {
            Some(status) => Finding::NotTheProvider(status),
            None => Finding::Call(error.clone()),
        },
    })
}

fn without_preflight(setting: Setting, evidence: &Evidence) -> Finding {
    let simple = evidence.simple.as_ref().is_some_and(|read| is_readable(&read.value));
    match (setting.own_origin, simple) {
        (true, _) => Finding::Unreached,
        (false, true) => Finding::PreflightRefused,
        (false, false) => Finding::NotReadable,
    }
}

/// What the provider has refused; `None` also where it has refused nothing.
fn refusal(evidence: &Evidence) -> Option<&Error> {
    evidence.answer()?.0.outcome.as_ref().err()
}

fn clock(evidence: &Evidence) -> State {
    let ahead = evidence.seconds_ahead();
    match (refusal(evidence).map(|error| error.kind), ahead) {
        (Some(ErrorKind::Clock), ahead) => State::Failed(Finding::ClockRefused(ahead)),
        (_, Some(ahead)) if ahead.abs() > TOLERANCE => State::Failed(match ahead.abs() > MOST_CORRECTED {
            true => Finding::ClockRefused(Some(ahead)),
            false => Finding::ClockOff(ahead),
        }),
        // A signature of this device's time was taken.
        (None, _) | (_, Some(_)) => State::Passed,
        (Some(_), None) => State::Unknown,
    }
}

fn token(evidence: &Evidence) -> State {
    let Some(error) = refusal(evidence) else { return State::Passed };
    match error.kind {
        ErrorKind::CredentialsExpired | ErrorKind::CredentialsRefused => {
            State::Failed(Finding::Call(error.clone()))
        }
        ErrorKind::Denied => State::Passed,
        // In which order a provider looks at things is documented nowhere.
        _ => State::Unknown,
    }
}

fn signature(evidence: &Evidence) -> State {
    let Some((read, _)) = evidence.answer() else { return State::Unknown };
    let Err(error) = &read.outcome else { return State::Passed };
    match error.kind {
        ErrorKind::SignatureMismatch => State::Failed(Finding::Mismatch(read.texts.clone())),
        ErrorKind::OlderSignature | ErrorKind::WrongRegion => State::Failed(Finding::Call(error.clone())),
        // A refusal for want of rights is not about the signature.
        ErrorKind::Denied => State::Passed,
        _ => State::Unknown,
    }
}

fn list(evidence: &Evidence) -> State {
    match refusal(evidence) {
        None => State::Passed,
        Some(error) => State::Failed(of_refusal(error)),
    }
}

fn of_rule(read: &Examined<()>) -> State {
    match &read.outcome {
        Ok(()) => State::Passed,
        // Deleted meanwhile: nothing is known of the right to read one.
        Err(error) if matches!(error.kind, ErrorKind::NoSuchRule | ErrorKind::Cancelled) => State::Unknown,
        Err(error) => State::Failed(of_refusal(error)),
    }
}

fn of_refusal(error: &Error) -> Finding {
    match error.kind {
        ErrorKind::Denied => Finding::Denied,
        _ => Finding::Call(error.clone()),
    }
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
