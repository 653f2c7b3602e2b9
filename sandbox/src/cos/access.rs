//! Who may pass: time, key, token and signature, each refused with the code of
//! wire/cos.md section 3. The order of the checks is not documented; what a
//! user can repair by waiting or by a new token comes before "the signature
//! does not match".

use time::{Duration, OffsetDateTime};

use crate::call::{Call, host_name};
use crate::clock;
use crate::cos::error;
use crate::cos::signature::{Claim, Span};
use crate::credential::Credential;
use crate::error::{Error, Reason};
use crate::log::Auth;

/// How far ahead a signature's time may start; unconfirmed.
const ALLOWED_SKEW: Duration = Duration::minutes(15);

/// What a request is checked against.
pub(crate) struct Rules<'a> {
    /// By the provider's clock.
    pub(crate) now: OffsetDateTime,
    pub(crate) key: &'a dyn Fn(&str) -> Option<Credential>,
    /// Status and code for an expired token.
    pub(crate) expired_token: (u16, &'static str),
    /// Whether a signature must cover Host.
    pub(crate) host_signature_required: bool,
}

/// How the request was signed, or why it is refused.
pub(crate) fn check(call: &Call, rules: &Rules<'_>) -> Result<Auth, Error> {
    let Some(claim) = Claim::read(call)? else {
        return Err(error::of(Reason::NoPermission));
    };
    for span in [&claim.sign_time, &claim.key_time] {
        check_time(span, rules.now)?;
    }
    if rules.host_signature_required && !claim.header_list.iter().any(|name| name == "host") {
        return Err(error::of(Reason::NoPermission));
    }
    let credential = check_key_and_token(&claim, rules)?;
    check_signature(call, &claim, &credential)?;
    Ok(claim.auth)
}

fn check_time(span: &Span, now: OffsetDateTime) -> Result<(), Error> {
    if now.unix_timestamp() > span.end {
        Err(has_expired())
    } else if span.start.saturating_sub(now.unix_timestamp()) > ALLOWED_SKEW.whole_seconds() {
        Err(too_skewed(now))
    } else {
        Ok(())
    }
}

pub(crate) fn has_expired() -> Error {
    Error::access_denied("Request has expired")
}

pub(crate) fn too_skewed(now: OffsetDateTime) -> Error {
    Error::new(
        403,
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
    )
    .extra("ServerTime", clock::seconds(now))
}

pub(crate) fn unknown_key() -> Error {
    Error::new(403, "InvalidAccessKeyId", "The Access Key Id you provided does not exist in our records")
}

fn check_key_and_token(claim: &Claim, rules: &Rules<'_>) -> Result<Credential, Error> {
    let credential = (rules.key)(&claim.secret_id).ok_or_else(unknown_key)?;
    match (&claim.token, &credential.token) {
        // To the service a temporary key without its token is a key that is
        // not there.
        (None, Some(_)) => Err(unknown_key()),
        (sent, issued) if sent != issued => {
            Err(Error::new(403, "InvalidToken", "The provided token is malformed or otherwise invalid."))
        }
        (sent, _) if rules.now >= credential.expires => {
            let token = sent.as_deref().unwrap_or_default();
            Err(error::of(Reason::TokenExpired(token, rules.expired_token)))
        }
        _ => Ok(credential),
    }
}

fn check_signature(call: &Call, claim: &Claim, key: &Credential) -> Result<(), Error> {
    // Unconfirmed with a port; the vendor's clients sign with and without it.
    let host = call.header("host").unwrap_or_default().to_ascii_lowercase();
    let texts = [host.as_str(), host_name(&host)].map(|host| claim.http_string(call, host));
    let matches =
        |text: &String| claim.expected_signature(&key.secret, &claim.string_to_sign(text)) == claim.signature;
    if texts.iter().any(matches) {
        return Ok(());
    }
    let [http_string, _] = texts;
    Err(Error::new(403, "SignatureDoesNotMatch", "The Signature you specified is invalid.")
        .extra("StringToSign", claim.string_to_sign(&http_string))
        .extra("FormatString", http_string))
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
