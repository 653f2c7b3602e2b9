//! In what rules differ, part by part in the form's order.
//!
//! What counts as different is [`Rule::agrees`]: another spelling of a flag or another order of a list
//! is no difference, and neither is a part that is empty instead of missing.

use super::rule::{Part, Rule};

/// A part that says something else in a later rule than in an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The part.
    pub part: Part,
    /// What the earlier rule says; `None` when it says nothing.
    pub before: Option<String>,
    /// What the later rule says; `None` when it says nothing.
    pub after: Option<String>,
    /// The entries that came, for a part with entries; empty for any other.
    pub added: Vec<String>,
    /// The entries that went.
    pub removed: Vec<String>,
}

/// The parts that differ.
#[must_use]
pub fn changes(before: &Rule, after: &Rule) -> Vec<Change> {
    let differing = Part::all().filter(|part| !before.agrees(after, *part));
    let change = |part: Part| {
        let (added, removed) = match part.is_set() {
            true => entry_changes(part, before.text(part), after.text(part)),
            false => (Vec::new(), Vec::new()),
        };
        Change { part, before: said(before, part), after: said(after, part), added, removed }
    };
    differing.map(change).collect()
}

/// What a part says, if anything.
fn said(rule: &Rule, part: Part) -> Option<String> {
    rule.said(part).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The entries that came and those that went, each in the order of its list.
fn entry_changes(part: Part, before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let entries = |text: &str| -> Vec<String> {
        let entries = text.split(part.separators()).map(str::trim).filter(|entry| !entry.is_empty());
        entries.map(str::to_owned).collect()
    };
    let mut removed = entries(before);
    let mut added = entries(after);
    // An entry may be there twice: each takes one away.
    added.retain(|entry| match removed.iter().position(|known| known == entry) {
        Some(at) => {
            removed.remove(at);
            false
        }
        None => true,
    });
    (added, removed)
}

/// How many rules are compared with each other: what a window has room for when it is scrolled sideways.
pub const COMPARED: usize = 20;

/// The first of several rules: [`COMPARED`] that can be compared, and those between them that cannot be read.
#[must_use]
pub fn first_compared<'a>(rules: impl Iterator<Item = &'a Rule>) -> Vec<&'a Rule> {
    let mut room = COMPARED;
    let is_wanted = |rule: &&Rule| {
        let has_room = room > 0;
        room = room.saturating_sub(usize::from(rule.unreadable().is_none()));
        has_room
    };
    rules.take_while(is_wanted).collect()
}

/// Whether rules behind these, which [`first_compared`] gave of so many, are not compared for want of room.
#[must_use]
pub fn is_cut(first: &[Rule], of: usize) -> bool {
    let readable = first.iter().filter(|rule| rule.unreadable().is_none()).count();
    readable == COMPARED && first.len() < of
}

/// The parts that at least one of several rules sets, each with whether they differ in it. Without the id,
/// which heads each rule's own column.
#[must_use]
pub fn compare(rules: &[&Rule]) -> Vec<(Part, bool)> {
    let Some((first, others)) = rules.split_first() else { return Vec::new() };
    let set = |part: &Part| *part != Part::Id && rules.iter().any(|rule| said(rule, *part).is_some());
    let differs = |part: Part| (part, others.iter().any(|rule| !first.agrees(rule, part)));
    Part::all().filter(set).map(differs).collect()
}

/// A part in which a rule as it was opened, as it was edited and as it is now are not all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The part.
    pub part: Part,
    /// What was read when the form was opened; `None` for nothing.
    pub opened: Option<String>,
    /// What the form makes of it.
    pub edited: Option<String>,
    /// What the provider holds by now.
    pub now: Option<String>,
    /// Whether both were changed, and not to the same: to write one is to lose the other.
    pub conflict: bool,
}

/// The parts that were changed in the form or at the provider since a rule was opened.
#[must_use]
pub fn three_way(opened: &Rule, edited: &Rule, now: &Rule) -> Vec<Row> {
    let row = |part: Part| {
        let (here, there) = (!opened.agrees(edited, part), !opened.agrees(now, part));
        (here || there).then(|| Row {
            part,
            opened: said(opened, part),
            edited: said(edited, part),
            now: said(now, part),
            conflict: here && there && !edited.agrees(now, part),
        })
    };
    Part::all().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule() -> Rule {
        Rule::default()
            .with(Part::Id, "a")
            .with(Part::Enabled, "true")
            .with(Part::Fields, "Size\nETag\nSize")
            .with(Part::StorageClass, "Standard,IA")
            .with(Part::Frequency, "Daily")
    }

    #[test]
    fn another_spelling_or_order_is_no_change() {
        let same = rule()
            .with(Part::Enabled, "True")
            .with(Part::Fields, "Size\nSize\nETag")
            .with(Part::StorageClass, "IA,Standard")
            .with(Part::Prefix, "");
        assert_eq!(changes(&rule(), &same), []);
        assert_eq!(three_way(&rule(), &same, &rule()), []);
        assert_eq!(compare(&[&rule(), &same]).iter().filter(|(_, differs)| *differs).count(), 0);
    }

    #[test]
    fn changes_stand_in_the_forms_order_with_both_texts() {
        let mut after = rule().with(Part::Prefix, "logs/").with(Part::Enabled, "false");
        after.set(Part::Frequency, None);
        let found: Vec<_> = changes(&rule(), &after)
            .into_iter()
            .map(|change| (change.part, change.before, change.after))
            .collect();
        let text = |text: &str| Some(text.to_owned());
        let expected = [
            (Part::Enabled, text("true"), text("false")),
            (Part::Prefix, None, text("logs/")),
            (Part::Frequency, text("Daily"), None),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn entries_of_lists_come_and_go() {
        let after = rule().with(Part::Fields, "Crc64\nSize\nTag").with(Part::StorageClass, "IA\nArchive");
        let found = changes(&rule(), &after);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].part, found[1].part), (Part::StorageClass, Part::Fields));
        assert_eq!(
            (&found[0].added[..], &found[0].removed[..]),
            (&["Archive".to_owned()][..], &["Standard".to_owned()][..])
        );
        assert_eq!(found[1].added, ["Crc64", "Tag"]);
        assert_eq!(found[1].removed, ["ETag", "Size"]);
        let emptied = changes(&rule(), &{
            let mut rule = rule();
            rule.set(Part::Fields, None);
            rule
        });
        assert_eq!((emptied[0].added.len(), emptied[0].removed.len()), (0, 3));
    }

    #[test]
    fn a_comparison_has_what_any_rule_sets_and_marks_what_differs() {
        let other = rule().with(Part::Id, "b").with(Part::Prefix, "logs/").with(Part::Enabled, "TRUE");
        let third = rule().with(Part::Id, "c").with(Part::Frequency, "Weekly");
        let expected = [
            (Part::Enabled, false),
            (Part::Prefix, true),
            (Part::StorageClass, false),
            (Part::Fields, false),
            (Part::Frequency, true),
        ];
        assert_eq!(compare(&[&rule(), &other, &third]), expected);
        assert_eq!(compare(&[&third, &rule(), &other]), expected, "whichever comes first");
        assert!(compare(&[&rule()]).iter().all(|(_, differs)| !differs));
        assert_eq!(compare(&[]), []);
    }

    #[test]
    fn so_many_are_compared_and_what_cannot_be_read_takes_no_place() {
        let readable = |count: usize| vec![rule(); count];
        let odd = |count: usize| vec![Rule::of_unreadable("odd", String::new()); count];
        for (rules, taken, cut) in [
            (readable(0), 0, false),
            (readable(2), 2, false),
            (readable(COMPARED), COMPARED, false),
            (readable(COMPARED + 14), COMPARED, true),
            (odd(COMPARED + 1), COMPARED + 1, false),
            ([odd(2), readable(COMPARED)].concat(), COMPARED + 2, false),
            ([odd(2), readable(COMPARED + 1)].concat(), COMPARED + 2, true),
            ([readable(1), odd(2), readable(COMPARED)].concat(), COMPARED + 2, true),
            ([readable(COMPARED), odd(1)].concat(), COMPARED, true),
        ] {
            let first = first_compared(rules.iter());
            assert_eq!(first, rules.iter().take(taken).collect::<Vec<_>>());
            assert_eq!(is_cut(&rules[..taken], rules.len()), cut, "{taken} of {}", rules.len());
        }
        // Some that were chosen are gone.
        assert!(!is_cut(&readable(3), 5));
    }

    #[test]
    fn both_sides_of_a_change_are_told_and_only_a_clash_is_a_conflict() {
        let edited =
            rule().with(Part::Enabled, "false").with(Part::Prefix, "mine").with(Part::Frequency, "Weekly");
        let now =
            rule().with(Part::Prefix, "theirs").with(Part::Frequency, "Weekly").with(Part::Format, "CSV");
        let rows = three_way(&rule(), &edited, &now);
        let told: Vec<(Part, bool)> = rows.iter().map(|row| (row.part, row.conflict)).collect();
        let expected =
            [(Part::Enabled, false), (Part::Prefix, true), (Part::Format, false), (Part::Frequency, false)];
        assert_eq!(told, expected);
        let prefix = &rows[1];
        assert_eq!(prefix.opened, None);
        assert_eq!((prefix.edited.as_deref(), prefix.now.as_deref()), (Some("mine"), Some("theirs")));
        assert_eq!(three_way(&rule(), &rule(), &rule()), []);
    }
}
