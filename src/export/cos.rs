//! The tools for COS.
//!
//! Sources: "inventory" of COSCLI with its own help text and source (after 1.0.6), the page and the
//! source of `tencentcloud_cos_bucket_inventory` (terraform-provider-tencentcloud), `bucket_inventory.go` of
//! cos-go-sdk-v5 (2026-07), on which both of them are built, and cos-python-sdk-v5 1.9.44, `put_bucket_inventory`.

use super::commands::{self, option, quoted};
use super::settings::{self, Form, Setting, Sign, Typing, Value};
use super::terraform::{self, Resource};
use super::{CodeKind, Makers, Piece, Source, python};
use crate::model::rule::{Part, Rule};
use crate::provider::xml::Element;

/// One for each kind.
pub(super) static MAKERS: Makers = [command, terraform, python];

/// COSCLI takes the file apart and sends what it knows. A bucket that is not among its aliases needs the
/// endpoint, and the path of a file is documented from the root.
fn command(source: &Source<'_>) -> Piece {
    let options = [
        option("--task-id", source.rule.id()),
        format!("--configuration \"file://$PWD/{}\"", commands::FILE),
        option("--endpoint", &source.host_or_default()),
    ];
    let command = format!("coscli inventory {} --method put", quoted(&format!("cos://{}", source.bucket())));
    let texts = commands::texts(source, &as_go_reads(source.document), &command, &options);
    source.piece(CodeKind::Command, "coscli", texts, lost_in_go(source.rule))
}

/// The document as the Go SDK reads it, which knows a prefix inside `And` alone, where COS takes it too: one beside it
/// would be lost, and the rule would list the whole bucket.
fn as_go_reads(document: &Element) -> Element {
    let mut document = document.clone();
    if let Some(filter) = document.child_mut("Filter").filter(|filter| filter.child("Prefix").is_some()) {
        let prefix = filter.take("Prefix");
        let and = filter.child_or_insert(&["And", "Period"], "And");
        and.remove("Prefix");
        and.nodes.splice(..0, prefix);
    }
    document
}

/// What the types of the Go SDK cannot hold: a number that is none ends the tool, and any kind of encryption is sent as
/// `SSE-COS`.
fn lost_in_go(rule: &Rule) -> Vec<Part> {
    let numbers = [Part::ModifiedFrom, Part::ModifiedTo, Part::DayOfMonth].into_iter();
    let not_whole = |part: &Part| rule.said(*part).is_some_and(|text| !settings::is_whole(text.trim()));
    let encryption = !matches!(rule.text(Part::Encryption), "" | "SSE-COS");
    let id = unsafe_id(rule).then_some(Part::Id);
    id.into_iter().chain(numbers.filter(not_whole)).chain(encryption.then_some(Part::Encryption)).collect()
}

/// Whether the Go SDK asks for another id: it puts it into the address as it stands.
fn unsafe_id(rule: &Rule) -> bool {
    !rule.id().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
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
    setting(Part::ModifiedFrom, "filter/period/start_time", Form::Digits),
    setting(Part::ModifiedTo, "filter/period/end_time", Form::Digits),
    setting(Part::Fields, "optional_fields/fields", Form::List),
    setting(Part::MetadataFields, "optional_fields/fields", Form::List),
    setting(Part::Bucket, "destination/bucket", Form::Text),
    setting(Part::DestinationPrefix, "destination/prefix", Form::Text),
    setting(Part::AccountId, "destination/account_id", Form::Text),
    setting(Part::Format, "destination/format", Form::Text),
    setting(Part::Encryption, "destination/encryption", Form::Kind(&[("SSE-COS", Sign::Empty("sse_cos"))])),
    setting(Part::Frequency, "schedule/frequency", Form::Text),
];

fn terraform(source: &Source<'_>) -> Piece {
    let mut arguments = vec![("bucket", Value::Text(source.bucket().to_owned()))];
    let mut omitted = settings::add(&mut arguments, source.rule, ARGUMENTS, Typing::Strict);
    // The resource requires them: a rule that says nothing there cannot be written so.
    let required = [Part::Enabled, Part::Versions, Part::Format, Part::Frequency];
    omitted.extend(required.into_iter().filter(|part| source.rule.text(*part).is_empty()));
    // The provider is built on the same SDK. An id with the separator is told by the resource.
    if unsafe_id(source.rule) && !source.rule.id().contains(RESOURCE.separator) {
        omitted.push(Part::Id);
    }
    terraform::piece(source, &RESOURCE, &arguments, omitted)
}

/// The SDK writes a dictionary as the document, whatever is in it.
fn python(source: &Source<'_>) -> Piece {
    let endpoint = source.host().map(|host| format!("    Endpoint={},\n", python::text(host)));
    let head = format!(
        "import os\n\n\
         from qcloud_cos import CosConfig, CosS3Client\n\n\
         config = CosConfig(\n    \
             Region={},\n{}    \
             SecretId=os.environ[\"TENCENTCLOUD_SECRET_ID\"],\n    \
             SecretKey=os.environ[\"TENCENTCLOUD_SECRET_KEY\"],\n    \
             Token=os.environ.get(\"TENCENTCLOUD_SECURITY_TOKEN\"),\n\
         )\n\
         client = CosS3Client(config)\n\n",
        python::text(source.region()),
        endpoint.unwrap_or_default(),
    );
    let body = format!(
        "client.put_bucket_inventory(\n    \
             Bucket={},\n    \
             Id={},\n    \
             InventoryConfiguration={},\n\
         )\n",
        python::text(source.bucket()),
        python::text(source.rule.id()),
        python::dictionary(source.document, 1),
    );
    source.whole(CodeKind::Python, "cos-python-sdk-v5", [head, body])
}
