//! Saving what a rule or a form says as a template, under a name.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::kept;
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::components::field::Found;
use crate::app::components::inputs::TextField;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::dialogs::{AskTemplate, Asks, Opened, use_dialogs};
use crate::app::services::focus::focus;
use crate::app::services::notices::use_notices;
use crate::form::draft::RuleDraft;
use crate::form::template::Template;
use crate::model::Provider;
use crate::model::visible::marked;

/// Asks for the name of a template.
#[component]
pub(crate) fn SaveAsTemplate(
    provider: Provider,
    /// What it is to say, when it is asked for.
    #[prop(into)]
    draft: Callback<(), RuleDraft>,
) -> impl IntoView {
    let (i18n, dialogs) = (use_i18n(), use_dialogs());
    let ask = move || {
        let draft = draft.run(());
        dialogs.ask(Asks::SaveTemplate(Arc::new(AskTemplate { provider, draft })));
    };
    view! { <Button on_click=ask>{move || t_string!(i18n, template.save_as)}</Button> }
}

/// The dialog.
#[component]
pub(crate) fn SaveTemplateDialog(asked: Arc<AskTemplate>, opened: Opened) -> impl IntoView {
    view! {
        <Dialog
            open=opened.is_open()
            title_id="template-title"
            on_close=move || opened.close()
        >
            <NameIt asked=Arc::clone(&asked) opened/>
        </Dialog>
    }
}

/// The id of the field for the name.
const NAME: &str = "template-name";

#[component]
fn NameIt(asked: Arc<AskTemplate>, opened: Opened) -> impl IntoView {
    let (i18n, notices) = (use_i18n(), use_notices());
    let provider = asked.provider;
    let name = RwSignal::new(String::new());
    // Whether it was to be saved without a name, and whether the device did not take it.
    let (nameless, refused) = (RwSignal::new(false), RwSignal::new(false));
    let others = StoredValue::new(kept::of(provider));
    let is_taken = move || {
        name.with(|name| others.with_value(|all| all.iter().any(|one| one.is_called(name, provider))))
    };
    let finding = move || {
        let problem = |text: &str, blocks| Some(Found { text: text.to_owned(), blocks });
        match () {
            () if refused.get() => problem(t_string!(i18n, template.not_kept), true),
            () if nameless.get() => problem(t_string!(i18n, problem.missing), true),
            () if is_taken() => problem(t_string!(i18n, template.replaces), false),
            () => None,
        }
    };
    let on_input = move |text: String| {
        nameless.set(false);
        refused.set(false);
        name.set(text);
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked();
        if name.trim().is_empty() {
            nameless.set(true);
            return focus(NAME);
        }
        let template = Template::of(&name, provider, &asked.draft);
        let said = t_string!(i18n, template.saved, name = marked(&template.name));
        if !kept::keep(template) {
            refused.set(true);
            return focus(NAME);
        }
        notices.success(said, None);
        opened.close();
    };
    view! {
        <form novalidate on:submit=save>
            <h2 id="template-title" tabindex="-1" autofocus>
                {move || t_string!(i18n, template.save_as)}
            </h2>
            <p>{move || t_string!(i18n, template.holds)}</p>
            <TextField
                id=NAME
                label=move || t_string!(i18n, template.name)
                finding=finding
                value=name
                on_input=on_input
            />
            <div class="dialog-actions">
                <Button on_click=move || opened.close()>{move || t_string!(i18n, another.cancel)}</Button>
                <Button look=Look::Primary submit=true>
                    {move || t_string!(i18n, template.save)}
                </Button>
            </div>
        </form>
    }
}
