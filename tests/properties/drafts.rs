//! The form of a stored rule: what is not touched stays to the letter.

use proptest::prelude::*;
use stocktake::draft_store::{KeptDraft, Purpose};
use stocktake::form::check::findings;
use stocktake::form::draft::RuleDraft;
use stocktake::model::diff::{changes, three_way};
use stocktake::model::rule::Part;
use stocktake::model::{Connection, Provider, Rule, Timestamp};
use stocktake::provider::{StoredRule, service};
use stocktake::route::Place;

use crate::{cases, generate, written_and_read};

fn case() -> impl Strategy<Value = (Connection, Rule)> {
    generate::provider().prop_flat_map(|provider| (generate::connection(provider), generate::wild_rule()))
}

fn part() -> impl Strategy<Value = Part> {
    proptest::sample::select(Part::all().collect::<Vec<_>>())
}

fn rule_of(draft: &RuleDraft, connection: &Connection) -> Rule {
    draft.rule(connection, service(connection.provider).capabilities())
}

/// Parts that mean something only beside what is chosen in this one.
fn governed(part: Part) -> &'static [Part] {
    match part {
        Part::Encryption => &[Part::KmsKeyId],
        Part::Frequency => &[Part::DayOfMonth, Part::AutoDelete],
        Part::Incremental => &[Part::IncrementalFrequency, Part::IncrementalFields],
        _ => &[],
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn an_untouched_form_gives_the_stored_rule_and_finds_nothing((connection, stored) in case()) {
        let draft = RuleDraft::of(&stored);
        prop_assert_eq!(rule_of(&draft, &connection), stored);
        prop_assert_eq!(findings(&draft, &connection), Default::default());
    }

    #[test]
    fn what_is_typed_and_taken_back_leaves_no_trace(
        (connection, stored) in case(), part in part(), typed in generate::text(0..12),
    ) {
        let untouched = RuleDraft::of(&stored);
        let mut draft = untouched.clone();
        draft.typed.set(part, Some(typed));
        // Only to see that nothing panics on the way.
        let _ = (rule_of(&draft, &connection), findings(&draft, &connection));
        draft.typed.set(part, untouched.typed.get(part).map(str::to_owned));
        prop_assert_eq!(rule_of(&draft, &connection), stored);
    }

    #[test]
    fn what_is_typed_for_one_part_changes_no_other(
        (connection, stored) in case(), part in part(), typed in generate::text(0..12),
    ) {
        let mut draft = RuleDraft::of(&stored);
        draft.typed.set(part, Some(typed));
        let rule = rule_of(&draft, &connection);
        for other in Part::all().filter(|other| *other != part && !governed(part).contains(other)) {
            prop_assert_eq!(rule.get(other), stored.get(other), "{:?} by {:?}", other, part);
        }
    }

    #[test]
    fn what_is_sent_is_what_is_stored_after_it_was_read_again(
        (connection, stored) in case(), part in part(), typed in generate::text(0..12),
    ) {
        // The rule that a form makes is a rule whose form makes it again.
        let mut draft = RuleDraft::of(&stored);
        draft.typed.set(part, Some(typed));
        let rule = rule_of(&draft, &connection);
        prop_assert_eq!(rule_of(&RuleDraft::of(&rule), &connection), rule);
    }

    #[test]
    fn a_form_is_dirty_exactly_while_it_differs(
        (_, stored) in case(), part in part(), typed in generate::text(0..12),
    ) {
        for untouched in [RuleDraft::of(&stored), RuleDraft::like(&stored)] {
            prop_assert!(!untouched.is_dirty());
            let mut draft = untouched.clone();
            draft.typed.set(part, Some(typed.clone()));
            let differs = !draft.typed.agrees(&untouched.typed, part);
            prop_assert!(draft.is_dirty() == (differs && draft.relevant(part)) || !governed(part).is_empty());
            draft.typed = untouched.typed.clone();
            prop_assert!(!draft.is_dirty());
        }
    }

    #[test]
    fn a_kept_form_comes_back(
        (connection, rule) in generate::provider()
            .prop_flat_map(|provider| (generate::connection(provider), generate::rule(provider))),
        texts in generate::wild_rule(),
        seconds in any::<i64>(),
    ) {
        let document = service(connection.provider).document(&rule, None);
        let stored = StoredRule { rule, document };
        let mut draft = RuleDraft::of(&stored.rule);
        draft.typed = texts;
        let purpose = Purpose::Edit { id: "a".into() };
        let kept = KeptDraft::of(purpose, &Place::of(&connection), &draft, Some(&stored), Timestamp(seconds));
        prop_assert_eq!(&kept.typed, &draft.typed);
        prop_assert_eq!(written_and_read(&kept), kept);
    }

    #[test]
    fn changes_are_the_parts_that_do_not_agree(a in generate::wild_rule(), b in generate::wild_rule()) {
        let differing: Vec<Part> = Part::all().filter(|part| !a.agrees(&b, *part)).collect();
        let found = changes(&a, &b);
        prop_assert_eq!(&found.iter().map(|change| change.part).collect::<Vec<_>>(), &differing);
        for change in found.iter().filter(|change| change.part.is_set()) {
            prop_assert!(!(change.added.is_empty() && change.removed.is_empty()), "{:?}", change);
        }
        // Who changed nothing is in no conflict.
        let rows = three_way(&a, &b, &a);
        prop_assert!(rows.iter().all(|row| !row.conflict));
        prop_assert_eq!(rows.iter().map(|row| row.part).collect::<Vec<_>>(), differing);
    }

    #[test]
    fn a_new_form_never_panics(texts in generate::wild_rule(), connection in generate::connection(Provider::Cos)) {
        for provider in Provider::ALL {
            let connection = Connection { provider, ..connection.clone() };
            let mut draft = RuleDraft::new(service(provider).capabilities());
            draft.typed = texts.clone();
            let found = findings(&draft, &connection);
            let rule = rule_of(&draft, &connection);
            // A part that was found fit is one that a document can hold.
            for part in Part::all().filter(|part| found.of(*part).is_none_or(|problem| !problem.blocks())) {
                prop_assert!(stocktake::provider::xml::can_be_written(rule.text(part)), "{:?}", part);
            }
        }
    }
}
