//! Several rules that are changed together: in what they differ, and what is asked of them besides what is typed for all.

use leptos::prelude::*;

use super::form_state::Form;
use crate::form::edits::{Besides, held};
use crate::form::several::Change;
use crate::model::Rule;
use crate::model::rule::Part;

/// What a form for several rules knows of them. Nothing where it is for one. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Among {
    count: usize,
    /// The parts in which they differ, and those of them that were chosen for all.
    differing: StoredValue<Vec<Part>>,
    chosen: RwSignal<Vec<Part>>,
    /// How many have each of the optional fields.
    fields: StoredValue<Vec<(String, usize)>>,
    pub(super) besides: RwSignal<Besides>,
}

impl Default for Among {
    fn default() -> Self {
        Among::of(&[], Vec::new())
    }
}

impl Among {
    /// Nothing asked yet of rules that differ in these parts.
    pub(super) fn of(rules: &[Rule], differing: Vec<Part>) -> Self {
        Among {
            count: rules.len(),
            differing: StoredValue::new(differing),
            chosen: RwSignal::new(Vec::new()),
            fields: StoredValue::new(held(rules, Part::Fields)),
            besides: RwSignal::new(Besides::default()),
        }
    }

    /// Whether anything is asked that is not typed for all.
    pub(super) fn is_asked(self) -> bool {
        !self.chosen.with_untracked(Vec::is_empty) || !self.besides.with_untracked(Besides::is_nothing)
    }

    /// How many of the rules have a field, and how many they are.
    pub(super) fn holding(self, field: &str) -> (usize, usize) {
        let known = |fields: &Vec<(String, usize)>| {
            fields.iter().find(|(known, _)| known == field).map_or(0, |(_, count)| *count)
        };
        (self.fields.with_value(known), self.count)
    }

    /// The fields that any of them has.
    pub(super) fn fields(self) -> Vec<String> {
        self.fields.with_value(|fields| fields.iter().map(|(field, _)| field.clone()).collect())
    }
}

impl Form {
    /// What the form changes in several rules.
    pub(super) fn change_of_several(self) -> Change {
        let Among { chosen, besides, .. } = self.among;
        self.connection.with_value(|to| {
            let of = |chosen: &Vec<Part>| {
                self.draft.with(|draft| Change::of(draft, chosen, to, self.capabilities))
            };
            besides.with(|besides| chosen.with(of).and(besides, &to.bucket))
        })
    }

    /// Whether several rules differ in a part, whatever is typed.
    pub(super) fn differed(self, part: Part) -> bool {
        self.among.differing.with_value(|differing| differing.contains(&part))
    }

    /// Whether several rules differ in a part, and nothing else is typed for all of them.
    pub(super) fn differs(self, part: Part) -> bool {
        self.differed(part) && !self.overrides(part) && !self.draft.with(|draft| draft.changed(part))
    }

    /// Whether something was chosen where several rules differ.
    pub(super) fn overrides(self, part: Part) -> bool {
        self.among.chosen.with(|chosen| chosen.contains(&part))
    }

    /// Notes that a part was chosen, even if what was chosen is nothing.
    pub(super) fn choose(self, part: Part) {
        if untrack(|| self.differs(part)) {
            self.leave_entries(part);
            self.among.chosen.update(|chosen| chosen.push(part));
        }
    }

    /// Leaves a part to each of the rules again.
    pub(super) fn leave_to_each(self, part: Part) {
        self.leave_entries(part);
        self.among.chosen.update(|chosen| chosen.retain(|known| *known != part));
        self.edit(part, String::new());
    }
}

/// Optional fields, of which one can come or go while each rule keeps its others.
impl Form {
    /// Whether the entries of a part are chosen one by one for rules that differ in it.
    pub(super) fn by_entry(self, part: Part) -> bool {
        part == Part::Fields && self.differs(part)
    }

    /// Whether all rules will have a field; `None` where each keeps it as it is, and they differ.
    pub(super) fn has_field(self, field: &str) -> Option<bool> {
        let (held, count) = self.among.holding(field);
        let asked = self.among.besides.with(|besides| besides.field(field));
        asked.or_else(|| (held == 0 || held == count).then_some(held > 0))
    }

    /// What becomes of a field next.
    pub(super) fn turn_field(self, field: &str) {
        let (held, count) = self.among.holding(field);
        self.among.besides.update(|besides| besides.turn_field(field, held, count));
    }

    /// Whether any entry of a part comes or goes.
    pub(super) fn changes_entries(self, part: Part) -> bool {
        self.by_entry(part) && self.among.besides.with(Besides::changes_fields)
    }

    fn leave_entries(self, part: Part) {
        if part == Part::Fields {
            self.among.besides.update(Besides::leave_fields);
        }
    }
}
