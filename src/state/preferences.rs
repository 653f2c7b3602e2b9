//! How one person likes the console: remembered on the device, never in an address.
//!
//! What is remembered may be of an older or newer version, or spoilt. It is not worth an error:
//! whatever is not understood is as if it had never been set.

use super::table::{ALL_COLUMNS, COLUMNS, TableQuery};
use crate::json::Json;
use crate::model::rule::Part;

/// What can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
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
}

/// How close the rows of a table stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// As designed.
    #[default]
    Comfortable,
    /// More rows in sight.
    Compact,
}

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
        }
    }
}

/// The names of what is kept.
const SIZE: &str = "page_size";
const COLUMN_LIST: &str = "columns";
const WRAP: &str = "wrap";
const DENSITY: &str = "density";
const THEME: &str = "theme";
const SHORTCUTS: &str = "shortcuts";
const UTC: &str = "utc";
const KNOWS_REPLACING: &str = "knows_replacing";

/// A switch, as a text: nothing else that is kept needs JSON's own.
const ON_OFF: [&str; 2] = ["off", "on"];

impl Preferences {
    /// What is kept of them.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let switch = |on: bool| Json::text(ON_OFF[usize::from(on)]);
        let columns = self.columns.iter().map(|column| Json::text(column.slug())).collect();
        let members = [
            (SIZE, Json::Number(self.page_size.to_string())),
            (COLUMN_LIST, Json::List(columns)),
            (WRAP, switch(self.wrap)),
            (DENSITY, Json::text(self.density.slug())),
            (THEME, Json::text(self.theme.slug())),
            (SHORTCUTS, switch(self.shortcuts)),
            (UTC, switch(self.utc)),
            (KNOWS_REPLACING, switch(self.knows_replacing)),
        ];
        Json::Object(members.map(|(name, value)| (name.to_owned(), value)).into())
    }

    /// Reads what was kept; the default stands for what is not understood.
    #[must_use]
    pub fn from_json(kept: &Json) -> Self {
        let default = Preferences::default();
        let text = |name: &str| kept.get(name).and_then(Json::as_text).unwrap_or_default();
        let switch = |name: &str, default: bool| match text(name) {
            "on" => true,
            "off" => false,
            _ => default,
        };
        let size = match kept.get(SIZE) {
            Some(Json::Number(number)) => number.parse().ok(),
            _ => None,
        };
        Preferences {
            page_size: size.filter(|size| TableQuery::PAGE_SIZES.contains(size)).unwrap_or(default.page_size),
            columns: kept.get(COLUMN_LIST).and_then(columns).unwrap_or(default.columns),
            wrap: switch(WRAP, default.wrap),
            density: Density::ALL.into_iter().find(|known| known.slug() == text(DENSITY)).unwrap_or_default(),
            theme: Theme::ALL.into_iter().find(|known| known.slug() == text(THEME)).unwrap_or_default(),
            shortcuts: switch(SHORTCUTS, default.shortcuts),
            utc: switch(UTC, default.utc),
            knows_replacing: switch(KNOWS_REPLACING, default.knows_replacing),
        }
    }

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

/// The columns of a list, each once, the id first; `None` when it is no list.
fn columns(list: &Json) -> Option<Vec<Part>> {
    let Json::List(names) = list else { return None };
    let named = names.iter().filter_map(|name| Part::from_slug(name.as_text()?));
    let mut columns = vec![Part::Id];
    for column in named {
        if ALL_COLUMNS.contains(&column) && !columns.contains(&column) {
            columns.push(column);
        }
    }
    Some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::native::parse;

    fn read(text: &str) -> Preferences {
        Preferences::from_json(&parse(text).expect("JSON"))
    }

    #[test]
    fn what_was_kept_is_read_back() {
        let mut preferences = Preferences {
            page_size: 100,
            columns: vec![Part::Id, Part::Fields, Part::Encryption],
            wrap: true,
            density: Density::Compact,
            theme: Theme::Dark,
            shortcuts: false,
            utc: true,
            knows_replacing: true,
        };
        assert_eq!(Preferences::from_json(&preferences.to_json()), preferences);
        for theme in Theme::ALL {
            preferences.theme = theme;
            assert_eq!(Preferences::from_json(&preferences.to_json()), preferences);
        }
        let default = Preferences::default();
        assert_eq!(Preferences::from_json(&default.to_json()), default);
    }

    #[test]
    fn what_is_not_understood_is_the_default() {
        let default = Preferences::default();
        for text in [
            "{}",
            "[]",
            "null",
            "\"dark\"",
            r#"{"page_size": 7, "columns": "id", "wrap": true, "density": 1, "theme": "DARK", "shortcuts": "no", "utc": null, "new": []}"#,
            r#"{"page_size": -1}"#,
            r#"{"page_size": 20.5}"#,
            r#"{"page_size": "50"}"#,
        ] {
            assert_eq!(read(text), default, "{text}");
        }
        // One thing that is spoilt does not spoil the others.
        assert_eq!(read(r#"{"page_size": 7, "theme": "dark"}"#).theme, Theme::Dark);
    }

    #[test]
    fn columns_are_known_single_and_led_by_the_id() {
        let columns = |text: &str| read(&format!("{{\"columns\": {text}}}")).columns;
        assert_eq!(
            columns(r#"["format", "id", "new", "format", 3, "incremental-fields"]"#),
            [Part::Id, Part::Format]
        );
        assert_eq!(columns("[]"), [Part::Id], "a person may hide all the others");
    }

    #[test]
    fn columns_come_into_their_place_and_the_id_stays() {
        let mut preferences = Preferences::default();
        preferences.set_column(Part::Frequency, false);
        preferences.set_column(Part::Id, false);
        assert_eq!(preferences.columns[..3], [Part::Id, Part::Enabled, Part::Prefix]);
        preferences.set_column(Part::RoleArn, true);
        preferences.set_column(Part::Tags, true);
        preferences.set_column(Part::Frequency, true);
        preferences.set_column(Part::Frequency, true);
        preferences.set_column(Part::IncrementalFields, true);
        let expected = COLUMNS.into_iter().chain([Part::Tags, Part::RoleArn]).collect::<Vec<_>>();
        assert_eq!(preferences.columns, expected);
        assert!(preferences.shows(Part::Tags) && !preferences.shows(Part::KmsKeyId));
    }
}
