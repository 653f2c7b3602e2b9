//! The addresses of the vendors' own consoles, taken apart.
//!
//! | Address | Keys |
//! | --- | --- |
//! | `https://oss.console.aliyun.com/bucket/oss-{region}/{bucket}/object?path={folder}` | escaped once |
//! | `https://console.cloud.tencent.com/cos/bucket?bucket={bucket}&region={region}&path=%252F{folder}%252F` | twice |
//! | `https://console.cloud.tencent.com/cos5/bucket/setting?bucketName={bucket}&path=…&region={region}`, older | twice |
//!
//! Each is served under a second name outside of mainland China. What stands in another place than these (`/overview`
//! for `/object`, `type=…` in the query) is another screen of the same bucket.

use super::paste::BucketAddress;
use crate::model::host::ServiceHost;
use crate::model::{BucketName, Provider, Region};
use crate::provider::encode::percent_decode;

const OSS_HOSTS: [&str; 2] = ["oss.console.aliyun.com", "oss.console.alibabacloud.com"];

const COS_HOSTS: [&str; 3] =
    ["console.cloud.tencent.com", "console.tencentcloud.com", "console.intl.cloud.tencent.com"];

/// Reads the address of a bucket's screen in its vendor's console; `None` when it is none.
pub(super) fn read(text: &str) -> Option<BucketAddress> {
    let address = text.strip_prefix("https://")?;
    let (host, rest) = address.split_once('/')?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    match host {
        _ if OSS_HOSTS.contains(&host) => of_oss(path, query),
        _ if COS_HOSTS.contains(&host) => of_cos(path, query),
        _ => None,
    }
}

fn of_oss(path: &str, query: &str) -> Option<BucketAddress> {
    let mut names = path.split(['/', '#']);
    let (screen, region, bucket) = (names.next()?, names.next()?, names.next()?);
    // As in the hosts of the provider, so that regions whose hosts have other names are known or not taken.
    let host = ServiceHost::read(&format!("{region}.aliyuncs.com"))?;
    let region = host.region.filter(|_| screen == "bucket" && host.provider == Provider::Oss)?;
    let prefix = parameter(query, "path").and_then(percent_decode).unwrap_or_default();
    address(Provider::Oss, region, bucket, &prefix)
}

fn of_cos(path: &str, query: &str) -> Option<BucketAddress> {
    let bucket = match path {
        "cos/bucket" => parameter(query, "bucket"),
        "cos5/bucket/setting" => parameter(query, "bucketName"),
        _ => None,
    }?;
    let region = Region::parse(parameter(query, "region")?).ok()?;
    let twice = |text| percent_decode(&percent_decode(text)?);
    let prefix = parameter(query, "path").and_then(twice).unwrap_or_default();
    address(Provider::Cos, region, bucket, prefix.trim_start_matches('/'))
}

fn address(provider: Provider, region: Region, bucket: &str, prefix: &str) -> Option<BucketAddress> {
    let bucket = BucketName::parse(bucket).ok().filter(|name| name.as_str() == bucket)?;
    Some(BucketAddress { provider, region: Some(region), account: None, bucket, prefix: prefix.to_owned() })
}

/// A parameter of a query, as it stands there.
fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let query = query.split('#').next()?;
    query
        .split('&')
        .find_map(|pair| pair.split_once('=').filter(|(known, _)| *known == name))
        .map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: (Provider, &str, &str, &str)) {
        let BucketAddress { provider, region, account, bucket, prefix } =
            BucketAddress::read(text).unwrap_or_else(|| panic!("{text}"));
        let region = region.map(|region| region.as_str().to_owned()).unwrap_or_default();
        let found = (provider, region.as_str(), bucket.as_str(), prefix.as_str());
        assert_eq!((found, account), (expected, None), "{text}");
    }

    #[test]
    fn the_screens_of_a_bucket_name_it_with_region_and_folder() {
        let (oss, cos) = (Provider::Oss, Provider::Cos);
        let at = |rest: &str| format!("https://oss.console.aliyun.com/bucket/oss-cn-hangzhou/demo{rest}");
        check(&at(""), (oss, "cn-hangzhou", "demo", ""));
        check(&at("/overview"), (oss, "cn-hangzhou", "demo", ""));
        check(&at("/object?path="), (oss, "cn-hangzhou", "demo", ""));
        check(&at("/object?path=a%20b%2F%E6%B8%85%2F"), (oss, "cn-hangzhou", "demo", "a b/清/"));
        let demo = "demo-1250000000";
        let at = |rest: &str| {
            format!("https://console.cloud.tencent.com/cos/bucket?bucket={demo}&region=ap-guangzhou{rest}")
        };
        check(&at(""), (cos, "ap-guangzhou", demo, ""));
        check(&at("&type=basicconfig&anchorType=lifeCycle"), (cos, "ap-guangzhou", demo, ""));
        check(&at("&path=%252Fjson%252F"), (cos, "ap-guangzhou", demo, "json/"));
        let older = "https://console.cloud.tencent.com/cos5/bucket/setting?type=filelist&bucketName=demo-1250000000&path=%252F&region=ap-guangzhou";
        check(older, (cos, "ap-guangzhou", demo, ""));
        let second = "https://oss.console.alibabacloud.com/bucket/oss-ap-southeast-1/demo/object";
        check(second, (oss, "ap-southeast-1", "demo", ""));
        let second = "https://console.tencentcloud.com/cos/bucket?region=ap-singapore&bucket=demo-1250000000";
        check(second, (cos, "ap-singapore", demo, ""));
    }

    #[test]
    fn other_screens_and_other_sites_name_none() {
        for text in [
            "https://oss.console.aliyun.com/overview",
            "https://oss.console.aliyun.com/bucket/oss-cn-hangzhou",
            "https://oss.console.aliyun.com/bucket/cn-hangzhou/demo",
            "https://oss.console.aliyun.com/bucket/oss-cn-hangzhou/Bad_Name/object",
            "https://oss.console.aliyun.com/other/oss-cn-hangzhou/demo",
            "https://oss.console.aliyun.com.example.net/bucket/oss-cn-hangzhou/demo",
            "https://ecs.console.aliyun.com/bucket/oss-cn-hangzhou/demo",
            "https://console.cloud.tencent.com/cos/bucket",
            "https://console.cloud.tencent.com/cos/bucket?bucket=demo-1250000000",
            "https://console.cloud.tencent.com/cos/bucket?bucket=&region=ap-guangzhou",
            "https://console.cloud.tencent.com/cvm/instance?bucket=demo-1250000000&region=ap-guangzhou",
            "https://",
        ] {
            assert_eq!(BucketAddress::read(text), None, "{text}");
        }
    }
}
