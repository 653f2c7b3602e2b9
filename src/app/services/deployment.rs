//! What the deployment says: `config.json`, and the credential endpoint that it may name.

use std::time::Duration;

use gloo_net::http::{RequestBuilder, Response};
use leptos::web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use loader::loader;

use super::body::{self, BodyProblem};
use super::credential_reader::reader;
use super::request_log::OwnRead;
use super::transport::{Limit, TIME_LIMIT};
use crate::config::{self, Config, ConfigProblem, CredentialEndpoint};
use crate::form::endpoint_answer::{self, AnswerProblem};
use crate::model::{Credentials, EndpointTemplate, Provider, ReadSigning, Timestamp};
use crate::state::request_log::Operation;

/// How far the reading of `config.json` is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Site {
    /// Being read.
    Reading,
    /// Read.
    Ready(Config),
    /// Not read. Nothing is connected until it is, or until the person goes on without it.
    Wrong(ConfigProblem),
    /// Not read, and the person goes on without it.
    LeftAside,
}

/// What the site says. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Deployment {
    state: ReadSignal<Site>,
    set_state: WriteSignal<Site>,
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
pub(super) fn provide() {
    let (state, set_state) = signal(Site::Reading);
    let deployment = Deployment { state, set_state };
    spawn_local(deployment.read_again());
    provide_context(deployment);
}

/// What the site says.
pub(crate) fn use_deployment() -> Deployment {
    expect_context()
}

impl Deployment {
    /// How far its reading is.
    pub(crate) fn state(self) -> ReadSignal<Site> {
        self.state
    }

    /// The person goes on without it.
    pub(crate) fn leave_aside(self) {
        self.set_state.set(Site::LeftAside);
    }

    /// Reads it again. What is known stays until there is an answer.
    pub(crate) async fn read_again(self) {
        let state = || self.state.with_untracked(std::mem::discriminant);
        let before = state();
        match answer().await {
            Ok(config) => self.set_state.set(Site::Ready(config)),
            // Who has gone on without it meanwhile, or has it by another reading, is not kept back by this one.
            Err(problem) if state() == before => self.set_state.set(Site::Wrong(problem)),
            Err(_) => {}
        }
    }

    /// How reads of a connection are signed that does not say it itself.
    pub(crate) fn default_reads(self) -> ReadSigning {
        self.state.with_untracked(|site| match site {
            Site::Ready(config) => config.reads,
            // What the site wants is not known, so no token stands in an address.
            Site::Reading | Site::Wrong(_) | Site::LeftAside => ReadSigning::Header,
        })
    }

    /// The site's relay, if it has one.
    pub(crate) fn relay(self) -> Option<EndpointTemplate> {
        self.state.with_untracked(|site| match site {
            Site::Ready(config) => config.relay_of(&page_address()).ok().flatten(),
            Site::Reading | Site::Wrong(_) | Site::LeftAside => None,
        })
    }

    /// Where the site hands out credentials of a provider.
    pub(crate) fn credential_endpoint(self, provider: Provider) -> Option<CredentialEndpoint> {
        self.state.with_untracked(|site| match site {
            Site::Ready(config) => config.credential_endpoint(provider).cloned(),
            Site::Reading | Site::Wrong(_) | Site::LeftAside => None,
        })
    }
}

/// Where the page comes from.
pub(crate) fn own_origin() -> String {
    window().location().origin().unwrap_or_default()
}

async fn answer() -> Result<Config, ConfigProblem> {
    let limit = Limit::start(PATIENCE);
    let request = plain_get("config.json").abort_signal(Some(&limit.signal()));
    let mut noted = OwnRead::begin(Operation::Site, "config.json");
    let answer = request.send().await.map_err(|_| ConfigProblem::NoAnswer)?;
    noted.answered(answer.status());
    let text = body::read(&answer, config::MAX_BYTES).await.map_err(|problem| match problem {
        BodyProblem::TooLarge => ConfigProblem::TooLarge,
        BodyProblem::Broken => ConfigProblem::NoAnswer,
    })?;
    let text = String::from_utf8_lossy(&text);
    match Config::answered(answer.status(), &text) {
        // What does not come leaves the problem without its key.
        Err(ConfigProblem::Format) => {
            Err(explain().await.map_or(ConfigProblem::Format, |explain| explain(&text)))
        }
        Ok(config) => config.relay_of(&page_address()).map(|_| config),
        problem => problem,
    }
}

fn page_address() -> String {
    window().location().href().unwrap_or_default()
}

/// What says which key of a file is wrong.
#[loader(later)]
fn explain() -> Result<fn(&str) -> ConfigProblem, SplitLoaderError> {
    Ok(config::explained)
}

/// Asks the credential endpoint. Only ever called after a click, or to renew what it has handed out after one. `now` is
/// the provider's time, where it is known.
///
/// # Errors
/// [`FetchProblem`].
pub(crate) async fn fetch_credentials(
    endpoint: &CredentialEndpoint,
    provider: Provider,
    now: Option<Timestamp>,
) -> Result<Credentials, FetchProblem> {
    let cookies =
        if endpoint.include_cookies { RequestCredentials::Include } else { RequestCredentials::SameOrigin };
    let limit = Limit::start(TIME_LIMIT);
    let request = plain_get(&endpoint.url).credentials(cookies).abort_signal(Some(&limit.signal()));
    let mut noted = OwnRead::begin(Operation::Credentials, &endpoint.url);
    let answer = request.send().await.map_err(|_| FetchProblem::NoAnswer)?;
    noted.answered(answer.status());
    let form = (answer.status(), is_html(&answer));
    let text = body::read(&answer, endpoint_answer::MAX_BYTES).await.map_err(|problem| match problem {
        BodyProblem::TooLarge => FetchProblem::Answer(AnswerProblem::TooLarge),
        BodyProblem::Broken => FetchProblem::NoAnswer,
    })?;
    drop(noted);
    let text = String::from_utf8_lossy(&text);
    let reader = reader().await.map_err(|_| FetchProblem::NoAnswer)?;
    (reader.answer)(form, &text, provider, now).map_err(FetchProblem::Answer)
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
