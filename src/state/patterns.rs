//! Where the reports of rules go that are taken to other buckets: patterns that are filled for each of them.

use serde::{Deserialize, Serialize};

use crate::form::crossing::PLACES;
use crate::model::rule::{Part, Rule};
use crate::model::{Connection, Provider};
use crate::provider::service;

/// Where the reports of rules go in each bucket, with names in braces in the place of what differs. What is empty is
/// left to each rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Patterns {
    /// The destination bucket's name.
    pub bucket: String,
    /// The destination prefix.
    pub prefix: String,
    /// The account that owns the destination bucket, where that is another provider's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// The role that another provider's service takes on to write.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
}

/// The names that can stand in braces.
pub const NAMES: [&str; 3] = ["bucket", "id", "region"];

impl Patterns {
    /// The parts that have one.
    pub const PARTS: [Part; 4] = PLACES;

    /// Those that are chosen for all rules: account and role are known to each rule within its provider, and another one
    /// knows nothing of them.
    #[must_use]
    pub fn parts(from: Provider, to: Provider) -> Vec<Part> {
        let capabilities = service(to).capabilities();
        let is_chosen = |part: &Part| match part {
            Part::AccountId | Part::RoleArn => from != to && capabilities.has(*part),
            _ => true,
        };
        Patterns::PARTS.into_iter().filter(is_chosen).collect()
    }

    /// Whether a part must be chosen: where it is never that of the rule, and every rule must say it.
    #[must_use]
    pub fn needs(part: Part, from: Provider, to: Provider) -> bool {
        from != to && service(to).capabilities().required.contains(&part)
    }

    /// The pattern of a part.
    #[must_use]
    pub fn of(&self, part: Part) -> &str {
        match part {
            Part::Bucket => &self.bucket,
            Part::DestinationPrefix => &self.prefix,
            Part::AccountId => &self.account,
            Part::RoleArn => &self.role,
            _ => "",
        }
    }

    /// Sets the pattern of a part that has one.
    pub fn set(&mut self, part: Part, pattern: String) {
        match part {
            Part::Bucket => self.bucket = pattern,
            Part::DestinationPrefix => self.prefix = pattern,
            Part::AccountId => self.account = pattern,
            Part::RoleArn => self.role = pattern,
            _ => {}
        }
    }

    /// Those that are of use within one provider: account and role are known to each rule there.
    #[must_use]
    pub fn within_one_provider(self) -> Self {
        Patterns { account: String::new(), role: String::new(), ..self }
    }

    /// The first name in braces in the pattern of a part that means nothing here.
    #[must_use]
    pub fn unknown_in(&self, part: Part) -> Option<String> {
        let unknown = |piece| match piece {
            Piece::Name(name) if !NAMES.contains(&name) => Some(name.to_owned()),
            _ => None,
        };
        pieces(self.of(part)).find_map(unknown)
    }

    /// A rule with its destination in the place of the one that it names.
    #[must_use]
    pub fn applied(&self, rule: &Rule, to: &Connection) -> Rule {
        let capabilities = service(to.provider).capabilities();
        let mut placed = rule.clone();
        for part in Patterns::PARTS.into_iter().filter(|part| capabilities.has(*part)) {
            // A blank can be the beginning of a key.
            let pattern = self.of(part);
            let pattern = if part == Part::DestinationPrefix { pattern } else { pattern.trim() };
            if pattern.is_empty() {
                continue;
            }
            let text = filled(pattern, rule, to);
            let bucket = |name: &str| capabilities.written_bucket(to.region.as_str(), name);
            placed.set(part, Some(if part == Part::Bucket { bucket(&text) } else { text }));
        }
        placed
    }
}

/// A piece of a pattern.
enum Piece<'a> {
    Text(&'a str),
    /// What stands between braces.
    Name(&'a str),
}

fn pieces(pattern: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = pattern;
    std::iter::from_fn(move || {
        let open = rest.find('{').filter(|open| rest[*open..].contains('}'));
        let (piece, behind) = match open {
            _ if rest.is_empty() => return None,
            Some(0) => {
                let (name, behind) = rest[1..].split_once('}')?;
                (Piece::Name(name), behind)
            }
            Some(open) => (Piece::Text(&rest[..open]), &rest[open..]),
            None => (Piece::Text(rest), ""),
        };
        rest = behind;
        Some(piece)
    })
}

/// A pattern with what its names mean. What is filled in is not looked through again: an id can have braces.
fn filled(pattern: &str, rule: &Rule, to: &Connection) -> String {
    let text = |piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Name("bucket") => to.bucket.as_str().to_owned(),
        Piece::Name("id") => rule.id().to_owned(),
        Piece::Name("region") => to.region.as_str().to_owned(),
        Piece::Name(name) => ["{", name, "}"].concat(),
    };
    pieces(pattern).map(text).collect()
}

#[cfg(test)]
#[path = "patterns_tests.rs"]
mod tests;
