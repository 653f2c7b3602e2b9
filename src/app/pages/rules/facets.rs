//! Filters by value: a menu for each facet, whose contents come with the later part.

use std::rc::Rc;

use crate::app::components::icon::{Icon, icon};
use crate::app::components::menu;
use crate::app::dom::{El, el};
use crate::app::later::{self, OnFacet};
use crate::app::session::OpenRef;
use crate::app::signal::Derived;
use crate::app::words;
use crate::app::words::language;
use crate::model::rule::Part;
use crate::state::table::{FACETS, TableQuery};

/// The menus.
pub(super) fn facets(open: &OpenRef, query: Derived<TableQuery>, on_facet: &OnFacet) -> El {
    el("div.facets").children(FACETS.map(|part| facet(open, part, query, on_facet)))
}

fn facet(open: &OpenRef, part: Part, query: Derived<TableQuery>, on_facet: &OnFacet) -> El {
    let count = move || {
        let count = query.with(|query| query.facets.iter().filter(|(known, _)| *known == part).count());
        if count == 0 { String::new() } else { count.to_string() }
    };
    let label = menu::label("button")
        .text(words::part(language(), part))
        .child(el("span.facet-count").bind_text(count))
        .child(icon(Icon::Down));
    let (open, on_facet) = (open.clone(), Rc::clone(on_facet));
    menu::menu(label, move || {
        let (open, on_facet) = (open.clone(), Rc::clone(&on_facet));
        later::place(move |screens| (screens.facet)(&open, part, query, &on_facet))
    })
}

/// The chosen values, each with a button that takes it away.
pub(super) fn tokens(query: Derived<TableQuery>, on_facet: &OnFacet, on_clear: Rc<dyn Fn()>) -> El {
    let on_facet = Rc::clone(on_facet);
    let some = move || query.with(|query| !query.facets.is_empty());
    el("div.tokens-place").show_when(some, move || {
        let (on_facet, on_clear) = (Rc::clone(&on_facet), Rc::clone(&on_clear));
        later::place(move |screens| (screens.tokens)(query, &on_facet, &on_clear))
    })
}
