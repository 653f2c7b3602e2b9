//! Whether a rule is at work.

use leptos::prelude::*;

use crate::app::components::icon::{Icon, Picture};
use crate::app::words::use_words;
use crate::model::Rule;
use crate::model::rule::Part;

/// The state in words and with an icon, never by colour alone.
#[component]
pub(crate) fn Status(#[prop(into)] rule: Signal<Rule>) -> impl IntoView {
    let words = use_words();
    view! {
        <span class=move || rule.with(look).0>
            {move || view! { <Icon picture=rule.with(look).1/> }}
            {move || rule.with(|rule| words.value(rule, Part::Enabled))}
        </span>
    }
}

/// The class and the icon of a state.
pub(crate) fn look(rule: &Rule) -> (&'static str, Picture) {
    match rule.enabled() {
        Some(true) => ("status on", Picture::On),
        Some(false) => ("status off", Picture::Off),
        None => ("status", Picture::Alert),
    }
}
