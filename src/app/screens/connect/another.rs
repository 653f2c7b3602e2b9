//! Another bucket with the credentials of an open connection: only its name is asked for.

use leptos::prelude::*;

use super::place::{BucketAndRegion, PlaceIds};
use super::trust::{Trust, TrustQuestion};
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::i18n::{t, t_string, use_i18n};
use crate::app::services::connections::{Connections, use_connections};
use crate::app::services::dialogs::Opened;
use crate::app::services::focus::focus;
use crate::app::services::navigation::{Navigation, use_navigation};
use crate::app::services::open_bucket::OpenBucket;
use crate::form::connection::{ConnectionDraft, ConnectionProblems};
use crate::route::{Place, Route};

const PLACE: PlaceIds =
    PlaceIds { bucket: "another-bucket", region: "another-region", regions: "another-regions" };

const TRUST: &str = "another-trust";

/// The dialog, for whose credentials are used.
#[component]
pub(crate) fn AnotherDialog(
    /// Whose credentials are used.
    like: OpenBucket,
    opened: Opened,
) -> impl IntoView {
    view! {
        <Dialog
            open=opened.is_open()
            title_id="another-title"
            on_close=move || opened.close()
        >
            <AnotherForm like opened/>
        </Dialog>
    }
}

/// What is typed, and what is wrong with it. Cheap to copy.
#[derive(Clone, Copy)]
struct Another {
    like: OpenBucket,
    opened: Opened,
    draft: RwSignal<ConnectionDraft>,
    problems: RwSignal<ConnectionProblems>,
    trust: Trust,
    connections: Connections,
    navigation: Navigation,
}

#[component]
fn AnotherForm(
    /// Whose credentials are used.
    like: OpenBucket,
    opened: Opened,
) -> impl IntoView {
    let i18n = use_i18n();
    let of = like.connection();
    let draft = RwSignal::new(ConnectionDraft { bucket: String::new(), ..ConnectionDraft::of(&of) });
    let another = Another {
        like,
        opened,
        draft,
        problems: RwSignal::new(ConnectionProblems::default()),
        trust: Trust::new(draft, TRUST),
        connections: use_connections(),
        navigation: use_navigation(),
    };
    let Another { problems, trust, .. } = another;
    view! {
        <form
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                another.submit();
            }
        >
            <h2 id="another-title">{move || t_string!(i18n, another.title)}</h2>
            <p>{t!(i18n, another.lead, bucket = of.bucket.as_str().to_owned())}</p>
            <BucketAndRegion ids=PLACE draft problems provider_is_open=false/>
            <TrustQuestion trust/>
            <div class="dialog-actions">
                <Button on_click=move || opened.close()>{move || t_string!(i18n, another.cancel)}</Button>
                <Button look=Look::Primary submit=true>{move || t_string!(i18n, another.submit)}</Button>
            </div>
        </form>
    }
}

impl Another {
    /// Checks everything; opens the bucket, or goes to the first problem.
    fn submit(self) {
        let Another { like, opened, draft, problems, trust, connections, navigation } = self;
        match draft.with_untracked(ConnectionDraft::check) {
            Err(found) => {
                problems.set(found);
                focus(if found.bucket.is_some() { PLACE.bucket } else { PLACE.region });
            }
            // Forgotten meanwhile, they are not to be used again.
            Ok(_) if !like.is_still_open() => opened.close(),
            Ok(_) if !trust.agrees() => focus(TRUST),
            Ok(connection) => {
                trust.keep();
                let route = Route::rules(&Place::of(&connection));
                // A checked connection always has an endpoint.
                let credentials = like.client().credentials();
                if connections.connect(connection, credentials, like.given_by()).is_ok() {
                    opened.close();
                    navigation.open(&route);
                }
            }
        }
    }
}
