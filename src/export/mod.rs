//! Rules on their way out of the console and back: as code of other tools, and as a file.
//!
//! What differs between the providers is in a file for each, tables mostly; how a language writes a
//! text, a call or a block is written once, beside them. No text here holds a key: the tools take
//! credentials from the environment or from their own configuration.

pub mod access;
pub mod bundle;
pub mod change_record;
mod commands;
mod configuration;
mod cos;
pub mod folder;
pub mod listing;
mod literal;
mod oss;
mod python;
pub mod request_log;
mod rule_file;
mod settings;
pub mod template_file;
mod terraform;
mod unknown;

use crate::model::rule::{Part, Rule};
use crate::model::{BucketName, Connection, Provider, Timestamp};
use crate::provider::xml::Element;
use crate::provider::{StoredRule, service};

/// The name of a file with rules of a bucket, with the day in UTC: `reports-inventory-rules-2026-03-14.json`.
#[must_use]
pub fn file_name(bucket: &BucketName, now: Timestamp, ending: &str) -> String {
    file_about(bucket, "inventory-rules", now, ending)
}

/// The same of a file about something else: `reports-side-by-side-2026-03-14.csv`.
#[must_use]
pub fn file_about(bucket: &BucketName, what: &str, now: Timestamp, ending: &str) -> String {
    file_of(&[bucket.as_str(), "-", what].concat(), now, ending)
}

/// The same of a file that is about no bucket: `stocktake-requests-2026-03-14.har`.
#[must_use]
pub fn file_of(what: &str, now: Timestamp, ending: &str) -> String {
    let day = now.civil();
    format!("{what}-{:04}-{:02}-{:02}.{ending}", day.year, day.month, day.day)
}

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

/// Several rules as one text to be copied or kept, which makes all of them anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeOfAll {
    /// What it is written for.
    pub kind: CodeKind,
    /// The tool or library that it needs.
    pub tool: &'static str,
    /// The text, with a line end at its end.
    pub text: String,
    /// What is lost on this way.
    pub losses: Vec<Loss>,
}

/// What is lost of rules that lose the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Their ids.
    pub ids: Vec<String>,
    /// As in [`Code`].
    pub omitted: Vec<Omission>,
    /// As in [`Code`].
    pub zeros: Vec<Part>,
}

/// A rule as code, once for each kind. Attributes of elements (namespaces) are not looked at.
#[must_use]
pub fn codes(stored: &StoredRule, connection: &Connection) -> Vec<Code> {
    let code = |Piece { kind, tool, head, body, omitted, zeros }| Code {
        kind,
        tool,
        text: head + &body,
        omitted,
        zeros,
    };
    pieces(stored, connection, None).into_iter().map(code).collect()
}

/// Rules as code, all of them in one text, once for each kind.
#[must_use]
pub fn codes_of_all(rules: &[StoredRule], connection: &Connection) -> Vec<CodeOfAll> {
    let mut codes: Vec<CodeOfAll> = Vec::new();
    let names = terraform::names(rules.iter().map(|stored| stored.rule.id()));
    for (stored, name) in rules.iter().zip(&names) {
        for (at, piece) in pieces(stored, connection, Some(name)).into_iter().enumerate() {
            if codes.len() == at {
                let text = piece.head.trim_end().to_owned() + "\n";
                codes.push(CodeOfAll { kind: piece.kind, tool: piece.tool, text, losses: Vec::new() });
            }
            let code = &mut codes[at];
            code.text.extend(["\n", &piece.body]);
            code.lose(stored.rule.id(), piece.omitted, piece.zeros);
        }
    }
    codes
}

impl CodeOfAll {
    fn lose(&mut self, id: &str, omitted: Vec<Omission>, zeros: Vec<Part>) {
        if omitted.is_empty() && zeros.is_empty() {
            return;
        }
        let like = |loss: &&mut Loss| loss.omitted == omitted && loss.zeros == zeros;
        match self.losses.iter_mut().find(like) {
            Some(loss) => loss.ids.push(id.to_owned()),
            None => self.losses.push(Loss { ids: vec![id.to_owned()], omitted, zeros }),
        }
    }
}

/// A rule in a text of one kind.
struct Piece {
    kind: CodeKind,
    tool: &'static str,
    /// What stands once above all rules, the same for each.
    head: String,
    /// What makes this one.
    body: String,
    omitted: Vec<Omission>,
    zeros: Vec<Part>,
}

fn pieces(stored: &StoredRule, connection: &Connection, among: Option<&str>) -> Vec<Piece> {
    let layout = service(connection.provider).layout();
    let mut document = layout.without_unset(&stored.document);
    // Tools know the documented forms only.
    (layout.settle)(&mut document, false);
    let unknown = unknown::elements(layout, &document, &stored.rule);
    let source = Source { rule: &stored.rule, document: &document, connection, among, unknown };
    makers(connection.provider).iter().map(|make| make(&source)).collect()
}

/// What makes a text of each kind.
type Makers = [fn(&Source<'_>) -> Piece; 3];

fn makers(provider: Provider) -> &'static Makers {
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
    /// What the rule is called among others in one text; `None` when it stands alone.
    among: Option<&'a str>,
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

    fn host(&self) -> Option<&str> {
        host(self.connection)
    }

    fn host_or_default(&self) -> String {
        host_or_default(self.connection)
    }

    /// A text with what is lost in it: these parts, and what no part stands for.
    fn piece(
        &self,
        kind: CodeKind,
        tool: &'static str,
        [head, body]: [String; 2],
        parts: Vec<Part>,
    ) -> Piece {
        let parts = parts.into_iter().map(Omission::Part);
        let omitted = parts.chain(self.unknown.iter().cloned()).collect();
        Piece { kind, tool, head, body, omitted, zeros: Vec::new() }
    }

    /// A text in which the whole document arrives.
    fn whole(&self, kind: CodeKind, tool: &'static str, [head, body]: [String; 2]) -> Piece {
        Piece { kind, tool, head, body, omitted: Vec::new(), zeros: Vec::new() }
    }
}

/// The host that a bucket's name is put in front of, where the connection names one. An endpoint of any other form (a relay,
/// a path, a domain of the bucket's own) is there for browsers: tools reach the provider itself.
fn host(connection: &Connection) -> Option<&str> {
    let template = connection.endpoint.as_ref()?.as_str();
    let host = template.strip_prefix("https://{bucket}.")?;
    (!host.contains(['/', '{'])).then_some(host)
}

/// That host, or the provider's own for the region.
fn host_or_default(connection: &Connection) -> String {
    let bucket = &connection.bucket;
    let default = connection.provider.default_host(&connection.region, bucket);
    let default = default.strip_prefix(bucket.as_str()).unwrap_or_default().trim_start_matches('.');
    host(connection).unwrap_or(default).to_owned()
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
