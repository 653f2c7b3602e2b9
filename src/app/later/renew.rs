//! New credentials for an open connection, over whatever screen is shown: it stays as it is.

use leptos::prelude::*;
use leptos::web_sys::Event;

use super::dialog::{self, Dialog};
use crate::app::components::error_panel::{alerts, panel};
use crate::app::deployment::{Deployment, FetchProblem, fetch_credentials};
use crate::app::dom::{El, el, focus, spawn};
use crate::app::pages::CredentialForm;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::app::{app, words};
use crate::config::CredentialEndpoint;
use crate::form::connection::ConnectionDraft;
use crate::model::Credentials;

/// Opens the dialog; only one at a time.
pub(super) fn open(open: &OpenRef) {
    if document().get_element_by_id("renew-title").is_some() {
        return;
    }
    let open = open.clone();
    let endpoint = endpoint(&open);
    let first = if endpoint.is_some() { "renew-fetch" } else { "connect-paste" };
    dialog::open(
        "renew-title",
        first,
        || {},
        move |dialog| {
            let i18n = language();
            let draft = Signal::new(ConnectionDraft::of(open.client.connection()));
            let form = CredentialForm::new(draft);
            let lead = fill(td_string!(i18n, renew.lead), &[("bucket", &open.place.bucket.as_str())]);
            let closing = dialog.clone();
            let cancel =
                el("button.button").text(td_string!(i18n, another.cancel)).on_click(move || closing.close());
            let submit =
                el("button.button primary").attr("type", "submit").text(td_string!(i18n, renew.submit));
            let fetched = endpoint.map(|endpoint| fetching(open.clone(), endpoint, dialog.clone()));
            let dialog = dialog.clone();
            let provider = open.place.provider;
            let session = app().session;
            let renew = move |event: Event| {
                event.prevent_default();
                let typed = form
                    .fields
                    .with_untracked(|fields| fields.credentials(provider, session.provider_now(provider)));
                match typed {
                    Ok(credentials) => go_on(&open, credentials, &dialog),
                    Err(problem) => {
                        form.problem.set(Some(problem));
                        focus("connect-paste");
                    }
                }
            };
            el("form")
                .attr("novalidate", "")
                .child(el("h2").id("renew-title").text(td_string!(i18n, renew.title)))
                .child(el("p").text(&lead))
                .children(fetched)
                .child(form.draw())
                .child(el("div.dialog-actions").child(cancel).child(submit))
                .on("submit", renew)
        },
    );
}

fn go_on(open: &OpenRef, credentials: Credentials, dialog: &Dialog) {
    let i18n = language();
    // It may have been opened anew meanwhile, or be forgotten: then nothing goes on.
    match app().session.open_at(&open.place) {
        Some(now) => {
            app().session.renew(&now, credentials);
            app().notices.success(td_string!(i18n, renew.done).to_owned(), None);
        }
        None => app().notices.failure(td_string!(i18n, renew.forgotten).to_owned(), None),
    }
    dialog.close();
}

/// Where the site hands out credentials of this provider.
fn endpoint(open: &OpenRef) -> Option<CredentialEndpoint> {
    app().deployment.with_untracked(|deployment| match deployment {
        Deployment::Ready(config) => config.credential_endpoint(open.place.provider).cloned(),
        _ => None,
    })
}

/// One click, where the site hands out credentials.
fn fetching(open: OpenRef, endpoint: CredentialEndpoint, dialog: Dialog) -> El {
    let i18n = language();
    let provider = open.place.provider;
    let failure = Signal::new(None::<FetchProblem>);
    let busy = Signal::new(false);
    let fetch = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let (open, endpoint, dialog) = (open.clone(), endpoint.clone(), dialog.clone());
        spawn(async move {
            let answer = fetch_credentials(&endpoint, provider).await;
            // Closed, or forgotten, meanwhile.
            if busy.try_set(false).is_some() || !app().session.holds(&open) {
                return;
            }
            match answer {
                Ok(credentials) => go_on(&open, credentials, &dialog),
                Err(problem) => failure.set(Some(problem)),
            }
        });
    };
    let button = el("button.button primary")
        .id("renew-fetch")
        .bind_disabled(move || busy.get())
        .text(td_string!(i18n, renew.fetch))
        .on_click(fetch);
    let failed = move || failure.get().map(|problem| panel(&words::fetch_problem(i18n, &problem, provider)));
    el("div.fields").child(el("div").child(button)).child(alerts().bind_child(failed))
}
