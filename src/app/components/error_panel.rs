//! A failed call in words: what, why, what next, and the provider's own answer behind it.

use leptos::prelude::{untrack, window};

use super::copy::{copy_button, copy_icon};
use super::icon::{Icon, icon};
use super::shown::shown;
use crate::app::app;
use crate::app::dom::{El, el};
use crate::app::later;
use crate::app::session::OpenRef;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::form::connection::foreign_host;
use crate::form::right_region::corrected;
use crate::model::Connection;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::service;
use crate::route::{Place, Route, Screen};
use crate::state::table::TableQuery;

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
    let actions: Vec<El> = right_region(error, connection).into_iter().chain(actions).collect();
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

/// The same bucket with the same credentials in the region that the error names.
fn right_region(error: &Error, connection: &Connection) -> Option<El> {
    let i18n = language();
    let right = corrected(connection, error)?;
    let wrong = untrack(|| app().session.open_at(&Place::of(connection)))?;
    let words = fill(td_string!(i18n, error.connect_in), &[("region", &right.region.as_str())]);
    let go = move || match foreign_host(&right).filter(|host| !app().session.trusts(host)) {
        None => go_there(&wrong, &right),
        Some(host) => {
            let (wrong, right) = (wrong.clone(), right.clone());
            later::run(move |screens| (screens.trust)(&wrong, right, host));
        }
    };
    Some(el("button.button primary").text(&words).on_click(go))
}

/// Opens a connection in the place of one to the wrong region, on the same screen.
pub(crate) fn go_there(wrong: &OpenRef, right: &Connection) {
    let (session, navigation) = (app().session, app().navigation);
    // Forgotten meanwhile, there is nothing to go on with.
    if !session.holds(wrong) {
        return;
    }
    // One that is open there already has credentials of its own. What is corrected always has an endpoint.
    let is_open = session.is_open_at(&Place::of(right));
    if !is_open && session.connect(right.clone(), wrong.client.credentials()).is_err() {
        return;
    }
    let screen = match untrack(|| navigation.route()) {
        Route::Bucket { screen, .. } => screen,
        _ => Screen::Rules(TableQuery::default()),
    };
    let there = Route::bucket(&Place::of(right), screen);
    navigation.open(&there);
    // Asked before a form is left, the person may have stayed.
    if untrack(|| navigation.route()) == there {
        session.drop_wrong(wrong);
    }
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
