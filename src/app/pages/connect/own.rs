//! Connecting with a bucket and credentials of one's own.

use leptos::prelude::*;
use leptos::web_sys::Event;

use super::credentials::CredentialForm;
use super::enter;
use super::place::{PlaceIds, bucket_and_region, leave};
use super::settings;
use super::trust::Trust;
use crate::app::app;
use crate::app::components::field::Field;
use crate::app::components::inputs::{Typed, check, select, text_field};
use crate::app::deployment::{Deployment, default_reads};
use crate::app::dom::{El, el, focus};
use crate::app::signal::Signal;
use crate::app::words::{language, td_string};
use crate::app::{storage, words};
use crate::form::connection::{ConnectionDraft, ConnectionProblems};
use crate::form::credential_text::CredentialProblem;
use crate::model::{Connection, Provider, ReadSigning, SignatureVersion};
use crate::provider::service;

/// The ids of the fields for the bucket and its region.
const PLACE: PlaceIds = PlaceIds { bucket: "connect-bucket", region: "connect-region", regions: "regions" };

const TRUST: &str = "connect-trust";

/// What is typed about the bucket, and what is wrong with it. Cheap to copy.
#[derive(Clone, Copy)]
struct Own {
    draft: Signal<ConnectionDraft>,
    problems: Signal<ConnectionProblems>,
    trust: Trust,
}

/// The form. `recent` offers the connections of before.
pub(super) fn form(draft: Signal<ConnectionDraft>, recent: bool) -> El {
    let i18n = language();
    let own =
        Own { draft, problems: Signal::new(ConnectionProblems::default()), trust: Trust::new(draft, TRUST) };
    let credentials = CredentialForm::new(draft).offering_places(PLACE.bucket);
    let bucket = el("fieldset.card")
        .child(el("legend").text(td_string!(i18n, connect.bucket_section)))
        .children(if recent { recent_connections(draft) } else { None })
        .child(provider_choice(draft, recent))
        .child(bucket_and_region(PLACE, draft, own.problems, true))
        .child(own.advanced())
        .child(own.trust.draw());
    let keys = el("fieldset.card")
        .child(el("legend").text(td_string!(i18n, connect.credentials_section)))
        .child(credentials.draw());
    let submit = el("button.button primary").attr("type", "submit").text(td_string!(i18n, connect.submit));
    el("form.own")
        .attr("novalidate", "")
        .child(el("h2.own-title").text(td_string!(i18n, connect.or_own)))
        .child(bucket)
        .child(keys)
        .child(el("div.form-actions").child(submit))
        .on("submit", own.submit(credentials))
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
        return "connect-endpoint";
    }
    match credentials {
        None => TRUST,
        Some(CredentialProblem::NoSecret | CredentialProblem::Characters) => "connect-secret",
        Some(CredentialProblem::NoToken) => "connect-token",
        Some(CredentialProblem::Expired) => "connect-expiration",
        Some(_) => "connect-key-id",
    }
}

/// Connections of before, to fill the form with.
fn recent_connections(draft: Signal<ConnectionDraft>) -> Option<El> {
    let i18n = language();
    let item = |connection: Connection| {
        let name = format!("{} · {}", connection.bucket.as_str(), connection.region.as_str());
        let fill = move || {
            draft.set(ConnectionDraft::of(&connection));
            focus("connect-paste");
        };
        el("li").child(el("button.button small").text(&name).on_click(fill))
    };
    let known = storage::connections();
    (!known.is_empty()).then(|| {
        el("div.recent")
            .child(el("h3").text(td_string!(i18n, connect.recent)))
            .child(el("ul").children(known.into_iter().map(item)))
    })
}

/// The cloud: to choose, or as the address names it.
fn provider_choice(draft: Signal<ConnectionDraft>, open: bool) -> El {
    let i18n = language();
    let provider = move || draft.with(|draft| draft.provider);
    if !open {
        return el("p.provider-line")
            .child(el("span").text(td_string!(i18n, connect.provider)))
            .child(el("strong").text(untrack(provider).service_name()));
    }
    let choices = Provider::ALL.into_iter().map(|one| {
        let choose = move |_| draft.update(|draft| draft.provider = one);
        check("radio", "provider", el("span").text(one.service_name()), move || provider() == one, choose)
    });
    el("fieldset.choice")
        .child(el("legend").text(td_string!(i18n, connect.provider)))
        .child(el("div.checks").children(choices))
}

/// V4 or V1, where there are two.
fn signature(draft: Signal<ConnectionDraft>) -> El {
    let i18n = language();
    let choices = [SignatureVersion::Current, SignatureVersion::Older];
    let names = [td_string!(i18n, connect.signature_current), td_string!(i18n, connect.signature_older)];
    let chosen = move || draft.with(|draft| usize::from(draft.signature == SignatureVersion::Older));
    let control = select(names.map(str::to_owned), chosen, move |at| {
        draft.update(|draft| draft.signature = choices.get(at).copied().unwrap_or_default());
    });
    Field::new("connect-signature", td_string!(i18n, connect.signature)).around(control)
}

impl Own {
    /// Checks everything; connects, or goes to the first problem.
    fn submit(self, credentials: CredentialForm) -> impl Fn(Event) {
        let deployment = app().deployment;
        let enter = enter();
        move |event| {
            event.prevent_default();
            // What the site wants, such as how reads are signed, is not known.
            if deployment.with_untracked(|deployment| matches!(deployment, Deployment::Wrong(_))) {
                return focus(settings::PANEL);
            }
            let checked = self.draft.with_untracked(ConnectionDraft::check);
            let provider = self.draft.with_untracked(|draft| draft.provider);
            let now = app().session.provider_now(provider);
            let keys = credentials.fields.with_untracked(|fields| fields.credentials(provider, now));
            self.problems.set(checked.as_ref().err().copied().unwrap_or_default());
            credentials.problem.set(keys.as_ref().err().copied());
            let agrees = self.trust.agrees();
            match (checked, keys) {
                (Ok(mut connection), Ok(keys)) if agrees => {
                    if connection.reads == ReadSigning::Automatic {
                        connection.reads = deployment.with_untracked(default_reads);
                    }
                    self.trust.keep();
                    enter(connection, keys);
                }
                (checked, keys) => focus(first_problem(checked.err(), keys.err())),
            }
        }
    }

    fn advanced(self) -> El {
        let i18n = language();
        let Own { draft, problems, .. } = self;
        let needed = move || {
            let plain = |draft: &ConnectionDraft| {
                draft.endpoint.is_empty()
                    && draft.reads == ReadSigning::Automatic
                    && draft.signature == SignatureVersion::Current
            };
            draft.with(|draft| !plain(draft)) || problems.with(|problems| problems.endpoint.is_some())
        };
        let endpoint = Field::new("connect-endpoint", td_string!(i18n, connect.endpoint))
            .optional()
            .hint(td_string!(i18n, connect.endpoint_hint))
            .problem(move || problems.with(|p| p.endpoint).map(|p| words::endpoint_problem(i18n, p)));
        let typed = Typed {
            value: Box::new(move || draft.with(|draft| draft.endpoint.clone())),
            on_input: Box::new(move |text| {
                draft.update(|draft| draft.endpoint = text);
                problems.update(|problems| problems.endpoint = None);
            }),
            on_leave: leave(draft, problems, |_| true, |problems, found| problems.endpoint = found.endpoint),
        };
        let choices = [ReadSigning::Automatic, ReadSigning::Query, ReadSigning::Header];
        let names = [
            td_string!(i18n, connect.reads_auto),
            td_string!(i18n, connect.reads_query),
            td_string!(i18n, connect.reads_header),
        ];
        let reads = select(
            names.map(str::to_owned),
            move || {
                draft.with(|draft| choices.iter().position(|reads| *reads == draft.reads).unwrap_or_default())
            },
            move |at| draft.update(|draft| draft.reads = choices.get(at).copied().unwrap_or_default()),
        );
        let older = move || draft.with(|draft| service(draft.provider).capabilities().older_signature);
        el("details.advanced")
            .open_when(needed)
            .child(el("summary").text(td_string!(i18n, connect.advanced)))
            .child(text_field(endpoint, typed))
            .child(Field::new("connect-reads", td_string!(i18n, connect.reads)).around(reads))
            .show_when(older, move || signature(draft))
    }
}
