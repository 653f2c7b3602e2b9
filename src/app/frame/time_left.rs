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

/// Seconds before the end from which the bar offers to renew.
const SOON: i64 = 600;

/// How long the credentials of a bucket last.
#[component]
pub(super) fn TimeLeft(bucket: OpenBucket) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let (now, dialogs, connections) = (use_time(), use_dialogs(), use_connections());
    let left = Memo::new(move |_| bucket.seconds_left(now.get()));
    let provider = bucket.place().provider;
    let fails =
        Memo::new(move |_| bucket.renews_itself() && connections.renewals().problem(provider).is_some());
    let text = move || match left.get() {
        None => t_string!(i18n, frame.time_unknown).to_owned(),
        // Only the provider's time says it for certain.
        Some(..=0) if bucket.client().provider_now().is_none() => {
            t_string!(i18n, frame.time_over_here).to_owned()
        }
        Some(..=0) => t_string!(i18n, frame.time_over).to_owned(),
        Some(_) if fails.get() && connections.renewals().is_refused(provider) => {
            t_string!(i18n, frame.time_over).to_owned()
        }
        Some(seconds) if fails.get() => t_string!(i18n, frame.time_not_renewed, time = words.span(seconds)),
        Some(seconds) => t_string!(i18n, frame.time_left, time = words.span(seconds)),
    };
    let soon = Memo::new(move |_| fails.get() || left.get().is_some_and(|seconds| seconds < SOON));
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
