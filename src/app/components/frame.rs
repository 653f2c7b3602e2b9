//! What surrounds every screen: the bar with bucket and credentials, and the messages.

use super::icon::{Icon, icon};
use crate::app::app;
use crate::app::deployment::Deployment;
use crate::app::dom::{El, el, focus};
use crate::app::notices::Notice;
use crate::app::session::OpenRef;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::model::Timestamp;
use crate::route::Route;

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
    el("header.bar")
        .child(brand)
        .bind_one(site, |site: &String| el("span.site").text(site))
        .bind_child(move || session.open().map(|open| open_connection(&open)))
}

/// The open bucket, the time left, and Forget.
fn open_connection(open: &OpenRef) -> El {
    let i18n = language();
    let (session, navigation, notices) = (app().session, app().navigation, app().notices);
    let forget = move || {
        session.forget();
        notices.success(td_string!(i18n, frame.forgotten).to_owned(), None);
        navigation.open(&Route::Connect);
    };
    let place = &open.place;
    let where_it_is = format!("{} · {}", place.provider.service_name(), place.region.as_str());
    let link = el("a.place")
        .attr("href", &Route::rules(place).address())
        .child(el("strong").text(place.bucket.as_str()))
        .child(el("span").text(&where_it_is));
    let button =
        el("button.button").child(icon(Icon::Key)).text(td_string!(i18n, frame.forget)).on_click(forget);
    el("div.bar-session").child(link).child(time_left(open.expires_at)).child(button)
}

/// Seconds before the end from which the bar offers to renew.
const SOON: i64 = 600;

/// How long the credentials last.
fn time_left(expires_at: Option<Timestamp>) -> El {
    let i18n = language();
    let now = app().time;
    let left = move || expires_at.map(|end| end.since(now.get()));
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
        .bind_one(
            move || soon().then_some(()),
            move |()| el("a").attr("href", &Route::Connect.address()).text(td_string!(i18n, frame.renew)),
        )
}

/// Messages, newest first. The live region is in the page before anything is said.
fn messages() -> El {
    let i18n = language();
    let notices = app().notices;
    el("section.messages")
        .attr("aria-label", td_string!(i18n, frame.messages))
        .attr("role", "status")
        .bind_each(
            move || notices.shown().get().into_iter().take(3).collect(),
            |notice| notice.number.to_string(),
            message,
        )
}

fn message(notice: &Notice) -> El {
    let i18n = language();
    let notices = app().notices;
    let number = notice.number;
    let link = notice.link.as_ref().map(|(address, words)| el("a").attr("href", address).text(words));
    let dismiss = el("button.button quiet tiny")
        .attr("aria-label", td_string!(i18n, frame.dismiss))
        .child(icon(Icon::Close))
        .on_click(move || notices.dismiss(number));
    el("div.message")
        .id(&format!("notice-{number}"))
        .child(icon(Icon::On))
        .child(el("span").text(&notice.text))
        .children(link)
        .child(dismiss)
}
