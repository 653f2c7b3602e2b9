//! What the deployment says: `config.json`, and the credential endpoint that it may name.

use gloo_net::http::{RequestBuilder, Response};
use leptos::web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use super::dom::spawn;
use super::transport::{Limit, TIME_LIMIT};
use super::{app, json};
use crate::app::signal::Signal;
use crate::config::{Config, ConfigProblem, CredentialEndpoint};
use crate::form::endpoint_answer::{self, AnswerProblem};
use crate::model::{Credentials, Provider, ReadSigning};

/// How far the reading of `config.json` is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Deployment {
    /// Being read.
    Reading,
    /// Read, or not there: the defaults.
    Ready(Config),
    /// There, but wrong.
    Wrong(ConfigProblem),
    /// The site did not answer.
    Unreachable,
}

/// Why the credential endpoint gave nothing usable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FetchProblem {
    /// No answer, a redirect, or refused by the browser.
    NoAnswer,
    /// An answer without usable credentials.
    Answer(AnswerProblem),
}

/// Reads `config.json` once.
pub(crate) fn start() -> Signal<Deployment> {
    let state = Signal::new(Deployment::Reading);
    spawn(async move { state.set(read().await) });
    state
}

async fn read() -> Deployment {
    let Ok(answer) = plain_get("config.json").send().await else {
        return Deployment::Unreachable;
    };
    if answer.status() == 404 || (answer.ok() && is_html(&answer)) {
        return Deployment::Ready(Config::default());
    }
    // Settings that are there and cannot be read are not "no settings".
    if !answer.ok() {
        return Deployment::Unreachable;
    }
    let Ok(text) = answer.text().await else {
        return Deployment::Unreachable;
    };
    match Config::parse(&text, &json::parse) {
        Ok(config) => Deployment::Ready(config),
        Err(problem) => Deployment::Wrong(problem),
    }
}

/// Static hosts often answer a missing file with a page and status 200.
fn is_html(answer: &Response) -> bool {
    answer.headers().get("content-type").is_some_and(|kind| kind.trim_start().starts_with("text/html"))
}

/// How reads of a connection are signed that does not say it itself.
pub(crate) fn default_reads(deployment: &Deployment) -> ReadSigning {
    match deployment {
        Deployment::Ready(config) => config.reads,
        // What the site wants is not known, so no token stands in an address.
        Deployment::Reading | Deployment::Wrong(_) | Deployment::Unreachable => ReadSigning::Header,
    }
}

/// Asks the credential endpoint. Only ever called after a click.
pub(crate) async fn fetch_credentials(
    endpoint: &CredentialEndpoint,
    provider: Provider,
) -> Result<Credentials, FetchProblem> {
    let cookies =
        if endpoint.include_cookies { RequestCredentials::Include } else { RequestCredentials::SameOrigin };
    let limit = Limit::start(TIME_LIMIT);
    let request = plain_get(&endpoint.url).credentials(cookies).abort_signal(Some(&limit.signal()));
    let answer = request.send().await.map_err(|_| FetchProblem::NoAnswer)?;
    if is_too_large(&answer) {
        return Err(FetchProblem::Answer(AnswerProblem::TooLarge));
    }
    let form = (answer.status(), is_html(&answer));
    let text = answer.text().await.map_err(|_| FetchProblem::NoAnswer)?;
    let now = app().session.provider_now(provider);
    endpoint_answer::read(form, &text, &json::parse, provider, now).map_err(FetchProblem::Answer)
}

/// Whether an answer says of itself that it is too large to be read.
fn is_too_large(answer: &Response) -> bool {
    let length = answer.headers().get("content-length").and_then(|length| length.parse::<u64>().ok());
    length.is_some_and(|length| length > endpoint_answer::MAX_BYTES as u64)
}

fn plain_get(url: &str) -> RequestBuilder {
    RequestBuilder::new(url)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
}
