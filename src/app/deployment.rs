//! What the deployment says: `config.json`, and the credential endpoint that it may name.

use std::time::Duration;

use gloo_net::http::{RequestBuilder, Response};
use leptos::web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use super::body::{self, BodyProblem};
use super::dom::spawn;
use super::transport::{Limit, TIME_LIMIT};
use super::{app, json};
use crate::app::signal::Signal;
use crate::config::{self, Config, ConfigProblem, CredentialEndpoint};
use crate::form::endpoint_answer::{self, AnswerProblem};
use crate::model::{Credentials, Provider, ReadSigning};

/// How far the reading of `config.json` is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Deployment {
    /// Being read.
    Reading,
    /// Read.
    Ready(Config),
    /// Not read. Nothing is connected until it is, or until the person goes on without it.
    Wrong(ConfigProblem),
    /// Not read, and the person goes on without it.
    LeftAside,
}

/// Why the credential endpoint gave nothing usable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FetchProblem {
    /// No answer, a redirect, or refused by the browser.
    NoAnswer,
    /// An answer without usable credentials.
    Answer(AnswerProblem),
}

/// How long the site may take for `config.json`: nobody can connect before it is read.
const PATIENCE: Duration = Duration::from_secs(20);

/// Reads `config.json`.
pub(crate) fn start() -> Signal<Deployment> {
    let state = Signal::new(Deployment::Reading);
    spawn(async move { state.set(read().await) });
    state
}

/// Reads it again. What is known stays until there is an answer.
pub(crate) async fn read_again(state: Signal<Deployment>) {
    state.set(read().await);
}

async fn read() -> Deployment {
    match answer().await {
        Ok(config) => Deployment::Ready(config),
        Err(problem) => Deployment::Wrong(problem),
    }
}

async fn answer() -> Result<Config, ConfigProblem> {
    let limit = Limit::start(PATIENCE);
    let request = plain_get("config.json").abort_signal(Some(&limit.signal()));
    let answer = request.send().await.map_err(|_| ConfigProblem::NoAnswer)?;
    let text = body::read(&answer, config::MAX_BYTES).await.map_err(|problem| match problem {
        BodyProblem::TooLarge => ConfigProblem::TooLarge,
        BodyProblem::Broken => ConfigProblem::NoAnswer,
    })?;
    Config::answered(answer.status(), &String::from_utf8_lossy(&text), &json::parse)
}

/// How reads of a connection are signed that does not say it itself.
pub(crate) fn default_reads(deployment: &Deployment) -> ReadSigning {
    match deployment {
        Deployment::Ready(config) => config.reads,
        // What the site wants is not known, so no token stands in an address.
        Deployment::Reading | Deployment::Wrong(_) | Deployment::LeftAside => ReadSigning::Header,
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
    let form = (answer.status(), is_html(&answer));
    let text = body::read(&answer, endpoint_answer::MAX_BYTES).await.map_err(|problem| match problem {
        BodyProblem::TooLarge => FetchProblem::Answer(AnswerProblem::TooLarge),
        BodyProblem::Broken => FetchProblem::NoAnswer,
    })?;
    let text = String::from_utf8_lossy(&text);
    let now = app().session.provider_now(provider);
    endpoint_answer::read(form, &text, &json::parse, provider, now).map_err(FetchProblem::Answer)
}

/// Whether an answer says of itself that it is a page for people.
fn is_html(answer: &Response) -> bool {
    let kind = answer.headers().get("content-type").unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("text/html")
}

fn plain_get(url: &str) -> RequestBuilder {
    RequestBuilder::new(url)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
}
