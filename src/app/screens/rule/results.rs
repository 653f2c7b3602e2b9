//! Where the reports of a rule are.

use leptos::prelude::*;

use crate::app::components::copy::CopyIcon;
use crate::app::components::shown::Shown;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;
use crate::model::Rule;
use crate::model::results::result_keys;
use crate::model::rule::{Part, bucket_name};

/// The keys of the reports, as the provider names them.
#[component]
pub(super) fn Results(bucket: OpenBucket, rule: Signal<Rule>) -> impl IntoView {
    let i18n = use_i18n();
    let keys = move || rule.with(|rule| keys(i18n, bucket, rule));
    let row = |(name, value)| view! { <Key name value/> };
    view! {
        <div class="results cards">
            <p>{move || t_string!(i18n, results.lead)}</p>
            <dl>{move || keys().into_iter().map(row).collect_view()}</dl>
            <p class="hint">{move || t_string!(i18n, results.manifest_hint)}</p>
        </div>
    }
}

/// Each with its name.
fn keys(i18n: I18n, bucket: OpenBucket, rule: &Rule) -> Vec<(&'static str, String)> {
    let keys = result_keys(rule, &bucket.place().bucket, bucket.capabilities());
    let bucket = bucket_name(rule.text(Part::Bucket));
    let rows = [
        (t_string!(i18n, part.bucket), bucket.to_owned()),
        (t_string!(i18n, results.folder), keys.folder),
        (t_string!(i18n, results.manifest), keys.manifest),
        (t_string!(i18n, results.data), keys.data),
    ];
    let names = [t_string!(i18n, results.incremental_manifest), t_string!(i18n, results.incremental_data)];
    let incremental = keys.incremental.into_iter().flat_map(|keys| names.into_iter().zip(keys));
    rows.into_iter().chain(incremental).collect()
}

#[component]
fn Key(
    /// What it is the key of.
    name: &'static str,
    /// The key.
    value: String,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                <code>
                    <Shown name=value.clone()/>
                </code>
                " "
                <CopyIcon text=value label=move || t_string!(i18n, rule.copy, name = name)/>
            </dd>
        </div>
    }
}
