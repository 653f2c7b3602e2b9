//! Numbers that are read at a glance: thousands apart, and bytes as a size.

/// A number with its thousands apart, such as `1,000`.
#[must_use]
pub fn thousands(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", thousands(number / 1_000), number % 1_000),
    }
}

/// The units, each 1,024 of the one before; bytes come before the first.
const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/// Bytes in the largest unit of which there is one at least, with a digit behind the point where it is no whole number:
/// `1.5 MiB`. `None` for less than a unit.
#[must_use]
pub fn in_units(bytes: u64) -> Option<String> {
    let at = bytes.checked_ilog2()? / 10;
    let unit = UNITS.get(at.checked_sub(1)? as usize)?;
    let one = 1_u64 << (10 * at);
    // What is left is less than one, and a tenth of it is found without running over.
    let (whole, tenths) = (bytes / one, (bytes % one) / (one / 1_024) * 10 / 1_024);
    Some(match tenths {
        0 => format!("{whole} {unit}"),
        _ => format!("{whole}.{tenths} {unit}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (number, expected) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (1_073_741_824, "1,073,741,824"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(thousands(number), expected);
        }
    }

    #[test]
    fn bytes_stand_in_the_largest_unit() {
        for (bytes, expected) in [
            (0, None),
            (1_023, None),
            (1_024, Some("1 KiB")),
            (1_536, Some("1.5 KiB")),
            (1_048_575, Some("1023.9 KiB")),
            (1_048_576, Some("1 MiB")),
            (1_500_000, Some("1.4 MiB")),
            (1_073_741_824, Some("1 GiB")),
            (5 << 40, Some("5 TiB")),
            (u64::MAX, Some("15.9 EiB")),
        ] {
            assert_eq!(in_units(bytes).as_deref(), expected, "{bytes}");
        }
    }
}
