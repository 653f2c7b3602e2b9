//! Paging and limits on a bucket, without a network.

use roxmltree::Document;

use super::*;
use crate::provider::Provider;
use crate::{seed, service};

fn bucket(name: &str) -> Bucket {
    let mut seeded = seed::buckets();
    seeded.remove(name).unwrap_or_else(|| seed::fault_bucket(name))
}

fn page_of(bucket: &mut Bucket, token: &str, switches: &Switches) -> Result<Reply, Error> {
    list(service::api_of(bucket.provider), bucket, token, switches)
}

/// The ids of a page and its token.
fn read(reply: &Reply) -> (Vec<String>, Option<String>) {
    let body = String::from_utf8(reply.body.clone()).expect("UTF-8");
    let document = Document::parse(&body).expect("XML");
    let texts = |name: &str| -> Vec<String> {
        let named = document.descendants().filter(|node| node.has_tag_name(name));
        named.map(|node| node.text().unwrap_or_default().to_owned()).collect()
    };
    let token = texts("NextContinuationToken").pop();
    assert_eq!(texts("IsTruncated"), [token.is_some().to_string()]);
    (texts("Id"), token)
}

fn list_all(bucket: &mut Bucket) -> (Vec<usize>, Vec<String>, Vec<String>) {
    let (mut sizes, mut ids, mut tokens) = (Vec::new(), Vec::new(), Vec::new());
    let mut token = String::new();
    loop {
        let reply = page_of(bucket, &token, &Switches::oss()).expect("a page");
        let (page, next) = read(&reply);
        sizes.push(page.len());
        ids.extend(page);
        match next {
            Some(next) => token = next,
            None => return (sizes, ids, tokens),
        }
        tokens.push(token.clone());
    }
}

#[test]
fn pages_hold_a_hundred_rules_in_stored_order() {
    let mut bucket = bucket("demo-250");
    let (sizes, ids, tokens) = list_all(&mut bucket);
    assert_eq!(sizes, [100, 100, 50]);
    let stored: Vec<_> = bucket.rules.iter().map(|rule| rule.id.clone()).collect();
    assert_eq!(ids, stored);
    assert_ne!(tokens[0], tokens[1]);
    for token in tokens {
        for character in ['+', '/', '=', '%', '&'] {
            assert!(token.contains(character), "{token}");
        }
    }
}

#[test]
fn a_damaged_or_foreign_token_is_refused() {
    let mut one = bucket("demo-250");
    let token = read(&page_of(&mut one, "", &Switches::oss()).expect("a page")).1.expect("more");
    let damaged = [
        token.replace('+', " "),
        token.replace("%2B", "+"),
        token.replace('=', ""),
        token.replace("&p", "&amp;p"),
        "x".into(),
    ];
    for text in damaged {
        assert_ne!(text, token);
        let error = page_of(&mut one, &text, &Switches::oss()).expect_err(&text);
        assert_eq!((error.status, error.code), (400, "InvalidArgument"), "{text}");
    }
    let mut other = bucket("demo-1000");
    assert!(page_of(&mut other, &token, &Switches::oss()).is_err());
}

#[test]
fn a_token_stays_good_when_rules_before_it_are_deleted() {
    let mut bucket = bucket("demo-250");
    let token = read(&page_of(&mut bucket, "", &Switches::oss()).expect("a page")).1.expect("more");
    let (first, hundred_first) = (bucket.rules[0].id.clone(), bucket.rules[100].id.clone());
    assert!(bucket.remove(&first));
    let (ids, _) = read(&page_of(&mut bucket, &token, &Switches::oss()).expect("a page"));
    assert_eq!(ids[0], hundred_first);
}

#[test]
fn the_token_is_echoed_from_page_two_on() {
    let mut bucket = bucket("demo-250");
    let first = page_of(&mut bucket, "", &Switches::oss()).expect("a page");
    let token = read(&first).1.expect("more");
    let second = page_of(&mut bucket, &token, &Switches::oss()).expect("a page");
    let echo = format!("<ContinuationToken>{}</ContinuationToken>", xml_text(&token));
    assert!(!String::from_utf8_lossy(&first.body).contains("<ContinuationToken>"));
    assert!(String::from_utf8_lossy(&second.body).contains(&echo));
}

#[test]
fn an_empty_bucket_answers_as_switched() {
    let mut bucket = bucket("demo-empty");
    let mut switches = Switches::oss();
    let error = page_of(&mut bucket, "", &switches).expect_err("a 404");
    assert_eq!((error.status, error.code), (404, "NoSuchInventory"));
    switches.empty_list_is_404 = false;
    let (ids, token) = read(&page_of(&mut bucket, "", &switches).expect("a page"));
    assert!(ids.is_empty() && token.is_none());
}

#[test]
fn deleting_a_missing_rule_answers_as_switched() {
    let mut bucket = bucket("demo-empty");
    let api = service::api_of(Provider::Oss);
    let mut switches = Switches::oss();
    assert_eq!(delete(api, &mut bucket, "none", &switches).map(|reply| reply.status), Ok(204));
    switches.delete_missing_is_404 = true;
    assert!(delete(api, &mut bucket, "none", &switches).is_err());
}

#[test]
fn puts_over_an_id_and_beyond_a_thousand_are_refused() {
    let now = OffsetDateTime::UNIX_EPOCH;
    let mut full = bucket("demo-1000");
    let put = |bucket: &mut Bucket, id: &str, body: &str| {
        let write = Write { id, body: body.as_bytes(), now, switches: &Switches::oss() };
        put(service::api_of(Provider::Oss), bucket, &write)
    };
    let existing = full.rules[3].clone();
    let error = put(&mut full, &existing.id, &existing.xml).expect_err("a 409");
    assert_eq!((error.status, error.ec), (409, Some("0020-00000042")));
    let new = existing.xml.replace(&existing.id, "new");
    let error = put(&mut full, "new", &new).expect_err("full");
    assert_eq!((error.status, error.code), (400, "InventoryExceedLimit"));
    assert!(full.remove(&existing.id));
    assert!(put(&mut full, "new", &new).is_ok());
    assert_eq!(full.rule("new").map(|rule| rule.xml.as_str()), Some(new.as_str()));
}

#[test]
fn fault_buckets_fail_as_named() {
    for (appid, switches) in [("", Switches::oss()), ("-1250000000", Switches::cos())] {
        let mut repeating = bucket(&format!("error-repeat-token{appid}"));
        let first = read(&page_of(&mut repeating, "", &switches).expect("a page")).1.expect("more");
        let second = read(&page_of(&mut repeating, &first, &switches).expect("a page")).1;
        assert_eq!(second, Some(first));

        let mut third = bucket(&format!("error-page-3{appid}"));
        let mut token = String::new();
        for _ in 0..2 {
            token = read(&page_of(&mut third, &token, &switches).expect("a page")).1.expect("more");
        }
        for status in [Err(503), Err(503), Err(503), Ok(200)].repeat(2) {
            let outcome = page_of(&mut third, &token, &switches);
            assert_eq!(outcome.map(|reply| reply.status).map_err(|error| error.status), status);
        }

        let mut cut = bucket(&format!("error-cut-off{appid}"));
        let page = page_of(&mut cut, "", &switches).expect("a page");
        assert!(Document::parse(&String::from_utf8_lossy(&page.body)).is_err());
    }
}

#[test]
fn an_endless_list_names_another_token_on_every_page() {
    for (appid, switches) in [("", Switches::oss()), ("-1250000000", Switches::cos())] {
        let mut endless = bucket(&format!("error-endless-token{appid}"));
        let (mut sizes, mut tokens) = (Vec::new(), vec![String::new()]);
        for page in 0..7 {
            let (ids, next) = read(&page_of(&mut endless, &tokens[page], &switches).expect("a page"));
            sizes.push(ids.len());
            tokens.push(next.expect("more"));
        }
        assert_eq!(sizes, [100, 100, 50, 100, 100, 50, 100]);
        tokens.sort();
        tokens.dedup();
        assert_eq!(tokens.len(), 8);
    }
}

#[test]
fn lists_by_id_keep_their_place_too() {
    let mut bucket = bucket("demo-250");
    let switches = Switches { list_order: ListOrder::Id, ..Switches::oss() };
    let (first, token) = read(&page_of(&mut bucket, "", &switches).expect("a page"));
    assert!(first.is_sorted());
    for id in &first {
        assert!(bucket.remove(id));
    }
    let (second, _) = read(&page_of(&mut bucket, &token.expect("more"), &switches).expect("a page"));
    assert!(second.is_sorted() && second[0] > first[99]);
    assert_eq!(second.len(), 100);
}
