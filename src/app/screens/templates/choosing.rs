//! The templates that a new rule can begin with: those of the site and those of the device.

use leptos::prelude::*;

use super::importing::ImportTemplates;
use super::kept;
use crate::app::components::alerts::Alerts;
use crate::app::components::button::{Button, Look, Size};
use crate::app::components::shown::Shown;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::deployment::{Site, use_deployment};
use crate::app::services::download::give;
use crate::app::services::focus::focus;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::export::bundle::written;
use crate::export::template_file;
use crate::form::template::{Template, without_control};
use crate::model::visible::marked;
use crate::model::{Capabilities, Provider, Rule};
use crate::provider::service;

/// The id of the heading.
pub(crate) const TITLE: &str = "templates-title";

/// What was done here last.
#[derive(Clone)]
enum Done {
    /// This one was deleted.
    Deleted(Template),
    /// So many were taken from a file.
    Taken(usize),
}

/// What is in the dialog.
#[component]
pub(crate) fn ChooseTemplate(
    bucket: OpenBucket,
    /// Called with the one that is chosen.
    #[prop(into)]
    on_take: Callback<Template>,
    /// Closes it.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let provider = bucket.place().provider;
    let own = RwSignal::new(kept::of(provider));
    let of_site = of_site(provider);
    let none = of_site.is_empty();
    let refused = RwSignal::new(false);
    let done = RwSignal::new(None::<Done>);
    let has_changed = move |what: Option<Done>| {
        own.set(kept::of(provider));
        done.set(what);
        focus(TITLE);
    };
    let delete = Callback::new(move |template: Template| {
        refused.set(!kept::remove(&template));
        has_changed((!refused.get_untracked()).then_some(Done::Deleted(template)));
    });
    let undo = Callback::new(move |template: Template| {
        refused.set(!kept::keep(template));
        has_changed(None);
    });
    let on_taken = Callback::new(move |count: usize| has_changed(Some(Done::Taken(count))));
    let done_words = move |done: Done| view! { <DoneWords done on_undo=undo/> };
    let row = move |template: Template| view! { <Row template on_take/> };
    let own_row = move |template: Template| view! { <Row template on_take on_delete=delete/> };
    view! {
        <div>
            <h2 id=TITLE tabindex="-1" autofocus>
                {move || t_string!(i18n, template.open)}
            </h2>
            <When when=move || none && own.with(Vec::is_empty)>
                <p>{move || t_string!(i18n, template.none)}</p>
            </When>
            <ul class="names templates">
                {of_site.into_iter().map(row).collect_view()}
                {move || own.get().into_iter().map(own_row).collect_view()}
            </ul>
            <div role="status">{move || done.get().map(done_words)}</div>
            <Alerts>
                <When when=move || refused.get()>
                    <p class="problem">{move || t_string!(i18n, template.not_kept)}</p>
                </When>
            </Alerts>
            <ImportTemplates bucket own on_taken/>
            <div class="dialog-actions">
                <When when=move || !own.with(Vec::is_empty)>
                    <Download bucket own/>
                </When>
                <Button on_click=move || on_close.run(())>{move || t_string!(i18n, delete.close)}</Button>
            </div>
        </div>
    }
}

/// Those that the site gives for a provider.
fn of_site(provider: Provider) -> Vec<Template> {
    use_deployment().state().with_untracked(|site| match site {
        Site::Ready(config) => {
            let of_provider = |template: &&Template| template.provider == provider;
            config.templates.iter().filter(of_provider).cloned().collect()
        }
        Site::Reading | Site::Wrong(_) | Site::LeftAside => Vec::new(),
    })
}

/// Says what was done, with a way to take a deletion back.
#[component]
fn DoneWords(done: Done, on_undo: Callback<Template>) -> impl IntoView {
    let i18n = use_i18n();
    match done {
        Done::Taken(count) => {
            view! { <p>{move || t_string!(i18n, template.taken, count = count)}</p> }.into_any()
        }
        Done::Deleted(template) => {
            let name = marked(&template.name).into_owned();
            view! {
                <p>
                    {move || t_string!(i18n, template.deleted, name = name.as_str())} " "
                    <Button size=Size::Small on_click=move || on_undo.run(template.clone())>
                        {move || t_string!(i18n, undo.undo)}
                    </Button>
                </p>
            }
            .into_any()
        }
    }
}

/// Names what a rule says besides what has a control; `None` where there is nothing.
pub(crate) fn more_words(words: Words, rule: &Rule, capabilities: &Capabilities) -> Option<String> {
    let parts = without_control(rule, capabilities).map(|part| words.part(part));
    let names: Vec<&str> = parts.chain(rule.unknown()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// One of them. Those of the site are not the person's to delete.
#[component]
fn Row(
    template: Template,
    on_take: Callback<Template>,
    #[prop(optional, into)] on_delete: Option<Callback<Template>>,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let capabilities = service(template.provider).capabilities();
    let name = template.name.clone();
    let label = marked(&name).into_owned();
    let (take_label, delete_label) = (label.clone(), label);
    let like = template.like();
    let is_spoilt = like.is_err();
    let more = like.ok().flatten().and_then(|of| more_words(words, &of.rule, capabilities));
    let more = more.map(|names| {
        view! {
            <span class="quiet-text">
                {move || t_string!(i18n, template.says_more, names = marked(&names))}
            </span>
        }
    });
    let spoilt = is_spoilt.then(|| {
        view! { <span class="problem">{move || t_string!(i18n, template.spoilt)}</span> }
    });
    let template = StoredValue::new(template);
    let delete = on_delete.map(|on_delete| {
        view! {
            <Button
                size=Size::Small
                look=Look::DangerQuiet
                label=move || t_string!(i18n, rules.delete, id = delete_label.as_str())
                on_click=move || on_delete.run(template.get_value())
            >
                {move || t_string!(i18n, rule.delete)}
            </Button>
        }
    });
    view! {
        <li>
            <span>
                <Shown name/>
                " "
                {on_delete
                    .is_none()
                    .then(|| view! { <span class="quiet-text">{move || t_string!(i18n, template.of_site)}</span> })}
                " "
                {more}
                {spoilt}
            </span>
            <Button
                size=Size::Small
                inert=is_spoilt
                label=move || t_string!(i18n, template.take_it, name = take_label.as_str())
                on_click=move || on_take.run(template.get_value())
            >
                {move || t_string!(i18n, template.take)}
            </Button>
            {delete}
        </li>
    }
}

/// Gives those of the device as a file for another one, and as a file of rules, which the import of rules takes.
#[component]
fn Download(bucket: OpenBucket, own: RwSignal<Vec<Template>>) -> impl IntoView {
    let i18n = use_i18n();
    let refused = RwSignal::new(false);
    let provider = bucket.place().provider.slug();
    let given = move |text: Option<String>, name: String| {
        refused.set(text.and_then(|text| give(&name, "application/json", &text)).is_none());
    };
    let download = move || {
        let connection = bucket.connection();
        let document = |template: &Template| (template.name.clone(), template.document(&connection));
        let rules: Vec<_> = own.with_untracked(|own| own.iter().map(document).collect());
        given(written(&connection, &rules).to_text().ok(), format!("{provider}-templates.json"));
    };
    let for_another = move || {
        let text = own.with_untracked(|own| template_file::written(own).ok());
        given(text, format!("stocktake-{provider}-templates.json"));
    };
    view! {
        <Alerts>
            <When when=move || refused.get()>
                <p class="problem">{move || t_string!(i18n, bundle.refused)}</p>
            </When>
        </Alerts>
        <Button on_click=for_another>{move || t_string!(i18n, template.for_another)}</Button>
        <Button on_click=download>{move || t_string!(i18n, template.download)}</Button>
    }
}
