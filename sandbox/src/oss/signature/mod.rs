//! Reading and recomputing signatures, V4 and V1, header and query form, from
//! the raw request. Nothing here knows keys or clocks; who may do what is
//! `access`'s business.

pub(crate) mod claim;
pub(crate) mod v1;
pub(crate) mod v4;

use crate::call::Call;
use crate::error::Error;
use crate::log::Auth;
use crate::oss::error::invalid_argument;
use crate::oss::signature::claim::{ClaimOf, Expected, malformed};
use crate::query;

/// What only one version of the signature has.
#[derive(Debug, Clone)]
pub(crate) enum Version {
    V1(v1::Time),
    V4(v4::Scoped),
}

/// What a request says about its signature, whatever its version.
pub(crate) type Claim = ClaimOf<Version>;

/// Where and how a request seems to be signed.
fn seeming(call: &Call, query: &[(String, String)]) -> (Auth, bool) {
    let has = |name: &str| query::value(query, name).is_some();
    let in_query = has("x-oss-signature") || has("x-oss-signature-version") || has("Signature");
    match (call.header("authorization").is_some(), in_query) {
        (true, in_query) => (Auth::Header, in_query),
        (false, true) => (Auth::Query, false),
        (false, false) => (Auth::None, false),
    }
}

impl Claim {
    /// By its looks alone.
    pub(crate) fn seeming_auth(call: &Call) -> Auth {
        seeming(call, &query::decode(&call.raw_query)).0
    }

    /// The claim of a request, `None` when it is anonymous.
    pub(crate) fn read(call: &Call) -> Result<Option<Self>, Error> {
        let query = query::decode(&call.raw_query);
        match seeming(call, &query) {
            (Auth::None, _) => Ok(None),
            (_, true) => Err(invalid_argument(
                "Authorization",
                "",
                "A request is signed in its headers or in its query, not in both.",
            )),
            (Auth::Header, _) => Self::from_header(call).map(Some),
            (Auth::Query, _) if query::value(&query, "Signature").is_some() => {
                Ok(Some(v1::from_query(&query)?.map_version(Version::V1)))
            }
            (Auth::Query, _) => Ok(Some(v4::from_query(&query)?.map_version(Version::V4))),
        }
    }

    fn from_header(call: &Call) -> Result<Self, Error> {
        let authorization = call.header("authorization").unwrap_or_default();
        if let Some(rest) = authorization.strip_prefix(v4::ALGORITHM) {
            Ok(v4::from_header(call, rest)?.map_version(Version::V4))
        } else if let Some(rest) = authorization.strip_prefix("OSS ") {
            Ok(v1::from_header(call, rest)?.map_version(Version::V1))
        } else {
            Err(malformed())
        }
    }

    /// The signature and the texts under it, as they should be.
    pub(crate) fn expected(&self, call: &Call, secret: &str) -> Expected {
        match &self.version {
            Version::V1(time) => time.expected(call, secret),
            Version::V4(scoped) => scoped.expected(call, secret),
        }
    }
}
