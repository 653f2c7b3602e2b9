//! A provider's region: how it is written, and what is typed for one.

use super::connection::{NameProblem, Provider, is_label};
use super::host::ServiceHost;
use super::regions;

/// A provider's region id such as `cn-hangzhou`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Region(String);

impl Region {
    /// Accepts any id of lower-case letters, digits and hyphens: lists of regions grow old
    /// (`wire/oss.md` section 1; alibabacloud-oss-v2 `validation.py` uses the same set).
    /// A leading `oss-` is dropped, because OSS's own answers and endpoints write it so, and a leading
    /// `cos.` for the same reason; `-internal` behind it is the network from which it is called, and no part
    /// of the region. The oldest names of COS become the current ones.
    ///
    /// # Errors
    /// [`NameProblem`] when the text is empty, has other characters or is an endpoint that is in no region.
    pub fn parse(text: &str) -> Result<Self, NameProblem> {
        let id = bare(text.trim());
        let alias = regions::COS_ALIASES.iter().find(|(alias, _)| *alias == id);
        let id = alias.map_or(id, |(_, id)| *id);
        match id {
            "" => Err(NameProblem::Empty),
            id if regions::ACCELERATED.contains(&id) => Err(NameProblem::Endpoint),
            id if id.len() <= 63 && is_label(id) => Ok(Region(id.to_owned())),
            _ => Err(NameProblem::Region),
        }
    }

    /// Reads what was typed for a region of a provider: its id in any case, an endpoint or the address of a
    /// bucket that names it (`oss-cn-hangzhou.aliyuncs.com`), or the short name that it had at COS (`gz`).
    ///
    /// # Errors
    /// [`NameProblem`] as for [`Region::parse`], and for the name of a region that another provider has.
    pub fn read(provider: Provider, text: &str) -> Result<Self, NameProblem> {
        let text = text.trim().to_ascii_lowercase();
        let address = text.split_once("://").map_or(text.as_str(), |(_, address)| address);
        if let Some(host) = ServiceHost::read(address.split(['/', ':']).next().unwrap_or_default()) {
            return match host.region {
                _ if host.provider != provider => Err(NameProblem::UnknownRegion),
                Some(region) => Ok(region),
                None => Err(NameProblem::Endpoint),
            };
        }
        let id = bare(&text);
        let is_short = |alias: &str| alias == id || alias.strip_prefix("cos") == Some(id);
        match regions::COS_ALIASES.iter().find(|(alias, _)| is_short(alias)) {
            Some((_, id)) if provider == Provider::Cos => Region::parse(id),
            Some(_) => Err(NameProblem::UnknownRegion),
            None => Region::parse(id),
        }
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text without what endpoints write around a region.
fn bare(mut id: &str) -> &str {
    while let Some(rest) = id.strip_prefix("oss-").or_else(|| id.strip_prefix("cos.")) {
        id = rest;
    }
    while let Some(rest) = id.strip_suffix("-internal") {
        id = rest;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_written_as_an_endpoint_prefix_is_understood() {
        assert_eq!(Region::parse(" oss-cn-hangzhou ").map(|r| r.0), Ok("cn-hangzhou".into()));
        assert_eq!(Region::parse("cos.ap-guangzhou").map(|r| r.0), Ok("ap-guangzhou".into()));
        assert_eq!(Region::parse("cosgz").map(|r| r.0), Ok("ap-guangzhou".into()));
        assert_eq!(Region::parse("cn/hangzhou"), Err(NameProblem::Region));
        assert_eq!(Region::parse("cn.evil"), Err(NameProblem::Region));
    }

    #[track_caller]
    fn check(provider: Provider, text: &str, expected: Result<&str, NameProblem>) {
        let read = Region::read(provider, text);
        assert_eq!(read.as_ref().map(Region::as_str).map_err(|problem| *problem), expected, "{text}");
    }

    #[test]
    fn what_names_a_region_for_certain_is_put_right() {
        for text in [
            "oss-cn-hangzhou-internal",
            "cn-hangzhou-internal",
            " OSS-CN-Hangzhou ",
            "oss-cn-hangzhou.aliyuncs.com",
            "https://oss-cn-hangzhou-internal.aliyuncs.com/",
            "cn-hangzhou.oss.aliyuncs.com",
            "demo.oss-cn-hangzhou.aliyuncs.com:443",
        ] {
            check(Provider::Oss, text, Ok("cn-hangzhou"));
        }
        for text in ["gz", "cosgz", "cos.ap-guangzhou", "cos.ap-guangzhou.myqcloud.com", "AP-guangzhou"] {
            check(Provider::Cos, text, Ok("ap-guangzhou"));
        }
        check(Provider::Cos, "sh", Ok("ap-shanghai"));
        check(Provider::Cos, "sg", Ok("sg"));
    }

    #[test]
    fn what_is_no_region_of_the_provider_is_refused() {
        for text in ["oss-accelerate", "accelerate-overseas", "https://oss-accelerate.aliyuncs.com"] {
            check(Provider::Oss, text, Err(NameProblem::Endpoint));
        }
        check(Provider::Cos, "cos.accelerate.myqcloud.com", Err(NameProblem::Endpoint));
        for text in ["gz", "cosgz", "cos.ap-guangzhou.myqcloud.com"] {
            check(Provider::Oss, text, Err(NameProblem::UnknownRegion));
        }
        check(Provider::Cos, "oss-cn-hangzhou.aliyuncs.com", Err(NameProblem::UnknownRegion));
        check(Provider::Oss, "oss-internal-internal", Ok("internal"));
        check(Provider::Oss, "x.fc.aliyuncs.com", Err(NameProblem::Region));
        check(Provider::Oss, "oss-", Err(NameProblem::Empty));
    }
}
