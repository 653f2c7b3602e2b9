//! Connections that the site offers. Where it also hands out credentials, one click connects;
//! the click is the user's yes to the host named beside it.

use super::enter;
use crate::app::app;
use crate::app::components::error_panel::{alerts, panel};
use crate::app::deployment::{FetchProblem, fetch_credentials};
use crate::app::dom::{El, el, focus, spawn};
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::config::{Config, CredentialEndpoint, Preset};
use crate::form::connection::{ConnectionDraft, foreign_host};
use crate::model::Provider;
use crate::route::Place;

/// From so many connections on, a filter helps.
const FILTER_FROM: usize = 9;

/// What the items share. Cheap to copy.
#[derive(Clone, Copy)]
struct Shared {
    /// What the site says, such as where credentials come from.
    config: Signal<Config>,
    draft: Signal<ConnectionDraft>,
    busy: Signal<bool>,
    failure: Signal<Option<(FetchProblem, Provider)>>,
}

impl Shared {
    fn endpoint(self, provider: Provider) -> Option<CredentialEndpoint> {
        self.config.with_untracked(|config| config.credential_endpoint(provider).cloned())
    }
}

/// The site's connections; of a wanted bucket only its own.
pub(super) fn presets(config: Config, wanted: Option<&Place>, draft: Signal<ConnectionDraft>) -> Option<El> {
    let i18n = language();
    let is_wanted = |preset: &&Preset| wanted.is_none_or(|place| Place::of(&preset.connection) == *place);
    let presets: Vec<Preset> = config.connections.iter().filter(is_wanted).cloned().collect();
    if presets.is_empty() {
        return None;
    }
    let hands_out = !config.credential_endpoints.is_empty();
    let shared =
        Shared { config: Signal::new(config), draft, busy: Signal::new(false), failure: Signal::new(None) };
    let text = Signal::new(String::new());
    let filter = (presets.len() >= FILTER_FROM).then(|| {
        let words = td_string!(i18n, connect.presets_filter);
        el("input.presets-filter")
            .attr("type", "search")
            .attr("aria-label", words)
            .attr("placeholder", words)
            .bind_value(move || text.get())
            .on_input(move |typed| text.set(typed))
    });
    let matching = move || {
        let wanted = text.get().to_ascii_lowercase();
        let matches = |preset: &&Preset| {
            preset.name.to_ascii_lowercase().contains(&wanted)
                || preset.connection.bucket.as_str().contains(&wanted)
        };
        presets.iter().filter(matches).cloned().collect()
    };
    let failure = move || {
        shared.failure.get().map(|(problem, provider)| {
            let next = td_string!(i18n, connect.fetch_next);
            panel(&words::fetch_problem(i18n, &problem, provider)).child(el("p.error-next").text(next))
        })
    };
    let note = hands_out.then(|| el("p.hint").text(td_string!(i18n, connect.presets_note)));
    let list = el("ul.preset-list").bind_each(
        matching,
        |preset| preset.name.clone(),
        move |preset| item(preset, shared),
    );
    Some(
        el("section.presets")
            .attr("aria-labelledby", "presets-title")
            .child(el("h2").id("presets-title").text(td_string!(i18n, connect.presets)))
            .children(note)
            .children(filter)
            .child(alerts().bind_child(failure))
            .child(list),
    )
}

fn item(preset: &Preset, shared: Shared) -> El {
    let i18n = language();
    let Preset { name, connection } = preset;
    let one_click = shared.endpoint(connection.provider).is_some();
    let label = if one_click {
        fill(td_string!(i18n, connect.preset_label), &[("name", &name.as_str())])
    } else {
        fill(td_string!(i18n, connect.preset_use_label), &[("name", &name.as_str())])
    };
    let words = move || {
        match (one_click, shared.busy.get()) {
            (true, true) => td_string!(i18n, connect.connecting),
            (true, false) => td_string!(i18n, connect.preset_button),
            (false, _) => td_string!(i18n, connect.preset_use),
        }
        .to_owned()
    };
    let place = format!("{} · {}", connection.bucket.as_str(), connection.region.as_str());
    let host = foreign_host(connection).map(|host| {
        el("span.preset-host").text(&fill(td_string!(i18n, connect.preset_to), &[("host", &host)]))
    });
    let described = el("div.preset-words")
        .child(el("strong").text(name))
        .child(el("span.quiet-text").text(&place))
        .children(host);
    let button = el("button.button")
        .attr("aria-label", &label)
        .bind_disabled(move || shared.busy.get())
        .bind_text(words)
        .on_click(choose(preset.clone(), shared));
    el("li.preset").child(described).child(button)
}

/// Connects, or fills the form where the site hands out no credentials.
fn choose(preset: Preset, shared: Shared) -> impl Fn() {
    let (session, enter) = (app().session, enter());
    let Shared { draft, busy, failure, .. } = shared;
    move || {
        failure.set(None);
        let provider = preset.connection.provider;
        let Some(endpoint) = shared.endpoint(provider) else {
            draft.set(ConnectionDraft::of(&preset.connection));
            focus("connect-paste");
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let begun = session.generation();
        let connection = preset.connection.clone();
        spawn(async move {
            let answer = fetch_credentials(&endpoint, provider).await;
            // Leaving the page or Forget, in whichever tab, means that they are not wanted any more.
            let wanted = busy.try_set(false).is_none() && session.generation() == begun;
            match answer {
                Ok(credentials) if wanted => enter(connection, credentials),
                Ok(_) => {}
                Err(problem) => {
                    failure.try_set(Some((problem, provider)));
                }
            }
        });
    }
}
