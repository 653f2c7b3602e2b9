//! The values of the rule form, as they stand in its controls, and the rule that they make.

use crate::model::rule::{Part, Rule};
use crate::model::{Capabilities, Connection, Timestamp};

/// What is typed and chosen for one rule. Texts are as typed; nothing is checked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleDraft {
    /// The parts as typed: a size may have a unit, a time is a date, a bucket a plain name.
    pub typed: Rule,
    /// The rule that is edited. What does not differ from it stays, to the letter.
    pub stored: Option<Rule>,
    /// The parts as they stood in the form when it was opened.
    start: Rule,
}

impl RuleDraft {
    /// A new rule with the defaults of a provider: an id and a destination complete it.
    #[must_use]
    pub fn new(capabilities: &Capabilities) -> Self {
        let first = |part| capabilities.choices(part).first().copied().unwrap_or_default();
        let typed = Rule::default()
            .with(Part::Enabled, "true")
            .with(Part::Versions, first(Part::Versions))
            .with(Part::Fields, capabilities.default_fields)
            .with(Part::Format, first(Part::Format))
            .with(Part::Frequency, "Weekly")
            .with(Part::DayOfMonth, "1")
            .with(Part::AutoDelete, "false")
            .with(Part::IncrementalFrequency, "600");
        RuleDraft { start: typed.clone(), typed, stored: None }
    }

    /// The form of a stored rule.
    #[must_use]
    pub fn of(stored: &Rule) -> Self {
        let mut typed = Rule::default();
        Part::all().for_each(|part| typed.set(part, stored.get(part).map(|text| typed_form(part, text))));
        RuleDraft { start: typed.clone(), typed, stored: Some(stored.clone()) }
    }

    /// The form of a new rule like a stored one: all but the id.
    #[must_use]
    pub fn like(stored: &Rule) -> Self {
        let mut draft = RuleDraft::of(stored);
        draft.typed.set(Part::Id, None);
        draft.start.set(Part::Id, None);
        draft
    }

    /// The form of the rule as it is by now, with what was changed here since it was opened; and the parts in which both
    /// were changed, and not to the same: what was typed here stands there.
    #[must_use]
    pub fn onto(&self, now: &Rule) -> (Self, Vec<Part>) {
        let mut draft = RuleDraft::of(now);
        let mut here: Vec<Part> =
            Part::all().filter(|part| self.relevant(*part) && self.changed(*part)).collect();
        here.iter().for_each(|part| draft.typed.put(*part, self.typed.get(*part)));
        // What means something only beside a choice takes that choice with it: else it would be gone without a word.
        let choices = here.iter().filter(|part| !draft.relevant(**part)).filter_map(|part| governor(*part));
        let choices: Vec<Part> = choices.map(|(choice, _)| choice).collect();
        for choice in choices {
            draft.typed.put(choice, self.typed.get(choice));
            if !here.contains(&choice) {
                here.push(choice);
            }
        }
        // What was typed beside a choice that was taken back stays where nobody sees it, and comes into no other choice.
        let hidden = |part: &Part| self.changed(*part) && !self.relevant(*part) && !draft.relevant(*part);
        let hidden: Vec<Part> = Part::all().filter(hidden).collect();
        hidden.into_iter().for_each(|part| draft.typed.put(part, self.typed.get(part)));
        let there = |part: Part| self.stored.as_ref().is_some_and(|stored| !stored.agrees(now, part));
        let clash = |part: &Part| there(*part) && draft.relevant(*part) && draft.changed(*part);
        let clashes = here.into_iter().filter(clash).collect();
        (draft, clashes)
    }

    /// A part as it stood in the form when it was opened.
    #[must_use]
    pub fn opened(&self, part: Part) -> &str {
        self.start.text(part)
    }

    /// Whether a value differs from when the form was opened: what was typed and taken back does not. The
    /// defaults of a new rule are what it was opened with.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        Part::all().any(|part| self.relevant(part) && !self.typed.agrees(&self.start, part))
    }

    /// Whether a part says something else than the stored rule. Everything does in a new one.
    #[must_use]
    pub fn changed(&self, part: Part) -> bool {
        self.stored.as_ref().is_none_or(|stored| {
            let before = Rule::default().with(part, &typed_form(part, stored.text(part)));
            !self.typed.agrees(&before, part)
        })
    }

    /// Whether anything says something else than the stored rule.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        Part::all().any(|part| self.relevant(part) && self.changed(part))
    }

    /// Whether a part has a meaning only beside a choice that is made elsewhere in the form.
    #[must_use]
    pub fn depends_on_choice(&self, part: Part) -> bool {
        governor(part).is_some()
    }

    /// Whether a part has a meaning beside what is chosen elsewhere in the form.
    #[must_use]
    pub fn relevant(&self, part: Part) -> bool {
        governor(part).is_none_or(|(governor, word)| self.typed.text(governor) == word)
    }

    /// Whether a part that meant something means nothing any more, by a choice that was made here.
    pub(super) fn loses_meaning(&self, part: Part, is_chosen: impl Fn(Part) -> bool) -> bool {
        !self.relevant(part) && governor(part).is_some_and(|(governor, _)| is_chosen(governor))
    }

    /// The rule as far as it is typed; it may have problems.
    #[must_use]
    pub fn rule(&self, connection: &Connection, capabilities: &Capabilities) -> Rule {
        let mut rule = self.stored.clone().unwrap_or_default();
        for part in Part::all().filter(|part| capabilities.has(*part)) {
            if self.loses_meaning(part, |governor| self.changed(governor)) {
                rule.set(part, None);
            } else if self.relevant(part) && self.changed(part) {
                rule.set(part, self.written(part, connection, capabilities));
            }
        }
        rule
    }

    /// A typed part in the provider's form; none when nothing is typed.
    fn written(&self, part: Part, connection: &Connection, capabilities: &Capabilities) -> Option<String> {
        let text = self.typed.text(part);
        let trimmed = text.trim();
        let text = match part {
            // Blanks of an id are a problem to be shown; those of a prefix may be meant.
            Part::Id | Part::Prefix | Part::DestinationPrefix => text.to_owned(),
            Part::ModifiedFrom | Part::ModifiedTo => seconds(trimmed),
            Part::SizeFrom | Part::SizeTo => bytes(trimmed),
            Part::Bucket => capabilities.written_bucket(connection.region.as_str(), trimmed),
            Part::StorageClass => in_order(text, capabilities.choices(part)).join(","),
            Part::Incremental if trimmed == "false" && self.stored.is_none() => String::new(),
            Part::MetadataFields => {
                let full = |name: &str| match name.starts_with(capabilities.metadata_prefix) {
                    true => name.to_owned(),
                    false => format!("{}{name}", capabilities.metadata_prefix),
                };
                in_order(text, &[]).into_iter().map(full).collect::<Vec<_>>().join("\n")
            }
            _ if part.is_list() => in_order(text, capabilities.choices(part)).join("\n"),
            _ => trimmed.to_owned(),
        };
        // No object is smaller than that. A largest size of 0 is a mistake to be shown.
        let says_nothing = part == Part::SizeFrom && part.is_unset(&text);
        (!text.is_empty() && !says_nothing).then_some(text)
    }
}

/// The part, and its word, without which a part means nothing.
fn governor(part: Part) -> Option<(Part, &'static str)> {
    match part {
        Part::KmsKeyId => Some((Part::Encryption, "SSE-KMS")),
        Part::DayOfMonth => Some((Part::Frequency, "Monthly")),
        Part::AutoDelete => Some((Part::Frequency, "Once")),
        Part::IncrementalFrequency | Part::IncrementalFields => Some((Part::Incremental, "true")),
        _ => None,
    }
}

/// A stored text as it stands in its control.
fn typed_form(part: Part, text: &str) -> String {
    match part {
        Part::ModifiedFrom | Part::ModifiedTo => text.trim().parse().map_or_else(
            |_| text.to_owned(),
            |seconds| Timestamp(seconds).rfc3339().trim_end_matches('Z').to_owned(),
        ),
        Part::StorageClass => text.replace(',', "\n"),
        Part::Enabled | Part::Incremental | Part::AutoDelete => text.trim().to_ascii_lowercase(),
        _ => text.to_owned(),
    }
}

/// Unix seconds of a date and time in UTC, with or without seconds; any other text stays what it is.
fn seconds(text: &str) -> String {
    let time = [format!("{text}Z"), format!("{text}:00Z"), format!("{text}T00:00:00Z"), text.to_owned()];
    let time = time.iter().find_map(|text| Timestamp::parse_rfc3339(text));
    time.map_or_else(|| text.to_owned(), |time| time.0.to_string())
}

/// Bytes of a whole number with or without a unit; any other text stays what it is.
fn bytes(text: &str) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = text[digits.len()..].trim();
    let power = UNITS.iter().position(|known| known.eq_ignore_ascii_case(unit));
    let power = if unit.is_empty() { Some(0) } else { power };
    let size = power.and_then(|power| digits.parse::<u64>().ok()?.checked_mul(1 << (10 * power)));
    size.map_or_else(|| text.to_owned(), |size| size.to_string())
}

/// The entries of a list: known ones in the provider's order, then the others as they stand.
fn in_order<'a>(text: &'a str, known: &[&str]) -> Vec<&'a str> {
    let entries = || text.split('\n').map(str::trim).filter(|entry| !entry.is_empty());
    let chosen = |known: &&str| entries().find(|entry| entry == known);
    known.iter().filter_map(chosen).chain(entries().filter(|entry| !known.contains(entry))).collect()
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
