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
pub(super) fn Policies(bucket: OpenBucket) -> impl IntoView {
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
        let open = move || match (provider, right) {
            (Provider::Oss, Right::Look) => "",
            (Provider::Oss, Right::Manage) => t_string!(i18n, doctor.open_oss_manage),
            (Provider::Oss, Right::Reports) => t_string!(i18n, doctor.open_oss_reports),
            (Provider::Cos, _) => t_string!(i18n, doctor.open_cos),
        };
        view! {
            <details class="code" open=right == Right::Look>
                <summary>
                    <strong>{name}</strong>
                </summary>
                <div class="fields">
                    <p class="hint">{open}</p>
                    <TextBlock name=move || name().to_owned() text/>
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
        let name = move || t_string!(i18n, doctor.role_rights).to_owned();
        view! { <TextBlock titled=true name text=text + "\n"/> }
    });
    view! {
        <div class="codes">
            <h2>{move || t_string!(i18n, doctor.role)}</h2>
            <p>{lead}</p>
            <TextBlock
                titled=true
                name=move || t_string!(i18n, doctor.role_trust).to_owned()
                text=role.trust + "\n"
            />
            {rights}
        </div>
    }
}
