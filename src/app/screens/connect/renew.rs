//! New credentials for an open connection, over whatever screen is shown: it stays as it is.

use leptos::prelude::*;

use super::credentials::{CredentialForm, CredentialInputs, RENEWING};
use crate::app::components::alerts::{Alerts, ErrorFrame};
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::i18n::{I18n, t, t_string, use_i18n};
use crate::app::services::clock;
use crate::app::services::connections::{Connections, use_connections};
use crate::app::services::deployment::{fetch_credentials, use_deployment};
use crate::app::services::dialogs::Opened;
use crate::app::services::focus::focus;
use crate::app::services::here::use_here;
use crate::app::services::notices::{Notices, use_notices};
use crate::app::services::open_bucket::{GivenBy, OpenBucket};
use crate::app::words::use_words;
use crate::config::CredentialEndpoint;
use crate::form::connection::ConnectionDraft;
use crate::model::Credentials;

/// The dialog.
#[component]
pub(crate) fn RenewDialog(bucket: OpenBucket, opened: Opened) -> impl IntoView {
    view! {
        <Dialog
            open=opened.is_open()
            title_id="renew-title"
            on_close=move || opened.close()
        >
            <RenewForm bucket opened/>
        </Dialog>
    }
}

#[component]
fn RenewForm(bucket: OpenBucket, opened: Opened) -> impl IntoView {
    let i18n = use_i18n();
    let draft = RwSignal::new(ConnectionDraft::of(&bucket.connection()));
    let form = CredentialForm::new(RENEWING, draft);
    let (connections, notices) = (use_connections(), use_notices());
    let renewing = Renewing { i18n, connections, notices, bucket, opened };
    let place = bucket.place();
    let endpoint = use_deployment().credential_endpoint(place.provider);
    view! {
        <form
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                match form.check() {
                    Ok(credentials) => renewing.go_on(credentials, GivenBy::Person),
                    Err(problem) => focus(RENEWING.with_problem(problem)),
                }
            }
        >
            <h2 id="renew-title">{move || t_string!(i18n, renew.title)}</h2>
            <p>{t!(i18n, renew.lead, bucket = place.bucket.as_str().to_owned())}</p>
            {endpoint.map(|endpoint| view! { <FetchNew endpoint renewing/> })}
            <CredentialInputs form/>
            <div class="dialog-actions">
                <Button on_click=move || opened.close()>{move || t_string!(i18n, another.cancel)}</Button>
                <Button look=Look::Primary submit=true>{move || t_string!(i18n, renew.submit)}</Button>
            </div>
        </form>
    }
}

/// One click, where the site hands out credentials.
#[component]
fn FetchNew(
    /// Where they are handed out.
    endpoint: CredentialEndpoint,
    renewing: Renewing,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = use_words();
    let provider = renewing.bucket.place().provider;
    let here = use_here();
    let fetching = Action::new_local(move |endpoint: &CredentialEndpoint| {
        let endpoint = endpoint.clone();
        async move {
            let now = renewing.connections.provider_now(provider);
            match fetch_credentials(&endpoint, provider, now).await {
                // Closed, or forgotten, meanwhile.
                _ if here.is_gone() || !renewing.bucket.is_still_open() => {}
                Ok(credentials) => renewing.go_on(credentials, GivenBy::Site(clock::now())),
                Err(problem) => return Some(problem),
            }
            None
        }
    });
    let fetch = move || {
        fetching.clear();
        fetching.dispatch_local(endpoint.clone());
    };
    let outcome = fetching.value();
    view! {
        <div class="fields">
            <div>
                <Button
                    look=Look::Primary
                    id="renew-fetch"
                    inert=fetching.pending()
                    on_click=fetch
                >
                    {move || t_string!(i18n, renew.fetch)}
                </Button>
            </div>
            <Alerts>
                {move || {
                    let problem = outcome.get().flatten()?;
                    Some(view! { <ErrorFrame what=words.fetch_problem(&problem, provider)>""</ErrorFrame> })
                }}
            </Alerts>
        </div>
    }
}

/// How it goes on with new credentials. Cheap to copy.
#[derive(Clone, Copy)]
struct Renewing {
    i18n: I18n,
    connections: Connections,
    notices: Notices,
    bucket: OpenBucket,
    opened: Opened,
}

impl Renewing {
    fn go_on(self, credentials: Credentials, given_by: GivenBy) {
        let Renewing { i18n, connections, notices, bucket, opened } = self;
        // It may have been opened anew meanwhile, or be forgotten: then nothing goes on.
        match connections.at_untracked(&bucket.place()) {
            Some(now) => {
                connections.renew(now, credentials, given_by);
                notices.success(t_string!(i18n, renew.done).to_owned(), None);
            }
            None => notices.failure(t_string!(i18n, renew.forgotten).to_owned(), None),
        }
        opened.close();
    }
}
