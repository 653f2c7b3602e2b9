//! Which rows of a list are shown: filter, sort and view pages over all that is loaded.

use std::cmp::Ordering;

use crate::model::Rule;
use crate::model::rule::Value;

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
    pub fn sorted_by(&self, column: Column) -> Self {
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
    pub column: Column,
    /// Largest first.
    pub descending: bool,
}

/// The table's columns, in the order of the form's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The id.
    Id,
    /// Enabled or not.
    Status,
    /// How often the rule runs.
    Frequency,
    /// The filter's prefix.
    Prefix,
    /// Bucket and prefix of the reports.
    Destination,
    /// The reports' format.
    Format,
    /// Which versions are listed.
    Versions,
    /// How many optional fields are recorded.
    Fields,
}

impl Column {
    /// Every column in its place.
    pub const ALL: [Column; 8] = [
        Column::Id,
        Column::Status,
        Column::Frequency,
        Column::Prefix,
        Column::Destination,
        Column::Format,
        Column::Versions,
        Column::Fields,
    ];

    /// The name in an address.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Column::Id => "id",
            Column::Status => "status",
            Column::Frequency => "frequency",
            Column::Prefix => "prefix",
            Column::Destination => "destination",
            Column::Format => "format",
            Column::Versions => "versions",
            Column::Fields => "fields",
        }
    }

    /// The inverse of [`Column::slug`].
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Column::ALL.into_iter().find(|column| column.slug() == slug)
    }
}

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
        let at = TableView::of(rules, &all).rows.into_iter().position(|at| rules[at].id == id)?;
        Some(at / query.page_size)
    }
}

/// `wanted` is in lower case.
fn matches(rule: &Rule, wanted: &str) -> bool {
    let bucket = match &rule.destination.bucket {
        Value::Known(name) | Value::Other(name) => name,
    };
    [Some(&rule.id), rule.filter.prefix.as_ref(), Some(bucket), rule.destination.prefix.as_ref()]
        .into_iter()
        .flatten()
        .any(|text| text.to_ascii_lowercase().contains(wanted))
}

/// Missing values come last in either direction; equal ones keep their order.
fn compare(a: &Rule, b: &Rule, sort: Sort) -> Ordering {
    let texts = |a: Option<&String>, b: Option<&String>| {
        let present = |text: Option<&String>| {
            text.filter(|text| !text.is_empty()).map(|text| text.to_ascii_lowercase())
        };
        missing_last(present(a), present(b), sort.descending)
    };
    let plain = |ordering: Ordering| {
        if sort.descending { ordering.reverse() } else { ordering }
    };
    match sort.column {
        Column::Id => plain(a.id.cmp(&b.id)),
        // Enabled before disabled.
        Column::Status => plain(b.enabled.cmp(&a.enabled)),
        Column::Frequency => plain(a.schedule.frequency.cmp(&b.schedule.frequency)),
        Column::Prefix => texts(a.filter.prefix.as_ref(), b.filter.prefix.as_ref()),
        Column::Destination => plain(a.destination.bucket.cmp(&b.destination.bucket))
            .then_with(|| texts(a.destination.prefix.as_ref(), b.destination.prefix.as_ref())),
        Column::Format => plain(a.destination.format.cmp(&b.destination.format)),
        Column::Versions => plain(a.versions.cmp(&b.versions)),
        Column::Fields => plain(a.fields.len().cmp(&b.fields.len())),
    }
}

fn missing_last<T: Ord>(a: Option<T>, b: Option<T>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::rule::{Destination, Encryption, Filter, Format, Frequency, Schedule, Versions};

    /// A plain rule for the tests of this folder.
    pub(crate) fn rule(id: &str) -> Rule {
        Rule {
            id: id.to_owned(),
            enabled: Value::Known(true),
            filter: Filter::default(),
            destination: Destination {
                format: Value::Known(Format::Csv),
                account_id: None,
                role_arn: None,
                bucket: Value::Known("reports".to_owned()),
                prefix: None,
                encryption: Encryption::None,
            },
            schedule: Schedule {
                frequency: Value::Known(Frequency::Daily),
                day_of_month: None,
                auto_delete: None,
            },
            versions: Value::Known(Versions::Current),
            fields: Vec::new(),
            incremental: None,
        }
    }

    fn with_prefix(id: &str, prefix: Option<&str>) -> Rule {
        let mut rule = rule(id);
        rule.filter.prefix = prefix.map(str::to_owned);
        rule
    }

    fn ids<'a>(rules: &'a [Rule], query: &TableQuery) -> Vec<&'a str> {
        TableView::of(rules, query).rows.iter().map(|at| rules[*at].id.as_str()).collect()
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
        let up = TableQuery::default().sorted_by(Column::Prefix);
        assert_eq!(ids(&rules, &up), ["a1", "a2", "z", "none"]);
        let down = up.sorted_by(Column::Prefix);
        assert_eq!(ids(&rules, &down), ["z", "a1", "a2", "none"]);
        assert_eq!(ids(&rules, &TableQuery::default()), ["none", "z", "a1", "a2"]);
    }

    #[test]
    fn frequencies_sort_by_how_often_and_status_by_enabled_first() {
        let mut rules = [rule("weekly"), rule("daily"), rule("off")];
        rules[0].schedule.frequency = Value::Known(Frequency::Weekly);
        rules[2].enabled = Value::Known(false);
        assert_eq!(
            ids(&rules, &TableQuery::default().sorted_by(Column::Frequency)),
            ["daily", "off", "weekly"]
        );
        assert_eq!(ids(&rules, &TableQuery::default().sorted_by(Column::Status)), ["weekly", "daily", "off"]);
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
