//! For tests that look how time grows with a text: the time that a thread has worked, so that what else the machine does
//! is not counted.

use std::time::Instant;

/// A moment of this thread, in seconds of its work.
///
/// Linux tells it in nanoseconds (`proc(5)`, `schedstat`); elsewhere it is the time on the wall since `start`.
pub(crate) fn worked(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse::<u64>().ok());
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64(), |worked| worked as f64 / 1e9)
}
