//! The message area: newest first, few at a time.

use super::icon::{Icon, icon};
use super::spinner::spinner;
use crate::app::app;
use crate::app::dom::{El, el};
use crate::app::later;
use crate::app::notices::{Kind, Notice, Way};
use crate::app::words::{fill, language, td_string};

/// How many messages are in sight at once; the others are counted.
const MOST: usize = 3;

/// Messages, newest first. What was said last is heard from a region of its own, which is in the page before
/// anything is said.
pub(super) fn messages() -> El {
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
        .child(el("bdi").text(&notice.text))
        .children(way)
        .child(dismiss)
}
