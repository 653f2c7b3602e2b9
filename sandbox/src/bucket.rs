//! A bucket with its rules, as writes left them and as reads may see them.

use std::time::{Duration, Instant};

use time::OffsetDateTime;

use crate::aftermath::Aftermaths;
use crate::cors::CorsRule;
use crate::document;
use crate::document::elements::Vocabulary;
use crate::fault::Fault;
use crate::provider::Provider;

/// A stored rule.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) id: String,
    /// Exactly as it came.
    pub(crate) xml: String,
    /// As answers show it; made once, so that the sandbox's own time does not
    /// end up in measurements of the console.
    pub(crate) shown: String,
    pub(crate) modified: OffsetDateTime,
    /// Grows with each rule of the bucket; continuation tokens point at it, so
    /// that a deletion between two pages moves nothing.
    pub(crate) sequence: u64,
}

/// The rules before a change that reads do not show yet.
#[derive(Debug, Clone)]
struct Earlier {
    until: Instant,
    rules: Vec<Rule>,
}

/// A bucket with all that its requests depend on.
#[derive(Debug, Clone)]
pub(crate) struct Bucket {
    pub(crate) name: String,
    pub(crate) provider: Provider,
    pub(crate) region: &'static str,
    pub(crate) rules: Vec<Rule>,
    /// Rules that run once, at once (COS).
    pub(crate) one_time_jobs: Vec<Rule>,
    pub(crate) cors: Vec<CorsRule>,
    pub(crate) fault: Option<Fault>,
    pub(crate) aftermaths: Aftermaths,
    pub(crate) vocabulary: Vocabulary,
    /// Whether OSS takes V1 signatures here, as it does for old buckets.
    pub(crate) accepts_v1: bool,
    /// Whether OSS shows every filter here, empty or 0 where none is set.
    zero_filters: bool,
    /// Calls of the third list page, for `error-page-3`.
    pub(crate) third_page_calls: u64,
    next_sequence: u64,
    earlier: Vec<Earlier>,
}

impl Bucket {
    /// An empty one that any origin may use; its name says whose it is.
    pub(crate) fn new(name: &str) -> Self {
        let provider = Provider::of_bucket(name);
        let cors = CorsRule::any_origin(&["GET", "PUT", "DELETE", "POST", "HEAD"]);
        Self {
            name: name.into(),
            provider,
            region: provider.region(),
            rules: Vec::new(),
            one_time_jobs: Vec::new(),
            cors: vec![cors.exposing(provider.exposed_headers())],
            fault: Fault::of_bucket(name),
            aftermaths: Aftermaths::of_bucket(name),
            vocabulary: document::vocabulary(provider),
            accepts_v1: name.starts_with("demo-v1"),
            zero_filters: name.starts_with("demo-zeros"),
            third_page_calls: 0,
            next_sequence: 1,
            earlier: Vec::new(),
        }
    }

    pub(crate) fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// Appends a rule, or replaces the one with that id where it stands.
    pub(crate) fn store(&mut self, id: &str, xml: &str, modified: OffsetDateTime) {
        let mut rule = self.new_rule(id, xml, modified);
        match self.rules.iter_mut().find(|rule| rule.id == id) {
            Some(old) => {
                rule.sequence = old.sequence;
                *old = rule;
            }
            None => self.rules.push(rule),
        }
    }

    /// Appends what no call could write, whatever is there.
    pub(crate) fn append(&mut self, id: &str, xml: &str, modified: OffsetDateTime) {
        let rule = self.new_rule(id, xml, modified);
        self.rules.push(rule);
    }

    /// Remembers a job that runs once.
    pub(crate) fn run_once(&mut self, id: &str, xml: &str, started: OffsetDateTime) {
        let job = self.new_rule(id, xml, started);
        self.one_time_jobs.push(job);
    }

    fn new_rule(&mut self, id: &str, xml: &str, modified: OffsetDateTime) -> Rule {
        let sequence = self.next_sequence;
        self.next_sequence += 1;
        let shown = document::shown(self.provider, xml, self.zero_filters);
        Rule { id: id.into(), xml: xml.into(), shown, modified, sequence }
    }

    pub(crate) fn set_zero_filters(&mut self, zeros: bool) {
        self.zero_filters = zeros;
        for rule in &mut self.rules {
            rule.shown = document::shown(self.provider, &rule.xml, zeros);
        }
    }

    /// Stores a rule that the provider is to take for its own.
    pub(crate) fn seed(&mut self, id: &str, xml: &str, modified: OffsetDateTime) {
        self.vocabulary.learn(xml);
        self.store(id, xml, modified);
    }

    /// False if there was none.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let before = self.rules.len();
        self.rules.retain(|rule| rule.id != id);
        self.rules.len() < before
    }

    /// Keeps the present rules for reads until `lag` has passed.
    pub(crate) fn show_for(&mut self, lag: Duration) {
        let now = Instant::now();
        self.earlier.retain(|earlier| earlier.until > now);
        if !lag.is_zero() {
            self.earlier.push(Earlier { until: now + lag, rules: self.rules.clone() });
        }
    }

    /// The rules as reads see them now: as before the oldest change that is
    /// not yet visible.
    pub(crate) fn visible(&self) -> &[Rule] {
        let now = Instant::now();
        let pending = self.earlier.iter().find(|earlier| earlier.until > now);
        pending.map_or(&self.rules, |earlier| &earlier.rules)
    }
}
