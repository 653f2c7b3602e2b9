//! From the wrong region to the right one, where a refusal names it: the same bucket, credentials and screen.

use leptos::prelude::untrack;

use super::dom::{El, el};
use super::session::OpenRef;
use super::words::{fill, language, td_string};
use super::{app, later};
use crate::form::connection::foreign_host;
use crate::form::right_region::corrected;
use crate::model::Connection;
use crate::provider::error::Error;
use crate::route::{Place, Route, Screen};
use crate::state::table::TableQuery;

/// The button that leads there, if the error names the region.
pub(crate) fn way(error: &Error, connection: &Connection) -> Option<El> {
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
