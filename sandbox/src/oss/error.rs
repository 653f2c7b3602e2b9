//! OSS's error answers (wire/oss.md section 6): status, code, EC and the extra
//! elements of each. Messages marked "made up" in the vectors are made up here
//! too; clients must not match on them.

use crate::bytes_text::xml_text;

/// An error before it has a request id and a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Error {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// The number behind `api.aliyun.com/troubleshoot`, where one is known.
    pub(crate) ec: Option<&'static str>,
    /// Elements that only some codes have, in the order of the real answers.
    pub(crate) extras: Vec<(&'static str, String)>,
}

impl Error {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), ec: None, extras: Vec::new() }
    }

    pub(crate) fn ec(mut self, ec: &'static str) -> Self {
        self.ec = Some(ec);
        self
    }

    pub(crate) fn extra(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.extras.push((name, value.into()));
        self
    }

    /// 400 `InvalidArgument` with the argument's name and value.
    pub(crate) fn invalid_argument(name: &str, value: &str, message: impl Into<String>) -> Self {
        Self::new(400, "InvalidArgument", message).extra("ArgumentName", name).extra("ArgumentValue", value)
    }

    /// 400 `MalformedXML`; `element` is what is missing or wrong.
    pub(crate) fn malformed_xml(element: &str) -> Self {
        Self::new(
            400,
            "MalformedXML",
            format!(
                "The XML you provided was not well-formed or did not validate against our published schema. Element: {element}"
            ),
        )
    }

    pub(crate) fn access_denied(message: impl Into<String>) -> Self {
        Self::new(403, "AccessDenied", message)
    }

    /// The user's rights do not reach.
    pub(crate) fn no_permission() -> Self {
        Self::access_denied("You have no right to access this object because of bucket acl.")
            .ec("0003-00000001")
    }

    pub(crate) fn no_such_inventory() -> Self {
        Self::new(404, "NoSuchInventory", "The specified inventory does not exist.")
    }

    pub(crate) fn no_such_bucket(bucket: &str) -> Self {
        Self::new(404, "NoSuchBucket", "The specified bucket does not exist.")
            .extra("BucketName", bucket)
            .ec("0015-00000101")
    }

    /// Echoes the token, as the real answer does.
    pub(crate) fn token_expired(token: &str) -> Self {
        Self::new(403, "SecurityTokenExpired", "The security token you provided has expired.")
            .extra("SecurityToken", token)
            .ec("0002-00000007")
    }

    /// The body, as the recorded answers are laid out.
    pub(crate) fn document(&self, request_id: &str, host: &str) -> String {
        let mut elements = vec![
            ("Code", self.code.to_owned()),
            ("Message", self.message.clone()),
            ("RequestId", request_id.to_owned()),
            ("HostId", host.to_owned()),
        ];
        elements.extend(self.extras.iter().cloned());
        if let Some(ec) = self.ec {
            elements.push(("EC", ec.into()));
            elements.push(("RecommendDoc", format!("https://api.aliyun.com/troubleshoot?q={ec}")));
        }
        let lines: String = elements
            .iter()
            .map(|(name, value)| format!("  <{name}>{}</{name}>\n", xml_text(value)))
            .collect();
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n{lines}</Error>\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bodies in the vectors, word for word.
    #[test]
    fn bodies_are_laid_out_as_recorded() {
        let vectors = crate::oss::vectors::read();
        let expired = Error::token_expired("CAISFAKE+token/with+plus==");
        let exists =
            Error::new(409, "InventoryAlreadyExist", "The inventory already exist.").ec("0020-00000042");
        let cases = [
            ("error-no-such-inventory", Error::no_such_inventory()),
            ("error-inventory-already-exist", exists),
            ("error-access-denied", Error::no_permission()),
            ("error-no-such-bucket", Error::no_such_bucket("response-demo")),
            ("error-security-token-expired", expired),
        ];
        for (name, error) in cases {
            let recorded = vectors["responses"]
                .as_array()
                .and_then(|all| all.iter().find(|entry| entry["name"] == name))
                .expect(name);
            let host = "response-demo.oss-cn-hangzhou.aliyuncs.com";
            let body = error.document("5C1B138A109F4E405B2D0000", host);
            assert_eq!(recorded["body"], body, "{name}");
            assert_eq!(recorded["status"], error.status, "{name}");
        }
    }
}
