//! The two providers, and how a bucket's name tells whose it is.

/// Whose service is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provider {
    /// Alibaba Cloud Object Storage Service.
    Oss,
    /// Tencent Cloud Object Storage.
    Cos,
}

/// The account of all COS buckets here; their names end with it.
pub(crate) const APPID: &str = "1250000000";

impl Provider {
    /// `oss` or `cos`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Oss => "oss",
            Self::Cos => "cos",
        }
    }

    /// The region of every bucket that says nothing else.
    pub(crate) fn region(self) -> &'static str {
        match self {
            Self::Oss => "cn-hangzhou",
            Self::Cos => "ap-guangzhou",
        }
    }

    /// What the CORS rules of buckets here let pages read.
    pub(crate) fn exposed_headers(self) -> &'static [&'static str] {
        match self {
            Self::Oss => &["x-oss-request-id", "x-oss-ec"],
            Self::Cos => &["x-cos-request-id", "x-cos-trace-id", "Date", "Content-Length", "ETag"],
        }
    }

    /// A name that ends with the account's number is a COS bucket's.
    pub(crate) fn of_bucket(name: &str) -> Self {
        if without_appid(name) == name { Self::Oss } else { Self::Cos }
    }
}

/// The part of a bucket's name that its owner chose.
pub(crate) fn without_appid(name: &str) -> &str {
    name.strip_suffix(APPID).and_then(|rest| rest.strip_suffix('-')).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_number_makes_a_cos_bucket() {
        for (name, provider, chosen) in [
            ("demo-250-1250000000", Provider::Cos, "demo-250"),
            ("demo-250", Provider::Oss, "demo-250"),
            ("demo-1250000001", Provider::Oss, "demo-1250000001"),
            ("demo1250000000", Provider::Oss, "demo1250000000"),
        ] {
            assert_eq!((Provider::of_bucket(name), without_appid(name)), (provider, chosen));
        }
    }
}
