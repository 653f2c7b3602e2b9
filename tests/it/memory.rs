//! The device's journal, in memory.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

use stocktake::model::Timestamp;
use stocktake::provider::journal::{Entry, Journal, NotRead, Store};

/// Entries in memory.
#[derive(Default)]
pub(crate) struct Memory {
    entries: RefCell<BTreeMap<String, Entry>>,
    pub(crate) refuses: Cell<bool>,
    pub(crate) pauses: Cell<u32>,
    /// Seconds by which its clock is ahead.
    pub(crate) ahead: Cell<i64>,
}

/// An empty one.
pub(crate) fn journal() -> Journal<Memory> {
    Journal(Memory::default())
}

impl Memory {
    /// The documents that are kept of a rule.
    pub(crate) fn documents(&self, id: &str) -> Option<[String; 2]> {
        let entry = self.entries.borrow().get(id).cloned();
        entry.filter(|entry| !entry.is_mark()).map(|entry| entry.documents)
    }

    /// Whether nothing is kept.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.borrow().is_empty()
    }
}

impl Store for Memory {
    async fn read(&self, id: &str) -> Result<Option<Entry>, NotRead> {
        match self.refuses.get() {
            true => Err(NotRead),
            false => Ok(self.entries.borrow().get(id).cloned()),
        }
    }

    async fn write(&self, id: &str, entry: &Entry) -> bool {
        if !self.refuses.get() {
            self.entries.borrow_mut().insert(id.to_owned(), entry.clone());
        }
        !self.refuses.get()
    }

    async fn remove(&self, id: &str) {
        self.entries.borrow_mut().remove(id);
    }

    fn now(&self) -> Timestamp {
        super::now().plus(self.ahead.get())
    }

    async fn pause(&self, _: Duration) {
        self.pauses.set(self.pauses.get() + 1);
        // The real pause is a second; the lag of the sandbox is a tenth of COS's.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
