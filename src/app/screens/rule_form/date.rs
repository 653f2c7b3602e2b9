//! The control of a date and a time.

use leptos::{html, prelude::*};

use super::field::{PartText, text_of, tied};
use super::form_state::Form;
use crate::app::words::use_words;
use crate::model::rule::Part;

/// The browser's own.
#[component]
pub(super) fn DateControl(form: Form, part: Part) -> impl IntoView {
    let tied = tied(form, part, use_words());
    let (id, invalid, described_by) = (tied.id(), tied.invalid(), tied.described_by());
    let (input, value) = (NodeRef::<html::Input>::new(), text_of(form, part));
    // Only what differs is written: a half-typed time counts as no text, and writing that would take the typed half
    // away.
    Effect::new(move || {
        let text = value.get();
        if let Some(input) = input.get()
            && input.value() != text
        {
            input.set_value(&text);
        }
    });
    view! {
        <PartText form part tied>
            <input
                type="datetime-local"
                step="1"
                id=id
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=move || described_by.get()
                node_ref=input
                on:input=move |event| form.edit(part, event_target_value(&event))
                on:blur=move |_| form.leave(part)
            />
        </PartText>
    }
}
