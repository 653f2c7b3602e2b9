//! A failed call in words: what, why, what next, and the provider's own answer behind it.

use leptos::prelude::window;

use super::copy::{copy_button, copy_icon};
use super::icon::{Icon, icon};
use super::shown::shown;
use crate::app::dom::{El, el};
use crate::app::right_region;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::model::Connection;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::service;

/// An error of a call over `connection`. What can be done about it stands in `actions`.
pub(crate) fn error_panel(error: &Error, connection: &Connection, actions: Vec<El>) -> El {
    let i18n = language();
    let service = service(connection.provider);
    let [what, cause, next] = words::error(i18n, error, connection);
    let cors = (error.kind == ErrorKind::NoResponse).then(|| {
        let page = window().location().origin().unwrap_or_default();
        cors_rule(service.cors_rule(&page))
    });
    // The best way out comes first.
    let actions: Vec<El> = right_region::way(error, connection).into_iter().chain(actions).collect();
    let help = error.answer.as_ref().and_then(|answer| service.help_page(answer)).map(|page| {
        el("a")
            .attr("href", &page)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .text(td_string!(i18n, error.doc))
    });
    panel(&what)
        .child(el("p").text(&cause))
        .child(el("p.error-next").text(&next))
        .children(cors)
        .children((!actions.is_empty()).then(|| el("div.error-actions").children(actions)))
        .children(answer(error))
        .children(help)
}

/// A place for errors to come. It is in the page before they are: only then are they heard wherever the page is read out.
pub(crate) fn alerts() -> El {
    el("div.alerts").attr("role", "alert")
}

/// The frame of an error with its first sentence. It stands among [`alerts`].
pub(crate) fn panel(what: &str) -> El {
    el("div.error-panel").child(el("p.error-what").child(icon(Icon::Alert)).text(" ").text(what))
}

/// The provider's own words: status, code, message and request id.
fn answer(error: &Error) -> Option<El> {
    let i18n = language();
    let answer = error.answer.as_deref().cloned().unwrap_or_default();
    let rows = [
        (td_string!(i18n, error.status), error.status.map(|status| status.to_string()).unwrap_or_default()),
        (td_string!(i18n, error.code), answer.code),
        (td_string!(i18n, error.ec), answer.ec),
        (td_string!(i18n, error.message), answer.message),
        (td_string!(i18n, error.request_id), answer.request_id),
    ];
    let rows: Vec<El> = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| {
            let label = fill(td_string!(i18n, rule.copy), &[("name", &name)]);
            let value = shown(el("dd"), &value).text(" ").child(copy_icon(value.clone(), &label));
            el("div").child(el("dt").text(name)).child(value)
        })
        .collect();
    (!rows.is_empty()).then(|| el("dl.answer").children(rows))
}

/// The CORS rule that this site needs on the bucket.
fn cors_rule(rule: String) -> El {
    let i18n = language();
    el("details.cors-rule")
        .attr("open", "")
        .child(el("summary").text(td_string!(i18n, error.cors_rule)))
        .child(el("pre").attr("tabindex", "0").text(&rule))
        .child(copy_button(rule, td_string!(i18n, error.copy_cors)))
}
