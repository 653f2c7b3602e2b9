//! The CORS rule of a bucket for one origin, in the form of each tool. Every one of them replaces the whole list of rules,
//! so each comes with a command that reads it, or reads it itself.
//!
//! Sources: "put-bucket-cors" (ossutil 2, whose JSON has no root element and one text for the headers) and "cors" (ossutil
//! 1); the page of `alicloud_oss_bucket_cors` (terraform-provider-alicloud since 1.223); alibabacloud-oss-v2 1.4.1,
//! `models/bucket_cors.py`; the page of `tencentcloud_cos_bucket`; cos-python-sdk-v5, `put_bucket_cors`. Tencent's command-line
//! tools, coscli 1.0.6 and tccli, have no such call.

use serde::Serialize;

use super::{Form, Text, json};
use crate::export::commands::{option, quoted};
use crate::export::literal::{Language, literal};
use crate::export::{host, python};
use crate::model::{Connection, Provider};
use crate::provider::cors::{Allowed, MAX_AGE};
use crate::provider::service;

/// The rule in every form that there is for the provider.
#[must_use]
pub fn texts(origin: &str, connection: &Connection) -> Vec<Text> {
    let wanted = Wanted { origin, connection, allowed: service(connection.provider).cors() };
    match connection.provider {
        Provider::Oss => {
            vec![
                wanted.xml(),
                wanted.json(),
                wanted.ossutil(),
                wanted.ossutil_1(),
                wanted.alicloud(),
                wanted.oss_v2(),
            ]
        }
        Provider::Cos => vec![wanted.xml(), wanted.tencentcloud(), wanted.qcloud_cos()],
    }
}

struct Wanted<'a> {
    origin: &'a str,
    connection: &'a Connection,
    allowed: &'static Allowed,
}

/// ossutil's own JSON.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Configuration<'a> {
    #[serde(rename = "CORSRule")]
    rules: [Rule<'a>; 1],
    response_vary: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rule<'a> {
    allowed_origin: [&'a str; 1],
    allowed_method: &'a [&'a str],
    allowed_header: &'a str,
    expose_header: &'a [&'a str],
    max_age_seconds: u32,
}

impl Wanted<'_> {
    fn bucket(&self) -> &str {
        self.connection.bucket.as_str()
    }

    fn xml(&self) -> Text {
        let (tool, read_first) = match self.connection.provider {
            Provider::Oss => ("PutBucketCors", self.read_with_ossutil()),
            Provider::Cos => ("PUT Bucket cors", None),
        };
        Text { form: Form::Xml, tool, read_first, text: self.document() + "\n" }
    }

    fn document(&self) -> String {
        service(self.connection.provider).cors_rule(self.origin)
    }

    fn configuration(&self) -> String {
        let rule = Rule {
            allowed_origin: [self.origin],
            allowed_method: self.allowed.methods,
            allowed_header: "*",
            expose_header: self.allowed.exposed,
            max_age_seconds: MAX_AGE,
        };
        json(&Configuration { rules: [rule], response_vary: true })
    }

    fn json(&self) -> Text {
        let text = self.configuration() + "\n";
        Text { form: Form::Json, tool: "cors.json", read_first: self.read_with_ossutil(), text }
    }

    fn options(&self) -> String {
        let region = option("--region", self.connection.region.as_str());
        let endpoint = host(self.connection).map(|host| format!(" {}", option("--endpoint", host)));
        format!("{} {region}{}", option("--bucket", self.bucket()), endpoint.unwrap_or_default())
    }

    fn read_with_ossutil(&self) -> Option<String> {
        Some(format!("ossutil api get-bucket-cors {}\n", self.options()))
    }

    fn ossutil(&self) -> Text {
        let text = format!(
            "cat > cors.json <<'END'\n{}\nEND\n\
             ossutil api put-bucket-cors {} --cors-configuration file://cors.json\n",
            self.configuration(),
            self.options(),
        );
        let tool = "ossutil 2, aliyun ossutil";
        Text { form: Form::Command, tool, read_first: self.read_with_ossutil(), text }
    }

    fn ossutil_1(&self) -> Text {
        let bucket = quoted(&format!("oss://{}", self.bucket()));
        let read_first = Some(format!("ossutil cors --method get {bucket}\n"));
        let text = format!(
            "cat > cors.xml <<'END'\n{}\nEND\nossutil cors --method put {bucket} cors.xml\n",
            self.document()
        );
        Text { form: Form::Command, tool: "ossutil 1, aliyun oss", read_first, text }
    }

    /// The arguments of a block, with their equals signs below each other.
    fn block(&self, name: &str, exposed: &str) -> String {
        let hcl = |text: &str| literal(text, Language::Hcl);
        let list = |texts: &[&str]| {
            format!("[{}]", texts.iter().map(|text| hcl(text)).collect::<Vec<_>>().join(", "))
        };
        let arguments = [
            ("allowed_origins", list(&[self.origin])),
            ("allowed_methods", list(self.allowed.methods)),
            ("allowed_headers", list(&["*"])),
            (exposed, list(self.allowed.exposed)),
            ("max_age_seconds", MAX_AGE.to_string()),
        ];
        let lines = arguments.map(|(name, value)| format!("    {name:<15} = {value}\n"));
        format!("  {name} {{\n{}  }}\n", lines.concat())
    }

    fn alicloud(&self) -> Text {
        let text = format!(
            "resource \"alicloud_oss_bucket_cors\" \"stocktake\" {{\n  \
             bucket        = {}\n  response_vary = true\n\n{}}}\n",
            literal(self.bucket(), Language::Hcl),
            self.block("cors_rule", "expose_header"),
        );
        Text {
            form: Form::Terraform,
            tool: "alicloud_oss_bucket_cors",
            read_first: self.read_with_ossutil(),
            text,
        }
    }

    fn tencentcloud(&self) -> Text {
        let text = format!(
            "resource \"tencentcloud_cos_bucket\" \"stocktake\" {{\n  bucket = {}\n\n{}}}\n",
            literal(self.bucket(), Language::Hcl),
            self.block("cors_rules", "expose_headers"),
        );
        Text { form: Form::Terraform, tool: "tencentcloud_cos_bucket", read_first: None, text }
    }

    fn oss_v2(&self) -> Text {
        let endpoint = host(self.connection)
            .map(|host| format!("config.endpoint = {}\n", python::text(host)))
            .unwrap_or_default();
        let text = format!(
            "import alibabacloud_oss_v2 as oss\n\n\
             config = oss.config.load_default()\n\
             config.credentials_provider = oss.credentials.EnvironmentVariableCredentialsProvider()\n\
             config.region = {region}\n{endpoint}\
             client = oss.Client(config)\n\
             bucket = {bucket}\n\n\
             cors = oss.CORSConfiguration(cors_rules=[], response_vary=True)\n\
             try:\n    \
                 cors = client.get_bucket_cors(oss.GetBucketCorsRequest(bucket=bucket)).cors_configuration\n\
             except oss.exceptions.OperationError as error:\n    \
                 if getattr(error.unwrap(), \"code\", \"\") != \"NoSuchCORSConfiguration\":\n        \
                     raise\n\
             cors.cors_rules.append(oss.CORSRule(\n    \
                 allowed_origins=[{origin}],\n    \
                 allowed_methods={methods},\n    \
                 allowed_headers=[\"*\"],\n    \
                 expose_headers={exposed},\n    \
                 max_age_seconds={MAX_AGE},\n\
             ))\n\
             client.put_bucket_cors(oss.PutBucketCorsRequest(bucket=bucket, cors_configuration=cors))\n",
            region = python::text(self.connection.region.as_str()),
            bucket = python::text(self.bucket()),
            origin = python::text(self.origin),
            methods = list(self.allowed.methods),
            exposed = list(self.allowed.exposed),
        );
        Text { form: Form::Python, tool: "alibabacloud-oss-v2", read_first: None, text }
    }

    fn qcloud_cos(&self) -> Text {
        let endpoint = host(self.connection)
            .map(|host| format!("    Endpoint={},\n", python::text(host)))
            .unwrap_or_default();
        let text = format!(
            "import os\n\n\
             from qcloud_cos import CosConfig, CosS3Client\n\
             from qcloud_cos.cos_exception import CosServiceError\n\n\
             client = CosS3Client(CosConfig(\n    \
                 Region={region},\n{endpoint}    \
                 SecretId=os.environ[\"TENCENTCLOUD_SECRET_ID\"],\n    \
                 SecretKey=os.environ[\"TENCENTCLOUD_SECRET_KEY\"],\n    \
                 Token=os.environ.get(\"TENCENTCLOUD_SECURITY_TOKEN\"),\n\
             ))\n\
             bucket = {bucket}\n\n\
             cors = {{\"CORSRule\": [], \"ResponseVary\": \"true\"}}\n\
             try:\n    \
                 cors = client.get_bucket_cors(Bucket=bucket)\n\
             except CosServiceError as error:\n    \
                 if error.get_error_code() != \"NoSuchCORSConfiguration\":\n        \
                     raise\n\
             cors.setdefault(\"CORSRule\", []).append({{\n    \
                 \"AllowedOrigin\": [{origin}],\n    \
                 \"AllowedMethod\": {methods},\n    \
                 \"AllowedHeader\": [\"*\"],\n    \
                 \"ExposeHeader\": {exposed},\n    \
                 \"MaxAgeSeconds\": {MAX_AGE},\n\
             }})\n\
             client.put_bucket_cors(Bucket=bucket, CORSConfiguration=cors)\n",
            region = python::text(self.connection.region.as_str()),
            bucket = python::text(self.bucket()),
            origin = python::text(self.origin),
            methods = list(self.allowed.methods),
            exposed = list(self.allowed.exposed),
        );
        Text { form: Form::Python, tool: "cos-python-sdk-v5", read_first: None, text }
    }
}

/// A list of texts in Python.
fn list(texts: &[&str]) -> String {
    format!("[{}]", texts.iter().map(|text| python::text(text)).collect::<Vec<_>>().join(", "))
}

/// The rights to read and to set the rules, as a policy names them.
#[must_use]
pub fn rights(provider: Provider) -> &'static str {
    match provider {
        Provider::Oss => "oss:GetBucketCors, oss:PutBucketCors",
        Provider::Cos => "name/cos:GetBucketCORS, name/cos:PutBucketCORS",
    }
}
