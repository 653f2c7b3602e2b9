//! V4, the default (wire/oss.md section 3).

use sha2::{Digest as _, Sha256};

use crate::bytes_text::hex;
use crate::call::Call;
use crate::error::Error;
use crate::log::Auth;
use crate::mac::hmac_sha256;
use crate::oss::error::invalid_argument;
use crate::oss::signature::claim::{ClaimOf, Expected, malformed, wrong_parameter};
use crate::query;

pub(crate) const ALGORITHM: &str = "OSS4-HMAC-SHA256";
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// A signature's scope and time.
#[derive(Debug, Clone)]
pub(crate) struct Scoped {
    /// `YYYYMMDD` of the scope.
    pub(crate) date: String,
    pub(crate) region: String,
    /// `x-oss-date` as sent.
    pub(crate) timestamp: String,
    /// The life of a query signature in seconds.
    pub(crate) expires_seconds: Option<i64>,
    /// Lower case, sorted.
    additional_headers: Vec<String>,
}

/// `rest` is what follows the algorithm.
pub(crate) fn from_header(call: &Call, rest: &str) -> Result<ClaimOf<Scoped>, Error> {
    // The SDKs separate by "," or ", "; both are in production.
    let part = |name: &str| {
        rest.split(',')
            .filter_map(|part| part.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    };
    let (access_key_id, date, region) = part("Credential").and_then(read_credential).ok_or_else(malformed)?;
    match call.header("x-oss-content-sha256") {
        Some(UNSIGNED) => {}
        other => {
            return Err(invalid_argument(
                "x-oss-content-sha256",
                other.unwrap_or_default(),
                "x-oss-content-sha256 must be UNSIGNED-PAYLOAD.",
            ));
        }
    }
    Ok(ClaimOf {
        auth: Auth::Header,
        access_key_id,
        token: call.header("x-oss-security-token").map(Into::into),
        signature: part("Signature").ok_or_else(malformed)?.into(),
        version: Scoped {
            date,
            region,
            timestamp: call.header("x-oss-date").unwrap_or_default().into(),
            expires_seconds: None,
            additional_headers: header_names(part("AdditionalHeaders").unwrap_or_default()),
        },
    })
}

pub(crate) fn from_query(query: &[(String, String)]) -> Result<ClaimOf<Scoped>, Error> {
    let value = |name: &str| query::value(query, name);
    let refused = |name: &str| wrong_parameter(query, name);
    if value("x-oss-signature-version") != Some(ALGORITHM) {
        return Err(refused("x-oss-signature-version"));
    }
    let (access_key_id, date, region) =
        value("x-oss-credential").and_then(read_credential).ok_or_else(|| refused("x-oss-credential"))?;
    let expires_seconds = value("x-oss-expires")
        .and_then(|text| text.parse().ok())
        // Seven days is the longest life.
        .filter(|seconds| (1..=604_800).contains(seconds))
        .ok_or_else(|| refused("x-oss-expires"))?;
    Ok(ClaimOf {
        auth: Auth::Query,
        access_key_id,
        token: value("x-oss-security-token").map(Into::into),
        signature: value("x-oss-signature").ok_or_else(|| refused("x-oss-signature"))?.into(),
        version: Scoped {
            date,
            region,
            timestamp: value("x-oss-date").unwrap_or_default().into(),
            expires_seconds: Some(expires_seconds),
            additional_headers: header_names(value("x-oss-additional-headers").unwrap_or_default()),
        },
    })
}

impl Scoped {
    pub(crate) fn expected(&self, call: &Call, secret: &str) -> Expected {
        let canonical_request = self.canonical_request(call);
        let hash = hex(&Sha256::digest(canonical_request.as_bytes()));
        let string_to_sign = format!("{ALGORITHM}\n{}\n{}\n{hash}", self.timestamp, self.scope());
        let first = format!("aliyun_v4{secret}");
        let steps = [&self.date, &self.region, "oss", "aliyun_v4_request", &string_to_sign];
        let signature = steps.iter().fold(first.into_bytes(), |key, text| hmac_sha256(&key, text.as_bytes()));
        Expected { signature: hex(&signature), string_to_sign, canonical_request: Some(canonical_request) }
    }

    fn scope(&self) -> String {
        format!("{}/{}/oss/aliyun_v4_request", self.date, self.region)
    }

    /// The canonical request, as the service would write it.
    fn canonical_request(&self, call: &Call) -> String {
        let mut headers: Vec<(&str, &str)> = call
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.trim()))
            .filter(|(name, _)| {
                matches!(*name, "content-type" | "content-md5")
                    || name.starts_with("x-oss-")
                    || self.additional_headers.iter().any(|extra| extra == name)
            })
            .collect();
        headers.sort_unstable();
        let headers: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        [
            call.method.as_str(),
            &format!("/{}/", call.bucket),
            &canonical_query(&call.raw_query),
            &headers,
            &self.additional_headers.join(";"),
            UNSIGNED,
        ]
        .join("\n")
    }
}

/// `<id>/<date>/<region>/oss/aliyun_v4_request` -> id, date, region.
fn read_credential(text: &str) -> Option<(String, String, String)> {
    let text = text.strip_suffix("/oss/aliyun_v4_request")?;
    let (text, region) = text.rsplit_once('/')?;
    let (id, date) = text.rsplit_once('/')?;
    Some((id.into(), date.into(), region.into()))
}

fn header_names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = text
        .split(';')
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty())
        .collect();
    names.sort_unstable();
    names
}

/// Every parameter but the signature itself, sorted by encoded name; an empty
/// value leaves the name alone.
fn canonical_query(raw: &str) -> String {
    let mut parameters: Vec<(String, String)> = query::decode(raw)
        .iter()
        .filter(|(name, _)| name != "x-oss-signature")
        .map(|(name, value)| (query::percent_encode(name), query::percent_encode(value)))
        .collect();
    parameters.sort_unstable();
    let parameters: Vec<String> = parameters
        .into_iter()
        .map(|(name, value)| if value.is_empty() { name } else { format!("{name}={value}") })
        .collect();
    parameters.join("&")
}
