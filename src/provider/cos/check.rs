//! What COS itself refuses, or takes with a surprise.

use crate::model::connection::is_label;
use crate::model::problem::Problem;
use crate::model::rule::{Part, Rule};
use crate::model::{BucketName, Connection};

/// The longest key of an object, in bytes; that a prefix cannot be longer is not documented.
const LONGEST_KEY: usize = 850;

/// What is wrong with a part that is not empty.
pub(super) fn problem(part: Part, rule: &Rule, connection: &Connection) -> Option<Problem> {
    let text = rule.text(part);
    match part {
        // PUT Bucket inventory, `Id`.
        Part::Id => {
            let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            (!text.bytes().all(known)).then_some(Problem::IdCharacters)
        }
        Part::Prefix => long(text),
        // PUT Bucket inventory, `Prefix`: COS adds the slash itself.
        Part::DestinationPrefix => {
            long(text).or_else(|| text.ends_with('/').then_some(Problem::EndsWithSlash))
        }
        Part::Tags => tags(rule),
        Part::MetadataFields => rule.entries(part).find_map(metadata),
        Part::Bucket => bucket(text, connection),
        // Whether 29 to 31 are taken is not documented.
        Part::DayOfMonth => text.parse::<u64>().is_ok_and(|day| day > 28).then_some(Problem::LateDay),
        _ => None,
    }
}

fn long(text: &str) -> Option<Problem> {
    (text.len() > LONGEST_KEY).then_some(Problem::LongerThanKeys { max: LONGEST_KEY })
}

/// PUT Bucket inventory: who filters by tags must record the field `Tag`.
fn tags(rule: &Rule) -> Option<Problem> {
    if rule.entries(Part::Tags).any(|tag| tag.split_once('=').is_none_or(|(key, _)| key.trim().is_empty())) {
        return Some(Problem::TagForm);
    }
    let recorded = rule.entries(Part::Fields).any(|field| field == "Tag");
    (!recorded).then_some(Problem::TagsNeedField)
}

/// A header's name after its prefix; RFC 9110, `token`, in the lower case that COS stores.
fn metadata(name: &str) -> Option<Problem> {
    let rest = name.strip_prefix(super::wire::METADATA).unwrap_or_default();
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    (rest.is_empty() || !rest.bytes().all(token)).then_some(Problem::MetadataName)
}

/// PUT Bucket inventory, `Bucket`: `qcs::cos:{region}::{bucket}`; "Inventory Overview": in the region of
/// the bucket that is listed.
fn bucket(text: &str, connection: &Connection) -> Option<Problem> {
    let parts = text.strip_prefix("qcs::cos:").and_then(|rest| rest.split_once("::"));
    let known_form = |region: &str, name: &str| (region.is_empty() || is_label(region)) && is_bucket(name);
    match parts.filter(|(region, name)| known_form(region, name)) {
        Some((region, _)) => (region != connection.region.as_str()).then_some(Problem::OtherRegion),
        // What only looks like the form names no region either.
        None => Some(Problem::BucketName),
    }
}

/// "Bucket Overview": a name, a hyphen and the digits of the APPID.
fn is_bucket(name: &str) -> bool {
    BucketName::parse(name).is_ok_and(|known| known.as_str() == name && known.has_app_id())
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
