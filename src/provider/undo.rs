//! Taking a write back: the document that was read before it is written again, and what was created is deleted.
//!
//! That is a save, a creation or a deletion like any other, from a reading of its own, and as safe. What somebody else has written
//! meanwhile is not touched. Reads of COS lag behind writes: a reading that shows the rule as it was before may be an old
//! one, and does not prove that there is nothing to be taken back; so it is read again for as long as that.

use super::client::Client;
use super::error::{Error, ErrorKind};
use super::http::Transport;
use super::journal::{Journal, Store};
use super::save::{SaveError, Saved, save_over, unread};
use super::write::{Created, LOOK_PAUSE, LOOKS, Look, WriteError, create, delete, look_until};
use super::{StoredRule, service};

/// Puts a rule that was changed back into its form before. `written` is what the provider showed after the change; a rule
/// that is neither that nor the form before is somebody else's by now.
///
/// # Errors
/// [`SaveError`] says what is at the provider now.
pub async fn take_back<T: Transport, S: Store>(
    client: &Client<T>,
    journal: &Journal<S>,
    written: &StoredRule,
    before: &StoredRule,
) -> Result<Saved, SaveError> {
    let id = written.rule.id();
    let now = read_until(client, journal, id, |now| now.document == written.document).await;
    match now {
        Ok(now) => {
            // All of what was read, as every document is sent: in the documented order, without what says nothing.
            let service = service(client.connection().provider);
            let document = service.document(&before.rule, Some(&before.document));
            save_over(client, journal, now, written, &before.rule, document).await
        }
        Err(error) => Err(unread(journal, id, error).await),
    }
}

/// Reads a rule until it is what was written, for as long as a reading may be older than that.
async fn read_until<T: Transport, S: Store>(
    client: &Client<T>,
    journal: &Journal<S>,
    id: &str,
    is_written: impl Fn(&StoredRule) -> bool,
) -> Result<StoredRule, Error> {
    let mut now = client.get_rule(id).await;
    for _ in 0..if client.capabilities().reads_lag { LOOKS } else { 0 } {
        match &now {
            Ok(now) if is_written(now) => break,
            Err(error) if !error.is_absence() => break,
            _ => {}
        }
        journal.pause(LOOK_PAUSE).await;
        now = client.get_rule(id).await;
    }
    now
}

/// Creates a rule that was deleted again, from its own document. Never writes over a rule that has its id by now; the very
/// same rule counts as put back.
///
/// # Errors
/// [`WriteError`] says what is known; [`ErrorKind::AlreadyExists`] when another rule has the id.
pub async fn put_back<T: Transport, S: Store>(
    client: &Client<T>,
    journal: &Journal<S>,
    deleted: &StoredRule,
) -> Result<Created, WriteError> {
    let lags = client.capabilities().reads_lag;
    // The deletion may not be seen yet: what is read then would pass for a rule that is there again.
    let seen_gone = lags && {
        let look =
            look_until(client, deleted.rule.id(), journal, |look| !matches!(look, Look::There(_))).await;
        matches!(look, Look::Absent(_))
    };
    let created = create(client, journal, &deleted.rule, Some(&deleted.document)).await?;
    if seen_gone && created == Created::Already {
        // An older reading once more, or somebody else at the same moment: nothing was written.
        return Err(WriteError::Refused(Error::of_kind(ErrorKind::AlreadyExists)));
    }
    Ok(created)
}

/// Why a rule that was created was not deleted again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTakenAway {
    /// It was not read, or it is another one by now: nothing was sent.
    Unread(SaveError),
    /// The deletion did not go through for certain.
    Undeleted(WriteError),
}

/// Deletes a rule that was created again, if it still is what was written; gives it as it was read before. One that is
/// gone already counts as deleted, and gives nothing.
///
/// # Errors
/// [`NotTakenAway`] says what is known.
pub async fn take_away<T: Transport, S: Store>(
    client: &Client<T>,
    journal: &Journal<S>,
    created: &StoredRule,
) -> Result<Option<StoredRule>, NotTakenAway> {
    let id = created.rule.id();
    let is_it = |now: &StoredRule| is_as_created(client, created, now);
    let now = match read_until(client, journal, id, is_it).await {
        Ok(now) if is_it(&now) => now,
        Ok(now) => return Err(NotTakenAway::Unread(SaveError::Changed(Box::new(now)))),
        Err(error) if error.is_absence() => return Ok(None),
        Err(error) => return Err(NotTakenAway::Unread(SaveError::NotRead(error))),
    };
    delete(client, journal, id).await.map_err(NotTakenAway::Undeleted)?;
    Ok(Some(now))
}

/// Whether a rule is what was written, in the provider's own form of it, also in what this version does not know.
fn is_as_created<T: Transport>(client: &Client<T>, created: &StoredRule, now: &StoredRule) -> bool {
    let layout = service(client.connection().provider).layout();
    let unknown = |stored: &StoredRule| layout.unknown_texts(&stored.document);
    created.rule.agrees_in_all(&now.rule) && unknown(created) == unknown(now)
}
