//! A refusal before it has a request id and a provider's wording. Messages
//! marked "made up" in the vectors are made up here too; clients must not match
//! on them.

/// What an error answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Error {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// OSS's number behind `api.aliyun.com/troubleshoot`, where one is known.
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

    pub(crate) fn access_denied(message: impl Into<String>) -> Self {
        Self::new(403, "AccessDenied", message)
    }

    /// 400 `MalformedXML`, worded alike by both; `element` is what is missing
    /// or wrong, which the real answers do not say.
    pub(crate) fn malformed_xml(element: &str) -> Self {
        Self::new(
            400,
            "MalformedXML",
            format!(
                "The XML you provided was not well-formed or did not validate against our published schema. Element: {element}"
            ),
        )
    }
}

/// Why the common part of a call ends; each provider has its own words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason<'a> {
    NoSuchBucket(&'a str),
    NoSuchRule,
    /// A preflight that no CORS rule allows.
    CorsRefused,
    NoPermission,
    Internal,
    Unavailable,
    /// With the token, which OSS echoes, and the switched status and code.
    TokenExpired(&'a str, (u16, &'static str)),
    /// Reads signed in the query were switched off.
    QueryRefused,
    MissingId,
    WrongPageToken(&'a str),
    /// With the switched code.
    AlreadyExists(&'static str),
    /// With the switched code.
    Full(&'static str),
    /// No operation of this method and query.
    Unsupported,
}
