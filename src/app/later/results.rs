//! Where the reports of a rule are.

use crate::app::components::copy::copy_button;
use crate::app::dom::{El, el};
use crate::app::words::{fill, language, td_string};
use crate::model::{Connection, Rule};
use crate::provider::service;

/// The folder of the reports, as the provider names it.
pub(super) fn results(rule: &Rule, connection: &Connection) -> El {
    let i18n = language();
    let path = service(connection.provider).capabilities().results_path(rule, connection.bucket.as_str());
    let label = fill(td_string!(i18n, rule.copy), &[("name", &path)]);
    el("div.results")
        .child(el("p").text(td_string!(i18n, results.lead)))
        .child(el("div.card-head").child(el("code").text(&path)).child(copy_button(path.clone(), &label)))
        .child(el("p.hint").text(td_string!(i18n, results.none)))
}
