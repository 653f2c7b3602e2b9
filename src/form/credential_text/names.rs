//! Which part of credentials a name stands for. Names are known by their end: before it stands the cloud, the tool
//! or the path of a setting (`ALICLOUD_ACCESS_KEY`, `COSAccessKeyId`, `fs.cosn.userinfo.secretId`).

use super::section::plain;
use crate::model::Provider;

/// A part of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    KeyId,
    Secret,
    Token,
    End,
}

/// What a name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) kind: Kind,
    /// Whether the name says all by itself, whatever stands around it.
    pub(super) is_certain: bool,
    /// What stands before the end, see [`plain`].
    pub(super) before: String,
}

/// Ends that mean one thing only. A longer one stands before those that it ends with.
const ENDS: [(&str, Kind); 27] = [
    ("accesskeysecret", Kind::Secret),
    ("secretaccesskey", Kind::Secret),
    ("accesssecret", Kind::Secret),
    ("secretkey", Kind::Secret),
    ("accesskeyid", Kind::KeyId),
    ("secretid", Kind::KeyId),
    ("accessid", Kind::KeyId),
    ("accesskey", Kind::KeyId),
    ("securitytokens", Kind::Token),
    ("securitytoken", Kind::Token),
    ("sessiontoken", Kind::Token),
    ("ststoken", Kind::Token),
    ("expirationtime", Kind::End),
    ("expirationdate", Kind::End),
    ("expiration", Kind::End),
    ("expiredtime", Kind::End),
    ("expiretime", Kind::End),
    ("expirytime", Kind::End),
    ("expirestime", Kind::End),
    ("expiresat", Kind::End),
    ("expireat", Kind::End),
    ("expiredat", Kind::End),
    ("expirydate", Kind::End),
    ("tokenexpires", Kind::End),
    ("tokenexpiry", Kind::End),
    ("tokenexpired", Kind::End),
    ("tokenexpire", Kind::End),
];

/// Short names, which mean this only by themselves or after words of [`TOOLS`].
const SHORT: [(&str, Kind); 10] = [
    ("id", Kind::KeyId),
    ("ak", Kind::KeyId),
    ("akid", Kind::KeyId),
    ("secret", Kind::Secret),
    ("sk", Kind::Secret),
    ("token", Kind::Token),
    ("stoken", Kind::Token),
    ("expires", Kind::End),
    ("expire", Kind::End),
    ("expiry", Kind::End),
];

/// The name that cosfs has for a token; without a word of [`TOOLS`] before it, it is one of another kind.
const ACCESS_TOKEN: &str = "accesstoken";

/// Words for the two clouds and for what is temporary.
const TOOLS: [(&str, Option<Provider>); 16] = [
    ("alibabacloud", Some(Provider::Oss)),
    ("alicloud", Some(Provider::Oss)),
    ("alibaba", Some(Provider::Oss)),
    ("aliyun", Some(Provider::Oss)),
    ("oss", Some(Provider::Oss)),
    ("tencentcloud", Some(Provider::Cos)),
    ("tencent", Some(Provider::Cos)),
    ("qcloud", Some(Provider::Cos)),
    ("cosn", Some(Provider::Cos)),
    ("cos", Some(Provider::Cos)),
    ("temporary", None),
    ("temp", None),
    ("tmp", None),
    ("sts", None),
    ("fs", None),
    ("userinfo", None),
];

/// Other clouds, by how the names of their settings begin.
const OTHERS: [&str; 8] = ["aws", "amazon", "minio", "s3", "r2", "huaweicloud", "obs", "baidu"];

/// What a name stands for, if it stands for a part of credentials.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    let name = plain(name);
    let of = |kind, is_certain, before: &str| Some(Meaning { kind, is_certain, before: before.to_owned() });
    if let Some((before, kind)) = ENDS.iter().find_map(|(end, kind)| Some((name.strip_suffix(end)?, *kind))) {
        return of(kind, true, before);
    }
    if let Some(before) = name.strip_suffix(ACCESS_TOKEN)
        && cloud(before).is_some()
    {
        return of(Kind::Token, true, before);
    }
    let (before, kind) = SHORT
        .iter()
        .filter_map(|(end, kind)| Some((name.strip_suffix(end)?, *kind)))
        .find(|(before, _)| without_tools(before).is_empty())?;
    of(kind, false, before)
}

/// The text without all words of tools at its beginning.
fn without_tools(mut text: &str) -> &str {
    while let Some(rest) = TOOLS.iter().find_map(|(tool, _)| text.strip_prefix(tool)) {
        text = rest;
    }
    text
}

/// Whose names begin so, as far as it is known.
pub(super) fn cloud(before: &str) -> Option<Provider> {
    TOOLS.iter().find(|(tool, provider)| provider.is_some() && before.contains(tool))?.1
}

/// Whether names that begin so are of a cloud that is not known here.
pub(super) fn is_of_another_cloud(before: &str) -> bool {
    OTHERS.iter().any(|other| before.starts_with(other))
}

/// Whose name a text is as a whole: `oss`, `tencentCloud`.
pub(super) fn cloud_called(name: &str) -> Option<Provider> {
    if without_tools(name).is_empty() { cloud(name) } else { None }
}

/// Whether a text is the name of a cloud that is not known here.
pub(super) fn is_called_another_cloud(name: &str) -> bool {
    OTHERS.contains(&name)
}
