//! What is done after an attempt that failed: wait and read once more, wait for the network, or give up.
//!
//! Only reads are ever made again: a write is looked at instead (`write.rs`). Nothing here waits or sends.

use std::time::Duration;

use super::error::{Error, ErrorKind};
use super::http::Method;
use super::relay::RelayFault;
use crate::model::Timestamp;

/// How long all the waiting for one read may take.
const IN_ALL: Duration = Duration::from_secs(30);

/// Milliseconds before each further attempt where the provider has a fault or the connection was lost.
const AFTER_FAULT: &[u64] = &[500, 1_500];

/// The same where the provider asks for fewer requests.
const AFTER_THROTTLING: &[u64] = &[1_000, 2_000, 4_000];

/// An attempt that failed.
#[derive(Clone, Copy, Debug)]
pub struct Failed<'a> {
    /// What was asked for.
    pub method: Method,
    /// What came of it.
    pub error: &'a Error,
    /// What `Retry-After` says, if it can be read.
    pub retry_after: Option<Duration>,
    /// Whether this connection has ever been answered. One that was not is more likely refused by the browser than lost.
    pub answered: bool,
    /// Whether who asks looks again by itself, so that a fault is waited out already.
    pub looks_again: bool,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    /// How long has been waited before it.
    pub waited: Duration,
}

/// What is done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The read is made again after a while.
    After(Duration),
    /// It is made again when the device is on a network, if somebody waits for that. It is no attempt.
    WhenOnline,
    /// It has failed.
    GiveUp,
}

impl Failed<'_> {
    /// What is done next. `chance` is a number from 0 to less than 1: it makes a wait up to a quarter shorter or longer.
    #[must_use]
    pub fn next(&self, chance: f64) -> Next {
        if self.method != Method::Get {
            return Next::GiveUp;
        }
        if self.error.kind == ErrorKind::Offline {
            return Next::WhenOnline;
        }
        let nth = self.attempt.saturating_sub(1) as usize;
        let Some(planned) = self.waits().get(nth) else { return Next::GiveUp };
        let spread = Duration::from_millis(*planned).mul_f64(0.75 + chance.clamp(0.0, 1.0) / 2.0);
        // The provider knows better, and is never asked sooner.
        let wait = self.retry_after.map_or(spread, |told| told.max(spread));
        if self.waited.saturating_add(wait) > IN_ALL { Next::GiveUp } else { Next::After(wait) }
    }

    /// How many attempts there are at most.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        u32::try_from(self.waits().len() + 1).unwrap_or(u32::MAX)
    }

    /// The waits before each further attempt. What a provider refuses for a documented reason would be refused again, and
    /// after a time limit somebody has waited long enough.
    fn waits(&self) -> &'static [u64] {
        match (self.error.kind, self.error.status) {
            _ if self.looks_again => &[],
            (ErrorKind::Throttled, _) => AFTER_THROTTLING,
            (ErrorKind::Unavailable | ErrorKind::Relay(RelayFault::NoAnswer), Some(500 | 502..=504)) => {
                AFTER_FAULT
            }
            (ErrorKind::NoResponse, None) if self.answered => AFTER_FAULT,
            _ => &[],
        }
    }
}

/// Reads `Retry-After`: seconds, or a time, which says how long only beside the provider's `now`. RFC 9110, section 10.2.3.
#[must_use]
pub(super) fn retry_after(text: &str, now: Option<Timestamp>) -> Option<Duration> {
    let text = text.trim();
    let seconds = match text.parse::<u64>() {
        Ok(seconds) => seconds,
        Err(_) => u64::try_from(Timestamp::parse_http_date(text)?.since(now?)).unwrap_or_default(),
    };
    Some(Duration::from_secs(seconds))
}

#[cfg(test)]
#[path = "retry_tests.rs"]
mod tests;
