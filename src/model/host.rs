//! The host names that a provider serves buckets under, taken apart.
//!
//! Under both domains anybody can run something of their own (`NAME.fc.aliyuncs.com` is somebody's function), so a
//! host is the provider's only in one of the shapes that the provider documents for buckets:
//!
//! | Shape | Source |
//! | --- | --- |
//! | `[{bucket}.]oss-{region}[-internal].aliyuncs.com` | OSS, "Regions and endpoints" |
//! | `[{bucket}.]oss-accelerate[-overseas].aliyuncs.com` | OSS, "Transfer acceleration" |
//! | `[{bucket}.]{region}.oss.aliyuncs.com` | OSS, dual stack: alibabacloud-oss-v2, `endpoints.py` |
//! | `[{bucket}.]{cos or cos-internal or cos-website}.{region or accelerate}.{myqcloud.com or tencentcos.cn}` | COS, "Regions and Access Endpoints"; cos-python-sdk-v5, `format_region` |
//! | `[{bucket}.]{cn-south and the like}.myqcloud.com` | regions from before 2017; the same |

use super::connection::{BucketName, Provider};
use super::region::Region;
use super::regions;

/// What a host of a provider is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostKind {
    /// The calls of the API, from anywhere.
    Public,
    /// The calls of the API, from the provider's own network.
    Internal,
    /// The calls of the API, for faraway clients; it names no region.
    Accelerated,
    /// Static pages out of a bucket: no call of the API is answered there.
    Website,
}

/// A host of a provider, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceHost {
    /// The cloud.
    pub provider: Provider,
    /// The bucket in front.
    pub bucket: Option<BucketName>,
    /// The region, where the host names one.
    pub region: Option<Region>,
    /// What it is for.
    pub kind: HostKind,
}

impl ServiceHost {
    /// Reads a host name without a port, in any case; `None` when it is none of the documented shapes.
    #[must_use]
    pub fn read(host: &str) -> Option<Self> {
        let host = host.to_ascii_lowercase();
        of_oss(&host).or_else(|| of_cos(&host))
    }
}

/// Host and port without the port, where it is the one that the scheme has anyway.
#[must_use]
pub(crate) fn without_default_port<'a>(scheme: &str, authority: &'a str) -> &'a str {
    let default = if scheme == "https" { ":443" } else { ":80" };
    authority.strip_suffix(default).unwrap_or(authority)
}

fn of_oss(host: &str) -> Option<ServiceHost> {
    let labels = host.strip_suffix(".aliyuncs.com")?;
    if let Some(dual_stack) = labels.strip_suffix(".oss") {
        let (bucket, region) = last(dual_stack);
        // `NAME.oss.aliyuncs.com` is how buckets of the first region were reached.
        let known = || Provider::Oss.known_regions().any(|(id, _)| id == region);
        let certain = bucket.is_some() || known();
        return certain.then(|| whole(Provider::Oss, bucket, region, HostKind::Public)).flatten();
    }
    let (bucket, label) = last(labels);
    let region = label.strip_prefix("oss-")?;
    match region.strip_suffix("-internal") {
        Some(region) => whole(Provider::Oss, bucket, region, HostKind::Internal),
        None => whole(Provider::Oss, bucket, region, HostKind::Public),
    }
}

fn of_cos(host: &str) -> Option<ServiceHost> {
    let older = host.strip_suffix(".myqcloud.com");
    let (rest, region) = last(older.or_else(|| host.strip_suffix(".tencentcos.cn"))?);
    if older.is_some() && regions::COS_OLD.contains(&region) {
        return whole(Provider::Cos, rest, region, HostKind::Public);
    }
    let (bucket, service) = last(rest?);
    let kind = match service {
        "cos" => HostKind::Public,
        "cos-internal" => HostKind::Internal,
        "cos-website" => HostKind::Website,
        _ => return None,
    };
    whole(Provider::Cos, bucket, region, kind)
}

/// The last label, and what stands before it.
fn last(labels: &str) -> (Option<&str>, &str) {
    match labels.rsplit_once('.') {
        Some((before, last)) => (Some(before), last),
        None => (None, labels),
    }
}

fn whole(provider: Provider, bucket: Option<&str>, region: &str, kind: HostKind) -> Option<ServiceHost> {
    let bucket = match bucket {
        Some(name) => Some(BucketName::parse(name).ok().filter(|bucket| bucket.as_str() == name)?),
        None => None,
    };
    if regions::ACCELERATED.contains(&region) {
        let kind = if kind == HostKind::Public { HostKind::Accelerated } else { kind };
        return Some(ServiceHost { provider, bucket, region: None, kind });
    }
    let region = Region::parse(region).ok().filter(|parsed| parsed.as_str() == region)?;
    Some(ServiceHost { provider, bucket, region: Some(region), kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: &str, provider: Provider, bucket: Option<&str>, region: Option<&str>, kind: HostKind) {
        let read = ServiceHost::read(host).unwrap_or_else(|| panic!("{host} is not taken apart"));
        assert_eq!((read.provider, read.kind), (provider, kind), "{host}");
        assert_eq!(read.bucket.as_ref().map(BucketName::as_str), bucket, "{host}");
        assert_eq!(read.region.as_ref().map(Region::as_str), region, "{host}");
    }

    #[test]
    fn every_documented_shape_is_taken_apart() {
        use HostKind::{Accelerated, Internal, Public, Website};
        let (oss, cos) = (Provider::Oss, Provider::Cos);
        let demo = Some("demo-1250000000");
        check("oss-cn-hangzhou.aliyuncs.com", oss, None, Some("cn-hangzhou"), Public);
        check("Demo.OSS-cn-Hangzhou.aliyuncs.com", oss, Some("demo"), Some("cn-hangzhou"), Public);
        check("demo.oss-cn-hangzhou-internal.aliyuncs.com", oss, Some("demo"), Some("cn-hangzhou"), Internal);
        check("oss-accelerate.aliyuncs.com", oss, None, None, Accelerated);
        check("demo.oss-accelerate-overseas.aliyuncs.com", oss, Some("demo"), None, Accelerated);
        check("cn-hangzhou.oss.aliyuncs.com", oss, None, Some("cn-hangzhou"), Public);
        check("demo.cn-hangzhou.oss.aliyuncs.com", oss, Some("demo"), Some("cn-hangzhou"), Public);
        check("cos.ap-guangzhou.myqcloud.com", cos, None, Some("ap-guangzhou"), Public);
        check("demo-1250000000.cos.ap-guangzhou.tencentcos.cn", cos, demo, Some("ap-guangzhou"), Public);
        check(
            "demo-1250000000.cos-internal.ap-guangzhou.tencentcos.cn",
            cos,
            demo,
            Some("ap-guangzhou"),
            Internal,
        );
        check("demo-1250000000.cos.accelerate.myqcloud.com", cos, demo, None, Accelerated);
        check(
            "demo-1250000000.cos-website.ap-guangzhou.myqcloud.com",
            cos,
            demo,
            Some("ap-guangzhou"),
            Website,
        );
        check("demo-1250000000.cn-south.myqcloud.com", cos, demo, Some("cn-south"), Public);
        check("cn-south.myqcloud.com", cos, None, Some("cn-south"), Public);
    }

    #[test]
    fn what_a_stranger_may_own_is_not_the_providers() {
        for host in [
            "aliyuncs.com",
            "evil.fc.aliyuncs.com",
            "1234.cn-hangzhou.fc.aliyuncs.com",
            "demo.evil.aliyuncs.com",
            "a.demo.oss-cn-hangzhou.aliyuncs.com",
            "demo.oss-.aliyuncs.com",
            "demo.oss-cn_hangzhou.aliyuncs.com",
            "demo.oss.aliyuncs.com",
            "oss-cn-hangzhou.aliyuncs.com.example.net",
            "oss-cn-hangzhou.evilaliyuncs.com",
            "demo.ci.ap-guangzhou.myqcloud.com",
            "demo-1250000000.cn-south.tencentcos.cn",
            "cos.myqcloud.com",
            "service.cos.myqcloud.com",
            "demo.cos..myqcloud.com",
            ".cos.ap-guangzhou.myqcloud.com",
            "myqcloud.com",
            "",
        ] {
            assert_eq!(ServiceHost::read(host), None, "{host}");
        }
    }
}
