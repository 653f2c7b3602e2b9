//! What OSS itself refuses, or takes with a surprise.

use crate::model::BucketName;
use crate::model::problem::Problem;
use crate::model::rule::{Part, Rule};

/// Error code 0020-00000044.
const ID_MAX_CHARS: usize = 192;
/// Error code 0020-00000038.
const PREFIX_MAX_CHARS: usize = 1_023;
/// alibabacloud-oss-v2 1.4, `LastModifyBeginTimeStamp`: unix seconds.
const TIMES: (u64, u64) = (1_262_275_200, 253_402_271_999);
/// alibabacloud-oss-v2 1.4, `UpperSizeBound`: 48.8 TB.
const LARGEST: u64 = 53_687_091_200 * 1_000;

/// What is wrong with a part that is not empty.
pub(super) fn problem(part: Part, rule: &Rule) -> Option<Problem> {
    let text = rule.text(part);
    match part {
        Part::Id => too_long(text, ID_MAX_CHARS).or_else(|| console_id(text)),
        Part::Prefix => too_long(text, PREFIX_MAX_CHARS),
        // "Bucket inventory": not on buckets for HDFS.
        Part::DestinationPrefix => too_long(text, PREFIX_MAX_CHARS)
            .or_else(|| text.starts_with(".dlsdata/").then_some(Problem::ServiceFolder)),
        Part::ModifiedFrom | Part::ModifiedTo => {
            outside(text, TIMES).then_some(Problem::Time).or(Some(Problem::SomeRegions))
        }
        Part::SizeFrom => number_in(text, 0, LARGEST).or(Some(Problem::SomeRegions)),
        Part::SizeTo => number_in(text, 1, LARGEST).or(Some(Problem::SomeRegions)),
        // PutBucketInventory: these filters began in a few regions, and no list says where they are now.
        Part::StorageClass => Some(Problem::SomeRegions),
        Part::Bucket => bucket(text),
        Part::RoleArn => role(text),
        Part::KmsKeyId => too_long(text, PREFIX_MAX_CHARS),
        // PutBucketInventory: on request, for accounts on an allow list; 600 is the only value named.
        Part::Incremental => Some(Problem::OnRequest),
        Part::IncrementalFrequency => number_in(text, 600, 600),
        _ => None,
    }
}

fn too_long(text: &str, max: usize) -> Option<Problem> {
    let is = text.chars().count();
    (is > max).then_some(Problem::TooLong { max, is })
}

/// "Configure bucket inventory": the console takes `a-z 0-9 -`; the API states no character set.
fn console_id(id: &str) -> Option<Problem> {
    (!crate::model::connection::is_label(id)).then_some(Problem::ConsoleId)
}

fn outside(text: &str, (from, to): (u64, u64)) -> bool {
    !text.parse::<u64>().is_ok_and(|number| (from..=to).contains(&number))
}

fn number_in(text: &str, from: u64, to: u64) -> Option<Problem> {
    outside(text, (from, to)).then_some(Problem::WholeNumber { from, to })
}

/// Error codes 0020-00000030 to 32: format, length and characters.
fn bucket(text: &str) -> Option<Problem> {
    let name = text.strip_prefix("acs:oss:::").unwrap_or_default();
    let known = BucketName::parse(name).is_ok_and(|known| known.as_str() == name);
    (!known).then_some(Problem::BucketName)
}

/// PutBucketInventory, `RoleArn`: `acs:ram::{uid}:role/{name}`.
fn role(text: &str) -> Option<Problem> {
    let parts = text.strip_prefix("acs:ram::").and_then(|rest| rest.split_once(":role/"));
    match parts {
        Some((account, name)) if is_account(account) && is_role_name(name) => None,
        _ => Some(Problem::RoleArn),
    }
}

fn is_account(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// RAM, CreateRole: letters, digits, `.` and `-`, up to 64; older roles have `_` as well.
fn is_role_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_/".contains(&byte))
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
