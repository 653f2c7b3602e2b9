//! The OSS side: one call in, one reply out. No network here; `server` hands
//! over what arrived and sends what is returned.
//!
//! Read from wire/oss.md alone. Left out: V1 signatures and every call but the
//! four on inventory rules.

pub(crate) mod access;
pub(crate) mod check;
pub(crate) mod document;
pub(crate) mod error;
pub(crate) mod operations;
pub(crate) mod signature;

use std::time::Duration;

use crate::bytes_text::base64;
use crate::clock;
use crate::cors;
use crate::fault::Fault;
use crate::log::{Auth, Operation};
use crate::query;
use crate::state::{Bucket, State};
use error::Error;
use md5::{Digest as _, Md5};

/// A request to a bucket, however it was addressed.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) bucket: String,
    /// The region in the host's name; `None` where a host names none.
    pub(crate) region: Option<String>,
    pub(crate) raw_query: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: bytes::Bytes,
    /// The origin of a page elsewhere; `None` on the relay, whose pages are at
    /// home.
    pub(crate) origin: Option<String>,
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A browser asking for leave: unsigned, and not yet the call itself.
    pub(crate) fn is_preflight(&self) -> bool {
        self.method == "OPTIONS" && self.header("access-control-request-method").is_some()
    }

    /// What the call is for; of a preflight, what it asks leave for.
    pub(crate) fn operation(&self) -> Option<Operation> {
        let query = query::decode(&self.raw_query);
        query::value(&query, "inventory")?;
        let has_id = query::value(&query, "inventoryId").is_some_and(|id| !id.is_empty());
        let method = self
            .header("access-control-request-method")
            .filter(|_| self.is_preflight())
            .unwrap_or(&self.method);
        match method {
            "GET" | "HEAD" if has_id => Some(Operation::Get),
            "GET" | "HEAD" => Some(Operation::List),
            "PUT" => Some(Operation::Put),
            "DELETE" => Some(Operation::Delete),
            _ => None,
        }
    }
}

/// What goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) auth: Auth,
    /// What a slow bucket adds.
    pub(crate) delay: Duration,
}

impl Reply {
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), auth: Auth::None, delay: Duration::ZERO }
    }

    pub(crate) fn xml(status: u16, body: String) -> Self {
        Self {
            headers: vec![("content-type", "application/xml".into())],
            body: body.into_bytes(),
            ..Self::empty(status)
        }
    }
}

/// Answers a call.
pub(crate) fn answer(state: &State, call: &Call) -> Reply {
    let request_id = state.next_request_id();
    let host = call.header("host").unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let refuse = |error: &Error| {
        let mut reply = Reply::xml(error.status, error.document(&request_id, host));
        if let Some(ec) = error.ec {
            reply.headers.push(("x-oss-ec", ec.into()));
        }
        reply
    };
    let mut reply = state
        .with_bucket(&call.bucket, |bucket| {
            let mut reply = if call.is_preflight() {
                preflight(bucket, call).unwrap_or_else(|error| refuse(&error))
            } else {
                let (auth, result) = perform(state, bucket, call);
                let mut reply = result.unwrap_or_else(|error| refuse(&error));
                reply.auth = auth;
                let headers = cors::actual(&bucket.cors, call.origin.as_deref(), &call.method);
                reply.headers.extend(headers);
                reply
            };
            if let Some(Fault::Slow(milliseconds)) = bucket.fault {
                reply.delay = Duration::from_millis(milliseconds);
            }
            reply
        })
        // Without a bucket there are no CORS rules: a page sees nothing of this.
        .unwrap_or_else(|| refuse(&Error::no_such_bucket(&call.bucket)));
    reply.headers.push(("x-oss-request-id", request_id));
    reply.headers.push(("server", "AliyunOSS".into()));
    // Milliseconds spent, not a clock.
    reply.headers.push(("x-oss-server-time", "1".into()));
    reply.headers.push(("date", clock::http(state.clock.now())));
    reply
}

fn preflight(bucket: &Bucket, call: &Call) -> Result<Reply, Error> {
    let origin = call.origin.as_deref().unwrap_or_default();
    let method = call.header("access-control-request-method").unwrap_or_default();
    let requested = call.header("access-control-request-headers");
    match cors::preflight(&bucket.cors, origin, method, requested) {
        Some(headers) => Ok(Reply { headers, ..Reply::empty(200) }),
        None => Err(Error::new(
            403,
            "AccessForbidden",
            "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Requet-Headers are not whitelisted by the resource's CORS spec.",
        )),
    }
}

/// How the call was signed (as far as was checked), and its outcome.
fn perform(state: &State, bucket: &mut Bucket, call: &Call) -> (Auth, Result<Reply, Error>) {
    let request = signature::Request {
        method: &call.method,
        bucket: &call.bucket,
        raw_query: &call.raw_query,
        headers: &call.headers,
    };
    let auth = claimed_auth(call);
    if let Some(outcome) = faulty(bucket, &request) {
        return (auth, outcome);
    }
    let rules = access::Rules {
        now: state.clock.now(),
        region: bucket.region,
        key: &|id| state.credential(id),
        is_issued: &|token| state.has_issued(token),
    };
    let outcome = check_endpoint(bucket, call)
        .and_then(|()| access::check(&request, &rules))
        .and_then(|auth| operate(state, bucket, call, auth));
    (auth, outcome)
}

/// By its looks alone, so that refused requests are logged rightly too.
fn claimed_auth(call: &Call) -> Auth {
    let query = query::decode(&call.raw_query);
    if call.header("authorization").is_some() {
        Auth::Header
    } else if query::value(&query, "x-oss-signature").is_some() {
        Auth::Query
    } else {
        Auth::None
    }
}

/// Faults that strike before anything is looked at.
fn faulty(bucket: &Bucket, request: &signature::Request<'_>) -> Option<Result<Reply, Error>> {
    let error = match bucket.fault? {
        Fault::Unavailable => operations::unavailable(),
        Fault::Internal => {
            Error::new(500, "InternalError", "We encountered an internal error. Please try again.")
        }
        Fault::Denied => Error::no_permission(),
        Fault::Expired => {
            let claim = signature::Claim::read(request).ok().flatten();
            let token = claim.and_then(|claim| claim.token);
            Error::token_expired(token.as_deref().unwrap_or_default())
        }
        Fault::Html => {
            let page = "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body><h1>Sign in to the network</h1></body></html>";
            return Some(Ok(Reply {
                headers: vec![("content-type", "text/html; charset=utf-8".into())],
                ..Reply::xml(200, page.into())
            }));
        }
        _ => return None,
    };
    Some(Err(error))
}

fn check_endpoint(bucket: &Bucket, call: &Call) -> Result<(), Error> {
    match call.region.as_deref() {
        Some(region) if region != bucket.region => Err(Error::access_denied(
            "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
        )
        .extra("Bucket", &bucket.name)
        .extra("Endpoint", format!("oss-{}.aliyuncs.com", bucket.region))
        .ec("0003-00001403")),
        _ => Ok(()),
    }
}

fn operate(state: &State, bucket: &mut Bucket, call: &Call, auth: Auth) -> Result<Reply, Error> {
    check_md5(call)?;
    let query = query::decode(&call.raw_query);
    let Some(operation) = call.operation() else {
        return Err(Error::new(
            501,
            "NotImplemented",
            "The sandbox answers GET, PUT and DELETE of ?inventory only.",
        ));
    };
    let is_read = matches!(operation, Operation::List | Operation::Get);
    if is_read && auth == Auth::Query && state.switches.reads_by_query_refused() {
        return Err(Error::access_denied("This operation does not take a signature in the query."));
    }
    let id = query::value(&query, "inventoryId").unwrap_or_default();
    if matches!(operation, Operation::Put | Operation::Delete) && id.is_empty() {
        return Err(
            Error::invalid_argument("inventoryId", "", "The inventoryId is missing.").ec("0020-00000002")
        );
    }
    match operation {
        Operation::Put => operations::put(bucket, id, &call.body, state.clock.now()),
        Operation::Get => operations::get(bucket, id),
        Operation::Delete => operations::delete(bucket, id, &state.switches),
        _ => {
            let token = query::value(&query, "continuation-token").unwrap_or_default();
            operations::list(bucket, token, &state.switches)
        }
    }
}

fn check_md5(call: &Call) -> Result<(), Error> {
    match call.header("content-md5") {
        Some(sent) if sent != base64(&Md5::digest(&call.body)) => {
            Err(Error::new(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
                .extra("Content-MD5", sent))
        }
        _ => Ok(()),
    }
}

/// The recorded vectors, for tests.
#[cfg(test)]
pub(crate) mod vectors {
    pub(crate) fn read() -> serde_json::Value {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/oss.json");
        let text = std::fs::read_to_string(path).expect("tests/vectors/oss.json");
        serde_json::from_str(&text).expect("the vectors are JSON")
    }
}
