//! The buckets that a sandbox starts with. Everything is computed from a
//! number, so that two sandboxes hold the same rules.

use std::collections::BTreeMap;

use time::{Duration, OffsetDateTime};

use crate::bucket::Bucket;
use crate::cors::CorsRule;
use crate::document::elements;
use crate::fault::Fault;
use crate::provider::Provider;
use crate::{cos, oss};

/// All seeded buckets by name.
pub(crate) fn buckets() -> BTreeMap<String, Bucket> {
    let mut buckets = Vec::new();
    for appid in ["", "-1250000000"] {
        let named = |name: &str| format!("{name}{appid}");
        buckets.push(Bucket::new(&named("demo-empty")));
        buckets.push(with_rules(&named("demo-250"), 250));
        buckets.push(with_rules(&named("demo-1000"), 1_000));
        buckets.push(every_field(&named("demo-every-field")));
        let mut cors_none = with_rules(&named("demo-cors-none"), 12);
        cors_none.cors.clear();
        buckets.push(cors_none);
        let mut read_only = with_rules(&named("demo-cors-read-only"), 12);
        let exposed = read_only.provider.exposed_headers();
        read_only.cors = vec![CorsRule::any_origin(&["GET", "HEAD"]).exposing(exposed)];
        buckets.push(read_only);
    }
    for (name, region) in [
        ("demo-shanghai", "cn-shanghai"),
        ("moved-shanghai", "cn-shanghai"),
        ("demo-beijing-1250000000", "ap-beijing"),
    ] {
        let mut elsewhere = Bucket::new(name);
        elsewhere.region = region;
        buckets.push(filled(elsewhere, 12));
    }
    buckets.push(Bucket::new("demo-v1-empty"));
    buckets.push(with_rules("demo-v1", 250));
    buckets.push(every_field("demo-v1-every-field"));
    buckets.push(holding("demo-zeros", &oss::seed::filters()));
    buckets.push(holding("demo-look-alikes", &oss::seed::look_alikes()));
    buckets.into_iter().map(|bucket| (bucket.name.clone(), bucket)).collect()
}

/// A bucket of README.md's fault table, with the rules that make its fault
/// visible.
pub(crate) fn fault_bucket(name: &str) -> Bucket {
    let fault = Fault::of_bucket(name);
    let mut bucket = with_rules(name, fault.map_or(0, Fault::seeded_rules));
    match fault {
        Some(Fault::OddRules) => odd_rules(&mut bucket),
        Some(Fault::Relay(_)) => bucket.cors.clear(),
        _ => {}
    }
    bucket
}

/// A rule without a destination bucket, and two without an id as well: no call could write such.
fn odd_rules(bucket: &mut Bucket) {
    let Some(good) = bucket.rules.first().map(|rule| rule.xml.clone()) else { return };
    let lacking = without(&without(&good, "Bucket"), "Id");
    let root = "<InventoryConfiguration>";
    let odd = lacking.replacen(root, &format!("{root}<Id>odd-rule</Id>"), 1);
    let second = lacking.replacen(root, &format!("{root}<Note>second</Note>"), 1);
    for (number, (id, xml)) in [("odd-rule", &odd), ("", &lacking), ("", &second)].into_iter().enumerate() {
        bucket.append(id, xml, stored_at(number));
    }
}

/// A document without an element, which stands there once and has no attributes.
fn without(xml: &str, name: &str) -> String {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    match xml.split_once(&start).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1))) {
        Some((before, after)) => [before, after].concat(),
        None => xml.to_owned(),
    }
}

fn with_rules(name: &str, count: usize) -> Bucket {
    filled(Bucket::new(name), count)
}

fn filled(mut bucket: Bucket, count: usize) -> Bucket {
    for number in 0..count {
        let (id, xml) = match bucket.provider {
            Provider::Oss => oss::seed::rule(&bucket.name, number),
            Provider::Cos => cos::seed::rule(&bucket.name, bucket.region, number),
        };
        bucket.seed(&id, &xml, stored_at(number));
    }
    bucket
}

fn every_field(name: &str) -> Bucket {
    let rules = match Provider::of_bucket(name) {
        Provider::Oss => oss::seed::every_field(),
        Provider::Cos => cos::seed::every_field(),
    };
    holding(name, &rules)
}

fn holding(name: &str, rules: &[String]) -> Bucket {
    let mut bucket = Bucket::new(name);
    for (number, xml) in rules.iter().enumerate() {
        if let Some(id) = elements::read_id(xml) {
            bucket.seed(&id, xml, stored_at(number));
        }
    }
    bucket
}

/// A rule every seven hours, from a fixed day on.
fn stored_at(number: usize) -> OffsetDateTime {
    let hours = i64::try_from(number).unwrap_or_default() * 7;
    OffsetDateTime::UNIX_EPOCH + Duration::seconds(1_735_700_400) + Duration::hours(hours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::api_of;

    #[test]
    fn every_seeded_rule_would_be_taken_by_the_api() {
        for bucket in buckets().values() {
            for rule in &bucket.rules {
                let outcome = api_of(bucket.provider).check_rule(rule.xml.as_bytes(), &rule.id, bucket);
                assert_eq!(outcome, Ok(()), "{} {}", bucket.name, rule.id);
            }
        }
    }

    #[test]
    fn odd_rules_stand_beside_good_ones() {
        for name in ["demo-odd", "demo-odd-1250000000"] {
            let bucket = fault_bucket(name);
            let is_good = |rule: &&crate::bucket::Rule| {
                api_of(bucket.provider).check_rule(rule.xml.as_bytes(), &rule.id, &bucket).is_ok()
            };
            assert_eq!((bucket.rules.len(), bucket.rules.iter().filter(is_good).count()), (6, 3), "{name}");
            let ids: Vec<_> = bucket.rules[3..].iter().map(|rule| elements::read_id(&rule.shown)).collect();
            assert_eq!(ids[0].as_deref(), Some("odd-rule"));
            assert!(ids[1..].iter().all(|id| id.as_deref().unwrap_or_default().is_empty()), "{ids:?}");
        }
    }

    #[test]
    fn buckets_hold_as_many_rules_as_their_names_say() {
        let buckets = buckets();
        for (name, count) in [
            ("demo-empty", 0),
            ("demo-250", 250),
            ("demo-1000", 1_000),
            ("demo-v1", 250),
            ("demo-zeros", 3),
            ("demo-look-alikes", 9),
            ("demo-empty-1250000000", 0),
            ("demo-250-1250000000", 250),
            ("demo-1000-1250000000", 1_000),
        ] {
            let mut ids: Vec<_> = buckets[name].rules.iter().map(|rule| &rule.id).collect();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), count, "{name}");
        }
    }
}
