//! The credential fields: pasted whole or typed one by one. What is typed stays in memory.

mod fields;
mod offers;
mod paste;

use leptos::prelude::*;

use crate::app::services::connections::{Connections, use_connections};
use crate::app::services::credential_reader;
use crate::form::connection::ConnectionDraft;
use crate::form::credential_text::CredentialProblem::{Characters, Expired, NoSecret, NoToken};
use crate::form::credential_text::{CredentialFields, CredentialProblem};
use crate::model::{Credentials, Provider};
use fields::OneByOne;
use paste::{Paste, PasteBox};

/// The ids of the fields: others in each form, because one can be opened over the other.
#[derive(Clone, Copy)]
pub(super) struct CredentialIds {
    pub(super) paste: &'static str,
    key_id: &'static str,
    secret: &'static str,
    token: &'static str,
    expiration: &'static str,
}

/// In the form of the start page.
pub(super) const CONNECTING: CredentialIds = CredentialIds {
    paste: "connect-paste",
    key_id: "connect-key-id",
    secret: "connect-secret",
    token: "connect-token",
    expiration: "connect-expiration",
};

/// In the dialog that renews.
pub(super) const RENEWING: CredentialIds = CredentialIds {
    paste: "renew-paste",
    key_id: "renew-key-id",
    secret: "renew-secret",
    token: "renew-token",
    expiration: "renew-expiration",
};

impl CredentialIds {
    /// The field at which a problem is told.
    pub(super) fn with_problem(self, problem: CredentialProblem) -> &'static str {
        match problem {
            NoSecret | Characters => self.secret,
            NoToken => self.token,
            Expired => self.expiration,
            _ => self.key_id,
        }
    }
}

/// What is typed, and what is wrong with it after an attempt. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct CredentialForm {
    ids: CredentialIds,
    connections: Connections,
    /// Whose credentials are wanted.
    draft: RwSignal<ConnectionDraft>,
    /// What is typed.
    fields: RwSignal<CredentialFields>,
    /// What is wrong with it as a whole.
    problem: RwSignal<Option<CredentialProblem>>,
    paste: Paste,
    /// The field for the bucket, where the place that a text names can be used.
    bucket: Option<&'static str>,
}

impl CredentialForm {
    /// Nothing typed yet.
    pub(super) fn new(ids: CredentialIds, draft: RwSignal<ConnectionDraft>) -> Self {
        credential_reader::fetch_ahead();
        CredentialForm {
            ids,
            connections: use_connections(),
            draft,
            fields: RwSignal::new(CredentialFields::default()),
            problem: RwSignal::new(None),
            paste: Paste::new(),
            bucket: None,
        }
    }

    /// With bucket, region and endpoint of a pasted text on offer, for the form that this field is of.
    pub(super) fn offering_places(self, bucket: &'static str) -> Self {
        CredentialForm { bucket: Some(bucket), ..self }
    }

    /// The credentials, if what is typed makes some that can work; if not, the fields say why.
    pub(super) fn check(self) -> Result<Credentials, CredentialProblem> {
        let provider = self.draft.with_untracked(|draft| draft.provider);
        let now = self.connections.provider_now(provider);
        let checked = self.fields.with_untracked(|fields| fields.credentials(provider, now));
        self.problem.set(checked.as_ref().err().copied());
        checked
    }

    /// Whose credentials are wanted.
    fn provider(self) -> Provider {
        self.draft.with(|draft| draft.provider)
    }
}

/// The paste box and the four fields, by the provider's names.
#[component]
pub(super) fn CredentialInputs(form: CredentialForm) -> impl IntoView {
    let provider = Memo::new(move |_| form.provider());
    view! {
        <div class="fields">
            <PasteBox form/>
            {move || view! { <OneByOne form names=provider.get().credential_names()/> }}
        </div>
    }
}
