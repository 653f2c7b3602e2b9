//! OSS's rule document: its elements and values, and how an answer prints it
//! (wire/oss.md section 5). Elements that no document names are kept and given
//! back.

use roxmltree::{Document, Node};

use crate::bytes_text::xml_text;
use crate::document::{Schema, Vocabulary, known_children, local, text};

const FREQUENCIES: [&str; 4] = ["Daily", "Weekly", "Monthly", "Once"];
pub(crate) const FIELDS: [&str; 11] = [
    "Size",
    "LastModifiedDate",
    "ETag",
    "StorageClass",
    "IsMultipartUploaded",
    "EncryptionStatus",
    "ObjectAcl",
    "TaggingCount",
    "ObjectType",
    "Crc64",
    "TransitionTime",
];
pub(crate) const INCREMENTAL_FIELDS: [&str; 15] = [
    "SequenceNumber",
    "RecordType",
    "RecordTimestamp",
    "Requester",
    "SourceIp",
    "RequestId",
    "Size",
    "StorageClass",
    "LastModifiedDate",
    "ETag",
    "IsMultipartUploaded",
    "ObjectType",
    "ObjectAcl",
    "Crc64",
    "EncryptionStatus",
];
pub(crate) const STORAGE_CLASSES: [&str; 6] =
    ["All", "Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive"];

pub(crate) fn vocabulary() -> Vocabulary {
    Vocabulary::new(&FREQUENCIES, &FIELDS)
}

/// The documented children of each documented element, in the order of the
/// GET page; also the order in which answers print them.
pub(crate) const SCHEMA: &Schema = &[
    (
        "InventoryConfiguration",
        &[
            "Id",
            "IsEnabled",
            "Destination",
            "Schedule",
            "Filter",
            "IncludedObjectVersions",
            "OptionalFields",
            "IncrementalInventory",
        ],
    ),
    ("Destination", &["OSSBucketDestination"]),
    ("OSSBucketDestination", &["Format", "AccountId", "RoleArn", "Bucket", "Prefix", "Encryption"]),
    ("Encryption", &["SSE-OSS", "SSE-KMS"]),
    ("SSE-KMS", &["KeyId"]),
    ("Schedule", &["Frequency", "DayOfMonth", "AutoDelete"]),
    (
        "Filter",
        &[
            "Prefix",
            "LastModifyBeginTimeStamp",
            "LastModifyEndTimeStamp",
            "LowerSizeBound",
            "UpperSizeBound",
            "StorageClass",
        ],
    ),
    ("OptionalFields", &["Field"]),
    ("IncrementalInventory", &["IsEnabled", "Schedule", "OptionalFields"]),
];

/// A stored rule as an answer shows it, without the XML declaration. One that
/// cannot be read (only a test can store such) is given back as it is.
pub(crate) fn print(xml: &str) -> String {
    match Document::parse(xml) {
        Ok(document) => {
            let mut out = String::with_capacity(xml.len());
            print_element(document.root_element(), &mut out);
            out
        }
        Err(_) => xml.into(),
    }
}

fn print_element(node: Node<'_, '_>, out: &mut String) {
    let name = local(node);
    let mut children: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
    // Documented children come in the documented order, the others after them;
    // the sort is stable, so both keep their own order otherwise.
    if let Some(order) = known_children(SCHEMA, name) {
        children.sort_by_key(|child| {
            order.iter().position(|known| *known == local(*child)).unwrap_or(order.len())
        });
    }
    out.push_str(&format!("<{name}>"));
    if children.is_empty() {
        out.push_str(&xml_text(&shown_value(name, &text(node))));
    }
    for child in children {
        print_element(child, out);
    }
    out.push_str(&format!("</{name}>"));
}

/// The two values that come back otherwise than they were sent.
fn shown_value(name: &str, value: &str) -> String {
    match name {
        "IsEnabled" | "AutoDelete" => value.to_ascii_lowercase(),
        "StorageClass" => {
            let mut classes: Vec<&str> = value.split(',').collect();
            classes.sort_unstable();
            classes.join(",")
        }
        _ => value.into(),
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
