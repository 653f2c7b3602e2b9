//! What is pasted into a field of one line, taken apart where it says more than the field asks.
//!
//! A destination is named in many ways: as a policy does (`acs:oss:*:1000000000000000:name/prefix`,
//! `qcs::cos:region:uid/1250000000:name-1250000000/prefix`), as the rules themselves do (`acs:oss:::name`,
//! `qcs::cos:region::name-1250000000`), as the vendors' tools do (`oss://name/prefix`, `cos://name/prefix`),
//! by its web address, by that of its screen in the vendor's console, and as other clouds do (`arn:aws:s3:::name`), which is told and not taken.

use super::console;
use crate::model::connection::Connection;
use crate::model::host::{ServiceHost, without_default_port};
use crate::model::resource::Resource;
use crate::model::rule::Part;
use crate::model::{BucketName, Provider, Region};
use crate::provider::encode::percent_decode;

/// A bucket as it was named somewhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketAddress {
    /// The cloud.
    pub provider: Provider,
    /// Its region, if the text says it.
    pub region: Option<Region>,
    /// The account, in digits, if the text says it.
    pub account: Option<String>,
    /// The bucket.
    pub bucket: BucketName,
    /// The keys that the text leads to; empty for the whole bucket.
    pub prefix: String,
}

impl BucketAddress {
    /// Reads a text with blanks around or not; `None` when it is a plain name or nothing known.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        of_resource(text)
            .or_else(|| of_tool(text))
            .or_else(|| console::read(text))
            .or_else(|| of_web_address(text))
    }
}

/// `acs:oss:{region}:{account}:{name}/{prefix}` and `qcs:{project}:cos:{region}:{account}:{name}/{prefix}`.
fn of_resource(text: &str) -> Option<BucketAddress> {
    let Resource { provider, region, account, bucket, path, .. } = Resource::read(text)?;
    // A policy means every key by it.
    let prefix = path.unwrap_or_default().trim_end_matches('*').to_owned();
    Some(BucketAddress { provider, region, account: account.map(str::to_owned), bucket, prefix })
}

/// `oss://{name}/{prefix}` and `cos://{name}/{prefix}`, with keys as they are.
fn of_tool(text: &str) -> Option<BucketAddress> {
    let (scheme, rest) = text.split_once("://")?;
    let provider = Provider::from_slug(scheme)?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let bucket = exact(bucket)?;
    Some(BucketAddress { provider, region: None, account: None, bucket, prefix: prefix.to_owned() })
}

/// `https://{name}.{region's host}/{prefix}` with escapes in the keys, with or without the scheme.
fn of_web_address(text: &str) -> Option<BucketAddress> {
    let rest = ["https://", "http://"].into_iter().find_map(|scheme| text.strip_prefix(scheme));
    let address = rest.unwrap_or(text).split(['?', '#']).next()?;
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let scheme = if text.starts_with("http://") { "http" } else { "https" };
    let host = without_default_port(scheme, host);
    let ServiceHost { provider, bucket, region, .. } = ServiceHost::read(host)?;
    Some(BucketAddress {
        provider,
        region,
        account: None,
        bucket: bucket?,
        prefix: percent_decode(path).unwrap_or_else(|| path.to_owned()),
    })
}

/// A bucket's name without anything around.
fn exact(text: &str) -> Option<BucketName> {
    BucketName::parse(text).ok().filter(|name| name.as_str() == text)
}

/// What is said about a text that was pasted or left in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Blanks around it were taken away.
    Trimmed,
    /// Blanks around it were left: they may belong to keys.
    BlanksKept,
    /// It was taken apart: what it says stands in the fields that are set.
    TakenApart,
    /// A bucket of another region than the one that is listed, where no report can go.
    OtherRegion(Region),
    /// A bucket of another provider.
    OtherProvider(Provider),
    /// A bucket of a cloud that is not known here.
    OtherCloud,
}

/// What becomes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The parts of the form that are set by it, with their new texts.
    pub sets: Vec<(Part, String)>,
    /// What is said about it.
    pub note: Note,
}

/// What becomes of a text that was pasted or left in the field of a part; `None` when it stays as it is and
/// there is nothing to say.
#[must_use]
pub fn pasted(part: Part, text: &str, connection: &Connection) -> Option<Pasted> {
    let destination = (part == Part::Bucket).then(|| destination(text, connection)).flatten();
    destination.or_else(|| blanks(part, text))
}

/// A destination that is named as it is elsewhere.
fn destination(text: &str, connection: &Connection) -> Option<Pasted> {
    // What cannot be taken stays in sight, and its problem with it.
    let told = |note| Some(Pasted { sets: trimmed(Part::Bucket, text).into_iter().collect(), note });
    if text.trim().starts_with("arn:") || text.trim().starts_with("s3://") {
        return told(Note::OtherCloud);
    }
    let address = BucketAddress::read(text)?;
    if address.provider != connection.provider {
        return told(Note::OtherProvider(address.provider));
    }
    if let Some(region) = address.region.filter(|region| *region != connection.region) {
        return told(Note::OtherRegion(region));
    }
    let more = [(Part::DestinationPrefix, Some(address.prefix)), (Part::AccountId, address.account)];
    let more =
        more.into_iter().filter_map(|(part, text)| Some((part, text.filter(|text| !text.is_empty())?)));
    let bucket = (Part::Bucket, address.bucket.as_str().to_owned());
    Some(Pasted { sets: [bucket].into_iter().chain(more).collect(), note: Note::TakenApart })
}

/// Blanks around the text of a field of one line.
fn blanks(part: Part, text: &str) -> Option<Pasted> {
    let single_line = !part.is_set() && !part.is_flag();
    match trimmed(part, text).filter(|_| single_line)? {
        _ if matches!(part, Part::Prefix | Part::DestinationPrefix) => {
            Some(Pasted { sets: Vec::new(), note: Note::BlanksKept })
        }
        set => Some(Pasted { sets: vec![set], note: Note::Trimmed }),
    }
}

/// A text without the blanks around it, if there are any.
fn trimmed(part: Part, text: &str) -> Option<(Part, String)> {
    (text.trim() != text).then(|| (part, text.trim().to_owned()))
}

#[cfg(test)]
#[path = "paste_tests.rs"]
mod tests;
