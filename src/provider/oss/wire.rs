//! The rule document of OSS: reading, and writing without losing anything.
//!
//! Source: PutBucketInventory (element order, required elements) and GetBucketInventory. Some of
//! the names: `InventoryConfiguration`, `OSSBucketDestination`, `LastModifyBeginTimeStamp`.

use crate::model::Rule;
use crate::model::rule::{Destination, Encryption, Filter, Incremental, Schedule, Value};
use crate::provider::RulePage;
use crate::provider::xml::{Element, Node};

/// What the bucket of a destination is written with in front.
const BUCKET_ARN: &str = "acs:oss:::";

const ROOT: &str = "InventoryConfiguration";
const ROOT_ORDER: [&str; 8] = [
    "Id",
    "IsEnabled",
    "Filter",
    "Destination",
    "Schedule",
    "IncludedObjectVersions",
    "OptionalFields",
    "IncrementalInventory",
];
const FILTER_ORDER: [&str; 6] = [
    "Prefix",
    "LastModifyBeginTimeStamp",
    "LastModifyEndTimeStamp",
    "LowerSizeBound",
    "UpperSizeBound",
    "StorageClass",
];
const DESTINATION: &str = "OSSBucketDestination";
const DESTINATION_ORDER: [&str; 6] = ["Format", "AccountId", "RoleArn", "Bucket", "Prefix", "Encryption"];
const SCHEDULE_ORDER: [&str; 3] = ["Frequency", "DayOfMonth", "AutoDelete"];
const INCREMENTAL_ORDER: [&str; 3] = ["IsEnabled", "Schedule", "OptionalFields"];

/// A required element is missing, or the document is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotARule;

/// Reads an answer to a list request.
pub(super) fn read_page(document: &Element) -> Result<RulePage, NotARule> {
    if document.local_name() != "ListInventoryConfigurationsResult" {
        return Err(NotARule);
    }
    let truncated =
        document.child_text("IsTruncated").is_some_and(|text| Value::from_flag(&text) == Value::Known(true));
    let next = document.child_text("NextContinuationToken").filter(|token| truncated && !token.is_empty());
    // More is said to follow, but not how to ask for it: a part must not pass for the whole.
    if truncated && next.is_none() {
        return Err(NotARule);
    }
    Ok(RulePage { rules: document.children(ROOT).map(read_rule).collect::<Result<_, _>>()?, next })
}

/// Reads one rule.
pub(super) fn read_rule(document: &Element) -> Result<Rule, NotARule> {
    if document.local_name() != ROOT {
        return Err(NotARule);
    }
    let required = |name: &str| document.child_text(name).ok_or(NotARule);
    let destination = document.child("Destination").and_then(|d| d.child(DESTINATION)).ok_or(NotARule)?;
    Ok(Rule {
        id: required("Id").ok().filter(|id| !id.is_empty()).ok_or(NotARule)?,
        enabled: Value::from_flag(&required("IsEnabled")?),
        filter: document.child("Filter").map(read_filter).unwrap_or_default(),
        destination: read_destination(destination)?,
        schedule: read_schedule(document.child("Schedule").ok_or(NotARule)?)?,
        versions: Value::from_word(&required("IncludedObjectVersions")?),
        fields: read_fields(document),
        incremental: document.child("IncrementalInventory").map(read_incremental),
    })
}

fn read_filter(filter: &Element) -> Filter {
    let number = |name: &str| filter.child_text(name).map(|text| Value::from_number(&text));
    Filter {
        prefix: filter.child_text("Prefix"),
        modified_from: number("LastModifyBeginTimeStamp"),
        modified_to: number("LastModifyEndTimeStamp"),
        size_from: filter.child_text("LowerSizeBound").map(|text| Value::from_number(&text)),
        size_to: filter.child_text("UpperSizeBound").map(|text| Value::from_number(&text)),
        storage_class: filter.child_text("StorageClass"),
    }
}

fn read_destination(destination: &Element) -> Result<Destination, NotARule> {
    let bucket = destination.child_text("Bucket").ok_or(NotARule)?;
    Ok(Destination {
        format: Value::from_word(&destination.child_text("Format").ok_or(NotARule)?),
        account_id: destination.child_text("AccountId"),
        role_arn: destination.child_text("RoleArn"),
        bucket: bucket
            .trim()
            .strip_prefix(BUCKET_ARN)
            .map_or_else(|| Value::Other(bucket.clone()), |name| Value::Known(name.to_owned())),
        prefix: destination.child_text("Prefix"),
        encryption: destination.child("Encryption").map_or(Encryption::None, read_encryption),
    })
}

fn read_encryption(encryption: &Element) -> Encryption {
    match encryption.elements().next() {
        None => Encryption::None,
        Some(kind) if kind.local_name() == "SSE-OSS" => Encryption::ServiceKey,
        Some(kind) if kind.local_name() == "SSE-KMS" => {
            Encryption::Kms { key_id: kind.child_text("KeyId").unwrap_or_default() }
        }
        Some(kind) => Encryption::Other(kind.name.clone()),
    }
}

fn read_schedule(schedule: &Element) -> Result<Schedule, NotARule> {
    Ok(Schedule {
        frequency: Value::from_word(&schedule.child_text("Frequency").ok_or(NotARule)?),
        day_of_month: schedule.child_text("DayOfMonth").map(|text| Value::from_number(&text)),
        auto_delete: schedule.child_text("AutoDelete").map(|text| Value::from_flag(&text)),
    })
}

fn read_fields(parent: &Element) -> Vec<String> {
    parent
        .child("OptionalFields")
        .map(|fields| fields.children("Field").map(|field| field.text().trim().to_owned()).collect())
        .unwrap_or_default()
}

fn read_incremental(incremental: &Element) -> Incremental {
    Incremental {
        enabled: incremental.child_text("IsEnabled").map(|text| Value::from_flag(&text)),
        frequency_seconds: incremental
            .child("Schedule")
            .and_then(|schedule| schedule.child_text("Frequency"))
            .map(|text| Value::from_number(&text)),
        fields: read_fields(incremental),
    }
}

/// The document of `rule`: `kept` with the differences written into it, or a new one.
pub(super) fn document(rule: &Rule, kept: Option<&Element>) -> Element {
    let before = kept.and_then(|document| read_rule(document).ok());
    let mut root = kept.cloned().unwrap_or_else(|| Element::new(ROOT));
    let change = Change { before: before.as_ref(), after: rule };
    change.text(&mut root, &ROOT_ORDER, "Id", |rule| Some(rule.id.clone()));
    change.text(&mut root, &ROOT_ORDER, "IsEnabled", |rule| Some(rule.enabled.flag().to_owned()));
    change
        .text(&mut root, &ROOT_ORDER, "IncludedObjectVersions", |rule| Some(rule.versions.text().to_owned()));
    change.inside(&mut root, &ROOT_ORDER, "Filter", |rule| &rule.filter, write_filter);
    let destination = root.child_or_insert(&ROOT_ORDER, "Destination");
    change.inside(destination, &[DESTINATION], DESTINATION, |rule| &rule.destination, write_destination);
    change.inside(&mut root, &ROOT_ORDER, "Schedule", |rule| &rule.schedule, write_schedule);
    if change.of(|rule| &rule.fields) {
        write_fields(&mut root, &ROOT_ORDER, &rule.fields);
    }
    if change.of(|rule| &rule.incremental) {
        write_incremental(&mut root, &change);
    }
    root.arrange(&ROOT_ORDER);
    root
}

/// A rule before and after; `before` is `None` for a new document.
struct Change<'a> {
    before: Option<&'a Rule>,
    after: &'a Rule,
}

impl Change<'_> {
    /// Whether a part differs, or everything is new.
    fn of<T: PartialEq>(&self, part: impl Fn(&Rule) -> &T) -> bool {
        self.before.is_none_or(|before| part(before) != part(self.after))
    }

    /// Writes a text element if it differs: `None` removes it.
    fn text(&self, parent: &mut Element, order: &[&str], name: &str, part: impl Fn(&Rule) -> Option<String>) {
        let after = part(self.after);
        if self.before.is_some_and(|before| part(before) == after) {
            return;
        }
        match after {
            Some(text) => parent.child_or_insert(order, name).set_text(&text),
            None => parent.remove(name),
        }
    }

    /// Writes a container if what is in it differs, and removes one that has become empty.
    fn inside<T: PartialEq>(
        &self,
        parent: &mut Element,
        order: &[&str],
        name: &str,
        part: impl Fn(&Rule) -> &T,
        write: impl Fn(&mut Element, &Self),
    ) {
        if self.of(&part) {
            let container = parent.child_or_insert(order, name);
            write(container, self);
            if container.nodes.is_empty() {
                parent.remove(name);
            }
        }
    }
}

fn write_filter(filter: &mut Element, change: &Change<'_>) {
    let order = &FILTER_ORDER;
    change.text(filter, order, "Prefix", |rule| rule.filter.prefix.clone());
    change.text(filter, order, "LastModifyBeginTimeStamp", |rule| {
        rule.filter.modified_from.as_ref().map(Value::number)
    });
    change.text(filter, order, "LastModifyEndTimeStamp", |rule| {
        rule.filter.modified_to.as_ref().map(Value::number)
    });
    change.text(filter, order, "LowerSizeBound", |rule| rule.filter.size_from.as_ref().map(Value::number));
    change.text(filter, order, "UpperSizeBound", |rule| rule.filter.size_to.as_ref().map(Value::number));
    change.text(filter, order, "StorageClass", |rule| rule.filter.storage_class.clone());
    filter.arrange(order);
}

fn write_destination(destination: &mut Element, change: &Change<'_>) {
    let order = &DESTINATION_ORDER;
    change.text(destination, order, "Format", |rule| Some(rule.destination.format.text().to_owned()));
    change.text(destination, order, "AccountId", |rule| rule.destination.account_id.clone());
    change.text(destination, order, "RoleArn", |rule| rule.destination.role_arn.clone());
    change.text(destination, order, "Bucket", |rule| {
        Some(match &rule.destination.bucket {
            Value::Known(name) => format!("{BUCKET_ARN}{name}"),
            Value::Other(text) => text.clone(),
        })
    });
    change.text(destination, order, "Prefix", |rule| rule.destination.prefix.clone());
    if change.of(|rule| &rule.destination.encryption) {
        write_encryption(destination, &change.after.destination.encryption);
    }
    destination.arrange(order);
}

/// Only the element of the encryption itself is touched: what stands beside it stays.
fn write_encryption(destination: &mut Element, encryption: &Encryption) {
    let kind = match encryption {
        Encryption::None => {
            destination.remove("Encryption");
            return;
        }
        Encryption::ServiceKey => "SSE-OSS",
        Encryption::Kms { .. } => "SSE-KMS",
        Encryption::Other(name) => name,
    };
    let container = destination.child_or_insert(&DESTINATION_ORDER, "Encryption");
    for other in ["SSE-OSS", "SSE-KMS"].into_iter().filter(|other| *other != kind) {
        container.remove(other);
    }
    let element = container.child_or_insert(&[], kind);
    if let Encryption::Kms { key_id } = encryption {
        element.child_or_insert(&[], "KeyId").set_text(key_id);
    }
}

fn write_schedule(schedule: &mut Element, change: &Change<'_>) {
    let order = &SCHEDULE_ORDER;
    change.text(schedule, order, "Frequency", |rule| Some(rule.schedule.frequency.text().to_owned()));
    change.text(schedule, order, "DayOfMonth", |rule| rule.schedule.day_of_month.as_ref().map(Value::number));
    change.text(schedule, order, "AutoDelete", |rule| {
        rule.schedule.auto_delete.as_ref().map(|flag| flag.flag().to_owned())
    });
    schedule.arrange(order);
}

/// Sets the `Field` elements: those that stay keep their place, new ones follow.
fn write_fields(parent: &mut Element, order: &[&str], fields: &[String]) {
    if fields.is_empty() {
        parent.remove("OptionalFields");
        return;
    }
    let container = parent.child_or_insert(order, "OptionalFields");
    let name_of = |node: &Node| match node {
        Node::Element(element) if element.local_name() == "Field" => Some(element.text().trim().to_owned()),
        _ => None,
    };
    container.nodes.retain(|node| name_of(node).is_none_or(|name| fields.contains(&name)));
    for field in fields {
        if !container.nodes.iter().any(|node| name_of(node).as_ref() == Some(field)) {
            container.push(Element::with_text("Field", field));
        }
    }
}

fn write_incremental(root: &mut Element, change: &Change<'_>) {
    let Some(after) = &change.after.incremental else {
        root.remove("IncrementalInventory");
        return;
    };
    let order = &INCREMENTAL_ORDER;
    let part = |rule: &Rule| rule.incremental.clone();
    let element = root.child_or_insert(&ROOT_ORDER, "IncrementalInventory");
    change.text(element, order, "IsEnabled", |rule| part(rule)?.enabled.map(|flag| flag.flag().to_owned()));
    let schedule = element.child_or_insert(order, "Schedule");
    change.text(schedule, &["Frequency"], "Frequency", |rule| {
        part(rule)?.frequency_seconds.as_ref().map(Value::number)
    });
    if schedule.nodes.is_empty() {
        element.remove("Schedule");
    }
    if change.before.and_then(part).is_none_or(|before| before.fields != after.fields) {
        write_fields(element, order, &after.fields);
    }
    element.arrange(order);
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
