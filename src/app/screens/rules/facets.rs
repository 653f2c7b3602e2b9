//! Filters by value: a menu for each facet, and a place for the values that are chosen. What is in them comes with the
//! later part.

use leptos::prelude::*;

use super::facet_values::{Facet, facet_values, more_facets};
use super::shows::Shows;
use super::tokens::{Chosen, tokens};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::menu::{Menu, MenuLabel};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::Lazy;
use crate::app::words::use_words;
use crate::model::rule::Part;
use crate::state::table::{FACETS, FACETS_AT_HAND};

/// A part, one of its values, and whether it is chosen.
pub(super) type Choice = (Part, String, bool);

/// The menus.
#[component]
pub(super) fn Facets(shows: Shows) -> impl IntoView {
    view! {
        <div class="facets">
            {FACETS[..FACETS_AT_HAND]
                .iter()
                .map(|part| view! { <FacetMenu shows part=*part/> })
                .collect_view()}
            <MoreFacets shows/>
        </div>
    }
}

#[component]
fn FacetMenu(shows: Shows, part: Part) -> impl IntoView {
    let words = use_words();
    view! {
        <Menu>
            <MenuLabel slot class="button">
                {move || words.part(part)}
                <Count shows parts=vec![part]/>
                <Icon picture=Picture::Down/>
            </MenuLabel>
            <Lazy load=facet_values with=(facet(shows), part)/>
        </Menu>
    }
}

/// The facets that are asked for less often, in one menu.
#[component]
fn MoreFacets(shows: Shows) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Menu>
            <MenuLabel slot class="button">
                {move || t_string!(i18n, rules.more_filters)}
                <Count shows parts=FACETS[FACETS_AT_HAND..].to_vec()/>
                <Icon picture=Picture::Down/>
            </MenuLabel>
            <Lazy load=more_facets with=facet(shows)/>
        </Menu>
    }
}

/// How many values of some parts are chosen.
#[component]
fn Count(shows: Shows, parts: Vec<Part>) -> impl IntoView {
    let is_one = move |part: &Part| parts.contains(part);
    let count =
        move || shows.query.with(|query| query.facets.iter().filter(|(part, _)| is_one(part)).count());
    let count = Memo::new(move |_| count());
    view! {
        <span class="facet-count">
            {move || Some(count.get()).filter(|count| *count > 0).map(|count| count.to_string())}
        </span>
    }
}

fn facet(shows: Shows) -> Facet {
    Facet { bucket: shows.bucket, query: shows.query, on_choose: on_choose(shows) }
}

/// A place for the values that are filtered by.
#[component]
pub(super) fn TokensPlace(shows: Shows) -> impl IntoView {
    let query = shows.query;
    let on_clear = Callback::new(move |()| shows.clear_filters());
    let on_all = Callback::new(move |()| shows.only_chosen(false));
    let chosen = Chosen { query, on_choose: on_choose(shows), on_all, on_clear };
    view! {
        <div class="tokens-place">
            <When when=move || query.with(|query| query.chosen || !query.facets.is_empty())>
                <Lazy load=tokens with=chosen/>
            </When>
        </div>
    }
}

fn on_choose(shows: Shows) -> Callback<Choice> {
    Callback::new(move |(part, value, on): Choice| shows.facet(part, &value, on))
}
