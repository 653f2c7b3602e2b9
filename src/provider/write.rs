//! Writing and removing rules where an answer may be lost or useless.
//!
//! Only a refusal that the provider documents proves that a write was not carried out
//! ([`Dialect::proves_refusal`](super::error::Dialect::proves_refusal)). After anything else the state is
//! read: what is there decides, and where that does not settle it either, the write is open.

use std::time::Duration;

use super::client::Client;
use super::error::{Error, ErrorKind};
use super::http::{Method, Transport};
use super::journal::{Journal, Store};
use super::xml::Element;
use super::{StoredRule, service};
use crate::model::Rule;

/// A write that did not go through for certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// Nothing was done.
    Refused(Error),
    /// It may have been done, or may still be.
    Open {
        /// What came instead of a proof.
        error: Error,
        /// What a look afterwards found.
        seen: Seen,
    },
}

/// What a look after an open write found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The state before the write: what was sent may still be carried out.
    AsBefore,
    /// Another rule than the one that was sent.
    Another,
    /// Nothing: the look failed as well.
    Nothing,
}

/// How a new rule came to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Created {
    /// It was written.
    Now,
    /// The very same rule was there already, as after an earlier try whose answer was lost.
    Already,
}

impl WriteError {
    /// What went wrong.
    #[must_use]
    pub fn error(&self) -> &Error {
        match self {
            WriteError::Refused(error) | WriteError::Open { error, .. } => error,
        }
    }

    /// Whether it may have been done all the same, or may still be.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, WriteError::Open { .. })
    }

    /// Whether the next rules should not be touched before this is looked at: they would fare alike, or it is
    /// not known what became of this one.
    #[must_use]
    pub fn stops_the_others(&self) -> bool {
        self.is_open() || self.error().meets_every_rule()
    }
}

/// How often a write that may have been carried out is looked for: reads of COS lag 1 to 4 seconds behind.
pub(super) const LOOKS: u32 = 5;
pub(super) const LOOK_PAUSE: Duration = Duration::from_secs(1);

/// What is there under an id.
pub(super) enum Look {
    There(StoredRule),
    Absent(Error),
    Failed,
}

pub(super) async fn look<T: Transport>(client: &Client<T>, id: &str) -> Look {
    seen(client.get_rule(id).await)
}

/// The same by who looks again by itself.
pub(super) async fn glance<T: Transport>(client: &Client<T>, id: &str) -> Look {
    seen(client.glance(id).await)
}

fn seen(answer: Result<StoredRule, Error>) -> Look {
    match answer {
        Ok(now) => Look::There(now),
        Err(error) if error.is_absence() => Look::Absent(error),
        Err(_) => Look::Failed,
    }
}

/// Looks until `settled` says that there is no more to wait for, for as long as reads lag; gives the last look.
pub(super) async fn look_until<T: Transport, S: Store>(
    client: &Client<T>,
    id: &str,
    journal: &Journal<S>,
    settled: impl Fn(&Look) -> bool,
) -> Look {
    let mut last = look(client, id).await;
    let lags = client.capabilities().reads_lag;
    for _ in 0..if lags { LOOKS } else { 0 } {
        if settled(&last) {
            break;
        }
        journal.pause(LOOK_PAUSE).await;
        last = look(client, id).await;
    }
    last
}

/// Writes a new rule, with all that `like` holds besides. Never replaces one: where the provider would, the id
/// is read first. The same rule under the same id counts as written.
///
/// # Errors
/// [`WriteError`] says what is known; [`ErrorKind::AlreadyExists`] when another rule has the id.
pub async fn create<T: Transport, S: Store>(
    client: &Client<T>,
    journal: &Journal<S>,
    rule: &Rule,
    like: Option<&Element>,
) -> Result<Created, WriteError> {
    let id = rule.id();
    let taken = || WriteError::Refused(Error::of_kind(ErrorKind::AlreadyExists));
    if client.capabilities().overwrites {
        match client.get_any(id).await {
            Ok(now) if rule.agrees_in_all(&now.rule) => return Ok(Created::Already),
            Ok(_) => return Err(taken()),
            Err(error) if error.is_absence() => {}
            Err(error) => return Err(WriteError::Refused(error)),
        }
    }
    let document = service(client.connection().provider).document(rule, like);
    journal.creating(id, &document).await;
    let created = put_new(client, journal, rule, &document).await;
    let refused = matches!(created, Err(WriteError::Refused(_)));
    if created.is_ok() || refused {
        journal.created(id, &document, created.is_ok()).await;
    }
    created
}

async fn put_new<T: Transport, S: Store>(
    client: &Client<T>,
    journal: &Journal<S>,
    rule: &Rule,
    document: &Element,
) -> Result<Created, WriteError> {
    let id = rule.id();
    let Err(error) = client.put_document(id, document).await else { return Ok(Created::Now) };
    let refused = client.refused(Method::Put, &error);
    // Browsers send a write again by themselves when a connection breaks: the rule that is in the way may be
    // the one that was sent.
    let is_taken = error.kind == ErrorKind::AlreadyExists;
    if refused && !is_taken {
        return Err(WriteError::Refused(error));
    }
    let over = |look: &Look| is_taken || !matches!(look, Look::Absent(_));
    let seen = match look_until(client, id, journal, over).await {
        Look::There(now) if rule.agrees_in_all(&now.rule) => {
            return Ok(if is_taken { Created::Already } else { Created::Now });
        }
        Look::There(_) => Seen::Another,
        Look::Absent(_) => Seen::AsBefore,
        Look::Failed => Seen::Nothing,
    };
    match refused {
        true => Err(WriteError::Refused(error)),
        false => Err(WriteError::Open { error, seen }),
    }
}

/// Removes a rule; one that is gone already counts as removed. A removal that may still be carried out stays noted
/// in the journal, so that what is written under the id in the meantime is not lost to it.
///
/// # Errors
/// [`WriteError`] says what is known.
pub async fn delete<T: Transport, S: Store>(
    client: &Client<T>,
    journal: &Journal<S>,
    id: &str,
) -> Result<(), WriteError> {
    journal.deleting(id).await;
    let Err(error) = client.delete_document(id).await else {
        journal.deleted(id, true, true).await;
        return Ok(());
    };
    if client.refused(Method::Delete, &error) {
        journal.deleted(id, true, false).await;
        return Err(WriteError::Refused(error));
    }
    let seen = match look_until(client, id, journal, |look| !matches!(look, Look::There(_))).await {
        Look::Absent(_) => {
            journal.deleted(id, false, true).await;
            return Ok(());
        }
        Look::There(_) => Seen::AsBefore,
        // One that cannot be read as a rule is there all the same.
        Look::Failed if client.get_any(id).await.is_ok() => Seen::AsBefore,
        Look::Failed => Seen::Nothing,
    };
    Err(WriteError::Open { error, seen })
}

/// Runs a rule's document once. There is nothing to look at afterwards: COS refuses the same id a second time on
/// the same day, which is what tells whether an open run was started.
///
/// # Errors
/// [`WriteError`] says what is known.
pub async fn run_once<T: Transport>(
    client: &Client<T>,
    rule: &Rule,
    like: Option<&Element>,
) -> Result<String, WriteError> {
    client.run_once(rule, like).await.map_err(|error| match client.refused(Method::Post, &error) {
        true => WriteError::Refused(error),
        false => WriteError::Open { error, seen: Seen::Nothing },
    })
}
