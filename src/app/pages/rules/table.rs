//! The table itself: only the rows of the view page are in the document.

use std::rc::Rc;

use crate::app::components::delete_dialog::Doomed;
use crate::app::components::icon::{Icon, icon};
use crate::app::dom::{El, el};
use crate::app::session::OpenRef;
use crate::app::signal::{Derived, Signal};
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;
use crate::model::rule::{Part, bucket_name};
use crate::route::{Place, Route, Screen};
use crate::state::table::{COLUMNS, TableQuery, TableView};

/// The id of the link in a rule's row.
pub(super) fn row_id(id: &str) -> String {
    format!("rule-{id}")
}

/// What the table shows.
#[derive(Clone, Copy)]
pub(super) struct Table {
    /// Which rows.
    pub(super) view: Derived<TableView>,
    /// In which order, through which filter.
    pub(super) query: Derived<TableQuery>,
    /// Takes the rule whose deletion is asked for.
    pub(super) doomed: Signal<Option<Doomed>>,
}

impl Table {
    /// The table, and under it the sentence that stands for missing rows.
    pub(super) fn draw(
        self,
        open: &OpenRef,
        on_sort: impl Fn(Part) + Copy + 'static,
        on_clear: impl Fn() + Copy + 'static,
    ) -> El {
        let i18n = language();
        let listing = open.rules.listing();
        let place = open.place.clone();
        let Table { view, query, doomed } = self;
        let rows = move || {
            let rule = |at: &usize| listing.with(|listing| listing.rules().get(*at).cloned());
            view.with(|view| view.rows.iter().filter_map(rule).collect())
        };
        let actions = el("th")
            .attr("scope", "col")
            .child(el("span.visually-hidden").text(td_string!(i18n, rules.actions)));
        let headers = COLUMNS.into_iter().map(|column| header(column, query, on_sort));
        let head = el("thead").child(el("tr").children(headers).child(actions));
        let body = el("tbody").bind_each(
            rows,
            |rule: &Rule| rule.id().to_owned(),
            move |rule| row(rule, &place, doomed),
        );
        let table = el("table.table").attr("aria-labelledby", "page-title").child(head).child(body);
        let empty = move || {
            let (matches, loaded) = view.with(|view| (view.matches, view.loaded));
            (matches == 0).then(|| (loaded, query.with(|query| query.text.clone())))
        };
        el("div")
            .child(
                el("div.table-box")
                    .id("rules-table")
                    .attr("tabindex", "-1")
                    .bind_class("no-rows", move || view.with(|view| view.matches == 0))
                    .child(table),
            )
            .bind_one(empty, move |(loaded, text): &(usize, String)| match loaded {
                0 => no_rules(),
                _ => no_match(*loaded, text, on_clear),
            })
    }
}

/// A column's name, with which the table is sorted.
fn header(column: Part, query: Derived<TableQuery>, on_sort: impl Fn(Part) + 'static) -> El {
    let i18n = language();
    let descending = move || {
        query.with(|query| query.sort.filter(|sort| sort.column == column).map(|sort| sort.descending))
    };
    let aria_sort = move || descending().map(|down| if down { "descending" } else { "ascending" }.to_owned());
    let mark = move || descending().map_or("", |down| if down { "▼" } else { "▲" }.trim()).to_owned();
    let button = el("button")
        .text(name(i18n, column))
        .child(el("span.sort-mark").attr("aria-hidden", "true").bind_text(mark))
        .on_click(move || on_sort(column));
    el("th")
        .class(&format!("column-{}", column.slug()))
        .attr("scope", "col")
        .bind_attr("aria-sort", aria_sort)
        .child(button)
}

fn name(i18n: words::Words, column: Part) -> &'static str {
    match column {
        Part::Bucket => td_string!(i18n, rules.destination),
        Part::Fields => td_string!(i18n, rules.fields),
        column => words::part(i18n, column),
    }
}

fn row(rule: &Rule, place: &Place, doomed: Signal<Option<Doomed>>) -> El {
    let cells = COLUMNS.into_iter().map(|column| cell(rule, column, place));
    el("tr").children(cells).child(el("td.row-actions").child(delete_button(rule, doomed)))
}

fn cell(rule: &Rule, column: Part, place: &Place) -> El {
    let i18n = language();
    let class = format!("column-{}", column.slug());
    let cell = |child: El| el("td").class(&class).child(child);
    match column {
        Part::Id => {
            let address = Route::bucket(place, Screen::rule(rule.id())).address();
            let link = cut("a", rule.id()).id(&row_id(rule.id())).attr("href", &address);
            el("th").class(&class).attr("scope", "row").child(link)
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
        column => el("td").class(&class).text(&words::value(i18n, rule, column).unwrap_or_default()),
    }
}

/// A text that is cut off when it is long; the whole of it is in the tooltip and on the rule's page.
fn cut(tag: &'static str, text: &str) -> El {
    el(tag).class("cut").attr("title", text).text(text)
}

fn delete_button(rule: &Rule, doomed: Signal<Option<Doomed>>) -> El {
    let i18n = language();
    let label = fill(td_string!(i18n, rules.delete), &[("id", &rule.id())]);
    let about = Rc::new(Doomed::of(rule));
    el("button.button quiet tiny")
        .attr("aria-label", &label)
        .attr("title", &label)
        .child(icon(Icon::Bin))
        .on_click(move || doomed.set(Some(Doomed::clone(&about))))
}

/// Whether a rule is at work, in words and with an icon.
pub(in crate::app::pages) fn status(rule: &Rule) -> El {
    let i18n = language();
    let (class, picture) = match rule.enabled() {
        Some(true) => ("status on", Icon::On),
        Some(false) => ("status off", Icon::Off),
        None => ("status", Icon::Alert),
    };
    let words = words::value(i18n, rule, Part::Enabled).unwrap_or_default();
    el("span").class(class).child(icon(picture)).text(&words)
}

fn no_rules() -> El {
    let i18n = language();
    el("div.nothing")
        .child(el("h2").text(td_string!(i18n, rules.empty_title)))
        .child(el("p").text(td_string!(i18n, rules.empty_text)))
}

fn no_match(loaded: usize, text: &str, on_clear: impl Fn() + 'static) -> El {
    let i18n = language();
    let words = fill(td_string!(i18n, rules.none_text), &[("total", &loaded), ("text", &text)]);
    let clear = el("button.button").text(td_string!(i18n, rules.clear_filter)).on_click(on_clear);
    el("div.nothing")
        .child(el("h2").text(td_string!(i18n, rules.none_title)))
        .child(el("p").text(&words))
        .child(clear)
}
