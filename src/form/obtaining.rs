//! How people come by temporary credentials: commands whose whole answer the paste box reads. What is to be replaced stands
//! in capitals.

use crate::model::Provider;

/// Who gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// STS, asked by the provider's command line with a key of one's own.
    Cli,
    /// The organisation's sign-in at the provider. Its answer names no end.
    SingleSignOn,
    /// The machine or function that has a role.
    Machine,
}

/// A way to temporary credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Obtaining {
    /// Who gives them.
    pub source: Source,
    /// The program to type.
    pub tool: &'static str,
    /// The line to type.
    pub command: &'static str,
}

const OSS: [Obtaining; 3] = [
    Obtaining {
        source: Source::Cli,
        tool: "aliyun",
        command: "aliyun sts AssumeRole --RoleArn acs:ram::UID:role/ROLE --RoleSessionName stocktake",
    },
    Obtaining { source: Source::SingleSignOn, tool: "acs-sso", command: "acs-sso login" },
    Obtaining {
        source: Source::Machine,
        tool: "curl",
        command: "curl http://100.100.100.200/latest/meta-data/ram/security-credentials/ROLE",
    },
];

const COS: [Obtaining; 2] = [
    Obtaining {
        source: Source::Cli,
        tool: "tccli",
        command: "tccli sts AssumeRole --RoleArn qcs::cam::uin/UIN:roleName/ROLE --RoleSessionName stocktake",
    },
    Obtaining {
        source: Source::Machine,
        tool: "curl",
        command: "curl http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/ROLE",
    },
];

/// The ways to credentials of a provider, the usual first.
#[must_use]
pub fn ways(provider: Provider) -> &'static [Obtaining] {
    match provider {
        Provider::Oss => &OSS,
        Provider::Cos => &COS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_begins_with_its_program_and_holds_no_key() {
        for way in Provider::ALL.into_iter().flat_map(ways) {
            assert_eq!(way.command.split(' ').next(), Some(way.tool), "{way:?}");
            for of_a_key in ["LTAI", "AKID", "--access-key"] {
                assert!(!way.command.contains(of_a_key), "{way:?}");
            }
        }
    }
}
