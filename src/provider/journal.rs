//! What the device keeps of rules that may be lost: the documents of a save between a removal and its write, and the
//! removals of which nothing is known and which may still be carried out.
//!
//! That a rule is gone does not prove which removal took it: another one may still be on its way. A removal is over
//! by its own documented answer or by time, and until then what is written under its id has a copy here. Whoever
//! changes an entry holds the rule against other tabs.

use std::time::Duration;

pub use super::entry::{Entry, MAY_BE_REMOVED, Progress, Standing};
use super::xml::Element;
use crate::model::Timestamp;

/// Where entries are kept, by the id of a rule.
pub trait Store {
    /// The entry of a rule.
    fn read(&self, id: &str) -> impl Future<Output = Result<Option<Entry>, NotRead>>;

    /// Keeps an entry; false when the device did not.
    fn write(&self, id: &str, entry: &Entry) -> impl Future<Output = bool>;

    /// Drops an entry. One that stays is looked at again later.
    fn remove(&self, id: &str) -> impl Future<Output = ()>;

    /// The time.
    fn now(&self) -> Timestamp;

    /// Waits.
    fn pause(&self, time: Duration) -> impl Future<Output = ()>;
}

/// The device did not say what it keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRead;

/// The journal of one bucket.
#[derive(Debug)]
pub struct Journal<S>(pub S);

impl<S: Store> Journal<S> {
    async fn entry(&self, id: &str) -> Option<Entry> {
        self.0.read(id).await.ok().flatten()
    }

    /// Writes an entry that has something to say, and drops any other.
    async fn put(&self, id: &str, entry: Entry) -> bool {
        if entry.is_mark() && entry.removals.is_empty() {
            self.0.remove(id).await;
            return true;
        }
        self.0.write(id, &entry).await
    }

    /// Keeps the documents of a save before its removal; false when the device did not.
    pub async fn keep(&self, id: &str, before: &Element, after: &Element) -> bool {
        let Ok(earlier) = self.0.read(id).await else { return false };
        let at = self.0.now();
        let removals = earlier.map(|earlier| earlier.accounted(at).removals).unwrap_or_default();
        let documents = [before, after].map(Element::to_document);
        self.0.write(id, &Entry { documents, at, progress: Progress::UnderWay, removals }).await
    }

    /// The documents that are kept of a rule.
    pub async fn kept(&self, id: &str) -> Option<[Element; 2]> {
        self.entry(id).await.filter(|entry| !entry.is_mark())?.parsed()
    }

    /// Notes that the removal of a save may still be carried out.
    pub async fn removal_is_open(&self, id: &str) {
        let now = self.0.now();
        let mut entry = self.entry(id).await.unwrap_or_default();
        entry.removals.push(now.plus(MAY_BE_REMOVED));
        entry.progress = Progress::Removed;
        self.put(id, entry).await;
    }

    /// Notes that a save has ended without the rule, its removal being proven or noted as open.
    pub async fn is_missing(&self, id: &str) {
        if let Some(entry) = self.entry(id).await {
            self.put(id, Entry { progress: Progress::Removed, ..entry }).await;
        }
    }

    /// Drops the documents: the provider holds the rule again. While a removal is open they stay.
    pub async fn settled(&self, id: &str) {
        let now = self.0.now();
        let Some(mut entry) = self.entry(id).await else { return };
        entry.removals.retain(|until| *until > now);
        match entry.removals.is_empty() {
            true => self.0.remove(id).await,
            false => {
                self.put(id, Entry { progress: Progress::Finished, ..entry }).await;
            }
        }
    }

    /// Takes a save that was cut off up again: its removal may still be carried out.
    pub async fn take_up(&self, id: &str) {
        if let Some(entry) = self.entry(id).await {
            self.put(id, entry.accounted(self.0.now())).await;
        }
    }

    /// Notes a deletion before it is sent. Where nothing can be noted, nothing can be kept either.
    pub async fn deleting(&self, id: &str) {
        let now = self.0.now();
        let mut entry = self.entry(id).await.unwrap_or_default().accounted(now);
        entry.removals.push(now.plus(MAY_BE_REMOVED));
        self.put(id, entry).await;
    }

    /// Notes what came of it: `proven` is set when it will not be carried out any more, `gone` when the rule is not
    /// there. Of a rule that was deleted on purpose no documents are needed.
    pub async fn deleted(&self, id: &str, proven: bool, gone: bool) {
        let Some(mut entry) = self.entry(id).await else { return };
        if proven {
            entry.removals.pop();
        }
        if gone {
            entry.documents = Default::default();
        }
        self.put(id, entry).await;
    }

    /// Throws the documents away; removals that are open stay noted.
    pub async fn discard(&self, id: &str) {
        if let Some(entry) = self.entry(id).await {
            let entry = entry.accounted(self.0.now());
            self.put(id, Entry { documents: Default::default(), ..entry }).await;
        }
    }

    /// Whether a removal may still be carried out.
    pub async fn may_be_removed(&self, id: &str) -> bool {
        self.entry(id).await.is_some_and(|entry| entry.may_be_removed(self.0.now()))
    }

    /// Keeps the document of a new rule while a removal of its id is open. Documents that are kept already belong to a
    /// rule that may be nowhere else, and stay until the new one is written.
    pub async fn creating(&self, id: &str, document: &Element) {
        if let Some(entry) = self.entry(id).await.filter(|entry| entry.is_mark()) {
            let text = document.to_document();
            let documents = [text.clone(), text];
            self.put(id, Entry { documents, at: self.0.now(), progress: Progress::Finished, ..entry }).await;
        }
    }

    /// Notes that the new rule was written, or was refused, and with it what is kept under its id.
    pub async fn created(&self, id: &str, document: &Element, written: bool) {
        let Some(entry) = self.entry(id).await else { return };
        let (now, text) = (self.0.now(), document.to_document());
        let entry = entry.accounted(now);
        let documents = match written {
            true if entry.removals.is_empty() => Default::default(),
            true => [text.clone(), text],
            false if entry.documents[0] == text => Default::default(),
            false => return,
        };
        self.put(id, Entry { documents, at: now, progress: Progress::Finished, ..entry }).await;
    }

    /// Waits.
    pub async fn pause(&self, time: Duration) {
        self.0.pause(time).await;
    }
}

// They wait, which needs a runtime of the host.
#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "journal_tests.rs"]
mod tests;
