//! Rules as people have them, and what other tools make of them.

use stocktake::export::{CodeKind, Omission, codes};
use stocktake::model::results::result_keys;
use stocktake::model::rule::Part;
use stocktake::model::{BucketName, Connection, Provider, ReadSigning, Region, SignatureVersion};
use stocktake::provider::xml::Element;
use stocktake::provider::{StoredRule, service};

const OFF: &str = include_str!("../cases/rule-off.xml");
const INCREMENTAL: &str = include_str!("../cases/incremental.xml");

fn stored(document: &str) -> StoredRule {
    let document = Element::parse(document.as_bytes()).expect("XML");
    let rule = service(Provider::Oss).layout().read(&document).expect("a rule");
    StoredRule { rule, document }
}

fn source() -> BucketName {
    BucketName::parse("src").expect("a bucket")
}

fn connection() -> Connection {
    Connection {
        provider: Provider::Oss,
        region: Region::parse("cn-hangzhou").expect("a region"),
        bucket: source(),
        endpoint: None,
        reads: ReadSigning::Automatic,
        signature: SignatureVersion::Current,
    }
}

#[test]
fn terraform_cannot_make_a_rule_that_is_off() {
    for code in codes(&stored(OFF), &connection()) {
        let lost = match code.kind {
            CodeKind::Terraform => vec![Omission::Part(Part::Enabled)],
            CodeKind::Command | CodeKind::Python => vec![],
        };
        assert_eq!(code.omitted, lost, "{:?}", code.kind);
        // A rule that was imported is changed so.
        assert!(code.kind != CodeKind::Terraform || code.text.contains("is_enabled               = false\n"));
    }
}

#[test]
fn incremental_reports_lie_beside_the_full_ones() {
    let stored = stored(INCREMENTAL);
    let keys = result_keys(&stored.rule, &source(), service(Provider::Oss).capabilities());
    assert_eq!(keys.folder, "p/src/report1/");
    let incremental = [
        "p/src/report1/incremental_inventory/YYYY-MM-DDTHH-MMSSZ/manifest.json",
        "p/src/report1/incremental_inventory/data/",
    ];
    assert_eq!(keys.incremental, Some(incremental.map(str::to_owned)));
}
