//! Several rules side by side, with what differs marked in words.

use crate::app::dom::{El, el};
use crate::app::words;
use crate::app::words::{language, td_string};
use crate::model::Rule;
use crate::model::diff;

/// A table with a column for each rule and a row for each part that one of them sets.
pub(super) fn compare(rules: &[Rule]) -> El {
    let i18n = language();
    let corner = el("th").attr("scope", "col").text(td_string!(i18n, edit.part));
    let ids = rules.iter().map(|rule| el("th").attr("scope", "col").text(rule.id()));
    let rows = diff::compare(&rules.iter().collect::<Vec<_>>()).into_iter().map(|(part, differs)| {
        let value = |rule: &Rule| {
            let text = words::value(i18n, rule, part);
            el("td").text(&text.unwrap_or_else(|| td_string!(i18n, value.none).to_owned()))
        };
        let mark = differs.then(|| el("span.mark").text(td_string!(i18n, panel.differs)));
        el("tr")
            .class(if differs { "differs" } else { "" })
            .child(el("th").attr("scope", "row").text(words::part(i18n, part)).text(" ").children(mark))
            .children(rules.iter().map(value))
    });
    el("div.table-box").attr("tabindex", "0").child(
        el("table.versions")
            .attr("aria-labelledby", "panel-title")
            .child(el("thead").child(el("tr").child(corner).children(ids)))
            .child(el("tbody").children(rows)),
    )
}
