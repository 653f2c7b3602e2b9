//! Choosing a bucket and giving credentials.

mod advanced;
mod another;
mod credentials;
mod entrance;
mod obtaining;
mod own_form;
mod place;
mod presets;
mod recent;
mod renew;
mod right_region;
mod settings;
mod trust;
mod trust_dialog;

use std::time::Duration;

use leptos::prelude::*;

pub(crate) use another::AnotherDialog;
pub(crate) use renew::RenewDialog;
pub(crate) use right_region::RightRegion;
pub(crate) use trust_dialog::TrustDialog;

use crate::app::components::alerts::Alerts;
use crate::app::components::when::When;
use crate::app::frame::heading::Heading;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::dropped::DroppedNote;
use crate::app::services::deployment::{Site, use_deployment};
use crate::app::services::storage;
use crate::form::connection::ConnectionDraft;
use crate::model::Provider;
use crate::route::Place;
use own_form::OwnForm;
use presets::Presets;
use settings::{ConfigWrong, LeftAside};

/// How long the form waits for the site's configuration.
const PATIENCE: Duration = Duration::from_secs(1);

/// The page.
#[component]
pub(crate) fn ConnectPage(
    /// The bucket of an address that waits for credentials.
    wanted: Option<Place>,
    /// Whether the address named no screen.
    unknown: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let site = use_deployment().state();
    let draft = RwSignal::new(first_draft(wanted.as_ref()));
    let all = wanted.is_none();
    // The form stands under the site's connections: it would jump when they come. A slow site does not keep it away.
    let late = RwSignal::new(false);
    set_timeout(move || late.set(true), PATIENCE);
    let known = move || late.get() || site.with(|site| !matches!(site, Site::Reading));
    let wrong = move || {
        site.with(|site| match site {
            Site::Wrong(problem) => Some(problem.clone()),
            Site::Reading | Site::Ready(_) | Site::LeftAside => None,
        })
    };
    let ready = move || {
        site.with(|site| match site {
            Site::Ready(config) => Some(config.clone()),
            Site::Reading | Site::Wrong(_) | Site::LeftAside => None,
        })
    };
    let bucket = wanted.as_ref().map(|place| place.bucket.as_str().to_owned());
    let title = move || match &bucket {
        Some(bucket) => t_string!(i18n, connect.title_to, bucket = bucket),
        None => t_string!(i18n, connect.title).to_owned(),
    };
    let note =
        || view! { <p class="note" role="status">{move || t_string!(i18n, frame.unknown_address)}</p> };
    view! {
        <section class="page connect">
            <DroppedNote/>
            <div class="page-head"><Heading text=title/></div>
            {unknown.then(note)}
            <p class="lead">
                {move || if all { t_string!(i18n, connect.lead) } else { t_string!(i18n, connect.lead_to) }}
            </p>
            <Alerts>
                {move || wrong().map(|problem| view! { <ConfigWrong problem/> })}
            </Alerts>
            {move || ready().map(|config| view! { <Presets config wanted=wanted.clone() draft/> })}
            <When when=move || site.with(|site| matches!(site, Site::LeftAside))><LeftAside/></When>
            <When when=known><OwnForm draft is_open=all/></When>
        </section>
    }
}

/// The form of the wanted bucket, as the device remembers it, or of the address alone.
fn first_draft(wanted: Option<&Place>) -> ConnectionDraft {
    let Some(place) = wanted else { return ConnectionDraft::new(Provider::ALL[0]) };
    let known = storage::connections()
        .into_iter()
        .find(|known| known.same_bucket(place.provider, &place.region, &place.bucket));
    match known {
        Some(connection) => ConnectionDraft::of(&connection),
        None => ConnectionDraft {
            region: place.region.as_str().to_owned(),
            bucket: place.bucket.as_str().to_owned(),
            ..ConnectionDraft::new(place.provider)
        },
    }
}
