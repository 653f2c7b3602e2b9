//! A box that stands for all that can be written of a row or a column.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use crate::state::selection::Coverage;

/// The box.
#[component]
pub(super) fn ChooseAll(
    /// What it chooses, in words.
    #[prop(into)]
    label: Signal<String>,
    /// How much of it is chosen; `None` where nothing can be.
    chosen: Memo<Option<Coverage>>,
    /// Whether nothing can be chosen now.
    #[prop(into)]
    inert: Signal<bool>,
    /// Chooses all of it, or nothing.
    #[prop(into)]
    on_choose: Callback<bool>,
) -> impl IntoView {
    let is_all = move || chosen.get() == Some(Coverage::All);
    let is_some = move || chosen.get() == Some(Coverage::Some);
    view! {
        <label class="tick" title=move || label.get()>
            <input
                type="checkbox"
                aria-label=move || label.get()
                prop:checked=is_all
                prop:indeterminate=is_some
                disabled=move || inert.get() || chosen.get().is_none()
                on:change=move |event| {
                    on_choose.run(event_target_checked(&event));
                    // The browser goes from one of three to the next in its own way.
                    let input: HtmlInputElement = event_target(&event);
                    input.set_checked(untrack(is_all));
                    input.set_indeterminate(untrack(is_some));
                }
            />
        </label>
    }
}
