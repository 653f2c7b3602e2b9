//! The question before rules are deleted, and in its place what became of each of them.

mod deleting;
mod doomed;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::download::download;
use crate::app::components::button::{Button, Look, Size};
use crate::app::components::dialog::Dialog;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::run_line::RunLine;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::dialogs::{AskDelete, Opened};
use crate::app::services::notices::use_notices;
use crate::app::services::run::Run;
use crate::app::words::use_words;
use crate::model::visible::marked;
use deleting::{Deleting, Entry, Phase};
use doomed::DoomedList;

/// The dialog.
#[component]
pub(crate) fn DeleteDialog(
    /// What is to be deleted.
    asked: AskDelete,
    /// The dialog over the page.
    opened: Opened,
) -> impl IntoView {
    let AskDelete { bucket, rules, hidden } = asked;
    // One whose state is not understood counts as enabled.
    let guarded = rules.len() > 1 || rules.iter().any(|rule| rule.enabled() != Some(false));
    let deleting = Deleting::new(bucket, rules, opened);
    let close = Callback::new(move |()| opened.close());
    view! {
        <Dialog
            open=opened.is_open()
            title_id="delete-title"
            locked=opened.locked()
            asks_only=!guarded
            on_close=close
        >
            <Question deleting guarded hidden/>
        </Dialog>
    }
}

#[component]
fn Question(
    /// The rules, and what became of each.
    deleting: Deleting,
    /// Whether a word must be typed.
    guarded: bool,
    /// How many of them the filters hide.
    hidden: usize,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let typed = RwSignal::new(String::new());
    let confirmed = Memo::new(move |_| {
        !guarded || typed.with(|typed| typed.trim().to_ascii_lowercase() == t_string!(i18n, delete.word))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if confirmed.get_untracked() && deleting.phase.get_untracked() != Phase::Acting {
            deleting.start();
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <Asked deleting/>
            {move || words.hidden(hidden).map(|said| view! { <p class="note">{said}</p> })}
            <DoomedList deleting/>
            <ul class="consequences">
                <li>{move || t_string!(i18n, delete.stops)}</li>
                <li>{move || t_string!(i18n, delete.stays)}</li>
            </ul>
            <Keep deleting/>
            {guarded.then(|| view! { <Confirmation deleting typed/> })}
            <div role="status">{move || progress(i18n, deleting)}</div>
            <HowFar deleting/>
            <Actions deleting confirmed autofocus=!guarded/>
        </form>
    }
}

/// What is asked.
#[component]
fn Asked(deleting: Deleting) -> impl IntoView {
    let i18n = use_i18n();
    let count = deleting.count();
    let place = deleting.bucket.place();
    let provider = place.provider.service_name();
    let title = move || match count {
        1 => t_string!(i18n, delete.title).to_owned(),
        _ => t_string!(i18n, delete.title_many, count = count),
    };
    let question = move || {
        let bucket = place.bucket.as_str();
        match count {
            1 => t_string!(i18n, delete.question, bucket = bucket, provider = provider),
            _ => t_string!(i18n, delete.question_many, bucket = bucket, provider = provider),
        }
    };
    view! {
        <h2 id="delete-title">{title}</h2>
        <p>{question}</p>
    }
}

/// Offers the documents as a file that can be brought back by Import.
#[component]
fn Keep(deleting: Deleting) -> impl IntoView {
    let i18n = use_i18n();
    let (words, notices) = (use_words(), use_notices());
    let save = move || download(words, notices, deleting.bucket, deleting.ids());
    view! {
        <p>
            <Button size=Size::Small on_click=save>
                <Icon picture=Picture::Download/>
                {move || t_string!(i18n, delete.copy)}
            </Button>
        </p>
    }
}

/// The field for the typed word.
#[component]
fn Confirmation(deleting: Deleting, typed: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let count = deleting.count();
    // Whether it is at work is not known of a rule that cannot be read.
    let unreadable = deleting.entries.with_value(|entries| entries.iter().any(is_unreadable));
    let label = move || {
        let word = t_string!(i18n, delete.word);
        match count {
            1 if unreadable => t_string!(i18n, delete.type_word_unreadable, word = word),
            1 => t_string!(i18n, delete.type_word, word = word),
            _ => t_string!(i18n, delete.type_word_many, word = word, count = count),
        }
    };
    view! {
        <div class="field">
            <label for="delete-word">{label}</label>
            <input
                id="delete-word"
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                autofocus
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </div>
    }
}

fn is_unreadable(entry: &Entry) -> bool {
    entry.rule.unreadable().is_some()
}

/// How far it is, of several, and the way to stop it.
#[component]
fn HowFar(deleting: Deleting) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let run = deleting.run.get().filter(Run::is_of_several)?;
        let now = run.clone();
        let doing = Signal::derive(move || match (now.now(), now.beside()) {
            (id, _) if id.is_empty() => String::new(),
            (id, 0) => t_string!(i18n, delete.deleting, id = marked(&id)),
            (id, more) => t_string!(i18n, delete.deleting_more, id = marked(&id), more = more),
        });
        Some(view! { <RunLine run doing count_is_said=true/> })
    }
}

/// A way out, and the deed.
#[component]
fn Actions(
    deleting: Deleting,
    /// Whether the word is typed, or none is needed.
    #[prop(into)]
    confirmed: Signal<bool>,
    /// Whether the way out takes the focus.
    autofocus: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let Deleting { phase, .. } = deleting;
    let count = deleting.count();
    let acting = Memo::new(move |_| phase.get() == Phase::Acting);
    let keep_words = move || match phase.get() {
        Phase::Asking => t_string!(i18n, delete.cancel),
        Phase::Acting | Phase::Ended => t_string!(i18n, delete.close),
    };
    let words = move || match (acting.get(), count) {
        (true, _) => t_string!(i18n, delete.acting).to_owned(),
        (false, 1) => t_string!(i18n, delete.action).to_owned(),
        (false, _) => t_string!(i18n, delete.action_many, count = deleting.left()),
    };
    view! {
        <div class="dialog-actions">
            <Button
                id="delete-cancel"
                autofocus
                inert=acting
                on_click=move || deleting.close()
            >
                {keep_words}
            </Button>
            <Button
                look=Look::Danger
                submit=true
                inert=move || !confirmed.get() || acting.get()
            >
                {words}
            </Button>
        </div>
    }
}

/// What a screen reader hears while it goes on.
fn progress(i18n: I18n, deleting: Deleting) -> String {
    let count = deleting.count();
    let done = count - deleting.left();
    match deleting.phase.get() {
        Phase::Acting if count > 1 => t_string!(i18n, delete.progress, done = done, count = count),
        Phase::Ended if count > 1 => t_string!(i18n, delete.ended, done = done, count = count),
        _ => String::new(),
    }
}
