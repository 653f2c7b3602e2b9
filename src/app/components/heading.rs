//! The page's one `h1`.

use leptos::prelude::document;

use crate::app::dom::{El, el};

/// The heading, which takes the focus when the screen changes; names the tab, too.
pub(crate) fn heading(text: &str) -> El {
    document().set_title(&format!("{text} · Stocktake"));
    el("h1").id("page-title").attr("tabindex", "-1").text(text)
}
