//! What surrounds every screen: the bar with bucket and credentials, the messages, and the footer.

use std::time::Duration;

use super::footer::footer;
use super::heading::TITLE;
use super::icon::{Icon, icon};
use super::menu;
use super::messages::messages;
use super::time_left::time_left;
use crate::app::app;
use crate::app::deployment::Deployment;
use crate::app::dom::{El, after_drawing, el, focus, spawn};
use crate::app::journal::work_has_ended;
use crate::app::later;
use crate::app::notices::{Kind, Notices};
use crate::app::words::{language, td_string};
use crate::route::{Place, Route};

/// What ends so soon is not told to be under way.
const SOON: Duration = Duration::from_millis(300);

/// The frame around `page`.
pub(crate) fn frame(page: impl FnOnce(El) -> El) -> [El; 5] {
    let i18n = language();
    let skip = el("a.skip").attr("href", "#main").text(td_string!(i18n, frame.skip)).on("click", |event| {
        // A fragment would be an address of the console, so the link moves the focus itself.
        event.prevent_default();
        focus("main");
    });
    [skip, bar(), messages(), page(el("main").id("main").attr("tabindex", "-1")), footer()]
}

fn bar() -> El {
    let i18n = language();
    let (deployment, session) = (app().deployment, app().session);
    let site = move || {
        deployment.with(|deployment| match deployment {
            Deployment::Ready(config) => config.title.clone(),
            _ => None,
        })
    };
    let brand = el("a.brand")
        .attr("href", &Route::Connect.address())
        .attr("aria-label", td_string!(i18n, frame.home))
        .child(el("span.brand-mark").attr("aria-hidden", "true"))
        .text("Stocktake");
    el("header.bar").child(brand).bind_one(site, |site: &String| el("span.site").text(site)).bind_child(
        move || {
            let open = session.open();
            (!open.is_empty()).then(connections)
        },
    )
}

/// The bucket of the address.
pub(crate) fn current() -> Option<Place> {
    match app().navigation.route() {
        Route::Bucket { place, .. } => Some(place),
        _ => None,
    }
}

/// The bucket in sight with the time left, the way to the others, and Forget.
fn connections() -> El {
    let i18n = language();
    let (session, navigation, notices) = (app().session, app().navigation, app().notices);
    let forget = move || {
        // Asking first would keep what is to be forgotten; what was typed is a draft on the device.
        navigation.unguard();
        session.forget();
        spawn(tell_when_forgotten(notices));
        navigation.open(&Route::Connect);
        after_drawing(|| focus(TITLE));
    };
    let shown = move || current().filter(|place| session.is_open_at(place));
    let time_left = move |place: &Place| match session.open_at(place) {
        Some(open) => time_left(open),
        None => el("span"),
    };
    let button =
        el("button.button").child(icon(Icon::Key)).text(td_string!(i18n, frame.forget)).on_click(forget);
    el("div.bar-session")
        .child(menu::menu(switch(shown), || later::place(|screens| (screens.connections)())))
        .bind_one(shown, time_left)
        .child(button)
}

/// Says that all is forgotten, when the last request that needed the credentials is signed.
async fn tell_when_forgotten(notices: Notices) {
    let i18n = language();
    let said = || td_string!(i18n, frame.forgotten).to_owned();
    if work_has_ended(Some(SOON)).await {
        return notices.success(said(), None);
    }
    let number = notices.progress(td_string!(i18n, frame.forgetting).to_owned());
    work_has_ended(None).await;
    notices.turn_into(number, Kind::Success, said(), None);
}

/// Names the bucket in sight; opens the menu of all.
fn switch(shown: impl Fn() -> Option<Place> + 'static) -> El {
    let i18n = language();
    let words = move |place: &Option<Place>| match place {
        Some(place) => {
            let at = format!("{} · {}", place.provider.service_name(), place.region.as_str());
            el("span.place").child(el("strong").text(place.bucket.as_str())).child(el("span").text(&at))
        }
        None => el("span.place").child(el("strong").text(td_string!(i18n, frame.connections))),
    };
    menu::label("button switch")
        .attr("title", td_string!(i18n, frame.switch))
        .bind_one(move || Some(shown()), words)
        .child(icon(Icon::Down))
}
