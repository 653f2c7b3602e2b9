//! What OSS inventory can do, and where it is written.

use crate::model::capabilities::{Capabilities, EncryptionKind};
use crate::model::rule::{Format, Frequency, Versions};

/// The table of OSS.
pub(super) static CAPABILITIES: Capabilities = Capabilities {
    // ListBucketInventory; the vendor's own console shows 10.
    rules_per_bucket: 1_000,
    // ListBucketInventory: fixed, there is no parameter for it.
    rules_per_page: 100,
    // Error code 0020-00000044.
    id_max_chars: 192,
    // Error code 0020-00000038.
    prefix_max_chars: 1_023,
    // GetBucketInventory; the later two since alibabacloud-oss-v2 1.3.2.
    frequencies: &[Frequency::Daily, Frequency::Weekly, Frequency::Monthly, Frequency::Once],
    // Every SDK and page knows CSV only.
    formats: &[Format::Csv],
    versions: &[Versions::Current, Versions::All],
    encryptions: &[EncryptionKind::None, EncryptionKind::ServiceKey, EncryptionKind::Kms],
    // PutBucketInventory for the first six; ali-oss 6.23 and alibabacloud-oss-v2 1.4 for the rest.
    fields: &[
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
    ],
    default_fields: &["Size", "LastModifiedDate", "StorageClass"],
    // PutBucketInventory: both are required elements.
    account_required: true,
    role_required: true,
};
