//! How many rules are chosen, and the way to choose none.

use crate::app::dom::{El, el};
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::state::selection::Selection;

/// The line above the table, while something is chosen.
pub(super) fn chosen_line(selection: Signal<Selection>, hidden: impl Fn() -> usize + 'static) -> El {
    let i18n = language();
    let count = move || {
        let count = selection.with(Selection::len);
        (count > 0).then(|| (count, hidden()))
    };
    el("div.chosen").attr("role", "status").bind_one(count, move |(count, hidden)| {
        let clear = el("button.button small")
            .text(td_string!(i18n, select.clear))
            .on_click(move || selection.update(Selection::clear));
        el("p.progress")
            .child(el("strong").text(&fill(td_string!(i18n, select.count), &[("count", count)])))
            .children(hidden_words(*hidden).map(|words| el("span").text(&words)))
            .child(clear)
    })
}

/// Says how many of the rules that are chosen the filters hide; nothing where they hide none.
pub(crate) fn hidden_words(hidden: usize) -> Option<String> {
    let i18n = language();
    match hidden {
        0 => None,
        1 => Some(td_string!(i18n, select.hidden_one).to_owned()),
        _ => Some(fill(td_string!(i18n, select.hidden), &[("count", &hidden)])),
    }
}
