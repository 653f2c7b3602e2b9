//! How far a run over many is, and how long the rest may take. Times are what the caller's clock says, since any moment
//! that stays the same.

use std::time::Duration;

/// Of how many the pace is known well enough to tell the rest from it.
const ENOUGH: usize = 3;

/// The pace of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    total: usize,
    done: usize,
    began: Duration,
    /// When the last one was done.
    last: Duration,
}

impl Pace {
    /// Nothing done yet, of so many.
    #[must_use]
    pub fn new(total: usize, now: Duration) -> Self {
        Pace { total, done: 0, began: now, last: now }
    }

    /// One more has its result.
    pub fn done(&mut self, at: Duration) {
        self.done += 1;
        // A device's clock may be set back meanwhile.
        self.last = at.max(self.last);
    }

    /// How many have their result.
    #[must_use]
    pub fn count(&self) -> usize {
        self.done
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// What the rest takes if it goes on as it went so far; `None` while that is not known, and when nothing is left.
    #[must_use]
    pub fn left(&self, now: Duration) -> Option<Duration> {
        let rest = u32::try_from(self.total.saturating_sub(self.done)).ok()?;
        if self.done < ENOUGH || rest == 0 {
            return None;
        }
        let each = self.last.saturating_sub(self.began) / u32::try_from(self.done).ok()?;
        // One that takes longer than the others is expected at any moment; those behind it wait all the same.
        Some((each * rest).saturating_sub(now.saturating_sub(self.last).min(each)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// A run of `total`, begun at 100 s, of which one was done at each of these seconds.
    fn run(total: usize, done: &[u64]) -> Pace {
        let mut pace = Pace::new(total, seconds(100));
        done.iter().for_each(|at| pace.done(seconds(*at)));
        pace
    }

    #[test]
    fn the_rest_is_told_after_three_and_while_there_is_one() {
        for (total, done, now, left) in [
            (10, &[][..], 100, None),
            (10, &[102, 104], 104, None),
            (10, &[102, 104, 106], 106, Some(14)),
            // The one under way counts down to nothing, and no further.
            (10, &[102, 104, 106], 107, Some(13)),
            (10, &[102, 104, 106], 108, Some(12)),
            (10, &[102, 104, 106], 900, Some(12)),
            // All of them count, not only the last.
            (10, &[110, 111, 112], 112, Some(28)),
            (4, &[101, 102, 103], 200, Some(0)),
            // Several at once end together: the rest goes as fast as they do.
            (24, &[101, 101, 101, 101, 102, 102, 102, 102], 102, Some(4)),
            (3, &[101, 102, 103], 103, None),
            // More results than there should be are no reason to stop.
            (2, &[101, 102, 103], 103, None),
        ] {
            let pace = run(total, done);
            assert_eq!(pace.left(seconds(now)), left.map(seconds), "{total} {done:?} at {now}");
            assert_eq!((pace.count(), pace.total()), (done.len(), total));
        }
    }

    #[test]
    fn a_clock_that_is_set_back_makes_no_nonsense() {
        let pace = run(10, &[102, 40, 106]);
        assert_eq!(pace.left(seconds(106)), Some(seconds(14)));
        assert_eq!(pace.left(seconds(50)), Some(seconds(14)));
        assert_eq!(run(10, &[40, 41, 42]).left(seconds(43)), Some(seconds(0)));
    }
}
