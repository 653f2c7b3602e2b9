//! Names in a box that scrolls.

use std::sync::Arc;

use leptos::prelude::*;

use super::gradually::Gradually;
use super::shown::shown;

/// The names, as they are.
#[component]
pub(crate) fn Names(#[prop(into)] names: Arc<[String]>) -> impl IntoView {
    let count = names.len();
    let name = move |at: usize| {
        let name = names.get(at).cloned().unwrap_or_default();
        view! { <li>{shown(name)}</li> }.into_any()
    };
    view! {
        <ul class="names" tabindex="0">
            <Gradually count draw=name/>
        </ul>
    }
}
