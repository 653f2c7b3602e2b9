//! The rules that COS buckets start with, computed from a number.

use crate::bytes_text::xml_text;

/// What a bucket is inventoried for: id, prefix of the objects, how often.
const PURPOSES: [(&str, &str, &str); 11] = [
    ("access_log.daily", "cos-access-log/", "Daily"),
    ("cold-data.weekly", "cold/", "Weekly"),
    ("Billing_Daily", "账单/2026/", "Daily"),
    ("pictures.weekly", "photo album/a&b/", "Weekly"),
    ("db_dump.daily", "backup/mysql/", "Daily"),
    ("game-replay.daily", "replay/<raw>+50%/", "Daily"),
    ("month_end", "exports/", "Monthly"),
    ("live-video.weekly", "vod/hls/", "Weekly"),
    ("whole-bucket.daily", "", "Daily"),
    ("models.weekly", "ti/models/", "Weekly"),
    ("cdn-origin_daily", "static/", "Daily"),
];

const FIELDS: [&str; 9] = [
    "Size",
    "LastModifiedDate",
    "ETag",
    "StorageClass",
    "IsMultipartUploaded",
    "ReplicationStatus",
    "Tag",
    "Crc64",
    "x-cos-meta-owner",
];

const DESTINATIONS: [&str; 3] = ["inventory-reports", "ops-inventory", "data-lake-meta"];

/// The XML of the `number`th rule of a bucket.
pub(crate) fn rule(bucket: &str, region: &str, number: usize) -> (String, String) {
    let (stem, prefix, frequency) = PURPOSES[number % PURPOSES.len()];
    let id = format!("{stem}-{:04}", number + 1);
    let monthly_date = match frequency {
        "Monthly" => format!("<MonthlyDate>{}</MonthlyDate>", number % 28 + 1),
        _ => String::new(),
    };
    // Tags come with the field of that name, which the service demands.
    let has_tag = number % 8 == 3;
    let wanted = if has_tag { 7 } else { number * 5 % (FIELDS.len() + 1) };
    let xml = configuration(
        &id,
        &format!(
            "<IsEnabled>{}</IsEnabled>{}<Schedule><Frequency>{frequency}</Frequency>{monthly_date}</Schedule>{}<IncludedObjectVersions>{}</IncludedObjectVersions>{}",
            number % 6 != 5,
            destination(
                region,
                DESTINATIONS[number / 3 % DESTINATIONS.len()],
                &format!("<Prefix>inventory/{bucket}</Prefix>{}", if number % 4 == 1 { SSE_COS } else { "" }),
            ),
            filter(prefix, number, has_tag),
            if number % 5 == 2 { "All" } else { "Current" },
            fields(&FIELDS[..wanted]),
        ),
    );
    (id, xml)
}

fn filter(prefix: &str, number: usize, has_tag: bool) -> String {
    let prefix = match prefix {
        "" => String::new(),
        prefix => format!("<Prefix>{}team-{:02}/</Prefix>", xml_text(prefix), number / PURPOSES.len() % 20),
    };
    let chosen = if has_tag {
        format!("<And>{prefix}<Tag><Key>team</Key><Value>{:02}</Value></Tag></And>", number % 20)
    } else {
        prefix
    };
    let period = match number % 10 {
        7 => "<Period><StartTime>1568688761</StartTime><EndTime>1568688762</EndTime></Period>",
        _ => "",
    };
    match format!("{chosen}{period}").as_str() {
        "" => String::new(),
        filter => format!("<Filter>{filter}</Filter>"),
    }
}

const SSE_COS: &str = "<Encryption><SSE-COS></SSE-COS></Encryption>";

fn fields(names: &[&str]) -> String {
    let fields: String = names.iter().map(|name| format!("<Field>{name}</Field>")).collect();
    match fields.as_str() {
        "" => String::new(),
        fields => format!("<OptionalFields>{fields}</OptionalFields>"),
    }
}

fn destination(region: &str, bucket: &str, rest: &str) -> String {
    format!(
        "<Destination><COSBucketDestination><Format>CSV</Format><AccountId>100000000001</AccountId><Bucket>qcs::cos:{region}::{bucket}-1250000000</Bucket>{rest}</COSBucketDestination></Destination>"
    )
}

fn configuration(id: &str, rest: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<InventoryConfiguration><Id>{id}</Id>{rest}</InventoryConfiguration>"
    )
}

/// Rules that together use every documented element; one in the odd forms that
/// the documents and SDKs show; one with a format of an older page; one with
/// elements and values that no document names.
pub(crate) fn every_field() -> Vec<String> {
    let to = |rest: &str| destination("ap-guangzhou", "inventory-reports", rest);
    let daily = "<Schedule><Frequency>Daily</Frequency></Schedule>";
    let enabled = "<IsEnabled>true</IsEnabled>";
    let current = "<IncludedObjectVersions>Current</IncludedObjectVersions>";
    let all = "<IncludedObjectVersions>All</IncludedObjectVersions>";
    let metadata = [FIELDS.as_slice(), &["x-cos-meta-*"]].concat();
    [
        configuration(
            "tags-period-sse",
            &format!(
                "{enabled}{}<Schedule><Frequency>Weekly</Frequency></Schedule><Filter><And><Prefix>照片 album/a&amp;b/&lt;raw&gt;+50%/\"q\"'s</Prefix><Tag><Key>age</Key><Value>18</Value></Tag><Tag><Key>团队</Key><Value>R&amp;D</Value></Tag></And><Period><StartTime>1568688761</StartTime><EndTime>1568688762</EndTime></Period></Filter>{all}{}",
                to(&format!("<Prefix>报表/2024 R&amp;D</Prefix>{SSE_COS}")),
                fields(&metadata)
            ),
        ),
        configuration(
            "monthly-31",
            &format!(
                "{enabled}{}<Schedule><Frequency>Monthly</Frequency><MonthlyDate>31</MonthlyDate></Schedule><Filter><Prefix>logs/</Prefix></Filter>{current}{}",
                to("<Prefix>monthly</Prefix>"),
                fields(&FIELDS[..6])
            ),
        ),
        configuration(
            "bare",
            &format!(
                "<IsEnabled>false</IsEnabled><Destination><COSBucketDestination><Format>CSV</Format><Bucket>qcs::cos:ap-guangzhou::inventory-reports-1250000000</Bucket></COSBucketDestination></Destination>{daily}{current}"
            ),
        ),
        configuration(
            "period-from",
            &format!(
                "{enabled}{}{daily}<Filter><Period><StartTime>1700000000</StartTime></Period></Filter>{current}{}",
                to("<Prefix>period</Prefix>"),
                fields(&["Size"])
            ),
        ),
        configuration(
            "tag-alone",
            &format!(
                "{enabled}{}{daily}<Filter><And><Tag><Key>env</Key><Value></Value></Tag></And></Filter>{current}{}",
                to("<Prefix>tagged</Prefix>"),
                fields(&["Tag"])
            ),
        ),
        configuration(
            "storage-class",
            &format!(
                "{enabled}{}{daily}<Filter><And><Prefix>logs/</Prefix><StorageClass>STANDARD</StorageClass></And></Filter>{current}{}",
                to("<Prefix>class</Prefix>"),
                fields(&["Size", "StorageClass"])
            ),
        ),
        configuration(
            "empty-containers",
            &format!("{enabled}{}{daily}<Filter></Filter>{all}<OptionalFields/>", to("")),
        ),
        configuration(
            "orc",
            &format!(
                "{enabled}{}{daily}{all}{}",
                to("<Prefix>orc</Prefix>").replace("CSV", "ORC"),
                fields(&["Size"])
            ),
        ),
        configuration(
            "oddities",
            &format!(
                "<IsEnabled>True</IsEnabled>{}{daily}<Filter><And><Prefix>myPrefix</Prefix></And></Filter>{all}{}",
                to("<Prefix>list1</Prefix><SSE-COS></SSE-COS>"),
                fields(&["Size", "IsMultipartUpload"])
            ),
        ),
        configuration(
            "from-the-future",
            &format!(
                "{enabled}{}<Schedule><Frequency>Hourly</Frequency></Schedule><Filter><Prefix></Prefix><NewFilter>1</NewFilter></Filter>{all}{}<SomethingNew><X>1</X></SomethingNew>",
                to("<Prefix>future</Prefix><NewOption>x</NewOption>"),
                fields(&["Size", "SomeFutureField"])
            ),
        ),
    ]
    .into()
}
