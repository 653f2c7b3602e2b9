//! The keyboard's focus: moving it, and giving it a place when what had it is taken away.
//!
//! What is to have it is named by its id and not by a reference: who moves the focus often stands in another part of
//! the wasm than what gets it, and before it is drawn. An id is a constant beside what has it; here are those that any
//! screen has.

use std::cell::RefCell;
use std::time::Duration;

use leptos::web_sys::{self, Element, HtmlElement, MutationObserver, MutationObserverInit};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

/// The id of the heading of the screen.
pub(crate) const TITLE: &str = "page-title";
/// The id of what is in the frame.
pub(crate) const MAIN: &str = "main";
/// The id of the table, on its screen.
pub(crate) const TABLE: &str = "rules-table";

/// Moves the focus to an element, if it is there.
pub(crate) fn focus(id: &str) {
    focus_with(id, false);
}

/// The same, and what the element is folded away in opens first.
pub(crate) fn unfold_and_focus(id: &str) {
    let mut folded = document().get_element_by_id(id);
    while let Some(details) = folded.and_then(|inside| inside.closest(FOLDED).ok().flatten()) {
        // Fails for no attribute name of ours.
        drop(details.set_attribute("open", ""));
        folded = Some(details);
    }
    focus(id);
}

/// The same as [`focus`], and nothing is scrolled.
pub(crate) fn focus_in_place(id: &str) {
    focus_with(id, true);
}

/// Moves the focus to an element, and the element to the top of what is in sight.
pub(crate) fn bring_into_sight(id: &str) {
    focus_in_place(id);
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view_with_bool(true);
    }
}

/// Scrolls as little as it takes for an element to be in sight. The focus stays where it is.
pub(crate) fn scroll_into_sight(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

fn focus_with(id: &str, in_place: bool) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(in_place);
        // Fails for no element that is in the document.
        drop(element.focus_with_options(&options));
    }
}

/// Runs once, after the browser has drawn what is there now.
pub(crate) fn after_drawing(act: impl FnOnce() + 'static) {
    request_animation_frame(act);
}

/// Runs once, when what is there now is on the screen: for what would make the user wait for it.
pub(crate) fn when_seen(act: impl FnOnce() + 'static) {
    after_drawing(|| set_timeout(act, Duration::ZERO));
}

/// What is folded away.
const FOLDED: &str = "details:not([open])";

/// What can have the focus.
const FOCUSABLE: &str = "a[href], button, input, select, textarea, summary, [tabindex]";

/// Where the focus stands: the element, and each region around it with the element's place among what can have the
/// focus there, the innermost first.
struct Standing {
    element: Element,
    regions: Vec<(Element, u32)>,
}

// Not in a context: it is read where the browser calls, under no owner.
thread_local! {
    static STANDING: RefCell<Option<Standing>> = const { RefCell::new(None) };
}

/// Follows the focus from now on. When what has it is taken away a browser drops it to the page itself, and a keyboard
/// would start from the top: it goes to what takes the place, in the region that is still there. A whole screen has no
/// region left, and focuses its heading itself.
pub(super) fn watch() {
    let observe = Closure::<dyn Fn()>::new(|| {
        if !pass_on() {
            STANDING.set(standing());
        }
    });
    let Ok(observer) = MutationObserver::new(observe.as_ref().unchecked_ref()) else { return };
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_subtree(true);
    if let Some(body) = document().body() {
        // Fails for no element.
        drop(observer.observe_with_options(&body, &what));
    }
    window_event_listener(ev::focusin, |_| STANDING.set(standing()));
    // Both live as long as the page.
    observe.forget();
    std::mem::forget(observer);
}

/// Gives the focus a place when it is nowhere: after a dialog whose opener is gone, as by a deletion, or goes by what the
/// dialog has done. The table, where there is one, else the screen's heading.
pub(crate) fn find_lost_focus() {
    if is_nowhere() {
        [TITLE, TABLE].into_iter().for_each(focus);
    }
}

fn is_nowhere() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Where the focus stands now, if it is in a region.
fn standing() -> Option<Standing> {
    let element = document().active_element()?;
    let mut regions = Vec::new();
    let mut around = element.closest("section, dialog").ok()?;
    while let Some(region) = around {
        let place = focusable_in(&region).iter().position(|one| one.is_same_node(Some(&element)));
        around = region.parent_element().and_then(|parent| parent.closest("section, dialog").ok()?);
        regions.push((region, u32::try_from(place?).ok()?));
    }
    (!regions.is_empty()).then_some(Standing { element, regions })
}

/// Gives the focus to the neighbour of what had it, if that was taken away. Says whether it has done so.
fn pass_on() -> bool {
    if !is_nowhere() {
        return false;
    }
    let Some(Standing { element, regions }) = STANDING.take() else { return false };
    let there = |(region, _): &(Element, u32)| {
        // What is in a closed dialog cannot have it.
        region.is_connected() && (region.tag_name() != "DIALOG" || region.has_attribute("open"))
    };
    match regions.into_iter().find(there) {
        Some((region, at)) if !element.is_connected() => {
            focus_nearest(&region, at);
            true
        }
        _ => false,
    }
}

/// Focuses what stands at a place in a region, or else the nearest before it.
fn focus_nearest(region: &Element, at: u32) {
    let all = focusable_in(region);
    for next in all.iter().take(at as usize + 1).rev() {
        // What is hidden does not take it.
        drop(next.unchecked_ref::<HtmlElement>().focus());
        if document().active_element().is_some_and(|active| active.is_same_node(Some(next))) {
            return;
        }
    }
    focus(MAIN);
}

fn focusable_in(region: &Element) -> Vec<Element> {
    let Ok(all) = region.query_selector_all(FOCUSABLE) else { return Vec::new() };
    (0..all.length()).filter_map(|at| all.get(at)?.dyn_into().ok()).collect()
}

#[cfg(test)]
#[path = "focus_tests.rs"]
mod tests;
