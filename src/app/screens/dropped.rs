//! Says what part of the address was not understood.

use leptos::prelude::*;

use crate::app::i18n::{t, use_i18n};
use crate::app::services::navigation::use_navigation;
use crate::model::visible::marked;

/// What of the address was left out. The place is on the page before there is something to say.
#[component]
pub(crate) fn DroppedNote() -> impl IntoView {
    let i18n = use_i18n();
    let navigation = use_navigation();
    let names = Memo::new(move |_| marked(&navigation.dropped().join(", ")).into_owned());
    view! {
        <div role="status">
            {move || {
                let names = Some(names.get()).filter(|names| !names.is_empty());
                names.map(|names| view! { <p class="note">{t!(i18n, frame.dropped, names = names)}</p> })
            }}
        </div>
    }
}
