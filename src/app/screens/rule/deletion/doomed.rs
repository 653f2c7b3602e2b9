//! The rules that are to be deleted, with what became of each.

use leptos::html::Ul;
use leptos::prelude::*;

use super::deleting::{Deleting, Entry, Fate, Phase};
use crate::app::components::alerts::Alerts;
use crate::app::components::gradually::Gradually;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::shown::shown;
use crate::app::components::spinner::Spinner;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::outcome::FailedOne;
use crate::app::services::focus::{after_drawing, scroll_into_sight};
use crate::app::services::open_bucket::OpenBucket;

/// Of how many rows those out of sight are not drawn anew with each result.
const LONG: usize = 50;
/// Of how many rows the list scrolls on no screen.
const FEW: usize = 4;

/// Every id, with what became of it. Where it scrolls, keys can scroll it, and what failed comes into sight in the end.
#[component]
pub(super) fn DoomedList(deleting: Deleting) -> impl IntoView {
    let bucket = deleting.bucket;
    let (is_long, scrolls) = (deleting.count() > LONG, deleting.count() > FEW);
    let list = NodeRef::<Ul>::new();
    Effect::new(move || {
        if deleting.phase.get() == Phase::Ended {
            after_drawing(move || show_first_failure(list));
        }
    });
    let row = move |Entry { rule, fate }| view! { <Doomed bucket id=rule.id().to_owned() fate/> }.into_any();
    view! {
        <ul node_ref=list class="doomed-list" class:long=is_long tabindex=scrolls.then_some("0")>
            <Gradually of=deleting.entries.get_value() draw=row/>
        </ul>
    }
}

fn show_first_failure(list: NodeRef<Ul>) {
    // The dialog may have gone meanwhile.
    let list = list.try_get_untracked().flatten();
    if let Some(row) = list.and_then(|list| list.query_selector(".tells").ok().flatten()) {
        scroll_into_sight(&row);
    }
}

#[component]
fn Doomed(
    bucket: OpenBucket,
    id: String,
    /// What became of it.
    fate: RwSignal<Fate>,
) -> impl IntoView {
    let failed = move || match fate.get() {
        Fate::Failed(failure) => {
            let failure = (*failure).clone();
            Some(view! { <FailedOne bucket failure/> })
        }
        Fate::Waiting | Fate::Deleting | Fate::Deleted => None,
    };
    view! {
        <li class:tells=move || fate.with(|fate| matches!(fate, Fate::Failed(_)))>
            <strong class="doomed">
                {shown(id)}
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
