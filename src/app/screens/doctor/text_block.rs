//! A text to be copied, under its name.

use leptos::prelude::*;

use crate::app::components::copy::CopyButton;
use crate::app::components::shown::ShownCode;

/// The text with its button.
#[component]
pub(super) fn TextBlock(
    /// What stands above it.
    #[prop(optional, into)]
    title: Option<Signal<String>>,
    /// What its button says.
    #[prop(into)]
    copy: Signal<String>,
    text: String,
) -> impl IntoView {
    let title = title.map(|title| view! { <h3>{move || title.get()}</h3> });
    view! {
        <div class="text-block">
            <div class="card-head">
                {title}
                <CopyButton text=text.clone() label=copy/>
            </div>
            <pre tabindex="0">
                <ShownCode code=text/>
            </pre>
        </div>
    }
}
