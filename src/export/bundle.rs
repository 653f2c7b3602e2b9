//! Rules as a file: what "Download a copy" writes and "Import" reads.
//!
//! `{"stocktake": 1, "provider": "oss", "region": "…", "bucket": "…", "rules": [{"id": "…", "xml": "…"}]}`,
//! with each rule as the provider's own document, so that nothing of it is lost. A document by itself and
//! an answer to a list request can be imported, too. Members that are not known are passed over: the
//! version is what says whether a file can be read.

use crate::json::{Json, Parse};
use crate::model::rule::Part;
use crate::model::{BucketName, Connection, Provider, Region};
use crate::provider::document::ROOT;
use crate::provider::xml::{self, Element, can_be_written};
use crate::provider::{StoredRule, service};

/// Bytes of the largest file read: a full bucket's thousand rules with room to spare.
pub const MAX_BYTES: usize = 8 << 20;

/// The version that is written, and the only one that is read.
const VERSION: &str = "1";

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Whose rules they are.
    pub provider: Provider,
    /// The region they were in, where the file says it.
    pub region: Option<Region>,
    /// The bucket they were in, where the file says it.
    pub bucket: Option<BucketName>,
    /// The rules, in the file's order; no id stands twice.
    pub rules: Vec<StoredRule>,
}

/// Why a file is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleProblem {
    /// Larger than [`MAX_BYTES`], or a document larger than any provider's.
    TooLarge,
    /// More rules than a bucket can have.
    TooMany {
        /// How many it can have.
        limit: usize,
    },
    /// Not JSON; the reader's own words.
    Json(String),
    /// Not well-formed XML, or another document than a rule or a list of rules.
    Xml,
    /// Written by another version; empty when the file names none.
    Version(String),
    /// A member of this name is missing or not of its form.
    Member(&'static str),
    /// A rule is not accepted.
    Rule {
        /// Its place in the file, from 1.
        number: usize,
        /// Why.
        problem: RuleProblem,
    },
}

/// Why one rule of a file is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleProblem {
    /// Without the texts `id` and `xml`.
    Form,
    /// The document is not a rule of the file's provider.
    Document,
    /// The file calls it otherwise than its document does.
    OtherId {
        /// The id of the file.
        file: String,
        /// The id of the document.
        document: String,
    },
    /// An earlier rule has this id.
    Twice(String),
}

/// The file for rules of a connection's bucket, each an id with its document.
#[must_use]
pub fn written(connection: &Connection, rules: &[(String, Element)]) -> Json {
    let object = |members: Vec<(&str, Json)>| {
        Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    };
    let rules = rules.iter().map(|(id, document)| {
        object(vec![("id", Json::text(id)), ("xml", Json::Text(document.to_document()))])
    });
    object(vec![
        ("stocktake", Json::Number(VERSION.to_owned())),
        ("provider", Json::text(connection.provider.slug())),
        ("region", Json::text(connection.region.as_str())),
        ("bucket", Json::text(connection.bucket.as_str())),
        ("rules", Json::List(rules.collect())),
    ])
}

/// Reads a file.
///
/// # Errors
/// [`BundleProblem`] says what is wrong with it. That the rules are another provider's than the
/// connection's is for the caller to see.
pub fn read(text: &str, parse: Parse<'_>) -> Result<Bundle, BundleProblem> {
    if text.len() > MAX_BYTES {
        return Err(BundleProblem::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('<') {
        of_document(text)
    } else {
        of_json(&parse(text).map_err(BundleProblem::Json)?)
    }
}

fn of_json(file: &Json) -> Result<Bundle, BundleProblem> {
    match file.get("stocktake") {
        Some(Json::Number(version)) if version == VERSION => (),
        Some(Json::Number(version) | Json::Text(version)) => {
            return Err(BundleProblem::Version(version.clone()));
        }
        _ => return Err(BundleProblem::Version(String::new())),
    }
    let member =
        |name: &'static str| file.get(name).and_then(Json::as_text).ok_or(BundleProblem::Member(name));
    let provider = Provider::from_slug(member("provider")?).ok_or(BundleProblem::Member("provider"))?;
    let region = Region::read(provider, member("region")?).map_err(|_| BundleProblem::Member("region"))?;
    let bucket = BucketName::parse(member("bucket")?).map_err(|_| BundleProblem::Member("bucket"))?;
    let Some(Json::List(entries)) = file.get("rules") else { return Err(BundleProblem::Member("rules")) };
    let rules = rules(provider, entries.len(), &|at| {
        let text = |name: &str| entries[at].get(name).and_then(Json::as_text).ok_or(RuleProblem::Form);
        let (id, xml) = (text("id")?, text("xml")?);
        let document = Element::parse(xml.as_bytes()).map_err(|_| RuleProblem::Document)?;
        let stored = stored(provider, document).ok_or(RuleProblem::Document)?;
        match stored.rule.id() {
            document if document == id => Ok(stored),
            document => Err(RuleProblem::OtherId { file: id.to_owned(), document: document.to_owned() }),
        }
    })?;
    Ok(Bundle { provider, region: Some(region), bucket: Some(bucket), rules })
}

/// A rule's document, or an answer to a list request. The destination says whose it is, and the answer's
/// root does.
fn of_document(text: &str) -> Result<Bundle, BundleProblem> {
    if text.len() > xml::MAX_BYTES {
        return Err(BundleProblem::TooLarge);
    }
    let root = Element::parse(text.as_bytes()).map_err(|_| BundleProblem::Xml)?;
    let name = root.local_name().to_owned();
    let readers =
        |wanted: &dyn Fn(Provider) -> bool| Provider::ALL.into_iter().find(|provider| wanted(*provider));
    let (provider, documents) = if name == ROOT {
        let reads = |provider| service(provider).layout().read(&root).is_ok();
        (readers(&reads), vec![root])
    } else {
        let lists = |provider| service(provider).layout().list == name;
        (readers(&lists), root.elements().filter(|inner| inner.local_name() == ROOT).cloned().collect())
    };
    let provider = provider.ok_or(BundleProblem::Xml)?;
    let rules = rules(provider, documents.len(), &|at| {
        stored(provider, documents[at].clone()).ok_or(RuleProblem::Document)
    })?;
    Ok(Bundle { provider, region: None, bucket: None, rules })
}

fn stored(provider: Provider, document: Element) -> Option<StoredRule> {
    let rule = service(provider).layout().read(&document).ok()?;
    // A reference can name a character that no document may hold.
    Part::all().all(|part| can_be_written(rule.text(part))).then_some(StoredRule { rule, document })
}

fn rules(
    provider: Provider,
    count: usize,
    read: &dyn Fn(usize) -> Result<StoredRule, RuleProblem>,
) -> Result<Vec<StoredRule>, BundleProblem> {
    let limit = service(provider).capabilities().rules_per_bucket;
    if count > limit {
        return Err(BundleProblem::TooMany { limit });
    }
    let mut rules: Vec<StoredRule> = Vec::new();
    for at in 0..count {
        let once = |stored: StoredRule| match rules.iter().any(|known| known.rule.id() == stored.rule.id()) {
            true => Err(RuleProblem::Twice(stored.rule.id().to_owned())),
            false => Ok(stored),
        };
        let stored = read(at).and_then(once);
        rules.push(stored.map_err(|problem| BundleProblem::Rule { number: at + 1, problem })?);
    }
    Ok(rules)
}

#[cfg(test)]
#[path = "bundle_tests.rs"]
mod tests;
