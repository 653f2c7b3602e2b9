//! What this page is working on: two works never write the same rule, nor is one copied while it is written. Other tabs
//! are kept away by locks of the browser; those are taken rule after rule, and are not everywhere.

use crate::route::Place;

/// What is done with rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// They are switched on or off.
    Switch(bool),
    /// One change is made to all of them; the number tells changes apart.
    Change(usize),
    /// What was done to them is taken back; the number tells what.
    Back(usize),
    /// They are deleted.
    Delete,
    /// They are created from a file.
    Import,
    /// They are written as another bucket has them.
    Take,
    /// One is written by hand: from its form, or as a form of it that the device has kept.
    Write,
    /// They are read for a copy.
    Copy,
}

impl Deed {
    /// Whether two of this kind do each other no harm.
    fn only_reads(self) -> bool {
        matches!(self, Deed::Copy)
    }
}

/// Why a work does not begin: nothing of it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotBegun {
    /// The very same is under way: it was pressed twice.
    Same,
    /// The ids of those that another work has.
    AtWork(Vec<String>),
}

/// The works that are under way.
#[derive(Debug, Default)]
pub struct AtWork {
    works: Vec<Work>,
    count: u32,
}

#[derive(Debug)]
struct Work {
    number: u32,
    place: Place,
    ids: Vec<String>,
    deed: Deed,
}

impl AtWork {
    /// Nothing is under way.
    #[must_use]
    pub const fn new() -> Self {
        AtWork { works: Vec::new(), count: 0 }
    }

    /// Begins a work on rules of a bucket; the number ends it.
    ///
    /// # Errors
    /// [`NotBegun`] when one of the rules has another work: it begins with all of them or not at all.
    pub fn begin(&mut self, place: &Place, ids: &[String], deed: Deed) -> Result<u32, NotBegun> {
        let harms = |work: &&Work| work.place == *place && !(deed.only_reads() && work.deed.only_reads());
        if self.works.iter().filter(harms).any(|work| work.deed == deed && work.ids == ids) {
            return Err(NotBegun::Same);
        }
        let taken = |id: &&String| self.works.iter().filter(harms).any(|work| work.ids.contains(id));
        let taken: Vec<String> = ids.iter().filter(taken).cloned().collect();
        if !taken.is_empty() {
            return Err(NotBegun::AtWork(taken));
        }
        self.count = self.count.wrapping_add(1);
        let (number, place, ids) = (self.count, place.clone(), ids.to_vec());
        self.works.push(Work { number, place, ids, deed });
        Ok(number)
    }

    /// Ends a work.
    pub fn end(&mut self, number: u32) {
        self.works.retain(|work| work.number != number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BucketName, Provider, Region};

    fn place(bucket: &str) -> Place {
        let region = Region::parse("cn-hangzhou").expect("a region");
        Place { provider: Provider::Oss, region, bucket: BucketName::parse(bucket).expect("a bucket") }
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn a_rule_has_one_work_at_a_time_and_the_second_begins_with_all_or_none() {
        let (here, there) = (place("logs-1"), place("logs-2"));
        let busy = |taken: &[&str]| Err(NotBegun::AtWork(ids(taken)));
        for (deed, named, at, expected) in [
            (Deed::Delete, &["a"][..], &here, busy(&["a"])),
            (Deed::Delete, &["c", "b", "a"], &here, busy(&["b", "a"])),
            (Deed::Write, &["b"], &here, busy(&["b"])),
            (Deed::Copy, &["b"], &here, busy(&["b"])),
            (Deed::Switch(true), &["a", "b"], &here, busy(&["a", "b"])),
            (Deed::Switch(false), &["a"], &here, busy(&["a"])),
            (Deed::Switch(false), &["a", "b"], &here, Err(NotBegun::Same)),
            (Deed::Switch(false), &["a", "b"], &there, Ok(2)),
            (Deed::Delete, &["c"], &here, Ok(2)),
        ] {
            let mut at_work = AtWork::new();
            let first =
                at_work.begin(&here, &ids(&["a", "b"]), Deed::Switch(false)).expect("nothing is under way");
            assert_eq!(at_work.begin(at, &ids(named), deed), expected, "{deed:?} {named:?}");
            // What was refused has taken nothing.
            at_work.end(first);
            if expected.is_err() {
                assert!(at_work.begin(at, &ids(named), deed).is_ok(), "{deed:?} {named:?}");
            }
        }
    }

    #[test]
    fn one_change_is_told_from_another() {
        let mut at_work = AtWork::new();
        at_work.begin(&place("logs-1"), &ids(&["a"]), Deed::Change(1)).expect("nothing is under way");
        assert_eq!(at_work.begin(&place("logs-1"), &ids(&["a"]), Deed::Change(1)), Err(NotBegun::Same));
        let other = at_work.begin(&place("logs-1"), &ids(&["a"]), Deed::Change(2));
        assert_eq!(other, Err(NotBegun::AtWork(ids(&["a"]))));
    }

    #[test]
    fn copies_keep_writes_away_and_not_each_other() {
        let mut at_work = AtWork::new();
        for named in [&["a"][..], &["a"], &["a", "b"]] {
            at_work.begin(&place("logs-1"), &ids(named), Deed::Copy).expect("it only reads");
        }
        let written = at_work.begin(&place("logs-1"), &ids(&["b"]), Deed::Write);
        assert_eq!(written, Err(NotBegun::AtWork(ids(&["b"]))));
    }
}
