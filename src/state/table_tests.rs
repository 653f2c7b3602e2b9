//! Queries, and the view pages that they give.

use super::*;

/// A plain rule for the tests of this folder.
pub(crate) fn rule(id: &str) -> Rule {
    Rule::default()
        .with(Part::Id, id)
        .with(Part::Enabled, "true")
        .with(Part::Format, "CSV")
        .with(Part::Bucket, "acs:oss:::reports")
        .with(Part::Frequency, "Daily")
        .with(Part::Versions, "Current")
}

/// The ids of the rows in view.
pub(crate) fn ids<'a>(rules: &'a [Rule], query: &TableQuery) -> Vec<&'a str> {
    TableView::of(rules, query, &Selection::default()).rows.iter().map(|at| rules[*at].id()).collect()
}

#[test]
fn pages_cover_every_match_once_and_a_page_beyond_the_end_is_the_last() {
    let rules: Vec<Rule> = (0..45).map(|n| rule(&format!("r{n:02}"))).collect();
    let query = |page| TableQuery { page, ..TableQuery::default() };
    let view = TableView::of(&rules, &query(0), &Selection::default());
    assert_eq!((view.rows.len(), view.matches, view.pages), (20, 45, 3));
    assert_eq!(view.matching, (0..45).collect::<Vec<_>>());
    assert_eq!(ids(&rules, &query(2)), ["r40", "r41", "r42", "r43", "r44"]);
    assert_eq!(TableView::of(&rules, &query(99), &Selection::default()).page, 2);
    assert_eq!(
        TableView::of(&[], &query(3), &Selection::default()),
        TableView { rows: vec![], matching: vec![], matches: 0, loaded: 0, page: 0, pages: 1 }
    );
    let page_of = |query: &TableQuery| TableView::page_of(&rules, query, &Selection::default(), "r41");
    assert_eq!(page_of(&query(0)), Some(2));
    assert_eq!(page_of(&query(0).with_text("r0")), None);
}

#[test]
fn all_that_match_are_in_the_order_of_the_table() {
    let rules = [rule("b1"), rule("a"), rule("b2")];
    let query = TableQuery { page_size: 1, ..TableQuery::default() }.with_text("b").sorted_by(Part::Id);
    let view = TableView::of(&rules, &query.sorted_by(Part::Id), &Selection::default());
    assert_eq!((view.matching, view.rows), (vec![2, 0], vec![2]));
}

#[test]
fn facets_stand_in_one_order_however_they_were_chosen() {
    let chosen = |choices: &[(Part, &str)]| {
        choices
            .iter()
            .fold(TableQuery::default(), |query, (part, value)| query.with_facet(*part, value, true))
    };
    let query = chosen(&[
        (Part::Frequency, " Weekly "),
        (Part::Enabled, "True"),
        (Part::Frequency, "Daily"),
        (Part::Frequency, "weekly"),
        (Part::Enabled, "TRUE"),
        // Not a facet.
        (Part::Prefix, "a"),
    ]);
    let wanted = [(Part::Enabled, "true"), (Part::Frequency, "Weekly"), (Part::Frequency, "Daily")];
    assert_eq!(query.facets, wanted.map(|(part, value)| (part, value.to_owned())));
    assert!(query.has_facet(Part::Enabled, "True") && !query.has_facet(Part::Enabled, "false"));
    let query = query.with_facet(Part::Frequency, "WEEKLY", false).with_facet(Part::Enabled, "true", false);
    assert_eq!(query.facets, [(Part::Frequency, "Daily".to_owned())]);
}

#[test]
fn a_change_of_the_filters_shows_the_first_page() {
    let query = TableQuery { page: 3, page_size: 10, ..TableQuery::default() }.with_details(Some("a"));
    assert_eq!(query.page, 3, "the panel leaves the table as it is");
    for changed in [
        query.with_text("x"),
        query.with_facet(Part::Enabled, "true", true),
        query.with_facet(Part::Enabled, "true", false),
        query.with_chosen(true),
        query.without_filters(),
        query.sorted_by(Part::Id),
    ] {
        assert_eq!((changed.page, changed.page_size, changed.details.as_deref()), (0, 10, Some("a")));
    }
}

#[test]
fn a_column_sorts_upwards_then_downwards_then_not_at_all() {
    let mut query = TableQuery::default();
    let mut orders = Vec::new();
    for column in [Part::Id, Part::Id, Part::Id, Part::Id, Part::Format, Part::Format, Part::Id] {
        query = query.sorted_by(column);
        orders.push(query.sort.map(|sort| (sort.column, sort.descending)));
    }
    let (id, format) = (|down| Some((Part::Id, down)), |down| Some((Part::Format, down)));
    assert_eq!(orders, [id(false), id(true), None, id(false), format(false), format(true), id(false)]);
}

#[test]
fn clearing_the_filters_leaves_order_and_panel() {
    let query = TableQuery::default().sorted_by(Part::Id).with_details(Some("a"));
    assert!(!query.is_filtered() && !query.with_text(" ").is_filtered());
    let filtered = query.with_text("x").with_facet(Part::Format, "CSV", true).with_chosen(true);
    assert!(query.with_chosen(true).is_filtered());
    assert!(filtered.is_filtered() && query.with_facet(Part::Format, "", true).is_filtered());
    assert_eq!(filtered.without_filters(), query);
}

#[test]
fn the_tab_stays_from_rule_to_rule_and_goes_with_the_panel() {
    let query = TableQuery { tab: Tab::Xml, ..TableQuery::default().with_details(Some("a")) };
    assert_eq!(query.with_details(Some("b")).tab, Tab::Xml);
    assert_eq!(query.with_details(None), TableQuery::default());
}

#[test]
fn tabs_are_found_by_their_slugs() {
    assert_eq!(Tab::ALL.map(Tab::slug), ["overview", "xml", "code", "results"]);
    assert!(Tab::ALL.into_iter().all(|tab| Tab::from_slug(tab.slug()) == Some(tab)));
    assert_eq!(Tab::from_slug("XML"), None);
}

#[test]
fn every_column_is_on_offer_once_the_default_ones_first() {
    assert_eq!(ALL_COLUMNS[..COLUMNS.len()], COLUMNS);
    for (at, column) in ALL_COLUMNS.into_iter().enumerate() {
        assert!(!ALL_COLUMNS[at + 1..].contains(&column), "{column:?}");
    }
}
