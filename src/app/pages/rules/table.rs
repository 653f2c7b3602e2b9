//! The table itself: only the rows of the view page are in the document.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::Element;
use wasm_bindgen::JsCast as _;

use crate::app::app;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::status::status;
use crate::app::dom::{El, el};
use crate::app::later;
use crate::app::session::OpenRef;
use crate::app::signal::Derived;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;
use crate::model::rule::{Part, bucket_name};
use crate::route::{Place, Route, Screen};
use crate::state::preferences::Density;
use crate::state::selection::{Coverage, Selection};
use crate::state::table::{TableQuery, TableView};

/// The id of the link in a rule's row.
pub(super) fn row_id(id: &str) -> String {
    format!("rule-{id}")
}

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

/// A row, with all that it is drawn after: it is drawn again only when one of them changes.
#[derive(Clone, PartialEq)]
struct Row {
    rule: Rule,
    columns: Rc<[Part]>,
    /// Written by this console, and not in any list yet.
    unconfirmed: bool,
}

impl Table {
    /// The table, and under it the sentence that stands for missing rows.
    pub(super) fn draw(self) -> El {
        let preferences = app().preferences;
        let columns = Derived::new(move || preferences.with(|preferences| preferences.columns.clone()));
        let view = self.view;
        let (heads, rows, empty) = (self.clone(), self.clone(), self.clone());
        let head = el("thead")
            .bind_one(move || Some(columns.with(Vec::clone)), move |columns: &Vec<Part>| heads.head(columns));
        let drawn = self;
        let body = el("tbody").bind_each(
            move || rows.rows(&columns.with(|columns| Rc::from(columns.as_slice()))),
            |row: &Row| row.rule.id().to_owned(),
            move |row| drawn.row(row),
        );
        let table = el("table.table")
            .attr("aria-labelledby", "page-title")
            .bind_class("wrap", move || preferences.with(|preferences| preferences.wrap))
            .bind_class("compact", move || {
                preferences.with(|preferences| preferences.density == Density::Compact)
            })
            .child(head)
            .child(body);
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

    fn rows(&self, columns: &Rc<[Part]>) -> Vec<Row> {
        let listing = self.open.rules.listing();
        listing.with(|listing| {
            let row = |at: &usize| {
                let rule = listing.rules().get(*at)?.clone();
                let unconfirmed = listing.is_unconfirmed(rule.id());
                Some(Row { rule, columns: Rc::clone(columns), unconfirmed })
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
                let id = |at: &usize| listing.rules().get(*at).map(|rule| rule.id().to_owned());
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

    fn row(&self, row: &Row) -> El {
        let i18n = language();
        let Row { rule, columns, unconfirmed } = row;
        let place = &self.open.place;
        let cells = columns.iter().map(|column| cell(rule, *column, place, *unconfirmed));
        let id: Rc<str> = Rc::from(rule.id());
        let (query, selection) = (self.query, self.open.rules.selection());
        let (marked, chosen) = (Rc::clone(&id), Rc::clone(&id));
        let (details, clicked) = (self.on_details.clone(), self.on_details.clone());
        let label = fill(td_string!(i18n, select.one), &[("id", &id)]);
        let input = {
            let id = Rc::clone(&id);
            el("input")
                .attr("type", "checkbox")
                .attr("aria-label", &label)
                .bind_checked(move || selection.with(|selection| selection.contains(&chosen)))
                .on("change", move |_| selection.update(|selection| selection.toggle(&id)))
        };
        let shown = move || query.with(|query| query.details.as_deref() == Some(&*marked));
        let label = fill(td_string!(i18n, rules.details), &[("id", &id)]);
        let (of_button, of_row) = (Rc::clone(&id), id);
        let show = el("button.button quiet tiny")
            .id(&format!("details-{of_button}"))
            .attr("aria-label", &label)
            .attr("title", &label)
            .child(icon(Icon::Panel))
            .on_click(move || details(&of_button));
        let actions = el("td.row-actions").child(show).child(delete_button(rule, &self.open));
        el("tr")
            .bind_class("shown", shown)
            .child(el("td.select").child(el("label.tick").child(input)))
            .children(cells)
            .child(actions)
            .on("click", move |event| {
                let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                // A click on a control is the control's.
                let plain = target
                    .is_some_and(|target| target.closest("a, button, input, label").ok().flatten().is_none());
                if plain && !is_text_selected() {
                    clicked(&of_row);
                }
            })
    }
}

/// Whether the user has just marked some text, which is no click on the row.
fn is_text_selected() -> bool {
    let selected = window().get_selection().ok().flatten();
    selected.is_some_and(|selected| !selected.is_collapsed())
}

fn cell(rule: &Rule, column: Part, place: &Place, unconfirmed: bool) -> El {
    let i18n = language();
    let class = format!("column-{}", column.slug());
    let cell = |child: El| el("td").class(&class).child(child);
    match column {
        Part::Id => {
            let address = Route::bucket(place, Screen::rule(rule.id())).address();
            let link = cut("a", rule.id()).id(&row_id(rule.id())).attr("href", &address);
            let mark = unconfirmed.then(|| {
                let words = td_string!(i18n, rules.unconfirmed);
                el("span.mark").attr("title", td_string!(i18n, rules.unconfirmed_hint)).text(words)
            });
            el("th").class(&class).attr("scope", "row").child(link).children(mark)
        }
        Part::Enabled => cell(status(rule)),
        Part::Prefix if rule.text(column).is_empty() => {
            cell(el("span.quiet-text").text(td_string!(i18n, rules.whole_bucket)))
        }
        Part::Prefix => cell(cut("code", rule.text(column))),
        Part::Bucket => {
            let bucket = bucket_name(rule.text(column));
            cell(match rule.text(Part::DestinationPrefix) {
                "" => cut("code", bucket),
                prefix => cut("code", &format!("{bucket}/{prefix}")),
            })
        }
        Part::Fields => {
            let count = rule.entries(Part::Fields).chain(rule.entries(Part::MetadataFields)).count();
            el("td").class(&class).text(&count.to_string())
        }
        column => cell(cut("span", &words::value(i18n, rule, column).unwrap_or_default())),
    }
}

/// A text that is cut off when it is long; the whole of it is in the tooltip, beside the table and on the
/// rule's page.
fn cut(tag: &'static str, text: &str) -> El {
    el(tag).class("cut").attr("title", text).text(text)
}

fn delete_button(rule: &Rule, open: &OpenRef) -> El {
    let i18n = language();
    let label = fill(td_string!(i18n, rules.delete), &[("id", &rule.id())]);
    let (open, rule) = (open.clone(), rule.clone());
    el("button.button quiet tiny")
        .attr("aria-label", &label)
        .attr("title", &label)
        .child(icon(Icon::Bin))
        .on_click(move || {
            let (open, rule) = (open.clone(), rule.clone());
            later::run(move |screens| (screens.delete)(open, vec![rule], Box::new(|| {})));
        })
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
