//! The rules that are to be deleted, with what became of each.

use leptos::prelude::*;

use super::deleting::{Deleting, Fate};
use crate::app::components::error_panel::Alerts;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::shown::Shown;
use crate::app::components::spinner::Spinner;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::outcome::FailedOne;

/// Every id, with what became of it.
#[component]
pub(super) fn DoomedList(deleting: Deleting) -> impl IntoView {
    let row = |(at, id)| view! { <Doomed deleting at id/> };
    view! {
        <ul class="doomed-list">
            {deleting.ids().into_iter().enumerate().map(row).collect_view()}
        </ul>
    }
}

#[component]
fn Doomed(
    deleting: Deleting,
    /// Its place among the rules.
    at: usize,
    id: String,
) -> impl IntoView {
    let Deleting { bucket, fates, .. } = deleting;
    let fate = Memo::new(move |_| fates.with(|fates| fates.get(at).cloned().unwrap_or(Fate::Waiting)));
    let failed = move || match fate.get() {
        Fate::Failed(failure) => {
            let failure = (*failure).clone();
            Some(view! { <FailedOne bucket failure/> })
        }
        Fate::Waiting | Fate::Deleting | Fate::Deleted => None,
    };
    view! {
        <li>
            <strong class="doomed">
                <Shown name=id/>
            </strong>
            " "
            {move || view! { <WhatBecame fate=fate.get()/> }}
            <Alerts>{failed}</Alerts>
        </li>
    }
}

#[component]
fn WhatBecame(fate: Fate) -> impl IntoView {
    let i18n = use_i18n();
    match fate {
        Fate::Waiting | Fate::Failed(_) => view! { <span></span> }.into_any(),
        Fate::Deleting => view! { <Spinner/> }.into_any(),
        Fate::Deleted => view! {
            <span class="status on">
                <Icon picture=Picture::On/>
                {move || t_string!(i18n, delete.deleted)}
            </span>
        }
        .into_any(),
    }
}
