//! What a rule is at the moment, and what can be done with it.

use leptos::prelude::*;

use super::status::Status;
use super::switching::use_switching;
use crate::app::components::button::{Button, Look};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::templates::SaveAsTemplate;
use crate::app::services::dialogs::{AskDelete, Asks, Says, use_dialogs};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::use_words;
use crate::model::Rule;
use crate::model::rule::Part;
use crate::route::{Route, Screen};

/// What a rule is, and what can be done with it.
#[component]
pub(crate) fn RuleActions(bucket: OpenBucket, #[prop(into)] rule: Signal<Rule>) -> impl IntoView {
    let (i18n, words, switching) = (use_i18n(), use_words(), use_switching());
    let id = move || rule.with(|rule| rule.id().to_owned());
    let to = move |screen: fn(String) -> Screen| Route::bucket(&bucket.place(), screen(id())).address();
    let enabled = Memo::new(move |_| rule.with(Rule::enabled));
    let switch = move || {
        if let Some(on) = enabled.get_untracked() {
            switching.ask(bucket, vec![untrack(id)], !on, 0);
        }
    };
    view! {
        <div class="rule-head">
            <Status rule/>
            <span class="rule-when">{move || rule.with(|rule| words.value(rule, Part::Frequency))}</span>
            <a class="button" href=move || to(|id| Screen::Edit { id })>
                {move || t_string!(i18n, rule.edit)}
            </a>
            <a class="button" href=move || to(|id| Screen::Copy { id })>
                {move || t_string!(i18n, rule.duplicate)}
            </a>
            <SaveAsTemplate
                provider=bucket.place().provider
                says=move |()| Says::Listed(bucket, rule.get_untracked())
            />
            <When when=move || enabled.get().is_some()>
                <Button on_click=switch>
                    {move || match enabled.get() {
                        Some(true) => t_string!(i18n, toggle.disable),
                        _ => t_string!(i18n, toggle.enable),
                    }}
                </Button>
            </When>
            <DeleteButton bucket rule/>
        </div>
    }
}

/// Asks whether the rule is to be deleted.
#[component]
pub(super) fn DeleteButton(bucket: OpenBucket, #[prop(into)] rule: Signal<Rule>) -> impl IntoView {
    let (i18n, dialogs) = (use_i18n(), use_dialogs());
    let ask = move || {
        let rules = vec![rule.get_untracked()];
        dialogs.ask(Asks::Delete(AskDelete { bucket, rules, hidden: 0 }));
    };
    view! {
        <Button look=Look::DangerQuiet on_click=ask>
            <Icon picture=Picture::Bin/>
            {move || t_string!(i18n, rule.delete)}
        </Button>
    }
}

/// Calls `on_gone` once this console has deleted a rule; until the current owner is gone. The dialog that has asked is
/// closed before it.
pub(super) fn when_deleted(bucket: OpenBucket, id: String, on_gone: Callback<()>) {
    let deleted = Memo::new(move |_| bucket.rules.listing().with(|listing| listing.has_deleted(&id)));
    Effect::watch(
        move || deleted.get(),
        move |deleted, _, _| {
            if *deleted {
                on_gone.run(());
            }
        },
        false,
    );
}
