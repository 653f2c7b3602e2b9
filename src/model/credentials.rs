//! Temporary credentials: held in memory, never printed.

use super::Timestamp;
use super::echo::{without, without_signatures};

/// A text that must not be shown, logged or stored. Its `Debug` is a placeholder and it has no
/// `Display`; reading it takes [`Secret::expose`], a call that can be searched for.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Secret(text.into())
    }

    /// The text itself, for signing and for the request only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What STS hands out: a key that works only with its token and only for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// `STS.…` for OSS. Not a secret by itself, but shown nowhere either.
    pub access_key_id: String,
    /// Signs; never leaves the page.
    pub access_key_secret: Secret,
    /// Sent with every request.
    pub security_token: Secret,
    /// When the token stops working; `None` when nobody said.
    pub expires_at: Option<Timestamp>,
    /// The account in whose name they are, where it was said beside them. No secret.
    pub account: Option<String>,
}

impl Credentials {
    /// Whether the credentials are known to have ended at `now`.
    #[must_use]
    pub fn expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// `text` with every secret of these credentials in it replaced by `…`, in whatever way it is written there, and
    /// every signature that is named as one. Providers echo tokens in some error texts; this is the last gate
    /// before a provider's words reach the screen.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let secrets = [&self.security_token, &self.access_key_secret];
        let text = secrets.into_iter().fold(text.to_owned(), |text, secret| without(&text, secret.expose()));
        without_signatures(&text)
    }
}

/// What is known of the end of credentials. Only the provider's clock says that they have ended: a device's may be ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeLeft {
    /// Nothing: nobody said when it is, or only the device's clock says that it has passed, and the provider has taken the
    /// credentials since.
    Unknown,
    /// Seconds until then, by the provider's clock; negative when they have ended.
    Certain(i64),
    /// The same by the device's clock alone.
    Supposed(i64),
}

impl TimeLeft {
    /// Of an end by the provider's clock, at a time of the device. `ahead`: seconds by which the provider's clock is ahead,
    /// once it was told. `taken_at`: when by the device's clock the provider took the credentials last.
    #[must_use]
    pub fn of(
        end: Option<Timestamp>,
        now: Timestamp,
        ahead: Option<i64>,
        taken_at: Option<Timestamp>,
    ) -> Self {
        let Some(end) = end else { return TimeLeft::Unknown };
        match ahead {
            Some(ahead) => TimeLeft::Certain(end.since(now.plus(ahead))),
            // So the device's clock is ahead, and nobody knows by how much. Who cuts off fractions names a second in which
            // they still count.
            None if taken_at.is_some_and(|taken| taken > end) => TimeLeft::Unknown,
            None => TimeLeft::Supposed(end.since(now)),
        }
    }

    /// Seconds until the end, by the better of the two clocks.
    #[must_use]
    pub fn seconds(self) -> Option<i64> {
        match self {
            TimeLeft::Unknown => None,
            TimeLeft::Certain(seconds) | TimeLeft::Supposed(seconds) => Some(seconds),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let credentials = Credentials {
            access_key_id: "STS.id".into(),
            access_key_secret: Secret::new("very-secret"),
            security_token: Secret::new("the-token"),
            expires_at: None,
            account: None,
        };
        let printed = format!("{credentials:?}");
        assert!(!printed.contains("very-secret") && !printed.contains("the-token"), "{printed}");
        assert_eq!(credentials.redact("it said the-token, very-secret."), "it said …, ….");
    }

    #[test]
    fn only_the_providers_clock_says_that_credentials_have_ended() {
        use TimeLeft::{Certain, Supposed, Unknown};
        // A life of 15 minutes; the device's clock is 20 minutes ahead, behind, or right.
        let (issued, life) = (1_773_475_750, 900);
        let end = Some(Timestamp(issued + life));
        let at = |device_ahead: i64, passed: i64| Timestamp(issued + device_ahead + passed);
        for (device_ahead, passed, told, taken, expected) in [
            (0, 0, None, None, Supposed(900)),
            (0, 901, None, None, Supposed(-1)),
            // Taken in the second in which they end.
            (0, 901, None, Some(900), Supposed(-1)),
            (0, 901, Some(0), None, Certain(-1)),
            // The provider has said nothing of its time yet.
            (1_200, 0, None, None, Supposed(-300)),
            // It has taken them, so they have not ended.
            (1_200, 10, None, Some(1), Unknown),
            (1_200, 0, Some(-1_200), None, Certain(900)),
            (1_200, 899, Some(-1_200), Some(1), Certain(1)),
            (1_200, 900, Some(-1_200), Some(1), Certain(0)),
            // A device that is behind calls ended ones fresh until the provider has said its time.
            (-1_200, 1_000, None, Some(1), Supposed(1_100)),
            (-1_200, 1_000, Some(1_200), Some(1), Certain(-100)),
        ] {
            let taken = taken.map(|passed| at(device_ahead, passed));
            let left = TimeLeft::of(end, at(device_ahead, passed), told, taken);
            assert_eq!(left, expected, "{device_ahead} {passed} {told:?} {taken:?}");
        }
        assert_eq!(TimeLeft::of(None, Timestamp(issued), Some(0), None), Unknown);
    }
}
