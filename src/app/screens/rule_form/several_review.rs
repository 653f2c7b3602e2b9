//! The step before several rules are changed: what would change in which of them, and the way to save it.

use std::sync::Arc;

use leptos::prelude::*;

use super::several::{Together, ids_of};
use super::several_changes::{Changes, EachRule};
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::components::forms::DialogForm;
use crate::app::components::names::Names;
use crate::app::components::shown::Shown;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::changing::use_changing;
use crate::app::screens::rules::hidden_among;
use crate::app::services::navigation::use_navigation;
use crate::app::words::use_words;
use crate::form::several::Change;
use crate::model::Rule;
use crate::model::problem::Problem;
use crate::model::rule::Part;
use crate::state::changing::Asked;

/// Shows the change while it is to be agreed to.
#[component]
pub(super) fn SeveralReview(together: Together) -> impl IntoView {
    let reviewed = together.reviewed;
    view! {
        <Dialog
            open=move || reviewed.with(Option::is_some)
            title_id="several-title"
            wide=true
            on_close=move || reviewed.set(None)
        >
            {reviewed.get_untracked().map(|change| view! { <Agreeing together change/> })}
        </Dialog>
    }
}

#[component]
fn Agreeing(together: Together, change: Arc<Change>) -> impl IntoView {
    let i18n = use_i18n();
    let (navigation, changing) = (use_navigation(), use_changing());
    let Together { form, rules, reviewed, .. } = together;
    let seen = rules.get_value();
    let concerned: Vec<Rule> = change.concerns(&seen).cloned().collect();
    let count = concerned.len();
    let refused = form.connection.with_value(|to| change.problems(&concerned, to));
    let blocked = !refused.is_empty();
    let (of, ids) =
        (Arc::clone(&change), concerned.iter().map(|rule| rule.id().to_owned()).collect::<Vec<_>>());
    let agree = move || {
        reviewed.set(None);
        form.settled();
        navigation.unguard();
        navigation.open(&form.bucket.list());
        changing.start(form.bucket, ids.clone(), Asked::Change(Arc::clone(&of), rules.get_value()));
    };
    view! {
        <DialogForm class="review" on_send=move |()| agree()>
            <h2 id="several-title" tabindex="-1" autofocus>
                {move || t_string!(i18n, review.title)}
            </h2>
            <Facts together change concerned refused/>
            <div class="dialog-actions">
                <Button on_click=move || reviewed.set(None)>
                    {move || t_string!(i18n, review.back)}
                </Button>
                {(!blocked)
                    .then(|| {
                        view! {
                            <Button look=Look::Primary submit=true>
                                {move || t_string!(i18n, several.save, count = count)}
                            </Button>
                        }
                    })}
            </div>
        </DialogForm>
    }
}

/// What the change does, and what keeps it from being made.
#[component]
fn Facts(
    together: Together,
    change: Arc<Change>,
    /// The rules that do not say all of it already.
    concerned: Vec<Rule>,
    /// What would be refused of each: its id, the part, and why.
    refused: Vec<(String, Part, Problem)>,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let Together { form, rules, .. } = together;
    let same: Vec<Rule> =
        rules.with_value(|rules| rules.iter().filter(|rule| change.leaves(rule)).cloned().collect());
    let hidden = hidden_among(form.bucket, &concerned);
    let replaces = form.capabilities.overwrites;
    view! {
        <Changes change=Arc::clone(&change) rules=concerned.clone()/>
        <EachRule change rules=concerned/>
        {(!same.is_empty()).then(|| view! { <Same rules=same/> })}
        {move || words.hidden(hidden).map(|said| view! { <p class="note">{said}</p> })}
        {(!refused.is_empty()).then(|| view! { <Refused together refused/> })}
        {(!replaces).then(|| view! { <p class="note">{move || t_string!(i18n, several.replaces)}</p> })}
    }
}

/// The rules that nothing is written of.
#[component]
fn Same(rules: Vec<Rule>) -> impl IntoView {
    let i18n = use_i18n();
    let count = rules.len();
    view! {
        <details class="advanced">
            <summary>{move || t_string!(i18n, several.same, count = count)}</summary>
            <Names names=ids_of(&rules)/>
        </details>
    }
}

/// The rules that would be refused, because of what else they say.
#[component]
fn Refused(together: Together, refused: Vec<(String, Part, Problem)>) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let connection = together.form.connection;
    let problem = |(id, part, problem): (String, Part, Problem)| {
        let why = move || {
            let why = connection.with_value(|to| words.problem(problem, to));
            [": ", words.part(part), ": ", &why].concat()
        };
        view! {
            <li>
                <Shown name=id/>
                {why}
            </li>
        }
    };
    view! {
        <div class="note">
            <p>{move || t_string!(i18n, several.refused)}</p>
            <ul>{refused.into_iter().map(problem).collect_view()}</ul>
        </div>
    }
}
