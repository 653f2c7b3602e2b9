//! A run over rules, one after another or several at once: how far it is, how it is stopped, and what it keeps away
//! meanwhile.

use std::cell::RefCell;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use leptos::prelude::*;

use super::at_work::Claim;
use super::clock;
use super::network::{self, Patience};
use super::under_way::{Several, UnderWay};
use crate::route::{Place, Route};
use crate::state::at_once::{Then, at_once};
use crate::state::at_work::{Deed, NotBegun};
use crate::state::pace::Pace;

/// How far a run is, for who shows it. It outlives every screen.
#[derive(Clone)]
pub(crate) struct Run {
    pace: ArcRwSignal<Pace>,
    /// The ids of the rules that are worked on, in the order in which they began; none before the first.
    now: ArcRwSignal<Vec<String>>,
    /// Set by Stop: what is under way is the last.
    stopping: ArcRwSignal<bool>,
    /// Whether it waits for the network before the next rule.
    paused: ArcRwSignal<bool>,
    /// While it is there, what is read waits for the network.
    patience: Arc<Mutex<Option<Patience>>>,
}

/// Ends the patience of a run with it: who shows the run may keep it.
struct Ends(Run);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.loses_patience();
    }
}

/// A run under way, for who makes it; it is over when this is dropped. Until then the browser asks before the page is
/// left, and nothing else on this page writes these rules.
pub(crate) struct Running {
    run: Run,
    claim: Claim,
    several: Option<Several>,
    _asks: UnderWay,
    _ends: Ends,
}

/// A run over rules of many buckets, one after another; the same for it.
pub(crate) struct RunningMany {
    run: Run,
    claims: Vec<Claim>,
    several: Several,
    _asks: UnderWay,
    _ends: Ends,
}

impl Run {
    fn new(total: usize) -> Self {
        Run {
            pace: ArcRwSignal::new(Pace::new(total, clock::moment())),
            now: ArcRwSignal::new(Vec::new()),
            stopping: ArcRwSignal::new(false),
            paused: ArcRwSignal::new(false),
            patience: Arc::new(Mutex::new((total > 1).then(Patience::begin))),
        }
    }

    /// Waits for the network, where there is none: who waits for several sees it, and Stop ends it. A single one fails at
    /// once, or it would be done hours later.
    async fn waits_for_network(&self) {
        while self.is_of_several() && !network::is_online() && !self.stopping.get_untracked() {
            self.paused.set(true);
            network::changes().await;
        }
        self.paused.set(false);
    }

    /// What is read from now on waits for no network.
    fn loses_patience(&self) {
        // Poisoned by nothing: a panic ends the page.
        if let Ok(mut patience) = self.patience.lock() {
            patience.take();
        }
        network::look_again();
    }

    /// Notes what is worked on from now on, unless what came before was the last.
    fn begins_with(&self, name: &str) -> bool {
        let goes_on = !self.stopping.get_untracked();
        if goes_on {
            self.now.set(vec![name.to_owned()]);
        }
        goes_on
    }

    /// Notes what is worked on besides, unless what is under way is the last.
    fn begins_beside(&self, name: &str) -> bool {
        let goes_on = !self.stopping.get_untracked();
        if goes_on {
            self.now.update(|now| now.push(name.to_owned()));
        }
        goes_on
    }

    /// One of those that are worked on has its result.
    fn has_result_of(&self, name: &str) {
        self.now.update(|now| now.retain(|one| one != name));
        self.has_result();
    }

    fn has_result(&self) {
        self.pace.update(|pace| pace.done(clock::moment()));
    }

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

    /// The id of the rule that is worked on; of several that of the one which began first, for which all wait that is left.
    /// Empty while there is none.
    pub(crate) fn now(&self) -> String {
        self.now.with(|now| now.first().cloned().unwrap_or_default())
    }

    /// How many are worked on besides.
    pub(crate) fn beside(&self) -> usize {
        self.now.with(|now| now.len().saturating_sub(1))
    }

    /// Makes what is under way the last.
    pub(crate) fn stop(&self) {
        self.stopping.set(true);
        self.loses_patience();
    }

    /// Whether it waits for the network before the next rule.
    pub(crate) fn is_paused(&self) -> bool {
        self.paused.get()
    }

    /// Whether what is under way is the last.
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
        let several = left.map(|left| Several::begin(place, left));
        let run = Run::new(total);
        Ok(Running { _ends: Ends(run.clone()), run, claim, several, _asks: UnderWay::begin() })
    }

    /// How far it is.
    pub(crate) fn run(&self) -> Run {
        self.run.clone()
    }

    /// What its writes need.
    pub(crate) fn claim(&self) -> &Claim {
        &self.claim
    }

    /// Begins with a rule, unless the one before was the last; when there is a network.
    pub(crate) async fn goes_on_with(&mut self, id: &str) -> bool {
        self.run.waits_for_network().await;
        let goes_on = self.run.begins_with(id);
        if let Some(several) = self.several.as_mut().filter(|_| goes_on) {
            several.at(id);
        }
        goes_on
    }

    /// The rule has its result.
    pub(crate) fn has_result(&self) {
        self.run.has_result();
    }

    /// Works on a row of rules, a few at once ([`at_once`]). None is begun any more after Stop, when `goes_on` says no, or
    /// when the end of one says so, nor while there is no network; those under way come to their end. Each has all that keeps it safe: its own reading before
    /// its own write, its lock, its entry in the journal. Gives the results in the row's order, and nothing of what was not
    /// begun.
    pub(crate) async fn each<T, R>(
        &mut self,
        row: &[T],
        id: impl Fn(&T) -> &str,
        goes_on: impl Fn() -> bool,
        work: impl AsyncFn(&T, &Claim) -> (R, Then),
    ) -> Vec<Option<R>> {
        let Running { run, claim, several, .. } = self;
        let several = RefCell::new(several);
        let begins = |_: &T| goes_on() && !run.stopping.get_untracked();
        let worked = async |one: &T| {
            run.waits_for_network().await;
            if !goes_on() || !run.begins_beside(id(one)) {
                return (None, Then::NoFurther);
            }
            if let Some(several) = several.borrow_mut().as_mut() {
                several.begins(id(one));
            }
            let (result, then) = work(one, claim).await;
            run.has_result_of(id(one));
            if let Some(several) = several.borrow_mut().as_mut() {
                several.has_result(id(one));
            }
            (Some(result), then)
        };
        at_once(row, begins, worked).await.into_iter().map(Option::flatten).collect()
    }
}

impl RunningMany {
    /// Begins with the ids in each bucket. After a reload what was cut off is told with the way to `screen`. A bucket on
    /// whose rules this page works already is left out: it has no claim.
    pub(crate) fn begin(screen: &Route, buckets: Vec<(Place, Vec<String>)>, deed: Deed) -> Self {
        let names: Vec<String> = buckets.iter().map(|(place, _)| place.bucket.as_str().to_owned()).collect();
        let total = buckets.iter().map(|(_, ids)| ids.len()).sum();
        let claims = buckets.into_iter().filter_map(|(place, ids)| Claim::of(&place, ids, deed).ok());
        let run = Run::new(total);
        RunningMany {
            _ends: Ends(run.clone()),
            run,
            claims: claims.collect(),
            several: Several::of_many(screen, names, matches!(deed, Deed::Back(_))),
            _asks: UnderWay::begin(),
        }
    }

    /// How far it is.
    pub(crate) fn run(&self) -> Run {
        self.run.clone()
    }

    /// What the writes in a bucket need; none where something else on this page has one of its rules.
    pub(crate) fn claim(&self, place: &Place) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.is_of(place))
    }

    /// Begins with a bucket.
    pub(crate) fn at(&mut self, place: &Place) {
        self.several.at(place.bucket.as_str());
    }

    /// Begins with a rule, unless the one before was the last; when there is a network.
    pub(crate) async fn goes_on_with(&self, id: &str) -> bool {
        self.run.waits_for_network().await;
        self.run.begins_with(id)
    }

    /// The rule has its result.
    pub(crate) fn has_result(&self) {
        self.run.has_result();
    }
}
