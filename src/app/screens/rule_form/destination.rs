//! The control of the destination bucket.

use leptos::prelude::*;

use super::field::{PartField, on_input, on_leave, text_of, tied};
use super::form_state::Form;
use super::suggestions::{Suggestions, suggestions_of};
use crate::app::components::button::{Button, Size};
use crate::app::components::inputs::TextInput;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::words::use_words;
use crate::model::rule::Part;

/// A line, and the way to the bucket whose rules these are.
#[component]
pub(super) fn DestinationControl(form: Form, part: Part) -> impl IntoView {
    let i18n = use_i18n();
    let tied = tied(form, part, use_words());
    let bucket = form.connection.with_value(|to| to.bucket.as_str().to_owned());
    let here = bucket.clone();
    view! {
        <div class="fields">
            <PartField form part tied=tied.clone()>
                <TextInput
                    tied
                    value=text_of(form, part)
                    on_input=on_input(form, part)
                    on_leave=on_leave(form, part)
                    nostrip:list=suggestions_of(part)
                />
                <Suggestions form part/>
            </PartField>
            <div>
                <Button size=Size::Small on_click=move || form.edit(part, here.clone())>
                    {move || t_string!(i18n, create.this_bucket, bucket = bucket.as_str())}
                </Button>
            </div>
        </div>
    }
}
