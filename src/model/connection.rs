//! Which bucket is being looked at, and how it is reached.

use serde::{Deserialize, Serialize};

use super::endpoint::EndpointTemplate;
use super::region::Region;
use super::regions;

/// A cloud whose inventory rules the console manages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// Alibaba Cloud Object Storage Service.
    Oss,
    /// Tencent Cloud Object Storage.
    Cos,
}

impl Provider {
    /// Every provider, in the order in which they are offered.
    pub const ALL: [Provider; 2] = [Provider::Oss, Provider::Cos];

    /// The short name used in addresses, `config.json` and storage.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Provider::Oss => "oss",
            Provider::Cos => "cos",
        }
    }

    /// The inverse of [`Provider::slug`].
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Provider::ALL.into_iter().find(|provider| provider.slug() == slug)
    }

    /// The provider's own name of the service; a proper name in every language.
    #[must_use]
    pub fn service_name(self) -> &'static str {
        match self {
            Provider::Oss => "Alibaba Cloud OSS",
            Provider::Cos => "Tencent Cloud COS",
        }
    }

    /// Whether the names of its buckets end with the digits of an account ([`BucketName::has_app_id`]).
    #[must_use]
    pub fn names_have_app_id(self) -> bool {
        self == Provider::Cos
    }

    /// The host that serves `bucket` when nothing else is configured.
    #[must_use]
    pub fn default_host(self, region: &Region, bucket: &BucketName) -> String {
        let (bucket, region) = (bucket.as_str(), region.as_str());
        match self {
            Provider::Oss => format!("{bucket}.oss-{region}.aliyuncs.com"),
            // Regions from before 2017 stand directly under the domain.
            Provider::Cos if regions::COS_OLD.contains(&region) => format!("{bucket}.{region}.myqcloud.com"),
            Provider::Cos => format!("{bucket}.cos.{region}.myqcloud.com"),
        }
    }

    /// Ids and names of regions to suggest.
    pub fn known_regions(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let lines = match self {
            Provider::Oss => regions::OSS,
            Provider::Cos => regions::COS,
        };
        lines.lines().filter_map(|line| line.split_once(' '))
    }

    /// What the provider calls the parts of temporary credentials: key id, secret and token.
    #[must_use]
    pub fn credential_names(self) -> [&'static str; 3] {
        match self {
            Provider::Oss => ["AccessKeyId", "AccessKeySecret", "SecurityToken"],
            Provider::Cos => ["TmpSecretId", "TmpSecretKey", "Token"],
        }
    }

    /// A command that makes temporary credentials.
    #[must_use]
    pub fn credentials_command(self) -> &'static str {
        match self {
            Provider::Oss => "aliyun sts AssumeRole --RoleArn … --RoleSessionName stocktake",
            Provider::Cos => "tccli sts AssumeRole --RoleArn … --RoleSessionName stocktake",
        }
    }
}

/// Why a bucket name or region was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing was given.
    Empty,
    /// A region with characters that no region has.
    Region,
    /// An endpoint that is in no region (`oss-accelerate`) where a region belongs.
    Endpoint,
    /// A region that the provider has not: it is the name of one of another provider.
    UnknownRegion,
    /// Not 3 to 63 of `a-z 0-9 -` with letters or digits at both ends.
    Bucket,
    /// An address of a bucket of this other provider.
    OtherProvider(Provider),
    /// A bucket of COS without the hyphen and digits of its APPID.
    AppId,
}

/// The name of a bucket, safe to stand in a host name and in a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BucketName(String);

impl BucketName {
    /// 3 to 63 of `a-z 0-9 -`, no hyphen at either end (Alibaba Cloud, "Bucket naming
    /// conventions"; oss2 `is_valid_bucket_name`).
    ///
    /// # Errors
    /// [`NameProblem`] when the text is empty or not such a name.
    pub fn parse(text: &str) -> Result<Self, NameProblem> {
        match text.trim() {
            "" => Err(NameProblem::Empty),
            name if (3..=63).contains(&name.len()) && is_label(name) => Ok(BucketName(name.to_owned())),
            _ => Err(NameProblem::Bucket),
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name ends with a hyphen and digits, as every name of COS does ("Bucket Overview").
    #[must_use]
    pub fn has_app_id(&self) -> bool {
        self.0.rsplit_once('-').is_some_and(|(_, id)| id.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// Lower-case letters, digits and inner hyphens.
pub(crate) fn is_label(text: &str) -> bool {
    let edge = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let bytes = text.as_bytes();
    edge(bytes.first())
        && edge(bytes.last())
        && bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
}

/// How cross-origin reads carry their signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadSigning {
    /// In the query first; in headers if the provider refuses that. In files it is what nothing is said of.
    #[default]
    #[serde(skip)]
    Automatic,
    /// Always in the query: no preflight.
    Query,
    /// Always in headers: no token in an address.
    Header,
}

/// Which of a provider's signatures is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignatureVersion {
    /// The provider's own current one.
    #[default]
    #[serde(rename = "v4")]
    Current,
    /// OSS V1, for buckets from before V4.
    #[serde(rename = "v1")]
    Older,
}

/// One bucket and the way to it. Holds no secret: it is what the device may remember.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The cloud.
    pub provider: Provider,
    /// The bucket's region.
    pub region: Region,
    /// The bucket whose rules are managed.
    pub bucket: BucketName,
    /// Where it is reached, when not at the provider's default host.
    pub endpoint: Option<EndpointTemplate>,
    /// How reads are signed.
    pub reads: ReadSigning,
    /// Which signature is made.
    pub signature: SignatureVersion,
}

impl Connection {
    /// Whether `other` looks at the same bucket of the same cloud, however it is reached.
    #[must_use]
    pub fn same_bucket(&self, provider: Provider, region: &Region, bucket: &BucketName) -> bool {
        self.provider == provider && self.region == *region && self.bucket == *bucket
    }
}

#[cfg(test)]
impl Connection {
    /// One that says no more than it must, for tests.
    pub(crate) fn to(provider: Provider, region: &str, bucket: &str) -> Self {
        Connection {
            provider,
            region: Region::parse(region).expect("a region"),
            bucket: BucketName::parse(bucket).expect("a bucket"),
            endpoint: None,
            reads: ReadSigning::Automatic,
            signature: SignatureVersion::Current,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bucket_names_follow_the_naming_conventions() {
        for good in ["abc", "a-b-c", "demo-250", "0ab", &"a".repeat(63)] {
            assert!(BucketName::parse(good).is_ok(), "{good}");
        }
        for bad in ["ab", "-abc", "abc-", "Abc", "a.b", "a/b", "a_b", "a@b", "清单桶", &"a".repeat(64)] {
            assert_eq!(BucketName::parse(bad), Err(NameProblem::Bucket), "{bad}");
        }
        assert_eq!(BucketName::parse("  "), Err(NameProblem::Empty));
    }

    #[test]
    fn hosts_follow_the_providers_pattern() {
        let host = |provider: Provider, region: &str| {
            let bucket = BucketName::parse("demo-1250000000").expect("a name");
            provider.default_host(&Region::parse(region).expect("a region"), &bucket)
        };
        assert_eq!(host(Provider::Oss, "cn-hangzhou"), "demo-1250000000.oss-cn-hangzhou.aliyuncs.com");
        assert_eq!(host(Provider::Cos, "ap-guangzhou"), "demo-1250000000.cos.ap-guangzhou.myqcloud.com");
        assert_eq!(host(Provider::Cos, "cn-south"), "demo-1250000000.cn-south.myqcloud.com");
    }
}
