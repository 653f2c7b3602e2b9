//! How many rules the bucket can have, beside how many it has.

use leptos::prelude::*;

use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;

/// The id of what is said.
pub(super) const QUOTA: &str = "rules-quota";

/// Says it once the whole list is in: before, the two numbers would not belong together.
#[component]
pub(super) fn Quota(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    let listing = bucket.rules.listing();
    let limit = move || listing.with(|listing| listing.limit().filter(|_| listing.is_complete()));
    let said = Memo::new(move |_| limit().map(|limit| (limit, listing.with(|listing| listing.is_full()))));
    view! {
        <span class="quota" id=QUOTA class:full=move || said.get().is_some_and(|(_, is_full)| is_full)>
            {move || match said.get()? {
                (_, true) => Some(t_string!(i18n, rules.quota_full).to_owned()),
                (limit, false) => Some(t_string!(i18n, rules.quota, limit = limit)),
            }}
        </span>
    }
}
