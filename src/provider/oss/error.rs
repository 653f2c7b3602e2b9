//! The error codes of OSS.
//!
//! Sources: the "HTTP 403 status code" and troubleshooting pages by EC, and the recorded
//! documents in `tests/vectors/oss.json`.

use crate::provider::error::{Dialect, ErrorKind, ProviderAnswer};

/// What OSS says, and what it means.
pub(super) static DIALECT: Dialect = Dialect {
    request_id: "x-oss-request-id",
    ec: "x-oss-ec",
    ecs: &[
        ("0002-00000007", ErrorKind::CredentialsExpired),
        ("0002-00000504", ErrorKind::Clock),
        // A query signature past or before its life calls itself AccessDenied.
        ("0002-00000069", ErrorKind::Clock),
        ("0002-00000235", ErrorKind::Clock),
        // "0002-00000080": accounts since 2025-03 and buckets since 2025-09 take V4 only.
        ("0002-00000080", ErrorKind::OlderSignature),
        // Which of two names the service uses is not settled; the EC is.
        ("0020-00000042", ErrorKind::AlreadyExists),
    ],
    codes: &[
        ("SecurityTokenExpired", ErrorKind::CredentialsExpired),
        ("RequestTimeTooSkewed", ErrorKind::Clock),
        ("SecondLevelDomainForbidden", ErrorKind::WrongEndpoint),
        ("AccessDenied", ErrorKind::Denied),
        ("AccessForbidden", ErrorKind::Denied),
        ("InvalidSecurityToken", ErrorKind::CredentialsRefused),
        ("InvalidAccessKeyId", ErrorKind::CredentialsRefused),
        ("AccessKeyIdAndSecurityTokenNotMatch", ErrorKind::CredentialsRefused),
        ("SignatureDoesNotMatch", ErrorKind::SignatureMismatch),
        ("NoSuchBucket", ErrorKind::NoSuchBucket),
        ("NoSuchInventory", ErrorKind::NoSuchRule),
        ("InventoryAlreadyExist", ErrorKind::AlreadyExists),
        ("InventoryConfigurationAlreadyExists", ErrorKind::AlreadyExists),
        ("InventoryExceedLimit", ErrorKind::LimitReached),
        ("UserDisable", ErrorKind::AccountState),
        ("InDebt", ErrorKind::AccountState),
        ("BucketDisable", ErrorKind::AccountState),
        ("RequestTimeout", ErrorKind::Unavailable),
    ],
};

/// The vendor's troubleshooting page for an EC.
pub(super) fn help_page(answer: &ProviderAnswer) -> Option<String> {
    let plain = |ec: &str| !ec.is_empty() && ec.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    plain(&answer.ec).then(|| format!("https://api.aliyun.com/troubleshoot?q={}", answer.ec))
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
