//! Asks a host for nothing, to learn whether anything answers there: without credentials and without a signature. The
//! browser hides what came.

use std::time::Duration;

use gloo_net::http::RequestBuilder;
use leptos::web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestMode};

use super::transport::{Limit, policy_forbade};
use crate::doctor::Probe;

/// How long an answer may take.
const TIME_LIMIT: Duration = Duration::from_secs(15);

/// Asks at an address.
pub(crate) async fn probe(address: &str) -> Probe {
    let limit = Limit::start(TIME_LIMIT);
    let request = RequestBuilder::new(address)
        .method(gloo_net::http::Method::HEAD)
        .mode(RequestMode::NoCors)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&limit.signal()))
        .build();
    let answered = match request {
        Ok(request) => request.send().await.is_ok(),
        Err(_) => false,
    };
    match answered {
        true => Probe::Answered,
        false if limit.signal().aborted() => Probe::TooSlow,
        false if policy_forbade(address).await => Probe::Forbidden,
        false => Probe::NoAnswer,
    }
}
