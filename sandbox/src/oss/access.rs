//! Who may pass: clock, key, token, life and signature, each refused with the
//! code and the elements of wire/oss.md section 6. The order of the checks is
//! not documented; what a user can repair by waiting or by a new token comes
//! before "the signature does not match".

use time::{Duration, OffsetDateTime};

use crate::call::Call;
use crate::clock;
use crate::credential::Credential;
use crate::error::{Error, Reason};
use crate::log::Auth;
use crate::oss::error::{self, invalid_argument};
use crate::oss::signature::v4::Scoped;
use crate::oss::signature::{Claim, Version, v1};

/// The service's tolerance, both ways.
const ALLOWED_SKEW: Duration = Duration::minutes(15);

/// What a request is checked against.
pub(crate) struct Rules<'a> {
    /// By the provider's clock.
    pub(crate) now: OffsetDateTime,
    /// The region of the bucket.
    pub(crate) region: &'a str,
    pub(crate) key: &'a dyn Fn(&str) -> Option<Credential>,
    /// Whether a token was issued with any key at all.
    pub(crate) is_issued: &'a dyn Fn(&str) -> bool,
    /// Whether the bucket takes V1, as old ones do.
    pub(crate) accepts_v1: bool,
    /// Status and code for an expired token.
    pub(crate) expired_token: (u16, &'static str),
}

/// How the request was signed, or why it is refused.
pub(crate) fn check(call: &Call, rules: &Rules<'_>) -> Result<Auth, Error> {
    let Some(claim) = Claim::read(call)? else {
        return Err(error::of(Reason::NoPermission));
    };
    match &claim.version {
        Version::V1(_) if !rules.accepts_v1 => {
            return Err(Error::access_denied(
                "The signature version of this request is not supported for this bucket.",
            )
            .ec("0002-00000080"));
        }
        Version::V1(time) => check_v1_time(time, rules.now)?,
        Version::V4(scoped) => {
            check_v4_time(scoped, rules.now)?;
            check_scope(scoped, rules.region)?;
        }
    }
    let credential = check_key_and_token(&claim, rules)?;
    check_signature(call, &claim, &credential)?;
    Ok(claim.auth)
}

fn check_v1_time(time: &v1::Time, now: OffsetDateTime) -> Result<(), Error> {
    match time {
        v1::Time::Date(text) => check_skew(clock::read_http(text), now),
        // It does not say when it was signed.
        v1::Time::Expires(seconds) => {
            check_life(now, OffsetDateTime::UNIX_EPOCH + Duration::seconds((*seconds).into()), now)
        }
    }
}

fn check_v4_time(scoped: &Scoped, now: OffsetDateTime) -> Result<(), Error> {
    let signed_at = clock::read_basic(&scoped.timestamp);
    match (scoped.expires_seconds, signed_at) {
        (Some(seconds), Some(signed_at)) => {
            check_life(signed_at, signed_at.saturating_add(Duration::seconds(seconds)), now)
        }
        _ => check_skew(signed_at, now),
    }
}

/// A signature in the headers is good for a while around its time.
fn check_skew(signed_at: Option<OffsetDateTime>, now: OffsetDateTime) -> Result<(), Error> {
    let Some(signed_at) = signed_at else {
        return Err(Error::access_denied("OSS authentication requires a valid Date."));
    };
    if (now - signed_at).abs() <= ALLOWED_SKEW {
        return Ok(());
    }
    Err(Error::new(
        403,
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
    )
    .extra("MaxAllowedSkewMilliseconds", ALLOWED_SKEW.whole_milliseconds().to_string())
    .extra("RequestTime", clock::milliseconds(signed_at))
    .extra("ServerTime", clock::milliseconds(now))
    .ec("0002-00000504"))
}

/// A signature in the query is good until it expires.
fn check_life(signed_at: OffsetDateTime, expires: OffsetDateTime, now: OffsetDateTime) -> Result<(), Error> {
    let refused = |message: &str, ec| {
        Err(Error::access_denied(message)
            .extra("Expires", clock::milliseconds(expires))
            .extra("ServerTime", clock::milliseconds(now))
            .ec(ec))
    };
    if now > expires {
        refused("Request has expired.", "0002-00000069")
    } else if signed_at - now > ALLOWED_SKEW {
        refused("Request is not yet valid.", "0002-00000235")
    } else {
        Ok(())
    }
}

fn check_scope(scoped: &Scoped, region: &str) -> Result<(), Error> {
    if scoped.timestamp.get(..8) != Some(&scoped.date) {
        return Err(invalid_argument(
            "Credential",
            &scoped.date,
            "Invalid signing date in Authorization header.",
        ));
    }
    if scoped.region != region {
        return Err(invalid_argument(
            "Credential",
            &scoped.region,
            "Invalid signing region in Authorization header.",
        ));
    }
    Ok(())
}

fn check_key_and_token(claim: &Claim, rules: &Rules<'_>) -> Result<Credential, Error> {
    let unknown_key = || {
        Error::new(
            403,
            "InvalidAccessKeyId",
            "The OSS Access Key Id you provided does not exist in our records.",
        )
        .extra("OSSAccessKeyId", &claim.access_key_id)
        .ec("0002-00000902")
    };
    let credential = (rules.key)(&claim.access_key_id).ok_or_else(unknown_key)?;
    // To the service an STS key without its token is a key that is not there.
    if claim.token.is_none() && credential.token.is_some() {
        return Err(unknown_key());
    }
    if claim.token != credential.token {
        if claim.token.as_deref().is_some_and(rules.is_issued) {
            return Err(Error::new(
                403,
                "AccessKeyIdAndSecurityTokenNotMatch",
                "The access key id and the security token do not belong together.",
            ));
        }
        return Err(Error::new(403, "InvalidSecurityToken", "The security token you provided is invalid.")
            .ec("0002-00000006"));
    }
    if rules.now >= credential.expires {
        return Err(error::of(Reason::TokenExpired(
            claim.token.as_deref().unwrap_or_default(),
            rules.expired_token,
        )));
    }
    Ok(credential)
}

fn check_signature(call: &Call, claim: &Claim, key: &Credential) -> Result<(), Error> {
    let expected = claim.expected(call, &key.secret);
    if expected.signature == claim.signature {
        return Ok(());
    }
    let text = expected.string_to_sign;
    let bytes: Vec<String> = text.bytes().map(|byte| format!("{byte:02X} ")).collect();
    let error = Error::new(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    )
    .extra("OSSAccessKeyId", &claim.access_key_id)
    .extra("SignatureProvided", &claim.signature)
    .extra("StringToSign", text)
    .extra("StringToSignBytes", bytes.concat());
    let error = match expected.canonical_request {
        Some(canonical_request) => error.extra("CanonicalRequest", canonical_request),
        None => error,
    };
    Err(error.ec("0002-00000040"))
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
