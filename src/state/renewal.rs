//! When a site's credential endpoint is asked for the next credentials, so that work never meets the end of those that are
//! held. All times are the device's: an end is what it is by that clock.

use crate::model::Timestamp;

/// Percent of a life after which the next credentials are asked for: somewhere between these two, so that pages that were
/// opened together do not ask together.
const PERCENT: [i64; 2] = [60, 80];
/// Seconds before the end by which they are asked for at the latest, where a life is long enough.
const MARGIN: i64 = 120;
/// Credentials that last no longer than so many seconds are over: a request is on its way for a while.
const OVER: i64 = 5;
/// Seconds between two attempts, at the beginning and at most.
const PAUSES: [i64; 2] = [5, 300];
/// Seconds after which a refusal has nothing to do with an earlier one.
const LONG_AGO: i64 = 900;

/// Credentials that an endpoint has handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// When they came.
    since: Timestamp,
    /// When they end; `None` when nobody knows.
    end: Option<Timestamp>,
}

impl Held {
    /// Credentials that came at a time of the device's clock, with their end by the provider's clock, which is `ahead` by
    /// so many seconds, where that is known. Where it is not, an end in the past says nothing: the device may be wrong.
    #[must_use]
    pub fn new(since: Timestamp, end: Option<Timestamp>, ahead: Option<i64>) -> Self {
        let end = end.map(|end| end.plus(ahead.unwrap_or_default().saturating_neg()));
        Held { since, end: end.filter(|end| ahead.is_some() || *end > since) }
    }

    /// When the next ones are to be asked for. `chance` is any number: it says where between the earliest and the latest.
    fn due(self, chance: u8) -> Option<Timestamp> {
        let life = self.end?.since(self.since).max(0);
        let [earliest, latest] = PERCENT;
        let share = earliest * 255 + (latest - earliest) * i64::from(chance);
        let part = life.saturating_mul(share) / (100 * 255);
        Some(self.since.plus(part.min(life - MARGIN.min(life / 5))))
    }

    /// Whether nothing is to be signed with them any more, if others can be had.
    #[must_use]
    pub fn is_over(self, now: Timestamp) -> bool {
        self.left(now).is_some_and(|left| left <= OVER)
    }

    /// Whether their end is so near that an endpoint that has nothing newer is told.
    #[must_use]
    pub fn is_nearly_over(self, now: Timestamp) -> bool {
        self.left(now).is_some_and(|left| left <= MARGIN)
    }

    fn left(self, now: Timestamp) -> Option<i64> {
        self.end.map(|end| end.since(now))
    }
}

/// Whether credentials with the end `answered` are better than those with the end `held`. Of an end that nobody said,
/// nothing is known, so the newer ones are taken.
#[must_use]
pub fn replaces(held: Option<Timestamp>, answered: Option<Timestamp>) -> bool {
    held.zip(answered).is_none_or(|(held, answered)| answered > held)
}

/// What became of the attempts so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// Those in a row that brought nothing.
    vain: u32,
    /// When the next may be made, after one that brought nothing.
    not_before: Option<Timestamp>,
    /// Refusals in a row of credentials that had not ended, and when the last was.
    refusals: u32,
    refused_at: Option<Timestamp>,
}

impl Attempts {
    /// When the endpoint is to be asked next; `None` while no end is known.
    #[must_use]
    pub fn next(&self, held: &[Held], now: Timestamp, chance: u8) -> Option<Timestamp> {
        let due = held.iter().filter_map(|held| held.due(chance)).min()?;
        Some(self.waits_until(now).map_or(due, |until| due.max(until)))
    }

    /// Whether it may be asked now, when a request needs it.
    #[must_use]
    pub fn may_ask(&self, now: Timestamp) -> bool {
        self.waits_until(now).is_none_or(|until| until <= now)
    }

    /// The end of the pause. One that is longer than any was made by a clock that has been set back since.
    fn waits_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.not_before.filter(|until| until.since(now) <= PAUSES[1] * 2)
    }

    /// An attempt brought nothing: the next comes after a pause that grows, and before the end of what is held if that is
    /// still to come.
    pub fn failed(&mut self, held: &[Held], now: Timestamp, chance: u8) {
        self.vain = self.vain.saturating_add(1);
        let jittered = pause(self.vain) * (128 + i64::from(chance)) / 256;
        let left = held.iter().filter_map(|held| held.left(now)).filter(|left| *left > OVER).min();
        let wait = left.map_or(jittered, |left| jittered.min(left / 2));
        self.not_before = Some(now.plus(wait.max(1)));
    }

    /// An attempt brought what was wanted.
    pub fn succeeded(&mut self) {
        self.vain = 0;
        self.not_before = None;
    }

    /// The provider has refused credentials as ended, whatever their end: whether the endpoint is to be asked. A provider
    /// that refuses everything must not be answered by asking at once, again and again.
    #[must_use]
    pub fn asks_after_refusal(&mut self, now: Timestamp) -> bool {
        let apart = self.refused_at.map(|at| now.since(at)).filter(|apart| (0..LONG_AGO).contains(apart));
        match apart {
            Some(apart) if apart < pause(self.refusals) => return false,
            Some(_) => self.refusals = self.refusals.saturating_add(1),
            None => self.refusals = 1,
        }
        self.refused_at = Some(now);
        true
    }
}

/// Seconds between an attempt and the next, after so many in vain.
fn pause(vain: u32) -> i64 {
    let [first, most] = PAUSES;
    first.saturating_mul(1 << vain.saturating_sub(1).min(16)).min(most)
}

#[cfg(test)]
#[path = "renewal_tests.rs"]
mod tests;
