//! The tools for COS.
//!
//! Sources: "inventory" of COSCLI with its own help text and source (after 1.0.6), the page and the
//! source of `tencentcloud_cos_bucket_inventory` (terraform-provider-tencentcloud) and
//! cos-python-sdk-v5 1.9.44, `put_bucket_inventory`.

use super::commands::{self, quoted};
use super::settings::{self, Form, Setting, Sign, Typing, Value};
use super::terraform::{self, Resource};
use super::{Code, CodeKind, Source, python};
use crate::model::rule::Part;

/// One for each kind.
pub(super) static MAKERS: [fn(&Source<'_>) -> Code; 3] = [command, terraform, python];

/// COSCLI takes the file apart and sends what it knows. A bucket that is not among its aliases needs the
/// endpoint, and the path of a file is documented from the root.
fn command(source: &Source<'_>) -> Code {
    let options = [
        ("--task-id", quoted(source.rule.id())),
        ("--configuration", format!("\"file://$PWD/{}\"", commands::FILE)),
        ("--endpoint", quoted(&source.host_or_default())),
    ];
    let command = format!("coscli inventory {} --method put", quoted(&format!("cos://{}", source.bucket())));
    let text = commands::text(source.document, &command, &options);
    source.code(CodeKind::Command, "coscli", text, Vec::new())
}

const RESOURCE: Resource =
    Resource { provider: "tencentcloud", kind: "tencentcloud_cos_bucket_inventory", separator: '#' };

const fn setting(part: Part, path: &'static str, form: Form) -> Setting {
    Setting { part, path, form }
}

/// The names of the page. It has no word for tags, storage classes and a monthly run's day.
static ARGUMENTS: &[Setting] = &[
    setting(Part::Id, "name", Form::Text),
    setting(Part::Enabled, "is_enabled", Form::Text),
    setting(Part::Versions, "included_object_versions", Form::Text),
    setting(Part::Prefix, "filter/prefix", Form::Text),
    setting(Part::ModifiedFrom, "filter/period/start_time", Form::Text),
    setting(Part::ModifiedTo, "filter/period/end_time", Form::Text),
    setting(Part::Fields, "optional_fields/fields", Form::List),
    setting(Part::MetadataFields, "optional_fields/fields", Form::List),
    setting(Part::Bucket, "destination/bucket", Form::Text),
    setting(Part::DestinationPrefix, "destination/prefix", Form::Text),
    setting(Part::AccountId, "destination/account_id", Form::Text),
    setting(Part::Format, "destination/format", Form::Text),
    setting(Part::Encryption, "destination/encryption", Form::Kind(&[("SSE-COS", Sign::Empty("sse_cos"))])),
    setting(Part::Frequency, "schedule/frequency", Form::Text),
];

fn terraform(source: &Source<'_>) -> Code {
    let mut arguments = vec![("bucket", Value::Text(source.bucket().to_owned()))];
    let omitted = settings::add(&mut arguments, source.rule, ARGUMENTS, Typing::Strict);
    terraform::code(source, &RESOURCE, &arguments, omitted)
}

/// The SDK writes a dictionary as the document, whatever is in it.
fn python(source: &Source<'_>) -> Code {
    let endpoint = source.host().map(|host| format!("    Endpoint={},\n", python::text(host)));
    let text = format!(
        "import os\n\n\
         from qcloud_cos import CosConfig, CosS3Client\n\n\
         config = CosConfig(\n    \
             Region={},\n{}    \
             SecretId=os.environ[\"TENCENTCLOUD_SECRET_ID\"],\n    \
             SecretKey=os.environ[\"TENCENTCLOUD_SECRET_KEY\"],\n    \
             Token=os.environ.get(\"TENCENTCLOUD_SECURITY_TOKEN\"),\n\
         )\n\
         client = CosS3Client(config)\n\n\
         client.put_bucket_inventory(\n    \
             Bucket={},\n    \
             Id={},\n    \
             InventoryConfiguration={},\n\
         )\n",
        python::text(source.region()),
        endpoint.unwrap_or_default(),
        python::text(source.bucket()),
        python::text(source.rule.id()),
        python::dictionary(source.document, 1),
    );
    source.whole(CodeKind::Python, "cos-python-sdk-v5", text)
}
