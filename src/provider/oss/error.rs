//! The error codes of OSS.
//!
//! Sources: the "HTTP 403 status code" and troubleshooting pages by EC, and the recorded
//! documents in `tests/vectors/oss.json`.

use crate::model::rule::Part;
use crate::provider::error::{ANY_CALL, Dialect, ErrorKind, ProviderAnswer, Refusal, WITH_DOCUMENT};
use crate::provider::http::Method;

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
        // "0002-00000226" and "0002-00000228": the region of the signature is none, or not that of the host or the
        // bucket; in the query and in the header.
        ("0002-00000226", ErrorKind::WrongRegion),
        ("0002-00000228", ErrorKind::WrongRegion),
        // "0004-00000302": more requests in a second than the account may make.
        ("0004-00000302", ErrorKind::Throttled),
        // Which of two names the service uses is not settled; the EC is.
        ("0020-00000042", ErrorKind::AlreadyExists),
    ],
    // "Bucket inventory" error pages 0020-000000NN.
    parts: &[
        ("0020-00000005", Part::Id),
        ("0020-00000007", Part::Enabled),
        ("0020-00000008", Part::ModifiedFrom),
        ("0020-00000019", Part::Bucket),
        ("0020-00000030", Part::Bucket),
        ("0020-00000031", Part::Bucket),
        ("0020-00000032", Part::Bucket),
        ("0020-00000033", Part::Bucket),
        ("0020-00000036", Part::Fields),
        ("0020-00000043", Part::Id),
        ("0020-00000044", Part::Id),
    ],
    codes: &[
        ("SecurityTokenExpired", ErrorKind::CredentialsExpired),
        ("RequestTimeTooSkewed", ErrorKind::Clock),
        ("SecondLevelDomainForbidden", ErrorKind::WrongEndpoint),
        // Seen with an `Endpoint`, where OSS is spoken to in S3's dialect.
        ("PermanentRedirect", ErrorKind::WrongEndpoint),
        ("TemporaryRedirect", ErrorKind::WrongEndpoint),
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
        // S3's name for it.
        ("SlowDown", ErrorKind::Throttled),
    ],
    refusals: &[
        // The pages on the HTTP statuses 400, 403 and 404, for every call. Not RequestTimeout: it says when the
        // service stopped to wait, not what it had done by then.
        Refusal {
            status: 400,
            codes: &["InvalidArgument", "InvalidRequest", "InvalidBucketName"],
            calls: ANY_CALL,
        },
        Refusal {
            status: 403,
            codes: &[
                "AccessDenied",
                "AccessForbidden",
                "SecurityTokenExpired",
                "InvalidSecurityToken",
                "InvalidAccessKeyId",
                "AccessKeyIdAndSecurityTokenNotMatch",
                "SignatureDoesNotMatch",
                "RequestTimeTooSkewed",
                "UserDisable",
                "InDebt",
                "BucketDisable",
                "SecondLevelDomainForbidden",
            ],
            calls: ANY_CALL,
        },
        Refusal { status: 404, codes: &["NoSuchBucket"], calls: ANY_CALL },
        // PutBucketInventory.
        Refusal {
            status: 400,
            codes: &["MalformedXML", "InvalidDigest", "InventoryExceedLimit"],
            calls: WITH_DOCUMENT,
        },
        Refusal {
            status: 409,
            codes: &["InventoryAlreadyExist", "InventoryConfigurationAlreadyExists"],
            calls: WITH_DOCUMENT,
        },
        // GetBucketInventory.
        Refusal { status: 404, codes: &["NoSuchInventory"], calls: &[Method::Get, Method::Delete] },
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
