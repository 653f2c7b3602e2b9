//! How wide the columns are: as usual, as a person has made them, and while one is being made wider. Their edges are one stop
//! of Tab.

use leptos::prelude::*;

use super::shows::Shows;
use crate::app::components::separator::{Edge, OneOfSeveral, Separator, Sizing, css};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::focus::focus;
use crate::app::services::preferences::use_preferences;
use crate::app::words::use_words;
use crate::model::Provider;
use crate::model::rule::Part;
use crate::state::preferences::Preferences;
use crate::state::widths::{MOST, least, next_edge, usual, width};

/// The widths. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct ColumnWidths {
    provider: Provider,
    columns: Memo<Vec<Part>>,
    preferences: RwSignal<Preferences>,
    /// The column whose edge the pointer holds.
    moving: RwSignal<Option<(Part, u16)>>,
    /// The column whose edge had the focus last.
    last: RwSignal<Option<Part>>,
}

/// The id of a column's edge.
fn edge_id(column: Part) -> String {
    ["width-", column.slug()].concat()
}

impl ColumnWidths {
    /// Those of the columns in sight.
    pub(super) fn new(shows: Shows, columns: Memo<Vec<Part>>) -> Self {
        ColumnWidths {
            provider: shows.bucket.place().provider,
            columns,
            preferences: use_preferences(),
            moving: RwSignal::new(None),
            last: RwSignal::new(None),
        }
    }

    /// Whether Tab stops at the edge of a column: at the one that had the focus last, and before that at the first.
    fn is_stop(self, column: Part) -> bool {
        let last = self.last.get();
        self.columns.with(|columns| {
            let last = last.filter(|last| columns.contains(last));
            last.or(columns.first().copied()) == Some(column)
        })
    }

    fn turn(self, from: Part, forwards: bool) {
        if let Some(next) = self.columns.with_untracked(|columns| next_edge(columns, from, forwards)) {
            focus(&edge_id(next));
        }
    }

    fn width(self, column: Part) -> Option<u16> {
        let moving = self.moving.get().filter(|(moving, _)| *moving == column).map(|(_, width)| width);
        let kept = || self.preferences.with(|now| now.widths.of(self.provider, column));
        width(column, moving.or_else(kept))
    }

    /// The width of a column, for its style.
    pub(super) fn of(self, column: Part) -> String {
        self.width(column).map_or_else(|| "auto".to_owned(), |width| css(width.into()))
    }

    /// Whether a column takes the room that is left.
    pub(super) fn any_takes_room(self) -> bool {
        self.columns.with(|columns| columns.iter().any(|column| self.width(*column).is_none()))
    }

    /// What all columns need at least, for a style.
    pub(super) fn least(self) -> String {
        let least = |column: &Part| u32::from(self.width(*column).unwrap_or_else(|| usual(*column)));
        css(self.columns.with(|columns| columns.iter().map(least).sum()))
    }

    fn size(self, column: Part, sizing: Sizing) {
        if let Sizing::Moving(width) = sizing {
            return self.moving.set(Some((column, width)));
        }
        self.moving.set(None);
        self.preferences.update(|now| match sizing {
            Sizing::Set(width) => now.widths.set(self.provider, column, width),
            _ => now.widths.forget(self.provider, column),
        });
    }
}

/// The edge of a column, by which it is made wider or narrower.
#[component]
pub(super) fn ColumnEdge(widths: ColumnWidths, column: Part) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let among = OneOfSeveral {
        is_stop: Signal::derive(move || widths.is_stop(column)),
        on_focus: Callback::new(move |()| widths.last.set(Some(column))),
        on_turn: Callback::new(move |forwards| widths.turn(column, forwards)),
    };
    view! {
        <Separator
            id=edge_id(column)
            among
            label=move || t_string!(i18n, rules.width, column = words.column(column))
            hint=move || t_string!(i18n, rules.widths_hint)
            range=least(column)..=MOST
            edge=Edge::End
            on_size=move |sizing| widths.size(column, sizing)
        />
    }
}
