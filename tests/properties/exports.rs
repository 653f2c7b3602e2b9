//! Code of other tools, read by others: a shell, a parser of HCL, Python itself. Files, read back.
//!
//! The names in the tables below are written from the tools' own pages, not taken from `src/export`.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use stocktake::export::bundle::{self, Bundle};
use stocktake::export::{Code, CodeKind, CodeOfAll, Omission, codes, codes_of_all};
use stocktake::model::rule::{Part, flag};
use stocktake::model::{Connection, Provider, Rule};
use stocktake::provider::xml::{Element, Node};
use stocktake::provider::{StoredRule, service};

use crate::{cases, generate, schema};

const TERRAFORM_OSS: &[(Part, &str)] = &[
    (Part::Id, "inventory_id"),
    (Part::Enabled, "is_enabled"),
    (Part::Versions, "included_object_versions"),
    (Part::Prefix, "filter/prefix"),
    (Part::ModifiedFrom, "filter/last_modify_begin_time_stamp"),
    (Part::ModifiedTo, "filter/last_modify_end_time_stamp"),
    (Part::SizeFrom, "filter/lower_size_bound"),
    (Part::SizeTo, "filter/upper_size_bound"),
    (Part::StorageClass, "filter/storage_class"),
    (Part::Frequency, "schedule/frequency"),
    (Part::Format, "destination/oss_bucket_destination/format"),
    (Part::AccountId, "destination/oss_bucket_destination/account_id"),
    (Part::RoleArn, "destination/oss_bucket_destination/role_arn"),
    (Part::Bucket, "destination/oss_bucket_destination/bucket"),
    (Part::DestinationPrefix, "destination/oss_bucket_destination/prefix"),
    (Part::KmsKeyId, "destination/oss_bucket_destination/encryption/ssekms/key_id"),
    (Part::Fields, "optional_fields/field"),
    (Part::Incremental, "incremental_inventory/is_enabled"),
    (Part::IncrementalFrequency, "incremental_inventory/schedule/frequency"),
    (Part::IncrementalFields, "incremental_inventory/optional_fields/field"),
];

const TERRAFORM_COS: &[(Part, &str)] = &[
    (Part::Id, "name"),
    (Part::Enabled, "is_enabled"),
    (Part::Versions, "included_object_versions"),
    (Part::Prefix, "filter/prefix"),
    (Part::ModifiedFrom, "filter/period/start_time"),
    (Part::ModifiedTo, "filter/period/end_time"),
    (Part::Frequency, "schedule/frequency"),
    (Part::Bucket, "destination/bucket"),
    (Part::AccountId, "destination/account_id"),
    (Part::DestinationPrefix, "destination/prefix"),
    (Part::Format, "destination/format"),
];

const PYTHON_OSS: &[(Part, &str)] = &[
    (Part::Id, "id"),
    (Part::Enabled, "is_enabled"),
    (Part::Versions, "included_object_versions"),
    (Part::Prefix, "filter/prefix"),
    (Part::ModifiedFrom, "filter/last_modify_begin_time_stamp"),
    (Part::ModifiedTo, "filter/last_modify_end_time_stamp"),
    (Part::SizeFrom, "filter/lower_size_bound"),
    (Part::SizeTo, "filter/upper_size_bound"),
    (Part::StorageClass, "filter/storage_class"),
    (Part::Frequency, "schedule/frequency"),
    (Part::DayOfMonth, "schedule/day_of_month"),
    (Part::AutoDelete, "schedule/auto_delete"),
    (Part::Format, "destination/oss_bucket_destination/format"),
    (Part::AccountId, "destination/oss_bucket_destination/account_id"),
    (Part::RoleArn, "destination/oss_bucket_destination/role_arn"),
    (Part::Bucket, "destination/oss_bucket_destination/bucket"),
    (Part::DestinationPrefix, "destination/oss_bucket_destination/prefix"),
    (Part::KmsKeyId, "destination/oss_bucket_destination/encryption/sse_kms/key_id"),
    (Part::Fields, "optional_fields/fields"),
    (Part::Incremental, "incremental_inventory/is_enabled"),
    (Part::IncrementalFrequency, "incremental_inventory/schedule/frequency"),
    (Part::IncrementalFields, "incremental_inventory/optional_fields/fields"),
];

/// Prints what the calls of a script on the client are given, as a list in JSON: calls as objects of their arguments. The
/// whole script must compile.
const READ_PYTHON: &str = "
import ast, json, sys

source = sys.stdin.buffer.read().decode()
compile(source, 'generated', 'exec')

def plain(node):
    if isinstance(node, ast.Call):
        given = {argument.arg: plain(argument.value) for argument in node.keywords}
        return given if given or not node.args else plain(node.args[0])
    if isinstance(node, ast.Dict):
        return {plain(key): plain(value) for key, value in zip(node.keys, node.values)}
    if isinstance(node, ast.List):
        return [plain(item) for item in node.elts]
    return ast.literal_eval(node)

calls = [line.value for line in ast.parse(source).body if isinstance(line, ast.Expr)]
json.dump([plain(call) for call in calls], sys.stdout)
";

/// A rule as a provider keeps it, its bucket, and the code for it.
#[derive(Clone, Debug)]
struct Exported {
    connection: Connection,
    stored: StoredRule,
    codes: Vec<Code>,
}

impl Exported {
    fn of(&self, kind: CodeKind) -> &Code {
        self.codes.iter().find(|code| code.kind == kind).expect("one for each kind")
    }

    fn omits(&self, kind: CodeKind, part: Part) -> bool {
        self.of(kind).omitted.contains(&Omission::Part(part))
    }

    /// Whether a tool was given the part, or says that it was not.
    fn brings(&self, kind: CodeKind, part: Part, given: &Value) -> bool {
        let text = self.stored.rule.text(part);
        let missing = text.is_empty() || self.omits(kind, part);
        match given {
            Value::Null => missing,
            Value::String(given) => !missing && given == text,
            Value::Bool(given) => !missing && flag(text) == Some(*given),
            Value::Number(given) => !missing && text.trim().parse::<u64>().ok() == given.as_u64(),
            Value::Array(given) => {
                given.iter().map(|entry| entry.as_str().unwrap_or("none")).eq(self.stored.rule.entries(part))
            }
            Value::Object(_) => false,
        }
    }
}

fn exported() -> impl Strategy<Value = Exported> {
    let parts = |provider| (generate::connection(provider), generate::rule(provider));
    generate::provider().prop_flat_map(parts).prop_map(|(connection, rule)| {
        let document = service(connection.provider).document(&rule, None);
        let stored = StoredRule { rule, document };
        let codes = codes(&stored, &connection);
        Exported { connection, stored, codes }
    })
}

/// A rule whose numbers and flags are mostly what they should be.
fn plausible(exported: &Exported) -> Exported {
    let mut rule = exported.stored.rule.clone();
    let numbers = [
        Part::ModifiedFrom,
        Part::ModifiedTo,
        Part::SizeFrom,
        Part::SizeTo,
        Part::IncrementalFrequency,
        Part::DayOfMonth,
    ];
    for part in Part::all().filter(|part| !exported.stored.rule.text(*part).is_empty()) {
        let text = exported.stored.rule.text(part);
        if numbers.contains(&part) {
            rule.set(part, Some((text.len() * 1_234_567).to_string()));
        } else if part.is_flag() {
            rule.set(part, Some(if text.len().is_multiple_of(2) { "true" } else { "False" }.to_owned()));
        }
    }
    let document = service(exported.connection.provider).document(&rule, None);
    let stored = StoredRule { rule, document };
    let codes = codes(&stored, &exported.connection);
    Exported { connection: exported.connection.clone(), stored, codes }
}

fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('/').fold(value, |value, name| &value[name])
}

/// What the program prints when it reads `input`.
fn run(command: &mut Command, input: &str) -> Vec<u8> {
    use std::io::Write;
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?} is needed: {error}"));
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}\n{input}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The words that a command gets in a shell, and the file that it finds.
fn in_shell(tool: &str, text: &str, folder: &Path) -> (Vec<String>, Vec<u8>) {
    let script = format!("set -eu\n{tool}() {{ printf '%s\\0' \"$@\"; }}\n{text}");
    let words = run(Command::new("sh").arg("-s").current_dir(folder), &script);
    let words = String::from_utf8(words).expect("UTF-8");
    let words = words.strip_suffix('\0').expect("words").split('\0').map(str::to_owned).collect();
    (words, std::fs::read(folder.join("inventory-rule.xml")).expect("the file"))
}

fn check_command(exported: &Exported, folder: &Path) {
    let code = exported.of(CodeKind::Command);
    let rule = &exported.stored.rule;
    let lost: Vec<Omission> = match exported.connection.provider {
        Provider::Oss => Vec::new(),
        Provider::Cos => lost_in_coscli(rule).into_iter().map(Omission::Part).collect(),
    };
    assert_eq!(code.omitted, lost);
    let (words, file) = in_shell(code.tool, &code.text, folder);
    // A value that begins like an option is tied to its own.
    let option = |name: &str, value: &str| {
        let tie = if value.starts_with('-') { '=' } else { '\0' };
        format!("{name}{tie}{value}")
    };
    let (id, bucket) = (exported.stored.rule.id(), exported.connection.bucket.as_str());
    let region = exported.connection.region.as_str();
    let expected = match exported.connection.provider {
        Provider::Oss => format!(
            "api\0put-bucket-inventory\0--bucket\0{bucket}\0{}\0--inventory-configuration\0\
             file://inventory-rule.xml\0--region\0{region}",
            option("--inventory-id", id)
        ),
        Provider::Cos => format!(
            "inventory\0cos://{bucket}\0--method\0put\0{}\0--configuration\0\
             file://{}/inventory-rule.xml\0--endpoint\0cos.{region}.myqcloud.com",
            option("--task-id", id),
            folder.display()
        ),
    };
    assert_eq!(words.join("\0"), expected);
    let document = &match exported.connection.provider {
        Provider::Oss => exported.stored.document.clone(),
        Provider::Cos => with_prefix_in_and(&exported.stored.document),
    };
    let pretty = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", document.to_pretty());
    assert_eq!(String::from_utf8(file.clone()).expect("UTF-8"), pretty);
    assert_eq!(Element::parse(&file).as_ref(), Ok(document));
}

/// The parts that COSCLI, whose types hold numbers as numbers and which puts the id into an address as it stands, does
/// not bring.
fn lost_in_coscli(rule: &Rule) -> Vec<Part> {
    let numbers = [Part::ModifiedFrom, Part::ModifiedTo, Part::DayOfMonth];
    let lost = numbers.into_iter().filter(|part| {
        let text = rule.said(*part).unwrap_or("0");
        text.trim().parse::<i64>().is_err()
    });
    odd_id(rule).then_some(Part::Id).into_iter().chain(lost).collect()
}

fn odd_id(rule: &Rule) -> bool {
    !rule.id().chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
}

/// The only place in which the Go SDK reads a prefix.
fn with_prefix_in_and(document: &Element) -> Element {
    let is = |node: &Node, name: &str| matches!(node, Node::Element(element) if element.name == name);
    let mut document = document.clone();
    for node in &mut document.nodes {
        let Node::Element(filter) = node else { continue };
        if filter.name != "Filter" || !filter.nodes.iter().any(|node| is(node, "Prefix")) {
            continue;
        }
        let (prefix, mut rest): (Vec<Node>, _) =
            std::mem::take(&mut filter.nodes).into_iter().partition(|node| is(node, "Prefix"));
        match rest.iter_mut().find(|node| is(node, "And")) {
            Some(Node::Element(and)) => drop(and.nodes.splice(..0, prefix)),
            _ => {
                let mut and = Element::new("And");
                and.nodes = prefix;
                rest.insert(0, Node::Element(and));
            }
        }
        filter.nodes = rest;
    }
    document
}

fn check_terraform(exported: &Exported) {
    let code = exported.of(CodeKind::Terraform);
    let read: Value = hcl::eval::from_str(&code.text, &hcl::eval::Context::new()).expect("HCL");
    let resources = read["resource"].as_object().expect("a resource");
    let (kind, named) = resources.iter().next().expect("one type");
    let resource = named.as_object().and_then(|named| named.values().next()).expect("one resource");
    assert_eq!(resource["bucket"], exported.connection.bucket.as_str());
    let rule = &exported.stored.rule;
    let (table, encryption) = match kind.as_str() {
        "alicloud_oss_bucket_inventory" => (TERRAFORM_OSS, "destination/oss_bucket_destination/encryption"),
        "tencentcloud_cos_bucket_inventory" => (TERRAFORM_COS, "destination/encryption"),
        other => panic!("{other}"),
    };
    let off = |given: &Value| *given == json!(false) && rule.enabled() == Some(false);
    for (part, path) in table {
        // The id is written in any case: without it there is no resource. So is that a rule is off, for one that was
        // imported, though none can be made so.
        let given = at(resource, path);
        let there = (*part == Part::Id && *given == rule.id()) || (*part == Part::Enabled && off(given));
        assert!(
            there || exported.brings(CodeKind::Terraform, *part, given),
            "{part:?} as {given} in {}",
            code.text
        );
    }
    let sign = match rule.text(Part::Encryption) {
        "SSE-OSS" => at(resource, &format!("{encryption}/sseoss")) == "",
        "SSE-COS" => at(resource, &format!("{encryption}/sse_cos")) == "",
        "SSE-KMS" => at(resource, &format!("{encryption}/ssekms")).is_object(),
        "" => at(resource, encryption).is_null(),
        _ => exported.omits(CodeKind::Terraform, Part::Encryption),
    };
    assert!(sign, "{}", code.text);
    if exported.connection.provider == Provider::Oss {
        assert_eq!(exported.omits(CodeKind::Terraform, Part::Enabled), rule.enabled() != Some(true));
        let lost = match rule.text(Part::Encryption) {
            "" => false,
            "SSE-KMS" => rule.text(Part::KmsKeyId).is_empty(),
            _ => true,
        };
        assert_eq!(exported.omits(CodeKind::Terraform, Part::Encryption), lost, "{}", code.text);
        // What stands beside another filter and is not given is sent as 0.
        let numbers = [Part::ModifiedFrom, Part::ModifiedTo, Part::SizeTo];
        let zeros: Vec<Part> = match &resource["filter"] {
            Value::Null => Vec::new(),
            _ => TERRAFORM_OSS
                .iter()
                .filter(|(part, path)| numbers.contains(part) && at(resource, path).is_null())
                .map(|(part, _)| *part)
                .collect(),
        };
        assert_eq!(code.zeros, zeros);
    }
    if exported.connection.provider == Provider::Cos {
        assert_eq!(exported.omits(CodeKind::Terraform, Part::Id), odd_id(rule));
        for part in [Part::Enabled, Part::Versions, Part::Format, Part::Frequency] {
            assert_eq!(exported.omits(CodeKind::Terraform, part), rule.text(part).is_empty(), "{part:?}");
        }
        let fields = rule.entries(Part::Fields).chain(rule.entries(Part::MetadataFields));
        let given = at(resource, "optional_fields/fields").as_array().cloned().unwrap_or_default();
        assert!(given.iter().filter_map(Value::as_str).eq(fields), "{}", code.text);
    }
    for part in [Part::Tags, Part::DayOfMonth, Part::AutoDelete] {
        assert_eq!(exported.omits(CodeKind::Terraform, part), !rule.text(part).is_empty(), "{part:?}");
    }
}

/// What the calls of a script are given.
fn python_calls(text: &str) -> Vec<Value> {
    let read = run(Command::new("python3").args(["-X", "utf8", "-c", READ_PYTHON]), text);
    serde_json::from_slice(&read).expect("JSON")
}

fn check_python(exported: &Exported) {
    let code = exported.of(CodeKind::Python);
    let calls = python_calls(&code.text);
    let [read] = calls.as_slice() else { panic!("one call: {calls:?}") };
    let rule = &exported.stored.rule;
    match exported.connection.provider {
        Provider::Oss => {
            assert_eq!(
                (&read["bucket"], &read["inventory_id"]),
                (&json!(exported.connection.bucket.as_str()), &json!(rule.id()))
            );
            let given = &read["inventory_configuration"];
            for (part, path) in PYTHON_OSS {
                let given = at(given, path);
                assert!(
                    exported.brings(CodeKind::Python, *part, given),
                    "{part:?} as {given} in {}",
                    code.text
                );
            }
            let encryption = at(given, "destination/oss_bucket_destination/encryption");
            let sign = match rule.text(Part::Encryption) {
                "SSE-OSS" => encryption["sse_oss"] == "",
                "SSE-KMS" => encryption["sse_kms"].is_object(),
                "" => encryption.is_null(),
                _ => exported.omits(CodeKind::Python, Part::Encryption),
            };
            assert!(sign, "{}", code.text);
        }
        Provider::Cos => {
            assert_eq!(code.omitted, []);
            assert_eq!(
                (&read["Bucket"], &read["Id"]),
                (&json!(exported.connection.bucket.as_str()), &json!(rule.id()))
            );
            assert_eq!(read["InventoryConfiguration"], dictionary(&exported.stored.document));
        }
    }
}

/// What the SDK must be given to write the element again.
fn dictionary(element: &Element) -> Value {
    let mut members = serde_json::Map::new();
    for inner in element.elements() {
        let value = dictionary(inner);
        match members.get_mut(inner.local_name()) {
            None => drop(members.insert(inner.local_name().to_owned(), value)),
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = json!([first.clone(), value]),
        }
    }
    match (members.is_empty(), element.text().as_ref()) {
        (true, "") => Value::Null,
        (true, text) => json!(text),
        (false, _) => Value::Object(members),
    }
}

/// Rules of one bucket, the code for each and the code for all of them.
fn exported_together() -> impl Strategy<Value = (Vec<Exported>, Vec<CodeOfAll>)> {
    let parts = |provider| (generate::connection(provider), vec(generate::rule(provider), 1..4));
    generate::provider().prop_flat_map(parts).prop_map(|(connection, rules)| {
        let stored = |rule: Rule| {
            let document = service(connection.provider).document(&rule, None);
            StoredRule { rule, document }
        };
        let stored: Vec<StoredRule> = rules.into_iter().map(stored).collect();
        let all = codes_of_all(&stored, &connection);
        let each = stored.into_iter().map(|stored| {
            let codes = codes(&stored, &connection);
            Exported { connection: connection.clone(), stored, codes }
        });
        (each.collect(), all)
    })
}

fn of_kind(all: &[CodeOfAll], kind: CodeKind) -> &CodeOfAll {
    all.iter().find(|code| code.kind == kind).expect("one for each kind")
}

/// What a shell calls the tool with, and the file that it finds each time.
fn calls_in_shell(tool: &str, text: &str, folder: &Path) -> Vec<u8> {
    let script = format!(
        "set -eu\n{tool}() {{ printf '%s\\0' \"$@\"; cat inventory-rule.xml; printf '\\0'; }}\n{text}"
    );
    run(Command::new("sh").arg("-s").current_dir(folder), &script)
}

/// One script calls the tool as the scripts for each rule do, one after another.
fn check_commands_together(each: &[Exported], all: &[CodeOfAll], folder: &Path) {
    let all = of_kind(all, CodeKind::Command);
    let one = |exported: &Exported| calls_in_shell(all.tool, &exported.of(CodeKind::Command).text, folder);
    let expected: Vec<u8> = each.iter().flat_map(one).collect();
    assert_eq!(calls_in_shell(all.tool, &all.text, folder), expected, "{}", all.text);
}

/// One script gives the SDK what the scripts for each rule do.
fn check_python_together(each: &[Exported], all: &[CodeOfAll]) {
    let all = of_kind(all, CodeKind::Python);
    let expected: Vec<Value> =
        each.iter().flat_map(|exported| python_calls(&exported.of(CodeKind::Python).text)).collect();
    assert_eq!(python_calls(&all.text), expected, "{}", all.text);
}

/// One file has the resource of each rule, under a name of its own, and takes it over by its id.
fn check_terraform_together(each: &[Exported], all: &[CodeOfAll]) {
    let all = of_kind(all, CodeKind::Terraform);
    let read: hcl::Body = hcl::from_str(&all.text).expect("HCL");
    let blocks = |name: &str| read.blocks().filter(|block| block.identifier() == name).collect::<Vec<_>>();
    let (resources, imports) = (blocks("resource"), blocks("import"));
    assert_eq!(resources.len(), each.len(), "{}", all.text);
    let name =
        |block: &hcl::Block| block.labels().iter().map(|label| label.as_str().to_owned()).collect::<Vec<_>>();
    let mut names: Vec<Vec<String>> = resources.iter().map(|block| name(block)).collect();
    let mut imports = imports.into_iter().map(|block| {
        let attribute = |name: &str| {
            let found = block.body().attributes().find(|attribute| attribute.key() == name);
            found.expect("it is there").expr().to_string()
        };
        (attribute("to"), attribute("id"))
    });
    for (exported, (resource, name)) in each.iter().zip(resources.iter().zip(&names)) {
        let alone: hcl::Body = hcl::from_str(&exported.of(CodeKind::Terraform).text).expect("HCL");
        let alone = alone.into_blocks().next().expect("a resource");
        assert_eq!(resource.body(), alone.body());
        let (separator, id) = match exported.connection.provider {
            Provider::Oss => (':', exported.stored.rule.id()),
            Provider::Cos => ('#', exported.stored.rule.id()),
        };
        if id.contains(separator) {
            continue;
        }
        let (to, state_id) = imports.next().expect("a rule to be taken over");
        assert_eq!(to, name.join("."));
        let state_id: Value =
            hcl::eval::from_str(&format!("id = {state_id}"), &hcl::eval::Context::new()).expect("a text");
        let bucket = exported.connection.bucket.as_str();
        assert_eq!(state_id["id"], format!("{bucket}{separator}{id}"));
    }
    assert_eq!(imports.next(), None);
    names.sort();
    names.dedup();
    assert_eq!(names.len(), each.len(), "no name stands twice");
}

/// Lets `check` use a folder of its own, by the path that a shell knows it by: others run at the same time.
fn in_folder(check: &dyn Fn(&Path)) {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("exports-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    check(&folder.canonicalize().expect("its path"));
    std::fs::remove_dir_all(&folder).expect("it goes");
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_shell_gives_the_tool_what_was_meant(exported in exported()) {
        in_folder(&|folder| check_command(&exported, folder));
    }

    #[test]
    fn python_reads_what_was_meant(exported in exported(), typed in any::<bool>()) {
        check_python(&if typed { plausible(&exported) } else { exported });
    }

    #[test]
    fn a_script_for_several_rules_does_what_those_for_each_do((each, all) in exported_together()) {
        in_folder(&|folder| check_commands_together(&each, &all, folder));
        check_python_together(&each, &all);
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn terraform_reads_what_was_meant(exported in exported(), typed in any::<bool>()) {
        check_terraform(&if typed { plausible(&exported) } else { exported });
    }

    #[test]
    fn terraform_reads_several_rules_as_it_does_each((each, all) in exported_together()) {
        check_terraform_together(&each, &all);
    }

    #[test]
    fn a_file_of_rules_is_read_back(
        (connection, rules) in generate::provider()
            .prop_flat_map(|p| (generate::connection(p), vec(generate::rule(p), 0..6))),
    ) {
        let service = service(connection.provider);
        let mut kept: Vec<Rule> = Vec::new();
        for rule in rules.iter().map(generate::as_said).filter(|rule| !rule.id().is_empty()) {
            if kept.iter().all(|known| known.id() != rule.id()) {
                kept.push(rule);
            }
        }
        let stored = kept.into_iter().map(|rule| StoredRule { document: service.document(&rule, None), rule });
        let stored: Vec<StoredRule> = stored.collect();
        let documents: Vec<_> = stored.iter().map(|one| (one.rule.id().to_owned(), one.document.clone())).collect();
        let text = bundle::written(&connection, &documents).to_text().expect("JSON");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        prop_assert_eq!(schema::problems(&value), [""; 0]);
        let Connection { provider, region, bucket, .. } = connection;
        let expected = Bundle { provider, region: Some(region), bucket: Some(bucket), rules: stored, refused: Vec::new(), notes: Vec::new() };
        prop_assert_eq!(bundle::read(&text), Ok(expected));
    }
}
