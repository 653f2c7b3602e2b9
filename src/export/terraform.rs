//! Resources in HCL, as `terraform fmt` leaves them.
//!
//! Sources: the HCL native syntax specification and Terraform's "Syntax" and "import" pages (import blocks: since 1.5). Terraform
//! normalises every text to Unicode's form NFC, which a text cannot escape from: the screen says so.

use std::collections::HashSet;

use super::commands::quoted;
use super::literal::{Language, literal};
use super::settings::{Group, Value};
use super::{CodeKind, Piece, Source};
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

/// The resource with its settings, under the region that its provider must have, as a comment. What takes the rule into
/// Terraform's state stands in front of it: as a command in a comment, or among others as an import block.
pub(super) fn piece(
    source: &Source<'_>,
    resource: &Resource,
    settings: &Group,
    mut omitted: Vec<Part>,
) -> Piece {
    let Resource { provider, kind, separator } = resource;
    let id = source.rule.id();
    let name = source.among.map_or_else(|| name(id), str::to_owned);
    let region = literal(source.region(), Language::Hcl);
    let head = format!("# provider \"{provider}\" {{ region = {region} }}\n");
    let mut text = String::new();
    let state_id = format!("{}{separator}{id}", source.bucket());
    if id.contains(*separator) {
        omitted.push(Part::Id);
    } else if source.among.is_some() {
        let state_id = literal(&state_id, Language::Hcl);
        text.push_str(&format!("import {{\n  to = {kind}.{name}\n  id = {state_id}\n}}\n\n"));
    } else if !id.contains(char::is_control) {
        // A comment ends where its line does, so an id of several lines cannot stand in it.
        text.push_str(&format!("# terraform import {kind}.{name} {}\n", quoted(&state_id)));
    }
    text.push_str(&format!("resource \"{kind}\" \"{name}\" {{\n"));
    body(settings, 1, &mut text);
    text.push_str("}\n");
    source.piece(CodeKind::Terraform, "Terraform", [head, text], omitted)
}

/// A name for each id, none of them twice.
pub(super) fn names<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    let free = |id| {
        let name = name(id);
        let numbered = (2_u32..).map(|number| format!("{name}_{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name));
        let free = free.unwrap_or(name);
        taken.insert(free.clone());
        free
    };
    ids.map(free).collect()
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

    #[test]
    fn no_name_is_given_twice() {
        let ids = ["a.b", "a_b", "a b", "a_b_2", "清", "单"];
        let given = names(ids.into_iter());
        assert_eq!(given, ["a_b", "a_b_2", "a_b_3", "a_b_2_2", "rule__", "rule___2"]);
        assert_eq!(given.iter().collect::<HashSet<_>>().len(), ids.len());
    }
}
