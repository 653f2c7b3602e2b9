//! How long the credentials last, and the way to new ones.

use leptos::prelude::*;

use crate::app::components::button::{Button, Size};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::clock::use_time;
use crate::app::services::connections::use_connections;
use crate::app::services::dialogs::{Asks, use_dialogs};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::use_words;
use crate::model::credentials;

/// Seconds before the end from which the bar offers to renew.
const SOON: i64 = 600;

/// How long the credentials of a bucket last.
#[component]
pub(super) fn TimeLeft(bucket: OpenBucket) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let (now, dialogs, connections) = (use_time(), use_dialogs(), use_connections());
    let left = Memo::new(move |_| bucket.time_left(now.get()));
    let provider = bucket.place().provider;
    let fails =
        Memo::new(move |_| bucket.renews_itself() && connections.renewals().problem(provider).is_some());
    let is_refused = move || fails.get() && connections.renewals().is_refused(provider);
    let text = move || match left.get() {
        credentials::TimeLeft::Unknown => t_string!(i18n, frame.time_unknown).to_owned(),
        // Only the provider's time says it for certain.
        credentials::TimeLeft::Supposed(..=0) => t_string!(i18n, frame.time_over_here).to_owned(),
        credentials::TimeLeft::Certain(..=0) => t_string!(i18n, frame.time_over).to_owned(),
        _ if is_refused() => t_string!(i18n, frame.time_over).to_owned(),
        credentials::TimeLeft::Certain(seconds) | credentials::TimeLeft::Supposed(seconds) => {
            let time = words.span(seconds);
            match fails.get() {
                true => t_string!(i18n, frame.time_not_renewed, time = time),
                false => t_string!(i18n, frame.time_left, time = time),
            }
        }
    };
    let soon = Memo::new(move |_| fails.get() || left.get().seconds().is_some_and(|seconds| seconds < SOON));
    view! {
        <span class="time-left" class:soon=soon>
            <Icon picture=Picture::Clock/>
            " "
            {text}
            " "
            <When when=soon>
                <Button size=Size::Small on_click=move || dialogs.ask(Asks::Renew(bucket))>
                    {move || t_string!(i18n, frame.renew)}
                </Button>
            </When>
        </span>
    }
}
