//! Reads pasted temporary credentials, whatever tool they come from.
//!
//! Known shapes: the AssumeRole or GetFederationToken answer as JSON or XML, whole or in part; the
//! flat answer of instance metadata; camelCase objects of application servers; a profile of the
//! aliyun CLI; `export`, `set` and `$env:` lines; INI files. They all come down to names with
//! values, so that is what is read: names are compared without case, `_`, `-` and blanks.

use crate::json::{Json, Parse};
use crate::model::{Credentials, Provider, Secret, Timestamp};

/// Bytes of the longest text looked at.
const MAX_BYTES: usize = 64 << 10;

/// Why a text gives no credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialProblem {
    /// Nothing was given.
    Empty,
    /// Longer than any real one.
    TooLong,
    /// Neither JSON, XML, INI nor variables with the names of credentials.
    Unrecognised,
    /// An answer of STS that says that it failed.
    Failure,
    /// The credentials of another provider.
    OtherProvider,
    /// No key id.
    NoKeyId,
    /// No secret.
    NoSecret,
    /// No token, which every temporary key needs.
    NoToken,
    /// A long-term key: it never expires, so it does not belong into a page.
    LongTerm,
    /// Already past its end.
    Expired,
    /// A character that cannot be sent in a header: usually a line break in the middle.
    Characters,
}

/// The four fields, as typed or as found in a text.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CredentialFields {
    /// The key id.
    pub access_key_id: String,
    /// The secret.
    pub access_key_secret: String,
    /// The token.
    pub security_token: String,
    /// The end, as text.
    pub expiration: String,
}

impl std::fmt::Debug for CredentialFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CredentialFields(…)")
    }
}

impl CredentialFields {
    /// The credentials, if the fields make some that can work. `now` is the time by which they may have ended: the
    /// provider's. While that is not known there is none, because a device's clock that is ahead would have fresh
    /// ones refused; [`CredentialFields::looks_ended`] is for a warning.
    ///
    /// # Errors
    /// [`CredentialProblem`] says what is missing or wrong.
    pub fn credentials(
        &self,
        provider: Provider,
        now: impl Into<Option<Timestamp>>,
    ) -> Result<Credentials, CredentialProblem> {
        let id = self.access_key_id.trim();
        let (secret, token) = (self.access_key_secret.trim(), self.security_token.trim());
        if id.is_empty() {
            return Err(CredentialProblem::NoKeyId);
        }
        if owner(id).is_some_and(|owner| owner != provider) {
            return Err(CredentialProblem::OtherProvider);
        }
        if is_long_term(id, token) {
            return Err(CredentialProblem::LongTerm);
        }
        if secret.is_empty() {
            return Err(CredentialProblem::NoSecret);
        }
        if token.is_empty() {
            return Err(CredentialProblem::NoToken);
        }
        if [id, secret, token].iter().any(|text| !text.bytes().all(|byte| byte.is_ascii_graphic())) {
            return Err(CredentialProblem::Characters);
        }
        let credentials = Credentials {
            access_key_id: id.to_owned(),
            access_key_secret: Secret::new(secret),
            security_token: Secret::new(token),
            expires_at: expiry(&self.expiration),
        };
        match now.into() {
            Some(now) if credentials.expired(now) => Err(CredentialProblem::Expired),
            _ => Ok(credentials),
        }
    }

    /// Whether the end that is named has passed by a clock.
    #[must_use]
    pub fn looks_ended(&self, now: Timestamp) -> bool {
        expiry(&self.expiration).is_some_and(|end| end <= now)
    }
}

/// Reads a pasted or fetched text. `now` is what [`CredentialFields::credentials`] takes.
///
/// # Errors
/// [`CredentialProblem`] says why there are no usable credentials in it.
pub fn read(
    text: &str,
    parse: Parse<'_>,
    provider: Provider,
    now: impl Into<Option<Timestamp>>,
) -> Result<Credentials, CredentialProblem> {
    if text.trim().is_empty() {
        return Err(CredentialProblem::Empty);
    }
    if text.len() > MAX_BYTES {
        return Err(CredentialProblem::TooLong);
    }
    find(text, parse)?.credentials(provider, now)
}

/// Whose key it is, as far as its beginning tells.
fn owner(id: &str) -> Option<Provider> {
    match id {
        id if id.starts_with("AKID") => Some(Provider::Cos),
        id if id.starts_with("STS.") || id.starts_with("LTAI") => Some(Provider::Oss),
        _ => None,
    }
}

/// `LTAI` marks a long-term key of OSS. At COS both kinds begin with `AKID`; a long-term one has 32
/// characters behind it and comes without a token.
fn is_long_term(id: &str, token: &str) -> bool {
    id.starts_with("LTAI") || (id.starts_with("AKID") && id.len() == 36 && token.is_empty())
}

/// The fields in a text, as far as they are there.
///
/// # Errors
/// [`CredentialProblem`] when nothing of credentials is in it.
pub fn find(text: &str, parse: Parse<'_>) -> Result<CredentialFields, CredentialProblem> {
    let text = text.trim().trim_start_matches('\u{feff}').trim();
    let pairs = match text.as_bytes().first() {
        Some(b'{') => {
            let mut pairs = Vec::new();
            let value = parse(text).map_err(|_| CredentialProblem::Unrecognised)?;
            collect_json(&value, parse, &mut pairs);
            pairs
        }
        Some(b'<') => xml_pairs(text)?,
        _ => line_pairs(text),
    };
    let value = |names: &[&str]| {
        pairs
            .iter()
            .find(|(name, _)| names.contains(&name.as_str()))
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    };
    let fields = CredentialFields {
        access_key_id: value(&["accesskeyid", "ossaccesskeyid", "tmpsecretid", "secretid", "cossecretid"]),
        access_key_secret: value(&[
            "accesskeysecret",
            "ossaccesskeysecret",
            "secretaccesskey",
            "tmpsecretkey",
            "secretkey",
            "cossecretkey",
        ]),
        security_token: value(&[
            "securitytoken",
            "osssessiontoken",
            "ststoken",
            "sessiontoken",
            "securitytokens",
            "xcossecuritytoken",
            "token",
        ]),
        expiration: value(&["expiration", "stsexpiration", "expiredtime"]),
    };
    let nothing =
        fields == CredentialFields { expiration: fields.expiration.clone(), ..CredentialFields::default() };
    match nothing {
        true if value(&["code"]).is_empty() => Err(CredentialProblem::Unrecognised),
        true => Err(CredentialProblem::Failure),
        false => Ok(fields),
    }
}

/// A name without case, punctuation and the prefix of its tool.
fn plain(name: &str) -> String {
    let name: String =
        name.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    ["alibabacloud", "alicloud", "tencentcloud"]
        .into_iter()
        .find_map(|prefix| name.strip_prefix(prefix).map(str::to_owned))
        .unwrap_or(name)
}

/// Every name with a plain value, outer ones first; of the aliyun CLI's profiles the current one.
fn collect_json(value: &Json, parse: Parse<'_>, pairs: &mut Vec<(String, String)>) {
    match value {
        Json::Object(members) => {
            for (name, value) in members {
                if let Json::Text(text) | Json::Number(text) = value {
                    pairs.push((plain(name), text.clone()));
                }
            }
            let current = value.get("current").and_then(Json::as_text);
            match (value.get("profiles"), current) {
                (Some(Json::List(profiles)), Some(current)) => profiles
                    .iter()
                    .filter(|profile| profile.get("name").and_then(Json::as_text) == Some(current))
                    .for_each(|profile| collect_json(profile, parse, pairs)),
                _ => members.iter().for_each(|(_, value)| collect_nested(value, parse, pairs)),
            }
        }
        Json::List(values) => values.iter().for_each(|value| collect_nested(value, parse, pairs)),
        _ => {}
    }
}

/// POP clients hand out the answer as a JSON text inside `body`.
fn collect_nested(value: &Json, parse: Parse<'_>, pairs: &mut Vec<(String, String)>) {
    match value {
        Json::Text(text) if text.trim_start().starts_with('{') => {
            if let Ok(inner) = parse(text) {
                // Once: what is inside such a text again is not looked into.
                collect_json(&inner, &|_| Err(String::new()), pairs);
            }
        }
        value => collect_json(value, parse, pairs),
    }
}

fn xml_pairs(text: &str) -> Result<Vec<(String, String)>, CredentialProblem> {
    use crate::provider::xml::Element;
    fn collect(element: &Element, pairs: &mut Vec<(String, String)>) {
        if element.elements().next().is_none() {
            pairs.push((plain(element.local_name()), element.text().into_owned()));
        }
        element.elements().for_each(|child| collect(child, pairs));
    }
    let root = Element::parse(text.as_bytes()).map_err(|_| CredentialProblem::Unrecognised)?;
    let mut pairs = Vec::new();
    collect(&root, &mut pairs);
    Ok(pairs)
}

/// `export NAME="value"`, `set NAME=value`, `$env:NAME = 'value'`, `name = value`, `name: value`.
fn line_pairs(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| {
            let line = line.trim();
            let line = ["export ", "set ", "SET ", "$env:", "$Env:"]
                .into_iter()
                .find_map(|prefix| line.strip_prefix(prefix))
                .unwrap_or(line);
            let at = line.find(['=', ':'])?;
            let value = line[at + 1..].trim().trim_end_matches([';', ',']);
            let unquoted =
                ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
            Some((plain(&line[..at]), unquoted.unwrap_or(value).trim().to_owned()))
        })
        .collect()
}

/// Unix seconds or RFC 3339; anything else is an unknown end, and shown as such.
fn expiry(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    match text.parse::<i64>() {
        Ok(seconds) if seconds > 0 => Some(Timestamp(seconds)),
        _ => Timestamp::parse_rfc3339(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::native;

    const NOW: Timestamp = Timestamp(1_773_475_750);
    const TOKEN: &str = "CAIS+token/with+plus/and=equals==";

    #[track_caller]
    fn check(text: &str, expires_at: Option<i64>) {
        let credentials = read(text, &native::parse, Provider::Oss, NOW)
            .unwrap_or_else(|problem| panic!("{problem:?}: {text}"));
        assert_eq!(credentials.access_key_id, "STS.abc");
        assert_eq!(credentials.access_key_secret.expose(), "s3cret");
        assert_eq!(credentials.security_token.expose(), TOKEN);
        assert_eq!(credentials.expires_at, expires_at.map(Timestamp), "{text}");
    }

    #[test]
    fn every_known_shape_is_recognised() {
        let end = Some(1_773_479_350);
        let flat = format!(
            r#""AccessKeyId":"STS.abc","AccessKeySecret":"s3cret","SecurityToken":"{TOKEN}","Expiration":"2026-03-14T09:09:10Z""#
        );
        check(
            &format!(r#"{{"RequestId":"R","AssumedRoleUser":{{"Arn":"a"}},"Credentials":{{{flat}}}}}"#),
            end,
        );
        check(&format!(r#"{{{flat},"LastUpdated":"x","Code":"Success"}}"#), end);
        check(&format!(r#"{{"statusCode":200,"body":{{"Credentials":{{{flat}}}}}}}"#), end);
        check(
            &format!(r#"{{"body":{}}}"#, serde_json::to_string(&format!("{{{flat}}}")).expect("JSON")),
            end,
        );
        check(
            &format!(
                r#"{{"accessKeyId":"STS.abc","accessKeySecret":"s3cret","stsToken":"{TOKEN}","expiration":"2026-03-14T09:09:10Z"}}"#
            ),
            end,
        );
        check(
            &format!(
                r#"{{"current":"ci","profiles":[{{"name":"old","access_key_id":"LTAI1","access_key_secret":"x"}},
                    {{"name":"ci","mode":"StsToken","access_key_id":"STS.abc","access_key_secret":"s3cret",
                      "sts_token":"{TOKEN}","sts_expiration":1773479350}}]}}"#
            ),
            end,
        );
        check(
            &format!(
                "<AssumeRoleResponse><Credentials><AccessKeyId>STS.abc</AccessKeyId><AccessKeySecret>s3cret</AccessKeySecret><SecurityToken>{TOKEN}</SecurityToken><Expiration>2026-03-14T09:09:10Z</Expiration></Credentials></AssumeRoleResponse>"
            ),
            end,
        );
        check(
            &format!(
                "export OSS_ACCESS_KEY_ID='STS.abc'\nexport OSS_ACCESS_KEY_SECRET=\"s3cret\"\nexport OSS_SESSION_TOKEN={TOKEN}\n"
            ),
            None,
        );
        check(
            &format!(
                "$env:ALIBABA_CLOUD_ACCESS_KEY_ID = \"STS.abc\"\n$env:ALIBABA_CLOUD_ACCESS_KEY_SECRET=\"s3cret\"\n$env:ALIBABA_CLOUD_SECURITY_TOKEN=\"{TOKEN}\""
            ),
            None,
        );
        check(
            &format!(
                "set ALICLOUD_ACCESS_KEY_ID=STS.abc\nset ALICLOUD_ACCESS_KEY_SECRET=s3cret\nset ALICLOUD_SECURITY_TOKEN={TOKEN}"
            ),
            None,
        );
        check(
            &format!(
                "[Credentials]\nendpoint=oss-cn-hangzhou.aliyuncs.com\naccessKeyID=STS.abc\naccessKeySecret=s3cret\nstsToken={TOKEN}\n"
            ),
            None,
        );
    }

    #[test]
    fn every_known_shape_of_tencent_cloud_is_recognised() {
        let check = |text: &str, end: Option<i64>| {
            let credentials = read(text, &native::parse, Provider::Cos, NOW)
                .unwrap_or_else(|problem| panic!("{problem:?}: {text}"));
            assert_eq!(credentials.access_key_id, "AKIDabc");
            assert_eq!(credentials.access_key_secret.expose(), "s3cret");
            assert_eq!(credentials.security_token.expose(), TOKEN);
            assert_eq!(credentials.expires_at, end.map(Timestamp), "{text}");
        };
        let end = Some(1_773_479_350);
        let keys = format!(r#""TmpSecretId":"AKIDabc","TmpSecretKey":"s3cret","Token":"{TOKEN}""#);
        check(
            &format!(
                r#"{{"Response":{{"Credentials":{{{keys}}},"ExpiredTime":1773479350,"Expiration":null,"RequestId":"R"}}}}"#
            ),
            end,
        );
        check(&format!(r#"{{{keys},"ExpiredTime":1773479350,"Code":"Success"}}"#), end);
        check(
            &format!(
                r#"{{"credentials":{{"tmpSecretId":"AKIDabc","tmpSecretKey":"s3cret","sessionToken":"{TOKEN}"}},
                    "startTime":1,"expiredTime":1773479350}}"#
            ),
            end,
        );
        check(
            &format!(
                r#"{{"TmpSecretId":"AKIDabc","TmpSecretKey":"s3cret","XCosSecurityToken":"{TOKEN}","ExpiredTime":1773479350}}"#
            ),
            end,
        );
        check(
            &format!(
                "export TENCENTCLOUD_SECRET_ID=AKIDabc\nexport TENCENTCLOUD_SECRET_KEY=s3cret\nexport TENCENTCLOUD_SECURITY_TOKEN={TOKEN}"
            ),
            None,
        );
    }

    #[test]
    fn ended_credentials_are_refused_by_the_providers_time_alone() {
        let fields = CredentialFields {
            access_key_id: "STS.abc".into(),
            access_key_secret: "s3cret".into(),
            security_token: TOKEN.into(),
            expiration: "2026-03-14T08:04:10Z".into(),
        };
        let with =
            |now: Option<Timestamp>| fields.credentials(Provider::Oss, now).map(|taken| taken.expires_at);
        // The device is 20 minutes ahead: what has a quarter of an hour left looks ended.
        assert_eq!(with(None), Ok(Some(Timestamp(1_773_475_450))));
        assert!(fields.looks_ended(NOW));
        assert_eq!(with(Some(NOW.plus(-1_200))), Ok(Some(Timestamp(1_773_475_450))));
        assert!(!fields.looks_ended(NOW.plus(-1_200)));
        assert_eq!(with(Some(NOW)), Err(CredentialProblem::Expired));
        assert!(!CredentialFields::default().looks_ended(NOW));
    }

    #[test]
    fn a_key_of_the_other_cloud_and_a_long_term_key_are_refused_for_cos_too() {
        let read = |id: &str, token: &str| {
            let fields = CredentialFields {
                access_key_id: id.into(),
                access_key_secret: "k".into(),
                security_token: token.into(),
                expiration: String::new(),
            };
            fields.credentials(Provider::Cos, NOW).err()
        };
        let long_term = format!("AKID{}", "x".repeat(32));
        assert_eq!(read("STS.abc", "t"), Some(CredentialProblem::OtherProvider));
        assert_eq!(read(&long_term, ""), Some(CredentialProblem::LongTerm));
        assert_eq!(read("AKIDshort", ""), Some(CredentialProblem::NoToken));
        assert_eq!(read(&long_term, "t"), None);
    }

    #[test]
    fn blanks_around_a_text_change_nothing() {
        let text =
            format!(r#"{{"AccessKeyId":"STS.abc","AccessKeySecret":"s3cret","SecurityToken":"{TOKEN}"}}"#);
        for around in [format!("\n {text}\n"), format!("\u{feff}{text}")] {
            check(&around, None);
            assert_eq!(
                find(&around, &native::parse).map(|fields| fields.access_key_id),
                Ok("STS.abc".to_owned())
            );
        }
    }

    #[track_caller]
    fn check_problem(text: &str, expected: CredentialProblem) {
        assert_eq!(read(text, &native::parse, Provider::Oss, NOW).err(), Some(expected), "{text}");
    }

    #[test]
    fn what_cannot_work_is_refused_with_its_reason() {
        check_problem("  ", CredentialProblem::Empty);
        check_problem("hello", CredentialProblem::Unrecognised);
        check_problem("{\"a\":", CredentialProblem::Unrecognised);
        check_problem("<html><body>Sign in</body></html>", CredentialProblem::Unrecognised);
        check_problem(r#"{"Code":"NoPermission","Message":"m"}"#, CredentialProblem::Failure);
        check_problem(
            r#"{"Response":{"Credentials":{"TmpSecretId":"AKIDx","TmpSecretKey":"k","Token":"t"}}}"#,
            CredentialProblem::OtherProvider,
        );
        check_problem(r#"{"AccessKeyId":"LTAI5t","AccessKeySecret":"k"}"#, CredentialProblem::LongTerm);
        check_problem(r#"{"AccessKeyId":"STS.a","AccessKeySecret":"k"}"#, CredentialProblem::NoToken);
        check_problem(r#"{"AccessKeyId":"STS.a","SecurityToken":"k"}"#, CredentialProblem::NoSecret);
        check_problem(r#"{"AccessKeySecret":"STS.a","SecurityToken":"k"}"#, CredentialProblem::NoKeyId);
        check_problem(
            r#"{"AccessKeyId":"STS.a","AccessKeySecret":"k","SecurityToken":"a\nb"}"#,
            CredentialProblem::Characters,
        );
        check_problem(
            r#"{"AccessKeyId":"STS.a","AccessKeySecret":"k","SecurityToken":"t","Expiration":"2026-03-14T08:09:10Z"}"#,
            CredentialProblem::Expired,
        );
        check_problem(&"x".repeat(MAX_BYTES + 1), CredentialProblem::TooLong);
    }
}
