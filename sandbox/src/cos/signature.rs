//! Reading and recomputing a signature, header and query form, from the raw
//! request (wire/cos.md section 2). Nothing here knows keys or clocks; who may
//! do what is `access`'s business.

use sha1::{Digest as _, Sha1};

use crate::bytes_text::hex;
use crate::call::Call;
use crate::cos::error::invalid_argument;
use crate::error::Error;
use crate::log::Auth;
use crate::mac::hmac_sha1;
use crate::query;

const ALGORITHM: &str = "sha1";
const TOKEN: &str = "x-cos-security-token";

/// The token of a request, header or parameter, signed or not.
pub(crate) fn token(call: &Call) -> Option<String> {
    let query = query::decode(&call.raw_query);
    call.header(TOKEN).or_else(|| query::value(&query, TOKEN)).map(Into::into)
}

/// When a signature or its key is good, in Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    /// As sent, since it is signed so.
    text: String,
    pub(crate) start: i64,
    pub(crate) end: i64,
}

impl Span {
    fn read(text: &str) -> Option<Self> {
        let (start, end) = text.split_once(';')?;
        Some(Self { text: text.into(), start: start.parse().ok()?, end: end.parse().ok()? })
    }
}

/// What a request says about its signature.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) auth: Auth,
    pub(crate) secret_id: String,
    pub(crate) sign_time: Span,
    pub(crate) key_time: Span,
    /// Encoded, lower case.
    pub(crate) header_list: Vec<String>,
    parameter_list: Vec<String>,
    pub(crate) token: Option<String>,
    pub(crate) signature: String,
}

impl Claim {
    /// The claim of a request, `None` when it is anonymous.
    pub(crate) fn read(call: &Call) -> Result<Option<Self>, Error> {
        let query = query::decode(&call.raw_query);
        let in_query = query::value(&query, "q-signature").is_some();
        let (auth, items) = match (call.header("authorization"), in_query) {
            (None, false) => return Ok(None),
            // Signed in its headers or in its query, not in both.
            (Some(_), true) => return Err(invalid_argument("Authorization")),
            (Some(authorization), false) => (Auth::Header, read_items(authorization)),
            (None, true) => (Auth::Query, query),
        };
        let value = |name: &str| query::value(&items, name).ok_or_else(|| invalid_argument(name));
        let span = |name: &str| value(name).and_then(|text| Span::read(text).ok_or(invalid_argument(name)));
        if value("q-sign-algorithm")? != ALGORITHM {
            return Err(invalid_argument("q-sign-algorithm"));
        }
        Ok(Some(Self {
            auth,
            secret_id: value("q-ak")?.into(),
            sign_time: span("q-sign-time")?,
            key_time: span("q-key-time")?,
            header_list: names(value("q-header-list")?),
            parameter_list: names(value("q-url-param-list")?),
            token: token(call),
            signature: value("q-signature")?.into(),
        }))
    }

    /// HttpString, which answers call FormatString. `host` stands for the Host
    /// header, which clients sign with and without a port.
    pub(crate) fn http_string(&self, call: &Call, host: &str) -> String {
        let headers: Vec<(String, String)> = call
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), if name == "host" { host.into() } else { value.clone() }))
            .collect();
        format!(
            "{}\n/\n{}\n{}\n",
            call.method.to_ascii_lowercase(),
            listed(&query::decode(&call.raw_query), &self.parameter_list),
            listed(&headers, &self.header_list),
        )
    }

    /// The text under the signature.
    pub(crate) fn string_to_sign(&self, http_string: &str) -> String {
        let hash = hex(&Sha1::digest(http_string.as_bytes()));
        format!("{ALGORITHM}\n{}\n{hash}\n", self.sign_time.text)
    }

    /// What the signature should be. The key is the hexadecimal text.
    pub(crate) fn expected_signature(&self, secret: &str, string_to_sign: &str) -> String {
        let key = hex(&hmac_sha1(secret.as_bytes(), self.key_time.text.as_bytes()));
        hex(&hmac_sha1(key.as_bytes(), string_to_sign.as_bytes()))
    }
}

/// The items of an Authorization header, where nothing is quoted.
fn read_items(authorization: &str) -> Vec<(String, String)> {
    let items = authorization.split('&').filter_map(|item| item.split_once('='));
    items.map(|(name, value)| (name.into(), value.into())).collect()
}

fn names(list: &str) -> Vec<String> {
    list.split(';').filter(|name| !name.is_empty()).map(str::to_ascii_lowercase).collect()
}

/// The pairs whose names are in the list, as they are signed.
fn listed(pairs: &[(String, String)], list: &[String]) -> String {
    let mut signed: Vec<(String, String)> = pairs
        .iter()
        .map(|(name, value)| (query::percent_encode(name).to_ascii_lowercase(), query::percent_encode(value)))
        .filter(|(name, _)| list.contains(name))
        .collect();
    signed.sort_unstable();
    let signed: Vec<String> = signed.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    signed.join("&")
}
