//! Several rules side by side, with what differs marked in words.

use super::by_part;
use crate::app::dom::{El, el};
use crate::app::words::{language, td_string};
use crate::model::Rule;
use crate::model::diff;

/// A table with a column for each rule and a row for each part that one of them sets.
pub(super) fn compare(rules: &[Rule]) -> El {
    let i18n = language();
    let rows = diff::compare(&rules.iter().collect::<Vec<_>>()).into_iter().map(|(part, differs)| {
        let mark = differs.then(|| el("span.mark").text(td_string!(i18n, panel.differs)));
        by_part::row(part, mark, rules).class(if differs { "differs" } else { "" })
    });
    by_part::table(("aria-labelledby", "panel-title"), rules.iter().map(Rule::id), rows)
}
