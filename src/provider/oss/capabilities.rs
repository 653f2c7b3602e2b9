//! What OSS inventory can do, and where it is written.

use crate::model::capabilities::Capabilities;
use crate::model::results::{IncrementalForm, ResultForm};
use crate::model::rule::Part;
use crate::model::summary::{FirstRun, RunTimes, WeeklyRun};

/// The table of OSS.
pub(super) static CAPABILITIES: Capabilities = Capabilities {
    // ListBucketInventory; the vendor's own console shows 10.
    rules_per_bucket: 1_000,
    // ListBucketInventory: fixed, there is no parameter for it.
    rules_per_page: 100,
    parts: &[
        Part::Id,
        Part::Enabled,
        Part::Prefix,
        Part::ModifiedFrom,
        Part::ModifiedTo,
        Part::SizeFrom,
        Part::SizeTo,
        Part::StorageClass,
        Part::Versions,
        Part::Fields,
        Part::Incremental,
        Part::IncrementalFrequency,
        Part::IncrementalFields,
        Part::Bucket,
        Part::DestinationPrefix,
        Part::AccountId,
        Part::RoleArn,
        Part::Format,
        Part::Encryption,
        Part::KmsKeyId,
        Part::Frequency,
        Part::DayOfMonth,
        Part::AutoDelete,
    ],
    // PutBucketInventory: the required elements.
    required: &[
        Part::Id,
        Part::Bucket,
        Part::AccountId,
        Part::RoleArn,
        Part::KmsKeyId,
        Part::IncrementalFrequency,
    ],
    choices: &[
        // GetBucketInventory; the later two since alibabacloud-oss-v2 1.3.2.
        (Part::Frequency, &["Daily", "Weekly", "Monthly", "Once"]),
        // Every SDK and page knows CSV only.
        (Part::Format, &["CSV"]),
        (Part::Versions, &["Current", "All"]),
        // PutBucketInventory; no element for none.
        (Part::Encryption, &["", "SSE-OSS", "SSE-KMS"]),
        // alibabacloud-oss-v2 1.4 and the Terraform provider; without any, all are listed.
        (Part::StorageClass, &["Standard", "IA", "Archive", "ColdArchive"]),
        // PutBucketInventory for the first six; ali-oss 6.23 and alibabacloud-oss-v2 1.4 for the rest.
        (
            Part::Fields,
            &[
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
        ),
        // PutBucketInventory and alibabacloud-oss-v2 1.4.
        (
            Part::IncrementalFields,
            &[
                "SequenceNumber",
                "RecordType",
                "RecordTimestamp",
                "Requester",
                "RequestId",
                "SourceIp",
                "Size",
                "StorageClass",
                "LastModifiedDate",
                "ETag",
                "IsMultipartUploaded",
                "ObjectType",
                "ObjectAcl",
                "Crc64",
                "EncryptionStatus",
            ],
        ),
    ],
    default_fields: "Size\nLastModifiedDate\nStorageClass",
    // "Bucket inventory"; alibabacloud-oss-v2 1.4, `DayOfMonth`.
    days: (1, 31),
    // "Bucket inventory": counted from the day of the configuration.
    without_day: Some(30),
    // "Bucket inventory", on the days 29 to 31.
    last_day_instead: true,
    metadata_prefix: "",
    // PutBucketInventory, `Bucket`.
    bucket_form: "acs:oss:::{bucket}",
    account_example: "1000000000000000",
    // PutBucketInventory: 409 for an existing id.
    overwrites: false,
    // No source names a lag.
    reads_lag: false,
    runs_once: false,
    // "Use bucket inventory": the first right after the rule is set, later ones before dawn in Beijing.
    run_times: RunTimes { first: FirstRun::AtOnce, weekly: WeeklyRun::NotStated, zone: Some(8 * 3_600) },
    // "Bucket inventory"; the time is that at which the scan began, in GMT. Incremental reports have a time to the
    // second, and files that are not packed.
    results: ResultForm {
        folder: "{bucket}/{id}/",
        run: "YYYY-MM-DDTHH-MMZ",
        data: "data/",
        doubles_slash: false,
        incremental: Some(IncrementalForm {
            folder: "incremental_inventory/",
            run: "YYYY-MM-DDTHH-MMSSZ",
            data: "data/",
        }),
    },
    // "Guidelines for upgrading V1 signatures to V4".
    older_signature: true,
    // ListBucketInventory names the right to get.
    rights: &["oss:GetBucketInventory", "oss:PutBucketInventory", "oss:DeleteBucketInventory"],
};
