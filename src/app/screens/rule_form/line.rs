//! The control of a text in one line.

use leptos::prelude::*;

use super::field::{PartText, on_input, on_leave, text_of, tied};
use super::form_state::{Form, Purpose};
use super::suggestions::{Suggestions, suggestions_of};
use crate::app::components::inputs::TextInput;
use crate::app::words::use_words;
use crate::model::rule::Part;

/// The line. The id of a stored rule can be read and not changed.
#[component]
pub(super) fn LineControl(
    form: Form,
    part: Part,
    /// Whether it is made of digits.
    #[prop(optional)]
    digits: bool,
) -> impl IntoView {
    let tied = tied(form, part, use_words());
    view! {
        <PartText form part tied=tied.clone()>
            <TextInput
                tied
                value=text_of(form, part)
                on_input=on_input(form, part)
                on_leave=on_leave(form, part)
                nostrip:list=suggestions_of(part)
                nostrip:mode=digits.then_some("numeric")
                readonly=part == Part::Id && form.purpose == Purpose::Edit
            />
            <Suggestions form part/>
        </PartText>
    }
}
