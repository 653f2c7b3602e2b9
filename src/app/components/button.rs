//! Buttons.

use leptos::prelude::*;

use super::icon::{Icon, Picture};

/// How a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    /// Like most.
    #[default]
    Plain,
    /// What the screen is there for; one of them in sight.
    Primary,
    /// It destroys.
    Danger,
    /// It leads to what destroys.
    DangerQuiet,
    /// Without a frame.
    Quiet,
}

/// How large a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Size {
    /// Like most.
    #[default]
    Normal,
    /// Beside text.
    Small,
    /// In a row of a table.
    Tiny,
}

fn class(look: Look, size: Size) -> String {
    let look = match look {
        Look::Plain => "",
        Look::Primary => " primary",
        Look::Danger => " danger",
        Look::DangerQuiet => " danger-quiet",
        Look::Quiet => " quiet",
    };
    let size = match size {
        Size::Normal => "",
        Size::Small => " small",
        Size::Tiny => " tiny",
    };
    ["button", look, size].concat()
}

/// A button with words, perhaps with a picture before them.
#[component]
pub(crate) fn Button(
    /// Primary stands out, once a screen.
    #[prop(optional)]
    look: Look,
    #[prop(optional)] size: Size,
    /// Sends the form around it.
    #[prop(optional)]
    submit: bool,
    /// While true it keeps the focus and does nothing.
    #[prop(optional, into)]
    inert: Signal<bool>,
    /// Its name, where the words do not say enough.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
    /// What is told under the pointer.
    #[prop(optional, into)]
    title: Option<Signal<String>>,
    #[prop(optional, into)] id: Option<String>,
    /// Whether it is pressed, for a switch.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Takes the focus in a dialog that opens.
    #[prop(optional)]
    autofocus: bool,
    #[prop(optional, into)] on_click: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=class(look, size)
            id=id
            aria-label=move || label.map(|label| label.get())
            title=move || title.map(|title| title.get())
            aria-disabled=move || inert.get().then_some("true")
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            autofocus=autofocus
            on:click=move |event| {
                if inert.get_untracked() {
                    // Nor is the form sent.
                    return event.prevent_default();
                }
                if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            {children()}
        </button>
    }
}

/// A small button without words.
#[component]
pub(crate) fn IconButton(
    picture: Picture,
    /// Its name, which is told under the pointer, too.
    #[prop(into)]
    label: Signal<String>,
    /// While true it keeps the focus and does nothing.
    #[prop(optional, into)]
    inert: Signal<bool>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button quiet tiny"
            id=id
            aria-label=move || label.get()
            title=move || label.get()
            aria-disabled=move || inert.get().then_some("true")
            on:click=move |_| {
                if !inert.get_untracked() {
                    on_click.run(());
                }
            }
        >
            <Icon picture/>
        </button>
    }
}
