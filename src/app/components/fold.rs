//! A box that is folded away until something in it is needed.

use leptos::{html, prelude::*};

/// It opens by itself when it comes to be needed; closing it is the user's.
#[component]
pub(crate) fn Fold(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] needed: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let needed = Memo::new(move |_| needed.get());
    Effect::new(move || {
        if needed.get()
            && let Some(details) = details.get()
        {
            details.set_open(true);
        }
    });
    view! {
        <details class="advanced" node_ref=details>
            <summary>{move || label.get()}</summary>
            {children()}
        </details>
    }
}
