//! The screens. A page reads the route and the session, and puts parts together.

mod connect;
mod rules;

pub(crate) use connect::credentials::CredentialForm;
pub(crate) use connect::place::{PlaceIds, bucket_and_region};
pub(crate) use connect::trust::Trust;
pub(crate) use rules::chosen::hidden_words;
pub(crate) use rules::toolbar::FILTER;

use super::dom::{El, el};
use super::later;
use super::session::OpenRef;
use super::words::{fill, language, td_string};
use crate::app::app;
use crate::route::{Place, Route, Screen};

/// Which page is shown. A change of filter or sort is not a change of page, so the query of the
/// table is left out.
#[derive(Clone, PartialEq)]
enum Shown {
    Connect { wanted: Option<Place>, unknown: bool },
    Rules(Place),
    Create(Place),
    Rule(Place, String),
    Import(Place),
    Several(Place),
    Edit(Place, String),
    Copy(Place, String),
}

/// Puts the page that the address names into `main`; Connect in its place while credentials are
/// missing. Words are drawn once: a change of language draws the page again.
pub(crate) fn current_page(main: El) -> El {
    let (navigation, session) = (app().navigation, app().session);
    let shown = move || match navigation.route() {
        Route::Connect => Shown::Connect { wanted: None, unknown: false },
        Route::Unknown => Shown::Connect { wanted: None, unknown: true },
        Route::Bucket { place, screen } => match screen {
            _ if session.open_at(&place).is_none() => Shown::Connect { wanted: Some(place), unknown: false },
            Screen::Rules(_) => Shown::Rules(place),
            Screen::Create => Shown::Create(place),
            Screen::Import => Shown::Import(place),
            Screen::Several => Shown::Several(place),
            Screen::Rule { id, .. } => Shown::Rule(place, id),
            Screen::Edit { id } => Shown::Edit(place, id),
            Screen::Copy { id } => Shown::Copy(place, id),
        },
    };
    main.bind_one(
        // Words and times are drawn once: another language or zone draws the page again.
        move || Some((shown(), language(), app().preferences.with(|preferences| preferences.utc))),
        move |(shown, ..)| {
            let open = |place: &Place| session.open_at(place);
            let page = match shown {
                Shown::Connect { wanted, unknown } => Some(connect::page(wanted.as_ref(), *unknown)),
                Shown::Rules(place) => open(place).map(|open| rules::page(&open)),
                Shown::Create(place) => of_bucket(place, |to| to.create),
                Shown::Import(place) => of_bucket(place, |to| to.import),
                Shown::Several(place) => of_bucket(place, |to| to.several),
                Shown::Rule(place, id) => later_screen(place, id, |to| to.rule),
                Shown::Edit(place, id) => later_screen(place, id, |to| to.edit),
                Shown::Copy(place, id) => later_screen(place, id, |to| to.copy),
            };
            // `shown` names a bucket's screen only while its connection is open.
            page.unwrap_or_else(|| el("div"))
        },
    )
}

/// A later screen about a bucket, while it is open.
fn of_bucket(place: &Place, screen: fn(&later::Screens) -> fn(&OpenRef) -> El) -> Option<El> {
    let open = app().session.open_at(place)?;
    Some(later::place(move |screens| screen(screens)(&open)))
}

/// A later screen about one rule, while its bucket is open.
fn later_screen(place: &Place, id: &str, screen: fn(&later::Screens) -> later::OfRule) -> Option<El> {
    let (open, id) = (app().session.open_at(place)?, id.to_owned());
    Some(later::place(move |screens| screen(screens)(&open, &id)))
}

/// Says what part of the address was left out.
fn dropped_note() -> El {
    let i18n = language();
    let navigation = app().navigation;
    let names = move || Some(navigation.dropped().join(", ")).filter(|names| !names.is_empty());
    el("div").attr("role", "status").bind_one(names, move |names: &String| {
        el("p.note").text(&fill(td_string!(i18n, frame.dropped), &[("names", &names.as_str())]))
    })
}
