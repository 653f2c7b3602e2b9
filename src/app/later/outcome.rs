//! What became of a rule that was sent: shared by the form and by what changes a rule at one click.

use crate::app::app;
use crate::app::components::error_panel::{error_panel, panel};
use crate::app::dom::{El, el};
use crate::app::journal::{DeviceJournal, Hold, journal_of};
use crate::app::later::by_part;
use crate::app::later::interrupted::{LeftOver, State, missing_words, ways_out};
use crate::app::later::renewing;
use crate::app::notices::Way;
use crate::app::rules::Rules;
use crate::app::session::OpenRef;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;
use crate::model::diff::three_way;
use crate::provider::StoredRule;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::save::{SaveError, Saved, save};
use crate::provider::write::{self, Created, Seen, WriteError};
use crate::route::Route;

/// Why something was not sent, or did not go through.
#[derive(Clone, PartialEq)]
pub(super) enum Failure {
    /// A new rule.
    Create(WriteError),
    /// A run.
    Run(WriteError),
    /// A deletion.
    Delete(WriteError),
    /// A changed rule.
    Save(SaveError),
    /// Another tab is writing the same rule.
    Busy,
    /// Whether another tab is saving the same rule cannot be known here.
    NoLocks,
}

/// Saves a changed rule while no other tab does, and shows it in the list.
pub(super) async fn save_held(open: &OpenRef, before: &StoredRule, rule: &Rule) -> Result<Saved, Failure> {
    let journal = journal_of(&open.place);
    let Some(_working) = app().session.begin_work(open).await else {
        return Err(Failure::Save(SaveError::NotRead(Error::of_kind(ErrorKind::Cancelled))));
    };
    // Held until the save is over, so that two tabs never write one rule at once.
    let held = hold(open, &journal, rule.id()).await?;
    let saved = save(&open.client, &journal, before, rule).await;
    drop(held);
    // From now on the list looks whether a removal comes that may still be carried out.
    if journal.may_be_removed(rule.id()).await {
        look_again_at_kept(open);
    }
    let saved = saved.map_err(Failure::Save)?;
    show_written(open, saved.stored.rule.clone());
    Ok(saved)
}

/// Keeps other tabs from writing a rule until what it gives is dropped.
///
/// # Errors
/// When one of them is writing it, or nobody knows and the rule would be removed first: another tab would take that
/// for a save that was cut off.
pub(super) async fn hold(open: &OpenRef, journal: &DeviceJournal, id: &str) -> Result<Hold, Failure> {
    match hold_if_known(journal, id).await? {
        Hold::Unknown if !open.client.capabilities().overwrites => Err(Failure::NoLocks),
        held => Ok(held),
    }
}

/// The same for what is not removed first: where nobody knows, it goes on.
async fn hold_if_known(journal: &DeviceJournal, id: &str) -> Result<Hold, Failure> {
    match journal.0.hold(id).await {
        Hold::Busy => Err(Failure::Busy),
        held => Ok(held),
    }
}

/// Creates a rule like another one, and shows it in the list.
pub(super) async fn create(
    open: &OpenRef,
    rule: &Rule,
    like: Option<&StoredRule>,
) -> Result<Created, Failure> {
    let Some(_working) = app().session.begin_work(open).await else {
        return Err(Failure::Create(forgotten()));
    };
    let journal = journal_of(&open.place);
    let _held = hold_if_known(&journal, rule.id()).await?;
    let like = like.map(|like| &like.document);
    let created = write::create(&open.client, &journal, rule, like).await.map_err(Failure::Create)?;
    show_written(open, rule.clone());
    Ok(created)
}

/// Deletes a rule, and takes it out of the list: only now, when the provider has confirmed.
pub(super) async fn delete(open: &OpenRef, id: &str) -> Result<(), Failure> {
    let Some(_working) = app().session.begin_work(open).await else {
        return Err(Failure::Delete(forgotten()));
    };
    let journal = journal_of(&open.place);
    let _held = hold_if_known(&journal, id).await?;
    write::delete(&open.client, &journal, id).await.map_err(Failure::Delete)?;
    list_now(open).into_iter().for_each(|list| list.deleted(id));
    Ok(())
}

/// Runs a rule's document once; gives the number of the job.
pub(super) async fn run_once(
    open: &OpenRef,
    rule: &Rule,
    like: Option<&StoredRule>,
) -> Result<String, Failure> {
    let Some(_working) = app().session.begin_work(open).await else {
        return Err(Failure::Run(forgotten()));
    };
    let like = like.map(|like| &like.document);
    write::run_once(&open.client, rule, like).await.map_err(Failure::Run)
}

/// The credentials were forgotten before anything was sent.
fn forgotten() -> WriteError {
    WriteError::Refused(Error::of_kind(ErrorKind::Cancelled))
}

impl Failure {
    /// What the provider said, or came instead.
    pub(super) fn error(&self) -> Option<&Error> {
        match self {
            Failure::Create(error) | Failure::Run(error) | Failure::Delete(error) => Some(error.error()),
            Failure::Save(
                SaveError::NotRead(error)
                | SaveError::Refused(error)
                | SaveError::Pending(error)
                | SaveError::Restored(error)
                | SaveError::Unknown(error)
                | SaveError::Missing { error, .. },
            ) => Some(error),
            Failure::Save(SaveError::Changed(_) | SaveError::Gone | SaveError::NotKept)
            | Failure::Busy
            | Failure::NoLocks => None,
        }
    }

    /// Whether the provider has refused for a reason.
    pub(super) fn is_refusal(&self, kind: ErrorKind) -> bool {
        matches!(
            self,
            Failure::Create(WriteError::Refused(error)) | Failure::Delete(WriteError::Refused(error))
                if error.kind == kind
        )
    }

    /// Whether a rule may have been created or deleted all the same.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Failure::Create(error) | Failure::Delete(error) if error.is_open())
    }

    /// Whether the rules that are left would fail alike, or should not be touched before this is looked at.
    pub(super) fn stops_the_others(&self) -> bool {
        match self {
            Failure::Busy | Failure::Save(SaveError::Changed(_) | SaveError::Gone) => false,
            Failure::Save(
                SaveError::NotRead(error) | SaveError::Refused(error) | SaveError::Restored(error),
            ) => error.meets_every_rule(),
            Failure::Create(error) | Failure::Run(error) | Failure::Delete(error) => error.stops_the_others(),
            Failure::NoLocks
            | Failure::Save(
                SaveError::NotKept
                | SaveError::Pending(_)
                | SaveError::Unknown(_)
                | SaveError::Missing { .. },
            ) => true,
        }
    }
}

/// The list of a bucket, which may have been closed and opened again since a call began; `None` while it is closed.
pub(super) fn list_now(open: &OpenRef) -> Option<Rules> {
    app().session.open_at(&open.place).map(|now| now.rules)
}

/// Shows a rule that was written in the list of its bucket.
pub(super) fn show_written(open: &OpenRef, rule: Rule) {
    if let Some(list) = list_now(open) {
        list.written(rule);
    }
}

/// Lets the list of the bucket look again at what the device keeps: nobody else shows it any more.
pub(super) fn hand_to_list(open: &OpenRef, failure: &Failure) {
    if let Failure::Save(SaveError::Missing { .. } | SaveError::Pending(_)) = failure {
        look_again_at_kept(open);
    }
}

/// Lets the list of the bucket look again at what the device keeps.
pub(super) fn look_again_at_kept(open: &OpenRef) {
    if let Some(list) = list_now(open) {
        list.left_over().update(|count| *count = count.wrapping_add(1));
    }
}

/// Says in a message what became of a sending whose screen was left, with the way back to `to`.
pub(super) fn tell_elsewhere(open: &OpenRef, id: &str, failure: &Failure, to: &Route) {
    let i18n = language();
    hand_to_list(open, failure);
    say_not_done(id, explained(open, failure), to, td_string!(i18n, messages.back));
}

/// Says in a message what happened to a rule and what is next, with a link to `to`.
pub(super) fn say_not_done(id: &str, [what, next]: [String; 2], to: &Route, link: &'static str) {
    let i18n = language();
    let said = fill(td_string!(i18n, messages.not_done), &[("id", &id), ("what", &what), ("next", &next)]);
    app().notices.failure(said, Some(Way::To(to.address(), link)));
}

/// Says that a rule was saved, and what the provider holds otherwise than it was sent.
pub(super) fn saved_words(saved: &Saved) -> String {
    let i18n = language();
    let id = saved.stored.rule.id();
    if !saved.read_back {
        return fill(td_string!(i18n, edit.not_read_back), &[("id", &id)]);
    }
    if saved.differing.is_empty() {
        return fill(td_string!(i18n, edit.done), &[("id", &id)]);
    }
    let names: Vec<&str> = saved.differing.iter().map(|part| words::part(i18n, *part)).collect();
    let names = names.join(", ");
    fill(td_string!(i18n, edit.differs), &[("id", &id), ("parts", &names)])
}

/// What is at the provider now, as far as a failure tells, or what to do.
fn state_words(open: &OpenRef, failure: &Failure) -> Option<&'static str> {
    let i18n = language();
    let replaces = open.client.capabilities().overwrites;
    Some(match failure {
        Failure::Create(WriteError::Open { seen: Seen::AsBefore, .. }) => {
            td_string!(i18n, create.open_absent)
        }
        Failure::Create(WriteError::Open { seen: Seen::Another, .. }) => {
            td_string!(i18n, create.open_another)
        }
        Failure::Create(WriteError::Open { seen: Seen::Nothing, .. }) => {
            td_string!(i18n, create.open_unknown)
        }
        Failure::Run(WriteError::Open { .. }) => td_string!(i18n, create.run_open),
        Failure::Delete(WriteError::Open { seen: Seen::Nothing, .. }) => {
            td_string!(i18n, delete.open_unknown)
        }
        Failure::Delete(WriteError::Open { .. }) => td_string!(i18n, delete.open_there),
        Failure::Create(WriteError::Refused(_))
        | Failure::Run(WriteError::Refused(_))
        | Failure::Delete(WriteError::Refused(_)) => return None,
        Failure::Save(SaveError::NotRead(_)) => td_string!(i18n, edit.not_read),
        Failure::Save(SaveError::Refused(_)) => td_string!(i18n, edit.as_it_was),
        Failure::Save(SaveError::Pending(_)) if replaces => td_string!(i18n, edit.pending),
        Failure::Save(SaveError::Pending(_)) => td_string!(i18n, edit.pending_removal),
        Failure::Save(SaveError::Restored(_)) => td_string!(i18n, edit.restored),
        Failure::Save(SaveError::Unknown(_)) => td_string!(i18n, edit.unknown),
        Failure::Save(SaveError::Missing { kept: false, .. }) => td_string!(i18n, edit.missing_here_only),
        Failure::Save(SaveError::Missing { removed, .. }) => missing_words(state_of(*removed)),
        Failure::Save(SaveError::NotKept) if replaces => td_string!(i18n, edit.not_kept_pending),
        Failure::Save(SaveError::NotKept) => td_string!(i18n, edit.not_kept_next),
        Failure::Save(SaveError::Gone) => td_string!(i18n, edit.gone_next),
        Failure::Save(SaveError::Changed(_)) => td_string!(i18n, edit.changed_next),
        Failure::Busy => td_string!(i18n, edit.busy_next),
        Failure::NoLocks => td_string!(i18n, edit.no_locks_next),
    })
}

fn state_of(removed: bool) -> State {
    if removed { State::Removed } else { State::Unknown }
}

/// What happened, where it was no error of a call.
pub(super) fn own_words(failure: &Failure) -> &'static str {
    let i18n = language();
    match failure {
        Failure::Save(SaveError::NotKept) => td_string!(i18n, edit.not_kept),
        Failure::Save(SaveError::Gone) => td_string!(i18n, edit.gone),
        Failure::Save(SaveError::Changed(_)) => td_string!(i18n, edit.changed),
        Failure::Busy => td_string!(i18n, edit.busy),
        Failure::NoLocks => td_string!(i18n, edit.no_locks),
        _ => "",
    }
}

/// What happened, and what is at the provider now or what to do.
fn explained(open: &OpenRef, failure: &Failure) -> [String; 2] {
    let state = state_words(open, failure);
    match failure.error() {
        Some(error) => {
            let [what, _, next] = words::error(language(), error, open.client.connection());
            [what, state.map_or(next, str::to_owned)]
        }
        None => [own_words(failure).to_owned(), state.unwrap_or_default().to_owned()],
    }
}

/// What became of a sending that did not go through, and the ways out of it. `before` is the rule as it was
/// opened and `edited` what was to be saved; `written` is called when one of its forms was written after all.
pub(super) fn failed(
    open: &OpenRef,
    before: Option<&StoredRule>,
    edited: &Rule,
    failure: &Failure,
    written: impl Fn() + 'static,
) -> El {
    let state = state_words(open, failure);
    let Some(error) = failure.error() else {
        let table = match (failure, before) {
            (Failure::Save(SaveError::Changed(now)), Some(before)) => {
                Some(versions(&before.rule, edited, &now.rule))
            }
            _ => None,
        };
        let next = el("p.error-next").text(state.unwrap_or_default());
        return panel(own_words(failure)).child(next).children(table);
    };
    let refused = refused(open, error, state);
    let Failure::Save(SaveError::Missing { documents, removed, .. }) = failure else { return refused };
    let save =
        LeftOver { id: edited.id().to_owned(), documents: (**documents).clone(), state: state_of(*removed) };
    refused.child(ways_out(open, &save, true, written))
}

/// What became of one rule of several that was not created or deleted, or not for certain.
pub(super) fn failed_one(open: &OpenRef, failure: &Failure) -> El {
    failed(open, None, &Rule::default(), failure, || {})
}

/// What the provider said, under what is there now.
fn refused(open: &OpenRef, error: &Error, state: Option<&str>) -> El {
    let ways = error.kind.is_about_credentials().then(|| renewing(open));
    el("div.fields").children(state.map(|words| el("p.note").text(words))).child(error_panel(
        error,
        open.client.connection(),
        ways.into_iter().collect(),
    ))
}

/// A rule as it was opened, as it was edited, and as it is now: the parts in which they differ.
fn versions(opened: &Rule, edited: &Rule, now: &Rule) -> El {
    let i18n = language();
    let names =
        [td_string!(i18n, edit.as_opened), td_string!(i18n, edit.as_edited), td_string!(i18n, edit.as_now)];
    let rows = three_way(opened, edited, now).into_iter().map(|row| {
        by_part::row(row.part, None, [opened, edited, now]).class(if row.conflict { "conflict" } else { "" })
    });
    by_part::table(("aria-label", td_string!(i18n, edit.changed)), names, rows)
}
