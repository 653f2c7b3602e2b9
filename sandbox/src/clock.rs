//! The provider's clock and the forms in which providers write time.

use std::sync::atomic::{AtomicI64, Ordering};

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

/// This machine's clock, moved by a number of seconds that tests can change.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset_seconds: AtomicI64,
}

impl Clock {
    pub(crate) fn set_offset(&self, seconds: i64) {
        self.offset_seconds.store(seconds, Ordering::Relaxed);
    }

    pub(crate) fn now(&self) -> OffsetDateTime {
        let offset = Duration::seconds(self.offset_seconds.load(Ordering::Relaxed));
        OffsetDateTime::now_utc().saturating_add(offset)
    }
}

const BASIC: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");
const MILLISECONDS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
const SECONDS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
const HTTP: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

fn print(time: OffsetDateTime, form: &[BorrowedFormatItem<'_>]) -> String {
    // Formatting a UTC time by a fixed description has nothing to fail on
    // within the years that `time` can hold; an empty text would be seen.
    time.format(form).unwrap_or_default()
}

/// `20260314T080910Z`, the form of `x-oss-date`.
pub(crate) fn read_basic(text: &str) -> Option<OffsetDateTime> {
    PrimitiveDateTime::parse(text, BASIC).ok().map(PrimitiveDateTime::assume_utc)
}

/// The same way back, for requests of tests.
#[cfg(test)]
pub(crate) fn basic(time: OffsetDateTime) -> String {
    print(time, BASIC)
}

/// `Sat, 14 Mar 2026 08:09:10 GMT`, the form of Date headers.
pub(crate) fn read_http(text: &str) -> Option<OffsetDateTime> {
    PrimitiveDateTime::parse(text, HTTP).ok().map(PrimitiveDateTime::assume_utc)
}

/// `2026-03-14T08:09:10.000Z`, the form in error bodies.
pub(crate) fn milliseconds(time: OffsetDateTime) -> String {
    print(time, MILLISECONDS)
}

/// `2026-03-14T08:09:10Z`, the form of a credential's Expiration and of
/// COS's ServerTime.
pub(crate) fn seconds(time: OffsetDateTime) -> String {
    print(time, SECONDS)
}

/// `Sat, 14 Mar 2026 08:09:10 GMT`, the form of HTTP headers.
pub(crate) fn http(time: OffsetDateTime) -> String {
    print(time, HTTP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_in_every_form() {
        let moment = read_basic("20260314T080910Z").expect("a valid date");
        assert_eq!(moment.unix_timestamp(), 1_773_475_750);
        assert_eq!(milliseconds(moment), "2026-03-14T08:09:10.000Z");
        assert_eq!(seconds(moment), "2026-03-14T08:09:10Z");
        assert_eq!(http(moment), "Sat, 14 Mar 2026 08:09:10 GMT");
        assert_eq!(read_http(&http(moment)), Some(moment));
    }

    #[test]
    fn other_date_forms_are_not_read() {
        for text in ["", "2026-03-14T08:09:10Z", "20260314T080910", "20261314T080910Z"] {
            assert_eq!(read_basic(text), None, "{text}");
            assert_eq!(read_http(text), None, "{text}");
        }
    }
}
