//! A list of views that come, stay and go by a number.

use leptos::prelude::*;

/// One view for each number, in their order: `For` as most lists need it, and compiled once for all of them.
#[component]
pub(crate) fn Each(
    /// What tells the views apart.
    #[prop(into)]
    numbers: Signal<Vec<u32>>,
    /// Draws the view of a number, once.
    #[prop(into)]
    draw: Callback<u32, AnyView>,
) -> impl IntoView {
    view! {
        <For each=move || numbers.get() key=|number| *number let:number>
            {draw.run(number)}
        </For>
    }
}
