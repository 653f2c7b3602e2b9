//! What lets a page and a person in, ready to be copied: the CORS rule of a bucket in the form of each tool, the smallest
//! policies, the service role, and calls that ask without credentials.
//!
//! Only forms that a vendor documents are here. A name in braces is never written: what is not known stands in capital
//! letters, as vendors write it.

pub mod cors;
pub mod policy;
pub mod probe;

use std::fmt;

use serde::Serialize;

use crate::model::Rule;
use crate::model::rule::{Part, bucket_name};

/// Destinations that are named at most.
const MOST: usize = 5;

/// Where reports are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The bucket.
    pub bucket: String,
    /// What the keys of reports begin with, without a slash at its end; may be empty.
    pub prefix: String,
}

impl Destination {
    /// In the place of one that is not known.
    fn unknown() -> Self {
        Destination { bucket: "DESTINATION-BUCKET".to_owned(), prefix: "PREFIX".to_owned() }
    }

    /// The keys of its reports, as a pattern.
    fn keys(&self) -> String {
        if self.prefix.is_empty() { "*".to_owned() } else { format!("{}/*", self.prefix) }
    }
}

/// Where rules write, each place once and no more than some; one in capital letters when there are none.
#[must_use]
pub fn destinations(rules: &[Rule]) -> Vec<Destination> {
    let mut found = Vec::new();
    for rule in rules {
        let place = Destination {
            bucket: bucket_name(rule.text(Part::Bucket)).to_owned(),
            prefix: rule.text(Part::DestinationPrefix).trim_end_matches('/').to_owned(),
        };
        if !place.bucket.is_empty() && !found.contains(&place) && found.len() < MOST {
            found.push(place);
        }
    }
    if found.is_empty() { vec![Destination::unknown()] } else { found }
}

/// A value as indented JSON; what is written here can always be.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A form of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The provider's document.
    Xml,
    /// What a tool reads in its place.
    Json,
    /// A command for a POSIX shell.
    Command,
    /// A resource in HCL.
    Terraform,
    /// A script with the provider's SDK.
    Python,
}

/// A text to be copied.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// Its form.
    pub form: Form,
    /// The tool that takes it; a proper name in every language.
    pub tool: &'static str,
    /// The command that shows what is there, where the text would replace it unread.
    pub read_first: Option<String>,
    /// The text, with a line end at its end.
    pub text: String,
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}:\n{}", self.form, self.tool, self.text)
    }
}

// What reads Terraform is there for the host alone.
#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "access_tests.rs"]
mod tests;
