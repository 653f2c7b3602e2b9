//! What the table shows: which columns, which rows of all that is loaded, on which view page.

use std::collections::HashSet;

use super::selection::Selection;
use super::{filter, sort};
use crate::model::Rule;
use crate::model::rule::Part;

/// What the address says about the table and the panel beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableQuery {
    /// Shown rules have each word of it, words being what blanks part, in their id, their source prefix or their
    /// destination, which is bucket, slash and prefix as the table shows it.
    /// Latin letters match in either case; the case tables of every script would cost 4 KB.
    pub text: String,
    /// Shown rules have one of the values that are chosen for a part, for each part of [`FACETS`] with any.
    /// Each as [`filter::spelt`] spells it; in the order that [`TableQuery::with_facet`] keeps.
    pub facets: Vec<(Part, String)>,
    /// Shown rules are among those that are chosen, as long as any is.
    pub chosen: bool,
    /// The provider's order when `None`.
    pub sort: Option<Sort>,
    /// The view page, from 0.
    pub page: usize,
    /// Rows on a view page.
    pub page_size: usize,
    /// The id of the rule that the side panel shows.
    pub details: Option<String>,
    /// What the side panel shows of it; the first tab while no rule is shown.
    pub tab: Tab,
    /// The ids of the rules that the side panel compares, as [`Selection::compared`] gives them.
    pub compared: Vec<String>,
    /// The columns in sight, the id first; those of the person's preferences when `None`.
    pub columns: Option<Vec<Part>>,
}

impl TableQuery {
    /// The page sizes on offer.
    pub const PAGE_SIZES: [usize; 4] = [10, 20, 50, 100];

    /// This query with another filter text: the first page of the new matches.
    #[must_use]
    pub fn with_text(&self, text: &str) -> Self {
        TableQuery { text: text.to_owned(), page: 0, ..self.clone() }
    }

    /// This query with a value of a facet chosen or not: the first page of the new matches.
    #[must_use]
    pub fn with_facet(&self, part: Part, value: &str, on: bool) -> Self {
        let mut query = TableQuery { page: 0, ..self.clone() };
        // Nothing else is looked at.
        let Some(value) = filter::spelt(part, value) else { return query };
        let there = query.has_facet(part, value);
        if on && !there {
            // Values of one part stand together, parts in the order of the facets: one query, one address.
            let place = |part| FACETS.iter().position(|known| *known == part);
            let at = query.facets.iter().position(|(later, _)| place(*later) > place(part));
            query.facets.insert(at.unwrap_or(query.facets.len()), (part, value.to_owned()));
        } else if !on {
            query.facets.retain(|(known, text)| !(*known == part && text.eq_ignore_ascii_case(value)));
        }
        query
    }

    /// Whether a value of a facet is chosen.
    #[must_use]
    pub fn has_facet(&self, part: Part, value: &str) -> bool {
        self.facets.iter().any(|(known, text)| *known == part && text.eq_ignore_ascii_case(value.trim()))
    }

    /// This query with only what is chosen shown, or not: the first page of it.
    #[must_use]
    pub fn with_chosen(&self, chosen: bool) -> Self {
        TableQuery { chosen, page: 0, ..self.clone() }
    }

    /// This query without filter text, facets and choice; order and page size stay.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        TableQuery { text: String::new(), facets: Vec::new(), chosen: false, page: 0, ..self.clone() }
    }

    /// Whether any rule may be left out.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.chosen || !(self.text.trim().is_empty() && self.facets.is_empty())
    }

    /// This query sorted by a column: upwards first, then downwards, then in the provider's order again.
    #[must_use]
    pub fn sorted_by(&self, column: Part) -> Self {
        let sort = match self.sort.filter(|sort| sort.column == column) {
            None => Some(Sort { column, descending: false }),
            Some(Sort { descending: false, .. }) => Some(Sort { column, descending: true }),
            Some(_) => None,
        };
        TableQuery { sort, page: 0, ..self.clone() }
    }

    /// This query with a rule in the side panel, on the tab that is open; without one the panel is closed.
    #[must_use]
    pub fn with_details(&self, id: Option<&str>) -> Self {
        let (tab, compared) = match id {
            Some(_) => (self.tab, self.compared.clone()),
            None => (Tab::default(), Vec::new()),
        };
        TableQuery { details: id.map(str::to_owned), tab, compared, ..self.clone() }
    }

    /// This query with rules compared in the side panel.
    #[must_use]
    pub fn with_compared(&self, compared: Vec<String>) -> Self {
        TableQuery { compared, ..self.clone() }
    }

    /// The columns in sight, for somebody with columns of their `own`.
    #[must_use]
    pub fn columns_or<'a>(&'a self, own: &'a [Part]) -> &'a [Part] {
        self.columns.as_deref().unwrap_or(own)
    }

    /// What of this query can be seen in any bucket and on any day, with these columns: filters, order and rows per page.
    #[must_use]
    pub fn as_view(&self, columns: &[Part]) -> Self {
        TableQuery { columns: Some(columns.to_vec()), chosen: false, page: 0, ..self.with_details(None) }
    }
}

impl Default for TableQuery {
    fn default() -> Self {
        TableQuery {
            text: String::new(),
            facets: Vec::new(),
            chosen: false,
            sort: None,
            page: 0,
            page_size: 20,
            details: None,
            tab: Tab::default(),
            compared: Vec::new(),
            columns: None,
        }
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

/// What is shown of one rule, in the side panel and on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What it says.
    #[default]
    Overview,
    /// Its document.
    Xml,
    /// The same for other tools.
    Code,
    /// Where its reports are.
    Results,
}

impl Tab {
    /// Every tab, in the order in which they are offered.
    pub const ALL: [Tab; 4] = [Tab::Overview, Tab::Xml, Tab::Code, Tab::Results];

    /// The short name in addresses and ids of controls.
    #[must_use]
    pub fn slug(self) -> &'static str {
        ["overview", "xml", "code", "results"][self as usize]
    }

    /// The inverse of [`Tab::slug`].
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Tab::ALL.into_iter().find(|tab| tab.slug() == slug)
    }
}

/// The parts by whose values the table can be filtered, in the order in which they are offered. Of the prefix it is
/// only asked whether there is one.
pub const FACETS: [Part; 7] = [
    Part::Enabled,
    Part::Frequency,
    Part::Format,
    Part::Versions,
    Part::Prefix,
    Part::Bucket,
    Part::Encryption,
];

/// How many of [`FACETS`] have a menu of their own; the others share one.
pub const FACETS_AT_HAND: usize = 4;

/// The columns of a table that nobody has arranged, each with the part that it is sorted by first, in the
/// order of the form.
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

/// Every column on offer: those of [`COLUMNS`], then the rest. The settings of an incremental report are
/// left to the panel.
pub const ALL_COLUMNS: [Part; 22] = [
    Part::Id,
    Part::Enabled,
    Part::Frequency,
    Part::Prefix,
    Part::Bucket,
    Part::Format,
    Part::Versions,
    Part::Fields,
    Part::DayOfMonth,
    Part::Tags,
    Part::ModifiedFrom,
    Part::ModifiedTo,
    Part::SizeFrom,
    Part::SizeTo,
    Part::StorageClass,
    Part::Incremental,
    Part::DestinationPrefix,
    Part::AccountId,
    Part::RoleArn,
    Part::Encryption,
    Part::KmsKeyId,
    Part::AutoDelete,
];

/// Columns by their short names: each once and the id first, without those that are not on offer.
pub fn columns_named<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Part> {
    let mut columns = vec![Part::Id];
    for column in names.filter_map(Part::from_slug) {
        if ALL_COLUMNS.contains(&column) && !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns
}

/// The rows in view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableView {
    /// Indices into the loaded rules, of this view page.
    pub rows: Vec<usize>,
    /// Indices of all that match, in the table's order: what "select all" means.
    pub matching: Vec<usize>,
    /// How many loaded rules match the filters.
    pub matches: usize,
    /// How many rules are loaded.
    pub loaded: usize,
    /// The view page shown, from 0: the last one when the address asks for one beyond it.
    pub page: usize,
    /// How many view pages there are; at least 1.
    pub pages: usize,
}

impl TableView {
    /// Filters, sorts and pages. What is chosen is looked at only if the query asks for it.
    #[must_use]
    pub fn of(rules: &[Rule], query: &TableQuery, chosen: &Selection) -> Self {
        let matching = in_order(rules, query, chosen);
        let pages = matching.len().div_ceil(query.page_size).max(1);
        let page = query.page.min(pages - 1);
        TableView {
            rows: matching.iter().copied().skip(page * query.page_size).take(query.page_size).collect(),
            matches: matching.len(),
            matching,
            loaded: rules.len(),
            page,
            pages,
        }
    }

    /// The view page on which a rule is, if it matches.
    #[must_use]
    pub fn page_of(rules: &[Rule], query: &TableQuery, chosen: &Selection, id: &str) -> Option<usize> {
        let at = in_order(rules, query, chosen).into_iter().position(|at| rules[at].id() == id)?;
        Some(at / query.page_size)
    }
}

/// A page number that is offered, or the gap where some are left out, told apart by what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Offer {
    /// A page, from 0.
    Page(usize),
    /// The gap before a page.
    GapBefore(usize),
}

impl TableView {
    /// The first and the last row of the view page, counted from 1, and how many there are on all pages.
    #[must_use]
    pub fn range(&self, page_size: usize) -> (usize, usize, usize) {
        let from = self.page * page_size;
        ((from + 1).min(self.matches), from + self.rows.len(), self.matches)
    }

    /// The first, the last and the pages around the one that is shown.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        let is_near = |at: &usize| *at == 0 || *at + 1 == self.pages || at.abs_diff(self.page) <= 2;
        let mut offers = Vec::new();
        let mut last = None;
        for page in (0..self.pages).filter(is_near) {
            if last.is_some_and(|last| page > last + 1) {
                offers.push(Offer::GapBefore(page));
            }
            offers.push(Offer::Page(page));
            last = Some(page);
        }
        offers
    }
}

/// How many of these ids, which are chosen, the filters hide.
#[must_use]
pub fn hidden<'a>(rules: &[Rule], query: &TableQuery, ids: impl Iterator<Item = &'a str>) -> usize {
    let hidden = rules.iter().filter(|rule| !filter::matches(rule, query));
    let hidden: HashSet<&str> = hidden.map(Rule::id).collect();
    ids.filter(|id| hidden.contains(id)).count()
}

/// The indices of all rules that match, sorted.
fn in_order(rules: &[Rule], query: &TableQuery, chosen: &Selection) -> Vec<usize> {
    let passes = |rule: &Rule| filter::matches(rule, query) && filter::passes_choice(rule, query, chosen);
    let matching = (0..rules.len()).filter(|at| passes(&rules[*at])).collect();
    match query.sort {
        Some(by) => sort::sorted(rules, matching, by),
        None => matching,
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
pub(crate) mod tests;

#[cfg(test)]
#[path = "pages_tests.rs"]
mod pages_tests;
