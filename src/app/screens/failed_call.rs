//! A failed call over a connection, with the ways out of it that belong to the connection.

use leptos::prelude::*;

use crate::app::components::button::Button;
use crate::app::components::error_panel::ErrorPanel;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::connect::RightRegion;
use crate::app::services::connections::use_connections;
use crate::app::services::dialogs::{Asks, use_dialogs};
use crate::app::services::open_bucket::OpenBucket;
use crate::form::right_region::corrected;
use crate::provider::error::Error;

/// What went wrong. Where the refusal names the right region, the way there comes first.
#[component]
pub(crate) fn FailedCall(
    error: Error,
    /// Whose call it was.
    bucket: OpenBucket,
    /// What else can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let connection = bucket.connection();
    let wrong = use_connections().at_untracked(&bucket.place());
    let way =
        corrected(&connection, &error).zip(wrong).map(|(right, wrong)| view! { <RightRegion wrong right/> });
    let others = children.map(|children| children());
    if way.is_none() && others.is_none() {
        return view! { <ErrorPanel error connection/> }.into_any();
    }
    view! { <ErrorPanel error connection>{way}{others}</ErrorPanel> }.into_any()
}

/// The button that leads out of credentials that have ended or are refused.
#[component]
pub(crate) fn RenewButton(
    /// Whose credentials are to be renewed.
    bucket: OpenBucket,
) -> impl IntoView {
    let i18n = use_i18n();
    let dialogs = use_dialogs();
    view! {
        <Button on_click=move || dialogs.open(Asks::Renew(bucket))>
            {move || t_string!(i18n, error.connect_again)}
        </Button>
    }
}
