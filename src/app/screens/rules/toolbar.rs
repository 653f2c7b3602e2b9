//! Filters above the table, and beside the heading what can be done.

use leptos::prelude::*;

use super::actions::actions;
use super::bulk::acts;
use super::facets::Facets;
use super::quota::QUOTA;
use super::shows::Shows;
use super::views::{Seen, views};
use crate::app::components::button::Button;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::menu::{Menu, MenuLabel};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::Lazy;
use crate::app::services::focus::when_seen;
use crate::app::services::shortcuts::FILTER;
use crate::route::{Route, Screen};

/// The filters.
#[component]
pub(super) fn Toolbar(shows: Shows) -> impl IntoView {
    let i18n = use_i18n();
    let Shows { query, view, .. } = shows;
    // The field is written to only when its text has changed: what is being typed is ahead of the address.
    let text = Memo::new(move |_| query.with(|query| query.text.clone()));
    let on_text = after_the_key_is_drawn(shows);
    view! {
        <div class="toolbar">
            <div class="filter">
                <label class="visually-hidden" for=FILTER>
                    {move || t_string!(i18n, rules.filter)}
                </label>
                <Icon picture=Picture::Search/>
                <input
                    id=FILTER
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=move || t_string!(i18n, rules.filter_hint)
                    prop:value=move || text.get()
                    on:input=move |event| on_text.run(event_target_value(&event))
                />
            </div>
            <Facets shows/>
            <span class="visually-hidden" role="status">
                {move || {
                    let matches = view.with(|view| view.matches);
                    let filtered = query.with(|query| query.is_filtered());
                    filtered.then(|| t_string!(i18n, rules.matches, count = matches))
                }}
            </span>
        </div>
    }
}

/// What is typed is in sight at once, however many rows it changes: they follow when the browser has drawn it, and keys
/// that come meanwhile are followed together.
fn after_the_key_is_drawn(shows: Shows) -> Callback<String> {
    let waiting = StoredValue::new(None::<String>);
    let follow_it = move || {
        // The page may be gone.
        if let Some(text) = waiting.try_update_value(Option::take).flatten() {
            shows.filter(&text);
        }
    };
    Callback::new(move |text| {
        let is_first = waiting.with_value(Option::is_none);
        waiting.set_value(Some(text));
        if is_first {
            when_seen(follow_it);
        }
    })
}

/// What can be done in this bucket.
#[component]
pub(super) fn Buttons(shows: Shows) -> impl IntoView {
    let i18n = use_i18n();
    let Shows { bucket, .. } = shows;
    let (rules, place) = (bucket.rules, bucket.place());
    let to = |screen: Screen| Route::bucket(&place, screen).address();
    let reading = Memo::new(move |_| rules.is_reading());
    view! {
        <div class="toolbar-actions">
            <Button inert=reading on_click=move || rules.refresh()>
                <Icon picture=Picture::Refresh/>
                {move || match reading.get() {
                    true => t_string!(i18n, rules.refreshing),
                    false => t_string!(i18n, rules.refresh),
                }}
            </Button>
            <Menu>
                <MenuLabel slot class="button">
                    {move || t_string!(i18n, select.actions)}
                    <Icon picture=Picture::Down/>
                </MenuLabel>
                <Lazy load=actions with=acts(shows)/>
            </Menu>
            <Menu>
                <MenuLabel slot class="button">
                    {move || t_string!(i18n, views.title)}
                    <Icon picture=Picture::Down/>
                </MenuLabel>
                <Lazy load=views with=Seen::of(shows)/>
            </Menu>
            <a class="button" href=to(Screen::Import)>
                {move || t_string!(i18n, import.open)}
            </a>
            <a class="button primary" href=to(Screen::Create) aria-describedby=QUOTA>
                <Icon picture=Picture::Plus/>
                {move || t_string!(i18n, rules.create)}
            </a>
        </div>
    }
}
