//! The yes to a host that is not the provider's: before it is given, nothing that is signed goes there.

use leptos::prelude::*;

use crate::app::components::check::{Check, CheckKind};
use crate::app::i18n::{t, t_string, use_i18n};
use crate::app::services::connections::{Connections, use_connections};
use crate::form::connection::ConnectionDraft;
use crate::model::visible::marked;

/// What the user has said in one form. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Trust {
    connections: Connections,
    draft: RwSignal<ConnectionDraft>,
    /// The host to which the user said yes in this form.
    agreed: RwSignal<Option<String>>,
    /// Whether a yes was needed and missing.
    asked: RwSignal<bool>,
    /// The id of the question, for the focus.
    id: &'static str,
}

impl Trust {
    /// Nothing said yet.
    pub(super) fn new(draft: RwSignal<ConnectionDraft>, id: &'static str) -> Self {
        let (agreed, asked) = (RwSignal::new(None), RwSignal::new(false));
        Trust { connections: use_connections(), draft, agreed, asked, id }
    }

    /// The host of the draft that still needs a yes: not the provider's, and not trusted before in this tab.
    fn host_of(self, draft: &ConnectionDraft) -> Option<String> {
        draft.foreign_host().filter(|host| !self.connections.trusts(host))
    }

    /// Whether requests may go where the draft says; if not, the question says that it needs an answer.
    pub(super) fn agrees(self) -> bool {
        let host = self.draft.with_untracked(|draft| self.host_of(draft));
        let agrees = host.is_none() || host == self.agreed.get_untracked();
        self.asked.set(!agrees);
        agrees
    }

    /// Notes the yes for as long as the tab is open. Only after [`Trust::agrees`].
    pub(super) fn keep(self) {
        if let Some(host) = self.draft.with_untracked(|draft| self.host_of(draft)) {
            self.connections.trust(host);
        }
    }
}

/// The question, while there is one.
#[component]
pub(super) fn TrustQuestion(trust: Trust) -> impl IntoView {
    let host = Memo::new(move |_| trust.draft.with(|draft| trust.host_of(draft)));
    view! { <div>{move || host.get().map(|host| view! { <Question trust host/> })}</div> }
}

/// Names the host, and asks.
#[component]
fn Question(
    trust: Trust,
    /// The host that needs a yes.
    host: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let Trust { draft, agreed, asked, id, .. } = trust;
    let shown = marked(&host).into_owned();
    let named = {
        let shown = shown.clone();
        move || {
            let provider = draft.with(|draft| draft.provider.service_name());
            t_string!(i18n, connect.foreign, host = shown.as_str(), provider = provider)
        }
    };
    let trusted = host.clone();
    let agree = move |on: bool| {
        agreed.set(on.then(|| host.clone()));
        asked.set(false);
    };
    view! {
        <div class="trust" class:invalid=move || asked.get() id=id tabindex="-1">
            <p>{named}</p>
            <Check
                kind=CheckKind::Box
                name="trust"
                checked=move || agreed.with(|agreed| agreed.as_ref() == Some(&trusted))
                on_change=agree
            >
                <span>{t!(i18n, connect.foreign_yes, host = shown)}</span>
            </Check>
            <p class="problem" role="alert">
                {move || asked.get().then(|| t_string!(i18n, connect.foreign_needed))}
            </p>
        </div>
    }
}
