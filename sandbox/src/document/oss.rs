//! OSS's rule document: its elements and values, and how an answer prints it
//! (wire/oss.md section 5). Elements that no document names are kept and given
//! back.

use roxmltree::{Document, Node};

use crate::bytes_text::xml_text;
use crate::document::elements::{Schema, Vocabulary, child, known_children, local, text};

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

/// All filters, and what `with_zeros` shows for one that is not set.
const FILTERS: [(&str, &str); 6] = [
    ("Prefix", ""),
    ("LastModifyBeginTimeStamp", "0"),
    ("LastModifyEndTimeStamp", "0"),
    ("LowerSizeBound", "0"),
    ("UpperSizeBound", "0"),
    ("StorageClass", ""),
];

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

/// A printed rule with every filter, empty or 0 where none is set. So the live
/// service is said to answer GET by the alicloud Terraform provider, which
/// takes such values for none (`resourceAliCloudOssBucketInventoryRead`).
pub(crate) fn with_zeros(printed: &str) -> String {
    let Ok(document) = Document::parse(printed) else {
        return printed.into();
    };
    let root = document.root_element();
    let filter = child(root, "Filter");
    let mut all = String::from("<Filter>");
    for (name, zero) in FILTERS {
        let set = filter.and_then(|filter| child(filter, name)).map(text);
        let value = set.filter(|value| !value.is_empty()).unwrap_or_else(|| zero.into());
        all.push_str(&format!("<{name}>{}</{name}>", xml_text(&value)));
    }
    // What no document names stays, at the end.
    let others = filter.into_iter().flat_map(|filter| filter.children().filter(Node::is_element));
    for other in others.filter(|other| FILTERS.iter().all(|(name, _)| *name != local(*other))) {
        print_element(other, &mut all);
    }
    all.push_str("</Filter>");
    let place = match (filter, child(root, "IncludedObjectVersions")) {
        (Some(filter), _) => filter.range(),
        (None, Some(next)) => next.range().start..next.range().start,
        // Only a test can store a rule without it.
        (None, None) => return printed.into(),
    };
    let mut shown = printed.to_owned();
    shown.replace_range(place, &all);
    shown
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
#[path = "oss_tests.rs"]
mod tests;
