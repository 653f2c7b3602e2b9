//! JSON as a plain tree.
//!
//! The page reads it with the browser's own parser (`app/json.rs`), which costs nothing; a parser in the
//! wasm weighs 6 KB. Native tests hand in what serde_json read.

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Other,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as text.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Names with values, in their order.
    Object(Vec<(String, Json)>),
}

/// Reads a text; the error is the parser's own words.
pub type Parse<'a> = &'a dyn Fn(&str) -> Result<Json, String>;

impl Json {
    /// A text value.
    #[must_use]
    pub fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a name in an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// serde_json in the place of the browser, for tests.
#[cfg(test)]
pub mod native {
    use super::Json;

    /// Reads a text.
    ///
    /// # Errors
    /// The parser's own words.
    pub fn parse(text: &str) -> Result<Json, String> {
        serde_json::from_str::<serde_json::Value>(text).map(tree).map_err(|error| error.to_string())
    }

    fn tree(value: serde_json::Value) -> Json {
        use serde_json::Value;
        match value {
            Value::Null => Json::Other,
            Value::Bool(on) => Json::Bool(on),
            Value::Number(number) => Json::Number(number.to_string()),
            Value::String(text) => Json::Text(text),
            Value::Array(values) => Json::List(values.into_iter().map(tree).collect()),
            Value::Object(members) => {
                Json::Object(members.into_iter().map(|(name, value)| (name, tree(value))).collect())
            }
        }
    }
}
