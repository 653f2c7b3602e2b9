//! Names in a box that scrolls.

use leptos::prelude::*;

use super::gradually::Gradually;
use super::shown::shown;

/// The names, as they are.
#[component]
pub(crate) fn Names(names: Vec<String>) -> impl IntoView {
    let name = |name: String| view! { <li>{shown(name)}</li> }.into_any();
    view! {
        <ul class="names" tabindex="0">
            <Gradually of=names draw=name/>
        </ul>
    }
}
