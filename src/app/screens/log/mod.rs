//! The drawer under every screen: the log of requests, and the record of changes. It stays open while somebody works, and
//! is no dialog.

mod change_details;
mod change_words;
mod changes;
mod details;
mod requests;
mod row;
mod table;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlInputElement};
use loader::loader;
use wasm_bindgen::JsCast as _;

use crate::app::components::button::{Button, IconButton, Size};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::tabs::Tabs;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::{Lazy, Loaded};
use crate::app::services::focus::after_drawing;
use crate::app::services::log::{LOG_TITLE, Log, LogTab, use_log};
use changes::Changes;
use requests::Requests;

/// A place for the drawer.
#[component]
pub(crate) fn LogDrawer() -> impl IntoView {
    let log = use_log();
    view! {
        <When when=move || log.is_open()>
            <Lazy load=drawer with=()/>
        </When>
    }
}

/// What draws it.
#[loader(later)]
fn drawer() -> Loaded<()> {
    Ok(|()| view! { <Drawer/> }.into_any())
}

/// The drawer, which takes the focus when it has come.
#[component]
fn Drawer() -> impl IntoView {
    let i18n = use_i18n();
    let log = use_log();
    after_drawing(move || log.focus());
    let names = vec![
        Signal::derive(move || t_string!(i18n, log.requests).to_owned()),
        Signal::derive(move || t_string!(i18n, log.changes).to_owned()),
    ];
    view! {
        <section
            class="log"
            aria-labelledby=LOG_TITLE
            tabindex="-1"
            on:keydown=move |event| close_by_escape(log, &event)
        >
            <div class="log-head">
                <div class="log-back">
                    <Button size=Size::Small on_click=move || log.close()>
                        <Icon picture=Picture::Back/>
                        {move || t_string!(i18n, log.back)}
                    </Button>
                </div>
                <h2 id=LOG_TITLE tabindex="-1">
                    {move || t_string!(i18n, log.title)}
                </h2>
                <IconButton
                    picture=Picture::Close
                    label=move || t_string!(i18n, log.close)
                    on_click=move || log.close()
                />
            </div>
            <Tabs
                id="log"
                label=move || t_string!(i18n, log.title)
                names
                open=move || usize::from(log.tab.get() == LogTab::Changes)
                on_open=move |at| log.tab.set(if at == 0 { LogTab::Requests } else { LogTab::Changes })
            >
                <p class="hint">{move || t_string!(i18n, log.kept)}</p>
                {move || match log.tab.get() {
                    LogTab::Requests => view! { <Requests/> }.into_any(),
                    LogTab::Changes => view! { <Changes/> }.into_any(),
                }}
            </Tabs>
        </section>
    }
}

/// Escape closes the drawer, but in a field with a text, which the browser empties.
fn close_by_escape(log: Log, event: &KeyboardEvent) {
    if event.key() != "Escape" || event.default_prevented() {
        return;
    }
    let field = Event::target(event).and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let holds_text = field.is_some_and(|field| field.type_() == "search" && !field.value().is_empty());
    if !holds_text {
        event.prevent_default();
        log.close();
    }
}
