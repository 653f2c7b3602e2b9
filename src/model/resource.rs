//! A bucket named as a resource, as policies and the rules themselves name it.
//!
//! `acs:oss:{region}:{account}:{name}[/{prefix}]` (RAM, "ARN format"; a rule has neither region nor account) and
//! `qcs:{project}:cos:{region}:{account}:{name}[/{prefix}]` (CAM, "Resource description"; a rule has the region). Any
//! other text, alike as it may look, is none of them: a part of it would be another bucket's name. So is COS's older
//! form `…:prefix//{APPID}/{name}/…`, whose first word is no bucket.

use super::connection::{BucketName, Provider, is_label};
use super::region::Region;

/// A resource taken apart.
pub(crate) struct Resource<'a> {
    pub(crate) provider: Provider,
    /// Its region, if it says one.
    pub(crate) region: Option<Region>,
    /// The account in digits as rules name it, if it says one. An APPID of COS (`uid/…`) is another number.
    pub(crate) account: Option<&'a str>,
    pub(crate) bucket: BucketName,
    /// The bucket's name as it stands there.
    pub(crate) name: &'a str,
    /// What follows the name and a slash.
    pub(crate) path: Option<&'a str>,
}

impl<'a> Resource<'a> {
    /// Reads a text without blanks around; `None` for anything that is not exactly such a name.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        let (provider, rest) = match text.strip_prefix("acs:oss:") {
            Some(rest) => (Provider::Oss, rest),
            None => {
                let (project, rest) = text.strip_prefix("qcs:")?.split_once(":cos:")?;
                (Provider::Cos, digits(project).then_some(rest)?)
            }
        };
        let (region, rest) = rest.split_once(':')?;
        let (account, resource) = rest.split_once(':')?;
        let region = match region {
            "" | "*" => None,
            region => Some(Region::parse(region).ok().filter(|_| is_label(region))?),
        };
        let account = match account {
            "" | "*" => None,
            account => account_of(provider, account)?,
        };
        let (name, path) = match resource.split_once('/') {
            Some((name, path)) => (name, Some(path)),
            None => (resource, None),
        };
        let bucket = BucketName::parse(name).ok().filter(|bucket| bucket.as_str() == name)?;
        let is_bucket = provider != Provider::Cos || bucket.has_app_id();
        is_bucket.then_some(Resource { provider, region, account, bucket, name, path })
    }
}

/// The account id in an account; `Some(None)` for an account that is named by another number.
fn account_of(provider: Provider, account: &str) -> Option<Option<&str>> {
    let (kind, number) = match provider {
        Provider::Oss => ("uin", account),
        Provider::Cos => account.split_once('/')?,
    };
    let is_number = !number.is_empty() && digits(number);
    (is_number && matches!(kind, "uid" | "uin")).then(|| Some(number).filter(|_| kind == "uin"))
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Texts that only look like a named bucket, wherever such a name is read.
#[cfg(test)]
pub(crate) const LOOK_ALIKES: [&str; 24] = [
    "acs:oss:reports",
    "acs:oss::reports",
    "acs:oss::::reports",
    "acs:oss:::one:reports",
    "acs:oss:::",
    "acs:oss:::Re ports",
    "acs:oss::me:reports",
    "acs:oss:cn hangzhou::reports",
    "acs:oss:CN-HANGZHOU::reports",
    "acs:ram::1000000000000000:role/reports",
    "acs:kms:cn-hangzhou:1000000000000000:key/reports",
    "ACS:OSS:::reports",
    "qcs::cos:reports-1250000000",
    "qcs::cos::reports-1250000000",
    "qcs::cos:ap-guangzhou::x::reports-1250000000",
    "qcs::cos:ap-guangzhou:uid/:reports-1250000000",
    "qcs::cos:ap-guangzhou:1250000000:reports-1250000000",
    "qcs::cos:ap-guangzhou:prefix//1250000000/reports:reports-1250000000",
    "qcs::cos:ap-guangzhou:uid/1250000000:prefix//1250000000/reports/a",
    "qcs::cos:ap-guangzhou::reports",
    "qcs:x:cos:ap-guangzhou::reports-1250000000",
    "qcs:x:cos:ap-guangzhou:uid/1250000000:reports-1250000000/a",
    "qcs::cvm:ap-guangzhou::reports-1250000000",
    "arn:acs:oss:::reports",
];
