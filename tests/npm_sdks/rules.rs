//! Rules as each side says them: what a client is given, what it reads, what the console's code reads
//! and writes.

use serde_json::{Value, json};
use stocktake::model::rule::Part;
use stocktake::model::{Provider, Rule};

/// A rule, and how the client of its provider reads it.
pub(crate) struct Read {
    pub(crate) rule: Rule,
    pub(crate) read: Value,
}

/// A rule that a client writes.
pub(crate) struct Put {
    pub(crate) given: Value,
    pub(crate) read: Read,
}

/// Rules for a client to write.
pub(crate) fn put(provider: Provider) -> Vec<Put> {
    match provider {
        Provider::Oss => vec![oss_bare(), oss_kms()],
        Provider::Cos => vec![cos_full()],
    }
}

/// A rule that the console's code writes, with all that it can say.
pub(crate) fn ours(provider: Provider) -> Read {
    match provider {
        Provider::Oss => our_oss(),
        Provider::Cos => our_cos(),
    }
}

fn rule(parts: &[(Part, &str)]) -> Rule {
    parts.iter().fold(Rule::default(), |rule, (part, text)| rule.with(*part, text))
}

/// ali-oss sends empty elements for what it is not given.
fn oss_bare() -> Put {
    let destination = json!({
        "format": "CSV", "accountId": "1000000000000000", "rolename": "AliyunOSSRole", "bucket": "inventory-reports",
    });
    let mut read = json!({
        "id": "sdk-bare", "isEnabled": false, "prefix": "", "frequency": "Daily", "schedule": {},
        "includedObjectVersions": "Current", "OSSBucketDestination": destination, "optionalFields": "",
    });
    let given = read.clone();
    for name in ["prefix", "encryption"] {
        read["OSSBucketDestination"][name] = json!("");
    }
    // The SDK sends empty prefixes, which say nothing.
    let rule = rule(&[
        (Part::Id, "sdk-bare"),
        (Part::Enabled, "false"),
        (Part::Versions, "Current"),
        (Part::Bucket, "acs:oss:::inventory-reports"),
        (Part::AccountId, "1000000000000000"),
        (Part::RoleArn, "acs:ram::1000000000000000:role/AliyunOSSRole"),
        (Part::Format, "CSV"),
        (Part::Frequency, "Daily"),
    ]);
    Put { given, read: Read { rule, read } }
}

fn oss_kms() -> Put {
    // It does not escape what it writes: an `&` would break its document.
    let given = json!({
        "id": "sdk-清单", "isEnabled": true, "prefix": "logs/清单 \"app\" +1%/", "frequency": "Weekly",
        "includedObjectVersions": "All", "optionalFields": { "field": ["Size", "ETag"] },
        "OSSBucketDestination": {
            "format": "CSV", "accountId": "1000000000000000", "rolename": "AliyunOSSRole",
            "bucket": "inventory-reports", "prefix": "报表/", "encryption": { "SSE-KMS": { "keyId": "key-1" } },
        },
    });
    let mut read = given.clone();
    read["schedule"] = json!({});
    let rule = rule(&[
        (Part::Id, "sdk-清单"),
        (Part::Enabled, "true"),
        (Part::Prefix, "logs/清单 \"app\" +1%/"),
        (Part::Versions, "All"),
        (Part::Fields, "Size\nETag"),
        (Part::Bucket, "acs:oss:::inventory-reports"),
        (Part::DestinationPrefix, "报表/"),
        (Part::AccountId, "1000000000000000"),
        (Part::RoleArn, "acs:ram::1000000000000000:role/AliyunOSSRole"),
        (Part::Format, "CSV"),
        (Part::Encryption, "SSE-KMS"),
        (Part::KmsKeyId, "key-1"),
        (Part::Frequency, "Weekly"),
    ]);
    Put { given, read: Read { rule, read } }
}

/// What ali-oss knows of it; of the filter that is the prefix.
fn our_oss() -> Read {
    let rule = rule(&[
        (Part::Id, "ours-清单"),
        (Part::Enabled, "true"),
        (Part::Prefix, "a b/清单 & <x>+100%/\"q\"'s"),
        (Part::ModifiedFrom, "1637883649"),
        (Part::ModifiedTo, "1638347592"),
        (Part::SizeFrom, "1024"),
        (Part::SizeTo, "1048576"),
        (Part::StorageClass, "Standard,IA"),
        (Part::Versions, "All"),
        (Part::Fields, "Size\nLastModifiedDate\nCrc64"),
        (Part::Incremental, "true"),
        (Part::IncrementalFrequency, "600"),
        (Part::IncrementalFields, "SequenceNumber\nRecordType"),
        (Part::Bucket, "acs:oss:::inventory-reports"),
        (Part::DestinationPrefix, "报表 & more/"),
        (Part::AccountId, "1000000000000000"),
        (Part::RoleArn, "acs:ram::1000000000000000:role/AliyunOSSRole"),
        (Part::Format, "CSV"),
        (Part::Encryption, "SSE-OSS"),
        (Part::Frequency, "Monthly"),
        (Part::DayOfMonth, "31"),
    ]);
    let read = json!({
        "id": "ours-清单", "isEnabled": true, "prefix": "a b/清单 & <x>+100%/\"q\"'s", "frequency": "Monthly",
        "schedule": { "dayOfMonth": "31" },
        "includedObjectVersions": "All", "optionalFields": { "field": ["Size", "LastModifiedDate", "Crc64"] },
        "incrementalInventory": {
            "isEnabled": "true", "schedule": { "frequency": "600" },
            "optionalFields": { "field": ["SequenceNumber", "RecordType"] },
        },
        "OSSBucketDestination": {
            "format": "CSV", "accountId": "1000000000000000", "rolename": "AliyunOSSRole",
            "bucket": "inventory-reports", "prefix": "报表 & more/", "encryption": { "SSE-OSS": "" },
        },
    });
    Read { rule, read }
}

fn cos_full() -> Put {
    let Read { rule, read } = our_cos();
    let rename = |mut rule: Value| {
        rule["Id"] = json!("sdk_full.1");
        rule
    };
    Put {
        given: rename(read.clone()),
        read: Read { rule: rule.with(Part::Id, "sdk_full.1"), read: rename(read) },
    }
}

fn our_cos() -> Read {
    let rule = rule(&[
        (Part::Id, "Ours_full.1"),
        (Part::Enabled, "true"),
        (Part::Prefix, "照片 album/a&b/<raw>+50%/\"q\"'s"),
        (Part::Tags, "age=18\n团队=R&D"),
        (Part::ModifiedFrom, "1568688761"),
        (Part::ModifiedTo, "1568688762"),
        (Part::Versions, "All"),
        (Part::Fields, "Size\nTag\nCrc64"),
        (Part::MetadataFields, "x-cos-meta-owner"),
        (Part::Bucket, "qcs::cos:ap-guangzhou::inventory-reports-1250000000"),
        (Part::DestinationPrefix, "报表/2024 R&D"),
        (Part::AccountId, "100000000001"),
        (Part::Format, "CSV"),
        (Part::Encryption, "SSE-COS"),
        (Part::Frequency, "Monthly"),
        (Part::DayOfMonth, "31"),
    ]);
    let read = json!({
        "Id": "Ours_full.1", "IsEnabled": "true",
        "Destination": { "COSBucketDestination": {
            "Format": "CSV", "AccountId": "100000000001", "Prefix": "报表/2024 R&D",
            "Bucket": "qcs::cos:ap-guangzhou::inventory-reports-1250000000", "Encryption": { "SSECOS": "" },
        } },
        "Schedule": { "Frequency": "Monthly", "MonthlyDate": "31" },
        "Filter": {
            "And": {
                "Prefix": "照片 album/a&b/<raw>+50%/\"q\"'s",
                "Tag": [{ "Key": "age", "Value": "18" }, { "Key": "团队", "Value": "R&D" }],
            },
            "Period": { "StartTime": "1568688761", "EndTime": "1568688762" },
        },
        "IncludedObjectVersions": "All",
        "OptionalFields": ["Size", "Tag", "Crc64", "x-cos-meta-owner"],
    });
    Read { rule, read }
}
