//! Directly above the buttons of the form: what became of the sending.

use leptos::prelude::*;

use super::form_state::Form;
use super::send::Sending;
use crate::app::components::alerts::Alerts;
use crate::app::screens::rule::outcome::Failed;

/// The id of what became of the sending.
pub(super) const OUTCOME: &str = "form-outcome";

/// Why it did not go through, and what leads on from there.
#[component]
pub(super) fn Outcome(form: Form, sending: Sending) -> impl IntoView {
    let on_written = Callback::new(move |()| sending.was_written());
    let failed = move || {
        sending.failure().map(|failure| {
            let (before, edited) = (form.stored.get_value(), untrack(|| form.rule()));
            view! { <Failed bucket=form.bucket before edited failure on_written/> }
        })
    };
    view! {
        <div class="outcome" id=OUTCOME tabindex="-1">
            <Alerts>{failed}</Alerts>
        </div>
    }
}
