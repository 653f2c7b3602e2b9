//! What is written, letter by letter. That shells, Terraform and Python read it so is in
//! `tests/properties/exports.rs`.

use super::*;
use crate::form::connection::ConnectionDraft;

fn connection(provider: Provider, endpoint: &str) -> Connection {
    let (region, bucket) = match provider {
        Provider::Oss => ("cn-hangzhou", "demo-250"),
        Provider::Cos => ("ap-guangzhou", "demo-250-1250000000"),
    };
    let draft = ConnectionDraft {
        region: region.to_owned(),
        bucket: bucket.to_owned(),
        endpoint: endpoint.to_owned(),
        ..ConnectionDraft::new(provider)
    };
    draft.check().expect("a connection")
}

fn stored(provider: Provider, xml: &str) -> StoredRule {
    let document = Element::parse(xml.as_bytes()).expect("XML");
    let rule = service(provider).layout().read(&document).expect("a rule");
    StoredRule { rule, document }
}

fn code(provider: Provider, xml: &str, kind: CodeKind) -> Code {
    let codes = codes(&stored(provider, xml), &connection(provider, ""));
    codes.into_iter().find(|code| code.kind == kind).expect("one for each kind")
}

const OSS: &str = "<InventoryConfiguration><Id>it's 1</Id><IsEnabled>True</IsEnabled>\
    <Filter><Prefix>a ${b}\"/</Prefix><LowerSizeBound>1024</LowerSizeBound></Filter>\
    <Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId>\
    <RoleArn>acs:ram::1000000000000000:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::reports</Bucket>\
    <Prefix></Prefix><Encryption><SSE-KMS><KeyId>key-1</KeyId></SSE-KMS></Encryption>\
    </OSSBucketDestination></Destination><Schedule><Frequency>Monthly</Frequency><DayOfMonth>31</DayOfMonth>\
    </Schedule><IncludedObjectVersions>All</IncludedObjectVersions>\
    <OptionalFields><Field>Size</Field><Field>ETag</Field></OptionalFields></InventoryConfiguration>";

const COS: &str = "<InventoryConfiguration><Id>list1</Id><IsEnabled>true</IsEnabled>\
    <Destination><COSBucketDestination><Format>CSV</Format><AccountId>100000000001</AccountId>\
    <Bucket>qcs::cos:ap-guangzhou::reports-1250000000</Bucket><Prefix>out</Prefix><SSE-COS></SSE-COS>\
    </COSBucketDestination></Destination><Schedule><Frequency>Weekly</Frequency></Schedule>\
    <Filter><And><Prefix>a/</Prefix><Tag><Key>age</Key><Value>18</Value></Tag><Tag><Key>团队</Key>\
    <Value>R&amp;D</Value></Tag></And><Period><StartTime>1568688761</StartTime></Period></Filter>\
    <IncludedObjectVersions>Current</IncludedObjectVersions>\
    <OptionalFields><Field>Size</Field><Field>x-cos-meta-owner</Field></OptionalFields></InventoryConfiguration>";

#[test]
fn a_file_is_named_by_its_bucket_and_the_day() {
    let connection = connection(Provider::Oss, "");
    let name = |now| file_name(&connection.bucket, Timestamp(now), "json");
    assert_eq!(name(1_773_475_750), "demo-250-inventory-rules-2026-03-14.json");
    assert_eq!(name(1_773_532_799), "demo-250-inventory-rules-2026-03-14.json");
    assert_eq!(name(1_773_532_800), "demo-250-inventory-rules-2026-03-15.json");
    let other = file_about(&connection.bucket, "side-by-side", Timestamp(1_773_532_800), "md");
    assert_eq!(other, "demo-250-side-by-side-2026-03-15.md");
}

#[test]
fn a_command_writes_the_document_and_names_it() {
    let code = code(Provider::Oss, OSS, CodeKind::Command);
    assert_eq!((code.tool, code.omitted), ("ossutil", vec![]));
    let (document, command) = code.text.split_once("\nEND\n").expect("a here-document");
    assert!(document.starts_with(
        "cat > inventory-rule.xml <<'END'\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <InventoryConfiguration>\n  <Id>it's 1</Id>\n  <IsEnabled>True</IsEnabled>\n  <Filter>\n"
    ));
    assert_eq!(
        command,
        "ossutil api put-bucket-inventory \\\n  --bucket demo-250 \\\n  --inventory-id 'it'\\''s 1' \\\n  \
         --inventory-configuration file://inventory-rule.xml \\\n  --region cn-hangzhou\n"
    );
}

#[test]
fn the_command_for_cos_has_the_documented_forms() {
    let code = code(Provider::Cos, COS, CodeKind::Command);
    assert_eq!((code.tool, code.omitted), ("coscli", vec![]));
    let (document, command) = code.text.split_once("\nEND\n").expect("a here-document");
    assert!(
        document.contains("<Encryption>\n        <SSE-COS></SSE-COS>\n      </Encryption>"),
        "{document}"
    );
    assert_eq!(
        command,
        "coscli inventory cos://demo-250-1250000000 --method put \\\n  --task-id list1 \\\n  \
         --configuration \"file://$PWD/inventory-rule.xml\" \\\n  --endpoint cos.ap-guangzhou.myqcloud.com\n"
    );
}

#[test]
fn a_value_that_begins_like_an_option_is_tied_to_its_own() {
    let oss = code(Provider::Oss, &OSS.replace("it's 1", "-rf"), CodeKind::Command);
    assert!(oss.text.contains(" \\\n  --inventory-id=-rf \\\n"), "{}", oss.text);
    let oss = code(Provider::Oss, &OSS.replace("it's 1", "--help me"), CodeKind::Command);
    assert!(oss.text.contains(" \\\n  --inventory-id='--help me' \\\n"), "{}", oss.text);
    let cos = code(Provider::Cos, &COS.replace("list1", "-rf"), CodeKind::Command);
    assert!(cos.text.contains(" \\\n  --task-id=-rf \\\n"), "{}", cos.text);
    let oss = code(Provider::Oss, &OSS.replace("it's 1", "$(id) `id` \"q\""), CodeKind::Command);
    assert!(oss.text.contains(" \\\n  --inventory-id '$(id) `id` \"q\"' \\\n"), "{}", oss.text);
}

#[test]
fn a_prefix_alone_stands_where_coscli_looks_for_it() {
    let alone = "<InventoryConfiguration><Id>a</Id><IsEnabled>true</IsEnabled><Destination><COSBucketDestination>\
        <Format>CSV</Format><Bucket>qcs::cos:ap-guangzhou::reports-1250000000</Bucket></COSBucketDestination>\
        </Destination><Schedule><Frequency>Daily</Frequency></Schedule><Filter><Prefix>logs/</Prefix></Filter>\
        <IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>";
    let command = code(Provider::Cos, alone, CodeKind::Command);
    let inside = "  <Filter>\n    <And>\n      <Prefix>logs/</Prefix>\n    </And>\n  </Filter>\n";
    assert!(command.text.contains(inside), "{}", command.text);
    assert_eq!(command.omitted, []);
    // Anybody else is given the documented form.
    assert!(
        code(Provider::Cos, alone, CodeKind::Python).text.contains("\"Filter\": {\n            \"Prefix\"")
    );
}

#[test]
fn what_coscli_cannot_hold_is_named() {
    let omitted = |from: &str, to: &str, kind| code(Provider::Cos, &COS.replace(from, to), kind).omitted;
    let part = |part| vec![Omission::Part(part)];
    for (from, to, lost) in [
        ("1568688761", "last week", Part::ModifiedFrom),
        ("<SSE-COS></SSE-COS>", "<Encryption><SSE-KMS/></Encryption>", Part::Encryption),
        ("<Id>list1</Id>", "<Id>a&amp;b</Id>", Part::Id),
        ("</Frequency>", "</Frequency><MonthlyDate>last</MonthlyDate>", Part::DayOfMonth),
    ] {
        assert_eq!(omitted(from, to, CodeKind::Command), part(lost), "{to}");
        assert_eq!(omitted(from, to, CodeKind::Python), [], "{to}");
    }
    let terraform = |from, to| omitted(from, to, CodeKind::Terraform);
    assert!(terraform("1568688761", "last week").contains(&Omission::Part(Part::ModifiedFrom)));
    assert!(terraform("<Id>list1</Id>", "<Id>a&amp;b</Id>").contains(&Omission::Part(Part::Id)));
    // A job that ran once has no schedule and no status, which the resource requires.
    for (from, lost) in [
        ("<Schedule><Frequency>Weekly</Frequency></Schedule>", Part::Frequency),
        ("<IsEnabled>true</IsEnabled>", Part::Enabled),
    ] {
        assert!(terraform(from, "").contains(&Omission::Part(lost)), "{lost:?}");
    }
}

#[test]
fn terraform_sends_zeros_beside_a_filter() {
    let zeros = |xml: &str, kind| code(Provider::Oss, xml, kind).zeros;
    let unset = [Part::ModifiedFrom, Part::ModifiedTo, Part::SizeTo];
    assert_eq!(zeros(OSS, CodeKind::Terraform), unset);
    assert_eq!(zeros(OSS, CodeKind::Python), []);
    assert_eq!(zeros(OSS, CodeKind::Command), []);
    let (before, rest) = OSS.split_once("<Filter>").expect("a filter");
    let (_, after) = rest.split_once("</Filter>").expect("its end");
    assert_eq!(zeros(&[before, after].concat(), CodeKind::Terraform), []);
    let full = OSS.replace(
        "</LowerSizeBound>",
        "</LowerSizeBound><UpperSizeBound>2048</UpperSizeBound>\
         <LastModifyBeginTimeStamp>1637883649</LastModifyBeginTimeStamp>\
         <LastModifyEndTimeStamp>1638347592</LastModifyEndTimeStamp>",
    );
    assert_eq!(zeros(&full, CodeKind::Terraform), []);
}

#[test]
fn no_line_of_a_document_ends_it() {
    let rule = OSS.replace("a ${b}\"/", "a\nEND\nEND_\nb");
    let code = code(Provider::Oss, &rule, CodeKind::Command);
    assert!(code.text.starts_with("cat > inventory-rule.xml <<'AND'\n"));
    assert!(code.text.contains("\nAND\nossutil "));
    // Where every letter begins a line, the marker grows until none is like it.
    let lines: String = ('A'..='Z').map(|letter| format!("\n{letter}ND")).collect();
    let rule = OSS.replace("a ${b}\"/", &lines);
    let code = self::code(Provider::Oss, &rule, CodeKind::Command);
    assert!(code.text.starts_with("cat > inventory-rule.xml <<'END_'\n"));
}

#[test]
fn terraform_for_oss() {
    let code = code(Provider::Oss, OSS, CodeKind::Terraform);
    assert_eq!(code.omitted, [Omission::Part(Part::DayOfMonth)]);
    assert_eq!(
        code.text,
        r#"# provider "alicloud" { region = "cn-hangzhou" }
# terraform import alicloud_oss_bucket_inventory.it_s_1 'demo-250:it'\''s 1'
resource "alicloud_oss_bucket_inventory" "it_s_1" {
  bucket                   = "demo-250"
  inventory_id             = "it's 1"
  is_enabled               = true
  included_object_versions = "All"

  filter {
    prefix           = "a $${b}\"/"
    lower_size_bound = 1024
  }

  destination {
    oss_bucket_destination {
      format     = "CSV"
      account_id = "1000000000000000"
      role_arn   = "acs:ram::1000000000000000:role/AliyunOSSRole"
      bucket     = "acs:oss:::reports"

      encryption {
        ssekms {
          key_id = "key-1"
        }
      }
    }
  }

  schedule {
    frequency = "Monthly"
  }

  optional_fields {
    field = ["Size", "ETag"]
  }
}
"#
    );
}

#[test]
fn terraform_for_cos() {
    let code = code(Provider::Cos, COS, CodeKind::Terraform);
    assert_eq!(code.omitted, [Omission::Part(Part::Tags)]);
    assert_eq!(
        code.text,
        r#"# provider "tencentcloud" { region = "ap-guangzhou" }
# terraform import tencentcloud_cos_bucket_inventory.list1 'demo-250-1250000000#list1'
resource "tencentcloud_cos_bucket_inventory" "list1" {
  bucket                   = "demo-250-1250000000"
  name                     = "list1"
  is_enabled               = "true"
  included_object_versions = "Current"

  filter {
    prefix = "a/"

    period {
      start_time = "1568688761"
    }
  }

  optional_fields {
    fields = ["Size", "x-cos-meta-owner"]
  }

  destination {
    bucket     = "qcs::cos:ap-guangzhou::reports-1250000000"
    prefix     = "out"
    account_id = "100000000001"
    format     = "CSV"

    encryption {
      sse_cos = ""
    }
  }

  schedule {
    frequency = "Weekly"
  }
}
"#
    );
}

#[test]
fn what_terraform_cannot_bring_is_named() {
    let omitted = |xml: &str| code(Provider::Oss, xml, CodeKind::Terraform).omitted;
    let sse = OSS.replace("<SSE-KMS><KeyId>key-1</KeyId></SSE-KMS>", "<SSE-OSS></SSE-OSS>");
    assert!(omitted(&sse).contains(&Omission::Part(Part::Encryption)));
    let new = OSS.replace("<SSE-KMS><KeyId>key-1</KeyId></SSE-KMS>", "<SSE-NEW></SSE-NEW>");
    assert!(omitted(&new).contains(&Omission::Part(Part::Encryption)));
    let no_key = OSS.replace("<KeyId>key-1</KeyId>", "");
    assert!(omitted(&no_key).contains(&Omission::Part(Part::Encryption)));
    assert!(omitted(&OSS.replace(">True<", ">False<")).contains(&Omission::Part(Part::Enabled)));
    assert!(omitted(&OSS.replace(">True<", ">perhaps<")).contains(&Omission::Part(Part::Enabled)));
    assert!(omitted(&OSS.replace("1024", "1 KB")).contains(&Omission::Part(Part::SizeFrom)));
    assert!(omitted(&OSS.replace("it's 1", "a:b")).contains(&Omission::Part(Part::Id)));
    let storage = COS.replace("</And>", "<StorageClass>STANDARD</StorageClass></And>");
    let storage = code(Provider::Cos, &storage, CodeKind::Terraform).omitted;
    assert_eq!(storage, [Omission::Part(Part::Tags), Omission::Part(Part::StorageClass)]);
}

#[test]
fn an_id_that_would_leave_its_comment_is_not_in_one() {
    let code = code(Provider::Oss, &OSS.replace("it's 1", "a\nb"), CodeKind::Terraform);
    assert!(!code.text.contains("import"));
    assert!(code.text.contains("inventory_id             = \"a\\nb\"\n"));
}

#[test]
fn python_for_oss() {
    let code = code(Provider::Oss, OSS, CodeKind::Python);
    assert_eq!((code.tool, code.omitted), ("alibabacloud-oss-v2", vec![]));
    assert_eq!(
        code.text,
        r#"import alibabacloud_oss_v2 as oss

config = oss.config.load_default()
config.credentials_provider = oss.credentials.EnvironmentVariableCredentialsProvider()
config.region = "cn-hangzhou"
client = oss.Client(config)

client.put_bucket_inventory(oss.PutBucketInventoryRequest(
    bucket="demo-250",
    inventory_id="it's 1",
    inventory_configuration=oss.InventoryConfiguration(
        id="it's 1",
        is_enabled=True,
        filter=oss.InventoryFilter(
            prefix="a ${b}\"/",
            lower_size_bound=1024,
        ),
        destination=oss.InventoryDestination(
            oss_bucket_destination=oss.InventoryOSSBucketDestination(
                format="CSV",
                account_id="1000000000000000",
                role_arn="acs:ram::1000000000000000:role/AliyunOSSRole",
                bucket="acs:oss:::reports",
                encryption=oss.InventoryEncryption(
                    sse_kms=oss.SSEKMS(
                        key_id="key-1",
                    ),
                ),
            ),
        ),
        schedule=oss.InventorySchedule(
            frequency="Monthly",
            day_of_month=31,
        ),
        included_object_versions="All",
        optional_fields=oss.OptionalFields(
            fields=[
                "Size",
                "ETag",
            ],
        ),
    ),
))
"#
    );
}

#[test]
fn python_for_cos() {
    let code = code(Provider::Cos, COS, CodeKind::Python);
    assert_eq!((code.tool, code.omitted), ("cos-python-sdk-v5", vec![]));
    let start = r#"import os

from qcloud_cos import CosConfig, CosS3Client

config = CosConfig(
    Region="ap-guangzhou",
    SecretId=os.environ["TENCENTCLOUD_SECRET_ID"],
    SecretKey=os.environ["TENCENTCLOUD_SECRET_KEY"],
    Token=os.environ.get("TENCENTCLOUD_SECURITY_TOKEN"),
)
client = CosS3Client(config)

client.put_bucket_inventory(
    Bucket="demo-250-1250000000",
    Id="list1",
    InventoryConfiguration={
        "Id": "list1",
        "IsEnabled": "true",
"#;
    assert!(code.text.starts_with(start), "{}", code.text);
    let encryption =
        "                \"Encryption\": {\n                    \"SSE-COS\": None,\n                },\n";
    assert!(code.text.contains(encryption), "{}", code.text);
    let tags = r#"                "Tag": [
                    {
                        "Key": "age",
                        "Value": "18",
                    },
                    {
                        "Key": "团队",
                        "Value": "R&D",
                    },
                ],
"#;
    assert!(code.text.contains(tags), "{}", code.text);
}

#[test]
fn elements_that_no_part_stands_for_are_named_where_they_are_lost() {
    let odd = OSS
        .replace("</Filter>", "<NewFilter><Inside/></NewFilter><Prefix>again</Prefix></Filter>")
        .replace("<KeyId>", "<Alias>a</Alias><KeyId>")
        .replace("</Schedule>", "<At>1</At></Schedule><Schedule/><New/>");
    let lost = ["Filter/NewFilter", "Filter/Prefix"].into_iter().chain([
        "Destination/OSSBucketDestination/Encryption/SSE-KMS/Alias",
        "Schedule/At",
        "Schedule",
        "New",
    ]);
    let lost: Vec<Omission> = lost.map(|way| Omission::Element(way.to_owned())).collect();
    for code in codes(&stored(Provider::Oss, &odd), &connection(Provider::Oss, "")) {
        match code.kind {
            CodeKind::Command => assert_eq!(code.omitted, []),
            CodeKind::Python => assert_eq!(code.omitted, lost),
            CodeKind::Terraform => assert_eq!(code.omitted[1..], lost),
        }
    }
    let odd = COS.replace("<Value>18</Value>", "<Value>18</Value><New/>").replace("</And>", "</And><Or/>");
    let lost = ["Filter/And/Tag/New", "Filter/Or"].map(|way| Omission::Element(way.to_owned()));
    assert_eq!(code(Provider::Cos, &odd, CodeKind::Command).omitted, lost);
    let python = code(Provider::Cos, &odd, CodeKind::Python);
    assert!(python.omitted.is_empty() && python.text.contains("\"Or\": None,"));
}

#[test]
fn a_host_of_the_connection_is_named() {
    let text = |provider, endpoint: &str, kind| {
        let xml = if provider == Provider::Oss { OSS } else { COS };
        let codes = codes(&stored(provider, xml), &connection(provider, endpoint));
        codes.into_iter().find(|code| code.kind == kind).map(|code| code.text).expect("a text")
    };
    let internal = "https://{bucket}.oss-cn-hangzhou-internal.aliyuncs.com";
    assert!(
        text(Provider::Oss, internal, CodeKind::Command)
            .ends_with(" \\\n  --endpoint oss-cn-hangzhou-internal.aliyuncs.com\n")
    );
    assert!(
        text(Provider::Oss, internal, CodeKind::Python)
            .contains("\nconfig.endpoint = \"oss-cn-hangzhou-internal.aliyuncs.com\"\n")
    );
    let newer = "https://{bucket}.cos.ap-guangzhou.tencentcos.cn";
    let python = text(Provider::Cos, newer, CodeKind::Python);
    assert!(python.contains("\n    Endpoint=\"cos.ap-guangzhou.tencentcos.cn\",\n"));
    let command = text(Provider::Cos, newer, CodeKind::Command);
    assert!(command.ends_with("--endpoint cos.ap-guangzhou.tencentcos.cn\n"));
    // Ways for browsers alone.
    for endpoint in
        ["https://relay.example/{bucket}", "https://inventory.example", "http://{bucket}.localhost:8417"]
    {
        assert!(!text(Provider::Oss, endpoint, CodeKind::Command).contains("--endpoint"));
        assert!(!text(Provider::Oss, endpoint, CodeKind::Python).contains("config.endpoint"));
    }
}

#[test]
fn a_part_without_a_place_in_a_tool_is_omitted_and_never_by_accident() {
    // Of every part that a provider has: a text of its form arrives or is named.
    for provider in Provider::ALL {
        let layout = service(provider).layout();
        let mut rule = stored(provider, if provider == Provider::Oss { OSS } else { COS }).rule;
        for part in Part::all().filter(|part| layout.places.iter().any(|(known, _)| known == part)) {
            if rule.text(part).is_empty() {
                rule.set(part, Some(if part.is_flag() { "true" } else { "7" }.to_owned()));
            }
        }
        let document = layout.write(&rule, None);
        let codes = codes(&StoredRule { rule, document }, &connection(provider, ""));
        let terraform: &[Part] = match provider {
            Provider::Oss => &[Part::DayOfMonth, Part::AutoDelete],
            Provider::Cos => &[Part::Tags, Part::StorageClass, Part::DayOfMonth],
        };
        let terraform: Vec<Omission> = terraform.iter().copied().map(Omission::Part).collect();
        let omitted: Vec<_> = codes.into_iter().map(|code| code.omitted).collect();
        assert_eq!(omitted, [vec![], terraform, vec![]]);
    }
}

fn of_all(provider: Provider, documents: &[&str], kind: CodeKind) -> CodeOfAll {
    let rules: Vec<StoredRule> = documents.iter().map(|xml| stored(provider, xml)).collect();
    let codes = codes_of_all(&rules, &connection(provider, ""));
    assert_eq!(codes.len(), 3);
    codes.into_iter().find(|code| code.kind == kind).expect("one for each kind")
}

/// What stands in the text for one rule behind `head`.
fn alone(provider: Provider, xml: &str, kind: CodeKind, head: &str) -> String {
    let text = code(provider, xml, kind).text;
    text.strip_prefix(head).unwrap_or_else(|| panic!("{text}")).to_owned()
}

#[test]
fn a_script_for_several_rules_has_each_as_it_stands_alone() {
    for (provider, xml) in [(Provider::Oss, OSS), (Provider::Cos, COS)] {
        let other = xml.replace("it's 1", "second").replace("list1", "second");
        let commands = of_all(provider, &[xml, &other], CodeKind::Command);
        let [first, second] = [xml, &other].map(|xml| alone(provider, xml, CodeKind::Command, ""));
        assert_eq!(commands.text, format!("#!/bin/sh\nset -e\n\n{first}\n{second}"));

        let python = of_all(provider, &[xml, &other], CodeKind::Python);
        let one = code(provider, xml, CodeKind::Python).text;
        let (head, _) = one.split_once("client.put").expect("a call");
        let [first, second] = [xml, &other].map(|xml| alone(provider, xml, CodeKind::Python, head));
        assert_eq!(python.text, format!("{head}{first}\n{second}"));
        assert_eq!(python.losses, []);
    }
}

#[test]
fn terraform_takes_several_rules_over_under_names_of_their_own() {
    let other = OSS.replace("it's 1", "it_s ${1}\n");
    let code = of_all(Provider::Oss, &[OSS, &other, OSS], CodeKind::Terraform);
    assert!(
        code.text.starts_with(
            "# provider \"alicloud\" { region = \"cn-hangzhou\" }\n\n\
             import {\n  to = alicloud_oss_bucket_inventory.it_s_1\n  id = \"demo-250:it's 1\"\n}\n\n\
             resource \"alicloud_oss_bucket_inventory\" \"it_s_1\" {\n  bucket "
        ),
        "{}",
        code.text
    );
    let second = "}\n\nimport {\n  to = alicloud_oss_bucket_inventory.it_s___1__\n  \
        id = \"demo-250:it_s $${1}\\n\"\n}\n\nresource";
    assert!(code.text.contains(second), "{}", code.text);
    assert!(code.text.contains("resource \"alicloud_oss_bucket_inventory\" \"it_s_1_2\" {"), "{}", code.text);
    assert_eq!(code.text.matches("# provider").count(), 1);
    // A rule that the resource cannot read is not taken over.
    let odd = of_all(Provider::Oss, &[&OSS.replace("it's 1", "a:b")], CodeKind::Terraform);
    assert!(!odd.text.contains("import {") && odd.text.contains("\"a_b\""), "{}", odd.text);
}

#[test]
fn rules_that_lose_the_same_are_named_together() {
    let named = |id: &str| OSS.replace("it's 1", id);
    let daily = named("b").replace("<DayOfMonth>31</DayOfMonth>", "");
    let code = of_all(Provider::Oss, &[&named("a"), &daily, &named("c")], CodeKind::Terraform);
    let zeros = vec![Part::ModifiedFrom, Part::ModifiedTo, Part::SizeTo];
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    let day = vec![Omission::Part(Part::DayOfMonth)];
    assert_eq!(
        code.losses,
        [
            Loss { ids: ids(&["a", "c"]), omitted: day, zeros: zeros.clone() },
            Loss { ids: ids(&["b"]), omitted: vec![], zeros },
        ]
    );
    assert_eq!(codes_of_all(&[], &connection(Provider::Oss, "")), []);
}
