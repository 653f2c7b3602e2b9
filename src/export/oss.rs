//! The tools for OSS.
//!
//! Sources: "put-bucket-inventory" (ossutil 2, 2026-03), the page and the source of
//! `alicloud_oss_bucket_inventory` (terraform-provider-alicloud, since 1.284) and
//! alibabacloud-oss-v2 1.4.1, `models/bucket_inventory.py`.

use super::commands::{self, option};
use super::settings::{self, Form, Group, Setting, Sign, Typing, Value};
use super::terraform::{self, Resource};
use super::{CodeKind, Makers, Piece, Source, python};
use crate::model::rule::Part;

/// One for each kind.
pub(super) static MAKERS: Makers = [command, terraform, python];

/// ossutil sends the file as it is.
fn command(source: &Source<'_>) -> Piece {
    let mut options = vec![
        option("--bucket", source.bucket()),
        option("--inventory-id", source.rule.id()),
        option("--inventory-configuration", &format!("file://{}", commands::FILE)),
        option("--region", source.region()),
    ];
    options.extend(source.host().map(|host| option("--endpoint", host)));
    let texts = commands::texts(source, source.document, "ossutil api put-bucket-inventory", &options);
    source.whole(CodeKind::Command, "ossutil", texts)
}

const RESOURCE: Resource =
    Resource { provider: "alicloud", kind: "alicloud_oss_bucket_inventory", separator: ':' };

const fn setting(part: Part, path: &'static str, form: Form) -> Setting {
    Setting { part, path, form }
}

/// The names of the page. It has no word for a monthly run's day and for a rule that removes itself.
static ARGUMENTS: &[Setting] = &[
    setting(Part::Id, "inventory_id", Form::Text),
    setting(Part::Enabled, "is_enabled", Form::Flag),
    setting(Part::Versions, "included_object_versions", Form::Text),
    setting(Part::Prefix, "filter/prefix", Form::Text),
    setting(Part::ModifiedFrom, "filter/last_modify_begin_time_stamp", Form::Number),
    setting(Part::ModifiedTo, "filter/last_modify_end_time_stamp", Form::Number),
    setting(Part::SizeFrom, "filter/lower_size_bound", Form::Number),
    setting(Part::SizeTo, "filter/upper_size_bound", Form::Number),
    setting(Part::StorageClass, "filter/storage_class", Form::Text),
    setting(Part::Format, "destination/oss_bucket_destination/format", Form::Text),
    setting(Part::AccountId, "destination/oss_bucket_destination/account_id", Form::Text),
    setting(Part::RoleArn, "destination/oss_bucket_destination/role_arn", Form::Text),
    setting(Part::Bucket, "destination/oss_bucket_destination/bucket", Form::Text),
    setting(Part::DestinationPrefix, "destination/oss_bucket_destination/prefix", Form::Text),
    setting(
        Part::Encryption,
        "destination/oss_bucket_destination/encryption",
        Form::Kind(&[("SSE-OSS", Sign::Empty("sseoss")), ("SSE-KMS", Sign::Group("ssekms"))]),
    ),
    setting(Part::KmsKeyId, "destination/oss_bucket_destination/encryption/ssekms/key_id", Form::Text),
    setting(Part::Frequency, "schedule/frequency", Form::Text),
    setting(Part::Fields, "optional_fields/field", Form::List),
    setting(Part::Incremental, "incremental_inventory/is_enabled", Form::Flag),
    setting(Part::IncrementalFrequency, "incremental_inventory/schedule/frequency", Form::Number),
    setting(Part::IncrementalFields, "incremental_inventory/optional_fields/field", Form::List),
];

fn terraform(source: &Source<'_>) -> Piece {
    let mut arguments = vec![("bucket", Value::Text(source.bucket().to_owned()))];
    let mut omitted = settings::add(&mut arguments, source.rule, ARGUMENTS, Typing::Strict);
    // Create sends the flag only where it is true (`GetOk`), and OSS refuses a rule without one (0020-00000007). It is
    // written all the same, for a rule that was imported into the state: Update sends it.
    if source.rule.enabled() == Some(false) {
        omitted.push(Part::Enabled);
    }
    // The page wants an empty text for SSE-OSS, and the source passes over empty texts: the reports would not be
    // encrypted, without a word. It passes over SSE-KMS without a key, too.
    let lost = match source.rule.text(Part::Encryption) {
        "SSE-OSS" => true,
        "SSE-KMS" => source.rule.text(Part::KmsKeyId).is_empty(),
        _ => false,
    };
    if lost {
        omitted.push(Part::Encryption);
    }
    let zeros = zeros(&arguments);
    Piece { zeros, ..terraform::piece(source, &RESOURCE, &arguments, omitted) }
}

/// The parts of a filter for which the provider sends 0 where they are not set and another one is: its Create asks
/// only whether they are missing or empty, which a number never is. OSS refuses such a time (0020-00000023) and such an
/// upper size (document 480865).
fn zeros(arguments: &Group) -> Vec<Part> {
    const NUMBERS: [(Part, &str); 3] = [
        (Part::ModifiedFrom, "last_modify_begin_time_stamp"),
        (Part::ModifiedTo, "last_modify_end_time_stamp"),
        (Part::SizeTo, "upper_size_bound"),
    ];
    let filter = arguments.iter().find_map(|(name, value)| match value {
        Value::Group(filter) if *name == "filter" => Some(filter),
        _ => None,
    });
    let unset = |filter: &Group, wanted: &str| filter.iter().all(|(name, _)| *name != wanted);
    let numbers = NUMBERS.into_iter().filter(|(_, name)| filter.is_some_and(|filter| unset(filter, name)));
    numbers.map(|(part, _)| part).collect()
}

/// The names of the SDK's models, which write any text where they name a number or a flag.
static MODELS: &[Setting] = &[
    setting(Part::Id, "id", Form::Text),
    setting(Part::Enabled, "is_enabled", Form::Flag),
    setting(Part::Prefix, "filter/prefix", Form::Text),
    setting(Part::ModifiedFrom, "filter/last_modify_begin_time_stamp", Form::Number),
    setting(Part::ModifiedTo, "filter/last_modify_end_time_stamp", Form::Number),
    setting(Part::SizeFrom, "filter/lower_size_bound", Form::Number),
    setting(Part::SizeTo, "filter/upper_size_bound", Form::Number),
    setting(Part::StorageClass, "filter/storage_class", Form::Text),
    setting(Part::Format, "destination/oss_bucket_destination/format", Form::Text),
    setting(Part::AccountId, "destination/oss_bucket_destination/account_id", Form::Text),
    setting(Part::RoleArn, "destination/oss_bucket_destination/role_arn", Form::Text),
    setting(Part::Bucket, "destination/oss_bucket_destination/bucket", Form::Text),
    setting(Part::DestinationPrefix, "destination/oss_bucket_destination/prefix", Form::Text),
    setting(
        Part::Encryption,
        "destination/oss_bucket_destination/encryption",
        Form::Kind(&[("SSE-OSS", Sign::Empty("sse_oss")), ("SSE-KMS", Sign::Group("sse_kms"))]),
    ),
    setting(Part::KmsKeyId, "destination/oss_bucket_destination/encryption/sse_kms/key_id", Form::Text),
    setting(Part::Frequency, "schedule/frequency", Form::Text),
    setting(Part::DayOfMonth, "schedule/day_of_month", Form::Number),
    setting(Part::AutoDelete, "schedule/auto_delete", Form::Flag),
    setting(Part::Versions, "included_object_versions", Form::Text),
    setting(Part::Fields, "optional_fields/fields", Form::List),
    setting(Part::Incremental, "incremental_inventory/is_enabled", Form::Flag),
    setting(Part::IncrementalFrequency, "incremental_inventory/schedule/frequency", Form::Number),
    setting(Part::IncrementalFields, "incremental_inventory/optional_fields/fields", Form::List),
];

const CLASSES: &python::Classes = &[
    ("", "oss.InventoryConfiguration"),
    ("filter", "oss.InventoryFilter"),
    ("destination", "oss.InventoryDestination"),
    ("destination/oss_bucket_destination", "oss.InventoryOSSBucketDestination"),
    ("destination/oss_bucket_destination/encryption", "oss.InventoryEncryption"),
    ("destination/oss_bucket_destination/encryption/sse_kms", "oss.SSEKMS"),
    ("schedule", "oss.InventorySchedule"),
    ("optional_fields", "oss.OptionalFields"),
    ("incremental_inventory", "oss.IncrementalInventory"),
    ("incremental_inventory/schedule", "oss.IncrementInventorySchedule"),
    ("incremental_inventory/optional_fields", "oss.OptionalFields"),
];

/// The newer of the two SDKs: the older one has no monthly, one-off and incremental rules. Its provider
/// of credentials reads `OSS_ACCESS_KEY_ID`, `OSS_ACCESS_KEY_SECRET` and `OSS_SESSION_TOKEN`.
fn python(source: &Source<'_>) -> Piece {
    let mut arguments = Vec::new();
    let omitted = settings::add(&mut arguments, source.rule, MODELS, Typing::Loose);
    let configuration = python::call(CLASSES, "", &arguments, 1);
    let endpoint = source.host().map(|host| format!("config.endpoint = {}\n", python::text(host)));
    let head = format!(
        "import alibabacloud_oss_v2 as oss\n\n\
         config = oss.config.load_default()\n\
         config.credentials_provider = oss.credentials.EnvironmentVariableCredentialsProvider()\n\
         config.region = {}\n{}\
         client = oss.Client(config)\n\n",
        python::text(source.region()),
        endpoint.unwrap_or_default(),
    );
    let body = format!(
        "client.put_bucket_inventory(oss.PutBucketInventoryRequest(\n    \
             bucket={},\n    \
             inventory_id={},\n    \
             inventory_configuration={configuration},\n\
         ))\n",
        python::text(source.bucket()),
        python::text(source.rule.id()),
    );
    source.piece(CodeKind::Python, "alibabacloud-oss-v2", [head, body], omitted)
}
