//! Among the messages: that there is no network, and what is tried again or not answered and shown nowhere else.

use leptos::prelude::*;
use loader::loader;

use crate::app::components::icon::{Icon, Picture};
use crate::app::components::trying::{Names, TryingOthers};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::{Lazy, Loaded};
use crate::app::services::network::use_online;
use crate::app::services::troubles::use_troubles;

/// What draws those of all connections.
#[loader(table)]
fn trying_others() -> Loaded<()> {
    Ok(|()| view! { <TryingOthers names=Names::BucketAndWhat/> }.into_any())
}

/// Says that there is no network, and what of it.
#[component]
pub(super) fn NoNetwork() -> impl IntoView {
    let (i18n, online) = (use_i18n(), use_online());
    view! {
        <div role="status">
            <When when=move || !online.get()>
                <p class="message warning">
                    <Icon picture=Picture::Alert/>
                    {move || t_string!(i18n, offline.goes_on)}
                </p>
            </When>
        </div>
    }
}

/// What is tried again, or not answered, and is shown nowhere else.
#[component]
pub(super) fn HeldUp() -> impl IntoView {
    let troubles = use_troubles();
    let is_held_up = Memo::new(move |_| troubles.is_no_dialog_open() && !troubles.others().is_empty());
    view! {
        <div role="status">
            <When when=is_held_up>
                <div class="message under-way">
                    <Lazy load=trying_others with=()/>
                </div>
            </When>
        </div>
    }
}
