//! What a PUT or POST must hold (wire/cos.md section 3). What is missing is
//! `MalformedXML`, a wrong value `InvalidArgument`, each with the element at
//! fault. The order of elements is free, and what no document names is let
//! through.

use roxmltree::Node;

use crate::cos::error::invalid_argument;
use crate::document::cos::SCHEMA;
use crate::document::elements::{Vocabulary, check_places, child, is_boolean, local, parse, required, text};
use crate::error::Error;

/// Which call a body came with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// PUT.
    Periodic,
    /// POST: needs neither schedule nor state.
    OneTime,
}

/// Checks the body for the rule `id` of a bucket in `region`.
pub(crate) fn check(
    body: &[u8],
    id: &str,
    kind: Kind,
    region: &str,
    known: &Vocabulary,
) -> Result<(), Error> {
    if body.is_empty() {
        return Err(Error::new(400, "MissingRequestBodyError", "Request body is empty."));
    }
    let document = parse(body)?;
    let root = document.root_element();
    check_places(root, SCHEMA, &["Field", "Tag"])?;
    check_id(&text(required(root, "Id")?), id)?;
    if let Some(enabled) = unless_one_time(root, "IsEnabled", kind)? {
        valid(enabled, |_| is_boolean(enabled))?;
    }
    check_destination(root, region, known)?;
    if let Some(schedule) = unless_one_time(root, "Schedule", kind)? {
        check_schedule(schedule, known)?;
    }
    valid(required(root, "IncludedObjectVersions")?, |versions| matches!(versions, "All" | "Current"))?;
    let fields = check_fields(root, known)?;
    child(root, "Filter").map_or(Ok(()), |filter| check_filter(filter, &fields))
}

/// Refuses a value by its element.
fn valid(node: Node<'_, '_>, is_valid: impl Fn(&str) -> bool) -> Result<(), Error> {
    if is_valid(&text(node)) { Ok(()) } else { Err(invalid_argument(local(node))) }
}

fn unless_one_time<'a, 'input>(
    root: Node<'a, 'input>,
    name: &str,
    kind: Kind,
) -> Result<Option<Node<'a, 'input>>, Error> {
    match kind {
        Kind::Periodic => required(root, name).map(Some),
        Kind::OneTime => Ok(child(root, name)),
    }
}

fn check_id(in_body: &str, in_query: &str) -> Result<(), Error> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if in_body.is_empty() || !in_body.bytes().all(allowed) {
        Err(invalid_argument("Id"))
    } else if in_body != in_query {
        Err(invalid_argument("id"))
    } else {
        Ok(())
    }
}

fn check_destination(root: Node<'_, '_>, region: &str, known: &Vocabulary) -> Result<(), Error> {
    let destination = required(required(root, "Destination")?, "COSBucketDestination")?;
    valid(required(destination, "Format")?, |format| known.formats.iter().any(|known| known == format))?;
    if let Some(account) = child(destination, "AccountId") {
        valid(account, is_number)?;
    }
    valid(required(destination, "Bucket")?, |bucket| is_destination(bucket, region))?;
    match child(destination, "Encryption") {
        // Python's SDK writes another name into it, which is let through.
        Some(encryption) if encryption.first_element_child().is_none() => {
            Err(Error::malformed_xml("SSE-COS"))
        }
        _ => Ok(()),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `qcs::cos:REGION::NAME-APPID` in the region of the source.
fn is_destination(value: &str, region: &str) -> bool {
    let bucket = value.strip_prefix("qcs::cos:").and_then(|rest| rest.strip_prefix(region));
    let bucket = bucket.and_then(|rest| rest.strip_prefix("::"));
    bucket.and_then(|bucket| bucket.rsplit_once('-')).is_some_and(|(name, appid)| {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let has_ends = !name.is_empty() && !name.starts_with('-') && !name.ends_with('-');
        is_number(appid) && has_ends && name.bytes().all(allowed)
    })
}

fn check_schedule(schedule: Node<'_, '_>, known: &Vocabulary) -> Result<(), Error> {
    let frequency = required(schedule, "Frequency")?;
    valid(frequency, |frequency| known.frequencies.iter().any(|known| known == frequency))?;
    match child(schedule, "MonthlyDate") {
        Some(day) => valid(day, |day| day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))),
        None if text(frequency) == "Monthly" => Err(Error::malformed_xml("MonthlyDate")),
        None => Ok(()),
    }
}

/// The optional fields.
fn check_fields(root: Node<'_, '_>, known: &Vocabulary) -> Result<Vec<String>, Error> {
    let Some(fields) = child(root, "OptionalFields") else {
        return Ok(Vec::new());
    };
    let fields = fields.children().filter(|node| local(*node) == "Field").map(text);
    fields
        .map(|field| {
            let is_metadata = field.strip_prefix("x-cos-meta-").is_some_and(|name| !name.is_empty());
            let is_known = is_metadata || known.fields.contains(&field);
            if is_known { Ok(field) } else { Err(invalid_argument("Field")) }
        })
        .collect()
}

fn check_filter(filter: Node<'_, '_>, fields: &[String]) -> Result<(), Error> {
    if let Some(and) = child(filter, "And") {
        // Both together stand inside `And`.
        if child(filter, "Prefix").is_some() {
            return Err(Error::malformed_xml("Prefix"));
        }
        check_and(and, fields)?;
    }
    let Some(period) = child(filter, "Period") else {
        return Ok(());
    };
    for name in ["StartTime", "EndTime"] {
        if let Some(time) = child(period, name) {
            valid(time, is_number)?;
        }
    }
    Ok(())
}

fn check_and(and: Node<'_, '_>, fields: &[String]) -> Result<(), Error> {
    for tag in and.children().filter(|node| local(*node) == "Tag") {
        valid(required(tag, "Key")?, |key| !key.is_empty())?;
        required(tag, "Value")?;
        if !fields.iter().any(|field| field == "Tag") {
            return Err(invalid_argument("Field"));
        }
    }
    child(and, "StorageClass").map_or(Ok(()), |class| valid(class, |class| !class.is_empty()))
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
