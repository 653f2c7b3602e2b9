//! Where the reports of a rule are.

use crate::app::components::copy::copy_icon;
use crate::app::components::shown::shown;
use crate::app::dom::{El, el};
use crate::app::words::{fill, language, td_string};
use crate::model::results::result_keys;
use crate::model::rule::{Part, bucket_name};
use crate::model::{Connection, Rule};
use crate::provider::service;

/// The keys of the reports, as the provider names them.
pub(super) fn results(rule: &Rule, connection: &Connection) -> El {
    let i18n = language();
    let keys = result_keys(rule, &connection.bucket, service(connection.provider).capabilities());
    let bucket = bucket_name(rule.text(Part::Bucket));
    let rows = [
        (td_string!(i18n, part.bucket), bucket.to_owned()),
        (td_string!(i18n, results.folder), keys.folder),
        (td_string!(i18n, results.manifest), keys.manifest),
        (td_string!(i18n, results.data), keys.data),
    ];
    let names = [td_string!(i18n, results.incremental_manifest), td_string!(i18n, results.incremental_data)];
    let incremental = keys.incremental.into_iter().flat_map(|keys| names.into_iter().zip(keys));
    let rows = rows.into_iter().chain(incremental);
    let row = |(name, value): (&str, String)| {
        let label = fill(td_string!(i18n, rule.copy), &[("name", &name)]);
        let copy = copy_icon(value.clone(), &label);
        el("div")
            .child(el("dt").text(name))
            .child(el("dd").child(shown(el("code"), &value)).text(" ").child(copy))
    };
    el("div.results cards")
        .child(el("p").text(td_string!(i18n, results.lead)))
        .child(el("dl").children(rows.map(row)))
        .child(el("p.hint").text(td_string!(i18n, results.manifest_hint)))
}
