//! The values that are filtered by, each with a button that takes it away.

use leptos::prelude::*;
use loader::loader;

use super::facet_values::value_words;
use super::facets::Choice;
use crate::app::components::button::{Button, Look, Size};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::shown::Shown;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::Loaded;
use crate::app::words::use_words;
use crate::model::rule::Part;
use crate::model::visible::marked;
use crate::state::table::TableQuery;

/// What is filtered by. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    /// The values, among all that is shown.
    pub(super) query: Memo<TableQuery>,
    /// Called with a value that is not chosen any more.
    pub(super) on_choose: Callback<Choice>,
    /// Called to show what is not chosen in the table, too.
    pub(super) on_all: Callback<()>,
    /// Called to take every filter away.
    pub(super) on_clear: Callback<()>,
}

/// What draws the values.
#[loader(later)]
pub(super) fn tokens() -> Loaded<Chosen> {
    Ok(|chosen| view! { <Tokens chosen/> }.into_any())
}

/// The values, and the button that takes all away.
#[component]
fn Tokens(chosen: Chosen) -> impl IntoView {
    let i18n = use_i18n();
    let Chosen { query, on_choose, on_all, on_clear } = chosen;
    view! {
        <div class="tokens-row">
            <ul class="tokens" aria-label=move || t_string!(i18n, rules.filters)>
                <For each=move || query.with(|query| query.facets.clone()) key=Clone::clone let((part, value))>
                    <Token part value on_choose/>
                </For>
                <When when=move || query.with(|query| query.chosen)>
                    <ChosenToken on_all/>
                </When>
            </ul>
            <Button size=Size::Small on_click=on_clear>
                {move || t_string!(i18n, rules.clear_filters)}
            </Button>
        </div>
    }
}

#[component]
fn Token(
    part: Part,
    value: String,
    /// Called with the value when it is taken away.
    on_choose: Callback<Choice>,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let value = StoredValue::new(value);
    let said = Signal::derive(move || value.with_value(|value| value_words(words, part, value)));
    let label = move || {
        let name = [words.part(part), ": ", &said.get()].concat();
        t_string!(i18n, rules.remove_filter, name = marked(&name))
    };
    view! {
        <li class="token">
            <span>
                {move || words.part(part)} ": " <Shown name=said/>
            </span>
            <Button
                look=Look::Quiet
                size=Size::Tiny
                label
                on_click=move || on_choose.run((part, value.get_value(), false))
            >
                <Icon picture=Picture::Close/>
            </Button>
        </li>
    }
}

/// That only what is chosen in the table is shown.
#[component]
fn ChosenToken(
    /// Called to show the rest, too.
    on_all: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = move || t_string!(i18n, select.only_token);
    view! {
        <li class="token">
            <span>{name}</span>
            <Button
                look=Look::Quiet
                size=Size::Tiny
                label=move || t_string!(i18n, rules.remove_filter, name = name())
                on_click=on_all
            >
                <Icon picture=Picture::Close/>
            </Button>
        </li>
    }
}
