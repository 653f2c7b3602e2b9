//! Connections that the site offers. Where it also hands out credentials, one click connects;
//! the click is the user's yes to the host named beside it.

use std::sync::Arc;

use leptos::prelude::*;

use super::credentials::CONNECTING;
use super::entrance::use_entrance;
use crate::app::components::alerts::{Alerts, ErrorFrame};
use crate::app::components::button::Button;
use crate::app::components::each::Each;
use crate::app::frame::show_request::ShowRequest;
use crate::app::i18n::{t, t_string, use_i18n};
use crate::app::services::clock;
use crate::app::services::connections::use_connections;
use crate::app::services::deployment::{FetchProblem, fetch_credentials, use_deployment};
use crate::app::services::focus::focus;
use crate::app::services::here::use_here;
use crate::app::services::open_bucket::GivenBy;
use crate::app::services::request_log::with_requests;
use crate::app::words::use_words;
use crate::config::{Config, CredentialEndpoint, Preset};
use crate::form::connection::{ConnectionDraft, foreign_host};
use crate::model::visible::marked;
use crate::model::{Connection, Provider};
use crate::route::Place;
use crate::state::request_log::Operation;

/// From so many connections on, a filter helps.
const FILTER_FROM: usize = 9;

/// A connection, and where its credentials come from.
#[derive(Clone)]
struct Wanted {
    connection: Connection,
    endpoint: CredentialEndpoint,
}

/// Fetches credentials and connects with them; leaves behind why there were none.
type Fetching = Action<Wanted, Option<(FetchProblem, Provider)>>;

/// The site's connections; of a wanted bucket only its own.
#[component]
pub(super) fn Presets(
    config: Config,
    /// The bucket of an address that waits for credentials.
    wanted: Option<Place>,
    draft: RwSignal<ConnectionDraft>,
) -> impl IntoView {
    let is_wanted =
        move |preset: &Preset| wanted.as_ref().is_none_or(|place| Place::of(&preset.connection) == *place);
    let hands_out = !config.credential_endpoints.is_empty();
    let presets: Vec<Preset> = config.connections.into_iter().filter(is_wanted).collect();
    (!presets.is_empty()).then(|| view! { <PresetList presets hands_out draft/> })
}

/// The list, with a filter where it is long.
#[component]
fn PresetList(
    presets: Vec<Preset>,
    /// Whether the site hands out credentials.
    hands_out: bool,
    draft: RwSignal<ConnectionDraft>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = use_words();
    let fetching = use_fetching();
    let (pending, outcome) = (fetching.pending(), fetching.value());
    let text = RwSignal::new(String::new());
    let filter = (presets.len() >= FILTER_FROM).then(|| view! { <PresetFilter text/> });
    let presets = Arc::new(presets);
    let all = Arc::clone(&presets);
    let numbers = move || text.with(|text| matching(&all, text));
    let draw = move |number: u32| {
        let preset = presets.get(number as usize).cloned();
        preset.map(|preset| view! { <PresetItem preset draft fetching pending/> }).into_any()
    };
    view! {
        <section class="presets" aria-labelledby="presets-title">
            <h2 id="presets-title">{move || t_string!(i18n, connect.presets)}</h2>
            {hands_out.then(|| view! { <p class="hint">{move || t_string!(i18n, connect.presets_note)}</p> })}
            {filter}
            <Alerts>
                {move || {
                    let (problem, provider) = outcome.get().flatten()?;
                    let what = words.fetch_problem(&problem, provider);
                    let next = move || t_string!(i18n, connect.fetch_next);
                    let number = with_requests(|requests| requests.last_of(Operation::Credentials));
                    Some(view! {
                        <ErrorFrame what>
                            <p class="error-next">{next}</p>
                            <ShowRequest number/>
                        </ErrorFrame>
                    })
                }}
            </Alerts>
            <ul class="preset-list">
                <Each numbers draw/>
            </ul>
        </section>
    }
}

/// A field that finds a connection among many.
#[component]
fn PresetFilter(
    /// What is looked for.
    text: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <input
            class="presets-filter"
            type="search"
            aria-label=move || t_string!(i18n, connect.presets_filter)
            placeholder=move || t_string!(i18n, connect.presets_filter)
            prop:value=move || text.get()
            on:input=move |event| text.set(event_target_value(&event))
        />
    }
}

/// The connections whose name or bucket holds a text, by their places among all. Two may have one name.
fn matching(presets: &[Preset], text: &str) -> Vec<u32> {
    let wanted = text.to_ascii_lowercase();
    let matches = |preset: &Preset| {
        preset.name.to_ascii_lowercase().contains(&wanted)
            || preset.connection.bucket.as_str().contains(&wanted)
    };
    (0..).zip(presets).filter(|(_, preset)| matches(preset)).map(|(number, _)| number).collect()
}

/// One connection: connects, or fills the form where the site hands out no credentials.
#[component]
fn PresetItem(
    preset: Preset,
    draft: RwSignal<ConnectionDraft>,
    fetching: Fetching,
    /// Whether credentials are on their way, for whichever connection.
    #[prop(into)]
    pending: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Preset { name, connection } = preset;
    let endpoint = use_deployment().credential_endpoint(connection.provider);
    let one_click = endpoint.is_some();
    let place = format!("{} · {}", connection.bucket.as_str(), connection.region.as_str());
    let host = foreign_host(&connection).map(|host| {
        let host = marked(&host).into_owned();
        view! { <span class="preset-host">{t!(i18n, connect.preset_to, host = host)}</span> }
    });
    let title = view! { <strong>{name.clone()}</strong> };
    let label = move || {
        let name = marked(&name);
        if one_click {
            t_string!(i18n, connect.preset_label, name = name)
        } else {
            t_string!(i18n, connect.preset_use_label, name = name)
        }
    };
    let choose = move || {
        fetching.clear();
        match endpoint.clone() {
            Some(endpoint) => {
                fetching.dispatch_local(Wanted { connection: connection.clone(), endpoint });
            }
            None => {
                draft.set(ConnectionDraft::of(&connection));
                focus(CONNECTING.paste);
            }
        }
    };
    view! {
        <li class="preset">
            <div class="preset-words">
                {title}
                <span class="quiet-text">{place}</span>
                {host}
            </div>
            <Button label inert=pending on_click=choose>
                {move || match (one_click, pending.get()) {
                    (true, true) => t_string!(i18n, connect.connecting),
                    (true, false) => t_string!(i18n, connect.preset_button),
                    (false, _) => t_string!(i18n, connect.preset_use),
                }}
            </Button>
        </li>
    }
}

/// The one fetching of the list.
fn use_fetching() -> Fetching {
    let (connections, entrance, here) = (use_connections(), use_entrance(), use_here());
    Action::new_local(move |wanted: &Wanted| {
        let Wanted { connection, endpoint } = wanted.clone();
        let provider = connection.provider;
        let begun = connections.generation();
        async move {
            let now = connections.provider_now(provider);
            match fetch_credentials(&endpoint, provider, now).await {
                Err(problem) => return Some((problem, provider)),
                // Leaving the page or Forget, in whichever tab, means that they are not wanted any more.
                Ok(_) if here.is_gone() || connections.generation() != begun => {}
                Ok(credentials) => {
                    entrance.enter(connection, credentials, GivenBy::Site(clock::now()));
                }
            }
            None
        }
    })
}
