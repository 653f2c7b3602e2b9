//! Every problem of a draft at once, keyed by part.
//!
//! What holds for both providers is here; what one of them refuses is in `provider/*/check.rs`. Only
//! what a provider's API documents as refused blocks, anything else warns, and a part of a stored rule
//! that was not changed is left alone.

use super::draft::RuleDraft;
use crate::model::Connection;
use crate::model::problem::Problem;
use crate::model::rule::{Part, Rule};
use crate::model::visible::has_unseen;
use crate::provider::service;
use crate::provider::xml::can_be_written;

/// What was found in a draft, at most one finding a part, in the form's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(Vec<(Part, Problem)>);

impl Findings {
    /// The finding about a part.
    #[must_use]
    pub fn of(&self, part: Part) -> Option<Problem> {
        self.0.iter().find(|(known, _)| *known == part).map(|(_, problem)| *problem)
    }

    /// The parts that keep the rule from being sent, top-most first.
    pub fn blocking(&self) -> impl Iterator<Item = Part> {
        self.0.iter().filter(|(_, problem)| problem.blocks()).map(|(part, _)| *part)
    }

    /// Sets or clears the finding about one part.
    pub fn set(&mut self, part: Part, problem: Option<Problem>) {
        self.0.retain(|(known, _)| *known != part);
        if let Some(problem) = problem {
            let at = self.0.iter().position(|(later, _)| *later > part).unwrap_or(self.0.len());
            self.0.insert(at, (part, problem));
        }
    }

    /// Brings every part that has a finding here up to date with `found`, and no other.
    pub fn keep_current(&mut self, found: &Findings) {
        let parts: Vec<Part> = self.0.iter().map(|(part, _)| *part).collect();
        parts.into_iter().for_each(|part| self.set(part, found.of(part)));
    }
}

/// Everything that can be said about a draft.
#[must_use]
pub fn findings(draft: &RuleDraft, connection: &Connection) -> Findings {
    let service = service(connection.provider);
    let capabilities = service.capabilities();
    let rule = draft.rule(connection, capabilities);
    let looked_at = |part: &Part| {
        capabilities.has(*part) && draft.relevant(*part) && (draft.changed(*part) || depends(*part, draft))
    };
    let found = Part::all().filter(looked_at).filter_map(|part| {
        let problem = match rule.text(part) {
            "" => capabilities.required.contains(&part).then_some(Problem::Missing),
            text => {
                let found = common(part, text, &rule, capabilities.days)
                    .or_else(|| service.problem(part, &rule, connection));
                // What is refused is told before what is not seen, and that before what is only a surprise.
                found.filter(|problem| problem.blocks()).or_else(|| unseen(part, text)).or(found)
            }
        };
        Some((part, problem?))
    });
    Findings(found.collect())
}

/// Whether a part is checked again because another one changed that it must agree with.
fn depends(part: Part, draft: &RuleDraft) -> bool {
    match part {
        Part::Tags => draft.changed(Part::Fields),
        Part::ModifiedTo => draft.changed(Part::ModifiedFrom),
        Part::SizeTo => draft.changed(Part::SizeFrom),
        Part::KmsKeyId => draft.changed(Part::Encryption),
        Part::DayOfMonth => draft.changed(Part::Frequency),
        Part::IncrementalFrequency | Part::DestinationPrefix => draft.changed(Part::Incremental),
        _ => false,
    }
}

/// What is wrong with a part for either provider.
fn common(part: Part, text: &str, rule: &Rule, days: (u64, u64)) -> Option<Problem> {
    if !can_be_written(text) {
        return Some(Problem::ControlCharacter);
    }
    match part {
        Part::Id if text.trim() != text => {
            Some(if text.trim().is_empty() { Problem::Missing } else { Problem::BlanksAround })
        }
        Part::ModifiedFrom | Part::ModifiedTo if text.parse::<i64>().is_err() => Some(Problem::Time),
        Part::ModifiedTo => out_of_order(rule, Part::ModifiedFrom, text),
        Part::SizeFrom | Part::SizeTo => {
            let number = whole_number(text, 0, u64::MAX);
            number.or_else(|| {
                (part == Part::SizeTo).then(|| out_of_order(rule, Part::SizeFrom, text)).flatten()
            })
        }
        Part::IncrementalFrequency => whole_number(text, 0, u64::MAX),
        Part::DayOfMonth => whole_number(text, days.0, days.1),
        Part::AccountId => (!text.bytes().all(|byte| byte.is_ascii_digit())).then_some(Problem::AccountId),
        _ => None,
    }
}

/// Characters that nobody sees can be anybody's. Tabs and the line ends between the entries of a list are typed, and
/// seen.
fn unseen(part: Part, text: &str) -> Option<Problem> {
    let typed = |c: char| c == '\t' || (c == '\n' && part.is_list());
    let found = text.split(typed).any(has_unseen);
    found.then_some(Problem::Unseen)
}

fn whole_number(text: &str, from: u64, to: u64) -> Option<Problem> {
    // A sign would be read as well, and sent.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let inside = digits && text.parse::<u64>().is_ok_and(|number| (from..=to).contains(&number));
    (!inside).then_some(Problem::WholeNumber { from, to })
}

fn out_of_order(rule: &Rule, from: Part, to: &str) -> Option<Problem> {
    let (from, to) = (rule.text(from).parse::<i64>().ok()?, to.parse::<i64>().ok()?);
    (from > to).then_some(Problem::Order)
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
