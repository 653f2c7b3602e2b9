//! A point in time, to the second, and the few forms in which the providers write it.
//!
//! `std` has no clock on wasm32, so the time is always an argument. The civil-date arithmetic is
//! the usual one over eras of 400 years; a date crate would add 12 KB to the bundle for it.

use serde::{Deserialize, Serialize};

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

const DAY: i64 = 86_400;

/// The months in `Date`.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A timestamp taken apart, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    /// The year, such as 2026.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

impl Timestamp {
    /// The UTC date and time of day.
    #[must_use]
    pub fn civil(self) -> Civil {
        let (days, time) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        // Days are counted from 0000-03-01, so that a leap day is the last day of its year.
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let small = |value: i64| u8::try_from(value).unwrap_or_default();
        Civil {
            year: era * 400 + year_of_era + i64::from(month <= 2),
            month: small(month),
            day: small(day),
            hour: small(time / 3_600),
            minute: small(time / 60 % 60),
            second: small(time % 60),
        }
    }

    /// The inverse of [`Timestamp::civil`]; `None` for a date that does not exist.
    #[must_use]
    pub fn from_civil(civil: Civil) -> Option<Self> {
        if !(0..=9_999).contains(&civil.year) || civil.hour > 23 || civil.minute > 59 || civil.second > 60 {
            return None;
        }
        let (month, day) = (i64::from(civil.month), i64::from(civil.day));
        let year = civil.year - i64::from(month <= 2);
        let month_from_march = (month + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
        let year_of_era = year.rem_euclid(400);
        let days = year.div_euclid(400) * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100
            + day_of_year
            - 719_468;
        let seconds = i64::from(civil.hour) * 3_600 + i64::from(civil.minute) * 60 + i64::from(civil.second);
        let timestamp = Timestamp(days * DAY + seconds);
        // A day such as 31 February comes back as another one.
        let back = timestamp.civil();
        (back.month == civil.month && back.day == civil.day).then_some(timestamp)
    }

    /// `20260314T080910Z`, as in `x-oss-date`.
    #[must_use]
    pub fn iso_basic(self) -> String {
        let c = self.civil();
        format!("{:04}{:02}{:02}T{:02}{:02}{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second)
    }

    /// `2026-03-14T08:09:10Z`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let c = self.civil();
        format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second)
    }

    /// `2026-03-14 16:09:10 UTC+8`, in a zone so many minutes ahead of UTC.
    #[must_use]
    pub fn zoned(self, ahead: i64) -> String {
        let c = Timestamp(self.0 + ahead * 60).civil();
        let (sign, hours, minutes) = (if ahead < 0 { '-' } else { '+' }, ahead.abs() / 60, ahead.abs() % 60);
        let zone = match (hours, minutes) {
            (0, 0) => "UTC".to_owned(),
            (_, 0) => format!("UTC{sign}{hours}"),
            _ => format!("UTC{sign}{hours}:{minutes:02}"),
        };
        format!(
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02} {zone}",
            c.year, c.month, c.day, c.hour, c.minute, c.second
        )
    }

    /// `Sat, 14 Mar 2026 08:09:10 GMT`, as in `Date` (RFC 9110).
    #[must_use]
    pub fn http_date(self) -> String {
        // 1970-01-01 was a Thursday.
        const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        let c = self.civil();
        let day = DAYS[usize::try_from(self.0.div_euclid(DAY).rem_euclid(7)).unwrap_or_default()];
        let month = MONTHS[usize::from(c.month.saturating_sub(1)) % 12];
        format!("{day}, {:02} {month} {:04} {:02}:{:02}:{:02} GMT", c.day, c.year, c.hour, c.minute, c.second)
    }

    /// Reads what [`Timestamp::http_date`] writes: the one form of RFC 9110 that is still made. The day of the week is not
    /// compared.
    #[must_use]
    pub fn parse_http_date(text: &str) -> Option<Self> {
        let (_, date) = text.trim().split_once(", ")?;
        let [day, month, year, time, "GMT"] = date.split(' ').collect::<Vec<_>>()[..] else { return None };
        let [hour, minute, second] = time.split(':').collect::<Vec<_>>()[..] else { return None };
        let small = |digits: &str| {
            let plain = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| digits.parse::<u8>().ok()).flatten()
        };
        let month = MONTHS.iter().position(|name| *name == month)? + 1;
        Timestamp::from_civil(Civil {
            year: Some(year).filter(|year| year.len() == 4)?.parse().ok()?,
            month: u8::try_from(month).ok()?,
            day: small(day)?,
            hour: small(hour)?,
            minute: small(minute)?,
            second: small(second)?,
        })
    }

    /// Reads `2015-04-09T11:52:19Z`, with or without a fraction, and with `Z` or an offset such
    /// as `+08:00`. `None` for anything else.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = |from: usize, to: usize| -> Option<i64> {
            let part = text.get(from..to)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let mark = |at: usize, wanted: &[u8]| text.as_bytes().get(at).is_some_and(|b| wanted.contains(b));
        if !(mark(4, b"-") && mark(7, b"-") && mark(10, b"Tt ") && mark(13, b":") && mark(16, b":")) {
            return None;
        }
        let small = |from, to| u8::try_from(number(from, to)?).ok();
        let local = Timestamp::from_civil(Civil {
            year: number(0, 4)?,
            month: small(5, 7)?,
            day: small(8, 10)?,
            hour: small(11, 13)?,
            minute: small(14, 16)?,
            second: small(17, 19)?,
        })?;
        let rest = text.get(19..)?;
        let zone = match rest.strip_prefix('.') {
            Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
            None => rest,
        };
        Some(Timestamp(local.0 - offset_seconds(zone)?))
    }

    /// This time moved by a number of seconds.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Timestamp(self.0.saturating_add(seconds))
    }

    /// How many seconds lie between `earlier` and this time; negative when it is later.
    #[must_use]
    pub fn since(self, earlier: Timestamp) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// The seconds of a zone written as `Z`, `+08:00` or `+0800`.
fn offset_seconds(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = zone.get(1..)?.chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value: i64 = digits.parse().ok()?;
    Some(sign * (value / 100 * 3_600 + value % 100 * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_it_is_written() {
        for seconds in [0, 951_826_210, 1_773_475_750, 253_402_300_799] {
            let time = Timestamp(seconds);
            assert_eq!(Timestamp::parse_http_date(&time.http_date()), Some(time));
        }
        for text in [
            "",
            "Sat, 14 Mar 2026 08:09:10",
            "Sat, 14 Mar 2026 08:09:10 UTC",
            "Sat, 14 mar 2026 08:09:10 GMT",
            "Sat, 30 Feb 2026 08:09:10 GMT",
            "Sat, 14 Mar 2026 24:09:10 GMT",
            "Sat, 14 Mar 26 08:09:10 GMT",
            "Sat, 4 Mar 2026 08:09:10 GMT",
            "Saturday, 14-Mar-26 08:09:10 GMT",
            "Sat, 14 Mar 2026 08:09 GMT",
            "2026-03-14T08:09:10Z",
            "清, 清 清 清 清 GMT",
        ] {
            assert_eq!(Timestamp::parse_http_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_zone_is_named_by_its_distance_from_utc() {
        let time = Timestamp(1_773_475_750);
        let zoned = [0, 480, -210, 345, -480].map(|ahead| time.zoned(ahead));
        assert_eq!(
            zoned,
            [
                "2026-03-14 08:09:10 UTC",
                "2026-03-14 16:09:10 UTC+8",
                "2026-03-14 04:39:10 UTC-3:30",
                "2026-03-14 13:54:10 UTC+5:45",
                "2026-03-14 00:09:10 UTC-8",
            ]
        );
    }

    #[test]
    fn basic_and_extended_forms_agree_with_the_vectors() {
        assert_eq!(Timestamp(1_773_475_750).iso_basic(), "20260314T080910Z");
        assert_eq!(Timestamp(1_773_475_750).rfc3339(), "2026-03-14T08:09:10Z");
        assert_eq!(Timestamp(0).rfc3339(), "1970-01-01T00:00:00Z");
        assert_eq!(Timestamp(951_782_400).rfc3339(), "2000-02-29T00:00:00Z");
        assert_eq!(Timestamp(253_402_271_999).rfc3339(), "9999-12-31T15:59:59Z");
    }

    #[test]
    fn reading_is_the_inverse_of_writing() {
        for seconds in (-62_135_596_800..253_402_300_799).step_by(86_400 * 37 + 12_345) {
            let at = Timestamp(seconds);
            assert_eq!(Timestamp::parse_rfc3339(&at.rfc3339()), Some(at));
        }
    }

    #[track_caller]
    fn check_read(text: &str, expected: Option<i64>) {
        assert_eq!(Timestamp::parse_rfc3339(text), expected.map(Timestamp), "{text}");
    }

    #[test]
    fn zones_and_fractions_are_understood() {
        check_read("2026-03-14T08:09:10.000Z", Some(1_773_475_750));
        check_read("2026-03-14T16:09:10+08:00", Some(1_773_475_750));
        check_read("2026-03-14T16:09:10.5+0800", Some(1_773_475_750));
        check_read(" 2026-03-14 08:09:10z ", Some(1_773_475_750));
    }

    #[test]
    fn what_is_not_a_time_is_refused() {
        for text in [
            "",
            "2026-03-14",
            "2026-02-30T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-03-14T08:09:10",
            "２０26-03-14T08:09:10Z",
            "2026-03-14T08:09:10+1",
        ] {
            check_read(text, None);
        }
    }
}
