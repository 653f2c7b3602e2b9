//! What was written in other buckets, for who takes it back.

use std::sync::Arc;

use leptos::prelude::*;

use super::planning::Planning;
use super::target::{Fate, Target};
use super::words::name_of;
use crate::app::services::open_bucket::OpenBucket;
use crate::state::changing::Back;
use crate::state::plan::Planned;

/// A rule that was written, and what takes that back.
#[derive(Clone)]
pub(super) struct Done {
    pub(super) planning: Planning,
    pub(super) target: Target,
    pub(super) bucket: OpenBucket,
    /// Its place among the rules of its bucket.
    pub(super) at: usize,
    /// As it was planned when it was written.
    pub(super) planned: Arc<Planned>,
    pub(super) back: Back,
}

impl Done {
    /// The rule in its bucket, by both names.
    pub(super) fn name(&self) -> String {
        name_of(self.bucket, self.back.id())
    }

    /// Whether both are of one bucket, which may have been closed and opened again between them.
    pub(super) fn is_of_the_bucket_of(&self, other: &Done) -> bool {
        self.bucket.place() == other.bucket.place()
    }

    /// Notes it in the plan, if that is in sight and the same as when it was written; says whether it was.
    pub(super) fn note(&self, fate: Fate) -> bool {
        !self.planning.here.is_gone() && self.target.note_of(self.at, &self.planned, fate)
    }

    /// Reads its bucket again for the plan in sight, which may be another one than that by which it was written.
    pub(super) fn look_again(&self) {
        let plan = self.planning.form.plan.try_get_value().flatten();
        let Some(plan) = plan.filter(|plan| !plan.here.is_gone()) else { return };
        let place = self.bucket.place();
        let is_it = |target: &&Target| target.bucket.get_untracked().place() == place;
        let target = plan.targets.with_value(|targets| targets.iter().find(is_it).copied());
        if let Some(target) = target {
            plan.read_again(target);
        }
    }

    /// Whether both are the same write.
    pub(super) fn is(&self, other: &Done) -> bool {
        self.is_of_the_bucket_of(other) && Arc::ptr_eq(&self.planned, &other.planned)
    }
}

/// All of them in another order: those of a bucket stand beside each other, because a bucket has one claim.
pub(super) fn by_bucket(all: Vec<Done>) -> Vec<Done> {
    let mut buckets: Vec<Vec<Done>> = Vec::new();
    for done in all {
        match buckets.iter_mut().find(|of_one| of_one[0].is_of_the_bucket_of(&done)) {
            Some(of_one) => of_one.push(done),
            None => buckets.push(vec![done]),
        }
    }
    buckets.concat()
}
