//! The question before rules are switched on or off: what happens to them, and to how many.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::changing::use_changing;
use crate::app::components::button::{Button, Look};
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::dialog::Dialog;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::dialogs::{AskSwitch, Opened};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::preferences::use_preferences;
use crate::app::words::use_words;
use crate::model::visible::marked;
use crate::state::changing::Asked;

/// The question.
#[component]
pub(crate) fn SwitchDialog(
    /// What is asked.
    switching: AskSwitch,
    /// The dialog over the page.
    opened: Opened,
) -> impl IntoView {
    let close = Callback::new(move |()| opened.close());
    view! {
        <Dialog open=opened.is_open() title_id="switch-title" on_close=close>
            <Question switching=switching.clone() opened/>
        </Dialog>
    }
}

#[component]
fn Question(
    /// What is asked.
    switching: AskSwitch,
    /// The dialog over the page.
    opened: Opened,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let (preferences, changing) = (use_preferences(), use_changing());
    let AskSwitch { bucket, ids, on, hidden } = switching;
    let replaces = !bucket.capabilities().overwrites;
    // It counts for who goes on.
    let not_again = RwSignal::new(false);
    let risk = replaces.then(|| {
        view! {
            <p class="note">{move || t_string!(i18n, toggle.risk)}</p>
            <Check
                kind=CheckKind::Box
                name="not-again"
                checked=not_again
                on_change=move |on| not_again.set(on)
            >
                <span>{move || t_string!(i18n, toggle.not_again)}</span>
            </Check>
        }
    });
    let ids = StoredValue::new(ids);
    let what = move || ids.with_value(|ids| what_happens(i18n, bucket, ids, replaces));
    let agree = move |event: SubmitEvent| {
        event.prevent_default();
        if not_again.get_untracked() {
            preferences.update(|now| now.knows_replacing = true);
        }
        opened.close();
        changing.start(bucket, ids.get_value(), Asked::Enabled(on));
    };
    view! {
        <form on:submit=agree>
            <h2 id="switch-title" tabindex="-1" autofocus>
                {move || title(i18n, replaces, on)}
            </h2>
            <p>{what}</p>
            {move || words.hidden(hidden).map(|said| view! { <p class="note">{said}</p> })}
            {risk}
            <div class="dialog-actions">
                <Button on_click=move || opened.close()>{move || t_string!(i18n, toggle.cancel)}</Button>
                <Button look=Look::Primary submit=true>
                    {move || match on {
                        true => t_string!(i18n, toggle.enable),
                        false => t_string!(i18n, toggle.disable),
                    }}
                </Button>
            </div>
        </form>
    }
}

fn title(i18n: I18n, replaces: bool, on: bool) -> &'static str {
    match (replaces, on) {
        (true, true) => t_string!(i18n, toggle.ask_enable),
        (true, false) => t_string!(i18n, toggle.ask_disable),
        (false, true) => t_string!(i18n, toggle.ask_enable_in_place),
        (false, false) => t_string!(i18n, toggle.ask_disable_in_place),
    }
}

fn what_happens(i18n: I18n, bucket: OpenBucket, ids: &[String], replaces: bool) -> String {
    let (provider, count) = (bucket.place().provider.service_name(), ids.len());
    match ids {
        _ if !replaces => t_string!(i18n, several.rules, count = count),
        [id] => t_string!(i18n, toggle.replace_one, provider = provider, id = marked(id)),
        _ => t_string!(i18n, toggle.replace_many, provider = provider, count = count),
    }
}
