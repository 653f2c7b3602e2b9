//! After a rule was created: its row is in view and has the focus.

use leptos::prelude::*;

use super::row::link_id;
use super::shows::Shows;
use crate::app::services::focus::{after_drawing, focus};
use crate::state::table::{TableQuery, TableView};

/// Shows the view page of the rule that was just written, if there is one.
pub(super) fn bring_into_view(shows: Shows) {
    let rules = shows.bucket.rules;
    // What is written while the list is in sight is no reason to go elsewhere in it later.
    on_cleanup(move || drop(rules.take_fresh()));
    let Some(id) = rules.take_fresh() else { return };
    let page_in = |query: &TableQuery| {
        rules.listing().with_untracked(|listing| {
            rules.selection().with_untracked(|chosen| TableView::page_of(listing.rules(), query, chosen, &id))
        })
    };
    // Filters that would hide it give way.
    let query = shows.query.get_untracked();
    let unfiltered = query.without_filters();
    let found = page_in(&query).map(|page| (query, page));
    let found = found.or_else(|| page_in(&unfiltered).map(|page| (unfiltered, page)));
    if let Some((query, page)) = found {
        // The heading takes the focus in the next frame; the row comes after it.
        after_drawing(move || {
            shows.change(|_| TableQuery { page, ..query });
            after_drawing(move || focus(&link_id(&id)));
        });
    }
}
