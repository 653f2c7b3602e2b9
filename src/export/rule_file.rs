//! A copy of a bucket's rules, as the console writes and reads it: each rule as the provider's own document, so that
//! nothing of it is lost. Members that are not known are passed over: the version is what says whether a file can be read.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::bundle::{self, Bundle, BundleProblem, Candidate, RuleProblem};
use crate::formats::{self, FormatProblem};
use crate::model::{BucketName, Connection, Provider, Region};
use crate::provider::xml::Element;

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// `{"stocktake": 1, "provider": "oss", "region": "…", "bucket": "…", "rules": [{"id": "…", "xml": "…"}]}`, as
/// `docs/rule-file.schema.json` describes it. Rules that are read are looked at one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFile<R = FileRule> {
    stocktake: u64,
    provider: Provider,
    region: String,
    bucket: String,
    rules: Vec<R>,
}

/// A rule of such a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRule {
    id: String,
    xml: String,
}

/// The file for rules of a connection's bucket, each an id with its document.
#[must_use]
pub fn written(connection: &Connection, rules: &[(String, Element)]) -> RuleFile {
    let rule = |(id, document): &(String, Element)| FileRule { id: id.clone(), xml: document.to_document() };
    RuleFile {
        stocktake: VERSION,
        provider: connection.provider,
        region: connection.region.as_str().to_owned(),
        bucket: connection.bucket.as_str().to_owned(),
        rules: rules.iter().map(rule).collect(),
    }
}

impl RuleFile {
    /// The text of the file, in lines.
    ///
    /// # Errors
    /// Those of serde, which has none for texts and numbers.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

impl From<FormatProblem> for BundleProblem {
    fn from(problem: FormatProblem) -> Self {
        BundleProblem::Member(problem.path)
    }
}

/// Reads a copy.
///
/// # Errors
/// [`BundleProblem`], for another version as well.
pub(super) fn read(file: Value) -> Result<Bundle, BundleProblem> {
    match file.get("stocktake") {
        Some(version) if *version == VERSION => {}
        Some(Value::Number(version)) => return Err(BundleProblem::Version(version.to_string())),
        Some(Value::String(version)) => return Err(BundleProblem::Version(version.clone())),
        _ => return Err(BundleProblem::Version(String::new())),
    }
    let member = |name: &str| BundleProblem::Member(name.to_owned());
    let RuleFile::<Value> { provider, region, bucket, rules, .. } = formats::read(file)?;
    let region = Region::read(provider, &region).map_err(|_| member("region"))?;
    let bucket = BucketName::parse(&bucket).map_err(|_| member("bucket"))?;
    let (rules, refused) =
        bundle::sorted_out(provider, &mut rules.into_iter().map(|rule| candidate(provider, rule)))?;
    let (region, bucket) = (Some(region), Some(bucket));
    Ok(Bundle { provider, region, bucket, rules, refused, notes: Vec::new() })
}

/// A rule of the file, with what it is called there.
fn candidate(provider: Provider, rule: Value) -> Candidate {
    let id = rule.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let stored = formats::read::<FileRule>(rule).map_err(|problem| match problem.path {
        // It has no members at all.
        path if path.is_empty() => RuleProblem::Document,
        path => RuleProblem::Member(path),
    });
    let stored = stored.and_then(|FileRule { id, xml }| {
        let document = Element::parse(xml.as_bytes()).map_err(|_| RuleProblem::Document)?;
        let stored = bundle::stored(provider, document)?;
        match stored.rule.id() {
            document if document == id => Ok(stored),
            document => Err(RuleProblem::OtherId { file: id, document: document.to_owned() }),
        }
    });
    Candidate { id, stored }
}
