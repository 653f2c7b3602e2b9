//! The one port: each request goes to whom it asks, and the answer back as HTTP. Requests may also come in absolute
//! form, as to a proxy, for SDKs that cannot be pointed elsewhere.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch::Receiver;

use crate::arrived::Arrived;
use crate::body::Outgoing;
use crate::call::Call;
use crate::log::{LoggedRequest, Operation};
use crate::reply::{PORTAL, Reply};
use crate::state::State;
use crate::target::{self, Target};
use crate::{control, query, service, sign_in, site, sts, sts_api};

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

async fn handle(state: Arc<State>, request: Request<Incoming>) -> Result<Response<Outgoing>, Infallible> {
    let at = time::OffsetDateTime::now_utc();
    let Some(arrived) = Arrived::read(request).await else {
        return Ok(respond(Reply::text(413, "The body is too large or broken off.")));
    };
    let target = target::of(&arrived);
    let reply = match &target {
        Target::Bucket(call) => service::answer(&state, call),
        // As nginx says it, a page for people; with 200 what a sign-in shows.
        Target::Relay(200) => Reply::html(200, PORTAL.into()),
        Target::Relay(status) => Reply::html(*status, format!("<html><h1>{status}</h1><hr>nginx</html>")),
        Target::Sts(provider) => match state.credential_server() {
            Some(port) => sign_in::pass_on(port, *provider).await,
            None => sts::answer(&state, *provider, &arrived),
        },
        Target::StsApi(provider) => sts_api::answer(&state, *provider, &arrived),
        Target::Control => control::answer(&state, &arrived),
        Target::Site => site::answer(&state, &arrived),
        Target::Stranger => Reply::text(421, "The sandbox does not serve this host. See sandbox/README.md."),
    };
    let (provider, operation, call) = match &target {
        Target::Bucket(call) => (Some(call.provider), call.operation(), Some(call)),
        Target::Sts(provider) | Target::StsApi(provider) => (Some(*provider), Some(Operation::Sts), None),
        Target::Site => (None, Some(Operation::Site), None),
        Target::Relay(_) | Target::Control | Target::Stranger => (None, None, None),
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
    service::carry_out_unheard(&state, &call);
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
