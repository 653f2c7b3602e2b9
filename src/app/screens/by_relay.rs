//! From a direct way that the browser refuses to the site's relay, on the same screen and with the same credentials.
//!
//! Nothing goes there by itself: the relay sees the token and the signed requests, as any host does that is not the
//! provider's, so that the button which names it is the person's yes. What was to be written is not sent again by it:
//! the same button as before does that, and looks at the state first, as ever.

use leptos::prelude::*;

use crate::app::components::button::Button;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::connections::use_connections;
use crate::app::services::deployment::use_deployment;
use crate::app::services::focus::{after_drawing, focus};
use crate::app::services::open_bucket::OpenBucket;
use crate::form::relay::offered;
use crate::model::Endpoint;
use crate::provider::error::Error;

/// The id of what is said once the relay is taken, for the focus.
const TAKEN: &str = "relay-taken";

/// Names the relay, and the button to go by it; nothing where the site has none or the error is another one.
#[component]
pub(super) fn ByRelay(
    error: Error,
    /// Whose call it was.
    bucket: OpenBucket,
    /// Reads again what was not read.
    again: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let connections = use_connections();
    let relay = use_deployment().relay()?;
    let connection = bucket.connection();
    let relayed = offered(&connection, &error, &relay)?;
    let address = relay.relay().unwrap_or_default().to_owned();
    let host = connection.provider.default_host(&connection.region, &connection.bucket);
    let yes = Endpoint::of_connection(&relayed).ok()?.authority;
    let (taken, waits) = (RwSignal::new(false), RwSignal::new(false));
    let offer = move || t_string!(i18n, error.relay_offer, relay = address.as_str(), host = host.as_str());
    let go = move || {
        // Half of it by one way and half by another could leave a rule nowhere.
        waits.set(bucket.client().is_at_work());
        if waits.get_untracked() {
            return;
        }
        connections.trust(yes.clone());
        if bucket.client().go_by(relayed.clone()).is_err() {
            return;
        }
        match again {
            Some(again) => again.run(()),
            None => {
                taken.set(true);
                after_drawing(|| focus(TAKEN));
            }
        }
    };
    Some(view! {
        <div class="fields">
            <p>{offer}</p>
            <p role="status" class="quiet-text">
                {move || if waits.get() { t_string!(i18n, error.relay_waits) } else { "" }}
            </p>
            {move || match taken.get() {
                true => {
                    view! { <p id=TAKEN tabindex="-1">{move || t_string!(i18n, error.relay_taken)}</p> }.into_any()
                }
                false => {
                    let go = go.clone();
                    view! {
                        <div class="error-actions">
                            <Button on_click=go>{move || t_string!(i18n, error.use_relay)}</Button>
                        </div>
                    }
                    .into_any()
                }
            }}
        </div>
    })
}
