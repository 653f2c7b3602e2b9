//! What the device keeps of preferences, and what is read of it.

use super::*;
use crate::model::Provider;

fn read(text: &str) -> Preferences {
    serde_json::from_str(text).unwrap_or_default()
}

fn written(preferences: &Preferences) -> String {
    serde_json::to_string(preferences).expect("JSON")
}

/// What a browser holds in which the page still wrote with `JSON.stringify`.
#[test]
fn what_earlier_versions_have_kept_is_read_and_written_alike() {
    let kept = r#"{"page_size":100,"columns":["id","fields","encryption"],"wrap":"on","density":"compact","theme":"dark","shortcuts":"off","utc":"on","knows_replacing":"on"}"#;
    let expected = Preferences {
        page_size: 100,
        columns: vec![Part::Id, Part::Fields, Part::Encryption],
        wrap: true,
        density: Density::Compact,
        theme: Theme::Dark,
        shortcuts: false,
        utc: true,
        knows_replacing: true,
        widths: Widths::default(),
        panel: None,
    };
    assert_eq!((read(kept), written(&expected)), (expected, kept.to_owned()));
}

#[test]
fn names_are_alike_in_the_page_and_in_what_is_kept() {
    for theme in Theme::ALL {
        assert_eq!(serde_json::to_value(theme).expect("JSON"), theme.slug());
    }
    for density in Density::ALL {
        assert_eq!(serde_json::to_value(density).expect("JSON"), density.slug());
    }
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
        widths: Widths::default(),
        panel: Some(480),
    };
    preferences.widths.set(Provider::Cos, Part::Prefix, 240);
    assert_eq!(read(&written(&preferences)), preferences);
    for theme in Theme::ALL {
        preferences.theme = theme;
        assert_eq!(read(&written(&preferences)), preferences);
    }
    let default = Preferences::default();
    assert_eq!(read(&written(&default)), default);
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
        r#"{"widths": {"id": 240}, "panel": 12}"#,
        r#"{"widths": [{"provider": "s3", "column": "id", "width": 240}, 3], "panel": "wide"}"#,
    ] {
        assert_eq!(read(text), default, "{text}");
    }
    // One thing that is spoilt, or of a later version, does not spoil the others.
    assert_eq!(read(r#"{"page_size": 7, "new": {"a": []}, "theme": "dark"}"#).theme, Theme::Dark);
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
