//! How one person likes the console: remembered on the device, never in an address.
//!
//! What is remembered may be of an older or newer version, or spoilt. It is not worth an error:
//! whatever is not understood is as if it had never been set.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::table::{ALL_COLUMNS, COLUMNS, TableQuery, columns_named};
use super::widths::Widths;
use crate::formats::Understood;
use crate::model::rule::Part;

/// What can be set. As JSON it is
/// `{"page_size": 50, "columns": ["id", …], "wrap": "off", "density": "compact", "theme": "dark", "shortcuts": "on",
/// "utc": "off", "knows_replacing": "off", "widths": [{"provider": "oss", "column": "id", "width": 240}], "panel": 480}`; any
/// object is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct Preferences {
    /// Rows on a view page of a table that is newly opened: one of [`TableQuery::PAGE_SIZES`]. Its
    /// address says so from then on.
    pub page_size: usize,
    /// The columns in sight, in their order; the id first, always.
    pub columns: Vec<Part>,
    /// Whether long texts run over several lines instead of being cut.
    pub wrap: bool,
    /// How close rows stand.
    pub density: Density,
    /// Light or dark.
    pub theme: Theme,
    /// Whether single keys do something.
    pub shortcuts: bool,
    /// Whether times are in UTC instead of the device's zone.
    pub utc: bool,
    /// Whether the user has heard enough of rules that are removed and written again when they are switched on or
    /// off.
    pub knows_replacing: bool,
    /// How wide columns were made.
    pub widths: Widths,
    /// How wide what stands beside the table was made, in pixels at the usual size of text.
    pub panel: Option<u16>,
}

/// How wide what stands beside the table can be made.
pub const PANEL: RangeInclusive<u16> = 308..=1600;

/// How close the rows of a table stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// As designed.
    #[default]
    Comfortable,
    /// More rows in sight.
    Compact,
}

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// What the system has.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Density {
    /// Both, in the order in which they are offered.
    pub const ALL: [Density; 2] = [Density::Comfortable, Density::Compact];

    /// The short name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        ["comfortable", "compact"][self as usize]
    }
}

impl Theme {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The short name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        ["system", "light", "dark"][self as usize]
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Preferences {
            page_size: TableQuery::default().page_size,
            columns: COLUMNS.to_vec(),
            wrap: false,
            density: Density::default(),
            theme: Theme::default(),
            shortcuts: true,
            utc: false,
            knows_replacing: false,
            widths: Widths::default(),
            panel: None,
        }
    }
}

/// Preferences as they are kept.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    page_size: Understood<usize>,
    columns: Understood<Vec<Understood<String>>>,
    wrap: Understood<Switch>,
    density: Understood<Density>,
    theme: Understood<Theme>,
    shortcuts: Understood<Switch>,
    utc: Understood<Switch>,
    knows_replacing: Understood<Switch>,
    #[serde(skip_serializing_if = "Understood::is_nothing")]
    widths: Understood<Widths>,
    #[serde(skip_serializing_if = "Understood::is_nothing")]
    panel: Understood<u16>,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Switch {
    Off,
    On,
}

impl From<Preferences> for Kept {
    fn from(now: Preferences) -> Self {
        let switch = |on: bool| Understood(Some(if on { Switch::On } else { Switch::Off }));
        let column = |column: &Part| Understood(Some(column.slug().to_owned()));
        Kept {
            page_size: Understood(Some(now.page_size)),
            columns: Understood(Some(now.columns.iter().map(column).collect())),
            wrap: switch(now.wrap),
            density: Understood(Some(now.density)),
            theme: Understood(Some(now.theme)),
            shortcuts: switch(now.shortcuts),
            utc: switch(now.utc),
            knows_replacing: switch(now.knows_replacing),
            widths: Understood(Some(now.widths).filter(|widths| !widths.are_usual())),
            panel: Understood(now.panel),
        }
    }
}

impl From<Kept> for Preferences {
    /// The default stands for what is not understood.
    fn from(kept: Kept) -> Self {
        let default = Preferences::default();
        let switch =
            |kept: Understood<Switch>, default| kept.0.map_or(default, |switch| switch == Switch::On);
        let size = kept.page_size.0.filter(|size| TableQuery::PAGE_SIZES.contains(size));
        Preferences {
            page_size: size.unwrap_or(default.page_size),
            columns: kept.columns.0.map_or(default.columns, |names| columns(&names)),
            wrap: switch(kept.wrap, default.wrap),
            density: kept.density.0.unwrap_or_default(),
            theme: kept.theme.0.unwrap_or_default(),
            shortcuts: switch(kept.shortcuts, default.shortcuts),
            utc: switch(kept.utc, default.utc),
            knows_replacing: switch(kept.knows_replacing, default.knows_replacing),
            widths: kept.widths.0.unwrap_or_default(),
            panel: kept.panel.0.filter(|width| PANEL.contains(width)),
        }
    }
}

/// The columns of a list.
fn columns(names: &[Understood<String>]) -> Vec<Part> {
    columns_named(names.iter().filter_map(|name| name.0.as_deref()))
}

impl Preferences {
    /// Whether a column is in sight.
    #[must_use]
    pub fn shows(&self, column: Part) -> bool {
        self.columns.contains(&column)
    }

    /// Shows a column, in its place among those on offer, or hides it. The id cannot be hidden.
    pub fn set_column(&mut self, column: Part, shown: bool) {
        if !shown {
            self.columns.retain(|known| *known != column || *known == Part::Id);
        } else if ALL_COLUMNS.contains(&column) && !self.shows(column) {
            let place = |part: Part| ALL_COLUMNS.iter().position(|known| *known == part);
            let at = self.columns.iter().position(|later| place(*later) > place(column));
            self.columns.insert(at.unwrap_or(self.columns.len()), column);
        }
    }
}

#[cfg(test)]
#[path = "preferences_tests.rs"]
mod tests;
