//! Every address of the console, parsed and printed in this one file.
//!
//! Addresses live in the fragment (`#/…`), so that any static host serves them without rewrite
//! rules and bucket names in them are not sent to the host. No secret is ever in one. What an
//! address says is checked; a part that is not of its form is dropped and reported.

use crate::model::diff::COMPARED;
use crate::model::rule::Part;
use crate::model::{BucketName, Connection, Provider, Region};
use crate::provider::encode::{percent_decode, percent_encode};
use crate::state::filter;
use crate::state::table::{ALL_COLUMNS, FACETS, Sort, Tab, TableQuery, columns_named};

/// A screen with its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Choosing a bucket and giving credentials.
    Connect,
    /// A screen about one bucket.
    Bucket {
        /// The bucket.
        place: Place,
        /// The screen.
        screen: Screen,
    },
    /// An address that names no screen.
    Unknown,
}

/// The bucket that an address names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The cloud.
    pub provider: Provider,
    /// Its region.
    pub region: Region,
    /// Its name.
    pub bucket: BucketName,
}

impl Place {
    /// The bucket of a connection.
    #[must_use]
    pub fn of(connection: &Connection) -> Self {
        Place {
            provider: connection.provider,
            region: connection.region.clone(),
            bucket: connection.bucket.clone(),
        }
    }
}

/// The screens about one bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The table of rules, with its filter, sort and page.
    Rules(TableQuery),
    /// The form for a new rule.
    Create,
    /// Rules from files, to be written here.
    Import,
    /// The form for one change to all rules that are chosen. Which they are is in no address: a thousand would not fit.
    Several,
    /// The check of its connection.
    Doctor,
    /// Rules of this bucket, or of a file, on their way to other buckets. Neither are in the address.
    Many,
    /// One rule.
    Rule {
        /// Its id.
        id: String,
        /// What is shown of it.
        tab: Tab,
    },
    /// The form with what a rule says, to change it.
    Edit {
        /// Its id.
        id: String,
    },
    /// The form with what a rule says, for another one.
    Copy {
        /// The id of the one that is copied.
        id: String,
    },
}

impl Screen {
    /// One rule, on the first tab.
    #[must_use]
    pub fn rule(id: &str) -> Self {
        Screen::Rule { id: id.to_owned(), tab: Tab::default() }
    }
}

/// What an address gives, and whether a part of it was dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The screen.
    pub route: Route,
    /// Names of the query parameters that were not understood.
    pub dropped: Vec<String>,
}

impl Route {
    /// A bucket's screen.
    #[must_use]
    pub fn bucket(place: &Place, screen: Screen) -> Self {
        Route::Bucket { place: place.clone(), screen }
    }

    /// The table of a bucket, unfiltered.
    #[must_use]
    pub fn rules(place: &Place) -> Self {
        Route::bucket(place, Screen::Rules(TableQuery::default()))
    }

    /// The fragment, with `#`.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Route::Connect | Route::Unknown => "#/connect".to_owned(),
            Route::Bucket { place, screen } => {
                let base = format!(
                    "#/{}/{}/{}/rules",
                    place.provider.slug(),
                    place.region.as_str(),
                    place.bucket.as_str()
                );
                match screen {
                    Screen::Rules(query) => format!("{base}{}", print_query(query)),
                    Screen::Create => format!("{base}/new"),
                    Screen::Import => format!("{base}/import"),
                    Screen::Several => format!("{base}/change"),
                    Screen::Many => format!("{base}/many"),
                    Screen::Doctor => format!("{base}/doctor"),
                    Screen::Rule { id, tab } => {
                        let query = as_query(&tab_pair(*tab).into_iter().collect::<Vec<_>>());
                        format!("{base}/id/{}{query}", percent_encode(id))
                    }
                    Screen::Edit { id } => format!("{base}/id/{}/edit", percent_encode(id)),
                    Screen::Copy { id } => format!("{base}/id/{}/copy", percent_encode(id)),
                }
            }
        }
    }

    /// Reads a fragment, with or without `#`.
    #[must_use]
    pub fn parse(fragment: &str) -> Parsed {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let mut dropped = Vec::new();
        let route = parse_path(path, query, &mut dropped).unwrap_or(Route::Unknown);
        Parsed { route, dropped }
    }
}

fn parse_path(path: &str, query: &str, dropped: &mut Vec<String>) -> Option<Route> {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let [provider, region, bucket, "rules", rest @ ..] = segments.as_slice() else {
        return matches!(segments.as_slice(), [] | ["connect"]).then_some(Route::Connect);
    };
    let provider = Provider::from_slug(provider)?;
    let place = Place {
        provider,
        region: Region::read(provider, region).ok()?,
        bucket: BucketName::parse(bucket).ok()?,
    };
    let screen = match rest {
        [] => Screen::Rules(parse_query(query, dropped)),
        ["new"] => Screen::Create,
        ["import"] => Screen::Import,
        ["change"] => Screen::Several,
        ["many"] => Screen::Many,
        ["doctor"] => Screen::Doctor,
        ["id", id] => Screen::Rule { id: percent_decode(id)?, tab: parse_tab(query, dropped) },
        ["id", id, "edit"] => Screen::Edit { id: percent_decode(id)? },
        ["id", id, "copy"] => Screen::Copy { id: percent_decode(id)? },
        _ => return None,
    };
    if !matches!(screen, Screen::Rules(_) | Screen::Rule { .. }) {
        each_parameter(query, dropped, &mut |_, _| None);
    }
    Some(Route::Bucket { place, screen })
}

/// Hands each parameter to `take` and notes the names of those that it does not.
fn each_parameter(query: &str, dropped: &mut Vec<String>, take: &mut dyn FnMut(&str, &str) -> Option<()>) {
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if take(name, value).is_none() {
            dropped.push(name.to_owned());
        }
    }
}

fn as_query(pairs: &[String]) -> String {
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// The first tab needs no words.
fn tab_pair(tab: Tab) -> Option<String> {
    (tab != Tab::default()).then(|| format!("tab={}", tab.slug()))
}

fn parse_tab(text: &str, dropped: &mut Vec<String>) -> Tab {
    let mut tab = Tab::default();
    each_parameter(text, dropped, &mut |name, value| {
        tab = Tab::from_slug(value).filter(|_| name == "tab")?;
        Some(())
    });
    tab
}

/// What the table shows, as the query of an address.
pub(crate) fn print_query(query: &TableQuery) -> String {
    let default = TableQuery::default();
    let mut pairs = Vec::new();
    if !query.text.is_empty() {
        pairs.push(format!("filter={}", percent_encode(&query.text)));
    }
    for part in FACETS {
        let values = query.facets.iter().filter(|(known, _)| *known == part);
        let values: Vec<String> = values.map(|(_, value)| percent_encode(value)).collect();
        if !values.is_empty() {
            pairs.push(format!("{}={}", part.slug(), values.join(",")));
        }
    }
    if query.chosen {
        pairs.push("chosen=on".to_owned());
    }
    if let Some(sort) = query.sort {
        let direction = if sort.descending { "-" } else { "" };
        pairs.push(format!("sort={direction}{}", sort.column.slug()));
    }
    if query.page != default.page {
        pairs.push(format!("page={}", query.page + 1));
    }
    if query.page_size != default.page_size {
        pairs.push(format!("size={}", query.page_size));
    }
    if let Some(columns) = &query.columns {
        let slugs: Vec<&str> = columns.iter().map(|column| column.slug()).collect();
        pairs.push(format!("columns={}", slugs.join(",")));
    }
    if let Some(id) = &query.details {
        pairs.push(format!("details={}", percent_encode(id)));
        pairs.extend(tab_pair(query.tab));
        if !query.compared.is_empty() {
            let ids: Vec<String> = query.compared.iter().map(|id| percent_encode(id)).collect();
            pairs.push(format!("compare={}", ids.join(",")));
        }
    }
    as_query(&pairs)
}

/// The inverse of [`print_query`], without the question mark.
pub(crate) fn parse_query(text: &str, dropped: &mut Vec<String>) -> TableQuery {
    let mut query = TableQuery::default();
    each_parameter(text, dropped, &mut |name, value| take_parameter(&mut query, name, value));
    // What is compared stands beside the table, as one rule does.
    if query.details.is_none() {
        query.details = query.compared.first().cloned();
    }
    // A tab of nothing.
    if query.details.is_none() && query.tab != Tab::default() {
        query.tab = Tab::default();
        dropped.push("tab".to_owned());
    }
    query
}

/// `None` when the parameter is not known or its value is not of its form.
fn take_parameter(query: &mut TableQuery, name: &str, value: &str) -> Option<()> {
    match name {
        "filter" => query.text = percent_decode(value)?,
        "sort" => {
            let (descending, slug) = value.strip_prefix('-').map_or((false, value), |slug| (true, slug));
            let column = ALL_COLUMNS.into_iter().find(|column| column.slug() == slug)?;
            query.sort = Some(Sort { column, descending });
        }
        "page" => query.page = value.parse::<usize>().ok()?.checked_sub(1)?,
        "size" => {
            let size = value.parse().ok()?;
            query.page_size = TableQuery::PAGE_SIZES.contains(&size).then_some(size)?;
        }
        "details" => query.details = Some(percent_decode(value).filter(|id| !id.is_empty())?),
        "tab" => query.tab = Tab::from_slug(value)?,
        "compare" => query.compared = parse_compared(value)?,
        "columns" => query.columns = Some(parse_columns(value)?),
        // Which they are is in no address: a thousand would not fit.
        "chosen" => query.chosen = (value == "on").then_some(true)?,
        _ => {
            let part = FACETS.into_iter().find(|part| part.slug() == name)?;
            let is_value = |value: &String| filter::spelt(part, value).is_some();
            let values = value.split(',').map(|value| percent_decode(value).filter(is_value));
            let values: Option<Vec<String>> = values.collect();
            let page = query.page;
            for value in values? {
                *query = query.with_facet(part, &value, true);
            }
            // Choosing a value by hand shows the first page; an address says which one.
            query.page = page;
        }
    }
    Some(())
}

/// Several ids, each once, and no more than are compared.
fn parse_compared(value: &str) -> Option<Vec<String>> {
    let ids: Option<Vec<String>> = value.split(',').map(percent_decode).collect();
    let ids = ids?;
    let is_again = |(at, id): (usize, &String)| id.is_empty() || ids[..at].contains(id);
    let is_bad = ids.iter().enumerate().any(is_again);
    ((2..=COMPARED).contains(&ids.len()) && !is_bad).then_some(ids)
}

/// Columns on offer, each once, the id first.
fn parse_columns(value: &str) -> Option<Vec<Part>> {
    let columns = columns_named(value.split(','));
    let is_whole = columns.iter().map(|column| column.slug()).eq(value.split(','));
    is_whole.then_some(columns)
}

#[cfg(test)]
#[path = "route_tests.rs"]
mod tests;
