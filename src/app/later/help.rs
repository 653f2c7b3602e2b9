//! What the keys do.

use super::dialog;
use crate::app::dom::{El, el};
use crate::app::words::{language, td_string};

/// Opens the dialog.
pub(super) fn open() {
    dialog::open(
        "help-title",
        "help-close",
        || {},
        |dialog| {
            let i18n = language();
            let keys = [
                ("/", td_string!(i18n, help.filter)),
                ("n", td_string!(i18n, help.new)),
                ("r", td_string!(i18n, help.refresh)),
                ("?", td_string!(i18n, help.help)),
                ("Ctrl+Enter", td_string!(i18n, help.send)),
                ("Esc", td_string!(i18n, help.close)),
            ];
            let row = |(key, words): (&str, &str)| -> El {
                el("div").child(el("dt").child(el("kbd").text(key))).child(el("dd").text(words))
            };
            let closing = dialog.clone();
            let close = el("button.button")
                .id("help-close")
                .text(td_string!(i18n, delete.close))
                .on_click(move || closing.close());
            el("div")
                .child(el("h2").id("help-title").text(td_string!(i18n, help.title)))
                .child(el("dl.keys").children(keys.map(row)))
                .child(el("p.hint").text(td_string!(i18n, help.off)))
                .child(el("div.dialog-actions").child(close))
        },
    );
}
