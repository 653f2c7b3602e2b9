//! Saving a changed rule so that it is never lost.
//!
//! The rule is read again before anything is written: one that changed meanwhile stops the save. Where the
//! provider replaces a rule in place that is one write. OSS refuses a write over an existing id, so there
//! a save is a removal and a write, and between the two the rule exists nowhere but here: both documents
//! are put on the device before the removal and stay there until the new one has been read back.

use std::time::Duration;

use super::client::Client;
use super::error::{Error, ErrorKind};
use super::http::Transport;
use super::xml::Element;
use super::{StoredRule, service};
use crate::model::Rule;
use crate::model::rule::Part;

/// Keeps the two documents of a save on the device, whatever happens to the page.
pub trait Journal {
    /// Keeps them; false when the device did not.
    fn keep(&self, id: &str, before: &str, after: &str) -> impl Future<Output = bool>;

    /// Drops them: the provider holds the rule again.
    fn settled(&self, id: &str) -> impl Future<Output = ()>;

    /// Waits.
    fn pause(&self, time: Duration) -> impl Future<Output = ()>;
}

/// A save that went through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The rule as the provider holds it now.
    pub stored: StoredRule,
    /// Parts that the provider holds otherwise than they were sent.
    pub differing: Vec<Part>,
}

/// Why a save did not go through, by what is at the provider now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// Another version than the one that was changed: nothing was written.
    Changed(Box<StoredRule>),
    /// No rule any more, before anything was written.
    Gone,
    /// The rule as it was: the device could not keep a copy, so nothing was removed.
    NotKept,
    /// The rule as it was: the provider refused.
    Refused(Error),
    /// The rule as it was: its new form was refused after the removal, and the old one put back.
    Restored(Error),
    /// One of the two forms, and nobody knows which: no answer came to a write in place, nor to the look at what
    /// became of it.
    Unknown(Error),
    /// No rule, or nobody knows: both forms of it are on the device and in `documents`.
    Missing {
        /// What went wrong last.
        error: Error,
        /// Whether the old form was removed for certain.
        removed: bool,
        /// The rule's document before and after the change.
        documents: Box<[Element; 2]>,
    },
}

/// Reads of COS lag behind a write by up to so long.
const CONFIRM_TRIES: u32 = 10;
const CONFIRM_PAUSE: Duration = Duration::from_secs(1);

/// Writes `rule` in the place of `before`.
///
/// # Errors
/// [`SaveError`] says what is at the provider now.
pub async fn save<T: Transport>(
    client: &Client<T>,
    journal: &impl Journal,
    before: &StoredRule,
    rule: &Rule,
) -> Result<Saved, SaveError> {
    let service = service(client.connection().provider);
    let id = before.rule.id();
    let now = match client.get_rule(id).await {
        Ok(now) => now,
        Err(error) if error.kind == ErrorKind::NoSuchRule => return Err(SaveError::Gone),
        Err(error) => return Err(SaveError::Refused(error)),
    };
    let changed = now.document != before.document;
    // A save whose answer was lost is found done when it is tried again.
    let done = if changed { rule.agrees_in_all(&now.rule) } else { *rule == before.rule };
    if done {
        return Ok(Saved { stored: now, differing: Vec::new() });
    }
    if changed {
        return Err(SaveError::Changed(Box::new(now)));
    }
    let document = service.document(rule, Some(&before.document));
    if !service.capabilities().overwrites {
        if !journal.keep(id, &before.document.to_document(), &document.to_document()).await {
            return Err(SaveError::NotKept);
        }
        remove(client, journal, before, &document).await?;
    }
    put(client, journal, before, rule, &document).await
}

/// Removes the old rule. After a lost answer the state is read. A rule that is still there was not removed, but
/// may be yet, by a request that is on its way: the copy stays on the device.
async fn remove<T: Transport>(
    client: &Client<T>,
    journal: &impl Journal,
    before: &StoredRule,
    document: &Element,
) -> Result<(), SaveError> {
    let id = before.rule.id();
    let Err(error) = client.delete_rule(id).await else { return Ok(()) };
    if !error.kind.leaves_a_write_open() {
        journal.settled(id).await;
        return Err(SaveError::Refused(error));
    }
    match client.get_rule(id).await {
        Ok(_) => Err(SaveError::Refused(error)),
        Err(now) if now.kind == ErrorKind::NoSuchRule => Ok(()),
        Err(_) => Err(SaveError::Missing { error, removed: false, documents: both(before, document) }),
    }
}

/// Writes the new rule; what is refused after a removal is undone.
async fn put<T: Transport>(
    client: &Client<T>,
    journal: &impl Journal,
    before: &StoredRule,
    rule: &Rule,
    document: &Element,
) -> Result<Saved, SaveError> {
    let id = before.rule.id();
    let replaces = service(client.connection().provider).capabilities().overwrites;
    let Err(error) = client.put_document(id, document).await else {
        return confirm(client, journal, rule, document).await;
    };
    if error.kind.leaves_a_write_open() {
        // Nobody knows what became of it: if something is there, it is looked at like an answer.
        return match client.get_rule(id).await {
            Ok(_) => match confirm(client, journal, rule, document).await {
                // It never arrived: what is there is what was there.
                Ok(saved) if saved.stored.document == before.document => Err(SaveError::Refused(error)),
                outcome => outcome,
            },
            Err(now) if replaces && now.kind != ErrorKind::NoSuchRule => Err(SaveError::Unknown(error)),
            Err(_) => Err(SaveError::Missing { error, removed: true, documents: both(before, document) }),
        };
    }
    if replaces {
        return Err(SaveError::Refused(error));
    }
    if restore(client, before).await {
        journal.settled(id).await;
        return Err(SaveError::Restored(error));
    }
    Err(SaveError::Missing { error, removed: true, documents: both(before, document) })
}

/// Puts the old form back. After a lost answer the state is read.
async fn restore<T: Transport>(client: &Client<T>, before: &StoredRule) -> bool {
    let id = before.rule.id();
    match client.put_document(id, &before.document).await {
        Ok(()) => true,
        Err(error) if error.kind.leaves_a_write_open() => {
            client.get_rule(id).await.is_ok_and(|now| before.rule.agrees_in_all(&now.rule))
        }
        Err(_) => false,
    }
}

fn both(before: &StoredRule, document: &Element) -> Box<[Element; 2]> {
    Box::new([before.document.clone(), document.clone()])
}

/// Reads until the provider shows what was written. After that nothing is ever put back.
async fn confirm<T: Transport>(
    client: &Client<T>,
    journal: &impl Journal,
    rule: &Rule,
    document: &Element,
) -> Result<Saved, SaveError> {
    let mut last = None;
    for attempt in 0..=CONFIRM_TRIES {
        if attempt > 0 {
            journal.pause(CONFIRM_PAUSE).await;
        }
        let Ok(stored) = client.get_rule(rule.id()).await else { continue };
        let differing: Vec<Part> = Part::all().filter(|part| !rule.agrees(&stored.rule, *part)).collect();
        let agrees = differing.is_empty();
        last = Some(Saved { stored, differing });
        if agrees {
            break;
        }
    }
    if last.is_some() {
        journal.settled(rule.id()).await;
    }
    // The write was taken, so it stands, even if it could not be read back.
    Ok(last.unwrap_or_else(|| Saved {
        stored: StoredRule { rule: rule.clone(), document: document.clone() },
        differing: Vec::new(),
    }))
}

/// Writes one of the documents of an interrupted save again, unless it is there after all.
///
/// # Errors
/// Why the provider did not take it; [`ErrorKind::AlreadyExists`] when another rule is there.
pub async fn write_again<T: Transport>(
    client: &Client<T>,
    journal: &impl Journal,
    id: &str,
    document: &Element,
) -> Result<(), Error> {
    match client.get_rule(id).await {
        Ok(now) => {
            let wanted = service(client.connection().provider).layout().read(document);
            if !wanted.is_ok_and(|wanted| wanted.agrees_in_all(&now.rule)) {
                return Err(Error::of_kind(ErrorKind::AlreadyExists));
            }
        }
        Err(error) if error.kind == ErrorKind::NoSuchRule => client.put_document(id, document).await?,
        Err(error) => return Err(error),
    }
    journal.settled(id).await;
    Ok(())
}
