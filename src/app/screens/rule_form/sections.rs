//! The form's controls in sections, in the order of the table's columns.

use leptos::prelude::*;

use super::control::PartControl;
use super::form_state::Form;
use super::more_filters::MoreFilters;
use crate::app::i18n::{t_string, use_i18n};
use crate::model::rule::{Part, Section};

/// The parts of a section that the form offers in it.
fn offered(form: Form, section: Section) -> Vec<Part> {
    section.parts().filter(|part| !Part::MORE_FILTERS.contains(part) && form.offers(*part)).collect()
}

/// All of them. One without a part is not there.
#[component]
pub(super) fn Sections(form: Form) -> impl IntoView {
    let section = |section: Section| {
        let parts = offered(form, section);
        (!parts.is_empty()).then(|| view! { <SectionCard form section parts/> })
    };
    Section::ALL.into_iter().filter_map(section).collect_view()
}

#[component]
fn SectionCard(form: Form, section: Section, parts: Vec<Part>) -> impl IntoView {
    let i18n = use_i18n();
    let title = move || match section {
        Section::Basics => t_string!(i18n, create.basics),
        Section::Scope => t_string!(i18n, create.scope),
        Section::Record => t_string!(i18n, create.record),
        Section::Target => t_string!(i18n, create.target),
        Section::Schedule => t_string!(i18n, create.schedule),
    };
    view! {
        <fieldset class="card">
            <legend>{title}</legend>
            <Rows form parts/>
            {(section == Section::Scope).then(|| view! { <MoreFilters form/> })}
        </fieldset>
    }
}

/// Controls below each other; a range or a pair side by side.
#[component]
pub(super) fn Rows(form: Form, parts: Vec<Part>) -> impl IntoView {
    let row = |(first, second): (Part, Option<Part>)| match second {
        Some(second) => view! {
            <div class="field-row">
                <PartControl form part=first/>
                <PartControl form part=second/>
            </div>
        }
        .into_any(),
        None => view! { <PartControl form part=first/> }.into_any(),
    };
    in_rows(parts).into_iter().map(row).collect_view()
}

/// What stands beside each other.
fn in_rows(parts: Vec<Part>) -> Vec<(Part, Option<Part>)> {
    let pairs =
        |part: Part| matches!(part, Part::ModifiedFrom | Part::SizeFrom | Part::Bucket | Part::AccountId);
    let mut parts = parts.into_iter().peekable();
    let mut rows = Vec::new();
    while let Some(part) = parts.next() {
        let second = parts.next_if(|next| pairs(part) && !matches!(next, Part::Format | Part::Encryption));
        rows.push((part, second));
    }
    rows
}
