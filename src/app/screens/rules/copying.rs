//! Texts that are cut off in a row, each with a button that copies it: as the rule has it, and not as it is shown.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use loader::loader;
use wasm_bindgen::JsCast as _;

use super::cells::whole_text;
use super::row::Row;
use super::whole::CutText;
use crate::app::components::copy::CopyIcon;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::Loaded;
use crate::app::words::use_words;

/// What can be copied.
#[derive(Clone)]
pub(super) struct Copying {
    /// The row.
    pub(super) row: Arc<Row>,
    /// What is cut off in it.
    pub(super) cut: Vec<CutText>,
}

/// What draws it.
#[loader(later)]
pub(super) fn copy_texts() -> Loaded<Copying> {
    Ok(|copying| view! { <CopyTexts copying/> }.into_any())
}

/// The first button has the focus; one that is alone is pressed at once.
#[component]
fn CopyTexts(copying: Copying) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let Copying { row, cut } = copying;
    let place = NodeRef::<Div>::new();
    let is_alone = cut.len() == 1;
    Effect::new(move || {
        let first = place.get().and_then(|place| place.query_selector("button").ok().flatten());
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            // Fails for no element that is in the document.
            drop(first.focus());
            if is_alone {
                first.click();
            }
        }
    });
    let line = |CutText { column, seen }: CutText| {
        let text = whole_text(words, &row, column);
        view! {
            <p>
                <span>{seen}</span>
                <CopyIcon text label=move || t_string!(i18n, rule.copy, name = words.column(column))/>
            </p>
        }
        .into_any()
    };
    view! {
        <div role="group" aria-label=move || t_string!(i18n, rules.cut_off) node_ref=place>
            {cut.into_iter().map(line).collect_view()}
        </div>
    }
}
