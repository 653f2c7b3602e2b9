//! How a sandbox is started and handled: what tests and the demo see of it.

use std::sync::Arc;
use std::time::Duration;

use crate::aftermath::Aftermath;
use crate::cors::CorsRule;
use crate::credential::IssuedCredentials;
use crate::log::LoggedRequest;
use crate::options::Options;
use crate::provider::Provider;
use crate::reply::Reply;
use crate::server;
use crate::site_config::SiteConfig;
use crate::state::State;
use crate::switches::Switches;

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
        self.handle.state.endpoint_template(Provider::Oss)
    }

    /// The same for COS: `http://{bucket}.cos.ap-guangzhou.localhost:PORT`.
    #[must_use]
    pub fn cos_endpoint_template(&self) -> String {
        self.handle.state.endpoint_template(Provider::Cos)
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
    /// bucket that does not exist is created, of COS if its name ends with
    /// `-1250000000`. The frequency, format and optional fields of the XML count
    /// as known to the provider from then on.
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

    /// Sets what becomes of calls to a bucket, in place of what was set or named
    /// before; none is an orderly bucket again. Counting starts anew. A bucket
    /// that does not exist is created.
    pub fn set_aftermaths(&self, bucket: &str, aftermaths: Vec<Aftermath>) {
        self.handle.state.set_aftermaths(bucket, aftermaths);
    }

    /// Whether an OSS bucket shows every rule with every filter, empty or 0
    /// where none is set, as the live service is reported to. By default those
    /// do whose names start with `demo-zeros`. A bucket that does not exist is
    /// created.
    pub fn set_zero_filters(&self, bucket: &str, zeros: bool) {
        self.handle.state.set_zero_filters(bucket, zeros);
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

    /// Sets what the site answers for `config.json` from now on.
    pub fn set_site_config(&self, answer: SiteConfig) {
        self.handle.state.set_site_config(answer);
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

    /// Lets `/sts/…` answer something else than credentials: a status, a content type and a body.
    pub fn set_sts_answer(&self, status: u16, content_type: &str, body: &str) {
        let answer = Reply::of_type(status, content_type, body.to_owned());
        self.handle.state.set_sts_answer(Some(answer));
    }

    /// Lets `/sts/…` answer credentials again.
    pub fn reset_sts_answer(&self) {
        self.handle.state.set_sts_answer(None);
    }

    /// Lets a server on this machine answer in place of `/sts/…`, as if the sandbox were the sign-in in front of it.
    pub fn set_credential_server(&self, port: Option<u16>) {
        self.handle.state.set_credential_server(port);
    }

    /// Issues credentials as `/sts/oss` does.
    #[must_use]
    pub fn issue_credentials(&self, lifetime: Duration) -> IssuedCredentials {
        self.issue(Provider::Oss, lifetime)
    }

    /// Issues credentials as `/sts/cos` does.
    #[must_use]
    pub fn issue_cos_credentials(&self, lifetime: Duration) -> IssuedCredentials {
        self.issue(Provider::Cos, lifetime)
    }

    fn issue(&self, provider: Provider, lifetime: Duration) -> IssuedCredentials {
        let seconds = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
        self.handle.state.issue_credentials(provider, seconds)
    }

    /// Ends the life of all credentials issued so far, of both providers.
    pub fn expire_all_credentials(&self) {
        self.handle.state.credentials.expire_all();
    }

    /// Changes how a provider answers what its documents leave open:
    /// `sandbox.switch(Provider::Cos, |cos| cos.list_order = ListOrder::Id)`.
    pub fn switch(&self, provider: Provider, change: impl FnOnce(&mut Switches)) {
        self.handle.state.switch(provider, change);
    }

    /// Refuses query-signed reads with 403 `AccessDenied`, as providers would
    /// that take inventory calls only with signed headers. For both.
    pub fn set_reads_by_query_refused(&self, refused: bool) {
        for provider in [Provider::Oss, Provider::Cos] {
            self.switch(provider, |switches| switches.reads_by_query_refused = refused);
        }
    }

    /// Whether listing an OSS bucket without rules answers 404
    /// `NoSuchInventory` (the default, as the live service is said to) or an
    /// empty list.
    pub fn set_empty_list_is_404(&self, is_404: bool) {
        self.switch(Provider::Oss, |oss| oss.empty_list_is_404 = is_404);
    }

    /// Whether deleting a missing rule of OSS answers 404 `NoSuchInventory` or
    /// 204 (the default). Which one the service does is unconfirmed.
    pub fn set_delete_missing_is_404(&self, is_404: bool) {
        self.switch(Provider::Oss, |oss| oss.delete_missing_is_404 = is_404);
    }

    /// For how long COS's reads show the rules as they were before a PUT or
    /// DELETE; the live service does so for some seconds.
    pub fn set_cos_read_lag(&self, lag: Duration) {
        self.switch(Provider::Cos, |cos| cos.read_lag = lag);
    }

    /// Status and code of COS for a token that has expired: 400 `ExpiredToken`
    /// (the default) or, unconfirmed, 403 `InvalidToken`.
    pub fn set_cos_expired_token_code(&self, status: u16, code: &'static str) {
        self.switch(Provider::Cos, |cos| cos.expired_token = (status, code));
    }

    /// Whether COS refuses a signature that does not cover Host. By default it
    /// takes it.
    pub fn set_cos_host_signature_required(&self, required: bool) {
        self.switch(Provider::Cos, |cos| cos.host_signature_required = required);
    }

    /// Whether an OSS bucket takes V1 signatures beside V4, as old ones do. By
    /// default those do whose names start with `demo-v1`. A bucket that does
    /// not exist is created.
    pub fn set_accepts_v1(&self, bucket: &str, accepts: bool) {
        self.handle.state.set_accepts_v1(bucket, accepts);
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Sandbox({})", self.site_origin())
    }
}
