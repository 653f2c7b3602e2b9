//! What requests say about their signatures in both versions, what they should say, and how they say it wrongly.

use crate::error::Error;
use crate::log::Auth;
use crate::oss::error::invalid_argument;
use crate::query;

/// What a request says about its signature of one version.
#[derive(Debug, Clone)]
pub(crate) struct ClaimOf<V> {
    pub(crate) auth: Auth,
    pub(crate) access_key_id: String,
    pub(crate) token: Option<String>,
    pub(crate) signature: String,
    /// What only this version has.
    pub(crate) version: V,
}

impl<V> ClaimOf<V> {
    /// The same among claims of other versions.
    pub(crate) fn map_version<W>(self, wrap: impl FnOnce(V) -> W) -> ClaimOf<W> {
        let Self { auth, access_key_id, token, signature, version } = self;
        ClaimOf { auth, access_key_id, token, signature, version: wrap(version) }
    }
}

/// What the sandbox itself arrives at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) signature: String,
    pub(crate) string_to_sign: String,
    /// V1 has none.
    pub(crate) canonical_request: Option<String>,
}

pub(crate) fn malformed() -> Error {
    invalid_argument("Authorization", "", "The authorization header is malformed.")
}

/// A query parameter that is missing or cannot be read.
pub(crate) fn wrong_parameter(query: &[(String, String)], name: &str) -> Error {
    let value = query::value(query, name).unwrap_or_default();
    invalid_argument(name, value, format!("The query parameter {name} is missing or invalid."))
}
