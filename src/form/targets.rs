//! The buckets that rules are taken to, as they are typed or pasted: one a line, by name, by name and region, or by an
//! address. They are reached with the credentials of a connection that is open, and as that one is.

use super::connection::foreign_host;
use super::paste::BucketAddress;
use crate::model::connection::NameProblem;
use crate::model::endpoint::EndpointProblem;
use crate::model::{BucketName, Connection, Endpoint, EndpointTemplate, Region};

/// A line that names no bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongLine {
    /// Its number, from 1.
    pub number: usize,
    /// What is wrong with it.
    pub problem: LineProblem,
}

/// Why a line names no bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineProblem {
    /// There is more than a bucket and a region.
    Words,
    /// The bucket.
    Bucket(NameProblem),
    /// The region.
    Region(NameProblem),
    /// The endpoint that the open connection has gives no address for it.
    Endpoint(EndpointProblem),
}

/// What is typed: the buckets, each once, and the lines that name none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// In the order of their lines.
    pub connections: Vec<Connection>,
    /// In their order.
    pub wrong: Vec<WrongLine>,
}

impl Targets {
    /// Reads lines. What they leave open is as in `base`, the connection that is open.
    #[must_use]
    pub fn read(text: &str, base: &Connection) -> Self {
        let mut targets = Targets::default();
        for (number, line) in (1..).zip(text.lines()) {
            let words: Vec<&str> =
                line.split([' ', '\t', ',', ';']).filter(|word| !word.is_empty()).collect();
            let read = match words.as_slice() {
                [] => continue,
                [bucket] => target(bucket, None, base),
                [bucket, region] => target(bucket, Some(region), base),
                _ => Err(LineProblem::Words),
            };
            match read {
                Ok(connection) => targets.add(connection),
                Err(problem) => targets.wrong.push(WrongLine { number, problem }),
            }
        }
        targets
    }

    /// Adds a bucket, unless it is among them.
    pub fn add(&mut self, connection: Connection) {
        let Connection { provider, region, bucket, .. } = &connection;
        if !self.connections.iter().any(|known| known.same_bucket(*provider, region, bucket)) {
            self.connections.push(connection);
        }
    }

    /// The hosts that would get their requests and are not the provider's own: the user must have said yes to each.
    #[must_use]
    pub fn foreign_hosts(&self) -> Vec<String> {
        let mut hosts = Vec::new();
        for host in self.connections.iter().filter_map(foreign_host) {
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        hosts
    }
}

/// A bucket as a line that names it: `name region`.
#[must_use]
pub fn line_of(connection: &Connection) -> String {
    [connection.bucket.as_str(), connection.region.as_str()].join(" ")
}

fn target(bucket: &str, region: Option<&str>, base: &Connection) -> Result<Connection, LineProblem> {
    let provider = base.provider;
    let (bucket, named) = match BucketAddress::read(bucket) {
        Some(address) if address.provider != provider => {
            return Err(LineProblem::Bucket(NameProblem::OtherProvider(address.provider)));
        }
        Some(address) => (address.bucket, address.region),
        None => (BucketName::parse(bucket).map_err(LineProblem::Bucket)?, None),
    };
    if provider.names_have_app_id() && !bucket.has_app_id() {
        return Err(LineProblem::Bucket(NameProblem::AppId));
    }
    let region = match region {
        Some(text) => Some(Region::read(provider, text).map_err(LineProblem::Region)?),
        None => named,
    };
    let region = region.unwrap_or_else(|| base.region.clone());
    // Another region has other hosts, and one that does not name the bucket leads to a single one.
    let reaches = |template: &EndpointTemplate| {
        template.names_host() || region == base.region && template.names_bucket()
    };
    let endpoint = base.endpoint.clone().filter(reaches);
    let connection = Connection { region, bucket, endpoint, ..base.clone() };
    match Endpoint::of_connection(&connection) {
        Ok(_) => Ok(connection),
        Err(problem) => Err(LineProblem::Endpoint(problem)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::connection::ConnectionDraft;
    use crate::model::Provider;

    fn base(provider: Provider, region: &str, bucket: &str, endpoint: &str) -> Connection {
        let draft = ConnectionDraft {
            region: region.into(),
            bucket: bucket.into(),
            endpoint: endpoint.into(),
            ..ConnectionDraft::new(provider)
        };
        draft.check().expect("a connection")
    }

    fn oss(endpoint: &str) -> Connection {
        base(Provider::Oss, "cn-hangzhou", "demo", endpoint)
    }

    fn lines(targets: &Targets) -> Vec<String> {
        targets.connections.iter().map(line_of).collect()
    }

    #[test]
    fn buckets_are_named_in_every_way_and_stand_once() {
        let text = "logs-1\n\n  logs-2 cn-shanghai \nlogs-3,oss-cn-beijing\nlogs-1 cn-hangzhou\n\
            https://logs-4.oss-cn-shenzhen.aliyuncs.com/some/key?x=1\noss://logs-5/prefix cn-beijing\nacs:oss:::logs-6";
        let targets = Targets::read(text, &oss(""));
        assert_eq!(targets.wrong, []);
        assert_eq!(
            lines(&targets),
            [
                "logs-1 cn-hangzhou",
                "logs-2 cn-shanghai",
                "logs-3 cn-beijing",
                "logs-4 cn-shenzhen",
                "logs-5 cn-beijing",
                "logs-6 cn-hangzhou",
            ]
        );
        assert_eq!(targets.foreign_hosts(), [] as [&str; 0]);
        assert_eq!(Targets::read(&lines(&targets).join("\n"), &oss("")), targets, "as they are kept");
    }

    #[test]
    fn a_line_that_names_no_bucket_says_why_and_hides_no_other() {
        let cos = base(Provider::Cos, "ap-guangzhou", "demo-1250000000", "");
        let text = "logs\nlogs-1250000000\nlogs-1250000000 a b\nlogs-1250000000 a_b\noss://logs\nB!\n";
        let targets = Targets::read(text, &cos);
        assert_eq!(lines(&targets), ["logs-1250000000 ap-guangzhou"]);
        let wrong: Vec<_> = targets.wrong.iter().map(|line| (line.number, line.problem)).collect();
        assert_eq!(
            wrong,
            [
                (1, LineProblem::Bucket(NameProblem::AppId)),
                (3, LineProblem::Words),
                (4, LineProblem::Region(NameProblem::Region)),
                (5, LineProblem::Bucket(NameProblem::OtherProvider(Provider::Oss))),
                (6, LineProblem::Bucket(NameProblem::Bucket)),
            ]
        );
    }

    #[test]
    fn a_bucket_is_reached_as_the_open_one_is_where_that_can_lead_to_it() {
        for (endpoint, line, expected) in [
            ("https://relay.example.com/{bucket}", "logs", Some("https://relay.example.com/{bucket}")),
            ("https://relay.example.com/{bucket}", "logs cn-shanghai", None),
            (
                "https://relay.example.com/{host}",
                "logs cn-shanghai",
                Some("https://relay.example.com/{host}"),
            ),
            ("https://inventory.example.com", "logs", None),
        ] {
            let targets = Targets::read(line, &oss(endpoint));
            let [target] = targets.connections.as_slice() else { panic!("one bucket: {targets:?}") };
            assert_eq!(
                target.endpoint.as_ref().map(|template| template.as_str()),
                expected,
                "{endpoint} {line}"
            );
        }
    }

    #[test]
    fn each_host_that_is_somebody_elses_is_named_once() {
        let of = |endpoint: &str| Targets::read("logs-1\nlogs-2", &oss(endpoint)).foreign_hosts();
        assert_eq!(of("https://relay.example.com/{bucket}"), ["relay.example.com"]);
        assert_eq!(of("https://{bucket}.example.com"), ["logs-1.example.com", "logs-2.example.com"]);
    }
}
