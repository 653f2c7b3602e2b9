//! Rules on their way out of the console and back: as code of other tools, and as a file.
//!
//! What differs between the providers is in a file for each, tables mostly; how a language writes a
//! text, a call or a block is written once, beside them. No text here holds a key: the tools take
//! credentials from the environment or from their own configuration.

pub mod bundle;
mod commands;
mod configuration;
mod cos;
pub mod listing;
mod literal;
mod oss;
mod python;
mod rule_file;
mod settings;
mod terraform;
mod unknown;

use crate::model::rule::{Part, Rule};
use crate::model::{Connection, Provider};
use crate::provider::xml::Element;
use crate::provider::{StoredRule, service};

/// What a text is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// The provider's own command-line tool, in a POSIX shell.
    Command,
    /// A resource in HCL.
    Terraform,
    /// A script with the provider's SDK.
    Python,
}

/// Something of a rule that a tool does not bring to the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Omission {
    /// A part that the tool has no word for, or a text that it cannot take there.
    Part(Part),
    /// An element that no part stands for: the names on the way to it, such as `Filter/NewFilter`.
    Element(String),
}

/// A text to be copied, which makes the rule anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// What it is written for.
    pub kind: CodeKind,
    /// The tool or library that it needs; a proper name in every language.
    pub tool: &'static str,
    /// The text, with a line end at its end.
    pub text: String,
    /// What is lost on this way.
    pub omitted: Vec<Omission>,
    /// Numbers that the rule does not set, and for which the tool sends 0, which the provider refuses.
    pub zeros: Vec<Part>,
}

/// A rule as code, once for each kind. Attributes of elements (namespaces) are not looked at.
#[must_use]
pub fn codes(stored: &StoredRule, connection: &Connection) -> Vec<Code> {
    let layout = service(connection.provider).layout();
    let mut document = layout.without_unset(&stored.document);
    // Tools know the documented forms only.
    (layout.settle)(&mut document, false);
    let unknown = unknown::elements(layout, &document, &stored.rule);
    let source = Source { rule: &stored.rule, document: &document, connection, unknown };
    makers(connection.provider).iter().map(|make| make(&source)).collect()
}

fn makers(provider: Provider) -> &'static [fn(&Source<'_>) -> Code; 3] {
    match provider {
        Provider::Oss => &oss::MAKERS,
        Provider::Cos => &cos::MAKERS,
    }
}

/// What a text is made of.
struct Source<'a> {
    rule: &'a Rule,
    /// The rule's document in the documented forms, with all that `rule` does not know.
    document: &'a Element,
    connection: &'a Connection,
    /// The elements that `rule` does not know.
    unknown: Vec<Omission>,
}

impl Source<'_> {
    fn bucket(&self) -> &str {
        self.connection.bucket.as_str()
    }

    fn region(&self) -> &str {
        self.connection.region.as_str()
    }

    /// The host that the bucket's name is put in front of, where the connection names one. An endpoint of
    /// any other form (a relay, a path, a domain of the bucket's own) is there for browsers: tools reach
    /// the provider itself.
    fn host(&self) -> Option<&str> {
        let template = self.connection.endpoint.as_ref()?.as_str();
        let host = template.strip_prefix("https://{bucket}.")?;
        (!host.contains(['/', '{'])).then_some(host)
    }

    /// That host, or the provider's own for the region.
    fn host_or_default(&self) -> String {
        let connection = self.connection;
        let default = connection.provider.default_host(&connection.region, &connection.bucket);
        let default = default.strip_prefix(self.bucket()).unwrap_or_default().trim_start_matches('.');
        self.host().unwrap_or(default).to_owned()
    }

    /// A text with what is lost in it: these parts, and what no part stands for.
    fn code(&self, kind: CodeKind, tool: &'static str, text: String, parts: Vec<Part>) -> Code {
        let parts = parts.into_iter().map(Omission::Part);
        Code {
            kind,
            tool,
            text,
            omitted: parts.chain(self.unknown.iter().cloned()).collect(),
            zeros: Vec::new(),
        }
    }

    /// A text in which the whole document arrives.
    fn whole(&self, kind: CodeKind, tool: &'static str, text: String) -> Code {
        Code { kind, tool, text, omitted: Vec::new(), zeros: Vec::new() }
    }
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
