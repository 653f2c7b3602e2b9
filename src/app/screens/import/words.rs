//! The words about a file of rules.

use super::file::FileProblem;
use crate::app::i18n::{I18n, t_string};
use crate::export::bundle::{BundleProblem, Note, RefusedRule, RuleProblem};
use crate::model::visible::marked;

/// What the user should know of a file that is accepted.
pub(super) fn note_words(i18n: I18n, note: &Note) -> String {
    match note {
        Note::Page { goes_on: true } => t_string!(i18n, import.page_goes_on).to_owned(),
        Note::Page { goes_on: false } => t_string!(i18n, import.page).to_owned(),
        Note::Unknown { id, names } => {
            t_string!(i18n, import.unknown, id = marked(id), names = listed(names))
        }
        Note::NoElements(names) => t_string!(i18n, import.no_elements, names = listed(names)),
    }
}

/// The words for a file in which there is nothing.
pub(super) fn file_words(i18n: I18n, problem: &FileProblem) -> String {
    match problem {
        FileProblem::Unreadable => t_string!(i18n, import.unreadable).to_owned(),
        FileProblem::Several(count) => t_string!(i18n, import.several, count = *count),
        FileProblem::OtherProvider(theirs, ours) => {
            let (theirs, ours) = (theirs.service_name(), ours.service_name());
            t_string!(i18n, import.other_provider, theirs = theirs, ours = ours)
        }
        FileProblem::Bundle(problem) => problem_words(i18n, problem),
    }
}

/// The words for a file that is not accepted.
fn problem_words(i18n: I18n, problem: &BundleProblem) -> String {
    match problem {
        BundleProblem::TooLarge => t_string!(i18n, import.too_large).to_owned(),
        BundleProblem::TooMany { limit } => t_string!(i18n, import.too_many, limit = *limit),
        BundleProblem::Json(words) => t_string!(i18n, import.json, words = marked(words)),
        BundleProblem::Xml => t_string!(i18n, import.xml).to_owned(),
        BundleProblem::Version(_) => t_string!(i18n, import.version).to_owned(),
        BundleProblem::Member(name) => t_string!(i18n, import.member, name = marked(name)),
    }
}

/// Why a rule of the file cannot be taken.
pub(super) fn refused_words(i18n: I18n, rule: &RefusedRule) -> String {
    let RefusedRule { number, id, problem } = rule;
    let number = *number;
    match problem {
        RuleProblem::Member(name) => {
            t_string!(i18n, import.rule_member, number = number, name = marked(name))
        }
        RuleProblem::Document => t_string!(i18n, import.rule_document, number = number),
        RuleProblem::Lacks if id.is_empty() => t_string!(i18n, import.left_out_nameless, number = number),
        RuleProblem::Lacks => t_string!(i18n, import.left_out, number = number, id = marked(id)),
        RuleProblem::OtherId { file, document } => {
            let (file, document) = (marked(file), marked(document));
            t_string!(i18n, import.rule_id, number = number, file = file, document = document)
        }
        RuleProblem::Twice => t_string!(i18n, import.rule_twice, id = marked(id)),
    }
}

fn listed(names: &[String]) -> String {
    marked(&names.join(", ")).into_owned()
}
