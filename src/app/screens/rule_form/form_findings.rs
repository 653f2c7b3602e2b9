//! What is found in what is typed into a form, and when it is shown: a part shows its own once it was left, or after an
//! attempt to send; it goes as soon as it is mended.

use leptos::prelude::*;

use super::form_state::{Form, Purpose};
use crate::app::services::press::after_press;
use crate::form::check::{Findings, findings};
use crate::form::draft::RuleDraft;
use crate::form::paste::{Note, pasted};
use crate::form::several::sample;
use crate::model::problem::Problem;
use crate::model::rule::Part;

impl Form {
    /// Everything that can be said about what is typed, in sight or not.
    pub(super) fn findings(self) -> Findings {
        let of = |draft: &RuleDraft| {
            self.connection.with_value(|to| match self.purpose {
                Purpose::Several => findings(&sample(draft, &to.bucket), to),
                Purpose::Create | Purpose::Edit | Purpose::Copy => findings(draft, to),
            })
        };
        self.draft.with_untracked(of)
    }

    /// What a new rule lacks: the provider needs it, and there is no good default.
    pub(super) fn needed(self) -> Vec<Part> {
        let new = RuleDraft::new(self.capabilities);
        self.connection.with_value(|to| findings(&new, to).blocking().collect())
    }

    /// Shows everything that is found; gives the first part that keeps the form from being sent.
    pub(super) fn show_findings(self) -> Option<Part> {
        let found = self.findings();
        let first = found.blocking().next();
        self.shown.set(found);
        first
    }

    /// How many parts in sight keep the form from being sent.
    pub(super) fn problems(self) -> usize {
        self.shown.with(|shown| shown.blocking().count())
    }

    /// The first of them.
    pub(super) fn first_problem(self) -> Option<Part> {
        self.shown.with_untracked(|shown| shown.blocking().next())
    }

    /// Checks one part when it is left.
    pub(super) fn leave(self, part: Part) {
        // A browser tells a field that is taken away with its screen that it has lost the focus.
        if !self.is_here() {
            return;
        }
        // Stored text that nobody touched is not looked at.
        let changed =
            self.draft.with_untracked(|draft| draft.changed(part).then(|| draft.typed.text(part).to_owned()));
        let text = changed.unwrap_or_default();
        if let Some(pasted) = self.connection.with_value(|to| pasted(part, &text, to)) {
            if !pasted.sets.is_empty() {
                self.change(|typed| {
                    pasted.sets.iter().for_each(|(part, text)| typed.put(*part, Some(text)));
                });
            }
            self.notes.update(|notes| notes.push((part, pasted.note)));
        }
        after_press(move || {
            if self.is_here() {
                let found = self.findings();
                self.shown.update(|shown| shown.set(part, found.of(part)));
            }
        });
    }

    /// Marks the parts that a refusal names, until something is changed.
    pub(super) fn mark(self, parts: &[Part], problem: Problem) {
        let parts: Vec<Part> = parts.iter().copied().filter(|part| self.offers(*part)).collect();
        self.shown.update(|shown| parts.iter().for_each(|part| shown.set(*part, Some(problem))));
    }

    /// What is said about a text that was taken apart or trimmed.
    pub(super) fn note(self, part: Part) -> Option<Note> {
        self.notes.with(|notes| {
            let (_, note) = notes.iter().rev().find(|(known, _)| *known == part)?;
            Some(note.clone())
        })
    }
}
