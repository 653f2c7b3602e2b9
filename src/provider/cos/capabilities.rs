//! What COS inventory can do, and where it is written.

use super::wire::METADATA;
use crate::model::capabilities::Capabilities;
use crate::model::results::ResultForm;
use crate::model::rule::Part;
use crate::model::summary::{FirstRun, RunTimes, WeeklyRun};

/// The table of COS.
pub(super) static CAPABILITIES: Capabilities = Capabilities {
    // "Inventory Overview"; error code TooManyConfigurations.
    rules_per_bucket: 1_000,
    // List Bucket Inventory Configurations: fixed.
    rules_per_page: 100,
    parts: &[
        Part::Id,
        Part::Enabled,
        Part::Prefix,
        Part::Tags,
        Part::ModifiedFrom,
        Part::ModifiedTo,
        Part::Versions,
        Part::Fields,
        Part::MetadataFields,
        Part::Bucket,
        Part::DestinationPrefix,
        Part::AccountId,
        Part::Format,
        Part::Encryption,
        Part::Frequency,
        Part::DayOfMonth,
    ],
    // PUT Bucket inventory: the required elements.
    required: &[Part::Id, Part::Bucket, Part::DayOfMonth],
    choices: &[
        // PUT Bucket inventory, 2026-04.
        (Part::Frequency, &["Daily", "Weekly", "Monthly"]),
        (Part::Format, &["CSV"]),
        (Part::Versions, &["Current", "All"]),
        // An empty element; no element for none.
        (Part::Encryption, &["", "SSE-COS"]),
        (
            Part::Fields,
            &[
                "Size",
                "LastModifiedDate",
                "ETag",
                "StorageClass",
                "IsMultipartUploaded",
                "ReplicationStatus",
                "Tag",
                "Crc64",
            ],
        ),
    ],
    default_fields: "Size\nLastModifiedDate\nStorageClass",
    // PUT Bucket inventory, `MonthlyDate`; the range is not stated.
    days: (1, 31),
    // PUT Bucket inventory: `MonthlyDate` comes with `Monthly`.
    without_day: None,
    last_day_instead: false,
    metadata_prefix: METADATA,
    // PUT Bucket inventory, `Bucket`.
    bucket_form: "qcs::cos:{region}::{bucket}",
    account_example: "100000000001",
    // The tests of cos-js-sdk-v5 put an id twice, without a deletion between, and read back the second form.
    overwrites: true,
    // The tests of the SDKs for Python and Java wait 4 s and 1 s before they read.
    reads_lag: true,
    // POST Bucket inventory.
    runs_once: true,
    // "Inventory FAQ": rules are read at midnight and run early on the next day; no zone is named. The last day of the
    // week is the FAQ's; the page on the console counts seven days from the one after the rule was made.
    run_times: RunTimes { first: FirstRun::NextDay, weekly: WeeklyRun::LastDay, zone: None },
    // "Inventory Overview" and POST Bucket inventory; PUT Bucket inventory, `Prefix`, for the slash.
    results: ResultForm {
        folder: "{number}/{name}/{id}/",
        run: "YYYYMMDD",
        data: "",
        doubles_slash: true,
        incremental: None,
    },
    older_signature: false,
    // The page names the right to get for lists too, and the tests of cos-js-sdk-v5 one of its own: both do no harm.
    rights: &[
        "name/cos:GetBucketInventory",
        "name/cos:ListBucketInventory",
        "name/cos:PutBucketInventory",
        "name/cos:PostBucketInventory",
        "name/cos:DeleteBucketInventory",
    ],
};
