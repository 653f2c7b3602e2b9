//! A rule in a bucket: what is planned, in what it differs, and what became of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::planning::Planning;
use super::report::RuleReport;
use super::target::{Entry, Fate, Target};
use super::words::step_words;
use crate::app::components::alerts::Alerts;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::shown::Shown;
use crate::app::components::spinner::Spinner;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::by_part::{Named, PartRow, PartsTable};
use crate::app::screens::rule::outcome::{Failed, saved_words};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::use_words;
use crate::model::Rule;
use crate::model::diff::{Change, changes};
use crate::model::visible::marked;
use crate::state::plan::{Planned, Step};

/// The row.
#[component]
pub(super) fn Row(
    planning: Planning,
    target: Target,
    bucket: OpenBucket,
    /// Its place among the rules of the bucket.
    at: usize,
    planned: Arc<Planned>,
    /// Whether its differences are shown at once.
    #[prop(optional)]
    unfolded: bool,
) -> impl IntoView {
    let words = use_words();
    let fate = Memo::new(move |_| {
        target.with(|entries| entries.all.get(at).map(|entry| entry.fate.clone())).flatten()
    });
    let step = planned.step;
    let rule = planned.rule.clone();
    let failed = move || {
        let (edited, failure) = (rule.clone(), (**fate.get()?.failure()?).clone());
        let written = move || planning.was_written(target, at);
        Some(view! { <Failed bucket before=None edited failure on_written=move |()| written()/> })
    };
    // What the provider holds otherwise than it was sent.
    let note = move || match fate.get() {
        Some(Fate::Changed(saved)) if !saved.read_back || !saved.differing.is_empty() => {
            Some(view! { <p class="note">{saved_words(words, &saved)}</p> })
        }
        _ => None,
    };
    let report = planned.crossing.clone().map(|report| view! { <RuleReport bucket report/> });
    let difference = planned.now.clone().filter(|_| step == Step::Differs).map(|now| {
        view! { <Difference now rule=planned.rule.clone() unfolded/> }
    });
    view! {
        <li>
            <ToWrite planning target bucket at step id=planned.rule.id().to_owned()/>
            " "
            {move || {
                let planned = step_words(words, bucket, step);
                view! { <WhatBecame fate=fate.get() planned/> }
            }}
            {report}
            {difference}
            {note}
            <Alerts>{failed}</Alerts>
        </li>
    }
}

/// The box that chooses a rule to be written.
#[component]
fn ToWrite(
    planning: Planning,
    target: Target,
    bucket: OpenBucket,
    /// Its place among the rules of the bucket.
    at: usize,
    step: Step,
    /// The rule's id.
    id: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let look = move |look: fn(&Entry) -> bool| {
        target.with(|entries| entries.all.get(at).is_some_and(look)).unwrap_or_default()
    };
    let acting = planning.form.acting;
    let name = bucket.place().bucket.as_str().to_owned();
    let shown = id.clone();
    let label = move || match step {
        Step::Differs => t_string!(i18n, many.overwrite_one, id = marked(&id), bucket = name.as_str()),
        _ => t_string!(i18n, many.create_one, id = marked(&id), bucket = name.as_str()),
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                aria-label=label
                prop:checked=move || look(|entry| entry.wanted)
                disabled=move || acting.get() || !look(Entry::is_open)
                on:change=move |event| {
                    target.want(|place, _| place == at, event_target_checked(&event));
                }
            />
            <strong>
                <Shown name=shown/>
            </strong>
        </label>
    }
}

/// What became of a rule, but for why it failed; before that, what is planned.
#[component]
fn WhatBecame(
    fate: Option<Fate>,
    /// What is planned, in words.
    planned: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let done = |words: Signal<String>| {
        view! {
            <span class="status on">
                <Icon picture=Picture::On/>
                {move || words.get()}
            </span>
        }
        .into_any()
    };
    match fate {
        Some(Fate::Open) => view! { <span class="status">{planned}</span> }.into_any(),
        Some(Fate::Writing) => view! { <Spinner/> }.into_any(),
        Some(Fate::Created) => done(Signal::derive(move || t_string!(i18n, many.created).to_owned())),
        Some(Fate::Changed(_)) => done(Signal::derive(move || t_string!(i18n, many.changed).to_owned())),
        Some(Fate::Came) => {
            view! { <span class="status off">{move || t_string!(i18n, many.came)}</span> }.into_any()
        }
        Some(Fate::TakenBack) => done(Signal::derive(move || t_string!(i18n, many.taken_back).to_owned())),
        Some(Fate::NotTakenBack(_)) => {
            view! { <span class="status">{move || t_string!(i18n, many.not_taken_back)}</span> }.into_any()
        }
        Some(Fate::Failed(_)) | None => ().into_any(),
    }
}

/// The parts in which the bucket's own differs, drawn when they are asked for.
#[component]
fn Difference(
    now: Rule,
    rule: Rule,
    /// Whether they are shown at once.
    unfolded: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(unfolded);
    let parts: Vec<Change> = changes(&now, &rule);
    let rules = Arc::<[Rule]>::from([now, rule]);
    let table = move || {
        let names = vec![
            Signal::derive(move || t_string!(i18n, many.there_now).to_owned()),
            Signal::derive(move || t_string!(i18n, many.as_planned).to_owned()),
        ];
        let named = Named::Label(Signal::derive(move || t_string!(i18n, many.difference).to_owned()));
        let row = |change: &Change| view! { <PartRow part=change.part rules=Arc::clone(&rules)/> };
        let rows = parts.iter().map(row).collect_view();
        view! {
            <PartsTable named names>
                {rows}
            </PartsTable>
        }
    };
    view! {
        <details class="advanced" open=unfolded on:toggle=move |_| open.set(true)>
            <summary>{move || t_string!(i18n, many.difference)}</summary>
            {move || open.get().then(&table)}
        </details>
    }
}
