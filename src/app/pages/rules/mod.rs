//! The table of a bucket's rules.

pub(super) mod progress;
pub(super) mod table;
mod toolbar;

use super::deletion::deletion;
use super::{dropped_note, heading};
use crate::app::app;
use crate::app::components::delete_dialog::Doomed;
use crate::app::components::pager::pager;
use crate::app::dom::{El, after_drawing, el, focus};
use crate::app::session::OpenRef;
use crate::app::signal::{Derived, Signal};
use crate::app::words::{Words, fill};
use crate::app::words::{language, td_string};
use crate::model::rule::Part;
use crate::route::{Route, Screen};
use crate::state::table::{TableQuery, TableView};
use table::Table;

/// The page.
pub(super) fn page(open: OpenRef) -> El {
    let i18n = language();
    let navigation = app().navigation;
    let listing = open.rules.listing();
    let place = Signal::new(open.place.clone());
    let query = Derived::new(move || match navigation.route() {
        Route::Bucket { screen: Screen::Rules(query), .. } => query,
        _ => TableQuery::default(),
    });
    let view = Derived::new(move || {
        listing.with(|listing| query.with(|query| TableView::of(listing.rules(), query)))
    });
    // Opening a view page adds to the history; a filter that is being typed does not.
    let show = move |query: TableQuery, in_place: bool| {
        // Called from a later frame, too, when the page may be gone.
        let route = place.try_get_untracked().map(|place| Route::bucket(&place, Screen::Rules(query)));
        let Some(route) = route else { return };
        if in_place { navigation.replace(&route) } else { navigation.open(&route) }
    };
    bring_fresh_rule_into_view(&open, query, move |query| show(query, true));
    let doomed = Signal::new(None::<Doomed>);
    let on_text = move |text: String| show(query.get_untracked().with_text(&text), true);
    let on_page = move |page| show(TableQuery { page, ..query.get_untracked() }, false);
    let on_size = move |page_size| show(TableQuery { page: 0, page_size, ..query.get_untracked() }, true);
    let on_sort = move |column: Part| show(query.get_untracked().sorted_by(column), true);
    let page_size = move || query.with(|query| query.page_size);
    let counted = move || {
        let (complete, blank) = listing.with(|listing| (listing.is_complete(), listing.is_blank()));
        let filtered = query.with(|query| !query.text.is_empty());
        if blank { String::new() } else { view.with(|view| count(i18n, view, complete, filtered)) }
    };
    let some_rows = move || view.with(|view| view.matches > 0).then_some(());
    let blank = move || Some(listing.with(|listing| listing.is_blank()));
    let contents = {
        let open = open.clone();
        move |blank: &bool| {
            if *blank {
                return progress::first_read(open.clone());
            }
            let table = Table { view, query, doomed };
            el("div.rows")
                .child(table.draw(&open, on_sort, move || on_text(String::new())))
                .bind_one(some_rows, move |()| pager(view, page_size, on_page, on_size))
        }
    };
    let head = el("div.page-head")
        .child(heading(td_string!(i18n, rules.title)))
        .child(el("span.count").bind_text(counted))
        .child(el("p.page-sub").text(open.place.bucket.as_str()));
    el("section.page")
        .child(dropped_note())
        .child(head)
        .child(toolbar::toolbar(open.clone(), query, view, on_text))
        .child(progress::progress(open.clone()))
        .bind_one(blank, contents)
        .child(deletion(open, doomed, focus_after_deletion))
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
    let page =
        open.rules.listing().with_untracked(|listing| TableView::page_of(listing.rules(), &query, &id));
    if let Some(page) = page {
        // The heading takes the focus in the next frame; the row comes after it.
        after_drawing(move || {
            show(TableQuery { page, ..query });
            after_drawing(move || focus(&table::row_id(&id)));
        });
    }
}

/// The row that had the focus is gone: the table takes it, or the heading when no row is left.
fn focus_after_deletion() {
    after_drawing(|| {
        focus("page-title");
        focus("rules-table");
    });
}
