//! Temporary credentials as both providers' STS hand them out (wire/oss.md
//! section 9, wire/cos.md section 6).

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use time::{Duration, OffsetDateTime};

use crate::bytes_text::base64;
use crate::clock;
use crate::provider::Provider;

/// Credentials that the sandbox has issued. Fresh and random each time.
#[derive(Clone)]
pub struct IssuedCredentials {
    /// OSS's AccessKeyId, which starts with `STS.`, or COS's TmpSecretId, which
    /// starts with `AKID`.
    pub access_key_id: String,
    /// 44 letters and digits.
    pub access_key_secret: String,
    /// More than 500 characters with `+`, `/` and `=` among them.
    pub security_token: String,
    /// UTC by the provider's clock, such as `2026-03-14T08:09:10Z`.
    pub expiration: String,
    /// The same in Unix seconds, COS's ExpiredTime.
    pub expired_time: i64,
}

impl std::fmt::Debug for IssuedCredentials {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "IssuedCredentials(until {})", self.expiration)
    }
}

/// What the provider remembers of issued credentials.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) provider: Provider,
    pub(crate) access_key_id: String,
    pub(crate) secret: String,
    /// `None` for a long-term key, which only the recorded vectors use: the
    /// sandbox issues none.
    pub(crate) token: Option<String>,
    pub(crate) expires: OffsetDateTime,
}

impl Credential {
    /// Fresh credentials that end at `expires`.
    pub(crate) fn random(provider: Provider, expires: OffsetDateTime) -> Self {
        let access_key_id = match provider {
            Provider::Oss => format!("STS.{}", alphanumeric::<24>()),
            Provider::Cos => format!("AKID{}", alphanumeric::<60>()),
        };
        Self {
            provider,
            access_key_id,
            secret: alphanumeric::<44>(),
            // 400 is one more than a multiple of three, so the text ends with
            // "=="; the prefix makes sure of "+" and "/".
            token: Some(format!("CAIS+/{}", base64(&random_bytes::<400>()))),
            expires,
        }
    }

    /// What is handed out.
    pub(crate) fn issued(&self) -> IssuedCredentials {
        IssuedCredentials {
            access_key_id: self.access_key_id.clone(),
            access_key_secret: self.secret.clone(),
            security_token: self.token.clone().unwrap_or_default(),
            expiration: clock::seconds(self.expires),
            expired_time: self.expires.unix_timestamp(),
        }
    }
}

/// All that were issued, of both providers, by their key.
#[derive(Default)]
pub(crate) struct Credentials {
    issued: Mutex<BTreeMap<String, Credential>>,
}

impl Credentials {
    /// A life of zero or less gives credentials that have expired.
    pub(crate) fn issue(
        &self,
        provider: Provider,
        now: OffsetDateTime,
        lifetime_seconds: i64,
    ) -> IssuedCredentials {
        // A year is longer than any test and safely inside the calendar.
        let seconds = lifetime_seconds.clamp(-31_536_000, 31_536_000);
        let credential = Credential::random(provider, now.saturating_add(Duration::seconds(seconds)));
        let issued = credential.issued();
        self.lock().insert(credential.access_key_id.clone(), credential);
        issued
    }

    /// A key of one provider is unknown to the other.
    pub(crate) fn of_key(&self, provider: Provider, access_key_id: &str) -> Option<Credential> {
        let credential = self.lock().get(access_key_id).cloned();
        credential.filter(|credential| credential.provider == provider)
    }

    /// Whether a token was issued with any key at all.
    pub(crate) fn has_token(&self, token: &str) -> bool {
        self.lock().values().any(|credential| credential.token.as_deref() == Some(token))
    }

    pub(crate) fn expire_all(&self) {
        for credential in self.lock().values_mut() {
            credential.expires = OffsetDateTime::UNIX_EPOCH;
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Credential>> {
        self.issued.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // Without randomness all keys are alike, which the demo survives: keys of
    // one sandbox protect nothing but made-up rules.
    let _ = getrandom::fill(&mut bytes);
    bytes
}

fn alphanumeric<const N: usize>() -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    random_bytes::<N>().iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
}
