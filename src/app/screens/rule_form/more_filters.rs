//! Filters that most rules do without.

use leptos::{html, prelude::*};

use super::form_state::Form;
use super::sections::Rows;
use crate::app::i18n::{t_string, use_i18n};
use crate::model::rule::Part;

/// Their parts.
pub(super) const MORE: [Part; 6] =
    [Part::Tags, Part::ModifiedFrom, Part::ModifiedTo, Part::SizeFrom, Part::SizeTo, Part::StorageClass];

/// A box that opens by itself when one of its parts comes to be set, or to have a problem. Closing it is the user's.
#[component]
pub(super) fn MoreFilters(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let details = NodeRef::<html::Details>::new();
    let parts: Vec<Part> = MORE.into_iter().filter(|part| form.offers(*part)).collect();
    let needed = {
        let parts = parts.clone();
        Memo::new(move |_| {
            form.draft.with(|draft| parts.iter().any(|part| !draft.typed.text(*part).is_empty()))
                || form.shown.with(|shown| parts.iter().any(|part| shown.of(*part).is_some()))
        })
    };
    Effect::new(move || {
        if needed.get()
            && let Some(details) = details.get()
        {
            details.set_open(true);
        }
    });
    view! {
        <details class="advanced" node_ref=details>
            <summary>{move || t_string!(i18n, create.more_filters)}</summary>
            <div class="fields">
                <Rows form parts/>
            </div>
        </details>
    }
}
