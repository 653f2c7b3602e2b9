//! A text to be copied, under its name.

use leptos::prelude::*;

use crate::app::components::copy::CopyButton;
use crate::app::components::shown::ShownCode;
use crate::app::i18n::{t_string, use_i18n};

/// The text with its button.
#[component]
pub(super) fn TextBlock(
    /// What it is called.
    #[prop(into)]
    name: Signal<String>,
    text: String,
    /// Whether the name stands above it; where it stands already, only the button has it.
    #[prop(optional)]
    titled: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = titled.then(|| view! { <h3>{move || name.get()}</h3> });
    view! {
        <div class="text-block">
            <div class="card-head">
                {title}
                <CopyButton text=text.clone() label=move || t_string!(i18n, rule.copy, name = name.get())/>
            </div>
            <pre tabindex="0">
                <ShownCode code=text/>
            </pre>
        </div>
    }
}
