//! A copy of a bucket's rules, as the console writes and reads it: each rule as the provider's own document, so that
//! nothing of it is lost. Members that are not known are passed over: the version is what says whether a file can be read.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::bundle::{self, Bundle, BundleProblem, RuleProblem};
use crate::formats::{self, FormatProblem};
use crate::model::{BucketName, Connection, Provider, Region};
use crate::provider::xml::Element;

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// `{"stocktake": 1, "provider": "oss", "region": "…", "bucket": "…", "rules": [{"id": "…", "xml": "…"}]}`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFile {
    stocktake: u64,
    provider: Provider,
    region: String,
    bucket: String,
    rules: Vec<FileRule>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FileRule {
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
    let RuleFile { provider, region, bucket, rules: copied, .. } = formats::read(file)?;
    let region = Region::read(provider, &region).map_err(|_| member("region"))?;
    let bucket = BucketName::parse(&bucket).map_err(|_| member("bucket"))?;
    let (rules, notes) = bundle::rules(provider, copied.len(), &|at| {
        let FileRule { id, xml } = &copied[at];
        let document = Element::parse(xml.as_bytes()).map_err(|_| RuleProblem::Document)?;
        let stored = bundle::stored(provider, document)?;
        match stored.rule.id() {
            document if document == id => Ok(stored),
            document => Err(RuleProblem::OtherId { file: id.clone(), document: document.to_owned() }),
        }
    })?;
    Ok(Bundle { provider, region: Some(region), bucket: Some(bucket), rules, notes })
}
