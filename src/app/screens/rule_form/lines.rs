//! The control of a list whose entries are typed, one a line.

use leptos::prelude::*;

use super::field::{PartText, on_input, on_leave, text_of, tied};
use super::form_state::Form;
use crate::app::components::inputs::TextLines;
use crate::app::words::use_words;
use crate::model::rule::Part;

/// The lines.
#[component]
pub(super) fn LinesControl(form: Form, part: Part) -> impl IntoView {
    let tied = tied(form, part, use_words());
    view! {
        <PartText form part tied=tied.clone()>
            <TextLines
                tied
                value=text_of(form, part)
                on_input=on_input(form, part)
                on_leave=on_leave(form, part)
            />
        </PartText>
    }
}
