//! The bar above every screen: the preferences, the bucket in sight with the time left, the way to the others, and
//! Forget.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bucket_menu::bucket_menu;
use super::time_left::TimeLeft;
use crate::app::components::button::{Button, IconButton};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::menu::{Menu, MenuLabel};
use crate::app::components::when::When;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::lazy::Lazy;
use crate::app::services::connections::use_connections;
use crate::app::services::deployment::{Site, use_deployment};
use crate::app::services::dialogs::{Asks, use_dialogs};
use crate::app::services::focus::{TITLE, after_drawing, focus};
use crate::app::services::journal::work_has_ended;
use crate::app::services::navigation::use_navigation;
use crate::app::services::notices::{Kind, Notices, use_notices};
use crate::route::{Place, Route};

/// What ends so soon is not told to be under way.
const SOON: Duration = Duration::from_millis(300);

/// The bar.
#[component]
pub(super) fn Header() -> impl IntoView {
    let i18n = use_i18n();
    let (deployment, connections, dialogs) = (use_deployment(), use_connections(), use_dialogs());
    let site = move || {
        deployment.state().with(|site| match site {
            Site::Ready(config) => config.title.clone(),
            Site::Reading | Site::Wrong(_) | Site::LeftAside => None,
        })
    };
    view! {
        <header class="bar">
            <a class="brand" href=Route::Connect.address() aria-label=move || t_string!(i18n, frame.home)>
                <span class="brand-mark" aria-hidden="true"></span>
                "Stocktake"
            </a>
            {move || site().map(|title| view! { <span class="site">{title}</span> })}
            <IconButton
                picture=Picture::Gear
                label=move || t_string!(i18n, preferences.open)
                on_click=move || dialogs.ask(Asks::Preferences)
            />
            <When when=move || connections.with_all(|open| !open.is_empty())><OpenBuckets/></When>
        </header>
    }
}

/// The open buckets, of which one is in sight, and Forget.
#[component]
fn OpenBuckets() -> impl IntoView {
    let i18n = use_i18n();
    let (connections, navigation, notices) = (use_connections(), use_navigation(), use_notices());
    let shown = Memo::new(move |_| navigation.place().and_then(|place| connections.at(&place)));
    let forget = move || {
        // Asking first would keep what is to be forgotten; what was typed is a draft on the device.
        navigation.unguard();
        connections.forget();
        spawn_local(tell_when_forgotten(i18n, notices));
        navigation.open(&Route::Connect);
        after_drawing(|| focus(TITLE));
    };
    view! {
        <div class="bar-session">
            <Menu>
                <MenuLabel
                    slot
                    class="button switch"
                    title=move || t_string!(i18n, frame.switch)
                >
                    <InSight place=move || shown.get().map(|bucket| bucket.place())/>
                    <Icon picture=Picture::Down/>
                </MenuLabel>
                <Lazy load=bucket_menu with=()/>
            </Menu>
            {move || shown.get().map(|bucket| view! { <TimeLeft bucket/> })}
            <Button on_click=forget>
                <Icon picture=Picture::Key/>
                {move || t_string!(i18n, frame.forget)}
            </Button>
        </div>
    }
}

/// Names the bucket in sight.
#[component]
fn InSight(#[prop(into)] place: Signal<Option<Place>>) -> impl IntoView {
    let i18n = use_i18n();
    move || match place.get() {
        Some(place) => view! {
            <span class="place">
                <strong>{place.bucket.as_str().to_owned()}</strong>
                <span>{format!("{} · {}", place.provider.service_name(), place.region.as_str())}</span>
            </span>
        }
        .into_any(),
        None => view! {
            <span class="place">
                <strong>{move || t_string!(i18n, frame.connections)}</strong>
            </span>
        }
        .into_any(),
    }
}

/// Says that all is forgotten, when the last request that needed the credentials is signed.
async fn tell_when_forgotten(i18n: I18n, notices: Notices) {
    let said = || t_string!(i18n, frame.forgotten).to_owned();
    if work_has_ended(Some(SOON)).await {
        return notices.success(said(), None);
    }
    let number = notices.progress(t_string!(i18n, frame.forgetting).to_owned());
    work_has_ended(None).await;
    notices.turn_into(number, Kind::Success, said(), None);
}
