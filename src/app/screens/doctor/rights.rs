//! The smallest policies, and the role in whose name a provider writes reports.

use leptos::prelude::*;

use super::text_block::TextBlock;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;
use crate::export::access::policy::{Right, policy, service_role};
use crate::export::access::{Destination, destinations};
use crate::model::Provider;

/// Where the rules that were read write.
fn places(bucket: OpenBucket) -> Vec<Destination> {
    bucket.rules.listing().with_untracked(|listing| destinations(listing.rules()))
}

/// A policy for each thing that somebody may want to do.
#[component]
pub(super) fn Policies(
    bucket: OpenBucket,
    /// Whether the smallest is open to begin with.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (connection, places) = (bucket.connection(), places(bucket));
    let provider = connection.provider;
    let lead = move || match provider {
        Provider::Oss => t_string!(i18n, doctor.rights_lead_oss),
        Provider::Cos => t_string!(i18n, doctor.rights_lead_cos),
    };
    let one = move |right| {
        let text = policy(right, &connection, &places) + "\n";
        let name = move || match right {
            Right::Look => t_string!(i18n, doctor.right_look),
            Right::Manage => t_string!(i18n, doctor.right_manage),
            Right::Reports => t_string!(i18n, doctor.right_reports),
        };
        let copy = move || match right {
            Right::Look => t_string!(i18n, doctor.copy_look),
            Right::Manage => t_string!(i18n, doctor.copy_manage),
            Right::Reports => t_string!(i18n, doctor.copy_reports),
        };
        let doubts = move || match (provider, right) {
            (Provider::Oss, Right::Look) => "",
            (Provider::Oss, Right::Manage) => t_string!(i18n, doctor.open_oss_manage),
            (Provider::Oss, Right::Reports) => t_string!(i18n, doctor.open_oss_reports),
            (Provider::Cos, _) => t_string!(i18n, doctor.open_cos),
        };
        view! {
            <details class="code" open=open && right == Right::Look>
                <summary>
                    <strong>{name}</strong>
                </summary>
                <div class="fields">
                    <p class="hint">{doubts}</p>
                    <TextBlock copy text/>
                </div>
            </details>
        }
    };
    view! {
        <div class="codes">
            <h2>{move || t_string!(i18n, doctor.rights)}</h2>
            <p>{lead}</p>
            {Right::ALL.map(one).collect_view()}
        </div>
    }
}

/// The service role.
#[component]
pub(super) fn Role(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    let provider = bucket.place().provider;
    let role = service_role(provider, &places(bucket));
    let lead = move || match provider {
        Provider::Oss => t_string!(i18n, doctor.role_lead_oss),
        Provider::Cos => t_string!(i18n, doctor.role_lead_cos),
    };
    let rights = role.rights.map(|text| {
        view! {
            <OneText
                name=move || t_string!(i18n, doctor.role_rights)
                copy=move || t_string!(i18n, doctor.copy_role_rights)
                text
            />
        }
    });
    view! {
        <div class="codes">
            <h2>{move || t_string!(i18n, doctor.role)}</h2>
            <p>{lead}</p>
            <OneText
                name=move || t_string!(i18n, doctor.role_trust)
                copy=move || t_string!(i18n, doctor.copy_trust)
                text=role.trust
            />
            {rights}
        </div>
    }
}

/// A text that is folded away.
#[component]
fn OneText(
    #[prop(into)] name: Signal<String>,
    /// What its button says.
    #[prop(into)]
    copy: Signal<String>,
    text: String,
) -> impl IntoView {
    view! {
        <details class="code">
            <summary>
                <strong>{move || name.get()}</strong>
            </summary>
            <TextBlock copy text=text + "\n"/>
        </details>
    }
}
