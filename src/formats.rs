//! What the JSON formats here ask of serde beyond its derives: where the wrong member of a file is, objects that are
//! nothing else, and values that are passed over when they are not understood.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

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
    /// A member that stands twice in its object.
    Twice,
    /// Another value than the format has there.
    Value,
}

/// Reads a value of a format.
///
/// # Errors
/// [`FormatProblem`] names the place that is not of the format.
pub(crate) fn read<'de, T, D>(from: D) -> Result<T, FormatProblem>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    serde_path_to_error::deserialize(from).map_err(|error| {
        let whole = error.path().iter().len() == 0;
        let path = if whole { String::new() } else { error.path().to_string() };
        // Which of its errors it is serde says in words alone; they begin so in every reader. Of a member that it misses
        // or has seen before, the name is in them, and the path ends before it.
        let words = error.inner().to_string();
        let member = |beginning: &str| {
            let (name, _) = words.strip_prefix(beginning)?.split_once('`')?;
            Some(if whole { name.to_owned() } else { format!("{path}.{name}") })
        };
        let (path, kind) = if let Some(path) = member("missing field `") {
            (path, FormatProblemKind::Missing)
        } else if let Some(path) = member("duplicate field `") {
            (path, FormatProblemKind::Twice)
        } else if words.starts_with("unknown field `") {
            (path, FormatProblemKind::Unknown)
        } else {
            (path, FormatProblemKind::Value)
        };
        FormatProblem { path, kind }
    })
}

/// A struct that is read from an object only: serde's own reading takes a list of its members' values, too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(members)).map(Object)
            }
        }

        from.deserialize_map(Members(PhantomData))
    }
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

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Understood<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Value<T> {
            Understood(T),
            Other(IgnoredAny),
        }

        Ok(match Value::deserialize(from)? {
            Value::Understood(value) => Understood(Some(value)),
            Value::Other(IgnoredAny) => Understood(None),
        })
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
        places: Vec<Object<Place>>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Place {
        region: String,
        size: u8,
    }

    fn problem(text: &str) -> FormatProblem {
        read::<Object<File>, _>(&mut serde_json::Deserializer::from_str(text)).expect_err(text)
    }

    #[test]
    fn the_place_and_the_kind_of_what_is_wrong_are_told() {
        use FormatProblemKind::{Missing, Twice, Unknown, Value};
        for (text, kind, path) in [
            ("{}", Missing, "places"),
            (r#"{"places": [{"region": "a", "size": 1}, {"size": 1}]}"#, Missing, "places[1].region"),
            (r#"{"titel": 1}"#, Unknown, "titel"),
            (r#"{"places": [{"regoin": "a"}]}"#, Unknown, "places[0].regoin"),
            (r#"{"places": [{"region": 1}]}"#, Value, "places[0].region"),
            (r#"{"places": [{"region": "a", "size": 256}]}"#, Value, "places[0].size"),
            (r#"{"title": "a", "places": [], "title": "b"}"#, Twice, "title"),
            (r#"{"places": [{"size": 1, "size": 2}]}"#, Twice, "places[0].size"),
            (r#"{"title": null}"#, Value, "title"),
            // Structs are no lists, at any depth.
            ("[]", Value, ""),
            (r#"[null, []]"#, Value, ""),
            (r#"{"places": [["a", 1]]}"#, Value, "places[0]"),
            ("null", Value, ""),
        ] {
            let expected = FormatProblem { path: path.to_owned(), kind };
            assert_eq!(problem(text), expected, "{text}");
            // A tree tells a member that stands twice by nothing, and all else alike.
            let tree: serde_json::Value = serde_json::from_str(text).expect("JSON");
            assert!(kind == Twice || read::<Object<File>, _>(tree) == Err(expected), "{text}");
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
