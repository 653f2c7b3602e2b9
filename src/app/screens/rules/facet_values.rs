//! What is in the menu of a facet: its values, each with how many rules have it.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

use super::facets::Choice;
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::shown::Shown;
use crate::app::i18n::t_string;
use crate::app::lazy::Loaded;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::model::Rule;
use crate::model::rule::Part;
use crate::state::filter;
use crate::state::table::TableQuery;

/// A facet. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Facet {
    /// Whose rules.
    pub(super) bucket: OpenBucket,
    /// Which values.
    pub(super) part: Part,
    /// What is filtered by now.
    pub(super) query: Memo<TableQuery>,
    /// Called with a value that is chosen, or is not any more.
    pub(super) on_choose: Callback<Choice>,
}

/// What draws the values.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn facet_values() -> Loaded<Facet> {
    Ok(|facet| view! { <FacetValues facet/> }.into_any())
}

/// The values that occur in the loaded rules.
#[component]
fn FacetValues(facet: Facet) -> impl IntoView {
    let words = use_words();
    let Facet { bucket, part, query, .. } = facet;
    let listing = bucket.rules.listing();
    let values = Memo::new(move |_| {
        let all = listing.with(|listing| query.with(|query| filter::facet_values(listing.rules(), query)));
        all.into_iter().find(|(known, _)| *known == part).map(|(_, values)| values).unwrap_or_default()
    });
    view! {
        <fieldset class="facet-values">
            <legend class="visually-hidden">{move || words.part(part)}</legend>
            <For each=move || values.get() key=|(value, _)| value.clone() let((value, _))>
                <FacetValue facet value values/>
            </For>
        </fieldset>
    }
}

#[component]
fn FacetValue(
    facet: Facet,
    /// This one.
    value: String,
    /// All of them, with their counts.
    values: Memo<Vec<(String, usize)>>,
) -> impl IntoView {
    let words = use_words();
    let Facet { part, query, on_choose, .. } = facet;
    let value = StoredValue::new(value);
    let is_it = move |known: &str| value.with_value(|value| value == known);
    view! {
        <Check
            kind=CheckKind::Box
            name=part.slug()
            checked=move || query.with(|query| value.with_value(|value| query.has_facet(part, value)))
            on_change=move |on| on_choose.run((part, value.get_value(), on))
        >
            <span>
                <span>
                    <Shown name=move || value.with_value(|value| value_words(words, part, value))/>
                </span>
                " "
                <span class="quiet-text">
                    {move || {
                        values.with(|values| values.iter().find(|(known, _)| is_it(known)).map(|one| one.1))
                    }}
                </span>
            </span>
        </Check>
    }
}

/// A value in plain words, where there are any.
pub(super) fn value_words(words: Words, part: Part, value: &str) -> String {
    if value.is_empty() {
        return t_string!(words.i18n, value.not_set).to_owned();
    }
    words.value(&Rule::default().with(part, value), part).unwrap_or_default()
}
