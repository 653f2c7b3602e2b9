//! OSS, read from wire/oss.md alone. Left out: every call but the four on
//! inventory rules.

pub(crate) mod access;
pub(crate) mod check;
#[cfg(test)]
mod conversation_tests;
mod error;
pub(crate) mod seed;
pub(crate) mod signature;
#[cfg(test)]
pub(crate) mod test_signing;

use md5::{Digest as _, Md5};
use time::OffsetDateTime;

use crate::api::{Api, Write};
use crate::bucket::Bucket;
use crate::bytes_text::base64;
use crate::call::Call;
use crate::credential::Credentials;
use crate::error::{Error, Reason};
use crate::log::Auth;
use crate::oss::signature::Claim;
use crate::provider::Provider;
use crate::reply::Reply;
use crate::switches::Switches;

/// Alibaba Cloud's service.
pub(crate) struct Oss;

impl Api for Oss {
    fn error(&self, reason: Reason<'_>) -> Error {
        error::of(reason)
    }

    fn error_reply(&self, error: &Error, request_id: &str, host: &str) -> Reply {
        error::reply(error, request_id, host)
    }

    fn request_id(&self, number: u64) -> String {
        request_id(number)
    }

    fn headers(&self, request_id: String) -> Vec<(&'static str, String)> {
        vec![
            ("x-oss-request-id", request_id),
            ("server", "AliyunOSS".into()),
            // Milliseconds spent, not a clock.
            ("x-oss-server-time", "1".into()),
        ]
    }

    /// Under a wrong region's host the answer is about the endpoint.
    fn knows(&self, _: &Bucket, _: &Call) -> bool {
        true
    }

    fn claim(&self, call: &Call) -> (Auth, Option<String>) {
        let claim = Claim::read(call).ok().flatten();
        (Claim::seeming_auth(call), claim.and_then(|claim| claim.token))
    }

    fn admit(
        &self,
        call: &Call,
        bucket: &Bucket,
        credentials: &Credentials,
        now: OffsetDateTime,
        switches: &Switches,
    ) -> Result<Auth, Error> {
        check_endpoint(bucket, call)?;
        let rules = access::Rules {
            now,
            region: bucket.region,
            key: &|id| credentials.of_key(Provider::Oss, id),
            is_issued: &|token| credentials.has_token(token),
            accepts_v1: bucket.accepts_v1,
            expired_token: switches.expired_token,
        };
        access::check(call, &rules)
    }

    fn check_digest(&self, call: &Call) -> Result<(), Error> {
        match call.header("content-md5") {
            Some(sent) if sent != base64(&Md5::digest(&call.body)) => {
                Err(Error::new(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
                    .extra("Content-MD5", sent))
            }
            _ => Ok(()),
        }
    }

    fn check_rule(&self, body: &[u8], id: &str, bucket: &Bucket) -> Result<(), Error> {
        check::check(body, id, &bucket.vocabulary)
    }

    fn list_root(&self) -> &'static str {
        "ListInventoryConfigurationsResult"
    }

    /// With `&`, and `%2B`, which a second decoding would turn into something
    /// else.
    fn token_ends(&self) -> (&'static str, &'static str) {
        ("MT+", "/%2B&p=%==")
    }

    fn run_once(&self, _: &mut Bucket, _: &Write<'_>) -> Result<Reply, Error> {
        Err(self.error(Reason::Unsupported))
    }
}

/// 24 digits.
pub(crate) fn request_id(number: u64) -> String {
    format!("5C1B138A{number:016X}")
}

fn check_endpoint(bucket: &Bucket, call: &Call) -> Result<(), Error> {
    match call.region.as_deref() {
        Some(region) if region != bucket.region && bucket.name.starts_with("moved-") => {
            Err(Error::new(403, "PermanentRedirect", "The bucket is at another endpoint.")
                .extra("Endpoint", format!("{}.oss-{}.aliyuncs.com", bucket.name, bucket.region)))
        }
        Some(region) if region != bucket.region => Err(Error::access_denied(
            "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
        )
        .extra("Bucket", &bucket.name)
        .extra("Endpoint", format!("oss-{}.aliyuncs.com", bucket.region))
        .ec("0003-00001403")),
        _ => Ok(()),
    }
}
