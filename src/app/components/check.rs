//! Check boxes, radio buttons and lists to choose from.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use super::field::Tied;

/// How many can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CheckKind {
    /// Any.
    Box,
    /// One of those with the same name.
    Radio,
}

impl CheckKind {
    fn as_str(self) -> &'static str {
        match self {
            CheckKind::Box => "checkbox",
            CheckKind::Radio => "radio",
        }
    }
}

/// A check box or radio button with its words.
#[component]
pub(crate) fn Check(
    kind: CheckKind,
    /// Of the control; radio buttons of one choice share it.
    name: &'static str,
    #[prop(into)] checked: Signal<bool>,
    /// Called with what it is now.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Of the label.
    #[prop(optional, into)]
    id: Option<String>,
    /// In sight, and not to be changed.
    #[prop(optional)]
    inert: bool,
    /// Neither yes nor no, while it is not checked.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="check" id=id inert=inert>
            <input
                type=kind.as_str()
                name=name
                prop:checked=move || checked.get()
                prop:indeterminate=move || mixed.get()
                on:change=move |event| {
                    on_change.run(event_target_checked(&event));
                    // The browser goes from one of three to the next in its own way.
                    let input: HtmlInputElement = event_target(&event);
                    input.set_checked(checked.get_untracked());
                    input.set_indeterminate(mixed.get_untracked());
                }
            />
            {children()}
        </label>
    }
}

/// A list to choose from by position.
#[component]
pub(crate) fn Select(
    /// Ties it to its label.
    #[prop(optional)]
    tied: Option<Tied>,
    /// The words for each.
    choices: Vec<Signal<String>>,
    /// The place of what is chosen.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Called with the place of what is chosen now.
    #[prop(into)]
    on_change: Callback<usize>,
) -> impl IntoView {
    let (id, described_by) = (tied.as_ref().map(Tied::id), tied.as_ref().map(Tied::described_by));
    view! {
        <select
            id=id
            aria-describedby=move || described_by.map(|described_by| described_by.get())
            prop:value=move || chosen.get().to_string()
            on:change=move |event| {
                if let Ok(at) = event_target_value(&event).parse() {
                    on_change.run(at);
                }
            }
        >
            {choices
                .into_iter()
                .enumerate()
                .map(|(at, words)| view! { <option value=at.to_string()>{words}</option> }.into_any())
                .collect_view()}
        </select>
    }
}
