//! The reading of the buckets, some at a time, and what the plan is made of. One that blocks stops no other.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::{Asked, Form};
use super::source::Source;
use super::target::{Entries, Entry, Fate, State, Target};
use crate::app::services::connections::{Connections, use_connections};
use crate::app::services::here::{Here, use_here};
use crate::app::services::network::use_online;
use crate::app::services::open_bucket::OpenBucket;
use crate::form::connection::foreign_host;
use crate::form::right_region::corrected;
use crate::model::Connection;
use crate::provider::error::{Error, ErrorKind};
use crate::state::listing;
use crate::state::plan::{Planned, only_there, plan};

/// How many buckets are read at a time.
const AT_A_TIME: usize = 4;

/// A plan. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Planning {
    pub(super) form: Form,
    pub(super) targets: StoredValue<Vec<Target>>,
    asked: StoredValue<Arc<Asked>>,
    /// With whose credentials the buckets are reached.
    pub(super) lender: OpenBucket,
    pub(super) here: Here,
    pub(super) connections: Connections,
}

impl Planning {
    /// Nothing read yet.
    pub(super) fn new(form: Form, asked: Arc<Asked>) -> Self {
        let connections = use_connections();
        let target = |connection: &Connection| connections.beside(asked.lender, connection.clone()).ok();
        let targets = asked.connections.iter().filter_map(target).map(Target::new).collect();
        Planning {
            form,
            targets: StoredValue::new(targets),
            lender: asked.lender,
            asked: StoredValue::new(asked),
            here: use_here(),
            connections,
        }
    }

    /// The rules that are compared, as they were when it was asked.
    pub(super) fn asked(self) -> Arc<Asked> {
        self.asked.get_value()
    }

    /// Reads each bucket that waits.
    pub(super) fn read_all(self) {
        for _ in 0..AT_A_TIME {
            spawn_local(async move {
                while let Some(target) = self.next() {
                    self.read(target).await;
                }
            });
        }
    }

    /// Reads those that had no network, each time when it is back. For the top of a component.
    pub(super) fn reads_on_when_online(self) {
        let online = use_online();
        let read_on = move |online: &bool, _: Option<&bool>, _: Option<()>| {
            if *online && !self.form.acting.get_untracked() {
                self.targets.with_value(|targets| {
                    let had_none = targets.iter().filter(|target| target.had_no_network());
                    had_none.for_each(|target| target.state.set(State::Waiting));
                });
                self.read_all();
            }
        };
        Effect::watch(move || online.get(), read_on, false);
    }

    /// Reads a bucket again: what was chosen there is planned anew.
    pub(super) fn read_again(self, target: Target) {
        if !self.form.acting.get_untracked() && !target.holds_only_copy() {
            target.state.set(State::Waiting);
            self.read_all();
        }
    }

    /// The next one that waits; from now on it is being read.
    fn next(self) -> Option<Target> {
        if self.here.is_gone() {
            return None;
        }
        let waits = |target: &&Target| target.state.with_untracked(|state| *state == State::Waiting);
        let next = self.targets.with_value(|targets| targets.iter().find(waits).copied())?;
        next.state.set(State::Reading);
        Some(next)
    }

    async fn read(self, target: Target) {
        let bucket = target.bucket.get_untracked();
        bucket.rules.read_again().await;
        if !self.here.is_gone() {
            target.state.set(self.planned(bucket));
        }
    }

    fn planned(self, bucket: OpenBucket) -> State {
        let asked = self.asked.get_value();
        bucket.rules.listing().with_untracked(|read| match read.progress() {
            listing::Progress::Complete => {
                let to = bucket.connection();
                let from = self.form.bucket.place().provider;
                let planned: Vec<Planned> = plan(&asked.rules, from, &asked.patterns, &to, read.rules());
                // Who has chosen nothing compares, and chooses from what is found.
                let wants_new = !self.form.source.with_value(Source::is_all);
                State::Planned(Entries {
                    all: planned.into_iter().map(|planned| Entry::new(planned, wants_new)).collect(),
                    only_there: Arc::new(only_there(&asked.rules, read.rules())),
                })
            }
            listing::Progress::Stopped(error) => State::Failed(Arc::new(error.clone())),
            // Somebody else reads it anew.
            listing::Progress::Reading => State::Failed(Arc::new(Error::of_kind(ErrorKind::Cancelled))),
        })
    }

    /// The same bucket in the region that a refusal names. A host that would need a yes is not offered here.
    pub(super) fn right_region(self, target: Target, error: &Error) -> Option<Connection> {
        let right = corrected(&target.bucket.get_untracked().connection(), error)?;
        foreign_host(&right).is_none_or(|host| self.connections.trusts(&host)).then_some(right)
    }

    /// Goes on with that.
    pub(super) fn put_right(self, target: Target, right: Connection) {
        if let Ok(bucket) = self.connections.beside(self.lender, right) {
            target.bucket.set(bucket);
            self.read_again(target);
        }
    }

    /// Whether the rules become another provider's.
    pub(super) fn crosses(self) -> bool {
        self.lender.place().provider != self.form.bucket.place().provider
    }

    /// One of the kept forms of a rule was written.
    pub(super) fn was_written(self, target: Target, at: usize) {
        target.note(at, Fate::Open);
        self.read_again(target);
    }

    /// Whether a rule is on this screen alone: it would be gone with the plan.
    pub(super) fn holds_only_copy(self) -> bool {
        self.targets.with_value(|targets| targets.iter().any(|target| target.holds_only_copy()))
    }

    /// How many rules are such, in all buckets.
    pub(super) fn count(self, is_such: impl Fn(&Entry) -> bool) -> usize {
        let of_one = |target: &Target| target.with(|entries| entries.count(&is_such)).unwrap_or_default();
        self.targets.with_value(|targets| targets.iter().map(of_one).sum())
    }
}
