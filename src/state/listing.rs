//! The list of a bucket's rules while its pages come in.

use crate::model::{Rule, Timestamp};
use crate::provider::RulePage;
use crate::provider::error::{Error, ErrorKind};

/// All that has been read of a bucket's rules, and how far the reading is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    rules: Vec<Rule>,
    progress: Progress,
    /// Rules of the reading before, shown until the first page of this one is in.
    previous: Option<Box<Listing>>,
    next: Option<String>,
    seen_tokens: Vec<String>,
    pages: usize,
    read_at: Option<Timestamp>,
    /// Ids that this console wrote or deleted during this reading: a page that was on its way knows
    /// neither.
    written: Vec<String>,
    deleted: Vec<String>,
}

/// How far the reading is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Progress {
    /// Pages are coming in.
    #[default]
    Reading,
    /// Every page is in.
    Complete,
    /// The reading stopped before the end; what came is kept.
    Stopped(Error),
}

/// What to do after a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Ask for the page of this token.
    Page(String),
    /// Nothing more to do.
    Stop,
}

impl Listing {
    /// A new reading; the rules of the one before stay in sight until its first page is in.
    #[must_use]
    pub fn refresh(self) -> Self {
        let shown =
            if self.pages > 0 { Some(Box::new(Listing { previous: None, ..self })) } else { self.previous };
        Listing { previous: shown, ..Listing::default() }
    }

    /// Takes a page in.
    pub fn page_arrived(&mut self, page: RulePage, now: Timestamp) -> Next {
        if self.pages == 0 {
            self.previous = None;
        }
        if !self.written.is_empty() {
            let known: Vec<&str> = page.rules.iter().map(Rule::id).collect();
            let written = &self.written;
            self.rules
                .retain(|rule| !(known.contains(&rule.id()) && written.iter().any(|id| id == rule.id())));
        }
        self.rules
            .extend(page.rules.into_iter().filter(|rule| !self.deleted.iter().any(|id| id == rule.id())));
        self.pages += 1;
        self.next = page.next;
        self.read_at = Some(now);
        let Some(token) = self.next.clone() else {
            self.progress = Progress::Complete;
            return Next::Stop;
        };
        // A faulty answer must not make the loop endless.
        if self.seen_tokens.contains(&token) {
            self.next = None;
            self.progress = Progress::Stopped(Error::of_kind(ErrorKind::RepeatedToken));
            return Next::Stop;
        }
        self.seen_tokens.push(token.clone());
        Next::Page(token)
    }

    /// Takes a failure in: what came stays.
    pub fn failed(&mut self, error: Error) {
        self.progress = Progress::Stopped(error);
    }

    /// Goes on after a failure: the token to ask with, or `None` for the first page.
    pub fn resume(&mut self) -> Option<String> {
        // Without a token to go on from, everything is read again.
        if self.pages > 0 && self.next.is_none() {
            *self = std::mem::take(self).refresh();
        }
        self.progress = Progress::Reading;
        self.next.clone()
    }

    /// The rules in sight.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        self.shown().map_or(&[], |listing| &listing.rules)
    }

    /// Whether the rules in sight are of an earlier reading.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.pages == 0 && self.previous.is_some()
    }

    /// Whether nothing can be shown yet.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.shown().is_none()
    }

    /// Whether every rule of the bucket is in sight.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.shown().is_some_and(|listing| listing.progress == Progress::Complete)
    }

    /// How far this reading is.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// When the last page in sight came.
    #[must_use]
    pub fn read_at(&self) -> Option<Timestamp> {
        self.shown().and_then(|listing| listing.read_at)
    }

    /// How many pages this reading has brought.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// Adds a rule that this console wrote.
    pub fn insert(&mut self, rule: Rule) {
        self.deleted.retain(|id| id != rule.id());
        self.written.push(rule.id().to_owned());
        if let Some(listing) = self.shown_mut() {
            match listing.rules.iter_mut().find(|known| known.id() == rule.id()) {
                Some(known) => *known = rule,
                None => listing.rules.push(rule),
            }
        }
    }

    /// Takes a rule out that this console deleted.
    pub fn remove(&mut self, id: &str) {
        self.written.retain(|known| known != id);
        self.deleted.push(id.to_owned());
        if let Some(listing) = self.shown_mut() {
            listing.rules.retain(|known| known.id() != id);
        }
    }

    fn shown(&self) -> Option<&Listing> {
        if self.pages > 0 { Some(self) } else { self.previous.as_deref() }
    }

    fn shown_mut(&mut self) -> Option<&mut Listing> {
        if self.pages > 0 { Some(self) } else { self.previous.as_deref_mut() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(ids: &[&str], next: Option<&str>) -> RulePage {
        RulePage {
            rules: ids.iter().map(|id| crate::state::table::tests::rule(id)).collect(),
            next: next.map(str::to_owned),
        }
    }

    fn ids(listing: &Listing) -> Vec<&str> {
        listing.rules().iter().map(Rule::id).collect()
    }

    const NOW: Timestamp = Timestamp(0);

    #[test]
    fn pages_follow_each_other_until_the_last() {
        let mut listing = Listing::default();
        assert!(listing.is_blank());
        assert_eq!(listing.page_arrived(page(&["a"], Some("t+/=%")), NOW), Next::Page("t+/=%".into()));
        assert!(!listing.is_complete());
        assert_eq!(listing.page_arrived(page(&["b"], None), NOW), Next::Stop);
        assert!(listing.is_complete());
        assert_eq!(ids(&listing), ["a", "b"]);
    }

    #[test]
    fn a_repeated_token_stops_with_what_came() {
        let mut listing = Listing::default();
        listing.page_arrived(page(&["a"], Some("t")), NOW);
        assert_eq!(listing.page_arrived(page(&["b"], Some("t")), NOW), Next::Stop);
        assert_eq!(*listing.progress(), Progress::Stopped(Error::of_kind(ErrorKind::RepeatedToken)));
        assert_eq!(ids(&listing), ["a", "b"]);
    }

    #[test]
    fn a_failure_keeps_what_came_and_goes_on_from_the_last_good_token() {
        let mut listing = Listing::default();
        listing.page_arrived(page(&["a"], Some("t")), NOW);
        listing.failed(Error::of_kind(ErrorKind::Unavailable));
        assert_eq!(ids(&listing), ["a"]);
        assert_eq!(listing.resume(), Some("t".into()));
        listing.page_arrived(page(&["b"], None), NOW);
        assert_eq!(ids(&listing), ["a", "b"]);
    }

    #[test]
    fn a_refresh_keeps_the_old_rows_until_the_first_page_even_when_it_fails() {
        let mut listing = Listing::default();
        listing.page_arrived(page(&["a"], None), NOW);
        let mut listing = listing.refresh();
        assert_eq!(ids(&listing), ["a"]);
        assert!(listing.is_stale());
        listing.failed(Error::of_kind(ErrorKind::Unavailable));
        assert_eq!(ids(&listing), ["a"]);
        let mut listing = listing.refresh();
        assert_eq!(ids(&listing), ["a"]);
        listing.page_arrived(page(&["b"], None), NOW);
        assert_eq!(ids(&listing), ["b"]);
        assert!(!listing.is_stale());
    }

    #[test]
    fn what_the_console_wrote_is_seen_at_once() {
        let mut listing = Listing::default();
        listing.page_arrived(page(&["a", "b"], None), NOW);
        listing.insert(crate::state::table::tests::rule("c"));
        listing.remove("a");
        assert_eq!(ids(&listing), ["b", "c"]);
    }

    #[test]
    fn a_page_on_its_way_neither_doubles_what_was_written_nor_brings_back_what_was_deleted() {
        let mut listing = Listing::default();
        listing.page_arrived(page(&["a", "b"], Some("t")), NOW);
        listing.insert(crate::state::table::tests::rule("c"));
        listing.remove("d");
        listing.page_arrived(page(&["c", "d", "e"], None), NOW);
        assert_eq!(ids(&listing), ["a", "b", "c", "e"]);
    }

    #[test]
    fn without_a_token_to_go_on_from_everything_is_read_again() {
        let mut listing = Listing::default();
        listing.page_arrived(page(&["a"], Some("t")), NOW);
        listing.page_arrived(page(&["b"], Some("t")), NOW);
        assert_eq!(listing.resume(), None);
        assert_eq!(ids(&listing), ["a", "b"]);
        listing.page_arrived(page(&["a"], None), NOW);
        assert_eq!(ids(&listing), ["a"]);
    }
}
