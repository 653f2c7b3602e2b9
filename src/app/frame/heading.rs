//! The screen's one `h1`.

use std::cell::Cell;

use leptos::prelude::*;

use crate::app::components::shown::Shown;
use crate::app::services::focus::{TITLE, after_drawing, focus, focus_in_place};
use crate::app::services::navigation::use_navigation;
use crate::model::visible::marked;

// Not in a context: nobody else asks for it.
thread_local! {
    static FIRST: Cell<bool> = const { Cell::new(true) };
}

/// The heading, which takes the focus when its screen has come; names the tab, too.
#[component]
pub(crate) fn Heading(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let navigation = use_navigation();
    let bucket = untrack(|| navigation.place()).map(|place| place.bucket.as_str().to_owned());
    Effect::new(move || {
        let text = text.get();
        let parts: Vec<&str> =
            [text.as_str()].into_iter().chain(bucket.as_deref()).chain(["Stocktake"]).collect();
        document().set_title(&marked(&parts.join(" · ")));
    });
    // The first screen leaves the focus where the browser puts it, and Back what is in sight.
    if !FIRST.replace(false) {
        after_drawing(move || if navigation.is_back() { focus_in_place(TITLE) } else { focus(TITLE) });
    }
    view! {
        <h1 id=TITLE tabindex="-1">
            <Shown name=text/>
        </h1>
    }
}
