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

/// Why nothing was saved.
#[derive(Clone)]
enum Wrong {
    /// It has no name.
    Nameless,
    /// The device did not take it.
    Refused,
    /// Its rule could not be read, for this reason.
    Unread(String),
}

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
    let wrong = RwSignal::new(None::<Wrong>);
    let others = StoredValue::new(kept::of(provider));
    let is_taken = move || {
        name.with(|name| others.with_value(|all| all.iter().any(|one| one.is_called(name, provider))))
    };
    let finding = move || {
        let problem = |text: &str, blocks| Some(Found { text: text.to_owned(), blocks });
        match wrong.get() {
            Some(Wrong::Nameless) => problem(t_string!(i18n, problem.missing), true),
            Some(Wrong::Refused) => problem(t_string!(i18n, template.not_kept), true),
            Some(Wrong::Unread(what)) => problem(&t_string!(i18n, template.unread, what = what), true),
            None if is_taken() => problem(t_string!(i18n, template.replaces), false),
            None => None,
        }
    };
    let on_input = move |text: String| {
        wrong.set(None);
        name.set(text);
    };
    let is_wrong = move |what: Wrong| {
        // While its rule was read the dialog may have gone with its page.
        wrong.try_set(Some(what));
        focus(NAME);
    };
    let busy = opened.locked();
    let keep = move |template: Template| {
        let said = t_string!(i18n, template.saved, name = marked(&template.name));
        if !kept::keep(template) {
            return is_wrong(Wrong::Refused);
        }
        notices.success(said, None);
        opened.close();
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked();
        if name.trim().is_empty() {
            return is_wrong(Wrong::Nameless);
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
                    is_wrong(Wrong::Unread(what));
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
