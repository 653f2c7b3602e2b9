//! What is known of a bucket: why it blocks, or what becomes of its rules.

use std::sync::Arc;

use leptos::prelude::*;

use super::planning::Planning;
use super::report::{Losses, loses};
use super::row::Row;
use super::target::{Entries, Entry, Fate, State, Target};
use crate::app::components::alerts::Alerts;
use crate::app::components::button::{Button, Look, Size};
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::gradually::Gradually;
use crate::app::components::spinner::Spinner;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::failed_call::{FailedCall, RenewButton};
use crate::provider::error::Error;
use crate::state::plan::Step;

/// The card.
#[component]
pub(super) fn Card(
    planning: Planning,
    target: Target,
    /// Whether its rules are shown at once.
    open: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let place = target.named();
    let error = Memo::new(move |_| {
        target.state.with(|state| match state {
            State::Failed(error) => Some(Arc::clone(error)),
            _ => None,
        })
    });
    let waits = move || match target.state.with(|state| matches!(state, State::Reading)) {
        true => t_string!(i18n, many.reading),
        false => t_string!(i18n, many.waiting),
    };
    let is_waiting = move || target.state.with(|state| matches!(state, State::Waiting | State::Reading));
    let is_planned = Memo::new(move |_| target.with(|_| ()).is_some());
    view! {
        <section class="card" aria-label=move || place.get().0>
            <h3>{move || place.get().0} " " <span class="quiet-text">{move || place.get().1}</span></h3>
            <div role="status">
                <When when=is_waiting>
                    <p class="progress">
                        <Spinner/>
                        <span>{waits}</span>
                    </p>
                </When>
                <Summary target/>
                <Losses target/>
            </div>
            <Alerts>
                {move || {
                    let error = (*error.get()?).clone();
                    Some(view! { <Unread planning target error/> })
                }}
            </Alerts>
            {move || is_planned.get().then(|| view! { <Rules planning target open/> })}
        </section>
    }
}

/// How many rules are what.
#[component]
fn Summary(target: Target) -> impl IntoView {
    let i18n = use_i18n();
    let is_as_planned = |entry: &Entry| matches!(entry.fate, Fate::Open | Fate::TakenBack);
    let step = move |entry: &Entry, step: Step| entry.planned.step == step && is_as_planned(entry);
    let counted = move |entries: &Entries| {
        let cannot =
            |entry: &Entry| matches!(entry.planned.step, Step::Cannot(_)) || entry.fate == Fate::Came;
        let written = |entry: &Entry| matches!(entry.fate, Fate::Created | Fate::Changed(_));
        let failed = |entry: &Entry| entry.fate.failure().is_some();
        [
            entries.count(|entry| step(entry, Step::Create)),
            entries.count(|entry| step(entry, Step::Differs)),
            entries.count(|entry| step(entry, Step::Same)),
            entries.count(cannot),
            entries.count(loses),
            entries.count(written),
            entries.count(failed),
            entries.only_there.len(),
        ]
    };
    let counts = Memo::new(move |_| target.with(counted));
    move || {
        let [create, differ, same, cannot, losing, written, failed, only_there] = counts.get()?;
        let said = [
            (create, t_string!(i18n, many.to_create, count = create)),
            (differ, t_string!(i18n, many.differ_count, count = differ)),
            (same, t_string!(i18n, many.same_count, count = same)),
            (cannot, t_string!(i18n, many.cannot_count, count = cannot)),
            (losing, t_string!(i18n, many.losing_count, count = losing)),
            (written, t_string!(i18n, many.written_count, count = written)),
            (failed, t_string!(i18n, many.failed_count, count = failed)),
            (only_there, t_string!(i18n, many.extra_count, count = only_there)),
        ];
        let some = said.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said);
        Some(view! { <p>{some.collect::<Vec<_>>().join(" · ")}</p> })
    }
}

/// Why a bucket could not be read, and what can be done about it.
#[component]
fn Unread(planning: Planning, target: Target, error: Error) -> impl IntoView {
    let i18n = use_i18n();
    let bucket = target.bucket.get_untracked();
    let right = planning.right_region(target, &error).map(|right| {
        let region = right.region.as_str().to_owned();
        view! {
            <Button look=Look::Primary on_click=move || planning.put_right(target, right.clone())>
                {move || t_string!(i18n, many.right_region, region = region.as_str())}
            </Button>
        }
    });
    let renew = error.kind.is_about_credentials().then(|| view! { <RenewButton bucket/> });
    let read_again = Callback::new(move |()| planning.read_again(target));
    view! {
        <FailedCall error bucket again=read_again>
            {right}
            {renew}
            <Again planning target/>
        </FailedCall>
    }
}

/// Reads a bucket again; not while a rule is on this screen alone, which would go with the plan.
#[component]
pub(super) fn Again(planning: Planning, target: Target) -> impl IntoView {
    let i18n = use_i18n();
    let inert = move || planning.form.acting.get() || target.holds_only_copy();
    view! {
        <Button size=Size::Small inert on_click=move || planning.read_again(target)>
            {move || t_string!(i18n, many.again)}
        </Button>
    }
}

/// The rules of a bucket, drawn when they are shown.
#[component]
fn Rules(
    planning: Planning,
    target: Target,
    /// Whether they are shown at once.
    open: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let bucket = target.bucket.get_untracked();
    let name = bucket.place().bucket.as_str().to_owned();
    let label = name.clone();
    let shown = RwSignal::new(open);
    let differ = untrack(|| target.with(|entries| entries.count(is_different))).unwrap_or_default();
    let overwrite = (differ > 0).then(|| view! { <OverwriteAll planning target name/> });
    let rows = move || {
        let planned = untrack(|| {
            target.with(|entries| {
                entries.all.iter().map(|entry| Arc::clone(&entry.planned)).enumerate().collect::<Vec<_>>()
            })
        });
        let row = move |(at, planned)| view! { <Row planning target bucket at planned/> }.into_any();
        view! { <Gradually of=planned.unwrap_or_default() draw=row/> }
    };
    view! {
        {overwrite}
        <details class="advanced" open=open on:toggle=move |_| shown.set(true)>
            <summary>{move || t_string!(i18n, many.rules_of, bucket = label.as_str())}</summary>
            <ul class="doomed-list">{move || shown.get().then(rows)}</ul>
        </details>
        <div class="choice-actions">
            <Again planning target/>
        </div>
    }
}

fn is_different(entry: &Entry) -> bool {
    entry.planned.step == Step::Differs
}

/// Chooses all of the bucket's own rules that differ, and says how they are written where that is a removal first.
#[component]
fn OverwriteAll(
    planning: Planning,
    target: Target,
    /// The bucket's name.
    name: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let replaces = target.bucket.get_untracked().capabilities().overwrites;
    let chosen = move |entry: &Entry| is_different(entry) && entry.is_next();
    let of = move |look: fn(&Entry) -> bool| target.with(|entries| entries.count(look)).unwrap_or_default();
    let all = Memo::new(move |_| of(|entry| is_different(entry) && !entry.wanted) == 0);
    let any = Memo::new(move |_| target.with(|entries| entries.count(chosen)).unwrap_or_default() > 0);
    let choose = move |on: bool| {
        if !planning.form.acting.get_untracked() {
            target.want(|_, entry| is_different(entry), on);
        }
    };
    view! {
        <Check kind=CheckKind::Box name="many-overwrite" checked=all on_change=choose>
            <span>{move || t_string!(i18n, many.overwrite_all, bucket = name.as_str())}</span>
        </Check>
        <When when=move || !replaces && any.get()>
            <p class="note">{move || t_string!(i18n, several.replaces)}</p>
        </When>
    }
}
