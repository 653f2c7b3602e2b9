//! Which control a part has.

use leptos::prelude::*;

use super::choice::ChoiceControl;
use super::date::DateControl;
use super::destination::DestinationControl;
use super::flag::FlagControl;
use super::form_state::Form;
use super::line::LineControl;
use super::lines::LinesControl;
use crate::app::components::when::When;
use crate::model::rule::Part;

/// How a part is typed or chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Yes or no.
    Flag,
    /// One of the provider's words.
    OneOf,
    /// Any number of the provider's words.
    AnyOf,
    /// Entries, one a line.
    Lines,
    /// A date and a time.
    Date,
    /// Digits, in a line.
    Digits,
    /// A line with a way to the bucket itself.
    Destination,
    /// Anything, in a line.
    Line,
}

/// The table.
fn kind_of(part: Part) -> Kind {
    match part {
        Part::Enabled | Part::Incremental | Part::AutoDelete => Kind::Flag,
        Part::Versions | Part::Encryption | Part::Format | Part::Frequency => Kind::OneOf,
        Part::Fields | Part::IncrementalFields | Part::StorageClass => Kind::AnyOf,
        Part::Tags | Part::MetadataFields => Kind::Lines,
        Part::ModifiedFrom | Part::ModifiedTo => Kind::Date,
        Part::AccountId | Part::DayOfMonth | Part::IncrementalFrequency => Kind::Digits,
        Part::Bucket => Kind::Destination,
        Part::Id
        | Part::Prefix
        | Part::SizeFrom
        | Part::SizeTo
        | Part::DestinationPrefix
        | Part::RoleArn
        | Part::KmsKeyId => Kind::Line,
    }
}

/// The id of a part's control.
pub(super) fn control_id(part: Part) -> String {
    format!("rule-{}", part.slug())
}

/// A part's control; one that means nothing beside what is chosen elsewhere is not there.
#[component]
pub(super) fn PartControl(form: Form, part: Part) -> impl IntoView {
    if !form.draft.with_untracked(|draft| draft.depends_on_choice(part)) {
        return control(form, part);
    }
    view! {
        <div>
            <When when=move || {
                form.draft.with(|draft| draft.relevant(part))
            }>{control(form, part)}</When>
        </div>
    }
    .into_any()
}

fn control(form: Form, part: Part) -> AnyView {
    match kind_of(part) {
        Kind::Flag => view! { <FlagControl form part/> }.into_any(),
        Kind::OneOf => view! { <ChoiceControl form part/> }.into_any(),
        Kind::AnyOf => view! { <ChoiceControl form part several=true/> }.into_any(),
        Kind::Lines => view! { <LinesControl form part/> }.into_any(),
        Kind::Date => view! { <DateControl form part/> }.into_any(),
        Kind::Digits => view! { <LineControl form part digits=true/> }.into_any(),
        Kind::Destination => view! { <DestinationControl form part/> }.into_any(),
        Kind::Line => view! { <LineControl form part/> }.into_any(),
    }
}
