//! Filters by value: a menu for each facet, and a place for the values that are chosen. What is in them comes with the
//! later part.

use leptos::prelude::*;

use super::facet_values::{Facet, facet_values};
use super::shows::Shows;
use super::tokens::{Chosen, tokens};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::menu::{Menu, MenuLabel};
use crate::app::components::when::When;
use crate::app::lazy::Lazy;
use crate::app::words::use_words;
use crate::model::rule::Part;
use crate::state::table::FACETS;

/// A part, one of its values, and whether it is chosen.
pub(super) type Choice = (Part, String, bool);

/// The menus.
#[component]
pub(super) fn Facets(shows: Shows) -> impl IntoView {
    view! {
        <div class="facets">
            {FACETS.into_iter().map(|part| view! { <FacetMenu shows part/> }).collect_view()}
        </div>
    }
}

#[component]
fn FacetMenu(shows: Shows, part: Part) -> impl IntoView {
    let words = use_words();
    let Shows { bucket, query, .. } = shows;
    let count = Memo::new(move |_| {
        query.with(|query| query.facets.iter().filter(|(known, _)| *known == part).count())
    });
    let facet = Facet { bucket, part, query, on_choose: on_choose(shows) };
    view! {
        <Menu>
            <MenuLabel slot class="button">
                {move || words.part(part)}
                <span class="facet-count">
                    {move || Some(count.get()).filter(|count| *count > 0).map(|count| count.to_string())}
                </span>
                <Icon picture=Picture::Down/>
            </MenuLabel>
            <Lazy load=facet_values with=facet/>
        </Menu>
    }
}

/// A place for the values that are filtered by.
#[component]
pub(super) fn TokensPlace(shows: Shows) -> impl IntoView {
    let query = shows.query;
    let on_clear = Callback::new(move |()| shows.clear_filters());
    let chosen = Chosen { query, on_choose: on_choose(shows), on_clear };
    view! {
        <div class="tokens-place">
            <When when=move || query.with(|query| !query.facets.is_empty())>
                <Lazy load=tokens with=chosen/>
            </When>
        </div>
    }
}

fn on_choose(shows: Shows) -> Callback<Choice> {
    Callback::new(move |(part, value, on): Choice| shows.facet(part, &value, on))
}
