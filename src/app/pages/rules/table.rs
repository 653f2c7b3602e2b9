//! The table itself: only the rows of the view page are in the document.

use std::rc::Rc;

use leptos::prelude::*;

use super::row::{Row, Rows, tell_what_is_cut};
use crate::app::app;
use crate::app::components::icon::{Icon, icon};
use crate::app::dom::{El, el};
use crate::app::session::OpenRef;
use crate::app::signal::Derived;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::model::rule::Part;
use crate::route::{Place, Route, Screen};
use crate::state::preferences::Density;
use crate::state::selection::{Coverage, Selection};
use crate::state::table::{TableQuery, TableView};

/// What the table shows and calls.
#[derive(Clone)]
pub(super) struct Table {
    /// The bucket.
    pub(super) open: OpenRef,
    /// Which rows.
    pub(super) view: Derived<TableView>,
    /// In which order, through which filter.
    pub(super) query: Derived<TableQuery>,
    /// Called with a column to sort by.
    pub(super) on_sort: Rc<dyn Fn(Part)>,
    /// Called with the id of a rule to show beside the table.
    pub(super) on_details: Rc<dyn Fn(&str)>,
    /// Called to take every filter away.
    pub(super) on_clear: Rc<dyn Fn()>,
}

impl Table {
    /// The table, and under it the sentence that stands for missing rows.
    pub(super) fn draw(self) -> El {
        let preferences = app().preferences;
        let columns = Derived::new(move || preferences.with(|preferences| preferences.columns.clone()));
        let view = self.view;
        let (heads, bodies, empty) = (self.clone(), self.clone(), self);
        let now = move || Some(columns.with(Vec::clone));
        let table = el("table.table")
            .attr("aria-labelledby", "page-title")
            .bind_class("wrap", move || preferences.with(|preferences| preferences.wrap))
            .bind_class("compact", move || {
                preferences.with(|preferences| preferences.density == Density::Compact)
            })
            .bind_one(now, move |columns| el("thead").child(heads.head(columns)))
            .bind_one(now, move |columns| bodies.body(columns));
        let nothing = move || {
            let (matches, loaded) = view.with(|view| (view.matches, view.loaded));
            (matches == 0).then_some(loaded)
        };
        el("div")
            .child(
                el("div.table-box")
                    .id("rules-table")
                    .attr("tabindex", "-1")
                    .bind_class("no-rows", move || view.with(|view| view.matches == 0))
                    .child(table),
            )
            .bind_one(nothing, move |loaded: &usize| match loaded {
                0 => no_rules(&empty.open.place),
                _ => no_match(*loaded, Rc::clone(&empty.on_clear)),
            })
    }

    /// The rows of the view page.
    fn body(&self, columns: &[Part]) -> El {
        let table = self.clone();
        let rows = Rows::new(&self.open, columns, self.query, &self.on_details);
        el("tbody")
            .bind_rows(move || table.rows(), |row| row.key(), move |row| rows.draw(row))
            .on("mouseover", |event| tell_what_is_cut(&event))
    }

    fn rows(&self) -> Vec<Rc<Row>> {
        let listing = self.open.rules.listing();
        listing.with(|listing| {
            let row = |at: &usize| {
                let rule = listing.rules().get(*at)?.clone();
                let unconfirmed = listing.is_unconfirmed(rule.id());
                Some(Rc::new(Row { rule, unconfirmed, at: *at }))
            };
            self.view.with(|view| view.rows.iter().filter_map(row).collect())
        })
    }

    fn head(&self, columns: &[Part]) -> El {
        let i18n = language();
        let actions = el("th")
            .attr("scope", "col")
            .child(el("span.visually-hidden").text(td_string!(i18n, rules.actions)));
        let headers = columns.iter().map(|column| self.header(*column));
        el("tr").child(self.select_all()).children(headers).child(actions)
    }

    /// The box that chooses every match, whichever view page it is on.
    fn select_all(&self) -> El {
        let i18n = language();
        let (view, rules) = (self.view, self.open.rules);
        let matching = move || {
            rules.listing().with(|listing| {
                // A rule without an id cannot be asked for: nothing can be done with it.
                let id = |at: &usize| listing.rules().get(*at).map(|rule| rule.id().to_owned());
                let id = |at: &usize| id(at).filter(|id| !id.is_empty());
                view.with(|view| view.matching.iter().filter_map(id).collect::<Vec<_>>())
            })
        };
        let chosen = Derived::new(move || {
            // At each key in the filter: nothing is copied while nothing is chosen.
            if rules.selection().with(Selection::is_empty) {
                return Coverage::None;
            }
            let matching = matching();
            rules.selection().with(|selection| selection.state_of(&mut matching.iter().map(String::as_str)))
        });
        let label = move || {
            let count = view.with(|view| view.matches);
            Some(fill(td_string!(i18n, select.all), &[("count", &count)]))
        };
        let choose = move |event| {
            let (ids, on) = (untrack(matching), event_target_checked(&event));
            rules.selection().update(|selection| selection.set_many(&mut ids.iter().map(String::as_str), on));
        };
        let input = el("input")
            .attr("type", "checkbox")
            .bind_attr("aria-label", label)
            .bind_checked(move || chosen.with(|chosen| *chosen == Coverage::All))
            .bind_mixed(move || chosen.with(|chosen| *chosen == Coverage::Some))
            .on("change", choose);
        el("th.select").attr("scope", "col").child(el("label.tick").child(input))
    }

    /// A column's name, with which the table is sorted.
    fn header(&self, column: Part) -> El {
        let i18n = language();
        let (query, on_sort) = (self.query, Rc::clone(&self.on_sort));
        let descending = move || {
            query.with(|query| query.sort.filter(|sort| sort.column == column).map(|sort| sort.descending))
        };
        let aria_sort =
            move || descending().map(|down| if down { "descending" } else { "ascending" }.to_owned());
        let mark = move || descending().map_or("", |down| if down { "▼" } else { "▲" }).to_owned();
        let button = el("button")
            .text(words::column(i18n, column))
            .child(el("span.sort-mark").attr("aria-hidden", "true").bind_text(mark))
            .on_click(move || on_sort(column));
        el("th")
            .class(&format!("column-{}", column.slug()))
            .attr("scope", "col")
            .bind_attr("aria-sort", aria_sort)
            .child(button)
    }
}

fn no_rules(place: &Place) -> El {
    let i18n = language();
    let create = el("a.button primary")
        .attr("href", &Route::bucket(place, Screen::Create).address())
        .child(icon(Icon::Plus))
        .text(td_string!(i18n, rules.create_first));
    el("div.nothing")
        .child(el("h2").text(td_string!(i18n, rules.empty_title)))
        .child(el("p").text(td_string!(i18n, rules.empty_text)))
        .child(create)
}

fn no_match(loaded: usize, on_clear: Rc<dyn Fn()>) -> El {
    let i18n = language();
    let words = fill(td_string!(i18n, rules.none_text), &[("total", &loaded)]);
    let clear = el("button.button").text(td_string!(i18n, rules.clear_filter)).on_click(move || on_clear());
    el("div.nothing")
        .child(el("h2").text(td_string!(i18n, rules.none_title)))
        .child(el("p").text(&words))
        .child(clear)
}
