//! Rules, texts and documents of every kind.

use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;
use stocktake::model::connection::SignatureVersion;
use stocktake::model::rule::Part;
use stocktake::model::{
    BucketName, Connection, Credentials, EndpointTemplate, Provider, ReadSigning, Region, Rule, Secret,
};
use stocktake::provider::document::Place;
use stocktake::provider::service;
use stocktake::provider::xml::can_be_written;

pub(crate) fn provider() -> impl Strategy<Value = Provider> {
    select(&Provider::ALL[..])
}

/// A character of any script, as often as not one that means something in XML, JSON or a URL.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        any::<char>(),
        select(
            &['&', '<', '>', '"', '\'', '=', '/', '%', '+', ' ', ':', ',', '~', '\t', '\r', '清', 'é'][..]
        ),
        select(&['a', 'b', 'Z', '0', '9', '-', '_', '.'][..]),
    ]
}

/// A text that an XML document can hold.
pub(crate) fn text(lengths: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(character().prop_filter("XML 1.0 has no such character", |c| can_be_written(&c.to_string())), lengths)
        .prop_map(|characters| characters.into_iter().collect())
}

/// A text of one line without blanks around: what an entry of a list is read as.
fn line() -> impl Strategy<Value = String> {
    text(0..8).prop_map(|text| format!("e{}", text.replace('\n', "").trim_end()))
}

fn lines(entry: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    btree_set(entry, 1..4).prop_map(|entries| entries.into_iter().collect::<Vec<_>>().join("\n"))
}

fn tag() -> impl Strategy<Value = String> {
    (text(0..6), text(0..6)).prop_map(|(key, value)| {
        let plain = |text: &str| text.replace('\n', "");
        format!("{}={}", plain(&key).replace('=', ""), plain(&value))
    })
}

/// Every part that has a place in the provider's documents.
pub(crate) fn parts(provider: Provider) -> Vec<Part> {
    let places = service(provider).layout().places;
    Part::all().filter(|part| places.iter().any(|(known, _)| known == part)).collect()
}

/// The places of a part.
pub(crate) fn places(provider: Provider, part: Part) -> impl Iterator<Item = &'static Place> {
    let places = service(provider).layout().places.iter();
    places.filter(move |(known, _)| *known == part).map(|(_, place)| place)
}

/// Whether a document without the part is no rule.
pub(crate) fn required(provider: Provider, part: Part) -> bool {
    service(provider).layout().required.contains(&part)
}

/// A part as a document can say it; `None` for a part that is not there.
pub(crate) fn part_text(provider: Provider, part: Part) -> BoxedStrategy<Option<String>> {
    let some = match (provider, part) {
        (Provider::Oss, Part::Encryption) => {
            select(&["SSE-OSS", "SSE-KMS", "SSE-NEW"][..]).prop_map(str::to_owned).boxed()
        }
        (Provider::Cos, Part::Encryption) => Just("SSE-COS".to_owned()).boxed(),
        (_, Part::Tags) => lines(tag()).boxed(),
        (_, Part::MetadataFields) => lines(line().prop_map(|entry| format!("x-cos-meta-{entry}"))).boxed(),
        (_, part) if part.is_list() => lines(line()).boxed(),
        (provider, part) if required(provider, part) => text(1..10).boxed(),
        _ => text(0..10).boxed(),
    };
    if required(provider, part) {
        some.prop_map(Some).boxed()
    } else {
        prop_oneof![2 => some.prop_map(Some), 1 => Just(None)].boxed()
    }
}

/// A rule with parts of the provider's.
pub(crate) fn rule(provider: Provider) -> impl Strategy<Value = Rule> {
    let parts = parts(provider);
    let texts: Vec<_> = parts.iter().map(|part| part_text(provider, *part)).collect();
    texts.prop_map(move |texts| {
        let mut rule = Rule::default();
        parts.iter().zip(texts).for_each(|(part, text)| rule.set(*part, text));
        consistent(rule)
    })
}

/// A key stands inside its kind of encryption, so there is none without it.
pub(crate) fn consistent(mut rule: Rule) -> Rule {
    if rule.text(Part::Encryption) != "SSE-KMS" {
        rule.set(Part::KmsKeyId, None);
    }
    rule
}

/// Parts with any texts whatever, well-formed or not.
pub(crate) fn wild_rule() -> impl Strategy<Value = Rule> {
    let plausible = select(
        &[
            "true",
            "False",
            "Monthly",
            "Once",
            "Daily",
            "SSE-KMS",
            "SSE-OSS",
            "SSE-COS",
            "600",
            "1700000000",
            "IA,Standard",
            "Size\nETag",
            "a=1\nb=",
            "acs:oss:::b-1",
            "qcs::cos:r::b-1",
            "x-cos-meta-a",
            " 1 ",
            "",
        ][..],
    );
    let text = prop_oneof![
        2 => plausible.prop_map(str::to_owned),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => text(0..12),
    ];
    vec(proptest::option::weighted(0.8, text), Part::COUNT).prop_map(|texts| {
        let mut rule = Rule::default();
        Part::all().zip(texts).for_each(|(part, text)| rule.set(part, text));
        rule
    })
}

pub(crate) fn connection(provider: Provider) -> impl Strategy<Value = Connection> {
    let name = "[a-z0-9][a-z0-9-]{1,40}[a-z0-9]";
    let region = "[a-z]{2}-[a-z]{3,12}(-[0-9])?";
    (name, region).prop_map(move |(bucket, region)| Connection {
        provider,
        region: Region::parse(&region).expect("a region"),
        bucket: BucketName::parse(&format!("{bucket}-1250000000")).expect("a bucket"),
        endpoint: None,
        reads: ReadSigning::Automatic,
        signature: SignatureVersion::Current,
    })
}

/// The same bucket at an address of its own.
pub(crate) fn at(connection: &Connection, template: &str) -> Connection {
    let endpoint = Some(EndpointTemplate::parse(template).expect("a template"));
    Connection { endpoint, ..connection.clone() }
}

/// What can be sent in a header, which all three are.
pub(crate) fn credentials() -> impl Strategy<Value = Credentials> {
    let graphic = "[!-~]{1,60}";
    ("[A-Za-z0-9.]{1,30}", graphic, graphic).prop_map(|(id, secret, token)| Credentials {
        access_key_id: id,
        access_key_secret: Secret::new(secret),
        security_token: Secret::new(token),
        expires_at: None,
        account: None,
    })
}

/// A rule as it is read again: what says nothing is no part of it.
pub(crate) fn as_said(rule: &Rule) -> Rule {
    Part::all()
        .filter_map(|part| Some((part, rule.said(part)?)))
        .fold(Rule::default(), |rule, (part, text)| rule.with(part, text))
}
