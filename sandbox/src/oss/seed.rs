//! The rules that OSS buckets start with, computed from a number.

use std::fmt::Write as _;

use crate::bytes_text::xml_text;
use crate::document::oss::FIELDS;

/// What a bucket is inventoried for: id stem, prefix of the objects.
const PURPOSES: [(&str, &str); 12] = [
    ("logs-daily", "logs/app/"),
    ("archive-weekly", "archive/"),
    ("billing-daily", "billing/2026/"),
    ("images-weekly", "media/images/"),
    ("backup-daily", "backup/db/"),
    ("raw-events-daily", "lake/raw/events/"),
    ("清单-weekly", "报表/清单/"),
    ("tmp-cleanup-daily", "tmp/"),
    ("exports-monthly", "exports/"),
    ("video-weekly", "media/video/hd/"),
    ("audit-daily", ""),
    ("models-weekly", "ml/models & weights/"),
];

const DESTINATIONS: [&str; 4] =
    ["inventory-reports", "inventory-reports-finance", "ops-inventory", "data-lake-meta"];

/// The XML of the `number`th rule of a bucket.
pub(crate) fn rule(bucket: &str, number: usize) -> (String, String) {
    let (stem, prefix) = PURPOSES[number % PURPOSES.len()];
    let id = format!("{stem}-{:04}", number + 1);
    let prefix = match number % PURPOSES.len() {
        10 => String::new(),
        // One of a kind: as long as the service takes it.
        5 if number == 17 => format!("{prefix}{}", "deep/".repeat(201)),
        _ => format!("{prefix}team-{:02}/", number / PURPOSES.len() % 20),
    };
    let mut filter = String::new();
    if !prefix.is_empty() {
        let _ = write!(filter, "<Prefix>{}</Prefix>", xml_text(&prefix));
    }
    if number % 9 == 4 {
        filter
            .push_str("<LowerSizeBound>1048576</LowerSizeBound><UpperSizeBound>10737418240</UpperSizeBound>");
    }
    if number % 11 == 3 {
        filter.push_str("<StorageClass>Standard,IA</StorageClass>");
    }
    let filter = match filter.as_str() {
        "" => String::new(),
        filter => format!("<Filter>{filter}</Filter>"),
    };
    let schedule = if stem.ends_with("monthly") {
        format!("<Frequency>Monthly</Frequency><DayOfMonth>{}</DayOfMonth>", number % 28 + 1)
    } else if stem.ends_with("weekly") {
        "<Frequency>Weekly</Frequency>".into()
    } else {
        "<Frequency>Daily</Frequency>".into()
    };
    let encryption = match number % 5 {
        1 => "<Encryption><SSE-OSS></SSE-OSS></Encryption>".into(),
        3 => kms(number),
        _ => String::new(),
    };
    let fields: String =
        FIELDS[..number * 3 % 8].iter().map(|field| format!("<Field>{field}</Field>")).collect();
    let fields = match fields.as_str() {
        "" => String::new(),
        fields => format!("<OptionalFields>{fields}</OptionalFields>"),
    };
    let destination = destination(
        DESTINATIONS[number / 3 % DESTINATIONS.len()],
        &format!("<Prefix>inventory/{bucket}/</Prefix>{encryption}"),
    );
    let xml = configuration(
        &id,
        &format!(
            "<IsEnabled>{}</IsEnabled>{filter}{destination}<Schedule>{schedule}</Schedule><IncludedObjectVersions>{}</IncludedObjectVersions>{fields}",
            number % 6 != 5,
            if number % 4 == 2 { "All" } else { "Current" },
        ),
    );
    (id, xml)
}

fn kms(number: usize) -> String {
    format!(
        "<Encryption><SSE-KMS><KeyId>9468da86-3509-4f8d-a61e-6eab1eac{number:04}</KeyId></SSE-KMS></Encryption>"
    )
}

fn destination(bucket: &str, rest: &str) -> String {
    format!(
        "<Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId><RoleArn>acs:ram::1000000000000000:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::{bucket}</Bucket>{rest}</OSSBucketDestination></Destination>"
    )
}

fn configuration(id: &str, rest: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<InventoryConfiguration><Id>{}</Id>{rest}</InventoryConfiguration>",
        xml_text(id)
    )
}

/// Rules that together use every documented element, and one with elements and
/// values that no document names.
pub(crate) fn every_field() -> Vec<String> {
    const ALL_FIELDS: &str = "<OptionalFields><Field>Size</Field><Field>LastModifiedDate</Field><Field>ETag</Field><Field>StorageClass</Field><Field>IsMultipartUploaded</Field><Field>EncryptionStatus</Field><Field>ObjectAcl</Field><Field>TaggingCount</Field><Field>ObjectType</Field><Field>Crc64</Field><Field>TransitionTime</Field></OptionalFields>";
    const INCREMENTAL: &str = "<IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>600</Frequency></Schedule><OptionalFields><Field>SequenceNumber</Field><Field>RecordType</Field><Field>RecordTimestamp</Field><Field>Requester</Field><Field>SourceIp</Field><Field>RequestId</Field><Field>Size</Field><Field>StorageClass</Field><Field>LastModifiedDate</Field><Field>ETag</Field><Field>IsMultipartUploaded</Field><Field>ObjectType</Field><Field>ObjectAcl</Field><Field>Crc64</Field><Field>EncryptionStatus</Field></OptionalFields></IncrementalInventory>";
    let to = |rest: &str| destination("inventory-reports", rest);
    let daily = "<Schedule><Frequency>Daily</Frequency></Schedule>";
    let current = "<IncludedObjectVersions>Current</IncludedObjectVersions>";
    [
        configuration(
            "every-filter-kms",
            &format!(
                "<IsEnabled>true</IsEnabled><Filter><Prefix>a b/清单 &amp; &lt;x&gt;+100%/</Prefix><LastModifyBeginTimeStamp>1637883649</LastModifyBeginTimeStamp><LastModifyEndTimeStamp>1638347592</LastModifyEndTimeStamp><LowerSizeBound>1024</LowerSizeBound><UpperSizeBound>1048576</UpperSizeBound><StorageClass>Standard,IA,Archive,ColdArchive</StorageClass></Filter>{}<Schedule><Frequency>Weekly</Frequency></Schedule><IncludedObjectVersions>All</IncludedObjectVersions>{ALL_FIELDS}",
                to(&format!("<Prefix>every/filter/</Prefix>{}", kms(0)))
            ),
        ),
        configuration(
            "sse-oss",
            &format!(
                "<IsEnabled>true</IsEnabled><Filter><Prefix>logs/</Prefix></Filter>{}{daily}{current}<OptionalFields><Field>Size</Field></OptionalFields>",
                to("<Prefix>sse-oss/</Prefix><Encryption><SSE-OSS/></Encryption>")
            ),
        ),
        configuration("bare", &format!("<IsEnabled>false</IsEnabled>{}{daily}{current}", to(""))),
        configuration(
            "monthly-31",
            &format!(
                "<IsEnabled>true</IsEnabled>{}<Schedule><Frequency>Monthly</Frequency><DayOfMonth>31</DayOfMonth></Schedule>{current}{ALL_FIELDS}",
                to("<Prefix>monthly/</Prefix>")
            ),
        ),
        configuration(
            "one-off",
            &format!(
                "<IsEnabled>true</IsEnabled>{}<Schedule><Frequency>Once</Frequency><AutoDelete>true</AutoDelete></Schedule>{current}",
                to("<Prefix>once/</Prefix>")
            ),
        ),
        configuration(
            "with-incremental",
            &format!(
                "<IsEnabled>true</IsEnabled>{}{daily}{current}<OptionalFields><Field>Size</Field><Field>ETag</Field></OptionalFields>{INCREMENTAL}",
                to("<Prefix>incremental/</Prefix>")
            ),
        ),
        configuration(
            "from-the-future",
            &format!(
                "<IsEnabled>true</IsEnabled><Filter><Prefix></Prefix><NewFilter>1</NewFilter></Filter>{}<Schedule><Frequency>Hourly</Frequency></Schedule><IncludedObjectVersions>All</IncludedObjectVersions><OptionalFields><Field>Size</Field><Field>SomeFutureField</Field></OptionalFields><NewThing><A>1</A></NewThing>",
                to("<Prefix>future/</Prefix><NewOption>x</NewOption>")
            ),
        ),
    ].into()
}

/// Rules with no filter, with one and with all, in documented order.
pub(crate) fn filters() -> Vec<String> {
    let with = |id: &str, filter: &str| {
        let destination = destination("inventory-reports", &format!("<Prefix>{id}/</Prefix>"));
        configuration(
            id,
            &format!(
                "<IsEnabled>true</IsEnabled>{destination}<Schedule><Frequency>Daily</Frequency></Schedule>{filter}<IncludedObjectVersions>Current</IncludedObjectVersions>"
            ),
        )
    };
    vec![
        with("no-filter", ""),
        with("prefix-only", "<Filter><Prefix>logs/</Prefix></Filter>"),
        with(
            "every-filter",
            "<Filter><Prefix>logs/</Prefix><LastModifyBeginTimeStamp>1637883649</LastModifyBeginTimeStamp><LastModifyEndTimeStamp>1638347592</LastModifyEndTimeStamp><LowerSizeBound>1024</LowerSizeBound><UpperSizeBound>1048576</UpperSizeBound><StorageClass>Standard,IA</StorageClass></Filter>",
        ),
    ]
}

/// Rules whose ids and prefixes are not what they look like; a plain one, and one in a script that runs from right to
/// left, which is no trick.
pub(crate) fn look_alikes() -> Vec<String> {
    const RULES: [(&str, &str); 9] = [
        ("logs-daily", "logs/"),
        // A right-to-left override and a zero-width space.
        ("logs-\u{202e}yliad\u{200b}", "logs/\u{202e}gpj.\u{200b}/"),
        // A Cyrillic letter among Latin ones, and a word of nothing but such.
        ("logs-d\u{430}ily", "p\u{430}yments/"),
        ("\u{441}\u{43e}\u{440}\u{443}", "\u{441}\u{43e}\u{440}\u{443}/"),
        // Tags, which stand for "AB".
        ("logs-daily\u{e0041}\u{e0042}", "logs/\u{e0041}/"),
        // Wide letters, and a slash that is none.
        ("\u{ff4c}\u{ff4f}\u{ff47}\u{ff53}-daily", "logs\u{2215}app/"),
        // Blanks that are lost where texts are shown.
        ("blanks", " logs  of\u{a0}app/ "),
        ("\u{5e9}\u{5dc}\u{5d5}\u{5dd}-1", "\u{5e9}\u{5dc}\u{5d5}\u{5dd}/2026/"),
        // An option for a shell's tool.
        ("-rf", "$(id)/`id`/'q'/${a}/"),
    ];
    let rule = |(id, prefix): &(&str, &str)| {
        let destination =
            destination("inventory-reports", &format!("<Prefix>{}</Prefix>", xml_text(&format!("{id}/"))));
        configuration(
            id,
            &format!(
                "<IsEnabled>true</IsEnabled><Filter><Prefix>{}</Prefix></Filter>{destination}<Schedule><Frequency>Daily</Frequency></Schedule><IncludedObjectVersions>Current</IncludedObjectVersions>",
                xml_text(prefix)
            ),
        )
    };
    RULES.iter().map(rule).collect()
}
