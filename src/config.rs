//! `config.json`, which lies beside `index.html` and may preset connections.
//!
//! A missing file means the defaults. Malformed JSON, an unknown key or a value of the wrong form
//! is an error that names the place: a setting that is silently ignored would be worse.

use serde::Deserialize;

use crate::model::{BucketName, Connection, EndpointTemplate, Provider, ReadSigning, Region};

/// Bytes of the largest file read.
const MAX_BYTES: usize = 256 << 10;

/// What a deployment says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Shown beside the name of the console.
    pub title: Option<String>,
    /// Connections to choose from.
    pub connections: Vec<Preset>,
    /// Where credentials for OSS are handed out.
    pub credential_endpoint: Option<CredentialEndpoint>,
}

/// A connection that the deployment offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The name that people know it by.
    pub name: String,
    /// The connection.
    pub connection: Connection,
}

/// An address that answers a GET with temporary credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialEndpoint {
    /// Relative to the page, or absolute.
    pub url: String,
    /// Whether cookies go to another origin, too.
    pub include_cookies: bool,
}

/// Why `config.json` is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigProblem {
    /// Larger than any real one.
    TooLarge,
    /// Not JSON of the documented form; the reader's own words with line and column.
    Form(String),
    /// A connection with a part that is not of its form.
    Connection {
        /// The connection's name.
        name: String,
        /// The key of the part.
        key: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct File {
    title: Option<String>,
    connections: Vec<FileConnection>,
    credential_endpoints: FileEndpoints,
    reads: Option<FileReads>,
    #[serde(rename = "language")]
    _language: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileConnection {
    name: String,
    provider: String,
    region: String,
    bucket: String,
    endpoint: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct FileEndpoints {
    oss: Option<FileEndpoint>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEndpoint {
    url: String,
    credentials: Option<FileCookies>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum FileReads {
    Query,
    Header,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum FileCookies {
    SameOrigin,
    Include,
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// [`ConfigProblem`] says what is wrong with it.
    pub fn parse(bytes: &[u8]) -> Result<Self, ConfigProblem> {
        if bytes.len() > MAX_BYTES {
            return Err(ConfigProblem::TooLarge);
        }
        let file: File =
            serde_json::from_slice(bytes).map_err(|error| ConfigProblem::Form(error.to_string()))?;
        let reads = match file.reads {
            None => ReadSigning::Automatic,
            Some(FileReads::Query) => ReadSigning::Query,
            Some(FileReads::Header) => ReadSigning::Header,
        };
        Ok(Config {
            title: file.title,
            connections: file
                .connections
                .iter()
                .map(|preset| preset.read(reads))
                .collect::<Result<_, _>>()?,
            credential_endpoint: file.credential_endpoints.oss.map(|endpoint| CredentialEndpoint {
                url: endpoint.url,
                include_cookies: endpoint.credentials == Some(FileCookies::Include),
            }),
        })
    }
}

impl FileConnection {
    fn read(&self, reads: ReadSigning) -> Result<Preset, ConfigProblem> {
        let problem = |key| ConfigProblem::Connection { name: self.name.clone(), key };
        let endpoint = self.endpoint.as_deref().map(EndpointTemplate::parse).transpose();
        Ok(Preset {
            name: self.name.clone(),
            connection: Connection {
                provider: Provider::from_slug(&self.provider).ok_or_else(|| problem("provider"))?,
                region: Region::parse(&self.region).map_err(|_| problem("region"))?,
                bucket: BucketName::parse(&self.bucket).map_err(|_| problem("bucket"))?,
                endpoint: endpoint.map_err(|_| problem("endpoint"))?,
                reads,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_object_means_the_defaults() {
        assert_eq!(Config::parse(b"{}"), Ok(Config::default()));
    }

    #[test]
    fn a_full_file_is_read() {
        let config = Config::parse(
            br#"{"title": "Ours", "reads": "header", "language": "en",
                "connections": [{"name": "Logs", "provider": "oss", "region": "cn-hangzhou", "bucket": "logs-1",
                                 "endpoint": "https://{bucket}.example.com"}],
                "credential_endpoints": {"oss": {"url": "sts/oss", "credentials": "include"}}}"#,
        )
        .expect("accepted");
        assert_eq!(config.connections[0].connection.reads, ReadSigning::Header);
        assert_eq!(
            config.credential_endpoint,
            Some(CredentialEndpoint { url: "sts/oss".into(), include_cookies: true })
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        let form = |text: &str| match Config::parse(text.as_bytes()) {
            Err(ConfigProblem::Form(words)) => words,
            other => panic!("{text}: {other:?}"),
        };
        assert!(form("{").contains("line 1"));
        assert!(form(r#"{"titel": "x"}"#).contains("titel"));
        assert!(form("<!doctype html>").contains("line 1"));
        let connection =
            r#"{"connections": [{"name": "A", "provider": "oss", "region": "x", "bucket": "B!"}]}"#;
        assert_eq!(
            Config::parse(connection.as_bytes()),
            Err(ConfigProblem::Connection { name: "A".into(), key: "bucket" })
        );
    }
}
