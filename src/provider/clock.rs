//! By how much the provider's clock is ahead of the device's, as far as its answers tell.
//!
//! The provider's clock decides when a signature is too old and when credentials have ended. It is told by `ServerTime` in
//! a refusal because of the time, and by `Date`, which a page may read only where the bucket's CORS rule exposes it and
//! which something on the way may have made: nginx writes its own. So `Date` counts only from the provider's own host,
//! and never against what a `ServerTime` has said.

use super::error::MOST_CORRECTED;
use crate::model::Timestamp;

/// Seconds from which a difference is one: answers are on their way for a moment, and `Date` is whole seconds.
const LEAST_CORRECTED: i64 = 30;

/// What is known of the provider's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ProviderClock {
    ahead: Option<i64>,
    /// Whether a `ServerTime` has said it.
    by_server_time: bool,
}

impl ProviderClock {
    /// Seconds by which it is ahead of the device's, once it was told; 0 where both agree.
    pub(super) fn ahead(self) -> Option<i64> {
        self.ahead
    }

    /// Takes in a `ServerTime`, at the device's time; gives whether signatures are made otherwise from now on. A time
    /// that is more than [`MOST_CORRECTED`] off is not believed.
    pub(super) fn server_time(&mut self, told: Timestamp, now: Timestamp) -> bool {
        self.take(told.since(now), true)
    }

    /// The same for a `Date` of the provider, in an answer that was asked for at `sent` and read at `now`.
    pub(super) fn date(&mut self, told: Timestamp, sent: Timestamp, now: Timestamp) -> bool {
        if self.by_server_time {
            return false;
        }
        // It was written at some time between the two.
        let ahead = if told < sent { told.since(sent) } else { told.since(now).max(0) };
        self.take(ahead, false)
    }

    fn take(&mut self, ahead: i64, by_server_time: bool) -> bool {
        if ahead.saturating_abs() > MOST_CORRECTED {
            return false;
        }
        let ahead = if ahead.abs() < LEAST_CORRECTED { 0 } else { ahead };
        let before = self.ahead.unwrap_or_default();
        // As good as the same: what was told first stays, so that nothing jumps.
        let ahead =
            if self.ahead.is_some() && (ahead - before).abs() < LEAST_CORRECTED { before } else { ahead };
        *self = ProviderClock { ahead: Some(ahead), by_server_time };
        ahead != before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_773_475_750);

    #[test]
    fn a_difference_counts_from_half_a_minute_to_a_day() {
        for (seconds, ahead, changes) in [
            (0, Some(0), false),
            (29, Some(0), false),
            (-29, Some(0), false),
            (30, Some(30), true),
            (-30, Some(-30), true),
            (1_200, Some(1_200), true),
            (MOST_CORRECTED, Some(MOST_CORRECTED), true),
            (-MOST_CORRECTED, Some(-MOST_CORRECTED), true),
            (MOST_CORRECTED + 1, None, false),
            (i64::MIN, None, false),
            (i64::MAX, None, false),
        ] {
            let mut clock = ProviderClock::default();
            let told = NOW.plus(seconds);
            assert_eq!(clock.server_time(told, NOW), changes, "{seconds}");
            assert_eq!(clock.ahead(), ahead, "{seconds}");
            let mut clock = ProviderClock::default();
            assert_eq!(clock.date(told, NOW, NOW), changes, "{seconds}");
            assert_eq!(clock.ahead(), ahead, "{seconds}");
        }
    }

    #[test]
    fn an_answer_that_was_long_on_its_way_is_no_wrong_clock() {
        let received = NOW.plus(100);
        for (told, ahead) in
            [(0, 0), (50, 0), (100, 0), (129, 0), (130, 30), (-29, 0), (-30, -30), (1_300, 1_200)]
        {
            let mut clock = ProviderClock::default();
            clock.date(NOW.plus(told), NOW, received);
            assert_eq!(clock.ahead(), Some(ahead), "{told}");
        }
    }

    #[test]
    fn what_a_server_time_says_stands_above_any_date() {
        let mut clock = ProviderClock::default();
        assert!(clock.date(NOW.plus(300), NOW, NOW));
        assert!(clock.server_time(NOW.plus(1_200), NOW));
        assert!(!clock.date(NOW.plus(300), NOW, NOW));
        assert_eq!(clock.ahead(), Some(1_200));
        // The device's clock was set meanwhile.
        assert!(clock.server_time(NOW, NOW));
        assert_eq!(clock.ahead(), Some(0));
    }

    #[test]
    fn a_second_more_or_less_is_no_news() {
        let mut clock = ProviderClock::default();
        assert!(clock.date(NOW.plus(1_200), NOW, NOW));
        assert!(!clock.date(NOW.plus(1_201), NOW, NOW));
        assert!(!clock.date(NOW.plus(1_180), NOW, NOW));
        assert_eq!(clock.ahead(), Some(1_200));
        assert!(clock.date(NOW, NOW, NOW));
        assert_eq!(clock.ahead(), Some(0));
    }
}
