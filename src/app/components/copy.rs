//! A button that copies a text and says so in words.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Button, IconButton, Size};
use super::icon::{Icon, Picture};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::clipboard;

/// How long it says so.
const SAID: Duration = Duration::from_secs(3);

/// What became of the last click.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    None,
    Copied,
    Refused,
}

/// A button with words that copies a text.
#[component]
pub(crate) fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    let outcome = RwSignal::new(Outcome::None);
    view! {
        <span class="copy">
            <Button size=Size::Small on_click=move || copy(text.get_untracked(), outcome)>
                <Icon picture=Picture::Copy/>
                {move || label.get()}
            </Button>
            <Said outcome/>
        </span>
    }
}

/// A small button without words that copies a text.
#[component]
pub(crate) fn CopyIcon(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let outcome = RwSignal::new(Outcome::None);
    view! {
        <span class="copy">
            <IconButton
                picture=Picture::Copy
                label
                on_click=move || copy(text.get_untracked(), outcome)
            />
            <Said outcome/>
        </span>
    }
}

#[component]
fn Said(outcome: RwSignal<Outcome>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class="copy-outcome" role="status">
            {move || match outcome.get() {
                Outcome::None => "",
                Outcome::Copied => t_string!(i18n, rule.copied),
                Outcome::Refused => t_string!(i18n, rule.copy_failed),
            }}
        </span>
    }
}

fn copy(text: String, outcome: RwSignal<Outcome>) {
    spawn_local(async move {
        outcome.set(if clipboard::put(&text).await { Outcome::Copied } else { Outcome::Refused });
        set_timeout(move || outcome.set(Outcome::None), SAID);
    });
}
