//! What the sandbox remembers: buckets, rules, credentials, switches and the
//! clock. All of it is in memory and gone at the end.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::aftermath::{Aftermath, Aftermaths};
use crate::bucket::Bucket;
use crate::clock::Clock;
use crate::cors::CorsRule;
use crate::credential::{Credentials, IssuedCredentials};
use crate::fault::Fault;
use crate::log::Log;
use crate::options::Options;
use crate::provider::Provider;
use crate::reply::Reply;
use crate::seed;
use crate::site_config::SiteConfig;
use crate::switches::Switches;

/// Everything, shared by all connections.
pub(crate) struct State {
    pub(crate) port: u16,
    pub(crate) site: Option<PathBuf>,
    pub(crate) clock: Clock,
    pub(crate) log: Log,
    pub(crate) credentials: Credentials,
    latency_ms: AtomicU64,
    lifetime_seconds: AtomicI64,
    request_count: AtomicU64,
    oss_switches: Mutex<Switches>,
    cos_switches: Mutex<Switches>,
    buckets: Mutex<BTreeMap<String, Bucket>>,
    site_config: Mutex<SiteConfig>,
    /// What `/sts/…` answers in place of credentials.
    sts_answer: Mutex<Option<Reply>>,
    /// The port of a server behind the sign-in that hands out credentials in
    /// place of `/sts/…`.
    credential_server: Mutex<Option<u16>>,
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
            credentials: Credentials::default(),
            latency_ms: AtomicU64::new(0),
            lifetime_seconds: AtomicI64::new(0),
            request_count: AtomicU64::new(0),
            oss_switches: Mutex::new(Switches::oss()),
            cos_switches: Mutex::new(Switches::cos()),
            buckets: Mutex::new(seed::buckets()),
            site_config: Mutex::default(),
            sts_answer: Mutex::default(),
            credential_server: Mutex::default(),
        };
        state.clock.set_offset(options.clock_offset_seconds);
        state.set_latency(options.latency);
        state.set_credential_lifetime(options.credential_lifetime);
        state
    }

    /// The endpoint of a connection, with `{bucket}` standing literally.
    pub(crate) fn endpoint_template(&self, provider: Provider) -> String {
        let (region, port) = (provider.region(), self.port);
        match provider {
            Provider::Oss => format!("http://{{bucket}}.oss-{region}.localhost:{port}"),
            Provider::Cos => format!("http://{{bucket}}.cos.{region}.localhost:{port}"),
        }
    }

    /// Another for each request.
    pub(crate) fn next_request_number(&self) -> u64 {
        self.request_count.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn switches_of(&self, provider: Provider) -> &Mutex<Switches> {
        match provider {
            Provider::Oss => &self.oss_switches,
            Provider::Cos => &self.cos_switches,
        }
    }

    pub(crate) fn switches(&self, provider: Provider) -> Switches {
        lock(self.switches_of(provider)).clone()
    }

    pub(crate) fn switch(&self, provider: Provider, change: impl FnOnce(&mut Switches)) {
        change(&mut lock(self.switches_of(provider)));
    }

    pub(crate) fn set_site_config(&self, answer: SiteConfig) {
        *lock(&self.site_config) = answer;
    }

    pub(crate) fn site_config(&self) -> SiteConfig {
        lock(&self.site_config).clone()
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

    pub(crate) fn set_sts_answer(&self, answer: Option<Reply>) {
        *lock(&self.sts_answer) = answer;
    }

    pub(crate) fn sts_answer(&self) -> Option<Reply> {
        lock(&self.sts_answer).clone()
    }

    pub(crate) fn set_credential_server(&self, port: Option<u16>) {
        *lock(&self.credential_server) = port;
    }

    pub(crate) fn credential_server(&self) -> Option<u16> {
        *lock(&self.credential_server)
    }

    pub(crate) fn credential_lifetime(&self) -> i64 {
        self.lifetime_seconds.load(Ordering::Relaxed)
    }

    /// A life of zero or less gives credentials that have expired.
    pub(crate) fn issue_credentials(&self, provider: Provider, lifetime_seconds: i64) -> IssuedCredentials {
        self.credentials.issue(provider, self.clock.now(), lifetime_seconds)
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

    /// The same, for a bucket of one provider.
    pub(crate) fn with_bucket_of<T>(
        &self,
        provider: Provider,
        name: &str,
        work: impl FnOnce(&mut Bucket) -> T,
    ) -> Option<T> {
        if Provider::of_bucket(name) == provider { self.with_bucket(name, work) } else { None }
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

    pub(crate) fn set_accepts_v1(&self, bucket: &str, accepts: bool) {
        self.with_new_bucket(bucket, |bucket| bucket.accepts_v1 = accepts);
    }

    pub(crate) fn set_aftermaths(&self, bucket: &str, aftermaths: Vec<Aftermath>) {
        self.with_new_bucket(bucket, |bucket| bucket.aftermaths = Aftermaths::new(aftermaths));
    }

    pub(crate) fn set_zero_filters(&self, bucket: &str, zeros: bool) {
        self.with_new_bucket(bucket, |bucket| bucket.set_zero_filters(zeros));
    }

    pub(crate) fn set_cors(&self, bucket: &str, rules: Vec<CorsRule>) {
        self.with_new_bucket(bucket, |bucket| bucket.cors = rules);
    }
}
