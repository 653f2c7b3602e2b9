//! What became of a rule that was sent: shared by the form, by what changes rules in the table, and by an import.

use std::sync::Arc;

use leptos::prelude::*;

use super::by_part::{Named, PartRow, PartsTable};
use super::ways_out::{LeftOver, State, WaysOut};
use super::writing::look_again_at_kept;
use crate::app::components::alerts::ErrorFrame;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::failed_call::{FailedCall, RenewButton};
use crate::app::services::notices::{Notices, Way};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::model::Rule;
use crate::model::diff::{Row, three_way};
use crate::model::visible::marked;
use crate::provider::StoredRule;
use crate::provider::error::Error;
use crate::provider::save::{SaveError, Saved};
use crate::provider::write::{Seen, WriteError};
use crate::route::Route;
use crate::state::failure::Failure;

/// Lets the list of the bucket look again at what the device keeps: nobody else shows it any more.
pub(crate) fn hand_to_list(bucket: OpenBucket, failure: &Failure) {
    if failure.leaves_something() {
        look_again_at_kept(bucket);
    }
}

/// Says in a message what became of a sending whose screen was left, with the way back to `to`.
pub(crate) fn tell_elsewhere(
    words: Words,
    notices: Notices,
    bucket: OpenBucket,
    id: &str,
    failure: &Failure,
    to: &Route,
) {
    hand_to_list(bucket, failure);
    let back = Way::To(to.address(), t_string!(words.i18n, messages.back).to_owned());
    say_not_done(words, notices, id, &explained(words, bucket, failure), back);
}

/// Says in a message what happened to a rule and what is next.
pub(super) fn say_not_done(words: Words, notices: Notices, id: &str, [what, next]: &[String; 2], way: Way) {
    let (id, what, next) = (marked(id), marked(what), marked(next));
    notices.failure(t_string!(words.i18n, messages.not_done, id = id, what = what, next = next), Some(way));
}

/// Says that a rule was saved, and what the provider holds otherwise than it was sent.
pub(crate) fn saved_words(words: Words, saved: &Saved) -> String {
    let (i18n, id) = (words.i18n, marked(saved.stored.rule.id()));
    if !saved.read_back {
        return t_string!(i18n, edit.not_read_back, id = id);
    }
    if saved.differing.is_empty() {
        return t_string!(i18n, edit.done, id = id);
    }
    let names: Vec<&str> = saved.differing.iter().map(|part| words.part(*part)).collect();
    t_string!(i18n, edit.differs, id = id, parts = names.join(", "))
}

/// What is at the provider now, as far as a failure tells, or what to do.
fn state_words(words: Words, bucket: OpenBucket, failure: &Failure) -> Option<&'static str> {
    let i18n = words.i18n;
    let replaces = bucket.capabilities().overwrites;
    Some(match failure {
        Failure::Create(WriteError::Open { seen: Seen::AsBefore, .. }) => {
            t_string!(i18n, create.open_absent)
        }
        Failure::Create(WriteError::Open { seen: Seen::Another, .. }) => {
            t_string!(i18n, create.open_another)
        }
        Failure::Create(WriteError::Open { seen: Seen::Nothing, .. }) => {
            t_string!(i18n, create.open_unknown)
        }
        Failure::Run(WriteError::Open { .. }) => t_string!(i18n, create.run_open),
        Failure::Delete(WriteError::Open { seen: Seen::Nothing, .. }) => {
            t_string!(i18n, delete.open_unknown)
        }
        Failure::Delete(WriteError::Open { .. }) => t_string!(i18n, delete.open_there),
        Failure::Create(WriteError::Refused(_))
        | Failure::Run(WriteError::Refused(_))
        | Failure::Delete(WriteError::Refused(_)) => return None,
        Failure::Save(SaveError::NotRead(_)) => t_string!(i18n, edit.not_read),
        Failure::Save(SaveError::Refused(_)) => t_string!(i18n, edit.as_it_was),
        Failure::Save(SaveError::Pending(_)) if replaces => t_string!(i18n, edit.pending),
        Failure::Save(SaveError::Pending(_)) => t_string!(i18n, edit.pending_removal),
        Failure::Save(SaveError::Restored(_)) => t_string!(i18n, edit.restored),
        Failure::Save(SaveError::Unknown(_)) => t_string!(i18n, edit.unknown),
        Failure::Save(SaveError::Missing { kept: false, .. }) => t_string!(i18n, edit.missing_here_only),
        Failure::Save(SaveError::Missing { removed, .. }) => State::after(*removed).words(words),
        Failure::Save(SaveError::NotKept) if replaces => t_string!(i18n, edit.not_kept_pending),
        Failure::Save(SaveError::NotKept) => t_string!(i18n, edit.not_kept_next),
        Failure::Save(SaveError::Gone) => t_string!(i18n, edit.gone_next),
        Failure::Save(SaveError::Changed(_)) => t_string!(i18n, edit.changed_next),
        Failure::Busy => t_string!(i18n, edit.busy_next),
        Failure::AtWork => t_string!(i18n, edit.at_work_next),
        Failure::NoLocks => t_string!(i18n, edit.no_locks_next),
    })
}

/// What happened, where it was no error of a call.
pub(super) fn own_words(words: Words, failure: &Failure) -> &'static str {
    let i18n = words.i18n;
    match failure {
        Failure::Save(SaveError::NotKept) => t_string!(i18n, edit.not_kept),
        Failure::Save(SaveError::Gone) => t_string!(i18n, edit.gone),
        Failure::Save(SaveError::Changed(_)) => t_string!(i18n, edit.changed),
        Failure::Busy => t_string!(i18n, edit.busy),
        Failure::AtWork => t_string!(i18n, edit.at_work),
        Failure::NoLocks => t_string!(i18n, edit.no_locks),
        _ => "",
    }
}

/// What happened, and what is at the provider now or what to do.
pub(crate) fn explained(words: Words, bucket: OpenBucket, failure: &Failure) -> [String; 2] {
    let state = state_words(words, bucket, failure);
    match failure.error() {
        Some(error) => {
            let [what, _, next] = words.error(error, &bucket.connection());
            [what, state.map_or(next, str::to_owned)]
        }
        None => [own_words(words, failure).to_owned(), state.unwrap_or_default().to_owned()],
    }
}

/// What became of a sending that did not go through, and the ways out of it. It stands among
/// [`Alerts`](crate::app::components::alerts::Alerts), or in a dialog that opens with it.
#[component]
pub(crate) fn Failed(
    bucket: OpenBucket,
    /// The rule as it was opened.
    before: Option<StoredRule>,
    /// What was to be saved.
    edited: Rule,
    /// What became of it.
    failure: Failure,
    /// Called when one of the rule's forms was written after all.
    #[prop(into)]
    on_written: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let failure = Arc::new(failure);
    let of = Arc::clone(&failure);
    let state = move || state_words(words, bucket, &of);
    if let Some(error) = failure.error() {
        let error = error.clone();
        let ways_out = left_over(&edited, &failure)
            .map(|save| view! { <WaysOut bucket save can_write=true on_done=on_written/> });
        return view! {
            <div class="fields">
                {move || state().map(|state| view! { <p class="note">{state}</p> })}
                <Refused bucket error/>
                {ways_out}
            </div>
        }
        .into_any();
    }
    let versions = match (&*failure, before) {
        (Failure::Save(SaveError::Changed(now)), Some(before)) => {
            Some(view! { <Versions opened=before.rule edited now=now.rule.clone()/> })
        }
        _ => None,
    };
    view! {
        <ErrorFrame what=move || own_words(words, &failure)>
            <p class="error-next">{move || state().unwrap_or_default()}</p>
            {versions}
        </ErrorFrame>
    }
    .into_any()
}

/// Both forms of a rule that is missing.
fn left_over(edited: &Rule, failure: &Failure) -> Option<LeftOver> {
    let Failure::Save(SaveError::Missing { documents, removed, .. }) = failure else { return None };
    let (id, documents) = (edited.id().to_owned(), (**documents).clone());
    Some(LeftOver { id, documents, state: State::after(*removed) })
}

/// What became of one rule of several that was not created or deleted, or not for certain.
#[component]
pub(crate) fn FailedOne(bucket: OpenBucket, failure: Failure) -> impl IntoView {
    let nothing = Callback::new(|()| {});
    view! { <Failed bucket before=None edited=Rule::default() failure on_written=nothing/> }
}

/// What the provider said.
#[component]
pub(crate) fn Refused(bucket: OpenBucket, error: Error) -> impl IntoView {
    match error.kind.is_about_credentials() {
        true => view! {
            <FailedCall error bucket>
                <RenewButton bucket/>
            </FailedCall>
        }
        .into_any(),
        false => view! { <FailedCall error bucket/> }.into_any(),
    }
}

/// A rule as it was opened, as it was edited, and as it is now: the parts in which they differ.
#[component]
fn Versions(opened: Rule, edited: Rule, now: Rule) -> impl IntoView {
    let i18n = use_i18n();
    let names = vec![
        Signal::derive(move || t_string!(i18n, edit.as_opened).to_owned()),
        Signal::derive(move || t_string!(i18n, edit.as_edited).to_owned()),
        Signal::derive(move || t_string!(i18n, edit.as_now).to_owned()),
    ];
    let named = Named::Label(Signal::derive(move || t_string!(i18n, edit.changed).to_owned()));
    let rows = three_way(&opened, &edited, &now);
    let rules = Arc::<[Rule]>::from([opened, edited, now]);
    let row = |row: Row| {
        let class = if row.conflict { "conflict" } else { "" };
        view! { <PartRow part=row.part rules=Arc::clone(&rules) class/> }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <PartsTable named names>
            {rows}
        </PartsTable>
    }
}
