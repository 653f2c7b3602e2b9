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
}
