//! Every address of the console, parsed and printed in this one file.
//!
//! Addresses live in the fragment (`#/…`), so that any static host serves them without rewrite
//! rules and bucket names in them are not sent to the host. No secret is ever in one. What an
//! address says is checked; a part that is not of its form is dropped and reported.

use crate::model::{BucketName, Connection, Provider, Region};
use crate::provider::encode::percent_encode;
use crate::state::table::{COLUMNS, Sort, TableQuery};

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
    /// One rule.
    Rule {
        /// Its id.
        id: String,
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
                    Screen::Rule { id } => format!("{base}/id/{}", percent_encode(id)),
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
    let screen = |place, screen| Some(Route::Bucket { place, screen });
    match segments.as_slice() {
        [] | ["connect"] => Some(Route::Connect),
        [provider, region, bucket, "rules", rest @ ..] => {
            let place = Place {
                provider: Provider::from_slug(provider)?,
                region: Region::parse(region).ok()?,
                bucket: BucketName::parse(bucket).ok()?,
            };
            match rest {
                [] => screen(place, Screen::Rules(parse_query(query, dropped))),
                ["new"] => screen(place, Screen::Create),
                ["id", id] => screen(place, Screen::Rule { id: percent_decode(id)? }),
                ["id", id, "edit"] => screen(place, Screen::Edit { id: percent_decode(id)? }),
                ["id", id, "copy"] => screen(place, Screen::Copy { id: percent_decode(id)? }),
                _ => None,
            }
        }
        _ => None,
    }
}

fn print_query(query: &TableQuery) -> String {
    let default = TableQuery::default();
    let mut pairs = Vec::new();
    if !query.text.is_empty() {
        pairs.push(format!("filter={}", percent_encode(&query.text)));
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
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

fn parse_query(text: &str, dropped: &mut Vec<String>) -> TableQuery {
    let mut query = TableQuery::default();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if take_parameter(&mut query, name, value).is_none() {
            dropped.push(name.to_owned());
        }
    }
    query
}

/// `None` when the parameter is not known or its value is not of its form.
fn take_parameter(query: &mut TableQuery, name: &str, value: &str) -> Option<()> {
    match name {
        "filter" => query.text = percent_decode(value)?,
        "sort" => {
            let (descending, slug) = value.strip_prefix('-').map_or((false, value), |slug| (true, slug));
            query.sort =
                Some(Sort { column: COLUMNS.into_iter().find(|column| column.slug() == slug)?, descending });
        }
        "page" => query.page = value.parse::<usize>().ok()?.checked_sub(1)?,
        "size" => {
            let size = value.parse().ok()?;
            query.page_size = TableQuery::PAGE_SIZES.contains(&size).then_some(size)?;
        }
        _ => return None,
    }
    Some(())
}

/// The inverse of [`percent_encode`]; `None` when the bytes are not UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'%' {
            let [high, low, tail @ ..] = rest else {
                return None;
            };
            let digit = |byte: u8| char::from(byte).to_digit(16);
            bytes.push(u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?);
            rest = tail;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rule::Part;

    fn place() -> Place {
        Place {
            provider: Provider::Oss,
            region: Region::parse("cn-hangzhou").expect("a region"),
            bucket: BucketName::parse("demo-250").expect("a bucket"),
        }
    }

    #[track_caller]
    fn check(route: &Route, address: &str) {
        assert_eq!(route.address(), address);
        assert_eq!(Route::parse(address), Parsed { route: route.clone(), dropped: vec![] });
    }

    #[test]
    fn every_screen_has_one_address() {
        check(&Route::Connect, "#/connect");
        check(&Route::rules(&place()), "#/oss/cn-hangzhou/demo-250/rules");
        check(&Route::bucket(&place(), Screen::Create), "#/oss/cn-hangzhou/demo-250/rules/new");
        check(
            &Route::bucket(&place(), Screen::Rule { id: "a/b 清 %?&".into() }),
            "#/oss/cn-hangzhou/demo-250/rules/id/a%2Fb%20%E6%B8%85%20%25%3F%26",
        );
        // A rule may be called what a screen is called.
        check(
            &Route::bucket(&place(), Screen::Rule { id: "new".into() }),
            "#/oss/cn-hangzhou/demo-250/rules/id/new",
        );
        check(
            &Route::bucket(
                &place(),
                Screen::Rules(TableQuery {
                    text: "logs & more".into(),
                    sort: Some(Sort { column: Part::Frequency, descending: true }),
                    page: 2,
                    page_size: 50,
                }),
            ),
            "#/oss/cn-hangzhou/demo-250/rules?filter=logs%20%26%20more&sort=-frequency&page=3&size=50",
        );
    }

    #[test]
    fn bad_parts_are_dropped_and_named() {
        let parsed = Route::parse("#/oss/cn-hangzhou/demo-250/rules?page=0&size=7&sort=x&filter=%ff&y=1");
        assert_eq!(parsed.route, Route::rules(&place()));
        assert_eq!(parsed.dropped, ["page", "size", "sort", "filter", "y"]);
    }

    #[test]
    fn an_address_with_a_bad_bucket_or_screen_names_no_screen() {
        for address in [
            "#/oss/cn-hangzhou/Bad_Bucket/rules",
            "#/s3/cn-hangzhou/demo-250/rules",
            "#/oss/cn-hangzhou/demo-250",
            "#/oss/cn-hangzhou/demo-250/rules/id/%zz",
            "#/oss/cn-hangzhou/demo-250/rules/id",
            "#/nothing",
        ] {
            assert_eq!(Route::parse(address).route, Route::Unknown, "{address}");
        }
        assert_eq!(Route::parse("").route, Route::Connect);
    }
}
