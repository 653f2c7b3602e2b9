//! The connections that the device remembers, without their secrets.
//!
//! They are kept in the form of `config.json`, as every version has done. What is read back may be of another version or
//! spoilt: members that are not known are passed over, and so is a connection that is not one.

use serde::{Deserialize, Serialize};

use super::connection::ConnectionDraft;
use crate::formats::Understood;
use crate::model::{Connection, Provider, ReadSigning, SignatureVersion};

/// Characters of the longest text read.
const MAX_BYTES: usize = 256 << 10;

/// `{"connections": [{"name": "logs-1", "provider": "oss", "region": "cn-hangzhou", "bucket": "logs-1"}]}`, and of each
/// `endpoint`, `reads` and `signature` where they are not the usual ones.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    connections: Understood<Vec<Understood<KeptConnection>>>,
}

/// A connection. How it is reached and signed is understood as a whole or not at all: a default in the place of one part
/// could send a token where it was not meant to go.
#[derive(Serialize, Deserialize)]
struct KeptConnection {
    /// The bucket's. It is written for earlier versions, which ask for one.
    #[serde(default)]
    name: Understood<String>,
    provider: Provider,
    region: String,
    bucket: String,
    #[serde(default, skip_serializing_if = "is_default")]
    endpoint: String,
    #[serde(default, skip_serializing_if = "is_default")]
    reads: ReadSigning,
    #[serde(default, skip_serializing_if = "is_default")]
    signature: SignatureVersion,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl From<&Connection> for KeptConnection {
    fn from(connection: &Connection) -> Self {
        let ConnectionDraft { provider, region, bucket, endpoint, reads, signature } =
            ConnectionDraft::of(connection);
        let name = Understood(Some(bucket.clone()));
        KeptConnection { name, provider, region, bucket, endpoint, reads, signature }
    }
}

/// The connections of a text, in its order.
#[must_use]
pub fn read(text: &str) -> Vec<Connection> {
    if text.len() > MAX_BYTES {
        return Vec::new();
    }
    let kept: Kept = serde_json::from_str(text).unwrap_or_default();
    let connection = |kept: KeptConnection| {
        let KeptConnection { name: _, provider, region, bucket, endpoint, reads, signature } = kept;
        ConnectionDraft { provider, region, bucket, endpoint, reads, signature }.check().ok()
    };
    kept.connections.0.into_iter().flatten().filter_map(|kept| connection(kept.0?)).collect()
}

/// The text for connections.
///
/// # Errors
/// serde_json's; texts and names have none.
pub fn written(connections: &[Connection]) -> serde_json::Result<String> {
    let kept = |connection| Understood(Some(KeptConnection::from(connection)));
    serde_json::to_string(&Kept { connections: Understood(Some(connections.iter().map(kept).collect())) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    /// What a browser holds in which the page still wrote with `JSON.stringify`.
    const BEFORE: &str = r#"{"connections":[{"name":"logs-1","provider":"oss","region":"cn-hangzhou","bucket":"logs-1","endpoint":"https://{bucket}.example.com","reads":"header","signature":"v1"},{"name":"b-1250000000","provider":"cos","region":"ap-guangzhou","bucket":"b-1250000000"},{"name":"logs-2","provider":"oss","region":"cn-beijing","bucket":"logs-2","reads":"query"}]}"#;

    #[test]
    fn what_earlier_versions_have_written_is_read_and_written_alike() {
        let known = read(BEFORE);
        assert_eq!(known.len(), 3);
        assert_eq!(known[0].endpoint.as_ref().map(|own| own.as_str()), Some("https://{bucket}.example.com"));
        assert_eq!((known[0].reads, known[0].signature), (ReadSigning::Header, SignatureVersion::Older));
        assert_eq!((known[1].provider, known[1].region.as_str()), (Provider::Cos, "ap-guangzhou"));
        assert_eq!((known[2].reads, known[2].signature), (ReadSigning::Query, SignatureVersion::Current));
        // And earlier versions read it as a configuration.
        assert_eq!(written(&known).expect("JSON"), BEFORE);
        let config = Config::parse(BEFORE).expect("accepted");
        assert_eq!(config.connections.into_iter().map(|preset| preset.connection).collect::<Vec<_>>(), known);
    }

    #[test]
    fn what_is_not_understood_costs_no_more_than_itself() {
        let all = read(BEFORE);
        let of_a_later_version = BEFORE.replacen('{', r#"{"version":2,"#, 1).replacen(
            r#"{"name":"logs-1","#,
            r#"{"label":{"a":[]},"name":7,"#,
            1,
        );
        assert_eq!(read(&of_a_later_version), all);
        for wrong in [r#""s3""#, "1", "null", "[]"] {
            let spoilt = BEFORE.replacen(r#""cos""#, wrong, 1);
            assert_eq!(read(&spoilt), [all[0].clone(), all[2].clone()], "{wrong}");
        }
        // Nothing stands in the place of a part that says where requests go and how they are signed.
        for (part, wrong) in [
            (r#""https://{bucket}.example.com""#, "1"),
            (r#""https://{bucket}.example.com""#, r#""ftp://a""#),
            (r#""header""#, r#""nowhere""#),
            (r#""v1""#, "null"),
        ] {
            assert_eq!(read(&BEFORE.replacen(part, wrong, 1)), all[1..], "{wrong}");
        }
    }

    #[test]
    fn what_is_no_list_of_connections_is_none() {
        for text in ["", "null", "[]", "{}", r#"{"connections": {}}"#, r#"{"connections": [[], 1]}"#, "{"] {
            assert_eq!(read(text), [], "{text}");
        }
        assert_eq!(read(&format!("{BEFORE}{}", " ".repeat(MAX_BYTES))), []);
    }
}
