//! What the JSON formats here ask of serde beyond its derives: where the wrong member of a file is, and values that are
//! passed over when they are not understood.
//!
//! Formats are read from their text and not by way of a [`serde_json::Value`]: 3 KB less of a first visit's code.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// What is wrong with JSON that is not of its format. Never a value: serde's own words quote it, and it may be a secret
/// in the wrong place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormatProblem {
    /// Where: `connections[1].region`; empty for the whole.
    pub(crate) path: String,
    /// What.
    pub(crate) kind: FormatProblemKind,
}

/// What is wrong in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormatProblemKind {
    /// A member that the format does not have.
    Unknown,
    /// A member that must be there.
    Missing,
    /// Another value than the format has there.
    Value,
}

/// Reads a format.
///
/// # Errors
/// [`FormatProblem`] names the place that is not of the format.
pub(crate) fn read<'de, T: Deserialize<'de>>(from: impl Deserializer<'de>) -> Result<T, FormatProblem> {
    serde_path_to_error::deserialize(from).map_err(|error| {
        let whole = error.path().iter().len() == 0;
        let path = if whole { String::new() } else { error.path().to_string() };
        // Which of its errors it is serde says in words alone; they begin so in every reader. Of a member that it misses
        // the name is in them, and the path ends before it.
        let words = error.inner().to_string();
        let missing = words.strip_prefix("missing field `").and_then(|rest| rest.split_once('`'));
        let (path, kind) = match missing {
            Some((name, _)) if whole => (name.to_owned(), FormatProblemKind::Missing),
            Some((name, _)) => ([&path, ".", name].concat(), FormatProblemKind::Missing),
            None if words.starts_with("unknown field `") => (path, FormatProblemKind::Unknown),
            None => (path, FormatProblemKind::Value),
        };
        FormatProblem { path, kind }
    })
}

/// Reads a member that may be missing, but not be `null`.
///
/// # Errors
/// Those of the value.
pub(crate) fn said<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// A value that the device keeps; nothing when it is missing or not understood. One that another version has written, or
/// that is spoilt, spoils no other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Understood<T>(pub(crate) Option<T>);

impl<T> Understood<T> {
    /// Whether nothing was understood, or there is nothing to write.
    pub(crate) fn is_nothing(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> Default for Understood<T> {
    fn default() -> Self {
        Understood(None)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Understood<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = Box::<RawValue>::deserialize(from)?;
        Ok(Understood(serde_json::from_str(value.get()).ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[serde(default, deserialize_with = "said")]
        title: Option<String>,
        places: Vec<Place>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Place {
        region: String,
        size: u8,
    }

    fn problem(text: &str) -> FormatProblem {
        read::<File>(&mut serde_json::Deserializer::from_str(text)).expect_err(text)
    }

    #[test]
    fn the_place_and_the_kind_of_what_is_wrong_are_told() {
        use FormatProblemKind::{Missing, Unknown, Value};
        for (text, kind, path) in [
            ("{}", Missing, "places"),
            (r#"{"places": [{"region": "a", "size": 1}, {"size": 1}]}"#, Missing, "places[1].region"),
            (r#"{"titel": 1}"#, Unknown, "titel"),
            (r#"{"places": [{"regoin": "a"}]}"#, Unknown, "places[0].regoin"),
            (r#"{"places": [{"region": 1}]}"#, Value, "places[0].region"),
            (r#"{"places": [{"region": "a", "size": 256}]}"#, Value, "places[0].size"),
            (r#"{"title": null}"#, Value, "title"),
            ("null", Value, ""),
        ] {
            assert_eq!(problem(text), FormatProblem { path: path.to_owned(), kind }, "{text}");
        }
    }

    /// serde's own words say `invalid type: string "S3CRET", expected u8`.
    #[test]
    fn no_problem_says_a_value() {
        for text in [
            r#""S3CRET""#,
            r#"{"title": {"S": "S3CRET"}}"#,
            r#"{"places": "S3CRET"}"#,
            r#"{"places": ["S3CRET"]}"#,
            r#"{"places": [{"region": "S3CRET", "size": "S3CRET"}]}"#,
            r#"{"places": [{"region": ["S3CRET"], "size": 1}]}"#,
        ] {
            assert!(!format!("{:?}", problem(text)).contains("S3CRET"), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_nothing_and_spoils_nothing() {
        let read = |text: &str| serde_json::from_str::<Understood<Vec<Understood<u8>>>>(text).expect("JSON");
        for text in ["null", "1", "\"a\"", "{\"a\": [1]}", "true", "1.5"] {
            assert!(read(text).is_nothing(), "{text}");
        }
        let list = read(r#"[1, -1, 1.5, "1", null, [2], {"a": 3}, 256, 255]"#).0.expect("a list");
        assert_eq!(list.len(), 9);
        assert_eq!(list.into_iter().filter_map(|one| one.0).collect::<Vec<_>>(), [1, 255]);
    }
}
