//! Small plans side by side.

use super::*;
use crate::form::connection::ConnectionDraft;
use crate::model::{Connection, Provider};
use crate::state::patterns::Patterns;
use crate::state::plan::{only_there, plan};

fn oss() -> Connection {
    let region = "cn-hangzhou".to_owned();
    let draft = ConnectionDraft { region, bucket: "logs-2".into(), ..ConnectionDraft::new(Provider::Oss) };
    draft.check().expect("a connection")
}

fn rule(id: &str) -> Rule {
    Rule::default()
        .with(Part::Id, id)
        .with(Part::Enabled, "true")
        .with(Part::Bucket, "acs:oss:::reports")
        .with(Part::Frequency, "Daily")
}

fn planned(wanted: &[Rule], there: &[Rule]) -> Vec<Planned> {
    plan(wanted, Provider::Oss, &Patterns::default(), &oss(), there)
}

fn column(wanted: &[Rule], there: &[Rule]) -> Option<Arc<Column>> {
    let same = planned(wanted, there).iter().map(Planned::is_same).collect();
    Some(Arc::new(Column { same, besides: Arc::new(only_there(wanted, there)) }))
}

#[test]
fn wanted_rules_come_first_and_then_those_that_are_only_somewhere_each_once() {
    let wanted = ["b", "a"].map(rule);
    let columns =
        [column(&wanted, &["x", "a", "c"].map(rule)), None, column(&wanted, &["b", "a", "c"].map(rule))];
    let besides = |id: &str| RowOf::Besides(id.to_owned());
    let all = [RowOf::Wanted(0), RowOf::Wanted(1), besides("c"), besides("x")];
    assert_eq!(rows(2, &columns, false), all);
    let differing = [RowOf::Wanted(0), besides("c"), besides("x")];
    assert_eq!(rows(2, &columns, true), differing, "the second is the same wherever it is known");
    assert_eq!(counts(2, &columns), Counts { rows: 4, differing: 3 });
    // What is not known is no sameness.
    assert_eq!(rows(2, &[None, None], true), [RowOf::Wanted(0), RowOf::Wanted(1)]);
    assert_eq!(rows(0, &[], false), []);
}

#[test]
fn a_cell_says_what_the_rule_is_there_and_what_became_of_it() {
    let wanted = ["a", "b", "c", "d"].map(rule);
    let other = rule("c").with(Part::Frequency, "Weekly").with(Part::Prefix, "logs/");
    let there = [rule("b").with(Part::Enabled, "True"), other, Rule::of_unreadable("d", String::new())];
    let planned = planned(&wanted, &there);
    let cells: Vec<Cell> = planned.iter().map(|planned| Cell::of(planned, None)).collect();
    let expected = [Cell::Missing, Cell::Same, Cell::Differs(2), Cell::Cannot(Cannot::Unreadable)];
    assert_eq!(cells, expected);
    assert_eq!(Cell::of(&planned[0], Some(Sent::Created)), Cell::Sent(Sent::Created));
    assert!(cells.iter().all(|cell| cell.opens()));
}

#[test]
fn a_rule_that_nobody_wants_is_extra_or_not_there_or_nobody_knows() {
    let column = column(&[], &[rule("x")]);
    let cell = |id: &str, column: &Option<Arc<Column>>| Cell::besides(id, column.as_deref());
    assert_eq!(cell("x", &column), Cell::Extra);
    assert_eq!(cell("y", &column), Cell::Absent);
    assert_eq!(cell("x", &None), Cell::Unread);
    assert!(Cell::Extra.opens() && !Cell::Absent.opens() && !Cell::Unread.opens());
}

#[test]
fn a_rule_that_loses_something_is_not_the_same() {
    let cos = ConnectionDraft {
        region: "ap-guangzhou".into(),
        bucket: "logs-1250000000".into(),
        ..ConnectionDraft::new(Provider::Cos)
    };
    let cos = cos.check().expect("a connection");
    let patterns = Patterns { bucket: "reports-1250000000".into(), ..Patterns::default() };
    let whole = |id: &str| rule(id).with(Part::Versions, "All").with(Part::Format, "CSV");
    let source = [whole("a"), whole("b").with(Part::Encryption, "SSE-KMS")];
    let there = [whole("a"), whole("b").with(Part::Encryption, "SSE-COS")]
        .map(|rule| rule.with(Part::Bucket, "qcs::cos:ap-guangzhou::reports-1250000000"));
    let planned = plan(&source, Provider::Oss, &patterns, &cos, &there);
    let seen = planned.iter().map(|planned| (planned.step, planned.losses(), planned.is_same()));
    assert_eq!(seen.collect::<Vec<_>>(), [(Step::Same, 0, true), (Step::Same, 1, false)]);
}

#[test]
fn a_page_has_its_rows_and_one_beyond_the_last_is_the_last() {
    for (count, page, expected, pages) in [
        (0, 0, 0..0, 1),
        (5, 0, 0..5, 1),
        (25, 1, 10..20, 3),
        (25, 2, 20..25, 3),
        (25, 9, 20..25, 3),
        (20, 2, 10..20, 2),
    ] {
        let view = paged(count, page, 10);
        assert_eq!((view.rows, view.pages, view.matches), (expected.collect(), pages, count));
    }
}

#[test]
fn twenty_buckets_with_a_thousand_rules_each_have_their_rows_at_once() {
    let same = |bucket: usize| (0..1_000).map(|at| at % 20 != bucket).collect();
    let besides = |bucket: usize| Arc::new((0..100).map(|at| format!("{}-{bucket}", at)).collect());
    let columns: Vec<_> = (0..20)
        .map(|bucket| Some(Arc::new(Column { same: same(bucket), besides: besides(bucket) })))
        .collect();
    assert_eq!(counts(1_000, &columns), Counts { rows: 3_000, differing: 3_000 });
    let same: Vec<_> = columns[..1].to_vec();
    assert_eq!(counts(1_000, &same), Counts { rows: 1_100, differing: 150 });
}
