//! What can be done with the rules that are chosen, and why the rest cannot.

use super::selection::Selection;
use crate::model::Rule;

/// What must be chosen for an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// One rule that can be read.
    One,
    /// At least one rule.
    Some,
    /// At least one that can be read.
    SomeReadable,
    /// The same, or nothing: then it is about every rule.
    ReadableOrNothing,
    /// At least two that can be read.
    Several,
}

/// Why an action cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Exactly one rule must be chosen.
    NotOne,
    /// At least one.
    None,
    /// At least two.
    TooFew,
    /// Too few of those that are chosen can be read.
    Unreadable,
}

/// What is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// How many ids.
    pub ids: usize,
    /// How many of their rules can be read.
    readable: usize,
    /// Whether some of them cannot.
    has_unreadable: bool,
}

impl Chosen {
    /// What is chosen of the rules that are loaded.
    #[must_use]
    pub fn of(selection: &Selection, rules: &[Rule]) -> Self {
        // Nothing is looked at while nothing is chosen.
        if selection.is_empty() {
            return Chosen::default();
        }
        let chosen = selection.rules(rules);
        let readable = chosen.iter().filter(|rule| rule.unreadable().is_none()).count();
        Chosen { ids: selection.len(), readable, has_unreadable: readable < chosen.len() }
    }

    /// Why an action that needs so much cannot be done; `None` when it can.
    #[must_use]
    pub fn refuses(self, needs: Needs) -> Option<Refusal> {
        let Chosen { ids, readable, has_unreadable } = self;
        let (allowed, otherwise) = match needs {
            Needs::One => (ids == 1 && !has_unreadable, Refusal::NotOne),
            Needs::Some => return (ids == 0).then_some(Refusal::None),
            Needs::SomeReadable => (ids > 0 && (readable > 0 || !has_unreadable), Refusal::None),
            Needs::ReadableOrNothing => (readable > 0 || !has_unreadable, Refusal::None),
            Needs::Several => (ids > 1 && (readable > 1 || !has_unreadable), Refusal::TooFew),
        };
        let why = if has_unreadable { Refusal::Unreadable } else { otherwise };
        (!allowed).then_some(why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::table::tests::rule;

    /// What is said of each need when these are chosen: of `a`, `b` and `c`, and of `x` and `y`, which cannot be read.
    fn refusals(ids: &[&str]) -> [Option<Refusal>; 4] {
        let chosen = chosen(ids);
        [Needs::One, Needs::Some, Needs::SomeReadable, Needs::Several].map(|needs| chosen.refuses(needs))
    }

    fn chosen(ids: &[&str]) -> Chosen {
        let odd = |id: &str| Rule::of_unreadable(id, "<x/>".to_owned());
        let rules = [rule("a"), rule("b"), odd("x"), odd("y"), rule("c")];
        let mut selection = Selection::default();
        selection.set_many(&mut ids.iter().copied(), true);
        let chosen = Chosen::of(&selection, &rules);
        assert_eq!(chosen.ids, ids.len());
        chosen
    }

    #[test]
    fn what_is_about_every_rule_needs_no_choice() {
        for (ids, refused) in [
            (&[][..], None),
            (&["a"], None),
            (&["later"], None),
            (&["a", "x"], None),
            (&["x"], Some(Refusal::Unreadable)),
        ] {
            assert_eq!(chosen(ids).refuses(Needs::ReadableOrNothing), refused, "{ids:?}");
        }
    }

    #[test]
    fn what_cannot_be_done_says_why() {
        use Refusal::{NotOne, TooFew, Unreadable};
        for (ids, refused) in [
            (&[][..], [Some(NotOne), Some(Refusal::None), Some(Refusal::None), Some(TooFew)]),
            (&["a"], [None, None, None, Some(TooFew)]),
            (&["a", "b"], [Some(NotOne), None, None, None]),
            (&["x"], [Some(Unreadable), None, Some(Unreadable), Some(Unreadable)]),
            (&["x", "y"], [Some(Unreadable), None, Some(Unreadable), Some(Unreadable)]),
            (&["a", "x"], [Some(Unreadable), None, None, Some(Unreadable)]),
            (&["a", "b", "x"], [Some(Unreadable), None, None, None]),
            // Not loaded yet: nobody knows that it cannot be read.
            (&["later"], [None, None, None, Some(TooFew)]),
        ] {
            assert_eq!(refusals(ids), refused, "{ids:?}");
        }
    }
}
