//! OSS's error answers (wire/oss.md section 6): status, code, EC and the extra
//! elements of each.

use crate::bytes_text::xml_lines;
use crate::error::{Error, Reason};
use crate::reply::Reply;

/// OSS's words for a refusal that both providers know.
pub(crate) fn of(reason: Reason<'_>) -> Error {
    match reason {
        Reason::NoSuchBucket(bucket) => {
            Error::new(404, "NoSuchBucket", "The specified bucket does not exist.")
                .extra("BucketName", bucket)
                .ec("0015-00000101")
        }
        Reason::NoSuchRule => Error::new(404, "NoSuchInventory", "The specified inventory does not exist."),
        Reason::CorsRefused => Error::new(
            403,
            "AccessForbidden",
            "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Requet-Headers are not whitelisted by the resource's CORS spec.",
        ),
        Reason::NoPermission => {
            Error::access_denied("You have no right to access this object because of bucket acl.")
                .ec("0003-00000001")
        }
        Reason::Internal => {
            Error::new(500, "InternalError", "We encountered an internal error. Please try again.")
        }
        Reason::Unavailable => Error::new(503, "ServiceUnavailable", "Please reduce your request rate."),
        // Echoes the token, as the real answer does.
        Reason::TokenExpired(token, (status, code)) => {
            Error::new(status, code, "The security token you provided has expired.")
                .extra("SecurityToken", token)
                .ec("0002-00000007")
        }
        Reason::QueryRefused => {
            Error::access_denied("This operation does not take a signature in the query.")
        }
        Reason::MissingId => {
            invalid_argument("inventoryId", "", "The inventoryId is missing.").ec("0020-00000002")
        }
        Reason::WrongPageToken(token) => {
            invalid_argument("continuation-token", token, "The continuation token provided is incorrect.")
        }
        Reason::AlreadyExists(code) => {
            Error::new(409, code, "The inventory already exist.").ec("0020-00000042")
        }
        Reason::Full(code) => Error::new(400, code, "The number of inventory exceed limit."),
        Reason::Unsupported => {
            Error::new(501, "NotImplemented", "The sandbox answers GET, PUT and DELETE of ?inventory only.")
        }
    }
}

/// 400 `InvalidArgument` with the argument's name and value.
pub(crate) fn invalid_argument(name: &str, value: &str, message: impl Into<String>) -> Error {
    Error::new(400, "InvalidArgument", message).extra("ArgumentName", name).extra("ArgumentValue", value)
}

pub(crate) fn reply(error: &Error, request_id: &str, host: &str) -> Reply {
    let mut reply = Reply::xml(error.status, document(error, request_id, host));
    if let Some(ec) = error.ec {
        reply.headers.push(("x-oss-ec", ec.into()));
    }
    reply
}

/// The body, as the recorded answers are laid out.
fn document(error: &Error, request_id: &str, host: &str) -> String {
    let mut elements = vec![
        ("Code", error.code.to_owned()),
        ("Message", error.message.clone()),
        ("RequestId", request_id.to_owned()),
        ("HostId", host.to_owned()),
    ];
    elements.extend(error.extras.iter().cloned());
    if let Some(ec) = error.ec {
        elements.push(("EC", ec.into()));
        elements.push(("RecommendDoc", format!("https://api.aliyun.com/troubleshoot?q={ec}")));
    }
    let lines = xml_lines("  ", &elements);
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n{lines}</Error>\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::switches::Switches;
    use crate::vectors;

    /// The bodies in the vectors, word for word.
    #[test]
    fn bodies_are_laid_out_as_recorded() {
        let vectors = vectors::oss();
        let expired = Reason::TokenExpired("CAISFAKE+token/with+plus==", Switches::oss().expired_token);
        let cases = [
            ("error-no-such-inventory", Reason::NoSuchRule),
            ("error-inventory-already-exist", Reason::AlreadyExists("InventoryAlreadyExist")),
            ("error-access-denied", Reason::NoPermission),
            ("error-no-such-bucket", Reason::NoSuchBucket("response-demo")),
            ("error-security-token-expired", expired),
        ];
        for (name, reason) in cases {
            let recorded = vectors["responses"]
                .as_array()
                .and_then(|all| all.iter().find(|entry| entry["name"] == name))
                .expect(name);
            let host = "response-demo.oss-cn-hangzhou.aliyuncs.com";
            let error = of(reason);
            let body = document(&error, "5C1B138A109F4E405B2D0000", host);
            assert_eq!(recorded["body"], body, "{name}");
            assert_eq!(recorded["status"], error.status, "{name}");
        }
    }
}
