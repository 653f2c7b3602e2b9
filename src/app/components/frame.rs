//! What surrounds every screen: the bar with bucket and credentials, and the messages.

use super::heading::TITLE;
use super::icon::{Icon, icon};
use super::menu;
use super::spinner::spinner;
use crate::app::app;
use crate::app::deployment::Deployment;
use crate::app::dom::{El, after_drawing, el, focus};
use crate::app::later;
use crate::app::notices::{Kind, Notice, Way};
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::route::{Place, Route};

/// The frame around `page`.
pub(crate) fn frame(page: impl FnOnce(El) -> El) -> [El; 4] {
    let i18n = language();
    let skip = el("a.skip").attr("href", "#main").text(td_string!(i18n, frame.skip)).on("click", |event| {
        // A fragment would be an address of the console, so the link moves the focus itself.
        event.prevent_default();
        focus("main");
    });
    [skip, bar(), messages(), page(el("main").id("main").attr("tabindex", "-1"))]
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
        notices.success(td_string!(i18n, frame.forgotten).to_owned(), None);
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

/// Seconds before the end from which the bar offers to renew.
const SOON: i64 = 600;

/// How long the credentials last.
fn time_left(open: OpenRef) -> El {
    let i18n = language();
    let now = app().time;
    let (expires_at, clock) = (open.expires_at, Signal::new(open.clone()));
    let left = move || {
        expires_at
            .get()
            .map(|end| end.since(now.get().plus(clock.with_untracked(|open| open.client.clock_offset()))))
    };
    let text = move || match left() {
        None => td_string!(i18n, frame.time_unknown).to_owned(),
        Some(..=0) => td_string!(i18n, frame.time_over).to_owned(),
        Some(seconds) => fill(td_string!(i18n, frame.time_left), &[("time", &words::span(i18n, seconds))]),
    };
    let soon = move || left().is_some_and(|seconds| seconds < SOON);
    el("span.time-left")
        .bind_class("soon", soon)
        .child(icon(Icon::Clock))
        .text(" ")
        .bind_text(text)
        .text(" ")
        .show_when(soon, move || {
            let open = open.clone();
            let renew = move || later::renew(&open);
            el("button.button small").text(td_string!(i18n, frame.renew)).on_click(renew)
        })
}

/// How many messages are in sight at once; the others are counted.
const MOST: usize = 3;

/// Messages, newest first. What was said last is heard from a region of its own, which is in the page before
/// anything is said.
fn messages() -> El {
    let i18n = language();
    let notices = app().notices;
    let more = move || notices.shown().with(Vec::len).checked_sub(MOST).filter(|more| *more > 0);
    el("section.messages")
        .attr("aria-label", td_string!(i18n, frame.messages))
        .child(el("p.visually-hidden").attr("role", "status").bind_text(move || notices.told().get()))
        .child(el("p.visually-hidden").attr("role", "alert").bind_text(move || notices.warned().get()))
        .bind_each(
            move || notices.shown().get().into_iter().take(MOST).collect(),
            |notice| notice.number.to_string(),
            message,
        )
        .bind_one(more, move |more| {
            el("p.messages-more").text(&fill(td_string!(i18n, frame.more_messages), &[("count", more)]))
        })
}

fn message(notice: &Notice) -> El {
    let i18n = language();
    let notices = app().notices;
    let number = notice.number;
    let way = notice.way.as_ref().map(|way| match way {
        Way::To(address, words) => el("a").attr("href", address).text(words),
        Way::Renew(place) => {
            let place = place.clone();
            let renew = move || app().session.open_at(&place).iter().for_each(later::renew);
            el("button.button small").text(td_string!(i18n, ending.renew)).on_click(renew)
        }
    });
    let dismiss = el("button.button quiet tiny")
        .attr("aria-label", td_string!(i18n, frame.dismiss))
        .child(icon(Icon::Close))
        .on_click(move || notices.dismiss(number));
    let (class, picture) = match notice.kind {
        Kind::Success => ("message", icon(Icon::On)),
        Kind::Progress => ("message under-way", spinner()),
        Kind::Warning => ("message warning", icon(Icon::Clock)),
        Kind::Failure => ("message failure", icon(Icon::Alert)),
    };
    el("div")
        .class(class)
        .id(&format!("notice-{number}"))
        .child(picture)
        .child(el("span").text(&notice.text))
        .children(way)
        .child(dismiss)
}
