//! What became of a rule that was sent: shared by the form and by what changes a rule at one click.

use crate::app::app;
use crate::app::components::error_panel::{error_panel, panel};
use crate::app::dom::{El, el};
use crate::app::journal::DeviceJournal;
use crate::app::later::by_part;
use crate::app::later::interrupted::{LeftOver, missing_words, ways_out};
use crate::app::later::renewing;
use crate::app::rules::Rules;
use crate::app::session::OpenRef;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;
use crate::model::diff::three_way;
use crate::provider::StoredRule;
use crate::provider::error::Error;
use crate::provider::save::{SaveError, Saved, save};

/// Why something was not sent, or did not go through.
#[derive(Clone)]
pub(super) enum Failure {
    /// A new rule, or a run.
    Call(Error),
    /// A changed rule.
    Save(SaveError),
    /// Another tab is saving the same rule.
    Busy,
}

/// Saves a changed rule while no other tab does, and shows it in the list.
pub(super) async fn save_held(open: &OpenRef, before: &StoredRule, rule: &Rule) -> Result<Saved, Failure> {
    let journal = DeviceJournal::of(&open.place);
    // Held until the save is over, so that two tabs never write one rule at once.
    let _held = journal.hold(rule.id()).await.ok_or(Failure::Busy)?;
    let saved = save(&open.client, &journal, before, rule).await.map_err(Failure::Save)?;
    show_written(open, saved.stored.rule.clone());
    Ok(saved)
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

/// Lets the list of the bucket hold a rule that only the device has, because nobody else shows it any more.
pub(super) fn hand_to_list(open: &OpenRef, failure: &Failure) {
    if let Failure::Save(SaveError::Missing { .. }) = failure
        && let Some(list) = list_now(open)
    {
        list.left_over().update(|count| *count = count.wrapping_add(1));
    }
}

/// Says that a rule was saved, and what the provider holds otherwise than it was sent.
pub(super) fn saved_words(saved: &Saved) -> String {
    let i18n = language();
    let id = saved.stored.rule.id();
    if saved.differing.is_empty() {
        return fill(td_string!(i18n, edit.done), &[("id", &id)]);
    }
    let names: Vec<&str> = saved.differing.iter().map(|part| words::part(i18n, *part)).collect();
    let names = names.join(", ");
    fill(td_string!(i18n, edit.differs), &[("id", &id), ("parts", &names)])
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
    let i18n = language();
    let connection = open.client.connection();
    let refused = |error: &Error, note: Option<&str>| {
        let note = note.map(|words| el("p.note").text(words));
        let ways = error.kind.is_about_credentials().then(|| renewing(open));
        el("div.fields").children(note).child(error_panel(error, connection, ways.into_iter().collect()))
    };
    let plain = |what: &str, next: &str| panel(what).child(el("p.error-next").text(next));
    match failure {
        Failure::Call(error) => {
            let lost = error.kind.leaves_a_write_open();
            refused(error, lost.then_some(td_string!(i18n, create.lost)))
        }
        Failure::Save(SaveError::Refused(error)) => refused(error, Some(td_string!(i18n, edit.as_it_was))),
        Failure::Save(SaveError::Restored(error)) => refused(error, Some(td_string!(i18n, edit.restored))),
        Failure::Save(SaveError::Unknown(error)) => refused(error, Some(td_string!(i18n, edit.unknown))),
        Failure::Save(SaveError::NotKept) => {
            plain(td_string!(i18n, edit.not_kept), td_string!(i18n, edit.not_kept_next))
        }
        Failure::Busy => plain(td_string!(i18n, edit.busy), td_string!(i18n, edit.busy_next)),
        Failure::Save(SaveError::Gone) => {
            plain(td_string!(i18n, edit.gone), td_string!(i18n, edit.gone_next))
        }
        Failure::Save(SaveError::Changed(now)) => {
            let table = before.map(|before| versions(&before.rule, edited, &now.rule));
            plain(td_string!(i18n, edit.changed), td_string!(i18n, edit.changed_next)).children(table)
        }
        Failure::Save(SaveError::Missing { error, removed, documents }) => {
            let save =
                LeftOver { id: edited.id().to_owned(), documents: (**documents).clone(), removed: *removed };
            refused(error, Some(missing_words(&save))).child(ways_out(open, &save, written))
        }
    }
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
