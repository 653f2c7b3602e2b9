//! A table that is wider than its place scrolls in a box of its own, and only then: a box that scrolls would keep the
//! table's head from staying in sight while the page scrolls.

use leptos::html::{Div, Table};
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, ResizeObserver};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::shows::Shows;
use crate::app::services::focus::after_drawing;
use crate::app::services::navigation::use_navigation;

/// Watches the sizes of elements while it lives.
struct Watch {
    observer: ResizeObserver,
    _look: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Keeps `wide` saying whether a table is wider than its place.
pub(super) fn follow_width(wide: RwSignal<bool>, place: NodeRef<Div>, table: NodeRef<Table>) {
    Effect::new(move || {
        let (Some(place), Some(table)) = (place.get(), table.get()) else { return };
        let elements: [HtmlElement; 2] = [place.into(), table.into()];
        let sizes = elements.clone();
        let look = move || {
            let [place, table] = &sizes;
            // A table that fits is as wide as its place without the edges. A bar by which the box scrolls is a part of
            // the place: with and without it the answer is the same.
            let is_wider = table.offset_width() >= place.offset_width();
            // In another frame: an observer whose answer changes a size at once would be called again and again.
            after_drawing(move || {
                if wide.try_get_untracked().is_some_and(|before| before != is_wider) {
                    wide.set(is_wider);
                }
            });
        };
        // It goes with this effect, or when it runs again.
        let _watch = StoredValue::new_local(watch(&elements, look));
    });
}

fn watch(elements: &[HtmlElement], look: impl Fn() + 'static) -> Option<Watch> {
    let look = Closure::<dyn Fn()>::new(look);
    let observer = ResizeObserver::new(look.as_ref().unchecked_ref()).ok()?;
    elements.iter().for_each(|element| observer.observe(element));
    Some(Watch { observer, _look: look })
}

/// Back leads to where the box of a wide table was scrolled to, as a browser does for the page itself.
pub(super) fn go_back_to_place(shows: Shows, wide: RwSignal<bool>, place: NodeRef<Div>) {
    let rules = shows.bucket.rules;
    let before = StoredValue::new(if use_navigation().is_back() { rules.place() } else { 0 });
    rules.keep_place(before.get_value());
    Effect::new(move || {
        // Before it is wide it does not scroll.
        if wide.get()
            && let Some(top) = before.try_update_value(std::mem::take).filter(|top| *top > 0)
            && let Some(place) = place.get_untracked()
        {
            after_drawing(move || place.set_scroll_top(top));
        }
    });
}
