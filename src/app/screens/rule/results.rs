//! Where the reports of a rule are.

use leptos::prelude::*;

use crate::app::components::copy::CopyIcon;
use crate::app::components::shown::Shown;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;
use crate::export::folder::{Accounts, Folder};
use crate::model::Rule;
use crate::model::results::result_keys;
use crate::model::rule::{Part, bucket_name};

/// The keys of the reports, as the provider names them, and the ways to them.
#[component]
pub(super) fn Results(bucket: OpenBucket, rule: Signal<Rule>) -> impl IntoView {
    let i18n = use_i18n();
    let keys = move || rule.with(|rule| keys(i18n, bucket, rule));
    let row = |(name, value)| view! { <Key name value/> };
    let provider = bucket.place().provider.service_name();
    let address =
        move |accounts| rule.with(|rule| with_folder(bucket, rule, |folder| folder.in_console(accounts)));
    view! {
        <div class="results cards">
            <p>{move || t_string!(i18n, results.lead)}</p>
            <div class="form-actions">
                <a
                    class="button"
                    href=move || address(Accounts::Chinese)
                    target="_blank"
                    rel="noopener noreferrer"
                >
                    {move || t_string!(i18n, results.console, provider = provider)}
                </a>
                <a
                    class="button"
                    href=move || address(Accounts::International)
                    target="_blank"
                    rel="noopener noreferrer"
                >
                    {move || t_string!(i18n, results.console_international)}
                </a>
            </div>
            <dl>{move || keys().into_iter().map(row).collect_view()}</dl>
            <p class="hint">{move || t_string!(i18n, results.manifest_hint)}</p>
        </div>
    }
}

/// Looks at the folder of the reports.
fn with_folder(bucket: OpenBucket, rule: &Rule, look: impl FnOnce(Folder<'_>) -> String) -> String {
    let connection = bucket.connection();
    let keys = result_keys(rule, &connection.bucket, bucket.capabilities());
    let bucket = bucket_name(rule.text(Part::Bucket));
    look(Folder { connection: &connection, bucket, prefix: &keys.folder })
}

/// Each with its name, and the command that lists them.
fn keys(i18n: I18n, bucket: OpenBucket, rule: &Rule) -> Vec<(&'static str, String)> {
    let keys = result_keys(rule, &bucket.place().bucket, bucket.capabilities());
    let command = with_folder(bucket, rule, |folder| folder.command());
    let bucket = bucket_name(rule.text(Part::Bucket));
    let rows = [
        (t_string!(i18n, part.bucket), bucket.to_owned()),
        (t_string!(i18n, results.folder), keys.folder),
        (t_string!(i18n, results.manifest), keys.manifest),
        (t_string!(i18n, results.data), keys.data),
    ];
    let names = [t_string!(i18n, results.incremental_manifest), t_string!(i18n, results.incremental_data)];
    let incremental = keys.incremental.into_iter().flat_map(|keys| names.into_iter().zip(keys));
    let command = (t_string!(i18n, results.command), command);
    rows.into_iter().chain(incremental).chain([command]).collect()
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
