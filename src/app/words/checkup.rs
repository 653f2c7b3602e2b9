//! The words for the steps of a check of a connection.

use super::Words;
use crate::app::i18n::t_string;
use crate::app::services::deployment::own_origin;
use crate::doctor::finding::Finding;
use crate::doctor::report::Told;
use crate::doctor::verdict::{Because, EXACT, State, TOLERANCE};
use crate::doctor::{Checkup, Probe, Step, Timed};
use crate::model::Connection;
use crate::model::visible::marked;
use crate::provider::error::ErrorKind;
use crate::provider::examine::{Examined, FirstPage};

impl Words {
    /// What a step is called.
    pub(crate) fn step(self, step: Step) -> &'static str {
        let i18n = self.i18n;
        match step {
            Step::SecureContext => t_string!(i18n, doctor.step_secure),
            Step::Online => t_string!(i18n, doctor.step_online),
            Step::Host => t_string!(i18n, doctor.step_host),
            Step::SimpleRead => t_string!(i18n, doctor.step_simple),
            Step::PreflightRead => t_string!(i18n, doctor.step_preflight),
            Step::Clock => t_string!(i18n, doctor.step_clock),
            Step::Token => t_string!(i18n, doctor.step_token),
            Step::Signature => t_string!(i18n, doctor.step_signature),
            Step::List => t_string!(i18n, doctor.step_list),
            Step::Get => t_string!(i18n, doctor.step_get),
        }
    }

    /// Where a step is.
    pub(crate) fn step_state(self, state: &State) -> &'static str {
        let i18n = self.i18n;
        match state {
            State::Waiting => t_string!(i18n, doctor.state_waiting),
            State::Running => t_string!(i18n, doctor.state_running),
            State::Passed => t_string!(i18n, doctor.state_passed),
            State::Failed(finding) if finding.is_mild() => t_string!(i18n, doctor.state_mild),
            State::Failed(_) => t_string!(i18n, doctor.state_failed),
            State::Unknown => t_string!(i18n, doctor.state_unknown),
            State::Skipped(_) => t_string!(i18n, doctor.state_skipped),
        }
    }

    /// All that is told of a step.
    pub(crate) fn told(self, checkup: &Checkup, step: Step, connection: &Connection) -> Told {
        let state = checkup.state(step);
        let (seen, answer) = match &state {
            State::Waiting | State::Running => Default::default(),
            State::Skipped(because) => (vec![self.because(*because)], Vec::new()),
            state => (self.seen(checkup, step, state), self.answer(checkup, step)),
        };
        let (finding, texts) = match &state {
            State::Failed(finding) => (self.finding(step, finding, connection).into(), self.texts(finding)),
            _ => Default::default(),
        };
        let (name, state) = (self.step(step).to_owned(), self.step_state(&state).to_owned());
        Told { name, state, seen, answer, finding, texts }
    }

    fn because(self, because: Because) -> String {
        let i18n = self.i18n;
        match because {
            Because::Of(step) => t_string!(i18n, doctor.because, step = self.step(step)),
            Because::HeadersOnly => t_string!(i18n, doctor.because_headers).to_owned(),
            Because::NoRule => t_string!(i18n, doctor.because_no_rule).to_owned(),
            Because::Stopped => t_string!(i18n, doctor.because_stopped).to_owned(),
        }
    }

    /// What a step has shown, in sentences.
    fn seen(self, checkup: &Checkup, step: Step, state: &State) -> Vec<String> {
        let i18n = self.i18n;
        let evidence = &checkup.evidence;
        let passed = *state == State::Passed;
        let one = |words: String| vec![words];
        match step {
            Step::SecureContext if passed => {
                let origin = own_origin();
                one(t_string!(i18n, doctor.seen_secure, origin = origin))
            }
            Step::Online if passed => one(t_string!(i18n, doctor.seen_online).to_owned()),
            Step::Host => evidence.host.iter().map(|host| self.host_seen(host)).collect(),
            Step::SimpleRead => {
                let mut seen: Vec<_> = evidence.simple.iter().map(|read| self.read_seen(read)).collect();
                if checkup.query_is_refused() {
                    seen.push(t_string!(i18n, doctor.seen_query_refused).to_owned());
                }
                seen
            }
            Step::PreflightRead => {
                let mut seen: Vec<_> = evidence.preflight.iter().map(|read| self.read_seen(read)).collect();
                if checkup.setting.own_origin {
                    seen.push(t_string!(i18n, doctor.seen_own).to_owned());
                }
                seen
            }
            Step::Clock => one(self.clock_seen(checkup, state)),
            Step::Token if passed => self.token_seen(checkup),
            Step::Token => one(t_string!(i18n, doctor.unknown_token).to_owned())
                .into_iter()
                .filter(|_| *state == State::Unknown)
                .collect(),
            Step::Signature if passed => one(match evidence.answer() {
                Some((read, _)) if read.outcome.is_err() => t_string!(i18n, doctor.seen_signature_rights),
                _ => t_string!(i18n, doctor.seen_signature),
            }
            .to_owned()),
            Step::Signature if *state == State::Unknown => {
                one(t_string!(i18n, doctor.unknown_signature).to_owned())
            }
            Step::List if passed => one(t_string!(i18n, doctor.seen_list).to_owned()),
            Step::Get => evidence.rule.iter().map(|(id, read)| self.rule_seen(id, read)).collect(),
            _ if *state == State::Unknown => one(t_string!(i18n, doctor.unknown).to_owned()),
            _ => Vec::new(),
        }
    }

    fn host_seen(self, host: &Timed<Probe>) -> String {
        match host.value {
            Probe::Answered => t_string!(self.i18n, doctor.seen_host, millis = host.millis),
            _ => t_string!(self.i18n, doctor.seen_nothing, millis = host.millis),
        }
    }

    fn read_seen(self, read: &Timed<Examined<FirstPage>>) -> String {
        let (i18n, millis) = (self.i18n, read.millis);
        let Some(status) = read.value.status else {
            return t_string!(i18n, doctor.seen_nothing, millis = millis);
        };
        match &read.value.outcome {
            Ok(page) if page.more => {
                t_string!(i18n, doctor.seen_more, status = status, millis = millis, count = page.rules)
            }
            Ok(page) => {
                t_string!(i18n, doctor.seen_rules, status = status, millis = millis, count = page.rules)
            }
            Err(error) if error.answer.is_some() => {
                t_string!(i18n, doctor.seen_refusal, status = status, millis = millis)
            }
            Err(_) => t_string!(i18n, doctor.seen_other, status = status, millis = millis),
        }
    }

    fn rule_seen(self, id: &str, read: &Timed<Examined<()>>) -> String {
        let (i18n, millis) = (self.i18n, read.millis);
        match (&read.value.outcome, read.value.status) {
            (Err(error), _) if error.kind == ErrorKind::NoSuchRule => {
                t_string!(i18n, doctor.unknown_rule, id = marked(id))
            }
            (_, Some(status)) => {
                t_string!(i18n, doctor.seen_rule, status = status, millis = millis, id = marked(id))
            }
            (_, None) => t_string!(i18n, doctor.seen_nothing, millis = millis),
        }
    }

    fn clock_seen(self, checkup: &Checkup, state: &State) -> String {
        let i18n = self.i18n;
        match checkup.evidence.seconds_ahead() {
            Some(ahead) if ahead.abs() <= EXACT => t_string!(i18n, doctor.seen_clock_same).to_owned(),
            Some(ahead) if ahead > 0 => {
                t_string!(i18n, doctor.seen_clock_behind, apart = self.apart(ahead))
            }
            Some(ahead) => t_string!(i18n, doctor.seen_clock_ahead, apart = self.apart(ahead)),
            None if *state == State::Passed => {
                t_string!(i18n, doctor.seen_clock_taken, minutes = TOLERANCE / 60)
            }
            None => t_string!(i18n, doctor.unknown_clock).to_owned(),
        }
    }

    fn token_seen(self, checkup: &Checkup) -> Vec<String> {
        let i18n = self.i18n;
        let end = match checkup.evidence.end {
            None => t_string!(i18n, doctor.seen_end_unknown).to_owned(),
            Some((end, now)) => match end.since(now) {
                left @ 1.. => {
                    t_string!(i18n, doctor.seen_end, time = self.time(end), left = self.span(left))
                }
                _ => t_string!(i18n, doctor.seen_end_over, time = self.time(end)),
            },
        };
        vec![t_string!(i18n, doctor.seen_token).to_owned(), end]
    }

    /// The provider's own words at a step, under their names.
    fn answer(self, checkup: &Checkup, step: Step) -> Vec<(String, String)> {
        let evidence = &checkup.evidence;
        let of_page = |read: &Timed<Examined<FirstPage>>| {
            (read.value.outcome.as_ref().err().cloned(), read.value.request_id.clone())
        };
        let of_rule = |read: &Timed<Examined<()>>| {
            (read.value.outcome.as_ref().err().cloned(), read.value.request_id.clone())
        };
        let answer = match step {
            Step::SimpleRead => evidence.simple.as_ref().map(of_page),
            Step::PreflightRead => evidence.preflight.as_ref().map(of_page),
            Step::Get => evidence.rule.as_ref().map(|(_, read)| of_rule(read)),
            _ => None,
        };
        let Some((error, request_id)) = answer else { return Vec::new() };
        let answer = error.and_then(|error| error.answer).map(|answer| *answer).unwrap_or_default();
        let i18n = self.i18n;
        [
            (t_string!(i18n, error.code), answer.code),
            (t_string!(i18n, error.ec), answer.ec),
            (t_string!(i18n, error.message), answer.message),
            (t_string!(i18n, error.request_id), request_id),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
    }

    fn texts(self, finding: &Finding) -> Vec<(String, Vec<String>)> {
        let Finding::Mismatch(Some(texts)) = finding else { return Vec::new() };
        let i18n = self.i18n;
        let names = [t_string!(i18n, doctor.ours), t_string!(i18n, doctor.theirs)];
        let lines = [texts.ours.clone(), texts.theirs.clone()];
        names.into_iter().map(str::to_owned).zip(lines).collect()
    }
}
