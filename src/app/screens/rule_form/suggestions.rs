//! What the rules that are loaded say already, offered where it is often the same.

use leptos::prelude::*;

use super::control::control_id;
use super::form_state::Form;
use crate::form::suggested::{SUGGESTED, suggested};
use crate::model::rule::Part;

/// The id of what is offered for a part, if anything ever is.
pub(super) fn suggestions_of(part: Part) -> Option<String> {
    SUGGESTED.contains(&part).then(|| format!("{}-known", control_id(part)))
}

/// What is offered, as far as the list is read.
#[component]
pub(super) fn Suggestions(form: Form, part: Part) -> impl IntoView {
    let listing = form.bucket.rules.listing();
    let own = form.bucket.client().credentials().account;
    let known = Memo::new(move |_| {
        listing.with(|listing| {
            suggested(listing.rules(), part, own.as_deref())
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
    });
    let option = |text: String| view! { <option value=text></option> };
    suggestions_of(part).map(|id| {
        view! { <datalist id=id>{move || known.get().into_iter().map(option).collect_view()}</datalist> }
    })
}
