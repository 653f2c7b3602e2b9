//! A run over rules, one after another: how far it is, how it is stopped, and what it keeps away meanwhile.

use std::time::Duration;

use leptos::prelude::*;

use super::at_work::Claim;
use super::clock;
use super::under_way::{Several, UnderWay};
use crate::route::Place;
use crate::state::at_work::{Deed, NotBegun};
use crate::state::pace::Pace;

/// How far a run is, for who shows it. It outlives every screen.
#[derive(Clone)]
pub(crate) struct Run {
    pace: ArcRwSignal<Pace>,
    /// The id of the rule that is worked on; empty before the first.
    now: ArcRwSignal<String>,
    /// Set by Stop: the rule under way is the last.
    stopping: ArcRwSignal<bool>,
}

/// A run under way, for who makes it; it is over when this is dropped. Until then the browser asks before the page is
/// left, and nothing else on this page writes these rules.
pub(crate) struct Running {
    run: Run,
    claim: Claim,
    several: Option<Several>,
    _asks: UnderWay,
}

impl Run {
    /// How many rules have their result, and how many there are.
    pub(crate) fn count(&self) -> (usize, usize) {
        self.pace.with(|pace| (pace.count(), pace.total()))
    }

    /// Whether there is more than one rule: of a single one nothing is to be told or stopped.
    pub(crate) fn is_of_several(&self) -> bool {
        self.pace.with_untracked(|pace| pace.total() > 1)
    }

    /// What the rest may take, at this moment; `None` while that is not known.
    pub(crate) fn left(&self) -> Option<Duration> {
        self.pace.with(|pace| pace.left(clock::moment()))
    }

    /// The id of the rule that is worked on.
    pub(crate) fn now(&self) -> String {
        self.now.get()
    }

    /// Makes the rule under way the last.
    pub(crate) fn stop(&self) {
        self.stopping.set(true);
    }

    /// Whether the rule under way is the last.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.get()
    }
}

impl Running {
    /// Begins with the ids of all of them.
    ///
    /// # Errors
    /// [`NotBegun`] when something else on this page works on one of them: nothing may be sent.
    pub(crate) fn begin(place: &Place, ids: Vec<String>, deed: Deed) -> Result<Self, NotBegun> {
        // What a reload cuts off is told after it: of one rule there is nothing to tell that its list does not, and a copy
        // changes nothing.
        let is_told = deed == Deed::Import || deed != Deed::Copy && ids.len() > 1;
        let (total, left) = (ids.len(), is_told.then(|| ids.clone()));
        let claim = Claim::of(place, ids, deed)?;
        let run = Run {
            pace: ArcRwSignal::new(Pace::new(total, clock::moment())),
            now: ArcRwSignal::new(String::new()),
            stopping: ArcRwSignal::new(false),
        };
        let several = left.map(|left| Several::begin(place, left));
        Ok(Running { run, claim, several, _asks: UnderWay::begin() })
    }

    /// How far it is.
    pub(crate) fn run(&self) -> Run {
        self.run.clone()
    }

    /// What its writes need.
    pub(crate) fn claim(&self) -> &Claim {
        &self.claim
    }

    /// Begins with a rule, unless the one before was the last.
    pub(crate) fn goes_on_with(&mut self, id: &str) -> bool {
        if self.run.stopping.get_untracked() {
            return false;
        }
        if let Some(several) = &mut self.several {
            several.at(id);
        }
        self.run.now.set(id.to_owned());
        true
    }

    /// The rule has its result.
    pub(crate) fn has_result(&self) {
        self.run.pace.update(|pace| pace.done(clock::moment()));
    }
}
