//! From the wrong region to the right one, where a refusal names it: the same bucket, credentials and screen.

use leptos::prelude::*;

use crate::app::components::button::{Button, Look};
use crate::app::i18n::{t, use_i18n};
use crate::app::services::connections::{Connections, use_connections};
use crate::app::services::dialogs::{Asks, Trusting, use_dialogs};
use crate::app::services::navigation::{Navigation, use_navigation};
use crate::app::services::open_bucket::OpenBucket;
use crate::form::connection::foreign_host;
use crate::model::Connection;
use crate::route::{Place, Route, Screen};
use crate::state::table::TableQuery;

/// The button that leads there. A host that is not the provider's is asked about first.
#[component]
pub(crate) fn RightRegion(
    /// The connection that led to the wrong region.
    wrong: OpenBucket,
    /// The same with the region that the refusal names.
    right: Connection,
) -> impl IntoView {
    let i18n = use_i18n();
    let (dialogs, correction) = (use_dialogs(), use_correction());
    let region = right.region.as_str().to_owned();
    let go = move || match foreign_host(&right).filter(|host| !correction.connections.trusts(host)) {
        None => correction.go_there(wrong, &right),
        Some(host) => dialogs.ask(Asks::Trust(Trusting { wrong, right: right.clone(), host })),
    };
    view! {
        <Button look=Look::Primary on_click=go>
            {t!(i18n, error.connect_in, region = region)}
        </Button>
    }
}

/// What it takes to correct a connection. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Correction {
    connections: Connections,
    navigation: Navigation,
}

/// What it takes to correct a connection.
pub(super) fn use_correction() -> Correction {
    Correction { connections: use_connections(), navigation: use_navigation() }
}

impl Correction {
    /// Notes the yes to a host, and goes there.
    pub(super) fn agreed(self, host: String, wrong: OpenBucket, right: &Connection) {
        self.connections.trust(host);
        self.go_there(wrong, right);
    }

    /// Opens a connection in the place of one to the wrong region, on the same screen.
    fn go_there(self, wrong: OpenBucket, right: &Connection) {
        let Correction { connections, navigation } = self;
        // Forgotten meanwhile, there is nothing to go on with.
        if !wrong.is_still_open() {
            return;
        }
        // One that is open there already has credentials of its own. What is corrected always has an endpoint.
        let is_open = connections.is_open_at(&Place::of(right));
        let credentials = wrong.client().credentials();
        if !is_open && connections.connect(right.clone(), credentials, wrong.given_by()).is_err() {
            return;
        }
        let screen = match navigation.route_untracked() {
            Route::Bucket { screen, .. } => screen,
            _ => Screen::Rules(TableQuery::default()),
        };
        let there = Route::bucket(&Place::of(right), screen);
        navigation.open(&there);
        // Asked before a form is left, the person may have stayed.
        if navigation.route_untracked() == there {
            connections.drop_wrong(wrong);
        }
    }
}
