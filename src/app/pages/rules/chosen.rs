//! How many rules are chosen, and the way to choose none.

use crate::app::dom::{El, el};
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::state::selection::Selection;

/// The line above the table, while something is chosen.
pub(super) fn chosen_line(selection: Signal<Selection>) -> El {
    let i18n = language();
    let count = move || Some(selection.with(Selection::len)).filter(|count| *count > 0);
    el("div.chosen").attr("role", "status").bind_one(count, move |count| {
        let clear = el("button.button small")
            .text(td_string!(i18n, select.clear))
            .on_click(move || selection.update(Selection::clear));
        el("p.progress")
            .child(el("strong").text(&fill(td_string!(i18n, select.count), &[("count", count)])))
            .child(clear)
    })
}
