//! The screens. A page reads the route and the session, and puts parts together.

mod connect;
mod deletion;
mod form;
mod interrupted;
mod rule;
mod rules;

use std::cell::Cell;

use leptos::prelude::*;

use super::dom::{El, after_drawing, el, focus};
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
    Like(Place, String, form::Purpose),
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
            // The screen for rules from files is still to come; the table stands in its place.
            Screen::Rules(_) | Screen::Import => Shown::Rules(place),
            Screen::Create => Shown::Create(place),
            Screen::Rule { id, .. } => Shown::Rule(place, id),
            Screen::Edit { id } => Shown::Like(place, id, form::Purpose::Edit),
            Screen::Copy { id } => Shown::Like(place, id, form::Purpose::Copy),
        },
    };
    let first = Cell::new(true);
    main.bind_one(
        move || Some((shown(), language())),
        move |(shown, _)| {
            // The first screen leaves the focus where the browser puts it.
            if !first.replace(false) {
                after_drawing(|| focus("page-title"));
            }
            let page = match shown {
                Shown::Connect { wanted, unknown } => Some(connect::page(wanted.as_ref(), *unknown)),
                Shown::Rules(place) => session.open_at(place).map(rules::page),
                Shown::Create(place) => {
                    session.open_at(place).map(|open| form::page(&open, form::Purpose::Create, None))
                }
                Shown::Rule(place, id) => session.open_at(place).map(|open| rule::page(open, id)),
                Shown::Like(place, id, purpose) => {
                    let purpose = *purpose;
                    session.open_at(place).map(|open| {
                        let form = open.clone();
                        rule::read_rule(&open, id, move |stored| {
                            // The heading that takes the focus comes with the form.
                            after_drawing(|| focus("page-title"));
                            form::page(&form, purpose, Some(stored.clone()))
                        })
                    })
                }
            };
            // `shown` names a bucket's screen only while its connection is open.
            page.unwrap_or_else(|| el("div"))
        },
    )
}

/// The page's one `h1`, which takes the focus when the screen changes; names the tab, too.
fn heading(text: &str) -> El {
    document().set_title(&format!("{text} · Stocktake"));
    el("h1").id("page-title").attr("tabindex", "-1").text(text)
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
