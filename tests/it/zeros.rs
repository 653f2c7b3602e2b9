//! What a provider answers for "not set" says nothing, anywhere: OSS gives a rule without a filter back with a filter
//! of empty texts and zeros, and refuses the same zeros when they are sent.

use sandbox::Operation;
use stocktake::export::codes;
use stocktake::form::check::findings;
use stocktake::form::draft::RuleDraft;
use stocktake::model::diff::{changes, compare};
use stocktake::model::rule::Part;
use stocktake::model::summary::Summary;
use stocktake::model::{Provider, Rule};
use stocktake::provider::http::Method;
use stocktake::provider::save::{SaveError, save, write_again};
use stocktake::provider::xml::Element;
use stocktake::provider::{StoredRule, service};

use super::memory::journal;
use super::save::{Editing, Fate, Useless};
use super::{connection, open, sandbox};

const ZEROS: &str = include_str!("../cases/filter-of-zeros.xml");
const BUCKET: &str = "demo-zeros";

fn stored(document: &str) -> StoredRule {
    let document = Element::parse(document.as_bytes()).expect("XML");
    let rule = service(Provider::Oss).layout().read(&document).expect("a rule");
    StoredRule { rule, document }
}

/// The case without its filter.
fn plain() -> StoredRule {
    let (before, rest) = ZEROS.split_once("<Filter>").expect("a filter");
    let (_, after) = rest.split_once("</Filter>").expect("its end");
    stored(&[before, after].concat())
}

#[tokio::test]
async fn zeros_are_no_filter_wherever_a_rule_is_looked_at() {
    let (zeros, plain) = (stored(ZEROS), plain());
    let sandbox = sandbox().await;
    let connection = connection(&sandbox, Provider::Oss, BUCKET);
    let capabilities = service(Provider::Oss).capabilities();
    let summary = Summary::of(&zeros.rule, capabilities);
    assert_eq!((summary.prefix, summary.filters.as_slice()), (None, &[][..]));
    assert_eq!(changes(&zeros.rule, &plain.rule), []);
    assert_eq!(compare(&[&zeros.rule, &plain.rule]), compare(&[&plain.rule, &plain.rule]));
    for (code, bare) in codes(&zeros, &connection).iter().zip(codes(&plain, &connection)) {
        assert_eq!((&code.text, &code.omitted, &code.zeros), (&bare.text, &bare.omitted, &bare.zeros));
    }
    // In the form nothing stands in the fields, and a bound alone is fine.
    let mut draft = RuleDraft::of(&zeros.rule);
    for part in [Part::ModifiedFrom, Part::ModifiedTo, Part::SizeFrom, Part::SizeTo, Part::StorageClass] {
        assert_eq!(draft.typed.text(part), "", "{part:?}");
    }
    draft.typed.set(Part::SizeFrom, Some("1024".into()));
    assert_eq!(findings(&draft, &connection).blocking().count(), 0);
}

#[tokio::test]
async fn zeros_are_sent_neither_in_the_new_form_nor_in_the_old_one() {
    let sandbox = sandbox().await;
    let client = open(&sandbox, Provider::Oss, BUCKET);
    for id in sandbox.rule_ids(BUCKET) {
        let journal = journal();
        let before = client.get_rule(&id).await.expect("a rule");
        assert!(
            before.document.to_document().contains("<UpperSizeBound>"),
            "the service answers one for each"
        );
        let rule = before.rule.clone().with(Part::DestinationPrefix, "elsewhere");
        sandbox.clear_requests();
        let saved = save(&client, &journal, &before, &rule).await.expect("saved");
        assert_eq!(saved.differing, []);
        assert_eq!(journal.0.pauses.get(), 0, "one look is enough");
        assert!(journal.0.is_empty());
        // One look before, lest it be another rule by now, and one after.
        let operations: Vec<_> = sandbox.requests().iter().filter_map(|request| request.operation).collect();
        let written =
            operations.iter().rposition(|operation| *operation == Operation::Put).expect("it was written");
        assert_eq!(operations[written + 1..], [Operation::Get], "{id}: {operations:?}");
        let sent = sandbox.rule_xml(BUCKET, &id).expect("it is there");
        assert!(!sent.contains(">0<") && !sent.contains("<Prefix></Prefix>"), "{sent}");
        // An interrupted save of it finds that it is there.
        let document = service(Provider::Oss).document(&rule, Some(&before.document));
        write_again(&client, &journal, &id, &document).await.expect("done already");
        // And where it is gone, either form is taken.
        for document in [&document, &before.document] {
            sandbox.remove_rule(BUCKET, &id);
            write_again(&client, &journal, &id, document).await.expect("written");
        }
    }
}

#[tokio::test]
async fn an_old_form_with_zeros_can_be_put_back() {
    let editing = Editing::begin(Provider::Oss).await;
    editing.sandbox.set_zero_filters(&editing.bucket(), true);
    let before = editing.client.get_rule("from-the-future").await.expect("a rule");
    assert!(before.document.to_document().contains("<LowerSizeBound>0</LowerSizeBound>"));
    editing.client.transport().plan(&[(Method::Put, Fate::Refused)]);
    let outcome = save(&editing.client, &editing.journal, &before, &editing.rule).await;
    assert!(matches!(outcome, Err(SaveError::Restored(_))), "{outcome:?}");
    editing.is_as_it_was();
    // A look after a useless answer recognises what it sent.
    editing.client.transport().plan(&[(Method::Put, Fate::DoneBut(Useless::GatewayTimeout))]);
    let saved = save(&editing.client, &editing.journal, &before, &editing.rule).await.expect("saved");
    assert_eq!(saved.differing, []);
    editing.is_new();
}

#[tokio::test]
async fn a_bound_of_zero_that_is_typed_is_not_sent() {
    let sandbox = sandbox().await;
    let client = open(&sandbox, Provider::Oss, BUCKET);
    let before = client.get_rule("no-filter").await.expect("a rule");
    let rule: Rule = before.rule.clone().with(Part::SizeFrom, "0").with(Part::SizeTo, "1048576");
    let saved = save(&client, &journal(), &before, &rule).await.expect("saved");
    assert_eq!(saved.differing, []);
    let sent = sandbox.rule_xml(BUCKET, "no-filter").expect("it is there");
    assert!(sent.contains("<UpperSizeBound>1048576</UpperSizeBound>") && !sent.contains("Lower"), "{sent}");
}
