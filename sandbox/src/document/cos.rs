//! COS's rule document: its elements and values (wire/cos.md section 3).
//! Answers give a rule back as it was written.

use roxmltree::Document;

use crate::document::elements::{Schema, Vocabulary};

const FREQUENCIES: [&str; 3] = ["Daily", "Weekly", "Monthly"];
const FIELDS: [&str; 8] = [
    "Size",
    "LastModifiedDate",
    "StorageClass",
    "ETag",
    "IsMultipartUploaded",
    "ReplicationStatus",
    "Tag",
    "Crc64",
];

pub(crate) fn vocabulary() -> Vocabulary {
    Vocabulary::new(&FREQUENCIES, &FIELDS)
}

/// The documented children of each documented element. `SSE-COS` right under
/// the destination is what the List page shows.
pub(crate) const SCHEMA: &Schema = &[
    (
        "InventoryConfiguration",
        &["Id", "IsEnabled", "Destination", "Schedule", "Filter", "IncludedObjectVersions", "OptionalFields"],
    ),
    ("Destination", &["COSBucketDestination"]),
    ("COSBucketDestination", &["Format", "AccountId", "Bucket", "Prefix", "Encryption", "SSE-COS"]),
    ("Encryption", &["SSE-COS"]),
    ("Schedule", &["Frequency", "MonthlyDate"]),
    ("Filter", &["Prefix", "And", "Period"]),
    ("And", &["Prefix", "Tag", "StorageClass"]),
    ("Tag", &["Key", "Value"]),
    ("Period", &["StartTime", "EndTime"]),
    ("OptionalFields", &["Field"]),
];

/// The root element's text as it came. One that cannot be read (only a test
/// can store such) is given back whole.
pub(crate) fn without_declaration(xml: &str) -> String {
    let range = Document::parse(xml).ok().map(|document| document.root_element().range());
    range.and_then(|range| xml.get(range)).unwrap_or(xml).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_given_back_as_it_was_written() {
        let sent = "<?xml version='1.0'?>\n<!-- a -->\n<InventoryConfiguration xmlns='urn:x'>\n  <Id>r</Id><IsEnabled>True</IsEnabled>\n</InventoryConfiguration>\n";
        let shown = "<InventoryConfiguration xmlns='urn:x'>\n  <Id>r</Id><IsEnabled>True</IsEnabled>\n</InventoryConfiguration>";
        assert_eq!(without_declaration(sent), shown);
        assert_eq!(without_declaration("<broken"), "<broken");
    }
}
