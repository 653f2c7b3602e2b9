//! The sandbox: the providers' inventory API, CORS, STS and the console's
//! static site from one process on 127.0.0.1, for demos and tests.
//!
//! It was written from `wire/oss.md` and the recorded vectors alone. It shares
//! no code with the console: signatures are checked by a second implementation,
//! so that one mistake cannot hide in both.
//!
//! Reading order: [`start`], `server` (who is asked?), `oss` (what is answered?),
//! `state` (what is remembered?). Known differences from the real service are
//! in `README.md`.

mod bytes_text;
mod clock;
mod control;
#[cfg(test)]
mod conversation_tests;
mod cors;
mod credential;
mod fault;
mod log;
mod oss;
mod query;
mod seed;
mod server;
mod site;
mod state;
mod sts;
#[cfg(test)]
mod test_user;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use cors::CorsRule;
pub use credential::IssuedCredentials;
pub use log::{Auth, LoggedRequest, Operation};

use state::State;

/// How a sandbox starts. `Options::default()` is any free port, no site, no
/// latency, credentials for one hour and a clock that is right.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// The folder of the built console, as `cargo xtask dist` leaves it.
    pub site: Option<PathBuf>,
    /// Added to every answer of a provider (preflights too), not to site files.
    pub latency: Duration,
    /// Life of credentials whose request names none.
    pub credential_lifetime: Duration,
    /// Seconds by which the provider's clock is ahead of this machine's.
    pub clock_offset_seconds: i64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            site: None,
            latency: Duration::ZERO,
            credential_lifetime: Duration::from_secs(3600),
            clock_offset_seconds: 0,
        }
    }
}

/// Starts a sandbox with the seeded buckets on 127.0.0.1.
///
/// Must be called inside a tokio runtime; the server runs on it until the last
/// handle is dropped or [`Sandbox::stop`] is called.
///
/// # Errors
/// When the port cannot be bound.
pub async fn start(options: Options) -> std::io::Result<Sandbox> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", options.port)).await?;
    let port = listener.local_addr()?.port();
    let state = Arc::new(State::new(port, &options));
    let (stop, stopped) = tokio::sync::watch::channel(false);
    tokio::spawn(server::run(listener, Arc::clone(&state), stopped));
    Ok(Sandbox { handle: Arc::new(Handle { state, stop }) })
}

/// A running sandbox. Clones are handles to the same one.
#[derive(Clone)]
pub struct Sandbox {
    handle: Arc<Handle>,
}

/// The server watches `stop`: it ends when this is dropped.
struct Handle {
    state: Arc<State>,
    stop: tokio::sync::watch::Sender<bool>,
}

impl Sandbox {
    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.handle.state.port
    }

    /// Where the console is served: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn site_origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port())
    }

    /// The endpoint for a connection: `http://{bucket}.oss-cn-hangzhou.localhost:PORT`,
    /// with `{bucket}` standing literally.
    #[must_use]
    pub fn endpoint_template(&self) -> String {
        self.handle.state.endpoint_template()
    }

    /// Ends the server and its open connections.
    pub fn stop(&self) {
        self.handle.stop.send_replace(true);
    }

    /// The ids of a bucket's rules in stored order, which is the listing's
    /// order; empty for a bucket that does not exist.
    #[must_use]
    pub fn rule_ids(&self, bucket: &str) -> Vec<String> {
        self.handle.state.rule_ids(bucket)
    }

    /// A rule's XML exactly as it was PUT or seeded.
    #[must_use]
    pub fn rule_xml(&self, bucket: &str, id: &str) -> Option<String> {
        self.handle.state.rule_xml(bucket, id)
    }

    /// Stores a rule behind the provider's back, unchecked, as if another
    /// client had done so; a rule with that id is replaced in its place. A
    /// bucket that does not exist is created. Frequencies and optional fields
    /// of the XML count as known to the provider from then on.
    pub fn put_rule(&self, bucket: &str, id: &str, xml: &str) {
        self.handle.state.put_rule(bucket, id, xml);
    }

    /// Removes a rule behind the provider's back; false if there was none.
    pub fn remove_rule(&self, bucket: &str, id: &str) -> bool {
        self.handle.state.remove_rule(bucket, id)
    }

    /// Replaces the CORS rules of a bucket, which is created if need be.
    pub fn set_cors(&self, bucket: &str, rules: Vec<CorsRule>) {
        self.handle.state.set_cors(bucket, rules);
    }

    /// Every request since the start or the last [`Sandbox::clear_requests`],
    /// oldest first. The headers and queries hold tokens: do not print them.
    #[must_use]
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.handle.state.log.all()
    }

    /// Forgets the requests logged so far.
    pub fn clear_requests(&self) {
        self.handle.state.log.clear();
    }

    /// Sets what is added to every answer of a provider from now on.
    pub fn set_latency(&self, latency: Duration) {
        self.handle.state.set_latency(latency);
    }

    /// Sets how many seconds the provider's clock is ahead of this machine's.
    /// Credentials end by that clock too.
    pub fn set_clock_offset(&self, seconds: i64) {
        self.handle.state.set_clock_offset(seconds);
    }

    /// Sets the life of credentials whose request names none.
    pub fn set_credential_lifetime(&self, lifetime: Duration) {
        self.handle.state.set_credential_lifetime(lifetime);
    }

    /// Issues credentials as `/sts/oss` does.
    #[must_use]
    pub fn issue_credentials(&self, lifetime: Duration) -> IssuedCredentials {
        let seconds = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
        self.handle.state.issue_credentials(seconds)
    }

    /// Ends the life of all credentials issued so far.
    pub fn expire_all_credentials(&self) {
        self.handle.state.expire_all_credentials();
    }

    /// Refuses query-signed reads with 403 `AccessDenied`, as a provider would
    /// that takes inventory calls only with signed headers.
    pub fn set_reads_by_query_refused(&self, refused: bool) {
        self.handle.state.switches.set_reads_by_query_refused(refused);
    }

    /// Whether listing a bucket without rules answers 404 `NoSuchInventory`
    /// (the default, as the live service is said to) or an empty list.
    pub fn set_empty_list_is_404(&self, is_404: bool) {
        self.handle.state.switches.set_empty_list_is_404(is_404);
    }

    /// Whether deleting a missing rule answers 404 `NoSuchInventory` or 204
    /// (the default). Which one the service does is unconfirmed.
    pub fn set_delete_missing_is_404(&self, is_404: bool) {
        self.handle.state.switches.set_delete_missing_is_404(is_404);
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Sandbox({})", self.site_origin())
    }
}
