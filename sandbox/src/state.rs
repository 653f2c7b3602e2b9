//! What the sandbox remembers: buckets, rules, credentials, switches and the
//! clock. All of it is in memory and gone at the end.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use time::OffsetDateTime;

use crate::Options;
use crate::clock::{self, Clock};
use crate::cors::CorsRule;
use crate::credential::{Credential, IssuedCredentials};
use crate::fault::Fault;
use crate::log::Log;
use crate::oss::document::{self, Vocabulary};
use crate::seed;

/// The region of every bucket that says nothing else.
pub(crate) const REGION: &str = "cn-hangzhou";

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

/// A bucket with all that its requests depend on.
#[derive(Debug, Clone)]
pub(crate) struct Bucket {
    pub(crate) name: String,
    pub(crate) region: &'static str,
    pub(crate) rules: Vec<Rule>,
    pub(crate) cors: Vec<CorsRule>,
    pub(crate) fault: Option<Fault>,
    pub(crate) vocabulary: Vocabulary,
    /// Calls of the third list page, for `error-page-3`.
    pub(crate) third_page_calls: u64,
    next_sequence: u64,
}

impl Bucket {
    /// An empty one that any origin may use.
    pub(crate) fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            region: REGION,
            rules: Vec::new(),
            cors: vec![CorsRule::any_origin(&["GET", "PUT", "DELETE", "POST", "HEAD"])],
            fault: Fault::of_bucket(name),
            vocabulary: Vocabulary::default(),
            third_page_calls: 0,
            next_sequence: 1,
        }
    }

    pub(crate) fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// Appends a rule, or replaces the one with that id where it stands.
    pub(crate) fn store(&mut self, id: &str, xml: &str, modified: OffsetDateTime) {
        if let Some(rule) = self.rules.iter_mut().find(|rule| rule.id == id) {
            rule.xml = xml.into();
            rule.shown = document::print(xml);
            rule.modified = modified;
            return;
        }
        self.rules.push(Rule {
            id: id.into(),
            xml: xml.into(),
            shown: document::print(xml),
            modified,
            sequence: self.next_sequence,
        });
        self.next_sequence += 1;
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
}

/// Choices where the service's behaviour is unconfirmed.
#[derive(Debug, Default)]
pub(crate) struct Switches {
    reads_by_query_refused: AtomicBool,
    empty_list_is_200: AtomicBool,
    delete_missing_is_404: AtomicBool,
}

impl Switches {
    pub(crate) fn set_reads_by_query_refused(&self, on: bool) {
        self.reads_by_query_refused.store(on, Ordering::Relaxed);
    }

    pub(crate) fn reads_by_query_refused(&self) -> bool {
        self.reads_by_query_refused.load(Ordering::Relaxed)
    }

    pub(crate) fn set_empty_list_is_404(&self, on: bool) {
        self.empty_list_is_200.store(!on, Ordering::Relaxed);
    }

    pub(crate) fn empty_list_is_404(&self) -> bool {
        !self.empty_list_is_200.load(Ordering::Relaxed)
    }

    pub(crate) fn set_delete_missing_is_404(&self, on: bool) {
        self.delete_missing_is_404.store(on, Ordering::Relaxed);
    }

    pub(crate) fn delete_missing_is_404(&self) -> bool {
        self.delete_missing_is_404.load(Ordering::Relaxed)
    }
}

/// Everything, shared by all connections.
pub(crate) struct State {
    pub(crate) port: u16,
    pub(crate) site: Option<PathBuf>,
    pub(crate) clock: Clock,
    pub(crate) log: Log,
    pub(crate) switches: Switches,
    latency_ms: AtomicU64,
    lifetime_seconds: AtomicI64,
    request_count: AtomicU64,
    buckets: Mutex<BTreeMap<String, Bucket>>,
    credentials: Mutex<BTreeMap<String, Credential>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    pub(crate) fn new(port: u16, options: &Options) -> Self {
        let state = Self {
            port,
            site: options.site.clone(),
            clock: Clock::default(),
            log: Log::default(),
            switches: Switches::default(),
            latency_ms: AtomicU64::new(0),
            lifetime_seconds: AtomicI64::new(0),
            request_count: AtomicU64::new(0),
            buckets: Mutex::new(seed::buckets()),
            credentials: Mutex::default(),
        };
        state.clock.set_offset(options.clock_offset_seconds);
        state.set_latency(options.latency);
        state.set_credential_lifetime(options.credential_lifetime);
        state
    }

    pub(crate) fn endpoint_template(&self) -> String {
        format!("http://{{bucket}}.oss-{REGION}.localhost:{}", self.port)
    }

    /// 24 digits, another for each request.
    pub(crate) fn next_request_id(&self) -> String {
        let count = self.request_count.fetch_add(1, Ordering::Relaxed) + 1;
        format!("5C1B138A{count:016X}")
    }

    pub(crate) fn set_latency(&self, latency: Duration) {
        let milliseconds = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
        self.latency_ms.store(milliseconds, Ordering::Relaxed);
    }

    pub(crate) fn latency(&self) -> Duration {
        Duration::from_millis(self.latency_ms.load(Ordering::Relaxed))
    }

    pub(crate) fn set_clock_offset(&self, seconds: i64) {
        self.clock.set_offset(seconds);
    }

    pub(crate) fn set_credential_lifetime(&self, lifetime: Duration) {
        let seconds = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
        self.lifetime_seconds.store(seconds, Ordering::Relaxed);
    }

    pub(crate) fn credential_lifetime(&self) -> i64 {
        self.lifetime_seconds.load(Ordering::Relaxed)
    }

    /// A life of zero or less gives credentials that have expired.
    pub(crate) fn issue_credentials(&self, lifetime_seconds: i64) -> IssuedCredentials {
        // A year is longer than any test and safely inside the calendar.
        let seconds = lifetime_seconds.clamp(-31_536_000, 31_536_000);
        let expires = self.clock.now().saturating_add(time::Duration::seconds(seconds));
        let credential = Credential::random(expires);
        let issued = IssuedCredentials {
            access_key_id: credential.access_key_id.clone(),
            access_key_secret: credential.secret.clone(),
            security_token: credential.token.clone().unwrap_or_default(),
            expiration: clock::seconds(expires),
        };
        lock(&self.credentials).insert(credential.access_key_id.clone(), credential);
        issued
    }

    pub(crate) fn credential(&self, access_key_id: &str) -> Option<Credential> {
        lock(&self.credentials).get(access_key_id).cloned()
    }

    pub(crate) fn has_issued(&self, token: &str) -> bool {
        let credentials = lock(&self.credentials);
        credentials.values().any(|credential| credential.token.as_deref() == Some(token))
    }

    pub(crate) fn expire_all_credentials(&self) {
        for credential in lock(&self.credentials).values_mut() {
            credential.expires = OffsetDateTime::UNIX_EPOCH;
        }
    }

    /// Runs `work` on a bucket; fault buckets come into being when first
    /// named. `None` if there is no such bucket.
    pub(crate) fn with_bucket<T>(&self, name: &str, work: impl FnOnce(&mut Bucket) -> T) -> Option<T> {
        let mut buckets = lock(&self.buckets);
        if !buckets.contains_key(name) && Fault::of_bucket(name).is_some() {
            buckets.insert(name.into(), seed::fault_bucket(name));
        }
        buckets.get_mut(name).map(work)
    }

    fn with_new_bucket<T>(&self, name: &str, work: impl FnOnce(&mut Bucket) -> T) -> T {
        // A fault bucket gets its own rules first.
        self.with_bucket(name, |_| ());
        let mut buckets = lock(&self.buckets);
        work(buckets.entry(name.into()).or_insert_with(|| Bucket::new(name)))
    }

    pub(crate) fn rule_ids(&self, bucket: &str) -> Vec<String> {
        let ids = |bucket: &mut Bucket| bucket.rules.iter().map(|rule| rule.id.clone()).collect();
        self.with_bucket(bucket, ids).unwrap_or_default()
    }

    pub(crate) fn rule_xml(&self, bucket: &str, id: &str) -> Option<String> {
        self.with_bucket(bucket, |bucket| bucket.rule(id).map(|rule| rule.xml.clone()))?
    }

    pub(crate) fn put_rule(&self, bucket: &str, id: &str, xml: &str) {
        let now = self.clock.now();
        self.with_new_bucket(bucket, |bucket| bucket.seed(id, xml, now));
    }

    pub(crate) fn remove_rule(&self, bucket: &str, id: &str) -> bool {
        self.with_bucket(bucket, |bucket| bucket.remove(id)).unwrap_or(false)
    }

    pub(crate) fn set_cors(&self, bucket: &str, rules: Vec<CorsRule>) {
        self.with_new_bucket(bucket, |bucket| bucket.cors = rules);
    }
}
