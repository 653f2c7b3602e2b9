//! A rule of one provider made into a rule of another one, and a report of everything that does not say the same there.
//!
//! The report is what the two rules say, part by part, laid beside each other: nothing can be lost without being in it. What
//! the other side refuses is found by the checks (`form/check.rs`), as in any new rule.

use crate::model::problem::Problem;
use crate::model::rule::{Part, Rule, flag};
use crate::model::{Capabilities, Provider};
use crate::provider::counterparts::counterpart;
use crate::provider::service;

/// What belongs to a provider and not to what a rule does: where reports go, and in whose name. Another provider has other
/// buckets, accounts and roles, so that these are given anew, and what they were is no loss.
pub const PLACES: [Part; 4] = [Part::Bucket, Part::DestinationPrefix, Part::AccountId, Part::RoleArn];

/// A rule in another provider's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossed {
    /// As far as it can be said there.
    pub rule: Rule,
    /// What does not say the same.
    pub report: Report,
}

/// What of a rule does not say the same at another provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// By part, in the order of the form.
    pub parts: Vec<Told>,
    /// The ways to the elements of its document that no part stands for: they are left out.
    pub elements: Vec<String>,
    /// What the checks say of the new rule, and does not keep it from being written.
    pub notes: Vec<(Part, Problem)>,
}

/// What becomes of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The part.
    pub part: Part,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a part that does not say the same. The texts are the providers' own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It means the same in other words.
    Reworded {
        /// As it was said.
        from: String,
        /// As it is said there.
        to: String,
    },
    /// The other provider has only something else for it, or somebody has chosen it.
    Changed {
        /// As it was said.
        from: String,
        /// As it is said there.
        to: String,
    },
    /// It is not said there; of a list these entries.
    LeftOut(String),
    /// Every rule must say it, and what this one says there is no word for there; empty when it says nothing.
    Undecided(String),
}

/// What another provider has for a text.
enum There {
    Same(String),
    Nearest(String),
    Nothing,
    Undecided,
}

impl Told {
    /// Whether the rule does something else for it.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        !PLACES.contains(&self.part) && !matches!(self.fate, Fate::Reworded { .. })
    }

    /// Whether more objects are listed for it.
    #[must_use]
    pub fn lists_more(&self) -> bool {
        let filters = self.part == Part::Prefix || Part::MORE_FILTERS.contains(&self.part);
        filters && matches!(self.fate, Fate::LeftOut(_))
    }
}

impl Report {
    /// In how many parts the rule does something else there, with those that no part stands for.
    #[must_use]
    pub fn losses(&self) -> usize {
        self.parts.iter().filter(|told| told.is_loss()).count() + self.elements.len()
    }

    /// The first part that must be said and cannot be.
    #[must_use]
    pub fn undecided(&self) -> Option<&Told> {
        self.parts.iter().find(|told| matches!(told.fate, Fate::Undecided(_)))
    }

    /// Adds what becomes of where the reports go, and in whose name, once that is chosen.
    pub fn add_places(&mut self, source: &Rule, from: Provider, rule: &Rule, to: Provider) {
        for part in PLACES {
            let said = rule.said(part).map(str::to_owned);
            let alike = part == Part::DestinationPrefix && folder_of(source, from) == folder_of(rule, to);
            match said {
                Some(text) if alike => self.add(part, source, rule, There::Same(text)),
                Some(to) if part == Part::DestinationPrefix => {
                    // The same text leads elsewhere, where one of them adds a slash.
                    let from = source.said(part).unwrap_or_default().to_owned();
                    self.parts.push(Told { part, fate: Fate::Changed { from, to } });
                }
                Some(text) => self.add(part, source, rule, There::Nearest(text)),
                None => self.add(part, source, rule, There::Nothing),
            }
        }
        self.parts.sort_by_key(|told| told.part);
    }

    /// Adds what becomes of a part, unless it says the same.
    fn add(&mut self, part: Part, source: &Rule, rule: &Rule, there: There) {
        let from = source.said(part).unwrap_or_default().to_owned();
        let fate = match there {
            There::Undecided => Fate::Undecided(from),
            _ if source.agrees(rule, part) => return,
            There::Same(to) => Fate::Reworded { from, to },
            There::Nearest(to) => Fate::Changed { from, to },
            There::Nothing => Fate::LeftOut(from),
        };
        self.parts.push(Told { part, fate });
    }
}

/// A rule of a provider in the words of another one. Of where its reports go only the folder is kept, in the form that
/// leads to the same one.
#[must_use]
pub fn crossed(source: &Rule, from: Provider, to: Provider) -> Crossed {
    let [before, there] = [from, to].map(|provider| service(provider).capabilities());
    let mut rule = Rule::default();
    let mut report = Report { elements: source.unknown().map(str::to_owned).collect(), ..Report::default() };
    for part in Part::all() {
        match part {
            Part::Fields => cross_fields(source, [from, to], &mut rule, &mut report),
            Part::DestinationPrefix => {
                let prefix = source.said(part).map(|prefix| folder(prefix, before, there));
                rule.set(part, prefix.filter(|prefix| !prefix.is_empty()));
            }
            part if PLACES.contains(&part) => {}
            part => {
                let said = counterpart_of(part, source, from, to);
                if let There::Same(text) | There::Nearest(text) = &said {
                    rule.put(part, Some(text).filter(|text| !text.is_empty()).map(String::as_str));
                }
                report.add(part, source, &rule, said);
            }
        }
    }
    Crossed { rule, report }
}

/// Field by field: those that both know under one name are recorded in the same column.
fn cross_fields(source: &Rule, [from, to]: [Provider; 2], rule: &mut Rule, report: &mut Report) {
    let part = Part::Fields;
    let is_known = |field: &&str| counterpart(part, field, from, to).is_some();
    let (known, unknown): (Vec<&str>, Vec<&str>) = source.entries(part).partition(is_known);
    rule.set(part, (!known.is_empty()).then(|| known.join("\n")));
    if !unknown.is_empty() {
        report.parts.push(Told { part, fate: Fate::LeftOut(unknown.join("\n")) });
    }
}

fn counterpart_of(part: Part, source: &Rule, from: Provider, to: Provider) -> There {
    let word_of = |word: &str| counterpart(part, word.trim(), from, to);
    let capabilities = service(to).capabilities();
    let said = source.said(part).filter(|text| !text.is_empty());
    if !capabilities.has(part) {
        return There::Nothing;
    }
    match (part, said) {
        // Every rule must say these, and a guess would be somebody's bill.
        (Part::Enabled, said) => match said.and_then(flag) {
            Some(on) => There::Same(on.to_string()),
            None => There::Undecided,
        },
        (Part::Versions | Part::Format | Part::Frequency, said) => {
            let word = said.and_then(word_of);
            word.map_or(There::Undecided, |word| There::Same(word.to_owned()))
        }
        // Beside another frequency it means nothing. Without a day a rule runs every so many days, at one provider alone.
        (Part::DayOfMonth, said) => match (source.text(Part::Frequency).trim(), said.and_then(number)) {
            ("Monthly", Some(day)) => There::Same(day.to_owned()),
            ("Monthly", None) => There::Undecided,
            _ => There::Nothing,
        },
        (_, None) => There::Nothing,
        (Part::Id | Part::Prefix, Some(text)) => There::Same(text.to_owned()),
        (Part::ModifiedFrom | Part::ModifiedTo, Some(text)) => {
            number(text).map_or(There::Nothing, |number| There::Same(number.to_owned()))
        }
        // A filter by some of the classes would leave objects out that the rule lists.
        (Part::StorageClass, Some(text)) => {
            let classes = text.split(part.separators()).filter(|class| !class.trim().is_empty());
            let classes: Option<Vec<&str>> = classes.map(word_of).collect();
            classes.map_or(There::Nothing, |classes| There::Same(classes.join(",")))
        }
        (Part::Encryption, Some(word)) => match (word_of(word), own_key(capabilities)) {
            (Some(word), _) => There::Same(word.to_owned()),
            (_, Some(own)) => There::Nearest(own.to_owned()),
            (_, None) => There::Nothing,
        },
        (_, Some(_)) => There::Nothing,
    }
}

/// The encryption with the service's own key: whatever it was, what is encrypted stays so.
fn own_key(capabilities: &Capabilities) -> Option<&'static str> {
    capabilities.choices(Part::Encryption).iter().copied().find(|word| !word.is_empty())
}

fn number(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// The prefix that leads to the same folder: one of the providers adds a slash even to a prefix that ends with one
/// (`ResultForm::doubles_slash`).
fn folder(prefix: &str, from: &Capabilities, to: &Capabilities) -> String {
    match (from.results.doubles_slash, to.results.doubles_slash) {
        (false, true) => prefix.strip_suffix('/').unwrap_or(prefix).to_owned(),
        (true, false) if prefix.ends_with('/') => [prefix, "/"].concat(),
        _ => prefix.to_owned(),
    }
}

/// The folder that a rule's reports are in, with the slash that the provider adds.
fn folder_of(rule: &Rule, provider: Provider) -> String {
    let adds = service(provider).capabilities().results.doubles_slash;
    match rule.said(Part::DestinationPrefix).unwrap_or_default() {
        prefix if prefix.is_empty() || (prefix.ends_with('/') && !adds) => prefix.to_owned(),
        prefix => [prefix, "/"].concat(),
    }
}

#[cfg(test)]
#[path = "crossing_tests.rs"]
mod tests;
