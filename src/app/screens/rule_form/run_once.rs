//! The question before a rule is run once: what that does, where the report will be, and what it costs.

use leptos::prelude::*;

use super::form_state::Form;
use super::send::Sending;
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::components::forms::DialogForm;
use crate::app::components::shown::Shown;
use crate::app::i18n::{t_string, use_i18n};
use crate::model::results::result_keys;
use crate::model::rule::{Part, bucket_name};

/// Asks, while a run is to be agreed to.
#[component]
pub(super) fn RunQuestion(form: Form, sending: Sending) -> impl IntoView {
    view! {
        <Dialog
            open=move || sending.is_asking()
            title_id="run-title"
            on_close=move || sending.back_to_form()
        >
            <Question form sending/>
        </Dialog>
    }
}

/// The heading has the focus: a second press of the key that opened this must not agree to what nobody has read.
#[component]
fn Question(form: Form, sending: Sending) -> impl IntoView {
    let i18n = use_i18n();
    let source = form.bucket.place().bucket;
    let rule = untrack(|| form.rule());
    let folder = result_keys(&rule, &source, form.capabilities).folder;
    let name = source.as_str().to_owned();
    view! {
        <DialogForm on_send=move |()| sending.agreed()>
            <h2 id="run-title" tabindex="-1" autofocus>
                {move || t_string!(i18n, create.run_title)}
            </h2>
            <p>{move || t_string!(i18n, create.run_does, bucket = name.as_str())}</p>
            <dl>
                <dt>{move || t_string!(i18n, part.id)}</dt>
                <dd>
                    <Shown name=rule.id().to_owned()/>
                </dd>
                <dt>{move || t_string!(i18n, part.bucket)}</dt>
                <dd>
                    <Shown name=bucket_name(rule.text(Part::Bucket)).to_owned()/>
                </dd>
                <dt>{move || t_string!(i18n, results.folder)}</dt>
                <dd>
                    <Shown name=folder/>
                </dd>
            </dl>
            <p class="note">{move || t_string!(i18n, create.run_costs)}</p>
            <div class="dialog-actions">
                <Button on_click=move || sending.back_to_form()>
                    {move || t_string!(i18n, review.back)}
                </Button>
                <Button look=Look::Primary submit=true>
                    {move || t_string!(i18n, create.run_yes)}
                </Button>
            </div>
        </DialogForm>
    }
}
