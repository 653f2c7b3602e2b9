//! The one owner of a form's state: what is typed into it, what was found in it, and what is said about it.

use leptos::prelude::*;

use super::among::Among;
use super::drafts::{self, Begun};
use crate::app::services::here::{Here, use_here};
use crate::app::services::open_bucket::OpenBucket;
use crate::form::check::Findings;
use crate::form::draft::RuleDraft;
use crate::form::paste::Note;
use crate::form::several::Common;
use crate::form::template::add_besides;
use crate::model::rule::{Part, Rule};
use crate::model::{Capabilities, Connection};
use crate::provider::xml::Element;
use crate::provider::{StoredRule, service};

/// The form's state. Cheap to copy; gone with the screen.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) purpose: Purpose,
    pub(super) bucket: OpenBucket,
    pub(super) capabilities: &'static Capabilities,
    pub(super) draft: RwSignal<RuleDraft>,
    /// Findings in sight: a part shows its own once it was left, or after an attempt.
    pub(super) shown: RwSignal<Findings>,
    /// The stored rule that the form started from; of a new one what its template holds besides.
    pub(super) stored: StoredValue<Option<StoredRule>>,
    pub(super) connection: StoredValue<Connection>,
    /// What is said about texts that were taken apart or trimmed when their field was left.
    pub(super) notes: RwSignal<Vec<(Part, Note)>>,
    /// Whether it was sent, or thrown away: nothing is unsaved then.
    done: StoredValue<bool>,
    here: Here,
    /// What several rules have, and what is asked of them besides what is typed for all.
    pub(super) among: Among,
    /// The parts that somebody else has changed as well, if the form begins with changes that were made to an older form
    /// of the rule.
    merged: StoredValue<Option<Vec<Part>>>,
}

/// What the form is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A new rule.
    Create,
    /// Changing a stored rule.
    Edit,
    /// A new rule like a stored one.
    Copy,
    /// One change to several stored rules.
    Several,
}

/// Making one.
impl Form {
    pub(super) fn new(bucket: OpenBucket, begun: Begun) -> Self {
        let Begun { purpose, stored, typed, merged } = begun;
        let draft = match &stored {
            Some(stored) if purpose == Purpose::Copy => RuleDraft::like(&stored.rule),
            Some(stored) if purpose != Purpose::Create => RuleDraft::of(&stored.rule),
            // What a template says is typed into it.
            Some(_) | None => RuleDraft::new(bucket.capabilities()),
        };
        let form = Form::with(purpose, bucket, stored, draft, Among::default());
        form.merged.set_value(merged);
        if let Some(before) = typed {
            form.change(|typed| *typed = before);
        }
        form
    }

    /// The form for one change to several rules: what they have in common.
    pub(super) fn of_several(bucket: OpenBucket, rules: &[Rule]) -> Self {
        let Common { rule, differing } = Common::of(rules);
        Form::with(Purpose::Several, bucket, None, RuleDraft::of(&rule), Among::of(rules, differing))
    }

    fn with(
        purpose: Purpose,
        bucket: OpenBucket,
        stored: Option<StoredRule>,
        draft: RuleDraft,
        among: Among,
    ) -> Self {
        Form {
            purpose,
            bucket,
            capabilities: bucket.capabilities(),
            draft: RwSignal::new(draft),
            shown: RwSignal::new(Findings::default()),
            stored: StoredValue::new(stored),
            connection: StoredValue::new(bucket.connection()),
            notes: RwSignal::new(Vec::new()),
            done: StoredValue::new(false),
            here: use_here(),
            among,
            merged: StoredValue::new(None),
        }
    }
}

/// What is typed, and what it makes.
impl Form {
    /// The text of a part.
    pub(super) fn text(self, part: Part) -> String {
        self.draft.with(|draft| draft.typed.text(part).to_owned())
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

    /// The rule as far as it is typed. A new one says what its template holds besides, and names it.
    pub(super) fn rule(self) -> Rule {
        let mut rule =
            self.draft.with(|draft| self.connection.with_value(|to| draft.rule(to, self.capabilities)));
        if self.purpose == Purpose::Create {
            self.stored.with_value(|stored| {
                if let Some(of) = stored {
                    add_besides(&mut rule, &of.rule, self.capabilities);
                }
            });
        }
        rule
    }

    /// The document that the form makes, as it is typed.
    pub(super) fn document(self) -> Element {
        let rule = self.rule();
        let service = self.connection.with_value(|to| service(to.provider));
        self.stored
            .with_value(|stored| service.document(&rule, stored.as_ref().map(|stored| &stored.document)))
    }

    /// Whether a stored rule is changed.
    pub(super) fn is_changed(self) -> bool {
        self.draft.with(RuleDraft::is_changed)
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

/// Changes to a rule that somebody else has changed meanwhile.
impl Form {
    /// What a form begins with that has these changes, made to the rule as it is now.
    pub(super) fn onto(self, now: StoredRule) -> Begun {
        let (draft, clashes) = self.draft.with_untracked(|draft| draft.onto(&now.rule));
        let purpose = self.purpose;
        Begun { purpose, stored: Some(now), typed: Some(draft.typed), merged: Some(clashes) }
    }

    /// Whether it began with changes that were made to an older form of the rule; and in how many parts both were changed.
    pub(super) fn merged(self) -> Option<usize> {
        self.merged.with_value(|merged| merged.as_ref().map(Vec::len))
    }

    /// Whether somebody else has changed a part as well, and something else is typed there.
    pub(super) fn clashes_in(self, part: Part) -> bool {
        let is_marked =
            self.merged.with_value(|merged| merged.as_ref().is_some_and(|all| all.contains(&part)));
        is_marked && self.draft.with(|draft| draft.changed(part))
    }

    /// Puts what somebody else has written in the place of what is typed.
    pub(super) fn take_theirs(self, part: Part) {
        self.edit(part, self.draft.with_untracked(|draft| draft.opened(part).to_owned()));
    }
}

/// Leaving it. Each of these may be called when the form is gone.
impl Form {
    /// Whether something is typed that is neither stored nor sent. Undoing a change makes it clean.
    pub(super) fn is_dirty(self) -> bool {
        self.is_here()
            && !self.done.get_value()
            && (self.draft.with_untracked(RuleDraft::is_dirty) || self.among.is_asked())
    }

    /// Whether its screen is there.
    pub(super) fn is_here(self) -> bool {
        !self.here.is_gone()
    }

    /// The form is left with its draft on the device.
    pub(super) fn set_aside(self) {
        if self.is_here() {
            drafts::keep(self);
            self.done.set_value(true);
        }
    }

    /// Nothing is unsaved any more: it was sent, or thrown away.
    pub(super) fn settled(self) {
        if self.is_here() {
            drafts::drop_kept(self);
            self.done.set_value(true);
        }
    }
}
