//! How a sandbox starts.

use std::path::PathBuf;
use std::time::Duration;

/// How a sandbox starts. `Options::default()` is any free port, no site, no
/// latency, credentials for one hour and a clock that is right.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// The folder of the built console, as `cargo xtask dist` leaves it.
    pub site: Option<PathBuf>,
    /// Added to every answer of a provider (preflights too), not to site files.
    pub latency: Duration,
    /// Life of credentials whose request names none.
    pub credential_lifetime: Duration,
    /// Seconds by which the provider's clock is ahead of this machine's.
    pub clock_offset_seconds: i64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            site: None,
            latency: Duration::ZERO,
            credential_lifetime: Duration::from_secs(3600),
            clock_offset_seconds: 0,
        }
    }
}
