//! Where the credentials of a text are for: bucket, region and endpoint, as far as the text holds them.

use super::group::parts;
use super::names::Kind;
use super::section::{Section, plain, visit};
use crate::form::paste::BucketAddress;
use crate::model::host::{HostKind, ServiceHost, without_default_port};
use crate::model::{BucketName, EndpointTemplate, Provider, Region};

/// Places of one text that are offered.
const MOST: usize = 5;

/// A place as a text says it. What stands there may be a signed address, so it does not print.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PlaceText {
    bucket: String,
    region: String,
    endpoint: String,
}

/// A place that a text names, checked. It is offered and never taken unasked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedPlace {
    /// The bucket.
    pub bucket: Option<BucketName>,
    /// Its region.
    pub region: Option<Region>,
    /// An endpoint template other than the provider's own for the region.
    pub endpoint: Option<String>,
}

impl std::fmt::Debug for PlaceText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PlaceText(…)")
    }
}

impl PlaceText {
    fn is_empty(&self) -> bool {
        *self == PlaceText::default()
    }

    /// Takes what this one does not say.
    fn fill(&mut self, other: &PlaceText) {
        let of = |place: &PlaceText| [place.bucket.clone(), place.region.clone(), place.endpoint.clone()];
        for (own, others) in
            [&mut self.bucket, &mut self.region, &mut self.endpoint].into_iter().zip(of(other))
        {
            if own.is_empty() {
                *own = others;
            }
        }
    }

    /// What is certain in it for a provider; `None` when nothing is.
    pub(super) fn read(&self, provider: Provider) -> Option<PastedPlace> {
        let address = BucketAddress::read(&self.bucket).filter(|address| address.provider == provider);
        let (named, mut region) = match address {
            Some(address) => (Some(address.bucket), address.region),
            None => (BucketName::parse(&self.bucket).ok(), None),
        };
        let bucket = named.filter(|bucket| provider != Provider::Cos || bucket.has_app_id());
        region = region.or_else(|| Region::read(provider, &self.region).ok());
        let id = region.as_ref().map_or(self.region.as_str(), Region::as_str);
        let endpoint = endpoint_of(&self.endpoint, id);
        let host = own_host(&endpoint).filter(|host| host.provider == provider);
        let place = match host {
            // The provider's own endpoint says where the bucket is, and nothing that a region does not say. From its
            // own network a page is seldom opened.
            Some(host) if host.kind != HostKind::Accelerated => PastedPlace {
                bucket: bucket.or(host.bucket.filter(|bucket| bucket.as_str() != PROBE)),
                region: region.or(host.region),
                endpoint: None,
            },
            _ => {
                let name = bucket.as_ref().map_or("", BucketName::as_str);
                let template = EndpointTemplate::read(&endpoint, provider, name).ok();
                PastedPlace {
                    bucket,
                    region,
                    endpoint: template.map(|template| template.as_str().to_owned()),
                }
            }
        };
        (place != PastedPlace::default()).then_some(place)
    }
}

/// Stands for any bucket in a template.
const PROBE: &str = "bucket";

/// An endpoint as a template: ossbrowser writes the region as a placeholder, with its `oss-` in it.
fn endpoint_of(text: &str, region: &str) -> String {
    let text = text.trim();
    let text = match text.contains("oss-{region}") {
        true => text.replace("{region}", region),
        false => text.replace("{region}", &format!("oss-{region}")),
    };
    if text.is_empty() || text.contains("://") { text } else { format!("https://{text}") }
}

fn own_host(endpoint: &str) -> Option<ServiceHost> {
    let (scheme, address) = endpoint.split_once("://")?;
    let host = without_default_port(scheme, address.trim_end_matches('/')).replace("{bucket}", PROBE);
    ServiceHost::read(&host)
}

/// The places that the sections of a text name, found out once.
pub(super) struct Places {
    of_whole: Vec<PlaceText>,
}

impl Places {
    pub(super) fn of(whole: &Section) -> Self {
        let mut of_whole: Vec<PlaceText> = Vec::new();
        visit(whole, &mut Vec::new(), &mut |section, above| {
            let of_buckets = |section: &Section| plain(&section.name).starts_with("bucket");
            let among_buckets = of_buckets(section) || above.last().is_some_and(|above| of_buckets(above));
            // Where another key has its home, the place is that key's.
            if !is_home(section) {
                of_whole.push(place_in(section, among_buckets));
            }
        });
        of_whole.retain(|text| !text.is_empty());
        Places { of_whole }
    }

    /// Those for a set in a section, the nearest first.
    pub(super) fn near(&self, section: &Section, above: &[&Section]) -> Vec<PlaceText> {
        let own_first = [section].into_iter().chain(above.iter().rev().copied());
        let own: Vec<PlaceText> = own_first.map(|section| place_in(section, false)).collect();
        let mut found: Vec<PlaceText> = Vec::new();
        for text in own.iter().filter(|text| !text.is_empty()).chain(&self.of_whole) {
            let is_known = found.contains(text) || found.len() == MOST;
            match found.last_mut() {
                Some(last) if last.bucket.is_empty() || text.bucket.is_empty() => last.fill(text),
                _ if is_known => {}
                _ => found.push(text.clone()),
            }
        }
        found
    }
}

/// Whether a key stands in a section.
fn is_home(section: &Section) -> bool {
    parts(section).iter().any(|part| part.meaning.kind == Kind::KeyId)
}

/// The place that one section names.
fn place_in(section: &Section, among_buckets: bool) -> PlaceText {
    let value = |ends: &[&str]| {
        let named = |name: &str| ends.iter().any(|end| plain(name).ends_with(end));
        let pair = section.pairs.iter().find(|(name, _)| named(name));
        pair.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let bucket = value(&["bucket", "bucketname", "osspath", "cospath", "bucketurl"]);
    let name = if among_buckets { value(&["name"]) } else { String::new() };
    PlaceText {
        bucket: if bucket.is_empty() { name } else { bucket },
        region: value(&["region", "regionid"]),
        endpoint: value(&["endpoint", "eptpl"]),
    }
}
