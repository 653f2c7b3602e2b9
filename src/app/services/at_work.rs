//! What this page is working on, and the permission to write that comes of it.

use std::cell::RefCell;

use crate::route::Place;
use crate::state::at_work::{AtWork, Deed, NotBegun};

// Not in a context: what ends a work is dropped under no owner.
thread_local! {
    static AT_WORK: RefCell<AtWork> = const { RefCell::new(AtWork::new()) };
}

/// Rules that nothing else on this page writes until it is dropped. Without it none is written (`screens/rule/writing.rs`).
pub(crate) struct Claim {
    number: u32,
    place: Place,
    ids: Vec<String>,
    deed: Deed,
}

impl Claim {
    /// Begins to work on rules.
    ///
    /// # Errors
    /// [`NotBegun`] when something else on this page does so already.
    pub(crate) fn of(place: &Place, ids: Vec<String>, deed: Deed) -> Result<Self, NotBegun> {
        let number = AT_WORK.with_borrow_mut(|at_work| at_work.begin(place, &ids, deed))?;
        Ok(Claim { number, place: place.clone(), ids, deed })
    }

    /// What is done with the rules.
    pub(crate) fn deed(&self) -> Deed {
        self.deed
    }

    /// Whether it is for rules of a bucket.
    pub(crate) fn is_of(&self, place: &Place) -> bool {
        self.place == *place
    }

    /// Whether it is for a rule.
    pub(crate) fn covers(&self, place: &Place, id: &str) -> bool {
        self.place == *place && self.ids.iter().any(|one| one == id)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        AT_WORK.with_borrow_mut(|at_work| at_work.end(self.number));
    }
}
