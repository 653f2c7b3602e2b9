//! What a long step shows while it works: on a terminal one line that keeps itself
//! up to date, elsewhere (CI logs) a line every half minute.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

const QUIET: Duration = Duration::from_secs(30);

/// Numbers the steps of one command: `[2/5]`.
pub(crate) struct Progress {
    next: usize,
    total: usize,
}

impl Progress {
    /// For a command of `total` steps.
    pub(crate) fn new(total: usize) -> Self {
        Self { next: 1, total }
    }

    /// Begins the next step. `hope` is what it does and how long that takes.
    pub(crate) fn step(&mut self, name: &str, hope: &str) -> Step {
        let step = Step {
            title: format!("[{}/{}] {name}", self.next, self.total),
            started: Instant::now(),
            told: Instant::now(),
            terminal: std::io::stdout().is_terminal(),
        };
        self.next += 1;
        step.write(&format!("{} … {hope}", step.title), false);
        step
    }
}

/// A step under way.
pub(crate) struct Step {
    title: String,
    started: Instant,
    told: Instant,
    terminal: bool,
}

impl Step {
    /// Called often; tells only as often as is useful. `detail` is the tool's latest line.
    pub(crate) fn tick(&mut self, detail: &str) {
        let pause = if self.terminal { Duration::from_secs(1) } else { QUIET };
        if self.told.elapsed() < pause {
            return;
        }
        self.told = Instant::now();
        let elapsed = spoken(self.started.elapsed());
        let line = if detail.is_empty() {
            format!("{} … {elapsed}", self.title)
        } else {
            format!("{} … {elapsed}: {detail}", self.title)
        };
        self.write(&line, false);
    }

    /// Ends the step.
    pub(crate) fn done(self, outcome: &str) {
        let elapsed = spoken(self.started.elapsed());
        self.write(&format!("{}: {outcome} ({elapsed})", self.title), true);
    }

    fn write(&self, line: &str, last: bool) {
        let mut out = std::io::stdout().lock();
        // Trouble with writing progress must not fail the work itself.
        let _ = if self.terminal {
            let short: String = line.chars().take(78).collect();
            write!(out, "\r\x1b[K{short}{}", if last { "\n" } else { "" })
        } else {
            writeln!(out, "{line}")
        };
        let _ = out.flush();
    }
}

/// A duration as people say it: `2 min 10 s`.
pub(crate) fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_naturally() {
        assert_eq!(spoken(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(spoken(Duration::from_secs(42)), "42 s");
        assert_eq!(spoken(Duration::from_secs(130)), "2 min 10 s");
    }
}
