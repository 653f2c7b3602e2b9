//! The page's one `h1`.

use std::cell::Cell;

use leptos::prelude::{document, untrack};

use super::frame::current;
use super::shown::shown;
use crate::app::app;
use crate::app::dom::{El, after_drawing, el, focus, focus_in_place};
use crate::model::visible::marked;

/// The id of the heading.
pub(crate) const TITLE: &str = "page-title";

thread_local! {
    static FIRST: Cell<bool> = const { Cell::new(true) };
}

/// The heading, which takes the focus when its screen has come; names the tab, too.
pub(crate) fn heading(text: &str) -> El {
    let bucket = untrack(current).map(|place| place.bucket.as_str().to_owned());
    let parts: Vec<&str> = [text].into_iter().chain(bucket.as_deref()).chain(["Stocktake"]).collect();
    document().set_title(&marked(&parts.join(" · ")));
    // The first screen leaves the focus where the browser puts it, and Back what is in sight.
    if !FIRST.replace(false) {
        after_drawing(|| if app().navigation.is_back() { focus_in_place(TITLE) } else { focus(TITLE) });
    }
    shown(el("h1").id(TITLE).attr("tabindex", "-1"), text)
}
