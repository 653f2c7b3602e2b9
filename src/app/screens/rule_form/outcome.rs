//! Directly above the buttons of the form: what became of the sending.

use leptos::prelude::*;

use super::drafts::{self, Begun};
use super::form_state::Form;
use super::send::Sending;
use crate::app::components::alerts::Alerts;
use crate::app::components::button::Button;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::outcome::Failed;
use crate::provider::StoredRule;
use crate::provider::save::SaveError;
use crate::state::failure::Failure;

/// The id of what became of the sending.
pub(super) const OUTCOME: &str = "form-outcome";

/// Why it did not go through, and what leads on from there.
#[component]
pub(super) fn Outcome(
    form: Form,
    sending: Sending,
    /// Called with what the form begins with again.
    on_begin: Callback<Begun>,
) -> impl IntoView {
    let on_written = Callback::new(move |()| sending.was_written());
    let failed = move || {
        sending.failure().map(|failure| {
            let (before, edited) = (form.stored.get_value(), untrack(|| form.rule()));
            let changed = match &failure {
                Failure::Save(SaveError::Changed(now)) => Some((**now).clone()),
                _ => None,
            };
            view! {
                <Failed bucket=form.bucket before edited failure on_written/>
                {changed.map(|now| view! { <KeepChanges form now on_begin/> })}
            }
        })
    };
    view! {
        <div class="outcome" id=OUTCOME tabindex="-1">
            <Alerts>{failed}</Alerts>
        </div>
    }
}

/// The way on from a rule that somebody else has changed meanwhile: what was typed is typed into the form of that one.
#[component]
fn KeepChanges(
    form: Form,
    /// The rule as it is now.
    now: StoredRule,
    /// Called with what the form begins with again.
    on_begin: Callback<Begun>,
) -> impl IntoView {
    let i18n = use_i18n();
    let load = move || {
        let begun = form.onto(now.clone());
        drafts::begin_again(form, &begun);
        on_begin.run(begun);
    };
    view! {
        <div class="form-actions">
            <Button on_click=load>{move || t_string!(i18n, edit.keep_changes)}</Button>
        </div>
    }
}
