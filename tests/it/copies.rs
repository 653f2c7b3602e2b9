//! A copy of rules out of the pages of the list: the very file that reading each by itself makes.

use sandbox::Sandbox;
use stocktake::export::bundle::written;
use stocktake::model::Provider;
use stocktake::provider::StoredRule;
use stocktake::provider::client::Client;
use stocktake::provider::xml::Element;
use stocktake::state::gathering::Gathering;
use stocktake::state::listing::Listing;

use super::{Native, bucket, now, open, sandbox};

/// What no part of a rule stands for: names of another space, attributes, texts among elements, a comment and CDATA.
const ODD: &str = "<?xml version=\"1.0\"?>\n<InventoryConfiguration v=\"2&quot;\" xmlns:n=\"urn:n\">\n  <n:New n:at=\"1\"> two  \
    words <Deep/>tail</n:New>\n  <Id>odd</Id><!-- a comment --><IsEnabled>True</IsEnabled>\n  <Filter>\n    \
    <Prefix><![CDATA[a<b&c]]></Prefix><Later x='y'/>\n  </Filter>\n  <Empty/>\n</InventoryConfiguration>\n";

async fn out_of_pages(client: &Client<Native>, ids: &[String]) -> Gathering {
    // Nothing is known of the list yet, so that it may be as long as a list can be.
    let mut gathering = Gathering::new(ids, &Listing::default(), client.capabilities());
    while let Some((_, token)) = gathering.next_page() {
        let page = client.stored_page(token).await.expect("a page");
        gathering.page_arrived(page, now());
    }
    gathering
}

async fn by_themselves(client: &Client<Native>, ids: &[String]) -> Vec<StoredRule> {
    let mut rules = Vec::new();
    for id in ids {
        rules.push(client.get_any(id).await.unwrap_or_else(|error| panic!("{id}: {error:?}")));
    }
    rules
}

fn file(client: &Client<Native>, rules: &[StoredRule]) -> String {
    let document = |stored: &StoredRule| (stored.rule.id().to_owned(), stored.document.clone());
    let rules: Vec<(String, Element)> = rules.iter().map(document).collect();
    written(client.connection(), &rules).to_text().expect("a file")
}

/// The ids of a bucket, and rules enough of it that pages are read for them.
fn many_ids(sandbox: &Sandbox, name: &str) -> Vec<String> {
    let ids = sandbox.rule_ids(name);
    let copies = (0..15).map(|number| format!("copy-{number}"));
    for id in copies {
        let xml = sandbox.rule_xml(name, &ids[0]).expect("it is seeded");
        let own = format!("<Id>{}</Id>", ids[0].replace('&', "&amp;"));
        assert!(xml.contains(&own), "{xml}");
        sandbox.put_rule(name, &id, &xml.replace(&own, &format!("<Id>{id}</Id>")));
    }
    sandbox.put_rule(name, "odd", ODD);
    sandbox.rule_ids(name)
}

#[tokio::test]
async fn a_file_out_of_pages_is_the_file_out_of_single_reads() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        for name in ["demo-250", "demo-every-field"] {
            let client = open(&sandbox, provider, name);
            let ids = many_ids(&sandbox, &bucket(provider, name));
            sandbox.clear_requests();
            let mut gathering = out_of_pages(&client, &ids).await;
            assert_eq!(sandbox.requests().len(), ids.len().div_ceil(100), "{provider:?} {name}");
            let gathered: Vec<_> = ids.iter().filter_map(|id| gathering.take(id)).collect();
            let read = by_themselves(&client, &ids).await;
            assert!(gathered == read, "{provider:?} {name}");
            let text = file(&client, &gathered);
            assert_eq!(text, file(&client, &read), "{provider:?} {name}");
            // The sandbox's OSS prints a document anew, with the elements of ours that it does not know.
            let odd = match provider {
                Provider::Oss => "<New><Deep></Deep></New>",
                Provider::Cos => "<n:New n:at=\\\"1\\\"> two  words <Deep></Deep>tail</n:New>",
            };
            assert!(text.contains(odd), "{text}");
        }
    }
}

/// What is gone before its page is read is in none; what cannot be read as a rule is looked at by both.
#[tokio::test]
async fn pages_bring_what_cannot_be_read_and_lack_what_is_gone() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        let client = open(&sandbox, provider, "demo-odd");
        let name = bucket(provider, "demo-odd");
        let mut ids = vec!["odd-rule".to_owned()];
        let good = sandbox.rule_ids(&name).into_iter().find(|id| id != "odd-rule" && !id.is_empty());
        let good = good.expect("it has one");
        let xml = sandbox.rule_xml(&name, &good).expect("it is seeded");
        for number in 0..20 {
            ids.push(format!("copy-{number}"));
            let own = format!("<Id>copy-{number}</Id>");
            sandbox.put_rule(&name, &ids[number + 1], &xml.replace(&format!("<Id>{good}</Id>"), &own));
        }
        assert!(sandbox.remove_rule(&name, "copy-7"));
        let mut gathering = out_of_pages(&client, &ids).await;
        let odd = gathering.take("odd-rule").expect("a page has it");
        assert!(odd.rule.unreadable().is_some());
        assert_eq!(odd, client.get_any("odd-rule").await.expect("to be looked at"));
        let lacking: Vec<_> = ids[1..].iter().filter(|id| gathering.take(id).is_none()).collect();
        assert_eq!(lacking, ["copy-7"]);
    }
}
