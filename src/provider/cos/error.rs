//! The error codes of COS.
//!
//! Sources: "Error Codes" and "403 Error for COS Access", the SDKs where the pages are silent, and
//! the documents in `tests/vectors/cos.json`.

use crate::provider::error::{ANY_CALL, Dialect, ErrorKind, ProviderAnswer, Refusal, WITH_DOCUMENT};
use crate::provider::http::Method;

/// What COS says, and what it means.
pub(super) static DIALECT: Dialect = Dialect {
    request_id: "x-cos-request-id",
    ec: "",
    ecs: &[],
    parts: &[],
    codes: &[
        ("ExpiredToken", ErrorKind::CredentialsExpired),
        // In no list that was read; S3 and other services say it of an ended token.
        ("InvalidToken", ErrorKind::CredentialsExpired),
        ("RequestTimeTooSkewed", ErrorKind::Clock),
        // The list of codes has the sentence itself as a code.
        ("Request has expired", ErrorKind::Clock),
        ("AccessDenied", ErrorKind::Denied),
        ("AccessForbidden", ErrorKind::Denied),
        ("InvalidAccessKeyId", ErrorKind::CredentialsRefused),
        ("SignatureDoesNotMatch", ErrorKind::SignatureMismatch),
        ("NoSuchBucket", ErrorKind::NoSuchBucket),
        ("InventoryConfigurationNotFoundError", ErrorKind::NoSuchRule),
        // S3's name for the same.
        ("NoSuchConfiguration", ErrorKind::NoSuchRule),
        ("DuplicateInventoryId", ErrorKind::AlreadyRun),
        // Two sources, two names.
        ("TooManyConfigurations", ErrorKind::LimitReached),
        ("InventoryFull", ErrorKind::LimitReached),
        ("ActionAccelerateNotSupported", ErrorKind::WrongEndpoint),
        ("BucketAccelerateNotEnabled", ErrorKind::WrongEndpoint),
        // S3's names, for a bucket of another region.
        ("PermanentRedirect", ErrorKind::WrongEndpoint),
        ("TemporaryRedirect", ErrorKind::WrongEndpoint),
        ("UnavailableForLegalReasons", ErrorKind::AccountState),
        ("RequestTimeout", ErrorKind::Unavailable),
        ("SlowDown", ErrorKind::Throttled),
    ],
    refusals: &[
        // "Error Codes", for every call. Not RequestTimeout: it says when the service stopped to wait, not what
        // it had done by then.
        Refusal {
            status: 400,
            codes: &["ExpiredToken", "InvalidArgument", "InvalidBucketName", "InvalidURI", "InvalidRequest"],
            calls: ANY_CALL,
        },
        Refusal {
            status: 403,
            codes: &[
                "AccessDenied",
                "AccessForbidden",
                "InvalidAccessKeyId",
                "SignatureDoesNotMatch",
                "RequestTimeTooSkewed",
                "Request has expired",
            ],
            calls: ANY_CALL,
        },
        Refusal { status: 404, codes: &["NoSuchBucket"], calls: ANY_CALL },
        Refusal { status: 405, codes: &["MethodNotAllowed"], calls: ANY_CALL },
        Refusal { status: 451, codes: &["UnavailableForLegalReasons"], calls: ANY_CALL },
        // PUT Bucket inventory.
        Refusal {
            status: 400,
            codes: &[
                "MalformedXML",
                "BadDigest",
                "InvalidDigest",
                "TooManyConfigurations",
                "InventoryFull",
                "MissingRequestBodyError",
                "XMLSizeLimit",
            ],
            calls: WITH_DOCUMENT,
        },
        Refusal { status: 411, codes: &["MissingContentLength"], calls: WITH_DOCUMENT },
        // POST Bucket inventory; its status is stated nowhere.
        Refusal { status: 400, codes: &["DuplicateInventoryId"], calls: &[Method::Post] },
        Refusal { status: 409, codes: &["DuplicateInventoryId"], calls: &[Method::Post] },
        // "Error Codes", and S3's name for the same.
        Refusal {
            status: 404,
            codes: &["InventoryConfigurationNotFoundError", "NoSuchConfiguration"],
            calls: &[Method::Get, Method::Delete],
        },
    ],
};

/// COS has one page for all codes.
pub(super) fn help_page(answer: &ProviderAnswer) -> Option<String> {
    (!answer.code.is_empty()).then(|| "https://www.tencentcloud.com/document/product/436/7730".to_owned())
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
