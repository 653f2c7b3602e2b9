//! The folder of a rule's reports elsewhere: its address in the provider's consoles, and the command that lists it.
//!
//! Sources: for the consoles `form/console.rs`; "ls" of ossutil 2 and of COSCLI, which needs the endpoint of a bucket that is
//! not among its aliases.

use super::commands::{option, quoted};
use super::{host, host_or_default};
use crate::model::{Connection, Provider};
use crate::provider::encode::percent_encode;

/// A folder of a bucket. Reports lie in the region of the bucket that is listed.
#[derive(Clone, Copy, Debug)]
pub struct Folder<'a> {
    /// The connection to the bucket that is listed.
    pub connection: &'a Connection,
    /// The name of the bucket in which the folder is.
    pub bucket: &'a str,
    /// What the keys in the folder begin with.
    pub prefix: &'a str,
}

/// Whose accounts a console of the provider is for: each signs in at its own alone, whatever the region of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accounts {
    /// Those of the Chinese site.
    Chinese,
    /// Those of the international site.
    International,
}

impl Accounts {
    /// The host of their console.
    fn console(self, provider: Provider) -> &'static str {
        match (provider, self) {
            (Provider::Oss, Accounts::Chinese) => "oss.console.aliyun.com",
            (Provider::Oss, Accounts::International) => "oss.console.alibabacloud.com",
            (Provider::Cos, Accounts::Chinese) => "console.cloud.tencent.com",
            (Provider::Cos, Accounts::International) => "console.tencentcloud.com",
        }
    }
}

impl Folder<'_> {
    /// Its address in the console that the provider has for these accounts.
    #[must_use]
    pub fn in_console(&self, accounts: Accounts) -> String {
        let Folder { connection, bucket, prefix } = *self;
        let (region, bucket) = (connection.region.as_str(), percent_encode(bucket));
        let console = accounts.console(connection.provider);
        match connection.provider {
            Provider::Oss => {
                let path = percent_encode(prefix);
                format!("https://{console}/bucket/oss-{region}/{bucket}/object?path={path}")
            }
            Provider::Cos => {
                // The console takes the escapes off twice.
                let path = percent_encode(&percent_encode(&format!("/{prefix}")));
                format!("https://{console}/cos/bucket?bucket={bucket}&region={region}&path={path}")
            }
        }
    }

    /// The command of the provider's own tool, for a POSIX shell.
    #[must_use]
    pub fn command(&self) -> String {
        let Folder { connection, bucket, prefix } = *self;
        let at = |scheme: &str| quoted(&format!("{scheme}://{bucket}/{prefix}"));
        match connection.provider {
            Provider::Oss => {
                let endpoint = host(connection).map(|host| format!(" {}", option("--endpoint", host)));
                let region = option("--region", connection.region.as_str());
                format!("ossutil ls {} {region}{}", at("oss"), endpoint.unwrap_or_default())
            }
            Provider::Cos => {
                format!("coscli ls {} {}", at("cos"), option("--endpoint", &host_or_default(connection)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::paste::BucketAddress;

    fn connection(provider: Provider, region: &str, bucket: &str) -> Connection {
        Connection::to(provider, region, bucket)
    }

    #[test]
    fn a_folder_is_found_again_by_its_address_in_the_console() {
        let (chinese, international) = (Accounts::Chinese, Accounts::International);
        for (provider, region, bucket, accounts, console) in [
            (Provider::Oss, "cn-hangzhou", "reports", chinese, "https://oss.console.aliyun.com/"),
            (
                Provider::Oss,
                "eu-central-1",
                "reports",
                international,
                "https://oss.console.alibabacloud.com/",
            ),
            (
                Provider::Cos,
                "ap-guangzhou",
                "reports-1250000000",
                chinese,
                "https://console.cloud.tencent.com/",
            ),
            (
                Provider::Cos,
                "eu-frankfurt",
                "reports-1250000000",
                international,
                "https://console.tencentcloud.com/",
            ),
        ] {
            let connection = connection(provider, region, bucket);
            for prefix in ["daily/demo/a b/", "", "清单/100%/&?#=/"] {
                let address = Folder { connection: &connection, bucket, prefix }.in_console(accounts);
                assert!(address.starts_with(console), "{address}");
                let read = BucketAddress::read(&address).unwrap_or_else(|| panic!("{address}"));
                assert_eq!((read.bucket.as_str(), read.prefix.as_str()), (bucket, prefix), "{address}");
                assert_eq!(read.region.as_ref(), Some(&connection.region), "{address}");
            }
        }
    }

    #[test]
    fn the_command_is_of_the_providers_own_tool() {
        let of = |connection: &Connection, bucket: &str, prefix: &str| {
            Folder { connection, bucket, prefix }.command()
        };
        let oss = connection(Provider::Oss, "cn-hangzhou", "demo");
        assert_eq!(
            of(&oss, "reports", "daily/demo/a/"),
            "ossutil ls oss://reports/daily/demo/a/ --region cn-hangzhou"
        );
        assert_eq!(of(&oss, "reports", "it's/"), "ossutil ls 'oss://reports/it'\\''s/' --region cn-hangzhou");
        let cos = connection(Provider::Cos, "ap-guangzhou", "demo-1250000000");
        assert_eq!(
            of(&cos, "reports-1250000000", "a/"),
            "coscli ls cos://reports-1250000000/a/ --endpoint cos.ap-guangzhou.myqcloud.com"
        );
    }
}
