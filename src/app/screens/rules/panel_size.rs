//! How wide the panel beside the table is: a part of the window, or as a person has made it.

use leptos::prelude::*;

use crate::app::components::separator::{Edge, Separator, Sizing, css};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::preferences::use_preferences;
use crate::state::preferences::{PANEL, Preferences};

/// The width. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct PanelSize {
    preferences: RwSignal<Preferences>,
    /// While the pointer holds its edge.
    moving: RwSignal<Option<u16>>,
}

impl PanelSize {
    /// What the device remembers.
    pub(super) fn new() -> Self {
        PanelSize { preferences: use_preferences(), moving: RwSignal::new(None) }
    }

    /// For its style.
    pub(super) fn css(self) -> String {
        let width = self.moving.get().or_else(|| self.preferences.with(|now| now.panel));
        width.map_or_else(|| "40vw".to_owned(), |width| css(width.into()))
    }

    fn size(self, sizing: Sizing) {
        let width = match sizing {
            Sizing::Moving(width) => return self.moving.set(Some(width)),
            Sizing::Set(width) => Some(width),
            Sizing::Usual => None,
        };
        self.moving.set(None);
        self.preferences.update(|now| now.panel = width);
    }
}

/// The edge between the table and the panel.
#[component]
pub(super) fn PanelEdge(size: PanelSize) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Separator
            label=move || t_string!(i18n, panel.width)
            hint=move || t_string!(i18n, rules.width_hint)
            range=PANEL
            edge=Edge::Start
            on_size=move |sizing| size.size(sizing)
        />
    }
}
