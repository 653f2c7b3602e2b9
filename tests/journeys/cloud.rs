//! The connections that a journey is run on, and what differs between them.

use std::time::Duration;

use sandbox::IssuedCredentials;

use crate::journey::Journey;

/// Makes a test of an async function for each connection that is named.
macro_rules! on_each {
    ($journey:ident: $($name:ident $cloud:ident),+) => {
        mod $journey {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$journey(&crate::cloud::$cloud).await;
                }
            )+
        }
    };
}
/// The same for one connection of each provider.
macro_rules! on_both {
    ($($journey:ident)+) => { $( $crate::cloud::on_each!($journey: oss OSS, cos COS); )+ };
}
pub(crate) use {on_both, on_each};

/// One of the sandbox's connections to 250 rules: its provider and form of signature.
#[derive(Debug)]
pub(crate) struct Cloud {
    /// For names of files and journeys.
    pub(crate) name: &'static str,
    /// `oss` or `cos`.
    pub(crate) slug: &'static str,
    pub(crate) region: &'static str,
    /// The connection's name on the start page.
    pub(crate) preset: &'static str,
    pub(crate) bucket: &'static str,
    /// What the names of the sandbox's other buckets end with.
    pub(crate) appid: &'static str,
    /// What the names of the connections to them begin with.
    pub(crate) preset_prefix: &'static str,
    /// The labels of the three credentials.
    pub(crate) credentials: [&'static str; 3],
    /// A parameter of every read that is signed in the query, with its value if it has a fixed one.
    pub(crate) read_parameters: &'static [(&'static str, Option<&'static str>)],
    /// How the `Authorization` of a write begins.
    pub(crate) authorization: &'static str,
    /// The first stored rule.
    pub(crate) first_id: &'static str,
    /// What is typed into the filter, how many rules it finds in 250 and in 1,000, the only one on the
    /// second page of the former, the last by id of the latter.
    pub(crate) filter: (&'static str, usize, usize, &'static str, &'static str),
    /// The fields without which no rule is sent, and what is typed into them.
    pub(crate) required: &'static [(&'static str, &'static str)],
    /// What the form makes of those, in the documented order, with `made-here` as the id.
    pub(crate) created: &'static str,
    /// The calls of a creation.
    pub(crate) creating: &'static [&'static str],
    /// Seconds by which a device's clock is wrong so that the provider's answer names the right time.
    pub(crate) clock_offset: i64,
    /// What stands on the rights that are missing.
    pub(crate) right: &'static str,
    /// The words of a list without rules.
    pub(crate) empty_list: &'static str,
    /// The code for a lack of rights.
    pub(crate) denied: &'static str,
}

const OSS_REQUIRED: &[(&str, &str)] = &[
    ("ID", "made-here"),
    ("Destination bucket", "reports-of-demo"),
    ("Account ID", "1000000000000000"),
    ("Role ARN", "acs:ram::1000000000000000:role/AliyunOSSRole"),
];

/// OSS with V4 signatures.
pub(crate) static OSS: Cloud = Cloud {
    name: "oss",
    slug: "oss",
    region: "cn-hangzhou",
    preset: "250 rules",
    bucket: "demo-250",
    appid: "",
    preset_prefix: "",
    credentials: ["AccessKeyId", "AccessKeySecret", "SecurityToken"],
    read_parameters: &[("x-oss-expires", Some("300")), ("x-oss-signature", None)],
    authorization: "OSS4-HMAC-SHA256 Credential=",
    first_id: "logs-daily-0001",
    filter: ("billing", 21, 84, "billing-daily-0243", "billing-daily-0999"),
    required: OSS_REQUIRED,
    created: "<?xml version=\"1.0\" encoding=\"UTF-8\"?><InventoryConfiguration><Id>made-here</Id><IsEnabled>true</IsEnabled><Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId><RoleArn>acs:ram::1000000000000000:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::reports-of-demo</Bucket></OSSBucketDestination></Destination><Schedule><Frequency>Weekly</Frequency></Schedule><IncludedObjectVersions>Current</IncludedObjectVersions><OptionalFields><Field>Size</Field><Field>LastModifiedDate</Field><Field>StorageClass</Field></OptionalFields></InventoryConfiguration>",
    creating: &["preflight put 200", "put header 200"],
    clock_offset: 5 * 3600,
    right: "oss:GetBucketInventory",
    empty_list: "list query 404",
    denied: "Code AccessDenied",
};

/// OSS with V1 signatures, on a bucket from before V4.
pub(crate) static OSS_V1: Cloud = Cloud {
    name: "oss-v1",
    preset: "OSS with V1 signatures: 250 rules",
    bucket: "demo-v1",
    read_parameters: &[("OSSAccessKeyId", None), ("Expires", None), ("Signature", None)],
    authorization: "OSS STS.",
    ..OSS
};

/// COS.
pub(crate) static COS: Cloud = Cloud {
    name: "cos",
    slug: "cos",
    region: "ap-guangzhou",
    preset: "COS sandbox: 250 rules",
    bucket: "demo-250-1250000000",
    appid: "-1250000000",
    preset_prefix: "COS sandbox: ",
    credentials: ["TmpSecretId", "TmpSecretKey", "Token"],
    read_parameters: &[
        ("q-sign-algorithm", Some("sha1")),
        ("q-signature", None),
        ("x-cos-security-token", None),
    ],
    authorization: "q-sign-algorithm=sha1&",
    first_id: "access_log.daily-0001",
    filter: ("billing", 23, 91, "Billing_Daily-0245", "Billing_Daily-0993"),
    required: &[("ID", "made-here"), ("Destination bucket", "reports-of-demo-1250000000")],
    created: "<?xml version=\"1.0\" encoding=\"UTF-8\"?><InventoryConfiguration><Id>made-here</Id><IsEnabled>true</IsEnabled><Destination><COSBucketDestination><Format>CSV</Format><Bucket>qcs::cos:ap-guangzhou::reports-of-demo-1250000000</Bucket></COSBucketDestination></Destination><Schedule><Frequency>Weekly</Frequency></Schedule><IncludedObjectVersions>Current</IncludedObjectVersions><OptionalFields><Field>Size</Field><Field>LastModifiedDate</Field><Field>StorageClass</Field></OptionalFields></InventoryConfiguration>",
    creating: &["get query 404", "preflight put 200", "put header 200"],
    // A clock that is behind makes signatures that have ended, and COS says only that.
    clock_offset: -1800,
    right: "name/cos:GetBucketInventory",
    empty_list: "list query 200",
    denied: "Code AccessDenied",
};

impl Cloud {
    /// The provider's name of its service.
    pub(crate) fn service(&self) -> &'static str {
        if self.slug == "cos" { "Tencent Cloud COS" } else { "Alibaba Cloud OSS" }
    }

    /// The name of a journey on this connection.
    pub(crate) fn named(&self, journey: &str) -> String {
        format!("{journey}_on_{}", self.name)
    }

    /// The address of the rules of a bucket.
    pub(crate) fn address(&self, bucket: &str) -> String {
        format!("#/{}/{}/{bucket}/rules", self.slug, self.region)
    }

    /// The bucket of this provider that the sandbox names so.
    pub(crate) fn bucket(&self, name: &str) -> String {
        format!("{name}{}", self.appid)
    }

    /// The connection of the sandbox's page, by the words that follow the provider's.
    pub(crate) fn preset(&self, name: &str) -> String {
        if self.preset_prefix.is_empty() || name.starts_with("CORS") {
            return format!("{}{name}", self.preset_prefix);
        }
        let (first, rest) = name.split_at(1);
        format!("{}{}{rest}", self.preset_prefix, first.to_lowercase())
    }

    /// Credentials of this provider for the form.
    pub(crate) fn issue(&self, journey: &Journey) -> IssuedCredentials {
        if self.slug == "cos" { journey.issue_cos() } else { journey.issue() }
    }

    /// The same with another life.
    pub(crate) fn issue_for(&self, journey: &Journey, life: Duration) -> IssuedCredentials {
        if self.slug == "cos" { journey.issue_cos_for(life) } else { journey.issue_for(life) }
    }

    /// The endpoint that the sandbox has for this provider.
    pub(crate) fn endpoint(&self, journey: &Journey) -> String {
        if self.slug == "cos" {
            journey.sandbox.cos_endpoint_template()
        } else {
            journey.sandbox.endpoint_template()
        }
    }
}
