//! How long the credentials last, and the way to new ones.

use super::icon::{Icon, icon};
use crate::app::app;
use crate::app::dom::{El, el};
use crate::app::later;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};

/// Seconds before the end from which the bar offers to renew.
const SOON: i64 = 600;

/// How long the credentials last.
pub(super) fn time_left(open: OpenRef) -> El {
    let i18n = language();
    let now = app().time;
    let of = Signal::new(open.clone());
    let left = move || of.with_untracked(|open| open.seconds_left(now.get()));
    let text = move || match left() {
        None => td_string!(i18n, frame.time_unknown).to_owned(),
        // Only the provider's time says it for certain.
        Some(..=0) if of.with_untracked(|open| open.client.provider_now().is_none()) => {
            td_string!(i18n, frame.time_over_here).to_owned()
        }
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
