//! Filters above the table, and beside the heading what can be done.

use std::rc::Rc;

use leptos::prelude::*;

use super::facets::facets;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::menu;
use crate::app::dom::{El, el};
use crate::app::later::{self, OnFacet};
use crate::app::session::OpenRef;
use crate::app::signal::Derived;
use crate::app::words::{fill, language, td_string};
use crate::route::{Route, Screen};
use crate::state::table::{TableQuery, TableView};

/// The id of the field for the filter's text.
pub(crate) const FILTER: &str = "rules-filter";

/// What the toolbar shows and calls.
pub(super) struct Toolbar {
    /// The bucket.
    pub(super) open: OpenRef,
    /// The filters.
    pub(super) query: Derived<TableQuery>,
    /// The rows.
    pub(super) view: Derived<TableView>,
    /// Called with each change of the filter's text.
    pub(super) on_text: Box<dyn Fn(String)>,
    /// Called when a value is chosen or not any more.
    pub(super) on_facet: OnFacet,
}

impl Toolbar {
    /// The toolbar.
    pub(super) fn draw(self) -> El {
        let i18n = language();
        let (query, view, on_text) = (self.query, self.view, self.on_text);
        let matches = move || {
            let words =
                || fill(td_string!(i18n, rules.matches), &[("count", &view.with(|view| view.matches))]);
            if query.with(TableQuery::is_filtered) { words() } else { String::new() }
        };
        let input = el("input")
            .id(FILTER)
            .attr("type", "search")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr("placeholder", td_string!(i18n, rules.filter_hint))
            .bind_value(move || query.with(|query| query.text.clone()))
            .on_input(on_text);
        let label = el("label.visually-hidden").attr("for", FILTER).text(td_string!(i18n, rules.filter));
        let filter = el("div.filter").child(label).child(icon(Icon::Search)).child(input);
        el("div.toolbar")
            .child(filter)
            .child(facets(&self.open, query, &self.on_facet))
            .child(el("span.visually-hidden").attr("role", "status").bind_text(matches))
    }
}

/// What can be done in this bucket; `on_compare` is called to compare what is chosen.
pub(super) fn buttons(open: OpenRef, on_compare: Rc<dyn Fn()>) -> El {
    let i18n = language();
    let rules = open.rules;
    let to = |screen: Screen| Route::bucket(&open.place, screen).address();
    let create = el("a.button primary")
        .attr("href", &to(Screen::Create))
        .child(icon(Icon::Plus))
        .text(td_string!(i18n, rules.create));
    let import = el("a.button").attr("href", &to(Screen::Import)).text(td_string!(i18n, import.open));
    let label = td_string!(i18n, preferences.open);
    let preferences = el("button.button quiet")
        .attr("aria-label", label)
        .attr("title", label)
        .child(icon(Icon::Gear))
        .on_click(|| later::run(|screens| (screens.preferences)()));
    let label = menu::label("button").text(td_string!(i18n, select.actions)).child(icon(Icon::Down));
    let acting = open.clone();
    let actions = menu::menu(label, move || {
        let (open, on_compare) = (acting.clone(), Rc::clone(&on_compare));
        later::place(move |screens| (screens.actions)(&open, &on_compare))
    });
    let words = move || {
        if rules.is_reading() { td_string!(i18n, rules.refreshing) } else { td_string!(i18n, rules.refresh) }
            .to_owned()
    };
    let refresh = el("button.button")
        .bind_disabled(move || rules.is_reading())
        .child(icon(Icon::Refresh))
        .bind_text(words)
        .on_click(move || {
            if !untrack(|| rules.is_reading()) {
                rules.refresh(&open);
            }
        });
    el("div.toolbar-actions").child(refresh).child(actions).child(import).child(create).child(preferences)
}
