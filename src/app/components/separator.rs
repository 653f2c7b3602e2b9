//! A bar at the edge of what it makes wider or narrower, by the pointer and by arrows: the window splitter of the ARIA
//! practices. It measures what it stands in. Several that belong together are one stop of Tab, and up and down, which mean
//! nothing to such a bar, lead from one to another.

use std::ops::RangeInclusive;

use leptos::html::Span;
use leptos::prelude::*;
use leptos::web_sys::{KeyboardEvent, PointerEvent};
use wasm_bindgen::JsCast as _;

use crate::app::services::focus::after_drawing;

/// Pixels for an arrow; four times as many while Shift is held.
const STEP: i32 = 16;

/// What becomes of a size, in pixels at the usual size of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sizing {
    /// So much, while the pointer moves.
    Moving(u16),
    /// So much from now on.
    Set(u16),
    /// What it is when nobody has set it.
    Usual,
}

/// At which edge of what it sizes it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    /// At its end: to the right is wider.
    End,
    /// At its beginning: to the left is wider.
    Start,
}

/// Where the pointer was when it took hold, how wide it was then, and how wide it is now, once it has moved.
#[derive(Clone, Copy)]
struct Hold {
    from: i32,
    width: i32,
    now: Option<i32>,
}

/// A bar as one of several that belong together. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct OneOfSeveral {
    /// Whether Tab stops at this one.
    pub(crate) is_stop: Signal<bool>,
    /// Called when it gets the focus.
    pub(crate) on_focus: Callback<()>,
    /// Called by down with true and by up with false: gives the focus to another one.
    pub(crate) on_turn: Callback<bool>,
}

/// The bar.
#[component]
pub(crate) fn Separator(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// How it is used, told under the pointer.
    #[prop(into)]
    hint: Signal<String>,
    /// How wide it can be made.
    range: RangeInclusive<u16>,
    edge: Edge,
    /// Called with what becomes of the size.
    #[prop(into)]
    on_size: Callback<Sizing>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional)] among: Option<OneOfSeveral>,
) -> impl IntoView {
    let bar = NodeRef::<Span>::new();
    let (least, most) = (i32::from(*range.start()), i32::from(*range.end()));
    let hold = StoredValue::new(None::<Hold>);
    // Known as soon as somebody asks for it: the focus has come.
    let width = RwSignal::new(least);
    let measured = move || bar.get_untracked().and_then(|bar| width_around(&bar)).unwrap_or(least);
    let sized = move |to: i32| u16::try_from(to.clamp(least, most)).unwrap_or_default();
    let set = move |to: i32| {
        on_size.run(Sizing::Set(sized(to)));
        width.set(sized(to).into());
    };
    let set_usual = move || {
        on_size.run(Sizing::Usual);
        // The bar may be gone.
        after_drawing(move || {
            let _ = width.try_set(measured());
        });
    };
    let take = move |event: PointerEvent| {
        // Nothing is marked while it moves.
        event.prevent_default();
        let bar = bar.get_untracked().filter(|_| event.button() == 0);
        if bar.is_some_and(|bar| bar.set_pointer_capture(event.pointer_id()).is_ok()) {
            hold.set_value(Some(Hold { from: event.client_x(), width: measured(), now: None }));
        }
    };
    let follow = move |event: PointerEvent| {
        let Some(held) = hold.get_value() else { return };
        let moved = in_usual_pixels(event.client_x() - held.from);
        let now = held.width + if edge == Edge::End { moved } else { -moved };
        if now != held.now.unwrap_or(held.width) {
            hold.set_value(Some(Hold { now: Some(now), ..held }));
            on_size.run(Sizing::Moving(sized(now)));
        }
    };
    let let_go = move || {
        let held = hold.try_update_value(Option::take).flatten();
        if let Some(now) = held.and_then(|held| held.now) {
            set(now);
        }
    };
    let by_key = move |event: KeyboardEvent| {
        let step = if event.shift_key() { 4 * STEP } else { STEP };
        let wider = if edge == Edge::End { step } else { -step };
        match event.key().as_str() {
            "ArrowRight" => set(measured() + wider),
            "ArrowLeft" => set(measured() - wider),
            "Home" => set(least),
            "End" => set(most),
            "Enter" => set_usual(),
            "ArrowDown" | "ArrowUp" => match among {
                Some(among) => among.on_turn.run(event.key() == "ArrowDown"),
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
    };
    let focused = move || {
        width.set(measured());
        if let Some(among) = among {
            among.on_focus.run(());
        }
    };
    let is_stop = move || among.is_none_or(|among| among.is_stop.get());
    view! {
        <span
            class="separator"
            id=id
            role="separator"
            tabindex=move || if is_stop() { "0" } else { "-1" }
            aria-orientation="vertical"
            aria-label=move || label.get()
            aria-valuemin=least
            aria-valuemax=most
            aria-valuenow=move || width.get().clamp(least, most)
            title=move || hint.get()
            node_ref=bar
            on:focus=move |_| focused()
            on:pointerdown=take
            on:pointermove=follow
            on:pointerup=move |_| let_go()
            on:pointercancel=move |_| let_go()
            on:dblclick=move |_| set_usual()
            on:keydown=by_key
        ></span>
    }
}

/// How wide the element is in which the bar stands.
fn width_around(bar: &leptos::web_sys::HtmlSpanElement) -> Option<i32> {
    let around = bar.parent_element()?.dyn_into::<leptos::web_sys::HtmlElement>().ok()?;
    Some(in_usual_pixels(around.offset_width()))
}

/// Pixels of the screen as pixels at the usual size of text, of which the root has 14.
#[allow(clippy::cast_possible_truncation, reason = "no screen has so many pixels")]
fn in_usual_pixels(pixels: i32) -> i32 {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    let size = size.and_then(|size| size.trim_end_matches("px").parse::<f64>().ok());
    (f64::from(pixels) * 14.0 / size.filter(|size| *size > 0.0).unwrap_or(14.0)).round() as i32
}

/// Pixels at the usual size of text, for a style.
pub(crate) fn css(pixels: u32) -> String {
    format!("{}rem", f64::from(pixels) / 14.0)
}
