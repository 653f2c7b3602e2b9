//! Where one file is chosen.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use leptos::web_sys::{File, HtmlInputElement};

/// The field.
#[component]
pub(crate) fn FileField(
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] hint: Signal<String>,
    /// The kinds of files that the browser offers.
    accept: &'static str,
    /// While true no file can be chosen.
    #[prop(optional, into)]
    inert: Signal<bool>,
    #[prop(into)] on_file: Callback<File>,
) -> impl IntoView {
    // A browser does not tell of the same file again, and it may have been mended.
    let begin_anew = |event: MouseEvent| event_target::<HtmlInputElement>(&event).set_value("");
    let chosen = move |event: Event| {
        let file = event_target::<HtmlInputElement>(&event).files().and_then(|files| files.get(0));
        // The dialog of the browser may have been open before.
        if let Some(file) = file.filter(|_| !inert.get_untracked()) {
            on_file.run(file);
        }
    };
    view! {
        <div class="field">
            <label for=id>{move || label.get()}</label>
            <input
                id=id
                type="file"
                accept=accept
                disabled=move || inert.get()
                on:click=begin_anew
                on:change=chosen
            />
            <p class="hint">{move || hint.get()}</p>
        </div>
    }
}
