//! Whose buckets rules are taken to, and with whose credentials.

use leptos::prelude::*;

use crate::app::components::check::{Check, CheckKind, Select};
use crate::app::components::field::{Field, Tied};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::connections::Connections;
use crate::app::services::open_bucket::OpenBucket;
use crate::form::targets::line_of;
use crate::model::{Capabilities, Provider};
use crate::provider::service;
use crate::route::Route;
use crate::state::kept_plan::KeptPlan;

/// The side that rules are taken to. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Side {
    /// Whose rules they are.
    pub(super) own: Provider,
    /// Whose buckets they are taken to.
    pub(super) provider: RwSignal<Provider>,
    /// The open connections that can lend their credentials; within one provider it is that of the rules.
    pub(super) lenders: Memo<Vec<OpenBucket>>,
    /// The one that does.
    pub(super) lender: Memo<Option<OpenBucket>>,
    /// The line of the one that was chosen.
    pub(super) lent_by: RwSignal<String>,
}

impl Side {
    /// The side of the rules, or the one that the tab has kept.
    pub(super) fn new(bucket: OpenBucket, connections: Connections, kept: &KeptPlan) -> Self {
        let own = bucket.place().provider;
        let provider = RwSignal::new(kept.provider.unwrap_or(own));
        let lent_by = RwSignal::new(kept.lender.clone());
        let lenders = Memo::new(move |_| match provider.get() {
            provider if provider == own => vec![bucket],
            provider => connections.with_all(|open| {
                open.iter().copied().filter(|one| one.place().provider == provider).collect()
            }),
        });
        let lender = Memo::new(move |_| {
            lenders.with(|lenders| {
                let is_chosen = |one: &&OpenBucket| lent_by.with(|line| line_of(&one.connection()) == *line);
                lenders.iter().find(is_chosen).or(lenders.first()).copied()
            })
        });
        Side { own, provider, lenders, lender, lent_by }
    }

    /// Whether it is another provider's.
    pub(super) fn crosses(self) -> bool {
        self.provider.get() != self.own
    }

    /// What the provider of the buckets can do.
    pub(super) fn capabilities(self) -> &'static Capabilities {
        service(self.provider.get()).capabilities()
    }
}

/// The choice of the provider, and of the credentials where there are several.
#[component]
pub(super) fn SideChoice(
    side: Side,
    /// Called when somebody goes to connect to a bucket that can lend its credentials.
    #[prop(into)]
    on_step_out: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let choice = move |provider: Provider| {
        view! {
            <Check
                kind=CheckKind::Radio
                name="many-side"
                checked=move || side.provider.get() == provider
                on_change=move |_| side.provider.set(provider)
            >
                <span>{provider.service_name()}</span>
            </Check>
        }
    };
    view! {
        <fieldset class="choice">
            <legend>{move || t_string!(i18n, many.to_buckets_of)}</legend>
            <div class="checks">{Provider::ALL.into_iter().map(choice).collect_view()}</div>
        </fieldset>
        {move || side.crosses().then(|| view! { <Lender side on_step_out/> })}
    }
}

/// Whose credentials reach another provider's buckets, or the way to some.
#[component]
fn Lender(side: Side, on_step_out: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let provider = move || side.provider.get().service_name();
    let connect = move || {
        view! {
            <div class="note">
                <p>{move || t_string!(i18n, many.no_lender, provider = provider())}</p>
                <a href=Route::Connect.address() on:click=move |_| on_step_out.run(())>
                    {move || t_string!(i18n, many.to_lender, provider = provider())}
                </a>
            </div>
        }
        .into_any()
    };
    move || match side.lenders.get().as_slice() {
        [] => connect(),
        [one] => {
            let name = one.place().bucket.as_str().to_owned();
            view! { <p class="hint">{move || t_string!(i18n, many.lent_by, bucket = name.as_str())}</p> }
                .into_any()
        }
        several => view! { <LenderChoice side lenders=several.to_vec()/> }.into_any(),
    }
}

/// One of several open connections.
#[component]
fn LenderChoice(side: Side, lenders: Vec<OpenBucket>) -> impl IntoView {
    let i18n = use_i18n();
    let tied = Tied::new("many-lender", Signal::stored(None));
    let choices: Vec<Signal<String>> =
        lenders.iter().map(|one| Signal::stored(line_of(&one.connection()))).collect();
    let lenders = StoredValue::new(lenders);
    let chosen = move || {
        let lender = side.lender.get();
        lenders.with_value(|lenders| lenders.iter().position(|one| Some(*one) == lender)).unwrap_or_default()
    };
    let choose = move |at: usize| {
        let line = lenders.with_value(|lenders| lenders.get(at).map(|one| line_of(&one.connection())));
        side.lent_by.set(line.unwrap_or_default());
    };
    view! {
        <Field tied=tied.clone() label=Signal::derive(move || t_string!(i18n, many.lenders).to_owned())>
            <Select tied choices chosen on_change=choose/>
        </Field>
    }
}
