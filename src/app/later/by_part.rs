//! Rules part by part, side by side.

use crate::app::components::shown::shown;
use crate::app::dom::{El, el};
use crate::app::words;
use crate::app::words::{language, td_string};
use crate::model::Rule;
use crate::model::rule::Part;

/// A table with a column for each of `names` beside the parts' own. `label` is the attribute that names it, with
/// its value; `rows` come from [`row`].
pub(super) fn table<'a>(
    label: (&'static str, &str),
    names: impl IntoIterator<Item = &'a str>,
    rows: impl IntoIterator<Item = El>,
) -> El {
    let i18n = language();
    let names = [td_string!(i18n, edit.part)].into_iter().chain(names);
    let head = el("tr").children(names.map(|name| shown(el("th").attr("scope", "col"), name)));
    el("div.table-box").attr("tabindex", "0").child(
        el("table.versions")
            .attr(label.0, label.1)
            .child(el("thead").child(head))
            .child(el("tbody").children(rows)),
    )
}

/// What each rule says in one part; `mark` stands beside the part's name.
pub(super) fn row<'a>(part: Part, mark: Option<El>, rules: impl IntoIterator<Item = &'a Rule>) -> El {
    let i18n = language();
    let cell = |rule| shown(el("td"), &said(rule, part));
    el("tr")
        .child(el("th").attr("scope", "row").text(words::part(i18n, part)).text(" ").children(mark))
        .children(rules.into_iter().map(cell))
}

/// What a rule says in a part, in words also where it says nothing.
pub(super) fn said(rule: &Rule, part: Part) -> String {
    let i18n = language();
    words::value(i18n, rule, part).unwrap_or_else(|| td_string!(i18n, value.none).to_owned())
}
