//! Filters that most rules do without.

use leptos::prelude::*;

use super::form_state::Form;
use super::sections::Rows;
use crate::app::components::fold::Fold;
use crate::app::i18n::{t_string, use_i18n};
use crate::model::rule::Part;

/// Folded away until one of its parts is set, or has a problem.
#[component]
pub(super) fn MoreFilters(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let parts: Vec<Part> = Part::MORE_FILTERS.into_iter().filter(|part| form.offers(*part)).collect();
    let of = parts.clone();
    let needed = move || {
        form.draft.with(|draft| of.iter().any(|part| !draft.typed.text(*part).is_empty()))
            || form.shown.with(|shown| of.iter().any(|part| shown.of(*part).is_some()))
            || of.iter().any(|part| form.clashes_in(*part))
    };
    view! {
        <Fold label=move || t_string!(i18n, create.more_filters) needed>
            <div class="fields">
                <Rows form parts/>
            </div>
        </Fold>
    }
}
