//! The table of a bucket's rules, and beside it what is chosen.

pub(crate) mod chosen;
mod facets;
mod progress;
mod row;
mod table;
pub(crate) mod toolbar;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::on_cleanup;

use super::dropped_note;
use crate::app::app;
use crate::app::components::heading::heading;
use crate::app::components::pager::pager;
use crate::app::dom::{El, after_drawing, el, focus, follow, spawn, when_seen};
use crate::app::journal::{Left, journal_of};
use crate::app::later::{self, Beside, Panel};
use crate::app::session::OpenRef;
use crate::app::signal::{Derived, Signal};
use crate::app::words::{Words, fill};
use crate::app::words::{language, td_string};
use crate::model::rule::Part;
use crate::route::{Route, Screen};
use crate::state::table::{Tab, TableQuery, TableView, hidden};
use table::Table;
use toolbar::{Toolbar, buttons};

/// The page.
pub(super) fn page(open: &OpenRef) -> El {
    let i18n = language();
    let navigation = app().navigation;
    let listing = open.rules.listing();
    let query = Derived::new(move || match navigation.route() {
        Route::Bucket { screen: Screen::Rules(query), .. } => query,
        _ => TableQuery::default(),
    });
    let view = Derived::new(move || {
        listing.with(|listing| query.with(|query| TableView::of(listing.rules(), query)))
    });
    let shows = Shows { place: Signal::new(open.place.clone()), query };
    shows.remembered_page_size();
    let left = open.rules.query();
    follow(Box::new(move || left.set(query.with(Clone::clone))));
    bring_fresh_rule_into_view(open, query, move |query| shows.put(query, true));
    // What is written while the list is in sight is no reason to go elsewhere in it later.
    let rules = open.rules;
    on_cleanup(move || drop(rules.take_fresh()));
    let counted = move || {
        let (complete, blank) = listing.with(|listing| (listing.is_complete(), listing.is_blank()));
        let filtered = query.with(TableQuery::is_filtered);
        if blank { String::new() } else { view.with(|view| count(i18n, view, complete, filtered)) }
    };
    let head = el("div.page-head")
        .child(heading(td_string!(i18n, rules.title)))
        .child(el("span.count").bind_text(counted))
        .child(el("p.page-sub").text(open.place.bucket.as_str()));
    let on_facet: later::OnFacet =
        Rc::new(move |part, value, on| shows.put(query.get_untracked().with_facet(part, value, on), true));
    let tokens = facets::tokens(query, &on_facet, Rc::new(move || shows.clear_filters()));
    let chosen = open.rules.selection();
    let compared = move || {
        chosen
            .with_untracked(|chosen| chosen.ids().next().map(str::to_owned))
            .into_iter()
            .for_each(|id| shows.beside(Some(&id)));
        after_drawing(|| focus("panel-title"));
    };
    let toolbar = Toolbar {
        open: open.clone(),
        query,
        view,
        on_text: after_the_key_is_drawn(move |text| shows.filter(text)),
        on_facet,
    };
    let hidden_by_filters = move || {
        query.with(|query| {
            chosen.with(|chosen| listing.with(|listing| hidden(listing.rules(), query, chosen.ids())))
        })
    };
    let blank = move || listing.with(|listing| listing.is_blank());
    let (first, then) = (open.clone(), open.clone());
    el("section.page")
        .child(dropped_note())
        .child(el("div.page-top").child(head).child(buttons(open.clone(), Rc::new(compared))))
        .child(toolbar.draw())
        .child(tokens)
        .child(progress::progress(open.clone()))
        .child(chosen::chosen_line(chosen, hidden_by_filters))
        .child(interrupted(open))
        .show_when(blank, move || progress::first_read(first.clone()))
        .show_when(move || !blank(), move || rows(&then, view, shows))
}

/// What changes the address of this page. Cheap to copy.
#[derive(Clone, Copy)]
struct Shows {
    place: Signal<crate::route::Place>,
    query: Derived<TableQuery>,
}

impl Shows {
    /// Opening a view page adds to the history; a filter that is being typed does not.
    fn put(self, query: TableQuery, in_place: bool) {
        let navigation = app().navigation;
        // Called from a later frame, too, when the page may be gone.
        let route = self.place.try_get_untracked().map(|place| Route::bucket(&place, Screen::Rules(query)));
        let Some(route) = route else { return };
        if in_place { navigation.replace(&route) } else { navigation.turn(&route) }
    }

    /// Called when the page may be gone.
    fn filter(self, text: &str) {
        if self.place.try_get_untracked().is_some() {
            self.put(self.query.get_untracked().with_text(text), true);
        }
    }

    fn clear_filters(self) {
        self.put(self.query.get_untracked().without_filters(), true);
    }

    /// Shows a rule beside the table, or nothing.
    fn beside(self, id: Option<&str>) {
        self.put(self.query.get_untracked().with_details(id), true);
    }

    /// An address that says nothing of its own takes the page size that the device remembers.
    fn remembered_page_size(self) {
        let page_size = app().preferences.with_untracked(|preferences| preferences.page_size);
        let query = self.query.get_untracked();
        if query == TableQuery::default() && page_size != query.page_size {
            self.put(TableQuery { page_size, ..query }, true);
        }
    }

    fn page_size(self, page_size: usize) {
        app().preferences.update(|preferences| preferences.page_size = page_size);
        self.put(TableQuery { page: 0, page_size, ..self.query.get_untracked() }, true);
    }
}

/// What is typed is in sight at once, however many rows it changes: they follow when the browser has drawn it, and keys
/// that come meanwhile are followed together.
fn after_the_key_is_drawn(act: impl Fn(&str) + Copy + 'static) -> Box<dyn Fn(String)> {
    let waiting = Rc::new(RefCell::new(None::<String>));
    Box::new(move |text| {
        let is_first = waiting.replace(Some(text)).is_none();
        let waiting = Rc::clone(&waiting);
        let follow_it = move || waiting.take().into_iter().for_each(|text| act(&text));
        if is_first {
            when_seen(follow_it);
        }
    })
}

/// The table with its pages, and the panel beside it.
fn rows(open: &OpenRef, view: Derived<TableView>, shows: Shows) -> El {
    let query = shows.query;
    let table = Table {
        open: open.clone(),
        view,
        query,
        on_sort: Rc::new(move |column: Part| shows.put(query.get_untracked().sorted_by(column), true)),
        on_details: Rc::new(move |id: &str| shows.beside(Some(id))),
        on_clear: Rc::new(move || shows.clear_filters()),
    };
    let page_size = move || query.with(|query| query.page_size);
    let some_rows = move || view.with(|view| view.matches > 0);
    let on_page = move |page| shows.put(TableQuery { page, ..query.get_untracked() }, false);
    let list = el("div.rows")
        .child(table.draw())
        .show_when(some_rows, move || pager(view, page_size, on_page, move |size| shows.page_size(size)));
    let (selection, rules) = (open.rules.selection(), open.rules);
    // A rule that was deleted here takes its panel with it.
    let details = move || {
        let id = query.with(|query| query.details.clone());
        id.filter(|id| !rules.listing().with(|listing| listing.has_deleted(id)))
    };
    let beside = move || {
        let id = details()?;
        let chosen = selection.with(|selection| selection.ids().map(str::to_owned).collect::<Vec<_>>());
        Some(if chosen.len() > 1 { Beside::Several(chosen) } else { Beside::One(id) })
    };
    let open = open.clone();
    el("div.split").bind_class("open", move || details().is_some()).child(list).bind_one(
        beside,
        move |beside: &Beside| {
            let (open, beside) = (open.clone(), beside.clone());
            later::place(move |screens| {
                let panel = Panel {
                    beside: beside.clone(),
                    tab: Rc::new(move || query.with(|query| query.tab)),
                    on_tab: Rc::new(move |tab: Tab| {
                        shows.put(TableQuery { tab, ..query.get_untracked() }, true)
                    }),
                    on_close: Rc::new(move || {
                        let id = query.with(|query| query.details.clone()).unwrap_or_default();
                        shows.beside(None);
                        after_drawing(move || focus(&format!("details-{id}")));
                    }),
                };
                (screens.panel)(&open, panel)
            })
        },
    )
}

/// `(250)`, `(100+)` while more pages may come, `(7/240)` with a filter.
fn count(i18n: Words, view: &TableView, complete: bool, filtered: bool) -> String {
    let total = if complete { view.loaded.to_string() } else { format!("{}+", view.loaded) };
    if filtered {
        fill(td_string!(i18n, rules.count_filtered), &[("matches", &view.matches), ("total", &total)])
    } else {
        fill(td_string!(i18n, rules.count), &[("total", &total)])
    }
}

/// After a rule was created: its row is in view and has the focus.
fn bring_fresh_rule_into_view(
    open: &OpenRef,
    query: Derived<TableQuery>,
    show: impl Fn(TableQuery) + 'static,
) {
    let Some(id) = open.rules.take_fresh() else { return };
    let query = query.get_untracked();
    let place = |query: &TableQuery| {
        open.rules.listing().with_untracked(|listing| TableView::page_of(listing.rules(), query, &id))
    };
    // Filters that would hide it give way.
    let (query, page) = match place(&query) {
        Some(page) => (query, Some(page)),
        None => {
            let query = query.without_filters();
            let page = place(&query);
            (query, page)
        }
    };
    if let Some(page) = page {
        // The heading takes the focus in the next frame; the row comes after it.
        after_drawing(move || {
            show(TableQuery { page, ..query });
            after_drawing(move || focus(&row::row_id(&id)));
        });
    }
}

/// Saves of this bucket that were cut off, if the device keeps any.
fn interrupted(open: &OpenRef) -> El {
    let kept = Signal::new(Left::default());
    let (open, place, left_over) = (open.clone(), open.place.clone(), open.rules.left_over());
    follow(Box::new(move || {
        left_over.get();
        let journal = journal_of(&place);
        spawn(async move {
            kept.try_set(journal.0.left().await);
        });
    }));
    let some = move || Some(kept.get()).filter(|kept| !kept.ids.is_empty());
    el("div").bind_one(some, move |kept: &Left| {
        let (open, kept) = (open.clone(), kept.clone());
        later::place(move |screens| (screens.interrupted)(&open, &kept))
    })
}
