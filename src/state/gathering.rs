//! Rules that are read anew for a copy: out of the pages of the list, which hold whole documents, or each by itself.
//!
//! A list may lag, and may change from page to page. So what it lacks is asked for by itself before it counts as gone, and
//! so is what this console has just written.

use std::collections::BTreeMap;

use super::listing::{Listing, Next};
use crate::model::{Capabilities, Timestamp};
use crate::provider::{RulePage, StoredPage, StoredRule};

/// By so many requests the pages of a list must be fewer: each is larger than a rule, and has others in it.
const WORTH_IT: usize = 4;

/// What the pages of a list have brought of several rules.
#[derive(Clone, Debug)]
pub struct Gathering {
    /// The ids in the order in which they were asked for; none when no page is read.
    awaited: Vec<String>,
    /// The rules by their ids; `None` until one has come.
    rules: BTreeMap<String, Option<StoredRule>>,
    /// The reading of the list, which knows when one has no end.
    list: Listing,
    token: Option<String>,
    is_over: bool,
}

impl Gathering {
    /// Nothing has come yet. The list in sight says whether its pages are worth reading, and what was written here.
    #[must_use]
    pub fn new(ids: &[String], seen: &Listing, capabilities: &Capabilities) -> Self {
        let may_lag = |id: &&String| seen.is_unconfirmed(id);
        let mut awaited: Vec<String> = ids.iter().filter(|id| !may_lag(id)).cloned().collect();
        // Of a list that was not read to its end only this is known.
        let most = if seen.is_complete() { seen.rules().len() } else { capabilities.rules_per_bucket };
        if awaited.len() <= most.div_ceil(capabilities.rules_per_page) + WORTH_IT {
            awaited.clear();
        }
        Gathering {
            rules: awaited.iter().map(|id| (id.clone(), None)).collect(),
            awaited,
            list: Listing::of_at_most(capabilities.rules_per_bucket),
            token: None,
            is_over: false,
        }
    }

    /// The first rule that the next page may bring, and the token of that page; `None` when no page is to be read any
    /// more.
    #[must_use]
    pub fn next_page(&self) -> Option<(&str, Option<&str>)> {
        let has_come = |id: &&String| self.rules.get(*id).is_some_and(Option::is_some);
        let id = self.awaited.iter().find(|id| !has_come(id)).filter(|_| !self.is_over)?;
        Some((id, self.token.as_deref()))
    }

    /// Takes a page in; gives how many more rules have come by it.
    pub fn page_arrived(&mut self, page: StoredPage, now: Timestamp) -> usize {
        let before = self.count();
        for stored in &page.rules {
            // One that has moved to this page meanwhile is as it came last.
            if let Some(place) = self.rules.get_mut(stored.rule.id()) {
                *place = Some(stored.clone());
            }
        }
        let rules = page.rules.into_iter().map(|stored| stored.rule).collect();
        match self.list.page_arrived(RulePage { rules, next: page.next }, now) {
            Next::Page(token) => self.token = Some(token),
            // Also where the list would have no end: what it has not brought is read by itself.
            Next::Stop => self.is_over = true,
        }
        self.count() - before
    }

    /// How many rules have come.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rules.values().flatten().count()
    }

    /// Takes out a rule that has come.
    pub fn take(&mut self, id: &str) -> Option<StoredRule> {
        self.rules.get_mut(id).and_then(Option::take)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Provider;
    use crate::provider::service;
    use crate::provider::xml::Element;
    use crate::state::table::tests::rule;

    const NOW: Timestamp = Timestamp(0);

    fn numbered(numbers: std::ops::Range<usize>) -> Vec<String> {
        numbers.map(|number| format!("rule-{number:04}")).collect()
    }

    fn seen(count: usize, next: Option<&str>) -> Listing {
        let rules = numbered(0..count).iter().map(|id| rule(id)).collect();
        let mut listing = Listing::default();
        listing.page_arrived(RulePage { rules, next: next.map(str::to_owned) }, NOW);
        listing
    }

    fn gathering(ids: &[String], seen: &Listing) -> Gathering {
        Gathering::new(ids, seen, service(Provider::Oss).capabilities())
    }

    fn stored(id: &str, text: &str) -> StoredRule {
        StoredRule { rule: rule(id), document: Element::with_text("InventoryConfiguration", text) }
    }

    fn page(ids: &[String], next: Option<&str>) -> StoredPage {
        let rules = ids.iter().map(|id| stored(id, "")).collect();
        StoredPage { rules, next: next.map(str::to_owned) }
    }

    #[test]
    fn pages_are_read_where_they_are_clearly_fewer_than_the_rules() {
        for (chosen, in_list, next, reads_pages) in [
            (1, 250, None, false),
            (7, 250, None, false),
            (8, 250, None, true),
            (250, 250, None, true),
            (14, 1_000, None, false),
            (15, 1_000, None, true),
            (5, 5, None, false),
            (6, 6, None, true),
            // There may be as many as a bucket can have.
            (14, 100, Some("t"), false),
            (15, 100, Some("t"), true),
        ] {
            let gathering = gathering(&numbered(0..chosen), &seen(in_list, next));
            assert_eq!(gathering.next_page().is_some(), reads_pages, "{chosen} of {in_list}");
        }
    }

    #[test]
    fn pages_follow_each_other_until_all_have_come() {
        let ids = [numbered(150..160), numbered(20..30)].concat();
        let mut gathering = gathering(&ids, &seen(250, None));
        assert_eq!(gathering.next_page(), Some(("rule-0150", None)));
        assert_eq!(gathering.page_arrived(page(&numbered(0..100), Some("t+/=%")), NOW), 10);
        assert_eq!((gathering.next_page(), gathering.count()), (Some(("rule-0150", Some("t+/=%"))), 10));
        assert_eq!(gathering.page_arrived(page(&numbered(100..200), Some("u")), NOW), 10);
        assert_eq!((gathering.next_page(), gathering.count()), (None, 20), "the third page has none of them");
        assert!(ids.iter().all(|id| gathering.take(id).is_some_and(|stored| stored.rule.id() == id)));
        assert_eq!((gathering.take("rule-0020"), gathering.take("rule-0000")), (None, None));
    }

    #[test]
    fn what_a_list_lacks_and_what_was_just_written_is_left_to_be_read_by_itself() {
        let mut seen = seen(99, None);
        seen.insert(rule("rule-0003"), NOW);
        let ids = numbered(0..12);
        let mut gathering = gathering(&ids, &seen);
        assert_eq!(gathering.page_arrived(page(&numbered(0..10), None), NOW), 9);
        assert_eq!(gathering.next_page(), None);
        let lacking: Vec<_> = ids.iter().filter(|id| gathering.take(id).is_none()).collect();
        assert_eq!(lacking, ["rule-0003", "rule-0010", "rule-0011"]);
    }

    #[test]
    fn a_list_without_end_is_left_with_what_it_has_brought() {
        let ids = numbered(0..40);
        for (token, again) in [("t", numbered(20..30)), ("u", numbered(0..10))] {
            let mut gathering = gathering(&ids, &seen(250, None));
            gathering.page_arrived(page(&numbered(0..20), Some("t")), NOW);
            gathering.page_arrived(page(&again, Some(token)), NOW);
            assert_eq!(gathering.next_page(), None, "{token}");
            assert!(gathering.take("rule-0000").is_some() && gathering.take("rule-0039").is_none());
        }
    }

    #[test]
    fn a_rule_that_moved_to_the_next_page_is_as_it_came_last() {
        let mut gathering = gathering(&numbered(0..12), &seen(250, None));
        let first = StoredPage { rules: vec![stored("rule-0000", "old")], next: Some("t".into()) };
        assert_eq!(gathering.page_arrived(first, NOW), 1);
        let rules = vec![stored("rule-0000", "new"), stored("rule-0001", "")];
        assert_eq!(gathering.page_arrived(StoredPage { rules, next: None }, NOW), 1);
        assert_eq!(gathering.take("rule-0000"), Some(stored("rule-0000", "new")));
    }
}
