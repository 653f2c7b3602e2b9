//! The one port: who is asked, decided by host and path, and the way to HTTP
//! and back. Requests may also come in absolute form, as to a proxy, for SDKs
//! that cannot be pointed elsewhere.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch::Receiver;

use crate::log::{Auth, LoggedRequest, Operation};
use crate::oss::{self, Call, Reply};
use crate::state::State;
use crate::{control, query, site, sts};

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
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
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
    fn call(&self, bucket: &str, region: Option<&str>, host: &str) -> Call {
        let mut headers = self.headers.clone();
        headers.retain(|(name, _)| name != "host");
        headers.push(("host".into(), host.into()));
        Call {
            method: self.method.clone(),
            bucket: bucket.into(),
            region: region.map(Into::into),
            raw_query: self.raw_query.clone(),
            headers,
            body: self.body.clone(),
            origin: self.header("origin").map(Into::into),
        }
    }
}

/// Who is asked.
enum Target {
    Oss(Call),
    Sts,
    Control,
    Site,
    /// A host that is none of ours: a page of another site that was made to
    /// resolve to this machine, or a mistake.
    Stranger,
}

fn target(arrived: &Arrived) -> Target {
    let name = host_name(&arrived.host);
    let oss = match oss_host(name) {
        Some(OssHost::Bucket { bucket, region }) => {
            return Target::Oss(arrived.call(bucket, region, &arrived.host));
        }
        Some(OssHost::Region(region)) => Some(region),
        None => None,
    };
    let is_home = matches!(name, "127.0.0.1" | "localhost");
    if !is_home && oss.is_none() {
        return Target::Stranger;
    }
    let path = arrived.path.as_str();
    if is_home && let Some(host) = relayed_host(path) {
        if arrived.method != "OPTIONS"
            && let Some(OssHost::Bucket { bucket, region }) = oss_host(host_name(host))
        {
            let mut call = arrived.call(bucket, region, host);
            call.origin = None;
            return Target::Oss(call);
        }
        return Target::Stranger;
    }
    if arrived.has_inventory()
        && let Some(bucket) = path.strip_prefix('/')
        && let bucket = bucket.strip_suffix('/').unwrap_or(bucket)
        && !bucket.is_empty()
        && !bucket.contains('/')
    {
        return Target::Oss(arrived.call(bucket, oss, &arrived.host));
    }
    match path {
        _ if !is_home => Target::Stranger,
        "/sts/oss" => Target::Sts,
        path if path.starts_with("/_sandbox/") => Target::Control,
        _ => Target::Site,
    }
}

fn host_name(host: &str) -> &str {
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

/// `/relay/HOST/` -> HOST.
fn relayed_host(path: &str) -> Option<&str> {
    path.strip_prefix("/relay/")?.strip_suffix('/')
}

enum OssHost<'a> {
    Bucket {
        bucket: &'a str,
        /// A custom domain names none.
        region: Option<&'a str>,
    },
    Region(&'a str),
}

/// `BUCKET.oss-REGION.localhost`, the same under aliyuncs.com, the region's
/// host alone, or `BUCKET.custom.localhost` for a domain bound to a bucket.
fn oss_host(name: &str) -> Option<OssHost<'_>> {
    if let Some(bucket) = name.strip_suffix(".custom.localhost") {
        return Some(OssHost::Bucket { bucket, region: None });
    }
    let name = name.strip_suffix(".localhost").or_else(|| name.strip_suffix(".aliyuncs.com"))?;
    let region = |label: &'_ str| -> Option<usize> {
        let region = label.strip_prefix("oss-")?;
        let region = region.strip_suffix("-internal").unwrap_or(region);
        (!region.is_empty() && !region.contains('.')).then_some(region.len())
    };
    let (bucket, label) = match name.split_once('.') {
        Some((bucket, label)) => (Some(bucket), label),
        None => (None, name),
    };
    let length = region(label)?;
    let region = label.get(4..4 + length)?;
    Some(match bucket {
        Some(bucket) => OssHost::Bucket { bucket, region: Some(region) },
        None => OssHost::Region(region),
    })
}

async fn handle(state: Arc<State>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let at = time::OffsetDateTime::now_utc();
    let Some(arrived) = Arrived::read(request).await else {
        return Ok(respond(text(413, "The body is too large or broken off.")));
    };
    let target = target(&arrived);
    let (reply, operation, bucket) = match &target {
        Target::Oss(call) => {
            let reply = oss::answer(&state, call);
            (reply, call.operation(), Some(call.bucket.clone()))
        }
        Target::Sts => (sts::answer(&state, &arrived), Some(Operation::Sts), None),
        Target::Control => (control::answer(&state, &arrived), None, None),
        Target::Site => (site::answer(&state, &arrived), Some(Operation::Site), None),
        Target::Stranger => {
            let reply = text(421, "The sandbox does not serve this host. See sandbox/README.md.");
            (reply, None, None)
        }
    };
    let waits = matches!(target, Target::Oss(_) | Target::Sts);
    let delay = reply.delay + if waits { state.latency() } else { std::time::Duration::ZERO };
    let preflight = matches!(&target, Target::Oss(call) if call.is_preflight());
    // Looking at the log should not fill it.
    if !matches!(target, Target::Control) {
        state.log.push(LoggedRequest {
            query: query::decode(&arrived.raw_query),
            origin: arrived.header("origin").map(Into::into),
            preflight,
            status: reply.status,
            bucket,
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

/// A plain sentence.
pub(crate) fn text(status: u16, sentence: &str) -> Reply {
    Reply {
        headers: vec![("content-type", "text/plain; charset=utf-8".into())],
        body: format!("{sentence}\n").into_bytes(),
        auth: Auth::None,
        ..Reply::empty(status)
    }
}

fn respond(reply: Reply) -> Response<Full<Bytes>> {
    let mut response = Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    // A header with a control character in it is the one thing that can fail.
    response.body(Full::new(reply.body.into())).unwrap_or_else(|_| {
        let mut broken = Response::new(Full::new(Bytes::new()));
        *broken.status_mut() = hyper::StatusCode::INTERNAL_SERVER_ERROR;
        broken
    })
}

#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
