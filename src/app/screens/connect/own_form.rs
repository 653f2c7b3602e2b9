//! Connecting with a bucket and credentials of one's own.

use leptos::prelude::*;

use super::advanced::{Advanced, ENDPOINT};
use super::credentials::{CONNECTING, CredentialForm, CredentialInputs};
use super::entrance::{Entrance, use_entrance};
use super::obtaining::HowToGet;
use super::place::{BucketAndRegion, PlaceIds};
use super::recent::RecentConnections;
use super::settings;
use super::trust::{Trust, TrustQuestion};
use crate::app::components::button::{Button, Look};
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::forms::PageForm;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::deployment::{Deployment, Site, use_deployment};
use crate::app::services::focus::focus;
use crate::app::services::open_bucket::GivenBy;
use crate::form::connection::{ConnectionDraft, ConnectionProblems};
use crate::form::credential_text::CredentialProblem;
use crate::model::{Provider, ReadSigning};

/// The ids of the fields for the bucket and its region.
const PLACE: PlaceIds = PlaceIds { bucket: "connect-bucket", region: "connect-region", regions: "regions" };

const TRUST: &str = "connect-trust";

/// What is typed, and what is wrong with it. Cheap to copy.
#[derive(Clone, Copy)]
struct Own {
    draft: RwSignal<ConnectionDraft>,
    problems: RwSignal<ConnectionProblems>,
    trust: Trust,
    credentials: CredentialForm,
    deployment: Deployment,
    entrance: Entrance,
}

/// The form.
#[component]
pub(super) fn OwnForm(
    draft: RwSignal<ConnectionDraft>,
    /// Whether any bucket may be chosen, and not the one of the address alone.
    is_open: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let own = Own {
        draft,
        problems: RwSignal::new(ConnectionProblems::default()),
        trust: Trust::new(draft, TRUST),
        credentials: CredentialForm::new(CONNECTING, draft).offering_places(PLACE.bucket),
        deployment: use_deployment(),
        entrance: use_entrance(),
    };
    let Own { problems, trust, credentials, .. } = own;
    view! {
        <PageForm class="own" on_send=move |()| own.submit()>
            <h2 class="own-title">{move || t_string!(i18n, connect.or_own)}</h2>
            <fieldset class="card">
                <legend>{move || t_string!(i18n, connect.bucket_section)}</legend>
                {is_open.then(|| view! { <RecentConnections draft/> })}
                <ProviderChoice draft is_open/>
                <BucketAndRegion ids=PLACE draft problems provider_is_open=true/>
                <Advanced draft problems/>
                <TrustQuestion trust/>
            </fieldset>
            <fieldset class="card">
                <legend>{move || t_string!(i18n, connect.credentials_section)}</legend>
                <CredentialInputs form=credentials/>
                <HowToGet draft/>
            </fieldset>
            <div class="form-actions">
                <Button look=Look::Primary submit=true>{move || t_string!(i18n, connect.submit)}</Button>
            </div>
        </PageForm>
    }
}

/// The cloud: to choose, or as the address names it.
#[component]
fn ProviderChoice(draft: RwSignal<ConnectionDraft>, is_open: bool) -> impl IntoView {
    let i18n = use_i18n();
    let provider = move || draft.with(|draft| draft.provider);
    if !is_open {
        return view! {
            <p class="provider-line">
                <span>{move || t_string!(i18n, connect.provider)}</span>
                <strong>{move || provider().service_name()}</strong>
            </p>
        }
        .into_any();
    }
    let choice = move |one: Provider| {
        view! {
            <Check
                kind=CheckKind::Radio
                name="provider"
                checked=move || provider() == one
                on_change=move |_| draft.update(|draft| draft.provider = one)
            >
                <span>{one.service_name()}</span>
            </Check>
        }
    };
    view! {
        <fieldset class="choice">
            <legend>{move || t_string!(i18n, connect.provider)}</legend>
            <div class="checks">{Provider::ALL.map(choice).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

impl Own {
    /// Checks everything; connects, or goes to the first problem.
    fn submit(self) {
        let Own { draft, problems, trust, credentials, deployment, entrance } = self;
        // What the site wants, such as how reads are signed, is not known.
        if deployment.state().with_untracked(|site| matches!(site, Site::Wrong(_))) {
            return focus(settings::PANEL);
        }
        let checked = draft.with_untracked(ConnectionDraft::check);
        let keys = credentials.check();
        problems.set(checked.as_ref().err().copied().unwrap_or_default());
        let agrees = trust.agrees();
        match (checked, keys) {
            (Ok(mut connection), Ok(keys)) if agrees => {
                if connection.reads == ReadSigning::Automatic {
                    connection.reads = deployment.default_reads();
                }
                trust.keep();
                entrance.enter(connection, keys, GivenBy::Person);
            }
            (checked, keys) => focus(first_problem(checked.err(), keys.err())),
        }
    }
}

/// The id of the top-most control with a problem.
fn first_problem(
    connection: Option<ConnectionProblems>,
    credentials: Option<CredentialProblem>,
) -> &'static str {
    let connection = connection.unwrap_or_default();
    if connection.bucket.is_some() {
        return PLACE.bucket;
    }
    if connection.region.is_some() {
        return PLACE.region;
    }
    if connection.endpoint.is_some() {
        return ENDPOINT;
    }
    credentials.map_or(TRUST, |problem| CONNECTING.with_problem(problem))
}
