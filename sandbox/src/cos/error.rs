//! COS's error answers (wire/cos.md section 3, Errors).

use md5::{Digest as _, Md5};

use crate::bytes_text::{base64, hex, xml_lines};
use crate::error::{Error, Reason};
use crate::reply::Reply;

/// COS's words for a refusal that both providers know.
pub(crate) fn of(reason: Reason<'_>) -> Error {
    match reason {
        Reason::NoSuchBucket(_) => Error::new(404, "NoSuchBucket", "The specified bucket does not exist."),
        Reason::NoSuchRule => Error::new(
            404,
            "InventoryConfigurationNotFoundError",
            "The inventory configuration was not found",
        ),
        Reason::CorsRefused => {
            Error::new(403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.")
        }
        Reason::NoPermission | Reason::QueryRefused => Error::access_denied("Access Denied."),
        Reason::Internal => Error::new(500, "InternalError", "We encountered an internal error."),
        Reason::Unavailable => Error::new(503, "ServiceUnavailable", "Please reduce your request rate."),
        Reason::TokenExpired(_, (status, code)) => {
            Error::new(status, code, "The provided token has expired.")
        }
        Reason::MissingId => invalid_argument("id"),
        Reason::WrongPageToken(_) => invalid_argument("continuation-token"),
        Reason::AlreadyExists(code) => Error::new(409, code, "The inventory configuration already exists."),
        Reason::Full(code) => {
            Error::new(400, code, "You have attempted to create more inventory configurations than allowed.")
        }
        Reason::Unsupported => {
            Error::new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
        }
    }
}

/// 400 `InvalidArgument`; `name` is what is wrong, which the real answers do
/// not say.
pub(crate) fn invalid_argument(name: &str) -> Error {
    Error::new(400, "InvalidArgument", format!("Invalid Argument: {name}"))
}

pub(crate) fn reply(error: &Error, request_id: &str, host: &str) -> Reply {
    let trace_id = base64(hex(&Md5::digest(request_id.as_bytes())).as_bytes());
    let mut reply = Reply::xml(error.status, document(error, host, request_id, &trace_id));
    reply.headers.push(("x-cos-trace-id", trace_id));
    reply
}

/// The body, as the recorded answers are laid out.
fn document(error: &Error, host: &str, request_id: &str, trace_id: &str) -> String {
    let mut elements = vec![("Code", error.code.to_owned()), ("Message", error.message.clone())];
    elements.extend(error.extras.iter().cloned());
    elements.push(("Resource", host.to_owned()));
    elements.push(("RequestId", request_id.to_owned()));
    elements.push(("TraceId", trace_id.to_owned()));
    let lines = xml_lines("\t", &elements);
    format!("<?xml version='1.0' encoding='utf-8' ?>\n<Error>\n{lines}</Error>\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cos::access;
    use crate::switches::Switches;
    use crate::vectors;

    /// The bodies in the vectors, word for word.
    #[test]
    fn bodies_are_laid_out_as_recorded() {
        let vectors = vectors::cos();
        let switches = Switches::cos();
        let skewed =
            access::too_skewed(time::OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(1_700_000_000));
        let cases = [
            ("error_inventory_not_found", of(Reason::NoSuchRule)),
            ("error_no_such_bucket", of(Reason::NoSuchBucket("examplebucket-1250000000"))),
            ("error_access_denied", of(Reason::NoPermission)),
            ("error_expired_token", of(Reason::TokenExpired("", switches.expired_token))),
            ("error_too_many_configurations", of(Reason::Full(switches.full_code))),
            ("error_request_time_too_skewed", skewed),
            ("error_request_has_expired", access::has_expired()),
            ("error_invalid_access_key_id", access::unknown_key()),
        ];
        for (name, error) in cases {
            let recorded = vectors["xml"]
                .as_array()
                .and_then(|all| all.iter().find(|entry| entry["name"] == name))
                .expect(name);
            let body = document(
                &error,
                "examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com",
                "NjU1NGY4YzBfZmFrZV9mYWtlX2Zha2U=",
                "T0dWbVl6WmlNbVF6WWpBMk9XTmg=",
            );
            assert_eq!(recorded["body"], body, "{name}");
            assert_eq!(recorded["status"], error.status, "{name}");
        }
    }
}
