//! What is wrong with the site's `config.json`.

use crate::app::components::error_panel::{alerts, panel};
use crate::app::dom::{El, el};
use crate::app::words::{fill, language, td_string};
use crate::config::ConfigProblem;

/// Says what is wrong, and who can mend it.
pub(super) fn wrong_config(problem: &ConfigProblem) -> El {
    let i18n = language();
    let panel = panel(td_string!(i18n, connect.config_wrong))
        .child(el("p").text(&said(problem)))
        .child(el("p.error-next").text(td_string!(i18n, connect.config_next)));
    alerts().child(panel)
}

fn said(problem: &ConfigProblem) -> String {
    let i18n = language();
    match problem {
        ConfigProblem::TooLarge => td_string!(i18n, connect.config_too_large).to_string(),
        ConfigProblem::Form(words) => fill(td_string!(i18n, connect.config_form), &[("words", words)]),
        ConfigProblem::NotAnObject => td_string!(i18n, connect.config_object).to_owned(),
        ConfigProblem::UnknownKey(key) => fill(td_string!(i18n, connect.config_unknown), &[("key", key)]),
        ConfigProblem::Value(key) => fill(td_string!(i18n, connect.config_value), &[("key", key)]),
        ConfigProblem::Missing(key) => fill(td_string!(i18n, connect.config_missing), &[("key", key)]),
        ConfigProblem::Connection { name, key } => {
            fill(td_string!(i18n, connect.config_connection), &[("name", &name), ("key", key)])
        }
    }
}
