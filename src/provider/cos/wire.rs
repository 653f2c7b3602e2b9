//! Where the parts of a rule stand in the documents of COS.
//!
//! Source: PUT Bucket inventory, GET Bucket inventory and List Bucket Inventory Configurations, whose
//! samples differ among themselves; `settle` says what is brought into one form.

use crate::model::rule::Part;
use crate::provider::document::{Layout, Place};
use crate::provider::xml::Element;

const FORMAT: &str = "Destination/COSBucketDestination/Format";
const ACCOUNT: &str = "Destination/COSBucketDestination/AccountId";
const BUCKET: &str = "Destination/COSBucketDestination/Bucket";
const DESTINATION_PREFIX: &str = "Destination/COSBucketDestination/Prefix";
const ENCRYPTION: &str = "Destination/COSBucketDestination/Encryption";
/// As the sample of the list page has it.
const BARE_ENCRYPTION: &str = "Destination/COSBucketDestination/SSE-COS";
const FIELD: &str = "OptionalFields/Field";

/// What the name of a metadata header among the optional fields begins with.
pub(super) const METADATA: &str = "x-cos-meta-";

/// The layout of COS.
pub(super) static LAYOUT: Layout = Layout {
    list: "ListInventoryConfigurationResult",
    places: &[
        (Part::Id, Place::Text("Id")),
        (Part::Enabled, Place::Text("IsEnabled")),
        (Part::Prefix, Place::Text("Filter/Prefix")),
        // With tags; the Go SDK writes it so without any, too.
        (Part::Prefix, Place::Text("Filter/And/Prefix")),
        (Part::Tags, Place::Tags("Filter/And/Tag")),
        // Only in the types of the JavaScript SDK.
        (Part::Tags, Place::Tags("Filter/Tag")),
        (Part::ModifiedFrom, Place::Text("Filter/Period/StartTime")),
        (Part::ModifiedTo, Place::Text("Filter/Period/EndTime")),
        // Only in the Go SDK.
        (Part::StorageClass, Place::Text("Filter/And/StorageClass")),
        (Part::Versions, Place::Text("IncludedObjectVersions")),
        (Part::Fields, Place::List(FIELD, |name| !name.starts_with(METADATA))),
        (Part::MetadataFields, Place::List(FIELD, |name| name.starts_with(METADATA))),
        (Part::Bucket, Place::Text(BUCKET)),
        (Part::DestinationPrefix, Place::Text(DESTINATION_PREFIX)),
        (Part::AccountId, Place::Text(ACCOUNT)),
        (Part::Format, Place::Text(FORMAT)),
        (Part::Encryption, Place::Kind(ENCRYPTION, &["SSE-COS"])),
        (Part::Encryption, Place::Name(BARE_ENCRYPTION)),
        (Part::Frequency, Place::Text("Schedule/Frequency")),
        (Part::DayOfMonth, Place::Text("Schedule/MonthlyDate")),
    ],
    order: &[
        (
            "InventoryConfiguration",
            "Id IsEnabled Destination Schedule Filter IncludedObjectVersions OptionalFields",
        ),
        ("Filter", "Prefix And Period"),
        ("And", "Prefix Tag StorageClass"),
        ("Period", "StartTime EndTime"),
        ("COSBucketDestination", "Format AccountId Bucket Prefix Encryption"),
        ("Schedule", "Frequency MonthlyDate"),
    ],
    // A rule that ran once has neither a schedule nor a status (POST Bucket inventory).
    required: &[Part::Id, Part::Bucket],
    settle,
    unset: |_| (),
};

/// The forms that the page of PUT documents: prefix and tags together stand in `And`, and the
/// encryption in `Encryption`. A prefix alone may stand in `And` as well, so it leaves it only when
/// the tags did.
fn settle(root: &mut Element, tags_changed: bool) {
    let order = ["Filter", "And", "COSBucketDestination"].map(|name| LAYOUT.order_in(name));
    let has_tags = |element: &Element| element.child("Tag").is_some();
    if let Some(filter) = root.child_mut("Filter") {
        let tagged = has_tags(filter) || filter.child("And").is_some_and(has_tags);
        let only_prefix = |and: &Element| and.elements().all(|element| element.local_name() == "Prefix");
        if tagged {
            let moved = ["Prefix", "Tag"].map(|name| filter.take(name)).concat();
            if !moved.is_empty() {
                let and = filter.child_or_insert(&order[0], "And");
                and.nodes.extend(moved);
                and.arrange(&order[1]);
            }
        } else if tags_changed && filter.child("And").is_some_and(only_prefix) {
            let prefix = filter.child_or_insert(&order[0], "And").take("Prefix");
            filter.remove("And");
            filter.nodes.extend(prefix);
            filter.arrange(&order[0]);
        }
    }
    let destination = root.child_mut("Destination").and_then(|d| d.child_mut("COSBucketDestination"));
    if let Some(destination) = destination.filter(|destination| destination.child("SSE-COS").is_some()) {
        let bare = destination.take("SSE-COS");
        destination.child_or_insert(&order[2], "Encryption").nodes = bare;
    }
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
