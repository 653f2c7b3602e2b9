//! `config.json`, which lies beside `index.html` and may preset connections.
//!
//! A missing file means the defaults. Malformed JSON, an unknown key or a value of the wrong form
//! is an error that names the place: a setting that is silently ignored would be worse.

use serde_json::Value;

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
    /// How reads are signed where a connection does not say it.
    pub reads: ReadSigning,
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
    /// Not JSON; the reader's own words with line and column.
    Form(String),
    /// Something else where an object belongs.
    NotAnObject,
    /// A key that means nothing, often a misspelt one.
    UnknownKey(String),
    /// A value that this key cannot have.
    Value(&'static str),
    /// A key that must be there.
    Missing(&'static str),
    /// A connection with a part that is not of its form.
    Connection {
        /// The connection's name.
        name: String,
        /// The key of the part.
        key: &'static str,
    },
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
        let file: Value =
            serde_json::from_slice(bytes).map_err(|error| ConfigProblem::Form(error.to_string()))?;
        let file = Object::of(&file, &["title", "connections", "credential_endpoints", "reads", "language"])?;
        file.text("language")?;
        let reads = read_signing(&file)?;
        let connections = match file.get("connections") {
            None => &[],
            Some(Value::Array(connections)) => connections.as_slice(),
            Some(_) => return Err(ConfigProblem::Value("connections")),
        };
        let endpoints =
            file.get("credential_endpoints").map(|value| Object::of(value, &["oss"])).transpose()?;
        let endpoint = endpoints.as_ref().and_then(|endpoints| endpoints.get("oss"));
        Ok(Config {
            title: file.text("title")?.map(str::to_owned),
            connections: connections.iter().map(|value| preset(value, reads)).collect::<Result<_, _>>()?,
            credential_endpoint: endpoint.map(credential_endpoint).transpose()?,
            reads,
        })
    }
}

fn preset(value: &Value, reads: ReadSigning) -> Result<Preset, ConfigProblem> {
    let object = Object::of(value, &["name", "provider", "region", "bucket", "endpoint", "reads"])?;
    let name = object.required("name")?.to_owned();
    let problem = |key| ConfigProblem::Connection { name: name.clone(), key };
    let endpoint = object.text("endpoint")?.map(EndpointTemplate::parse).transpose();
    let own_reads = read_signing(&object)?;
    Ok(Preset {
        connection: Connection {
            provider: Provider::from_slug(object.required("provider")?).ok_or_else(|| problem("provider"))?,
            region: Region::parse(object.required("region")?).map_err(|_| problem("region"))?,
            bucket: BucketName::parse(object.required("bucket")?).map_err(|_| problem("bucket"))?,
            endpoint: endpoint.map_err(|_| problem("endpoint"))?,
            reads: if own_reads == ReadSigning::Automatic { reads } else { own_reads },
        },
        name,
    })
}

fn credential_endpoint(value: &Value) -> Result<CredentialEndpoint, ConfigProblem> {
    let object = Object::of(value, &["url", "credentials"])?;
    let include_cookies = match object.text("credentials")? {
        None | Some("same-origin") => false,
        Some("include") => true,
        Some(_) => return Err(ConfigProblem::Value("credentials")),
    };
    Ok(CredentialEndpoint { url: object.required("url")?.to_owned(), include_cookies })
}

fn read_signing(object: &Object<'_>) -> Result<ReadSigning, ConfigProblem> {
    match object.text("reads")? {
        None => Ok(ReadSigning::Automatic),
        Some("query") => Ok(ReadSigning::Query),
        Some("header") => Ok(ReadSigning::Header),
        Some(_) => Err(ConfigProblem::Value("reads")),
    }
}

/// A connection in the form that [`Config::parse`] reads, for remembering it.
#[must_use]
pub fn written(connection: &Connection) -> Value {
    let name = connection.bucket.as_str();
    let mut members = serde_json::Map::new();
    let mut member = |key: &str, text: &str| members.insert(key.to_owned(), Value::String(text.to_owned()));
    member("name", name);
    member("provider", connection.provider.slug());
    member("region", connection.region.as_str());
    member("bucket", name);
    if let Some(endpoint) = &connection.endpoint {
        member("endpoint", endpoint.as_str());
    }
    match connection.reads {
        ReadSigning::Automatic => None,
        ReadSigning::Query => member("reads", "query"),
        ReadSigning::Header => member("reads", "header"),
    };
    Value::Object(members)
}

/// An object with known keys only.
struct Object<'a>(&'a serde_json::Map<String, Value>);

impl<'a> Object<'a> {
    fn of(value: &'a Value, known: &[&str]) -> Result<Self, ConfigProblem> {
        let Value::Object(members) = value else { return Err(ConfigProblem::NotAnObject) };
        match members.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(ConfigProblem::UnknownKey(key.clone())),
            None => Ok(Object(members)),
        }
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        self.0.get(key)
    }

    fn text(&self, key: &'static str) -> Result<Option<&'a str>, ConfigProblem> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(ConfigProblem::Value(key)),
        }
    }

    fn required(&self, key: &'static str) -> Result<&'a str, ConfigProblem> {
        self.text(key)?.ok_or(ConfigProblem::Missing(key))
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
    fn the_sample_that_is_shipped_is_accepted() {
        let config = Config::parse(include_bytes!("../boot/config.sample.json")).expect("accepted");
        assert!(!config.connections.is_empty() && config.credential_endpoint.is_some());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let problem = |text: &str| Config::parse(text.as_bytes()).expect_err(text);
        for broken in ["{", "<!doctype html>", "{\"a\": 1,}"] {
            assert!(
                matches!(problem(broken), ConfigProblem::Form(words) if words.contains("line 1")),
                "{broken}"
            );
        }
        let deep = "[".repeat(100_000);
        assert!(matches!(problem(&deep), ConfigProblem::Form(_)));
        assert_eq!(problem("[]"), ConfigProblem::NotAnObject);
        assert_eq!(problem(r#"{"titel": "x"}"#), ConfigProblem::UnknownKey("titel".into()));
        assert_eq!(problem(r#"{"title": 1}"#), ConfigProblem::Value("title"));
        assert_eq!(problem(r#"{"reads": "cookies"}"#), ConfigProblem::Value("reads"));
        assert_eq!(problem(r#"{"connections": [{"name": "A"}]}"#), ConfigProblem::Missing("provider"));
        assert_eq!(problem(r#"{"credential_endpoints": {"oss": {}}}"#), ConfigProblem::Missing("url"));
        let connection =
            r#"{"connections": [{"name": "A", "provider": "oss", "region": "x", "bucket": "B!"}]}"#;
        assert_eq!(problem(connection), ConfigProblem::Connection { name: "A".into(), key: "bucket" });
    }

    #[test]
    fn a_written_connection_is_read_back() {
        let text = br#"{"connections": [{"name": "logs-1", "provider": "oss", "region": "cn-hangzhou",
            "bucket": "logs-1", "endpoint": "https://{bucket}.example.com", "reads": "header"}]}"#;
        let config = Config::parse(text).expect("accepted");
        let again = format!(r#"{{"connections": [{}]}}"#, written(&config.connections[0].connection));
        assert_eq!(Config::parse(again.as_bytes()), Ok(config));
    }
}
