//! The menu of open buckets, and the ways to more of them.

use leptos::prelude::*;
use loader::loader;

use crate::app::components::button::IconButton;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::menu;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::Loaded;
use crate::app::services::connections::use_connections;
use crate::app::services::dialogs::{Asks, use_dialogs};
use crate::app::services::navigation::use_navigation;
use crate::app::services::open_bucket::OpenBucket;
use crate::route::{Route, Screen};

/// The menu, which comes later.
#[loader(later)]
pub(super) fn bucket_menu() -> Loaded<()> {
    Ok(|()| view! { <BucketMenu/> }.into_any())
}

#[component]
fn BucketMenu() -> impl IntoView {
    let i18n = use_i18n();
    let connections = use_connections();
    view! {
        <div class="choices">
            <ul aria-label=move || t_string!(i18n, frame.connections)>
                {move || {
                    connections.all().into_iter().map(|bucket| view! { <Choice bucket/> }).collect_view()
                }}
            </ul>
            <a class="button" href=Route::Connect.address() on:click=|_| menu::close()>
                <Icon picture=Picture::Plus/>
                {move || t_string!(i18n, frame.connect)}
            </a>
        </div>
    }
}

/// One open bucket, and the way to another with the same credentials.
#[component]
fn Choice(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    let (dialogs, navigation) = (use_dialogs(), use_navigation());
    let place = bucket.place();
    let (name, address) = (place.bucket.as_str().to_owned(), Route::rules(&place).address());
    let at = format!("{} · {}", place.provider.service_name(), place.region.as_str());
    let named = name.clone();
    let another = named.clone();
    let label = move || t_string!(i18n, frame.another, bucket = another.as_str());
    let doctor = Route::bucket(&place, Screen::Doctor).address();
    let check = Signal::derive(move || t_string!(i18n, doctor.link_to, bucket = named.as_str()));
    view! {
        <li>
            <a
                class="menu-item"
                href=address
                aria-current=move || (navigation.place().as_ref() == Some(&place)).then_some("page")
                on:click=|_| menu::close()
            >
                <strong>{name}</strong>
                <span>{at}</span>
            </a>
            <a
                class="button quiet tiny"
                href=doctor
                aria-label=move || check.get()
                title=move || check.get()
                on:click=|_| menu::close()
            >
                <Icon picture=Picture::Pulse/>
            </a>
            <IconButton
                picture=Picture::Copy
                label
                on_click=move || {
                    menu::close();
                    dialogs.ask(Asks::Another(bucket));
                }
            />
        </li>
    }
}
