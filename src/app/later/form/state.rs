//! What is typed into a form, what was found in it, and what became of it.

use std::rc::Rc;

use leptos::prelude::untrack;

use super::drafts;
use crate::app::components::finding::{Finding, Found};
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::form::check::{Findings, findings};
use crate::form::draft::RuleDraft;
use crate::form::paste::{Note, pasted};
use crate::form::several::{Change, Common};
use crate::model::problem::Problem;
use crate::model::rule::{Part, Rule};
use crate::model::{Capabilities, Connection};
use crate::provider::xml::Element;
use crate::provider::{StoredRule, service};
use crate::route::Place;

/// The form's state. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) draft: Signal<RuleDraft>,
    /// Findings in sight: a part shows its own once it was left, or after an attempt.
    pub(super) shown: Signal<Findings>,
    pub(super) connection: Signal<Connection>,
    pub(super) capabilities: &'static Capabilities,
    pub(super) purpose: Purpose,
    /// The stored rule that the form started from.
    pub(super) stored: Signal<Option<StoredRule>>,
    /// What is said about texts that were taken apart or trimmed when their field was left.
    notes: Signal<Vec<(Part, Note)>>,
    /// The bucket.
    pub(super) place: Signal<Place>,
    /// Whether it was sent, or thrown away: nothing is unsaved then.
    done: Signal<bool>,
    /// The parts in which several rules differ, and those of them that were chosen for all.
    differing: Signal<Vec<Part>>,
    chosen: Signal<Vec<Part>>,
}

/// What the form is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A new rule.
    Create,
    /// Changing a stored rule.
    Edit,
    /// A new rule like a stored one.
    Copy,
    /// One change to several stored rules.
    Several,
}

impl Form {
    pub(super) fn new(purpose: Purpose, stored: Option<StoredRule>, connection: &Connection) -> Self {
        let draft = match &stored {
            Some(stored) if purpose == Purpose::Copy => RuleDraft::like(&stored.rule),
            Some(stored) => RuleDraft::of(&stored.rule),
            None => RuleDraft::new(service(connection.provider).capabilities()),
        };
        Form::with(purpose, stored, draft, connection)
    }

    /// The form for one change to several rules: what they have in common.
    pub(super) fn of_several(rules: &[Rule], connection: &Connection) -> Self {
        let Common { rule, differing } = Common::of(rules);
        let form = Form::with(Purpose::Several, None, RuleDraft::of(&rule), connection);
        form.differing.set(differing);
        form
    }

    fn with(purpose: Purpose, stored: Option<StoredRule>, draft: RuleDraft, connection: &Connection) -> Self {
        Form {
            purpose,
            stored: Signal::new(stored),
            notes: Signal::new(Vec::new()),
            place: Signal::new(Place::of(connection)),
            done: Signal::new(false),
            differing: Signal::new(Vec::new()),
            chosen: Signal::new(Vec::new()),
            draft: Signal::new(draft),
            shown: Signal::new(Findings::default()),
            connection: Signal::new(connection.clone()),
            capabilities: service(connection.provider).capabilities(),
        }
    }

    /// Whether the form has a control for a part. A single choice is none, unless the rule has another.
    pub(super) fn offers(self, part: Part) -> bool {
        let choices = self.capabilities.choices(part);
        // An id is one rule's own, and to switch rules there are actions.
        let own = self.purpose == Purpose::Several && matches!(part, Part::Id | Part::Enabled);
        self.capabilities.has(part)
            && !own
            && (choices.len() != 1 || self.draft.with_untracked(|draft| draft.typed.text(part) != choices[0]))
    }

    /// Whether a part must be filled in. What several rules have already is left to them.
    pub(super) fn requires(self, part: Part) -> bool {
        self.purpose != Purpose::Several && self.capabilities.required.contains(&part)
    }

    /// What the form changes in several rules.
    pub(super) fn change_of_several(self) -> Change {
        let change = |draft: &RuleDraft, chosen: &Vec<Part>| {
            self.connection.with_untracked(|to| Change::of(draft, chosen, to, self.capabilities))
        };
        self.draft.with(|draft| self.chosen.with(|chosen| change(draft, chosen)))
    }

    /// Whether several rules differ in a part, and nothing else is typed for all of them.
    pub(super) fn differs(self, part: Part) -> bool {
        self.differed(part)
            && !self.chosen.with(|chosen| chosen.contains(&part))
            && !self.draft.with(|draft| draft.changed(part))
    }

    /// Whether several rules differ in a part, whatever is typed.
    pub(super) fn differed(self, part: Part) -> bool {
        self.differing.with_untracked(|differing| differing.contains(&part))
    }

    /// Notes that a part was chosen, even if what was chosen is nothing.
    pub(super) fn choose(self, part: Part) {
        if untrack(|| self.differs(part)) {
            self.chosen.update(|chosen| chosen.push(part));
        }
    }

    /// Whether something was chosen where several rules differ.
    pub(super) fn overrides(self, part: Part) -> bool {
        self.chosen.with(|chosen| chosen.contains(&part))
    }

    /// Leaves a part to each of the rules again.
    pub(super) fn leave_to_each(self, part: Part) {
        self.chosen.update(|chosen| chosen.retain(|known| *known != part));
        self.edit(part, String::new());
    }

    /// The document that the form makes, as it is typed.
    pub(super) fn document(self) -> Element {
        let rule = self.rule();
        let service = self.connection.with_untracked(|to| service(to.provider));
        self.stored.with(|stored| service.document(&rule, stored.as_ref().map(|stored| &stored.document)))
    }

    /// Whether something is typed that is neither stored nor sent. Undoing a change makes it clean.
    pub(super) fn is_dirty(self) -> bool {
        self.done.try_get_untracked() == Some(false)
            && (self.draft.with_untracked(RuleDraft::is_dirty) || !self.chosen.with_untracked(Vec::is_empty))
    }

    /// Whether a stored rule is changed.
    pub(super) fn is_changed(self) -> bool {
        self.draft.with(RuleDraft::is_changed)
    }

    /// The form is left with its draft on the device.
    pub(super) fn set_aside(self) {
        self.place.with_untracked(|place| drafts::keep(self, place));
        self.done.try_set(true);
    }

    /// Nothing is unsaved any more: it was sent, or thrown away.
    pub(super) fn settled(self) {
        drafts::drop_kept(self);
        self.done.try_set(true);
    }

    /// Checks one part when it is left.
    pub(super) fn leave(self, part: Part) {
        // Stored text that nobody touched is not looked at.
        let changed =
            self.draft.with_untracked(|draft| draft.changed(part).then(|| draft.typed.text(part).to_owned()));
        let text = changed.unwrap_or_default();
        if let Some(pasted) = self.connection.with_untracked(|to| pasted(part, &text, to)) {
            if !pasted.sets.is_empty() {
                self.change(|typed| {
                    pasted.sets.iter().for_each(|(part, text)| typed.set(*part, Some(text.clone())));
                });
            }
            self.notes.update(|notes| notes.push((part, pasted.note)));
        }
        let found = self.findings();
        self.shown.update(|shown| shown.set(part, found.of(part)));
    }

    /// Marks the parts that a refusal names, until something is changed; gives the first of them.
    pub(super) fn mark(self, parts: &[Part], problem: Problem) -> Option<Part> {
        let parts = parts.iter().copied().filter(|part| self.offers(*part));
        let parts: Vec<Part> = parts.collect();
        self.shown.update(|shown| parts.iter().for_each(|part| shown.set(*part, Some(problem))));
        parts.first().copied()
    }

    pub(super) fn findings(self) -> Findings {
        self.draft.with_untracked(|draft| self.connection.with_untracked(|to| findings(draft, to)))
    }

    /// The rule as far as it is typed.
    pub(super) fn rule(self) -> Rule {
        self.draft.with(|draft| self.connection.with_untracked(|to| draft.rule(to, self.capabilities)))
    }

    /// What was found about a part and is in sight.
    pub(super) fn finding(self, part: Part) -> Finding {
        let i18n = language();
        Rc::new(move || {
            let problem = self.shown.with(|shown| shown.of(part))?;
            let text = self.connection.with_untracked(|to| words::problem(i18n, problem, to));
            Some(Found { text, blocks: problem.blocks() })
        })
    }

    /// What is said about a text that was taken apart or trimmed.
    pub(super) fn note(self, part: Part) -> Option<String> {
        let i18n = language();
        if self.differs(part) {
            return Some(td_string!(i18n, several.differs).to_owned());
        }
        self.notes.with(|notes| {
            let (_, note) = notes.iter().rev().find(|(known, _)| *known == part)?;
            Some(match note {
                Note::Trimmed => td_string!(i18n, paste.trimmed).to_owned(),
                Note::BlanksKept => td_string!(i18n, paste.blanks_kept).to_owned(),
                Note::TakenApart => td_string!(i18n, paste.taken_apart).to_owned(),
                Note::OtherRegion(region) => {
                    fill(td_string!(i18n, paste.other_region), &[("region", &region.as_str())])
                }
                Note::OtherProvider(provider) => {
                    fill(td_string!(i18n, paste.other_provider), &[("provider", &provider.service_name())])
                }
                Note::OtherCloud => td_string!(i18n, paste.other_cloud).to_owned(),
            })
        })
    }

    /// Changes a part.
    pub(super) fn edit(self, part: Part, text: String) {
        if self.notes.with_untracked(|notes| notes.iter().any(|(known, _)| *known == part)) {
            self.notes.update(|notes| notes.retain(|(known, _)| *known != part));
        }
        self.change(|typed| typed.set(part, Some(text)));
    }

    /// After each change: what was wrong is checked again, what was fine stays quiet.
    pub(super) fn change(self, change: impl FnOnce(&mut Rule)) {
        self.draft.update(|draft| change(&mut draft.typed));
        let found = self.findings();
        self.shown.update(|shown| shown.keep_current(&found));
    }
}
