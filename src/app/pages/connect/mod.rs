//! Choosing a bucket and giving credentials.

pub(crate) mod credentials;
mod own;
pub(crate) mod place;
mod presets;
mod settings;
pub(crate) mod trust;

use std::time::Duration;

use leptos::prelude::*;

use super::dropped_note;
use crate::app::app;
use crate::app::components::error_panel::alerts;
use crate::app::components::heading::heading;
use crate::app::deployment::Deployment;
use crate::app::dom::{El, after, el};
use crate::app::signal::Signal;
use crate::app::storage;
use crate::app::words::{fill, language, td_string};
use crate::form::connection::ConnectionDraft;
use crate::model::{Connection, Credentials, Provider};
use crate::route::{Place, Route};

/// How long the form waits for the site's configuration.
const PATIENCE: Duration = Duration::from_secs(1);

/// The page. `wanted` is the bucket of an address that waits for credentials; `unknown` says that
/// the address named no screen.
pub(super) fn page(wanted: Option<&Place>, unknown: bool) -> El {
    let i18n = language();
    let deployment = app().deployment;
    let (title, lead) = match wanted {
        Some(place) => (
            fill(td_string!(i18n, connect.title_to), &[("bucket", &place.bucket.as_str())]),
            td_string!(i18n, connect.lead_to),
        ),
        None => (td_string!(i18n, connect.title).to_owned(), td_string!(i18n, connect.lead)),
    };
    let draft = Signal::new(first_draft(wanted));
    let note = |words: &str| el("p.note").attr("role", "status").text(words);
    // The form stands under the site's connections: it would jump when they come. A slow site does not keep it away.
    let late = Signal::new(false);
    after(PATIENCE, move || {
        // The page may be gone by now.
        late.try_set(true);
    });
    let known =
        move || late.get() || deployment.with(|deployment| !matches!(deployment, Deployment::Reading));
    let all = wanted.is_none();
    let wanted = wanted.cloned();
    el("section.page connect")
        .child(dropped_note())
        .child(el("div.page-head").child(heading(&title)))
        .children(unknown.then(|| note(td_string!(i18n, frame.unknown_address))))
        .child(el("p.lead").text(lead))
        .child(alerts().bind_child(move || match deployment.get() {
            Deployment::Wrong(problem) => Some(settings::wrong(&problem)),
            _ => None,
        }))
        .bind_child(move || match deployment.get() {
            Deployment::Reading | Deployment::Wrong(_) => None,
            Deployment::Ready(config) => presets::presets(config, wanted.as_ref(), draft),
            Deployment::LeftAside => Some(settings::left_aside()),
        })
        .show_when(known, move || own::form(draft, all))
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

/// Opens a connection and goes to its rules, or back to the screen that waited for it.
fn enter() -> impl Fn(Connection, Credentials) + Copy + 'static {
    let (session, navigation) = (app().session, app().navigation);
    move |connection, credentials| {
        let place = Place::of(&connection);
        // A checked connection always has an endpoint: the draft and the configuration made sure.
        if session.connect(connection, credentials).is_err() {
            return;
        }
        match untrack(|| navigation.route()) {
            Route::Bucket { place: waiting, .. } if waiting == place => {}
            _ => navigation.open(&Route::rules(&place)),
        }
    }
}
