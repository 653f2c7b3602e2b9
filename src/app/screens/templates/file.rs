//! Reading the file of templates that was chosen.

use std::sync::Arc;

use crate::app::i18n::{I18n, t_string};
use crate::app::services::files::{Given, NoText};
use crate::export::bundle::MAX_BYTES;
use crate::export::template_file::{Contents, TemplateFileProblem, read};
use crate::model::Provider;
use crate::model::visible::marked;

/// Why there is nothing to be had.
#[derive(Clone)]
pub(super) enum FileProblem {
    /// The browser does not give its text.
    Unreadable,
    /// There are several.
    Several(u32),
    /// It is not one of templates.
    File(TemplateFileProblem),
}

/// Reads what was chosen, for a provider.
///
/// # Errors
/// [`FileProblem`].
pub(super) async fn contents(given: Given, provider: Provider) -> Result<Arc<Contents>, FileProblem> {
    let text = given.text(MAX_BYTES).await.map_err(|why| match why {
        NoText::Unreadable => FileProblem::Unreadable,
        NoText::Several(count) => FileProblem::Several(count),
        NoText::TooLarge => FileProblem::File(TemplateFileProblem::TooLarge),
    })?;
    read(&text, provider).map(Arc::new).map_err(FileProblem::File)
}

/// The words for a file in which there is nothing.
pub(super) fn file_words(i18n: I18n, problem: &FileProblem) -> String {
    match problem {
        FileProblem::Unreadable => t_string!(i18n, import.unreadable).to_owned(),
        FileProblem::Several(count) => t_string!(i18n, template.several, count = *count),
        FileProblem::File(problem) => problem_words(i18n, problem),
    }
}

/// The words for a file that is not accepted.
fn problem_words(i18n: I18n, problem: &TemplateFileProblem) -> String {
    match problem {
        TemplateFileProblem::TooLarge => t_string!(i18n, import.too_large).to_owned(),
        TemplateFileProblem::Neither => t_string!(i18n, template.neither).to_owned(),
        TemplateFileProblem::Version => t_string!(i18n, import.version).to_owned(),
        TemplateFileProblem::Member(path) => t_string!(i18n, import.member, name = marked(path)),
        TemplateFileProblem::Twice(name) => t_string!(i18n, template.twice, name = marked(name)),
    }
}
