//! The whole of what is cut off in a cell: under the pointer, and for who works by keys under the row that has the
//! focus. It is a help for the eye: in the document every text is whole.

use leptos::prelude::*;
use leptos::web_sys::{Element, Event};
use wasm_bindgen::JsCast as _;

use crate::app::services::focus::after_drawing;

/// Texts that are cut off, each as a line.
#[derive(Clone, PartialEq)]
struct Texts {
    lines: Vec<String>,
    /// Pixels from the top of what is around the table to the end of the row.
    top: f64,
}

/// What is cut off in the row that has the focus of the keys. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Whole(RwSignal<Option<Texts>>);

impl Whole {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Whole(RwSignal::new(None))
    }

    /// The focus has come into a row. Where that is, is known when the browser has brought it into sight.
    pub(super) fn follow(self) {
        after_drawing(move || {
            // The table may be gone.
            let _ = self.0.try_set(document().active_element().and_then(|focused| texts_beside(&focused)));
        });
    }

    /// The focus has left the row, or the user has seen enough.
    pub(super) fn forget(self) {
        // A browser tells a row that is taken away with its table that it has lost the focus.
        if self.0.try_with_untracked(Option::is_some) == Some(true) {
            self.0.set(None);
        }
    }
}

/// The texts that are cut off in the row of what has the focus, if it has it by keys.
fn texts_beside(focused: &Element) -> Option<Texts> {
    let row = focused.closest("tbody tr").ok()?.filter(|_| focused.matches(":focus-visible") == Ok(true))?;
    let around = row.closest(".table-place").ok()??;
    let cells = row.query_selector_all(".cut").ok()?;
    let cells = (0..cells.length()).filter_map(|at| cells.get(at)?.dyn_into::<Element>().ok());
    let lines: Vec<String> = cells.filter(is_cut).filter_map(|cell| cell.text_content()).collect();
    let top = row.get_bounding_client_rect().bottom() - around.get_bounding_client_rect().top();
    (!lines.is_empty()).then_some(Texts { lines, top })
}

/// Whether a cell, or the part of it that gives way to its end, does not have the room that it needs.
fn is_cut(cell: &Element) -> bool {
    let lacks_room = |element: &Element| element.scroll_width() > element.client_width();
    lacks_room(cell) || cell.first_element_child().is_some_and(|start| lacks_room(&start))
}

/// The texts, over what follows the row: nothing moves for them, and they stand in the way of no click.
#[component]
pub(super) fn WholeTexts(whole: Whole) -> impl IntoView {
    move || {
        whole.0.get().map(|Texts { lines, top }| {
            view! {
                <div class="whole" aria-hidden="true" style:top=format!("{top}px")>
                    {lines.into_iter().map(|line| view! { <p>{line}</p> }.into_any()).collect_view()}
                </div>
            }
        })
    }
}

/// Puts the text under the pointer into a tooltip when it is cut off.
pub(super) fn tell_what_is_cut(event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(cell) = target.and_then(|target| target.closest(".cut").ok().flatten()) else { return };
    // Fails for no name of an attribute.
    drop(match cell.text_content().filter(|_| is_cut(&cell)) {
        Some(whole) => cell.set_attribute("title", &whole),
        None => cell.remove_attribute("title"),
    });
}
