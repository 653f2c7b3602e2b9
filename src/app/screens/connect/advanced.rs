//! What few connections need: another endpoint, and how requests are signed.

use leptos::prelude::*;

use super::place::check_on_leave;
use crate::app::components::check::{Check, CheckKind, Select};
use crate::app::components::field::{Field, Tied, blocking};
use crate::app::components::fold::Fold;
use crate::app::components::inputs::TextField;
use crate::app::components::when::When;
use crate::app::i18n::{t, t_string, use_i18n};
use crate::app::services::deployment::use_deployment;
use crate::app::words::use_words;
use crate::form::connection::{ConnectionDraft, ConnectionProblems};
use crate::model::{ReadSigning, SignatureVersion};
use crate::provider::service;

/// The id of the field for the endpoint.
pub(super) const ENDPOINT: &str = "connect-endpoint";

const READS: [ReadSigning; 3] = [ReadSigning::Automatic, ReadSigning::Query, ReadSigning::Header];

const SIGNATURES: [SignatureVersion; 2] = [SignatureVersion::Current, SignatureVersion::Older];

/// The fields, folded away until one of them is needed.
#[component]
pub(super) fn Advanced(
    draft: RwSignal<ConnectionDraft>,
    problems: RwSignal<ConnectionProblems>,
) -> impl IntoView {
    let i18n = use_i18n();
    let needed =
        move || draft.with(|draft| !is_plain(draft)) || problems.with(|problems| problems.endpoint.is_some());
    let older = move || draft.with(|draft| service(draft.provider).capabilities().older_signature);
    view! {
        <Fold label=move || t_string!(i18n, connect.advanced) needed>
            <RelayChoice draft problems/>
            <EndpointField draft problems/>
            <ReadsField draft/>
            <When when=older><SignatureField draft/></When>
        </Fold>
    }
}

/// Whether a draft says nothing of what stands here.
fn is_plain(draft: &ConnectionDraft) -> bool {
    draft.endpoint.is_empty()
        && draft.reads == ReadSigning::Automatic
        && draft.signature == SignatureVersion::Current
}

/// By the site's relay, where it has one.
#[component]
fn RelayChoice(draft: RwSignal<ConnectionDraft>, problems: RwSignal<ConnectionProblems>) -> impl IntoView {
    let i18n = use_i18n();
    let relay = use_deployment().relay()?;
    let address = relay.relay().unwrap_or_default().to_owned();
    let template = relay.as_str().to_owned();
    let chosen = template.clone();
    let choose = move |on: bool| {
        draft.update(|draft| draft.endpoint = if on { chosen.clone() } else { String::new() });
        problems.update(|problems| problems.endpoint = None);
    };
    Some(view! {
        <Check
            kind=CheckKind::Box
            name="relay"
            checked=move || draft.with(|draft| draft.endpoint.trim() == template)
            on_change=choose
        >
            <span>{t!(i18n, connect.by_relay, relay = address)}</span>
        </Check>
    })
}

/// Where requests go, when not to the provider's own host.
#[component]
fn EndpointField(draft: RwSignal<ConnectionDraft>, problems: RwSignal<ConnectionProblems>) -> impl IntoView {
    let i18n = use_i18n();
    let words = use_words();
    let problem = move || problems.with(|found| found.endpoint).map(|found| words.endpoint_problem(found));
    let type_in = move |text| {
        draft.update(|draft| draft.endpoint = text);
        problems.update(|problems| problems.endpoint = None);
    };
    view! {
        <TextField
            id=ENDPOINT
            label=move || t_string!(i18n, connect.endpoint)
            optional=true
            hint=move || t_string!(i18n, connect.endpoint_hint).to_owned()
            finding=blocking(Signal::derive(problem))
            value=move || draft.with(|draft| draft.endpoint.clone())
            on_input=type_in
            on_leave=check_on_leave(draft, problems, |_| true, |problems, found| {
                problems.endpoint = found.endpoint;
            })
        />
    }
}

/// How reads are signed.
#[component]
fn ReadsField(draft: RwSignal<ConnectionDraft>) -> impl IntoView {
    let i18n = use_i18n();
    let tied = Tied::new("connect-reads", Signal::stored(None));
    let choices = vec![
        Signal::derive(move || t_string!(i18n, connect.reads_auto).to_owned()),
        Signal::derive(move || t_string!(i18n, connect.reads_query).to_owned()),
        Signal::derive(move || t_string!(i18n, connect.reads_header).to_owned()),
    ];
    let chosen =
        move || draft.with(|draft| READS.iter().position(|reads| *reads == draft.reads).unwrap_or_default());
    let choose = move |at: usize| {
        draft.update(|draft| draft.reads = READS.get(at).copied().unwrap_or_default());
    };
    view! {
        <Field tied=tied.clone() label=move || t_string!(i18n, connect.reads)>
            <Select tied choices chosen on_change=choose/>
        </Field>
    }
}

/// V4 or V1, where there are two.
#[component]
fn SignatureField(draft: RwSignal<ConnectionDraft>) -> impl IntoView {
    let i18n = use_i18n();
    let tied = Tied::new("connect-signature", Signal::stored(None));
    let choices = vec![
        Signal::derive(move || t_string!(i18n, connect.signature_current).to_owned()),
        Signal::derive(move || t_string!(i18n, connect.signature_older).to_owned()),
    ];
    let chosen = move || draft.with(|draft| usize::from(draft.signature == SignatureVersion::Older));
    let choose = move |at: usize| {
        draft.update(|draft| draft.signature = SIGNATURES.get(at).copied().unwrap_or_default());
    };
    view! {
        <Field tied=tied.clone() label=move || t_string!(i18n, connect.signature)>
            <Select tied choices chosen on_change=choose/>
        </Field>
    }
}
