//! COS, read from wire/cos.md alone. Left out: every call but the five on
//! inventory rules.

pub(crate) mod access;
pub(crate) mod check;
#[cfg(test)]
mod conversation_tests;
mod error;
mod one_time;
pub(crate) mod seed;
pub(crate) mod signature;
#[cfg(test)]
pub(crate) mod test_signing;

use md5::{Digest as _, Md5};
use time::OffsetDateTime;

use crate::api::{Api, Write};
use crate::bucket::Bucket;
use crate::bytes_text::{base64, from_base64};
use crate::call::Call;
use crate::credential::Credentials;
use crate::error::{Error, Reason};
use crate::log::Auth;
use crate::provider::Provider;
use crate::query;
use crate::reply::Reply;
use crate::switches::Switches;

/// Tencent Cloud's service.
pub(crate) struct Cos;

impl Api for Cos {
    fn error(&self, reason: Reason<'_>) -> Error {
        error::of(reason)
    }

    fn error_reply(&self, error: &Error, request_id: &str, host: &str) -> Reply {
        error::reply(error, request_id, host)
    }

    /// Base64, as the real ones.
    fn request_id(&self, number: u64) -> String {
        base64(format!("{number:08x}_c0a80a01_5c1b_1").as_bytes())
    }

    fn headers(&self, request_id: String) -> Vec<(&'static str, String)> {
        vec![("x-cos-request-id", request_id), ("server", "tencent-cos".into())]
    }

    /// Under another region's host there is no such bucket.
    fn knows(&self, bucket: &Bucket, call: &Call) -> bool {
        call.region.as_deref().is_none_or(|region| region == bucket.region)
    }

    fn claim(&self, call: &Call) -> (Auth, Option<String>) {
        let query = query::decode(&call.raw_query);
        let auth = if call.header("authorization").is_some() {
            Auth::Header
        } else if query::value(&query, "q-signature").is_some() {
            Auth::Query
        } else {
            Auth::None
        };
        (auth, signature::token(call))
    }

    fn admit(
        &self,
        call: &Call,
        _: &Bucket,
        credentials: &Credentials,
        now: OffsetDateTime,
        switches: &Switches,
    ) -> Result<Auth, Error> {
        let rules = access::Rules {
            now,
            key: &|id| credentials.of_key(Provider::Cos, id),
            expired_token: switches.expired_token,
            host_signature_required: switches.host_signature_required,
        };
        access::check(call, &rules)
    }

    fn check_digest(&self, call: &Call) -> Result<(), Error> {
        let Some(sent) = call.header("content-md5") else {
            return Ok(());
        };
        if from_base64(sent).is_none_or(|bytes| bytes.len() != 16) {
            return Err(Error::new(400, "InvalidDigest", "The Content-MD5 you specified is not valid."));
        }
        if sent == base64(&Md5::digest(&call.body)) {
            Ok(())
        } else {
            Err(Error::new(400, "BadDigest", "The Content-MD5 you specified did not match what we received."))
        }
    }

    fn check_rule(&self, body: &[u8], id: &str, bucket: &Bucket) -> Result<(), Error> {
        check::check(body, id, check::Kind::Periodic, bucket.region, &bucket.vocabulary)
    }

    fn list_root(&self) -> &'static str {
        "ListInventoryConfigurationResult"
    }

    fn token_ends(&self) -> (&'static str, &'static str) {
        ("1ue+", "/Wm36Hy4+w==")
    }

    fn run_once(&self, bucket: &mut Bucket, write: &Write<'_>) -> Result<Reply, Error> {
        one_time::run(bucket, write)
    }
}
