//! The one port: who is asked, decided by host and path, and the way to HTTP
//! and back. Requests may also come in absolute form, as to a proxy, for SDKs
//! that cannot be pointed elsewhere.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch::Receiver;

use crate::address::{self, Address};
use crate::body::Outgoing;
use crate::call::{Call, host_name};
use crate::log::{LoggedRequest, Operation};
use crate::provider::Provider;
use crate::reply::Reply;
use crate::state::State;
use crate::{api, control, query, site, sts};

/// More than any rule document; a larger body is refused.
const LARGEST_BODY: usize = 1 << 20;

/// Accepts connections until `stopped` changes or its sender is gone.
pub(crate) async fn run(listener: TcpListener, state: Arc<State>, mut stopped: Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stopped.changed() => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    tokio::spawn(converse(stream, Arc::clone(&state), stopped.clone()));
                }
                // Out of descriptors, say: give the others time to close.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
        }
    }
}

async fn converse(stream: TcpStream, state: Arc<State>, mut stopped: Receiver<bool>) {
    // Small answers must not wait for the acknowledgement of earlier ones; if
    // the option cannot be set, they are only later.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| handle(Arc::clone(&state), request));
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        _ = stopped.changed() => {}
        // A client that goes away in the middle is its own business.
        _ = connection => {}
    }
}

/// A request with its body read and its target sorted out.
pub(crate) struct Arrived {
    pub(crate) method: String,
    /// With the port, if one was sent.
    pub(crate) host: String,
    pub(crate) path: String,
    pub(crate) raw_query: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
}

impl Arrived {
    async fn read(request: Request<Incoming>) -> Option<Self> {
        let (parts, body) = request.into_parts();
        let headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes());
                (name.as_str().into(), value.into_owned())
            })
            .collect();
        let named_host = headers.iter().find(|(name, _)| name == "host");
        let host = match parts.uri.authority() {
            Some(authority) => authority.as_str().into(),
            None => named_host.map(|(_, host)| host.clone()).unwrap_or_default(),
        };
        let body = Limited::new(body, LARGEST_BODY).collect().await.ok()?;
        Some(Self {
            method: parts.method.as_str().into(),
            host,
            path: parts.uri.path().into(),
            raw_query: parts.uri.query().unwrap_or_default().into(),
            headers,
            body: body.to_bytes(),
        })
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn has_inventory(&self) -> bool {
        query::value(&query::decode(&self.raw_query), "inventory").is_some()
    }

    /// As a call to a bucket, sent to `host`.
    fn call(&self, address: &Address<'_>, host: &str) -> Call {
        let mut headers = self.headers.clone();
        headers.retain(|(name, _)| name != "host");
        headers.push(("host".into(), host.into()));
        Call {
            provider: address.provider,
            method: self.method.clone(),
            bucket: address.bucket.into(),
            region: address.region.map(Into::into),
            raw_query: self.raw_query.clone(),
            headers,
            body: self.body.clone(),
            origin: self.header("origin").map(Into::into),
        }
    }
}

/// Who is asked.
enum Target {
    Bucket(Call),
    Sts(Provider),
    Control,
    Site,
    /// A host that is none of ours: a page of another site that was made to
    /// resolve to this machine, or a mistake.
    Stranger,
}

fn target(arrived: &Arrived) -> Target {
    let name = host_name(&arrived.host);
    if let Some(address) = address::of_bucket_host(name) {
        return Target::Bucket(arrived.call(&address, &arrived.host));
    }
    let region = address::oss_region(name);
    let is_home = matches!(name, "127.0.0.1" | "localhost");
    if !is_home && region.is_none() {
        return Target::Stranger;
    }
    let path = arrived.path.as_str();
    if is_home && let Some(host) = relayed_host(path) {
        return relayed(arrived, host);
    }
    // Path style, which only OSS has.
    if arrived.has_inventory()
        && let Some(bucket) = path.strip_prefix('/')
        && let bucket = bucket.strip_suffix('/').unwrap_or(bucket)
        && !bucket.is_empty()
        && !bucket.contains('/')
    {
        let address = Address { provider: Provider::Oss, bucket, region };
        return Target::Bucket(arrived.call(&address, &arrived.host));
    }
    match path {
        _ if !is_home => Target::Stranger,
        "/sts/oss" => Target::Sts(Provider::Oss),
        "/sts/cos" => Target::Sts(Provider::Cos),
        path if path.starts_with("/_sandbox/") => Target::Control,
        _ => Target::Site,
    }
}

/// `/relay/HOST/` -> HOST.
fn relayed_host(path: &str) -> Option<&str> {
    path.strip_prefix("/relay/")?.strip_suffix('/')
}

/// What the reverse proxy of the console's own origin passes on.
fn relayed(arrived: &Arrived, host: &str) -> Target {
    match address::of_bucket_host(host_name(host)) {
        Some(address) if arrived.method != "OPTIONS" => {
            Target::Bucket(Call { origin: None, ..arrived.call(&address, host) })
        }
        _ => Target::Stranger,
    }
}

async fn handle(state: Arc<State>, request: Request<Incoming>) -> Result<Response<Outgoing>, Infallible> {
    let at = time::OffsetDateTime::now_utc();
    let Some(arrived) = Arrived::read(request).await else {
        return Ok(respond(Reply::text(413, "The body is too large or broken off.")));
    };
    let target = target(&arrived);
    let reply = match &target {
        Target::Bucket(call) => api::answer(&state, call),
        Target::Sts(provider) => sts::answer(&state, *provider, &arrived),
        Target::Control => control::answer(&state, &arrived),
        Target::Site => site::answer(&state, &arrived),
        Target::Stranger => Reply::text(421, "The sandbox does not serve this host. See sandbox/README.md."),
    };
    let (provider, operation, call) = match &target {
        Target::Bucket(call) => (Some(call.provider), call.operation(), Some(call)),
        Target::Sts(provider) => (Some(*provider), Some(Operation::Sts), None),
        Target::Site => (None, Some(Operation::Site), None),
        Target::Control | Target::Stranger => (None, None, None),
    };
    if let (Some(call), Some(wait)) = (call, reply.carried_out_after()) {
        tokio::spawn(carry_out_later(Arc::clone(&state), call.clone(), wait));
    }
    let latency = if provider.is_some() { state.latency() } else { Duration::ZERO };
    let delay = reply.delay + latency;
    // Looking at the log should not fill it.
    if !matches!(target, Target::Control) {
        state.log.push(LoggedRequest {
            query: query::decode(&arrived.raw_query),
            origin: arrived.header("origin").map(Into::into),
            preflight: call.is_some_and(Call::is_preflight),
            status: reply.status,
            provider,
            bucket: call.map(|call| call.bucket.clone()),
            operation,
            auth: reply.auth,
            body_len: arrived.body.len(),
            at,
            method: arrived.method,
            host: arrived.host,
            path: arrived.path,
            headers: arrived.headers,
        });
    }
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    Ok(respond(reply))
}

async fn carry_out_later(state: Arc<State>, call: Call, wait: Duration) {
    tokio::time::sleep(wait).await;
    api::carry_out_unheard(&state, &call);
}

fn respond(reply: Reply) -> Response<Outgoing> {
    let mut response = Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    // A header with a control character in it is the one thing that can fail.
    response.body(Outgoing::new(reply.body, reply.sending)).unwrap_or_else(|_| {
        let mut broken = Response::new(Outgoing::default());
        *broken.status_mut() = hyper::StatusCode::INTERNAL_SERVER_ERROR;
        broken
    })
}

#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
