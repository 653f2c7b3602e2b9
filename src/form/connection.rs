//! The values of the Connect form, and the connection they make.

use super::credential_text::PastedPlace;
use super::paste::BucketAddress;
use crate::model::connection::NameProblem;
use crate::model::endpoint::EndpointProblem;
use crate::model::{
    BucketName, Connection, Endpoint, EndpointTemplate, Provider, ReadSigning, Region, SignatureVersion,
};

/// What is typed on Connect, but for the credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionDraft {
    /// The cloud.
    pub provider: Provider,
    /// The region id.
    pub region: String,
    /// The bucket name, or an address of the bucket that was pasted for it.
    pub bucket: String,
    /// The endpoint template; empty for the provider's own host.
    pub endpoint: String,
    /// How reads are signed.
    pub reads: ReadSigning,
    /// Which signature is made.
    pub signature: SignatureVersion,
}

/// What is wrong with the parts of a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConnectionProblems {
    /// With the region.
    pub region: Option<NameProblem>,
    /// With the bucket.
    pub bucket: Option<NameProblem>,
    /// With the endpoint.
    pub endpoint: Option<EndpointProblem>,
}

impl ConnectionDraft {
    /// An empty form.
    #[must_use]
    pub fn new(provider: Provider) -> Self {
        ConnectionDraft {
            provider,
            region: String::new(),
            bucket: String::new(),
            endpoint: String::new(),
            reads: ReadSigning::Automatic,
            signature: SignatureVersion::Current,
        }
    }

    /// The form of a known connection.
    #[must_use]
    pub fn of(connection: &Connection) -> Self {
        ConnectionDraft {
            provider: connection.provider,
            region: connection.region.as_str().to_owned(),
            bucket: connection.bucket.as_str().to_owned(),
            endpoint: connection.endpoint.as_ref().map_or_else(String::new, |e| e.as_str().to_owned()),
            reads: connection.reads,
            signature: connection.signature,
        }
    }

    /// The connection.
    ///
    /// # Errors
    /// Every part with a problem. What is certain is put right, see [`Region::read`] and [`EndpointTemplate::read`].
    pub fn check(&self) -> Result<Connection, ConnectionProblems> {
        let provider = self.provider;
        let region = Region::read(provider, &self.region);
        let bucket = match BucketAddress::read(&self.bucket) {
            Some(address) if address.provider != provider => {
                Err(NameProblem::OtherProvider(address.provider))
            }
            _ => BucketName::parse(&self.bucket).and_then(|bucket| match provider {
                Provider::Cos if !bucket.has_app_id() => Err(NameProblem::AppId),
                _ => Ok(bucket),
            }),
        };
        let endpoint = match self.endpoint.trim() {
            "" => Ok(None),
            text => EndpointTemplate::read(text, provider, &self.bucket).map(Some),
        };
        match (region, bucket, endpoint) {
            (Ok(region), Ok(bucket), Ok(endpoint)) => {
                // Only OSS has an older signature; the choice is not offered elsewhere.
                let signature =
                    if provider == Provider::Oss { self.signature } else { SignatureVersion::Current };
                Ok(Connection { provider, region, bucket, endpoint, reads: self.reads, signature })
            }
            (region, bucket, endpoint) => Err(ConnectionProblems {
                region: region.err(),
                bucket: bucket.err(),
                endpoint: endpoint.err(),
            }),
        }
    }

    /// The host that would get the requests, if it is not the provider's own: the user must have
    /// said yes to it.
    #[must_use]
    pub fn foreign_host(&self) -> Option<String> {
        foreign_host(&self.check().ok()?)
    }

    /// Takes a pasted bucket address apart (`https://demo.oss-cn-hangzhou.aliyuncs.com/`, `oss://demo`,
    /// `demo-1250000000.cos.ap-guangzhou.myqcloud.com`): the draft with provider, bucket and, if it says
    /// so, region. `None` when the text is no such address.
    #[must_use]
    pub fn with_pasted_bucket(&self, text: &str) -> Option<Self> {
        let BucketAddress { provider, region, bucket, .. } = BucketAddress::read(text)?;
        let region = region.map_or_else(|| self.region.clone(), |region| region.as_str().to_owned());
        Some(ConnectionDraft { provider, region, bucket: bucket.as_str().to_owned(), ..self.clone() })
    }
}

impl ConnectionDraft {
    /// The draft with a place that a pasted text names; what the text leaves open stays as it is.
    #[must_use]
    pub fn with_place(&self, provider: Provider, place: &PastedPlace) -> Self {
        let mut draft = ConnectionDraft { provider, ..self.clone() };
        if let Some(bucket) = &place.bucket {
            bucket.as_str().clone_into(&mut draft.bucket);
        }
        if let Some(region) = &place.region {
            region.as_str().clone_into(&mut draft.region);
        }
        if let Some(endpoint) = &place.endpoint {
            draft.endpoint.clone_from(endpoint);
        }
        draft
    }
}

/// The host of a connection, if it is not the provider's own.
#[must_use]
pub fn foreign_host(connection: &Connection) -> Option<String> {
    let endpoint = Endpoint::of_connection(connection).ok()?;
    (!endpoint.is_own_of(connection)).then_some(endpoint.authority)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(region: &str, bucket: &str, endpoint: &str) -> ConnectionDraft {
        ConnectionDraft {
            region: region.into(),
            bucket: bucket.into(),
            endpoint: endpoint.into(),
            ..ConnectionDraft::new(Provider::Oss)
        }
    }

    #[test]
    fn every_problem_is_found_at_once() {
        assert_eq!(
            draft("", "B!", "ftp://x").check(),
            Err(ConnectionProblems {
                region: Some(NameProblem::Empty),
                bucket: Some(NameProblem::Bucket),
                endpoint: Some(EndpointProblem::Scheme),
            })
        );
    }

    #[test]
    fn a_bucket_of_cos_has_its_appid_and_no_path_style() {
        let cos = |bucket: &str, endpoint: &str| ConnectionDraft {
            provider: Provider::Cos,
            signature: SignatureVersion::Older,
            ..draft("ap-guangzhou", bucket, endpoint)
        };
        let checked = cos("demo-1250000000", "").check().expect("a connection");
        assert_eq!(checked.signature, SignatureVersion::Current);
        let problems = cos("demo", "https://cos.example.net/{bucket}").check().expect_err("two problems");
        assert_eq!(problems.bucket, Some(NameProblem::AppId));
        assert_eq!(problems.endpoint, Some(EndpointProblem::PathStyle));
    }

    #[test]
    fn an_address_of_the_other_provider_is_named() {
        let other = draft("cn-hangzhou", "https://demo-1250000000.cos.ap-guangzhou.myqcloud.com/", "");
        let problems = other.check().expect_err("another provider");
        assert_eq!(problems.bucket, Some(NameProblem::OtherProvider(Provider::Cos)));
    }

    #[test]
    fn only_a_host_that_is_not_the_providers_needs_a_yes() {
        assert_eq!(draft("cn-hangzhou", "demo", "").foreign_host(), None);
        assert_eq!(
            draft("cn-hangzhou", "demo", "https://relay.example.com/{bucket}").foreign_host().as_deref(),
            Some("relay.example.com")
        );
    }

    /// The lines of a table of cases, without its head.
    fn lines(table: &str) -> impl Iterator<Item = Vec<&str>> {
        table.lines().skip(1).map(|line| line.split('\t').collect())
    }

    #[test]
    fn every_reported_connection_is_put_right_or_refused() {
        let right = [
            Ok(("cn-hangzhou", "https://demo.oss-cn-hangzhou.aliyuncs.com")),
            Err(NameProblem::Endpoint),
            Ok(("cn-hangzhou", "https://demo.oss-cn-hangzhou.aliyuncs.com")),
            Ok(("cn-hangzhou", "https://demo.oss-cn-hangzhou.aliyuncs.com")),
            Ok(("cn-zhongwei", "https://mybucket.oss-cn-zhongwei.aliyuncs.com")),
            Ok(("ap-guangzhou", "https://demo-1250000000.cos.ap-guangzhou.myqcloud.com")),
            Ok(("ap-shanghai", "https://demo-1250000000.cos.ap-shanghai.myqcloud.com")),
        ];
        let cases: Vec<Vec<&str>> = lines(include_str!("../../tests/cases/connections.tsv")).collect();
        assert_eq!(cases.len(), right.len());
        for (case, right) in cases.iter().zip(right) {
            let [provider, region, bucket, endpoint, _] = case.as_slice() else { panic!("{case:?}") };
            let provider = Provider::from_slug(provider).expect("a provider");
            let draft = ConnectionDraft { provider, ..draft(region, bucket, endpoint) };
            let checked = draft.check();
            match right {
                Ok((region, origin)) => {
                    let connection = checked.unwrap_or_else(|problems| panic!("{case:?}: {problems:?}"));
                    let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
                    assert_eq!(connection.region.as_str(), region, "{case:?}");
                    assert_eq!(
                        (endpoint.origin().as_str(), endpoint.path.as_str()),
                        (origin, "/"),
                        "{case:?}"
                    );
                    assert_eq!(draft.foreign_host(), None, "{case:?}");
                }
                Err(problem) => {
                    assert_eq!(checked.err().and_then(|problems| problems.region), Some(problem), "{case:?}");
                }
            }
        }
    }

    #[test]
    fn every_reported_address_is_taken_apart() {
        let right = [
            (Provider::Oss, Some("cn-hangzhou"), "demo", "a"),
            (Provider::Cos, Some("ap-guangzhou"), "demo-1250000000", ""),
            (Provider::Oss, None, "demo", "x/y"),
            (Provider::Oss, Some("cn-hangzhou"), "demo", ""),
        ];
        let cases: Vec<Vec<&str>> = lines(include_str!("../../tests/cases/addresses.tsv")).collect();
        assert_eq!(cases.len(), right.len());
        for (case, (provider, region, bucket, prefix)) in cases.iter().zip(right) {
            let address = BucketAddress::read(case[0]).unwrap_or_else(|| panic!("{case:?}"));
            let found = (address.provider, address.region.as_ref().map(Region::as_str));
            assert_eq!(found, (provider, region), "{case:?}");
            assert_eq!((address.bucket.as_str(), address.prefix.as_str()), (bucket, prefix), "{case:?}");
        }
    }

    #[test]
    fn a_strangers_host_under_the_providers_domain_is_named() {
        for (endpoint, host) in [
            ("https://evil.fc.aliyuncs.com/{bucket}", "evil.fc.aliyuncs.com"),
            ("https://other.oss-cn-hangzhou.aliyuncs.com", "other.oss-cn-hangzhou.aliyuncs.com"),
            ("https://oss-cn-hangzhou.aliyuncs.com/relay/{bucket}", "oss-cn-hangzhou.aliyuncs.com"),
        ] {
            assert_eq!(draft("cn-hangzhou", "demo", endpoint).foreign_host().as_deref(), Some(host));
        }
    }

    #[test]
    fn a_pasted_bucket_address_is_taken_apart() {
        let empty = ConnectionDraft::new(Provider::Oss);
        let pasted = empty.with_pasted_bucket(" https://demo-1.oss-cn-hangzhou-internal.aliyuncs.com/a ");
        assert_eq!(pasted, Some(draft("cn-hangzhou", "demo-1", "")));
        assert_eq!(
            draft("cn-x", "", "").with_pasted_bucket("oss://demo-1/path"),
            Some(draft("cn-x", "demo-1", ""))
        );
        let cos = empty.with_pasted_bucket("demo-1250000000.cos.ap-guangzhou.myqcloud.com").expect("one");
        assert_eq!(cos.provider, Provider::Cos);
        assert_eq!((cos.bucket.as_str(), cos.region.as_str()), ("demo-1250000000", "ap-guangzhou"));
        assert_eq!(empty.with_pasted_bucket("demo-1"), None);
        assert_eq!(empty.with_pasted_bucket("https://example.com/demo-1"), None);
    }
}
