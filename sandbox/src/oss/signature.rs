//! Reading and recomputing a V4 signature, header and query form, from the raw
//! request (wire/oss.md section 3). Nothing here knows keys or clocks; who may
//! do what is `access`'s business.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::bytes_text::hex;
use crate::oss::error::Error;
use crate::query;

pub(crate) const ALGORITHM: &str = "OSS4-HMAC-SHA256";
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// The parts of a request that a signature covers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    /// Always in the canonical URI, whether or not it is in the URL.
    pub(crate) bucket: &'a str,
    pub(crate) raw_query: &'a str,
    /// Names in lower case.
    pub(crate) headers: &'a [(String, String)],
}

impl Request<'_> {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Where the signature stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Header,
    /// With its life in seconds.
    Query {
        expires_seconds: i64,
    },
}

/// What a request says about its signature.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) form: Form,
    pub(crate) access_key_id: String,
    /// `YYYYMMDD` of the scope.
    pub(crate) date: String,
    pub(crate) region: String,
    /// `x-oss-date` as sent.
    pub(crate) timestamp: String,
    pub(crate) token: Option<String>,
    /// Lower case, sorted.
    additional_headers: Vec<String>,
    pub(crate) signature: String,
}

impl Claim {
    /// The claim of a request, `None` when it is anonymous.
    pub(crate) fn read(request: &Request<'_>) -> Result<Option<Self>, Error> {
        let query = query::decode(request.raw_query);
        let in_query = query::value(&query, "x-oss-signature-version").is_some()
            || query::value(&query, "x-oss-signature").is_some();
        match (request.header("authorization"), in_query) {
            (None, false) => Ok(None),
            (Some(_), true) => Err(Error::invalid_argument(
                "Authorization",
                "",
                "A request is signed in its headers or in its query, not in both.",
            )),
            (Some(authorization), false) => Self::from_header(request, authorization).map(Some),
            (None, true) => Self::from_query(&query).map(Some),
        }
    }

    fn from_header(request: &Request<'_>, authorization: &str) -> Result<Self, Error> {
        let malformed =
            || Error::invalid_argument("Authorization", "", "The authorization header is malformed.");
        let Some(rest) = authorization.strip_prefix(ALGORITHM) else {
            // The only other documented form is V1, `OSS id:signature`.
            return Err(Error::access_denied(
                "The signature version of this request is not supported for this bucket.",
            )
            .ec("0002-00000080"));
        };
        // The SDKs separate by "," or ", "; both are in production.
        let part = |name: &str| {
            rest.split(',')
                .filter_map(|part| part.trim().split_once('='))
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value)
        };
        let (access_key_id, date, region) =
            part("Credential").and_then(read_credential).ok_or_else(malformed)?;
        match request.header("x-oss-content-sha256") {
            Some(UNSIGNED) => {}
            other => {
                return Err(Error::invalid_argument(
                    "x-oss-content-sha256",
                    other.unwrap_or_default(),
                    "x-oss-content-sha256 must be UNSIGNED-PAYLOAD.",
                ));
            }
        }
        Ok(Self {
            form: Form::Header,
            access_key_id,
            date,
            region,
            timestamp: request.header("x-oss-date").unwrap_or_default().into(),
            token: request.header("x-oss-security-token").map(Into::into),
            additional_headers: header_names(part("AdditionalHeaders").unwrap_or_default()),
            signature: part("Signature").ok_or_else(malformed)?.into(),
        })
    }

    fn from_query(query: &[(String, String)]) -> Result<Self, Error> {
        let value = |name: &str| query::value(query, name);
        let refused = |name: &str| {
            Error::invalid_argument(
                name,
                value(name).unwrap_or_default(),
                format!("The query parameter {name} is missing or invalid."),
            )
        };
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
        Ok(Self {
            form: Form::Query { expires_seconds },
            access_key_id,
            date,
            region,
            timestamp: value("x-oss-date").unwrap_or_default().into(),
            token: value("x-oss-security-token").map(Into::into),
            additional_headers: header_names(value("x-oss-additional-headers").unwrap_or_default()),
            signature: value("x-oss-signature").ok_or_else(|| refused("x-oss-signature"))?.into(),
        })
    }

    fn scope(&self) -> String {
        format!("{}/{}/oss/aliyun_v4_request", self.date, self.region)
    }

    /// The canonical request, as the service would write it.
    pub(crate) fn canonical_request(&self, request: &Request<'_>) -> String {
        let mut headers: Vec<(&str, &str)> = request
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
            request.method,
            &format!("/{}/", request.bucket),
            &canonical_query(request.raw_query),
            &headers,
            &self.additional_headers.join(";"),
            UNSIGNED,
        ]
        .join("\n")
    }

    /// The text under the signature.
    pub(crate) fn string_to_sign(&self, canonical_request: &str) -> String {
        let hash = hex(&Sha256::digest(canonical_request.as_bytes()));
        format!("{ALGORITHM}\n{}\n{}\n{hash}", self.timestamp, self.scope())
    }

    /// What the signature should be.
    pub(crate) fn expected_signature(&self, secret: &str, string_to_sign: &str) -> String {
        let first = format!("aliyun_v4{secret}");
        let steps = [&self.date, &self.region, "oss", "aliyun_v4_request", string_to_sign];
        let signature = steps.iter().fold(first.into_bytes(), |key, text| hmac(&key, text.as_bytes()));
        hex(&signature)
    }
}

fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length, so this never falls through.
    Hmac::<Sha256>::new_from_slice(key)
        .map(|mut mac| {
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        })
        .unwrap_or_default()
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
