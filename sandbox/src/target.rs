//! Who is asked, decided by host and path.

use crate::address::{self, Address};
use crate::arrived::Arrived;
use crate::call::{Call, host_name};
use crate::fault::Fault;
use crate::provider::Provider;
use crate::query;

/// Who is asked.
pub(crate) enum Target {
    Bucket(Call),
    /// The relay, which answers with this status itself.
    Relay(u16),
    Sts(Provider),
    /// The real STS, whose host an SDK names.
    StsApi(Provider),
    Control,
    Site,
    /// A host that is none of ours: a page of another site that was made to
    /// resolve to this machine, or a mistake.
    Stranger,
}

/// By the host, and at home by the path.
pub(crate) fn of(arrived: &Arrived) -> Target {
    let name = host_name(&arrived.host);
    if let Some(address) = address::of_bucket_host(name) {
        return Target::Bucket(call(arrived, &address, &arrived.host));
    }
    if let Some(provider) = sts_host(name) {
        return Target::StsApi(provider);
    }
    let region = address::oss_region(name);
    let is_home = matches!(name, "127.0.0.1" | "localhost");
    if !is_home && region.is_none() {
        return Target::Stranger;
    }
    let path = arrived.path.as_str();
    if is_home && let Some(host) = relayed_host(path) {
        return relayed(arrived, host);
    }
    // Path style, which only OSS has.
    if has_inventory(arrived)
        && let Some(bucket) = path.strip_prefix('/')
        && let bucket = bucket.strip_suffix('/').unwrap_or(bucket)
        && !bucket.is_empty()
        && !bucket.contains('/')
    {
        let address = Address { provider: Provider::Oss, bucket, region };
        return Target::Bucket(call(arrived, &address, &arrived.host));
    }
    match path {
        _ if !is_home => Target::Stranger,
        "/sts/oss" => Target::Sts(Provider::Oss),
        "/sts/cos" => Target::Sts(Provider::Cos),
        path if path.starts_with("/_sandbox/") => Target::Control,
        _ => Target::Site,
    }
}

/// `sts.aliyuncs.com`, `sts.REGION.aliyuncs.com`, and the same of Tencent Cloud.
fn sts_host(name: &str) -> Option<Provider> {
    let name = name.strip_prefix("sts.")?;
    if name == "aliyuncs.com" || name.ends_with(".aliyuncs.com") {
        return Some(Provider::Oss);
    }
    (name == "tencentcloudapi.com" || name.ends_with(".tencentcloudapi.com")).then_some(Provider::Cos)
}

/// `/relay/HOST/` -> HOST.
fn relayed_host(path: &str) -> Option<&str> {
    path.strip_prefix("/relay/")?.strip_suffix('/')
}

/// What the reverse proxy of the console's own origin passes on.
fn relayed(arrived: &Arrived, host: &str) -> Target {
    match address::of_bucket_host(host_name(host)) {
        Some(address) if arrived.method != "OPTIONS" => {
            let fault = Fault::of_bucket(address.bucket);
            if let Some(status) = fault.and_then(|fault| fault.of_relay(!arrived.body.is_empty())) {
                return Target::Relay(status);
            }
            Target::Bucket(Call { origin: None, ..call(arrived, &address, host) })
        }
        _ => Target::Stranger,
    }
}

fn has_inventory(arrived: &Arrived) -> bool {
    query::value(&query::decode(&arrived.raw_query), "inventory").is_some()
}

/// The request as a call to a bucket, sent to `host`.
fn call(arrived: &Arrived, address: &Address<'_>, host: &str) -> Call {
    let mut headers = arrived.headers.clone();
    headers.retain(|(name, _)| name != "host");
    headers.push(("host".into(), host.into()));
    Call {
        provider: address.provider,
        method: arrived.method.clone(),
        bucket: address.bucket.into(),
        region: address.region.map(Into::into),
        raw_query: arrived.raw_query.clone(),
        headers,
        body: arrived.body.clone(),
        origin: arrived.header("origin").map(Into::into),
    }
}

#[cfg(test)]
#[path = "target_tests.rs"]
mod tests;
