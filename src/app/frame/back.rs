//! The way back from a screen to the list.

use leptos::prelude::*;

use crate::app::components::icon::{Icon, Picture};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;

/// Leads to the list of rules, as it was left.
#[component]
pub(crate) fn Back(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <a class="back" href=bucket.list().address()>
            <Icon picture=Picture::Back/>
            {move || t_string!(i18n, rule.back)}
        </a>
    }
}
