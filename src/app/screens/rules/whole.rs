//! The whole of what is cut off in a cell: under the pointer, and for who works by keys under the row that has the
//! focus, where it can be copied. It is a help for the eye: in the document every text is whole.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::web_sys::{Element, Event, HtmlElement, KeyboardEvent};
use wasm_bindgen::JsCast as _;

use super::copying::{Copying, copy_texts};
use super::row::{Row, is_text_selected};
use crate::app::lazy::Lazy;
use crate::app::services::focus::{TABLE, after_drawing, focus};
use crate::model::rule::Part;

/// A text that is cut off.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct CutText {
    /// In which column.
    pub(super) column: Part,
    /// As it is seen there.
    pub(super) seen: String,
}

/// The texts of a row that are cut off, each as a line.
#[derive(Clone, PartialEq)]
struct Texts {
    row: Arc<Row>,
    cut: Vec<CutText>,
    /// Pixels from the top of what is around the table to the end of the row.
    top: f64,
    /// Whether each can be copied. Before, nothing of it takes the focus.
    copying: bool,
}

/// What is cut off in the row that has the focus of the keys. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Whole {
    rows: Memo<Vec<Arc<Row>>>,
    texts: RwSignal<Option<Texts>>,
    /// What had the focus before a text was to be copied.
    from: StoredValue<Option<Element>, LocalStorage>,
}

impl Whole {
    /// Nothing yet.
    pub(super) fn new(rows: Memo<Vec<Arc<Row>>>) -> Self {
        Whole { rows, texts: RwSignal::new(None), from: StoredValue::new_local(None) }
    }

    /// The focus has come into a row. Where that is, is known when the browser has brought it into sight.
    pub(super) fn follow(self) {
        after_drawing(move || {
            let focused = document().active_element();
            let by_keys = focused.filter(|focused| focused.matches(":focus-visible") == Ok(true));
            // The table may be gone.
            let _ = self.texts.try_set(by_keys.and_then(|focused| self.texts_beside(&focused)));
        });
    }

    /// The focus leaves a row, or what is copied. Where it goes to is known later.
    pub(super) fn leave(self) {
        after_drawing(move || {
            let is_inside = |focused: Element| focused.closest(".whole").is_ok_and(|whole| whole.is_some());
            if !document().active_element().is_some_and(is_inside) {
                self.forget();
            }
        });
    }

    /// A key in a row: the user has seen enough, or wants to copy.
    pub(super) fn press(self, event: &KeyboardEvent) {
        match event.key().as_str() {
            "Escape" => self.forget(),
            "c" if is_to_copy(event) && self.offer() => event.prevent_default(),
            _ => {}
        }
    }

    /// A key where the texts can be copied: Escape leads back to the row, and closes nothing else.
    fn press_inside(self, event: &KeyboardEvent) {
        if event.key() != "Escape" {
            return;
        }
        event.prevent_default();
        let from = self.from.try_get_value().flatten().filter(|from| from.is_connected());
        match from.and_then(|from| from.dyn_into::<HtmlElement>().ok()) {
            // Fails for no element that is in the document.
            Some(from) => drop(from.focus()),
            None => focus(TABLE),
        }
    }

    /// Lets the texts of the row be copied; says whether there are any.
    fn offer(self) -> bool {
        let focused = document().active_element();
        let Some(texts) = focused.as_ref().and_then(|focused| self.texts_beside(focused)) else {
            return false;
        };
        self.from.set_value(focused);
        self.texts.set(Some(Texts { copying: true, ..texts }));
        true
    }

    fn forget(self) {
        // A browser tells a row that is taken away with its table that it has lost the focus.
        if self.texts.try_with_untracked(Option::is_some) == Some(true) {
            self.texts.set(None);
        }
    }

    /// The texts that are cut off in the row of what has the focus.
    fn texts_beside(self, focused: &Element) -> Option<Texts> {
        let element = focused.closest("tbody tr").ok()??;
        let around = element.closest(".table-place").ok()??;
        let above =
            std::iter::successors(element.previous_element_sibling(), Element::previous_element_sibling);
        let row = self.rows.try_with_untracked(|rows| rows.get(above.count()).cloned())??;
        let cells = element.query_selector_all(".cut").ok()?;
        let cells = (0..cells.length()).filter_map(|at| cells.get(at)?.dyn_into::<Element>().ok());
        let cut: Vec<CutText> = cells.filter(is_cut).filter_map(|cell| cut_text(&cell)).collect();
        let top = element.get_bounding_client_rect().bottom() - around.get_bounding_client_rect().top();
        (!cut.is_empty()).then_some(Texts { row, cut, top, copying: false })
    }
}

/// Whether a key is the one that copies, and nothing is marked that it would copy.
fn is_to_copy(event: &KeyboardEvent) -> bool {
    (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key() && !is_text_selected()
}

/// Whether a cell, or the part of it that gives way to its end, does not have the room that it needs.
fn is_cut(cell: &Element) -> bool {
    let lacks_room = |element: &Element| element.scroll_width() > element.client_width();
    lacks_room(cell) || cell.first_element_child().is_some_and(|start| lacks_room(&start))
}

fn cut_text(cell: &Element) -> Option<CutText> {
    let class = cell.closest("td, th").ok()??.class_name();
    let column = class.strip_prefix("column-").and_then(Part::from_slug)?;
    Some(CutText { column, seen: cell.text_content()? })
}

/// The texts, over what follows the row: nothing moves for them, and they stand in the way of no click before they are to be
/// copied.
#[component]
pub(super) fn WholeTexts(whole: Whole) -> impl IntoView {
    move || {
        whole.texts.get().map(|Texts { row, cut, top, copying }| {
            let top = format!("{top}px");
            if copying {
                return view! {
                    <div
                        class="whole copying"
                        style:top=top
                        on:keydown=move |event| whole.press_inside(&event)
                        on:focusout=move |_| whole.leave()
                    >
                        <Lazy load=copy_texts with=Copying { row, cut }/>
                    </div>
                }
                .into_any();
            }
            let lines = cut.into_iter().map(|text| view! { <p>{text.seen}</p> }.into_any()).collect_view();
            view! {
                <div class="whole" aria-hidden="true" style:top=top>
                    {lines}
                </div>
            }
            .into_any()
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
