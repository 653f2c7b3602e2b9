//! Every part of a rule through the form's own controls, and back: the preview, the provider, the table,
//! the rule's page, the form again, and the vendors' SDKs say the same.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::told;
use crate::cloud::{COS, Cloud, OSS};
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

/// What each SDK makes of each of the rules, by id.
const READ_BY_SDKS: &str = include_str!("read_by_sdks.json");
const SDK_LIMIT: Duration = Duration::from_secs(60);

/// Something that is done in the form.
enum Do {
    /// Types into a field, which later shows the third text.
    Type(&'static str, &'static str, &'static str),
    /// Types a time into a field.
    Time(&'static str, &'static str),
    /// Chooses one of a group.
    Choose(&'static str, &'static str),
    /// Ticks all of these in a group.
    Tick(&'static str, &'static [&'static str]),
    /// Clicks on a box that stands alone; it is ticked afterwards, or not.
    Flag(&'static str, bool),
    /// Opens "More filters".
    More,
}
use Do::{Choose, Flag, More, Tick, Time, Type};

/// A rule, and what is to be seen of it everywhere.
struct Whole {
    id: &'static str,
    typing: &'static [Do],
    /// The whole document, without the declaration.
    xml: &'static str,
    /// The texts of its row.
    row: &'static [&'static str],
    /// The rule's page: name and value.
    facts: &'static [(&'static str, &'static str)],
}

const OSS_FIELDS: &[&str] = &[
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
const INCREMENTAL_FIELDS: &[&str] = &[
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
];
const COS_FIELDS: &[&str] = &[
    "Size",
    "LastModifiedDate",
    "ETag",
    "StorageClass",
    "IsMultipartUploaded",
    "ReplicationStatus",
    "Tag",
    "Crc64",
];

static OSS_RULES: [Whole; 2] = [
    Whole {
        id: "every-field",
        typing: &[
            Type("ID", "every-field", "every-field"),
            Flag("Enabled", false),
            Type("Source prefix", "a b/清单 & <x>+100%/", "a b/清单 & <x>+100%/"),
            Choose("Object versions", "All versions"),
            More,
            Time("Modified from", "2021-11-25T23:40:49"),
            Time("Modified until", "2021-12-01T08:33:12"),
            Type("Smallest size", "1 KiB", "1024"),
            Type("Largest size", "1GiB", "1073741824"),
            Tick("Storage classes", &["ColdArchive", "Standard", "IA"]),
            Tick("Optional fields", OSS_FIELDS),
            Flag("Incremental inventory", true),
            Type("Seconds between increments", "600", "600"),
            Tick("Fields of the increments", INCREMENTAL_FIELDS),
            Type("Destination bucket", "reports-of-demo", "acs:oss:::reports-of-demo"),
            Type("Destination prefix", "out dir/报表+1&2%/", "out dir/报表+1&2%/"),
            Type("Account ID", "1000000000000000", "1000000000000000"),
            Type(
                "Role ARN",
                "acs:ram::1000000000000000:role/AliyunOSSRole",
                "acs:ram::1000000000000000:role/AliyunOSSRole",
            ),
            Choose("Encryption", "KMS key (SSE-KMS)"),
            Type(
                "KMS key ID",
                "9468da86-3509-4f8d-a61e-6eab1eac0000",
                "9468da86-3509-4f8d-a61e-6eab1eac0000",
            ),
            Choose("Frequency", "Monthly"),
            Type("Day of the month", "28", "28"),
        ],
        xml: "<InventoryConfiguration><Id>every-field</Id><IsEnabled>false</IsEnabled><Filter><Prefix>a b/清单 &amp; &lt;x&gt;+100%/</Prefix><LastModifyBeginTimeStamp>1637883649</LastModifyBeginTimeStamp><LastModifyEndTimeStamp>1638347592</LastModifyEndTimeStamp><LowerSizeBound>1024</LowerSizeBound><UpperSizeBound>1073741824</UpperSizeBound><StorageClass>Standard,IA,ColdArchive</StorageClass></Filter><Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId><RoleArn>acs:ram::1000000000000000:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::reports-of-demo</Bucket><Prefix>out dir/报表+1&amp;2%/</Prefix><Encryption><SSE-KMS><KeyId>9468da86-3509-4f8d-a61e-6eab1eac0000</KeyId></SSE-KMS></Encryption></OSSBucketDestination></Destination><Schedule><Frequency>Monthly</Frequency><DayOfMonth>28</DayOfMonth></Schedule><IncludedObjectVersions>All</IncludedObjectVersions><OptionalFields><Field>Size</Field><Field>LastModifiedDate</Field><Field>ETag</Field><Field>StorageClass</Field><Field>IsMultipartUploaded</Field><Field>EncryptionStatus</Field><Field>ObjectAcl</Field><Field>TaggingCount</Field><Field>ObjectType</Field><Field>Crc64</Field><Field>TransitionTime</Field></OptionalFields><IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>600</Frequency></Schedule><OptionalFields><Field>SequenceNumber</Field><Field>RecordType</Field><Field>RecordTimestamp</Field><Field>Requester</Field><Field>RequestId</Field><Field>SourceIp</Field><Field>Size</Field><Field>StorageClass</Field><Field>LastModifiedDate</Field><Field>ETag</Field><Field>IsMultipartUploaded</Field><Field>ObjectType</Field><Field>ObjectAcl</Field><Field>Crc64</Field><Field>EncryptionStatus</Field></OptionalFields></IncrementalInventory></InventoryConfiguration>",
        row: &[
            "every-field Just written",
            "Disabled",
            "Monthly, day 28",
            "a b/清单 & <x>+100%/",
            "reports-of-demo/out dir/报表+1&2%/",
            "CSV",
            "All versions",
            "11",
        ],
        facts: &[
            ("Source prefix", "a b/清单 & <x>+100%/"),
            ("Modified from", "2021-11-26 07:40:49 UTC+8"),
            ("Modified until", "2021-12-01 16:33:12 UTC+8"),
            ("Smallest size", "1 KiB (1,024 bytes)"),
            ("Largest size", "1 GiB (1,073,741,824 bytes)"),
            ("Storage classes", "ColdArchive, IA, Standard"),
            ("Object versions", "All versions"),
            (
                "Optional fields",
                "Size, LastModifiedDate, ETag, StorageClass, IsMultipartUploaded, EncryptionStatus, ObjectAcl, TaggingCount, ObjectType, Crc64, TransitionTime",
            ),
            ("Incremental inventory", "Yes"),
            ("Seconds between increments", "Every 600 s"),
            (
                "Fields of the increments",
                "SequenceNumber, RecordType, RecordTimestamp, Requester, RequestId, SourceIp, Size, StorageClass, LastModifiedDate, ETag, IsMultipartUploaded, ObjectType, ObjectAcl, Crc64, EncryptionStatus",
            ),
            ("Destination bucket", "reports-of-demo"),
            ("Destination prefix", "out dir/报表+1&2%/"),
            ("Account ID", "1000000000000000"),
            ("Role ARN", "acs:ram::1000000000000000:role/AliyunOSSRole"),
            ("Format", "CSV"),
            ("Encryption", "KMS key (SSE-KMS)"),
            ("KMS key ID", "9468da86-3509-4f8d-a61e-6eab1eac0000"),
            ("Frequency", "Monthly, day 28"),
        ],
    },
    Whole {
        id: "runs-once",
        typing: &[
            Type("ID", "runs-once", "runs-once"),
            Type("Destination bucket", "acs:oss:::reports-of-demo", "acs:oss:::reports-of-demo"),
            Type("Account ID", "1000000000000000", "1000000000000000"),
            Type(
                "Role ARN",
                "acs:ram::1000000000000000:role/AliyunOSSRole",
                "acs:ram::1000000000000000:role/AliyunOSSRole",
            ),
            Choose("Encryption", "Service key (SSE-OSS)"),
            Choose("Frequency", "Once"),
            Flag("Delete the rule after its run", true),
        ],
        xml: "<InventoryConfiguration><Id>runs-once</Id><IsEnabled>true</IsEnabled><Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId><RoleArn>acs:ram::1000000000000000:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::reports-of-demo</Bucket><Encryption><SSE-OSS></SSE-OSS></Encryption></OSSBucketDestination></Destination><Schedule><Frequency>Once</Frequency><AutoDelete>true</AutoDelete></Schedule><IncludedObjectVersions>Current</IncludedObjectVersions><OptionalFields><Field>Size</Field><Field>LastModifiedDate</Field><Field>StorageClass</Field></OptionalFields></InventoryConfiguration>",
        row: &[
            "runs-once Just written",
            "Enabled",
            "Once",
            "Whole bucket",
            "reports-of-demo",
            "CSV",
            "Current version",
            "3",
        ],
        facts: &[
            ("Source prefix", "Whole bucket"),
            ("Object versions", "Current version"),
            ("Optional fields", "Size, LastModifiedDate, StorageClass"),
            ("Destination bucket", "reports-of-demo"),
            ("Account ID", "1000000000000000"),
            ("Role ARN", "acs:ram::1000000000000000:role/AliyunOSSRole"),
            ("Format", "CSV"),
            ("Encryption", "Service key (SSE-OSS)"),
            ("Frequency", "Once"),
            ("Delete the rule after its run", "Yes"),
        ],
    },
];

static COS_RULES: [Whole; 1] = [Whole {
    id: "Every.field_1",
    typing: &[
        Type("ID", "Every.field_1", "Every.field_1"),
        Flag("Enabled", false),
        Type("Source prefix", "照片 album/a&b/<raw>+50%/\"q\"'s", "照片 album/a&b/<raw>+50%/\"q\"'s"),
        Choose("Object versions", "All versions"),
        More,
        Type("Tags", "age=18\n团队=R&D=1\nempty=", "age=18\n团队=R&D=1\nempty="),
        Time("Modified from", "2019-09-17T02:52:41"),
        Time("Modified until", "2019-09-17T02:52:42"),
        Tick("Optional fields", COS_FIELDS),
        Type("Metadata headers", "owner\nx-cos-meta-cost-centre", "x-cos-meta-owner\nx-cos-meta-cost-centre"),
        Type(
            "Destination bucket",
            "reports-of-demo-1250000000",
            "qcs::cos:ap-guangzhou::reports-of-demo-1250000000",
        ),
        Type("Destination prefix", "报表/2024 R&D", "报表/2024 R&D"),
        Type("Account ID", "100000000001", "100000000001"),
        Choose("Encryption", "Service key (SSE-COS)"),
        Choose("Frequency", "Monthly"),
        Type("Day of the month", "28", "28"),
    ],
    xml: "<InventoryConfiguration><Id>Every.field_1</Id><IsEnabled>false</IsEnabled><Destination><COSBucketDestination><Format>CSV</Format><AccountId>100000000001</AccountId><Bucket>qcs::cos:ap-guangzhou::reports-of-demo-1250000000</Bucket><Prefix>报表/2024 R&amp;D</Prefix><Encryption><SSE-COS></SSE-COS></Encryption></COSBucketDestination></Destination><Schedule><Frequency>Monthly</Frequency><MonthlyDate>28</MonthlyDate></Schedule><Filter><And><Prefix>照片 album/a&amp;b/&lt;raw&gt;+50%/&quot;q&quot;'s</Prefix><Tag><Key>age</Key><Value>18</Value></Tag><Tag><Key>团队</Key><Value>R&amp;D=1</Value></Tag><Tag><Key>empty</Key><Value></Value></Tag></And><Period><StartTime>1568688761</StartTime><EndTime>1568688762</EndTime></Period></Filter><IncludedObjectVersions>All</IncludedObjectVersions><OptionalFields><Field>Size</Field><Field>LastModifiedDate</Field><Field>ETag</Field><Field>StorageClass</Field><Field>IsMultipartUploaded</Field><Field>ReplicationStatus</Field><Field>Tag</Field><Field>Crc64</Field><Field>x-cos-meta-owner</Field><Field>x-cos-meta-cost-centre</Field></OptionalFields></InventoryConfiguration>",
    row: &[
        "Every.field_1 Just written",
        "Disabled",
        "Monthly, day 28",
        "照片 album/a&b/<raw>+50%/\"q\"'s",
        "reports-of-demo-1250000000/报表/2024 R&D",
        "CSV",
        "All versions",
        "10",
    ],
    facts: &[
        ("Source prefix", "照片 album/a&b/<raw>+50%/\"q\"'s"),
        ("Tags", "age=18, 团队=R&D=1, empty="),
        ("Modified from", "2019-09-17 10:52:41 UTC+8"),
        ("Modified until", "2019-09-17 10:52:42 UTC+8"),
        ("Object versions", "All versions"),
        (
            "Optional fields",
            "Size, LastModifiedDate, ETag, StorageClass, IsMultipartUploaded, ReplicationStatus, Tag, Crc64",
        ),
        ("Metadata headers", "x-cos-meta-owner, x-cos-meta-cost-centre"),
        ("Destination bucket", "reports-of-demo-1250000000"),
        ("Destination prefix", "报表/2024 R&D"),
        ("Account ID", "100000000001"),
        ("Format", "CSV"),
        ("Encryption", "Service key (SSE-COS)"),
        ("Frequency", "Monthly, day 28"),
    ],
}];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_field_of_oss() {
    every_field(&OSS, &OSS_RULES).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_field_of_cos() {
    every_field(&COS, &COS_RULES).await;
}

async fn every_field(cloud: &Cloud, rules: &[Whole]) {
    journey(&cloud.named("every_field"), async |journey| {
        let page = &journey.page;
        // What is typed is UTC, whatever the device's zone is.
        page.cdp("Emulation.setTimezoneOverride", json!({ "timezoneId": "Asia/Shanghai" })).await;
        journey.connect(&cloud.preset("No rules yet")).await;
        page.finds(Role::Heading, "No inventory rules yet").await;
        for rule in rules {
            rule.create(journey, cloud).await;
            rule.is_shown(page).await;
            rule.stands_in_the_form_as_typed(page).await;
            rule.is_read_by_the_sdks(journey, cloud).await;
        }
    })
    .await;
}

impl Whole {
    async fn create(&self, journey: &Journey, cloud: &Cloud) {
        let page = &journey.page;
        page.click(Role::Link, "Create rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        for step in self.typing {
            step.take(page).await;
        }
        page.press(thirtyfour::Key::Tab).await;
        page.sees_no("attention").await;
        assert_eq!(flat(&preview(page).await), self.xml);
        page.click(Role::Button, "Create rule").await;
        page.sees(&format!("Rule {} was created.", self.id)).await;
        let stored = journey.sandbox.rule_xml(&cloud.bucket("demo-empty"), self.id);
        let declared = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{}", self.xml);
        assert_eq!(stored.as_deref(), Some(declared.as_str()));
    }

    async fn is_shown(&self, page: &Page) {
        page.focus_is_on(Role::Link, self.id).await;
        let cells =
            "return [...document.activeElement.closest('tr').cells].map((cell) => squeeze(spoken(cell)))";
        let cells: Vec<String> = page.eval(cells).await;
        let chosen = format!("Select {}", self.id);
        let actions = format!("Details of {0} Delete {0}", self.id);
        let row = [chosen.as_str()].into_iter().chain(self.row.iter().copied()).chain([actions.as_str()]);
        assert_eq!(cells, row.collect::<Vec<_>>());
        page.click(Role::Link, self.id).await;
        page.finds(Role::Tab, "XML").await;
        let facts = "return [...document.querySelectorAll('dl > div')].map((fact) => [...fact.children].map((part) => squeeze(spoken(part))))";
        let facts: Vec<(String, String)> = page.eval(facts).await;
        let facts: Vec<(&str, &str)> =
            facts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(facts, self.facts);
    }

    async fn stands_in_the_form_as_typed(&self, page: &Page) {
        page.click(Role::Link, "Edit").await;
        page.focus_is_on(Role::Heading, &format!("Edit {}", self.id)).await;
        page.sees("Nothing is changed: this is the rule as it is stored.").await;
        for step in self.typing {
            step.stands(page).await;
        }
        page.sees("Nothing is changed: this is the rule as it is stored.").await;
        page.click(Role::Link, "Inventory rules").await;
        page.finds(Role::Link, self.id).await;
    }

    async fn is_read_by_the_sdks(&self, journey: &Journey, cloud: &Cloud) {
        let read = read_by_the_sdks(journey, cloud, self.id).await;
        let known: Value = serde_json::from_str(READ_BY_SDKS).expect("the file is JSON");
        assert_eq!(read, known[self.id], "the SDKs read {} otherwise", self.id);
    }
}

impl Do {
    async fn take(&self, page: &Page) {
        match *self {
            Type(label, text, _) => page.fill(label, text).await,
            Time(label, text) => page.fill_time(label, text).await,
            Choose(group, name) => page.choose(group, Role::Radio, name).await,
            Tick(group, names) => {
                for name in names {
                    page.choose(group, Role::Checkbox, name).await;
                }
            }
            Flag(name, on) => {
                page.click(Role::Checkbox, name).await;
                page.is(Role::Checkbox, name, &format!("element.checked === {on}")).await;
            }
            More => page.click(Role::Button, "More filters").await,
        }
    }

    /// Whether the form of the stored rule shows the same.
    async fn stands(&self, page: &Page) {
        let text = |label, text: &'static str| async move {
            page.is(Role::Textbox, label, &format!("element.value === {}", json!(text))).await;
        };
        match *self {
            Type(label, _, shown) => text(label, shown).await,
            Time(label, shown) => text(label, shown).await,
            Choose(group, name) => page.chosen(group, Role::Radio, &[name]).await,
            Tick(group, names) => page.chosen(group, Role::Checkbox, names).await,
            Flag(name, on) => page.is(Role::Checkbox, name, &format!("element.checked === {on}")).await,
            // It opens by itself when something is in it.
            More => page.is(Role::Button, "More filters", "element.parentElement.open").await,
        }
    }
}

/// The document beside the form.
pub(crate) async fn preview(page: &Page) -> String {
    page.eval("return document.querySelector('.preview pre').textContent").await
}

/// A document without what was put in for the eye.
pub(crate) fn flat(pretty: &str) -> String {
    pretty.lines().map(str::trim_start).collect()
}

/// What each SDK of the vendor makes of a rule.
async fn read_by_the_sdks(journey: &Journey, cloud: &Cloud, id: &str) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("sandbox/sdk/read_rule.py");
    let mut command = Command::new(told("STOCKTAKE_PYTHON"));
    command.arg(script).arg(journey.sandbox.site_origin());
    command.args([cloud.slug, &cloud.bucket("demo-empty"), id]);
    let reading = tokio::task::spawn_blocking(move || command.output());
    let output = tokio::time::timeout(SDK_LIMIT, reading).await.expect("the SDKs answer in time");
    let output = output.expect("nothing panics").expect("the Python can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the script prints JSON")
}
