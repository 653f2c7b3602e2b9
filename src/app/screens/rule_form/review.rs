//! The step before a changed rule is saved: what changes, field by field, and the exact XML.

use std::sync::Arc;

use leptos::prelude::*;

use super::form_state::Form;
use super::send::Sending;
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::components::forms::DialogForm;
use crate::app::components::shown::ShownCode;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::by_part::{Named, PartRow, PartsTable};
use crate::model::Rule;
use crate::model::diff::changes;

/// Shows the changes while they are to be agreed to.
#[component]
pub(super) fn Review(form: Form, sending: Sending) -> impl IntoView {
    view! {
        <Dialog
            open=move || sending.is_reviewing()
            title_id="review-title"
            wide=true
            on_close=move || sending.back_to_form()
        >
            <Agreeing form sending/>
        </Dialog>
    }
}

/// The heading has the focus, not Save: a second press of the key that opened this must not agree to what nobody has
/// read.
#[component]
fn Agreeing(form: Form, sending: Sending) -> impl IntoView {
    let i18n = use_i18n();
    let before = form.stored.with_value(|stored| stored.as_ref().map(|stored| stored.rule.clone()));
    let (after, document) = untrack(|| (form.rule(), form.document()));
    let replaces = form.capabilities.overwrites;
    view! {
        <DialogForm class="review" on_send=move |()| sending.agreed()>
            <h2 id="review-title" tabindex="-1" autofocus>
                {move || t_string!(i18n, review.title)}
            </h2>
            <Changes before=before.unwrap_or_default() after/>
            {(!replaces).then(|| view! { <p class="note">{move || t_string!(i18n, review.replaces)}</p> })}
            <details class="advanced">
                <summary>{move || t_string!(i18n, create.preview)}</summary>
                <pre tabindex="0">
                    <ShownCode code=document.to_pretty()/>
                </pre>
            </details>
            <div class="dialog-actions">
                <Button on_click=move || sending.back_to_form()>
                    {move || t_string!(i18n, review.back)}
                </Button>
                <Button look=Look::Primary submit=true>
                    {move || t_string!(i18n, review.save)}
                </Button>
            </div>
        </DialogForm>
    }
}

/// Old and new values of what changes.
#[component]
fn Changes(before: Rule, after: Rule) -> impl IntoView {
    let i18n = use_i18n();
    let changed = changes(&before, &after);
    let rules: Arc<[Rule]> = [before, after].into();
    let names = vec![
        Signal::derive(move || t_string!(i18n, review.before).to_owned()),
        Signal::derive(move || t_string!(i18n, review.after).to_owned()),
    ];
    let named = Named::Label(Signal::derive(move || t_string!(i18n, review.title).to_owned()));
    let row = |part| view! { <PartRow part rules=Arc::clone(&rules) class="change"/> };
    let rows = changed.into_iter().map(|change| row(change.part)).collect_view();
    view! {
        <PartsTable named names>
            {rows}
        </PartsTable>
    }
}
