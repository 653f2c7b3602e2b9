//! Templates as a file: what one device gives and another one takes. Of a copy of rules, which the console gives as well,
//! each rule is taken as a template of its name.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::bundle::{self, BundleProblem, MAX_BYTES};
use crate::form::draft::RuleDraft;
use crate::form::template::Template;
use crate::formats;
use crate::model::Provider;
use crate::provider::StoredRule;

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// `{"stocktake_templates": 1, "templates": [{"name": "…", "provider": "oss", "rule": {…}}]}`. Other members are passed over:
/// the version says whether a file can be read.
#[derive(Serialize, Deserialize)]
struct TemplateFile {
    stocktake_templates: u64,
    templates: Vec<Template>,
}

/// The text of the file, in lines.
///
/// # Errors
/// serde_json's; texts have none.
pub fn written(templates: &[Template]) -> serde_json::Result<String> {
    let file = TemplateFile { stocktake_templates: VERSION, templates: templates.to_vec() };
    serde_json::to_string_pretty(&file).map(|text| text + "\n")
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The templates for the provider, in the file's order; no name stands twice.
    pub templates: Vec<Template>,
    /// The names of those for the other provider.
    pub of_other: Vec<String>,
    /// The ids of rules that lack what every rule has.
    pub unreadable: Vec<String>,
}

/// Why a file is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFileProblem {
    /// Larger than any file of templates.
    TooLarge,
    /// Neither templates nor a copy of rules.
    Neither,
    /// Written by another version.
    Version,
    /// A member is missing or not of its form; the path to it.
    Member(String),
    /// A name stands there twice: which of the two is meant nobody knows.
    Twice(String),
}

/// Reads a file for a provider.
///
/// # Errors
/// [`TemplateFileProblem`].
pub fn read(text: &str, provider: Provider) -> Result<Contents, TemplateFileProblem> {
    if text.len() > MAX_BYTES {
        return Err(TemplateFileProblem::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    let file: Value = serde_json::from_str(text).map_err(|_| TemplateFileProblem::Neither)?;
    match (file.get("stocktake_templates"), file.get("stocktake")) {
        (Some(version), _) if *version == VERSION => of_templates(file, provider),
        (Some(_), _) => Err(TemplateFileProblem::Version),
        (None, Some(_)) => of_rules(text, provider),
        (None, None) => Err(TemplateFileProblem::Neither),
    }
}

fn of_templates(file: Value, provider: Provider) -> Result<Contents, TemplateFileProblem> {
    let file: TemplateFile =
        formats::read(file).map_err(|problem| TemplateFileProblem::Member(problem.path))?;
    let mut contents = Contents::default();
    for (at, mut template) in file.templates.into_iter().enumerate() {
        template.name = template.name.trim().to_owned();
        let member = |name: &str| TemplateFileProblem::Member(format!("templates[{at}].{name}"));
        if template.name.is_empty() {
            return Err(member("name"));
        }
        if template.provider != provider {
            contents.of_other.push(template.name);
            continue;
        }
        if template.like().is_err() {
            return Err(member("document"));
        }
        if contents.templates.iter().any(|known| known.is_called(&template.name, provider)) {
            return Err(TemplateFileProblem::Twice(template.name));
        }
        contents.templates.push(template);
    }
    Ok(contents)
}

/// The rules of a copy, by their ids.
fn of_rules(text: &str, provider: Provider) -> Result<Contents, TemplateFileProblem> {
    let bundle = bundle::read(text).map_err(|problem| match problem {
        BundleProblem::TooLarge => TemplateFileProblem::TooLarge,
        BundleProblem::Version(_) => TemplateFileProblem::Version,
        BundleProblem::Member(path) => TemplateFileProblem::Member(path),
        BundleProblem::TooMany { .. } | BundleProblem::Json(_) | BundleProblem::Xml => {
            TemplateFileProblem::Neither
        }
    })?;
    let unreadable = bundle.refused.into_iter().map(|rule| rule.id).collect();
    if bundle.provider != provider {
        let of_other = bundle.rules.iter().map(|stored| stored.rule.id().to_owned()).collect();
        return Ok(Contents { templates: Vec::new(), of_other, unreadable });
    }
    let template = |stored: &StoredRule| {
        let draft = RuleDraft::of(&stored.rule);
        Template::of(stored.rule.id(), provider, &draft, Some(&stored.document))
    };
    Ok(Contents { templates: bundle.rules.iter().map(template).collect(), of_other: Vec::new(), unreadable })
}

#[cfg(test)]
#[path = "template_file_tests.rs"]
mod tests;
