//! Connections of before, to fill the form with.

use leptos::prelude::*;

use super::credentials::CONNECTING;
use crate::app::components::button::{Button, Size};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::focus::focus;
use crate::app::services::storage;
use crate::form::connection::ConnectionDraft;
use crate::model::Connection;

/// What the device remembers, newest first; nothing while it remembers nothing.
#[component]
pub(super) fn RecentConnections(draft: RwSignal<ConnectionDraft>) -> impl IntoView {
    let i18n = use_i18n();
    let item = move |connection: Connection| {
        let name = format!("{} · {}", connection.bucket.as_str(), connection.region.as_str());
        let fill = move || {
            draft.set(ConnectionDraft::of(&connection));
            focus(CONNECTING.paste);
        };
        view! {
            <li>
                <Button size=Size::Small on_click=fill>{name}</Button>
            </li>
        }
    };
    let known = storage::connections();
    (!known.is_empty()).then(|| {
        view! {
            <div class="recent">
                <h3>{move || t_string!(i18n, connect.recent)}</h3>
                <ul>{known.into_iter().map(item).collect_view()}</ul>
            </div>
        }
    })
}
