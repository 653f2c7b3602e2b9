//! What is kept, for how long, and what never goes early.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::*;
use crate::model::Rule;
use crate::model::rule::Part;

/// A device in memory, with a clock that is set.
#[derive(Default)]
struct Device {
    entries: RefCell<BTreeMap<String, Entry>>,
    time: Cell<i64>,
}

impl Store for Device {
    async fn read(&self, id: &str) -> Result<Option<Entry>, NotRead> {
        Ok(self.entries.borrow().get(id).cloned())
    }

    async fn write(&self, id: &str, entry: &Entry) -> bool {
        self.entries.borrow_mut().insert(id.to_owned(), entry.clone());
        true
    }

    async fn remove(&self, id: &str) {
        self.entries.borrow_mut().remove(id);
    }

    fn now(&self) -> Timestamp {
        Timestamp(self.time.get())
    }

    async fn pause(&self, time: Duration) {
        self.pass(i64::try_from(time.as_secs()).unwrap_or_default());
    }
}

impl Device {
    fn pass(&self, seconds: i64) {
        self.time.set(self.time.get() + seconds);
    }
}

fn journal() -> Journal<Device> {
    Journal(Device::default())
}

fn document(text: &str) -> Element {
    Element::with_text("InventoryConfiguration", text)
}

/// What is kept of the rule: the two texts.
async fn kept(journal: &Journal<Device>) -> Option<[String; 2]> {
    Some(journal.kept("a").await?.map(|document| document.text().into_owned()))
}

fn texts(before: &str, after: &str) -> Option<[String; 2]> {
    Some([before.to_owned(), after.to_owned()])
}

#[tokio::test]
async fn a_save_that_comes_to_its_end_leaves_nothing() {
    let journal = journal();
    assert!(journal.keep("a", &document("old"), &document("new")).await);
    assert_eq!(kept(&journal).await, texts("old", "new"));
    assert!(journal.may_be_removed("a").await, "its own removal is on its way");
    journal.settled("a").await;
    assert!(journal.0.entries.borrow().is_empty());
}

#[tokio::test]
async fn documents_stay_while_a_removal_is_open() {
    let journal = journal();
    journal.keep("a", &document("old"), &document("new")).await;
    journal.removal_is_open("a").await;
    journal.settled("a").await;
    assert_eq!(kept(&journal).await, texts("old", "new"));
    // Another save, whose own removal is proven, does not close it.
    journal.keep("a", &document("new"), &document("newer")).await;
    journal.settled("a").await;
    assert_eq!(kept(&journal).await, texts("new", "newer"));
    // Nor does it grow older by that.
    journal.0.pass(MAY_BE_REMOVED);
    assert!(!journal.may_be_removed("a").await);
    journal.settled("a").await;
    assert!(journal.0.entries.borrow().is_empty());
}

#[tokio::test]
async fn one_answer_closes_one_removal() {
    let journal = journal();
    journal.deleting("a").await;
    journal.deleted("a", false, false).await;
    journal.0.pass(10);
    journal.deleting("a").await;
    journal.deleted("a", true, true).await;
    assert!(journal.may_be_removed("a").await, "the first one may still be carried out");
    journal.0.pass(MAY_BE_REMOVED - 10);
    assert!(!journal.may_be_removed("a").await);
    // Proven at once, nothing is left of it.
    journal.deleting("b").await;
    journal.deleted("b", true, true).await;
    assert_eq!(journal.0.entries.borrow().keys().collect::<Vec<_>>(), ["a"]);
}

#[tokio::test]
async fn a_save_that_was_cut_off_counts_its_removal_when_it_is_taken_up() {
    let journal = journal();
    journal.keep("a", &document("old"), &document("new")).await;
    journal.0.pass(60);
    journal.take_up("a").await;
    journal.settled("a").await;
    assert_eq!(kept(&journal).await, texts("old", "new"), "the removal may have been in the middle");
    journal.0.pass(MAY_BE_REMOVED);
    journal.settled("a").await;
    assert_eq!(kept(&journal).await, None);
    // Where it is known that it was over, nothing stays.
    journal.keep("a", &document("old"), &document("new")).await;
    journal.is_missing("a").await;
    journal.take_up("a").await;
    journal.settled("a").await;
    assert_eq!(kept(&journal).await, None);
}

#[tokio::test]
async fn a_deletion_on_purpose_needs_no_documents() {
    let journal = journal();
    journal.keep("a", &document("old"), &document("new")).await;
    journal.removal_is_open("a").await;
    journal.deleting("a").await;
    journal.deleted("a", true, true).await;
    assert_eq!(kept(&journal).await, None);
    assert!(journal.may_be_removed("a").await);
    // One that is refused leaves them.
    journal.keep("a", &document("old"), &document("new")).await;
    journal.deleting("a").await;
    journal.deleted("a", true, false).await;
    assert_eq!(kept(&journal).await, texts("old", "new"));
}

#[tokio::test]
async fn a_new_rule_never_takes_the_place_of_what_may_be_nowhere_else() {
    let journal = journal();
    journal.creating("a", &document("new")).await;
    assert_eq!(kept(&journal).await, None, "no removal is open");
    journal.deleting("a").await;
    journal.deleted("a", false, false).await;
    journal.creating("a", &document("new")).await;
    assert_eq!(kept(&journal).await, texts("new", "new"));
    journal.created("a", &document("new"), false).await;
    assert_eq!(kept(&journal).await, None, "it was refused");
    assert!(journal.may_be_removed("a").await);

    journal.keep("a", &document("old"), &document("other")).await;
    journal.is_missing("a").await;
    journal.creating("a", &document("new")).await;
    journal.created("a", &document("new"), false).await;
    assert_eq!(kept(&journal).await, texts("old", "other"), "both are nowhere else");
    journal.creating("a", &document("new")).await;
    journal.created("a", &document("new"), true).await;
    assert_eq!(kept(&journal).await, texts("new", "new"), "the removal may take it");
}

#[test]
fn a_save_is_settled_when_one_of_its_forms_is_there_for_good() {
    use Standing::{MayBeRemoved, Replaced, Settled};
    let [old, new, other] = ["old", "new", "other"].map(|text| Rule::default().with(Part::Prefix, text));
    let entry = |progress, removals: &[i64]| Entry {
        documents: ["old".into(), "new".into()],
        at: Timestamp(0),
        progress,
        removals: removals.iter().copied().map(Timestamp).collect(),
    };
    let standing = |entry: &Entry, time, now| entry.standing(Timestamp(time), now, [Some(&old), Some(&new)]);
    let cut_off = entry(Progress::UnderWay, &[]);
    assert_eq!(standing(&cut_off, 1, &new), Settled, "its removal was over before it was written");
    for (now, later) in [(&old, Settled), (&other, Replaced)] {
        assert_eq!(standing(&cut_off, 1, now), MayBeRemoved, "its removal may be on its way");
        assert_eq!(standing(&cut_off, MAY_BE_REMOVED, now), later);
    }
    let open = entry(Progress::UnderWay, &[100]);
    assert_eq!((standing(&open, 99, &new), standing(&open, 100, &new)), (MayBeRemoved, Settled));
    assert_eq!(standing(&entry(Progress::Removed, &[]), 1, &other), Replaced);
    assert_eq!(standing(&entry(Progress::Finished, &[]), 1, &other), Settled, "it was changed later");
    for progress in [Progress::Removed, Progress::Finished] {
        assert_eq!(standing(&entry(progress, &[100]), 99, &new), MayBeRemoved);
        assert_eq!(standing(&entry(progress, &[]), 1, &old), Settled);
    }
}
