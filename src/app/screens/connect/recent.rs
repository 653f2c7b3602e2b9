//! Connections of before, to fill the form with.

use leptos::prelude::*;

use super::credentials::CONNECTING;
use crate::app::components::button::{Button, IconButton, Size};
use crate::app::components::icon::Picture;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::focus::focus;
use crate::app::services::storage;
use crate::form::connection::ConnectionDraft;
use crate::model::Connection;

/// What the device remembers, newest first; nothing while it remembers nothing. Each can be forgotten.
#[component]
pub(super) fn RecentConnections(draft: RwSignal<ConnectionDraft>) -> impl IntoView {
    let i18n = use_i18n();
    let known = RwSignal::new(storage::connections());
    let item = move |connection: Connection| {
        let name = format!("{} · {}", connection.bucket.as_str(), connection.region.as_str());
        let called = name.clone();
        let (filled, gone) = (ConnectionDraft::of(&connection), connection);
        let fill = move || {
            draft.set(filled.clone());
            focus(CONNECTING.paste);
        };
        let forget = move || {
            storage::forget(&gone);
            known.set(storage::connections());
        };
        view! {
            <li>
                <Button size=Size::Small on_click=fill>{name}</Button>
                <IconButton
                    picture=Picture::Close
                    label=move || t_string!(i18n, connect.recent_forget, name = called.as_str())
                    on_click=forget
                />
            </li>
        }
    };
    view! {
        <When when=move || known.with(|known| !known.is_empty())>
            <div class="recent">
                <h3>{move || t_string!(i18n, connect.recent)}</h3>
                <ul>{move || known.get().into_iter().map(item).collect_view()}</ul>
            </div>
        </When>
    }
}
