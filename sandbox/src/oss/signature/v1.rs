//! V1, for old buckets (wire/oss.md section 4).

use crate::bytes_text::base64;
use crate::call::Call;
use crate::error::Error;
use crate::log::Auth;
use crate::mac::hmac_sha1;
use crate::oss::signature::claim::{ClaimOf, Expected, malformed, wrong_parameter};
use crate::query;

/// The time under a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Time {
    /// When the request was signed: `x-oss-date`, or `Date` without it.
    Date(String),
    /// Until when it is good, in Unix seconds.
    Expires(u32),
}

/// The parameters that are signed, beside all `x-oss-*`; others are not.
const SIGNED_PARAMETERS: &[&str] = &[
    "accessPoint",
    "accessPointPolicy",
    "acl",
    "append",
    "asyncFetch",
    "bucketArchiveDirectRead",
    "bucketInfo",
    "callback",
    "callback-var",
    "cname",
    "comp",
    "continuation-token",
    "cors",
    "delete",
    "encryption",
    "endTime",
    "group",
    "httpsConfig",
    "inventory",
    "inventoryId",
    "lifecycle",
    "link",
    "live",
    "location",
    "logging",
    "metaQuery",
    "objectInfo",
    "objectMeta",
    "partNumber",
    "policy",
    "position",
    "publicAccessBlock",
    "qos",
    "qosInfo",
    "qosRequester",
    "redundancyTransition",
    "referer",
    "regionList",
    "replication",
    "replicationLocation",
    "replicationProgress",
    "requestPayment",
    "requesterQosInfo",
    "resourceGroup",
    "resourcePool",
    "resourcePoolBuckets",
    "resourcePoolInfo",
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
    "restore",
    "security-token",
    "sequential",
    "startTime",
    "stat",
    "status",
    "style",
    "styleName",
    "symlink",
    "tagging",
    "transferAcceleration",
    "uploadId",
    "uploads",
    "versionId",
    "versioning",
    "versions",
    "vod",
    "website",
    "worm",
    "wormExtend",
    "wormId",
];

/// `OSS ID:SIGNATURE`; `rest` is what follows `OSS `.
pub(crate) fn from_header(call: &Call, rest: &str) -> Result<ClaimOf<Time>, Error> {
    let (access_key_id, signature) = rest.trim().split_once(':').ok_or_else(malformed)?;
    let date = call.header("x-oss-date").or_else(|| call.header("date"));
    Ok(ClaimOf {
        auth: Auth::Header,
        access_key_id: access_key_id.into(),
        token: call.header("x-oss-security-token").map(Into::into),
        signature: signature.into(),
        version: Time::Date(date.unwrap_or_default().into()),
    })
}

pub(crate) fn from_query(query: &[(String, String)]) -> Result<ClaimOf<Time>, Error> {
    let value = |name: &str| query::value(query, name).ok_or_else(|| wrong_parameter(query, name));
    let expires = value("Expires")?.parse().map_err(|_| wrong_parameter(query, "Expires"))?;
    Ok(ClaimOf {
        auth: Auth::Query,
        access_key_id: value("OSSAccessKeyId")?.into(),
        token: query::value(query, "security-token").map(Into::into),
        signature: value("Signature")?.into(),
        version: Time::Expires(expires),
    })
}

impl Time {
    pub(crate) fn expected(&self, call: &Call, secret: &str) -> Expected {
        let string_to_sign = self.string_to_sign(call);
        let signature = base64(&hmac_sha1(secret.as_bytes(), string_to_sign.as_bytes()));
        Expected { signature, string_to_sign, canonical_request: None }
    }

    fn string_to_sign(&self, call: &Call) -> String {
        let date = match self {
            Self::Date(text) => text.clone(),
            Self::Expires(seconds) => seconds.to_string(),
        };
        let header = |name: &str| call.header(name).unwrap_or_default();
        format!(
            "{}\n{}\n{}\n{date}\n{}{}",
            call.method,
            header("content-md5"),
            header("content-type"),
            canonical_headers(call),
            canonical_resource(call),
        )
    }
}

fn canonical_headers(call: &Call) -> String {
    let mut headers: Vec<String> = call
        .headers
        .iter()
        .filter(|(name, _)| name.starts_with("x-oss-"))
        .map(|(name, value)| format!("{name}:{}\n", value.trim()))
        .collect();
    headers.sort_unstable();
    headers.concat()
}

/// Values are as decoded; an empty one leaves the name alone.
fn canonical_resource(call: &Call) -> String {
    let mut parameters = query::decode(&call.raw_query);
    parameters.retain(|(name, _)| name.starts_with("x-oss-") || SIGNED_PARAMETERS.contains(&name.as_str()));
    parameters.sort_unstable();
    let parameters: Vec<String> = parameters
        .into_iter()
        .map(|(name, value)| if value.is_empty() { name } else { format!("{name}={value}") })
        .collect();
    let separator = if parameters.is_empty() { "" } else { "?" };
    format!("/{}/{separator}{}", call.bucket, parameters.join("&"))
}
