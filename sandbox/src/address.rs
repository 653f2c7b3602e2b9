//! Whose bucket a host name stands for.

use crate::provider::Provider;

/// A bucket as a request names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    pub(crate) provider: Provider,
    pub(crate) bucket: &'a str,
    /// `None` where the host names none.
    pub(crate) region: Option<&'a str>,
}

/// The bucket of a virtual-hosted address or of a domain bound to it.
pub(crate) fn of_bucket_host(name: &str) -> Option<Address<'_>> {
    custom_domain(name).or_else(|| oss_bucket(name)).or_else(|| cos_bucket(name))
}

/// `BUCKET.custom.localhost` and `BUCKET.cos-custom.localhost`.
fn custom_domain(name: &str) -> Option<Address<'_>> {
    let (provider, bucket) = match name.strip_suffix(".custom.localhost") {
        Some(bucket) => (Provider::Oss, bucket),
        None => (Provider::Cos, name.strip_suffix(".cos-custom.localhost")?),
    };
    Some(Address { provider, bucket, region: None })
}

/// `BUCKET.oss-REGION.localhost`, and the same under aliyuncs.com.
fn oss_bucket(name: &str) -> Option<Address<'_>> {
    let (bucket, host) = name.split_once('.')?;
    Some(Address { provider: Provider::Oss, bucket, region: Some(oss_region(host)?) })
}

/// The region of `oss-REGION.localhost`, and the same under aliyuncs.com.
pub(crate) fn oss_region(host: &str) -> Option<&str> {
    let label = without_one_of(host, &[".localhost", ".aliyuncs.com"])?;
    let region = label.strip_prefix("oss-")?;
    one_label(region.strip_suffix("-internal").unwrap_or(region))
}

/// `BUCKET.cos.REGION.localhost`, and the same under the real domains.
fn cos_bucket(name: &str) -> Option<Address<'_>> {
    let name = without_one_of(name, &[".localhost", ".myqcloud.com", ".tencentcos.cn"])?;
    let (bucket, region) = name.split_once(".cos.")?;
    Some(Address { provider: Provider::Cos, bucket: one_label(bucket)?, region: Some(one_label(region)?) })
}

fn without_one_of<'a>(name: &'a str, endings: &[&str]) -> Option<&'a str> {
    endings.iter().find_map(|ending| name.strip_suffix(ending))
}

fn one_label(text: &str) -> Option<&str> {
    (!text.is_empty() && !text.contains('.')).then_some(text)
}
