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
    /// The ids that pages of this reading have brought, sorted; of rules without one their documents.
    seen_ids: Vec<String>,
    pages: usize,
    /// How many rules the bucket can have, if that is known: a list of more of them has no end.
    limit: Option<usize>,
    read_at: Option<Timestamp>,
    /// What this console wrote or deleted and no page has shown yet: one that was on its way knows
    /// nothing of it, and reads of COS lag behind writes by some seconds.
    written: Vec<Written>,
    /// The ids of rules whose save by this console ended without them: the provider may not have them, until a page or a
    /// write says otherwise.
    held: Vec<String>,
}

/// A rule as this console has left it.
#[derive(Clone, Debug, PartialEq)]
struct Written {
    id: String,
    /// The rule; `None` when it was deleted.
    rule: Option<Rule>,
    at: Timestamp,
}

impl Written {
    /// Whether a rule of a page is what was written.
    fn is_shown_by(&self, rule: &Rule) -> bool {
        self.rule.as_ref().is_some_and(|ours| ours.agrees_in_all(rule))
    }
}

/// Seconds for which what was written stands above what a list says.
const WRITTEN_STANDS: i64 = 60;

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
    /// Nothing read yet, of a bucket that can have so many rules.
    #[must_use]
    pub fn of_at_most(limit: usize) -> Self {
        Listing { limit: Some(limit), ..Listing::default() }
    }

    /// Nothing read yet, of the same bucket.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Listing { limit: self.limit, ..Listing::default() }
    }

    /// A new reading; the rules of the one before stay in sight until its first page is in.
    #[must_use]
    pub fn refresh(self) -> Self {
        // What was written while the first page was waited for is known here alone.
        let (limit, written) = (self.limit, self.written.clone());
        let shown =
            if self.pages > 0 { Some(Box::new(Listing { previous: None, ..self })) } else { self.previous };
        Listing { previous: shown, written, limit, ..Listing::default() }
    }

    /// Takes a page in. One that ends the list too early, because reading on would never end, leaves an error: what
    /// came stays, and no rule stands there twice.
    pub fn page_arrived(&mut self, page: RulePage, now: Timestamp) -> Next {
        if self.pages == 0 {
            self.previous = None;
        }
        self.written.retain(|written| now.since(written.at) < WRITTEN_STANDS);
        let brings_nothing_new = !page.rules.is_empty() && page.rules.iter().all(|rule| self.has_come(rule));
        for rule in page.rules {
            self.take(rule);
        }
        self.pages += 1;
        self.next = page.next;
        self.read_at = Some(now);
        // A faulty answer must not make the loop endless, nor a list look whole that is not.
        let endless = match &self.next {
            Some(token) if self.seen_tokens.contains(token) => Some(ErrorKind::RepeatedToken),
            _ if brings_nothing_new => Some(ErrorKind::RepeatedPage),
            // The last rule that a bucket can have may be followed by a page without any, and each page before brings one.
            Some(_) if self.limit.is_some_and(|limit| self.seen_ids.len() > limit || self.pages > limit) => {
                Some(ErrorKind::EndlessList)
            }
            _ => None,
        };
        if let Some(kind) = endless {
            self.next = None;
            self.progress = Progress::Stopped(Error::of_kind(kind));
            return Next::Stop;
        }
        let Some(token) = self.next.clone() else {
            self.show_what_was_written();
            self.progress = Progress::Complete;
            return Next::Stop;
        };
        self.seen_tokens.push(token.clone());
        Next::Page(token)
    }

    /// Whether a page of this reading has brought this rule.
    fn has_come(&self, rule: &Rule) -> bool {
        self.find_seen(rule).is_ok()
    }

    /// The place of a rule among those that have come, or the place where it belongs.
    fn find_seen(&self, rule: &Rule) -> Result<usize, usize> {
        self.seen_ids.binary_search_by(|seen| seen.as_str().cmp(told_by(rule)))
    }

    /// A rule of a page, unless what was written says otherwise.
    fn take(&mut self, rule: Rule) {
        let seen = self.find_seen(&rule);
        if let Err(at) = seen {
            self.seen_ids.insert(at, told_by(&rule).to_owned());
        }
        if rule.id().is_empty() {
            self.rules.extend(seen.is_err().then_some(rule));
            return;
        }
        self.let_go(rule.id());
        let written = self.written.iter().position(|written| written.id == rule.id());
        match written.map(|at| &self.written[at]) {
            // The list lags: it does not know of the deletion yet.
            Some(Written { rule: None, .. }) => return,
            Some(written) if !written.is_shown_by(&rule) => return,
            _ => {}
        }
        written.into_iter().for_each(|at| drop(self.written.remove(at)));
        // Only what was written here, or has come before, can stand in the list already: nothing else is searched for.
        if written.is_some() || seen.is_ok() {
            put(&mut self.rules, rule);
        } else {
            self.rules.push(rule);
        }
    }

    /// When every page is in: what was written and no page has shown is added.
    fn show_what_was_written(&mut self) {
        for rule in self.written.iter().filter_map(|written| written.rule.clone()) {
            put(&mut self.rules, rule);
        }
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

    /// How many rules the bucket can have, if that is known.
    #[must_use]
    pub fn limit(&self) -> Option<usize> {
        self.limit
    }

    /// Whether the bucket has as many rules as it can have, as far as is known: rules that are still to be read do not
    /// count.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.limit.is_some_and(|limit| self.rules().len() >= limit)
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
    pub fn insert(&mut self, rule: Rule, now: Timestamp) {
        self.note(rule.id(), Some(rule.clone()), now);
        if let Some(listing) = self.shown_mut() {
            put(&mut listing.rules, rule);
        }
    }

    /// Takes a rule out that this console deleted.
    pub fn remove(&mut self, id: &str, now: Timestamp) {
        self.note(id, None, now);
        if let Some(listing) = self.shown_mut() {
            listing.rules.retain(|known| known.id() != id);
        }
    }

    /// Notes that a save has ended without its rule, both forms of which are held here.
    pub fn hold(&mut self, id: &str) {
        self.let_go(id);
        if let Some(listing) = self.shown_mut() {
            listing.held.push(id.to_owned());
        }
    }

    /// Whether the provider may not have a rule, because a save by this console has ended without it.
    #[must_use]
    pub fn is_held(&self, id: &str) -> bool {
        self.shown().is_some_and(|listing| listing.held.iter().any(|held| held == id))
    }

    /// Holds a rule no more: it was seen at the provider, written or deleted.
    pub fn let_go(&mut self, id: &str) {
        if let Some(listing) = self.shown_mut() {
            listing.held.retain(|held| held != id);
        }
    }

    fn note(&mut self, id: &str, rule: Option<Rule>, at: Timestamp) {
        self.let_go(id);
        self.written.retain(|written| written.id != id);
        self.written.push(Written { id: id.to_owned(), rule, at });
    }

    /// Whether a rule was written by this console and no list has shown it yet.
    #[must_use]
    pub fn is_unconfirmed(&self, id: &str) -> bool {
        self.written.iter().any(|written| written.id == id && written.rule.is_some())
    }

    /// Whether this console has deleted a rule.
    #[must_use]
    pub fn has_deleted(&self, id: &str) -> bool {
        self.written.iter().any(|written| written.id == id && written.rule.is_none())
    }

    /// The ids of the rules that this console has deleted, and that no list was to show since.
    pub fn deleted(&self) -> impl Iterator<Item = &str> {
        let deleted = self.written.iter().filter(|written| written.rule.is_none());
        deleted.map(|written| written.id.as_str())
    }

    /// Whether the bucket has no rule with one of these ids, without its having been deleted here.
    #[must_use]
    pub fn lacks_any(&self, ids: &[String]) -> bool {
        let is_known = |id: &String| self.has_deleted(id) || self.rules().iter().any(|rule| rule.id() == id);
        self.is_complete() && !ids.iter().all(is_known)
    }

    fn shown(&self) -> Option<&Listing> {
        if self.pages > 0 { Some(self) } else { self.previous.as_deref() }
    }

    fn shown_mut(&mut self) -> Option<&mut Listing> {
        if self.pages > 0 { Some(self) } else { self.previous.as_deref_mut() }
    }
}

/// What tells a rule from all others of its bucket: its id, and where that is missing its document.
fn told_by(rule: &Rule) -> &str {
    match rule.id() {
        "" => rule.unreadable().unwrap_or_default(),
        id => id,
    }
}

/// Puts a rule in the place of the one with its id, or at the end.
fn put(rules: &mut Vec<Rule>, rule: Rule) {
    match rules.iter_mut().find(|known| known.id() == rule.id()) {
        Some(known) => *known = rule,
        None => rules.push(rule),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rule::Part;
    use crate::state::table::tests::rule;

    fn page(ids: &[&str], next: Option<&str>) -> RulePage {
        RulePage { rules: ids.iter().map(|id| rule(id)).collect(), next: next.map(str::to_owned) }
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

    /// What stopped a reading, if anything did.
    fn stopped(listing: &Listing) -> Option<ErrorKind> {
        match listing.progress() {
            Progress::Stopped(error) => Some(error.kind),
            _ => None,
        }
    }

    #[test]
    fn a_page_that_comes_again_stops_and_puts_no_rule_there_twice() {
        for next in [None, Some("u"), Some("t")] {
            let mut listing = Listing::default();
            listing.page_arrived(page(&["a", "b"], Some("t")), NOW);
            assert_eq!(listing.page_arrived(page(&["a", "b"], next), NOW), Next::Stop, "{next:?}");
            let expected = if next == Some("t") { ErrorKind::RepeatedToken } else { ErrorKind::RepeatedPage };
            assert_eq!(stopped(&listing), Some(expected), "{next:?}");
            assert_eq!(ids(&listing), ["a", "b"]);
            assert_eq!(listing.resume(), None, "there is no token to go on from");
        }
    }

    #[test]
    fn a_rule_that_moved_to_the_next_page_meanwhile_stands_there_once_as_it_came_last() {
        let mut listing = Listing::default();
        listing.page_arrived(page(&["a", "b"], Some("t")), NOW);
        let newer = rule("b").with(Part::Prefix, "new/");
        let rules = vec![newer.clone(), rule("c")];
        assert_eq!(listing.page_arrived(RulePage { rules, next: None }, NOW), Next::Stop);
        assert_eq!(ids(&listing), ["a", "b", "c"]);
        assert_eq!(listing.rules()[1], newer);
        assert!(listing.is_complete());
    }

    #[test]
    fn rules_that_cannot_be_read_are_counted_each_for_itself() {
        let odd = |id: &str, document: &str| Rule::of_unreadable(id, document.into());
        let first = vec![rule("a"), odd("b", "<b/>"), odd("", "<c/>"), odd("", "<d/>")];
        let mut listing = Listing::default();
        listing.page_arrived(RulePage { rules: first.clone(), next: Some("t".into()) }, NOW);
        assert_eq!(listing.rules(), first);
        listing
            .page_arrived(RulePage { rules: vec![odd("", "<d/>"), rule("e")], next: Some("u".into()) }, NOW);
        assert_eq!(ids(&listing), ["a", "b", "", "", "e"]);
        listing.page_arrived(RulePage { rules: first, next: None }, NOW);
        assert_eq!(stopped(&listing), Some(ErrorKind::RepeatedPage));
        assert_eq!(ids(&listing), ["a", "b", "", "", "e"]);
    }

    #[test]
    fn a_page_that_comes_again_after_a_refresh_is_no_repeated_one() {
        let mut listing = Listing::default();
        listing.page_arrived(page(&["a"], Some("t")), NOW);
        listing.failed(Error::of_kind(ErrorKind::Unavailable));
        let mut listing = listing.refresh();
        assert_eq!(listing.page_arrived(page(&["a"], None), NOW), Next::Stop);
        assert!(listing.is_complete());
    }

    #[test]
    fn a_list_ends_where_the_bucket_can_have_no_more() {
        let read = |listing: &mut Listing, pages: &[&[&str]]| {
            let mut next = Next::Stop;
            for (number, ids) in pages.iter().enumerate() {
                next = listing.page_arrived(page(ids, Some(&format!("t{number}"))), NOW);
            }
            next
        };
        let mut listing = Listing::of_at_most(4);
        assert_eq!(read(&mut listing, &[&["a", "b"], &["c", "d"], &["e"]]), Next::Stop);
        assert_eq!(stopped(&listing), Some(ErrorKind::EndlessList));
        assert_eq!(ids(&listing), ["a", "b", "c", "d", "e"], "what came is kept");
        // A refresh knows it still.
        assert_eq!(read(&mut listing.refresh(), &[&["a", "b"], &["c", "d", "e"]]), Next::Stop);
        // Pages without rules bring no end either.
        let mut empty = Listing::of_at_most(3);
        assert_eq!(read(&mut empty, &[&[], &[], &[]]), Next::Page("t2".into()));
        assert_eq!(empty.page_arrived(page(&[], Some("t3")), NOW), Next::Stop);
        assert_eq!(stopped(&empty), Some(ErrorKind::EndlessList));
        // What is full may say that more follows, and have nothing more.
        let mut full = Listing::of_at_most(2);
        assert_eq!(full.page_arrived(page(&["a", "b"], Some("t")), NOW), Next::Page("t".into()));
        assert_eq!(full.page_arrived(page(&[], None), NOW), Next::Stop);
        assert!(full.is_complete());
        // A bucket that is full and says so is whole.
        let mut full = Listing::of_at_most(2);
        assert_eq!(full.page_arrived(page(&["a", "b"], None), NOW), Next::Stop);
        assert!(full.is_complete());
    }

    #[test]
    fn a_bucket_is_full_as_soon_as_so_many_rules_are_known() {
        let mut listing = Listing::of_at_most(3);
        assert_eq!((listing.limit(), listing.is_full()), (Some(3), false));
        listing.page_arrived(page(&["a", "b"], None), NOW);
        assert!(!listing.is_full());
        listing.insert(rule("c"), NOW);
        assert!(listing.is_full() && listing.clone().refresh().is_full());
        listing.remove("a", NOW);
        assert!(!listing.is_full() && !listing.emptied().is_full());
        assert!(!Listing::default().is_full());
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
        listing.insert(rule("c"), NOW);
        listing.remove("a", NOW);
        assert_eq!(ids(&listing), ["b", "c"]);
        assert!(listing.is_unconfirmed("c") && !listing.is_unconfirmed("b") && listing.has_deleted("a"));
        assert!(!listing.lacks_any(&["a".to_owned(), "c".to_owned()]));
        assert_eq!(listing.lacks_any(&["c".to_owned(), "z".to_owned()]), listing.is_complete());
    }

    #[test]
    fn a_page_on_its_way_neither_doubles_what_was_written_nor_brings_back_what_was_deleted() {
        let mut listing = Listing::default();
        listing.page_arrived(page(&["a", "b"], Some("t")), NOW);
        listing.insert(rule("c"), NOW);
        listing.remove("d", NOW);
        listing.page_arrived(page(&["c", "d", "e"], None), NOW);
        assert_eq!(ids(&listing), ["a", "b", "c", "e"]);
        assert!(!listing.is_unconfirmed("c"), "a list has shown it");
    }

    #[test]
    fn a_list_that_lags_does_not_undo_what_was_written_for_a_minute() {
        let mut listing = Listing::default();
        listing.page_arrived(page(&["a", "b"], None), NOW);
        listing.insert(rule("a").with(Part::Prefix, "new/"), NOW);
        listing.insert(rule("c"), NOW);
        listing.remove("b", NOW);
        for (seconds, expected) in [(1, ["a", "c"].as_slice()), (59, &["a", "c"]), (60, &["a", "b"])] {
            listing = listing.refresh();
            listing.page_arrived(page(&["a", "b"], None), Timestamp(seconds));
            assert_eq!(ids(&listing), expected, "after {seconds} s");
            let prefix = if seconds < 60 { "new/" } else { "" };
            let a = listing.rules().iter().find(|rule| rule.id() == "a").expect("it is there");
            assert_eq!(a.text(Part::Prefix), prefix, "after {seconds} s");
            assert_eq!(listing.is_unconfirmed("a"), seconds < 60);
        }
    }

    #[test]
    fn a_rule_whose_save_ended_without_it_is_held_until_it_is_there_or_gone() {
        let held = || {
            let mut listing = Listing::default();
            listing.page_arrived(page(&["a", "b"], Some("t")), NOW);
            listing.hold("a");
            listing.hold("a");
            listing
        };
        let listing = held();
        assert!(listing.is_held("a") && !listing.is_held("b"));
        assert_eq!(ids(&listing), ["a", "b"]);
        let mut written = held();
        written.insert(rule("a"), NOW);
        assert!(!written.is_held("a"));
        let mut found = held();
        found.let_go("a");
        assert!(!found.is_held("a"));
        let mut shown = held();
        shown.page_arrived(page(&["a"], None), NOW);
        assert!(!shown.is_held("a"));
        // The rows of before say so until the first page of the new reading is in.
        let mut refreshed = held().refresh();
        assert!(refreshed.is_held("a"));
        refreshed.page_arrived(page(&["b"], None), NOW);
        assert!(!refreshed.is_held("a"));
        assert_eq!(ids(&refreshed), ["b"]);
    }

    #[test]
    fn a_list_that_agrees_takes_over() {
        let mut listing = Listing::default();
        listing.page_arrived(page(&["a"], None), NOW);
        listing.insert(rule("a").with(Part::Enabled, "false"), NOW);
        let mut listing = listing.refresh();
        let shown = rule("a").with(Part::Enabled, "False");
        listing.page_arrived(RulePage { rules: vec![shown.clone()], next: None }, Timestamp(5));
        assert_eq!(listing.rules(), [shown]);
        assert!(!listing.is_unconfirmed("a"));
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
