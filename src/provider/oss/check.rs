//! What OSS itself refuses, or takes with a surprise.

use crate::model::problem::Problem;
use crate::model::rule::{Part, Rule, flag};
use crate::model::{BucketName, Connection};

/// Error code 0020-00000044.
const ID_MAX_CHARS: usize = 192;
/// Error code 0020-00000038.
const PREFIX_MAX_CHARS: usize = 1_023;
/// alibabacloud-oss-v2 1.4, `LastModifyBeginTimeStamp`: unix seconds.
const TIMES: (u64, u64) = (1_262_275_200, 253_402_271_999);
/// Error code 0020-00000025 and the page on `UpperSizeBound` (document 480865).
const LARGEST: u64 = 54_975_581_388_800;
/// "Bucket inventory", on incremental inventories: the longest path of the destination.
const INCREMENTAL_MAX_CHARS: usize = 128;
/// "Bucket inventory": regions without monthly runs, the clouds for finance (three of them, "Regions and endpoints") and
/// government among them. The page names Paris as well, whose id no page that was read gives.
const NOT_MONTHLY: [&str; 9] = [
    "cn-zhangjiakou",
    "cn-zhongwei",
    "us-east-1",
    "us-west-1",
    "na-south-1",
    "cn-hangzhou-finance",
    "cn-shanghai-finance-1",
    "cn-shenzhen-finance-1",
    "cn-north-2-gov-1",
];

/// What is wrong with a part that is not empty.
pub(super) fn problem(part: Part, rule: &Rule) -> Option<Problem> {
    let text = rule.text(part);
    match part {
        Part::Id => too_long(text, ID_MAX_CHARS).or_else(|| console_id(text)),
        Part::Prefix => too_long(text, PREFIX_MAX_CHARS),
        // "Bucket inventory": not on buckets for HDFS.
        Part::DestinationPrefix => too_long(text, PREFIX_MAX_CHARS)
            .or_else(|| text.starts_with(".dlsdata/").then_some(Problem::ServiceFolder))
            .or_else(|| long_for_incremental(rule))
            .or_else(|| special_characters(text)),
        Part::ModifiedFrom | Part::ModifiedTo => {
            outside(text, TIMES).then_some(Problem::Time).or(Some(Problem::SomeRegions))
        }
        Part::SizeFrom => number_in(text, 0, LARGEST).or(Some(Problem::SomeRegions)),
        Part::SizeTo => number_in(text, 1, LARGEST).or(Some(Problem::SomeRegions)),
        // PutBucketInventory: these filters began in a few regions, and no list says where they are now.
        Part::StorageClass => Some(Problem::SomeRegions),
        Part::Bucket => bucket(text),
        Part::RoleArn => role(text),
        // PutBucketInventory, `KeyId`: the id alone; a policy writes `acs:kms:{region}:{account}:key/{id}`.
        Part::KmsKeyId => too_long(text, PREFIX_MAX_CHARS)
            .or_else(|| text.starts_with("acs:").then_some(Problem::KeyResource)),
        // "Bucket inventory": the last day stands for one that the month does not have.
        Part::DayOfMonth => text.parse::<u64>().is_ok_and(|day| day > 28).then_some(Problem::LastDay),
        // PutBucketInventory: on request, for accounts on an allow list; 600 is the only value named.
        Part::Incremental => Some(Problem::OnRequest),
        Part::IncrementalFrequency => number_in(text, 600, 600),
        _ => None,
    }
}

/// What a region does not offer.
pub(super) fn elsewhere(part: Part, rule: &Rule, connection: &Connection) -> Option<Problem> {
    let monthly = part == Part::Frequency && rule.text(part) == "Monthly";
    (monthly && NOT_MONTHLY.contains(&connection.region.as_str())).then_some(Problem::FrequencyElsewhere)
}

fn long_for_incremental(rule: &Rule) -> Option<Problem> {
    let long = rule.text(Part::DestinationPrefix).chars().count() > INCREMENTAL_MAX_CHARS;
    (long && flag(rule.text(Part::Incremental)) == Some(true))
        .then_some(Problem::LongForIncremental { max: INCREMENTAL_MAX_CHARS })
}

/// Document 480835, "special characters" in the destination's prefix, without a list of them: those beside the ones
/// that "Object naming conventions" uses in its own samples.
fn special_characters(text: &str) -> Option<Problem> {
    let plain = |c: char| !c.is_ascii_punctuation() || "-_./=".contains(c);
    (!text.chars().all(plain)).then_some(Problem::SpecialCharacters)
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
