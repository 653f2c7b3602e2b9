//! What is in the menu of a facet: its values, each with how many rules have it.

use leptos::prelude::*;
use loader::loader;

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
use crate::state::table::{FACETS, FACETS_AT_HAND, TableQuery};

/// What facets are about. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Facet {
    /// Whose rules.
    pub(super) bucket: OpenBucket,
    /// What is filtered by now.
    pub(super) query: Memo<TableQuery>,
    /// Called with a value that is chosen, or is not any more.
    pub(super) on_choose: Callback<Choice>,
}

/// The values of a facet, each with how many rules have it.
type Values = Vec<(String, usize)>;

/// What draws the values of a part.
#[loader(later)]
pub(super) fn facet_values() -> Loaded<(Facet, Part)> {
    Ok(|(facet, part)| {
        let all = all_values(facet);
        view! { <FacetValues facet part all legend="visually-hidden"/> }.into_any()
    })
}

/// What draws those of all parts that have no menu of their own.
#[loader(later)]
pub(super) fn more_facets() -> Loaded<Facet> {
    Ok(|facet| {
        let all = all_values(facet);
        let values = |part: &Part| view! { <FacetValues facet part=*part all legend="facet-title"/> };
        FACETS[FACETS_AT_HAND..].iter().map(values).collect_view().into_any()
    })
}

/// The values that occur in the loaded rules, of every facet.
fn all_values(facet: Facet) -> Memo<Vec<(Part, Values)>> {
    let rules = facet.bucket.rules;
    let (listing, selection) = (rules.listing(), rules.selection());
    Memo::new(move |_| {
        facet.query.with(|query| {
            selection
                .with(|chosen| listing.with(|listing| filter::facet_values(listing.rules(), query, chosen)))
        })
    })
}

/// The values of a part that occur in the loaded rules.
#[component]
fn FacetValues(
    facet: Facet,
    part: Part,
    /// The values of all parts.
    all: Memo<Vec<(Part, Values)>>,
    /// How its name looks.
    legend: &'static str,
) -> impl IntoView {
    let words = use_words();
    let values = Memo::new(move |_| {
        let of_part = |all: &Vec<(Part, Values)>| all.iter().find(|(known, _)| *known == part).cloned();
        all.with(of_part).map(|(_, values)| values).unwrap_or_default()
    });
    view! {
        <fieldset class="facet-values">
            <legend class=legend>{move || words.part(part)}</legend>
            <For each=move || values.get() key=|(value, _)| value.clone() let((value, _))>
                <FacetValue facet part value values/>
            </For>
        </fieldset>
    }
}

#[component]
fn FacetValue(
    facet: Facet,
    part: Part,
    /// This one.
    value: String,
    /// All of them, with their counts.
    values: Memo<Values>,
) -> impl IntoView {
    let words = use_words();
    let Facet { query, on_choose, .. } = facet;
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
                        let count = values
                            .with(|values| values.iter().find(|(known, _)| is_it(known)).map(|one| one.1));
                        count.map(|count| words.number(count))
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
    match (part, value) {
        (Part::Prefix, filter::WITHOUT_PREFIX) => t_string!(words.i18n, rules.whole_bucket).to_owned(),
        (Part::Prefix, _) => t_string!(words.i18n, rules.some_prefix).to_owned(),
        _ => words.value(&Rule::default().with(part, value), part).unwrap_or_default(),
    }
}
