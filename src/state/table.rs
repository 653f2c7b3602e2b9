//! Which rows of a list are shown: filter, sort and view pages over all that is loaded.

use std::cmp::Ordering;

use crate::model::Rule;
use crate::model::rule::{Part, bucket_name};

/// What the address says about the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableQuery {
    /// Shown rules have this in their id, source prefix, destination bucket or destination prefix.
    /// Latin letters match in either case; the case tables of every script would cost 4 KB.
    pub text: String,
    /// The provider's order when `None`.
    pub sort: Option<Sort>,
    /// The view page, from 0.
    pub page: usize,
    /// Rows on a view page.
    pub page_size: usize,
}

impl TableQuery {
    /// The page sizes on offer.
    pub const PAGE_SIZES: [usize; 4] = [10, 20, 50, 100];

    /// This query with another filter text: the first page of the new matches.
    #[must_use]
    pub fn with_text(&self, text: &str) -> Self {
        TableQuery { text: text.to_owned(), page: 0, ..self.clone() }
    }

    /// This query sorted by a column: upwards first, then downwards.
    #[must_use]
    pub fn sorted_by(&self, column: Part) -> Self {
        let descending = self.sort == Some(Sort { column, descending: false });
        TableQuery { sort: Some(Sort { column, descending }), page: 0, ..self.clone() }
    }
}

impl Default for TableQuery {
    fn default() -> Self {
        TableQuery { text: String::new(), sort: None, page: 0, page_size: 20 }
    }
}

/// A sort order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By which column.
    pub column: Part,
    /// Largest first.
    pub descending: bool,
}

/// The table's columns, each with the part that it is sorted by first, in the order of the form.
pub const COLUMNS: [Part; 8] = [
    Part::Id,
    Part::Enabled,
    Part::Frequency,
    Part::Prefix,
    Part::Bucket,
    Part::Format,
    Part::Versions,
    Part::Fields,
];

/// The rows in view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableView {
    /// Indices into the loaded rules, of this view page.
    pub rows: Vec<usize>,
    /// How many loaded rules match the filter.
    pub matches: usize,
    /// How many rules are loaded.
    pub loaded: usize,
    /// The view page shown, from 0: the last one when the address asks for one beyond it.
    pub page: usize,
    /// How many view pages there are; at least 1.
    pub pages: usize,
}

impl TableView {
    /// Filters, sorts and pages.
    #[must_use]
    pub fn of(rules: &[Rule], query: &TableQuery) -> Self {
        let wanted = query.text.trim().to_ascii_lowercase();
        let mut matching: Vec<usize> =
            (0..rules.len()).filter(|at| wanted.is_empty() || matches(&rules[*at], &wanted)).collect();
        if let Some(sort) = query.sort {
            matching.sort_by(|a, b| compare(&rules[*a], &rules[*b], sort));
        }
        let pages = matching.len().div_ceil(query.page_size).max(1);
        let page = query.page.min(pages - 1);
        TableView {
            rows: matching.iter().copied().skip(page * query.page_size).take(query.page_size).collect(),
            matches: matching.len(),
            loaded: rules.len(),
            page,
            pages,
        }
    }

    /// The view page on which a rule is, if it matches.
    #[must_use]
    pub fn page_of(rules: &[Rule], query: &TableQuery, id: &str) -> Option<usize> {
        let all = TableQuery { page: 0, page_size: rules.len().max(1), ..query.clone() };
        let at = TableView::of(rules, &all).rows.into_iter().position(|at| rules[at].id() == id)?;
        Some(at / query.page_size)
    }
}

/// `wanted` is in lower case.
fn matches(rule: &Rule, wanted: &str) -> bool {
    let texts = [Part::Id, Part::Prefix, Part::DestinationPrefix].map(|part| rule.text(part));
    texts
        .into_iter()
        .chain([bucket_name(rule.text(Part::Bucket))])
        .any(|text| text.to_ascii_lowercase().contains(wanted))
}

/// From often to seldom.
const FREQUENCIES: [&str; 4] = ["Daily", "Weekly", "Monthly", "Once"];

/// Missing values come last in either direction; equal ones keep their order.
fn compare(a: &Rule, b: &Rule, sort: Sort) -> Ordering {
    let column = sort.column;
    let (of_a, of_b) = (key(a, column), key(b, column));
    let missing_last = of_b.is_some().cmp(&of_a.is_some());
    let both = match (of_a, of_b) {
        (Some(a), Some(b)) if sort.descending => b.cmp(&a),
        (a, b) => a.cmp(&b),
    };
    let within = || match column {
        Part::Bucket => compare(a, b, Sort { column: Part::DestinationPrefix, ..sort }),
        _ => Ordering::Equal,
    };
    missing_last.then(both).then_with(within)
}

/// What a column is sorted by: a rank, then a text. `None` for a value that is missing.
fn key(rule: &Rule, column: Part) -> Option<(usize, String)> {
    let text = rule.text(column);
    let rank = match column {
        // Enabled before disabled, what is neither last.
        Part::Enabled => rule.enabled().map_or(2, |on| usize::from(!on)),
        Part::Frequency => FREQUENCIES.iter().position(|known| *known == text.trim()).unwrap_or(4),
        Part::Fields => rule.entries(Part::Fields).chain(rule.entries(Part::MetadataFields)).count(),
        _ => 0,
    };
    let text = match column {
        Part::Enabled | Part::Fields => "",
        // An id tells capitals apart; what else is sorted, people read.
        Part::Id => return Some((0, text.to_owned())),
        Part::Bucket => bucket_name(text),
        _ if text.is_empty() => return None,
        _ => text,
    };
    Some((rank, text.to_ascii_lowercase()))
}

#[cfg(test)]
pub(crate) mod tests {
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

    fn with_prefix(id: &str, prefix: Option<&str>) -> Rule {
        let mut rule = rule(id);
        rule.set(Part::Prefix, prefix.map(str::to_owned));
        rule
    }

    fn ids<'a>(rules: &'a [Rule], query: &TableQuery) -> Vec<&'a str> {
        TableView::of(rules, query).rows.iter().map(|at| rules[*at].id()).collect()
    }

    #[test]
    fn the_filter_looks_at_ids_prefixes_and_destinations_without_case() {
        let rules = [with_prefix("Alpha", None), with_prefix("b", Some("Logs/")), rule("c")];
        let query = TableQuery::default();
        assert_eq!(ids(&rules, &query.with_text(" alp ")), ["Alpha"]);
        assert_eq!(ids(&rules, &query.with_text("LOGS")), ["b"]);
        assert_eq!(ids(&rules, &query.with_text("report")), ["Alpha", "b", "c"]);
        assert_eq!(TableView::of(&rules, &query.with_text("nothing")).matches, 0);
    }

    #[test]
    fn sorting_is_stable_and_puts_missing_values_last_both_ways() {
        let rules = [
            with_prefix("none", None),
            with_prefix("z", Some("z")),
            with_prefix("a1", Some("A")),
            with_prefix("a2", Some("a")),
        ];
        let up = TableQuery::default().sorted_by(Part::Prefix);
        assert_eq!(ids(&rules, &up), ["a1", "a2", "z", "none"]);
        let down = up.sorted_by(Part::Prefix);
        assert_eq!(ids(&rules, &down), ["z", "a1", "a2", "none"]);
        assert_eq!(ids(&rules, &TableQuery::default()), ["none", "z", "a1", "a2"]);
    }

    #[test]
    fn frequencies_sort_by_how_often_and_status_by_enabled_first() {
        let mut rules = [rule("weekly"), rule("daily"), rule("off")];
        rules[0].set(Part::Frequency, Some("Weekly".into()));
        rules[2].set(Part::Enabled, Some("False".into()));
        assert_eq!(
            ids(&rules, &TableQuery::default().sorted_by(Part::Frequency)),
            ["daily", "off", "weekly"]
        );
        assert_eq!(ids(&rules, &TableQuery::default().sorted_by(Part::Enabled)), ["weekly", "daily", "off"]);
    }

    #[test]
    fn pages_cover_every_match_once_and_a_page_beyond_the_end_is_the_last() {
        let rules: Vec<Rule> = (0..45).map(|n| rule(&format!("r{n:02}"))).collect();
        let query = |page| TableQuery { page, ..TableQuery::default() };
        let view = TableView::of(&rules, &query(0));
        assert_eq!((view.rows.len(), view.matches, view.pages), (20, 45, 3));
        assert_eq!(ids(&rules, &query(2)), ["r40", "r41", "r42", "r43", "r44"]);
        assert_eq!(TableView::of(&rules, &query(99)).page, 2);
        assert_eq!(
            TableView::of(&[], &query(3)),
            TableView { rows: vec![], matches: 0, loaded: 0, page: 0, pages: 1 }
        );
        assert_eq!(TableView::page_of(&rules, &query(0), "r41"), Some(2));
    }
}
