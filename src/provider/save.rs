//! Saving a changed rule so that it is never lost.
//!
//! The rule is read again before anything is written: one that changed meanwhile stops the save. Where the
//! provider replaces a rule in place that is one write. OSS refuses a write over an existing id, so there
//! a save is a removal and a write, and between the two the rule exists nowhere but here: both documents
//! are put on the device before the removal and stay there until the new one has been read back. What an answer
//! proves, and what is done when it proves nothing, stands in `write.rs`.

use super::client::Client;
use super::error::{Error, ErrorKind};
use super::http::{Method, Transport};
use super::journal::{Journal, Store};
use super::write::{LOOK_PAUSE, Look, glance, look, look_until};
use super::xml::Element;
use super::{StoredRule, service};
use crate::model::Rule;
use crate::model::rule::Part;

/// A save that went through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The rule as the provider holds it now.
    pub stored: StoredRule,
    /// Parts that the provider holds otherwise than they were sent.
    pub differing: Vec<Part>,
    /// Whether `stored` was read, and is not only what was sent and taken.
    pub read_back: bool,
    /// Whether this save wrote it: the provider may have held the same before, by somebody else.
    pub written: bool,
}

/// Why a save did not go through, by what is at the provider now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// Another version than the one that was changed: nothing was written.
    Changed(Box<StoredRule>),
    /// No rule any more, before anything was written, and no copy of it on the device.
    Gone,
    /// Nobody knows: the rule could not be read, so nothing was sent.
    NotRead(Error),
    /// The rule as it was: the device could not keep a copy, so nothing was removed.
    NotKept,
    /// The rule as it was: the provider refused.
    Refused(Error),
    /// The rule as it was, but what was sent may still be carried out: the answer proves nothing. Where that was a
    /// removal, both forms are on the device.
    Pending(Error),
    /// The rule as it was: its new form was refused after the removal, and the old one put back.
    Restored(Error),
    /// Nobody knows: no proof came to a write in place, nor to the look at what became of it.
    Unknown(Error),
    /// No rule, or nobody knows: both forms of it are in `documents`.
    Missing {
        /// What went wrong last.
        error: Error,
        /// Whether the old form was removed for certain.
        removed: bool,
        /// Whether the device keeps both forms.
        kept: bool,
        /// The rule's document before and after the change.
        documents: Box<[Element; 2]>,
    },
}

/// How often a rule that was written is looked for until it reads as it was sent: reads of COS lag behind a write,
/// and a provider that is busy shows an older form for a while.
const LOOKS: u32 = 10;

/// A save under way: what its steps need.
struct Saving<'a, T, S> {
    client: &'a Client<T>,
    journal: &'a Journal<S>,
    before: &'a StoredRule,
    rule: &'a Rule,
    document: Element,
    /// Whether the provider replaces a rule in place.
    replaces: bool,
}

/// Writes `rule` in the place of `before`.
///
/// # Errors
/// [`SaveError`] says what is at the provider now.
pub async fn save<T: Transport, S: Store>(
    client: &Client<T>,
    journal: &Journal<S>,
    before: &StoredRule,
    rule: &Rule,
) -> Result<Saved, SaveError> {
    let id = before.rule.id();
    let now = match client.get_rule(id).await {
        Ok(now) => now,
        Err(error) => return Err(unread(journal, id, error).await),
    };
    let document = service(client.connection().provider).document(rule, Some(&before.document));
    save_over(client, journal, now, before, rule, document).await
}

/// The same when the rule was read a moment ago, with the document that is to be written: it says what `rule` says.
pub(super) async fn save_over<T: Transport, S: Store>(
    client: &Client<T>,
    journal: &Journal<S>,
    now: StoredRule,
    before: &StoredRule,
    rule: &Rule,
    document: Element,
) -> Result<Saved, SaveError> {
    let id = before.rule.id();
    let changed = now.document != before.document;
    // A save whose answer was lost is found done when it is tried again.
    let done = if changed { rule.agrees_in_all(&now.rule) } else { *rule == before.rule };
    if done {
        return Ok(Saved { stored: now, differing: Vec::new(), read_back: true, written: false });
    }
    if changed {
        return Err(SaveError::Changed(Box::new(now)));
    }
    let replaces = client.capabilities().overwrites;
    let saving = Saving { client, journal, before, rule, document, replaces };
    // An earlier removal that may still be carried out endangers what is written in place as well.
    if (!replaces || journal.may_be_removed(id).await) && !saving.keep().await {
        return Err(SaveError::NotKept);
    }
    if !replaces {
        saving.remove().await?;
    }
    saving.write().await
}

/// Why a rule that is to be changed was not read. Of one that is not there both forms may be on the device, by an
/// earlier save that was cut off.
pub async fn unread<S: Store>(journal: &Journal<S>, id: &str, error: Error) -> SaveError {
    if !error.is_absence() {
        return SaveError::NotRead(error);
    }
    match journal.kept(id).await {
        Some(documents) => {
            SaveError::Missing { error, removed: true, kept: true, documents: Box::new(documents) }
        }
        None => SaveError::Gone,
    }
}

impl<T: Transport, S: Store> Saving<'_, T, S> {
    fn id(&self) -> &str {
        self.before.rule.id()
    }

    async fn keep(&self) -> bool {
        self.journal.keep(self.id(), &self.before.document, &self.document).await
    }

    /// The rule is not there, or nobody knows: its forms stay on the device. Where the provider replaces in place, or
    /// somebody has cleared the site's storage meanwhile, they are only now put there.
    async fn missing(&self, error: Error, removed: bool) -> SaveError {
        let kept = self.journal.kept(self.id()).await.is_some() || self.keep().await;
        self.journal.is_missing(self.id()).await;
        let documents = Box::new([self.before.document.clone(), self.document.clone()]);
        SaveError::Missing { error, removed, kept, documents }
    }

    /// Removes the old rule. Without a proof the state is read. A rule that is still there was not removed, but
    /// may be yet, by a request that is on its way; and if it is gone, then perhaps by another one. So the copy stays
    /// on the device in either case.
    async fn remove(&self) -> Result<(), SaveError> {
        let Err(error) = self.client.delete_document(self.id()).await else { return Ok(()) };
        if self.client.refused(Method::Delete, &error) {
            self.journal.settled(self.id()).await;
            return Err(SaveError::Refused(error));
        }
        self.journal.removal_is_open(self.id()).await;
        match look(self.client, self.id()).await {
            Look::Absent(_) => Ok(()),
            Look::There(_) => Err(SaveError::Pending(error)),
            Look::Failed => Err(self.missing(error, false).await),
        }
    }

    /// Writes the new rule; what is refused after a removal is undone.
    async fn write(&self) -> Result<Saved, SaveError> {
        let Err(error) = self.client.put_document(self.id(), &self.document).await else {
            return self.confirm(None).await;
        };
        // A browser sends a write again by itself when a connection breaks: what is in the way may be one's own.
        let taken = error.kind == ErrorKind::AlreadyExists && !self.replaces;
        if taken || !self.client.refused(Method::Put, &error) {
            return self.look_after(error, taken).await;
        }
        if self.replaces {
            return Err(SaveError::Refused(error));
        }
        if self.restore().await {
            return Err(SaveError::Restored(error));
        }
        Err(self.missing(error, true).await)
    }

    /// Nobody knows what became of a write: what is there is looked at like an answer.
    async fn look_after(&self, error: Error, taken: bool) -> Result<Saved, SaveError> {
        match look(self.client, self.id()).await {
            Look::There(now) if taken && now.document == self.before.document => {
                // The removal was answered as done, and was not: it may still come.
                self.journal.removal_is_open(self.id()).await;
                Err(SaveError::Pending(error))
            }
            Look::There(now) if taken && !self.rule.agrees_in_all(&now.rule) => {
                Err(self.missing(error, true).await)
            }
            Look::There(_) => self.confirm(Some(error)).await,
            Look::Failed if self.replaces => Err(SaveError::Unknown(error)),
            Look::Absent(_) | Look::Failed => Err(self.missing(error, true).await),
        }
    }

    /// Puts the old form back, and reads it. Without a proof the state decides as well.
    async fn restore(&self) -> bool {
        if let Err(error) = self.client.put_document(self.id(), &self.before.document).await
            && self.client.refused(Method::Put, &error)
            && error.kind != ErrorKind::AlreadyExists
        {
            return false;
        }
        let is_old =
            |look: &Look| matches!(look, Look::There(now) if self.before.rule.agrees_in_all(&now.rule));
        let is_back = is_old(&look_until(self.client, self.id(), self.journal, is_old).await);
        if is_back {
            self.journal.settled(self.id()).await;
        }
        is_back
    }

    /// Reads until the provider shows what was written. After that nothing is ever put back. `doubt` is why it is
    /// not known whether the write was taken.
    async fn confirm(&self, doubt: Option<Error>) -> Result<Saved, SaveError> {
        let (mut last, mut absent) = (None, None);
        for attempt in 0..=LOOKS {
            if attempt > 0 {
                self.journal.pause(LOOK_PAUSE).await;
            }
            match glance(self.client, self.id()).await {
                Look::Failed => continue,
                Look::Absent(error) => (last, absent) = (None, Some(error)),
                Look::There(stored) => {
                    let differs = |part: &Part| !self.rule.agrees(&stored.rule, *part);
                    let differing: Vec<Part> = Part::all().filter(differs).collect();
                    let agrees = differing.is_empty();
                    (last, absent) =
                        (Some(Saved { stored, differing, read_back: true, written: true }), None);
                    if agrees {
                        break;
                    }
                }
            }
        }
        match (last, absent, doubt) {
            // It never arrived, or not yet: what is there is what was there.
            (Some(saved), _, Some(doubt)) if saved.stored.document == self.before.document => {
                Err(SaveError::Pending(doubt))
            }
            // Somebody else's, or the provider's own form of what was sent.
            (Some(saved), _, Some(doubt)) if !saved.differing.is_empty() => match self.replaces {
                true => Err(SaveError::Unknown(doubt)),
                false => Err(self.missing(doubt, true).await),
            },
            (Some(saved), ..) => {
                self.journal.settled(self.id()).await;
                Ok(saved)
            }
            // It was taken and is not there: somebody has removed it, or an earlier removal has come.
            (None, Some(error), _) => Err(self.missing(error, true).await),
            (None, None, Some(doubt)) if self.replaces => Err(SaveError::Unknown(doubt)),
            (None, None, Some(doubt)) => Err(self.missing(doubt, true).await),
            // The write was taken, so it stands, even if it could not be read back. The copy stays, too.
            (None, None, None) => {
                self.journal.is_missing(self.id()).await;
                Ok(Saved {
                    stored: StoredRule { rule: self.rule.clone(), document: self.document.clone() },
                    differing: Vec::new(),
                    read_back: false,
                    written: true,
                })
            }
        }
    }
}

/// Writes one of the documents of an interrupted save again, unless it is there after all, and reads it.
///
/// # Errors
/// Why the provider did not take it; [`ErrorKind::AlreadyExists`] when another rule is there.
pub async fn write_again<T: Transport, S: Store>(
    client: &Client<T>,
    journal: &Journal<S>,
    id: &str,
    document: &Element,
) -> Result<(), Error> {
    let wanted = service(client.connection().provider).layout().read(document).ok();
    let is_it = |now: &StoredRule| wanted.as_ref().is_some_and(|wanted| wanted.agrees_in_all(&now.rule));
    journal.take_up(id).await;
    match client.get_rule(id).await {
        Ok(now) if is_it(&now) => {}
        Ok(_) => return Err(Error::of_kind(ErrorKind::AlreadyExists)),
        Err(error) if error.is_absence() => {
            let answer = client.put_document(id, document).await;
            let proven =
                |error: &Error| client.refused(Method::Put, error) && error.kind != ErrorKind::AlreadyExists;
            if let Err(error) = &answer
                && proven(error)
            {
                return Err(error.clone());
            }
            let seen = look_until(client, id, journal, |look| !matches!(look, Look::Absent(_))).await;
            match (answer, seen) {
                (_, Look::There(now)) if is_it(&now) => {}
                (Err(error), _) | (Ok(()), Look::Absent(error)) => return Err(error),
                (Ok(()), Look::There(_)) => return Err(Error::of_kind(ErrorKind::AlreadyExists)),
                // It was taken. The copy stays until it is seen there.
                (Ok(()), Look::Failed) => return Ok(()),
            }
        }
        Err(error) => return Err(error),
    }
    journal.settled(id).await;
    Ok(())
}
