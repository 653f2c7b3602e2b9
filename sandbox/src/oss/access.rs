//! Who may pass: clock, key, token, life and signature, each refused with the
//! code and the elements of wire/oss.md section 6. The order of the checks is
//! not documented; what a user can repair by waiting or by a new token comes
//! before "the signature does not match".

use time::{Duration, OffsetDateTime};

use crate::clock;
use crate::credential::Credential;
use crate::log::Auth;
use crate::oss::error::Error;
use crate::oss::signature::{Claim, Form, Request};

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
}

/// How the request was signed, or why it is refused.
pub(crate) fn check(request: &Request<'_>, rules: &Rules<'_>) -> Result<Auth, Error> {
    let Some(claim) = Claim::read(request)? else {
        return Err(Error::no_permission());
    };
    check_time(&claim, rules.now)?;
    check_scope(&claim, rules.region)?;
    let credential = check_key_and_token(&claim, rules)?;
    check_signature(request, &claim, &credential)?;
    Ok(match claim.form {
        Form::Header => Auth::Header,
        Form::Query { .. } => Auth::Query,
    })
}

fn check_time(claim: &Claim, now: OffsetDateTime) -> Result<(), Error> {
    let Some(signed_at) = clock::read_basic(&claim.timestamp) else {
        return Err(Error::access_denied("OSS authentication requires a valid Date."));
    };
    match claim.form {
        Form::Header if (now - signed_at).abs() > ALLOWED_SKEW => Err(Error::new(
            403,
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
        )
        .extra("MaxAllowedSkewMilliseconds", ALLOWED_SKEW.whole_milliseconds().to_string())
        .extra("RequestTime", clock::milliseconds(signed_at))
        .extra("ServerTime", clock::milliseconds(now))
        .ec("0002-00000504")),
        Form::Header => Ok(()),
        Form::Query { expires_seconds } => {
            let expires = signed_at.saturating_add(Duration::seconds(expires_seconds));
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
    }
}

fn check_scope(claim: &Claim, region: &str) -> Result<(), Error> {
    if claim.timestamp.get(..8) != Some(&claim.date) {
        return Err(Error::invalid_argument(
            "Credential",
            &claim.date,
            "Invalid signing date in Authorization header.",
        ));
    }
    if claim.region != region {
        return Err(Error::invalid_argument(
            "Credential",
            &claim.region,
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
        return Err(Error::token_expired(claim.token.as_deref().unwrap_or_default()));
    }
    Ok(credential)
}

fn check_signature(request: &Request<'_>, claim: &Claim, key: &Credential) -> Result<(), Error> {
    let canonical_request = claim.canonical_request(request);
    let string_to_sign = claim.string_to_sign(&canonical_request);
    if claim.expected_signature(&key.secret, &string_to_sign) == claim.signature {
        return Ok(());
    }
    let bytes: Vec<String> = string_to_sign.bytes().map(|byte| format!("{byte:02X} ")).collect();
    Err(Error::new(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    )
    .extra("OSSAccessKeyId", &claim.access_key_id)
    .extra("SignatureProvided", &claim.signature)
    .extra("StringToSign", string_to_sign)
    .extra("StringToSignBytes", bytes.concat())
    .extra("CanonicalRequest", canonical_request)
    .ec("0002-00000040"))
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
