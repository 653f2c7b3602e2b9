//! Saving what a rule or a form says as a template, under a name.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::kept;
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::components::field::Found;
use crate::app::components::inputs::TextField;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::dialogs::{AskTemplate, Asks, Opened, Says, use_dialogs};
use crate::app::services::focus::focus;
use crate::app::services::notices::use_notices;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::use_words;
use crate::form::draft::RuleDraft;
use crate::form::template::{Template, says_more};
use crate::model::Provider;
use crate::model::visible::marked;
use crate::provider::error::Error;

/// Asks for the name of a template.
#[component]
pub(crate) fn SaveAsTemplate(
    provider: Provider,
    /// What it is to say, when it is asked for.
    #[prop(into)]
    says: Callback<(), Says>,
) -> impl IntoView {
    let (i18n, dialogs) = (use_i18n(), use_dialogs());
    let ask = move || {
        let says = says.run(());
        dialogs.ask(Asks::SaveTemplate(Arc::new(AskTemplate { provider, says })));
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
            locked=opened.locked()
            on_close=move || opened.close()
        >
            <NameIt asked=Arc::clone(&asked) opened/>
        </Dialog>
    }
}

/// The id of the field for the name.
const NAME: &str = "template-name";

/// The template. What the form does not show is in the document of a rule alone: a list names it and does not hold it.
///
/// # Errors
/// Why the rule could not be read.
async fn template(name: &str, provider: Provider, says: &Says) -> Result<Template, (OpenBucket, Error)> {
    Ok(match says {
        Says::Form(draft, document) => Template::of(name, provider, draft, document.as_ref()),
        Says::Listed(bucket, rule) if says_more(rule, bucket.capabilities()) => {
            let stored = bucket.client().get_rule(rule.id()).await.map_err(|error| (*bucket, error))?;
            Template::of(name, provider, &RuleDraft::of(&stored.rule), Some(&stored.document))
        }
        Says::Listed(_, rule) => Template::of(name, provider, &RuleDraft::of(rule), None),
    })
}

#[component]
fn NameIt(asked: Arc<AskTemplate>, opened: Opened) -> impl IntoView {
    let (i18n, words, notices) = (use_i18n(), use_words(), use_notices());
    let provider = asked.provider;
    let name = RwSignal::new(String::new());
    // Whether it was to be saved without a name, and whether the device did not take it.
    let (nameless, refused) = (RwSignal::new(false), RwSignal::new(false));
    // Why its rule could not be read.
    let unread = RwSignal::new(None::<String>);
    let others = StoredValue::new(kept::of(provider));
    let is_taken = move || {
        name.with(|name| others.with_value(|all| all.iter().any(|one| one.is_called(name, provider))))
    };
    let finding = move || {
        let problem = |text: &str, blocks| Some(Found { text: text.to_owned(), blocks });
        match () {
            () if refused.get() => problem(t_string!(i18n, template.not_kept), true),
            () if unread.with(Option::is_some) => problem(&unread.get().unwrap_or_default(), true),
            () if nameless.get() => problem(t_string!(i18n, problem.missing), true),
            () if is_taken() => problem(t_string!(i18n, template.replaces), false),
            () => None,
        }
    };
    let on_input = move |text: String| {
        nameless.set(false);
        refused.set(false);
        unread.set(None);
        name.set(text);
    };
    let busy = opened.locked();
    let keep = move |template: Template| {
        let said = t_string!(i18n, template.saved, name = marked(&template.name));
        if !kept::keep(template) {
            refused.set(true);
            return focus(NAME);
        }
        notices.success(said, None);
        opened.close();
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked();
        if name.trim().is_empty() {
            nameless.set(true);
            return focus(NAME);
        }
        if busy.get_untracked() {
            return;
        }
        // It stays while a rule is read for it.
        opened.lock(true);
        let asked = Arc::clone(&asked);
        spawn_local(async move {
            let made = template(&name, provider, &asked.says).await;
            opened.lock(false);
            match made {
                Ok(template) => keep(template),
                Err((bucket, error)) => {
                    let [what, ..] = words.error(&error, &bucket.connection());
                    unread.set(Some(t_string!(i18n, template.unread, what = what)));
                    focus(NAME);
                }
            }
        });
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
                <Button look=Look::Primary submit=true inert=busy>
                    {move || t_string!(i18n, template.save)}
                </Button>
            </div>
        </form>
    }
}
