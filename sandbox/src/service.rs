//! A call in, a reply out: the part of a provider's service that both have in
//! common. No network here; `server` hands over what arrived and sends what is
//! returned.

use std::time::Duration;

use time::OffsetDateTime;

use crate::aftermath::CarriedOut;
use crate::api::{Api, Write};
use crate::body::Sending;
use crate::bucket::Bucket;
use crate::call::Call;
use crate::clock;
use crate::cors;
use crate::cos::Cos;
use crate::error::{Error, Reason};
use crate::fault::Fault;
use crate::log::{Auth, Operation};
use crate::operations;
use crate::oss::Oss;
use crate::provider::Provider;
use crate::query;
use crate::reply::{PORTAL, Reply};
use crate::state::State;
use crate::switches::Switches;
use crate::unclear_answer;

/// What a provider does and says in its own way.
pub(crate) fn api_of(provider: Provider) -> &'static dyn Api {
    match provider {
        Provider::Oss => &Oss,
        Provider::Cos => &Cos,
    }
}

/// Answers a call.
pub(crate) fn answer(state: &State, call: &Call) -> Reply {
    let api = api_of(call.provider);
    let request_id = api.request_id(state.next_request_number());
    let refuse = |error: &Error| api.error_reply(error, &request_id, call.host_name());
    let work = |bucket: &mut Bucket| {
        if !api.knows(bucket, call) {
            return None;
        }
        let mut reply = if call.is_preflight() {
            preflight(api, bucket, call).unwrap_or_else(|error| refuse(&error))
        } else {
            let (auth, result) = perform(api, state, bucket, call);
            let mut reply = result.unwrap_or_else(|error| refuse(&error));
            if let Some(aftermath) = reply.aftermath {
                let useless =
                    unclear_answer::outcome(aftermath.answer, api).unwrap_or_else(|error| refuse(&error));
                reply = Reply { aftermath: Some(aftermath), ..useless };
            }
            reply.auth = auth;
            // Without them a page is told of a network error at once, and not
            // only when it comes to the end of the body.
            if reply.sending != Sending::CutOff {
                reply.headers.extend(cors::actual(&bucket.cors, call.origin.as_deref(), &call.method));
            }
            reply
        };
        if let Some(Fault::Slow(milliseconds)) = bucket.fault {
            reply.delay = Duration::from_millis(milliseconds);
        }
        Some(reply)
    };
    let reply = state.with_bucket_of(call.provider, &call.bucket, work).flatten();
    // Without a bucket there are no CORS rules: a page sees nothing of this.
    let mut reply = reply.unwrap_or_else(|| refuse(&api.error(Reason::NoSuchBucket(&call.bucket))));
    reply.headers.extend(api.headers(request_id));
    reply.headers.push(("date", clock::http(state.clock.now())));
    reply
}

fn preflight(api: &dyn Api, bucket: &Bucket, call: &Call) -> Result<Reply, Error> {
    let origin = call.origin.as_deref().unwrap_or_default();
    let method = call.header("access-control-request-method").unwrap_or_default();
    let requested = call.header("access-control-request-headers");
    match cors::preflight(&bucket.cors, origin, method, requested) {
        Some(headers) => Ok(Reply { headers, ..Reply::empty(200) }),
        None => Err(api.error(Reason::CorsRefused)),
    }
}

/// How the call was signed (as far as was checked), and its outcome.
fn perform(api: &dyn Api, state: &State, bucket: &mut Bucket, call: &Call) -> (Auth, Result<Reply, Error>) {
    let (claimed, token) = api.claim(call);
    let switches = state.switches(call.provider);
    if let Some(outcome) = faulty(api, bucket, token.as_deref().unwrap_or_default(), &switches) {
        return (claimed, outcome);
    }
    let outcome = api
        .admit(call, bucket, &state.credentials, state.clock.now(), &switches)
        .and_then(|auth| operate(api, bucket, call, auth, state.clock.now(), &switches));
    (claimed, outcome)
}

/// Faults that strike before anything is looked at.
fn faulty(api: &dyn Api, bucket: &Bucket, token: &str, switches: &Switches) -> Option<Result<Reply, Error>> {
    let reason = match bucket.fault? {
        Fault::Unavailable => Reason::Unavailable,
        Fault::Internal => Reason::Internal,
        Fault::Denied => Reason::NoPermission,
        Fault::Expired => Reason::TokenExpired(token, switches.expired_token),
        Fault::Html => return Some(Ok(Reply::html(200, PORTAL.into()))),
        _ => return None,
    };
    Some(Err(api.error(reason)))
}

fn operate(
    api: &dyn Api,
    bucket: &mut Bucket,
    call: &Call,
    auth: Auth,
    now: OffsetDateTime,
    switches: &Switches,
) -> Result<Reply, Error> {
    api.check_digest(call)?;
    let operation = call.operation().ok_or_else(|| api.error(Reason::Unsupported))?;
    let is_read = matches!(operation, Operation::List | Operation::Get);
    if is_read && auth == Auth::Query && switches.reads_by_query_refused {
        return Err(api.error(Reason::QueryRefused));
    }
    let work = |bucket: &mut Bucket| carry_out(api, bucket, call, operation, now, switches);
    let Some(aftermath) = bucket.aftermaths.of_next_call(operation) else {
        return work(bucket);
    };
    // What is to be refused shows in a copy, too.
    let done = match aftermath.carried_out {
        CarriedOut::AtOnce => work(bucket)?,
        CarriedOut::Never | CarriedOut::After(_) => work(&mut bucket.clone())?,
    };
    Ok(Reply { aftermath: Some(aftermath), ..done })
}

/// The work of a call that was let in and answered before. Nobody hears what
/// comes of it.
pub(crate) fn carry_out_unheard(state: &State, call: &Call) {
    let Some(operation) = call.operation() else {
        return;
    };
    let (now, switches) = (state.clock.now(), state.switches(call.provider));
    state.with_bucket_of(call.provider, &call.bucket, |bucket| {
        let _ = carry_out(api_of(call.provider), bucket, call, operation, now, &switches);
    });
}

fn carry_out(
    api: &dyn Api,
    bucket: &mut Bucket,
    call: &Call,
    operation: Operation,
    now: OffsetDateTime,
    switches: &Switches,
) -> Result<Reply, Error> {
    let query = query::decode(&call.raw_query);
    let id = query::value(&query, call.id_parameter()).unwrap_or_default();
    if id.is_empty() && !matches!(operation, Operation::List | Operation::Get) {
        return Err(api.error(Reason::MissingId));
    }
    let write = Write { id, body: &call.body, now, switches };
    match operation {
        Operation::Put => operations::put(api, bucket, &write),
        Operation::RunOnce => api.run_once(bucket, &write),
        Operation::Get => operations::get(api, bucket, id, switches),
        Operation::Delete => operations::delete(api, bucket, id, switches),
        _ => {
            let token = query::value(&query, "continuation-token").unwrap_or_default();
            operations::list(api, bucket, token, switches)
        }
    }
}
