//! STS itself, as the vendors' SDKs call it: AssumeRole of Alibaba Cloud in RPC style (HMAC-SHA1 over the sorted
//! parameters), AssumeRole and GetFederationToken of Tencent Cloud (TC3-HMAC-SHA256). Long-term keys sign these calls, of which there
//! is one each here. Written from the vendors' pages about their signatures, as remembered: no recorded vector settles it,
//! the SDKs do (`sdk/sts_sdks.py`).

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::arrived::Arrived;
use crate::bytes_text::{base64, hex};
use crate::mac::{hmac_sha1, hmac_sha256};
use crate::provider::Provider;
use crate::query::{self, percent_encode, value};
use crate::reply::Reply;
use crate::state::State;
use crate::sts;

/// The long-term keys that may call it, by provider: id and secret.
const OSS_KEY: [&str; 2] = ["LTAI5tSandboxSandboxSandbo", "SandboxOnlySecretOfOss00000000"];
const COS_KEY: [&str; 2] = ["AKIDSandboxSandboxSandboxSandboxSand", "SandboxOnlySecretOfCos000000000"];

/// Seconds by which a call may be off.
const TOLERANCE: i64 = 900;

/// A refusal: status, code and sentence.
type Refused = (u16, &'static str, String);

/// Answers a call.
pub(crate) fn answer(state: &State, provider: Provider, arrived: &Arrived) -> Reply {
    if let Some(instead) = state.sts_answer() {
        return instead;
    }
    let lifetime = match provider {
        Provider::Oss => assume_role(state, arrived),
        Provider::Cos => federation_token(state, arrived),
    };
    let number = state.next_request_number();
    match (lifetime, provider) {
        (Ok(seconds), _) => {
            // What was set for tests is shorter than any that STS gives.
            let seconds = state.credential_lifetime().min(seconds);
            let issued = state.issue_credentials(provider, seconds);
            let document = match provider {
                Provider::Oss => sts::assume_role(&issued, number),
                Provider::Cos => sts::federation_token(&issued, number),
            };
            Reply::json(&document, "no-store")
        }
        (Err((status, code, message)), Provider::Oss) => {
            let document = json!({ "Code": code, "Message": message, "HostId": "sts.aliyuncs.com",
                "RequestId": crate::oss::request_id(number) });
            Reply { status, ..Reply::json(&document, "no-store") }
        }
        // An error is an answer like any other there.
        (Err((_, code, message)), Provider::Cos) => {
            let error = json!({ "Code": code, "Message": message });
            let document = json!({ "Response": { "Error": error, "RequestId": format!("{number:032x}") } });
            Reply::json(&document, "no-store")
        }
    }
}

/// Checks a call of AssumeRole; gives the life of the credentials in seconds.
fn assume_role(state: &State, arrived: &Arrived) -> Result<i64, Refused> {
    let mut parameters = query::decode(&arrived.raw_query);
    if arrived
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    {
        parameters.extend(query::decode(&String::from_utf8_lossy(&arrived.body)));
    }
    let refuse = |status, code, what: &str| Err((status, code, what.to_owned()));
    let of = |name: &str| value(&parameters, name).unwrap_or_default();
    if (of("Action"), of("Version"), of("Format")) != ("AssumeRole", "2015-04-01", "JSON") {
        return refuse(404, "InvalidAction.NotFound", "Only AssumeRole of 2015-04-01 in JSON is here.");
    }
    let [id, secret] = OSS_KEY;
    if of("AccessKeyId") != id {
        return refuse(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
    }
    if !is_near(state, iso_seconds(of("Timestamp"))) {
        return refuse(400, "InvalidTimeStamp.Expired", "Specified time stamp is expired.");
    }
    if of("SignatureMethod") != "HMAC-SHA1" || of("SignatureNonce").is_empty() {
        return refuse(400, "IncompleteSignature", "The method or the nonce is missing.");
    }
    let signed = rpc_text(&arrived.method, &parameters);
    if of("Signature") != base64(&hmac_sha1(format!("{secret}&").as_bytes(), signed.as_bytes())) {
        // The SDK takes the text behind the colon apart.
        let what = "Specified signature is not matched with our calculation. server string to sign is:";
        return refuse(400, "SignatureDoesNotMatch", &format!("{what}{signed}"));
    }
    let role = of("RoleArn");
    if !(role.starts_with("acs:ram::") && role.contains(":role/")) {
        return refuse(400, "InvalidParameter.RoleArn", "The role is not one.");
    }
    let name = of("RoleSessionName");
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".@-_".contains(&byte);
    if !(2..=64).contains(&name.len()) || !name.bytes().all(is_plain) {
        return refuse(400, "InvalidParameter.RoleSessionName", "The session's name has other characters.");
    }
    let policy = of("Policy");
    if !policy.is_empty() && (policy.len() > 2048 || !is_policy(policy, "1")) {
        return refuse(400, "InvalidParameter.PolicyGrammar", "The policy is not one.");
    }
    duration(of("DurationSeconds"), [900, 43_200], 3_600).ok_or((
        400,
        "InvalidParameter.DurationSeconds",
        "The duration is out of range.".into(),
    ))
}

/// Checks a call of AssumeRole or GetFederationToken, in the same way.
fn federation_token(state: &State, arrived: &Arrived) -> Result<i64, Refused> {
    let refuse = |code, what: &str| Err((200, code, what.to_owned()));
    let header = |name: &str| arrived.header(name).unwrap_or_default();
    let action = header("x-tc-action");
    if !["AssumeRole", "GetFederationToken"].contains(&action) || header("x-tc-version") != "2018-08-13" {
        return refuse("InvalidAction", "Only AssumeRole and GetFederationToken of 2018-08-13 are here.");
    }
    let [id, secret] = COS_KEY;
    let signed = Tc3::read(header("authorization"));
    let Some(signed) = signed.filter(|signed| signed.id == id) else {
        return refuse("AuthFailure.SecretIdNotFound", "The SecretId is not found.");
    };
    let timestamp = header("x-tc-timestamp");
    if !is_near(state, timestamp.parse().ok()) {
        return refuse("AuthFailure.SignatureExpire", "Signature expired.");
    }
    if signed.signature != signed.expected(arrived, timestamp, secret) {
        return refuse("AuthFailure.SignatureFailure", "The provided credentials could not be validated.");
    }
    let Ok(body) = serde_json::from_slice::<Value>(&arrived.body) else {
        return refuse("InvalidParameter", "The body is not JSON.");
    };
    let of = |name: &str| body[name].as_str().unwrap_or_default();
    let (name, most, otherwise) = match action {
        "AssumeRole" => (of("RoleSessionName"), 43_200, 7_200),
        _ => (of("Name"), 129_600, 1_800),
    };
    let is_role = of("RoleArn").starts_with("qcs::cam::uin/") && of("RoleArn").contains(":roleName/");
    if name.len() < 2 || (action == "AssumeRole" && !is_role) {
        return refuse("InvalidParameter.ParamError", "The role or the name is missing.");
    }
    let policy = query::percent_decode(of("Policy"), false);
    // A role has rights of its own; a token has those of its policy alone.
    if !(is_policy(&policy, "2.0") || policy.is_empty() && action == "AssumeRole") {
        return refuse("InvalidParameter.StrategyFormatError", "The policy is not one.");
    }
    let asked = body["DurationSeconds"].as_u64().map(|seconds| seconds.to_string()).unwrap_or_default();
    let sentence = "The duration is out of range.".to_owned();
    duration(&asked, [1, most], otherwise).ok_or((200, "InvalidParameter.OverTimeError", sentence))
}

fn duration(text: &str, [least, most]: [i64; 2], otherwise: i64) -> Option<i64> {
    if text.is_empty() {
        return Some(otherwise);
    }
    text.parse().ok().filter(|seconds| (least..=most).contains(seconds))
}

fn is_policy(text: &str, version: &str) -> bool {
    let policy: Value = serde_json::from_str(text).unwrap_or_default();
    let member = |name: &str| policy.get(name).or_else(|| policy.get(name.to_lowercase())).cloned();
    member("Version").is_some_and(|it| it == version) && member("Statement").is_some_and(|it| it.is_array())
}

fn is_near(state: &State, seconds: Option<i64>) -> bool {
    let now = state.clock.now().unix_timestamp();
    seconds.is_some_and(|seconds| (now - seconds).abs() <= TOLERANCE)
}

/// The Unix time of `2026-03-14T08:09:10Z`.
fn iso_seconds(text: &str) -> Option<i64> {
    let format = &time::format_description::well_known::Rfc3339;
    time::OffsetDateTime::parse(text, format).ok().map(time::OffsetDateTime::unix_timestamp)
}

/// What is signed in the RPC style: the method and all parameters but the signature, sorted and encoded twice.
fn rpc_text(method: &str, parameters: &[(String, String)]) -> String {
    let mut signed: Vec<_> = parameters.iter().filter(|(name, _)| name != "Signature").collect();
    signed.sort();
    let pairs: Vec<_> = signed
        .iter()
        .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)))
        .collect();
    format!("{method}&%2F&{}", percent_encode(&pairs.join("&")))
}

/// `TC3-HMAC-SHA256 Credential=ID/DATE/sts/tc3_request, SignedHeaders=…, Signature=…`
struct Tc3<'a> {
    id: &'a str,
    date: &'a str,
    headers: &'a str,
    signature: &'a str,
}

impl<'a> Tc3<'a> {
    fn read(authorization: &'a str) -> Option<Self> {
        let rest = authorization.strip_prefix("TC3-HMAC-SHA256 ")?;
        let part = |name: &str| rest.split(',').find_map(|part| part.trim().strip_prefix(name));
        let (id, scope) = part("Credential=")?.split_once('/')?;
        let date = scope.strip_suffix("/sts/tc3_request")?;
        Some(Self { id, date, headers: part("SignedHeaders=")?, signature: part("Signature=")? })
    }

    /// What the signature must be.
    fn expected(&self, arrived: &Arrived, timestamp: &str, secret: &str) -> String {
        let Self { date, headers, .. } = self;
        // A signature that leaves these out protects neither.
        if !["content-type", "host"].iter().all(|needed| headers.split(';').any(|name| name == *needed)) {
            return String::new();
        }
        let line = |name: &str| format!("{name}:{}\n", arrived.header(name).unwrap_or_default().trim());
        let lines: String = headers.split(';').map(line).collect();
        let digest = |bytes: &[u8]| hex(&Sha256::digest(bytes));
        let Arrived { method, raw_query, body, .. } = arrived;
        let request = format!("{method}\n/\n{raw_query}\n{lines}\n{headers}\n{}", digest(body));
        let scope = format!("{date}/sts/tc3_request");
        let text = format!("TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}", digest(request.as_bytes()));
        let key = hmac_sha256(format!("TC3{secret}").as_bytes(), date.as_bytes());
        let key = hmac_sha256(&hmac_sha256(&key, b"sts"), b"tc3_request");
        hex(&hmac_sha256(&key, text.as_bytes()))
    }
}

#[cfg(test)]
#[path = "sts_api_tests.rs"]
mod tests;
