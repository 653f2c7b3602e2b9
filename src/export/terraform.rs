//! Resources in HCL, as `terraform fmt` leaves them.
//!
//! Sources: the HCL native syntax specification and Terraform's "Syntax" and "import" pages. Terraform
//! normalises every text to Unicode's form NFC, which a text cannot escape from: the screen says so.

use super::commands::quoted;
use super::literal::{Language, literal};
use super::settings::{Group, Value};
use super::{Code, CodeKind, Source};
use crate::model::rule::Part;

/// How a provider's resource is written and known.
pub(super) struct Resource {
    /// The provider's name.
    pub(super) provider: &'static str,
    /// The resource's type.
    pub(super) kind: &'static str,
    /// What stands between bucket and rule in a resource's id. The resource cannot read a rule whose id
    /// holds it.
    pub(super) separator: char,
}

/// The resource with its settings. In front of it, as comments: the region that its provider must have,
/// and the command that takes the rule into Terraform's state.
pub(super) fn code(
    source: &Source<'_>,
    resource: &Resource,
    settings: &Group,
    mut omitted: Vec<Part>,
) -> Code {
    let Resource { provider, kind, separator } = resource;
    let id = source.rule.id();
    let name = name(id);
    let region = literal(source.region(), Language::Hcl);
    let mut text = format!("# provider \"{provider}\" {{ region = {region} }}\n");
    if id.contains(*separator) {
        omitted.push(Part::Id);
    } else if !id.contains(char::is_control) {
        // A comment ends where its line does, so an id of several lines cannot stand in it.
        let id = quoted(&format!("{}{separator}{id}", source.bucket()));
        text.push_str(&format!("# terraform import {kind}.{name} {id}\n"));
    }
    text.push_str(&format!("resource \"{kind}\" \"{name}\" {{\n"));
    body(settings, 1, &mut text);
    text.push_str("}\n");
    source.code(CodeKind::Terraform, "Terraform", text, omitted)
}

/// A name that Terraform takes: letters, digits, `_` and `-`, a letter in front.
fn name(id: &str) -> String {
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name: String = id.chars().map(|c| if known(c) { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("rule_{name}") }
}

/// Arguments first, with their equals signs below each other; then the blocks.
fn body(group: &Group, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let arguments = || group.iter().filter(|(_, value)| !matches!(value, Value::Group(_)));
    let width = arguments().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, value) in arguments() {
        let value = match value {
            Value::Text(text) => literal(text, Language::Hcl),
            Value::Number(digits) => digits.clone(),
            Value::Flag(flag) => flag.to_string(),
            Value::List(entries) => list(entries),
            Value::Group(_) => continue,
        };
        out.push_str(&format!("{indent}{name:width$} = {value}\n"));
    }
    let mut first = width == 0;
    for (name, value) in group {
        let Value::Group(inner) = value else { continue };
        if !first {
            out.push('\n');
        }
        first = false;
        out.push_str(&format!("{indent}{name} {{\n"));
        body(inner, depth + 1, out);
        out.push_str(&format!("{indent}}}\n"));
    }
}

fn list(entries: &[String]) -> String {
    let entries: Vec<String> = entries.iter().map(|entry| literal(entry, Language::Hcl)).collect();
    format!("[{}]", entries.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_gives_a_name_that_terraform_takes() {
        assert_eq!(name("Report.A_b-c"), "Report_A_b-c");
        assert_eq!(name("1"), "rule_1");
        assert_eq!(name("清单"), "rule___");
        assert_eq!(name(""), "rule_");
    }
}
