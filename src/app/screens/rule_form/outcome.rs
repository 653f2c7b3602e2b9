//! Above the buttons of the form: how many fields need attention, and what became of the sending.

use leptos::prelude::*;

use super::form_state::Form;
use super::send::Sending;
use crate::app::components::alerts::Alerts;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::outcome::Failed;

/// The id of what became of the sending.
pub(super) const OUTCOME: &str = "form-outcome";

/// Both.
#[component]
pub(super) fn Outcome(form: Form, sending: Sending) -> impl IntoView {
    let on_written = Callback::new(move |()| sending.was_written());
    let failed = move || {
        sending.failure().map(|failure| {
            let (before, edited) = (form.stored.get_value(), untrack(|| form.rule()));
            view! { <Failed bucket=form.bucket before edited failure on_written/> }
        })
    };
    let count = Memo::new(move |_| form.problems());
    view! {
        <div class="outcome" id=OUTCOME tabindex="-1">
            <Alerts>
                <When when=move || { count.get() > 0 }>
                    <ProblemCount count/>
                </When>
                {failed}
            </Alerts>
        </div>
    }
}

/// How many fields need attention.
#[component]
pub(super) fn ProblemCount(#[prop(into)] count: Signal<usize>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="problem-count">
            <Icon picture=Picture::Alert/>
            " "
            {move || t_string!(i18n, create.problems, count = count.get())}
        </p>
    }
}
