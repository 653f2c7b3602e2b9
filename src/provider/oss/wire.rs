//! Where the parts of a rule stand in the documents of OSS.
//!
//! Source: PutBucketInventory (element order, required elements) and GetBucketInventory.

use crate::model::rule::{Part, flag};
use crate::provider::document::{Layout, Place};
use crate::provider::xml::Element;

const FORMAT: &str = "Destination/OSSBucketDestination/Format";
const ACCOUNT: &str = "Destination/OSSBucketDestination/AccountId";
const ROLE: &str = "Destination/OSSBucketDestination/RoleArn";
const BUCKET: &str = "Destination/OSSBucketDestination/Bucket";
const DESTINATION_PREFIX: &str = "Destination/OSSBucketDestination/Prefix";
const ENCRYPTION: &str = "Destination/OSSBucketDestination/Encryption";
const KEY: &str = "Destination/OSSBucketDestination/Encryption/SSE-KMS/KeyId";

/// The layout of OSS.
pub(super) static LAYOUT: Layout = Layout {
    list: "ListInventoryConfigurationsResult",
    places: &[
        (Part::Id, Place::Text("Id")),
        (Part::Enabled, Place::Text("IsEnabled")),
        (Part::Prefix, Place::Text("Filter/Prefix")),
        (Part::ModifiedFrom, Place::Text("Filter/LastModifyBeginTimeStamp")),
        (Part::ModifiedTo, Place::Text("Filter/LastModifyEndTimeStamp")),
        (Part::SizeFrom, Place::Text("Filter/LowerSizeBound")),
        (Part::SizeTo, Place::Text("Filter/UpperSizeBound")),
        (Part::StorageClass, Place::Text("Filter/StorageClass")),
        (Part::Versions, Place::Text("IncludedObjectVersions")),
        (Part::Fields, Place::List("OptionalFields/Field", |_| true)),
        (Part::Incremental, Place::Text("IncrementalInventory/IsEnabled")),
        (Part::IncrementalFrequency, Place::Text("IncrementalInventory/Schedule/Frequency")),
        (Part::IncrementalFields, Place::List("IncrementalInventory/OptionalFields/Field", |_| true)),
        (Part::Bucket, Place::Text(BUCKET)),
        (Part::DestinationPrefix, Place::Text(DESTINATION_PREFIX)),
        (Part::AccountId, Place::Text(ACCOUNT)),
        (Part::RoleArn, Place::Text(ROLE)),
        (Part::Format, Place::Text(FORMAT)),
        (Part::Encryption, Place::Kind(ENCRYPTION, &["SSE-OSS", "SSE-KMS"])),
        (Part::KmsKeyId, Place::Text(KEY)),
        (Part::Frequency, Place::Text("Schedule/Frequency")),
        (Part::DayOfMonth, Place::Text("Schedule/DayOfMonth")),
        (Part::AutoDelete, Place::Text("Schedule/AutoDelete")),
    ],
    order: &[
        (
            "InventoryConfiguration",
            "Id IsEnabled Filter Destination Schedule IncludedObjectVersions OptionalFields IncrementalInventory",
        ),
        (
            "Filter",
            "Prefix LastModifyBeginTimeStamp LastModifyEndTimeStamp LowerSizeBound UpperSizeBound StorageClass",
        ),
        ("OSSBucketDestination", "Format AccountId RoleArn Bucket Prefix Encryption"),
        // Of the rule and of its incremental inventory.
        ("Schedule", "Frequency DayOfMonth AutoDelete"),
        ("IncrementalInventory", "IsEnabled Schedule OptionalFields"),
    ],
    // The elements that PutBucketInventory requires, but for those of the destination's owner: a
    // rule that the service holds without them is still worth showing.
    required: &[Part::Id, Part::Enabled, Part::Versions, Part::Bucket, Part::Format, Part::Frequency],
    settle: |_, _| (),
    unset: drop_idle_incremental,
};

/// An incremental inventory that is off and names nothing is as good as none.
fn drop_idle_incremental(root: &mut Element) {
    let says_nothing = |element: &Element| match element.local_name() {
        "IsEnabled" => flag(&element.text()) == Some(false),
        _ => element.nodes.is_empty(),
    };
    if root.child("IncrementalInventory").is_some_and(|incremental| incremental.elements().all(says_nothing))
    {
        root.remove("IncrementalInventory");
    }
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
