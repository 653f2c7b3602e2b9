//! Which rules are chosen for an action: by id, so that a choice outlives paging, sorting and refresh.

use crate::model::Rule;
use crate::model::diff::COMPARED;

/// Ids in the order in which they were chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    chosen: Vec<String>,
    /// Indices into `chosen` in the order of the ids: a thousand rules ask, each time that the table
    /// changes, whether they are chosen.
    by_id: Vec<usize>,
    /// The id whose box was changed last by itself, chosen or not: where a range begins.
    last: Option<String>,
}

/// How much of what can be chosen is: the state of a checkbox that stands for all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// None of them, or there are none.
    None,
    /// Some but not all.
    Some,
    /// All of them.
    All,
}

impl Coverage {
    /// By whether each is chosen; `None` where there is nothing to choose.
    #[must_use]
    pub fn of(mut chosen: impl Iterator<Item = bool>) -> Option<Self> {
        let first = chosen.next()?;
        // At the first that is otherwise it is known.
        Some(match (first, chosen.all(|other| other == first)) {
            (_, false) => Coverage::Some,
            (true, true) => Coverage::All,
            (false, true) => Coverage::None,
        })
    }
}

impl Selection {
    /// How many ids are chosen, in sight or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Whether an id is chosen.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.find(id).is_ok()
    }

    /// The ids, in the order in which they were chosen.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.chosen.iter().map(String::as_str)
    }

    /// The ids of what is compared while more than one is chosen: the first [`COMPARED`], so that they fit into an address.
    #[must_use]
    pub fn compared(&self) -> Vec<String> {
        let many = if self.len() > 1 { COMPARED } else { 0 };
        self.chosen.iter().take(many).cloned().collect()
    }

    /// Those of `rules` that are chosen, in the order in which they were.
    #[must_use]
    pub fn rules<'a>(&self, rules: &'a [Rule]) -> Vec<&'a Rule> {
        let mut found = vec![None; self.chosen.len()];
        for rule in rules {
            if let Ok(at) = self.find(rule.id()) {
                found[self.by_id[at]] = Some(rule);
            }
        }
        found.into_iter().flatten().collect()
    }

    /// Chooses an id, or lets it go.
    pub fn toggle(&mut self, id: &str) {
        let on = !self.contains(id);
        self.set(&mut [id].into_iter(), on);
        self.last = Some(id.to_owned());
    }

    /// Chooses all from the id that was changed last up to this one, or lets them go, whichever that last one is. `order`
    /// has the ids as they stand in the table; where one of the two is not in it, only this one changes.
    pub fn toggle_up_to(&mut self, id: &str, order: &[String]) {
        let place = |wanted: &str| order.iter().position(|known| known == wanted);
        let ends = self.last.as_deref().and_then(place).zip(place(id));
        let Some((last, this)) = ends else { return self.toggle(id) };
        let on = self.contains(&order[last]);
        self.set(&mut order[last.min(this)..=last.max(this)].iter().map(String::as_str), on);
        self.last = Some(id.to_owned());
    }

    /// Chooses many ids, those that are new in their order, or lets them go.
    pub fn set_many(&mut self, ids: &mut dyn Iterator<Item = &str>, on: bool) {
        self.set(ids, on);
        self.last = None;
    }

    fn set(&mut self, ids: &mut dyn Iterator<Item = &str>, on: bool) {
        if on {
            ids.for_each(|id| self.insert(id.to_owned()));
        } else {
            self.keep_where(ids, false);
        }
    }

    /// Lets everything go.
    pub fn clear(&mut self) {
        *self = Selection::default();
    }

    /// Drops the ids that none of `rules` has. Only a reading that is complete knows which exist:
    /// while one is under way, the rules of its later pages would be dropped.
    pub fn retain_known(&mut self, rules: &[Rule]) {
        self.keep_where(&mut rules.iter().map(Rule::id), true);
    }

    /// How many of the rules that match are chosen.
    #[must_use]
    pub fn state_of(&self, matching: &mut dyn Iterator<Item = &str>) -> Coverage {
        Coverage::of(matching.map(|id| self.contains(id))).unwrap_or(Coverage::None)
    }

    /// The place of an id in `by_id`, or the place where it belongs.
    fn find(&self, id: &str) -> Result<usize, usize> {
        self.by_id.binary_search_by(|at| self.chosen[*at].as_str().cmp(id))
    }

    fn insert(&mut self, id: String) {
        if let Err(at) = self.find(&id) {
            self.by_id.insert(at, self.chosen.len());
            self.chosen.push(id);
        }
    }

    /// Keeps the chosen ids that are among `ids`, or those that are not.
    fn keep_where(&mut self, ids: &mut dyn Iterator<Item = &str>, among: bool) {
        let mut named = vec![false; self.chosen.len()];
        for id in ids {
            if let Ok(at) = self.find(id) {
                named[self.by_id[at]] = true;
            }
        }
        self.by_id.clear();
        for (id, named) in std::mem::take(&mut self.chosen).into_iter().zip(named) {
            if named == among {
                self.insert(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::table::tests::rule;

    fn chosen(ids: &[&str]) -> Selection {
        let mut selection = Selection::default();
        selection.set_many(&mut ids.iter().copied(), true);
        selection
    }

    fn ids(selection: &Selection) -> Vec<&str> {
        assert_eq!(selection.len(), selection.ids().count());
        assert!(selection.ids().all(|id| selection.contains(id)));
        selection.ids().collect()
    }

    #[test]
    fn a_box_for_several_says_how_many_of_them_are_chosen() {
        for (chosen, expected) in [
            (&[][..], None),
            (&[false, false], Some(Coverage::None)),
            (&[true, false], Some(Coverage::Some)),
            (&[true, true], Some(Coverage::All)),
        ] {
            assert_eq!(Coverage::of(chosen.iter().copied()), expected);
        }
    }

    #[test]
    fn what_is_compared_are_the_first_of_several() {
        assert_eq!(chosen(&[]).compared(), [""; 0]);
        assert_eq!(chosen(&["a"]).compared(), [""; 0]);
        assert_eq!(chosen(&["b", "a"]).compared(), ["b", "a"]);
        let many: Vec<String> = (0..COMPARED + 1).map(|number| number.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(chosen(&many).compared(), many[..COMPARED]);
    }

    #[test]
    fn ids_keep_the_order_in_which_they_were_chosen() {
        let mut selection = chosen(&["c", "a", "c"]);
        selection.toggle("b");
        assert_eq!(ids(&selection), ["c", "a", "b"]);
        selection.toggle("a");
        assert_eq!(ids(&selection), ["c", "b"]);
        selection.toggle("a");
        assert_eq!(ids(&selection), ["c", "b", "a"]);
        assert!(!selection.contains("d") && !selection.is_empty());
        selection.clear();
        assert!(selection.is_empty());
        assert_eq!(selection, Selection::default());
    }

    /// What is chosen of `a` to `f` after rows were clicked, those behind a `+` with Shift held.
    fn clicked(clicks: &str) -> String {
        let order = ["a", "b", "c", "d", "e", "f"].map(str::to_owned);
        let mut selection = Selection::default();
        for click in clicks.split(' ') {
            match click.strip_prefix('+') {
                Some(id) => selection.toggle_up_to(id, &order),
                None => selection.toggle(click),
            }
        }
        ids(&selection).concat()
    }

    #[test]
    fn a_range_follows_the_box_that_was_changed_last() {
        for (clicks, chosen) in [
            ("b +e", "bcde"),
            ("e +b", "ebcd"),
            ("b +b", "b"),
            // The first one has no box before it.
            ("+c", "c"),
            // From the end of one range to the next.
            ("a +c +e", "abcde"),
            // What was let go takes the others with it.
            ("a +e c +e", "ab"),
            ("a +f d +b", "aef"),
            // What is chosen already stays, and is not let go.
            ("c a +d", "cabd"),
            // No row of the table.
            ("x +c", "xc"),
            ("a +x +b", "axb"),
        ] {
            assert_eq!(clicked(clicks), chosen, "{clicks}");
        }
    }

    #[test]
    fn a_range_begins_anew_after_all_were_chosen_or_let_go() {
        let order = ["a", "b", "c"].map(str::to_owned);
        let mut selection = chosen(&[]);
        selection.toggle("a");
        selection.set_many(&mut ["a", "b", "c"].into_iter(), true);
        selection.toggle_up_to("c", &order);
        assert_eq!(ids(&selection), ["a", "b"]);
        selection.clear();
        selection.toggle_up_to("c", &order);
        assert_eq!(ids(&selection), ["c"]);
    }

    #[test]
    fn many_come_and_go_at_once_and_leave_the_others() {
        let mut selection = chosen(&["x", "b"]);
        selection.set_many(&mut ["a", "b", "c"].into_iter(), true);
        assert_eq!(ids(&selection), ["x", "b", "a", "c"]);
        selection.set_many(&mut ["c", "b", "z"].into_iter(), false);
        assert_eq!(ids(&selection), ["x", "a"]);
    }

    #[test]
    fn ids_that_no_longer_exist_are_dropped() {
        let mut selection = chosen(&["c", "gone", "a"]);
        let rules = ["a", "b", "c"].map(rule);
        selection.retain_known(&rules);
        assert_eq!(ids(&selection), ["c", "a"]);
        let chosen: Vec<&str> = selection.rules(&rules).into_iter().map(Rule::id).collect();
        assert_eq!(chosen, ["c", "a"]);
        selection.retain_known(&[]);
        assert!(selection.is_empty());
    }

    #[test]
    fn a_rule_that_is_not_loaded_is_chosen_but_not_given() {
        let selection = chosen(&["c", "a"]);
        let rules = [rule("a"), rule("b")];
        assert_eq!(selection.rules(&rules).len(), 1);
    }

    #[test]
    fn the_head_tells_none_some_and_all_of_what_matches() {
        let selection = chosen(&["a", "b", "elsewhere"]);
        let state = |ids: &[&str]| selection.state_of(&mut ids.iter().copied());
        assert_eq!(state(&["a", "b"]), Coverage::All);
        assert_eq!(state(&["c", "b"]), Coverage::Some);
        assert_eq!(state(&["c"]), Coverage::None);
        assert_eq!(state(&[]), Coverage::None);
        assert_eq!(Selection::default().state_of(&mut ["a"].into_iter()), Coverage::None);
    }

    #[test]
    fn a_thousand_ids_are_found_in_any_order() {
        let names: Vec<String> = (0..1_000).map(|n| format!("r{}", n * 7_919 % 1_000)).collect();
        let mut selection = Selection::default();
        selection.set_many(&mut names.iter().map(String::as_str), true);
        assert_eq!(ids(&selection), names);
        assert_eq!(selection.state_of(&mut names.iter().rev().map(String::as_str)), Coverage::All);
        let (even, odd): (Vec<&str>, Vec<&str>) =
            names.iter().map(String::as_str).partition(|name| name.len() % 2 == 0);
        selection.set_many(&mut even.iter().copied(), false);
        assert_eq!(ids(&selection), odd);
    }
}
