//! A turning circle.

use leptos::prelude::*;

/// Says by its movement that something is under way; words stand beside it.
#[component]
pub(crate) fn Spinner() -> impl IntoView {
    view! { <span class="spinner" aria-hidden="true"></span> }
}
