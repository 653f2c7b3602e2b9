//! What both benchmarks work on.

use stocktake::model::rule::Part;
use stocktake::model::{Provider, Rule};
use stocktake::provider::service;
use stocktake::provider::xml::Element;

/// Rules in an answer to a list request; neither provider gives more.
pub(crate) const RULES_PER_PAGE: usize = 100;
/// Bytes of the document that is signed.
const DOCUMENT_LEN: usize = 1_024;

/// A rule that says everything the provider's documents name.
fn every_part(provider: Provider, number: usize) -> Rule {
    let id = format!("every-part-{number:04}");
    let capabilities = service(provider).capabilities();
    capabilities.parts.iter().fold(Rule::default(), |rule, part| {
        let choices = capabilities.choices(*part);
        let text = match part {
            Part::Fields | Part::IncrementalFields => &choices.join("\n"),
            Part::Id => &id,
            Part::Enabled | Part::Incremental | Part::AutoDelete => "true",
            Part::Prefix => "照片 album/a&b/<raw>+50%/",
            Part::Tags => "team=R&D\nage=18",
            Part::ModifiedFrom => "1637883649",
            Part::ModifiedTo => "1638347592",
            Part::SizeFrom => "1024",
            Part::SizeTo => "1048576",
            Part::MetadataFields => "x-cos-meta-owner",
            Part::IncrementalFrequency => "600",
            Part::Bucket => "acs:oss:::inventory-reports",
            Part::DestinationPrefix => "报表/2024 R&D/",
            Part::AccountId => capabilities.account_example,
            Part::RoleArn => "acs:ram::1000000000000000:role/AliyunOSSRole",
            Part::KmsKeyId => "9468da86-3509-4f8d-a61e-6eab1eac0001",
            Part::DayOfMonth => "28",
            _ => choices.last().copied().unwrap_or("text"),
        };
        rule.with(*part, text)
    })
}

/// The provider's answer to a list request: as many rules as fit, with everything in them.
pub(crate) fn list_page(provider: Provider) -> String {
    let service = service(provider);
    let mut page = Element::new(service.layout().list);
    for number in 0..RULES_PER_PAGE {
        page.push(service.document(&every_part(provider, number), None));
    }
    page.push(Element::with_text("IsTruncated", "false"));
    page.to_document()
}

/// A rule's document of exactly 1 KB.
pub(crate) fn document(provider: Provider) -> String {
    let of_prefix = |prefix: &str| {
        let rule = Rule::default()
            .with(Part::Id, "daily")
            .with(Part::Enabled, "true")
            .with(Part::Fields, "Size\nLastModifiedDate\nStorageClass")
            .with(Part::Prefix, prefix);
        service(provider).document(&rule, None).to_document()
    };
    let rest = DOCUMENT_LEN - of_prefix("a").len();
    of_prefix(&"a".repeat(rest + 1))
}
