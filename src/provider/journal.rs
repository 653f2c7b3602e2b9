//! What the device keeps of rules that may be lost: the documents of a save between a removal and its write, and the
//! removals of which nothing is known and which may still be carried out.
//!
//! That a rule is gone does not prove which removal took it: another one may still be on its way. A removal is over
//! by its own documented answer or by time, and until then what is written under its id has a copy here. Whoever
//! changes an entry holds the rule against other tabs.

use std::time::Duration;

use super::xml::Element;
use crate::model::{Rule, Timestamp};

/// Seconds for which a removal may still be carried out. OSS takes a signature within 15 minutes of its time on either
/// side, so one of a device whose clock is that much ahead is good for 30; the rest is for the way.
pub const MAY_BE_REMOVED: i64 = 35 * 60;

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

/// How far the save of an entry has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Under way, or cut off: its own removal may be in the middle.
    #[default]
    UnderWay,
    /// Its own removal is over, or among the open ones; whether the rule is there is not known.
    Removed,
    /// The provider held the rule at the end.
    Finished,
}

/// How a rule stands that is there, while something is kept of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The provider holds it for good.
    Settled,
    /// A removal may still be carried out.
    MayBeRemoved,
    /// Somebody else's rule is there, and neither of the forms.
    Replaced,
}

/// What is kept of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The document before the change and after it; empty where only removals are noted.
    pub documents: [String; 2],
    /// When they were kept.
    pub at: Timestamp,
    /// How far their save has come.
    pub progress: Progress,
    /// Until when each removal of which nothing is known may still be carried out.
    pub removals: Vec<Timestamp>,
}

impl Entry {
    /// Whether it holds no documents.
    #[must_use]
    pub fn is_mark(&self) -> bool {
        self.documents[0].is_empty()
    }

    /// Whether a removal may still be carried out.
    #[must_use]
    pub fn may_be_removed(&self, now: Timestamp) -> bool {
        let own =
            (self.progress == Progress::UnderWay && !self.is_mark()).then(|| self.at.plus(MAY_BE_REMOVED));
        self.removals.iter().copied().chain(own).any(|until| until > now)
    }

    /// The documents, where both can be read.
    #[must_use]
    pub fn parsed(&self) -> Option<[Element; 2]> {
        let [before, after] = &self.documents;
        let document = |text: &str| Element::parse(text.as_bytes()).ok();
        Some([document(before)?, document(after)?])
    }

    /// How a rule stands that the provider holds as `now`; `forms` are the rule before and after the save.
    #[must_use]
    pub fn standing(&self, time: Timestamp, now: &Rule, forms: [Option<&Rule>; 2]) -> Standing {
        let [is_old, is_new] = forms.map(|form| form.is_some_and(|form| form.agrees_in_all(now)));
        let open = match self.progress {
            // Where the new form is there the removal before it is over, or among the open ones.
            Progress::UnderWay if !is_new => self.may_be_removed(time),
            _ => self.removals.iter().any(|until| *until > time),
        };
        match (open, is_old || is_new || self.progress == Progress::Finished) {
            (true, _) => Standing::MayBeRemoved,
            (false, true) => Standing::Settled,
            (false, false) => Standing::Replaced,
        }
    }

    /// Counts the removal of a save that was cut off among the open ones, and leaves out what is past.
    fn accounted(mut self, now: Timestamp) -> Self {
        if self.progress == Progress::UnderWay && !self.is_mark() {
            self.removals.push(self.at.plus(MAY_BE_REMOVED));
            self.progress = Progress::Removed;
        }
        self.removals.retain(|until| *until > now);
        self
    }
}

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

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;
